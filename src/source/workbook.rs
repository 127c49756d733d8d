//! Spreadsheets: turns each sheet of a workbook into the text of a table, one line per row of the sheet.

use super::Page;
use super::bytes::MAX_TEXT;
use crate::wikitext::number::grouped;
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader as _, Sheets, Xls, Xlsb, Xlsx};
use std::fmt::Write;
use std::io::{Cursor, Read};

/// The largest workbook that is read, in bytes as packed.
const MAX_PACKED: u64 = 256 << 20;
/// The largest size that the parts of a workbook may have when they are unpacked, in bytes.
const MAX_UNPACKED: u64 = 1 << 30;
/// The most cells of an ODS sheet, those that it repeats included.
const MAX_CELLS: u64 = 50_000_000;

/// Returns true if a file begins like a workbook: a zip file, or a compound file of older Excel versions.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Reads every sheet of a workbook that is not empty. A sheet is the page `FILE#SHEET`, and its lines are the rows of
/// the sheet, so that citations give the row's number.
///
/// # Errors
/// The reason if the workbook is damaged, has no sheets, or is too large when unpacked.
pub(super) fn read(name: &str, input: impl Read) -> Result<Book, String> {
    let mut bytes = Vec::new();
    input.take(MAX_PACKED + 1).read_to_end(&mut bytes).map_err(|e| format!("reading stopped: {e}"))?;
    if bytes.len() as u64 > MAX_PACKED {
        return Err(format!("this workbook has more than {} bytes; split it", grouped(MAX_PACKED)));
    }
    // The library panics on some damaged files of older Excel versions; that is damage like any other.
    super::guarded(|| sheets(name, bytes)).unwrap_or_else(|| Err(damaged(&"it is damaged")))
}

/// The sheets of a workbook, and what is said about them.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The sheets that are not empty, as tables.
    pub pages: Vec<Page>,
    /// What was left out.
    pub notes: Vec<String>,
}

fn sheets(name: &str, bytes: Vec<u8>) -> Result<Book, String> {
    let mut book = open(bytes)?;
    let mut read = Book::default();
    let hidden: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != calamine::SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for sheet in book.sheet_names() {
        if hidden.contains(&sheet) {
            read.notes.push(format!(
                "the hidden sheet '{sheet}' is not read; show it in a spreadsheet program to have it read"
            ));
            continue;
        }
        let mut lost = Lost::default();
        let text = sheet_text(&mut book, &sheet, &mut lost)?;
        read.notes.extend(lost.said(&sheet));
        if !text.trim().is_empty() {
            read.pages.push(Page::new(&format!("{name}#{sheet}"), text));
        }
    }
    if read.pages.is_empty() { Err("this workbook has no sheet with values".into()) } else { Ok(read) }
}

/// The cells of a sheet that have no value to read.
#[derive(Default)]
struct Lost {
    /// Cells with an error such as #REF!.
    errors: usize,
    /// Formulas without the value that they had when the file was saved.
    formulas: usize,
}

impl Lost {
    fn said(&self, sheet: &str) -> Option<String> {
        let parts =
            [(self.errors, "cells with errors such as #REF!"), (self.formulas, "formulas without a stored value")];
        let said: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let said = (!said.is_empty()).then(|| said.join(" and "))?;
        Some(format!(
            "sheet '{sheet}' has {said}; they are read as empty. Open the file in a spreadsheet program and save it again"
        ))
    }
}

/// Opens a workbook by what it contains, once its size is known.
fn open(bytes: Vec<u8>) -> Result<Sheets<Cursor<Vec<u8>>>, String> {
    if !bytes.starts_with(b"PK") {
        check_compound(&bytes)?;
        return Xls::new(Cursor::new(bytes)).map(Sheets::Xls).map_err(|e| damaged(&e));
    }
    let kind = measure(&bytes)?;
    let bytes = Cursor::new(bytes);
    match kind {
        Kind::Xlsx => Xlsx::new(bytes).map(Sheets::Xlsx).map_err(|e| damaged(&e)),
        Kind::Xlsb => Xlsb::new(bytes).map(Sheets::Xlsb).map_err(|e| damaged(&e)),
        Kind::Ods => Ods::new(bytes).map(Sheets::Ods).map_err(|e| damaged(&e)),
    }
}

