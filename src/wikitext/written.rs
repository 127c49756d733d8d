//! Finds numbers in a line as they are written, and writes other numbers in the same manner.

use super::figure::{count_in, percent_in, split};
use std::borrow::Cow;
use std::ops::Range;

/// A number in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNumber<'a> {
    /// Its bytes in the line.
    pub at: Range<usize>,
    /// Its text, such as `14,207` or `58.7`.
    pub text: &'a str,
}

impl WrittenNumber<'_> {
    /// Returns the number as a count; `None` if it has decimals.
    pub fn count(&self) -> Option<u64> {
        count_in(self.text)
    }

    /// Returns the number as a percentage; `None` if it is above 100.
    pub fn share(&self) -> Option<f64> {
        percent_in(self.text)
    }

    /// Returns the number of its decimals, read as a percentage: 1 in `57.0`, 0 in `57`.
    pub fn decimals(&self) -> u32 {
        let point = self.text.rfind(['.', ',']);
        point.map_or(0, |at| u32::try_from(self.text.len() - at - 1).unwrap_or(0))
    }

    /// Writes a count with the separators of this number.
    pub fn count_like(&self, count: u64) -> String {
        let digits = count.to_string();
        let Some(separator) = self.text.chars().find(|c| !c.is_ascii_digit()) else {
            // Below ten thousand, a count without separators says nothing about larger ones.
            return digits;
        };
        let groups: Vec<&str> = self.text.split(|c: char| !c.is_ascii_digit()).collect();
        // Indian numbers have groups of two before the last group of three.
        let by_two = groups.len() > 2 && groups[1].len() == 2;
        let mut out: Vec<char> = Vec::new();
        for (place, digit) in digits.chars().rev().enumerate() {
            let is_new = if by_two { place == 3 || place > 3 && place % 2 == 1 } else { place > 0 && place % 3 == 0 };
            if is_new {
                out.push(separator);
            }
            out.push(digit);
        }
        out.iter().rev().collect()
    }

    /// Writes a percentage with the decimals and the decimal mark of this number.
    pub fn share_like(&self, share: f64) -> String {
        let digits = self.decimals() as usize;
        let plain = format!("{share:.digits$}");
        let comma = self.text.rfind(',') > self.text.rfind('.');
        let plain = if comma { plain.replace('.', ",") } else { plain };
        // ".33" has no zero in front.
        if self.text.starts_with('.') { plain.trim_start_matches('0').to_string() } else { plain }
    }
}

/// Returns a line with blanks in place of what states no value of the line: references, comments, and links with a text of
/// their own, also where they are escaped as in an export. Every byte keeps its place. O(length).
pub fn without_asides(line: &str) -> Cow<'_, str> {
    const ASIDES: [(&str, &[&str]); 5] = [
        ("<ref", &["</ref>", "/>"]),
        ("&lt;ref", &["&lt;/ref&gt;", "/&gt;"]),
        ("<!--", &["-->"]),
        ("&lt;!--", &["--&gt;"]),
        ("[[", &["]]"]),
    ];
    let mut out = String::new();
    let mut from = 0;
    while let Some((start, end)) = next_aside(&line[from..], &ASIDES).map(|(start, end)| (from + start, from + end)) {
        out.push_str(&line[from..start]);
        let is_plain_link = line[start..end].starts_with("[[") && !line[start..end].contains('|');
        if is_plain_link {
            out.push_str(&line[start..end]);
        } else {
            out.extend(std::iter::repeat_n(' ', end - start));
        }
        from = end;
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    out.push_str(&line[from..]);
    Cow::Owned(out)
}

/// Returns where the first aside of a text begins and ends; one that is not closed ends with the text.
fn next_aside(text: &str, asides: &[(&str, &[&str])]) -> Option<(usize, usize)> {
    let starts = asides.iter().filter_map(|(open, close)| Some((text.find(open)?, *open, *close)));
    let (start, open, close) = starts.min_by_key(|(start, ..)| *start)?;
    let inside = start + open.len();
    // A reference without content closes itself within its tag.
    let ends = close.iter().filter_map(|close| Some((text[inside..].find(close)?, close.len(), *close)));
    let end = ends
        .filter(|(at, _, close)| {
            close.starts_with(['<', '&', '-', ']']) || !text[inside..inside + at].contains(['>', '&'])
        })
        .min_by_key(|(at, ..)| *at);
    Some((start, end.map_or(text.len(), |(at, length, _)| inside + at + length)))
}

