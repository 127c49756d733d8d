//! The lines that diagnostics are about, read again from the sources.

use crate::check::Diagnostic;
use crate::facts::MOST_QUOTED;
use crate::source;
use std::collections::HashMap;

/// The lines of the sources, read as they are asked for.
#[derive(Debug, Default)]
pub struct Lines(HashMap<String, Option<Vec<String>>>);

impl Lines {
    /// The line of a diagnostic, where its file can be read again.
    pub fn of(&mut self, d: &Diagnostic) -> Option<String> {
        let read = || source::text_behind(&d.file).map(|t| t.lines().map(str::to_string).collect());
        let lines = self.0.entry(d.file.to_string()).or_insert_with(read);
        lines.as_ref()?.get(d.line.checked_sub(1)?).cloned()
    }
}

/// Diagnostics of what could not be read, with the lines that they are about; the others have theirs.
pub(super) fn quoted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut lines = Lines::default();
    for d in found.iter_mut().filter(|d| d.quote.is_empty()) {
        if let Some(line) = lines.of(d) {
            d.quote = line.trim().chars().take(MOST_QUOTED).collect::<String>().into();
        }
    }
    found
}
