//! Whether the units of a table are parts of a count, such as precincts, or places of contests of their own.

use super::read::Read;
use super::titles::Of;
use std::collections::{BTreeMap, BTreeSet};

/// What stands between a unit and the one inside it: "Adams / Precinct 3".
pub(super) const INSIDE: &str = " / ";

/// What a contest is for, whatever the seat, place and date: its title and office.
type Purpose = (String, String);

/// What the rows show of the units of contests for one thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Units {
    /// The same people stand in several of them.
    Parts,
    /// Others stand in each.
    Contests,
    /// No contest has several.
    Unclear,
}

/// The units in which each candidate of a contest has rows, by name and round.
type Stood<'r> = BTreeMap<(&'r str, Option<usize>), Vec<&'r str>>;

/// Returns true if rows of one candidate in one contest are parts of a count, by unit. Where others stand in each unit,
/// it is the place of a contest. Each office is judged apart: a county is a part of the count for a governor, and has a
/// sheriff of its own; of units inside others, the outermost that tells is the place.
///
/// `known` is true if a profile says that the units are parts.
pub(super) fn are_parts(rows: &mut [Read], known: bool) -> bool {
    if rows.iter().all(|row| row.unit.is_empty()) {
        return false;
    }
    // Parties and blank votes recur everywhere; beside people they say nothing.
    let people = rows.iter().any(|row| !row.cells.option);
    let mut of: BTreeMap<Purpose, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        of.entry((row.of.contest.clone(), row.of.office.clone())).or_default().push(at);
    }
    let [mut parts, mut places] = [false; 2];
    let mut unclear: Vec<Vec<usize>> = Vec::new();
    for own in of.into_values() {
        match judged(rows, &own, people) {
            Units::Parts => parts = true,
            Units::Contests => places = true,
            Units::Unclear => unclear.push(own),
        }
    }
    parts |= rows.iter().any(|row| row.is_total);
    if !known && (places || !parts) {
        unclear.iter().for_each(|own| move_to_seats(rows, own));
    }
    parts
}

/// Judges the units of the contests for one thing, the outermost first, and moves those that are contests of their own
/// to the seats.
fn judged(rows: &mut [Read], own: &[usize], people: bool) -> Units {
    let depth = |row: &Read| row.unit.split(INSIDE).count();
    let deepest = own.iter().map(|at| depth(&rows[*at])).max().unwrap_or(0);
    for outer in 1..=deepest {
        match units_of(rows, own, people, outer) {
            Units::Unclear => {}
            Units::Parts => return Units::Parts,
            Units::Contests => {
                for at in own.iter().filter(|at| !rows[**at].is_total).copied().collect::<Vec<_>>() {
                    let row = &mut rows[at];
                    let all: Vec<&str> = row.unit.split(INSIDE).collect();
                    let (place, rest) = all.split_at(outer.min(all.len()));
                    let (place, rest) = (place.join(" "), rest.join(INSIDE));
                    in_seat(&mut row.of, &place);
                    row.unit = rest;
                }
                let inner = if outer < deepest { judged(rows, own, people) } else { Units::Contests };
                return if inner == Units::Unclear { Units::Contests } else { inner };
            }
        }
    }
    Units::Unclear
}

/// Compares who stands in the units, less what is inside the first `outer` of them, of each contest that has several.
fn units_of(rows: &[Read], own: &[usize], people: bool, outer: usize) -> Units {
    let mut of: BTreeMap<&Of, Stood<'_>> = BTreeMap::new();
    for row in own.iter().map(|at| &rows[*at]) {
        if row.is_total || row.special.is_some() || people && row.cells.option {
            continue;
        }
        let end = row.unit.match_indices(INSIDE).nth(outer - 1).map_or(row.unit.len(), |(at, _)| at);
        of.entry(&row.of).or_default().entry((&row.name, row.cells.round)).or_default().push(&row.unit[..end]);
    }
    let (mut all, mut recurring) = (0, 0);
    for names in of.values() {
        let units: BTreeSet<&str> = names.values().flatten().copied().collect();
        if units.len() < 2 {
            continue;
        }
        for stood in names.values() {
            all += 1;
            // One name in two wards may be two people; where the units are parts, most candidates recur.
            if stood.iter().any(|unit| *unit != stood[0]) {
                recurring += 1;
            }
        }
    }
    match (all, recurring * 2 >= all) {
        (0, _) => Units::Unclear,
        (_, true) => Units::Parts,
        (_, false) => Units::Contests,
    }
}

/// Takes the units of rows for places of contests, unless a county around each seat tells no two contests apart.
fn move_to_seats(rows: &mut [Read], own: &[usize]) {
    let mut around: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in own.iter().map(|at| &rows[*at]) {
        around.entry(&row.of.seat).or_default().insert(&row.unit);
    }
    let seats_are_enough = !around.contains_key("") && around.values().all(|units| units.len() == 1);
    for at in own {
        let unit = std::mem::take(&mut rows[*at].unit).replace(INSIDE, " ");
        if !seats_are_enough {
            in_seat(&mut rows[*at].of, &unit);
        }
    }
}

fn in_seat(of: &mut Of, place: &str) {
    if !place.is_empty() {
        of.seat = if of.seat.is_empty() { place.to_string() } else { format!("{}, {place}", of.seat) };
    }
}
