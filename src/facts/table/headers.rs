//! What the header of a column means, from the table of synonyms in `data/inputs/headers.toml`.

use super::row_words::NO_VOTES;
use crate::source::quote;
use crate::wikitext::{capital, fold};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How the values of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Values {
    #[default]
    Text,
    Person,
    Date,
    Year,
    Round,
    Count,
    Percent,
    Outcome,
    Yes,
}

/// One meaning of a column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    says: String,
    #[serde(default)]
    kind: Values,
    names: Vec<String>,
    #[serde(default)]
    perhaps: Vec<String>,
    #[serde(default)]
    titles: Vec<String>,
}

/// A meaning: its name in `--columns`, the same in words, and how its values are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// Its name, such as `candidate`.
    pub key: String,
    /// The meaning in words, such as "the candidate".
    pub says: String,
    pub(super) values: Values,
}

/// A meaning of a header, and how sure it is: 1 if the header is listed as its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub meaning: &'static str,
    pub sure: f32,
    /// The place of the header among the listed names; the first is the usual one.
    pub rank: usize,
}

/// The header is listed as one that may have the meaning.
const PERHAPS: f32 = 0.8;
/// The header has the meaning without years, numbers and words such as "total".
const LESS_NOISE: f32 = 0.7;
/// The header ends or begins with one that has the meaning.
const IN_PART: f32 = 0.6;

struct Headers {
    meanings: Vec<Meaning>,
    /// The listed names of each meaning, as written in the table of synonyms.
    listed: HashMap<String, Vec<String>>,
    /// By folded header: the meaning, how sure, and the rank.
    by_name: HashMap<String, Vec<Match>>,
    /// The folded headers that say which office the people of their column hold.
    titles: HashSet<String>,
}

static HEADERS: LazyLock<Headers> = LazyLock::new(|| {
    let read: toml::Table = include_str!("../../../data/inputs/headers.toml").parse().unwrap_or_default();
    let mut meanings = Vec::new();
    let mut listed = HashMap::new();
    let mut by_name: HashMap<String, Vec<Match>> = HashMap::new();
    let mut titles = HashSet::new();
    for (key, value) in read {
        let Ok(entry) = value.try_into::<Entry>() else { continue };
        let key_of: &'static str = key.clone().leak();
        // The word for the meaning itself is the usual name, unless the list has it further down.
        let own = Some(&key).filter(|key| !entry.names.contains(key));
        let certain = own.into_iter().chain(&entry.names).map(|name| (name, 1.0));
        for (rank, (name, sure)) in certain.chain(entry.perhaps.iter().map(|name| (name, PERHAPS))).enumerate() {
            by_name.entry(fold_header(name)).or_default().push(Match { meaning: key_of, sure, rank });
        }
        titles.extend(entry.titles.iter().map(|title| fold_header(title)));
        listed.insert(key.clone(), entry.names);
        meanings.push(Meaning { key, says: entry.says, values: entry.kind });
    }
    Headers { meanings, listed, by_name, titles }
});

/// Returns every meaning that a column can have, sorted by name.
pub(crate) fn meanings() -> &'static [Meaning] {
    &HEADERS.meanings
}

/// Returns the headers that surely have a meaning, the usual one first.
pub(crate) fn headers_of(meaning: &str) -> Vec<String> {
    HEADERS.listed.get(meaning).cloned().unwrap_or_default()
}

/// Returns the meaning with this name. Other words for the person in a row are understood as well.
pub(crate) fn meaning(name: &str) -> Option<&'static Meaning> {
    let name = match name {
        "person" | "name" | "holder" => "candidate",
        other => other,
    };
    let name = name.replace([' ', '-'], "_");
    HEADERS.meanings.iter().find(|meaning| meaning.key == name)
}

/// Returns true if a header is listed with a meaning.
pub(super) fn is_listed(header: &str) -> bool {
    known(&fold_header(header)).is_some()
}

/// Returns true if a folded header is listed with this meaning.
pub(super) fn named_exactly(folded: &str, meaning: &str) -> bool {
    known(folded).is_some_and(|found| found.iter().any(|found| found.meaning == meaning))
}

/// Returns true if a folded header surely has a meaning.
pub(super) fn is_called(folded: &str, meaning: &str) -> bool {
    let known = HEADERS.by_name.get(folded).into_iter().flatten();
    known.into_iter().any(|found| found.sure >= 1.0 && found.meaning == meaning)
}

/// Returns the office that the people of a column hold, if its header says so: "Governor".
pub(super) fn office_of_header(header: &str) -> Option<String> {
    // "Alcalde/sa" and "Bürgermeister*in" have two endings.
    let header = header.split(['/', '*', ':', '(']).next().unwrap_or(header).trim();
    HEADERS.titles.contains(&fold_header(header)).then(|| super::names::plain_words(&header.replace('_', " "), 1))
}

