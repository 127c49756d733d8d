//! Reads a CSV table of candidacies, one row per candidate and round. `docs/inputs.md` describes the format.

use super::Status;
use super::ballot::is_option;
use super::candidate_rows::{Candidate, Fate, Rows, read_round, read_yes};
use super::columns::{Columns, Repeated, bad_row, line_of, unguarded_row};
use super::input::{Input, Text};
use super::vocabulary::read_stated;
use super::{Facts, Outcome, Selectorate};
use super::{table, tagged};
use crate::source::{Page, Warning, quote};
use crate::wikitext::formula::unguarded;
use crate::wikitext::number::{read_count, read_percent};
use crate::wikitext::read_date;

/// The columns that are read. The values of other columns are carried along as one text.
pub(super) const COLUMNS: [&str; 17] = [
    "contest",
    "date",
    "office",
    "party",
    "round",
    "candidate",
    "votes",
    "share",
    "outcome",
    "evidence",
    "status",
    "incumbent",
    "option",
    "selection",
    "selectorate",
    "id",
    "other",
];

/// The format: a CSV table of candidacies, one row per candidate and round.
pub(super) const INPUT: Input = Input {
    name: "candidacies",
    label: "candidacies (CSV)",
    recognised_by: "the columns 'contest' and 'candidate'",
    becomes: "candidacies: one row for a candidate in a round",
    example: "contest,candidate,votes\n2001 Harbour Party leadership election,Ann Ash,12\n",
    in_fractions: true,
    is_it: |text| text.has_columns(&["contest", "candidate"]) && has_only_own_columns(text),
    extract,
};

/// Returns true if no column of a table has a meaning that only the reader of all tables knows.
fn has_only_own_columns(text: &Text<'_>) -> bool {
    // Ids of exports have a scheme; ids of other tables are those of the table.
    let ids_are_own = !text.has_columns(&["id"]) || text.has_columns(&["evidence", "option"]);
    ids_are_own
        && text.page.hints.is_empty()
        && values_are_as_promised(text.page)
        && !table::has_open_quote(&text.page.text)
        && !text.columns().any(|header| table::has_further_meaning(&header, &COLUMNS))
}

/// Returns true if the first rows of a table have only values that this reader understands.
fn values_are_as_promised(page: &Page) -> bool {
    let Some((columns, reader)) = Columns::open(page, &COLUMNS, &mut Facts::default()) else { return true };
    let [date, votes, share, name] = ["date", "votes", "share", "candidate"].map(|name| columns.position(name));
    // In an export, a column says which rows are no person.
    let marked = columns.position("option").is_some();
    let fits = |record: &csv::StringRecord, column: Option<usize>, fits: fn(&str) -> bool| {
        column.and_then(|at| record.get(at)).is_none_or(|cell| cell.is_empty() || fits(unguarded(cell)))
    };
    reader.into_records().take(LOOKED_AT).filter_map(Result::ok).all(|record| {
        fits(&record, date, |cell| read_date(cell).is_some())
            && fits(&record, votes, |cell| read_count(cell).is_some())
            && fits(&record, share, |cell| read_percent(cell).is_some())
            && (marked || fits(&record, name, |cell| !table::is_figure(cell)))
    })
}

/// How many rows are looked at to find out whether a table has values in the promised form.
const LOOKED_AT: usize = 50;

/// Reads a table row by row. A bad cell loses only the cell, and a bad row only the row.
fn extract(page: &Page, facts: &mut Facts) {
    let Some((mut columns, reader)) = Columns::open(page, &COLUMNS, facts) else { return };
    let column = COLUMNS.map(|c| columns.position(c));
    let mut table = CandidacyRows { page, facts, column, rows: Rows::of(page) };
    // Most rows state four things. Without this, growing the list would copy it again and again.
    table.facts.stated.reserve(4 * memchr::memchr_iter(b'\n', page.text.as_bytes()).count());
    let mut repeated = Repeated::default();
    for record in reader.into_records() {
        match record {
            Ok(record) => {
                let record = unguarded_row(record);
                if repeated.is_one_too_many(&record) {
                    continue;
                }
                let others = columns.others(&record, |name| COLUMNS.contains(&name));
                table.row(&record, line_of(&record), others);
                columns.unread(&record, |name| !name.is_empty(), page, table.facts);
            }
            Err(e) => bad_row(&e, page, table.facts),
        }
    }
    repeated.tell(page, table.facts);
    columns.finish(page, facts);
}

