//! The titles of Canadian tables of results.

use super::first_date;
use crate::facts::record::ElectionRecord;
use crate::wikitext::{Date, Value};

/// Reads `{{CANelec/top|CA|2015|…}}`: the federal or provincial election of a year. `by` is true for a by-election.
pub(super) fn title(election: &mut ElectionRecord, arguments: &[Value], by: bool) {
    let text = |i: usize| arguments.get(i).map(Value::line).unwrap_or_default();
    let (place, time) = (text(0), text(1));
    election.date = first_date(&time);
    let year = election.date.and_then(Date::first_year).map_or_else(|| time.clone(), |year| year.to_string());
    let named = PROVINCES.iter().find(|(code, _)| *code == place).map_or(place.as_str(), |(_, name)| *name);
    let kind = match (named, by) {
        ("Canadian", true) => "federal by-election",
        (_, true) => "by-election",
        ("Canadian", false) => "federal election",
        _ => "general election",
    };
    election.election = format!("{year} {named} {kind}").trim().to_string();
}

/// The codes of Canada and its provinces, with the names used in the titles of elections.
const PROVINCES: [(&str, &str); 14] = [
    ("CA", "Canadian"),
    ("AB", "Alberta"),
    ("BC", "British Columbia"),
    ("MB", "Manitoba"),
    ("NB", "New Brunswick"),
    ("NL", "Newfoundland and Labrador"),
    ("NS", "Nova Scotia"),
    ("NT", "Northwest Territories"),
    ("NU", "Nunavut"),
    ("ON", "Ontario"),
    ("PE", "Prince Edward Island"),
    ("QC", "Quebec"),
    ("SK", "Saskatchewan"),
    ("YT", "Yukon"),
];
