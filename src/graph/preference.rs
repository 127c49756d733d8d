//! Which of several values of a property is preferred.

use crate::facts::{Citation, Confidence};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A rule that decides which value is preferred. Every value is kept in any case. Ties are broken by the default rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preference {
    /// The value of the most trusted kind of source: table, infobox, result table, prose, disputed. The default.
    #[default]
    Table,
    /// The value of prose, then of result tables, infoboxes and tables. Disputed values come last.
    Prose,
    /// The value of the latest revision of a wiki page. Sources without a revision come last.
    Latest,
    /// The value that the most sources give: pages that give it, and sources that a table names for it.
    Most,
    /// The value of a file, page or named source whose name contains this text, ignoring case.
    Source(String),
}

/// An error for a word that does not name a rule of preference.
#[derive(Debug, thiserror::Error)]
#[error(
    "'{0}' is not a rule of preference; use table, prose, latest, most or source=TEXT, where TEXT is a part of the name of a file, page or source"
)]
pub struct PreferenceError(String);

impl Preference {
    /// The rules that take no argument.
    pub const PLAIN: [Self; 4] = [Self::Table, Self::Prose, Self::Latest, Self::Most];

    /// Returns true if the rule names a source and the citation is not from that source.
    pub fn passes_over(&self, citation: &Citation) -> bool {
        matches!(self, Self::Source(name) if !speaks_for(name, citation))
    }

    /// Returns the rank of a value by this rule alone; the lowest rank is preferred.
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
                // If a table compares sources, only the sources that it names for this value count; those of the row
                // apply to all values of the row.
                let aside = places.iter().any(|c| c.confidence == Confidence::Disputed);
                let mut sources: BTreeSet<&str> = BTreeSet::new();
                for citation in places.iter().filter(|c| !aside || c.confidence == Confidence::Disputed) {
                    // A table counts as the sources that it names, any other page as itself.
                    if citation.sources.is_empty() {
                        sources.insert(&citation.page);
                    }
                    sources.extend(citation.sources.iter().map(String::as_str));
                }
                -(sources.len() as i64)
            }
            Self::Source(name) => {
                // A source that a table names for this value ranks before one that it names for the whole row.
                let rank = |c: &&Arc<Citation>| i64::from(c.confidence != Confidence::Disputed);
                places.iter().filter(|c| speaks_for(name, c)).map(rank).min().unwrap_or(2)
            }
        }
    }
}

/// Returns true if the name of the citation's file, page or one of its sources contains a text, ignoring case.
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

/// What values are sorted by.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    pub citations: &'a [Arc<Citation>],
    pub preference: &'a Preference,
}

impl Order<'_> {
    /// Returns the rank of a value by the rule; see [`Preference::rank`].
    pub(super) fn rank(&self, confidence: Confidence, places: &[super::ids::CitationId]) -> i64 {
        if *self.preference == Preference::Table {
            return 0;
        }
        let places: Vec<&Arc<Citation>> = places.iter().map(|id| &self.citations[id.index()]).collect();
        self.preference.rank(confidence, &places)
    }
}
