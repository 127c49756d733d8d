//! Which columns of days are the first and the last day in office, and whether holders follow each other.

use super::dates::read_cell;
use super::headers::{fold_header, matches};
use super::plan::Plan;
use super::suits::cells;
use crate::wikitext::{Date, DateOrder};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// The longest pause between the last day of one holder and the first of the next, in days.
const PAUSE: i64 = 400;

/// Words of headers of days on which something else happened than the end of a term.
const OF_OTHER_DAYS: [&str; 22] = [
    "last",
    "next",
    "update",
    "updated",
    "verified",
    "checked",
    "accessed",
    "retrieved",
    "created",
    "modified",
    "published",
    "wedding",
    "married",
    "election",
    "elected",
    "stand",
    "stichtag",
    "actualizacion",
    "maj",
    "burial",
    "birth",
    "interview",
];

/// Returns the date in a cell.
fn day(row: &StringRecord, column: usize) -> Option<Date> {
    row.get(column).and_then(|text| read_cell(text, None))
}

/// Returns true if most holders began about when the one before ended, given the first and the last days of those who
/// held each office. Births and deaths, and days on which files were made, do not meet.
fn are_handed_over(mut spells: Vec<Vec<(i64, Option<i64>)>>) -> bool {
    spells.iter_mut().for_each(|all| all.sort_unstable());
    let pairs: Vec<bool> = spells
        .iter()
        .flat_map(|all| all.windows(2))
        .map(|pair| pair[0].1.is_some_and(|end| (pair[1].0 - end).abs() <= PAUSE))
        .collect();
    !pairs.is_empty() && pairs.iter().filter(|meets| **meets).count() * 5 >= pairs.len() * 3
}

impl Plan {
    /// Takes two columns of days for the first and the last day in office, if a table of people has no other dates.
    pub(super) fn days_in_office(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) {
        let is_day = |text: &str| read_cell(text, None).is_some_and(|date| date.the_month().is_some());
        if let Some(from) = self.column("from").filter(|_| !self.has_any(&["to", "to_year", "term", "votes", "share"]))
        {
            // Days that follow the first days in office, not one day on which all was written down.
            let ends = |column: &usize| {
                let values = cells(*column, data);
                let different: BTreeSet<&str> = values.iter().copied().collect();
                !values.is_empty()
                    && different.len() * 2 > values.len()
                    && matches(&self.headers[*column]).is_empty()
                    && !fold_header(&self.headers[*column]).split(' ').any(|word| OF_OTHER_DAYS.contains(&word))
                    && self.is_handed_over(data, from, *column)
                    // A day that may also be a month is known by its year alone.
                    && values.iter().all(|text| text.len() > 5 && read_cell(text, None).is_some())
                    && data.iter().all(|row| match (day(row, from), day(row, *column)) {
                        (Some(first), Some(last)) => first != last && first.order(last) != DateOrder::Later,
                        _ => true,
                    })
            };
            let found: Vec<usize> = free.iter().copied().filter(ends).collect();
            if let [last] = found[..] {
                free.remove(&last);
                self.set("to", last, 0.8);
            }
            return;
        }
        let dated =
            ["from", "from_year", "to", "to_year", "term", "date", "year", "votes", "share", "contest", "outcome"];
        if !self.has_any(&["candidate", "surname"]) || self.has_any(&dated) {
            return;
        }
        let of_days = |column: &usize| {
            let values = cells(*column, data);
            !values.is_empty() && values.iter().filter(|value| is_day(value)).count() * 5 >= values.len() * 4
        };
        let columns: Vec<usize> = free.iter().copied().filter(of_days).collect();
        let [first, last] = columns[..] else { return };
        let in_order = data.iter().all(|row| match (day(row, first), day(row, last)) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        });
        // One begins when another ends.
        let spell =
            |row: &&StringRecord| Some((day(row, first)?.days().0?, day(row, last).and_then(|date| date.days().1)));
        if in_order && are_handed_over(vec![data.iter().filter_map(spell).collect()]) {
            for (meaning, column) in [("from", first), ("to", last)] {
                free.remove(&column);
                self.set(meaning, column, 0.8);
            }
        }
    }

    /// Returns true if the holders of each office of a table followed each other, by two columns of days.
    fn is_handed_over(&self, data: &[&StringRecord], from: usize, to: usize) -> bool {
        let mut spells: BTreeMap<Vec<String>, Vec<(i64, Option<i64>)>> = BTreeMap::new();
        for row in data {
            let Some(first) = day(row, from).and_then(|date| date.days().0) else { continue };
            let last = day(row, to).and_then(|date| date.days().1);
            spells.entry(self.key(&["office", "body", "seat", "place"], row)).or_default().push((first, last));
        }
        are_handed_over(spells.into_values().collect())
    }

    /// Returns true if the people of a table held an office one after the other.
    pub(super) fn is_one_at_a_time(&self, data: &[&StringRecord]) -> bool {
        let (Some(from), Some(to)) = (self.column("from"), self.column("to")) else { return false };
        let mut spells: Vec<(i64, i64)> = data
            .iter()
            .filter_map(|row| {
                Some((day(row, from)?.days().0?, day(row, to).and_then(|d| d.days().0).unwrap_or(i64::MAX)))
            })
            .collect();
        spells.sort_unstable();
        let overlap = spells.windows(2).filter(|pair| pair[1].0 < pair[0].1).count();
        spells.len() > 1 && overlap * 10 < spells.len()
    }
}
