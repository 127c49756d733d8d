//! The laws of a table of results: which of them its figures break, read in one way.

use super::system::{Base, Law, Reading, System, What};
use crate::wikitext::written::is_one_slip;

/// The largest fraction of ballots that may be invalid.
pub(in super::super) const INVALID_BALLOTS: f64 = 0.2;

/// The fraction of ballots that are invalid in nearly all elections.
pub(in super::super) const FEW_INVALID: f64 = 0.05;

/// The largest fraction by which the voters of a turnout may be more than the ballots counted.
const BALLOTS_TAKEN: f64 = 0.01;

/// Shares that differ by less are the same.
const SAME_SHARE: f64 = 1e-6;

/// Counts of fewer votes may agree by chance.
const FEW_VOTES: f64 = 100.0;

/// Returns true if a total is one of some sums, or more by as many votes as may be invalid ballots that the table does not
/// list. A slip of a key explains a difference better.
pub(in super::super) fn is_sum_or_more(total: f64, sums: &[f64]) -> bool {
    let most = sums.iter().copied().fold(0.0, f64::max);
    let text = |number: f64| format!("{number:.0}");
    let slip = || sums.iter().any(|sum| is_one_slip(&text(total), &text(*sum)) || is_round(total - sum));
    sums.contains(&total) || total > most && total * (1.0 - FEW_INVALID) <= most && !slip()
}

/// Returns true for a difference with one digit that is not zero, as of whoever adds up a column by hand.
pub(super) fn is_round(difference: f64) -> bool {
    let digits = format!("{:.0}", difference.abs());
    digits.bytes().filter(|b| *b != b'0').count() == 1 && digits.len() > 1
}

impl System {
    /// Returns the laws that some values break. `None` if the table cannot be read in this way.
    pub(super) fn broken(&self, values: &[f64], reading: Reading) -> Option<Vec<Law>> {
        if !reading.complete && self.is_listed(values) {
            return None;
        }
        if reading.base == Base::Unlisted {
            return self.is_part(values).then(Vec::new);
        }
        let base = self.base(values, reading.base)?;
        let mut broken: Vec<Law> =
            (0..self.rows.len()).filter(|row| self.is_share_off(values, *row, base)).map(Law::Share).collect();
        let candidates = self.candidates(values);
        if reading.complete && self.is_sum_off(values, reading.base) {
            broken.push(Law::Sum);
        }
        if self.is_total_off(values, reading.complete, candidates) {
            broken.push(Law::Total);
        }
        let valid = self.value(values, What::Valid);
        let sums = self.valid_sums(values);
        if valid.is_some_and(|v| if reading.complete { !sums.contains(&v) } else { v < candidates && !self.several }) {
            broken.push(Law::Valid);
        }
        if self.are_ballots_off(values, candidates) {
            broken.push(Law::Ballots);
        }
        if self.is_majority_off(values) && !self.several {
            broken.push(Law::Majority);
        }
        if self.is_turnout_off(values) {
            broken.push(Law::Turnout);
        }
        Some(broken)
    }

    /// Returns true if the total is none of the sums that it may be.
    fn is_total_off(&self, values: &[f64], complete: bool, candidates: f64) -> bool {
        let Some(total) = self.value(values, What::Total) else { return false };
        // A total beside the valid votes may include invalid ballots that the table does not list.
        let lists_invalid = self.index(What::Invalid).is_some() || self.rows.iter().any(|row| row.invalid);
        let valid = self.value(values, What::Valid).filter(|_| !lists_invalid);
        let beside = valid.is_some_and(|valid| total >= valid && total * (1.0 - INVALID_BALLOTS) <= valid);
        if complete {
            !beside && !is_sum_or_more(total, &self.totals(values))
        } else {
            // Shares that add up to 100 leave nobody out: a total that one slip leads to from the sum has a slip.
            let text = |number: f64| format!("{number:.0}");
            let has_slip = || {
                self.is_closed(values) && self.totals(values).iter().any(|sum| is_one_slip(&text(total), &text(*sum)))
            };
            !self.several && (total < candidates || total > candidates && has_slip())
        }
    }

