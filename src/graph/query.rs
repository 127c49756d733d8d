//! A query over the graph, and the selection that it resolves to.

use super::{
    Candidacy, Contest, ContestId, Group, Link, Node, Office, OfficeId, Party, PartyId, Person, PersonId,
    PoliticalGraph, Tenure, Tie,
};
use crate::facts::{Ended, Kind};
use crate::wikitext::Date;
use std::cmp::Reverse;

/// A query that selects a part of a graph. Conditions of one kind widen each other (this office or that office).
/// Conditions of different kinds narrow each other (that office in those years).
///
/// ```
/// use hustings::{facts::{Facts, Kind}, graph::{PoliticalGraph, Query}, identity::Overrides, source};
///
/// let pages: Vec<_> = source::bundled().collect();
/// let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
/// let nineties = Query::default().with_years(Some(1990), Some(1999)).with_kind(Kind::Leadership);
/// let selection = nineties.resolve(&graph);
/// assert!(selection.contests().all(|c| (1990..2000).contains(&c.year().unwrap())));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    offices: Vec<OfficeId>,
    parties: Vec<PartyId>,
    people: Vec<PersonId>,
    kinds: Vec<Kind>,
    years: Option<(Option<i32>, Option<i32>)>,
    top: Option<usize>,
}

impl Query {
    /// Selects contests for the office, and its tenures.
    #[must_use]
    pub fn with_office(mut self, office: OfficeId) -> Self {
        self.offices.push(office);
        self
    }

    /// Selects contests of the party and contests in which somebody stood for it, and tenures of its members or in its
    /// offices.
    #[must_use]
    pub fn with_party(mut self, party: PartyId) -> Self {
        self.parties.push(party);
        self
    }

    /// Selects contests in which the person stood, with everybody else who stood in them, and the person's tenures.
    #[must_use]
    pub fn with_person(mut self, person: PersonId) -> Self {
        self.people.push(person);
        self
    }

    /// Selects contests of the kind, and tenures of the offices that such contests are for.
    #[must_use]
    pub fn with_kind(mut self, kind: Kind) -> Self {
        self.kinds.push(kind);
        self
    }

    /// Selects contests held in these years, both ends included, and tenures that overlap them. Contests and tenures
    /// without a date are left out.
    #[must_use]
    pub fn with_years(mut self, from: Option<i32>, to: Option<i32>) -> Self {
        self.years = Some((from, to));
        self
    }

    /// Keeps the `count` people with the most meetings, their tenures, and their contests with everybody who stood in
    /// them. Drawings show only these people; see [`Selection::is_meant`].
    #[must_use]
    pub fn with_top(mut self, count: usize) -> Self {
        self.top = Some(count);
        self
    }

