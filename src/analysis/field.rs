//! The candidates of one contest, each found at once, for whoever asks for many of their meetings.

use super::figures::{Figure, Figures};
use crate::graph::{Candidacy, Contest, ContestId, PersonId, PoliticalGraph};
use std::cell::OnceCell;
use std::collections::HashMap;

/// Two people in one contest, as of the last round in which both stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// The contest.
    pub contest: ContestId,
    /// The last valid round in which both stood.
    pub round: usize,
    /// Whether a source is about the contest.
    pub documented: bool,
    /// Who of the two was elected by the contest; nobody where it elected both.
    pub elected: Option<PersonId>,
    /// Who of the two finished ahead in the round.
    pub ahead: Option<PersonId>,
}

/// The candidates of a contest that counts.
pub(super) struct Field<'g> {
    graph: &'g PoliticalGraph,
    contest: &'g Contest,
    /// The valid rounds, the last first, each with its figures once they were asked for.
    rounds: Vec<(usize, OnceCell<HashMap<PersonId, Figure>>)>,
    candidacies: HashMap<PersonId, &'g Candidacy>,
}

impl<'g> Field<'g> {
    /// The candidates of a contest; nothing where the contest does not count. O(candidacies).
    pub(super) fn of(graph: &'g PoliticalGraph, contest: &'g Contest, include_annulled: bool) -> Option<Self> {
        if !contest.counts(include_annulled) {
            return None;
        }
        let rounds = contest.valid_rounds(include_annulled).into_iter().rev().map(|r| (r, OnceCell::new())).collect();
        let mut candidacies = HashMap::new();
        for candidacy in graph.candidacies_of(contest.id) {
            candidacies.entry(candidacy.person).or_insert(candidacy);
        }
        Some(Self { graph, contest, rounds, candidacies })
    }

    /// Whoever has a candidacy, each once, in the order of the result.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        let own = |c: &&Candidacy| self.candidacies.get(&c.person).is_some_and(|first| first.id == c.id);
        self.graph.candidacies_of(self.contest.id).filter(own).map(|c| c.person)
    }

    /// The meeting of two people, if both stood in one valid round. O(rounds), once the figures of a round are known.
    pub(super) fn meeting(&self, a: PersonId, b: PersonId) -> Option<Meeting> {
        let (one, other) = (*self.candidacies.get(&a)?, *self.candidacies.get(&b)?);
        let (round, figures) = self.rounds.iter().find(|(r, _)| one.stood_in(*r) && other.stood_in(*r))?;
        let won = |x: &Candidacy, y: &Candidacy| x.is_elected() && !y.is_elected();
        let elected = [(one, other), (other, one)].into_iter().find(|(x, y)| won(x, y)).map(|(x, _)| x.person);
        let figures = figures.get_or_init(|| {
            let mut by_person = HashMap::new();
            for row in Figures::of(self.graph, self.contest, *round).rows {
                by_person.entry(row.person).or_insert(row);
            }
            by_person
        });
        let ahead = figures.get(&a).zip(figures.get(&b)).and_then(|(a, b)| a.ahead_of(b)).or(elected);
        let documented = self.contest.documented;
        Some(Meeting { contest: self.contest.id, round: *round, documented, elected, ahead })
    }
}