    /// Returns true if there are fewer ballots than votes, or a total that is more than all ballots or far less.
    fn are_ballots_off(&self, values: &[f64], candidates: f64) -> bool {
        let Some(ballots) = self.value(values, What::Ballots).filter(|_| !self.several) else { return false };
        let total = self.value(values, What::Total);
        // Valid and invalid votes are all ballots. A few people take theirs home, or are counted as having voted.
        let whole = self.value(values, What::Valid).zip(self.value(values, What::Invalid)).map(|(v, i)| v + i);
        let text = |number: f64| format!("{number:.0}");
        if whole.is_some_and(|all| ballots < all || ballots > all && is_one_slip(&text(ballots), &text(all))) {
            return true;
        }
        ballots < candidates || total.is_some_and(|t| t > ballots || t < ballots * (1.0 - INVALID_BALLOTS))
    }

    /// Returns true if the figures themselves show that every candidate is listed: the shares add up to 100, or the
    /// shares of two rows or more, and of most, are percentages of the votes listed.
    pub(super) fn is_complete(&self, values: &[f64]) -> bool {
        let shares = |base| self.sum_of_shares(values, base);
        let sums = [Base::Candidates, Base::Rows].into_iter().filter_map(shares);
        if sums.into_iter().any(|(sum, allowed)| (sum - 100.0).abs() <= allowed) {
            return true;
        }
        [Base::Candidates, Base::Rows].into_iter().filter_map(|base| self.base(values, base)).any(|base| {
            let both = (0..self.rows.len()).filter(|r| self.share_by_votes(values, *r, base).is_some());
            let (fit, off): (Vec<usize>, Vec<usize>) = both.partition(|row| !self.is_share_off(values, *row, base));
            fit.len() >= 2 && fit.len() > 2 * off.len()
        })
    }

    /// Returns true if the shares prove that every row is listed: each row has votes and a share, and the shares add up to
    /// 100. If such a table agrees in no reading, one of its figures is wrong.
    pub(super) fn is_closed(&self, values: &[f64]) -> bool {
        let has = |what: What| self.index(what).is_some();
        let whole = (0..self.rows.len()).all(|row| has(What::Votes(row)) && has(What::Share(row)));
        let sum = self.sum_of_shares(values, Base::Rows);
        // Each share is rounded by half a unit at most.
        whole && !self.several && sum.is_some_and(|(sum, allowed)| (sum - 100.0).abs() <= allowed / 2.0 + 1e-6)
    }

    /// Returns true if two counts prove that every candidate is listed: the votes of the rows are the valid votes, or with
    /// the invalid ballots they are the total, or what the turnout says. A part of a list does not add up to any.
    pub(super) fn is_listed(&self, values: &[f64]) -> bool {
        let of_rows = self.sum(values, |row| row.invalid);
        let invalid = self.value(values, What::Invalid).unwrap_or(0.0).max(of_rows);
        let valid = self.value(values, What::Valid);
        let total = self.value(values, What::Total).filter(|_| invalid > 0.0);
        let turnout = self.index(What::Turnout).filter(|cell| invalid > 0.0 && self.cells[*cell].digits > 1);
        let voted = turnout.zip(self.value(values, What::Electorate));
        let is_turnout =
            |count: f64| voted.is_some_and(|(cell, all)| (count / all * 100.0 - values[cell]).abs() < self.unit(cell));
        if valid.is_some_and(|valid| valid >= FEW_VOTES && self.valid_sums(values).contains(&valid)) {
            return !self.several && self.has_all_votes();
        }
        let is_whole = |sum: f64| sum >= FEW_VOTES && (total == Some(sum + invalid) || is_turnout(sum + invalid));
        let sums = [self.candidates(values), self.valid_rows(values)];
        !self.several && self.has_all_votes() && sums.into_iter().any(is_whole)
    }

