//! The pages of a graph file: which are new, which have changed, and what each states.

use super::{FileError, GraphFile};
use crate::facts::statements::PageStatements;
use crate::facts::{Facts, redirects};
use crate::source::{Page, PageKind};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::sync::Arc;
use twox_hash::XxHash3_128;

/// Changes whenever the rules read pages differently; what an earlier extraction stated of a page is then not used again.
pub(super) const EXTRACTION: &str = "1";

/// What makes a page the same page in another build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A file that is one page.
    File(Arc<str>),
    /// A page of a wiki, in whatever export.
    Title(String),
}

/// A page as the graph file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file it was read from.
    pub file: Arc<str>,
    /// Its title; of a file that is one page, the name that facts cite.
    pub title: String,
    /// What it is: a kind of text, or `statements` for a page of an export, of which only what it states is kept.
    pub kind: String,
    /// Its revision.
    pub revision: Option<u64>,
    /// The hash of its text: XXH3, 128 bits, in hexadecimal digits.
    pub hash: String,
    /// Its text, or its statements as JSON; compressed (RFC 1951).
    pub body: Vec<u8>,
}

/// The kind of a page of which the statements are kept.
const STATEMENTS: &str = "statements";

/// The hash of a page's text.
pub fn hash_of(text: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(text))
}

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    encoder.write_all(text).ok();
    encoder.finish().unwrap_or_default()
}

impl Entry {
    /// A file that is one page, and the name its facts cite.
    pub fn of_file(page: &Page, facts: &Facts) -> Self {
        let title = facts.facts.first().map_or_else(|| page.file.to_string(), |f| f.citation.page.to_string());
        Self {
            file: Arc::clone(&page.file),
            title,
            kind: kind_name(page.kind).to_string(),
            revision: page.revision,
            hash: hash_of(page.text.as_bytes()),
            body: compressed(page.text.as_bytes()),
        }
    }

    /// A page of an export, with what it states as JSON.
    pub fn of_statements(file: &Arc<str>, title: &str, revision: Option<u64>, hash: String, json: &[u8]) -> Self {
        let (file, title) = (Arc::clone(file), title.to_string());
        Self { file, title, kind: STATEMENTS.into(), revision, hash, body: compressed(json) }
    }

    fn key(&self) -> Key {
        if self.kind == STATEMENTS { Key::Title(self.title.clone()) } else { Key::File(Arc::clone(&self.file)) }
    }

    /// What the page states, read from what is kept of it.
    ///
    /// # Errors
    /// What is kept cannot be read; the words say why.
    pub fn facts(&self) -> Result<Facts, String> {
        let mut bytes = Vec::new();
        DeflateDecoder::new(&self.body[..]).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        if self.kind == STATEMENTS {
            let statements: PageStatements = serde_json::from_slice(&bytes).map_err(|e| e.to_string())?;
            return Ok(statements.into_facts(&self.file, &self.title, self.revision));
        }
        let kind = PageKind::ALL.into_iter().find(|k| kind_name(*k) == self.kind);
        let kind = kind.ok_or_else(|| format!("'{}' is no kind of page", self.kind))?;
        let text = String::from_utf8(bytes).map_err(|e| e.to_string())?;
        let page = Page { revision: self.revision, ..Page::new(&self.file, kind, text) };
        Ok(Facts::extract([&page]))
    }
}

const fn kind_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Article => "article",
        PageKind::Series => "series",
        PageKind::Candidacies => "candidacies",
        PageKind::Wikitext => "wikitext",
        PageKind::Statements => "extraction",
    }
}

/// What became of a page that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// The file had no such page.
    New,
    /// The file had another text of it.
    Changed,
    /// The file had the same text.
    Unchanged,
    /// The file has a later revision, which stays.
    Older,
}

/// The pages of a build: those of the file that is brought up to date, replaced by those that are offered.
#[derive(Default)]
pub struct Pages {
    entries: BTreeMap<Key, (Entry, Option<Facts>)>,
    redirects: BTreeMap<String, (String, Arc<str>)>,
    /// Pages and redirects that were offered or met again.
    seen: BTreeSet<Key>,
    /// Pages by what became of them: new, changed, unchanged, older, gone.
    pub counts: [usize; 5],
    /// The titles of pages that are not what they were, with what became of them.
    pub changes: Vec<(&'static str, String)>,
    redirects_before: BTreeMap<String, (String, Arc<str>)>,
}

impl Pages {
    /// The pages of a graph file; none where another version of the rules extracted them.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn of(file: &GraphFile) -> Result<Self, FileError> {
        let mut pages = Self::default();
        if file.meta("extraction")?.as_deref() != Some(EXTRACTION) {
            return Ok(pages);
        }
        let mut statement = file.prepare("SELECT file, title, kind, revision, hash, body FROM page")?;
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

    /// Whether the file holds this very text of a page of an export, so that it need not be read again.
    pub fn holds(&self, title: &str, hash: &str) -> bool {
        self.entries.get(&Key::Title(title.to_string())).is_some_and(|(entry, _)| entry.hash == hash)
    }

