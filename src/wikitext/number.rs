//! Numbers and percentages as people write them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a source qualifies a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Without qualification.
    Exact,
    /// "About", "roughly", "some", "approximately", "around", "nearly", "almost", "circa".
    About,
    /// "Over", "more than", "at least", "no fewer than".
    AtLeast,
}

/// A count of people, with its qualification in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The number of people.
    pub count: u64,
    /// The qualification of the count.
    pub bound: Bound,
}

/// How far a number called "about" or "roughly" may be off, as a fraction: five per cent.
pub const ABOUT_TOLERANCE: f64 = 0.05;

impl Quantity {
    /// Creates an unqualified count.
    pub const fn exact(count: u64) -> Self {
        Self { count, bound: Bound::Exact }
    }

    /// Reads `66,220`, `about 150,000`, `more than 66 000`, `1.5 million`.
    pub fn read(text: &str) -> Option<Self> {
        let (bound, rest) = split_bound(text.trim());
        if let Some(millions) = rest.strip_suffix(" million") {
            let value: f64 = millions.trim().parse().ok()?;
            return (0.0..1e7).contains(&value).then_some(Self { count: (value * 1e6).round() as u64, bound });
        }
        read_count(rest).map(|count| Self { count, bound })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bound {
            Bound::Exact => {}
            Bound::About => f.write_str("about ")?,
            Bound::AtLeast => f.write_str("over ")?,
        }
        f.write_str(&grouped(self.count))
    }
}

/// The words that qualify a number, and the bound each means.
pub const BOUND_WORDS: [(&str, Bound); 12] = [
    ("about", Bound::About),
    ("roughly", Bound::About),
    ("around", Bound::About),
    ("approximately", Bound::About),
    ("some", Bound::About),
    ("nearly", Bound::About),
    ("almost", Bound::About),
    ("circa", Bound::About),
    ("over", Bound::AtLeast),
    ("more than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
];

fn split_bound(text: &str) -> (Bound, &str) {
    for (word, bound) in BOUND_WORDS {
        if let Some(start) = text.get(..word.len())
            && start.eq_ignore_ascii_case(word)
            && let Some(rest) = text[word.len()..].strip_prefix(' ')
        {
            return (bound, rest.trim_start());
        }
    }
    (Bound::Exact, text)
}

/// Reads a whole number with or without thousands separators: comma, period, blank, thin space or apostrophe, the same
/// throughout, before groups of three.
pub fn read_count(text: &str) -> Option<u64> {
    let text = text.trim();
    let mut digits = String::new();
    let mut group = 0;
    let mut separator = None;
    for c in text.chars() {
        match c {
            '0'..='9' => {
                digits.push(c);
                group += 1;
            }
            ',' | '.' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' => {
                let first = separator.is_none();
                if (first && (group == 0 || group > 3)) || (!first && group != 3) || *separator.get_or_insert(c) != c {
                    return None;
                }
                group = 0;
            }
            _ => return None,
        }
    }
    if digits.is_empty() || (separator.is_some() && group != 3) {
        return None;
    }
    digits.parse().ok()
}

/// Reads a percentage such as `40.6%`, `40.6` or `40,6 %`. `None` outside 0 to 100.
pub fn read_percent(text: &str) -> Option<f64> {
    let body = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    if body.is_empty() || !body.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    body.parse().ok().filter(|p| (0.0..=100.0).contains(p))
}

/// Returns the number of decimals of a percentage, at most 6, which tells how it was rounded.
pub fn decimals(value: f64) -> u32 {
    (0..6).find(|d| ((value * 10f64.powi(*d as i32)).round() / 10f64.powi(*d as i32) - value).abs() < 1e-9).unwrap_or(6)
}

/// Formats a computed percentage that disagrees with another. It has as many decimals as the other, at least one, and
/// more if needed to tell the two apart.
pub fn disputed(computed: f64, other: f64) -> String {
    let least = decimals(other).max(1) as usize;
    let written = |digits: usize| (format!("{computed:.digits$}"), format!("{other:.digits$}"));
    let digits = (least..9).find(|digits| written(*digits).0 != written(*digits).1).unwrap_or(least);
    // "0.00" would be misleading for a number above zero.
    let digits = if computed > 0.0 { (digits..9).find(|d| !is_zero(&written(*d).0)).unwrap_or(digits) } else { digits };
    written(digits).0
}

fn is_zero(number: &str) -> bool {
    number.chars().all(|c| matches!(c, '0' | '.'))
}

/// Formats a number with commas between thousands.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_the_ways_people_write_them() {
        for (text, count) in
            [("25,445", 25_445), ("1 445", 1445), ("108.347", 108_347), ("7", 7), ("1'000'000", 1_000_000)]
        {
            assert_eq!(read_count(text), Some(count), "{text}");
        }
        for text in ["", "12,34", "1,2345", "1,234.567", "x", "-5", "99999999999999999999999"] {
            assert_eq!(read_count(text), None, "{text}");
        }
        assert_eq!(Quantity::read("roughly 150,000"), Some(Quantity { count: 150_000, bound: Bound::About }));
        assert_eq!(Quantity::read("4.3 million").map(|q| q.count), Some(4_300_000));
        assert_eq!(Quantity { count: 66_000, bound: Bound::AtLeast }.to_string(), "over 66,000");
    }

    #[test]
    fn percentages_and_their_rounding() {
        assert_eq!(read_percent("70.10%"), Some(70.1));
        assert_eq!(read_percent("40,6 %"), Some(40.6));
        assert_eq!(read_percent("140%"), None);
        assert_eq!((decimals(40.6), decimals(53.0), decimals(71.272)), (1, 0, 3));
    }
}
