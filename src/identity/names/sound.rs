//! The distance between the sounds of two words: an edit distance over groups of letters.

use super::letters::{Group, Sounds, groups_at, is_abjad, is_silent, is_vowel, nearest, sounds};
use std::cell::RefCell;
use std::sync::LazyLock;

/// Only this many letters of a word are compared.
const LONGEST: usize = 40;

static Y: LazyLock<Sounds> = LazyLock::new(|| sounds("Y I"));
static H: LazyLock<Sounds> = LazyLock::new(|| sounds("H"));

thread_local! {
    /// The table of [`distance`], reused between pairs of words.
    static LEAST: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// A word as letters and overlapping groups of letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The letters.
    letters: Vec<char>,
    /// The groups of letters, in the order in which they begin, each with the cost of leaving it out.
    groups: Vec<(Group, f32)>,
    /// For each letter, the end in `groups` of the groups that begin with it.
    ends: Vec<u32>,
    /// The least cost of leaving the whole word out.
    weight: f32,
    /// True if any letter belongs to a script that omits vowels.
    abjad: bool,
}

impl Word {
    /// Creates a word from its letters.
    pub(super) fn new(letters: Vec<char>) -> Self {
        let mut letters = letters;
        letters.truncate(LONGEST);
        let abjad = letters.iter().any(|c| is_abjad(*c));
        let mut groups = Vec::with_capacity(letters.len());
        let mut ends = Vec::with_capacity(letters.len());
        let mut least = vec![f32::INFINITY; letters.len() + 1];
        least[0] = 0.0;
        for at in 0..letters.len() {
            let first = groups.len();
            groups_at(&letters[at..], |group| groups.push((group, omission(&letters, at, group))));
            ends.push(groups.len() as u32);
            for (group, cost) in &groups[first..] {
                // A group of consonants counts at least 0.2, even if a shorter ending is cheap to leave out.
                let cost = if is_vowel(group.usual) { *cost } else { cost.max(0.2) };
                least[at + group.length] = least[at + group.length].min(least[at] + cost);
            }
        }
        let weight = least.last().copied().unwrap_or(0.0);
        groups.shrink_to_fit();
        Self { letters, groups, ends, weight, abjad }
    }

