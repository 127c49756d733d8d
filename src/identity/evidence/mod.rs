//! What speaks for and against one person behind two names: one kind of evidence a file.
//!
//! Each gives [`Sign`]s. Their weights add up to a distance: 0 is one person for sure, and what stands beyond
//! [`UNSURE`](super::matching::UNSURE) is two people.

pub(super) mod lists;
pub(super) mod names;
pub(super) mod pages;
pub(super) mod parties;
pub(super) mod rarity;
pub(super) mod years;

use super::judgement::Evidence;

/// One thing that speaks for or against.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sign {
    /// Its kind.
    pub kind: Evidence,
    /// What it adds to the distance; less than nothing where it speaks for one person.
    pub weight: f32,
    /// In words; empty where it goes without saying.
    pub words: String,
}

impl Sign {
    pub(super) fn new(kind: Evidence, weight: f32, words: impl Into<String>) -> Self {
        Self { kind, weight, words: words.into() }
    }
}

/// All signs of a pair: the distance, the kinds and the reason.
pub(super) fn sum(signs: &[Sign]) -> (f32, Vec<Evidence>, String) {
    let distance = signs.iter().map(|s| s.weight).sum::<f32>().max(0.0);
    let mut kinds: Vec<Evidence> = Vec::new();
    for sign in signs {
        if !kinds.contains(&sign.kind) {
            kinds.push(sign.kind);
        }
    }
    let words: Vec<&str> = signs.iter().map(|s| s.words.as_str()).filter(|w| !w.is_empty()).collect();
    (distance, kinds, words.join("; "))
}
