//! Assembles rows into a graph with ids of its own.

use super::part::RowSelection;
use super::rows::{Numbers, ReadRows};
use crate::graph::properties::{At, Visit, VisitMut};
use crate::graph::property_value::PropertyValue;
use crate::graph::{
    CandidacyId, CitationId, ContestId, GroupId, Node, OfficeId, PartyId, PersonId, PoliticalGraph, TenureId, TieId,
    Values,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Adds the rows that values name to a selection, except contests, which were read before.
struct Refer<'w>(&'w mut RowSelection);

impl Visit for Refer<'_> {
    fn values<T: PropertyValue>(&mut self, _: At, values: &Values<T>) {
        if !T::NAMES_A_ROW {
            return;
        }
        for node in values.all().iter().filter_map(|sourced| sourced.value.node()) {
            match node {
                Node::Person(id) => self.0.people.insert(id.index() as u32),
                Node::Office(id) => self.0.offices.insert(id.index() as u32),
                Node::Party(id) => self.0.parties.insert(id.index() as u32),
                Node::Group(id) => self.0.groups.insert(id.index() as u32),
                Node::Contest(_) => false,
            };
        }
    }
}

/// Replaces the file's numbers in values by ids of the part. Removes values whose rows were not read.
struct Move<'a>(&'a Assembly);

impl VisitMut for Move<'_> {
    fn values<T: PropertyValue>(&mut self, _: At, values: &mut Values<T>) {
        if T::NAMES_A_ROW {
            values.keep(|value| value.moved(&|node| self.0.node(node)));
        }
    }
}

/// Adds everything that the rows refer to.
pub(super) fn refer(rows: &ReadRows, wanted: &mut RowSelection) {
    for contest in rows.contests.values() {
        wanted.offices.extend(contest.office.map(|o| o.index() as u32));
        wanted.parties.extend(contest.party.map(|p| p.index() as u32));
        contest.visit(&mut Refer(wanted));
    }
    for candidacy in &rows.candidacies {
        wanted.people.insert(candidacy.person.index() as u32);
        candidacy.visit(&mut Refer(wanted));
    }
    for tenure in &rows.tenures {
        wanted.people.insert(tenure.person.index() as u32);
        wanted.offices.insert(tenure.office.index() as u32);
        wanted.parties.extend(tenure.party.map(|p| p.index() as u32));
    }
}

/// The numbers of a part's rows in the file.
pub(super) struct Assembly {
    pub(super) contests: Numbers,
    pub(super) people: Numbers,
    pub(super) offices: Numbers,
    pub(super) parties: Numbers,
    pub(super) groups: Numbers,
    pub(super) all: bool,
}

impl Assembly {
    /// Returns the part's node for a row of the file; `None` if the row was not read.
    fn node(&self, node: Node) -> Option<Node> {
        match node {
            Node::Person(id) => self.people.get(id.index()).map(|n| Node::Person(PersonId::new(n))),
            Node::Contest(id) => self.contests.get(id.index()).map(|n| Node::Contest(ContestId::new(n))),
            Node::Office(id) => self.offices.get(id.index()).map(|n| Node::Office(OfficeId::new(n))),
            Node::Party(id) => self.parties.get(id.index()).map(|n| Node::Party(PartyId::new(n))),
            Node::Group(id) => self.groups.get(id.index()).map(|n| Node::Group(GroupId::new(n))),
        }
    }

