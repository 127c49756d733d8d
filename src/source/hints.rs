//! What the user says about how tables are to be read.

use serde::{Deserialize, Serialize};

/// Which number comes first in a date such as `05/01/2020`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// The day, then the month.
    DayFirst,
    /// The month, then the day.
    MonthFirst,
}

/// What the user says about the columns and values of the tables among the sources. The stage that reads facts
/// interprets it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Hints {
    /// The header or number of a column, and what its values are, such as `("Candidate Name", "candidate")`.
    pub columns: Vec<(String, String)>,
    /// Which number comes first in dates made of numbers alone.
    pub dates: Option<DayOrder>,
    /// The language of the labels of Wikidata, such as `de`; English if none is given.
    pub language: Option<String>,
    /// The name and the text of a profile: a TOML file that describes the columns of one kind of table.
    pub profile: Option<(String, String)>,
}

impl Hints {
    /// Returns true if the user says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what `NAME=MEANING` says of a column, split at the last `=`. Returns false if the text has no `=` or one
    /// side is empty.
    pub fn add_column(&mut self, text: &str) -> bool {
        match text.rsplit_once('=').map(|(name, meaning)| (name.trim(), meaning.trim())) {
            Some((name, meaning)) if !name.is_empty() && !meaning.is_empty() => {
                self.columns.push((name.to_string(), meaning.to_string()));
                true
            }
            _ => false,
        }
    }
}
