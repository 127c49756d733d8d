//! The columns of a CSV table: which cell is read as what, and which cells no column reads.

use super::{Facts, Unread};
use crate::source::{Lost, Page, Warning, quote};
use crate::wikitext::fold;
use crate::wikitext::formula::unguarded;
use crate::wikitext::number::grouped;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The header of a table.
pub(super) struct Columns {
    /// The column names, in lower case.
    names: Vec<String>,
    /// The column names as they are written.
    written: Vec<String>,
    line: usize,
    /// For each column that repeats the name of a column that is read: the index of that column, and the number of
    /// values in the repetition.
    repeated: BTreeMap<usize, (usize, usize)>,
}

impl Columns {
    /// Reads the header of a table. Warns and returns `None` if it cannot be read. `promised` are the columns that have
    /// a meaning.
    pub(super) fn open<'p>(
        page: &'p Page,
        promised: &[&str],
        facts: &mut Facts,
    ) -> Option<(Self, csv::Reader<&'p [u8]>)> {
        let delimiter = delimiter(page.text.lines().find(|l| !l.trim().is_empty()).unwrap_or(""));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(page.text.as_bytes());
        let header = match reader.headers() {
            Ok(header) => header,
            Err(e) => {
                facts.warnings.push(Warning::new(&page.file, 1, "bad-csv", e.to_string()).losing(Lost::File));
                return None;
            }
        };
        let written: Vec<String> = header.iter().map(ToString::to_string).collect();
        let names: Vec<String> = header.iter().map(str::to_ascii_lowercase).collect();
        let first = |name: &String| names.iter().position(|other| other == name);
        let repeated = names.iter().enumerate().filter(|(_, name)| promised.contains(&name.as_str()));
        let repeated = repeated.filter_map(|(i, name)| Some((i, (first(name).filter(|at| *at < i)?, 0)))).collect();
        let line = line_of(header);
        Some((Self { names, written, line, repeated }, reader))
    }

    /// Returns the index of the first column with this name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// Returns the cells of a row by the names of their columns. If two columns have the same name, the first one
    /// counts.
    pub(super) fn cells(&self, record: &StringRecord) -> BTreeMap<String, String> {
        // In reverse, so that the first column with a name is inserted last and is kept.
        let pairs = self.names.iter().zip(record).collect::<Vec<_>>().into_iter().rev();
        pairs.map(|(name, cell)| (name.clone(), cell.to_string())).collect()
    }

    /// Returns the cells of a row that have no meaning of their own, as `column: value` joined by `; `.
    pub(super) fn others(&self, record: &StringRecord, is_read: impl Fn(&str) -> bool) -> String {
        let cells = record.iter().zip(&self.names).enumerate();
        let others = cells.filter(|(at, (cell, name))| {
            !is_missing(cell) && !name.is_empty() && !is_read(name) && !self.repeated.contains_key(at)
        });
        joined(others.map(|(at, (cell, _))| (self.written[at].as_str(), cell)))
    }

    /// Records the cells of a row that are not read. Warns if the row has more cells than the header.
    pub(super) fn unread(
        &mut self,
        record: &StringRecord,
        is_read: impl Fn(&str) -> bool,
        page: &Page,
        facts: &mut Facts,
    ) {
        let line = line_of(record);
        for (i, value) in record.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            let name = self.names.get(i);
            if let Some((_, values)) = self.repeated.get_mut(&i) {
                *values += 1;
            } else if name.is_some_and(|name| is_read(name)) {
                continue;
            }
            let key = name.map(|name| name.chars().take(LONGEST_KEY).collect());
            let key = key.unwrap_or_else(|| format!("column {}", i + 1));
            facts.unread.push(Unread { file: Arc::clone(&page.file), line, key, value: value.to_string() });
        }
        let more: Vec<String> =
            record.iter().skip(self.names.len()).filter(|cell| !cell.is_empty()).map(quote).collect();
        if !more.is_empty() {
            let shown = more.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
            let rest = if more.len() > 3 { format!(" and {} more", more.len() - 3) } else { String::new() };
            let message = format!(
                "this row has {} cells but the header has {}; these are not read: {shown}{rest}. Put quotes around a cell that contains the separator",
                record.len(),
                self.names.len()
            );
            facts.warnings.push(Warning::new(&page.file, line, "long-row", message));
        }
    }

    /// Warns about the columns that occur twice. Call it after all rows are read.
    pub(super) fn finish(self, page: &Page, facts: &mut Facts) {
        for (second, (first, values)) in &self.repeated {
            let message = format!(
                "two columns have the name {}: column {} is read; column {} and its {values} values are not. Rename one of them",
                quote(&self.names[*first]),
                first + 1,
                second + 1
            );
            facts.warnings.push(Warning::new(&page.file, self.line, "duplicate-column", message));
        }
    }
}

