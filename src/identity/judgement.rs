//! A judgement on whether two names mean one person.

use serde::Serialize;
use std::fmt;

/// The verdict; "unsure" is one of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// One person.
    Same,
    /// Not decided; kept apart until somebody says.
    Unsure,
    /// Two people.
    Different,
}

/// The kinds of evidence, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The user's own word in an override file.
    Override,
    /// A table lists one name as another spelling of the other.
    ListedName,
    /// Both are the title of one page of a wiki.
    SamePage,
    /// The two stood against each other in one source's list of candidates.
    StoodAgainst,
    /// The same name but for case, diacritics, hyphens and points.
    SameName,
    /// Alike but for spelling, within one office's series and with compatible years.
    Spelling,
    /// One gives initials where the other gives names.
    Initials,
    /// Alike, and not enough for a join.
    NearName,
    /// The same name in a series that has nothing to do with this one.
    OtherSeries,
}

impl Evidence {
    /// Every kind, strongest first.
    pub const ALL: [Self; 9] = [
        Self::Override,
        Self::ListedName,
        Self::SamePage,
        Self::StoodAgainst,
        Self::SameName,
        Self::Spelling,
        Self::Initials,
        Self::NearName,
        Self::OtherSeries,
    ];

    /// The kind of that label.
    pub fn read(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.label() == label)
    }

    /// The evidence in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::ListedName => "listed name",
            Self::SamePage => "same page",
            Self::StoodAgainst => "stood against each other",
            Self::SameName => "same name",
            Self::Spelling => "spelling",
            Self::Initials => "initials",
            Self::NearName => "near name",
            Self::OtherSeries => "other series",
        }
    }
}

/// Two names, the verdict, how sure it is, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Judgement {
    /// The first name, as written; the two are in order.
    pub name_a: String,
    /// The second name.
    pub name_b: String,
    /// The series in which both stand.
    pub series: String,
    /// The verdict.
    pub verdict: Verdict,
    /// How alike the names are, in thousandths: 1000 is the same.
    pub score: u16,
    /// The kind of evidence that decided.
    pub evidence: Evidence,
    /// The reason in words.
    pub reason: String,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "same",
            Self::Unsure => "unsure",
            Self::Different => "different",
        })
    }
}
