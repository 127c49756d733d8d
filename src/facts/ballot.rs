//! Rows of results that are about no person: options on the ballot, and candidates who are not named.

use crate::wikitext::fold;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Returns true if a name on a ballot is not a person, such as "none of the above".
pub fn is_option(name: &str) -> bool {
    let folded = crate::wikitext::fold(name);
    let options = [
        "none of the above",
        "uncommitted",
        "no preference",
        "none of these candidates",
        "blank",
        "blank votes",
        "others",
        "other",
        "other candidates",
        "write ins",
        "scattering",
        "against all",
        "re open nominations",
        "undeclared",
        "blank or abstained",
        "abstained",
        "spoilt",
        "against",
    ];
    options.contains(&folded.as_str())
}

/// The words of rows of tables of results, from `data/inputs/rows.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rows {
    pub total: Vec<String>,
    pub electorate: Vec<String>,
    pub ballots: Vec<String>,
    pub derived: Vec<String>,
    pub options: Vec<String>,
    pub rest: Vec<String>,
}

/// Reads the words of rows.
pub(super) fn rows() -> Rows {
    // A test reads every list.
    toml::from_str(include_str!("../../data/inputs/rows.toml")).unwrap_or_default()
}

/// Returns true if a row of a table of results stands for candidates that it does not name, whose votes are valid.
pub fn is_rest(name: &str) -> bool {
    static REST: LazyLock<HashSet<String>> = LazyLock::new(|| rows().rest.iter().map(|word| fold(word)).collect());
    REST.contains(fold(name).as_str())
}

/// Parts of words for ballots that are not valid, in lower case.
const INVALID: &[&str] = &[
    "invalid",
    "reject",
    "spoil",
    "informal",
    "null",
    "blank",
    "ungültig",
    "challeng",
    "disputed",
    "void",
    "unmarked",
    "discard",
    "blanc",
    "branco",
    "bianch",
    "nulos",
    "nulas",
    "nulle",
    "leere ",
    "ogiltig",
    "ugyldig",
    "forkast",
    "ongeldig",
    "nieważn",
    "недійсн",
    "недейств",
    "испорч",
    "зіпсов",
    "geçersiz",
    "باطل",
    "ملغا",
    "بيضاء",
    "פסול",
    "לבנ",
    "無効",
    "白票",
];

/// Returns true for the words of ballots that are not valid: "Invalid/blank votes", "Rejected ballots".
pub fn is_of_nobody(name: &str) -> bool {
    let folded = name.to_lowercase();
    INVALID.iter().any(|word| folded.contains(word))
}
