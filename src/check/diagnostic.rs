//! The findings of checks.

use super::fix::Fix;
use crate::facts::{Citation, Unread};
use crate::source::{Warning, quote};
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is impossible or could not be read.
    Error,
    /// Two statements disagree.
    Warning,
    /// Something worth knowing, but not a fault.
    Note,
}

impl Severity {
    /// Returns the severity as a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// Returns the severity with this label.
    pub fn read(label: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Note].into_iter().find(|severity| severity.label() == label)
    }
}

/// A finding: where it is, what it is about, and the values that disagree.
///
/// Findings are ordered by file, then by page in an export, then by line and rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The title of the page; empty if it is not known.
    pub page: Arc<str>,
    /// True if the file is an export of many pages, so that the line is one of the page.
    pub of_export: bool,
    /// The line, starting at 1; 0 means the whole file.
    pub line: usize,
    /// The name of the rule, or the word for an error in reading.
    pub rule: Cow<'static, str>,
    /// The severity.
    pub severity: Severity,
    /// The contest, person or other thing that it is about; may be empty.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// The values, each with its citation; may be empty.
    pub values: Vec<String>,
    /// The text of the line; may be empty.
    pub quote: Arc<str>,
    /// The change that would mend it, if it is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Creates a finding without values at a citation.
    pub fn at(rule: &'static str, severity: Severity, citation: &Citation, subject: &str, message: String) -> Self {
        // An entry of a TOML table spans several lines. The finding is about the first one after the header.
        let header = |line: &str| line.trim_start().starts_with("[[") && line.trim_end().ends_with("]]");
        let (below, quote) = match citation.quote.split_once('\n') {
            None => (0, Arc::clone(&citation.quote)),
            Some((first, rest)) if header(first) => (1, rest.lines().next().unwrap_or(first).into()),
            Some((first, _)) => (0, first.into()),
        };
        Self {
            file: Arc::clone(&citation.file),
            page: Arc::clone(&citation.page),
            // Only pages of exports have revisions.
            of_export: citation.revision.is_some(),
            line: citation.line + below,
            rule: rule.into(),
            severity,
            subject: subject.to_string(),
            message,
            values: Vec::new(),
            quote,
            fix: None,
        }
    }

    /// Returns the finding with these values.
    #[must_use]
    pub fn with_values(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.values = values.into_iter().collect();
        self
    }

    /// Returns the finding with a change that would mend it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Returns an error about the same line instead.
    #[must_use]
    pub fn instead(&self, rule: &'static str, message: String) -> Self {
        Self {
            rule: rule.into(),
            severity: Severity::Error,
            subject: String::new(),
            message,
            values: Vec::new(),
            quote: "".into(),
            fix: None,
            ..self.clone()
        }
    }

    /// Creates the finding for something that could not be read.
    pub fn of_warning(warning: &Warning) -> Self {
        Self {
            file: Arc::clone(&warning.file),
            page: "".into(),
            of_export: false,
            line: warning.line,
            rule: warning.rule.clone(),
            severity: if warning.is_note() { Severity::Note } else { Severity::Error },
            subject: String::new(),
            message: warning.message.clone(),
            values: Vec::new(),
            quote: "".into(),
            fix: None,
        }
    }

    pub(super) fn of_unread(unread: &Unread) -> Self {
        Self {
            file: Arc::clone(&unread.file),
            page: "".into(),
            of_export: false,
            line: unread.line,
            rule: "unread".into(),
            severity: Severity::Note,
            subject: unread.key.clone(),
            message: format!("no rule reads {}: {}", quote(&unread.key), quote(&unread.value)),
            values: vec![unread.value.clone()],
            quote: "".into(),
            fix: None,
        }
    }
}

impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        fn place(d: &Diagnostic) -> (&str, usize) {
            (if d.of_export { &d.page } else { "" }, d.line)
        }
        fn what(d: &Diagnostic) -> (&str, Severity, &str, &str) {
            (&d.rule, d.severity, &d.subject, &d.message)
        }
        (self.file.cmp(&other.file))
            .then_with(|| place(self).cmp(&place(other)))
            .then_with(|| what(self).cmp(&what(other)))
            .then_with(|| (&self.values, &self.quote, &self.fix).cmp(&(&other.values, &other.quote, &other.fix)))
            .then_with(|| (&self.page, self.of_export).cmp(&(&other.page, other.of_export)))
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
