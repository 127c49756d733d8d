//! MediaWiki's XML exports of any size: pages as they stream by, compressed or not, on all cores.
//!
//! A reader hands out blocks in order; threads decompress them, split them into pages and work on those; the caller's
//! thread takes the results in order and mends what lay across the edges of blocks. At most a few blocks a thread
//! are in memory at a time, whatever the size of the dump.

mod blocks;
mod bzip;
mod container;
mod desk;
mod page;
mod progress;
mod run;
mod shop;
mod split;
mod tag;

pub use container::Container;
pub use page::DumpPage;
pub use progress::{DumpReport, Progress, Watch};
pub use run::run;

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

/// What a file is, after a look at its beginning.
pub(crate) enum Opened {
    /// An export.
    Export(Dump),
    /// Something else, unpacked.
    Other(Box<dyn Read + Send>),
}

/// So many bytes suffice to unpack the first block of any container.
const PREFIX: usize = (1 << 20) + (1 << 16);

/// Looks whether a file, packed or not, is an export.
pub(crate) fn open(file: &str, length: Option<u64>, mut input: Box<dyn Read + Send>) -> std::io::Result<Opened> {
    let mut prefix = container::read_up_to(&mut input, 16)?;
    let container = Container::of(&prefix);
    let more = if container == Container::Plain { 4096 } else { PREFIX };
    prefix.extend(container::read_up_to(&mut input, more)?);
    let mut head = [0; 4096];
    let mut filled = 0;
    let mut unpacked = container.unpack(Box::new(std::io::Cursor::new(prefix.clone())));
    // What is damaged is told when the whole is read.
    while let Ok(read @ 1..) = unpacked.read(&mut head[filled..]) {
        filled += read;
    }
    let whole: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(prefix).chain(input));
    if is_export(&head[..filled]) {
        return Ok(Opened::Export(Dump { file: file.into(), length, container, input: whole }));
    }
    Ok(Opened::Other(container.unpack(whole)))
}

/// Whether a text begins as an export does, or within one.
fn is_export(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |name: &[u8]| tag::opens(text, name) == tag::Is::Yes;
    let in_xml = text.starts_with(b"<?xml") || text.starts_with(b"<!");
    begins(b"<mediawiki") || begins(b"<page") || in_xml && tag::find_open(text, b"<mediawiki").is_some()
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
    /// Who watches.
    pub watch: Option<Arc<dyn Watch>>,
}

impl Default for DumpOptions {
    fn default() -> Self {
        Self {
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            all_namespaces: false,
            stop: Arc::new(AtomicBool::new(false)),
            watch: None,
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

    /// Shows somebody how far the reading has come.
    #[must_use]
    pub fn with_watch(mut self, watch: impl Watch + 'static) -> Self {
        self.watch = Some(Arc::new(watch));
        self
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