struct CandidacyRows<'a> {
    page: &'a Page,
    facts: &'a mut Facts,
    column: [Option<usize>; COLUMNS.len()],
    rows: Rows<'a>,
}

impl CandidacyRows<'_> {
    fn cell<'r>(&self, record: &'r csv::StringRecord, name: &str) -> &'r str {
        let index = COLUMNS.iter().position(|c| *c == name).and_then(|i| self.column[i]);
        index.and_then(|i| record.get(i)).unwrap_or("")
    }

    /// Reads a cell. A cell that is not empty and cannot be read gives a warning.
    fn value<T>(
        &mut self,
        record: &csv::StringRecord,
        line: usize,
        name: &str,
        wanted: &str,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.cell(record, name);
        if text.is_empty() {
            return None;
        }
        let found = read(text);
        if found.is_none() {
            let message = format!("{name} is {}; it must be {wanted}, or empty", quote(text));
            self.facts.warnings.push(Warning::new(&self.page.file, line, "bad-value", message));
        }
        found
    }

    /// Returns the contest and the candidate of a row. A row that lacks one gives a warning.
    fn named(&mut self, record: &csv::StringRecord, line: usize) -> Option<(String, String)> {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (title, person) = (one_line(self.cell(record, "contest")), one_line(self.cell(record, "candidate")));
        if let Some(cell) = record.iter().find(|cell| cell.contains('\n')) {
            let lines = 1 + cell.matches('\n').count();
            let message = format!(
                "the quoted cell that begins here has {lines} lines: {}; check whether its closing quote is missing",
                quote(cell)
            );
            self.facts.warnings.push(Warning::new(&self.page.file, line, "long-cell", message));
        }
        if title.is_empty() || person.is_empty() {
            if record.iter().any(|cell| !cell.is_empty()) {
                let missing = if title.is_empty() { "contest" } else { "candidate" };
                let message = format!("this row has no {missing} and is not read; fill in the cell");
                self.facts.warnings.push(Warning::new(&self.page.file, line, "missing-value", message));
            }
            return None;
        }
        Some((title, person))
    }

    fn row(&mut self, record: &csv::StringRecord, line: usize, mut other: String) {
        let Some((contest, candidate)) = self.named(record, line) else { return };
        let round = self.value(record, line, "round", "a whole number from 1", read_round);
        let date = self.value(record, line, "date", "a date such as 1992-02-20, 1992-02 or 1992", read_date);
        let votes = self.value(record, line, "votes", "a whole number", read_count);
        let share = self.value(record, line, "share", "a percentage from 0 to 100", read_percent);
        let outcome = self.value(record, line, "outcome", "one of elected, lost, withdrew, eliminated", Outcome::read);
        let stated = self.value(record, line, "evidence", "documented or stated", read_stated).unwrap_or(false);
        let status =
            self.value(record, line, "status", &format!("{} or annulled round", Status::allowed()), Fate::read);
        let incumbent = self.value(record, line, "incumbent", "yes or no", read_yes) == Some(true);
        let selectorate = self.value(record, line, "selectorate", &Selectorate::allowed(), Selectorate::read);
        let option = self.value(record, line, "option", "yes or no", read_yes).unwrap_or(false);
        let candidate = match tagged::known(self.cell(record, "id")) {
            Some((scheme, value)) if !option && !is_option(&candidate) => tagged::tagged(&candidate, scheme, value),
            _ => candidate,
        };
        let (office, party) = (self.cell(record, "office").to_string(), self.cell(record, "party").to_string());
        let known = self.cell(record, "other");
        if !known.is_empty() {
            other = if other.is_empty() { known.to_string() } else { format!("{known}; {other}") };
        }
        let quote = record.iter().collect::<Vec<_>>().join(", ").into();
        // A round that is named but cannot be read was still named.
        let round = if self.cell(record, "round").is_empty() { None } else { Some(round.unwrap_or(1)) };
        let cells = Candidate {
            contest,
            candidate,
            date,
            office,
            party,
            round,
            votes,
            share,
            outcome,
            stated,
            status,
            incumbent,
            selectorate,
            option,
            other,
        };
        let citation = self.rows.citation(line, quote);
        self.rows.add(self.facts, cells, &citation);
    }
}
