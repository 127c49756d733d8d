//! The words in the place of a name that make a row one of sums, further counts or options, in many languages.

use crate::facts::ballot::{Rows, is_option, is_rest, rows};
use crate::wikitext::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A row that is not about a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Special {
    /// An option on the ballot, such as a blank vote, or candidates that are not listed.
    Option,
    /// The sum of the other rows.
    Total,
    /// The number of people who could vote.
    Electorate,
    /// The number of ballots cast.
    Ballots,
    /// A figure that follows from others, such as the majority.
    Derived,
}

/// The words of rows, from `data/inputs/rows.toml`, folded.
static WORDS: LazyLock<HashMap<String, Special>> = LazyLock::new(|| {
    let Rows { total, electorate, ballots, derived, options, .. } = rows();
    let kinds = [
        (options, Special::Option),
        (derived, Special::Derived),
        (ballots, Special::Ballots),
        (electorate, Special::Electorate),
        (total, Special::Total),
    ];
    kinds.into_iter().flat_map(|(words, kind)| words.into_iter().map(move |word| (key(&word), kind))).collect()
});

/// Returns the words as they are compared.
fn key(text: &str) -> String {
    fold(text).trim_matches(|c: char| !c.is_alphanumeric() && c != ')').trim().to_string()
}

/// Returns what a row is about if its name is not that of a person.
pub(in crate::facts) fn special(name: &str) -> Option<Special> {
    if name.len() > 60 {
        return None;
    }
    let folded = key(name);
    let folded = folded.as_str();
    // A surname and a given name of one word: "Informal Informal".
    if let Some((one, _)) = folded.split_once(' ').filter(|(one, other)| one == other) {
        return special(one);
    }
    let known = WORDS.get(folded).copied();
    if let Some(known) = known.filter(|known| *known != Special::Option) {
        return Some(known);
    }
    // "Write In, if any", "Undervotes-Voids" and "Write-in (Misc.)" begin with what they are.
    let begins = |words: &[&str]| {
        words.iter().any(|w| {
            folded.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(', '/', 's']))
        })
    };
    if begins(&["write in", "writein", "write ins", "scattering"])
        || begins(&["undervote", "overvote", "under vote", "over vote", "blank vote", "blank ballot", "void"])
    {
        return Some(Special::Option);
    }
    if begins(&["total", "totals"]) {
        let of_ballots = folded.contains("ballot") || folded.contains("cast");
        return Some(if of_ballots { Special::Ballots } else { Special::Total });
    }
    // "Labour gain from Conservative" and "Labour hold" are rows of tables of results.
    if folded.contains(" gain from ") || folded.ends_with(" hold") {
        return Some(Special::Derived);
    }
    // "Blank, Void, Scattering" are options all of them.
    let mut parts = name.split([',', '/', '&']).map(str::trim);
    if name.contains([',', '/', '&']) && parts.all(|part| special(part) == Some(Special::Option)) {
        return Some(Special::Option);
    }
    if is_of(folded, &NO_VOTES) {
        return Some(Special::Option);
    }
    if is_of(folded, &VALID) {
        return Some(Special::Total);
    }
    // "3 others".
    let others = folded.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    (known.is_some() || is_option(folded) || is_rest(others)).then_some(Special::Option)
}

/// Returns true for what stands in the place of an office where a row has the voters, the ballots or the straight tickets
/// of a precinct.
pub(super) fn is_of_no_office(office: &str) -> bool {
    let folded = fold(office);
    let straight = ["straight party", "straight ticket", "straight party ticket"];
    let begins = ["registered voters", "ballots cast"].iter().any(|word| folded.starts_with(word));
    begins
        || straight.contains(&folded.as_str())
        || matches!(special(office), Some(Special::Electorate | Special::Ballots | Special::Total | Special::Derived))
}

/// Words for ballots that count for nobody, folded.
pub(super) const NO_VOTES: [&str; 30] = [
    "challenged",
    "disputed",
    "null",
    "nullified",
    "void",
    "blank",
    "invalid",
    "spoilt",
    "spoiled",
    "rejected",
    "informal",
    "discarded",
    "unmarked",
    "inactive",
    "exhausted",
    "nul",
    "nuls",
    "blanc",
    "blancs",
    "nulo",
    "nulos",
    "blanco",
    "blancos",
    "branco",
    "brancos",
    "anulados",
    "impugnados",
    "bianche",
    "nulle",
    "nulli",
];

/// Words for votes that count, folded.
const VALID: [&str; 14] = [
    "valid",
    "formal",
    "valides",
    "valables",
    "exprimes",
    "validos",
    "validas",
    "validi",
    "valide",
    "gultige",
    "geldige",
    "giltiga",
    "gyldige",
    "continuing",
];

/// Words for votes and ballots, folded.
const PAPERS: [&str; 24] = [
    "vote",
    "votes",
    "ballot",
    "ballots",
    "paper",
    "papers",
    "voix",
    "suffrage",
    "suffrages",
    "bulletins",
    "voto",
    "votos",
    "papeletas",
    "boletas",
    "voti",
    "schede",
    "stimmen",
    "stimmzettel",
    "stemmen",
    "stembiljetten",
    "stemmer",
    "roster",
    "cast",
    "total",
];

/// Returns true if a name has a word of a kind and one for votes or ballots, and no others: "Null votes", "Votes nuls",
/// "Blank, spoilt and rejected ballot papers".
fn is_of(folded: &str, kind: &[&str]) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says = |any: &[&str]| words.clone().any(|word| any.contains(&word));
    let (of_kind, of_papers) = (says(kind), says(&PAPERS));
    let joins = |word: &str| matches!(word, "and" | "or" | "et" | "y" | "e" | "o" | "en" | "em" | "und" | "of");
    of_kind && of_papers && words.all(|word| kind.contains(&word) || PAPERS.contains(&word) || joins(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_many_languages() {
        for (word, special) in [
            ("Totalt", Special::Total),
            ("Razem", Special::Total),
            ("Всього", Special::Total),
            ("المجموع", Special::Total),
            ("סה\"כ", Special::Total),
            ("合計", Special::Total),
            ("Abgegebene Stimmen", Special::Ballots),
            ("Röstberättigade", Special::Electorate),
            ("Недійсні бюлетені", Special::Option),
            ("Brancos e nulos", Special::Option),
            ("Övriga", Special::Option),
            ("3 others", Special::Option),
        ] {
            assert_eq!(super::special(word), Some(special), "{word}");
        }
        let lists = rows();
        assert!(!lists.rest.is_empty());
        assert!(lists.rest.iter().all(|word| is_rest(word)), "{:?}", lists.rest);
        assert!(["Ann Ash", "山田太郎", "Anna Summa"].iter().all(|name| super::special(name).is_none()));
    }
}
