//! The words of ties, from `data/templates/ties.toml`.

use crate::facts::templates::word;
use crate::wikitext::fold;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words, folded for comparison.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    groups: HashSet<String>,
    offices: HashSet<String>,
    heads: HashSet<String>,
    ranks: HashSet<String>,
    lists: HashSet<String>,
    beside: HashSet<String>,
    bodies: HashSet<String>,
    occupations: HashSet<String>,
    qualifiers: HashSet<String>,
    former: HashSet<String>,
    denials: HashSet<String>,
    telling: HashSet<String>,
    pub endorsers: Endorsers,
}

/// Words in the lines above endorsers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Endorsers {
    counts: HashSet<String>,
    people: HashSet<String>,
    groups: HashSet<String>,
    parties: HashSet<String>,
    titles: HashSet<String>,
    declined: HashSet<String>,
    withdrawn: HashSet<String>,
}

/// What the endorsers of one kind are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndorserKind {
    Person,
    Group,
    Party,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words = toml::from_str(include_str!("../../../../data/templates/ties.toml")).unwrap_or_default();
    let endorsers = &mut words.endorsers;
    for list in [
        &mut words.groups,
        &mut words.offices,
        &mut words.heads,
        &mut words.ranks,
        &mut words.lists,
        &mut words.beside,
        &mut words.bodies,
        &mut words.occupations,
        &mut words.qualifiers,
        &mut words.former,
        &mut words.denials,
        &mut words.telling,
        &mut endorsers.people,
        &mut endorsers.groups,
        &mut endorsers.parties,
        &mut endorsers.counts,
        &mut endorsers.titles,
        &mut endorsers.declined,
        &mut endorsers.withdrawn,
    ] {
        *list = list.iter().map(|w| word(w)).collect();
    }
    words
});

pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    /// Returns true if a name is that of a family, a body or an office rather than somebody's.
    pub(super) fn is_no_person(&self, name: &str) -> bool {
        let bare = name.split(" (").next().unwrap_or(name);
        let folded = word(bare);
        let all: Vec<&str> = folded.split(' ').collect();
        let is_office = all.windows(2).any(|pair| ["of", "for"].contains(&pair[1]) && self.offices.contains(pair[0]));
        let ends = all.len() > 1 && all.last().is_some_and(|last| self.groups.contains(*last))
            || folded.split(" of ").next().is_some_and(|head| self.groups.contains(head));
        let says_name = ["(surname)", "(name)", "(given name)", "(family name)", "(disambiguation)"];
        let is_of_name = says_name.iter().any(|mark| name.ends_with(mark));
        is_office || ends || is_of_name || name.contains(':') || name.contains('#') || self.groups.contains(&folded)
    }

    /// Returns true if a word is that of an office which one person holds: "mayor", "governor".
    pub(super) fn is_head(&self, text: &str) -> bool {
        self.heads.contains(&word(text))
    }

    /// Returns true if a name is that of an occupation or title: "Lawyer", "U.S. Senator". Hun Sen and James Farmer are
    /// people: every word before the last must qualify it.
    pub(super) fn is_occupation(&self, name: &str) -> bool {
        let folded = word(name.split(" (").next().unwrap_or(name));
        let (before, last) = folded.rsplit_once(' ').unwrap_or(("", &folded));
        self.occupations.contains(last) && before.split(' ').all(|w| w.is_empty() || self.qualifiers.contains(w))
    }

    /// Returns true if a text beside the name of a committee says what somebody is in it.
    pub(super) fn is_rank(&self, text: &str) -> bool {
        let folded = word(text);
        folded.split(|c: char| !c.is_alphanumeric() && c != '-').any(|w| self.ranks.contains(w))
    }

    /// Returns true if a heading or a rank says that it is over.
    pub(super) fn says_former(&self, text: &str) -> bool {
        fold(text).split(' ').any(|w| self.former.contains(w))
    }

    /// Returns true if an item of a list says that somebody is no member, or what others did.
    pub(super) fn denies(&self, text: &str) -> bool {
        let folded = fold(text);
        folded.split(' ').next().is_some_and(|w| self.denials.contains(w))
            || folded.split(' ').any(|w| self.telling.contains(w))
    }

    /// Returns true if a heading is that of a list of committees or caucuses.
    pub(super) fn heads_memberships(&self, heading: &str) -> bool {
        let folded = fold(heading);
        let all: Vec<&str> = folded.split(' ').collect();
        let is_own = |w: &&&str| self.lists.contains(**w);
        let is_number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
        all.iter().any(|w| is_own(&w)) && all.iter().all(|w| is_own(&w) || self.beside.contains(*w) || is_number(w))
    }

    /// Returns true if a heading below that of such a list is that of a part of it: "Current", "112th Congress", "Senate",
    /// "2011–2013".
    pub(super) fn parts_memberships(&self, heading: &str) -> bool {
        let folded = fold(heading);
        let mut all = folded.split([' ', '–', '-']).filter(|w| !w.is_empty());
        all.all(|w| self.beside.contains(w) || w.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Returns true if a name has a word of bodies such as committees.
    pub(super) fn is_body(&self, name: &str) -> bool {
        fold(name).split(' ').any(|w| self.bodies.contains(w))
    }
}

impl Endorsers {
    /// Returns what the endorsers under a line are; `None` if its words do not say.
    pub(super) fn kind(&self, category: &str) -> Option<EndorserKind> {
        let folded = fold(category);
        let has = |list: &HashSet<String>| folded.split(' ').any(|w| list.contains(w));
        match () {
            () if has(&self.groups) => Some(EndorserKind::Group),
            () if has(&self.people) => Some(EndorserKind::Person),
            () if has(&self.parties) => Some(EndorserKind::Party),
            () => None,
        }
    }

    /// Returns true if a name counts endorsers instead of naming one: "50 state legislators".
    pub(super) fn is_count(&self, name: &str) -> bool {
        let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
        !rest.is_empty() && (first.bytes().all(|b| b.is_ascii_digit()) || self.counts.contains(&word(first)))
    }

    /// Returns true if the title of a box names no candidate, such as "Opposed to Ann Ash".
    pub(super) fn titles_nobody(&self, title: &str) -> bool {
        fold(title).split(' ').any(|w| self.titles.contains(w))
    }

    /// Returns true if a line says that those under it did not endorse.
    pub(super) fn says_declined(&self, line: &str) -> bool {
        Self::says(&self.declined, line)
    }

    /// Returns true if a line says that those under it took their endorsement back.
    pub(super) fn says_withdrawn(&self, line: &str) -> bool {
        Self::says(&self.withdrawn, line)
    }

    fn says(list: &HashSet<String>, line: &str) -> bool {
        let folded = word(line);
        list.contains(&folded)
            || list.iter().any(|w| w.contains(' ') && folded.contains(w.as_str()))
            || folded.split(' ').any(|w| list.contains(w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_nobodys() {
        for name in [
            "Kennedy family",
            "President of Kenya",
            "List of governors of Ohio",
            "Parliament of India",
            "Supreme Court",
            "Knesset",
        ] {
            assert!(words().is_no_person(name), "{name}");
        }
        for name in [
            "Robert Gascoyne-Cecil, 3rd Marquess of Salisbury",
            "Angus King",
            "Elizabeth II",
            "Joan of Arc",
            "Steve King (politician)",
        ] {
            assert!(!words().is_no_person(name), "{name}");
        }
    }

    #[test]
    fn headings_of_memberships() {
        for heading in [
            "Committee assignments",
            "Caucuses",
            "Party leadership and caucus membership",
            "Caucus memberships",
            "115th Congress committees",
        ] {
            assert!(words().heads_memberships(heading), "{heading}");
        }
        for heading in ["Political action committee", "Committee on Ways and Means", "January 6 committee", "Campaign"]
        {
            assert!(!words().heads_memberships(heading), "{heading}");
        }
    }
}
