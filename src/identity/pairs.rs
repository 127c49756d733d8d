//! Pairs of names while a series is joined.

use super::Evidence;
use super::names::Comparison;
use std::collections::HashMap;

/// Returns, for each name, the first name with the same folded form.
pub(super) fn first_alike(folded: &[String]) -> Vec<usize> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    folded.iter().enumerate().map(|(i, name)| *first.entry(name).or_insert(i)).collect()
}

/// A pair of names that is close enough to be judged; 16 bytes, since a series may have millions.
pub(super) struct Near {
    pub a: u32,
    pub b: u32,
    pub distance: f32,
    pub initials: bool,
    /// True for a given name's form in another language, which alone makes a match possible but not certain.
    pub foreign: bool,
    /// True if both have parties and none in common.
    pub apart: bool,
}

/// Returns true if two names differ only in the language of a given name.
pub(super) fn is_foreign(found: &Comparison) -> bool {
    found.foreign && found.surname < 0.05
}

/// The same as [`Near`], with its evidence and the reason in words.
pub(super) struct Pair {
    pub a: usize,
    pub b: usize,
    pub distance: f32,
    pub kinds: Vec<Evidence>,
    pub reason: String,
}
