//! How far the reading of a dump is, and what became of it.

use crate::source::Warning;
use std::sync::atomic::AtomicU64;

/// How far a dump is read, for whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of the file, packed as it is.
    pub bytes: AtomicU64,
    /// Bytes of the export, unpacked.
    pub unpacked: AtomicU64,
    /// Pages.
    pub pages: AtomicU64,
    /// Pages that the sieve let through.
    pub kept: AtomicU64,
    /// Contests on those pages, as far as whoever reads them counts them here.
    pub contests: AtomicU64,
}

/// Whoever is shown how far the reading of a dump has come.
pub trait Watch: std::fmt::Debug + Send + Sync {
    /// Runs the reading of a file, of which the length in bytes may be known; what it has done so far stands in `progress`.
    fn during(&self, file: &str, length: Option<u64>, progress: &Progress, run: &mut dyn FnMut());
}

/// What was read of a dump, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DumpReport {
    /// Pages, redirects and other namespaces included.
    pub pages: u64,
    /// Pages that the sieve let through.
    pub kept: u64,
    /// Redirects.
    pub redirects: u64,
    /// Bytes of the export, unpacked.
    pub bytes: u64,
    /// Whether the export was read to its last tag.
    pub complete: bool,
    /// Whether it was told to stop.
    pub interrupted: bool,
    /// Pages that could not be read.
    pub lost: u64,
    /// What could not be read, and where: the first hundred faults, and the number of the others.
    pub warnings: Vec<Warning>,
}
