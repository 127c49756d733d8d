//! Rows as read from the file, and the mapping of their numbers to the part.

use crate::graph::{Candidacy, Contest, Tenure, Tie};
use std::collections::BTreeMap;

/// The rows as read. Their ids are the file's numbers.
#[derive(Default)]
pub(super) struct ReadRows {
    pub(super) contests: BTreeMap<u32, Contest>,
    pub(super) candidacies: Vec<Candidacy>,
    pub(super) tenures: Vec<Tenure>,
    pub(super) ties: Vec<Tie>,
}

/// Maps the file's numbers to those of the part: to positions in a sorted list, or to themselves if all rows are read.
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
