//! Dates that are as vague as their source.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// How precisely a [`Date`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

/// A point in the calendar: a year, perhaps a month, perhaps a day. A month or day of 0 is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point {
    year: i32,
    month: u8,
    day: u8,
}

/// A date of the EDTF level 0–1 subset (ISO 8601-2:2019, annex A): day, month, year, `~` for circa,
/// `a/b` for a range, `/b` for before and `a/` for after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    from: Option<Point>,
    to: Option<Point>,
    circa: bool,
}

/// The order of two vague dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Every day of the first lies before every day of the second.
    Earlier,
    /// Every day of the first lies after every day of the second.
    Later,
    /// The dates overlap or have open ends, so that the order is unknown.
    Unknown,
}

impl Point {
    fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    fn first_day(self) -> (i32, u8, u8) {
        (self.year, self.month.max(1), self.day.max(1))
    }

    fn last_day(self) -> (i32, u8, u8) {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.month == 0 || self.day == 0 { days_in(self.year, month) } else { self.day };
        (self.year, month, day)
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year < 0 {
            write!(f, "-{:04}", -self.year)?;
        } else {
            write!(f, "{:04}", self.year)?;
        }
        match self.precision() {
            Precision::Year => Ok(()),
            Precision::Month => write!(f, "-{:02}", self.month),
            Precision::Day => write!(f, "-{:02}-{:02}", self.month, self.day),
        }
    }
}

const fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// Returns the number of days in a month of the proleptic Gregorian calendar; 0 if `month` is not 1 to 12.
pub const fn days_in(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + is_leap(year) as u8,
        _ => 0,
    }
}

impl Date {
    /// Creates a date that is a day; `None` if the calendar has no such day.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        (day >= 1 && day <= days_in(year, month)).then(|| Self::at(Point { year, month, day }))
    }

    /// Creates a date that is a month; `None` if `month` is not 1 to 12.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then(|| Self::at(Point { year, month, day: 0 }))
    }

    /// Creates a date that is a year.
    pub fn year(year: i32) -> Self {
        Self::at(Point { year, month: 0, day: 0 })
    }

    const fn at(point: Point) -> Self {
        Self { from: Some(point), to: Some(point), circa: false }
    }

    /// Returns the same date, marked as approximate.
    #[must_use]
    pub const fn circa(mut self) -> Self {
        self.circa = true;
        self
    }

    /// Returns true if the source calls the date approximate.
    pub const fn is_circa(self) -> bool {
        self.circa
    }

    /// Reads the EDTF subset: `1992-02-20`, `1992-02`, `1992`, `1992~`, `1992/1993`, `/1992`, `1992/`.
    ///
    /// `None` for anything else, and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (body, circa) = text.strip_suffix('~').map_or((text, false), |rest| (rest, true));
        let date = match body.split_once('/') {
            None => Self::at(parse_point(body)?),
            Some(("", "")) => return None,
            Some(("" | "..", to)) => Self { from: None, to: Some(parse_point(to)?), circa },
            Some((from, "" | "..")) => Self { from: Some(parse_point(from)?), to: None, circa },
            Some((from, to)) => {
                let (from, to) = (parse_point(from)?, parse_point(to)?);
                if from.first_day() > to.last_day() {
                    return None;
                }
                Self { from: Some(from), to: Some(to), circa }
            }
        };
        Some(if circa { date.circa() } else { date })
    }

    /// Returns the earliest possible year; `None` if the start is open.
    pub fn first_year(self) -> Option<i32> {
        self.from.map(|p| p.year)
    }

    /// Returns the latest possible year; `None` if the end is open.
    pub fn last_year(self) -> Option<i32> {
        self.to.map(|p| p.year)
    }

    /// Returns the year if the whole date lies in one year.
    pub fn the_year(self) -> Option<i32> {
        self.first_year().filter(|y| Some(*y) == self.last_year())
    }

    /// Returns the day of the month if the date is a single day.
    pub fn the_day(self) -> Option<u8> {
        let (from, to) = (self.from?, self.to?);
        (from == to && from.day > 0).then_some(from.day)
    }

    /// Returns the month if the whole date lies in one month.
    pub fn the_month(self) -> Option<u8> {
        let (from, to) = (self.from?, self.to?);
        (from.month != 0 && (from.year, from.month) == (to.year, to.month)).then_some(from.month)
    }

    /// Returns how precisely a single date is known; `None` for a range.
    pub fn precision(self) -> Option<Precision> {
        (self.from == self.to).then(|| self.from.map(Point::precision)).flatten()
    }

    /// Returns the two ends of a range, `None` for an open one; `None` for a single date.
    pub fn ends(self) -> Option<[Option<Self>; 2]> {
        (self.from != self.to).then(|| [self.from.map(Self::at), self.to.map(Self::at)])
    }

    /// Compares two dates as earlier, later or unknown.
    pub fn order(self, other: Self) -> DateOrder {
        let before = |a: Self, b: Self| match (a.to, b.from) {
            (Some(to), Some(from)) => to.last_day() < from.first_day(),
            _ => false,
        };
        match (before(self, other), before(other, self)) {
            (true, _) => DateOrder::Earlier,
            (_, true) => DateOrder::Later,
            _ => DateOrder::Unknown,
        }
    }

    /// Returns true if both may be the same day.
    pub fn compatible(self, other: Self) -> bool {
        self.order(other) == DateOrder::Unknown
    }

    /// Returns a key for sorting: by first day, then by last day. Dates with an open start sort by their end.
    pub fn sort_key(self) -> impl Ord + Copy {
        let none = (i32::MIN, 0, 0);
        (self.from.or(self.to).map_or(none, Point::first_day), self.to.map_or((i32::MAX, 0, 0), Point::last_day))
    }

    /// Returns the middle of the days that the date may mean, as a number of days in the proleptic Gregorian calendar:
    /// about July 1 for a year. `None` for a date with an open end.
    pub fn middle(self) -> Option<f64> {
        let (from, to) = (self.from?.first_day(), self.to?.last_day());
        Some(f64::midpoint(day_number(from) as f64, day_number(to) as f64))
    }

    /// Returns the first and last possible day, as numbers of days in the proleptic Gregorian calendar; `None` for an
    /// open end.
    pub fn days(self) -> (Option<i64>, Option<i64>) {
        (self.from.map(|p| day_number(p.first_day())), self.to.map(|p| day_number(p.last_day())))
    }

    /// Returns the first possible day as year, month, day; for a date with an open start, the first day of its end.
    pub fn first_day(self) -> Option<(i32, u8, u8)> {
        self.from.or(self.to).map(Point::first_day)
    }

    /// Compares by [`Date::sort_key`].
    pub fn cmp_key(self, other: Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }

    /// Returns the end of the date in the form of [`Date::long`]: the last day of a vote over several days.
    pub fn last_long(self) -> String {
        let last = if self.from.is_some() && self.to.is_some() { self.to } else { self.from };
        Self { from: last, ..self }.long()
    }

    /// Returns the date as a person writes it: `20 February 1992`, `December 2001`, `about 1900`.
    pub fn long(self) -> String {
        let say = |p: Point| match p.precision() {
            Precision::Day => format!("{} {} {}", p.day, month_name(p.month), p.year),
            Precision::Month => format!("{} {}", month_name(p.month), p.year),
            Precision::Year => p.year.to_string(),
        };
        let text = match (self.from, self.to) {
            (Some(a), Some(b)) if a == b => say(a),
            (Some(a), Some(b)) => format!("{} to {}", say(a), say(b)),
            (None, Some(b)) => format!("before {}", say(b)),
            (Some(a), None) => format!("after {}", say(a)),
            (None, None) => String::new(),
        };
        if self.circa { format!("about {text}") } else { text }
    }
}

