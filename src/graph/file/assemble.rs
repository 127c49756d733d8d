//! Rows that were read to a graph with ids of its own.

use super::read::{Numbers, Rows};
use super::selection::Selection;
use crate::graph::{CandidacyId, CitationId, ContestId, OfficeId, PartyId, PersonId, PoliticalGraph, TenureId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Adds what rows refer to.
pub(super) fn refer(rows: &Rows, wanted: &mut Selection) {
    for contest in rows.contests.values() {
        wanted.offices.extend(contest.office.map(|o| o.index() as u32));
        wanted.parties.extend(contest.party.map(|p| p.index() as u32));
        let holders = contest.before.all().iter().chain(contest.after.all());
        wanted.people.extend(holders.filter_map(|s| s.value).map(|p| p.index() as u32));
    }
    for candidacy in &rows.candidacies {
        wanted.people.insert(candidacy.person.index() as u32);
        wanted.parties.extend(candidacy.party.all().iter().map(|s| s.value.index() as u32));
    }
    for tenure in &rows.tenures {
        wanted.people.insert(tenure.person.index() as u32);
        wanted.offices.insert(tenure.office.index() as u32);
        wanted.parties.extend(tenure.party.map(|p| p.index() as u32));
    }
}

/// The numbers of a part's rows.
pub(super) struct Assembly {
    pub(super) contests: Numbers,
    pub(super) people: Numbers,
    pub(super) offices: Numbers,
    pub(super) parties: Numbers,
    pub(super) all: bool,
}

impl Assembly {
    /// Puts rows into a graph, with its own ids in place of the file's. What refers to rows that were not read loses the
    /// reference, which only contests without their candidacies have. Gives the file's numbers of the tenures.
    pub(super) fn assemble(&self, graph: &mut PoliticalGraph, rows: Rows) -> Vec<u32> {
        for office in &mut graph.offices {
            office.party = office.party.and_then(|p| self.parties.get(p.index())).map(PartyId::new);
        }
        for (at, (_, mut contest)) in rows.contests.into_iter().enumerate() {
            contest.id = ContestId::new(at);
            contest.office = contest.office.and_then(|o| self.offices.get(o.index())).map(OfficeId::new);
            contest.party = contest.party.and_then(|p| self.parties.get(p.index())).map(PartyId::new);
            for values in [&mut contest.previous, &mut contest.next] {
                values.keep(|id| self.contests.get(id.index()).map(ContestId::new));
            }
            for values in [&mut contest.before, &mut contest.after] {
                values.keep(|holder| match holder {
                    None => Some(None),
                    Some(p) => self.people.get(p.index()).map(|p| Some(PersonId::new(p))),
                });
            }
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
            candidacy.party.keep(|p| self.parties.get(p.index()).map(PartyId::new));
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
        numbers
    }
}

/// Forgets the places of all but some people's candidacies and tenures.
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
        tenure.from.forget_places();
        tenure.to.forget_places();
        tenure.citations = Vec::new();
    }
}

/// A page's file, title and revision.
pub(super) type CitedPage = (Arc<str>, Arc<str>, Option<u64>);

/// Which citations were read.
pub(super) struct Cited {
    pub(super) numbers: Vec<u32>,
    pub(super) all: bool,
}

impl Cited {
    /// Gives every place its id in the part.
    pub(super) fn renumber(&self, graph: &mut PoliticalGraph) {
        if !self.all {
            visit_citations(graph, &mut |id| {
                let at = self.numbers.binary_search(&(id.index() as u32)).unwrap_or(0);
                *id = CitationId::new(at);
            });
        }
    }
}

/// Visits every place that rows name.
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
    }
    for party in &mut graph.parties {
        party.named.iter_mut().for_each(|(_, id)| visit(id));
        party.colour.places_mut(visit);
    }
    for tenure in &mut graph.tenures {
        tenure.from.places_mut(visit);
        tenure.to.places_mut(visit);
        tenure.citations.iter_mut().for_each(&mut *visit);
    }
}