/// Refuses a file of older Excel versions that is encrypted, or whose sheets claim more rows or columns than there can
/// be, which the library would reserve memory for.
fn check_compound(bytes: &[u8]) -> Result<(), String> {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if named("EncryptedPackage") {
        return Err("this workbook is protected by a password; save it without one".into());
    }
    // The record DIMENSIONS (MS-XLS 2.4.90): number, length, first and last row, first and last column, nothing.
    for at in memchr::memmem::find_iter(bytes, &[0x00, 0x02, 0x0E, 0x00]) {
        let Some(record) = bytes.get(at + 4..at + 18).filter(|r| r[12..] == [0, 0]) else { continue };
        let long = |i: usize| u32::from_le_bytes([record[i], record[i + 1], record[i + 2], record[i + 3]]);
        let short = |i: usize| u16::from_le_bytes([record[i], record[i + 1]]);
        if long(0) > long(4) || long(4) > 65_536 || short(8) > short(10) || short(10) > 256 {
            return Err(damaged(&"a sheet claims more rows or columns than there can be"));
        }
    }
    Ok(())
}

/// The kinds of workbooks that are zip files.
enum Kind {
    Xlsx,
    Xlsb,
    Ods,
}

fn damaged(error: &impl std::fmt::Display) -> String {
    format!("this workbook cannot be opened ({error}); open it in a spreadsheet program and save it again")
}

/// Unpacks every part of a zip file without keeping it, to find out its true size before anything is built from it.
fn measure(bytes: &[u8]) -> Result<Kind, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    let kind = match () {
        () if has("content.xml") => Kind::Ods,
        () if has("xl/workbook.bin") => Kind::Xlsb,
        () if has("[Content_Types].xml") && archive.index_for_name("xl/workbook.xml").is_some() => Kind::Xlsx,
        () => return Err("this is a zip file without a spreadsheet; unpack it and name the files in it".into()),
    };
    let mut left = MAX_UNPACKED;
    let content = archive.index_for_name("content.xml");
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| damaged(&e))?;
        let mut limited = part.take(left + 1);
        if content == Some(index) {
            left = left.saturating_sub(count_cells(&mut limited)?);
        }
        let size = std::io::copy(&mut limited, &mut std::io::sink()).map_err(|e| damaged(&e))?;
        if size > left {
            return Err(format!("this workbook has more than {} bytes when unpacked; split it", grouped(MAX_UNPACKED)));
        }
        left -= size;
    }
    Ok(kind)
}

/// Adds up the cells with values of an ODS file, repeated ones as often as they are repeated. Returns the number of
/// bytes read.
fn count_cells(input: &mut impl Read) -> Result<u64, String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(std::io::BufReader::new(input));
    let (mut buffer, mut cells, mut in_row, mut rows) = (Vec::new(), 0_u64, 0_u64, 1_u64);
    let number = |element: &quick_xml::events::BytesStart<'_>, name: &str| {
        let value = element.try_get_attribute(name).ok().flatten();
        value.and_then(|v| v.value.parse::<u64>().ok()).unwrap_or(1)
    };
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.local_name().as_ref() {
                "table-row" => (in_row, rows) = (0, number(&element, "table:number-rows-repeated")),
                "table-cell" if element.attributes().flatten().any(|a| a.key.local_name().as_ref() == "value-type") => {
                    let repeated = number(&element, "table:number-columns-repeated");
                    in_row = in_row.saturating_add(repeated);
                    cells = cells.saturating_add(repeated.saturating_mul(rows));
                    if cells > MAX_CELLS || in_row > 1 << 20 {
                        return Err(format!("this workbook has more than {} cells; split it", grouped(MAX_CELLS)));
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return Ok(reader.buffer_position()),
            Ok(_) => {}
        }
    }
}

/// The text of a sheet under construction.
#[derive(Default)]
struct Text {
    text: String,
    row: u32,
    column: u32,
}

