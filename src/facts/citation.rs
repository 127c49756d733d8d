//! Where a fact stands.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// How far a kind of source is trusted where sources disagree: the first is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A table that a person curates (TOML or CSV).
    Table,
    /// An article's infobox.
    Infobox,
    /// An article's table of results.
    ResultTable,
    /// A sentence of prose.
    Prose,
    /// A value that a curated table records as another source's.
    Disputed,
}

impl Confidence {
    /// Every kind, the most trusted first.
    pub const ALL: [Self; 5] = [Self::Table, Self::Infobox, Self::ResultTable, Self::Prose, Self::Disputed];

    /// How it is called in messages.
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

/// Lines quoted in citations are cut at this many characters.
pub const MOST_QUOTED: usize = 200;

/// The place a fact was read from.
///
/// The order is by trust and page, and by file only at the end: the same pages give the same graph in whatever files
/// they come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Citation {
    /// How far it is trusted.
    pub confidence: Confidence,
    /// The article's title, or the series' name.
    pub page: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The field or the sentence, as it stands there.
    pub quote: Arc<str>,
    /// The page's revision, where the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// The file as the user named it.
    pub file: Arc<str>,
    /// What the file itself names as its sources.
    pub sources: Arc<[String]>,
}

/// No sources: one empty list for all citations that have none.
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
