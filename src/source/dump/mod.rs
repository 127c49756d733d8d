//! MediaWiki's XML exports of any size: pages as they stream by, compressed or not, on all cores.
//!
//! A reader hands out blocks in order; threads decompress them, split them into pages and work on those; the caller's
//! thread takes the results in order and mends what lay across the edges of blocks. At most a few blocks a thread
//! are in memory at a time, whatever the size of the dump.

mod blocks;
mod bzip;
mod container;
mod page;
mod run;
mod split;

pub use container::Container;
pub use page::DumpPage;
pub use run::{DumpReport, Progress, run};

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A dump that waits to be read.
pub struct Dump {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// How many bytes it has, where known: of the file, compressed or not.
    pub length: Option<u64>,
    /// How it is packed.
    pub container: Container,
    pub(crate) input: Box<dyn Read + Send>,
}

impl Dump {
    /// A dump that is read from a stream.
    ///
    /// # Errors
    /// Whatever the stream says of its first bytes.
    pub fn new(file: &str, length: Option<u64>, input: impl Read + Send + 'static) -> std::io::Result<Self> {
        let (container, input) = container::sniff(Box::new(input))?;
        Ok(Self { file: file.into(), length, container, input })
    }
}

impl std::fmt::Debug for Dump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dump").field("file", &self.file).field("container", &self.container).finish_non_exhaustive()
    }
}

/// What of a dump is wanted, and how.
#[derive(Debug, Clone)]
pub struct DumpOptions {
    /// Threads that decompress and read; at least one.
    pub threads: usize,
    /// Read pages of every namespace, not of the main one only.
    pub all_namespaces: bool,
    /// Set from elsewhere to end early and cleanly.
    pub stop: Arc<AtomicBool>,
}

impl Default for DumpOptions {
    fn default() -> Self {
        Self {
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            all_namespaces: false,
            stop: Arc::new(AtomicBool::new(false)),
        }
    }
}

impl DumpOptions {
    /// Reads with so many threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Reads every namespace.
    #[must_use]
    pub fn with_all_namespaces(mut self, all: bool) -> Self {
        self.all_namespaces = all;
        self
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