    /// Finds the rows of a graph that the query selects. O(contests + candidacies + tenures).
    pub fn resolve<'g>(&self, graph: &'g PoliticalGraph) -> Selection<'g> {
        let everything = *self == Self::default();
        let mut contests: Vec<bool> =
            graph.contests().iter().map(|c| everything || self.takes_contest(graph, c)).collect();
        let mut of_kind = vec![self.kinds.is_empty(); graph.offices().len()];
        for contest in graph.contests().iter().filter(|c| self.kinds.contains(&c.kind)) {
            contest.office.iter().for_each(|o| of_kind[o.index()] = true);
        }
        let latest = graph.contests().iter().filter_map(Contest::date).max_by_key(|d| d.sort_key());
        let takes = |t: &Tenure| everything || of_kind[t.office.index()] && self.takes_tenure(graph, t, latest);
        let mut tenures: Vec<bool> = graph.tenures().iter().map(takes).collect();
        let mut people = vec![everything; graph.people().len()];
        let mut met = vec![(0_usize, 0_usize); graph.people().len()];
        for contest in graph.contests().iter().filter(|c| contests[c.id.index()]) {
            let standing = graph.candidacies_of(contest.id).filter(|c| c.is_standing()).count();
            for candidacy in graph.candidacies_of(contest.id) {
                people[candidacy.person.index()] = true;
                if candidacy.is_standing() {
                    let (meetings, contests) = &mut met[candidacy.person.index()];
                    *meetings += standing.saturating_sub(1);
                    *contests += 1;
                }
            }
        }
        graph.tenures().iter().filter(|t| tenures[t.id.index()]).for_each(|t| people[t.person.index()] = true);
        let found = people.iter().filter(|p| **p).count();
        let mut focus = None;
        if let Some(top) = self.top.filter(|top| *top < found) {
            let mut order: Vec<usize> = (0..people.len()).filter(|p| people[*p]).collect();
            order.sort_by_key(|p| (Reverse(met[*p]), Reverse(graph.people()[*p].tenures.len()), *p));
            order[top..].iter().for_each(|p| people[*p] = false);
            focus = Some(people.clone());
            graph.tenures().iter().for_each(|t| tenures[t.id.index()] &= people[t.person.index()]);
            // A contest is kept whole or dropped, because its results would be wrong without one of the candidates.
            for contest in graph.contests() {
                let rows = || graph.candidacies_of(contest.id);
                let meant = rows().any(|c| focus.as_ref().is_some_and(|f| f[c.person.index()]));
                contests[contest.id.index()] &= meant;
                if contests[contest.id.index()] {
                    rows().for_each(|c| people[c.person.index()] = true);
                }
            }
        }
        let mut selection = Selection {
            graph,
            contests,
            tenures,
            people,
            focus,
            offices: vec![everything; graph.offices().len()],
            parties: vec![everything; graph.parties().len()],
            groups: vec![everything; graph.groups().len()],
            ties: vec![everything; graph.ties().len()],
            words: self.words(graph, found),
        };
        if !everything {
            selection.take_offices_and_parties();
            selection.take_ties(self.years);
        }
        selection
    }

    fn takes_contest(&self, graph: &PoliticalGraph, contest: &Contest) -> bool {
        let rows = || graph.candidacies_of(contest.id);
        let any = |empty: bool, holds: bool| empty || holds;
        any(self.offices.is_empty(), contest.office.is_some_and(|o| self.offices.contains(&o)))
            && any(self.kinds.is_empty(), self.kinds.contains(&contest.kind))
            && self.years.is_none_or(|years| meets(contest.date(), contest.date(), years))
            && any(
                self.parties.is_empty(),
                contest.party.is_some_and(|p| self.parties.contains(&p))
                    || rows().any(|c| c.party.best().is_some_and(|p| self.parties.contains(p))),
            )
            && any(self.people.is_empty(), rows().any(|c| self.people.contains(&c.person)))
    }

    fn takes_tenure(&self, graph: &PoliticalGraph, tenure: &Tenure, latest: Option<Date>) -> bool {
        let of_party = || {
            let own = tenure.party.or(graph.office(tenure.office).party);
            own.is_some_and(|p| self.parties.contains(&p))
        };
        let meets_years = |years| {
            let (from, to) = graph.span_of(tenure);
            match tenure.ended {
                // Still in office: the tenure lasts at least until the latest contest of the graph.
                Some(Ended::InOffice) => meets(from, latest, years),
                _ => meets(from, to, years),
            }
        };
        (self.offices.is_empty() || self.offices.contains(&tenure.office))
            && (self.people.is_empty() || self.people.contains(&tenure.person))
            && (self.parties.is_empty() || of_party())
            && self.years.is_none_or(meets_years)
    }

    /// Describes the selection for the readers of the output; empty if there is no condition.
    fn words(&self, graph: &PoliticalGraph, found: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut list = |what: &str, names: Vec<&str>| {
            if !names.is_empty() {
                parts.push(format!("{what} {}", names.join(" or ")));
            }
        };
        list("office", self.offices.iter().map(|o| graph.office(*o).name.as_str()).collect());
        list("party", self.parties.iter().map(|p| graph.party(*p).name.as_str()).collect());
        list("contests and tenures of", self.people.iter().map(|p| graph.person(*p).name.as_str()).collect());
        list("kind", self.kinds.iter().map(|k| k.label()).collect());
        match self.years {
            Some((Some(from), Some(to))) if from == to => parts.push(format!("year {from}")),
            Some((Some(from), Some(to))) => parts.push(format!("years {from} to {to}")),
            Some((Some(from), None)) => parts.push(format!("years from {from}")),
            Some((None, Some(to))) => parts.push(format!("years to {to}")),
            _ => {}
        }
        match self.top {
            Some(top) if top < found => parts.push(format!(
                "the {top} of {found} people with the most meetings, and everybody who stood in their contests; the others are left out"
            )),
            Some(_) => parts.push(format!("all {found} people")),
            None => {}
        }
        parts.join("; ")
    }
}

impl PoliticalGraph {
    /// Returns the dates between which the person is known to have held the office: the stated dates, else those of the
    /// first and last contest that brought the holder into office or confirmed them.
    pub fn span_of(&self, tenure: &Tenure) -> (Option<Date>, Option<Date>) {
        let contests = || tenure.contest.iter().chain(&tenure.renewed).filter_map(|c| self.contest(*c).date());
        let from = tenure.from.best().copied().or_else(|| contests().next());
        (from, tenure.to.best().copied().or_else(|| contests().next_back()))
    }
}

fn meets(from: Option<Date>, to: Option<Date>, (first, last): (Option<i32>, Option<i32>)) -> bool {
    let Some(from) = from.or(to) else { return false };
    let to = to.unwrap_or(from);
    let start = from.first_year().or(from.last_year());
    let end = to.last_year().or(to.first_year());
    first.is_none_or(|y| end.is_some_and(|e| e >= y)) && last.is_none_or(|y| start.is_some_and(|s| s <= y))
}

