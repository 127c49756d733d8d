//! Shares as pictures print them. The printed words and the number that a bar is drawn from are always the same.

/// A share as it is printed in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The words, such as `55.9%`.
    pub words: String,
    /// The number that the words state, in per cent.
    pub value: f64,
}

impl Printed {
    /// Rounds a share in per cent to decimal places. Writes `<0.1%` for a positive share that would round to zero, and
    /// `>99.9%` for a share below 100 that would round to 100.
    pub fn new(share: f64, digits: usize) -> Self {
        let number = half_up(share, digits);
        let value: f64 = number.parse().unwrap_or(0.0);
        if value >= 100.0 && share < 100.0 {
            let most = 100.0 - 10f64.powi(-(digits as i32));
            return Self { words: format!(">{most:.digits$}%"), value: most };
        }
        if value == 0.0 && share > 0.0 {
            let least = 10f64.powi(-(digits as i32));
            return Self { words: format!("<{least:.digits$}%"), value: 0.0 };
        }
        Self { words: format!("{number}%"), value }
    }
}

/// Rounds a number to decimal places. Halves are rounded away from zero, as people do: 50.65 becomes 50.7, although no
/// double is exactly 50.65.
pub fn half_up(number: f64, digits: usize) -> String {
    let power = 10f64.powi(digits as i32);
    let rounded = (number * power + 1e-9 * number.signum()).round() / power;
    format!("{rounded:.digits$}")
}

/// Rounds a lead in points to one decimal place, or to up to five if a positive lead would be printed as zero.
pub fn points(lead: f64) -> String {
    let shown = |digits: &usize| half_up(lead, *digits).chars().any(|c| c.is_ascii_digit() && c != '0');
    half_up(lead, if lead > 0.0 { (1..6).find(shown).unwrap_or(1) } else { 1 })
}

/// Returns the number of decimal places that distinguish the first two shares of a round if they differ: from one to
/// three.
pub fn digits(shares: impl IntoIterator<Item = f64>) -> usize {
    let mut all: Vec<f64> = shares.into_iter().collect();
    all.sort_by(|a, b| b.total_cmp(a));
    let [first, second, ..] = all[..] else { return 1 };
    let told_apart = |digits: &usize| half_up(first, *digits) != half_up(second, *digits);
    // Shares that are equal to three decimal places count as equal.
    if (first - second).abs() < 0.0005 { 1 } else { (1..=3).find(told_apart).unwrap_or(3) }
}

/// Returns true if a bar can show a share: it is between 0 and 100. It may not be if voters have several votes, or if a
/// figure is wrong.
pub fn fits(value: f64) -> bool {
    (0.0..=100.0).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_the_number() {
        for (share, digits, words, value) in [
            (55.948, 1, "55.9%", 55.9),
            (0.25, 1, "0.3%", 0.3),
            (50.65, 1, "50.7%", 50.7),
            (0.003, 1, "<0.1%", 0.0),
            (0.0, 1, "0.0%", 0.0),
            (99.97, 1, ">99.9%", 99.9),
            (100.0, 1, "100.0%", 100.0),
        ] {
            assert_eq!(Printed::new(share, digits), Printed { words: words.into(), value }, "{share}");
        }
    }

    #[test]
    fn what_differs_is_told_apart() {
        assert_eq!(digits([50.02, 49.98]), 2);
        assert_eq!(digits([50.0, 50.0]), 1);
        assert_eq!(digits([40.0, 55.9, 4.1]), 1);
        assert_eq!(digits([]), 1);
    }
}
