//! A judgement on whether two names mean one person, party, office or contest.

use serde::Serialize;
use std::fmt;

/// A verdict on two names; "unsure" is a value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Both names mean the same thing.
    Same,
    /// Undecided; the two are kept apart until an override decides.
    Unsure,
    /// The names mean two different things.
    Different,
}

/// The kind of thing that a judgement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// Two names of people.
    Person,
    /// Two names of parties.
    Party,
    /// Two names of offices.
    Office,
    /// Two titles of contests.
    Contest,
}

impl Subject {
    /// Every kind of subject.
    pub const ALL: [Self; 4] = [Self::Person, Self::Party, Self::Office, Self::Contest];

    /// Returns the subject as one word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Party => "party",
            Self::Office => "office",
            Self::Contest => "contest",
        }
    }
}

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident = $label:literal),+ $(,)?) => {
        /// The kinds of evidence, those that decide alone first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Evidence { $($(#[$doc])* $name),+ }

        impl Evidence {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the evidence in words.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }
        }
    };
}

evidence! {
    /// The user's override file.
    Override = "override",
    /// A table lists one name as another spelling of the other.
    ListedName = "listed name",
    /// Both have one id of one scheme.
    SameId = "same id",
    /// They have two ids of one public scheme.
    OtherId = "two ids",
    /// They have two ids of one scheme that only their sources use.
    OwnIds = "two ids of one source",
    /// They were born in different years.
    Born = "born",
    /// They were born on one day, or in one year.
    SameBirth = "one birth",
    /// Both are titles of one page of a wiki.
    SamePage = "same page",
    /// They are titles of two pages of a wiki.
    OtherPage = "two pages",
    /// Both stood in one list of candidates of one source.
    StoodAgainst = "stood against each other",
    /// One sentence names both.
    NamedTogether = "named together",
    /// The same name, except for case, diacritics, hyphens and periods.
    SameName = "same name",
    /// Names that sound alike and are spelled differently.
    Spelling = "spelling",
    /// A short form of a given name, or its form in another language.
    Form = "form of a name",
    /// One gives initials where the other gives names.
    Initials = "initials",
    /// One has a middle name, a second surname or a nickname that the other leaves out.
    LeftOut = "left out",
    /// Given name and surname in the opposite order.
    Order = "order",
    /// A generational suffix: Jr., Sr. or a number.
    Generation = "generation",
    /// Similar names, but not similar enough to join.
    NearName = "near name",
    /// The number of namesakes expected by chance.
    Rarity = "rarity",
    /// The years in which each was active.
    Years = "years",
    /// The parties of each.
    Party = "party",
    /// One article names both and does not tell them apart.
    OneArticle = "one article",
    /// The same name in an unrelated series.
    OtherSeries = "other series",
    /// Two seats of one body.
    Body = "body",
    /// The office of both, or the contests before and after.
    Office = "office",
    /// The date of both.
    Date = "date",
    /// The people of both: candidates, members or holders.
    People = "people",
}

impl Evidence {
    /// Returns the kind with this label.
    pub fn read(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|e| e.label() == label)
    }

    /// Joins the labels of several kinds with commas.
    pub fn list(kinds: &[Self]) -> String {
        kinds.iter().map(|e| e.label()).collect::<Vec<_>>().join(", ")
    }

    /// Reads the output of [`Evidence::list`]; unknown kinds are left out.
    pub fn read_list(labels: &str) -> Vec<Self> {
        labels.split(", ").filter_map(Self::read).collect()
    }
}

/// A verdict on two names, with score, evidence and reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Judgement {
    /// The first name as written; `name_a` sorts before `name_b`.
    pub name_a: String,
    /// The second name.
    pub name_b: String,
    /// The series of both names, `a / b` for people of two series; empty for parties and offices.
    pub series: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The similarity of the two in thousandths: 1000 is certain, 500 is an even chance.
    pub score: u16,
    /// The kinds of evidence; the one that decided comes first.
    pub evidence: Vec<Evidence>,
    /// The reason, in words.
    pub reason: String,
    /// The kind of thing that the names belong to.
    pub subject: Subject,
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

/// Converts a distance to a score in thousandths, `1000 · 2^-(distance / 0.3)²`: 1000 at 0, 500 at 0.3, 0 at 1.2.
pub fn score(distance: f32) -> u16 {
    let halvings = (distance / 0.3).powi(2);
    (1000.0 * (-halvings * std::f32::consts::LN_2).exp()).round().clamp(0.0, 1000.0) as u16
}
