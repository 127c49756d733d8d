//! Figures as written in boxes and tables: numbers with marks, signs and words around them.

use super::date::Date;
use super::read_date::{is_before_christ, month_number, read_date};

/// Marks before a figure that rose; those before one that fell are in `FELL`.
const ROSE: [char; 3] = ['▲', '+', '↑'];
const FELL: [char; 5] = ['▼', '-', '−', '–', '↓'];

/// Reads a count at the start of a text: `9,857,308`, `1,23,45,678`, `1 234 567`, `1.234.567`, `1'234'567`,
/// `8 (write-in)`. `None` if the text does not begin with a count.
pub fn count_in(text: &str) -> Option<u64> {
    if text.contains(COUNTERS) {
        return counted_in(text);
    }
    let (figure, rest) = split(text.trim().trim_start_matches('~').trim_start())?;
    // "1e5", "12th" and sums are not counts.
    let attached = text.contains(&format!("{figure}{rest}")) && rest.starts_with(char::is_alphabetic);
    if rest.starts_with(['%', '×', '−', '+']) || figure.starts_with('.') || attached {
        return None;
    }
    let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
    let separators: Vec<char> = figure.chars().filter(|c| !c.is_ascii_digit()).collect();
    if let Some(first) = separators.first() {
        let groups: Vec<&str> = figure.split(|c: char| !c.is_ascii_digit()).collect();
        let lead = groups.first().map_or(0, |g| g.len());
        let last = groups.last().map_or(0, |g| g.len());
        // The last group has three digits; the groups before it have three, or two as in India.
        let middle = groups.get(1..groups.len() - 1).unwrap_or_default();
        let even = middle.iter().all(|g| g.len() == 3) || middle.iter().all(|g| g.len() == 2);
        if separators.iter().any(|s| s != first) || !(1..=3).contains(&lead) || last != 3 || !even {
            return None;
        }
    }
    digits.parse().ok()
}

/// Words behind a number of votes or people, and the ten thousands, in Chinese, Japanese and Korean.
const COUNTERS: [char; 9] = ['票', '표', '人', '名', '명', '萬', '万', '만', '張'];

/// Reads a count as East Asian languages write it: `3,661,371票`, `74萬5693票`.
fn counted_in(text: &str) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | ' ' | '\u{a0}' | '萬' | '万' | '만')));
    let (figure, rest) = text.split_at(end.unwrap_or(text.len()));
    if !rest.is_empty() && !rest.starts_with(COUNTERS) {
        return None;
    }
    let number = |part: &str| count_in(part.trim());
    match figure.split_once(['萬', '万', '만']) {
        Some((thousands, units)) => {
            let units = if units.trim().is_empty() { Some(0) } else { number(units) };
            number(thousands)?.checked_mul(10_000)?.checked_add(units?)
        }
        None => number(figure),
    }
}

/// Reads a percentage at the start of a text, with or without its sign: `54.70%`, `43,6 %`, `.33`, and `%39,15` as in
/// Turkish. `None` outside 0 to 100.
pub fn percent_in(text: &str) -> Option<f64> {
    // "<1" is a bound and no share.
    let text = text.trim().trim_start_matches(['~', '(', '%']).trim_start();
    let (figure, _) = split(text).filter(|_| !text.starts_with(['<', '>']))?;
    decimal(figure).filter(|p| (0.0..=100.0).contains(p))
}

/// Reads votes and a share from a text: `36,049`, `59.1%`, `36,049 (59.1%)`, `41 – 25.0 %`.
pub fn votes_and_share(text: &str) -> (Option<u64>, Option<f64>) {
    let text = text.replace(" %", "%").replace('\u{a0}', " ");
    let text = text.trim().trim_start_matches(['(', '~', '≈']);
    let Some(sign) = text.find('%') else { return (count_in(text), None) };
    if sign == 0 {
        // Turkish writes the sign in front: "%59,1".
        return (None, percent_in(text));
    }
    let before = &text[..sign];
    let start = before
        .rfind(|c: char| !(c.is_ascii_digit() || ".,".contains(c)))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let figure = before[start..].trim_start_matches(',');
    // ".14%" has a point in front; that of "Pct.59.1%" ends a word.
    let is_point = !before[..start].ends_with(char::is_alphabetic) && figure.matches('.').count() == 1;
    let share = percent_in(if is_point { figure } else { figure.trim_start_matches('.') });
    let rest = text[..start].trim_matches(|c: char| !c.is_ascii_digit());
    (if rest.is_empty() { None } else { count_in(rest) }, share)
}

