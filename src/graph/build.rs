//! Turns facts into tables: every statement is stored in the property that it is about, with its citation.

use super::PoliticalGraph;
use super::builder::Builder;
use super::draft::{empty_candidacy, settle_candidacy};
use super::ids::{CandidacyId, CitationId, ContestId, OfficeId, PartyId};
use super::model::{Contest, Dispute, Office, Party};
use super::preference::{Order, Preference};
use super::tenures;
use super::values::Values;
use crate::facts::names_in::{self, Role};
use crate::facts::tagged;
use crate::facts::{
    CandidacySays, Citation, Confidence, ContestSays, DisputeSays, Fact, Facts, Holder, Kind, Statement, Title,
};
use crate::identity::Roster;
use crate::wikitext::fold_title;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) fn build(facts: &Facts, roster: &Roster, preference: &Preference) -> PoliticalGraph {
    rows(facts, roster, preference).finish(facts)
}

/// Same as [`build`], but removes statements about candidacies from the facts as soon as they are in the graph, before
/// it derives contests and tenures.
pub(super) fn build_releasing(facts: &mut Facts, roster: &Roster, preference: &Preference) -> PoliticalGraph {
    let mut builder = rows(facts, roster, preference);
    // Names of parties are needed again for the citations of names.
    let stays = |fact: &Fact| !matches!(&fact.statement, Statement::Candidacy { says, .. } if !matches!(says, CandidacySays::Party(_)));
    let cited = std::mem::take(&mut facts.stated).into_iter().zip(std::mem::take(&mut builder.cite));
    (facts.stated, builder.cite) = cited.filter(|(fact, _)| stays(fact)).unzip();
    builder.finish(facts)
}

/// Creates the rows that the facts are about, with everything that is stated of them.
fn rows<'r>(facts: &Facts, roster: &'r Roster, preference: &'r Preference) -> Builder<'r> {
    let (citations, cite) = citations(facts);
    let mut builder = Builder::new(roster, preference, citations, cite);
    builder.offices_and_parties(facts);
    for (fact, id) in facts.stated.iter().zip(std::mem::take(&mut builder.cite)) {
        builder.fact(&fact.statement, id, fact.citation.confidence);
        builder.cite.push(id);
    }
    builder.graph.candidacies.shrink_to_fit();
    (builder.candidacy, builder.last_row) = Default::default();
    builder
}

/// Returns every distinct citation in order, and the id of the citation of each fact.
fn citations(facts: &Facts) -> (Vec<Arc<Citation>>, Vec<CitationId>) {
    let mut order: Vec<u32> = (0..facts.stated.len() as u32).collect();
    let of = |fact: u32| &facts.stated[fact as usize].citation;
    order.sort_by(|a, b| if Arc::ptr_eq(of(*a), of(*b)) { Ordering::Equal } else { of(*a).cmp(of(*b)) });
    let mut citations: Vec<Arc<Citation>> = Vec::new();
    let mut cite = vec![CitationId::new(0); order.len()];
    for fact in order {
        let own = of(fact);
        if citations.last().is_none_or(|last| !Arc::ptr_eq(last, own) && last != own) {
            citations.push(Arc::clone(own));
        }
        cite[fact as usize] = CitationId::new(citations.len() - 1);
    }
    (citations, cite)
}

