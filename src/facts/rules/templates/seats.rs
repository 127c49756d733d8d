//! The seats of one office in the order in which somebody held them: `9th district (1998–2013)`, `13th district
//! (2013–present)`, and the parameter `prior_term`.

use super::succession::Spell;
use crate::facts::fields::Fields;
use crate::facts::named::target_or_text;
use crate::facts::record::{OfficeRecord, SeatRecord};
use crate::wikitext::{Date, Value};

/// Reads the seats of an office if the infobox gives years with them.
pub(super) fn read(fields: &Fields<'_>, row: u32, office: &mut OfficeRecord) {
    let places = ["district", "constituency", "seat"].into_iter().filter_map(|meaning| fields.row(meaning, row));
    let mut seats = places.map(|f| seats_in(f.value)).find(|seats| seats.len() > 1).unwrap_or_default();
    if let Some(prior) = fields.row("prior_term", row) {
        let before: Vec<SeatRecord> = seats_in(prior.value);
        let last = before.last().and_then(|seat| seat.end);
        if let (true, Some(own), Some(_)) = (seats.is_empty(), &office.constituency, last) {
            seats.push(SeatRecord { seat: own.clone(), start: last, end: office.end });
        }
        seats.splice(0..0, before);
    }
    if seats.len() < 2 {
        return;
    }
    // The days of the term are more exact than the years of its first and last seat.
    let same_year = |a: Option<Date>, b: Option<Date>| a.and_then(Date::first_year) == b.and_then(Date::first_year);
    if let Some(first) = seats.first_mut().filter(|first| same_year(first.start, office.start)) {
        first.start = office.start;
    }
    if let Some(last) = seats.last_mut().filter(|last| last.end.is_none() || same_year(last.end, office.end)) {
        last.end = office.end;
    }
    office.seats = seats;
}

/// Returns the seats of a value that have years in brackets; none if one of them has no years.
fn seats_in(value: &Value) -> Vec<SeatRecord> {
    let items: Vec<Value> = value.items().into_iter().filter(|item| !item.is_empty()).collect();
    let seat = |item: &Value| {
        let (before, years) = item.text.rsplit_once('(')?;
        let spell = Spell::read(years.trim_end_matches([')', ' ', ',', ';']));
        let named = seat_of(item);
        let named = if named.contains('(') { before.trim().to_string() } else { named };
        (spell.start.is_some() && !named.is_empty()).then_some(SeatRecord {
            seat: named,
            start: spell.start,
            end: spell.end,
        })
    };
    items.iter().map(seat).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Returns the seat that a value names: the page that it links to, unless the link leads to a part of another page, such
/// as "5th" in `[[Elections in Ohio, 2004#District 5|5th]]`.
pub(super) fn seat_of(value: &Value) -> String {
    let (text, target) = (value.line(), target_or_text(value));
    let number: String = text.chars().take_while(char::is_ascii_digit).collect();
    let of_election = target.to_lowercase().contains("election");
    if of_election || !number.is_empty() && !target.contains(&number) { text } else { target }
}
