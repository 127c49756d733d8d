//! What went wrong without stopping the run.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Something that could not be read or understood: where, which kind of trouble, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Warning {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The line, from 1; 0 where the trouble is with the whole file.
    pub line: usize,
    /// The kind of trouble, a short stable word.
    pub rule: Cow<'static, str>,
    /// What is wrong, quoting the culprit.
    pub message: String,
    /// What could not be read at all; `None` where no more than a value was not understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Lost>,
}

/// A part of the input that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Lost {
    /// So many pages of an export or an extraction.
    Pages(u64),
    /// A part of a file; how many pages stood in it is not known.
    Part,
    /// A whole file or folder.
    File,
    /// A row of a table.
    Row,
}

/// Kinds of what is worth a word and no trouble: it says how something was read.
const NOTES: [&str; 1] = ["fractions"];

impl Warning {
    /// Whether it only says how something was read; such a note never stops a strict run.
    pub fn is_note(&self) -> bool {
        NOTES.contains(&&*self.rule)
    }

    /// A warning about one line of a file.
    pub fn new(file: &str, line: usize, rule: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line, rule: rule.into(), message: message.into(), lost: None }
    }

    /// The same warning, which says that something could not be read.
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

/// Quotes a culprit: one line, control characters shown, cut at 60 characters.
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
