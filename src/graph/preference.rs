//! Which of the values that sources give of one property is preferred.

use crate::facts::{Citation, Confidence};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A rule of preference. Whatever it says, every value is kept; what it leaves open is decided by the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preference {
    /// The most trusted kind of source: table, infobox, result table, prose, disputed. The default.
    #[default]
    Table,
    /// Prose before boxes and tables: the reverse.
    Prose,
    /// The latest revision of a wiki's page; sources without one come last.
    Latest,
    /// The most sources: pages that give it, and sources that tables name for it.
    Most,
    /// Whatever a file, page or named source says in whose name this text stands.
    Source(String),
}

/// A word that names no rule of preference.
#[derive(Debug, thiserror::Error)]
#[error(
    "'{0}' is no rule of preference; use table, prose, latest, most, or source=TEXT, a part of a file's, page's or source's name"
)]
pub struct PreferenceError(String);

impl Preference {
    /// The rules that need no name.
    pub const PLAIN: [Self; 4] = [Self::Table, Self::Prose, Self::Latest, Self::Most];

    /// Whether the rule names a source, and a place is not that source's.
    pub fn passes_over(&self, citation: &Citation) -> bool {
        matches!(self, Self::Source(name) if !speaks_for(name, citation))
    }

    /// How far behind a value stands by this rule alone: the least is preferred.
    fn rank(&self, confidence: Confidence, places: &[&Arc<Citation>]) -> i64 {
        match self {
            Self::Table => 0,
            Self::Prose => match confidence {
                Confidence::Prose => 0,
                Confidence::ResultTable => 1,
                Confidence::Infobox => 2,
                Confidence::Table => 3,
                Confidence::Disputed => 4,
            },
            Self::Latest => {
                let latest = places.iter().filter_map(|c| c.revision).max();
                latest.map_or(0, |r| -i64::try_from(r).unwrap_or(i64::MAX))
            }
            Self::Most => {
                // Where a table sets sources side by side, they are those of the value; those of its row are of all values.
                let aside = places.iter().any(|c| c.confidence == Confidence::Disputed);
                let mut sources: BTreeSet<&str> = BTreeSet::new();
                for citation in places.iter().filter(|c| !aside || c.confidence == Confidence::Disputed) {
                    // A table speaks for the sources that it names, another page for itself.
                    if citation.sources.is_empty() {
                        sources.insert(&citation.page);
                    }
                    sources.extend(citation.sources.iter().map(String::as_str));
                }
                -(sources.len() as i64)
            }
            Self::Source(name) => {
                // As above: a source that a table names for this very value before one that it names for the row.
                let rank = |c: &&Arc<Citation>| i64::from(c.confidence != Confidence::Disputed);
                places.iter().filter(|c| speaks_for(name, c)).map(rank).min().unwrap_or(2)
            }
        }
    }
}

/// Whether a place is in a file, on a page or from a source in whose name a text stands, whatever the case.
fn speaks_for(name: &str, citation: &Citation) -> bool {
    let name = name.to_lowercase();
    let says = |text: &str| text.to_lowercase().contains(&name);
    says(&citation.file) || says(&citation.page) || citation.sources.iter().any(|s| says(s))
}

impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table => f.write_str("table"),
            Self::Prose => f.write_str("prose"),
            Self::Latest => f.write_str("latest"),
            Self::Most => f.write_str("most"),
            Self::Source(name) => write!(f, "source={name}"),
        }
    }
}

impl FromStr for Preference {
    type Err = PreferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(name) = text.strip_prefix("source=").map(str::trim).filter(|n| !n.is_empty()) {
            return Ok(Self::Source(name.to_string()));
        }
        Self::PLAIN.into_iter().find(|p| p.to_string() == text).ok_or_else(|| PreferenceError(text.to_string()))
    }
}

/// What values are put in order by.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    pub citations: &'a [Arc<Citation>],
    pub preference: &'a Preference,
}

impl Order<'_> {
    /// The rank of a value by the rule; see [`Preference::rank`].
    pub(super) fn rank(&self, confidence: Confidence, places: &[super::ids::CitationId]) -> i64 {
        if *self.preference == Preference::Table {
            return 0;
        }
        let places: Vec<&Arc<Citation>> = places.iter().map(|id| &self.citations[id.index()]).collect();
        self.preference.rank(confidence, &places)
    }
}
