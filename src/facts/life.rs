//! When a person was born and died, as a page's infobox says it.

use crate::wikitext::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The dates of birth and death, with their lines.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Life {
    /// The date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// The date of death.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub died: Option<Date>,
    /// The line of each, as `born` and `died`.
    #[serde(skip)]
    pub lines: BTreeMap<&'static str, usize>,
}