    /// Returns the groups that begin at a letter; none after the last letter.
    fn groups_at(&self, at: usize) -> &[(Group, f32)] {
        let Some(end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.groups[start as usize..*end as usize]
    }

    /// Returns the letters.
    pub(super) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// Returns true if the word is a single letter.
    pub(super) fn is_initial(&self) -> bool {
        self.letters.len() == 1
    }

    /// Joins two words into one.
    pub(super) fn joined(&self, next: &Self) -> Self {
        Self::new(self.letters.iter().chain(&next.letters).copied().collect())
    }
}

/// Returns the cost of leaving out a group of letters.
fn omission(letters: &[char], at: usize, group: Group) -> f32 {
    let end = at + group.length;
    let (first, last) = (at == 0, end == letters.len());
    let vowel_at =
        |i: Option<&char>| i.is_some_and(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ö' | 'ü' | 'ä'));
    if is_silent(group.usual) {
        return 0.05;
    }
    if group.usual & *Y != 0 && (vowel_at(letters.get(end)) || at > 0 && vowel_at(letters.get(at - 1))) {
        return if first { 0.35 } else { 0.15 };
    }
    if group.usual & *H != 0 && group.usual.is_power_of_two() {
        return if first { 0.35 } else { 0.15 };
    }
    if is_vowel(group.usual) {
        return match letters[at] {
            _ if first => 0.5,
            'e' if last => 0.2,
            'e' => 0.3,
            _ if last => 0.35,
            _ => 0.4,
        };
    }
    // Latvian and Lithuanian men's names end in -s, Slavic women's names in -ová.
    if last && matches!(letters[at..end], ['s' | 'š']) && letters.len() > 4 && !letters[..at].ends_with(&['s']) {
        return 0.6;
    }
    if letters.len() > 5 && at + 3 == letters.len() && letters[at..] == ['o', 'v', 'a'] {
        return 0.3;
    }
    if letters.len() > 5 && at + 2 == letters.len() && letters[at..] == ['v', 'a'] {
        return 0.3;
    }
    1.0
}

/// Returns the distance between the sounds of two words, from 0 (the same) to 1: the least cost of turning one into the
/// other by replacing, removing and inserting groups of letters, divided by the mean weight of both.
///
/// O(n m) for n and m letters, times the few groups that begin at each letter.
pub(super) fn distance(a: &Word, b: &Word) -> f32 {
    distance_up_to(a, b, 1.0)
}

/// Returns true if two words are nearer than `most`. Cheaper than [`distance`], the more so for a small `most`.
pub(super) fn is_within(a: &Word, b: &Word, most: f32) -> bool {
    distance_up_to(a, b, most) < most
}

/// Returns the distance if it is at most `most`, and otherwise a value above it.
fn distance_up_to(a: &Word, b: &Word, most: f32) -> f32 {
    if a.letters == b.letters {
        return 0.0;
    }
    let total = a.weight + b.weight;
    if a.letters.is_empty() || b.letters.is_empty() || total <= 0.0 {
        return 1.0;
    }
    // Slightly more, so that rounding does not exclude a distance exactly at the limit.
    let limit = most * total * 0.5 * 1.0001;
    let cost = LEAST.with_borrow_mut(|least| cheapest(a, b, limit, least));
    (cost * 2.0 / total).min(1.0)
}

/// Returns the cost of turning one word into the other. A cost above the limit may come out too high, up to infinity.
/// `least` holds the cost for each pair of prefixes.
fn cheapest(a: &Word, b: &Word, limit: f32, least: &mut Vec<f32>) -> f32 {
    let (n, m) = (a.letters.len(), b.letters.len());
    let loose = a.abjad || b.abjad;
    // In a word of three letters, every letter matters: Ron and Ran are two names.
    let short = match n.max(m) {
        ..=3 if !loose => 1.8,
        4 if !loose => 1.4,
        _ => 1.0,
    };
    let width = m + 1;
    least.clear();
    least.resize((n + 1) * width, f32::INFINITY);
    least[0] = 0.0;
    for i in 0..=n {
        let of_a = a.groups_at(i);
        for j in 0..=m {
            let here = least[i * width + j];
            if here > limit {
                continue;
            }
            let of_b = b.groups_at(j);
            let mut relax = |i: usize, j: usize, cost: f32| {
                let cell = &mut least[i * width + j];
                *cell = cell.min(here + cost);
            };
            let left_out = |group: &Group, cost: f32| {
                if loose && (is_vowel(group.usual) || cost < 0.4) { cost.min(0.08) } else { cost }
            };
            for (group, cost) in of_a {
                relax(i + group.length, j, left_out(group, *cost));
            }
            for (group, cost) in of_b {
                relax(i, j + group.length, left_out(group, *cost));
            }
            let slip = if i == 0 && j == 0 { 1.2 } else { short };
            for (x, _) in of_a {
                for (y, _) in of_b {
                    relax(i + x.length, j + y.length, replaced(*x, *y) * slip);
                }
            }
        }
    }
    least[n * width + m]
}

/// Returns the cost of replacing one group by another.
fn replaced(a: Group, b: Group) -> f32 {
    if a.usual & b.usual != 0 {
        return 0.0;
    }
    if a.usual & b.besides != 0 || a.besides & b.usual != 0 {
        return 0.12;
    }
    let least = nearest(a.usual, b.usual);
    if least > 0.25 && a.besides & b.besides != 0 { 0.25 } else { least }
}

#[cfg(test)]
mod tests {
    use super::super::letters::letters;
    use super::*;

    fn apart(a: &str, b: &str) -> f32 {
        distance(&Word::new(letters(a)), &Word::new(letters(b)))
    }

    #[test]
    fn spellings_of_one_name_are_nearer_than_two_names() {
        for (a, b) in [
            ("Šimon", "Schimon"),
            ("Yitzhak", "Jicchak"),
            ("Kachlon", "Kahlon"),
            ("Szapira", "Schapira"),
            ("Tchaikovsky", "Čajkovskij"),
            ("Khrushchev", "Хрущёв"),
            ("Peres", "פרס"),
            ("Papandreou", "Παπανδρέου"),
        ] {
            assert!(apart(a, b) < 0.2, "{a} {b}: {}", apart(a, b));
        }
        for (a, b) in [("Kol", "Kahlon"), ("Levi", "Liwszyc"), ("Griffin", "Griffiths"), ("Ron", "Ran"), ("Dan", "Dov")]
        {
            assert!(apart(a, b) > 0.2, "{a} {b}: {}", apart(a, b));
        }
    }

    #[test]
    fn letters_of_no_table_are_themselves() {
        assert!(apart("R2D2", "R2D2") < 1e-6);
        assert!(apart("2", "7") > 0.9);
        for odd in ["", "א2ö", "🗳", "\u{200f}", "ჭ3", "ﷺ"] {
            let _ = apart(odd, "Moshe");
        }
    }

    #[test]
    fn a_limit_spares_work_and_changes_no_answer() {
        let names =
            ["Levi", "Liwszyc", "Peres", "Perez", "Kahlon", "Kachlon", "Kol", "Griffin", "Griffiths", "פרס", "Ron", ""];
        let words: Vec<Word> = names.iter().map(|name| Word::new(letters(name))).collect();
        for a in &words {
            for b in &words {
                for most in [0.05, 0.2, 0.3, 0.7] {
                    assert_eq!(is_within(a, b, most), distance(a, b) < most, "{:?} {:?}", a.letters, b.letters);
                }
                // A limit just above the distance, and one exactly at it.
                let apart = distance(a, b);
                assert!(apart > 0.99 || is_within(a, b, apart + 0.001), "{:?} {:?}", a.letters, b.letters);
                assert!(!is_within(a, b, apart), "{:?} {:?}", a.letters, b.letters);
            }
        }
    }

    #[test]
    fn it_is_symmetric() {
        assert!((apart("Mosze", "Moshe") - apart("Moshe", "Mosze")).abs() < 1e-6);
        assert!((apart("", "Moshe") - 1.0).abs() < 1e-6);
    }
}
