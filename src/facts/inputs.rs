//! All input formats, and the choice of one for a text.

pub use super::input::KnownTable;
use super::input::{Input, Text};
use super::{candidacies, exported, extraction, prose, records, series, table, wiki};
use crate::source::{Hints, Lost, Page, Reading, Warning, quote};
use std::sync::Arc;

/// Why a text has no known format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownFormat {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// A table without the columns of any format.
    #[error("this table has no known columns (its first line is {}); a table of candidacies needs the columns 'contest' and 'candidate'", quote(.first))]
    Table {
        /// The first line of the table.
        first: String,
    },
    /// A table of which it cannot be told what its columns are.
    #[error("{why}")]
    Columns {
        /// The reason, and what to type.
        why: String,
    },
    /// A file of another kind, which its beginning tells.
    #[error("{0}")]
    Other(&'static str),
    /// A text without the marks of any format.
    #[error(
        "not an article (its first line would be '= Title ='), a wiki page (with '{{{{' or '[['), a series (TOML with '[[contest]]') or a \
         table of candidacies (CSV with 'contest' and 'candidate'); the first line is {}",
        quote(.first)
    )]
    Text {
        /// The first line of the text.
        first: String,
    },
}

/// Every format. A text has the first format that recognises it. Content counts more than the file's extension.
pub const ALL: [Input; 25] = [
    wiki::INPUT,
    extraction::INPUT,
    records::model::INPUT,
    records::networks::NODE_LINK,
    records::networks::GRAPHML,
    records::networks::GEXF,
    records::rdf::INPUT,
    records::wikidata::INPUT,
    records::popolo::INPUT,
    records::congress::INPUT,
    records::congress::COMMITTEES,
    records::open_states::INPUT,
    records::follow_the_money::INPUT,
    records::enterprise::INPUT,
    prose::INPUT,
    candidacies::INPUT,
    exported::CONTESTS,
    exported::ROUNDS,
    exported::TENURES,
    exported::TIES,
    exported::PEOPLE,
    exported::VALUES,
    series::INPUT,
    table::INPUT,
    records::rows::INPUT,
];

/// Returns the format with this name.
pub fn named(name: &str) -> Option<&'static Input> {
    const LIST: &[Input] = &ALL;
    LIST.iter().find(|input| input.name == name)
}

/// Returns the format of a page. A page that has its own title is a wiki page.
///
/// # Errors
/// An error if the text has no known format.
pub fn of(page: &Page) -> Result<&'static Input, UnknownFormat> {
    const LIST: &[Input] = &ALL;
    if page.title.is_some() {
        return Ok(&LIST[0]);
    }
    let Some(text) = Text::of(page) else { return Err(UnknownFormat::Empty) };
    // Whoever says what the columns are means a table.
    let told = !page.hints.columns.is_empty() || page.hints.profile.is_some();
    if told && (table::INPUT.is_it)(&text) {
        return Ok(named(table::INPUT.name).unwrap_or(&LIST[0]));
    }
    if let Some(input) = LIST.iter().find(|input| (input.is_it)(&text)) {
        return Ok(input);
    }
    // Markup or an infobox can be anywhere in a text that has no other format.
    if text.lines().any(|line| line == "Infobox") {
        return Ok(named(prose::INPUT.name).unwrap_or(&LIST[0]));
    }
    if wiki::has_markup(&text) {
        return Ok(&LIST[0]);
    }
    let first = text.first.to_string();
    let begins = |marks: &[&str]| marks.iter().any(|mark| first.to_lowercase().starts_with(mark));
    if begins(&["<!doctype html", "<html", "<head", "<table", "<body"]) {
        return Err(UnknownFormat::Other(
            "this is a web page (HTML); copy its table into a spreadsheet and save that, or fetch the page's wikitext",
        ));
    }
    if begins(&["%pdf"]) {
        return Err(UnknownFormat::Other("this is a PDF; copy its table into a spreadsheet and save that"));
    }
    if let Some(why) = table::refusal(page) {
        return Err(UnknownFormat::Columns { why });
    }
    Err(if text.ends_in(&["csv", "tsv"]) { UnknownFormat::Table { first } } else { UnknownFormat::Text { first } })
}

/// Returns the kinds of tables that are known by their headers.
pub fn known_tables() -> impl Iterator<Item = KnownTable> {
    table::profiles().iter().map(|profile| profile.known())
}

/// Returns every meaning that a column of a table can have: its name in `--columns`, and the same in words.
pub fn column_meanings() -> impl Iterator<Item = (&'static str, &'static str)> {
    table::meanings().iter().map(|meaning| (meaning.key.as_str(), meaning.says.as_str()))
}

