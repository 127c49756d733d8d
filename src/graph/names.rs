//! Citations of names that no candidacy gives: in lists of names, among holders of an office, before and after a
//! contest.

use super::PoliticalGraph;
use super::builder::Builder;
use super::ids::{CitationId, PartyId, PersonId};
use crate::facts::names_in::{self, Role, Within};
use crate::facts::{Facts, PersonSays, Statement, tagged};
use itertools::Itertools;
use std::collections::{BTreeSet, HashSet};

/// The maximum number of citations kept for one name; the first ones are kept.
const MOST: usize = 3;

/// Citations of names: the row that has the name, the name, the citation.
type Places<T> = BTreeSet<(T, String, CitationId)>;

impl Builder<'_> {
    /// Collects the citations of other names of people and parties, and of colours of parties. O(facts).
    pub(super) fn note_names(&mut self, facts: &Facts) {
        let mut people: Places<PersonId> = BTreeSet::new();
        let mut parties: Places<PartyId> = BTreeSet::new();
        let mut colours: Places<PartyId> = BTreeSet::new();
        let mut ids: Places<PersonId> = BTreeSet::new();
        for (fact, id) in facts.stated.iter().zip(&self.cite) {
            let cited = id;
            let mut person = |found: Option<PersonId>, name: &str| {
                if let (Some(found), Some(id)) = (found, tagged::id(name)) {
                    ids.insert((found, id.to_string(), *cited));
                }
                let name = tagged::plain(name);
                let own = |p: &PersonId| self.graph.person(*p);
                let found = found.filter(|p| own(p).name != name && own(p).spellings.iter().any(|s| s == name));
                people.extend(found.map(|p| (p, name.to_string(), *id)));
            };
            names_in::people(&fact.statement, &mut |role, name, within| match within {
                // A candidacy has its own citations of the name.
                _ if role == Role::Candidate && tagged::id(name).is_none() => {}
                Within::Contest(contest) => {
                    if let Some(at) = self.roster.contest(contest) {
                        person(self.person(&self.roster.contests[at].series, name), name);
                    }
                }
                Within::Office(_) if role == Role::Spelling => {}
                Within::Office(office) => person(self.person(&self.roster.office_key(office), name), name),
                Within::Page(page) => person(self.person(&self.roster.page_key(page), name), name),
                Within::PageByName(page) => person(self.person(&self.roster.names_key(page), name), name),
                Within::Nothing => {}
            });
            // One of two spellings may be unknown; both then belong to the person that the other means.
            if let Statement::SameName { office, name, also } = &fact.statement {
                let office = self.roster.office_key(office);
                let one = self.person(&office, name).or_else(|| self.person(&office, also));
                person(one, name);
                person(one, also);
            }
            if let Statement::Person { person, says } = &fact.statement {
                let (found, confidence) = (self.roster.person_of_page_or_id(person), fact.citation.confidence);
                if let Some(person) = found.and_then(|at| self.graph.people.get_mut(at)) {
                    match says {
                        PersonSays::Id { scheme, value } => {
                            person.ids.add(format!("{scheme}:{value}"), *id, confidence);
                        }
                        PersonSays::Born(date) => person.born.add(*date, *id, confidence),
                        PersonSays::Died(date) => person.died.add(*date, *id, confidence),
                        // The roster has the names.
                        PersonSays::Name(_) => {}
                    }
                }
            }
            if let Statement::PartyColour { party, colour } = &fact.statement {
                let found = self.parties.get(&self.roster.party_key(party)).copied();
                colours.extend(found.map(|p| (p, colour.clone(), *id)));
            }
            names_in::groups(&fact.statement, &mut |role, name| {
                if matches!(role, Role::PartyOfContest | Role::PartyOfCandidate | Role::PartySpelling) {
                    let found = self.parties.get(&self.roster.party_key(name)).copied();
                    let found = found.filter(|p| self.graph.party(*p).also.iter().any(|also| also == name));
                    parties.extend(found.map(|p| (p, name.to_string(), *id)));
                }
            });
        }
        self.graph.keep_names(people, parties);
        for (_, places) in &ids.into_iter().chunk_by(|(person, value, _)| (*person, value.clone())) {
            for (person, value, id) in places.take(MOST) {
                let confidence = self.graph.citations[id.index()].confidence;
                self.graph.people[person.index()].ids.add(value, id, confidence);
            }
        }
        for (_, places) in &colours.into_iter().chunk_by(|(party, colour, _)| (*party, colour.clone())) {
            for (party, colour, id) in places.take(MOST) {
                let confidence = self.graph.citations[id.index()].confidence;
                self.graph.parties[party.index()].colour.add(colour, id, confidence);
            }
        }
        let mut parties = std::mem::take(&mut self.graph.parties);
        parties.iter_mut().for_each(|p| p.colour.settle(self.order_of_values()));
        self.graph.parties = parties;
        let mut people = std::mem::take(&mut self.graph.people);
        for person in &mut people {
            let order = self.order_of_values();
            person.ids.settle_ids();
            person.born.settle_dates(order);
            person.died.settle_dates(order);
        }
        self.graph.people = people;
    }
}

impl PoliticalGraph {
    fn keep_names(&mut self, people: Places<PersonId>, parties: Places<PartyId>) {
        let given: HashSet<(PersonId, &str)> =
            self.candidacies.iter().flat_map(|c| c.named.iter().map(|(name, _)| (c.person, name.as_str()))).collect();
        let people: Vec<_> = people.into_iter().filter(|(p, name, _)| !given.contains(&(*p, name.as_str()))).collect();
        for (_, places) in &people.into_iter().chunk_by(|(person, name, _)| (*person, name.clone())) {
            for (person, name, id) in places.take(MOST) {
                self.people[person.index()].named.push((name, id));
            }
        }
        for (_, places) in &parties.into_iter().chunk_by(|(party, name, _)| (*party, name.clone())) {
            for (party, name, id) in places.take(MOST) {
                self.parties[party.index()].named.push((name, id));
            }
        }
    }
}
