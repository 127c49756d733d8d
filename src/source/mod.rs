//! The first stage turns paths and streams into [`Page`]s. It is the only stage that opens files for reading.
//!
//! The format of a text is detected from its content by [`facts::inputs`](crate::facts::inputs).
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
mod entities;
mod expand;
#[cfg(feature = "fetch")]
pub mod fetch;
mod hints;
mod opened;
mod parquet;
mod warning;
mod workbook;

pub use bundled::{BUNDLED, bundled};
pub(crate) use bytes::MAX_TEXT;
pub use bytes::line_of;
pub use dump::Dump;
pub use hints::{DayOrder, Hints};
pub(crate) use opened::remember;
pub use opened::{stamps, was_read};
pub use warning::{Lost, Warning, quote};

use crate::wikitext::number::grouped;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The first bytes of a SQLite database.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// The word that stands for the bundled data where a path is expected.
pub const BUNDLED_WORD: &str = "bundled";

/// One text to extract facts from, with the name that citations give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file as the user named it, or `bundled:…`.
    pub file: Arc<str>,
    /// The whole text, in which lines are counted from 1.
    pub text: Arc<str>,
    /// The page's title, if the source gives one separately from the text.
    pub title: Option<String>,
    /// The page's revision, if the source gives one.
    pub revision: Option<u64>,
    /// What the user says about the columns of tables. The pages of one reading share it.
    pub hints: Arc<Hints>,
}

impl Page {
    /// Creates a page without a title or a revision.
    pub fn new(file: &str, text: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), text: text.into(), title: None, revision: None, hints: Arc::default() }
    }
}

/// The result of reading: pages in the order of their file names, and warnings about what could not be read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The pages, sorted by file and text, so that the order of the arguments does not matter.
    pub pages: Vec<Page>,
    /// Graph files, sorted.
    pub graphs: Vec<PathBuf>,
    /// MediaWiki exports, sorted by file. Their pages are streamed by [`dump::run`].
    pub dumps: Vec<Dump>,
    /// What could not be read, with reasons.
    pub warnings: Vec<Warning>,
}

/// Why an input named by the user could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The path does not exist or cannot be opened.
    #[error("cannot read '{path}': {cause}")]
    Open {
        /// The path as given.
        path: String,
        /// The error of the operating system.
        #[source]
        cause: std::io::Error,
    },
    /// The pattern is invalid, or matches nothing.
    #[error("'{pattern}' {cause}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong with it.
        cause: String,
    },
}

/// Reads every path: a file, a folder (all files in it), a glob pattern, `-` for standard input, or `bundled` for the
/// bundled data.
///
/// # Errors
/// An error if a path does not exist or cannot be opened, or if a pattern matches nothing. A file that can be opened
/// but not understood is a warning in [`Reading::warnings`] instead.
pub fn read(paths: impl IntoIterator<Item: AsRef<str>>) -> Result<Reading, SourceError> {
    read_in(paths, None)
}