/// Returns every number of a line, in order. Digits within a word, as in `1e5` or `12th`, are no number. O(length).
pub fn numbers_in(line: &str) -> Vec<WrittenNumber<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(first) = line[at..].chars().next() {
        let starts = first.is_ascii_digit() || first == '.';
        match split(&line[at..]).filter(|_| starts && !before.is_alphanumeric()) {
            Some((text, _)) => {
                let end = at + text.len();
                if !line[end..].chars().next().is_some_and(char::is_alphabetic) {
                    found.push(WrittenNumber { at: at..end, text });
                }
                before = '0';
                at = end;
            }
            None => {
                before = first;
                at += first.len_utf8();
            }
        }
    }
    found
}

/// Returns how many digits of a percentage a line shows behind the decimal point: the most of all numbers of the line
/// that are equal to it. `None` if the line does not contain it.
pub fn decimals_written(line: &str, share: f64) -> Option<u32> {
    let same = |n: &WrittenNumber<'_>| n.share().is_some_and(|s| (s - share).abs() < 1e-9);
    numbers_in(line).iter().filter(|n| same(n)).map(WrittenNumber::decimals).max()
}

/// Returns true if one slip of a pen or a key turns one number into the other: one digit changed, left out or added, or
/// two neighbouring digits transposed.
pub fn is_one_slip(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    let (a, b) = (digits(a), digits(b));
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match b.len() - a.len() {
        0 if a == b => false,
        0 => {
            let middle = a.len() - front - back.min(a.len() - front);
            middle == 1 || middle == 2 && a[front] == b[front + 1] && a[front + 1] == b[front]
        }
        1 => front + back >= a.len(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(line: &str) -> Vec<&str> {
        numbers_in(line).iter().map(|n| n.text).collect()
    }

    #[test]
    fn what_stands_beside_a_value_is_blanked() {
        let is = |line: &str, kept: &str| {
            let bare = without_asides(line);
            assert_eq!(bare.len(), line.len(), "{line}");
            assert_eq!(bare.split_whitespace().collect::<Vec<_>>().join(" "), kept, "{line}");
        };
        is("| a = 1<ref>{{cite|date=2}}</ref> 3", "| a = 1 3");
        is("| a = 1<ref name=x/> 3 <ref name=\"y\">4</ref>", "| a = 1 3");
        is("| a = 1&lt;ref&gt;2&lt;/ref&gt; 3", "| a = 1 3");
        is("| a = [[1954 Elm election|May 1954]] 5 [[1990]]", "| a = 5 [[1990]]");
        is("| a = 1 <!-- ü 2 --> 3 <ref>open 4", "| a = 1 3");
        is("a <b> c", "a <b> c");
    }

    #[test]
    fn numbers_are_found_as_they_are_written() {
        assert_eq!(texts("|votes = 14,207 |percentage = 6.14 |change=+.3"), ["14,207", "6.14", ".3"]);
        assert_eq!(texts("12th, 1e5, #ff0000, a1, 1 234 567 and 58,7%"), ["1 234 567", "58,7"]);
        assert_eq!(decimals_written("57.0%, 57", 57.0), Some(1));
        assert_eq!(decimals_written("56", 57.0), None);
    }

    #[test]
    fn other_numbers_are_written_alike() {
        let like = |text: &str, count| numbers_in(text)[0].count_like(count);
        assert_eq!(like("9,999", 1_234_567), "1,234,567");
        assert_eq!(like("1.234", 12_345), "12.345");
        assert_eq!(like("99999", 1_234_567), "1234567");
        assert_eq!(like("1,23,45,678", 9_876_543), "98,76,543");
        let like = |text: &str, share| numbers_in(text)[0].share_like(share);
        assert_eq!(like("57,71", 57.514), "57,51");
        assert_eq!(like(".33", 0.5), ".50");
        assert_eq!(like("57", 53.36), "53");
    }

    #[test]
    fn a_slip_changes_one_digit_or_transposes_two() {
        for (a, b) in [("199,188", "209,188"), ("14,270", "14,207"), ("1445", "11,445"), ("58.7", "58.2")] {
            assert_eq!(is_one_slip(a, b), a != "199,188", "{a} and {b}");
        }
        assert!(is_one_slip("188", "1188") && is_one_slip("12", "21") && is_one_slip("121", "211"));
        assert!(!is_one_slip("1234", "4321") && !is_one_slip("12", "12") && !is_one_slip("1", "123"));
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in ".{0,80}|[0-9., a]{0,40}") {
            for number in numbers_in(&line) {
                prop_assert_eq!(&line[number.at.clone()], number.text);
                if let Some(count) = number.count().filter(|_| !number.text.starts_with('0')) {
                    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
                    prop_assert_eq!(digits(&number.count_like(count)), digits(number.text));
                }
            }
        }

        #[test]
        fn a_slip_is_one_both_ways(a in "[0-9]{1,5}", b in "[0-9]{1,5}") {
            prop_assert_eq!(is_one_slip(&a, &b), is_one_slip(&b, &a));
        }
    }
}
