//! Contests as sources name them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

/// A contest as a source names it, or as its words let it be named ("the 1974 leadership election").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContestMention {
    /// The title, written out.
    pub title: Arc<str>,
    /// Whether the title stands so in the source; otherwise it is put together from a year or a month, and
    /// may mean a contest with a longer title.
    pub exact: bool,
}

impl ContestMention {
    /// A contest named by its title.
    pub fn titled(title: impl Into<Arc<str>>) -> Self {
        Self { title: title.into(), exact: true }
    }

    /// Whether two mentions are one text in memory, as those of one place are: they mean the same then, and no string is compared.
    pub(crate) fn is_same_text(&self, other: &Self) -> bool {
        self.exact == other.exact && Arc::ptr_eq(&self.title, &other.title)
    }

    /// A contest named by its time only.
    pub fn dated(title: impl Into<Arc<str>>) -> Self {
        Self { title: title.into(), exact: false }
    }
}

/// As the title alone where it is exact, else as a list of it.
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
