//! Phrases in the cells of a table: how a candidacy ended, yes and no, and terms of office.

use super::dates::read_cell;
use crate::facts::Outcome;
use crate::facts::candidate_rows::read_yes;
use crate::source::DayOrder;
use crate::wikitext::{Date, fold};

/// Reads a flag as people and programs write it.
pub(super) fn read_flag(text: &str) -> Option<bool> {
    let folded = fold(text);
    let yes = [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "✓",
        "✔",
        "ja",
        "oui",
        "o",
        "si",
        "tak",
        "sim",
        "да",
        "כן",
        "incumbent",
        "i",
        "*",
    ];
    let no = ["no", "n", "false", "f", "0", "nein", "non", "nie", "nao", "нет", "לא", "challenger", "c", "open"];
    if text.trim() == "*" || yes.contains(&folded.as_str()) {
        return Some(true);
    }
    no.contains(&folded.as_str()).then_some(false).or_else(|| read_yes(text))
}

/// Words for how a candidacy ended, folded. A word without an outcome says that it went on.
const OUTCOMES: &[(&str, Option<Outcome>)] = &[
    ("elected", Some(Outcome::Elected)),
    ("elected (acclamation)", Some(Outcome::Elected)),
    ("elected unopposed", Some(Outcome::Elected)),
    ("re elected", Some(Outcome::Elected)),
    ("reelected", Some(Outcome::Elected)),
    ("acclaimed", Some(Outcome::Elected)),
    ("won", Some(Outcome::Elected)),
    ("win", Some(Outcome::Elected)),
    ("winner", Some(Outcome::Elected)),
    ("w", Some(Outcome::Elected)),
    ("gewahlt", Some(Outcome::Elected)),
    ("elu", Some(Outcome::Elected)),
    ("elue", Some(Outcome::Elected)),
    ("electo", Some(Outcome::Elected)),
    ("electa", Some(Outcome::Elected)),
    ("elegido", Some(Outcome::Elected)),
    ("elegida", Some(Outcome::Elected)),
    ("נבחר", Some(Outcome::Elected)),
    ("נבחרה", Some(Outcome::Elected)),
    ("defeated", Some(Outcome::Lost)),
    ("lost", Some(Outcome::Lost)),
    ("loss", Some(Outcome::Lost)),
    ("l", Some(Outcome::Lost)),
    ("not elected", Some(Outcome::Lost)),
    ("unsuccessful", Some(Outcome::Lost)),
    ("not returned", Some(Outcome::Lost)),
    ("lost seat", Some(Outcome::Lost)),
    ("lost re election", Some(Outcome::Lost)),
    ("successful", Some(Outcome::Elected)),
    ("unelected", Some(Outcome::Lost)),
    ("nicht gewahlt", Some(Outcome::Lost)),
    ("battu", Some(Outcome::Lost)),
    ("battue", Some(Outcome::Lost)),
    ("non elu", Some(Outcome::Lost)),
    ("derrotado", Some(Outcome::Lost)),
    ("no electo", Some(Outcome::Lost)),
    ("eleito", Some(Outcome::Elected)),
    ("eleita", Some(Outcome::Elected)),
    ("eleito por qp", Some(Outcome::Elected)),
    ("eleito por media", Some(Outcome::Elected)),
    ("eletto", Some(Outcome::Elected)),
    ("eletta", Some(Outcome::Elected)),
    ("nao eleito", Some(Outcome::Lost)),
    ("nao eleita", Some(Outcome::Lost)),
    ("non eletto", Some(Outcome::Lost)),
    ("non eletta", Some(Outcome::Lost)),
    ("suplente", Some(Outcome::Lost)),
    ("2o turno", None),
    ("2 turno", None),
    ("ballottaggio", None),
    ("withdrawn", Some(Outcome::Withdrew)),
    ("withdrew", Some(Outcome::Withdrew)),
    ("zuruckgezogen", Some(Outcome::Withdrew)),
    ("retire", Some(Outcome::Withdrew)),
    ("eliminated", Some(Outcome::Eliminated)),
    ("excluded", Some(Outcome::Eliminated)),
    ("runoff", None),
    ("run off", None),
    ("advanced", None),
    ("advances", None),
    ("qualified", None),
    ("stichwahl", None),
    ("ballottage", None),
    ("wybrany", Some(Outcome::Elected)),
    ("wybrana", Some(Outcome::Elected)),
    ("избран", Some(Outcome::Elected)),
    ("избрана", Some(Outcome::Elected)),
    ("обрании", Some(Outcome::Elected)),
    ("обрана", Some(Outcome::Elected)),
    ("kazandi", Some(Outcome::Elected)),
    ("secildi", Some(Outcome::Elected)),
    ("当選", Some(Outcome::Elected)),
    ("当", Some(Outcome::Elected)),
    ("valgt", Some(Outcome::Elected)),
    ("invald", Some(Outcome::Elected)),
    ("vald", Some(Outcome::Elected)),
    ("gekozen", Some(Outcome::Elected)),
    ("verkozen", Some(Outcome::Elected)),
    ("elected (list)", Some(Outcome::Elected)),
    ("niewybrany", Some(Outcome::Lost)),
    ("niewybrana", Some(Outcome::Lost)),
    ("nie wybrany", Some(Outcome::Lost)),
    ("не избран", Some(Outcome::Lost)),
    ("не избрана", Some(Outcome::Lost)),
    ("kaybetti", Some(Outcome::Lost)),
    ("secilemedi", Some(Outcome::Lost)),
    ("落選", Some(Outcome::Lost)),
    ("落", Some(Outcome::Lost)),
    ("ikke valgt", Some(Outcome::Lost)),
    ("ej vald", Some(Outcome::Lost)),
    ("niet gekozen", Some(Outcome::Lost)),
    ("niet verkozen", Some(Outcome::Lost)),
    ("advanced to runoff", None),
    ("advances to runoff", None),
    ("advanced to the runoff", None),
    ("to runoff", None),
    ("proceeded to runoff", None),
    ("advanced to general", None),
    ("advanced to general election", None),
];

