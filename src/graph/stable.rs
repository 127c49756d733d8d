//! Stable ids: by what each row is known outside of this graph, whatever else is in it.

use super::{ContestId, OfficeId, PartyId, PersonId, PoliticalGraph};
use crate::wikitext::{fold, fold_title};
use std::collections::{BTreeMap, BTreeSet};

impl PoliticalGraph {
    /// Gives every person a stable id: the item of Wikidata, else the title of the page (`title:Ann Ash`), else the
    /// first of the ids that sources give, else the folded name with what tells the person from namesakes: the year of
    /// birth, else the first office or contest. O(people · log people).
    ///
    /// An id changes only when a source adds a better scheme, a year of birth or an earlier office, never because other
    /// people are added.
    pub(super) fn give_stable_ids(&mut self, pages: &BTreeSet<String>) {
        let mut given: Vec<String> = Vec::with_capacity(self.people.len());
        for person in &self.people {
            let own = person.ids.best().map(String::as_str);
            let wikidata = own.filter(|id| id.starts_with("wikidata:")).map(ToString::to_string);
            let title = || pages.contains(&person.name).then(|| format!("title:{}", person.name));
            let by_name = || {
                let year = person.born.best().and_then(|d| d.the_year()).map(|year| year.to_string());
                let place = || self.place_of(person.id).map(fold_title);
                match year.or_else(place) {
                    Some(place) => format!("{} ({place})", fold(&person.name)),
                    None => fold(&person.name),
                }
            };
            given.push(wikidata.or_else(title).or_else(|| own.map(ToString::to_string)).unwrap_or_else(by_name));
        }
        // Two people of one name and office are told apart by what they did first.
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        given.iter().for_each(|id| *count.entry(id).or_default() += 1);
        let shared: BTreeSet<String> =
            count.into_iter().filter(|(_, n)| *n > 1).map(|(id, _)| id.to_string()).collect();
        for (at, id) in given.into_iter().enumerate() {
            let further = shared.contains(&id).then(|| self.first_act(PersonId::new(at))).flatten();
            self.people[at].stable_id = further.map_or(id.clone(), |act| format!("{id} ({act})"));
        }
    }

    /// Returns the first contest or the first day in office of a person.
    fn first_act(&self, id: PersonId) -> Option<String> {
        let person = self.person(id);
        let contest = person.candidacies.first().map(|c| fold(&self.contest(self.candidacy(*c).contest).title));
        contest.or_else(|| {
            let tenure = self.tenure(*person.tenures.first()?);
            Some(tenure.from.best()?.to_string())
        })
    }

    /// Returns the stable id of a contest: its folded title, which no other contest has.
    pub fn contest_key(&self, id: ContestId) -> String {
        fold(&self.contest(id).title)
    }

    /// Returns the stable id of an office: its folded name.
    pub fn office_key(&self, id: OfficeId) -> String {
        fold_title(&self.office(id).name)
    }

    /// Returns the stable id of a party: its folded name.
    pub fn party_key(&self, id: PartyId) -> String {
        fold_title(&self.party(id).name)
    }
}
