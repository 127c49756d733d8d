//! Cells that are merged downwards: a value that holds for the empty cells below it.

/// How the values of a column follow each other.
#[derive(Default)]
pub(super) struct Run {
    begun: bool,
    /// True if the first row has no value.
    begins_empty: bool,
    filled: usize,
    empty: usize,
    /// Values that are the same as in the row above.
    repeated: usize,
    above: String,
}

impl Run {
    pub(super) fn see(&mut self, cell: &str, person: bool) {
        if !person {
            return;
        }
        if !self.begun {
            (self.begun, self.begins_empty) = (true, cell.is_empty());
        }
        if cell.is_empty() {
            self.empty += 1;
        } else {
            self.filled += 1;
            self.repeated += usize::from(self.above == cell);
        }
        self.above = cell.to_string();
    }

    /// Returns true if the empty cells belong to the value above them: the first row has one, and no value stands twice
    /// below each other.
    pub(super) fn is_merged(&self) -> bool {
        !self.begins_empty && self.filled > 1 && self.repeated == 0 && self.empty * 3 >= self.filled
    }
}
