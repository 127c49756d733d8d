//! What the values of a column say of its meaning, whatever its header says.

use super::dates::{read_cell, read_year};
use super::headers::{Match, Values, fold_header, meaning};
use super::phrases::{read_outcome, read_term};
use crate::facts::columns::is_missing;
use crate::facts::tagged::item;
use crate::source::quote;
use csv::StringRecord;

/// The most rounds of a contest. Larger numbers in a column of rounds are votes.
const MOST_ROUNDS: f64 = 30.0;

/// Returns the values of a column.
pub(super) fn cells<'d>(column: usize, data: &[&'d StringRecord]) -> Vec<&'d str> {
    data.iter().filter_map(|row| row.get(column)).filter(|cell| !is_missing(cell)).collect()
}

/// Returns true if a text is a day or a month of a year.
fn is_day(text: &str) -> bool {
    text.len() > 5 && read_cell(text, None).is_some_and(|date| date.the_month().is_some())
}

/// Returns true if at least half of some values are of a kind.
pub(super) fn most(values: &[&str], is: impl Fn(&str) -> bool) -> bool {
    values.iter().filter(|value| is(value)).count() * 2 >= values.len()
}

/// Returns true for a text of digits and signs.
pub(super) fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic)
}

/// Returns the whole number that a text is, whatever separates its thousands.
pub(super) fn whole(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\'' | '’')).collect();
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// Returns true for a first and a last day or year in one cell.
fn is_range(text: &str) -> bool {
    read_cell(text, None).is_none() && matches!(read_term(text, None), Some((Some(_), _)))
}

/// Returns true for words that people are called: two or more, with capitals.
pub(super) fn is_like_a_name(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let large = words.clone().filter(|word| word.starts_with(char::is_uppercase)).count();
    large >= 2 && large * 2 > words.count() && !text.chars().any(|c| c.is_ascii_digit())
}

/// Returns true for several years in one cell, with or without brackets.
fn is_list_of_years(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() > 1 && words.iter().all(|word| read_year(word).is_some())
}

/// Returns true if the first values of a column can be of a meaning. Headers are trusted less the less sure they are.
pub(super) fn suits(column: usize, found: Match, data: &[&StringRecord]) -> bool {
    let Some(meaning) = meaning(found.meaning) else { return false };
    let values = cells(column, data);
    // An empty column says nothing, whatever it is called.
    if data.len() > 1
        && values.is_empty()
        && matches!(found.meaning, "office" | "seat" | "body" | "place" | "party" | "contest" | "outcome")
    {
        return false;
    }
    let half = |is: fn(&str) -> bool| most(&values, is);
    let of_text = || values.is_empty() || !half(|text| item(text).is_some());
    match (meaning.values, found.meaning) {
        (Values::Count | Values::Percent, _) if found.sure < 1.0 => half(is_number),
        // Some words for the electorate also mean a seat.
        (Values::Count, "seats") => values.is_empty() || values.iter().any(|text| whole(text).is_some()),
        (Values::Count, "electorate" | "ballots" | "valid") => {
            values.is_empty() || values.iter().any(|text| text.chars().any(|c| c.is_ascii_digit()))
        }
        // The only row may be one that is cut short.
        (Values::Person, _) if values.is_empty() => data.len() <= 1,
        (Values::Person, _) => {
            half(|text| text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit()))
                && !half(|text| item(text).is_some())
        }
        (Values::Year, _) => half(|text| read_year(text).is_some()),
        (Values::Date, "date") if !values.is_empty() && half(is_range) => false,
        // Votes cast on the day of the election.
        (Values::Date, "date") if values.iter().all(|text| whole(text).is_some()) => {
            let is_year = |text: &str| read_year(text).is_some_and(|year| (1700..=2100).contains(&year));
            values.iter().all(|text| is_year(text) || text.len() >= 5 && read_cell(text, None).is_some())
        }
        (Values::Date, _) if found.sure < 1.0 => half(|text| read_cell(text, None).is_some()),
        (Values::Round, _) => {
            // Several people stand in each round, however many there are.
            let is_large = |text: &str| whole(text).is_some_and(|number| number > MOST_ROUNDS);
            let mut different = values.clone();
            different.sort_unstable();
            different.dedup();
            values.is_empty() || !half(is_large) || different.len() * 2 <= values.len()
        }
        // "Elected" may say when, instead of whether.
        (Values::Outcome, _) if !values.is_empty() && half(|text| read_year(text).is_some() || is_day(text)) => false,
        // "Winner" may say who, instead of whether.
        (Values::Outcome, _) => {
            values.is_empty() || values.iter().any(|text| read_outcome(text).is_some()) || !half(is_like_a_name)
        }
        (_, "term") if found.sure < 1.0 => half(|text| is_range(text) || read_term(text, None).is_some()),
        // A rank, a number of seats and the like are no office.
        (_, "party") if found.sure >= 1.0 => of_text(),
        (_, "office" | "body" | "party") => of_text() && (values.is_empty() || !half(is_number)),
        (_, "contest") => of_text() && (values.is_empty() || !half(is_list_of_years)),
        (_, "place" | "seat" | "unit") => {
            let is_flag = |text: &str| matches!(text, "TRUE" | "FALSE" | "True" | "False" | "true" | "false");
            of_text() && (values.is_empty() || !half(is_flag))
        }
        // The status of something else is not that of the contest.
        (_, "status") => found.sure >= 1.0,
        (_, "wikidata") => values.is_empty() || half(|text| item(text).is_some()),
        _ => true,
    }
}

/// Returns what to do with a table that has a column for each candidate or party, to be put behind a message. Empty if
/// fewer than two of the columns have numbers.
pub(super) fn wide(headers: &[String], data: &[&StringRecord], is_free: impl Fn(usize) -> bool) -> String {
    let of_numbers = |column: &usize| {
        let values = cells(*column, data);
        let named = headers[*column].chars().any(char::is_alphabetic);
        let is_code = |word: &str| matches!(word, "id" | "code" | "fips" | "geoid" | "year");
        named
            && is_free(*column)
            && !values.is_empty()
            && values.iter().all(|text| whole(text.trim_end_matches('%')).is_some())
            && !fold_header(&headers[*column]).split(' ').any(is_code)
    };
    let columns: Vec<String> =
        (0..headers.len()).filter(of_numbers).take(4).map(|column| quote(&headers[column])).collect();
    if columns.len() < 2 {
        return String::new();
    }
    format!(
        ". If {} and the like are a candidate or a party each, give each a row of its own, with a column for the name and one for the votes",
        columns.join(", ")
    )
}
