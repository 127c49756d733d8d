//! Tables of columns and rows, and the formats in which they are written.

use super::escape::{Escaping, one_line};
use crate::wikitext::Date;
use crate::wikitext::formula::guarded;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use std::io::{self, Write};

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known; empty in CSV, `null` in JSON.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(u64),
    /// A number, and the number of decimal places shown.
    Number(f64, usize),
    /// Texts that belong together: an array in JSON, joined by `; ` elsewhere.
    List(Vec<String>),
    /// Data of its own shape: as it is in JSON, as the text of JSON elsewhere.
    Data(serde_json::Value),
}

/// The format in which a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns for a terminal.
    #[default]
    Table,
    /// CSV (RFC 4180), with an apostrophe before text that a spreadsheet would run as a formula ([`guarded`]).
    Csv,
    /// CSV (RFC 4180) with unchanged text.
    RawCsv,
    /// A JSON array of objects.
    Json,
    /// A table in GitHub's Markdown.
    Markdown,
}

/// Named columns, and rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// Creates a text, or an empty cell for an empty text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Creates a date in ISO form, or an empty cell for `None`.
    pub fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, |d| Self::Text(d.to_string()))
    }

    /// Creates a count.
    pub fn count(count: usize) -> Self {
        Self::Whole(count as u64)
    }

    /// Creates a whole number, or an empty cell for `None`.
    pub fn whole(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, Self::Whole)
    }

    /// Creates a year, or an empty cell for `None`.
    pub fn year(year: Option<i32>) -> Self {
        year.map_or(Self::Empty, |y| Self::Number(f64::from(y), 0))
    }

    /// Creates a number with two decimal places, or an empty cell if it is not known or not finite.
    pub fn share(number: Option<f64>) -> Self {
        number.filter(|n| n.is_finite()).map_or(Self::Empty, |n| Self::Number(n, 2))
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Whole(_) | Self::Number(..))
    }

    /// Returns the cell as plain text.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number, digits) => format!("{number:.digits$}"),
            Self::List(items) => items.join("; "),
            Self::Data(value) => value.to_string(),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_u64(*number),
            Self::Number(number, 0) => serializer.serialize_i64(*number as i64),
            Self::Number(number, digits) => {
                let scale = 10f64.powi(i32::try_from(*digits).unwrap_or(0));
                serializer.serialize_f64((number * scale).round() / scale)
            }
            Self::List(items) => items.serialize(serializer),
            Self::Data(value) => value.serialize(serializer),
        }
    }
}

struct Row<'a>(&'a [&'static str], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.rows.len()))?;
        for row in &self.rows {
            list.serialize_element(&Row(&self.columns, row))?;
        }
        list.end()
    }
}

/// The columns of ids. Tables for people leave them out.
const FOR_PROGRAMS: [&str; 9] =
    ["id_a", "id_b", "contest_id", "office_id", "person_id", "from_id", "to_id", "relative_id", "candidate_id"];

impl Table {
    /// Creates a table without rows.
    pub fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row. Missing cells are empty.
    pub fn push(&mut self, mut row: Vec<Cell>) {
        row.resize(self.columns.len(), Cell::Empty);
        self.rows.push(row);
    }

    /// Adds a column with the same value in every row.
    pub fn push_column(&mut self, name: &'static str, value: &Cell) {
        self.columns.push(name);
        self.rows.iter_mut().for_each(|row| row.push(value.clone()));
    }

    /// Adds a column with a value for each row, in order.
    pub fn push_cells(&mut self, name: &'static str, values: impl IntoIterator<Item = Cell>) {
        self.columns.push(name);
        let mut values = values.into_iter();
        self.rows.iter_mut().for_each(|row| row.push(values.next().unwrap_or(Cell::Empty)));
    }

    /// Returns the names of the columns.
    pub fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Returns true if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the table with only some columns, in the given order.
    #[must_use]
    pub fn only(&self, columns: &[&'static str]) -> Self {
        let at: Vec<usize> = columns.iter().filter_map(|c| self.columns.iter().position(|have| have == c)).collect();
        Self {
            columns: at.iter().map(|i| self.columns[*i]).collect(),
            rows: self.rows.iter().map(|row| at.iter().map(|i| row[*i].clone()).collect()).collect(),
        }
    }

    /// Returns the table with only its first rows.
    #[must_use]
    pub fn first(&self, rows: usize) -> Self {
        Self { columns: self.columns.clone(), rows: self.rows.iter().take(rows).cloned().collect() }
    }

    /// Writes the table.
    ///
    /// # Errors
    /// An error if the writer returns one.
    pub fn write(&self, format: Format, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Table => self.for_people().write_aligned(false, out),
            Format::Markdown => self.for_people().write_aligned(true, out),
            Format::Csv => self.write_csv(true, out),
            Format::RawCsv => self.write_csv(false, out),
            Format::Json => {
                let mut escaped = Escaping::for_json(out);
                serde_json::to_writer_pretty(&mut escaped, self)?;
                writeln!(escaped)?;
                escaped.flush()
            }
        }
    }

    /// Returns the table without the columns of ids, which are for programs that join tables.
    fn for_people(&self) -> Self {
        let shown: Vec<&'static str> =
            self.columns.iter().copied().filter(|name| !FOR_PROGRAMS.contains(name)).collect();
        self.only(&shown)
    }

    fn write_csv(&self, guard: bool, out: &mut impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                Cell::Text(_) | Cell::List(_) if guard => guarded(&cell.plain()).into_owned(),
                _ => cell.plain(),
            }))?;
        }
        writer.flush()
    }

    /// Writes aligned columns. Omits columns without any value, except in Markdown.
    fn write_aligned(&self, markdown: bool, out: &mut impl Write) -> io::Result<()> {
        let shown: Vec<usize> = (0..self.columns.len())
            .filter(|i| markdown || self.rows.is_empty() || self.rows.iter().any(|r| r[*i] != Cell::Empty))
            .collect();
        let mut table = comfy_table::Table::new();
        table.load_style(if markdown { comfy_table::presets::ASCII_MARKDOWN } else { comfy_table::presets::NOTHING });
        let heading =
            |i: &usize| if markdown { self.columns[*i].to_string() } else { self.columns[*i].replace('_', " ") };
        let tidy = |text: String| {
            let text = one_line(&text);
            if markdown { text.replace('|', "\\|") } else { text.into_owned() }
        };
        table.set_header(shown.iter().map(heading));
        for row in &self.rows {
            table.add_row(shown.iter().map(|i| {
                let alignment = if row[*i].is_number() {
                    comfy_table::CellAlignment::Right
                } else {
                    comfy_table::CellAlignment::Left
                };
                comfy_table::Cell::new(tidy(row[*i].plain())).set_alignment(alignment)
            }));
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_four_ways() {
        let mut table = Table::new(&["name", "share", "note"]);
        table.push(vec![Cell::text("A \"B\", |C|"), Cell::share(Some(40.6)), Cell::Empty]);
        let write = |format| {
            let mut out = Vec::new();
            table.write(format, &mut out).map(|()| String::from_utf8_lossy(&out).into_owned()).unwrap_or_default()
        };
        assert_eq!(write(Format::Csv), "name,share,note\n\"A \"\"B\"\", |C|\",40.60,\n");
        assert_eq!(
            write(Format::Json),
            "[\n  {\n    \"name\": \"A \\\"B\\\", |C|\",\n    \"share\": 40.6,\n    \"note\": null\n  }\n]\n"
        );
        assert!(write(Format::Markdown).contains("A \"B\", \\|C\\|"));
        assert!(!write(Format::Table).contains("note"));
    }
}
