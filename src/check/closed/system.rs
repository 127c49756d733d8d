//! The figures of one table of results, and the laws between them.
//!
//! What the shares are percentages of, and which rows a total counts, is not stated: each possibility is a
//! [`Reading`] of the table.

use super::super::rules::elects_several;
use crate::facts::Citation;
use crate::facts::ballot::{is_of_nobody, is_rest};
use crate::graph::{CitationId, Contest, PoliticalGraph, Round, Sourced, Values};
use crate::wikitext::Quantity;
use crate::wikitext::number::{Bound, decimals};
use crate::wikitext::written::decimals_written;

/// What a cell of a table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum What {
    /// The votes of a row.
    Votes(usize),
    /// The share of a row.
    Share(usize),
    Total,
    Valid,
    Invalid,
    Ballots,
    Electorate,
    Turnout,
    Majority,
}

impl What {
    /// Returns true for a percentage.
    pub(super) fn is_share(self) -> bool {
        matches!(self, Self::Share(_) | Self::Turnout)
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) what: What,
    pub(super) value: f64,
    /// The decimals of a percentage, as written.
    pub(super) digits: u32,
    pub(super) at: CitationId,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: String,
    /// True for a candidate, false for an option that is none, such as blank votes.
    pub(super) candidate: bool,
    /// True for votes of candidates that the table does not name.
    pub(super) rest: bool,
    /// True for ballots that are not valid.
    pub(super) invalid: bool,
}

/// A table of results as numbers, as one page has it.
pub(super) struct System {
    /// True if several are elected, so that a voter may have several votes.
    pub(super) several: bool,
    pub(super) rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
}

/// What shares are percentages of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The votes of the candidates, named or not.
    Candidates,
    /// The votes of all rows.
    Rows,
    Total,
    Valid,
    Ballots,
    /// A number of votes that the table does not state, of which it lists a part.
    Unlisted,
}

/// One way to read a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) base: Base,
    /// True if every candidate is listed.
    pub(super) complete: bool,
}

impl Reading {
    /// Every way to read a table. The votes listed are a base only if they are complete.
    pub(super) const ALL: [Self; 9] = [
        Self { base: Base::Candidates, complete: true },
        Self { base: Base::Rows, complete: true },
        Self { base: Base::Total, complete: true },
        Self { base: Base::Valid, complete: true },
        Self { base: Base::Ballots, complete: true },
        Self { base: Base::Total, complete: false },
        Self { base: Base::Valid, complete: false },
        Self { base: Base::Ballots, complete: false },
        Self { base: Base::Unlisted, complete: false },
    ];
}

/// A law that figures must obey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Law {
    /// The share of a row is its votes divided by the base.
    Share(usize),
    /// Shares of a complete list add up to 100.
    Sum,
    /// The total is the sum of the votes, or no less.
    Total,
    /// The valid votes are the sum of the votes, or no less.
    Valid,
    /// The ballots are no fewer than the votes, and the total is no more than the ballots and not far less.
    Ballots,
    /// The majority is the difference of the two leading candidates.
    Majority,
    /// The turnout is the ballots divided by the electorate.
    Turnout,
}

/// Gathers the cells that one kind of source on one page gives.
struct Gathering<'a> {
    graph: &'a PoliticalGraph,
    from: &'a Citation,
    system: System,
    /// True if the source gives two values for one cell.
    twice: bool,
}

