//! Columns of numbers side by side that add up to the votes of all: a party or a candidate each.

use super::by_values::is_of_party;
use super::headers::{UNRELATED, is_called, matches};
use super::role_words::NO_ROLES;
use super::suits::whole;
use crate::facts::columns::is_missing;
use crate::wikitext::fold;
use csv::StringRecord;

/// The most columns side by side of which parts are tried as those of parties.
const MOST_PARTIES: usize = 40;

/// Headers of the votes by which the first was ahead of the second, folded.
const MAJORITIES: [&str; 9] =
    ["majority", "margin", "lead", "vorsprung", "mehrheit", "avance", "ventaja", "vantaggio", "diferenca"];

/// The columns of a table with its first rows.
pub(super) struct Columns<'t> {
    pub headers: &'t StringRecord,
    pub folded: Vec<String>,
    pub data: &'t [&'t StringRecord],
}

impl Columns<'_> {
    fn means(&self, column: usize, wanted: &[&str]) -> bool {
        self.headers.get(column).is_some_and(|h| matches(h).iter().any(|m| wanted.contains(&m.meaning)))
    }

    fn count(row: &StringRecord, column: usize) -> Option<f64> {
        let cell = row.get(column).unwrap_or("");
        if is_missing(cell) { Some(0.0) } else { whole(cell) }
    }

    fn is_of_numbers(&self, column: usize) -> bool {
        self.data.iter().all(|row| Self::count(row, column).is_some())
    }

    /// Returns the columns with the names of people.
    pub(super) fn of_names(&self) -> Vec<usize> {
        let is_name =
            |column: &usize| self.means(*column, &["candidate", "surname", "given"]) && !self.is_of_numbers(*column);
        (0..self.folded.len()).filter(is_name).collect()
    }

    /// Returns true if a header has a word for votes.
    fn says_votes(&self, column: usize) -> bool {
        let is_votes = |word: &str| word != "total" && (is_called(word, "votes") || is_called(word, "valid"));
        self.folded[column].split(' ').any(is_votes)
    }

    /// Returns true if a column may have the votes of one party or candidate.
    fn is_free(&self, column: usize) -> bool {
        let is_other = |word: &str| UNRELATED.contains(&word) || NO_ROLES.contains(&word) && word != "all";
        self.folded[column].chars().any(char::is_alphabetic)
            // "All other candidates" may be one of them.
            && matches(&self.headers[column]).iter().all(|m| matches!(m.meaning, "candidate" | "party"))
            && !self.folded[column].split(' ').any(is_other)
            && self.is_of_numbers(column)
    }

    /// Returns the most columns side by side that add up to another one in nearly all rows, with that one: the valid votes,
    /// or beside no names any total.
    pub(super) fn adding_up(&self, named: bool) -> Option<(Vec<usize>, usize)> {
        let free: Vec<usize> = (0..self.folded.len()).filter(|column| self.is_free(*column)).collect();
        // Another column of numbers may stand beside them.
        let runs = free.chunk_by(|a, b| a + 1 == *b).flat_map(|run| {
            let shortest = if run.len() > MOST_PARTIES { run.len() } else { 2 };
            let lengths = (shortest..=run.len()).rev();
            lengths.flat_map(move |length| run.windows(length))
        });
        let wanted: &[&str] = if named { &["valid"] } else { &["valid", "votes", "ballots"] };
        let is_total = |column: &usize| {
            self.is_of_numbers(*column) && (self.means(*column, wanted) || !named && self.says_votes(*column))
        };
        let totals: Vec<usize> = (0..self.folded.len()).filter(is_total).collect();
        let adds_up = |run: &[usize], total: usize| {
            let is_right = |row: &&&StringRecord| {
                let sum: f64 = run.iter().filter_map(|column| Self::count(row, *column)).sum();
                sum > 0.0 && Self::count(row, total).is_some_and(|total| (total - sum).abs() < 0.5)
            };
            self.data.len() > 1 && self.data.iter().filter(is_right).count() * 10 >= self.data.len() * 9
        };
        let mut found = runs.flat_map(|run| totals.iter().map(move |total| (run, *total)));
        found.find(|(run, total)| adds_up(run, *total)).map(|(run, total)| (run.to_vec(), total))
    }

    /// Returns the most columns side by side of which the largest tells who won in nearly all rows: it is ahead of the next
    /// by the majority that another column has, or has the party that won as its header.
    pub(super) fn with_winners(&self, won_by: Option<usize>) -> Option<Vec<usize>> {
        let is_majority = |column: &usize| MAJORITIES.contains(&self.folded[*column].as_str());
        let free = |column: &usize| self.is_free(*column) && !is_majority(column);
        let free: Vec<usize> = (0..self.folded.len()).filter(free).collect();
        let runs = free.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() > 1);
        let majority = (0..self.folded.len()).find(is_majority);
        let majority = majority.filter(|column| self.is_of_numbers(*column));
        let is_told = |run: &[usize], row: &StringRecord| {
            let mut votes: Vec<(f64, usize)> = run.iter().filter_map(|c| Some((Self::count(row, *c)?, *c))).collect();
            votes.sort_by(|a, b| b.0.total_cmp(&a.0));
            let [(most, first), (next, _), ..] = votes[..] else { return false };
            let ahead = most > next;
            ahead
                && match (majority.and_then(|column| Self::count(row, column)), won_by) {
                    (Some(majority), _) => (most - next - majority).abs() < 0.5,
                    (None, Some(column)) => fold(row.get(column).unwrap_or("")) == self.folded[first],
                    (None, None) => false,
                }
        };
        let are_told = |run: &&[usize]| {
            let told = self.data.iter().filter(|row| is_told(run, row)).count();
            self.data.len() > 1 && told * 10 >= self.data.len() * 9
        };
        runs.into_iter().find(are_told).map(<[usize]>::to_vec)
    }

    /// Returns true if a sum is one of votes: by the header of the total, by voters beside it, or by the names of parties.
    pub(super) fn are_of_election(&self, run: &[usize], total: usize) -> bool {
        let is_party = |column: &&usize| {
            let header = self.headers[**column].trim();
            let large = header.chars().filter(|c| c.is_uppercase()).count();
            (2..=6).contains(&header.chars().count()) && large > 1 || is_of_party(header)
        };
        let of_voters =
            |column: usize| column != total && self.means(column, &["electorate", "ballots", "valid", "turnout"]);
        self.says_votes(total)
            || (0..self.folded.len()).any(of_voters)
            || run.iter().filter(is_party).count() * 2 >= run.len()
    }
}
