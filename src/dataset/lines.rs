//! The lines that diagnostics are about, read again from the sources.

use super::exported::{escaped, starts_of_pages};
use crate::check::{self, Diagnostic};
use crate::facts::MOST_QUOTED;
use crate::source;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

/// A cache of the lines of the sources. Each file is read when a line of it is first requested.
#[derive(Debug, Default)]
pub struct Lines(HashMap<String, Option<Text>>);

/// The lines of a file.
#[derive(Debug)]
struct Text {
    lines: Vec<String>,
    /// Where the pages of an export begin.
    starts: OnceCell<HashMap<String, usize>>,
}

impl Text {
    fn of(text: &str) -> Self {
        Self { lines: text.lines().map(str::to_string).collect(), starts: OnceCell::new() }
    }
}

impl Lines {
    /// Returns the line of the page that a diagnostic is about; `None` if its file cannot be read again.
    pub fn of(&mut self, d: &Diagnostic) -> Option<String> {
        let line = self.raw_of(d)?;
        // The text of a page is escaped in an export.
        Some(if d.of_export { html_escape::decode_html_entities(&line).into_owned() } else { line })
    }

    /// Returns the line of the file that a diagnostic is about, with its entities.
    pub fn raw_of(&mut self, d: &Diagnostic) -> Option<String> {
        let at = self.line_of(d)?.checked_sub(1)?;
        self.file(&d.file)?.get(at).cloned()
    }

    /// Returns the line of the file that a diagnostic is about, starting at 1: in an export it is another one than that
    /// of the page. `None` if the file cannot be read again.
    pub fn line_of(&mut self, d: &Diagnostic) -> Option<usize> {
        Some(self.before_page(d)? + d.line)
    }

    /// Returns the number of lines of the file before the text of a diagnostic's page.
    fn before_page(&mut self, d: &Diagnostic) -> Option<usize> {
        if !d.of_export {
            return Some(0);
        }
        self.start_of_page(&d.file, &d.page)
    }

    /// Returns the number of lines of an export before the text of a page. Linear in the lines for the first page of a
    /// file, then O(1).
    pub(super) fn start_of_page(&mut self, file: &str, page: &str) -> Option<usize> {
        let text = self.text(file)?;
        text.starts.get_or_init(|| starts_of_pages(&text.lines)).get(&*escaped(page)).copied()
    }

    /// Returns the number of the section of its page that a diagnostic is in, as MediaWiki counts: the headings up to its
    /// line. `None` if the file cannot be read again.
    pub fn section(&mut self, d: &Diagnostic) -> Option<usize> {
        let start = self.before_page(d)?;
        let lines = self.file(&d.file)?;
        let own = lines.get(start..(start + d.line).min(lines.len()))?;
        let (mut count, mut hidden) = (0, None);
        for line in own {
            let line = if d.of_export { html_escape::decode_html_entities(line) } else { Cow::Borrowed(line.as_str()) };
            count += usize::from(hidden.is_none() && is_heading(&line));
            hidden = still_hidden(&line, hidden);
        }
        Some(count)
    }

    /// Gives the text of a file that need not be on disk.
    pub fn insert(&mut self, file: &str, text: &str) {
        self.0.insert(file.to_string(), Some(Text::of(text)));
    }

    /// Removes the findings that comments in the sources tell to ignore: on the line of a finding, or on the line above it.
    /// Adds one for each comment there whose rule does not exist, which ignores nothing.
    pub fn heed(&mut self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut heeded = Vec::with_capacity(found.len());
        for d in found {
            let [above, line] = self.around(&d);
            if check::is_ignored(&d.rule, &line, &above) {
                continue;
            }
            for (number, line) in [(d.line.saturating_sub(1), above), (d.line, line)] {
                heeded.extend(check::unknown_ignored(&line).map(|name| {
                    let like = check::most_like(name)
                        .map_or_else(String::new, |rule| format!("; the most similar one is '{rule}'"));
                    let message = format!("'{name}' is no rule, so that this comment ignores nothing{like}");
                    Diagnostic { line: number, ..d.instead("unknown-rule", message) }
                }));
            }
            heeded.push(d);
        }
        heeded.sort();
        heeded.dedup();
        heeded
    }

    /// Returns the line above that of a diagnostic, and its line.
    fn around(&mut self, d: &Diagnostic) -> [String; 2] {
        let at = self.line_of(d).unwrap_or_default();
        let lines = self.file(&d.file).unwrap_or_default();
        [at.checked_sub(2), at.checked_sub(1)].map(|index| {
            let line = index.and_then(|at| lines.get(at)).map_or("", String::as_str);
            // The text of a page is escaped in an export.
            if d.of_export { html_escape::decode_html_entities(line).into_owned() } else { line.to_string() }
        })
    }

    /// Returns the lines of a file, without their line breaks; `None` if the file cannot be read again.
    pub(super) fn file(&mut self, file: &str) -> Option<&[String]> {
        self.text(file).map(|text| &*text.lines)
    }

    fn text(&mut self, file: &str) -> Option<&Text> {
        let read = || source::text_behind(file).map(|text| Text::of(&text));
        self.0.entry(file.to_string()).or_insert_with(read).as_ref()
    }
}

/// Removes the diagnostics that comments in the sources tell to ignore, and adds the line to each that has no quote, as
/// far as the files can be read again.
pub(super) fn finished(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut lines = Lines::default();
    let mut found = lines.heed(found);
    for d in found.iter_mut().filter(|d| d.quote.is_empty()) {
        if let Some(line) = lines.of(d) {
            d.quote = line.trim().chars().take(MOST_QUOTED).collect::<String>().into();
        }
    }
    found
}

/// What hides headings from MediaWiki, with its end.
const HIDING: [(&str, &str); 4] =
    [("<!--", "-->"), ("<nowiki>", "</nowiki>"), ("<pre>", "</pre>"), ("<syntaxhighlight", "</syntaxhighlight>")];

/// Returns the end that what hides headings has behind a line, if it is not closed there.
fn still_hidden(line: &str, mut hidden: Option<&'static str>) -> Option<&'static str> {
    let mut rest = line;
    loop {
        if let Some(end) = hidden {
            let Some(at) = rest.find(end) else { return hidden };
            rest = &rest[at + end.len()..];
        }
        let next = HIDING.iter().filter_map(|(open, end)| Some((rest.find(open)?, *open, *end))).min();
        let (at, open, end) = next?;
        (rest, hidden) = (&rest[at + open.len()..], Some(end));
    }
}

/// Returns true for a line that is a heading of wikitext.
fn is_heading(line: &str) -> bool {
    let line = line.trim_end();
    line.len() > 2 && line.starts_with('=') && line.ends_with('=')
}
