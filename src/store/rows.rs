//! Rows as they are read, and their numbers in the file and in the part.

use crate::graph::{Candidacy, Contest, Tenure};
use std::collections::BTreeMap;

/// The rows as they come, with the file's numbers for ids.
#[derive(Default)]
pub(super) struct ReadRows {
    pub(super) contests: BTreeMap<u32, Contest>,
    pub(super) candidacies: Vec<Candidacy>,
    pub(super) tenures: Vec<Tenure>,
}

/// From the file's numbers to those of the part: a place in a sorted list, or the number itself where all is read.
pub(super) struct Numbers {
    pub(super) list: Vec<u32>,
    all: bool,
}

impl Numbers {
    pub(super) fn of(list: impl IntoIterator<Item = u32>, all: bool) -> Self {
        Self { list: list.into_iter().collect(), all }
    }

    pub(super) fn get(&self, number: usize) -> Option<usize> {
        if self.all {
            return Some(number);
        }
        self.list.binary_search(&(number as u32)).ok()
    }
}
