//! Parts of a count, such as precincts and ways of voting, added up to the contest.

use super::parts::INSIDE;
use super::read::Read;
use super::titles::{Of, Titles};
use crate::source::Warning;
use crate::wikitext::fold;
use crate::wikitext::number::grouped;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Words in the name of a unit that say that its rows are sums of the others.
const SUMS: [&str; 10] =
    ["total", "totals", "statewide", "countywide", "gesamt", "insgesamt", "summe", "ensemble", "sum", "סהכ"];

/// Returns true if the name of a part of a count says that it is the sum of the parts.
pub(super) fn is_sum(unit: &str) -> bool {
    let folded = fold(unit);
    let of_all = || {
        let units =
            ["precincts", "wards", "counties", "districts", "booths", "stations", "votes", "parts", "places", "areas"];
        folded.strip_prefix("all ").is_some_and(|rest| units.contains(&rest.rsplit(' ').next().unwrap_or(rest)))
    };
    folded == "all" || of_all() || folded.split(' ').any(|word| SUMS.contains(&word))
}

/// Removes the rows of places that are sums of the others, such as "Total", if there are others.
pub(super) fn drop_totals(rows: &mut Vec<Read>, file: &str, warnings: &mut Vec<Warning>) {
    let is_total = |row: &Read| row.of.seat.is_empty() && is_sum(&row.of.place);
    let count = rows.iter().filter(|row| is_total(row)).count();
    if count > 0 && count < rows.len() {
        rows.retain(|row| !is_total(row));
        let message = format!("{} rows are totals of the others and are not read", grouped(count as u64));
        warnings.push(Warning::new(file, 0, "summed", message));
    }
}

/// Returns true if one name has several rows in one round of a contest that are parts of the count: with different parties,
/// votes or ways of voting, as where several parties support a candidate. They are added up, which is said; rows that repeat
/// another one word for word are dropped. Where all have the same votes, and nothing tells parts, they count once.
pub(super) fn doubled(rows: &mut Vec<Read>, file: &str, warnings: &mut Vec<Warning>) -> bool {
    // By contest, round and name: the line of the first row, and what it says.
    let mut first: HashMap<(Of, Option<usize>, String), (usize, String)> = HashMap::new();
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut equal: Vec<(usize, usize, String)> = Vec::new();
    let mut repeated: HashSet<usize> = HashSet::new();
    let mut seen: HashSet<Arc<str>> = HashSet::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.special.is_none() && row.cells.votes.is_some()) {
        let again = !seen.insert(Arc::clone(&row.quote));
        let says = format!("{:?} {} {}", row.cells.votes, row.cells.party, row.mode);
        let key = (row.of.clone(), row.cells.round, fold(&row.name));
        match first.get(&key) {
            Some(_) if again => {
                repeated.insert(at);
            }
            Some((line, before)) if *before == says => equal.push((*line, row.line, row.name.clone())),
            Some((line, _)) => found.push((*line, row.line, row.name.clone())),
            None => {
                first.insert(key, (row.line, says));
            }
        }
    }
    let name_of = |name: &str| crate::source::quote(crate::facts::tagged::plain(name));
    let others = |all: usize| match all {
        0 | 1 => String::new(),
        all => format!(", and so have {} others", grouped(all as u64 - 1)),
    };
    let Some((one, other, name)) = found.first() else {
        if let Some((one, other, name)) = equal.first() {
            let message = format!(
                "{} has the same votes on lines {one} and {other}{}; they count once. If the rows are parts of the count, say so \
                 with --columns, for example --columns \"Booth=unit\"",
                name_of(name),
                others(equal.len())
            );
            warnings.push(Warning::new(file, *other, "summed", message));
        }
        return false;
    };
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        !repeated.contains(&(at - 1))
    });
    let message = format!(
        "{} has several rows in one contest, on lines {one} and {other}{}; their votes are added up. If they are two people, give \
         each an id in a column 'id'",
        name_of(name),
        others(found.len())
    );
    warnings.push(Warning::new(file, *other, "summed", message));
    true
}

/// The rows of one candidate in one contest.
struct Candidate {
    /// The first row, which becomes the sum.
    row: Read,
    /// The votes of each part, of rows without a part, and of rows that are sums.
    parts: BTreeMap<String, u64>,
    unnamed: Option<u64>,
    sums: BTreeMap<String, u64>,
    counted: usize,
    largest: Option<u64>,
}

fn plus(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (a, b) => a.or(b),
    }
}