    /// Adds the rows to a graph and replaces the file's numbers by ids of the graph. Removes references to rows that
    /// were not read; only contests read without candidacies have such references. Returns the file's numbers of the
    /// tenures and of the ties, or nothing if all rows were read.
    pub(super) fn assemble(&self, graph: &mut PoliticalGraph, rows: ReadRows) -> [Vec<u32>; 2] {
        for office in &mut graph.offices {
            office.party = office.party.and_then(|p| self.parties.get(p.index())).map(PartyId::new);
        }
        for (at, (_, mut contest)) in rows.contests.into_iter().enumerate() {
            contest.id = ContestId::new(at);
            contest.office = contest.office.and_then(|o| self.offices.get(o.index())).map(OfficeId::new);
            contest.party = contest.party.and_then(|p| self.parties.get(p.index())).map(PartyId::new);
            contest.visit_mut(&mut Move(self));
            graph.contests.push(contest);
        }
        for mut candidacy in rows.candidacies {
            let (Some(contest), Some(person)) =
                (self.contests.get(candidacy.contest.index()), self.people.get(candidacy.person.index()))
            else {
                continue;
            };
            let id = CandidacyId::new(graph.candidacies.len());
            (candidacy.id, candidacy.contest, candidacy.person) = (id, ContestId::new(contest), PersonId::new(person));
            candidacy.visit_mut(&mut Move(self));
            let name = &graph.people[person].name;
            let said: BTreeSet<CitationId> = candidacy.named.iter().map(|(_, id)| *id).collect();
            let mut unsaid = BTreeSet::new();
            candidacy.places(&mut |id| {
                unsaid.extend(Some(id).filter(|id| !said.contains(id)));
            });
            candidacy.named.extend(unsaid.into_iter().map(|id| (name.clone(), id)));
            candidacy.named.sort();
            let mentioned = &mut graph.contests[contest].citations;
            mentioned.extend(candidacy.named.iter().map(|(_, id)| *id));
            graph.contests[contest].candidacies.push(id);
            graph.people[person].candidacies.push(id);
            graph.candidacies.push(candidacy);
        }
        for contest in &mut graph.contests {
            let mut places = std::mem::take(&mut contest.citations);
            contest.places(&mut |id| places.push(id));
            places.sort_unstable();
            places.dedup();
            contest.citations = places;
        }
        let dates: Vec<_> = graph.contests.iter().map(|c| c.date().map(|d| d.sort_key())).collect();
        for person in &mut graph.people {
            let rows = &graph.candidacies;
            person.candidacies.sort_by_key(|id| (dates[rows[id.index()].contest.index()], *id));
        }
        let mut numbers = Vec::new();
        for mut tenure in rows.tenures {
            let (Some(office), Some(person)) =
                (self.offices.get(tenure.office.index()), self.people.get(tenure.person.index()))
            else {
                continue;
            };
            if !self.all {
                numbers.push(tenure.id.index() as u32);
            }
            tenure.id = TenureId::new(graph.tenures.len());
            (tenure.office, tenure.person) = (OfficeId::new(office), PersonId::new(person));
            tenure.party = tenure.party.and_then(|p| self.parties.get(p.index())).map(PartyId::new);
            tenure.contest = tenure.contest.and_then(|c| self.contests.get(c.index())).map(ContestId::new);
            let renewed = std::mem::take(&mut tenure.renewed);
            let own = renewed.into_iter().filter_map(|c| self.contests.get(c.index())).map(ContestId::new);
            tenure.renewed = own.collect();
            graph.people[person].tenures.push(tenure.id);
            graph.tenures.push(tenure);
        }
        for person in &mut graph.people {
            let tenures = &graph.tenures;
            person.tenures.sort_by_key(|id| (tenures[id.index()].from.best().map(|d| d.sort_key()), *id));
        }
        let mut of_ties = Vec::new();
        for mut tie in rows.ties {
            let (Some(from), Some(to)) = (self.node(tie.from), self.node(tie.to)) else { continue };
            if !self.all {
                of_ties.push(tie.id.index() as u32);
            }
            tie.id = TieId::new(graph.ties.len());
            (tie.from, tie.to) = (from, to);
            tie.contest = tie.contest.and_then(|c| self.contests.get(c.index())).map(ContestId::new);
            graph.ties.push(tie);
        }
        [numbers, of_ties]
    }
}

/// Forgets all citations except those of the candidacies and tenures of some people.
pub(super) fn forget(graph: &mut PoliticalGraph, people: &BTreeSet<usize>) {
    for contest in &mut graph.contests {
        contest.forget_places();
        contest.citations = Vec::new();
    }
    for candidacy in graph.candidacies.iter_mut().filter(|c| !people.contains(&c.person.index())) {
        candidacy.forget_places();
        candidacy.named = Vec::new();
    }
    for tenure in graph.tenures.iter_mut().filter(|t| !people.contains(&t.person.index())) {
        tenure.forget_places();
    }
    let has = |node: Node| matches!(node, Node::Person(id) if people.contains(&id.index()));
    graph.ties.iter_mut().filter(|t| !has(t.from) && !has(t.to)).for_each(|tie| tie.citations.clear());
}

/// A page's file, title and revision.
pub(super) type CitedPage = (Arc<str>, Arc<str>, Option<u64>);

/// The citations that were read.
pub(super) struct Cited {
    pub(super) numbers: Vec<u32>,
    pub(super) all: bool,
}

impl Cited {
    /// Replaces the file's number of every citation by its id in the part.
    pub(super) fn renumber(&self, graph: &mut PoliticalGraph) {
        if !self.all {
            visit_citations(graph, &mut |id| {
                let at = self.numbers.binary_search(&(id.index() as u32)).unwrap_or(0);
                *id = CitationId::new(at);
            });
        }
    }
}

/// Visits every citation of the rows.
pub(super) fn visit_citations(graph: &mut PoliticalGraph, visit: &mut impl FnMut(&mut CitationId)) {
    for contest in &mut graph.contests {
        contest.places_mut(visit);
        contest.citations.iter_mut().for_each(&mut *visit);
    }
    for candidacy in &mut graph.candidacies {
        candidacy.places_mut(visit);
        candidacy.named.iter_mut().for_each(|(_, id)| visit(id));
    }
    for person in &mut graph.people {
        person.named.iter_mut().for_each(|(_, id)| visit(id));
        person.places_mut(visit);
    }
    for party in &mut graph.parties {
        party.named.iter_mut().for_each(|(_, id)| visit(id));
        party.places_mut(visit);
    }
    for tenure in &mut graph.tenures {
        tenure.places_mut(visit);
    }
    super::ties::visit_citations(&mut graph.ties, visit);
}