    /// Takes a page that [`Pages::holds`] says need not be read.
    pub fn keep(&mut self, file: &Arc<str>, title: String, revision: Option<u64>) {
        let key = Key::Title(title);
        if let Some((entry, facts)) = self.entries.get_mut(&key) {
            if !self.seen.contains(&key) {
                self.counts[Offer::Unchanged as usize] += 1;
            }
            if entry.revision.is_none_or(|r| Some(r) <= revision) {
                entry.revision = revision;
                entry.file = Arc::clone(file);
                *facts = None;
            }
        }
        self.seen.insert(key);
    }

    /// Takes a page and what it states. Of two texts of one page the later revision stays; without revisions, of two in
    /// one build the one whose hash is smaller, so that the order does not matter.
    pub fn offer(&mut self, entry: Entry, facts: Facts) -> Offer {
        let key = entry.key();
        let again = self.seen.contains(&key);
        if let Key::Title(title) = &key
            && self.redirects.get(title).is_some_and(|(_, file)| !self.seen_redirect(title, file))
        {
            self.redirects.remove(title);
        }
        let offer = match self.entries.get(&key) {
            None => Offer::New,
            Some((old, _)) if old.hash == entry.hash && old.kind == entry.kind => Offer::Unchanged,
            Some((old, _)) => match (old.revision, entry.revision) {
                (Some(old), Some(new)) if new < old => Offer::Older,
                (Some(a), Some(b)) if again && a == b && old.hash < entry.hash => Offer::Older,
                (None, None) if again && old.hash < entry.hash => Offer::Older,
                _ => Offer::Changed,
            },
        };
        if !again {
            self.counts[offer as usize] += 1;
            let word = match offer {
                Offer::New => Some("new"),
                Offer::Changed => Some("changed"),
                Offer::Older => Some("older, not taken"),
                Offer::Unchanged => None,
            };
            self.changes.extend(word.map(|w| (w, entry.title.clone())));
        }
        if offer != Offer::Older {
            let later = self.entries.get(&key).is_none_or(|(old, _)| {
                offer != Offer::Unchanged || !again || (old.revision, &entry.file) < (entry.revision, &old.file)
            });
            if later {
                self.entries.insert(key.clone(), (entry, Some(facts)));
            }
        }
        self.seen.insert(key);
        offer
    }

    fn seen_redirect(&self, title: &str, _file: &Arc<str>) -> bool {
        self.seen.contains(&Key::Title(format!("\u{0}{title}")))
    }

    /// Takes a redirect.
    pub fn redirect(&mut self, title: String, target: String, file: &Arc<str>) {
        let marker = Key::Title(format!("\u{0}{title}"));
        if !self.seen.contains(&Key::Title(title.clone())) {
            self.entries.remove(&Key::Title(title.clone()));
        }
        match self.redirects.get(&title) {
            // Of two in one build the smaller, so that the order does not matter.
            Some((old, _)) if self.seen.contains(&marker) && *old <= target => {}
            _ => {
                self.redirects.insert(title, (target, Arc::clone(file)));
            }
        }
        self.seen.insert(marker);
    }

    /// Drops the pages of files that were read again and did not hold them any more, as `is_read` says.
    pub fn drop_gone(&mut self, is_read: impl Fn(&str) -> bool) {
        let seen = &self.seen;
        let (counts, changes) = (&mut self.counts, &mut self.changes);
        self.entries.retain(|key, (entry, _)| {
            let stays = seen.contains(key) || !is_read(&entry.file);
            if !stays {
                counts[4] += 1;
                changes.push(("gone", entry.title.clone()));
            }
            stays
        });
        self.redirects.retain(|title, (_, file)| seen.contains(&Key::Title(format!("\u{0}{title}"))) || !is_read(file));
    }

    /// How many redirects are not what they were.
    pub fn redirects_changed(&self) -> usize {
        let target = |all: &BTreeMap<String, (String, Arc<str>)>, title: &String| all.get(title).map(|t| t.0.clone());
        let titles: BTreeSet<&String> = self.redirects.keys().chain(self.redirects_before.keys()).collect();
        titles.into_iter().filter(|t| target(&self.redirects, t) != target(&self.redirects_before, t)).count()
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The pages in the order of their keys.
    pub fn entries(&self) -> Vec<&Entry> {
        self.entries.values().map(|(entry, _)| entry).collect()
    }

    /// The redirects.
    pub fn redirects(&self) -> &BTreeMap<String, (String, Arc<str>)> {
        &self.redirects
    }

    /// What all pages state, with redirects followed. The facts that were extracted now are given out once.
    ///
    /// # Errors
    /// What is kept of a page cannot be read; the words name the page.
    pub fn facts(&mut self) -> Result<Facts, String> {
        let mut all = Facts::default();
        for (entry, facts) in self.entries.values_mut() {
            let own = match facts.take() {
                Some(facts) => facts,
                None => entry.facts().map_err(|e| format!("what is kept of '{}' cannot be read: {e}", entry.title))?,
            };
            all.append(own);
        }
        redirects::resolve(&mut all, self.redirects.iter().map(|(from, (to, _))| (from.clone(), to.clone())));
        Ok(all)
    }
}
