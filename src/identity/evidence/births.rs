//! Evidence from births: people who were born on one day are one person if they have one name, and people who were born in
//! different years are asked about.

use crate::identity::judgement::Evidence;
use crate::wikitext::Date;
use std::collections::BTreeSet;

/// Sources differ by a year where they count back from an age.
const COUNTED_BACK: u32 = 1;
/// How much more often one person than two of one name have one day of birth. Two contemporaries have it once in some ten
/// thousand pairs; sources err.
const ONE_DAY: f32 = 2_000.0;
/// The same for a year of birth, which two contemporaries have once in some thirty pairs.
const ONE_YEAR: f32 = 15.0;

/// A date of birth: the year, and the day of the year if it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::identity) struct Birth {
    year: i32,
    day: Option<(u8, u8)>,
}

impl Birth {
    /// Returns the birth on a date, if its year is known. Many sources write the first of January where they know the
    /// year alone.
    pub(in crate::identity) fn on(date: Date) -> Option<Self> {
        let day = date.the_month().zip(date.the_day()).filter(|day| *day != (1, 1));
        Some(Self { year: date.the_year()?, day })
    }
}

/// How the births of two people agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::identity) enum Agreement {
    /// They were born in one year.
    Year,
    /// They were born on one day.
    Day,
}

impl Agreement {
    /// Returns how much more often one person than two of one name have such births.
    pub(in crate::identity) const fn odds(self) -> f32 {
        match self {
            Self::Year => ONE_YEAR,
            Self::Day => ONE_DAY,
        }
    }

    /// Returns the agreement in words.
    pub(in crate::identity) const fn said(self) -> &'static str {
        match self {
            Self::Year => "born in one year",
            Self::Day => "born on one day",
        }
    }
}

/// Returns how the births of two people agree; `None` if they do not, or if one is not known. Births are known by name, so
/// that two births of one name may be those of two people: they agree on nothing.
pub(in crate::identity) fn agree(a: &BTreeSet<Birth>, b: &BTreeSet<Birth>) -> Option<Agreement> {
    let all: BTreeSet<&Birth> = a.iter().chain(b).collect();
    let years: BTreeSet<i32> = all.iter().map(|birth| birth.year).collect();
    let days: BTreeSet<(u8, u8)> = all.iter().filter_map(|birth| birth.day).collect();
    if a.is_empty() || b.is_empty() || years.len() > 1 || days.len() > 1 {
        return None;
    }
    let has_day = |births: &BTreeSet<Birth>| births.iter().any(|birth| birth.day.is_some());
    Some(if has_day(a) && has_day(b) { Agreement::Day } else { Agreement::Year })
}

/// Speaks against two people being one if no year of birth of the one is near one of the other. Sources err, so it is no
/// proof.
pub(in crate::identity) fn clash(a: &BTreeSet<Birth>, b: &BTreeSet<Birth>) -> Option<(Evidence, String)> {
    let near = a.iter().any(|one| b.iter().any(|other| one.year.abs_diff(other.year) <= COUNTED_BACK));
    let (one, other) = (a.first()?, b.first()?);
    (!near).then(|| (Evidence::Born, format!("one was born in {}, the other in {}", one.year, other.year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn births(dates: &[&str]) -> BTreeSet<Birth> {
        dates.iter().filter_map(|date| Birth::on(Date::parse(date)?)).collect()
    }

    #[test]
    fn births_agree_as_far_as_both_are_known() {
        let of = |a: &[&str], b: &[&str]| agree(&births(a), &births(b));
        assert_eq!(of(&["1950-03-05"], &["1950-03-05"]), Some(Agreement::Day));
        assert_eq!(of(&["1950-03-05"], &["1950"]), Some(Agreement::Year));
        assert_eq!(of(&["1950-01-01"], &["1950-01-01"]), Some(Agreement::Year));
        assert_eq!(of(&["1950-03-05"], &["1950-03-06"]), None);
        assert_eq!(of(&["1950-03-05", "1951"], &["1951-07-07"]), None);
        assert_eq!(of(&["1950-06-07", "1951-06-07"], &["1950-06-07", "1951-06-07"]), None);
        assert_eq!(of(&[], &["1950"]), None);
        assert!(clash(&births(&["1950"]), &births(&["1951-02-03"])).is_none());
        assert!(clash(&births(&["1950"]), &births(&["1953"])).is_some());
    }
}
