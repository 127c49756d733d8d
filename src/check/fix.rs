//! Fixes: changes of sources that would mend a finding.

use crate::facts::Citation;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a change replaces, as far as a check knows it. The source decides how it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    /// A number of votes or people.
    Count(u64),
    /// A percentage.
    Share(f64),
    /// A text, whole words of the line.
    Text(String),
}

/// One change in one line of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The page of the file, for files of several pages.
    pub page: Arc<str>,
    /// The line, starting at 1, in the page.
    pub line: usize,
    /// What is there. If the line does not have it exactly once, the change cannot be made.
    pub old: Written,
    /// What is to stand there. Of a text it is the new text as it is to be written.
    pub new: Written,
}

/// A fix of a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// True if exactly one change of one value reconciles everything that the source says; false if the fix is the most
    /// likely of several.
    pub safe: bool,
    /// The changes. All of them are made, or none.
    pub changes: Vec<Change>,
}

impl Fix {
    /// Creates the fix that replaces one text by another at a citation, which is the most likely one but not the only one.
    pub(super) fn suggested(at: &Citation, old: &str, new: &str) -> Self {
        let (file, page) = (Arc::clone(&at.file), Arc::clone(&at.page));
        let (old, new) = (Written::Text(old.to_string()), Written::Text(new.to_string()));
        Self { safe: false, changes: vec![Change { file, page, line: at.line, old, new }] }
    }
}

// A fix is part of a finding, which is compared as a whole. No percentage of a fix is NaN.
impl Eq for Fix {}

impl Ord for Fix {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |fix: &Self| {
            let of =
                |c: &Change| (Arc::clone(&c.file), Arc::clone(&c.page), c.line, format!("{:?} {:?}", c.old, c.new));
            (fix.safe, fix.changes.iter().map(of).collect::<Vec<_>>())
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Fix {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