/// Returns the office that the name of a table names, in the singular or the plural, with a capital, and the words behind
/// it: "mayors", "governors of ohio".
pub(in crate::facts) fn office_in_name(name: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split(' ').collect();
    let title = |at: usize, length: usize| {
        let text = words.get(at..at + length)?.join(" ");
        // "Statsministrar" and "statsministre" have lost a vowel.
        let nordic = ["ministrar", "ministre"].into_iter().find_map(|ending| text.strip_suffix(ending));
        let text = nordic.map(|stem| format!("{stem}minister")).unwrap_or(text);
        let ending = ["", "s", "es", "en", "n"].into_iter().find(|ending| {
            let folded = fold_header(&text);
            folded.strip_suffix(ending).is_some_and(|less| HEADERS.titles.contains(less))
        })?;
        let one = text.get(..text.len() - ending.len()).filter(|one| !one.is_empty())?;
        Some((capital(one), words[at + length..].join(" ")))
    };
    (0..words.len()).find_map(|at| (1..=3).rev().find_map(|length| title(at, length)))
}

/// Returns what a folded header is listed as, with German letters in two as well: "waehler" for "wähler".
fn known(folded: &str) -> Option<&'static Vec<Match>> {
    HEADERS.by_name.get(folded).or_else(|| {
        let single = folded.replace("ae", "a").replace("oe", "o").replace("ue", "u");
        if single == folded { None } else { HEADERS.by_name.get(&single) }
    })
}

/// Returns true for the column of the numbers of what another column names: "Constituency ID" beside "Constituency Name". An
/// id of people is none.
pub(super) fn is_code_of_another(headers: &[String], column: usize) -> bool {
    let folded = fold_header(&headers[column]);
    let codes = [" id", " code", " number", " nr", " no", " num", " cod", " codigo", " onsid", " ons id"];
    let Some(of) = codes.iter().find_map(|code| folded.strip_suffix(code)) else { return false };
    let people = ["candidate", "person", "member", "politician", "official", "legislator"];
    let names = ["name", "desc", "description", "title", "label", "nombre", "nom", "nome"];
    let is_name = |header: &String| {
        let header = fold_header(header);
        names.iter().any(|name| header.strip_prefix(of).is_some_and(|rest| rest.trim() == *name))
    };
    !people.iter().any(|word| of.ends_with(word)) && headers.iter().any(is_name)
}

