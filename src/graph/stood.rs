//! Who stood for a party in contests that are not its own: for seats, presidencies and mayoralties.

use super::{Candidacy, ContestId, PartyId, PoliticalGraph};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Of more contests in which people stood for a party than this, the latest are told.
pub const MOST_STOOD: usize = 200;

/// How often people stood for a party in contests that are not its own, and in which of them last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoodFor {
    /// The contests, the latest year first and those of no known year last; no more than were asked for.
    pub contests: Vec<ContestId>,
    /// How many contests there are in all.
    pub all: usize,
    /// How many of them count, and have somebody who stood.
    pub counted: usize,
    /// Candidacies in all of them: of those who stood, where the contest counts.
    pub candidacies: usize,
    /// Candidacies that were elected, where the contest counts.
    pub elected: usize,
}

impl StoodFor {
    /// Of candidacies one by one: the contest with its year, whether it counts and the person stood, and whether the person was
    /// elected. O(n log n).
    pub(crate) fn of(rows: impl IntoIterator<Item = (ContestId, Option<i32>, bool, bool)>, most: usize) -> Self {
        let mut found = Self::default();
        let mut contests = BTreeSet::new();
        let mut counted = BTreeSet::new();
        for (contest, year, stood, elected) in rows {
            found.candidacies += usize::from(stood);
            found.elected += usize::from(stood && elected);
            counted.extend(stood.then_some(contest));
            contests.insert((Reverse(year), contest));
        }
        found.all = contests.len();
        found.counted = counted.len();
        found.contests = contests.into_iter().take(most).map(|(_, contest)| contest).collect();
        found
    }
}

impl PoliticalGraph {
    /// Who stood for a party elsewhere than in its own contests, with no more than `most` contests. O(candidacies).
    pub fn stood_for(&self, party: PartyId, most: usize, include_annulled: bool) -> StoodFor {
        let rows = self.candidacies.iter().filter(|c| self.is_for(c, party)).map(|c| {
            let contest = self.contest(c.contest);
            let stood = c.is_standing() && contest.counts(include_annulled);
            (contest.id, contest.year(), stood, c.is_elected())
        });
        StoodFor::of(rows, most)
    }

    /// Whether the person stood for a party, in a contest that is not the party's own.
    pub fn is_for(&self, candidacy: &Candidacy, party: PartyId) -> bool {
        let own = || {
            let contest = self.contest(candidacy.contest);
            contest.party == Some(party) || contest.office.and_then(|o| self.office(o).party) == Some(party)
        };
        candidacy.party.best() == Some(&party) && !own()
    }
}
