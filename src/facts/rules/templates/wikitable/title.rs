//! What a table of results is about: the words above it, in its caption or in its first rows.

use super::super::table_words::{has_year, result_of, words};
use super::cells::value_in;
use super::sheet::{Field, Header, Sheet};
use crate::facts::named::target_or_text;
use crate::facts::templates::word;
use crate::wikitext::Value;
use crate::wikitext::read_date::month_number;

/// What the page says that all contests of a table are about.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// The words of the table itself.
    pub title: Option<String>,
    /// The heading of the section, which counts where nothing else says what was contested.
    pub section: Option<String>,
    /// The title of the page, if it names contests.
    pub page: Option<String>,
}

/// What the page says a table is about.
#[derive(Debug, Default)]
pub(super) struct Heading {
    /// The text nearest to the table that says something of a contest, and its line.
    pub title: Option<(String, usize)>,
    /// The page that the whole text links to.
    pub link: Option<String>,
    /// What a second row of one cell adds: the stage, such as "Republican primary".
    pub stage: Option<String>,
    /// The headings above the table, the nearest first.
    pub headings: Vec<(String, usize)>,
}

/// The longest text that can be a title, in bytes.
const LONGEST: usize = 200;

/// Finds the title of a table: a row of one cell above the header, the caption, or the line above the table.
pub(super) fn heading(sheet: &Sheet<'_>, header: Option<&Header>) -> Heading {
    let markup = sheet.markup;
    let text = |span: &std::ops::Range<usize>| (markup.value(span.clone()), markup.line(span.start));
    let mut found = Heading::default();
    for span in sheet.table.headings.iter().rev() {
        let (value, line) = text(span);
        found.headings.push((tidy(&value), line));
    }
    let rows = 0..header.map_or(2, |header| header.rows.start);
    let inside: Vec<(Value, usize)> =
        rows.filter_map(|row| Some((sheet.whole_row(row)?.clone(), sheet.line(row, 0)))).collect();
    let caption = sheet.table.caption.as_ref().map(text);
    let above = sheet.table.above.as_ref().filter(|span| span.len() < 2_000).map(text);
    let above = above.filter(|(value, _)| is_heading(value, sheet));
    // A row inside may say more than the caption, or less.
    let mut all: Vec<(Value, usize)> = inside.iter().cloned().chain(caption).chain(above).collect();
    all.retain(|(value, _)| (1..=LONGEST).contains(&tidy(value).len()));
    let says_much = |value: &Value| {
        let text = word(&tidy(value));
        // "Electorate: 4,612, Turnout: 30.81%" are figures of the contest.
        let has_figures = ["turnout", "electorate", "registered"]
            .iter()
            .any(|w| text.starts_with(w) && text.contains(|c: char| c.is_ascii_digit()));
        !words().generic.contains(&text) && !has_figures
    };
    let best = all.iter().position(|(value, _)| says_much(value) && has_year(&value.text));
    let best = best.or_else(|| all.iter().position(|(value, _)| says_much(value)));
    if let Some((value, line)) = best.map(|at| &all[at]) {
        let others = inside.iter().map(|(other, _)| other).filter(|other| *other != value && says_much(other));
        let mut short = others.map(tidy).filter(|text| text.len() <= 60 && !text.is_empty());
        found.stage = short.find(|text| result_of(text).is_none());
        found.title = Some((tidy(value), *line));
        found.link = match value.links.as_slice() {
            [only] if only.shown == (0..value.text.trim_end().len()) && only.target != tidy(value) => {
                Some(only.target.clone())
            }
            _ => None,
        };
    }
    found
}

/// Returns true if a line above a table is its title: bold, the head of a list, or short and with a colon or a year.
fn is_heading(value: &Value, sheet: &Sheet<'_>) -> bool {
    let raw = sheet.table.above.clone().map_or("", |span| &sheet.markup.text()[span]);
    let text = value.line();
    let is_sentence = text.ends_with('.') && text.split(' ').count() > 8;
    text.len() <= LONGEST
        && !is_sentence
        && (value.is_bold()
            || raw.starts_with(';')
            || text.split(' ').count() <= 12 && (text.ends_with(':') || has_year(&text)))
}

fn tidy(value: &Value) -> String {
    value.line().trim_matches([' ', ':', ';', '*', '=', '.', ',']).to_string()
}

impl Heading {
    /// Returns the title of the table's contest, with the year of a heading above if it names none. `None` if nothing
    /// above the table says what it is about.
    pub(super) fn of_contest(&self, own: Option<&(String, usize)>) -> Option<(String, usize)> {
        let telling = |(text, _): &&(String, usize)| !words().generic.contains(&word(text));
        let own = own.or(self.title.as_ref()).cloned();
        let above = || self.headings.iter().filter(telling);
        let Some((mut title, line)) = own else {
            // The nearest heading that tells something, with what the one above it adds.
            let (title, line) = above().next()?;
            let year = (!has_year(title)).then(|| above().find(|(text, _)| has_year(text))).flatten();
            let with = year.map_or_else(|| title.clone(), |(year, _)| format!("{title}, {year}"));
            return Some((with, *line));
        };
        if !has_year(&title) {
            let outer = self.title.iter().chain(above()).find(|(text, _)| has_year(text) && *text != title);
            if let Some((year, _)) = outer {
                title = format!("{title}, {year}");
            }
        }
        Some((title, line))
    }

