//! Evidence for and against two names meaning one person; one kind of evidence per file.
//!
//! Each kind adds a weight to [`Signs`]. The sum is a distance: 0 is certainly one person, and beyond
//! [`UNSURE`](super::matching::UNSURE) they are two people.

pub(super) mod births;
pub(super) mod ids;
pub(super) mod lists;
pub(super) mod names;
pub(super) mod pages;
pub(super) mod parties;
pub(super) mod rarity;
pub(super) mod years;

use super::judgement::Evidence;

/// The sum of the evidence for and against two names meaning one person.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Signs {
    weight: f32,
    kinds: Vec<Evidence>,
    /// The reasons in words; `None` if only the distance is needed, to save the work.
    words: Option<Vec<String>>,
}

impl Signs {
    /// Creates an empty sum. Without `in_words`, only the distance is kept.
    pub(super) const fn new(in_words: bool) -> Self {
        Self { weight: 0.0, kinds: Vec::new(), words: if in_words { Some(Vec::new()) } else { None } }
    }

    /// Adds a piece of evidence. `weight` is added to the distance and is negative if it speaks for one person. `words`
    /// is the reason, empty if it is not worth stating.
    pub(super) fn add(&mut self, kind: Evidence, weight: f32, words: impl FnOnce() -> String) {
        self.weight += weight;
        let Some(said) = &mut self.words else { return };
        let words = words();
        if (weight != 0.0 || !words.is_empty()) && !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        said.extend((!words.is_empty()).then_some(words));
    }

    /// Returns the distance: 0 is certainly one person.
    pub(super) const fn distance(&self) -> f32 {
        self.weight.max(0.0)
    }

    /// Returns the kinds of evidence that have a weight or a reason, in order, and all reasons in words.
    pub(super) fn said(self) -> (Vec<Evidence>, String) {
        (self.kinds, self.words.unwrap_or_default().join("; "))
    }
}
