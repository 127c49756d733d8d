//! A row of a table of candidacies, read.

use super::row_words::Special;
use super::titles::Of;
use crate::facts::PersonSays;
use crate::facts::candidate_rows::Candidate;
use std::sync::Arc;

/// A row, read.
#[derive(Clone)]
pub(super) struct Read {
    pub line: usize,
    pub quote: Arc<str>,
    pub of: Of,
    /// The part of the count that the row is about, and whether the row is the sum of the parts.
    pub unit: String,
    pub is_total: bool,
    /// True if the row sums up the ways of voting of its unit.
    pub of_all_modes: bool,
    /// The way of voting, if a column has it.
    pub mode: String,
    pub special: Option<Special>,
    /// The person's name with the id, or the option.
    pub name: String,
    pub cells: Candidate,
    pub counts: Counts,
    pub person: Vec<PersonSays>,
    pub source: String,
    /// How many rows were added up.
    pub rows: usize,
}

/// The counts that a row gives of its contest.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub valid: Option<u64>,
    pub electorate: Option<u64>,
    pub ballots: Option<u64>,
    pub turnout: Option<f64>,
}

impl Read {
    /// Takes the year from the name of the contest, if the row gives no date.
    pub(super) fn dated_by_title(&mut self) {
        self.of.contest = super::words::year_first(&self.of.contest);
        let title = crate::facts::Title::read(&self.of.contest);
        if let (None, Some(date)) = (self.cells.date, title.date()) {
            self.cells.date = Some(date);
            self.of.date = date.to_string();
            self.of.year = title.year.map(|year| year.to_string()).unwrap_or_default();
        }
    }
}
