//! What single cells say: who stood, with how many votes, and whether they won.

use super::super::table_words::words;
use super::sheet::{Field, Sheet};
use crate::facts::named::{self, Named, target_or_text};
use crate::facts::record::{CandidateRecord, ElectionRecord, Names};
use crate::facts::templates::{templates, word};
use crate::wikitext::Value;
use std::ops::Range;

/// A contest of a table.
pub(super) struct Contest {
    /// What the table itself says of the contest: a heading inside it, or the seat.
    pub title: Option<(String, usize)>,
    pub election: ElectionRecord,
    /// For each candidate, whether the name is bold.
    pub bold: Vec<bool>,
}

/// Returns the first value with a text in a row's columns, with its column. A cell that also fills columns outside is
/// none of theirs.
pub(super) fn value_in<'s>(sheet: &'s Sheet<'_>, row: usize, columns: &Range<usize>) -> Option<(&'s Value, usize)> {
    let mut found = columns.clone().filter_map(|column| Some((sheet.value(row, column)?, column)));
    found.find(|(value, _)| !value.is_empty())
}

/// Returns true if a text is written as a share: with a per cent sign, or with decimals that are no thousands.
pub(super) fn looks_like_share(text: &str) -> bool {
    let text = text.trim();
    let decimals = text.rsplit(['.', ',']).next().filter(|d| d.len() < text.len()).map_or(0, str::len);
    let is_number = text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    text.ends_with('%') && !text.contains('(') || is_number && matches!(decimals, 1 | 2 | 4)
}

/// Reads who a cell names.
pub(super) fn who(value: &Value) -> Named {
    let mut named = named::read(value);
    // "(I)" may be a party's letter; see `letters_of_parties`.
    if named.incumbent && named.note.is_none() && value.text.to_lowercase().contains("(i)") {
        named.note = Some(LETTER.into());
    }
    let says = |text: &str| templates().words.incumbent.contains(&word(text)) && text.len() > 2;
    // In tables, an asterisk leads to a footnote.
    if value.text.contains(['*', '†']) && !value.text.split(['(', ')', '[', ']', ' ', ',']).any(says) {
        named.incumbent = false;
    }
    if let ([name], true) = (named.names.as_mut_slice(), value.links.is_empty())
        && let Some((before, last)) = name.rsplit_once(' ')
        && says(last)
        && last.len() > 3
    {
        *name = before.trim_end_matches([',', '–', '-', ' ']).to_string();
        named.display.clone_from(name);
        named.incumbent = true;
    }
    named
}

/// Returns the candidate that a cell names; `None` for an empty cell, a dash or a word for nobody.
pub(super) fn candidate(sheet: &Sheet<'_>, row: usize, columns: &Range<usize>) -> Option<(CandidateRecord, bool)> {
    let (value, column) = value_in(sheet, row, columns)?;
    let named = who(value);
    let mut candidate = CandidateRecord {
        name: named.names(),
        display: named.display.clone(),
        incumbent: named.incumbent,
        write_in: named.write_in,
        note: named.note.clone(),
        ..CandidateRecord::default()
    };
    if !candidate.display.chars().any(char::is_alphabetic) {
        return None;
    }
    // "colspan=2" is an attribute that lost its pipe.
    if candidate.name.is_none() || candidate.display.contains('=') {
        return None;
    }
    candidate.lines.insert("name", sheet.line(row, column));
    Some((candidate, named.bold))
}

/// Gives a candidate the party in a row's columns, or the one that the colour of the cells names.
pub(super) fn set_party(sheet: &Sheet<'_>, row: usize, field: Option<&Field>, name: usize, to: &mut CandidateRecord) {
    let written = field.and_then(|field| value_in(sheet, row, &field.columns));
    let party = match written {
        Some((value, column)) if sheet.cell(row, column) != sheet.cell(row, name) => {
            to.lines.insert("party", sheet.line(row, column));
            Some(target_or_text(value))
        }
        _ => coloured(sheet, row, name),
    };
    let is_party = |party: &String| {
        party.chars().any(char::is_alphabetic) && !["n/a", "none", "-", "–"].contains(&word(party).as_str())
    };
    to.party = party.filter(is_party);
}

