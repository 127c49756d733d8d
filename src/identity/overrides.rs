//! The user's own word on who is who.

use crate::source::line_of;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lists of names that mean one person, pairs that do not, and names to show. Taking a line out of the file undoes it.
///
/// Names may also be those of parties, offices and contests.
///
/// ```toml
/// same = [["Yitzak Rabin", "Yitzhak Rabin"]]
/// different = [["David Levy", "David Levi"]]
///
/// [name]
/// "Tommy Lapid" = "Yosef Lapid"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// Each a list of names of one person; the first is shown.
    #[serde(default)]
    pub same: Vec<Vec<String>>,
    /// Each a pair of names of two people.
    #[serde(default)]
    pub different: Vec<[String; 2]>,
    /// By any spelling of a person, the name to show.
    #[serde(default)]
    pub name: BTreeMap<String, String>,
}

/// An override file that cannot be understood.
#[derive(Debug, thiserror::Error)]
#[error(
    "{file}:{line}: {message}; write same = [[\"A\", \"B\"]], different = [[\"A\", \"B\"]] and, under [name], \"A\" = \"B\""
)]
pub struct OverrideError {
    file: String,
    line: usize,
    message: String,
}

impl Overrides {
    /// Reads an override file's text.
    ///
    /// # Errors
    /// TOML that cannot be read, or other keys than `same`, `different` and `name`.
    pub fn read(file: &str, text: &str) -> Result<Self, OverrideError> {
        let read: Self = toml::from_str(text).map_err(|e| OverrideError {
            file: file.into(),
            line: e.span().map_or(0, |s| line_of(text.as_bytes(), s.start)),
            message: e.message().trim().replace('\n', " "),
        })?;
        let wrong = |message: String| OverrideError { file: file.into(), line: 0, message };
        if let Some((name, _)) = read.name.iter().find(|(_, shown)| shown.trim().is_empty()) {
            return Err(wrong(format!("[name] gives '{name}' no name to show")));
        }
        let words = read.same.iter().flatten().chain(read.different.iter().flatten());
        if words.clone().any(|w| w.trim().is_empty()) || read.same.iter().any(Vec::is_empty) {
            return Err(wrong("an empty list or name says nothing".into()));
        }
        Ok(read)
    }

    /// Every name that the file speaks of.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.same.iter().flatten().chain(self.different.iter().flatten()).chain(self.name.keys())
    }

    /// Whether the user tells two names apart, all names taken as `folded` writes them.
    pub(super) fn parts(&self, a: &str, b: &str, folded: impl Fn(&str) -> String) -> bool {
        let pair = |[x, y]: &[String; 2]| {
            let (x, y) = (folded(x), folded(y));
            x == a && y == b || x == b && y == a
        };
        self.different.iter().any(pair)
    }

    /// Whether the user says that two names are one.
    pub(super) fn joins(&self, a: &str, b: &str) -> bool {
        self.same.iter().any(|all| [a, b].iter().all(|n| all.iter().any(|s| s == n)))
    }
}
