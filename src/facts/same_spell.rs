//! Whether a succession box tells again what an infobox tells.

use super::record::{OfficeRecord, SuccessionRecord};
use crate::wikitext::{Date, fold};

/// Returns true if a row of a succession box states the same tenure as an office of the infobox.
pub(super) fn is_same_spell(office: &OfficeRecord, row: &SuccessionRecord) -> bool {
    let year = |date: Option<Date>| date.and_then(Date::first_year);
    let starts = year(office.start) == year(row.start) && year(row.start).is_some();
    let (before, after) = (row.predecessor.names(), row.successor.names());
    let neighbours = (before.is_some() && before == office.predecessor.names())
        || (after.is_some() && after == office.successor.names());
    // Another constituency that was held until another year is another seat.
    let place = row.constituency.as_deref().or_else(|| row.title.split_once(" for ").map(|(_, place)| place));
    let own = office.constituency.as_deref().map(fold);
    let elsewhere = place.zip(own).is_some_and(|(place, own)| !own.contains(&fold(place)))
        && year(office.end).zip(year(row.end)).is_some_and(|(one, other)| one != other);
    starts && !elsewhere && (neighbours || (before.is_none() && after.is_none()))
}