/// Returns true if a text is one of the words for how a candidacy ended; a flag such as "1" is none.
pub(super) fn is_outcome(text: &str) -> bool {
    let folded = fold(text.split(" (").next().unwrap_or(text));
    OUTCOMES.iter().any(|(word, _)| *word == folded && word.chars().count() > 1)
}

#[expect(clippy::option_option, reason = "a word that is known may say nothing of the outcome")]
pub(super) fn read_outcome(text: &str) -> Option<Option<Outcome>> {
    let folded = fold(text);
    if let Some((_, outcome)) = OUTCOMES.iter().find(|(word, _)| *word == folded) {
        return Some(*outcome);
    }
    if let Some(outcome) = Outcome::read(text) {
        return Some(Some(outcome));
    }
    // "Elected (1st)": the order of a count stands behind it.
    if let Some((before, _)) = text.split_once(" (").filter(|(before, _)| is_outcome(before)) {
        return read_outcome(before);
    }
    // "Winner: no" is a flag.
    read_flag(text).map(|won| Some(if won { Outcome::Elected } else { Outcome::Lost }))
}

/// What stands between the first and the last day of a term, the surest first.
const BETWEEN: [&str; 7] = [" – ", " - ", " to ", " bis ", "–", "—", "-"];

/// Returns the texts of the two days of a term.
pub(super) fn days_of(text: &str) -> impl Iterator<Item = &str> {
    let parts = BETWEEN[..6].iter().find_map(|between| text.split_once(between));
    parts.into_iter().flat_map(|(from, to)| [from.trim(), to.trim()])
}

/// Reads a term: two dates with a dash or a word between them, or one with a word that says that it goes on.
pub(super) fn read_term(text: &str, order: Option<DayOrder>) -> Option<(Option<Date>, Option<Date>)> {
    let text = text.trim();
    let folded = fold(text);
    let since = ["since ", "seit ", "depuis ", "desde ", "from "];
    if since.iter().any(|word| folded.starts_with(word)) {
        let (_, day) = text.split_once(' ')?;
        let day = day.trim().strip_prefix("dem ").unwrap_or(day);
        return read_cell(day, order).map(|from| (Some(from), None));
    }
    let goes_on = ["present", "incumbent", "now", "today", "heute", "aujourdhui", "actualidad", "היום", ""];
    for between in BETWEEN {
        let Some((from, to)) = text.split_once(between) else { continue };
        let Some(first) = read_cell(from, order) else { continue };
        if goes_on.contains(&fold(to).as_str()) {
            return Some((Some(first), None));
        }
        // "1990–94" leaves out the century.
        let short = to.trim().parse::<i32>().ok().filter(|n| to.trim().len() == 2 && *n < 100);
        let year = first.first_year().zip(short).map(|(year, short)| Date::year(year - year.rem_euclid(100) + short));
        if let Some(last) = year.or_else(|| read_cell(to, order)) {
            return Some((Some(first), Some(last)));
        }
    }
    read_cell(text, order).map(|only| (Some(only), None))
}
