//! What an input format is: how it is recognised, and which function reads it.

use super::Facts;
use crate::source::Page;

/// One format that facts are extracted from.
#[derive(Clone, Copy)]
pub struct Input {
    /// A short, stable name. Graph files store it.
    pub name: &'static str,
    /// The name of the format in messages.
    pub label: &'static str,
    /// What a text of this format is recognised by, in words.
    pub recognised_by: &'static str,
    /// What a text of this format is read as, in words.
    pub becomes: &'static str,
    /// The beginning of a text of this format.
    pub example: &'static str,
    /// True if its shares may be fractions of one, decided for each page.
    pub(super) in_fractions: bool,
    /// Returns true if a text is of this format.
    pub(super) is_it: fn(&Text<'_>) -> bool,
    /// Adds the facts that a page states.
    pub(super) extract: fn(&Page, &mut Facts),
}

/// A kind of table that is known by its headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownTable {
    /// Whose tables they are.
    pub label: &'static str,
    /// What they are read as.
    pub becomes: &'static str,
    /// The beginning of such a table.
    pub example: &'static str,
}

/// A text, prepared for the formats to recognise it.
pub(super) struct Text<'p> {
    /// The page.
    pub(super) page: &'p Page,
    /// The whole text.
    pub(super) whole: &'p str,
    /// The first line that is not blank, trimmed.
    pub(super) first: &'p str,
    /// The extension of the file's name, in lower case, without the dot. Empty if there is none.
    pub(super) extension: String,
}

impl<'p> Text<'p> {
    /// Prepares the text of a page. Returns `None` if it is blank.
    pub(super) fn of(page: &'p Page) -> Option<Self> {
        let first = page.text.lines().map(str::trim).find(|line| !line.is_empty())?;
        let extension = page.file.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
        Some(Self { page, whole: &page.text, first, extension })
    }

    /// Returns the lines, trimmed.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'p str> {
        self.whole.lines().map(str::trim)
    }

    /// Returns the cells of the first line, as the header of a table, in lower case.
    pub(super) fn columns(&self) -> impl Iterator<Item = String> + use<'p> {
        self.first.split([',', ';', '\t']).map(|c| c.trim().trim_matches('"').to_ascii_lowercase())
    }

    /// Returns true if the first line, as the header of a table, names all these columns.
    pub(super) fn has_columns(&self, wanted: &[&str]) -> bool {
        let columns: Vec<String> = self.columns().collect();
        wanted.iter().all(|c| columns.iter().any(|have| have == c))
    }

    /// Returns true if the file's name has one of these extensions.
    pub(super) fn ends_in(&self, extensions: &[&str]) -> bool {
        extensions.contains(&self.extension.as_str())
    }
}
