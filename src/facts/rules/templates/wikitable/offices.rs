//! The office whose holders a page lists, by its title.

use super::super::tie_words;
use super::seats::seat_of;
use crate::facts::table::office_in_name;
use crate::facts::templates::word;
use crate::wikitext::capital;

/// Returns the office that a page lists the holders of, by its title: "Mayor of Elm" of "List of mayors of Elm". `None`
/// if the title names no office.
pub(in crate::facts::rules::templates) fn office_of(title: &str) -> Option<String> {
    if let Some(office) = seat_of(title).or_else(|| of_other_language(title)) {
        return Some(office);
    }
    // The qualifier tells the offices of several countries apart.
    let (bare, qualifier) = title.find(" (").map_or((title, ""), |at| title.split_at(at));
    let listed = ["List of the ", "List of ", "Lists of "].iter().find_map(|words| bare.strip_prefix(words));
    let (head, tail) = split_office(listed.unwrap_or(bare));
    let head: Vec<String> = match listed {
        Some(_) => {
            let mut words: Vec<String> = head.split(' ').map(ToString::to_string).collect();
            // "attorneys general": the first word has the plural.
            let at = words.iter().rposition(|word| word.ends_with('s'))?;
            words[at] = singular(&words[at]);
            words
        }
        None => head.split(' ').map(ToString::to_string).collect(),
    };
    let is_office = |word: &String| tie_words::words().is_head(word);
    let sorted = tail.split(' ').any(|word| matches!(word, "by" | "time" | "age" | "who" | "longevity"));
    let of_all = || {
        head.last().is_some_and(|word| word == "head")
            && [" of state", " of government"].iter().any(|of| tail.starts_with(of))
    };
    if sorted || !head.iter().any(is_office) && !of_all() || listed.is_none() && tail.is_empty() {
        return None;
    }
    // "Presidents and prime ministers" are two offices; those who hold one at present hold many.
    let several = head.iter().position(|word| word == "and").is_some_and(|at| head[..at].iter().any(|w| is_a_head(w)));
    if several || head.iter().any(|word| word.eq_ignore_ascii_case("current")) {
        return None;
    }
    let small = ["of", "the", "and", "for"];
    let head = head.iter().map(|word| if small.contains(&word.as_str()) { word.clone() } else { capital(word) });
    Some(format!("{}{tail}{qualifier}", head.collect::<Vec<_>>().join(" ")))
}

/// Splits "mayors of Elm" into the words of the office and what it is of.
pub(super) fn split_office(title: &str) -> (&str, &str) {
    let at = [" of ", " for ", " in "].iter().filter_map(|word| title.find(word)).min();
    at.map_or((title, ""), |at| title.split_at(at))
}

/// Returns true if a word, perhaps in the plural, is that of an office.
pub(super) fn is_a_head(text: &str) -> bool {
    let words = tie_words::words();
    let folded = word(text);
    words.is_head(&folded)
        || words.is_head(&singular(&folded))
        || folded.strip_suffix("men").is_some_and(|w| words.is_head(&format!("{w}man")))
}

pub(super) fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_string(),
    }
}

/// How titles of lists begin in other languages.
const LISTS: [&str; 12] = [
    "Liste der ",
    "Liste des ",
    "Liste de ",
    "Anexo:",
    "Lista de ",
    "Lista dos ",
    "Lista dei ",
    "Lista degli ",
    "Lijst van ",
    "Liste over ",
    "Lista över ",
    "Lista prezydentów ",
];

/// Offices whose plural is no ending behind the singular; also titles without a word for a list have them.
const PLURALS: [(&str, &str); 12] = [
    ("stadtoberhäupter", "Stadtoberhaupt"),
    ("sindaci", "Sindaco"),
    ("presidenti", "Presidente"),
    ("ordførere", "Ordfører"),
    ("ordførarar", "Ordførar"),
    ("borgmestre", "Borgmester"),
    ("borgmästare", "Borgmästare"),
    ("burgemeesters", "Burgemeester"),
    ("burmistrzowie", "Burmistrz"),
    ("prezydenci", "Prezydent"),
    ("ראשי", "ראש"),
    ("ministri", "Ministro"),
];