/// Returns the days since 1 March of the year 0 (Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).
fn day_number((year, month, day): (i32, u8, u8)) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

fn parse_point(text: &str) -> Option<Point> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = digits.split('-');
    let mut number = |len: usize| -> Option<Option<i32>> {
        parts
            .next()
            .map(|p| (p.len() == len && p.bytes().all(|b| b.is_ascii_digit())).then(|| p.parse().ok()).flatten())
    };
    let year = sign * number(4)??;
    let month = number(2);
    let day = number(2);
    if parts.next().is_some() {
        return None;
    }
    let date = match (month, day) {
        (None, _) => Date::year(year),
        (Some(month), None) => Date::month(year, u8::try_from(month?).ok()?)?,
        (Some(month), Some(day)) => Date::day(year, u8::try_from(month?).ok()?, u8::try_from(day?).ok()?)?,
    };
    date.from
}

/// Returns the English name of a month, 1 to 12; empty for any other number.
pub const fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if month >= 1 && month <= 12 { NAMES[month as usize - 1] } else { "" }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(a), Some(b)) if a == b => write!(f, "{a}")?,
            (a, b) => {
                if let Some(a) = a {
                    write!(f, "{a}")?;
                }
                f.write_str("/")?;
                if let Some(b) = b {
                    write!(f, "{b}")?;
                }
            }
        }
        if self.circa { f.write_str("~") } else { Ok(()) }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format_args!("'{text}' is not a date; write 1992-02-20, 1992-02 or 1992"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn what_is_read_is_written_the_same() {
        for text in ["1992-02-20", "1992-02", "1992", "1992~", "1992/1993-04", "/1992", "1992-01-31/", "-0044-03-15"] {
            assert_eq!(d(text).to_string(), text);
        }
        for text in ["1992-02-30", "1992-13", "92", "1992-2-3", "", "/", "1993/1992", "1992-02-20-01", "١٩٩٢"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn vague_dates_compare_as_earlier_later_or_unknown() {
        assert_eq!(d("1992-02-19").order(d("1992-02-20")), DateOrder::Earlier);
        assert_eq!(d("1992").order(d("1992-02-20")), DateOrder::Unknown);
        assert_eq!(d("2005-05").order(d("2003")), DateOrder::Later);
        assert_eq!(d("/1990").order(d("1991")), DateOrder::Earlier);
        assert_eq!(d("1990/").order(d("1980")), DateOrder::Later);
    }
}
