//! What a check says.

use crate::facts::{Citation, Unread};
use crate::source::{Warning, quote};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something cannot be so, or could not be read.
    Error,
    /// Two statements disagree.
    Warning,
    /// Worth knowing; no fault.
    Note,
}

impl Severity {
    /// The severity in a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The severity that a word names.
    pub fn read(label: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Note].into_iter().find(|severity| severity.label() == label)
    }
}

/// One finding: where, what about, and the values that disagree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// The rule.
    pub rule: Cow<'static, str>,
    /// How grave.
    pub severity: Severity,
    /// What it is about: a contest, a person.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// The values, each with its place.
    pub values: Vec<String>,
    /// The line as it stands there.
    pub quote: Arc<str>,
}

impl Diagnostic {
    /// A finding at a citation.
    pub fn at(rule: &'static str, severity: Severity, citation: &Citation, subject: &str, message: String) -> Self {
        // An entry of a table is several lines; the diagnostic is about the first that says something.
        let header = |line: &str| line.trim_start().starts_with("[[") && line.trim_end().ends_with("]]");
        let (below, quote) = match citation.quote.split_once('\n') {
            None => (0, Arc::clone(&citation.quote)),
            Some((first, rest)) if header(first) => (1, rest.lines().next().unwrap_or(first).into()),
            Some((first, _)) => (0, first.into()),
        };
        Self {
            file: Arc::clone(&citation.file),
            line: citation.line + below,
            rule: rule.into(),
            severity,
            subject: subject.to_string(),
            message,
            values: Vec::new(),
            quote,
        }
    }

    /// The same finding with its values.
    #[must_use]
    pub fn with_values(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.values = values.into_iter().collect();
        self
    }

    /// What could not be read.
    pub fn of_warning(warning: &Warning) -> Self {
        Self {
            file: Arc::clone(&warning.file),
            line: warning.line,
            rule: warning.rule.clone(),
            severity: if warning.is_note() { Severity::Note } else { Severity::Error },
            subject: String::new(),
            message: warning.message.clone(),
            values: Vec::new(),
            quote: "".into(),
        }
    }

    pub(super) fn of_unread(unread: &Unread) -> Self {
        Self {
            file: Arc::clone(&unread.file),
            line: unread.line,
            rule: "unread".into(),
            severity: Severity::Note,
            subject: unread.key.clone(),
            message: format!("no rule reads {}: {}", quote(&unread.key), quote(&unread.value)),
            values: vec![unread.value.clone()],
            quote: "".into(),
        }
    }
}