/// Writes cells with the names of their columns as one text.
pub(super) fn joined<'c>(cells: impl Iterator<Item = (&'c str, &'c str)>) -> String {
    let mut text = String::new();
    for (name, cell) in cells {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.extend(name.chars().take(LONGEST_KEY));
        text.push_str(": ");
        text.push_str(cell);
    }
    text
}

/// Words that stand for a value that is not known or does not exist. A dash that stands alone means the same.
const MISSING: [&str; 18] = [
    "na",
    "n a",
    "n/a",
    "#n/a",
    "nan",
    "none",
    "null",
    "nil",
    "?",
    "…",
    "k a",
    "ka",
    "s d",
    "n d",
    "nd",
    "unknown",
    "not available",
    "#value!",
];

/// Returns true if a cell says that it has no value.
pub(super) fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text.chars().all(|c| matches!(c, '-' | '–' | '—' | '−' | '.' | '*' | '\u{a0}' | ' '))
        || matches!(text, "-99" | "-999" | "-9999" | "-99.0")
        || text.len() <= 16 && MISSING.contains(&fold(text).as_str())
}

/// The number of identical rows in a sequence that are read. Further ones are left out.
const MOST_REPEATED: usize = 100;
/// The longest column name, in characters. Longer names are cut, because every unread cell stores the name.
const LONGEST_KEY: usize = 200;

/// Counts how often the same row occurs in sequence.
#[derive(Default)]
pub(super) struct Repeated {
    row: StringRecord,
    count: usize,
    left_out: usize,
}

impl Repeated {
    /// Returns true if a row has occurred too often in sequence to be read again.
    pub(super) fn is_one_too_many(&mut self, record: &StringRecord) -> bool {
        if self.row == *record {
            self.count += 1;
        } else {
            self.row.clone_from(record);
            self.count = 1;
        }
        self.left_out += usize::from(self.count > MOST_REPEATED);
        self.count > MOST_REPEATED
    }

    /// Warns about the number of rows that were left out. Call it after all rows are read.
    pub(super) fn tell(&self, page: &Page, facts: &mut Facts) {
        if self.left_out > 0 {
            let message = format!(
                "{} rows are not read because each is identical to the {MOST_REPEATED} rows before it",
                grouped(self.left_out as u64)
            );
            facts.warnings.push(Warning::new(&page.file, 0, "repeated-row", message));
        }
    }
}

/// Returns a row without the apostrophes that stop spreadsheets from executing its cells.
pub(super) fn unguarded_row(row: StringRecord) -> StringRecord {
    if !row.iter().any(|cell| cell.starts_with('\'')) {
        return row;
    }
    let mut plain: StringRecord = row.iter().map(unguarded).collect();
    plain.set_position(row.position().cloned());
    plain
}

/// Warns that a row could not be read.
pub(super) fn bad_row(error: &csv::Error, page: &Page, facts: &mut Facts) {
    let line = error.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
    let message = format!("this row cannot be read: {error}");
    facts.warnings.push(Warning::new(&page.file, line, "bad-csv", message).losing(Lost::Row));
}

/// Returns the line on which a row begins, or 0 if it is unknown.
pub(super) fn line_of(record: &StringRecord) -> usize {
    record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX))
}

/// Returns the separator of a table's cells from its first line: the most frequent of semicolon, tab and comma.
pub(crate) fn delimiter(header: &str) -> u8 {
    [b';', b'\t', b','].into_iter().max_by_key(|d| header.bytes().filter(|b| b == d).count()).unwrap_or(b',')
}
