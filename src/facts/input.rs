//! What an input format is: by what it is known, and who reads it.

use super::Facts;
use crate::source::Page;

/// One format that facts are extracted from.
#[derive(Clone, Copy)]
pub struct Input {
    /// A short stable name; graph files keep it.
    pub name: &'static str,
    /// What it is called in messages.
    pub label: &'static str,
    /// By what a text is taken for it.
    pub recognised_by: &'static str,
    /// The beginning of such a text.
    pub example: &'static str,
    /// Whether its shares may be written as fractions of one, page by page.
    pub(super) in_fractions: bool,
    /// Whether a text is of this format.
    pub(super) is_it: fn(&Text<'_>) -> bool,
    /// Adds what a page states.
    pub(super) extract: fn(&Page, &mut Facts),
}

/// A text as a format looks at it, to know whether it is its own.
pub(super) struct Text<'p> {
    /// All of it.
    pub(super) whole: &'p str,
    /// Its first line that is not blank, trimmed.
    pub(super) first: &'p str,
    /// How the file's name ends, in small letters.
    pub(super) extension: String,
}

impl<'p> Text<'p> {
    /// `None` for a blank text.
    pub(super) fn of(page: &'p Page) -> Option<Self> {
        let first = page.text.lines().map(str::trim).find(|line| !line.is_empty())?;
        let extension = page.file.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
        Some(Self { whole: &page.text, first, extension })
    }

    /// The lines, trimmed.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'p str> {
        self.whole.lines().map(str::trim)
    }

    /// Whether the first line names these columns of a table.
    pub(super) fn has_columns(&self, wanted: &[&str]) -> bool {
        let columns = self.first.split([',', ';', '\t']);
        let columns: Vec<String> = columns.map(|c| c.trim().trim_matches('"').to_ascii_lowercase()).collect();
        wanted.iter().all(|c| columns.iter().any(|have| have == c))
    }

    /// Whether the file's name ends in one of these ways.
    pub(super) fn ends_in(&self, extensions: &[&str]) -> bool {
        extensions.contains(&self.extension.as_str())
    }
}
