//! The pages of a graph file: which are new, which have changed, and what each page states.

use super::{FileError, GraphFile};
use crate::facts::statements::PageStatements;
use crate::facts::{Facts, inputs, labels, redirects};
use crate::source::Page;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::sync::Arc;
use twox_hash::XxHash3_128;

/// The version of the extraction. It changes whenever the rules read pages differently; facts of an earlier extraction
/// are then not reused. A test compares what the rules state of some pages with the result for this version.
pub(super) const EXTRACTION: &str = "19";

/// Identifies the same page in different builds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A file that is one page.
    File(Arc<str>),
    /// A page of a wiki, whatever export it comes from.
    Title(String),
}

/// A page as stored in the graph file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file from which it was read.
    pub file: Arc<str>,
    /// The title. For a file that is one page, the name in citations.
    pub title: String,
    /// The format of the text, or `statements` for a page of an export, of which only the statements are stored.
    pub kind: String,
    /// The revision, if the source gives one.
    pub revision: Option<u64>,
    /// The XXH3 hash of the text: 128 bits, as hexadecimal digits.
    pub hash: String,
    /// The text, or the statements as JSON; compressed with DEFLATE (RFC 1951).
    pub body: Vec<u8>,
}

/// Why a stored page cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The body cannot be decompressed.
    #[error("{0}")]
    Packed(#[source] std::io::Error),
    /// The text differs from the text that was read.
    #[error("it differs from the text that was read")]
    Changed,
    /// The text is not UTF-8.
    #[error("{0}")]
    Text(#[source] std::string::FromUtf8Error),
    /// The statements are not valid JSON.
    #[error("{0}")]
    Statements(#[source] serde_json::Error),
    /// No input format has this name.
    #[error("'{0}' is not a known kind of page")]
    Kind(String),
}

/// A stored page that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the stored page '{title}' cannot be read: {cause}")]
pub struct PagesError {
    /// The title of the page.
    pub title: String,
    /// The reason.
    #[source]
    pub cause: PageError,
}

/// The kind of a row that only has the title of a further article in a file. The file is stored under the title of its
/// first article.
pub(super) const PART: &str = "part";

/// The kind of a page of which only the statements are stored.
const STATEMENTS: &str = "statements";

/// Returns the hash of a page's text: XXH3, 128 bits, as hexadecimal digits.
pub fn hash_of(text: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(text))
}

/// Returns the name of a page's format, and what the user said about its columns, since it is read again.
fn kind_of(page: &Page) -> String {
    let name = inputs::of(page).map_or("", |input| input.name);
    if page.hints.is_empty() {
        return name.to_string();
    }
    format!("{name} {}", serde_json::to_string(&*page.hints).unwrap_or_default())
}

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    encoder.write_all(text).ok();
    let mut packed = encoder.finish().unwrap_or_default();
    packed.shrink_to_fit();
    packed
}

impl Entry {
    /// Creates the entry of a file that is one page. Its title is the name that its facts cite.
    pub fn of_file(page: &Page, facts: &Facts) -> Self {
        let title = facts.stated.first().map_or_else(|| page.file.to_string(), |f| f.citation.page.to_string());
        Self {
            file: Arc::clone(&page.file),
            title,
            kind: kind_of(page),
            revision: page.revision,
            hash: hash_of(page.text.as_bytes()),
            body: compressed(page.text.as_bytes()),
        }
    }

    /// Creates the entry of a page of an export, with its statements as JSON.
    pub fn of_statements(file: &Arc<str>, title: &str, revision: Option<u64>, hash: String, json: &[u8]) -> Self {
        let (file, title) = (Arc::clone(file), title.to_string());
        Self { file, title, kind: STATEMENTS.into(), revision, hash, body: compressed(json) }
    }

    fn key(&self) -> Key {
        if self.kind == STATEMENTS { Key::Title(self.title.clone()) } else { Key::File(Arc::clone(&self.file)) }
    }

    /// Returns the stored text, or the statements as JSON.
    ///
    /// # Errors
    /// An error if the stored page is damaged.
    pub fn text(&self) -> Result<String, PageError> {
        // A limit above the longest text that is ever read, in case a damaged body decompresses to more.
        const MOST: u64 = 4 << 30;
        let mut bytes = Vec::new();
        DeflateDecoder::new(&self.body[..]).take(MOST).read_to_end(&mut bytes).map_err(PageError::Packed)?;
        // The hash of a page of an export is that of its wikitext, which is not stored.
        if self.kind != STATEMENTS && hash_of(&bytes) != self.hash {
            return Err(PageError::Changed);
        }
        String::from_utf8(bytes).map_err(PageError::Text)
    }

