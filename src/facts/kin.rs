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
        KIN.get(&word(role)).copied().or_else(|| Self::read(role)).unwrap_or(Self::Relative)
    }

    /// Returns what a relative of somebody's relative is to them: a parent's sibling is an aunt or uncle.
    const fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Parent, Self::Sibling) => Self::AuntOrUncle,
            (Self::Parent, Self::Parent) => Self::Grandparent,
            (Self::Spouse, Self::Parent) => Self::ParentInLaw,
            (Self::Spouse, Self::Sibling) | (Self::Sibling, Self::Spouse) => Self::SiblingInLaw,
            (Self::Sibling, Self::Child) => Self::NieceOrNephew,
            (Self::Child, Self::Spouse) => Self::ChildInLaw,
            (Self::Child, Self::Child) => Self::Grandchild,
            (Self::Grandparent, Self::Parent) => Self::Ancestor,
            (Self::Grandchild, Self::Child) => Self::Descendant,
            (Self::AuntOrUncle, Self::Child) => Self::Cousin,
            _ => Self::Relative,
        }
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

/// Words in front of a word of kinship that do not change it.
const BEFORE: [&str; 39] = [
    "a",
    "the",
    "his",
    "her",
    "their",
    "and",
    "late",
    "former",
    "ex",
    "estranged",
    "elder",
    "older",
    "eldest",
    "oldest",
    "younger",
    "youngest",
    "twin",
    "identical",
    "paternal",
    "maternal",
    "own",
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "current",
    "future",
    "only",
    "1st",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "6th",
    "deceased",
    "adopted",
    "adoptive",
    "foster",
];

/// Returns what a whole text says that somebody is: "her half-sister" is "half-sister", "mother's brother" is an aunt or
/// uncle. `None` for "2 sons", which counts, and for "son of Ned" and "sister of the wife", which speak of others.
pub fn kin_said(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase().replace('’', "'");
    let text = text.trim_end_matches([':', ',', '.', ' ']);
    let counts = text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(' ') && !text.starts_with(' ');
    if counts || text.contains(" of ") {
        return None;
    }
    if let Some((owner, rest)) = text.split_once("'s ") {
        let rest = Kinship::of_role(&kin_said(rest)?);
        return Some(Kinship::of_role(&kin_said(owner)?).then(rest).label().to_string());
    }
    let all: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let start = (0..all.len()).find(|at| (1..=LONGEST).any(|n| known(&all, *at, n)) || !BEFORE.contains(&all[*at]))?;
    let count = (1..=LONGEST).rev().find(|count| known(&all, start, *count));
    let goes_on = |at: usize| all.get(at).is_none_or(|w| ["and", "by", "once", "twice", "from", "in"].contains(w));
    match count {
        Some(count) if goes_on(start + count) => Some(all[start..start + count].join(" ")),
        // "politician brother".
        _ if all.len() <= 3 && all.len() > 1 && known(&all, all.len() - 1, 1) => all.last().map(ToString::to_string),
        _ => None,
    }
}

fn known(all: &[&str], from: usize, count: usize) -> bool {
    all.get(from..from + count).is_some_and(|words| KIN.contains_key(&word(&words.join(" "))))
}

/// Returns what somebody is to the page's person of whom the text in front says what the page's person is to them:
/// in "son of Ned Ash" Ned Ash is a parent.
pub fn kin_of(text: &str) -> Option<String> {
    let role = kin_said(text.trim().strip_suffix(" of").or_else(|| text.trim().strip_suffix(" to"))?)?;
    let role = singular(&role).unwrap_or(role);
    Some(Kinship::of_role(&role).reversed().label().to_string())
}

/// Returns the word for one of several: "brother" for "brothers". `None` if the word is not a plural.
pub fn singular(role: &str) -> Option<String> {
    let one = match role.to_lowercase().as_str() {
        "children" => "child".to_string(),
        many => many.strip_suffix('s')?.to_string(),
    };
    (KIN.contains_key(&word(&one)) && KIN.contains_key(&word(role))).then_some(one)
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
    fn whole_texts_about_kin() {
        for (text, kin) in [
            ("her half-sister", Some("half-sister")),
            ("and his cousin,", Some("cousin")),
            ("mother's brother", Some("aunt or uncle")),
            ("wife's father", Some("parent-in-law")),
            ("brother's father-in-law", Some("relative")),
            ("second cousin once removed", Some("second cousin")),
            ("third wife", Some("wife")),
            ("2nd cousin", Some("2nd cousin")),
            ("brothers", Some("brothers")),
            ("2 sons", None),
            ("his death", None),
            ("son of Ned", None),
            ("sister of wife", None),
            ("mother: Dee", None),
            ("political ally", None),
        ] {
            assert_eq!(kin_said(text).as_deref(), kin, "{text}");
        }
        assert_eq!(kin_of("Son of").as_deref(), Some("parent"));
        assert_eq!(kin_of("great-nephew of").as_deref(), Some("aunt or uncle"));
        assert_eq!(kin_of("widow of").as_deref(), Some("spouse"));
        assert_eq!(kin_of("Mayor of"), None);
        assert_eq!(singular("Brothers").as_deref(), Some("brother"));
        assert_eq!(singular("brother"), None);
        assert_eq!(Kinship::of_role("aunt or uncle"), Kinship::AuntOrUncle);
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
