//! What the objects of a record share: lines, names, and who came before or after somebody.

use serde::Serialize;
use std::collections::BTreeMap;

/// The line of each value of an object, by key.
pub type Lines = BTreeMap<&'static str, usize>;

/// One name or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several, in the page's order.
    Many(Vec<String>),
}

impl Names {
    /// Creates one or several names. Returns `None` if the list is empty.
    pub fn of(mut names: Vec<String>) -> Option<Self> {
        match names.len() {
            0 => None,
            1 => names.pop().map(Self::One),
            _ => Some(Self::Many(names)),
        }
    }

    /// Returns an iterator over the names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(name) => (Some(name.as_str()), [].as_slice()),
            Self::Many(names) => (None, names.as_slice()),
        };
        one.into_iter().chain(many.iter().map(String::as_str))
    }
}

/// Who came before or after, as far as the page says. Written as an absent key, as `null`, or as the names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Neighbour {
    /// The page does not say.
    #[default]
    NotSaid,
    /// The page says something instead of a name, for example that the office was vacant or new.
    Nobody,
    /// The page names them.
    Named(Names),
}

impl Neighbour {
    /// Converts the names in a filled slot. No names mean nobody.
    pub fn said(names: Option<Names>) -> Self {
        names.map_or(Self::Nobody, Self::Named)
    }

    /// Returns the names, if there are any.
    pub fn names(&self) -> Option<&Names> {
        if let Self::Named(names) = self { Some(names) } else { None }
    }

    /// Returns true if the page does not say.
    pub fn is_not_said(&self) -> bool {
        *self == Self::NotSaid
    }
}

impl Serialize for Neighbour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.names().serialize(serializer)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(super) fn is_false(value: &bool) -> bool {
    !value
}