    /// Returns what the page states, from its stored text or statements.
    ///
    /// # Errors
    /// An error if the stored page cannot be read.
    pub fn facts(&self) -> Result<Facts, PageError> {
        let text = self.text()?;
        if self.kind == STATEMENTS {
            let statements: PageStatements = serde_json::from_str(&text).map_err(PageError::Statements)?;
            return Ok(statements.into_facts(&self.file, &self.title, self.revision));
        }
        let (name, said) = self.kind.split_once(' ').unwrap_or((&self.kind, ""));
        if inputs::named(name).is_none() {
            return Err(PageError::Kind(self.kind.clone()));
        }
        let hints = Arc::new(serde_json::from_str(said).unwrap_or_default());
        let page = Page { revision: self.revision, hints, ..Page::new(&self.file, text) };
        Ok(Facts::extract([&page]))
    }
}

/// The result of offering a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// The file had no such page.
    New,
    /// The file had a different text of the page.
    Changed,
    /// The file had the same text.
    Unchanged,
    /// The file has a later revision, which is kept.
    Older,
}

/// The numbers of pages in a build, by result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageCounts {
    /// Pages that the file did not have.
    pub new: usize,
    /// Pages of which the file had a different text.
    pub changed: usize,
    /// Pages of which the file had the same text.
    pub unchanged: usize,
    /// Pages of which the file had a later revision, which is kept.
    pub older: usize,
    /// Pages that the file had, but their source no longer has.
    pub gone: usize,
}

/// Returns the key that marks a redirect as seen. No title begins like this.
fn redirect_key(title: &str) -> Key {
    Key::Title(format!("\u{0}{title}"))
}

/// Returns true if the first of two citations of the same text is preferred: it has the later revision, or the same
/// revision and a file name that sorts first.
fn is_later(new: (Option<u64>, &Arc<str>), old: (Option<u64>, &Arc<str>)) -> bool {
    (new.0, std::cmp::Reverse(new.1)) > (old.0, std::cmp::Reverse(old.1))
}

/// The pages of a build: those of the file being updated, replaced by those that are offered.
#[derive(Default)]
pub struct Pages {
    entries: BTreeMap<Key, (Entry, Option<Facts>)>,
    redirects: BTreeMap<String, (String, Arc<str>)>,
    /// Pages and redirects that this build has offered or found unchanged.
    seen: BTreeSet<Key>,
    /// Pages of the file that other texts have replaced.
    replaced: BTreeMap<Key, Entry>,
    /// Pages of files that are read again. An older revision may replace them.
    stale: BTreeSet<Key>,
    /// The numbers of pages by result.
    pub counts: PageCounts,
    /// The result and title of each page that changed.
    pub changes: Vec<(&'static str, String)>,
    redirects_before: BTreeMap<String, (String, Arc<str>)>,
}

impl Pages {
    /// Reads the pages of a graph file. Returns no pages if another version of the rules extracted them.
    ///
    /// # Errors
    /// An error if SQLite reports one, or if a stored page is damaged.
    pub fn of(file: &GraphFile) -> Result<Self, FileError> {
        let mut pages = Self::default();
        if file.meta("extraction")?.as_deref() != Some(EXTRACTION) {
            return Ok(pages);
        }
        let mut statement = file.prepare(&format!(
            "SELECT file, title, kind, revision, hash, body, checksum FROM page WHERE kind <> '{PART}'"
        ))?;
        let mut rows = statement.query([]).map_err(|e| file.failed(e))?;
        let mut names: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut shared = |name: String| -> Arc<str> {
            let name: Arc<str> = name.into();
            match names.get(&name) {
                Some(known) => Arc::clone(known),
                None => {
                    names.insert(Arc::clone(&name));
                    name
                }
            }
        };
        while let Some(row) = rows.next().map_err(|e| file.failed(e))? {
            let entry = (|| {
                Ok(Entry {
                    file: shared(row.get(0)?),
                    title: row.get(1)?,
                    kind: row.get(2)?,
                    revision: row.get::<_, Option<i64>>(3)?.map(|r| r as u64),
                    hash: row.get(4)?,
                    body: row.get(5)?,
                })
            })();
            let entry: Entry = entry.map_err(|e| file.failed(e))?;
            let checksum: Option<String> = row.get(6).map_err(|e| file.failed(e))?;
            if checksum.is_some_and(|held| held != hash_of(&entry.body)) {
                return Err(file.damaged(format!("the stored page '{}' differs from what was written", entry.title)));
            }
            pages.entries.insert(entry.key(), (entry, None));
        }
        let mut statement = file.prepare("SELECT title, target, file FROM redirect")?;
        let mut rows = statement.query([]).map_err(|e| file.failed(e))?;
        while let Some(row) = rows.next().map_err(|e| file.failed(e))? {
            let redirect = (|| Ok((row.get(0)?, (row.get(1)?, shared(row.get(2)?)))))();
            let (title, to) = redirect.map_err(|e| file.failed(e))?;
            pages.redirects.insert(title, to);
        }
        pages.redirects_before.clone_from(&pages.redirects);
        Ok(pages)
    }

