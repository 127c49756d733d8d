//! Dates as written in prose and infoboxes.

use super::date::Date;
pub use super::months::month_number;

/// Reads one date as a person writes it: `20 February 1992`, `February 20, 1992`, `December 2001`, `2001`,
/// `circa 1900`, an ISO date, or a range with a dash or "to".
///
/// `None` if the text is not a date, or is a day that does not exist. Linear in the text.
pub fn read_date(text: &str) -> Option<Date> {
    (text.len() <= LONGEST && !is_before_christ(text)).then(|| read_at(text, 0)).flatten()
}

/// Words for the years before Christ, which dates do not hold.
const BEFORE_CHRIST: [&str; 9] = ["BC", "BCE", "B.C.", "B.C.E.", "v. Chr.", "av. J.-C.", "a. C.", "до н. э.", "לפנה״ס"];

/// Returns true if a text says that its years are before Christ.
pub fn is_before_christ(text: &str) -> bool {
    let ends_word = |at: usize, word: &str| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphabetic())
    };
    BEFORE_CHRIST.iter().any(|word| text.match_indices(word).any(|(at, _)| ends_word(at, word)))
}

/// The most bytes of a text that may be a date.
const LONGEST: usize = 160;
/// The most levels of recursion into the parts of a text.
const DEPTH: u32 = 3;