/// Ends of titles of lists that begin with the place.
const HEADS: [(&str, &str); 2] =
    [(" belediye başkanları listesi", " belediye başkanı"), (" cumhurbaşkanları listesi", " cumhurbaşkanı")];

/// Returns the office of a list in another language: "Oberbürgermeister von Bonn" of "Liste der Oberbürgermeister von
/// Bonn".
fn of_other_language(title: &str) -> Option<String> {
    let (bare, qualifier) = title.find(" (").map_or((title, ""), |at| title.split_at(at));
    if let Some((place, head)) = HEADS.iter().find_map(|(plural, one)| Some((bare.strip_suffix(plural)?, *one))) {
        return Some(format!("{place}{head}{qualifier}"));
    }
    let in_list = LISTS.iter().find_map(|words| bare.strip_prefix(words));
    let plural = in_list.unwrap_or(bare);
    if let Some((of, one)) = PLURALS.iter().find_map(|(plural_word, one)| {
        let (first, of) = plural.split_once(' ')?;
        (first.to_lowercase() == *plural_word).then_some((of, *one))
    }) {
        return Some(format!("{one} {of}{qualifier}"));
    }
    let listed = in_list?;
    let (office, of) = office_in_name(listed)?;
    // "Statistics of the mayors of Elm" names another thing before the office.
    let is_first = word(listed).starts_with(&word(&office));
    // "Sveriges statsministrar": the country goes first, in the genitive.
    if of.is_empty()
        && let Some((place, _)) = listed.split_once(' ')
        && place.ends_with('s')
        && place.starts_with(char::is_uppercase)
        && listed.split(' ').count() == 1 + office.split(' ').count()
    {
        return Some(format!("{place} {}{qualifier}", office.to_lowercase()));
    }
    let of_place =
        ["von ", "der ", "des ", "de ", "del ", "du ", "d'", "do ", "da ", "di ", "dei ", "van ", "i ", "av "];
    let is_of_place = of_place.iter().any(|preposition| of.starts_with(preposition));
    (is_first && is_of_place).then(|| format!("{office} {of}{qualifier}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_that_titles_name() {
        for (title, office) in [
            ("List of mayors of Elm", Some("Mayor of Elm")),
            ("List of prime ministers of the Elmlands", Some("Prime Minister of the Elmlands")),
            ("List of attorneys general of Elm", Some("Attorney General of Elm")),
            ("Governor of Elm", Some("Governor of Elm")),
            ("List of heads of state of Elm", Some("Head of state of Elm")),
            ("List of heads of government of Elm", Some("Head of government of Elm")),
            ("List of heads of schools in Elm", None),
            ("Minister for Trade (Ghana)", Some("Minister for Trade (Ghana)")),
            ("Leeds Central (UK Parliament constituency)", Some("Member of Parliament for Leeds Central")),
            (
                "Texas's 7th congressional district",
                Some("Member of the U.S. House of Representatives from Texas's 7th district"),
            ),
            ("Division of Elm (state)", Some("Member of the Australian Parliament for Elm")),
            ("Liste der Oberbürgermeister von Ulm", Some("Oberbürgermeister von Ulm")),
            ("Liste des maires de Lyon", Some("Maire de Lyon")),
            ("Anexo:Alcaldes de Murcia", Some("Alcalde de Murcia")),
            ("Lista över Sveriges statsministrar", Some("Sveriges statsminister")),
            ("Liste der Stadtoberhäupter von Ulm", Some("Stadtoberhaupt von Ulm")),
            ("Sindaci di Torino", Some("Sindaco di Torino")),
            ("Liste over ordførere i Bergen", Some("Ordfører i Bergen")),
            ("İzmir belediye başkanları listesi", Some("İzmir belediye başkanı")),
            ("Liste der Baudenkmäler in Ulm", None),
            ("List of presidents of Elm by age", None),
            ("List of people from Elm", None),
            ("Ann Ash", None),
            ("President", None),
        ] {
            assert_eq!(office_of(title).as_deref(), office, "{title}");
        }
    }
}
