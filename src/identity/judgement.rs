//! A judgement on whether two names mean one person, party, office or contest.

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

/// What is judged.
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

    /// The subject in a word.
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

            /// The evidence in words.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }
        }
    };
}

evidence! {
    /// The user's own word in an override file.
    Override = "override",
    /// A table lists one name as another spelling of the other.
    ListedName = "listed name",
    /// Both are the title of one page of a wiki.
    SamePage = "same page",
    /// They are titles of two pages of a wiki.
    OtherPage = "two pages",
    /// The two stood against each other in one source's list of candidates.
    StoodAgainst = "stood against each other",
    /// One sentence names both.
    NamedTogether = "named together",
    /// The same name but for case, diacritics, hyphens and points.
    SameName = "same name",
    /// Names that sound alike and are spelled differently.
    Spelling = "spelling",
    /// A short form, or another language's form, of a given name.
    Form = "form of a name",
    /// One gives initials where the other gives names.
    Initials = "initials",
    /// One gives a middle name, a second surname or a nickname that the other leaves out.
    LeftOut = "left out",
    /// Given name and surname in another order.
    Order = "order",
    /// Jr., Sr. or a number.
    Generation = "generation",
    /// Alike, and not enough for a join.
    NearName = "near name",
    /// How many namesakes are to be expected.
    Rarity = "rarity",
    /// When each was active.
    Years = "years",
    /// The parties of each.
    Party = "party",
    /// One article names both, and does not tell them apart.
    OneArticle = "one article",
    /// The same name in a series that has nothing to do with this one.
    OtherSeries = "other series",
    /// The office, or the contests before and after.
    Office = "office",
    /// The date.
    Date = "date",
    /// The people of each: candidates, members, holders.
    People = "people",
}

impl Evidence {
    /// The kind of that label.
    pub fn read(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|e| e.label() == label)
    }

    /// Several kinds in a line.
    pub fn list(kinds: &[Self]) -> String {
        kinds.iter().map(|e| e.label()).collect::<Vec<_>>().join(", ")
    }

    /// Reads such a line; kinds that are not known are left out.
    pub fn read_list(labels: &str) -> Vec<Self> {
        labels.split(", ").filter_map(Self::read).collect()
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
    /// How near the two are, all told, in thousandths: 1000 is no doubt, 500 is the toss of a coin.
    pub score: u16,
    /// The kinds of evidence, the one that decided first.
    pub evidence: Vec<Evidence>,
    /// The reason in words.
    pub reason: String,
    /// What is judged.
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

/// A distance as a score in thousandths: 1000 at 0, 500 at 0.3, and halved sixteen times over at 1.2.
pub fn score(distance: f32) -> u16 {
    let halvings = (distance / 0.3).powi(2);
    (1000.0 * (-halvings * std::f32::consts::LN_2).exp()).round().clamp(0.0, 1000.0) as u16
}
