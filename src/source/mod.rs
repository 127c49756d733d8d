//! The first stage: paths and streams in, [`Page`]s out. The only stage that opens files for reading.
//!
//! What a text holds is found by [`facts::inputs`](crate::facts::inputs), from its content.
//!
//! ```
//! use hustings::source;
//!
//! let reading = source::read_text("own.csv", b"contest,candidate,votes\n2001 vote,Ada,12\n");
//! assert_eq!(&*reading.pages[0].file, "own.csv");
//! assert_eq!(source::bundled().count(), 3);
//! ```

mod bundled;
mod bytes;
pub mod dump;
mod expand;
#[cfg(feature = "fetch")]
pub mod fetch;
mod opened;
mod warning;

pub use bundled::{BUNDLED, bundled};
pub use bytes::line_of;
pub use dump::Dump;
pub(crate) use opened::remember;
pub use opened::was_read;
pub use warning::{Lost, Warning, quote};

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bytes at the front of a SQLite database.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// The word that stands for the bundled data where a path is expected.
pub const BUNDLED_WORD: &str = "bundled";

/// One text to extract facts from, with the name it is cited by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file as the user named it, or `bundled:…`.
    pub file: Arc<str>,
    /// The whole text, in which lines are counted from 1.
    pub text: Arc<str>,
    /// The page's title, where the source gives one beside the text.
    pub title: Option<String>,
    /// The page's revision, where the source gives one.
    pub revision: Option<u64>,
}

impl Page {
    /// A text that is all there is of its source.
    pub fn new(file: &str, text: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), text: text.into(), title: None, revision: None }
    }
}

/// What was read: pages in the order of their files' names, and what could not be read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The pages, sorted by file and text, so that the order of the arguments does not matter.
    pub pages: Vec<Page>,
    /// Graph files, sorted.
    pub graphs: Vec<PathBuf>,
    /// MediaWiki exports, sorted by file; their pages are read by [`dump::run`] as they stream by.
    pub dumps: Vec<Dump>,
    /// What could not be read, and why.
    pub warnings: Vec<Warning>,
}

/// Why an input that the user named could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The path does not exist or cannot be opened.
    #[error("cannot read '{path}': {cause}")]
    Open {
        /// The path as given.
        path: String,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// A pattern is not one, or nothing matches it.
    #[error("'{pattern}' {cause}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        cause: String,
    },
}

/// Reads every path: a file, a folder (all files in it), a glob pattern, `-` for standard input, or
/// `bundled` for the bundled data.
///
/// # Errors
/// A path that does not exist, cannot be opened, or a pattern that matches nothing. A file that can be opened and
/// not understood is a warning in [`Reading::warnings`] instead.
pub fn read(paths: impl IntoIterator<Item: AsRef<str>>) -> Result<Reading, SourceError> {
    let mut reading = Reading::default();
    let mut files = BTreeSet::new();
    let paths: Vec<String> = paths.into_iter().map(|path| path.as_ref().to_string()).collect();
    for path in &paths {
        match path.as_str() {
            BUNDLED_WORD => reading.pages.extend(bundled()),
            "-" => reading.take("standard input", None, Box::new(std::io::stdin())),
            _ => {
                let expanded = expand::expand(path)?;
                files.extend(expanded.files);
                reading.warnings.extend(expanded.passed_over);
            }
        }
    }
    // A file that is reached with and without links has the name without.
    let mut files: Vec<PathBuf> = files.into_iter().collect();
    files.sort_by_cached_key(|file| std::path::absolute(file).ok() != file.canonicalize().ok());
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    for file in files {
        if !seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
            continue;
        }
        let mut name = display_name(&file);
        // A name that is written as another one is shown.
        while !names.insert(name.clone()) {
            name.push('~');
        }
        match open(&file) {
            Ok(mut handle) => {
                // A graph file is no text and no stream: whoever wants it opens it as a database.
                let mut head = Vec::new();
                handle.by_ref().take(SQLITE.len() as u64).read_to_end(&mut head).ok();
                if head == SQLITE {
                    reading.graphs.push(file);
                    continue;
                }
                let handle = std::io::Cursor::new(head).chain(handle);
                let length = handle.get_ref().1.metadata().ok().map(|m| m.len());
                reading.take(&name, length, Box::new(handle));
            }
            Err(cause) if paths.iter().any(|p| Path::new(p) == file) => {
                return Err(SourceError::Open { path: name, cause });
            }
            Err(cause) => reading.lose(&name, 0, "unreadable", cause.to_string()),
        }
    }
    reading.sort();
    Ok(reading)
}

