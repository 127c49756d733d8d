//! What speaks for and against one person behind two names: one kind of evidence a file.
//!
//! Each adds to [`Signs`]. Their weights add up to a distance: 0 is one person for sure, and what stands beyond
//! [`UNSURE`](super::matching::UNSURE) is two people.

pub(super) mod lists;
pub(super) mod names;
pub(super) mod pages;
pub(super) mod parties;
pub(super) mod rarity;
pub(super) mod years;

use super::judgement::Evidence;

/// What speaks for and against two names' being one person's, added up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Signs {
    weight: f32,
    kinds: Vec<Evidence>,
    /// In words; `None` where nobody asks for them, which spares making them.
    words: Option<Vec<String>>,
}

impl Signs {
    /// None yet. Where only the distance is asked for, words and kinds are not kept.
    pub(super) const fn new(in_words: bool) -> Self {
        Self { weight: 0.0, kinds: Vec::new(), words: if in_words { Some(Vec::new()) } else { None } }
    }

    /// Adds a sign: what it adds to the distance, less than nothing where it speaks for one person, and how it is said; empty where
    /// it goes without saying.
    pub(super) fn add(&mut self, kind: Evidence, weight: f32, words: impl FnOnce() -> String) {
        self.weight += weight;
        let Some(said) = &mut self.words else { return };
        let words = words();
        if (weight != 0.0 || !words.is_empty()) && !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        said.extend((!words.is_empty()).then_some(words));
    }

    /// The distance: 0 is one person for sure.
    pub(super) const fn distance(&self) -> f32 {
        self.weight.max(0.0)
    }

    /// The kinds of those that count or are said, in order, and all in words.
    pub(super) fn said(self) -> (Vec<Evidence>, String) {
        (self.kinds, self.words.unwrap_or_default().join("; "))
    }
}