/// A part of a graph, or all of it, as drawings and exports show it. Ids are the graph's own.
///
/// A contest in a selection is whole: it has all its candidacies.
#[derive(Debug, Clone)]
pub struct Selection<'g> {
    graph: &'g PoliticalGraph,
    contests: Vec<bool>,
    tenures: Vec<bool>,
    people: Vec<bool>,
    focus: Option<Vec<bool>>,
    offices: Vec<bool>,
    parties: Vec<bool>,
    groups: Vec<bool>,
    ties: Vec<bool>,
    words: String,
}

impl<'g> Selection<'g> {
    /// Selects the whole graph.
    pub fn whole(graph: &'g PoliticalGraph) -> Self {
        Query::default().resolve(graph)
    }

    fn take_offices_and_parties(&mut self) {
        for contest in self.graph.contests().iter().filter(|c| self.contests[c.id.index()]) {
            contest.office.iter().for_each(|o| self.offices[o.index()] = true);
            contest.party.iter().for_each(|p| self.parties[p.index()] = true);
            for candidacy in self.graph.candidacies_of(contest.id).filter(|c| self.people[c.person.index()]) {
                candidacy.party.best().iter().for_each(|p| self.parties[p.index()] = true);
            }
        }
        for tenure in self.graph.tenures().iter().filter(|t| self.tenures[t.id.index()]) {
            self.offices[tenure.office.index()] = true;
            tenure.party.iter().for_each(|p| self.parties[p.index()] = true);
        }
        for office in self.graph.offices().iter().filter(|o| self.offices[o.id.index()]) {
            office.party.iter().for_each(|p| self.parties[p.index()] = true);
        }
    }

    /// Takes the ties between what is selected, and the groups and parties that selected people are tied to.
    fn take_ties(&mut self, years: Option<(Option<i32>, Option<i32>)>) {
        for tie in self.graph.ties() {
            let dated = || tie.start.is_some() || tie.end.is_some();
            let takes = years.is_none_or(|years| !dated() || meets(tie.start.or(tie.end), tie.end, years));
            let people = [tie.from, tie.to].into_iter().all(|node| match node {
                Node::Person(id) => self.people[id.index()],
                _ => true,
            });
            let has_person = [tie.from, tie.to].iter().any(|node| matches!(node, Node::Person(_)));
            if takes && people && has_person {
                self.ties[tie.id.index()] = true;
                for node in [tie.from, tie.to] {
                    match node {
                        Node::Group(id) => self.groups[id.index()] = true,
                        Node::Party(id) => self.parties[id.index()] = true,
                        _ => {}
                    }
                }
            }
        }
    }

