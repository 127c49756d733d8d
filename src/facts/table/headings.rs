//! What stands above rows and beside them: titles of contests in rows of their own, and columns of further rounds.

use super::cells::{Cells, Row};
use super::grid::Grid;
use super::read::Read;
use super::row_words::{is_of_no_office, special};
use super::rows::Table;
use super::words::{year_first, year_in};

/// Parts of words for a contest in a title, folded.
const OF_CONTESTS: [&str; 14] = [
    "election",
    "runoff",
    "run off",
    "primary",
    "referendum",
    "leadership",
    "ballot",
    "wahl",
    "eleccion",
    "elezion",
    "eleic",
    "scrutin",
    "verkiezing",
    "vote",
];

impl Table<'_> {
    /// Returns a row for each round in which somebody stood, if the rounds have columns of their own.
    pub(super) fn by_round(&self, read: Read, cells: &mut Cells<'_>, row: &Row<'_>) -> Vec<Read> {
        if self.plan.rounds.is_empty() {
            return vec![read];
        }
        let mut all = Vec::new();
        for (round, (votes, share)) in &self.plan.rounds {
            let votes = votes.and_then(|column| cells.count_at(row, column));
            let share = share.and_then(|column| cells.share_at(row, column));
            if votes.is_some() || share.is_some() {
                let mut own = read.clone();
                (own.cells.round, own.cells.votes, own.cells.share) = (Some(*round), votes, share);
                all.push(own);
            }
        }
        if all.is_empty() { vec![read] } else { all }
    }

    /// Returns the title above the header, if it names a contest: a text of its own row, with the year or a word for it.
    pub(super) fn title_above(&self, grid: &Grid<'_>) -> String {
        let rows = grid.first_rows();
        let above = rows.iter().take(self.plan.header.unwrap_or(0)).map(|(row, _)| row);
        let only = |row: &csv::StringRecord| {
            let mut filled = row.iter().filter(|cell| !cell.is_empty()).map(ToString::to_string);
            filled.next().filter(|_| filled.next().is_none())
        };
        if self.plan.column("date").or(self.plan.column("year")).is_some() {
            return String::new();
        }
        let about_file = ["updated", "downloaded", "exported", "source", "copyright", "provisional", "stand "];
        let names_contest = |title: &String| {
            let folded = crate::wikitext::fold(title);
            year_in(title).is_some()
                && !title.contains('©')
                && !about_file.iter().any(|word| folded.contains(word))
                && OF_CONTESTS.iter().any(|word| folded.contains(word))
        };
        above.filter_map(only).filter(names_contest).map(|title| year_first(&title)).next_back().unwrap_or_default()
    }

    /// Returns the text of a row that has nothing else, in a table that counts votes: a heading.
    pub(super) fn heading(&self, row: &Row<'_>) -> Option<String> {
        let counts = self.plan.has_any(&["votes", "share"]) || !self.plan.rounds.is_empty();
        let mut filled = row.record.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let ((at, only), None) = (filled.next()?, filled.next()) else { return None };
        // Where a column names the contests, a name alone is a row that lacks its contest.
        let is_name = self.plan.column("contest").is_some() && self.plan.column("candidate") == Some(at);
        let is_heading = counts
            && !is_name
            && self.plan.headers.len() > 2
            && special(only).is_none()
            && only.chars().any(char::is_alphanumeric);
        is_heading.then(|| only.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Returns true for a row that has the voters of a precinct where other rows have an office.
    pub(super) fn is_about_nobody(&self, cells: &Cells<'_>, row: &Row<'_>) -> bool {
        let office = self.plan.column("office").map_or("", |at| row.record.get(at).unwrap_or(""));
        let name = cells.text(row, "candidate");
        (name.is_empty() || name == office || special(&name).is_some()) && is_of_no_office(office)
    }
}
