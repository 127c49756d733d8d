//! Finds the change that reconciles a table of results.

use super::laws::is_round;
use super::system::{Law, Reading, System, What};
use crate::wikitext::written::is_one_slip;
use std::collections::BTreeMap;

/// The largest table that is searched for repairs, in cells. Repairs take O(cells³).
const MOST_CELLS: usize = 120;

/// Values that differ by less are the same.
const SAME: f64 = 1e-9;

/// A change of one cell after which every law holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Repair {
    pub(super) cell: usize,
    pub(super) new: f64,
    /// True if one slip of a key leads from the new value to the stated one.
    pub(super) slip: bool,
    /// True if a law gives the value, false if it is only one of a range that shares allow.
    pub(super) exact: bool,
}

/// What would reconcile a table that breaks a law however it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// The change of one cell, and of no other, does.
    Only(Repair),
    /// Changes of several cells do; the one that is given is the only one that a slip explains.
    Likely(Repair),
    /// Changes of this one cell do, to several values of which this is the nearest.
    Several(Repair),
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
        let exact: Vec<&Repair> = of_cell.iter().filter(|r| r.exact).collect();
        if let ([], [only]) = (&exact[..], &of_cell[..])
            && only.slip
        {
            return Some(Answer::Likely(*only));
        }
        return Some(match (&exact[..], system.cells[*cell].what.is_share()) {
            ([only], _) if of_cell.len() == 1 => Answer::Only(**only),
            (_, true) => share(system, &stated, of_cell),
            ([_, ..], false) => match exact.iter().filter(|r| r.slip).collect::<Vec<_>>()[..] {
                [slip] => Answer::Only(**slip),
                _ => Answer::Culprit(*cell),
            },
            _ => Answer::Culprit(*cell),
        });
    }
    if by_cell.is_empty() {
        return Some(swapped(system, &stated).unwrap_or(Answer::Unknown));
    }
    let row_of = |cell: &usize| match system.cells[*cell].what {
        What::Votes(row) | What::Share(row) => Some(row),
        _ => None,
    };
    let slips: Vec<&Repair> = repairs.iter().filter(|r| r.slip && r.exact).collect();
    if let [slip] = slips[..] {
        return Some(Answer::Likely(*slip));
    }
    if let [only] = repairs.iter().filter(|r| r.slip).collect::<Vec<_>>()[..]
        && repairs.iter().all(|r| !r.exact)
    {
        return Some(Answer::Likely(*only));
    }
    let rows: Option<Vec<usize>> = by_cell.keys().map(row_of).collect();
    let one_row = rows.and_then(|rows| rows.iter().all(|row| *row == rows[0]).then_some(rows[0]));
    Some(one_row.map_or(Answer::Unknown, Answer::Row))
}

/// Returns true if a table has enough figures to be judged, and they agree.
pub(super) fn is_settled(system: &System) -> bool {
    system.rows.len() > 1 && system.cells.len() <= MOST_CELLS && is_sound(system, &system.stated())
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
    // A list that two counts have proved to be complete stays so.
    let listed = system.is_listed(&system.stated());
    let mut readings = Reading::ALL.into_iter().filter(|reading| if reading.complete { complete } else { !listed });
    readings.any(|reading| system.broken(values, reading).is_some_and(|broken| broken.is_empty()))
}

/// Returns every change of one cell after which all laws hold, in the order of cells.
fn repairs(system: &System, stated: &[f64]) -> Vec<Repair> {
    let mut tried: Vec<(usize, f64, bool)> = Vec::new();
    for reading in Reading::ALL {
        for law in system.broken(stated, reading).unwrap_or_default() {
            tried.extend(proposals(system, stated, reading, law).into_iter().map(|(cell, new)| (cell, new, true)));
            tried.extend(guesses(system, stated, law).into_iter().map(|(cell, new)| (cell, new, false)));
        }
    }
    tried.retain(|(cell, new, _)| *new >= 0.0 && (*new - stated[*cell]).abs() > SAME);
    tried.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(b.2.cmp(&a.2)));
    tried.dedup_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let mut values = stated.to_vec();
    let mut found = Vec::new();
    for (cell, new, exact) in tried {
        values[cell] = new;
        if is_mended(system, &values) {
            found.push(Repair { cell, new, slip: is_slip(system, cell, new), exact });
        }
        values[cell] = stated[cell];
    }
    found
}

