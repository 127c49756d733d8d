//! Finds the change that reconciles a table of results.

use super::system::{Law, Reading, System, What};
use crate::wikitext::written::is_one_slip;
use std::collections::BTreeMap;

/// The largest table that is searched for repairs, in cells. Repairs take O(cells³).
const MOST_CELLS: usize = 120;

/// A change of one cell after which every law holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Repair {
    pub(super) cell: usize,
    pub(super) new: f64,
    /// True if one slip of a key leads from the new value to the stated one.
    pub(super) slip: bool,
}

/// What would reconcile a table that breaks a law however it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// The change of one cell, and of no other, does.
    Only(Repair),
    /// Changes of several cells do; the one that is given is the only one that a slip explains.
    Likely(Repair),
    /// Only changes of this cell do, but to several values.
    Culprit(usize),
    /// Changes of the votes or of the share of this one row do.
    Row(usize),
    /// The values of two cells are in each other's place.
    Swapped(usize, usize),
    /// No change of one cell does, or several do equally well.
    Unknown,
}

/// Returns what would reconcile a table; `None` if its figures agree.
pub(super) fn solve(system: &System) -> Option<Answer> {
    let stated = system.stated();
    if system.rows.len() < 2 || system.cells.len() > MOST_CELLS || is_sound(system, &stated) {
        return None;
    }
    let repairs = repairs(system, &stated);
    let mut by_cell: BTreeMap<usize, Vec<Repair>> = BTreeMap::new();
    repairs.iter().for_each(|r| by_cell.entry(r.cell).or_default().push(*r));
    if let [(cell, of_cell)] = by_cell.iter().collect::<Vec<_>>()[..] {
        let slips: Vec<&Repair> = of_cell.iter().filter(|r| r.slip).collect();
        return Some(match (&of_cell[..], &slips[..]) {
            ([only], _) => Answer::Only(*only),
            (_, [slip]) if !system.cells[*cell].what.is_share() => Answer::Only(**slip),
            _ => by_votes(system, &stated, of_cell).map_or(Answer::Culprit(*cell), Answer::Only),
        });
    }
    if by_cell.is_empty() {
        return Some(swapped(system, &stated).unwrap_or(Answer::Unknown));
    }
    let row_of = |cell: &usize| match system.cells[*cell].what {
        What::Votes(row) | What::Share(row) => Some(row),
        _ => None,
    };
    let slips: Vec<&Repair> = repairs.iter().filter(|r| r.slip).collect();
    if let [slip] = slips[..] {
        return Some(Answer::Likely(*slip));
    }
    let rows: Option<Vec<usize>> = by_cell.keys().map(row_of).collect();
    let one_row = rows.and_then(|rows| rows.iter().all(|row| *row == rows[0]).then_some(rows[0]));
    Some(one_row.map_or(Answer::Unknown, Answer::Row))
}

/// Returns true if no law is broken, read in some way.
fn is_sound(system: &System, values: &[f64]) -> bool {
    Reading::ALL.into_iter().any(|reading| system.broken(values, reading).is_some_and(|broken| broken.is_empty()))
}

/// Returns true if no law is broken, read in some way, and if the shares show that the list is complete where the reading
/// takes it to be.
fn is_mended(system: &System, values: &[f64]) -> bool {
    let has_shares = system.cells.iter().any(|cell| matches!(cell.what, What::Share(_)));
    let complete = !has_shares || system.is_complete(values);
    let mut readings = Reading::ALL.into_iter().filter(|reading| !reading.complete || complete);
    readings.any(|reading| system.broken(values, reading).is_some_and(|broken| broken.is_empty()))
}

/// Returns every change of one cell after which all laws hold, in the order of cells.
fn repairs(system: &System, stated: &[f64]) -> Vec<Repair> {
    let mut tried: Vec<(usize, f64)> = Vec::new();
    for reading in Reading::ALL {
        for law in system.broken(stated, reading).unwrap_or_default() {
            tried.extend(proposals(system, stated, reading, law));
        }
    }
    tried.retain(|(cell, new)| *new >= 0.0 && *new != stated[*cell]);
    tried.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    tried.dedup();
    let mut values = stated.to_vec();
    let mut found = Vec::new();
    for (cell, new) in tried {
        values[cell] = new;
        if is_mended(system, &values) {
            found.push(Repair { cell, new, slip: is_slip(system, cell, new) });
        }
        values[cell] = stated[cell];
    }
    found
}

/// Returns the repair of a share that is nearest to what the votes of its row say.
fn by_votes(system: &System, stated: &[f64], repairs: &[Repair]) -> Option<Repair> {
    let What::Share(row) = system.cells[repairs.first()?.cell].what else { return None };
    let base = system.bases(stated).into_iter().min_by(|a, b| {
        let off = |base: &f64| {
            let exact = system.share_by_votes(stated, row, *base).unwrap_or(f64::INFINITY);
            repairs.iter().map(|r| (r.new - exact).abs()).fold(f64::INFINITY, f64::min)
        };
        off(a).total_cmp(&off(b))
    })?;
    let exact = system.share_by_votes(stated, row, base)?;
    repairs.iter().copied().min_by(|a, b| (a.new - exact).abs().total_cmp(&(b.new - exact).abs()))
}