/// Reads like [`read`], and keeps the labels in a language, such as `de`, where a dump has labels in all of them.
///
/// # Errors
/// As [`read`].
pub fn read_in(paths: impl IntoIterator<Item: AsRef<str>>, language: Option<&str>) -> Result<Reading, SourceError> {
    let mut reading = Reading::default();
    let mut files = BTreeSet::new();
    let paths: Vec<String> = paths.into_iter().map(|path| path.as_ref().to_string()).collect();
    for path in &paths {
        match path.as_str() {
            BUNDLED_WORD => reading.pages.extend(bundled()),
            "-" => reading.take(&Origin::stream("standard input", language), None, Box::new(std::io::stdin())),
            _ => {
                let expanded = expand::expand(path)?;
                files.extend(expanded.files);
                reading.warnings.extend(expanded.passed_over);
            }
        }
    }
    // A file that is reached both directly and through a link gets the direct name, so paths without links come first.
    let mut files: Vec<PathBuf> = files.into_iter().collect();
    files.sort_by_cached_key(|file| std::path::absolute(file).ok() != file.canonicalize().ok());
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    for file in files {
        if !seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
            continue;
        }
        let mut name = display_name(&file);
        // Different paths can have the same display name; a `~` keeps them apart.
        while !names.insert(name.clone()) {
            name.push('~');
        }
        match open(&file) {
            Ok(mut handle) => {
                // A graph file is neither a text nor a stream; later stages open it as a database.
                let mut head = Vec::new();
                handle.by_ref().take(SQLITE.len() as u64).read_to_end(&mut head).ok();
                if head == SQLITE {
                    reading.graphs.push(file);
                    continue;
                }
                let handle = std::io::Cursor::new(head).chain(handle);
                let length = handle.get_ref().1.metadata().ok().map(|m| m.len());
                reading.take(&Origin { name: &name, path: Some(&file), language }, length, Box::new(handle));
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

/// Reads one text that is already in memory as if it were a file called `name`.
pub fn read_text(name: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let origin = Origin::stream(name, None);
    reading.take(&origin, Some(bytes.len() as u64), Box::new(std::io::Cursor::new(bytes.to_vec())));
    reading
}

/// Returns true if a file is a SQLite database, such as a graph file.
pub fn is_database(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = path.is_file().then(|| open(path).and_then(|f| f.take(SQLITE.len() as u64).read_to_end(&mut head)));
    read.is_some_and(|r| r.is_ok()) && head == SQLITE
}

/// Reads a small text such as an override file, or standard input for `-`. An empty file gives an empty string.
///
/// # Errors
/// An error if the file cannot be read or is not text.
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

/// Reads a file that is not text, such as a font.
///
/// # Errors
/// An error if the file cannot be read.
pub fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns true if a path is a folder that contains nothing except an entry named `but`, if that.
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

/// Returns the name of a file in messages: its path with `/` between the parts. Bytes that are not UTF-8 are shown as
/// `\xNN`, so that different paths keep different names.
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

/// Calls a function of a library that may panic on damaged files. Returns `None` if it does; nothing is printed.
fn guarded<T>(read: impl FnOnce() -> T + std::panic::UnwindSafe) -> Option<T> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let read = std::panic::catch_unwind(read);
    std::panic::set_hook(hook);
    read.ok()
}

/// Where a stream comes from.
struct Origin<'o> {
    /// The name in messages.
    name: &'o str,
    /// The file, so that it can be read again.
    path: Option<&'o Path>,
    /// The language of labels.
    language: Option<&'o str>,
}

impl<'o> Origin<'o> {
    fn stream(name: &'o str, language: Option<&'o str>) -> Self {
        Self { name, path: None, language }
    }

    /// Opens the file again, unpacked.
    fn again(&self) -> Option<entities::Stream> {
        match dump::open(self.name, None, Box::new(open(self.path?).ok()?)).ok()? {
            dump::Opened::Other(unpacked) => Some(unpacked),
            dump::Opened::Export(_) => None,
        }
    }
}

impl Reading {
    /// Adds a warning that a file could not be read.
    fn lose(&mut self, name: &str, line: usize, rule: &'static str, why: String) {
        self.warnings.push(Warning::new(name, line, rule, why).losing(Lost::File));
    }

    fn take(&mut self, origin: &Origin<'_>, length: Option<u64>, input: Box<dyn Read + Send>) {
        let name = origin.name;
        let opened = dump::open(name, length, input);
        let mut unpacked = match opened {
            Ok(dump::Opened::Export(dump)) => return self.dumps.push(dump),
            Ok(dump::Opened::Other(unpacked)) => unpacked,
            Err(cause) => return self.lose(name, 0, "unreadable", cause.to_string()),
        };
        let mut head = Vec::new();
        // An error that occurs here occurs again when the text is read.
        unpacked.by_ref().take(256).read_to_end(&mut head).ok();
        let (is_workbook, is_dump) = (workbook::is_workbook(&head), entities::is_dump(&head));
        let is_parquet = parquet::is_parquet(&head);
        let unpacked = std::io::Cursor::new(head).chain(unpacked);
        if is_dump {
            return self.take_entities(origin, Box::new(unpacked));
        }
        if is_parquet {
            return match parquet::read(unpacked) {
                Ok(text) => self.pages.push(Page::new(name, text)),
                Err(reason) => self.lose(name, 0, "unreadable", reason),
            };
        }
        if is_workbook {
            return match workbook::read(name, unpacked) {
                Ok(book) => {
                    self.pages.extend(book.pages);
                    let warnings = book.notes.into_iter().map(|note| Warning::new(name, 0, "workbook", note));
                    self.warnings.extend(warnings);
                }
                Err(reason) => self.lose(name, 0, "unreadable", reason),
            };
        }
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

    /// Adds what the sieve keeps of a dump of Wikidata.
    fn take_entities(&mut self, origin: &Origin<'_>, input: entities::Stream) {
        let name = origin.name;
        let found = entities::sieve(input, origin.language, &|| origin.again());
        for (line, doubt) in found.doubts {
            self.warnings.push(Warning::new(name, line, "unreadable", doubt).losing(Lost::Part));
        }
        if found.kept > 0 {
            return self.pages.push(Page::new(name, found.text));
        }
        let entities = match found.entities {
            1 => "1 entity".to_string(),
            n => format!("{} entities", grouped(n as u64)),
        };
        self.lose(
            name,
            0,
            "no-rows",
            format!("none of the {entities} of this file holds an office or stood in an election"),
        );
    }

    /// Gives every page what the user says about the columns of tables.
    pub fn set_hints(&mut self, hints: &Arc<Hints>) {
        self.pages.iter_mut().for_each(|page| page.hints = Arc::clone(hints));
    }

    /// Sorts the reading and removes texts that were given twice under one name.
    fn sort(&mut self) {
        self.pages.sort_by(|a, b| (&a.file, &a.text).cmp(&(&b.file, &b.text)));
        self.pages.dedup();
        self.dumps.sort_by(|a, b| a.file.cmp(&b.file));
        self.graphs.sort();
        self.warnings.sort();
        self.warnings.dedup();
    }
}

/// Returns the text of a file by the name that diagnostics give it, for a bundled series or a text file below 64 MiB,
/// which may be compressed. `None` for standard input and files that cannot be read again.
pub fn text_behind(name: &str) -> Option<String> {
    if let Some(page) =
        name.starts_with(BUNDLED_WORD).then(|| bundled().into_iter().find(|p| *p.file == *name)).flatten()
    {
        return Some(page.text.to_string());
    }
    // A sheet of a workbook is named after its file.
    if let Some((file, _)) = name.rsplit_once('#').filter(|(file, _)| Path::new(file).is_file()) {
        let book = workbook::read(file, open(Path::new(file)).ok()?).ok()?;
        return book.pages.iter().find(|page| *page.file == *name).map(|page| page.text.to_string());
    }
    let path = Path::new(name);
    let size = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    (size < MOST_AGAIN).then(|| again(path)).flatten()
}

/// The longest text, unpacked, that is read again.
const MOST_AGAIN: u64 = 64 << 20;

/// Reads a text file again that may be another run's source: it is not counted among those that this run has read.
#[expect(clippy::disallowed_methods, reason = "this is the stage that opens files")]
fn again(path: &Path) -> Option<String> {
    let Dump { container, input, .. } = Dump::new("", None, std::fs::File::open(path).ok()?).ok()?;
    let decoded = bytes::read_text(container.unpack(input).take(MOST_AGAIN + 1)).ok()?;
    Some(decoded.text).filter(|text| text.len() as u64 <= MOST_AGAIN)
}

/// Returns the files that a folder or pattern stands for, for tests and tools that list inputs.
///
/// # Errors
/// An error for the same reasons as [`read`].
pub fn files_of(path: &str) -> Result<Vec<PathBuf>, SourceError> {
    expand::expand(path).map(|expanded| expanded.files)
}