    /// Returns true if the file has exactly this text of a page of an export, so that the page need not be read again.
    pub fn holds(&self, title: &str, hash: &str) -> bool {
        self.entries.get(&Key::Title(title.to_string())).is_some_and(|(entry, _)| entry.hash == hash)
    }

    /// Marks the pages of files that are read again. Whatever the build finds replaces them, even an older revision.
    pub fn read_again(&mut self, is_read: impl Fn(&str) -> bool) {
        let stale = self.entries.iter().filter(|(_, (entry, _))| is_read(&entry.file)).map(|(key, _)| key.clone());
        self.stale = stale.collect();
    }

    /// Keeps a page for which [`Pages::holds`] returned true.
    pub fn keep(&mut self, file: &Arc<str>, title: &str, revision: Option<u64>, hash: &str) {
        let key = Key::Title(title.to_string());
        let is_it = |entry: &&Entry| entry.hash == hash;
        let held = self.entries.get(&key).map(|(entry, _)| entry).filter(is_it);
        // Another text of the page in the same build may have replaced it in the meantime.
        if let Some(held) = held.or_else(|| self.replaced.get(&key).filter(is_it)) {
            let entry = Entry { file: Arc::clone(file), revision, ..held.clone() };
            self.take(entry, None);
        }
    }

    /// Takes a page and what it states. Of two texts of a page the later revision wins. Of two texts of one revision in
    /// one build the one with the smaller hash wins, so that the order does not matter.
    pub fn offer(&mut self, entry: Entry, facts: Facts) -> Offer {
        self.take(entry, Some(facts))
    }

    fn take(&mut self, entry: Entry, facts: Option<Facts>) -> Offer {
        let key = entry.key();
        if let Key::Title(title) = &key
            && self.redirects.contains_key(title)
            && !self.seen.contains(&redirect_key(title))
        {
            self.redirects.remove(title);
        }
        let again = !self.seen.insert(key.clone());
        let order = |e: &Entry| (e.revision, std::cmp::Reverse(e.hash.clone()));
        let (offer, taken) = match self.entries.get(&key) {
            None => (Offer::New, true),
            Some((old, _)) if old.hash == entry.hash && old.kind == entry.kind => {
                let later = is_later((entry.revision, &entry.file), (old.revision, &old.file));
                (Offer::Unchanged, !again || later)
            }
            Some((old, _)) if again => (Offer::Changed, order(&entry) > order(old)),
            Some((old, _)) => {
                let older = entry.revision.is_some() && entry.revision < old.revision && !self.stale.contains(&key);
                if older { (Offer::Older, false) } else { (Offer::Changed, true) }
            }
        };
        if !again {
            let (count, word) = match offer {
                Offer::New => (&mut self.counts.new, Some("new")),
                Offer::Changed => (&mut self.counts.changed, Some("changed")),
                Offer::Older => (&mut self.counts.older, Some("older, not taken")),
                Offer::Unchanged => (&mut self.counts.unchanged, None),
            };
            *count += 1;
            self.changes.extend(word.map(|w| (w, entry.title.clone())));
        }
        let hash = entry.hash.clone();
        if taken
            && let Some((old, None)) = self.entries.insert(key.clone(), (entry, facts))
            && old.hash != hash
        {
            self.replaced.insert(key, old);
        }
        offer
    }