    /// Returns the heading above that of a round if it names a contest of its own: "Democratic primary" above "Runoff".
    /// What the title of the page also says is the page's contest.
    pub(super) fn above_round(&self, page: &str) -> Option<(String, usize)> {
        let of_page = word(page);
        let adds = |text: &str| {
            let folded = word(text);
            let mut all = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            all.any(|w| {
                !of_page.split(|c: char| !c.is_alphanumeric()).any(|own| own == w) && !words().generic.contains(w)
            })
        };
        let telling = |text: &str| words().names_contest(text) && !words().is_round(text) && adds(text);
        self.headings.iter().find(|(text, _)| telling(text)).cloned()
    }

    /// Returns the heading that tells something above that of a round: "North" above "First round".
    pub(super) fn parent_of_round(&self) -> Option<String> {
        let (first, above) = self.headings.split_first()?;
        let telling = |text: &str| !words().generic.contains(&word(text)) && !words().is_round(text);
        words().is_round(&first.0).then(|| above.iter().find(|(text, _)| telling(text)))?.map(|(text, _)| text.clone())
    }

    /// Returns the round that a table is about and the heading above it that has the year of its contest: "Runoff" below
    /// "2010".
    pub(super) fn round_of_year(&self) -> Option<(String, (String, usize))> {
        let all = self.title.iter().chain(&self.headings);
        let mut all = all.filter(|(text, _)| !words().generic.contains(&word(text)));
        let (label, _) = all.next().filter(|(text, _)| words().is_round(text))?;
        let above = all.find(|(text, _)| !words().is_round(text)).filter(|(text, _)| has_year(text))?;
        Some((label.clone(), above.clone()))
    }

    /// Returns what a table of many contests is about.
    pub(super) fn of_series(&self, page: &str) -> Series {
        let title = self.title.as_ref().and_then(|(title, _)| without_results(title));
        let section = self.headings.first().and_then(|(heading, _)| without_results(heading));
        let page = Some(page.to_string()).filter(|page| words().names_contest(page));
        Series { title, section, page }
    }

    /// Returns true if any text around the table says that it holds no results.
    pub(super) fn is_of_no_result(&self) -> bool {
        let near = self.headings.iter().take(2).map(|(text, _)| text);
        near.chain(self.title.iter().map(|(text, _)| text)).any(|text| words().is_of_no_result(text))
    }
}

/// Returns a title without "Results" and without years; `None` if nothing is left.
fn without_results(title: &str) -> Option<String> {
    let says = |part: &&str| {
        let folded = word(part);
        let kept: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|w| !w.is_empty() && !w.bytes().all(|b| b.is_ascii_digit()))
            .collect();
        !kept.is_empty() && !words().generic.contains(&kept.join(" "))
    };
    let parts: Vec<&str> = title.split(": ").filter(says).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// Returns what a row's contest is called: what the table is about, what the row adds, and the year. `None` if nothing
/// says what was contested.
pub(super) fn name_of(
    sheet: &Sheet<'_>,
    row: usize,
    about: &[&Field],
    series: &Series,
    when: &str,
    year: i32,
) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for field in about {
        if let Some((value, _)) = value_in(sheet, row, &field.columns) {
            // The name of a place is its page, unless the page is about an election of many seats.
            let text = value.line();
            let target = target_or_text(value);
            let told = if target.contains("election") || text.len() > target.len() { text } else { target };
            if told.chars().any(char::is_alphanumeric) && !parts.contains(&told) {
                parts.push(told);
            }
        }
    }
    // What stands beside the year, such as "special" or "(by-election)".
    let year_text = year.to_string();
    let beside: String = when.replace(&year_text, " ");
    let words: Vec<&str> = beside.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    let is_date = words.iter().any(|w| month_number(w).is_some() || w.bytes().all(|b| b.is_ascii_digit()));
    if !is_date && !words.is_empty() {
        parts.push(words.join(" "));
    }
    let has_own = about.iter().any(|field| value_in(sheet, row, &field.columns).is_some());
    let title = match &series.title {
        Some(title) => Some(title).filter(|_| !has_own || parts.len() < 2),
        None => series.section.as_ref().filter(|_| !has_own),
    };
    if let Some(title) = title {
        parts.insert(0, title.clone());
    }
    (has_own || title.is_some()).then(|| format!("{}, {year}", parts.join(", ")))
}