fn is_slip(system: &System, cell: usize, new: f64) -> bool {
    let cell = &system.cells[cell];
    let written = |value: f64| format!("{value:.digits$}", digits = cell.digits as usize);
    // Whoever adds up a column by hand is off by one digit of the difference.
    let difference = written((cell.value - new).abs());
    let is_round = difference.bytes().filter(|b| (b'1'..=b'9').contains(b)).count() == 1;
    is_one_slip(&written(cell.value), &written(new)) || is_round && matches!(cell.what, What::Total | What::Valid)
}

/// Returns the values of single cells with which a law may hold.
fn proposals(system: &System, values: &[f64], reading: Reading, law: Law) -> Vec<(usize, f64)> {
    let mut out = Vec::new();
    let mut at = |what: What, new: f64| out.extend(system.index(what).map(|cell| (cell, rounded(system, cell, new))));
    let votes = |row: usize| system.value(values, What::Votes(row));
    match law {
        Law::Share(row) => {
            let share = system.base(values, reading.base).and_then(|base| system.share_by_votes(values, row, base));
            share.into_iter().for_each(|share| at(What::Share(row), share));
            out.extend(slips(system, values, What::Votes(row)));
        }
        Law::Sum => {
            let shares = |row: &usize| system.value(values, What::Share(*row));
            let sum: f64 = (0..system.rows.len()).filter_map(|row| shares(&row)).sum();
            (0..system.rows.len()).for_each(|row| at(What::Share(row), shares(&row).unwrap_or(0.0) + 100.0 - sum));
        }
        Law::Total | Law::Valid => {
            let what = if law == Law::Total { What::Total } else { What::Valid };
            let sums = system.totals(values);
            let stated = system.value(values, what).unwrap_or(0.0);
            for sum in sums {
                at(what, sum);
                (0..system.rows.len()).for_each(|row| at(What::Votes(row), votes(row).unwrap_or(0.0) + stated - sum));
            }
            at(What::Invalid, stated - system.all_rows(values));
            at(What::Invalid, stated - system.candidates(values));
        }
        Law::Ballots => {
            system.totals(values).into_iter().for_each(|sum| at(What::Ballots, sum));
        }
        Law::Majority => {
            let majority = system.value(values, What::Majority).unwrap_or(0.0);
            if let Some([first, second]) = system.leading(values) {
                at(What::Majority, first.1 - second.1);
                at(What::Votes(first.0), second.1 + majority);
                at(What::Votes(second.0), first.1 - majority);
            }
        }
        Law::Turnout => {
            let electorate = system.value(values, What::Electorate).unwrap_or(0.0).max(1.0);
            system.voted(values).into_iter().for_each(|count| at(What::Turnout, count / electorate * 100.0));
            out.extend(slips(system, values, What::Electorate));
            out.extend(slips(system, values, What::Ballots));
        }
    }
    out
}

/// Returns a value with the digits of its cell.
fn rounded(system: &System, cell: usize, value: f64) -> f64 {
    let scale = 10f64.powi(i32::try_from(system.digits(cell)).unwrap_or(0));
    let near = (value * scale).round() / scale;
    // "0%" would be misleading for a number above zero.
    if near == 0.0 && value > 0.0 { (value * scale * 100.0).round() / scale / 100.0 } else { near }
}

/// Returns the numbers from which one slip of a key leads to a count: each digit changed or left out, a digit added,
/// two neighbours transposed.
fn slips(system: &System, values: &[f64], what: What) -> Vec<(usize, f64)> {
    let Some(cell) = system.index(what) else { return Vec::new() };
    let digits: Vec<u8> = format!("{:.0}", values[cell]).into_bytes();
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for place in 0..digits.len() {
        texts.extend((b'0'..=b'9').map(|digit| {
            let mut text = digits.clone();
            text[place] = digit;
            text
        }));
        let mut without = digits.clone();
        without.remove(place);
        texts.push(without);
        if place > 0 {
            let mut text = digits.clone();
            text.swap(place - 1, place);
            texts.push(text);
        }
    }
    for place in 0..=digits.len() {
        texts.extend((b'0'..=b'9').map(|digit| {
            let mut text = digits.clone();
            text.insert(place, digit);
            text
        }));
    }
    let number = |text: Vec<u8>| String::from_utf8(text).ok()?.parse::<f64>().ok();
    texts.into_iter().filter_map(number).map(|value| (cell, value)).collect()
}

/// Returns the two rows whose votes, or else whose shares, are in each other's place. `None` if several pairs may be.
fn swapped(system: &System, stated: &[f64]) -> Option<Answer> {
    let mut values = stated.to_vec();
    for of in [What::Votes as fn(usize) -> What, What::Share] {
        let cells: Vec<usize> = (0..system.rows.len()).filter_map(|row| system.index(of(row))).collect();
        let pairs = cells.iter().enumerate().flat_map(|(i, a)| cells[i + 1..].iter().map(|b| (*a, *b)));
        let mut mend = pairs.filter(|(a, b)| {
            values.swap(*a, *b);
            let mended = stated[*a] != stated[*b] && is_mended(system, &values);
            values.swap(*a, *b);
            mended
        });
        let (first, second) = (mend.next(), mend.next());
        if let (Some((a, b)), None) = (first, second) {
            return Some(Answer::Swapped(a, b));
        }
    }
    None
}
