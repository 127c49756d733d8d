//! The totals of a round: the ballots that sources give, and what votes and shares imply together, which says of what the
//! shares are and whether a list of candidates is complete.

use crate::facts::ShareBase;
use crate::graph::{Contest, PersonId, PoliticalGraph, Round};
use crate::wikitext::number::decimals;

/// A rest smaller than this part of the total may be ballots that are not valid, where no source gives the valid votes: in most
/// elections of established democracies they are two or three in a hundred, seldom more than five.
const INVALID: f64 = 0.05;

/// What one candidate's votes and share say of the total that the share is of: it lies between `low` and `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// The candidate.
    pub person: PersonId,
    /// Votes.
    pub votes: u64,
    /// Share in per cent, as given.
    pub share: f64,
    /// The smallest total, in votes, of which the votes are that share once it is rounded.
    pub low: f64,
    /// The largest such total.
    pub high: f64,
}

/// A total that is larger than the votes listed: the list of candidates is incomplete.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incomplete {
    /// The total, in votes: as a source gives it where one does, else the middle of what the figures allow.
    pub total: u64,
    /// True if a source gives the total or only one whole number fits.
    pub exact: bool,
    /// The votes listed.
    pub listed: u64,
    /// The share of those who are not listed, in per cent: by the votes where the total is exact, else what the shares leave.
    pub others_share: f64,
}

impl Incomplete {
    /// The votes of those who are not listed.
    pub fn others(&self) -> u64 {
        self.total.saturating_sub(self.listed)
    }
}

/// Half a unit of the last digit that a percentage is written with.
pub fn rounding(share: f64) -> f64 {
    0.5 * 10f64.powi(-i32::try_from(decimals(share)).unwrap_or(0))
}

/// The totals that the candidates' votes and shares imply, for those who have both. O(candidacies).
pub fn bases(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Vec<Base> {
    graph
        .candidacies_of(contest.id)
        .filter_map(|c| {
            let result = c.round(round)?;
            let (votes, share) = (*result.votes.best()?, *result.shares.best()?);
            let half = rounding(share) + 1e-9;
            let whole = votes as f64 * 100.0;
            let high = if share > half { whole / (share - half) } else { f64::INFINITY };
            Some(Base { person: c.person, votes, share, low: whole / (share + half), high })
        })
        .collect()
}

/// The totals that fit every one of some bases: from, to; none where the first is the larger.
pub fn interval(bases: &[Base]) -> (f64, f64) {
    let low = bases.iter().map(|b| b.low).fold(0.0, f64::max);
    let high = bases.iter().map(|b| b.high).fold(f64::INFINITY, f64::min);
    (low, high)
}

/// The total of a round whose list of candidates its own votes and shares prove to be incomplete: the votes over the shares
/// of two candidates or more agree on one total, and it is larger than all that is listed. Nothing where they do not agree, in a
/// runoff of two, or where the rest may be ballots that are not valid: the shares are said to be of the ballots cast, they agree
/// with their number, or the rest is less than five in a hundred and no source gives the valid votes. O(candidacies).
pub fn incomplete(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Option<Incomplete> {
    let bases = bases(graph, contest, round);
    let (low, high) = interval(&bases);
    if bases.len() < 2 || low > high || !high.is_finite() {
        return None;
    }
    let row = contest.round(round);
    let options = row.and_then(|r| r.option_votes()).unwrap_or(0);
    let votes = graph.candidacies_of(contest.id).filter_map(|c| c.round(round)?.votes.best().copied());
    let listed = votes.fold(options, u64::saturating_add);
    if low <= listed as f64 + 0.5 {
        return None;
    }
    let fits = |total: u64| low - 0.5 <= total as f64 && total as f64 <= high + 0.5;
    let only = contest.rounds.iter().filter(|r| !r.annulled).count() <= 1;
    let valid = row.and_then(|r| r.valid.best().copied());
    let given: f64 = bases.iter().map(|b| b.share).sum();
    let proven = |total: u64, exact: bool| {
        let by_votes = total.saturating_sub(listed) as f64 / total.max(1) as f64 * 100.0;
        let whole =
            bases.len() == graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)).count() && options == 0;
        let others_share = if exact || !whole { by_votes } else { (100.0 - given).max(0.0) };
        Some(Incomplete { total, exact, listed, others_share })
    };
    if let Some(total) = valid.filter(|t| fits(*t)) {
        return proven(total, true);
    }
    let runoff = bases.len() == 2 && contest.rounds.iter().any(|r| r.number < round && !r.annulled);
    if runoff || low - (listed as f64) < low * INVALID {
        return None;
    }
    if let Some(total) = contest.total.best().copied().filter(|t| only && fits(*t)) {
        return proven(total, true);
    }
    let of_ballots = row.and_then(|r| r.shares_of.best()).is_some_and(|base| *base == ShareBase::Cast);
    let ballots = ballots(contest, row).is_some_and(fits);
    // Valid votes that are the votes listed leave no room for others.
    if of_ballots || ballots || valid.is_some() {
        return None;
    }
    // Every candidate without votes of its own may hold the rest, but then the rest is theirs, not that of others.
    let standing = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round));
    if standing.into_iter().any(|c| c.round(round).is_none_or(|r| r.votes.is_empty())) {
        return None;
    }
    let (first, last) = (low.ceil(), high.floor());
    proven(roundest(low, high), first >= last)
}

/// Ballots cast in a round: its own, or the contest's where it is the only round.
pub fn ballots(contest: &Contest, round: Option<&Round>) -> Option<u64> {
    let own = round.and_then(|r| r.cast.best().map(|q| q.count));
    own.or_else(|| {
        let only = contest.rounds.len() <= 1;
        let total = || contest.total.best().copied();
        only.then(|| contest.ballots.best().map(|q| q.count).or_else(total)).flatten()
    })
}

/// The whole number between two that ends in most zeros; of several the one nearest to the middle.
fn roundest(low: f64, high: f64) -> u64 {
    let middle = f64::midpoint(low, high);
    let nearest = |unit: f64| (middle / unit).round() * unit;
    let units = (0..15).rev().map(|power| 10f64.powi(power));
    units.map(nearest).find(|n| *n >= low && *n <= high).unwrap_or(middle).round() as u64
}