    /// Takes a redirect. It replaces a page of the same title, unless this build has offered that page.
    pub fn redirect(&mut self, title: String, target: String, file: &Arc<str>) {
        let marker = redirect_key(&title);
        if !self.seen.contains(&Key::Title(title.clone())) {
            self.entries.remove(&Key::Title(title.clone()));
        }
        match self.redirects.get(&title) {
            // Of two targets in one build the smaller one wins, so that the order does not matter.
            Some((old, _)) if self.seen.contains(&marker) && *old <= target => {}
            _ => {
                self.redirects.insert(title, (target, Arc::clone(file)));
            }
        }
        self.seen.insert(marker);
    }

    /// Drops the pages and redirects of files that were read again, as `is_read` says, but no longer contain them.
    pub fn drop_gone(&mut self, is_read: impl Fn(&str) -> bool) {
        let seen = &self.seen;
        let (counts, changes) = (&mut self.counts, &mut self.changes);
        self.entries.retain(|key, (entry, _)| {
            let stays = seen.contains(key) || !is_read(&entry.file);
            if !stays {
                counts.gone += 1;
                changes.push(("gone", entry.title.clone()));
            }
            stays
        });
        self.redirects.retain(|title, (_, file)| seen.contains(&redirect_key(title)) || !is_read(file));
    }

    /// Returns the number of redirects that are new, gone or changed.
    pub fn redirects_changed(&self) -> usize {
        let target = |all: &BTreeMap<String, (String, Arc<str>)>, title: &String| all.get(title).map(|t| t.0.clone());
        let titles: BTreeSet<&String> = self.redirects.keys().chain(self.redirects_before.keys()).collect();
        titles.into_iter().filter(|t| target(&self.redirects, t) != target(&self.redirects_before, t)).count()
    }

    /// Returns the number of pages.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if there are no pages.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the pages in the order of their keys.
    pub fn entries(&self) -> Vec<&Entry> {
        self.entries.values().map(|(entry, _)| entry).collect()
    }

    /// Returns the redirects.
    pub fn redirects(&self) -> &BTreeMap<String, (String, Arc<str>)> {
        &self.redirects
    }

    /// Returns what all pages state, with redirects followed. Moves out the facts that this build extracted; a second
    /// call extracts them again.
    ///
    /// # Errors
    /// An error if a stored page cannot be read.
    pub fn facts(&mut self) -> Result<Facts, PagesError> {
        let mut all = Facts::default();
        // Reserve once: growing the list page by page would copy it again and again.
        let known = self.entries.values().filter_map(|(_, facts)| facts.as_ref());
        let count: usize = known.map(|facts| facts.stated.len()).sum();
        if self.entries.len() > 1 {
            all.stated.reserve_exact(count);
        }
        for (entry, facts) in self.entries.values_mut() {
            let own = match facts.take() {
                Some(facts) => facts,
                None => entry.facts().map_err(|cause| PagesError { title: entry.title.clone(), cause })?,
            };
            all.append(own);
        }
        all.stated.shrink_to_fit();
        redirects::resolve(&mut all, self.redirects.iter().map(|(from, (to, _))| (from.clone(), to.clone())));
        labels::resolve(&mut all);
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;
    use std::path::{Path, PathBuf};

    /// Returns the hash of everything that the pages of the tests and the bundled tables state.
    #[expect(clippy::disallowed_methods, reason = "a test reads the files of the tests")]
    fn stated() -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let of = |folder: &str| -> Vec<PathBuf> {
            let files = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
            let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|e| e != "md")).collect();
            files.sort();
            files
        };
        let mut all = String::new();
        let folders = ["tests/articles", "tests/wiki", "tests/extraction", "tests/languages", "tests/ties", "data"];
        for file in folders.map(of).concat() {
            // Without its folder, which differs between machines.
            let name = file.file_name().unwrap().to_string_lossy();
            for page in source::read_text(&name, &std::fs::read(&file).unwrap()).pages {
                let facts = Facts::extract([&page]);
                for warning in &facts.warnings {
                    all += &format!("{name}:{} {}\n", warning.line, warning.rule);
                }
                all += &serde_json::to_string(&PageStatements::of(facts)).unwrap();
            }
        }
        assert!(all.len() > 100_000, "the pages were read");
        hash_of(all.as_bytes())
    }

    #[test]
    fn who_changes_what_rules_state_raises_the_version() {
        let known = ("19", "f6f2714d14c5041a90b43f02abf2f791");
        assert_eq!(
            (EXTRACTION, stated().as_str()),
            known,
            "something else is stated of the pages in tests/ and data/ than before: raise EXTRACTION, so that graph files read their \
             pages anew, and write both here; where only the pages changed, write the hash"
        );
    }
}
