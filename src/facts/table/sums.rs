//! Parts of a count, such as precincts and ways of voting, added up to the contest.

use super::read::Read;
use super::titles::{Of, Titles};
use crate::source::Warning;
use crate::wikitext::fold;
use crate::wikitext::number::grouped;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Words in the name of a unit that say that its rows are sums of the others.
const SUMS: [&str; 10] =
    ["total", "totals", "statewide", "countywide", "gesamt", "insgesamt", "summe", "ensemble", "sum", "סהכ"];

/// Returns true if the name of a part of a count says that it is the sum of the parts.
pub(super) fn is_sum(unit: &str) -> bool {
    let folded = fold(unit);
    folded == "all" || folded.split(' ').any(|word| SUMS.contains(&word))
}

/// Returns true if the rows of one candidate in one contest are parts of a count, by unit. If no candidate has several
/// rows, the units are the places of the contests.
///
/// `known` is true if a profile says that the units are parts.
pub(super) fn are_parts(rows: &mut [Read], known: bool) -> bool {
    if rows.iter().all(|row| row.unit.is_empty()) {
        return false;
    }
    let mut units: HashMap<(&Of, &str, Option<usize>), BTreeSet<&str>> = HashMap::new();
    for row in rows.iter().filter(|row| row.special.is_none()) {
        units.entry((&row.of, &row.name, row.cells.round)).or_default().insert(&row.unit);
    }
    // One name in two wards may be two people; where the units are parts, most candidates recur.
    let recurring = units.values().filter(|units| units.len() > 1).count();
    let several = if known { recurring > 0 } else { recurring * 2 >= units.len() && recurring > 0 };
    if several || known {
        return several;
    }
    for row in rows.iter_mut() {
        let unit = std::mem::take(&mut row.unit).replace(" / ", " ");
        row.of.seat = if row.of.seat.is_empty() { unit } else { format!("{}, {unit}", row.of.seat) };
    }
    false
}

/// The rows of one candidate in one contest.
struct Candidate {
    /// The first row, which becomes the sum.
    row: Read,
    /// The votes of each part, of rows without a part, and of rows that are sums.
    parts: Option<u64>,
    unnamed: Option<u64>,
    sums: Option<u64>,
    counted: usize,
    largest: Option<u64>,
}

fn plus(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (a, b) => a.or(b),
    }
}

/// Adds up the rows of each candidate in each contest. A row that is itself a sum counts only where its parts are
/// missing; where they do not add up to it, that is reported.
pub(super) fn summed(rows: Vec<Read>, titles: &Titles, file: &str, warnings: &mut Vec<Warning>) -> Vec<Read> {
    let before = rows.len();
    // Where a unit has a row for all ways of voting, the rows for single ways are parts of it.
    let whole: HashSet<(String, String)> =
        rows.iter().filter(|r| r.of_all_modes).map(|r| (titles.title(&r.of), r.unit.clone())).collect();
    let mut place: HashMap<(String, Option<usize>, String), usize> = HashMap::new();
    let mut valid: HashMap<String, BTreeMap<String, u64>> = HashMap::new();
    let mut found: Vec<Candidate> = Vec::new();
    for row in rows {
        let title = titles.title(&row.of);
        if !row.of_all_modes && whole.contains(&(title.clone(), row.unit.clone())) {
            continue;
        }
        if let Some(total) = row.counts.valid.filter(|_| !row.is_total) {
            let known = valid.entry(title.clone()).or_default().entry(row.unit.clone()).or_default();
            *known = total.max(*known);
        }
        let key = (title, row.cells.round, fold(&row.name));
        let at = *place.entry(key).or_insert(found.len());
        if at == found.len() {
            let empty =
                Candidate { row: row.clone(), parts: None, unnamed: None, sums: None, counted: 0, largest: None };
            found.push(empty);
        }
        found[at].take(row);
    }
    let mut unequal = 0;
    let mut first = None;
    let mut out: Vec<Read> = Vec::new();
    for candidate in found {
        let line = candidate.row.line;
        let (row, differs) = candidate.finish();
        if differs {
            unequal += 1;
            first.get_or_insert((line, row.name.clone()));
        }
        out.push(row);
    }
    for row in &mut out {
        row.counts.valid = valid.get(&titles.title(&row.of)).map(|units| units.values().sum());
        if row.rows > 1 {
            row.quote = format!("sum of {} rows, the first: {}", grouped(row.rows as u64), row.quote).into();
        }
    }
    if let Some((line, name)) = first {
        let message = format!(
            "the parts do not add up to the rows that are their totals, for {} of the results; the first is that of {}. The sums of the parts are used",
            grouped(unequal),
            crate::source::quote(crate::facts::tagged::plain(&name))
        );
        warnings.push(Warning::new(file, line, "parts-and-totals", message));
    }
    if out.len() < before {
        let contests: BTreeSet<String> = out.iter().map(|row| titles.title(&row.of)).collect();
        let message = format!(
            "{} rows of parts of the count were added up to {} results in {} {}",
            grouped(before as u64),
            grouped(out.len() as u64),
            grouped(contests.len() as u64),
            if contests.len() == 1 { "contest" } else { "contests" }
        );
        warnings.push(Warning::new(file, 0, "summed", message));
    }
    out
}

impl Candidate {
    fn take(&mut self, row: Read) {
        let votes = row.cells.votes;
        match (row.is_total, row.unit.trim_matches([' ', '/']).is_empty()) {
            (true, _) => self.sums = plus(self.sums, votes),
            (_, true) => self.unnamed = plus(self.unnamed, votes),
            _ => self.parts = plus(self.parts, votes),
        }
        self.counted += 1;
        let own = &mut self.row.cells;
        own.outcome = own.outcome.or(row.cells.outcome);
        own.incumbent |= row.cells.incumbent;
        // What is said of a part is not said of the whole.
        if own.other != row.cells.other {
            own.other.clear();
        }
        // Of several parties that support one candidate, that with the most votes is named.
        if votes > self.largest && !row.is_total && !row.cells.party.is_empty() {
            self.largest = votes;
            own.party = row.cells.party;
        }
    }

    /// Returns the sum, and whether a row that is a sum says something else.
    fn finish(self) -> (Read, bool) {
        let Self { mut row, parts, unnamed, sums, counted, .. } = self;
        // A row without a part is a sum if it is as large as all the parts.
        let unnamed_is_sum = unnamed.is_some() && unnamed == parts;
        let added = if unnamed_is_sum { parts } else { plus(parts, unnamed) };
        let differs = sums.is_some() && added.is_some() && sums != added;
        row.cells.votes = added.or(sums);
        if counted > 1 {
            row.cells.share = None;
        }
        row.rows = counted;
        (row, differs)
    }
}
