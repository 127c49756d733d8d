//! Numbers in the cells of a column: which sign separates decimals, and which thousands.

use crate::wikitext::fold;

/// What the values of a column show about the signs in its numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NumberStats {
    /// Numbers with a period that can only be a decimal point, such as `45.3`.
    point: usize,
    /// Numbers with a comma that can only be a decimal comma.
    comma: usize,
    /// Numbers with periods before groups of three digits only, such as `1.234`.
    periods_by_three: usize,
    /// Numbers with commas before groups of three digits only.
    commas_by_three: usize,
}

/// The sign before the decimals of a column's numbers. The other one of comma and period separates thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimal {
    Point,
    Comma,
}

/// Words in place of a number of votes that say that nobody voted, because nobody else stood.
const UNOPPOSED: [&str; 16] = [
    "unopposed",
    "acclaimed",
    "acclamation",
    "acclaim",
    "uncontested",
    "elected unopposed",
    "returned unopposed",
    "unchallenged",
    "by acclamation",
    "elected (acclamation)",
    "per akklamation",
    "akklamation",
    "sans opposition",
    "sans concurrent",
    "sin oposicion",
    "ללא התנגדות",
];

/// Returns true if a cell says that the candidate was elected without a vote.
pub(super) fn is_unopposed(text: &str) -> bool {
    text.len() <= 40 && UNOPPOSED.contains(&fold(text).as_str())
}

/// Returns a number without blanks, apostrophes, signs of footnotes and a per cent sign. `None` if other characters
/// remain.
fn plain(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['*', '†', '‡']);
    // A footnote in brackets, as copied from a web page.
    let text = text.split_once('[').map_or(text, |(number, _)| number);
    // Programs write what is very small or large as "8e-06".
    let is_scientific = text.contains(['e', 'E']) && text.starts_with(|c: char| c.is_ascii_digit());
    let scientific = text.parse::<f64>().ok().filter(|n| is_scientific && n.is_finite()).map(|n| n.to_string());
    let mut out = String::with_capacity(text.len());
    for c in scientific.as_deref().unwrap_or(text).chars() {
        match c {
            '0'..='9' | '.' | ',' => out.push(c),
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' | '\'' | '’' | '%' | '٪' | '+' => {}
            _ => return None,
        }
    }
    (out.bytes().any(|b| b.is_ascii_digit()) && out.len() <= 24).then_some(out)
}

impl NumberStats {
    /// Takes note of a value.
    pub(super) fn see(&mut self, text: &str) {
        let Some(number) = plain(text) else { return };
        let last = |sign: char| number.rfind(sign);
        match (last('.'), last(',')) {
            (Some(point), Some(comma)) if point > comma => self.point += 1,
            (Some(_), None) if in_threes(&number, '.') => self.periods_by_three += 1,
            (Some(_), None) => self.point += 1,
            (None, Some(_)) if in_threes(&number, ',') => self.commas_by_three += 1,
            (_, Some(_)) => self.comma += 1,
            (None, None) => {}
        }
    }

    /// Returns the sign before decimals in a column of counts. A sign that only stands before groups of three
    /// separates thousands.
    pub(super) fn of_counts(self) -> Decimal {
        if self.comma > self.point || self.comma == 0 && self.point == 0 && self.periods_by_three > self.commas_by_three
        {
            Decimal::Comma
        } else {
            Decimal::Point
        }
    }

    /// Returns the sign before decimals in a column of shares. No share has thousands, so the sign that occurs more is
    /// the one.
    pub(super) fn of_shares(self) -> Decimal {
        let (point, comma) = (self.point + self.periods_by_three, self.comma + self.commas_by_three);
        if comma > point { Decimal::Comma } else { Decimal::Point }
    }
}

/// Returns true if a sign stands only before groups of three digits, and at most three digits before the first.
fn in_threes(number: &str, sign: char) -> bool {
    let mut groups = number.split(sign);
    let first = groups.next().unwrap_or("");
    let groups: Vec<&str> = groups.collect();
    // India groups by two above the thousands: 5,81,022.
    let (last, above) = groups.split_last().map_or((0, &[][..]), |(last, above)| (last.len(), above));
    let alike = above.iter().all(|g| g.len() == 3) || first.len() <= 2 && above.iter().all(|g| g.len() == 2);
    (1..=3).contains(&first.len()) && first != "0" && last == 3 && alike
}

/// Reads a number whose decimal sign is known.
fn read_number(text: &str, decimal: Decimal) -> Option<f64> {
    let number = plain(text)?;
    let (point, thousands) = if decimal == Decimal::Point { ('.', ',') } else { (',', '.') };
    let whole = number.split(point).next().unwrap_or("");
    let grouped = whole.contains(thousands);
    // `12,34` is no number with thousands, and a comma behind the decimal point is none either.
    if grouped && !in_threes(whole, thousands) || number[whole.len()..].contains(thousands) {
        return None;
    }
    let number: String = number.chars().filter(|c| *c != thousands).map(|c| if c == point { '.' } else { c }).collect();
    number.parse().ok()
}

/// Reads a whole number. Decimals must be zeros.
pub(super) fn read_whole(text: &str, decimal: Decimal) -> Option<u64> {
    let number = read_number(text, decimal)?;
    (number.fract() == 0.0 && number < 9e15).then_some(number as u64)
}

/// Reads a percentage from 0 to 100, with or without its sign.
pub(super) fn read_share(text: &str, decimal: Decimal) -> Option<f64> {
    let number = read_number(text, decimal)?;
    (0.0..=100.0).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::columns::is_missing;

    fn counts(values: &[&str]) -> Vec<Option<u64>> {
        let mut stats = NumberStats::default();
        values.iter().for_each(|v| stats.see(v));
        values.iter().map(|v| read_whole(v, stats.of_counts())).collect()
    }

    #[test]
    fn the_column_decides_what_a_sign_means() {
        assert_eq!(counts(&["1.234", "567", "12.345.678"]), [Some(1234), Some(567), Some(12_345_678)]);
        assert_eq!(counts(&["1,234", "567", "5,81,022"]), [Some(1234), Some(567), Some(581_022)]);
        assert_eq!(counts(&["150.0", "1234.0"]), [Some(150), Some(1234)]);
        assert_eq!(counts(&["1.234,0", "7"]), [Some(1234), Some(7)]);
        assert_eq!(
            counts(&["1 234", "1\u{202f}234\u{202f}567", "9'876", "12[3]"]),
            [Some(1234), Some(1_234_567), Some(9876), Some(12)]
        );
        assert_eq!(counts(&["12,34", "many", ""]), [None, None, None]);
        let mut stats = NumberStats::default();
        ["45,3", "5,123", "7"].iter().for_each(|v| stats.see(v));
        let shares = ["45,3", "5,123", "7", "45,3 %", "101"].map(|v| read_share(v, stats.of_shares()));
        assert_eq!(shares, [Some(45.3), Some(5.123), Some(7.0), Some(45.3), None]);
    }

    #[test]
    fn words_in_place_of_numbers() {
        for text in ["", "-", "–", "NA", "n/a", "N/A", "?", ".", "null"] {
            assert!(is_missing(text), "{text}");
        }
        assert!(!is_missing("Nan Ash") && !is_missing("0"));
        assert!(is_unopposed("Unopposed") && is_unopposed("Elected (Acclamation)") && !is_unopposed("12"));
    }
}
