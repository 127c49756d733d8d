//! The columns of a table in CSV: which cell is read as what, and what no column has room for.

use super::{Facts, Unread};
use crate::source::{Lost, Page, Warning, quote};
use crate::wikitext::formula::unguarded;
use crate::wikitext::number::grouped;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The header of a table.
pub(super) struct Columns {
    /// The names, in small letters.
    names: Vec<String>,
    line: usize,
    /// Columns that repeat the name of one that is read: that one, and how many values stand in the repetition.
    repeated: BTreeMap<usize, (usize, usize)>,
}

impl Columns {
    /// Reads the first line of a table; one that cannot be read is a warning. `promised` are the columns with a meaning.
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
        let names: Vec<String> = header.iter().map(str::to_ascii_lowercase).collect();
        let first = |name: &String| names.iter().position(|other| other == name);
        let repeated = names.iter().enumerate().filter(|(_, name)| promised.contains(&name.as_str()));
        let repeated = repeated.filter_map(|(i, name)| Some((i, (first(name).filter(|at| *at < i)?, 0)))).collect();
        let line = line_of(header);
        Some((Self { names, line, repeated }, reader))
    }

    /// Where a column stands; the first one of that name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// The cells of a row by the names of their columns. Of two columns of one name the first counts.
    pub(super) fn cells(&self, record: &StringRecord) -> BTreeMap<String, String> {
        // The first one comes last, and stays.
        let pairs = self.names.iter().zip(record).collect::<Vec<_>>().into_iter().rev();
        pairs.map(|(name, cell)| (name.clone(), cell.to_string())).collect()
    }

    /// Keeps what is not read of a row, and says where the row has more cells than the header.
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
                "this row has {} cells, the header {}; not read: {shown}{rest}. A cell with the separator in it needs quotes",
                record.len(),
                self.names.len()
            );
            facts.warnings.push(Warning::new(&page.file, line, "long-row", message));
        }
    }

    /// Says which columns stand twice, once all rows are read.
    pub(super) fn finish(self, page: &Page, facts: &mut Facts) {
        for (second, (first, values)) in &self.repeated {
            let message = format!(
                "{} names two columns: column {} is read, column {} is not, with {values} values",
                quote(&self.names[*first]),
                first + 1,
                second + 1
            );
            facts.warnings.push(Warning::new(&page.file, self.line, "duplicate-column", message));
        }
    }
}

/// A row that stands so often one after the other is read no more.
const MOST_REPEATED: usize = 100;
/// The name of a column is cut after so many letters: each of its cells that is not read names it.
const LONGEST_KEY: usize = 200;

/// How often the same row came one after the other.
#[derive(Default)]
pub(super) struct Repeated {
    row: StringRecord,
    count: usize,
    left_out: usize,
}

impl Repeated {
    /// Whether a row came too often to be read again.
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

    /// Says how many rows were left out, once all are read.
    pub(super) fn tell(&self, page: &Page, facts: &mut Facts) {
        if self.left_out > 0 {
            let message = format!(
                "{} rows are left out: each is the same as the {MOST_REPEATED} before it",
                grouped(self.left_out as u64)
            );
            facts.warnings.push(Warning::new(&page.file, 0, "repeated-row", message));
        }
    }
}

/// A row without the apostrophes that keep spreadsheets from running its cells.
pub(super) fn unguarded_row(row: StringRecord) -> StringRecord {
    if !row.iter().any(|cell| cell.starts_with('\'')) {
        return row;
    }
    let mut plain: StringRecord = row.iter().map(unguarded).collect();
    plain.set_position(row.position().cloned());
    plain
}

/// Says that a row could not be read.
pub(super) fn bad_row(error: &csv::Error, page: &Page, facts: &mut Facts) {
    let line = error.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
    let message = format!("this row cannot be read: {error}");
    facts.warnings.push(Warning::new(&page.file, line, "bad-csv", message).losing(Lost::Row));
}

/// The line on which a row begins.
pub(super) fn line_of(record: &StringRecord) -> usize {
    record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX))
}

/// What stands between the cells of a table, by its first line: semicolon, tab or comma, whichever is most frequent.
pub(crate) fn delimiter(header: &str) -> u8 {
    [b';', b'\t', b','].into_iter().max_by_key(|d| header.bytes().filter(|b| b == d).count()).unwrap_or(b',')
}
