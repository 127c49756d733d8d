//! The words that name an office and a seat, so that prose can be told what it means.

use crate::wikitext::fold;
use std::collections::BTreeSet;

/// The words of an office and of its seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficeWords {
    /// The words of the office without the seat, such as "florida" and "house".
    body: BTreeSet<String>,
    /// The numbers of the seat.
    numbers: BTreeSet<String>,
    /// True for an office of the United States, which leaves out the country where its states have one of that name.
    federal: bool,
}

impl OfficeWords {
    /// Returns the words of an office with its seat. Without a seat, what follows "for" or "from" is one.
    pub(crate) fn of(office: &str, seat: Option<&str>) -> Self {
        let (body, own) = match office.split_once(" for ").or_else(|| office.split_once(" from ")) {
            Some((body, own)) => (body, Some(own)),
            None => (office, None),
        };
        let seats = [seat, own].into_iter().flatten().flat_map(key);
        Self {
            body: key(body).into_iter().filter(|w| !is_number(w)).collect(),
            numbers: seats.filter(|w| is_number(w)).collect(),
            federal: is_federal(office),
        }
    }

    /// Returns true for the office of a deputy or the like.
    pub(crate) fn is_below(&self) -> bool {
        ["deputy", "assistant", "associate", "vice", "under"].iter().any(|word| self.body.contains(*word))
    }

    /// Returns the numbers of the offices that a clause names: those of which it has all words, and of these the ones
    /// with a number of a seat that it has. Empty if it may mean several bodies.
    pub(crate) fn named_in(clause: &str, offices: &[Self]) -> [Vec<usize>; 2] {
        let words = key(clause);
        let federal = is_federal(clause);
        let fits =
            |office: &Self| !office.body.is_empty() && office.federal == federal && office.body.is_subset(&words);
        let found: Vec<usize> = (0..offices.len()).filter(|at| fits(&offices[*at])).collect();
        // "Florida House" has all the words of "House".
        let most = found.iter().map(|at| offices[*at].body.len()).max().unwrap_or(0);
        let largest: Vec<usize> = found.iter().copied().filter(|at| offices[*at].body.len() == most).collect();
        let Some(first) = largest.first().map(|at| &offices[*at].body) else { return Default::default() };
        if largest.iter().any(|at| offices[*at].body != *first)
            || found.iter().any(|at| !offices[*at].body.is_subset(first))
        {
            return Default::default();
        }
        let numbers: BTreeSet<&String> = words.iter().filter(|w| is_number(w)).collect();
        let of_seat: Vec<usize> =
            largest.iter().copied().filter(|at| offices[*at].numbers.iter().any(|n| numbers.contains(n))).collect();
        [largest, of_seat]
    }
}

fn is_number(word: &str) -> bool {
    word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_federal(text: &str) -> bool {
    ["U.S.", "United States", "US House", "US Senate", "US Rep", "Congress"].iter().any(|word| text.contains(word))
        && !text.contains("United States Attorney")
        && !text.contains("U.S. Attorney")
}

/// Words of the names of offices that do not tell seats apart.
const COMMON: [&str; 26] = [
    "the",
    "of",
    "for",
    "from",
    "in",
    "at",
    "and",
    "to",
    "member",
    "members",
    "district",
    "districts",
    "state",
    "united",
    "states",
    "u",
    "s",
    "us",
    "american",
    "congressional",
    "constituency",
    "electoral",
    "seat",
    "no",
    "class",
    "classes",
];
/// Words for a member or a head, and the word for the body or the office.
const SAME: [(&str, &str); 16] = [
    ("senator", "senate"),
    ("representative", "house"),
    ("representatives", "house"),
    ("congressman", "house"),
    ("congresswoman", "house"),
    ("assemblyman", "assembly"),
    ("assemblywoman", "assembly"),
    ("assemblymember", "assembly"),
    ("delegate", "delegates"),
    ("councilman", "council"),
    ("councilwoman", "council"),
    ("councillor", "council"),
    ("chairman", "chair"),
    ("chairwoman", "chair"),
    ("chairperson", "chair"),
    ("mp", "parliament"),
];

/// Returns the words that tell an office and its seat apart from others.
pub(super) fn key(name: &str) -> BTreeSet<String> {
    let spaced = name.replace("'s", " ").replace("’s", " ");
    let folded = fold(&spaced);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !COMMON.contains(w));
    let plain = |word: &str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && ["st", "nd", "rd", "th"].contains(&&word[digits..]) {
            return word[..digits].to_string();
        }
        SAME.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| *to).to_string()
    };
    words.map(plain).collect()
}
