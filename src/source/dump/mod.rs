//! MediaWiki XML exports of any size. Pages are streamed, compressed or not, on all cores.
//!
//! A reader sends blocks in order. Worker threads decompress them, split them into pages, and work on the pages. The
//! caller's thread takes the results in order and completes the pages that cross the edges of blocks. At most a few
//! blocks per thread are in memory at a time, whatever the size of the dump.

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

/// A dump that has not been read yet.
pub struct Dump {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The size of the file in bytes, as compressed; `None` if it is unknown.
    pub length: Option<u64>,
    /// The compression of the file.
    pub container: Container,
    pub(crate) input: Box<dyn Read + Send>,
}

impl Dump {
    /// Creates a dump that is read from a stream.
    ///
    /// # Errors
    /// An error if the first bytes of the stream cannot be read.
    pub fn new(file: &str, length: Option<u64>, input: impl Read + Send + 'static) -> std::io::Result<Self> {
        let (container, input) = container::sniff(Box::new(input))?;
        Ok(Self { file: file.into(), length, container, input })
    }
}

/// The kind of a file, detected from its beginning.
pub(crate) enum Opened {
    /// An export.
    Export(Dump),
    /// Any other file, as its unpacked stream.
    Other(Box<dyn Read + Send>),
}

/// The number of bytes that suffices to unpack the first block of any container.
const PREFIX: usize = (1 << 20) + (1 << 16);

/// Determines whether a file, compressed or not, is an export.
pub(crate) fn open(file: &str, length: Option<u64>, mut input: Box<dyn Read + Send>) -> std::io::Result<Opened> {
    let mut prefix = container::read_up_to(&mut input, 16)?;
    let container = Container::of(&prefix);
    let more = if container == Container::Plain { 4096 } else { PREFIX };
    prefix.extend(container::read_up_to(&mut input, more)?);
    let mut head = [0; 4096];
    let mut filled = 0;
    let mut unpacked = container.unpack(Box::new(std::io::Cursor::new(prefix.clone())));
    // Damage is reported when the whole file is read.
    while let Ok(read @ 1..) = unpacked.read(&mut head[filled..]) {
        filled += read;
    }
    let whole: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(prefix).chain(input));
    if is_export(&head[..filled]) {
        return Ok(Opened::Export(Dump { file: file.into(), length, container, input: whole }));
    }
    Ok(Opened::Other(container.unpack(whole)))
}

/// Returns true if a text begins like an export, or like a piece of one.
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

/// Options for reading a dump.
#[derive(Debug, Clone)]
pub struct DumpOptions {
    /// The number of threads that decompress and read; at least one.
    pub threads: usize,
    /// True to read pages of every namespace instead of only the main one.
    pub all_namespaces: bool,
    /// Set this from another thread to end early and cleanly.
    pub stop: Arc<AtomicBool>,
    /// Shows the progress.
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
    /// Sets the number of threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Sets whether pages of every namespace are read.
    #[must_use]
    pub fn with_all_namespaces(mut self, all: bool) -> Self {
        self.all_namespaces = all;
        self
    }

    /// Sets who is shown the progress.
    #[must_use]
    pub fn with_watch(mut self, watch: impl Watch + 'static) -> Self {
        self.watch = Some(Arc::new(watch));
        self
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