/// What the parts of each contest give of one count, such as the electorate.
#[derive(Default)]
struct CountsOfParts {
    /// By the title of the contest, the largest number that the rows of each part give.
    of: HashMap<String, BTreeMap<String, u64>>,
    /// The contests in which the rows of one part, or of parts without a name, give different numbers.
    unclear: HashSet<String>,
}

impl CountsOfParts {
    fn see(&mut self, title: &str, unit: &str, count: Option<u64>) {
        let Some(count) = count else { return };
        let known = self.of.entry(title.to_string()).or_default().entry(unit.to_string()).or_insert(count);
        if *known != count {
            self.unclear.insert(title.to_string());
        }
        *known = count.max(*known);
    }

    /// Returns the sum of the parts; `None` if the parts have no names and different numbers.
    fn sum(&self, title: &str) -> Option<u64> {
        let units = self.of.get(title).filter(|units| !units.contains_key("") || !self.unclear.contains(title))?;
        Some(units.values().fold(0, |a: u64, b| a.saturating_add(*b)))
    }

    /// Returns the number of the whole: that which all parts give alike, or their sum; `None` if one part gives several.
    fn whole(&self, title: &str) -> Option<u64> {
        let units = self.of.get(title).filter(|_| !self.unclear.contains(title))?;
        let first = units.values().next().copied()?;
        let is_whole = units.len() > 1 && units.values().all(|count| *count == first);
        if is_whole { Some(first) } else { self.sum(title) }
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
    let [mut valid, mut electorate, mut ballots] = [(); 3].map(|()| CountsOfParts::default());
    let mut found: Vec<Candidate> = Vec::new();
    for row in rows {
        let title = titles.title(&row.of);
        if !row.of_all_modes && whole.contains(&(title.clone(), row.unit.clone())) {
            continue;
        }
        if !row.is_total {
            valid.see(&title, &row.unit, row.counts.valid);
            electorate.see(&title, &row.unit, row.counts.electorate);
            ballots.see(&title, &row.unit, row.counts.ballots);
        }
        let key = (title, row.cells.round, fold(&row.name));
        let at = *place.entry(key).or_insert(found.len());
        if at == found.len() {
            let empty = Candidate {
                row: row.clone(),
                parts: BTreeMap::new(),
                unnamed: None,
                sums: BTreeMap::new(),
                counted: 0,
                largest: None,
            };
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
        let title = titles.title(&row.of);
        row.counts.valid = valid.sum(&title);
        (row.counts.electorate, row.counts.ballots) = (electorate.whole(&title), ballots.whole(&title));
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
        // A part of a part, such as a precinct of a county, is summed with those of the same county.
        let around = row.unit.rsplit_once(INSIDE).map_or(String::new(), |(around, _)| around.to_string());
        let add = |all: &mut BTreeMap<String, u64>| {
            if let Some(votes) = votes {
                let sum = all.entry(around).or_default();
                *sum = sum.saturating_add(votes);
            }
        };
        match (row.is_total, row.unit.trim_matches([' ', '/']).is_empty()) {
            (true, _) => add(&mut self.sums),
            (_, true) => self.unnamed = plus(self.unnamed, votes),
            _ => add(&mut self.parts),
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
        let all = |parts: &BTreeMap<String, u64>| {
            (!parts.is_empty()).then(|| parts.values().fold(0_u64, |a, b| a.saturating_add(*b)))
        };
        // A sum of a part without rows of its own counts for them; one that stands around nothing is that of all.
        let mut whole = parts.clone();
        let grand = sums.get("").copied().filter(|_| !parts.contains_key("") && !parts.is_empty());
        for (around, sum) in sums.iter().filter(|(around, _)| grand.is_none() || !around.is_empty()) {
            whole.entry(around.clone()).or_insert(*sum);
        }
        let differs_in_part = sums.iter().any(|(around, sum)| parts.get(around).is_some_and(|own| own != sum));
        let differs = differs_in_part || grand.is_some_and(|grand| all(&whole) != Some(grand));
        let (parts, sums) = (all(&whole), all(&sums));
        // A row without a part is a sum if it is as large as all the parts.
        let unnamed_is_sum = unnamed.is_some() && unnamed == parts;
        let added = if unnamed_is_sum { parts } else { plus(parts, unnamed) };
        row.cells.votes = added.or(sums);
        if counted > 1 {
            row.cells.share = None;
        }
        row.rows = counted;
        (row, differs)
    }
}
