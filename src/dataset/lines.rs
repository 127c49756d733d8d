//! The lines that diagnostics are about, read again from the sources.

use crate::check::{self, Diagnostic};
use crate::facts::MOST_QUOTED;
use crate::source;
use std::collections::HashMap;

/// A cache of the lines of the sources. Each file is read when a line of it is first requested.
#[derive(Debug, Default)]
pub struct Lines(HashMap<String, Option<Vec<String>>>);

impl Lines {
    /// Returns the line that a diagnostic is about; `None` if its file cannot be read again.
    pub fn of(&mut self, d: &Diagnostic) -> Option<String> {
        self.file(&d.file)?.get(d.line.checked_sub(1)?).cloned()
    }

    /// Gives the text of a file that need not be on disk.
    pub fn insert(&mut self, file: &str, text: &str) {
        self.0.insert(file.to_string(), Some(text.lines().map(str::to_string).collect()));
    }

    /// Returns true if a comment on the line of a diagnostic, or on the line above it, tells the checks to ignore it.
    pub fn ignores(&mut self, d: &Diagnostic) -> bool {
        let Some(lines) = self.file(&d.file) else { return false };
        let line = |number: usize| number.checked_sub(1).and_then(|at| lines.get(at)).map_or("", String::as_str);
        check::is_ignored(&d.rule, line(d.line), line(d.line.saturating_sub(1)))
    }

    /// Returns the lines of a file, without their line breaks; `None` if the file cannot be read again.
    pub(super) fn file(&mut self, file: &str) -> Option<&[String]> {
        let read = || source::text_behind(file).map(|t| t.lines().map(str::to_string).collect());
        self.0.entry(file.to_string()).or_insert_with(read).as_deref()
    }
}

/// Removes the diagnostics that comments in the sources tell to ignore, and adds the line to each that has no quote, as
/// far as the files can be read again.
pub(super) fn finished(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut lines = Lines::default();
    found.retain(|d| !lines.ignores(d));
    for d in found.iter_mut().filter(|d| d.quote.is_empty()) {
        if let Some(line) = lines.of(d) {
            d.quote = line.trim().chars().take(MOST_QUOTED).collect::<String>().into();
        }
    }
    found
}