    /// Returns the numbers that the valid votes may be if every candidate is listed: in some countries blank votes are valid.
    pub(super) fn valid_sums(&self, values: &[f64]) -> Vec<f64> {
        let candidates = self.candidates(values);
        let blank = (0..self.rows.len()).filter(|row| self.is_of_no_vote(*row));
        let with_one = blank.filter_map(|row| Some(candidates + self.value(values, What::Votes(row))?));
        [candidates, self.valid_rows(values)].into_iter().chain(with_one).collect()
    }

    /// Returns true if every candidate has votes.
    fn has_all_votes(&self) -> bool {
        (0..self.rows.len()).all(|row| !self.rows[row].candidate || self.index(What::Votes(row)).is_some())
    }

    /// Returns true if the table may be a part of a longer one: all its shares are of one number of votes, which is larger
    /// than the votes listed, and which it does not state.
    fn is_part(&self, values: &[f64]) -> bool {
        let stated = [What::Total, What::Valid, What::Ballots, What::Turnout, What::Majority];
        let whole = || {
            let sums = [Base::Candidates, Base::Rows].into_iter().filter_map(|base| self.sum_of_shares(values, base));
            // Each share is rounded by half a unit at most.
            sums.into_iter().any(|(sum, allowed)| (sum - 100.0).abs() <= allowed / 2.0 + 1e-6)
        };
        let closed = self.rows.iter().any(|row| row.rest) || whole();
        if closed || stated.into_iter().any(|what| self.index(what).is_some()) {
            return false;
        }
        let (mut low, mut high, mut rows) = (self.candidates(values) * 1.001, f64::INFINITY, 0);
        for row in 0..self.rows.len() {
            let Some(share) = self.index(What::Share(row)) else { return false };
            let Some(votes) = self.value(values, What::Votes(row)) else { continue };
            let half = self.unit(share);
            low = low.max(votes * 100.0 / (values[share] + half));
            if values[share] > half {
                high = high.min(votes * 100.0 / (values[share] - half));
            }
            rows += 1;
        }
        rows > 1 && low <= high
    }

    /// Returns the share of a row that its votes give.
    pub(super) fn share_by_votes(&self, values: &[f64], row: usize, base: f64) -> Option<f64> {
        self.index(What::Share(row))?;
        self.value(values, What::Votes(row)).map(|votes| votes / base * 100.0)
    }

    /// Returns true if the shares of all rows but one are cut to their digits, not rounded.
    pub(super) fn are_cut(&self, values: &[f64], but: usize, base: f64) -> bool {
        self.may_be_cut(values, but, base)
            && !self.bases(values).into_iter().any(|base| self.are_rounded(values, but, base))
    }

    /// Returns true if the shares of all rows but one can be cut to their digits, whether or not they can be rounded.
    pub(super) fn may_be_cut(&self, values: &[f64], but: usize, base: f64) -> bool {
        self.all_but(values, but, base, |row, cell, exact| (self.cut(row, exact) - values[cell]).abs() < SAME_SHARE)
    }

    fn are_rounded(&self, values: &[f64], but: usize, base: f64) -> bool {
        self.all_but(values, but, base, |_, cell, exact| {
            (exact - values[cell]).abs() <= self.unit(cell) / 2.0 + SAME_SHARE
        })
    }

    /// Returns true if all rows but one that have votes and a share pass a test: the row, the cell of its share, and the
    /// share that the votes give.
    fn all_but(&self, values: &[f64], but: usize, base: f64, test: impl Fn(usize, usize, f64) -> bool) -> bool {
        (0..self.rows.len()).filter(|row| *row != but).all(|row| {
            let cell = self.index(What::Share(row)).zip(self.share_by_votes(values, row, base));
            cell.is_none_or(|(cell, exact)| test(row, cell, exact))
        })
    }

    /// Returns a share of a row cut to the digits of its cell.
    pub(super) fn cut(&self, row: usize, share: f64) -> f64 {
        let scale =
            self.index(What::Share(row)).map_or(1.0, |cell| 10f64.powi(i32::try_from(self.digits(cell)).unwrap_or(0)));
        (share * scale + SAME_SHARE).floor() / scale
    }

