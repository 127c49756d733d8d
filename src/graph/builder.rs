//! A graph under construction: the tables, and the keys by which facts find their rows.

use super::PoliticalGraph;
use super::draft::Draft;
use super::ids::{CandidacyId, CitationId, ContestId, OfficeId, PartyId, PersonId};
use super::model::Person;
use super::preference::{Order, Preference};
use crate::facts::{Citation, ContestMention};
use crate::identity::Roster;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub(super) struct Builder<'a> {
    pub(super) roster: &'a Roster,
    pub(super) preference: &'a Preference,
    pub(super) graph: PoliticalGraph,
    pub(super) drafts: Vec<Draft>,
    /// The citation of each fact.
    pub(super) cite: Vec<CitationId>,
    /// The final id of each contest of the roster; empty until contests are ordered.
    pub(super) contest_id: Vec<ContestId>,
    pub(super) offices: BTreeMap<String, OfficeId>,
    pub(super) parties: BTreeMap<String, PartyId>,
    pub(super) candidacy: HashMap<(usize, usize), CandidacyId>,
    /// The contest that was looked up last, by its mention.
    last_contest: Option<(ContestMention, Option<usize>)>,
    /// The candidacy that was looked up last: the contest, the name and the row.
    pub(super) last_row: Option<(usize, Arc<str>, CandidacyId)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        roster: &'a Roster,
        preference: &'a Preference,
        citations: Vec<Arc<Citation>>,
        cite: Vec<CitationId>,
    ) -> Self {
        let people = roster
            .people
            .iter()
            .enumerate()
            .map(|(i, p)| Person { spellings: p.spellings.clone(), ..Person::bare(PersonId::new(i), &p.name) });
        let drafts = roster.contests.iter().enumerate().map(|(i, c)| Draft::new(ContestId::new(i), &c.title)).collect();
        let graph = PoliticalGraph { people: people.collect(), citations, ..PoliticalGraph::default() };
        Self {
            roster,
            preference,
            graph,
            drafts,
            cite,
            contest_id: Vec::new(),
            offices: BTreeMap::new(),
            parties: BTreeMap::new(),
            candidacy: HashMap::new(),
            last_contest: None,
            last_row: None,
        }
    }

    /// Returns what values are sorted by.
    pub(super) fn order_of_values(&self) -> Order<'_> {
        Order { citations: &self.graph.citations, preference: self.preference }
    }

    /// Returns the person that a name means in a series.
    pub(super) fn person(&self, series: &str, name: &str) -> Option<PersonId> {
        self.roster.person(series, name).map(PersonId::new)
    }

    pub(super) fn contest_index(&self, mention: &ContestMention) -> Option<usize> {
        self.roster.contest(mention)
    }

    /// Returns the contest of a fact. Facts about one contest are adjacent, so the last look-up is kept.
    pub(super) fn contest_of_fact(&mut self, mention: &ContestMention) -> Option<usize> {
        if let Some((_, found)) = self.last_contest.as_ref().filter(|(last, _)| last.is_same_text(mention)) {
            return *found;
        }
        let found = self.contest_index(mention);
        self.last_contest = Some((mention.clone(), found));
        found
    }

    /// Returns the final id of a mentioned contest. `None` until contests are ordered.
    pub(super) fn contest_id(&self, mention: &ContestMention) -> Option<ContestId> {
        self.contest_id.get(self.contest_index(mention)?).copied()
    }
}