impl Text {
    /// Adds a cell. Cells come by rows, and in a row by columns. Returns an error if the text becomes too long.
    fn cell(&mut self, row: u32, column: u32, value: &str) -> Result<(), String> {
        if value.is_empty() {
            return Ok(());
        }
        if self.text.len() + value.len() + (column as usize) + (row.saturating_sub(self.row) as usize) > MAX_TEXT {
            return Err(format!("a sheet has more than {} bytes as text; split it", grouped(MAX_TEXT as u64)));
        }
        while self.row < row {
            self.text.push('\n');
            self.row += 1;
            self.column = 0;
        }
        while self.column < column {
            self.text.push(',');
            self.column += 1;
        }
        let quoted = value.contains([',', '"', '\n', '\r', ';', '\t']) || value.starts_with('\'');
        if quoted {
            self.text.push('"');
            for c in value.chars() {
                match c {
                    '"' => self.text.push_str("\"\""),
                    '\n' | '\r' => self.text.push(' '),
                    c => self.text.push(c),
                }
            }
            self.text.push('"');
        } else {
            self.text.push_str(value);
        }
        Ok(())
    }
}

fn sheet_text(book: &mut Sheets<Cursor<Vec<u8>>>, sheet: &str, lost: &mut Lost) -> Result<String, String> {
    let mut text = Text::default();
    let bad = |e: &dyn std::fmt::Display| format!("sheet '{sheet}' cannot be read: {e}");
    match book {
        // A sheet of this format may have one cell in its last row and column, so the cells are read one by one.
        Sheets::Xlsx(book) => {
            let mut with_value: std::collections::HashSet<(u32, u32)> = std::collections::HashSet::new();
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| bad(&e))?;
            while let Some(cell) = cells.next_cell().map_err(|e| bad(&e))? {
                let (row, column) = cell.get_position();
                lost.errors += usize::from(matches!(cell.get_value(), DataRef::Error(_)));
                with_value.extend((*cell.get_value() != DataRef::Empty).then_some((row, column)));
                text.cell(row, column, &value_of(&cell.get_value().clone()))?;
            }
            drop(cells);
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| bad(&e))?;
            while let Some(cell) = cells.next_formula().map_err(|e| bad(&e))? {
                lost.formulas +=
                    usize::from(!cell.get_value().is_empty() && !with_value.contains(&cell.get_position()));
            }
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| bad(&e))?;
            while let Some(cell) = cells.next_cell().map_err(|e| bad(&e))? {
                let (row, column) = cell.get_position();
                text.cell(row, column, &value_of(&cell.get_value().clone()))?;
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = book.worksheet_range(sheet).map_err(|e| bad(&e))?;
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                text.cell(first_row + row as u32, first_column + column as u32, &shown(value))?;
            }
        }
    }
    Ok(text.text)
}

fn value_of(value: &DataRef<'_>) -> String {
    shown(&Data::from(value.clone()))
}

/// Returns the value of a cell as a person would type it: whole numbers without decimals, dates as ISO 8601.
fn shown(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_string(),
        Data::Bool(is) => if *is { "yes" } else { "no" }.to_string(),
        Data::DateTime(when) => date(when),
        Data::Error(_) | Data::Empty => String::new(),
        #[allow(unreachable_patterns, reason = "the library may add kinds of values")]
        other => other.to_string(),
    }
}

fn float(number: f64) -> String {
    // Fifteen digits are what a spreadsheet computes with; the rest is the error of binary fractions.
    let rounded: f64 = format!("{number:.15e}").parse().unwrap_or(number);
    let short: f64 = format!("{rounded:.14e}").parse().unwrap_or(rounded);
    short.to_string()
}

fn date(when: &ExcelDateTime) -> String {
    // Spreadsheets count from 1900; an earlier day is no day of theirs.
    if when.is_duration() || when.as_f64() < 1.0 {
        return float(when.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_sheet_are_lines_of_its_text() {
        let mut text = Text::default();
        text.cell(0, 1, "a, b").unwrap();
        text.cell(2, 0, "two\nlines").unwrap();
        text.cell(2, 3, "x").unwrap();
        assert_eq!(text.text, ",\"a, b\"\n\n\"two lines\",,,x");
        assert!(text.cell(u32::MAX, 0, "x").is_err());
    }

    #[test]
    fn numbers_as_people_type_them() {
        assert_eq!(float(150.0), "150");
        assert_eq!(float(0.1 + 0.2), "0.3");
        assert_eq!(float(12.34), "12.34");
    }

    #[test]
    fn a_zip_file_that_is_no_workbook_is_refused() {
        assert!(read("x.zip", &b"PK\x03\x04"[..]).is_err());
    }
}