    /// Returns the groups in the selection.
    pub fn groups(&self) -> impl Iterator<Item = &'g Group> {
        self.graph.groups().iter().filter(|g| self.groups[g.id.index()])
    }

    /// Returns the ties in the selection: those between people in it, and those of people in it to groups and parties.
    pub fn ties(&self) -> impl Iterator<Item = &'g Tie> {
        self.graph.ties().iter().filter(|t| self.ties[t.id.index()])
    }

    /// Returns the graph that this is a selection of.
    pub const fn graph(&self) -> &'g PoliticalGraph {
        self.graph
    }

    /// Describes the selection in words; empty if it is the whole graph.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Returns true if the selection is the whole graph.
    pub fn is_whole(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the people in the selection, in the order of their ids.
    pub fn people(&self) -> impl Iterator<Item = &'g Person> {
        self.graph.people().iter().filter(|p| self.people[p.id.index()])
    }

    /// Returns the contests in the selection.
    pub fn contests(&self) -> impl Iterator<Item = &'g Contest> {
        self.graph.contests().iter().filter(|c| self.contests[c.id.index()])
    }

    /// Returns the candidacies in the selection, contest by contest.
    pub fn candidacies(&self) -> impl Iterator<Item = &'g Candidacy> {
        self.graph.candidacies().iter().filter(|c| self.has_candidacy(c))
    }

    /// Returns the candidacies of a contest that are in the selection.
    pub fn candidacies_of(&self, contest: ContestId) -> impl Iterator<Item = &'g Candidacy> {
        self.graph.candidacies_of(contest).filter(|c| self.has_candidacy(c))
    }

    /// Returns the tenures in the selection, office by office.
    pub fn tenures(&self) -> impl Iterator<Item = &'g Tenure> {
        self.graph.tenures().iter().filter(|t| self.tenures[t.id.index()])
    }

    /// Returns the tenures of an office that are in the selection.
    pub fn tenures_of(&self, office: OfficeId) -> impl Iterator<Item = &'g Tenure> {
        self.graph.tenures_of(office).filter(|t| self.tenures[t.id.index()])
    }

    /// Returns the contests for an office that are in the selection, in the order of time.
    pub fn contests_of(&self, office: OfficeId) -> impl Iterator<Item = &'g Contest> {
        self.graph.contests_of(office).filter(|c| self.contests[c.id.index()])
    }

    /// Returns the offices in the selection.
    pub fn offices(&self) -> impl Iterator<Item = &'g Office> {
        self.graph.offices().iter().filter(|o| self.offices[o.id.index()])
    }

    /// Returns the parties in the selection.
    pub fn parties(&self) -> impl Iterator<Item = &'g Party> {
        self.graph.parties().iter().filter(|p| self.parties[p.id.index()])
    }

    /// Returns true if the person is in the selection.
    pub fn has_person(&self, id: PersonId) -> bool {
        self.people[id.index()]
    }

    /// Returns true if the contest is in the selection.
    pub fn has_contest(&self, id: ContestId) -> bool {
        self.contests[id.index()]
    }

    /// Returns true if the office is in the selection.
    pub fn has_office(&self, id: OfficeId) -> bool {
        self.offices[id.index()]
    }

    /// Returns true if the tenure is in the selection.
    pub fn has_tenure(&self, tenure: &Tenure) -> bool {
        self.tenures[tenure.id.index()]
    }

    /// Returns true if the person is one of those that [`Query::with_top`] kept, and not only somebody who stood in
    /// their contests. Without `with_top`, returns true for everybody in the selection.
    pub fn is_meant(&self, id: PersonId) -> bool {
        self.has_person(id) && self.focus.as_ref().is_none_or(|f| f[id.index()])
    }

    /// Returns true if the candidacy is in the selection.
    pub fn has_candidacy(&self, candidacy: &Candidacy) -> bool {
        self.contests[candidacy.contest.index()] && self.people[candidacy.person.index()]
    }

    /// Returns true if the row that the node stands for is in the selection.
    pub fn has(&self, node: Node) -> bool {
        match node {
            Node::Person(id) => self.has_person(id),
            Node::Contest(id) => self.has_contest(id),
            Node::Office(id) => self.has_office(id),
            Node::Party(id) => self.has_party(id),
            // A group is there for the ties of its members.
            Node::Group(id) => self.groups[id.index()],
        }
    }

    /// Returns true if the tenure behind the edge, if any, is in the selection. Assumes that both nodes are in it.
    pub fn has_link(&self, link: &Link) -> bool {
        link.tenure.is_none_or(|t| self.has_tenure(self.graph.tenure(t)))
            && link.tie.is_none_or(|t| self.ties[t.index()])
    }

    /// Returns true if the party is in the selection.
    pub fn has_party(&self, id: PartyId) -> bool {
        self.parties[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::graph::Lookup;
    use crate::identity::Overrides;
    use crate::source;

    fn graph() -> PoliticalGraph {
        let pages: Vec<_> = source::bundled().collect();
        PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default())
    }

    #[test]
    fn conditions_narrow_and_add_up() {
        let graph = graph();
        let Lookup::One(likud) = graph.find_office("Likud") else { panic!("no office") };
        let Lookup::One(peres) = graph.find_person("Peres") else { panic!("no person") };
        let whole = Selection::whole(&graph);
        assert!(whole.is_whole() && whole.candidacies().count() == graph.candidacies().len());
        let some = Query::default().with_office(likud).with_years(Some(1990), Some(2005)).resolve(&graph);
        assert!(some.contests().count() > 2 && some.contests().all(|c| c.office == Some(likud)));
        assert!(some.contests().all(|c| (1990..=2005).contains(&c.date().unwrap().first_year().unwrap())));
        assert!(some.tenures().any(|t| graph.person(t.person).name == "Yitzhak Shamir"), "he held it until 1993");
        assert_eq!(some.offices().count(), 1);
        assert_eq!(
            some.words(),
            "office Chairman of Likud; years 1990 to 2005".replace("Chairman of Likud", &graph.office(likud).name)
        );
        let his = Query::default().with_person(peres).resolve(&graph);
        assert!(his.contests().all(|c| graph.candidacies_of(c.id).any(|r| r.person == peres)));
        assert!(his.tenures().all(|t| t.person == peres) && his.people().count() > 5);
        let few = Query::default().with_top(3).resolve(&graph);
        assert_eq!(few.people().filter(|p| few.is_meant(p.id)).count(), 3);
        assert!(few.tenures().all(|t| few.is_meant(t.person)) && few.words().contains("others are left out"));
        let whole = |c: &Contest| few.candidacies_of(c.id).count() == graph.candidacies_of(c.id).count();
        assert!(few.contests().count() > 5 && few.contests().all(whole), "no contest is cut");
    }
}
