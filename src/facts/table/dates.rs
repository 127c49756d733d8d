//! Dates in the cells of a column: whether the day or the month comes first.

use crate::source::DayOrder;
use crate::wikitext::{Date, read_date};

/// What the values of a column show about the order of day and month.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DateStats {
    /// Values whose first number can only be a day.
    day_first: usize,
    /// Values whose second number can only be a day.
    month_first: usize,
    /// Values in which both numbers can be a month and differ.
    either: usize,
    /// The line of the first value that fits both orders.
    first: Option<usize>,
}

/// A date written as three numbers.
struct Numeric {
    first: u8,
    second: u8,
    year: i32,
    /// True if periods separate the numbers. Countries that write so put the day first.
    periods: bool,
}

fn numeric(text: &str) -> Option<Numeric> {
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = text.split(sign).map(str::trim);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(1..=2).contains(&first.len()) || !(1..=2).contains(&second.len()) {
        return None;
    }
    let number: i32 = year.parse().ok().filter(|_| year.bytes().all(|b| b.is_ascii_digit()))?;
    let year = match year.len() {
        4 => number,
        // As spreadsheets read two digits.
        2 if number < 30 => 2000 + number,
        2 => 1900 + number,
        _ => return None,
    };
    Some(Numeric { first: first.parse().ok()?, second: second.parse().ok()?, year, periods: sign == '.' })
}

/// The number of days from 30 December 1899, the day zero of spreadsheets, to 1 January 1970.
const EPOCH: i64 = 25_569;

/// Reads the number of a day as spreadsheets count, from 1927 to 2099. Smaller numbers are rather years or counts.
fn serial(text: &str) -> Option<Date> {
    let number: i64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    (10_000..=73_050).contains(&number).then(|| of_days(number - EPOCH)).flatten()
}

/// Returns a day of the Gregorian calendar from the number of days since 1 January 1970, by Howard Hinnant's
/// `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>).
fn of_days(days: i64) -> Option<Date> {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date::day(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Returns a date without its time of day, as in `2001-05-12T00:00:00Z` or `12/05/2001 00:00`.
fn without_time(text: &str) -> &str {
    let is_time = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':');
    let cut = text.find(['T', ' ']).filter(|at| is_time(&text[at + 1..]));
    cut.map_or(text, |at| &text[..at])
}

/// Reads a year such as `2001`, or `2001.0` as some programs write it.
pub(super) fn read_year(text: &str) -> Option<i32> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
}

impl DateStats {
    /// Takes note of a value.
    pub(super) fn see(&mut self, text: &str, line: usize) {
        let Some(date) = numeric(without_time(text.trim())) else { return };
        match (date.first, date.second) {
            (13.., _) => self.day_first += 1,
            (_, 13..) => self.month_first += 1,
            (a, b) if a == b => {}
            _ if date.periods => self.day_first += 1,
            _ => {
                self.either += 1;
                self.first.get_or_insert(line);
            }
        }
    }

    /// Returns the order that the values prove. `None` if they prove none, or both.
    pub(super) fn order(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(DayOrder::DayFirst),
            (0, 1..) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// Returns the line of the first date that can be read in two ways, if the values do not decide which.
    pub(super) fn doubt(self) -> Option<usize> {
        self.first.filter(|_| self.order().is_none())
    }

    /// Returns the number of dates that can be read in two ways.
    pub(super) fn either(self) -> usize {
        self.either
    }
}

/// Reads a date. Of one that can be read in two ways, only the year is read if the order is unknown.
pub(super) fn read_cell(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let text = without_time(text.trim());
    if let Some(year) = read_year(text) {
        return Some(Date::year(year));
    }
    if let Some(Numeric { first, second, year, periods }) = numeric(text) {
        let order = match (first, second) {
            (13.., _) => Some(DayOrder::DayFirst),
            (_, 13..) => Some(DayOrder::MonthFirst),
            (a, b) if a == b => Some(DayOrder::DayFirst),
            _ if periods => order.or(Some(DayOrder::DayFirst)),
            _ => order,
        };
        return match order {
            Some(DayOrder::DayFirst) => Date::day(year, second, first),
            Some(DayOrder::MonthFirst) => Date::day(year, first, second),
            None => Some(Date::year(year)),
        };
    }
    // "4 November 1995 (assassinated)".
    let text = text.split_once(" (").map_or(text, |(date, _)| date.trim());
    // "Tuesday, 3 May 2005" and "Tue 3 May 2005".
    let bare = text.split_once([',', ' ']).filter(|(word, _)| is_weekday(word)).map_or(text, |(_, rest)| rest.trim());
    compact(bare).or_else(|| read_date(bare)).or_else(|| short_year(bare)).or_else(|| serial(bare))
}

/// Reads `2 Mar 97` and `03-May-12`.
fn short_year(text: &str) -> Option<Date> {
    let mut parts = text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i32 = year.parse().ok().filter(|_| year.len() == 2)?;
    let month = crate::wikitext::read_date::month_number(month)?;
    Date::day(if year < 30 { 2000 + year } else { 1900 + year }, month, day.parse().ok()?)
}

/// Reads `20010512`.
fn compact(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return None;
    }
    let year: i32 = text[..4].parse().ok().filter(|year| (1000..2200).contains(year))?;
    Date::day(year, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let german = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"];
    days.iter().any(|day| *day == word || word.len() >= 3 && word.len() <= 5 && day.starts_with(&word))
        || german.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Vec<String> {
        let mut stats = DateStats::default();
        values.iter().for_each(|v| stats.see(v, 1));
        values.iter().map(|v| read_cell(v, stats.order()).map_or(String::new(), |d| d.to_string())).collect()
    }

    #[test]
    fn one_date_decides_for_its_column() {
        assert_eq!(read(&["05/01/2020", "25/01/2020"]), ["2020-01-05", "2020-01-25"]);
        assert_eq!(read(&["05/01/2020", "05/25/2020"]), ["2020-05-01", "2020-05-25"]);
        assert_eq!(read(&["05/01/2020", "05/02/2020"]), ["2020", "2020"]);
        assert_eq!(read(&["25/01/2020", "05/25/2020", "1/2/2020"]), ["2020-01-25", "2020-05-25", "2020"]);
        assert_eq!(read(&["5.1.2020", "1/2/98"]), ["2020-01-05", "1998-02-01"]);
    }

    #[test]
    fn the_forms_that_programs_write() {
        for (text, iso) in [
            ("2001-05-12T00:00:00Z", "2001-05-12"),
            ("2001-05-12 00:00:00", "2001-05-12"),
            ("43831", "2020-01-01"),
            ("36526", "2000-01-01"),
            ("2001.0", "2001"),
            ("20010512", "2001-05-12"),
            ("Tuesday, 3 May 2005", "2005-05-03"),
            ("12 May 2001", "2001-05-12"),
            ("May 12, 2001", "2001-05-12"),
            ("2 Mar 97", "1997-03-02"),
            ("03-May-12", "2012-05-03"),
            ("4 November 1995 (assassinated)", "1995-11-04"),
        ] {
            assert_eq!(read(&[text]), [iso], "{text}");
        }
        for text in ["soon", "99/99/2020", "12", "31/02/2020"] {
            assert_eq!(read(&[text]), [""], "{text}");
        }
    }
}
