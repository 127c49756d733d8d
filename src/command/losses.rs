//! The parts of the input that could not be read. They determine the last line and the exit status of every command.

use super::exit::Failure;
use hustings::source::{Lost, Warning};
use hustings::view::words::counted;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The parts of the input that a run could not read. Clones share one tally.
#[derive(Debug, Clone, Default)]
pub(super) struct Losses(Arc<Mutex<Tally>>);

#[derive(Debug, Default)]
struct Tally {
    /// The losses by file, so that a file that a command reads twice counts once.
    files: BTreeMap<Arc<str>, Count>,
    interrupted: bool,
}

/// The losses of one file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    pages: u64,
    rows: u64,
    /// True if a part with an unknown number of pages was lost.
    part: bool,
    /// True if the whole file was lost.
    whole: bool,
}

impl Losses {
    /// Adds the losses that some warnings report.
    pub(super) fn record<'w>(&self, warnings: impl IntoIterator<Item = &'w Warning>) {
        let mut found: BTreeMap<Arc<str>, Count> = BTreeMap::new();
        for warning in warnings {
            let Some(lost) = warning.lost else { continue };
            let count = found.entry(Arc::clone(&warning.file)).or_default();
            match lost {
                Lost::Pages(pages) => count.pages += pages,
                Lost::Row => count.rows += 1,
                Lost::File => count.whole = true,
                _ => count.part = true,
            }
        }
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (file, count) in found {
            let known = tally.files.entry(file).or_default();
            *known = count.max(*known);
        }
    }

    /// Records that the reading was ended early.
    pub(super) fn interrupt(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).interrupted = true;
    }

    /// Returns the final outcome of a command. If a part of its input could not be read or the reading was interrupted,
    /// an answer becomes the failure that says so. Other failures are returned unchanged.
    pub(super) fn settle(&self, outcome: Result<(), Failure>) -> Result<(), Failure> {
        let tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = match &outcome {
            Ok(()) | Err(Failure::Found | Failure::Closed) => None,
            Err(Failure::NoSuchName(text)) => Some(text),
            Err(_) => return outcome,
        };
        if tally.interrupted {
            return Err(Failure::Interrupted);
        }
        let Some(lost) = tally.say() else { return outcome };
        let lost = format!("{lost} could not be read; the answer covers only the rest");
        Err(Failure::Lost(said.map_or_else(|| lost.clone(), |text| format!("{text}\n{lost}"))))
    }
}

impl Tally {
    /// Returns the sum of all losses in words. `None` if nothing was lost.
    fn say(&self) -> Option<String> {
        let sum = |of: fn(&Count) -> u64| self.files.values().map(of).sum::<u64>() as usize;
        let parts = sum(|c| u64::from(c.part && !c.whole));
        let said = [
            (sum(|c| c.pages), "", "page"),
            (sum(|c| c.rows), "", "row"),
            (parts, "a part of ", "file"),
            (sum(|c| u64::from(c.whole)), "", "file"),
        ];
        let said: Vec<String> =
            said.into_iter().filter(|s| s.0 > 0).map(|(n, of, what)| format!("{of}{}", counted(n, what))).collect();
        let (last, others) = said.split_last()?;
        Some(if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lost_is_summed_up_by_file() {
        let losses = Losses::default();
        let warning = |file: &str, lost| Warning { lost, ..Warning::new(file, 0, "dump", "x") };
        let of_a = [warning("a", Some(Lost::Pages(2))), warning("a", Some(Lost::Part)), warning("a", None)];
        losses.record(&of_a);
        losses.record(&of_a);
        losses.record(&[warning("b", Some(Lost::File)), warning("c", Some(Lost::Row))]);
        let said = |outcome| losses.settle(outcome).map_err(|e| e.to_string());
        let lost = "2 pages, 1 row, a part of 1 file and 1 file could not be read; the answer covers only the rest";
        assert_eq!(said(Ok(())), Err(lost.to_string()));
        assert_eq!(said(Err(Failure::Found)), Err(lost.to_string()));
        assert_eq!(said(Err(Failure::NoSuchName("no".into()))), Err(format!("no\n{lost}")));
        assert_eq!(said(Err(Failure::Usage("no".into()))), Err("no".into()));
        assert_eq!(Losses::default().settle(Ok(())).map_err(|e| e.to_string()), Ok(()));
    }
}
