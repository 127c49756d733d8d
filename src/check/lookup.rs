//! Finds what the graph has under the names that sources use.

use crate::facts::ContestMention;
use crate::graph::{Contest, ContestId, OfficeId, PersonId, PoliticalGraph};
use crate::wikitext::{fold, fold_title};
use std::collections::HashMap;

/// An index of contests by title, people by spelling, and offices by name.
pub(super) struct Lookup<'a> {
    graph: &'a PoliticalGraph,
    titles: HashMap<String, ContestId>,
    people: HashMap<&'a str, Vec<PersonId>>,
    offices: HashMap<String, OfficeId>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of(graph: &'a PoliticalGraph) -> Self {
        let titles = graph.contests().iter().map(|c| (fold(&c.title), c.id)).collect();
        let mut people: HashMap<&str, Vec<PersonId>> = HashMap::new();
        for person in graph.people() {
            for spelling in &person.spellings {
                people.entry(spelling).or_default().push(person.id);
            }
        }
        let offices = graph.offices().iter().map(|o| (fold_title(&o.name), o.id)).collect();
        Self { graph, titles, people, offices }
    }

    /// Returns the contest with the title of the mention.
    pub(super) fn contest(&self, mention: &ContestMention) -> Option<&'a Contest> {
        self.titles.get(&fold(&mention.title)).map(|id| self.graph.contest(*id))
    }

    /// Returns the office with that name.
    pub(super) fn office(&self, name: &str) -> Option<OfficeId> {
        self.offices.get(&fold_title(name)).copied()
    }

    /// Returns the person with that name. If there are several, returns the first who stood for the office or held it.
    pub(super) fn person(&self, name: &str, office: Option<OfficeId>) -> Option<PersonId> {
        let all = self.people.get(name)?;
        let of_office = |id: &PersonId| {
            let person = self.graph.person(*id);
            let stood = person
                .candidacies
                .iter()
                .any(|c| self.graph.contest(self.graph.candidacy(*c).contest).office == office);
            stood || person.tenures.iter().any(|t| Some(self.graph.tenure(*t).office) == office)
        };
        match all[..] {
            [one] => Some(one),
            _ => all.iter().copied().find(|id| office.is_some() && of_office(id)),
        }
    }
}