impl Gathering<'_> {
    fn is_here(&self, id: CitationId) -> bool {
        let other = self.graph.citation(id);
        other.confidence == self.from.confidence && other.page == self.from.page && other.file == self.from.file
    }

    fn cell(&mut self, what: What, value: f64, at: CitationId) {
        let written = || decimals_written(&self.graph.citation(at).quote, value).unwrap_or_else(|| decimals(value));
        let digits = if what.is_share() { written() } else { 0 };
        self.system.cells.push(Cell { what, value, digits, at });
    }

    /// Adds the value that the source gives of a property. If the cell is known already, it is left as it is.
    fn add<T>(&mut self, what: What, values: &Values<T>, read: impl Fn(&T) -> Option<f64>) {
        if self.system.cells.iter().any(|c| c.what == what) {
            return;
        }
        let here = |s: &Sourced<T>| s.citations.iter().copied().find(|id| self.is_here(*id));
        let found: Vec<_> = values.all().iter().filter_map(|s| Some((read(&s.value)?, here(s)?))).collect();
        self.twice |= found.len() > 1;
        if let Some((value, at)) = found.first() {
            self.cell(what, *value, *at);
        }
    }

    fn candidates(&mut self, contest: &Contest, round: usize) {
        let graph = self.graph;
        for candidacy in graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)) {
            let mut places = candidacy.stood.iter().chain(candidacy.named.iter().map(|(_, id)| id));
            if !places.any(|id| self.is_here(*id)) {
                continue;
            }
            let index = self.system.rows.len();
            let name = graph.person(candidacy.person).name.clone();
            self.system.rows.push(Row { name, candidate: true, rest: false, invalid: false });
            if let Some(result) = candidacy.round(round) {
                self.add(What::Votes(index), &result.votes, |v| Some(*v as f64));
                self.add(What::Share(index), &result.shares, |s| Some(*s));
            }
        }
    }

    /// Adds the rows that are no candidates. Where nobody stands, as in lists of parties and in referendums, the parties or
    /// the answers are what shares and totals count.
    fn options(&mut self, row: &Round) {
        let of_parties = self.system.rows.is_empty();
        for option in row.options.all() {
            let Some(at) = option.citations.iter().copied().find(|id| self.is_here(*id)) else { continue };
            let index = self.system.rows.len();
            let (name, rest) = (option.value.name.clone(), is_rest(&option.value.name));
            let invalid = is_of_nobody(&name);
            let candidate = of_parties && !rest && !invalid;
            self.system.rows.push(Row { name, candidate, rest, invalid });
            if let Some(votes) = option.value.votes {
                self.cell(What::Votes(index), votes as f64, at);
            }
            if let Some(share) = option.value.share {
                self.cell(What::Share(index), share, at);
            }
        }
    }
}

impl System {
    /// Returns the table that one kind of source on one page gives of a round. `whole` is true if the figures of the
    /// contest are those of the round. `None` if a cell has two values or there is no row.
    pub(super) fn of(
        graph: &PoliticalGraph,
        contest: &Contest,
        round: usize,
        whole: bool,
        from: &Citation,
    ) -> Option<Self> {
        let system = Self { several: elects_several(graph, contest), rows: Vec::new(), cells: Vec::new() };
        let mut gathering = Gathering { graph, from, system, twice: false };
        gathering.candidates(contest, round);
        if let Some(row) = contest.round(round) {
            gathering.options(row);
            gathering.add(What::Valid, &row.valid, |v| Some(*v as f64));
            // Of one round among several, the ballots are the only total.
            gathering.add(if whole { What::Ballots } else { What::Total }, &row.cast, exact);
            gathering.add(What::Electorate, &row.electorate, exact);
            gathering.add(What::Turnout, &row.turnout, |t| Some(*t));
        }
        if whole {
            gathering.add(What::Total, &contest.total, |t| Some(*t as f64));
            gathering.add(What::Invalid, &contest.invalid, |i| Some(*i as f64));
            // In lists of parties it may be one of seats.
            if contest.candidacies.iter().any(|id| graph.candidacy(*id).stood_in(round)) {
                gathering.add(What::Majority, &contest.majority, |m| Some(*m as f64));
            }
            gathering.add(What::Ballots, &contest.ballots, exact);
            gathering.add(What::Electorate, &contest.electorate, exact);
            gathering.add(What::Turnout, &contest.turnout, |t| Some(*t));
        }
        (!gathering.twice && !gathering.system.rows.is_empty()).then_some(gathering.system)
    }

    /// Returns the values of the cells as they are stated.
    pub(super) fn stated(&self) -> Vec<f64> {
        self.cells.iter().map(|c| c.value).collect()
    }

    /// Returns the number of a cell.
    pub(super) fn index(&self, what: What) -> Option<usize> {
        self.cells.iter().position(|c| c.what == what)
    }

    /// Returns the value of a cell, given the values of all.
    pub(super) fn value(&self, values: &[f64], what: What) -> Option<f64> {
        self.index(what).map(|index| values[index])
    }

    /// Returns the sum of the votes of some rows.
    pub(super) fn sum(&self, values: &[f64], counts: impl Fn(&Row) -> bool) -> f64 {
        let of = |(cell, value): (&Cell, &f64)| match cell.what {
            What::Votes(row) if counts(&self.rows[row]) => Some(*value),
            _ => None,
        };
        self.cells.iter().zip(values).filter_map(of).sum()
    }

    /// Returns the votes of the candidates, named or not.
    pub(super) fn candidates(&self, values: &[f64]) -> f64 {
        self.sum(values, |row| row.candidate || row.rest)
    }

