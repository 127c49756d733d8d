//! Words of kinship, from `data/templates/kin.toml`.

use super::templates::word;
use super::vocabulary::vocabulary;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

vocabulary! {
    /// What one person is to another, whatever the word and the sex.
    Kinship {
        /// A husband or wife, former ones included.
        Spouse = "spouse",
        /// A partner without marriage.
        Partner = "partner",
        /// A father or mother.
        Parent = "parent",
        /// A son or daughter.
        Child = "child",
        /// A brother or sister.
        Sibling = "sibling",
        /// A grandfather or grandmother.
        Grandparent = "grandparent",
        /// A grandson or granddaughter.
        Grandchild = "grandchild",
        /// Somebody three generations or more before.
        Ancestor = "ancestor",
        /// Somebody three generations or more after.
        Descendant = "descendant",
        /// A brother or sister of a parent or grandparent.
        AuntOrUncle = "aunt or uncle" | "aunt_or_uncle",
        /// A child or grandchild of a brother or sister.
        NieceOrNephew = "niece or nephew" | "niece_or_nephew",
        /// A cousin of any degree.
        Cousin = "cousin",
        /// A parent of the spouse.
        ParentInLaw = "parent-in-law" | "parent_in_law",
        /// The spouse of a child.
        ChildInLaw = "child-in-law" | "child_in_law",
        /// The spouse of a brother or sister, or a brother or sister of the spouse.
        SiblingInLaw = "sibling-in-law" | "sibling_in_law",
        /// A godfather or godmother.
        Godparent = "godparent",
        /// A godson or goddaughter.
        Godchild = "godchild",
        /// Kin of a kind that the source does not say.
        Relative = "relative",
    }
}

impl Kinship {
    /// Returns what the first person is to the second, if the second is this to the first.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Grandparent => Self::Grandchild,
            Self::Grandchild => Self::Grandparent,
            Self::Ancestor => Self::Descendant,
            Self::Descendant => Self::Ancestor,
            Self::AuntOrUncle => Self::NieceOrNephew,
            Self::NieceOrNephew => Self::AuntOrUncle,
            Self::ParentInLaw => Self::ChildInLaw,
            Self::ChildInLaw => Self::ParentInLaw,
            Self::Godparent => Self::Godchild,
            Self::Godchild => Self::Godparent,
            same => same,
        }
    }

    /// Returns the number of generations by which such a relative is older: 1 for a parent, −1 for a child, 0 for a
    /// sibling. `None` if the word does not say.
    pub const fn generations(self) -> Option<i32> {
        match self {
            Self::Parent | Self::AuntOrUncle | Self::ParentInLaw | Self::Godparent => Some(1),
            Self::Child | Self::NieceOrNephew | Self::ChildInLaw | Self::Godchild => Some(-1),
            Self::Grandparent => Some(2),
            Self::Grandchild => Some(-2),
            Self::Ancestor => Some(3),
            Self::Descendant => Some(-3),
            Self::Spouse | Self::Partner | Self::Sibling | Self::Cousin | Self::SiblingInLaw => Some(0),
            Self::Relative => None,
        }
    }

    /// Returns Wikidata's property from a person to such a relative. Kin without a property of their own are relatives
    /// (P1038); a parent of whom the word does not say more is P8810.
    pub fn wikidata(self, role: &str) -> &'static str {
        match self {
            Self::Spouse => "P26",
            Self::Partner => "P451",
            Self::Child => "P40",
            Self::Sibling => "P3373",
            Self::Parent => match word(role).as_str() {
                "father" => "P22",
                "mother" => "P25",
                _ => "P8810",
            },
            _ => "P1038",
        }
    }

    /// Returns the kinship that a role of a tie names, such as "half-sister"; a word that is not known is a relative.
    pub fn of_role(role: &str) -> Self {
        KIN.get(&word(role)).copied().unwrap_or(Self::Relative)
    }
}

static KIN: LazyLock<HashMap<String, Kinship>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../../data/templates/kin.toml")).unwrap_or_default();
    let all = table.into_iter().filter_map(|(kinship, words)| Some((Kinship::read(&kinship)?, words)));
    all.flat_map(|(kinship, words)| words.into_iter().map(move |w| (word(&w), kinship))).collect()
});

/// The longest word of kinship, in blanks-separated parts of its folded form.
const LONGEST: usize = 5;

/// Returns the word of kinship in a text beside a name, as written but in small letters: "half-sister" in "Her
/// half-sister". The longest such word counts.
pub fn kin_in(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let all: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '‑')).filter(|w| !w.is_empty()).collect();
    let known = |from: usize, count: usize| {
        let joined = all.get(from..from + count)?.join(" ");
        KIN.contains_key(&word(&joined)).then_some(joined)
    };
    (0..all.len()).find_map(|from| (1..=LONGEST).rev().find_map(|count| known(from, count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kinship_has_words_and_a_reverse() {
        for kinship in Kinship::ALL {
            assert_eq!(kinship.reversed().reversed(), *kinship);
            assert!(KIN.values().any(|k| k == kinship), "{kinship:?}");
            if let (Some(up), Some(down)) = (kinship.generations(), kinship.reversed().generations()) {
                assert_eq!(up, -down);
            }
        }
        assert_eq!(Kinship::of_role("Half-Sister"), Kinship::Sibling);
        assert_eq!(Kinship::of_role("ally"), Kinship::Relative);
    }

    #[test]
    fn words_of_kin() {
        for (text, kin) in [
            ("Brother", Some("brother")),
            ("her half-sister", Some("half-sister")),
            ("maternal grandfather", Some("maternal grandfather")),
            ("brother in law", Some("brother in law")),
            ("great-grandfather", Some("great-grandfather")),
            ("second cousin once removed", Some("second cousin")),
            ("m. 1973", None),
            ("political ally", None),
        ] {
            assert_eq!(kin_in(text).as_deref(), kin, "{text}");
        }
    }
}
