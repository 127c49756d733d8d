//! The lines that diagnostics are about, read again from the sources.

use crate::check::Diagnostic;
use crate::facts::MOST_QUOTED;
use crate::source;
use std::collections::HashMap;

/// A cache of the lines of the sources. Each file is read when a line of it is first requested.
#[derive(Debug, Default)]
pub struct Lines(HashMap<String, Option<Vec<String>>>);

impl Lines {
    /// Returns the line that a diagnostic is about; `None` if its file cannot be read again.
    pub fn of(&mut self, d: &Diagnostic) -> Option<String> {
        let read = || source::text_behind(&d.file).map(|t| t.lines().map(str::to_string).collect());
        let lines = self.0.entry(d.file.to_string()).or_insert_with(read);
        lines.as_ref()?.get(d.line.checked_sub(1)?).cloned()
    }
}

/// Adds the line to each diagnostic that has no quote, if its file can be read again.
pub(super) fn quoted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut lines = Lines::default();
    for d in found.iter_mut().filter(|d| d.quote.is_empty()) {
        if let Some(line) = lines.of(d) {
            d.quote = line.trim().chars().take(MOST_QUOTED).collect::<String>().into();
        }
    }
    found
}
