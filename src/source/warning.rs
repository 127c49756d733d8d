//! Problems that do not stop the run.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Something that could not be read or understood: its location, the kind of problem, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Warning {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The line, from 1; 0 if the problem concerns the whole file.
    pub line: usize,
    /// The kind of problem, as a short, stable word.
    pub rule: Cow<'static, str>,
    /// What is wrong, with a quotation of the culprit.
    pub message: String,
    /// What could not be read at all; `None` if only a value was not understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Lost>,
}

/// A part of the input that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Lost {
    /// This number of pages of an export or an extraction.
    Pages(u64),
    /// A part of a file that held an unknown number of pages.
    Part,
    /// A whole file or folder.
    File,
    /// A row of a table.
    Row,
}

/// The rules whose warnings are notes: they say how something was read, and are no problem.
const NOTES: [&str; 4] = ["columns", "fractions", "stated-ties", "summed"];

impl Warning {
    /// Returns true if the warning only says how something was read. Such a note never stops a strict run.
    pub fn is_note(&self) -> bool {
        NOTES.contains(&&*self.rule)
    }

    /// Creates a warning about one line of a file. Line 0 stands for the whole file.
    pub fn new(file: &str, line: usize, rule: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line, rule: rule.into(), message: message.into(), lost: None }
    }

    /// Returns the warning with a statement of what could not be read.
    #[must_use]
    pub fn losing(mut self, lost: Lost) -> Self {
        self.lost = Some(lost);
        self
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {} ({})", self.message, self.rule)
    }
}

/// Quotes a culprit on one line, with control characters escaped, cut after 60 characters.
pub fn quote(culprit: &str) -> String {
    let mut out = String::from("'");
    for (i, c) in culprit.chars().enumerate() {
        if i == 60 {
            out.push('…');
            break;
        }
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.push('\'');
    out
}