/// Returns the name of what a header most probably means.
pub fn meaning_of(header: &str) -> Option<&'static str> {
    table::meaning_of(header).map(|(meaning, _)| meaning)
}

/// Returns the headers that surely mean something, by the name of the meaning.
pub fn headers_of(meaning: &str) -> Vec<String> {
    table::headers_of(meaning)
}

/// Checks what the user says about the columns of tables.
///
/// # Errors
/// A message if a word is no meaning of a column, or if the profile cannot be read.
pub fn check_hints(hints: &Hints) -> Result<(), String> {
    if let Some((_, word)) = hints.columns.iter().find(|(_, word)| table::meaning(word).is_none()) {
        return Err(table::unknown_meaning(word));
    }
    hints.profile.as_ref().map_or(Ok(()), |(name, text)| table::Profile::read(name, text).map(|_| ()))
}

/// Returns an error if the user's `--columns` names a header that no table of a reading has.
pub fn unknown_column(reading: &Reading) -> Option<String> {
    let tables: Vec<(String, Vec<String>)> = reading.pages.iter().filter_map(table::missing_columns).collect();
    let (headers, first) = tables.first()?;
    let missing = first.iter().find(|header| tables.iter().all(|(_, missing)| missing.contains(header)))?;
    Some(format!("--columns names {}, but no table has that column; the columns are {headers}", quote(missing)))
}

/// Joins the tables that refer to each other, and removes the pages with unknown formats from what was read. Each is
/// reported as a lost file, but for tables that only others are looked up in.
pub fn keep_known(reading: &mut Reading) {
    let is_table = |page: &Page| of(page).map_or(true, |input| input.name == table::INPUT.name);
    let joined = table::join(&mut reading.pages, is_table);
    let warnings = &mut reading.warnings;
    warnings.extend(joined.said);
    let (looked_up, refer) = (joined.looked_up, joined.refer);
    reading
        .pages
        .retain(|page| !looked_up.contains(&page.file) || table::stands_alone(page, refer.contains(&page.file)));
    let sheets = reading.pages.iter().filter(|page| table::is_sheet(&page.file) && of(page).is_ok());
    let read: Vec<Arc<str>> = sheets.map(|page| Arc::clone(&page.file)).collect();
    reading.pages.retain(|page| match of(page) {
        Ok(_) => true,
        Err(reason) => {
            // A workbook often has a sheet of explanations beside its tables.
            let warning = unknown(page, &reason);
            let beside = table::is_sheet(&page.file) && read.iter().any(|other| is_of_one_book(other, &page.file));
            warnings.push(if beside { Warning { lost: None, rule: "columns".into(), ..warning } } else { warning });
            false
        }
    });
    warnings.sort();
    warnings.dedup();
}

/// Returns true if two sheets belong to one workbook.
fn is_of_one_book(a: &str, b: &str) -> bool {
    let book = |name: &str| name.rsplit_once('#').map(|(book, _)| book.to_string());
    book(a) == book(b)
}

pub(super) fn unknown(page: &Page, reason: &UnknownFormat) -> Warning {
    Warning::new(&page.file, 1, "unknown-format", reason.to_string()).losing(Lost::File)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_extension() {
        let name = |file: &str, text: &str| of(&Page::new(file, text)).map(|input| input.name);
        assert_eq!(name("a.csv", "= X =\n"), Ok("article"));
        assert_eq!(name("a.txt", "# c\n[series]\n"), Ok("series"));
        assert_eq!(name("a.txt", "\"Contest\";date;candidate\n"), Ok("candidacies"));
        assert_eq!(name("a.csv", "office,person,from,to\n"), Ok("tenures"));
        assert_eq!(name("a.wiki", "= X =\n"), Ok("wikitext"));
        assert_eq!(name("a.txt", "X\n[[Y]]\n"), Ok("wikitext"));
        assert_eq!(name("a.txt", "X\nInfobox\n[[Y]]\n"), Ok("article"));
        assert!(name("a.txt", "Dear diary").is_err());
        assert!(name("a.csv", "a,b").is_err_and(|e| e.to_string().contains("'a,b'")));
        let export = Page { title: Some("T".into()), ..Page::new("x.xml", "plain") };
        assert_eq!(of(&export).map(|input| input.name), Ok("wikitext"));
    }

    #[test]
    fn every_example_is_of_its_own_format() {
        for input in &ALL {
            let page = Page::new("example", input.example);
            assert_eq!(of(&page).map(|found| found.name), Ok(input.name));
            assert!(named(input.name).is_some_and(|found| found.label == input.label), "{}", input.name);
        }
    }
}