/// Reads one text that is already in memory, as if it were a file of that name.
pub fn read_text(name: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    reading.take(name, Some(bytes.len() as u64), Box::new(std::io::Cursor::new(bytes.to_vec())));
    reading
}

/// Whether a file is a SQLite database, such as a graph file.
pub fn is_database(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = path.is_file().then(|| open(path).and_then(|f| f.take(SQLITE.len() as u64).read_to_end(&mut head)));
    read.is_some_and(|r| r.is_ok()) && head == SQLITE
}

/// Reads a small text such as an override file.
///
/// # Errors
/// Whatever the system says, or that the file is no text.
pub fn read_plain(path: &Path) -> std::io::Result<String> {
    if path == Path::new("-") {
        let decoded = bytes::read_text(std::io::stdin());
        return decoded.map(|d| d.text).map_err(|r| std::io::Error::new(std::io::ErrorKind::InvalidData, r.reason));
    }
    if path.metadata().is_ok_and(|m| m.is_file() && m.len() == 0) {
        return Ok(String::new());
    }
    let decoded = bytes::read_text(open(path)?);
    decoded.map(|d| d.text).map_err(|r| std::io::Error::new(std::io::ErrorKind::InvalidData, r.reason))
}

/// The bytes of a file that is no text, such as a font.
///
/// # Errors
/// Whatever the system says.
pub fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a path is a folder with nothing in it but what may have a certain name.
#[expect(clippy::disallowed_methods, reason = "this is the stage that opens files")]
pub fn is_empty_folder(path: &Path, but: &str) -> bool {
    std::fs::read_dir(path).is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == but))
}

#[expect(clippy::disallowed_methods, reason = "this is the stage that opens files")]
fn open(path: &Path) -> std::io::Result<std::fs::File> {
    let file = std::fs::File::open(path)?;
    remember(path);
    Ok(file)
}

/// How a file is called: as its path, with `/` between its parts. Bytes that are no UTF-8 are shown as `\xNN`, so that
/// two names that differ in one differ here too.
fn display_name(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02X}")));
    }
    if cfg!(windows) {
        text = text.replace('\\', "/");
    }
    text.strip_prefix("./").map_or(text.clone(), ToString::to_string)
}

impl Reading {
    /// Says that a file could not be read.
    fn lose(&mut self, name: &str, line: usize, rule: &'static str, why: String) {
        self.warnings.push(Warning::new(name, line, rule, why).losing(Lost::File));
    }

    fn take(&mut self, name: &str, length: Option<u64>, input: Box<dyn Read + Send>) {
        let opened = dump::open(name, length, input);
        let unpacked = match opened {
            Ok(dump::Opened::Export(dump)) => return self.dumps.push(dump),
            Ok(dump::Opened::Other(unpacked)) => unpacked,
            Err(cause) => return self.lose(name, 0, "unreadable", cause.to_string()),
        };
        let text = match bytes::read_text(unpacked) {
            Ok(decoded) => {
                if let Some(doubt) = decoded.doubt {
                    self.warnings.push(Warning::new(name, doubt.line, "encoding", doubt.reason));
                }
                decoded.text
            }
            Err(refusal) => return self.lose(name, refusal.line, "unreadable", refusal.reason),
        };
        self.pages.push(Page::new(name, text));
    }

    /// Sorts and removes texts that were given twice under one name.
    fn sort(&mut self) {
        self.pages.sort_by(|a, b| (&a.file, &a.text).cmp(&(&b.file, &b.text)));
        self.pages.dedup();
        self.dumps.sort_by(|a, b| a.file.cmp(&b.file));
        self.graphs.sort();
        self.warnings.sort();
        self.warnings.dedup();
    }
}

/// The text behind the name that diagnostics give a file: a bundled series, or a text file that can be read again.
/// `None` for standard input, exports, and whatever has changed its place.
pub fn text_behind(name: &str) -> Option<String> {
    if let Some(page) =
        name.starts_with(BUNDLED_WORD).then(|| bundled().into_iter().find(|p| *p.file == *name)).flatten()
    {
        return Some(page.text.to_string());
    }
    let path = Path::new(name);
    let size = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    (size < 64 << 20).then(|| read_plain(path).ok()).flatten()
}

/// The files a folder or pattern stands for, for tests and tools that list inputs.
///
/// # Errors
/// As [`read`].
pub fn files_of(path: &str) -> Result<Vec<PathBuf>, SourceError> {
    expand::expand(path).map(|expanded| expanded.files)
}