/// Reads a signed change: `+15.5`, `▼ 7`, `−1,5`, `▬` (no change). `None` for a word such as "New" or a bare dash.
pub fn change_in(text: &str) -> Option<f64> {
    let text = text.trim();
    let mark = text.chars().next()?;
    if mark == '▬' || mark == '±' || mark == '↔' {
        let rest = text[mark.len_utf8()..].trim();
        return if rest.is_empty() { Some(0.0) } else { split(rest).and_then(|(f, _)| decimal(f)) };
    }
    let sign = if ROSE.contains(&mark) {
        1.0
    } else if FELL.contains(&mark) {
        -1.0
    } else {
        return split(text).and_then(|(f, _)| decimal(f));
    };
    let rest = text[mark.len_utf8()..].trim_start_matches([' ', '\u{a0}']);
    // A sign may follow an arrow.
    let rest = rest.trim_start_matches(|c| c == '+' || FELL.contains(&c));
    split(rest).and_then(|(f, _)| decimal(f)).map(|n| if n == 0.0 { 0.0 } else { sign * n })
}

/// Parses a number with a decimal point or comma, and perhaps thousands separators.
fn decimal(figure: &str) -> Option<f64> {
    let points = figure.matches('.').count();
    let commas = figure.matches(',').count();
    let plain: String = figure.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let text = match (points, commas) {
        (_, 0) if points <= 1 => plain,
        (0, 1) => plain.replace(',', "."),
        (1, _) if plain.find(',') < plain.find('.') => plain.replace(',', ""),
        (_, 1) if plain.find('.') < plain.find(',') => plain.replace('.', "").replace(',', "."),
        (0, _) => plain.replace(',', ""),
        (_, 0) => plain.replace('.', ""),
        _ => return None,
    };
    text.parse().ok()
}

/// Splits a text into the number at its start and the rest.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut previous_digit = false;
    for (at, c) in text.char_indices() {
        let digit_follows = || text[at + c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit());
        match c {
            '0'..='9' => {
                previous_digit = true;
                end = at + 1;
            }
            '.' if at == 0 && digit_follows() => previous_digit = false,
            ',' | '.' | '\'' | '’' if previous_digit && digit_follows() => previous_digit = false,
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' if previous_digit && three_digits(&text[at + c.len_utf8()..]) => {
                previous_digit = false;
            }
            _ => break,
        }
    }
    (end > 0).then(|| {
        let figure = &text[..end];
        let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\u{2009}', '\u{202f}']);
        (figure, rest)
    })
}

/// Returns true if a text begins with exactly three digits.
fn three_digits(text: &str) -> bool {
    text.len() >= 3
        && text.bytes().take(3).all(|b| b.is_ascii_digit())
        && !text.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
}

/// Returns every date in a text, in order: `26 June 1994 (first round)`, `October 31, November 21, December 26, 2004`,
/// `17 January and 7 February 2010`. A date without a year takes the year of the next date.
pub fn dates_in(text: &str) -> Vec<Date> {
    let mut found = Vec::new();
    for line in text.split('\n') {
        // Text in brackets says which round it is.
        let mut bare = String::new();
        let mut depth = 0;
        for c in line.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = (depth - 1_i32).max(0),
                c if depth == 0 => bare.push(c),
                _ => {}
            }
        }
        let bare = bare.rsplit_once(": ").map_or(bare.as_str(), |(_, date)| date).trim();
        if is_before_christ(bare) {
            continue;
        }
        // "By 28 January 2025" is a bound, not a day.
        let lower = bare.to_lowercase();
        let bound = ["by ", "before ", "no later than ", "on or before "].iter().find(|w| lower.starts_with(**w));
        if let Some(date) = bound.and_then(|w| read_date(bare.get(w.len()..)?)) {
            found.extend(Date::parse(&format!("/{date}")));
            continue;
        }
        // "4 and 18 March" are two days; "between 4 and 18 March" is a range.
        let enumerated = bare.contains(" and ") && !bare.starts_with("between");
        match read_date(bare) {
            Some(date) if !enumerated => found.push(date),
            _ => found.extend(several(bare)),
        }
    }
    found
}

#[derive(Default, Clone, Copy)]
struct Piece {
    day: Option<u8>,
    month: Option<u8>,
    year: Option<i32>,
}

