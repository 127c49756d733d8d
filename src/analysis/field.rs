//! The candidates of one contest, indexed by person, for callers that need many meetings of it.

use super::figures::{Figure, Figures};
use crate::graph::{Candidacy, Contest, ContestId, PersonId, PoliticalGraph};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The meeting of two people in one contest.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// The contest.
    pub contest: ContestId,
    /// The last valid round in which both stood.
    pub round: usize,
    /// True if a source is about the contest.
    pub documented: bool,
    /// The one of the two whom the contest elected; `None` if it elected both or neither.
    pub elected: Option<PersonId>,
    /// The one of the two who finished ahead in the round; if the figures do not tell, the one elected.
    pub ahead: Option<PersonId>,
}

/// The candidates of a contest that counts.
pub(super) struct Field<'g> {
    graph: &'g PoliticalGraph,
    contest: &'g Contest,
    /// The valid rounds, last round first. The figures of a round are computed when they are first needed.
    rounds: Vec<(usize, OnceCell<HashMap<PersonId, Figure>>)>,
    candidacies: HashMap<PersonId, &'g Candidacy>,
}

impl<'g> Field<'g> {
    /// Indexes the candidates of a contest. Returns `None` if the contest does not count. O(candidacies).
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

    /// Returns everybody who has a candidacy, each person once, in the order of the result.
    pub(super) fn people(&self) -> impl Iterator<Item = PersonId> {
        let own = |c: &&Candidacy| self.candidacies.get(&c.person).is_some_and(|first| first.id == c.id);
        self.graph.candidacies_of(self.contest.id).filter(own).map(|c| c.person)
    }

    /// Returns the meeting of two people, if both stood in one valid round. O(rounds) once the figures of the round are
    /// computed.
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
