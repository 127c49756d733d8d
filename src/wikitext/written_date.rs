//! Dates as a line writes them, so that another date can be written in the same way.

use super::date::{Date, Precision, month_name};

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `7 May 2000`.
    DayMonth,
    /// `May 7, 2000`.
    MonthDay,
    /// `2000-05-07`, with a separator, and with zeros in front of one digit or without.
    Parts(char, bool),
    /// `May 2000`.
    MonthYear,
    /// `2000`.
    Year,
}

/// A date as a line writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDate<'a> {
    /// The text of the line.
    pub text: &'a str,
    form: Form,
}

impl WrittenDate<'_> {
    /// Writes another date in the same way, as exactly as it is known, but not more exactly than a year alone.
    /// `None` for a date that is no single day, month or year.
    pub fn like(&self, date: Date) -> Option<String> {
        let precision = date.precision()?;
        match (self.form, precision) {
            (form @ Form::Parts(..), _) => write(form, date),
            (Form::Year, _) | (_, Precision::Year) => write(Form::Year, date),
            (_, Precision::Month) => write(Form::MonthYear, date),
            (Form::MonthDay, Precision::Day) => write(Form::MonthDay, date),
            (_, Precision::Day) => write(Form::DayMonth, date),
        }
    }
}

/// Writes a date in a form; `None` if the date is not known as exactly as the form needs.
fn write(form: Form, date: Date) -> Option<String> {
    let year = date.the_year()?;
    let (month, day) = (date.the_month(), date.the_day());
    let name = |month: u8| month_name(month);
    match form {
        Form::DayMonth => Some(format!("{} {} {year}", day?, name(month?))),
        Form::MonthDay => Some(format!("{} {}, {year}", name(month?), day?)),
        Form::MonthYear => Some(format!("{} {year}", name(month?))),
        Form::Year => Some(year.to_string()),
        Form::Parts(separator, padded) => {
            let mut out = if padded { format!("{year:04}") } else { year.to_string() };
            for part in [month, day].into_iter().flatten() {
                out.push(separator);
                out.push_str(&if padded { format!("{part:02}") } else { part.to_string() });
            }
            Some(out)
        }
    }
}

/// Returns a date where a line writes it. `None` if the line does not have it as whole words, exactly once.
pub fn date_in(line: &str, date: Date) -> Option<WrittenDate<'_>> {
    let forms: &[Form] = match date.precision()? {
        Precision::Day => {
            &[Form::DayMonth, Form::MonthDay, Form::Parts('-', true), Form::Parts('|', false), Form::Parts('|', true)]
        }
        Precision::Month => &[Form::MonthYear, Form::Parts('-', true), Form::Parts('|', false), Form::Parts('|', true)],
        Precision::Year => &[Form::Year],
    };
    forms.iter().find_map(|form| {
        let text = write(*form, date)?;
        let is_whole = |at: &usize| {
            let before = line[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
            !before && !line[at + text.len()..].chars().next().is_some_and(char::is_alphanumeric)
        };
        let mut found = line.match_indices(&text).map(|(at, _)| at).filter(is_whole);
        let at = found.next()?;
        found.next().is_none().then(|| WrittenDate { text: &line[at..at + text.len()], form: *form })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(line: &str, old: &str, new: &str) -> Option<String> {
        let found = date_in(line, Date::parse(old)?)?;
        Some(line.replace(found.text, &found.like(Date::parse(new)?)?))
    }

    #[test]
    fn another_date_is_written_as_the_old_one() {
        let is = |line: &str, old: &str, new: &str, expected: &str| {
            assert_eq!(changed(line, old, new).as_deref(), Some(expected), "{line}");
        };
        is("| term_start = 7 May 2000", "2000-05-07", "2001-06-08", "| term_start = 8 June 2001");
        is("| term_start = May 7, 2000", "2000-05-07", "2001-06-08", "| term_start = June 8, 2001");
        is("| term_start = May 7, 2000", "2000-05-07", "2001", "| term_start = 2001");
        is("{{start date|2000|5|7}}", "2000-05-07", "2001-12-08", "{{start date|2001|12|8}}");
        is("{{start date|2000|05|07}}", "2000-05-07", "2001-06", "{{start date|2001|06}}");
        is("Ann,2000-05-07,x", "2000-05-07", "2001-06-08", "Ann,2001-06-08,x");
        is("| years = 2000–2004", "2004", "2005-03-01", "| years = 2000–2005");
        assert_eq!(changed("17 May 2000", "2000-05-07", "2001"), None);
        assert_eq!(changed("7 May 2000 or 7 May 2000", "2000-05-07", "2001"), None);
        assert_eq!(changed("7 mai 2000", "2000-05-07", "2001"), None);
        assert_eq!(changed("2000", "2000", "2001/2003"), None);
    }
}
