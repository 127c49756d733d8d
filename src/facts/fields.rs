//! A template's arguments by their meaning, row and round.

use super::templates::{Meanings, parameter_name};
use crate::wikitext::{Argument, Markup, Span, Template, Value};
use std::collections::BTreeMap;

/// The numbers around a slot's name: the row number behind it and the number in front of it, each 0 if absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub row: u32,
    pub front: u32,
}

/// The arguments of a template that have a meaning and a value.
pub(super) struct Fields<'m> {
    markup: &'m Markup<'m>,
    /// The values by meaning and numbers. If several slots have one meaning, the best ranked one with a value is kept.
    values: BTreeMap<(&'static str, Place), (usize, Argument<'m>, Value)>,
}

/// A value and its line.
#[derive(Debug, Clone)]
pub(super) struct Field<'f> {
    pub value: &'f Value,
    pub line: usize,
    /// Where the value stands in the markup.
    pub span: Span,
}

impl<'m> Fields<'m> {
    /// Reads the arguments that `meanings` knows. Counts in `unread` the templates in their values that are not read.
    pub(super) fn read(
        template: Template<'m>,
        meanings: &'static Meanings,
        unread: &mut BTreeMap<String, usize>,
    ) -> Self {
        let markup = template.markup();
        let mut values: BTreeMap<(&'static str, Place), (usize, Argument<'m>, Value)> = BTreeMap::new();
        for argument in template.arguments().filter(|a| !a.positional) {
            let Some((meaning, rank, place)) = meaning_of(&argument.name, meanings) else { continue };
            let value = markup.value(argument.value.clone());
            for name in &value.unread {
                *unread.entry(name.clone()).or_default() += 1;
            }
            let key = (meaning, place);
            let empty = value.is_empty();
            match values.get(&key) {
                // The same slot name again: as in MediaWiki, the last one counts, even if it is empty.
                Some((known, _, _)) if *known == rank && !empty => {
                    values.insert(key, (rank, argument, value));
                }
                Some((known, _, _)) if *known == rank => {
                    values.remove(&key);
                }
                Some((known, _, _)) if *known < rank || empty => {}
                _ if empty => {}
                _ => {
                    values.insert(key, (rank, argument, value));
                }
            }
        }
        Self { markup, values }
    }

    /// Takes a number in front of a slot for that of its row: "2 funkcja" is the second office of a Polish infobox.
    pub(super) fn with_rows_in_front(mut self) -> Self {
        let moved: Vec<_> = self.values.keys().filter(|(_, p)| p.row == 0 && p.front > 0).copied().collect();
        for key @ (meaning, place) in moved {
            let Some(value) = self.values.remove(&key) else { continue };
            self.values.entry((meaning, Place { row: place.front, front: 0 })).or_insert(value);
        }
        self
    }

    /// Returns the value with this meaning and these numbers.
    pub(super) fn at(&self, meaning: &'static str, place: Place) -> Option<Field<'_>> {
        let (_, argument, value) = self.values.get(&(meaning, place))?;
        let span = argument.value.clone();
        Some(Field { value, line: self.markup.line(span.start), span })
    }

    /// Returns the value with this meaning in a row.
    pub(super) fn row(&self, meaning: &'static str, row: u32) -> Option<Field<'_>> {
        self.at(meaning, Place { row, front: 0 })
    }

    /// Returns the value with this meaning that has no row number.
    pub(super) fn one(&self, meaning: &'static str) -> Option<Field<'_>> {
        self.row(meaning, 0)
    }

    /// Returns the numbers of the rows that have a value of any of the meanings, in ascending order.
    pub(super) fn rows(&self, meanings: &[&str]) -> Vec<u32> {
        let mut rows: Vec<u32> = self.values.keys().filter(|(m, _)| meanings.contains(m)).map(|(_, p)| p.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Returns the numbers that occur in front of a meaning, in ascending order.
    pub(super) fn fronts(&self, meaning: &str) -> Vec<u32> {
        let mut fronts: Vec<u32> = self.values.keys().filter(|(m, _)| *m == meaning).map(|(_, p)| p.front).collect();
        fronts.sort_unstable();
        fronts.dedup();
        fronts
    }
}

/// Returns the meaning of a slot's name. Looks up the name itself, then the name without the numbers at its ends.
fn meaning_of<'t>(raw: &str, meanings: &'t Meanings) -> Option<(&'t str, usize, Place)> {
    let name = parameter_name(raw);
    if let Some((meaning, rank)) = meanings.get(&name) {
        return Some((meaning, *rank, Place::default()));
    }
    let digits = |c: char| c.is_ascii_digit();
    let bare = name.trim_end_matches(digits);
    let row: u32 = name[bare.len()..].parse().unwrap_or(0);
    let bare = bare.trim_end_matches('_');
    if let Some((meaning, rank)) = meanings.get(bare) {
        return Some((meaning, *rank, Place { row, front: 0 }));
    }
    let core = bare.trim_start_matches(digits);
    let front: u32 = bare[..bare.len() - core.len()].parse().unwrap_or(0);
    if let Some((meaning, rank)) = meanings.get(core.trim_start_matches('_')) {
        return Some((meaning, *rank, Place { row, front }));
    }
    // "Kandidat1Name": the number of the row is inside the name.
    let at = name.find(digits)?;
    let inner = name[at..].bytes().take_while(u8::is_ascii_digit).count();
    let row: u32 = name[at..at + inner].parse().ok()?;
    let (meaning, rank) = meanings.get(&format!("{}#{}", &name[..at], &name[at + inner..]))?;
    Some((meaning, *rank, Place { row, front: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_at_both_ends() {
        let meanings: Meanings = [
            ("data", "round_data"),
            ("candidate", "candidate"),
            ("votes2v", "votes_second"),
            ("prédécesseur", "before"),
            ("kandidat#name", "candidate"),
        ]
        .into_iter()
        .map(|(name, meaning)| (name.to_string(), (meaning.to_string(), 0)))
        .collect();
        let of = |raw: &str| meaning_of(raw, &meanings).map(|(m, _, p)| (m.to_string(), p.front, p.row));
        assert_eq!(of("2data13"), Some(("round_data".into(), 2, 13)));
        assert_eq!(of(" Candidate 4 "), Some(("candidate".into(), 0, 4)));
        assert_eq!(of("votes2v1"), Some(("votes_second".into(), 0, 1)));
        assert_eq!(of("prédécesseur 1"), Some(("before".into(), 0, 1)));
        assert_eq!(of("Kandidat12Name"), Some(("candidate".into(), 0, 12)));
        assert_eq!(of("image1"), None);
    }
}
