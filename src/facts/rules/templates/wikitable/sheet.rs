//! The cells of a table with their values, and what its columns are.

use super::super::table_words::{has_year, shaded_party, words};
use crate::facts::table::meaning_of;
use crate::facts::templates::word;
use crate::wikitext::table::Table;
use crate::wikitext::table_grid::Grid;
use crate::wikitext::{Markup, Template, Value};
use std::ops::Range;

/// A table with the value of each cell.
pub(super) struct Sheet<'m> {
    pub markup: &'m Markup<'m>,
    pub table: &'m Table,
    grid: Grid,
    /// The values by row and number of the cell.
    values: Vec<Vec<Value>>,
}

/// The most columns of a table of results.
const MOST_COLUMNS: usize = 60;
/// The rows among which the header is.
const HEADER_WITHIN: usize = 6;

impl<'m> Sheet<'m> {
    /// Returns the cells of a table; `None` if it is too wide for a table of results, or its spans are nonsense.
    pub(super) fn of(markup: &'m Markup<'m>, table: &'m Table) -> Option<Self> {
        let grid = table.grid()?;
        if table.rows.len() < 2 || grid.slots.iter().any(|row| row.len() > MOST_COLUMNS) {
            return None;
        }
        let mut sheet = Self { markup, table, grid, values: Vec::new() };
        sheet.fill(HEADER_WITHIN + 1);
        Some(sheet)
    }

    /// Reads the values of the first rows.
    fn fill(&mut self, rows: usize) {
        for row in self.table.rows.iter().take(rows).skip(self.values.len()) {
            self.values.push(row.cells.iter().map(|cell| self.markup.value(cell.content.clone())).collect());
        }
    }

    /// Reads all values.
    pub(super) fn fill_all(&mut self) {
        self.fill(usize::MAX);
    }

    pub(super) fn height(&self) -> usize {
        self.values.len()
    }

    pub(super) fn width(&self, row: usize) -> usize {
        self.grid.slots.get(row).map_or(0, Vec::len)
    }

    /// Returns the row and number of the cell in a row and column.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        *self.grid.slots.get(row)?.get(column)?
    }

    pub(super) fn value(&self, row: usize, column: usize) -> Option<&Value> {
        let (row, cell) = self.cell(row, column)?;
        self.values.get(row)?.get(cell)
    }

    pub(super) fn text(&self, row: usize, column: usize) -> String {
        self.value(row, column).map(Value::line).unwrap_or_default()
    }

    /// Returns the line of the page on which a cell begins.
    pub(super) fn line(&self, row: usize, column: usize) -> usize {
        let start = self.cell(row, column).map(|(row, cell)| self.table.rows[row].cells[cell].content.start);
        self.markup.line(start.unwrap_or(self.table.span.start))
    }

    /// Returns the templates in a cell, and before its content.
    pub(super) fn templates(&self, row: usize, column: usize) -> impl Iterator<Item = Template<'_>> {
        let cell = self.cell(row, column).map(|(row, cell)| &self.table.rows[row].cells[cell]);
        let span = cell.map_or(0..0, |cell| cell.attributes.start.min(cell.content.start)..cell.content.end);
        self.markup.templates_in(span)
    }

    /// Returns the party that the shading of a cell, or of its row, names.
    pub(super) fn shading(&self, row: usize, column: usize) -> Option<String> {
        let of_row = self.table.rows.get(row).map_or(0..0, |row| row.attributes.clone());
        self.templates(row, column).chain(self.markup.templates_in(of_row)).find_map(|t| shaded_party(&t))
    }

    /// Returns the only cell of a row that is one cell from end to end.
    pub(super) fn whole_row(&self, row: usize) -> Option<&Value> {
        let first = self.cell(row, 0)?;
        let width = self.width(row);
        // A row that is shorter than the others may be unfinished rather than a heading.
        let is_whole = (0..width).all(|column| self.cell(row, column) == Some(first));
        (is_whole && (width > 1 || self.table.rows[row].cells[0].header)).then(|| self.value(row, 0))?
    }

    pub(super) fn is_header_cell(&self, row: usize, column: usize) -> bool {
        self.cell(row, column).is_some_and(|(row, cell)| self.table.rows[row].cells[cell].header)
    }
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Candidate,
    /// A column of people by a word such as "Opponent", or a party at the head of its candidates.
    Person,
    Party,
    Votes,
    Share,
    Change,
    Outcome,
    Time,
    /// What was contested: an office, a seat, a place, a stage.
    Contest,
    Seats,
    /// Another count, such as turnout.
    Figure,
    Blank,
    Unknown,
}

/// Neighbouring columns under one header.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub what: What,
    /// The header as the page shows it.
    pub label: String,
    /// The header above it, if there is one.
    pub group: String,
    pub columns: Range<usize>,
}

/// The header of a table.
pub(super) struct Header {
    /// The rows above the first row of data.
    pub rows: Range<usize>,
    pub fields: Vec<Field>,
}