    /// Returns the votes of all rows.
    pub(super) fn all_rows(&self, values: &[f64]) -> f64 {
        self.sum(values, |_| true)
    }

    /// Returns the votes of all rows that are valid.
    pub(super) fn valid_rows(&self, values: &[f64]) -> f64 {
        self.sum(values, |row| !row.invalid)
    }

    /// Returns the numbers that a total may be if every candidate is listed.
    pub(super) fn totals(&self, values: &[f64]) -> Vec<f64> {
        let (candidates, rows) = (self.candidates(values), self.all_rows(values));
        let invalid = self.value(values, What::Invalid);
        let valid = self.value(values, What::Valid);
        let with = |sum: f64| invalid.map(|i| sum + i);
        let mut all = vec![candidates];
        let of_rows = self.sum(values, |row| row.invalid);
        let beside = valid.map(|valid| valid + of_rows);
        all.extend(
            [Some(rows), with(candidates), with(rows), valid, valid.and_then(with), beside].into_iter().flatten(),
        );
        all.dedup();
        all
    }

    /// Returns true for a row of votes for nobody, such as blank votes and abstentions.
    pub(super) fn is_of_no_vote(&self, row: usize) -> bool {
        !self.rows[row].candidate && !self.rows[row].rest
    }

    /// Returns the numbers that the shares of rows of votes for nobody may be percentages of.
    pub(super) fn wider_bases(&self, values: &[f64]) -> Vec<f64> {
        let with_invalid = self.candidates(values) + self.sum(values, |row| row.invalid);
        let stated = [What::Electorate, What::Ballots].into_iter().filter_map(|what| self.value(values, what));
        let mut all = self.bases(values);
        all.extend(stated.chain(self.totals(values)).chain([with_invalid]));
        all.retain(|base| *base > 0.0);
        all
    }

    /// Returns true if the total is the sum of the valid and the invalid votes that the table states.
    pub(super) fn is_total_confirmed(&self, values: &[f64]) -> bool {
        let sums = self.value(values, What::Total).zip(self.value(values, What::Valid));
        let invalid = self.value(values, What::Invalid).unwrap_or_else(|| self.sum(values, |row| row.invalid));
        sums.is_some_and(|(total, valid)| invalid > 0.0 && (total - valid - invalid).abs() < 0.5)
    }

    /// Returns every number that shares may be percentages of.
    pub(super) fn bases(&self, values: &[f64]) -> Vec<f64> {
        Reading::ALL.iter().filter_map(|reading| self.base(values, reading.base)).collect()
    }

    /// Returns what shares are percentages of, read in one way. `None` if the table does not have it.
    pub(super) fn base(&self, values: &[f64], base: Base) -> Option<f64> {
        let base = match base {
            Base::Candidates => Some(self.candidates(values)),
            Base::Rows => Some(self.all_rows(values)),
            Base::Total => self.value(values, What::Total),
            // Rows of invalid ballots leave the valid votes to the others.
            Base::Valid => self
                .value(values, What::Valid)
                .or_else(|| self.rows.iter().any(|row| row.invalid).then(|| self.valid_rows(values))),
            // Valid and invalid votes are all ballots.
            Base::Ballots => self
                .value(values, What::Ballots)
                .or_else(|| self.value(values, What::Invalid).map(|invalid| self.candidates(values) + invalid)),
            Base::Unlisted => None,
        };
        base.filter(|b| *b > 0.0)
    }

    /// Returns the decimals with which a cell is to be written: its own, or those of most shares if these are more.
    pub(super) fn digits(&self, cell: usize) -> u32 {
        let own = self.cells[cell].digits;
        if !matches!(self.cells[cell].what, What::Share(_)) {
            return own;
        }
        let shares = || self.cells.iter().filter(|c| matches!(c.what, What::Share(_)));
        let usual = (0..7u32).max_by_key(|d| shares().filter(|c| c.digits == *d).count()).unwrap_or(0);
        own.max(usual)
    }

    /// Returns how far a percentage of so many decimals may be off: less than a unit of its last digit.
    pub(super) fn unit(&self, cell: usize) -> f64 {
        10f64.powi(-i32::try_from(self.cells[cell].digits).unwrap_or(0)) - 1e-9
    }
}

fn exact(quantity: &Quantity) -> Option<f64> {
    (quantity.bound == Bound::Exact).then_some(quantity.count as f64)
}