impl Builder<'_> {
    /// Collects the names of offices and parties. The displayed name is the one that the others were joined to, else
    /// the most trusted one.
    fn offices_and_parties(&mut self, facts: &Facts) {
        let mut offices: BTreeMap<String, (bool, Confidence, String)> = BTreeMap::new();
        let mut parties: BTreeMap<String, (bool, Confidence, String)> = BTreeMap::new();
        let mut also: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let best = |map: &mut BTreeMap<String, (bool, Confidence, String)>, key: String, confidence, name: &str| {
            // The name that the others were joined to sorts first.
            let new = (fold_title(name) != key, confidence, name.to_string());
            map.entry(key).and_modify(|have| *have = have.clone().min(new.clone())).or_insert(new);
        };
        for fact in &facts.stated {
            let confidence = fact.citation.confidence;
            if let Statement::SameParty { name, also: other } = &fact.statement {
                also.entry(self.roster.party_key(name)).or_default().insert(other.clone());
            }
            // An office named only in a succession, a claim or a spelling does not become a row.
            let is_office = matches!(&fact.statement, Statement::Contest { .. } | Statement::Tenure(_));
            names_in::groups(&fact.statement, &mut |role, name| match role {
                Role::Office if is_office => best(&mut offices, self.roster.office_key(name), confidence, name),
                Role::PartyOfHolder | Role::PartyOfTie => {
                    best(&mut parties, self.roster.party_key(name), confidence, name);
                }
                Role::PartyOfContest | Role::PartyOfCandidate => {
                    let key = self.roster.party_key(name);
                    if fold_title(name) != key {
                        also.entry(key.clone()).or_default().insert(name.to_string());
                    }
                    best(&mut parties, key, confidence, name);
                }
                _ => {}
            });
        }
        let mut names: Vec<(String, String)> = parties.into_iter().map(|(key, (.., name))| (name, key)).collect();
        names.sort();
        for (i, (name, key)) in names.into_iter().enumerate() {
            let id = PartyId::new(i);
            let also = also.get(&key).map(|s| s.iter().filter(|a| **a != name).cloned().collect()).unwrap_or_default();
            self.graph.parties.push(Party { id, name, also, named: Vec::new(), colour: Values::default() });
            self.parties.insert(key, id);
        }
        let mut names: Vec<(String, String)> = offices.into_iter().map(|(key, (.., name))| (name, key)).collect();
        names.sort();
        for (i, (name, key)) in names.into_iter().enumerate() {
            let party = name
                .strip_prefix("Leader of ")
                .map(|p| self.roster.party_key(p))
                .and_then(|k| self.parties.get(&k).copied());
            self.graph.offices.push(Office { id: OfficeId::new(i), name, party });
            self.offices.insert(key, OfficeId::new(i));
        }
    }

    fn fact(&mut self, statement: &Statement, id: CitationId, confidence: Confidence) {
        match statement {
            Statement::Contest { contest, says } => {
                if let Some(index) = self.contest_of_fact(contest) {
                    self.contest(index, says, id, confidence);
                }
            }
            Statement::Candidacy { contest, person, says } => {
                if let Some(index) = self.contest_of_fact(contest) {
                    self.candidacy(index, person, says, id, confidence);
                }
            }
            Statement::Tenure(_)
            | Statement::Succession(_)
            | Statement::Person { .. }
            | Statement::SameName { .. }
            | Statement::SameParty { .. }
            | Statement::PartyColour { .. }
            | Statement::Tie(_)
            | Statement::Claim(_) => {}
        }
    }

    fn contest(&mut self, index: usize, says: &ContestSays, id: CitationId, confidence: Confidence) {
        let (office, party) = match says {
            ContestSays::Office(name) => (self.offices.get(&self.roster.office_key(name)).copied(), None),
            ContestSays::Party(name) => (None, self.parties.get(&self.roster.party_key(name)).copied()),
            _ => (None, None),
        };
        let linked = match says {
            ContestSays::Previous(mention) | ContestSays::Next(mention) => {
                self.contest_index(mention).filter(|other| *other != index)
            }
            _ => None,
        };
        let link = linked.map(ContestId::new);
        let holder = match says {
            ContestSays::Before(Holder::Person(name)) | ContestSays::After(Holder::Person(name)) => {
                self.person(&self.roster.contests[index].series, name)
            }
            _ => None,
        };
        if let Some(linked) = linked {
            self.drafts[linked].cite(id);
        }
        let contest = &mut self.drafts[index];
        contest.cite(id);
        match says {
            ContestSays::Documented => contest.row.documented = true,
            ContestSays::Mentioned => {}
            ContestSays::Office(_) => contest.offices.extend(office.map(|o| (confidence, o))),
            ContestSays::Party(_) => contest.parties.extend(party.map(|p| (confidence, p))),
            ContestSays::Country(name) => contest.countries.push((confidence, name.clone())),
            ContestSays::Kind(kind) => contest.kinds.push((confidence, *kind)),
            ContestSays::Selectorate(_, detail) => {
                contest.details.extend(detail.clone().map(|d| (confidence, d)));
                contest.row.add(says, id, confidence);
            }
            ContestSays::Previous(_) => link.into_iter().for_each(|l| contest.row.previous.add(l, id, confidence)),
            ContestSays::Next(_) => link.into_iter().for_each(|l| contest.row.next.add(l, id, confidence)),
            ContestSays::Before(_) => contest.row.before.add(holder, id, confidence),
            ContestSays::After(_) => contest.row.after.add(holder, id, confidence),
            ContestSays::Dispute(dispute) => {
                let DisputeSays { about, values } = (**dispute).clone();
                contest.row.disputes.push(Dispute { about, values, citation: id });
            }
            ContestSays::Round(number, says) => contest.round(*number, says, id, confidence),
            says => contest.row.add(says, id, confidence),
        }
    }

    /// Returns the candidacy of a person in a contest, and creates it if there is none.
    fn row_of(&mut self, index: usize, name: &Arc<str>) -> Option<CandidacyId> {
        // Statements about one candidacy are adjacent.
        if let Some((_, _, row)) = self.last_row.as_ref().filter(|(at, of, _)| *at == index && Arc::ptr_eq(of, name)) {
            return Some(*row);
        }
        let person = self.person(&self.roster.contests[index].series, name)?;
        let rows = &mut self.graph.candidacies;
        let row = *self.candidacy.entry((index, person.index())).or_insert_with(|| {
            let row = CandidacyId::new(rows.len());
            rows.push(empty_candidacy(row, ContestId::new(index), person));
            row
        });
        self.last_row = Some((index, Arc::clone(name), row));
        Some(row)
    }

    fn candidacy(
        &mut self,
        index: usize,
        name: &Arc<str>,
        says: &CandidacySays,
        id: CitationId,
        confidence: Confidence,
    ) {
        let Some(row) = self.row_of(index, name) else { return };
        let candidacy = &mut self.graph.candidacies[row.index()];
        self.drafts[index].cite(id);
        // Facts with one citation are adjacent; `settle_candidacy` removes the other duplicates.
        let name = tagged::plain(name);
        if candidacy.named.last().is_none_or(|(last, place)| *place != id || last != name) {
            if candidacy.named.is_empty() {
                candidacy.named.reserve_exact(1);
            }
            candidacy.named.push((name.to_string(), id));
        }
        match says {
            CandidacySays::Stood(number) => {
                if candidacy.stood.is_empty() {
                    candidacy.stood.reserve_exact(1);
                }
                candidacy.stood.push(id);
                if *number > 0 {
                    candidacy.rounds.entry(*number);
                    self.drafts[index].round_mut(*number);
                }
            }
            CandidacySays::Number(number) => candidacy.numbers.push((*number, id)),
            CandidacySays::Votes(number, votes) => {
                candidacy.rounds.entry(*number).votes.add(*votes, id, confidence);
                self.drafts[index].round_mut(*number);
            }
            CandidacySays::Share(number, share) => {
                candidacy.rounds.entry(*number).shares.add(*share, id, confidence);
                self.drafts[index].round_mut(*number);
            }
            CandidacySays::Outcome(outcome) => candidacy.outcome.add(*outcome, id, confidence),
            CandidacySays::Incumbent => candidacy.incumbent.push(id),
            CandidacySays::Role(role) => candidacy.roles.add(role.clone(), id, confidence),
            CandidacySays::Other(text) => candidacy.others.add(text.clone(), id, confidence),
            CandidacySays::Party(party) => {
                if let Some(party) = self.parties.get(&self.roster.party_key(party)) {
                    candidacy.party.add(*party, id, confidence);
                }
            }
        }
    }

    fn finish(mut self, facts: &Facts) -> PoliticalGraph {
        self.settle();
        self.backlinks();
        self.order();
        let spells = tenures::derive(&self, facts);
        self.graph.tenures = spells;
        for tenure in &self.graph.tenures {
            self.graph.people[tenure.person.index()].tenures.push(tenure.id);
        }
        for person in &mut self.graph.people {
            let tenures = &self.graph.tenures;
            person.tenures.sort_by_key(|id| (tenures[id.index()].from.best().map(|d| d.sort_key()), *id));
        }
        self.ties(facts);
        self.note_names(facts);
        self.graph.give_stable_ids(&facts.pages);
        self.graph
    }

    fn settle(&mut self) {
        // A contest known only from links belongs to the office of the contests that link to it. The general election
        // before a by-election is for more than its seat.
        for (draft, identity) in self.drafts.iter_mut().zip(&self.roster.contests) {
            let is_of_more =
                || identity.series.contains(" for ") && Title::read(&draft.row.title).kind() == Kind::Legislative;
            if let (true, Some(office)) = (draft.offices.is_empty(), self.offices.get(&identity.series))
                && !is_of_more()
            {
                draft.offices.push((Confidence::Disputed, *office));
            }
        }
        let order = Order { citations: &self.graph.citations, preference: self.preference };
        self.graph.contests = std::mem::take(&mut self.drafts).into_iter().map(|d| d.settle(order)).collect();
        for candidacy in &mut self.graph.candidacies {
            settle_candidacy(candidacy, order);
        }
    }

    /// Gives a contest without a predecessor the contest that names it as its next one, and the reverse.
    fn backlinks(&mut self) {
        let mut links: Vec<(usize, bool, ContestId, CitationId, Confidence)> = Vec::new();
        for contest in &self.graph.contests {
            for (values, forward) in [(&contest.next, true), (&contest.previous, false)] {
                if let Some(first) = values.first() {
                    let target = &self.graph.contests[first.value.index()];
                    let empty = if forward { target.previous.is_empty() } else { target.next.is_empty() };
                    if empty && let Some(citation) = first.citations.first() {
                        links.push((first.value.index(), forward, contest.id, *citation, first.confidence));
                    }
                }
            }
        }
        for (index, forward, from, citation, confidence) in links {
            let contest = &mut self.graph.contests[index];
            let values = if forward { &mut contest.previous } else { &mut contest.next };
            values.add(from, citation, confidence);
            values.settle(Order { citations: &self.graph.citations, preference: self.preference });
        }
    }

    /// Assigns the final ids: to contests by office and date, to candidacies by contest and result.
    fn order(&mut self) {
        let graph = &mut self.graph;
        let mut order: Vec<usize> = (0..graph.contests.len()).collect();
        order.sort_by_cached_key(|i| {
            let contest = &graph.contests[*i];
            (contest.office, contest.date().map(|d| d.sort_key()), contest.title.clone())
        });
        let mut new_id = vec![ContestId::new(0); order.len()];
        for (new, old) in order.iter().enumerate() {
            new_id[*old] = ContestId::new(new);
        }
        let mut contests: Vec<Option<Contest>> = std::mem::take(&mut graph.contests).into_iter().map(Some).collect();
        graph.contests = order.iter().filter_map(|old| contests[*old].take()).collect();
        for contest in &mut graph.contests {
            contest.id = new_id[contest.id.index()];
            for values in [&mut contest.previous, &mut contest.next] {
                values.map(|id| new_id[id.index()]);
            }
        }
        self.contest_id = new_id;
        let mut rows = std::mem::take(&mut graph.candidacies);
        for row in &mut rows {
            row.contest = self.contest_id[row.contest.index()];
        }
        rows.sort_by_cached_key(|row| (row.contest, row.rank_key(), row.person));
        for (i, row) in rows.iter_mut().enumerate() {
            row.id = CandidacyId::new(i);
            graph.contests[row.contest.index()].candidacies.push(row.id);
            graph.people[row.person.index()].candidacies.push(row.id);
        }
        graph.candidacies = rows;
        let dates: Vec<_> = graph.contests.iter().map(|c| c.date().map(|d| d.sort_key())).collect();
        for person in &mut graph.people {
            let rows = &graph.candidacies;
            person.candidacies.sort_by_key(|id| (dates[rows[id.index()].contest.index()], *id));
        }
    }
}
