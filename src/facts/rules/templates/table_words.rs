//! The words of tables of results, from `data/templates/tables.toml`.

use crate::facts::templates::word;
use crate::wikitext::read_date::month_number;
use crate::wikitext::table::Made;
use crate::wikitext::{Template, fold};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The words, folded for comparison.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    change: HashSet<String>,
    years: HashSet<String>,
    pub people: HashSet<String>,
    pub opponents: HashSet<String>,
    pub rounds: HashSet<String>,
    ordinals: HashSet<String>,
    column_rounds: HashSet<String>,
    numbered_rounds: HashSet<String>,
    pub totals: HashSet<String>,
    not_results: HashSet<String>,
    pub generic: HashSet<String>,
    of_elections: HashSet<String>,
    ends_of_elections: HashSet<String>,
    in_elections: HashSet<String>,
    pub ticks: HashSet<String>,
    cells: HashMap<String, usize>,
    shading: Shading,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Shading {
    prefixes: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words = toml::from_str(include_str!("../../../../data/templates/tables.toml")).unwrap_or_default();
    for list in [
        &mut words.people,
        &mut words.opponents,
        &mut words.rounds,
        &mut words.column_rounds,
        &mut words.totals,
        &mut words.not_results,
        &mut words.generic,
        &mut words.of_elections,
        &mut words.ends_of_elections,
        &mut words.in_elections,
    ] {
        *list = list.iter().map(|w| word(w)).collect();
    }
    words.ordinals = words.ordinals.iter().map(|w| fold(w)).collect();
    words.people.extend(words.opponents.iter().cloned());
    words
});

pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    /// Returns true if a heading, a caption or a header says that a table holds polls, donations or the like.
    pub(super) fn is_of_no_result(&self, text: &str) -> bool {
        let folded = word(text);
        folded.split(|c: char| !c.is_alphanumeric()).any(|w| self.not_results.contains(w))
            || self.not_results.iter().any(|w| w.contains(' ') && folded.contains(w.as_str()))
    }

    /// Returns true if the title of a page, in any language, has a word for elections.
    pub(super) fn names_contest(&self, title: &str) -> bool {
        let folded = word(title);
        let is_one =
            |w: &str| self.of_elections.contains(w) || self.ends_of_elections.iter().any(|end| w.ends_with(end));
        folded.split(|c: char| !c.is_alphanumeric() && c != '-').any(is_one)
            || self.in_elections.iter().any(|part| folded.contains(part.as_str()))
    }

    /// Returns true if a header is one of changes. Signs count, so that "+%" is not "%".
    pub(super) fn is_change(&self, label: &str) -> bool {
        self.change.contains(&label.trim().to_lowercase())
    }

    /// Returns true if a template that no rule knows looks like one of results: it is named for elections, and has
    /// figures, or has no arguments, a year in its name and a heading below it. Those at the end of a page lead to other
    /// pages.
    pub(super) fn looks_like_results(&self, template: &Template<'_>, last_heading: impl FnOnce() -> usize) -> bool {
        if !may_be_of_elections(&template.raw_name()) {
            return false;
        }
        let name = word(&template.name());
        let is_word = |w: &str| self.of_elections.contains(w);
        if name.contains(':') || !name.split(|c: char| !c.is_alphanumeric() && c != '-').any(is_word) {
            return false;
        }
        let markup = template.markup();
        let is_figure = |text: &str| text.trim().chars().filter(char::is_ascii_digit).count() >= 3;
        if template.arguments().next().is_some() {
            return template
                .arguments()
                .filter(|a| a.value.len() < 60 && is_figure(&markup.raw(a.value.clone())))
                .take(2)
                .count()
                > 1;
        }
        let has_year = name.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4);
        has_year && template.span().start < last_heading()
    }

    /// Returns true if a header is one of years whose diacritics count.
    pub(super) fn is_year(&self, label: &str) -> bool {
        self.years.contains(&label.trim().to_lowercase())
    }

    /// Returns true if the line of an infobox is that of a round: "First ballot", "MPs' second vote", "Round 2", a date.
    pub(super) fn names_round(&self, label: &str) -> bool {
        let folded = word(label);
        let is_word = |w: &str| self.rounds.contains(w) || ["vote", "count", "preferences", "stage"].contains(&w);
        let dated = crate::wikitext::read_date(label).is_some_and(|date| date.first_year().is_some());
        let numbered = folded.chars().next().is_some_and(|c| c.is_ascii_digit());
        self.is_round(label) || dated || numbered || folded.split(|c: char| !c.is_alphanumeric()).any(is_word)
    }

    /// Returns true if a label names all sections together: "Total votes", "Electoral College".
    pub(super) fn names_total(&self, label: &str) -> bool {
        self.totals.contains(&word(label))
    }

    /// Returns true if a header names a round: "First ballot", "Round 2", "2nd round (members)".
    pub(super) fn is_round(&self, label: &str) -> bool {
        let folded = word(label.split('(').next().unwrap_or(label));
        // "Runoff results", "Second round election"
        let behind = [" results", " result", " election", " vote", " of voting"];
        let folded =
            behind.iter().find_map(|word| folded.strip_suffix(word)).map(ToString::to_string).unwrap_or(folded);
        self.names_a_round(&folded) || self.is_dated_round(&folded)
    }

    /// Returns true for the folded name of a round, with or without its number.
    fn names_a_round(&self, folded: &str) -> bool {
        let bare = folded.trim_matches(|c: char| c.is_ascii_digit() || " .ºª°-–:".contains(c));
        // "4th round", "Sixth ballot", "I tura", "3-й тур".
        let unnumbered = || {
            let all: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
            let words: Vec<&str> = all.iter().copied().filter(|w| !self.is_ordinal(w)).collect();
            let name = words.join(" ");
            let is_known = self.rounds.contains(&name) || self.numbered_rounds.contains(&fold(&name));
            words.len() < all.len() && is_known
        };
        self.rounds.contains(folded) || self.rounds.contains(bare) || unnumbered()
    }

    /// Returns true for the number of a round: "4th", "3e", "IV", "sixth".
    fn is_ordinal(&self, word: &str) -> bool {
        let word = word.trim_matches(['.', '-', ':', '(', ')']);
        let behind = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number =
            behind.len() < word.len() && behind.trim_matches(['-', '.', 'º', 'ª', '°', 'ᵉ', 'ʳ']).chars().count() <= 4;
        let is_roman = !word.is_empty() && word.len() <= 4 && word.chars().all(|c| "ivx".contains(c));
        is_number || is_roman || self.ordinals.contains(&fold(word))
    }

    /// Returns true if the header of a group of columns is in the place of a round: also "Preliminary election" beside
    /// "General election", which elsewhere name contests.
    pub(super) fn is_round_of_columns(&self, label: &str) -> bool {
        // "Members' vote 22 July 2019": the day stands behind the name.
        let bare = label.split(|c: char| c.is_ascii_digit()).next().unwrap_or(label).trim();
        self.is_round(label) || [label, bare].iter().any(|label| self.column_rounds.contains(&word(label)))
    }

    /// Returns true for the folded name of a round with a date behind it: "1st round 10 April".
    fn is_dated_round(&self, folded: &str) -> bool {
        let words: Vec<&str> = folded.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let is_of_date = |word: &&str| {
            let joins = matches!(*word, "de" | "do" | "of" | "di" | "del" | "den");
            joins || month_number(word).is_some() || word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())
        };
        (1..words.len()).any(|at| {
            let (name, date) = words.split_at(at);
            date.iter().any(|word| month_number(word).is_some())
                && date.iter().all(is_of_date)
                && self.names_a_round(&name.join(" "))
        })
    }
}