fn read_at(text: &str, depth: u32) -> Option<Date> {
    if depth > DEPTH {
        return None;
    }
    let text = text.trim().trim_end_matches('.');
    if let Some(date) = Date::parse(text) {
        return Some(date);
    }
    let lower = text.to_lowercase();
    for (word, make) in [("circa ", true), ("c. ", true), ("about ", true), ("around ", true)] {
        if lower.starts_with(word) {
            return read_at(text.get(word.len()..)?, depth + 1).map(|d| if make { d.circa() } else { d });
        }
    }
    if let Some((from, to)) =
        text.split_once(" to ").or_else(|| text.split_once(" – ")).or_else(|| text.split_once('–'))
        && let Some(last) = read_at(to, depth + 1)
        && let Some(year) = last.the_year().filter(|_| from.split(' ').count() == 2)
        && let Some(first) = read_at(&format!("{from} {year}"), depth + 1)
    {
        return Date::parse(&format!("{first}/{last}"));
    }
    if let Some(range) = day_range(text, depth) {
        return Some(range);
    }
    if let Some((from, to)) = text.split_once(" to ")
        && let (Some(from), Some(to)) = (read_at(from, depth + 1), read_at(to, depth + 1))
    {
        return Date::parse(&format!("{from}/{to}"));
    }
    if let Some((from, to)) = text.split_once(['–', '-'])
        && let (Some(month), Some(last)) = (month_number(from.trim()), read_at(to, depth + 1))
        && let Some(first) = last.the_year().and_then(|year| Date::month(year, month))
    {
        return Date::parse(&format!("{first}/{last}"));
    }
    if let Some(date) = numeric(text) {
        return Some(date);
    }
    for dash in ['–', '—'] {
        if let Some((from, to)) = text.split_once(dash) {
            let (from, to) = (read_at(from, depth + 1)?, read_at(to, depth + 1)?);
            return Date::parse(&format!("{from}/{to}"));
        }
    }
    if let Some(date) = japanese(text) {
        return Some(date);
    }
    let words: Vec<&str> = text
        .split([' ', ',', '\t', '\u{a0}'])
        .filter(|w| !w.is_empty() && !["de", "del", "of", "le"].contains(&w.to_lowercase().as_str()))
        .collect();
    match words.as_slice() {
        [year] => plain_year(year).map(Date::year),
        [month, year] => Date::month(plain_year(year)?, month_number(month)?),
        [a, b, year] => {
            let year = plain_year(year)?;
            match (month_number(a), month_number(b)) {
                (None, Some(month)) => Date::day(year, month, plain_day(a)?),
                (Some(month), None) => Date::day(year, month, plain_day(b)?),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Reads `10.05.1999` with the day first, `2001/03/04` with the year first.
fn numeric(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['.', '/']).map(str::trim).collect();
    let number = |i: usize| parts.get(i).and_then(|p: &&str| p.parse::<u8>().ok());
    match parts.as_slice() {
        [_, _, year] if text.contains('.') => Date::day(plain_year(year)?, number(1)?, number(0)?),
        [year, _, _] if text.contains('/') => Date::day(plain_year(year)?, number(1)?, number(2)?),
        _ => None,
    }
}

/// Reads `2019年12月12日`, with or without day and month.
fn japanese(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let year = plain_year(year.trim())?;
    // The year of the era may follow in brackets.
    let rest = rest.trim().trim_start_matches(['（', '(']);
    let rest = rest.split_once(['）', ')']).map_or(rest, |(_, behind)| behind).trim();
    let Some((month, rest)) = rest.split_once('月') else { return Some(Date::year(year)) };
    let month: u8 = month.trim().parse().ok()?;
    match rest.split_once('日') {
        Some((day, _)) => Date::day(year, month, day.trim().parse().ok()?),
        None => Date::month(year, month),
    }
}

/// Reads a range of days in one month: `5–7 October 2019`, `between 5 and 7 October 2019`, `October 5–7, 2019`.
fn day_range(text: &str, depth: u32) -> Option<Date> {
    let text = text.trim_start_matches("between ").replace(" and ", "–").replace(" to ", "–").replace('-', "–");
    let (from, rest) = text.split_once('–')?;
    let (from, rest) = (from.trim(), rest.trim());
    let whole = read_at(rest, depth + 1).or_else(|| {
        // The month precedes the first day: move it after the last day.
        let (month, _) = from.rsplit_once(' ')?;
        let (day, year) = rest.split_once([',', ' '])?;
        read_at(&format!("{day} {month} {}", year.trim()), depth + 1)
    })?;
    let day = from.rsplit(' ').next().and_then(plain_day)?;
    let first = Date::day(whole.the_year()?, whole.the_month()?, day)?;
    let in_one_month = from.split(' ').all(|w| plain_day(w).is_some() || month_number(w).is_some());
    (in_one_month && from.split(' ').count() <= 2).then(|| Date::parse(&format!("{first}/{whole}"))).flatten()
}

fn plain_year(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

fn plain_day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.' || c == 'º');
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_people_write() {
        for (text, iso) in [
            ("20 February 1992", "1992-02-20"),
            ("February 20, 1992", "1992-02-20"),
            ("Dec. 2001", "2001-12"),
            ("3rd June 1997", "1997-06-03"),
            ("c. 1900", "1900~"),
            ("1986–1987", "1986/1987"),
            ("2003-06-19", "2003-06-19"),
            ("5–7 October 2019", "2019-10-05/2019-10-07"),
            ("between 5 and 7 October 2019", "2019-10-05/2019-10-07"),
            ("October 5–7, 2019", "2019-10-05/2019-10-07"),
            ("February 1 to June 14, 2016", "2016-02-01/2016-06-14"),
            ("12 July – 5 September 2022", "2022-07-12/2022-09-05"),
            ("March 12th, 2010", "2010-03-12"),
            ("26. September 2021", "2021-09-26"),
            ("23 avril 2017", "2017-04-23"),
            ("10.05.1999", "1999-05-10"),
            ("2001/03/04", "2001-03-04"),
            ("24 February 2020 – 2 April 2020", "2020-02-24/2020-04-02"),
            ("1er mai 1988", "1988-05-01"),
            ("10 de noviembre de 2019", "2019-11-10"),
            ("9 באפריל 2019", "2019-04-09"),
            ("2019年（令和元年）7月21日", "2019-07-21"),
        ] {
            assert_eq!(read_date(text).map(|d| d.to_string()).as_deref(), Some(iso), "{text}");
        }
        let dashes = "1–".repeat(70);
        for text in [dashes.as_str(), "", "soon", "31 February 1992", "May", "20 1992 February", "12345"] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
