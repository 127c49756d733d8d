//! What a check says.

use crate::facts::{Citation, Unread};
use crate::graph::file::Finding;
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

    /// What a graph file keeps of a finding, as it was.
    pub fn of_finding(finding: Finding) -> Self {
        let severity = [Severity::Error, Severity::Warning].into_iter().find(|s| s.label() == finding.severity);
        Self {
            file: finding.file.into(),
            line: finding.line,
            rule: finding.rule.into(),
            severity: severity.unwrap_or(Severity::Note),
            subject: finding.subject,
            message: finding.message,
            values: finding.values,
            quote: finding.quote.into(),
        }
    }

    /// As a graph file keeps it.
    pub fn to_finding(&self) -> Finding {
        Finding {
            rule: self.rule.to_string(),
            severity: self.severity.label().to_string(),
            file: self.file.to_string(),
            line: self.line,
            subject: self.subject.clone(),
            message: self.message.clone(),
            values: self.values.clone(),
            quote: self.quote.to_string(),
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
