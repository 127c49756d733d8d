//! The user's own word on who is who.

use serde::Deserialize;

/// Lists of names that mean one person, and pairs that do not. Taking a line out of the file undoes it.
///
/// ```toml
/// same = [["Yitzak Rabin", "Yitzhak Rabin"]]
/// different = [["David Levy", "David Levi"]]
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// Each a list of names of one person; the first is shown.
    #[serde(default)]
    pub same: Vec<Vec<String>>,
    /// Each a pair of names of two people.
    #[serde(default)]
    pub different: Vec<[String; 2]>,
}

/// An override file that cannot be understood.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {message}; write same = [[\"A\", \"B\"]] and different = [[\"A\", \"B\"]]")]
pub struct OverrideError {
    file: String,
    line: usize,
    message: String,
}

impl Overrides {
    /// Reads an override file's text.
    ///
    /// # Errors
    /// TOML that cannot be read, or other keys than `same` and `different`.
    pub fn read(file: &str, text: &str) -> Result<Self, OverrideError> {
        toml::from_str(text).map_err(|e| OverrideError {
            file: file.into(),
            line: e
                .span()
                .map_or(0, |s| 1 + text.as_bytes()[..s.start.min(text.len())].iter().filter(|b| **b == b'\n').count()),
            message: e.message().trim().replace('\n', " "),
        })
    }
}