/// Returns true if a name can have one of the words for elections: by three letters of the Latin ones, or by other
/// letters. Most names of templates end here.
fn may_be_of_elections(name: &str) -> bool {
    let parts: [&[u8; 3]; 8] = [b"lec", b"lez", b"lei", b"ahl", b"val", b"ref", b"pri", b"wyb"];
    let has_part = |window: &[u8]| parts.iter().any(|part| window.eq_ignore_ascii_case(*part));
    name.len() <= 100 && (!name.is_ascii() || name.as_bytes().windows(3).any(has_part) || name.contains("erki"))
}

/// Returns `hold` or `gain` for a row such as "Labour gain from Conservative".
pub(super) fn result_of(text: &str) -> Option<&'static str> {
    let folded = word(text);
    let has = |wanted: &str| folded.split(' ').any(|w| w == wanted);
    if folded.split(' ').count() > 12 {
        return None;
    }
    if has("hold") || has("retain") { Some("hold") } else { has("gain").then_some("gain") }
}

/// Returns true if a text has a number of four digits that can be a year.
pub(super) fn has_year(text: &str) -> bool {
    year_in(text).is_some()
}

/// Returns the first number of four digits in a text that can be a year.
pub(super) fn year_in(text: &str) -> Option<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|w| w.len() == 4);
    numbers.filter_map(|w| w.parse::<i32>().ok()).find(|year| (1600..2200).contains(year))
}

/// Says which templates make cells of a table.
pub(super) fn makes(template: &Template<'_>) -> Option<Made> {
    let name = template.name();
    if let Some(cells) = WORDS.cells.get(&name) {
        return Some(Made { row: false, cells: *cells });
    }
    // {{Canadian party colour|CA|Liberal|row-name}} begins a row, with the colour and the party.
    if name == "canadian party colour" || name == "canadian party color" {
        let third = template.argument("3").map(|a| template.markup().raw(a.value).to_string());
        return match third.as_deref() {
            Some("row") => Some(Made { row: true, cells: 1 }),
            Some("row-name") => Some(Made { row: true, cells: 2 }),
            _ => None,
        };
    }
    None
}

/// Returns the party that a template in the attributes of a row or cell names: `{{Party shading/Democratic}}`.
pub(super) fn shaded_party(template: &Template<'_>) -> Option<String> {
    let raw = template.raw_name();
    let folded = template.name();
    let prefix = WORDS.shading.prefixes.iter().find(|prefix| folded.starts_with(prefix.as_str()))?;
    let party = raw.get(raw.len() - (folded.len() - prefix.len())..)?.trim();
    (!party.is_empty()).then(|| party.replace('_', " "))
}
