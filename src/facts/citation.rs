//! Citations: where facts are stated.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// How far a kind of source is trusted where sources disagree. The lowest is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A table that a person maintains (TOML or CSV).
    Table,
    /// An article's infobox.
    Infobox,
    /// An article's table of results.
    ResultTable,
    /// A sentence of prose.
    Prose,
    /// A value that such a table records as the value of another source.
    Disputed,
}

impl Confidence {
    /// Every kind, the most trusted first.
    pub const ALL: [Self; 5] = [Self::Table, Self::Infobox, Self::ResultTable, Self::Prose, Self::Disputed];

    /// Returns the word for it in messages.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Infobox => "infobox",
            Self::ResultTable => "result table",
            Self::Prose => "prose",
            Self::Disputed => "disputed",
        }
    }
}

/// The longest quote from a wiki page's markup or a TOML series, in characters. Longer ones are cut.
pub const MOST_QUOTED: usize = 200;

/// The page and line that a fact was read from.
///
/// Citations are ordered by trust, page and line first and by file near the end, so that the same pages give the same
/// graph whichever files they are in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Citation {
    /// How far the citation is trusted.
    pub confidence: Confidence,
    /// The article's title, or the series' name.
    pub page: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The field or the sentence, as written.
    pub quote: Arc<str>,
    /// The revision of the page, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The sources that the file itself names.
    pub sources: Arc<[String]>,
}

impl Citation {
    /// Creates the citation of a place in a table or in a file of records, which name no sources of their own.
    pub(super) fn of_table(file: &Arc<str>, line: usize, quote: Arc<str>) -> Self {
        let (page, file) = (Arc::clone(file), Arc::clone(file));
        Self { confidence: Confidence::Table, page, line, quote, revision: None, file, sources: no_sources() }
    }
}

/// Returns an empty list of sources, which all citations without sources share.
pub(crate) fn no_sources() -> Arc<[String]> {
    static NONE: LazyLock<Arc<[String]>> = LazyLock::new(|| Arc::from([]));
    Arc::clone(&NONE)
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.revision {
            Some(revision) => write!(f, "{}: {}, revision {revision}, line {}", self.file, self.page, self.line),
            None => write!(f, "{}:{}", self.file, self.line),
        }
    }
}
