//! Contests as sources name them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

/// A contest as a source names it, or as its words describe it ("the 1974 leadership election").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContestMention {
    /// The title in full.
    pub title: Arc<str>,
    /// True if the source contains this title. If false, the title is derived from a year or a month and may mean a
    /// contest with a longer title.
    pub exact: bool,
}

impl ContestMention {
    /// Creates a mention from a title that the source contains.
    pub fn titled(title: impl Into<Arc<str>>) -> Self {
        Self { title: title.into(), exact: true }
    }

    /// Returns true if two mentions share one text in memory, as those from one citation do. Compares no strings.
    pub(crate) fn is_same_text(&self, other: &Self) -> bool {
        self.exact == other.exact && Arc::ptr_eq(&self.title, &other.title)
    }

    /// Creates a mention from a title that is derived from a date.
    pub fn dated(title: impl Into<Arc<str>>) -> Self {
        Self { title: title.into(), exact: false }
    }
}

/// Serializes to a string if exact, otherwise to a one-element array.
impl Serialize for ContestMention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.exact { serializer.serialize_str(&self.title) } else { [&self.title].serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for ContestMention {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Exact(Arc<str>),
            Dated([Arc<str>; 1]),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Exact(title) => Self { title, exact: true },
            Written::Dated([title]) => Self { title, exact: false },
        })
    }
}
