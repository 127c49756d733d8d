//! The totals of a round: the ballots that sources give, and the totals that votes and shares imply together. An
//! implied total shows what the shares are percentages of, and whether the list of candidates is complete.

use crate::facts::ShareBase;
use crate::graph::{Contest, PersonId, PoliticalGraph, Round};
use crate::wikitext::number::decimals;

/// If the rest is less than this fraction of the total and no source gives the valid votes, the rest may be invalid
/// ballots. In most elections of established democracies two or three in a hundred ballots are invalid, seldom more
/// than five.
const INVALID: f64 = 0.05;

/// The range of totals, `low` to `high`, that fit one candidate's votes and share. The share is a percentage of the
/// total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// The candidate.
    pub person: PersonId,
    /// The candidate's votes.
    pub votes: u64,
    /// The candidate's share in per cent, as given.
    pub share: f64,
    /// The smallest total, in votes, for which the votes round to that share.
    pub low: f64,
    /// The largest such total.
    pub high: f64,
}

/// A total that is larger than the votes listed: the list of candidates is incomplete.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incomplete {
    /// The total, in votes: the one that a source gives, else the roundest number in the range that the figures allow.
    pub total: u64,
    /// True if a source gives the total or if only one whole number fits.
    pub exact: bool,
    /// The sum of the votes listed.
    pub listed: u64,
    /// The share of the candidates who are not listed, in per cent. It is computed from votes if the total is exact or
    /// a listed share is missing; otherwise it is what the listed shares leave.
    pub others_share: f64,
    /// True if the source itself counts the votes of those who are not listed, as "others".
    pub counted: bool,
}

impl Incomplete {
    /// Returns the votes of the candidates who are not listed.
    pub fn others(&self) -> u64 {
        self.total.saturating_sub(self.listed)
    }
}

/// Returns half a unit of the last digit of a percentage.
pub fn rounding(share: f64) -> f64 {
    0.5 * 10f64.powi(-i32::try_from(decimals(share)).unwrap_or(0))
}

/// Returns the totals that votes and shares imply, for each candidate who has both. O(candidacies).
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

/// Returns the range of totals, lowest and highest, that fit all bases. No total fits if the first is larger.
pub fn interval(bases: &[Base]) -> (f64, f64) {
    let low = bases.iter().map(|b| b.low).fold(0.0, f64::max);
    let high = bases.iter().map(|b| b.high).fold(f64::INFINITY, f64::min);
    (low, high)
}

/// Returns the total of a round whose own votes and shares prove that its list of candidates is incomplete: the votes
/// and shares of at least two candidates fit one total, and it is larger than the votes listed.
///
/// Returns `None` if they do not fit one total, in a runoff of two, if a candidate's votes are unknown, or if the rest
/// may be invalid ballots: the shares are stated to be of the ballots cast, the number of ballots cast fits, or the
/// rest is less than 5% and no source gives the valid votes. Stated valid votes that fit are always taken.
/// O(candidacies).
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
        Some(Incomplete { total, exact, listed, others_share, counted: false })
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
    // If the valid votes are stated and do not fit, the rest is not made up of valid votes.
    if of_ballots || ballots || valid.is_some() {
        return None;
    }
    // Candidates whose votes are unknown may hold the rest; then there are no others.
    let standing = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round));
    if standing.into_iter().any(|c| c.round(round).is_none_or(|r| r.votes.is_empty())) {
        return None;
    }
    let (first, last) = (low.ceil(), high.floor());
    proven(roundest(low, high), first >= last)
}

/// Returns the total of a round whose source gives the votes for the candidates that it does not name, as "others" or
/// "write-ins". `None` if it gives none, or if the votes of a candidate are not known.
pub fn with_rest(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Option<Incomplete> {
    let rest = contest.round(round)?.rest_votes().filter(|votes| *votes > 0)?;
    let standing: Vec<_> = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)).collect();
    let votes: Option<Vec<u64>> = standing.iter().map(|c| c.round(round)?.votes.best().copied()).collect();
    let listed = votes.filter(|v| v.len() > 1)?.into_iter().fold(0, u64::saturating_add);
    let total = listed.checked_add(rest)?;
    let others_share = rest as f64 / total as f64 * 100.0;
    Some(Incomplete { total, exact: true, listed, others_share, counted: true })
}

/// Returns the ballots cast in a round: its own, or those of the contest if it is the only round.
pub fn ballots(contest: &Contest, round: Option<&Round>) -> Option<u64> {
    let own = round.and_then(|r| r.cast.best().map(|q| q.count));
    own.or_else(|| {
        let only = contest.rounds.len() <= 1;
        let total = || contest.total.best().copied();
        only.then(|| contest.ballots.best().map(|q| q.count).or_else(total)).flatten()
    })
}

/// Returns the whole number in a range that ends in the most zeros; of several, the one nearest to the middle.
fn roundest(low: f64, high: f64) -> u64 {
    let middle = f64::midpoint(low, high);
    let nearest = |unit: f64| (middle / unit).round() * unit;
    let units = (0..15).rev().map(|power| 10f64.powi(power));
    units.map(nearest).find(|n| *n >= low && *n <= high).unwrap_or(middle).round() as u64
}