/// Returns the answer for a share of which several values are possible: the only one that rounds as those of the other
/// rows do, or the one that follows from the base that fits the other rows best.
fn share(system: &System, stated: &[f64], repairs: &[Repair]) -> Answer {
    let Some(What::Share(row)) = repairs.first().map(|r| system.cells[r.cell].what) else { return Answer::Unknown };
    let cell = repairs[0].cell;
    if system.is_of_no_vote(row) {
        let slips: Vec<&Repair> = repairs.iter().filter(|r| r.slip).collect();
        return if let [slip] = slips[..] { Answer::Likely(*slip) } else { Answer::Culprit(cell) };
    }
    let others: Vec<usize> = (0..system.rows.len()).filter(|other| *other != row).collect();
    let off = |base: f64| -> Vec<(f64, f64)> {
        let of = |other: &usize| {
            let share = system.index(What::Share(*other))?;
            let by_votes = system.share_by_votes(stated, *other, base)?;
            Some(((by_votes - stated[share]).abs(), system.unit(share) / 2.0))
        };
        others.iter().filter_map(of).collect()
    };
    // A share such as "4.0" has the digits of the others.
    let half = 10f64.powi(-i32::try_from(system.digits(cell)).unwrap_or(0)) / 2.0;
    let value = |base: f64| {
        let exact = system.share_by_votes(stated, row, base)?;
        let off = |r: &Repair| (r.new - exact).abs();
        let near = repairs.iter().filter(|r| off(r) <= half + 1e-6);
        near.min_by(|a, b| off(a).total_cmp(&off(b))).copied()
    };
    let mut bases = system.bases(stated);
    bases.sort_by(|a, b| {
        // Shares of a table add up to 100; then, the other rows fit.
        let rest: f64 = others.iter().filter_map(|other| system.value(stated, What::Share(*other))).sum();
        let short = |base: f64| value(base).map_or(f64::INFINITY, |r| (100.0 - rest - r.new).abs());
        let sum = |base: f64| off(base).iter().map(|(off, _)| off).sum::<f64>();
        short(*a).total_cmp(&short(*b)).then(sum(*a).total_cmp(&sum(*b)))
    });
    bases.dedup();
    let rounds = |base: &&f64| off(**base).iter().all(|(off, half)| off <= &(half + 1e-6));
    let mut fitting: Vec<Repair> = bases.iter().filter(rounds).filter_map(|base| value(*base)).collect();
    fitting.dedup_by(|a, b| (a.new - b.new).abs() < SAME);
    match fitting[..] {
        [only] => Answer::Only(only),
        _ => bases.iter().find_map(|base| value(*base)).map_or(Answer::Culprit(cell), Answer::Several),
    }
}

fn is_slip(system: &System, cell: usize, new: f64) -> bool {
    let cell = &system.cells[cell];
    let written = |value: f64| format!("{value:.digits$}", digits = cell.digits as usize);
    is_one_slip(&written(cell.value), &written(new))
        || is_round(cell.value - new) && matches!(cell.what, What::Total | What::Valid)
}

/// Returns the values of single cells with which a law may hold.
fn proposals(system: &System, values: &[f64], reading: Reading, law: Law) -> Vec<(usize, f64)> {
    let mut out = Vec::new();
    let mut at = |what: What, new: f64| out.extend(system.index(what).map(|cell| (cell, rounded(system, cell, new))));
    let votes = |row: usize| system.value(values, What::Votes(row));
    match law {
        Law::Share(row) => {
            // Blank votes may be shares of all ballots, whatever the other shares are of.
            let wider = if system.is_of_no_vote(row) { system.wider_bases(values) } else { Vec::new() };
            let bases = system.base(values, reading.base).into_iter().chain(wider);
            let share = |base: f64| {
                let share = system.share_by_votes(values, row, base)?;
                Some(if system.are_cut(values, row, base) { system.cut(row, share) } else { share })
            };
            let shares: Vec<f64> = bases.filter_map(share).collect();
            shares.into_iter().for_each(|share| at(What::Share(row), share));
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
        // There are at least as many ballots as votes; that does not say how many, unless the invalid ones are stated.
        Law::Ballots => {
            let stated = |what| system.value(values, what);
            let valid = stated(What::Valid).unwrap_or_else(|| system.candidates(values));
            stated(What::Invalid).into_iter().for_each(|invalid| at(What::Ballots, valid + invalid));
            stated(What::Ballots).into_iter().for_each(|ballots| at(What::Invalid, ballots - valid));
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
        }
    }
    out
}

/// Returns the values of single cells from which a slip of a key leads to the stated ones, and with which a law on shares
/// may hold: such a law allows a range.
fn guesses(system: &System, values: &[f64], law: Law) -> Vec<(usize, f64)> {
    let cells: Vec<What> = match law {
        // The votes of any row move the base of all shares.
        Law::Share(_) => (0..system.rows.len()).map(What::Votes).collect(),
        Law::Turnout => vec![What::Electorate, What::Ballots, What::Total],
        _ => Vec::new(),
    };
    cells.into_iter().flat_map(|what| slips(system, values, what)).collect()
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
            let mended = (stated[*a] - stated[*b]).abs() > SAME && is_mended(system, &values);
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