/// Folds a header for comparison: words in lower case without diacritics, separated by blanks. A per cent sign counts
/// as a word.
pub(super) fn fold_header(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut small = false;
    for c in header.chars() {
        // "positionLabel" has two words.
        if c.is_uppercase() && small {
            spaced.push(' ');
        }
        small = c.is_lowercase();
        match c {
            '%' => spaced.push_str(" % "),
            '"' | '״' | '\'' | '’' => {}
            c if c.is_alphanumeric() || crate::wikitext::fold(&c.to_string()).is_empty() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    fold(&spaced).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that do not change what a header means.
const NOISE: [&str; 26] = [
    "the",
    "total",
    "no",
    "number",
    "official",
    "final",
    "valid",
    "raw",
    "count",
    "s",
    "in",
    "on",
    "a",
    "an",
    "first",
    "preference",
    "2",
    "1",
    "value",
    "text",
    "all",
    "general",
    "ballot",
    "anzahl",
    "der",
    "die",
];

/// Words of headers whose columns are about forecasts, the data itself, another contest, or where somebody comes from.
pub(super) const UNRELATED: [&str; 33] = [
    "last",
    "same",
    "next",
    "previous",
    "prior",
    "former",
    "swing",
    "change",
    "home",
    "hometown",
    "birth",
    "native",
    "residence",
    "nationality",
    "wikipedia",
    "url",
    "website",
    "link",
    "photo",
    "image",
    "confidence",
    "probability",
    "predicted",
    "prediction",
    "forecast",
    "estimate",
    "rank",
    "ranking",
    "majority",
    "margin",
    "majorite",
    "mehrheit",
    "mayoria",
];

/// Words of headers whose column is about how many voted, whatever the other words say.
const OF_TURNOUT: [&str; 3] = ["turnout", "wahlbeteiligung", "participation"];

/// Last words of headers that say what of a thing the column has.
const GENERIC: [&str; 6] = ["name", "nm", "type", "status", "code", "number"];

/// Returns matches as no surer than `most`, without those that are too unsure then.
fn weaker_by(found: &[Match], most: f32) -> Vec<Match> {
    let weaker = found.iter().map(|m| Match { sure: m.sure.min(most) - (1.0 - m.sure) / 2.0, ..*m });
    weaker.filter(|m| m.sure >= 0.5).collect()
}

/// Returns true if one of the words of a header surely means the candidate.
pub(super) fn names_candidates(header: &str) -> bool {
    let folded = fold_header(header);
    // A number leads to candidates elsewhere.
    let is_id = folded.split(' ').any(|word| matches!(word, "id" | "ids" | "no" | "number" | "key" | "code"));
    !is_id && folded.split(' ').any(|word| is_called(word, "candidate"))
}

/// Returns the possible meanings of a header, the surest first.
pub(super) fn matches(header: &str) -> Vec<Match> {
    let folded = fold_header(header);
    if folded.is_empty() || folded.len() > 80 {
        return Vec::new();
    }
    if let Some(found) = known(&folded) {
        return found.clone();
    }
    let weaker = weaker_by;
    if let Some(found) = set_aside(header, &folded) {
        return found;
    }
    // "Votes Obtained/Votes obtenus" says the same in two languages.
    if let Some((first, second)) = header.split_once('/').filter(|(first, _)| first.trim().len() > 2) {
        let found = matches(first);
        return if found.is_empty() && !second.contains('/') { matches(second) } else { found };
    }
    let words: Vec<&str> = folded.split(' ').collect();
    // "Votes in 2019" are votes. Who won in a county won no contest.
    if let Some(at) = words.iter().position(|word| *word == "in").filter(|at| *at > 0)
        && let Some(found) = HEADERS.by_name.get(&words[..at].join(" "))
    {
        let of_part = words[at + 1..].iter().any(|word| is_called(word, "unit"));
        return if of_part { Vec::new() } else { weaker_by(found, IN_PART) };
    }
    // "Region name" is the region, and the type of a constituency is no constituency.
    if let [before @ .., last] = &words[..]
        && !before.is_empty()
        && GENERIC.contains(last)
        && let Some(found) = HEADERS.by_name.get(&before.join(" "))
    {
        return if matches!(*last, "name" | "nm") { weaker_by(found, PERHAPS) } else { Vec::new() };
    }
    // Ids of parties are no parties.
    if words.len() > 1 && (words[0] == "id" || words[words.len() - 1] == "id") {
        return Vec::new();
    }
    // "% of votes" is a share.
    if words.len() > 1 && words.contains(&"%") {
        let rest: Vec<&str> = words.iter().copied().filter(|word| *word != "%" && *word != "of").collect();
        let votes =
            HEADERS.by_name.get(&rest.join(" ")).is_some_and(|found| found.iter().any(|m| m.meaning == "votes"));
        if votes {
            return vec![Match { meaning: "share", sure: LESS_NOISE, rank: 0 }];
        }
        // "% registered" is no number of people.
        let found = matches(&rest.join(" "));
        let is_count = |m: &Match| meaning(m.meaning).is_some_and(|meaning| matches!(meaning.values, Values::Count));
        return weaker_by(&found, LESS_NOISE).into_iter().filter(|m| !is_count(m)).collect();
    }
    // "Name (Party)" is a name, with the party behind it.
    if let Some((before, inside)) =
        header.split_once('(').filter(|(before, inside)| !before.trim().is_empty() && !inside.contains('%'))
        && inside.trim_end().ends_with(')')
    {
        let found = matches(before);
        if !found.is_empty() {
            return weaker(&found, PERHAPS);
        }
    }
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let bare: Vec<&str> = words.iter().copied().filter(|w| !NOISE.contains(w) && !is_number(w)).collect();
    if bare.len() < words.len()
        && let Some(found) = HEADERS.by_name.get(&bare.join(" "))
    {
        return weaker(found, LESS_NOISE);
    }
    // "# of votes" is a number of votes.
    let bare: Vec<&str> = if bare.first() == Some(&"of") { bare[1..].to_vec() } else { bare };
    if bare.len() < words.len()
        && let Some(found) = HEADERS.by_name.get(&bare.join(" "))
    {
        return weaker(found, LESS_NOISE);
    }
    in_part(&bare)
}

/// Returns the meanings of headers that say what their words do not: forecasts, turnouts and ballots for nobody. `None`
/// for other headers.
fn set_aside(header: &str, folded: &str) -> Option<Vec<Match>> {
    // What a forecast says is no result, and a majority is nobody's share.
    let outside =
        fold_header(header.split_once('(').filter(|(before, _)| !before.trim().is_empty()).map_or(header, |(b, _)| b));
    let is_name = outside.split(' ').any(|word| matches!(word, "name" | "names" | "surname"));
    let is_unrelated = |word: &str| UNRELATED.contains(&word) && !(is_name && word == "last");
    if outside.split(' ').any(is_unrelated) && !HEADERS.by_name.contains_key(&outside) {
        return Some(Vec::new());
    }
    // "Turnout_Percentage" is no share.
    if folded.split(' ').any(|word| OF_TURNOUT.contains(&word)) {
        let is_share = folded.split(' ').any(|word| matches!(word, "%" | "pct" | "percent" | "percentage" | "rate"));
        return Some(is_share.then_some(Match { meaning: "turnout", sure: LESS_NOISE, rank: 0 }).into_iter().collect());
    }
    // Ballots that count for nobody are neither votes nor all ballots.
    if folded.split(' ').any(|word| NO_VOTES.contains(&word)) {
        return Some(Vec::new());
    }
    // "% Voix/Ins" is a share of the electorate.
    let words = || folded.split(' ');
    if words().any(|word| word == "%")
        && words().any(|word| matches!(word, "ins" | "inscrits" | "registered" | "electors"))
    {
        return Some(Vec::new());
    }
    None
}

/// Returns the meaning of a part of a header, given its words.
fn in_part(bare: &[&str]) -> Vec<Match> {
    // "Party of the winner" is about a party, and so is "winning party".
    let of = bare.iter().position(|w| matches!(*w, "of" | "for" | "du" | "de" | "des" | "von" | "by" | "in"));
    let part: &[&str] = of.map_or(bare, |at| &bare[..at]);
    for length in (1..part.len().min(4)).rev() {
        let said = if of.is_some() { &part[..length] } else { &part[part.len() - length..] };
        let said = said.join(" ");
        if said.chars().count() >= 4
            && let Some(found) = HEADERS.by_name.get(&said)
        {
            return weaker_by(found, IN_PART);
        }
    }
    if of.is_some()
        && let Some(found) = HEADERS.by_name.get(&part.join(" "))
    {
        return weaker_by(found, IN_PART);
    }
    Vec::new()
}

/// Returns the headers of a table in quotes, at most twenty.
pub(super) fn listed(headers: &[String]) -> String {
    let shown: Vec<String> = headers.iter().filter(|h| !h.is_empty()).take(20).map(|h| quote(h)).collect();
    let more = headers.len().saturating_sub(20);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

/// Says that two columns may mean the same.
pub(super) fn ambiguous(key: &str, first: &str, second: &str) -> String {
    let says = meaning(key).map_or(key, |m| m.says.as_str());
    format!(
        "two columns may be {says}: {} and {}; say which one, for example --columns \"{first}={key}\"",
        quote(first),
        quote(second)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(header: &str) -> Option<(&'static str, bool)> {
        matches(header).first().map(|m| (m.meaning, m.sure >= 1.0))
    }

    #[test]
    fn headers_as_people_type_them() {
        for (header, meaning, sure) in [
            ("Candidate Name", "candidate", true),
            ("Kandidat/in", "candidate", true),
            ("%", "share", true),
            ("Stimmen", "votes", true),
            ("STIMMEN", "votes", true),
            ("Vote share", "share", true),
            ("Vote Share (%)", "share", false),
            ("Year", "year", true),
            ("Partei", "party", true),
            ("Wahlkreis", "seat", true),
            ("Prénom", "given", true),
            ("מועמד", "candidate", true),
            ("מפלגה", "party", true),
            ("positionLabel", "office", true),
            ("start_date", "from", true),
            ("Votes 2019", "votes", false),
            ("Winning candidate", "candidate", false),
            ("Party of the winner", "party", false),
            ("Votes Obtained/Votes obtenus", "votes", true),
            ("region_name", "place", false),
            ("Votes in 2019", "votes", false),
            ("NM_URNA_CANDIDATO", "candidate", true),
            ("cognome", "surname", true),
            ("Date de début du mandat", "from", true),
        ] {
            assert_eq!(means(header), Some((meaning, sure)), "{header}");
        }
        for header in ["", "Sunshine", "x1", "confidence_score", "constituency_type", "won_in_county", "%inscrits"] {
            assert_eq!(means(header), None, "{header}");
        }
    }

    #[test]
    fn the_table_of_synonyms_is_read_whole() {
        let written: toml::Table = include_str!("../../../data/inputs/headers.toml").parse().unwrap();
        assert_eq!(meanings().len(), written.len());
        for meaning in meanings() {
            assert!(matches(&meaning.key).iter().any(|m| m.meaning == meaning.key), "{}", meaning.key);
        }
    }
}