/// Returns the party that the shading of a name names, or the colour of a cell before it.
fn coloured(sheet: &Sheet<'_>, row: usize, name: usize) -> Option<String> {
    sheet.shading(row, name).or_else(|| {
        let before = name.checked_sub(1)?;
        let colour = |name: &str| name.starts_with("party colo") && name.ends_with("cell");
        let cell = sheet.templates(row, before).find(|t| colour(&t.name()))?;
        let party = cell.arguments().find(|a| a.positional)?;
        Some(sheet.markup.value(party.value).line()).filter(|party| !party.is_empty())
    })
}

/// Returns true if a template in a row's columns marks the winner: `{{won}}`, `{{tick}}`.
pub(super) fn is_ticked(sheet: &Sheet<'_>, row: usize, columns: &Range<usize>) -> bool {
    columns.clone().any(|column| {
        let text = sheet.text(row, column);
        text.contains(['✓', '✔', '☑', '🗹', '√', '✅'])
            || sheet.templates(row, column).any(|t| words().ticks.contains(&t.name()))
    })
}

/// The mark "(I)", which means the incumbent, or an independent where other names have letters of parties.
const LETTER: &str = "I";

/// Decides what "(I)" behind names means: the incumbent, unless other names of the table have letters of parties.
pub(super) fn letters_of_parties(candidates: &mut [&mut CandidateRecord]) {
    let is_letters = |note: &str| note.len() <= 4 && note.chars().all(|c| c.is_uppercase() || c == '.');
    let others = candidates.iter().filter_map(|c| c.note.as_deref()).filter(|note| *note != LETTER && is_letters(note));
    let of_parties = others.count() > 0;
    for candidate in candidates.iter_mut().filter(|c| c.note.as_deref() == Some(LETTER)) {
        if of_parties {
            candidate.incumbent = false;
        } else {
            candidate.note = None;
        }
    }
}

/// Takes the party behind the names, if nearly all names have one: `Ann Ash, Dem.`, `Ann Ash (D)`.
pub(super) fn parties_behind_names(candidates: &mut [&mut CandidateRecord]) {
    let tail = |candidate: &CandidateRecord| {
        if let Some(note) = &candidate.note {
            return Some(note.trim_matches([',', '.', ' ']).to_string());
        }
        let (before, tail) = candidate.display.rsplit_once(", ")?;
        let is_generation = ["jr", "sr", "ii", "iii", "iv", "esq", "md", "phd"].contains(&word(tail).as_str());
        (before.contains(' ') && !is_generation && tail.split(' ').count() < 3)
            .then(|| tail.trim_matches('.').to_string())
    };
    let tails: Vec<Option<String>> = candidates.iter().map(|c| tail(c)).collect();
    let short = tails.iter().flatten().filter(|tail| tail.len() <= 30).count();
    if candidates.is_empty() || short * 5 < candidates.len() * 4 {
        return;
    }
    for (candidate, tail) in candidates.iter_mut().zip(tails) {
        let Some(tail) = tail else { continue };
        if candidate.note.take().is_none()
            && let Some((name, _)) = candidate.display.rsplit_once(", ")
        {
            let name = name.to_string();
            if matches!(&candidate.name, Some(Names::One(one)) if *one == candidate.display) {
                candidate.name = Some(Names::One(name.clone()));
            }
            candidate.display = name;
        }
        candidate.party.get_or_insert(tail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_by_their_look() {
        assert!(looks_like_share("51.1%") && looks_like_share("51.12") && looks_like_share("7,5"));
        assert!(!looks_like_share("51,112") && !looks_like_share("51") && !looks_like_share("1,234,567"));
    }
}
