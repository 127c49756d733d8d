//! The progress of reading a dump, and the final report.

use crate::source::Warning;
use std::sync::atomic::AtomicU64;

/// The progress of reading a dump, as counters that another thread can read.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read from the file, as compressed.
    pub bytes: AtomicU64,
    /// Bytes of the export after unpacking.
    pub unpacked: AtomicU64,
    /// Pages read.
    pub pages: AtomicU64,
    /// Pages that the sieve let through.
    pub kept: AtomicU64,
    /// Contests on those pages, if the caller counts them here.
    pub contests: AtomicU64,
}

/// Shows the progress of reading a dump.
pub trait Watch: std::fmt::Debug + Send + Sync {
    /// Calls `run` to read a file whose length in bytes may be known. `progress` is updated while it runs.
    fn during(&self, file: &str, length: Option<u64>, progress: &Progress, run: &mut dyn FnMut());
}

/// What was read of a dump, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DumpReport {
    /// Pages read, redirects and other namespaces included.
    pub pages: u64,
    /// Pages that the sieve let through.
    pub kept: u64,
    /// Redirects found.
    pub redirects: u64,
    /// Bytes of the export after unpacking.
    pub bytes: u64,
    /// True if the export was read to its last tag.
    pub complete: bool,
    /// True if the run was told to stop.
    pub interrupted: bool,
    /// Pages that could not be read.
    pub lost: u64,
    /// What could not be read: the first hundred problems, then the number of the others.
    pub warnings: Vec<Warning>,
}