impl Header {
    /// Takes a column of elections for one of years, if its cells are years and no other column has them.
    pub(super) fn date_elections(&mut self, sheet: &Sheet<'_>) {
        if self.fields.iter().any(|field| field.what == What::Time) {
            return;
        }
        let rows = self.rows.end..sheet.height();
        let is_year = |text: &str| {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            digits == 4 && has_year(text) && text.split(' ').count() <= 3
        };
        let of_years = |field: &Field| {
            let years = rows.clone().filter(|row| is_year(&sheet.text(*row, field.columns.start))).count();
            years * 2 > rows.len()
        };
        let of_elections = |field: &&mut Field| {
            field.what == What::Contest && meaning_of(&field.label).is_some_and(|(meaning, _)| meaning == "contest")
        };
        if let Some(field) = self.fields.iter_mut().find(of_elections).filter(|field| of_years(field)) {
            field.what = What::Time;
        }
    }
}

/// Finds the header: the first row that names votes or shares.
pub(super) fn header(sheet: &Sheet<'_>) -> Option<Header> {
    for row in 0..sheet.height().min(HEADER_WITHIN) {
        if sheet.whole_row(row).is_some() || sheet.width(row) < 2 {
            continue;
        }
        // Headers that name groups may have a second row below.
        for last in [row + 1, row] {
            if last > row && !(last < sheet.height() && is_below(sheet, row, last)) {
                continue;
            }
            let fields = fields(sheet, row, last)?;
            let has = |what: What| fields.iter().any(|field| field.what == what);
            if has(What::Votes) || has(What::Share) {
                return Some(Header { rows: row..last + 1, fields });
            }
        }
        if (0..sheet.width(row)).any(|column| is_figure(&sheet.text(row, column))) {
            return None;
        }
    }
    None
}

/// Returns true if a row is a second row of headers: headers all of it, or without a figure below cells that span
/// columns.
fn is_below(sheet: &Sheet<'_>, row: usize, below: usize) -> bool {
    let width = sheet.width(below);
    let spans = (1..sheet.width(row)).any(|c| sheet.cell(row, c) == sheet.cell(row, c - 1));
    let own: Vec<usize> = (0..width).filter(|c| sheet.cell(below, *c).is_some_and(|(r, _)| r == below)).collect();
    let all_headers = !own.is_empty() && own.iter().all(|c| sheet.is_header_cell(below, *c));
    spans && all_headers && own.iter().all(|c| !is_figure(&sheet.text(below, *c)))
}

/// Returns true if a text is a number rather than a header. A year is a header.
fn is_figure(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    !bare.is_empty() && bare.chars().all(|c| !c.is_alphabetic()) && (bare.len() != 4 || text.contains('%'))
}

/// Returns the fields that the headers of two rows, or of one, make. `None` if only a vague word such as "Total" speaks
/// of votes.
fn fields(sheet: &Sheet<'_>, first: usize, last: usize) -> Option<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let mut vague = false;
    for column in 0..sheet.width(last) {
        let Some(cell) = sheet.cell(last, column) else { continue };
        if before == Some(cell)
            && let Some(field) = fields.last_mut()
        {
            field.columns.end = column + 1;
            continue;
        }
        before = Some(cell);
        let label = sheet.text(last, column);
        let above = sheet.cell(first, column).filter(|above| *above != cell);
        let group = above.map(|_| sheet.text(first, column)).unwrap_or_default();
        let (what, is_vague) = what_of(&label, &group);
        vague |= is_vague && what == What::Votes;
        fields.push(Field { what, label, group, columns: column..column + 1 });
    }
    let has_share = fields.iter().any(|field| field.what == What::Share);
    // Beside shares and nothing else that counts, "Votes cast" are those for each.
    if has_share && fields.iter().all(|field| field.what != What::Votes) {
        let is_cast = |field: &&mut Field| field.what == What::Figure && word(&field.label) == "votes cast";
        fields.iter_mut().filter(is_cast).for_each(|field| field.what = What::Votes);
    }
    (!vague || has_share).then_some(fields)
}

/// Returns what a header means, and whether it is one that may mean something else.
fn what_of(label: &str, group: &str) -> (What, bool) {
    let folded = word(label);
    if folded.is_empty() || label.trim().is_empty() {
        return (What::Blank, false);
    }
    if words().is_change(label) {
        return (What::Change, false);
    }
    if words().is_year(label) {
        return (What::Time, false);
    }
    let known = meaning_of(label);
    let what = match known.map(|(meaning, _)| meaning) {
        Some("votes") => What::Votes,
        Some("share") => What::Share,
        _ if words().people.contains(&folded) => What::Person,
        Some("candidate" | "surname") => What::Candidate,
        Some("party") => What::Party,
        Some("outcome") => What::Outcome,
        Some("year" | "date") => What::Time,
        Some("office" | "seat" | "body" | "contest" | "place" | "unit" | "stage") => What::Contest,
        Some("seats") => What::Seats,
        Some("valid" | "electorate" | "ballots" | "turnout") => What::Figure,
        _ if words().is_round(label) || words().is_round(group) && words().totals.contains(&folded) => What::Votes,
        _ => What::Unknown,
    };
    // "Members' votes" names votes, "Total" may count anything.
    let names_votes =
        || label.split(' ').any(|w| meaning_of(w).is_some_and(|(meaning, sure)| meaning == "votes" && sure >= 1.0));
    (what, known.is_some_and(|(meaning, sure)| meaning == "votes" && sure < 1.0) && !names_votes())
}
