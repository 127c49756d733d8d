//! Terms in the cells of lists of holders: one, several, or one on several lines.

use super::super::succession::Spell;
use crate::facts::named::says_incumbent;
use crate::facts::templates::word;
use crate::wikitext::Date;
use crate::wikitext::figure::dates_in;

/// Reads the cell of the last day: the day, and whether the tenure goes on.
pub(super) fn end_in(text: &str) -> (Option<Date>, bool) {
    if text.split('\n').any(|line| says_incumbent(line.trim())) {
        return (None, true);
    }
    (dates_in(text).first().copied().filter(|date| date.first_year().is_some()), false)
}

/// Splits a cell into terms: at semicolons, lines and "and", and with `commas` at those that stand in no date.
fn terms_in(text: &str, commas: bool) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let parts = text.split([';', '\n']).flat_map(|part| part.split(" and "));
    for part in parts.flat_map(|part| part.split(if commas { ',' } else { '\n' })) {
        let part = part.trim();
        // "January 1, 1900": the comma stands behind the day.
        let ends_in_day = |term: &String| {
            let last = term.rsplit(' ').next().unwrap_or("");
            (1..=2).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_digit())
        };
        match terms.last_mut().filter(|term| ends_in_day(term)) {
            Some(term) if !part.is_empty() => *term = format!("{term}, {part}"),
            _ if part.is_empty() => {}
            _ => terms.push(part.to_string()),
        }
    }
    terms
}

/// Reads one term of several: "1940–" goes on.
fn open_or_whole(text: &str) -> Option<Spell> {
    let mut spell = Spell::all_in(text).into_iter().next()?;
    spell.goes_on |= spell.end.is_none() && text.ends_with(['–', '-', '—']);
    Some(spell)
}

/// Reads the spells of a cell. `None` if it has more dates than are understood.
pub(super) fn spells_in(text: &str) -> Option<Vec<Spell>> {
    // "(term-limited)" below a term says how it ended.
    let mut bare = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    // "Term ends 1 May 2030" is no end.
    let is_told =
        |line: &&str| !["term ends", "term expires", "term expiring"].iter().any(|w| word(line).starts_with(w));
    let bare: String = bare.split('\n').filter(is_told).collect::<Vec<_>>().join("\n");
    let is_whole = |spell: &Spell| spell.start.is_some() && (spell.end.is_some() || spell.goes_on);
    for parts in [terms_in(&bare, false), terms_in(&bare, true)] {
        let each: Vec<Spell> = parts.iter().filter_map(|part| open_or_whole(part)).collect();
        if each.len() > 1 && each.len() == parts.len() && each.iter().all(is_whole) {
            return Some(each);
        }
    }
    let mut spells = Spell::all_in(&bare);
    if let [spell] = &mut spells[..] {
        let dates = dates_in(&bare);
        // A year that stands alone is both the first and the last.
        if bare.trim().len() == 4 && bare.trim().bytes().all(|b| b.is_ascii_digit()) {
            spell.end = spell.start;
        }
        if dates.len() > 2 {
            return None;
        }
    }
    (!spells.is_empty()).then_some(spells)
}