    fn is_share_off(&self, values: &[f64], row: usize, base: f64) -> bool {
        let Some(share) = self.index(What::Share(row)) else { return false };
        let is_off = |base: f64| {
            self.share_by_votes(values, row, base)
                .is_some_and(|by_votes| (by_votes - values[share]).abs() >= self.unit(share))
        };
        // Blank votes and abstentions may be shares of all ballots, or of all who could vote.
        is_off(base) && (!self.is_of_no_vote(row) || self.wider_bases(values).into_iter().all(is_off))
    }

    /// Returns the sum of the shares of a table in which every row has one, and how far the rounding of each may move
    /// it, if digits are rounded or cut.
    fn sum_of_shares(&self, values: &[f64], base: Base) -> Option<(f64, f64)> {
        let rows = (0..self.rows.len()).filter(|r| base == Base::Rows || self.rows[*r].candidate || self.rows[*r].rest);
        let cells: Option<Vec<usize>> = rows.map(|row| self.index(What::Share(row))).collect();
        let cells = cells.filter(|cells| cells.len() > 1)?;
        let sum = cells.iter().map(|cell| values[*cell]).sum();
        Some((sum, cells.iter().map(|cell| self.unit(*cell)).sum()))
    }

    fn is_sum_off(&self, values: &[f64], base: Base) -> bool {
        matches!(base, Base::Candidates | Base::Rows)
            && self.sum_of_shares(values, base).is_some_and(|(sum, allowed)| (sum - 100.0).abs() > allowed)
    }

    /// Returns the votes of the two leading candidates, with their rows, if every candidate has votes.
    pub(super) fn leading(&self, values: &[f64]) -> Option<[(usize, f64); 2]> {
        let rows = (0..self.rows.len()).filter(|row| self.rows[*row].candidate);
        let votes: Option<Vec<(usize, f64)>> =
            rows.map(|row| Some((row, self.value(values, What::Votes(row))?))).collect();
        let mut votes = votes?;
        votes.sort_by(|a, b| b.1.total_cmp(&a.1));
        let [first, second, ..] = votes[..] else { return None };
        Some([first, second])
    }

    fn is_majority_off(&self, values: &[f64]) -> bool {
        let Some(majority) = self.value(values, What::Majority) else { return false };
        self.leading(values).is_some_and(|[first, second]| (majority - (first.1 - second.1)).abs() > 0.5)
    }

    fn is_turnout_off(&self, values: &[f64]) -> bool {
        let (Some(cell), Some(electorate)) = (self.index(What::Turnout), self.value(values, What::Electorate)) else {
            return false;
        };
        let share = |count: f64| count / electorate * 100.0;
        if electorate <= 0.0 {
            return false;
        }
        // Without ballots or a total, invalid votes may be left out: there are no fewer voters than votes.
        let voted = self.voted(values);
        if voted.is_empty() {
            return !self.several && share(self.candidates(values)) >= values[cell] + self.unit(cell);
        }
        // More voters than ballots have taken some home; a slip of a key explains a difference better.
        let text = |share: f64| format!("{share:.digits$}", digits = self.cells[cell].digits as usize);
        let is_little_more = |count: f64| {
            let by_count = share(count);
            // A change must make all agree.
            values == self.stated()
                && by_count < values[cell]
                && values[cell] <= by_count * (1.0 + BALLOTS_TAKEN)
                && !is_one_slip(&text(by_count), &text(values[cell]))
        };
        !voted.iter().any(|count| (share(*count) - values[cell]).abs() < self.unit(cell) || is_little_more(*count))
    }

    /// Returns the numbers of people who may be the ones that a turnout counts, the likeliest first. Empty if neither
    /// ballots nor a total are stated.
    pub(super) fn voted(&self, values: &[f64]) -> Vec<f64> {
        let stated = [What::Ballots, What::Total].into_iter().filter_map(|what| self.value(values, what));
        let mut all: Vec<f64> = stated.collect();
        if !all.is_empty() {
            all.extend(self.totals(values));
        }
        let invalid = self.value(values, What::Invalid).unwrap_or(0.0);
        all.extend(self.value(values, What::Total).map(|total| total + invalid));
        all.retain(|count| *count > 0.0);
        all
    }
}
