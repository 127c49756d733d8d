//! Rows of results that are about no person: options on the ballot, and candidates who are not named.

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

/// Returns true if a row of a table of results stands for candidates that it does not name, whose votes are valid.
pub fn is_rest(name: &str) -> bool {
    let rest = [
        "others",
        "other",
        "other candidates",
        "all others",
        "others total",
        "write in",
        "write ins",
        "writein",
        "writeins",
        "write in votes",
        "write in candidates",
        "all write ins",
        "other write ins",
        "scattering",
        "scatter",
        "scattered",
        "sonstige",
        "andere",
        "autres",
        "otros",
        "not named",
    ];
    rest.contains(&crate::wikitext::fold(name).as_str())
}

/// Parts of words for ballots that are not valid.
const INVALID: [&str; 12] = [
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
];

/// Returns true for the words of ballots that are not valid: "Invalid/blank votes", "Rejected ballots".
pub fn is_of_nobody(name: &str) -> bool {
    let folded = name.to_lowercase();
    INVALID.iter().any(|word| folded.contains(word))
}
