//! Who stood for a party in contests that are not its own, such as those for seats, presidencies and mayoralties.

use super::{Candidacy, ContestId, PartyId, PoliticalGraph};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The maximum number of contests that are reported for one party; later contests take precedence.
pub const MOST_STOOD: usize = 200;

/// How often people stood for a party in contests that are not its own, and in which of these contests last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoodFor {
    /// The contests, latest year first, those without a known year last. At most as many as were requested.
    pub contests: Vec<ContestId>,
    /// The total number of contests.
    pub all: usize,
    /// The number of contests that count and in which somebody stood.
    pub counted: usize,
    /// The number of candidacies in contests that count whose person stood.
    pub candidacies: usize,
    /// The number of candidacies in contests that count that were elected.
    pub elected: usize,
}

impl StoodFor {
    /// Counts candidacies. Each row holds the contest, its year, whether the contest counts and the person stood in it,
    /// and whether the person was elected. Lists at most `most` contests. O(n log n).
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
    /// Counts who stood for a party in contests that are not its own, and lists at most `most` of these contests.
    /// O(candidacies).
    pub fn stood_for(&self, party: PartyId, most: usize, include_annulled: bool) -> StoodFor {
        let rows = self.candidacies.iter().filter(|c| self.is_for(c, party)).map(|c| {
            let contest = self.contest(c.contest);
            let stood = c.is_standing() && contest.counts(include_annulled);
            (contest.id, contest.year(), stood, c.is_elected())
        });
        StoodFor::of(rows, most)
    }

    /// Returns true if the person stood for a party in a contest that is not the party's own.
    pub fn is_for(&self, candidacy: &Candidacy, party: PartyId) -> bool {
        let own = || {
            let contest = self.contest(candidacy.contest);
            contest.party == Some(party) || contest.office.and_then(|o| self.office(o).party) == Some(party)
        };
        candidacy.party.best() == Some(&party) && !own()
    }
}