/// Returns the dates of an enumeration.
fn several(text: &str) -> Vec<Date> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current = Piece::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '&' | '–' | '—')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number: Option<i32> = word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();
        let date = read_date(word).filter(|_| word.len() == 10 && word.contains('-'));
        if let (Some(date), Some(year)) = (date, date.and_then(Date::the_year)) {
            pieces.push(Piece { year: Some(year), month: date.the_month(), day: date.the_day() });
        } else if let Some(year) = number.filter(|_| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())) {
            if current.month.is_none() && current.day.is_none() {
                // A year after dates that had none.
                if let Some(last) = pieces.last_mut().filter(|p| p.year.is_none()) {
                    last.year = Some(year);
                } else {
                    pieces.push(Piece { year: Some(year), ..Piece::default() });
                }
            } else {
                current.year = Some(year);
                pieces.push(std::mem::take(&mut current));
            }
        } else if let Some(day) = number.filter(|d| (1..=31).contains(d) && word.len() <= 4) {
            if current.day.is_some() {
                pieces.push(std::mem::take(&mut current));
            }
            current.day = Some(day as u8);
            if current.month.is_some() {
                pieces.push(std::mem::take(&mut current));
            }
        } else if let Some(month) = month_number(word).filter(|_| word.len() >= 3) {
            if current.month.is_some() {
                pieces.push(std::mem::take(&mut current));
            }
            current.month = Some(month);
            if current.day.is_some() {
                pieces.push(std::mem::take(&mut current));
            }
        }
    }
    if current.month.is_some() || current.day.is_some() {
        pieces.push(current);
    }
    let (mut year, mut month) = (None, None);
    let mut dates: Vec<Date> = Vec::new();
    for piece in pieces.iter().rev() {
        year = piece.year.or(year);
        month = piece.month.or(month.filter(|_| piece.day.is_some()));
        let date = match (year, month, piece.day) {
            (Some(y), Some(m), Some(d)) => Date::day(y, m, d),
            (Some(y), Some(m), None) => Date::month(y, m),
            (Some(y), None, None) => Some(Date::year(y)),
            _ => None,
        };
        dates.extend(date);
    }
    dates.reverse();
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (text, count) in [
            ("9,857,308", 9_857_308),
            ("1,23,45,678", 12_345_678),
            ("1\u{2009}234\u{2009}567", 1_234_567),
            ("1'234'567", 1_234_567),
            ("1.234.567", 1_234_567),
            ("13\u{a0}966\u{a0}454", 13_966_454),
            ("8 (write-in)", 8),
            ("306 37", 306),
        ] {
            assert_eq!(count_in(text), Some(count), "{text}");
        }
        for text in ["", "TBD", "52.1%", "1.5", ".33", "12,34", "1e5", "650 − 3"] {
            assert_eq!(count_in(text), None, "{text}");
        }
    }

    #[test]
    fn percentages_and_changes() {
        for (text, percent) in
            [("54.70%", 54.7), (".33", 0.33), ("43,6%", 43.6), ("7,25 %", 7.25), ("33.2% (▲2.1%)", 33.2)]
        {
            assert_eq!(percent_in(text), Some(percent), "{text}");
        }
        for (text, change) in [
            ("▲ 1.2%", 1.2),
            ("▼3.1pp", -3.1),
            ("▬", 0.0),
            ("−1,5", -1.5),
            ("+15.5", 15.5),
            ("-13", -13.0),
            ("▬0.0%", 0.0),
        ] {
            assert_eq!(change_in(text), Some(change), "{text}");
        }
        for text in ["New", "-", "N/A", "–"] {
            assert_eq!(change_in(text), None, "{text}");
        }
    }

    #[test]
    fn dates_of_rounds() {
        let iso = |text: &str| dates_in(text).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(iso("26 June 1994 (first round)\n10 July 1994 (second round)"), "1994-06-26 1994-07-10");
        assert_eq!(iso("October 31, November 21, December 26, 2004"), "2004-10-31 2004-11-21 2004-12-26");
        assert_eq!(iso("17 January and 7 February 2010"), "2010-01-17 2010-02-07");
        assert_eq!(iso("First round: 22 April 2012\nSecond round: 6 May 2012"), "2012-04-22 2012-05-06");
        assert_eq!(iso("5–7 October 2019"), "2019-10-05/2019-10-07");
        assert_eq!(iso("4 and 18 March 2007"), "2007-03-04 2007-03-18");
        assert_eq!(iso("to be announced"), "");
        assert_eq!(iso("By 28 January 2025"), "/2025-01-28");
        assert_eq!(iso("May 6, 2010 to May 7, 2010"), "2010-05-06/2010-05-07");
        assert_eq!(iso("March–April 1980"), "1980-03/1980-04");
        assert_eq!(iso("4644 BC"), "");
        assert_eq!(iso("15 March 1044 BCE"), "");
    }

    #[test]
    fn votes_and_shares_in_one_text() {
        for (text, votes, share) in [
            ("36,049", Some(36_049), None),
            ("59.1%", None, Some(59.1)),
            ("36,049 (59.1%)", Some(36_049), Some(59.1)),
            ("36,049, 59.1%", Some(36_049), Some(59.1)),
            ("(16.8%)", None, Some(16.8)),
            ("41 – 25,0 %", Some(41), Some(25.0)),
            ("1 234 – 5 %", Some(1_234), Some(5.0)),
            (".14%", None, Some(0.14)),
            ("329 .14%", Some(329), Some(0.14)),
            ("Pct.59.1%", None, Some(59.1)),
            ("—", None, None),
        ] {
            assert_eq!(votes_and_share(text), (votes, share), "{text}");
        }
    }
}
