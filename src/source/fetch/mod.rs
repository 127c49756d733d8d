//! Fetches pages of a live wiki through the MediaWiki Action API (mediawiki.org/wiki/API:Query), one request at a time.

mod client;
mod export;
mod redirect;

pub use client::{Client, ClientOptions, FetchError};
pub use export::write_export;

use client::one_line;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use unicode_normalization::UnicodeNormalization;

/// A page as fetched from a wiki.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedPage {
    /// The title.
    pub title: String,
    /// The namespace's number.
    pub namespace: i64,
    /// The page's number; 0 if unknown.
    pub id: u64,
    /// The revision's number; 0 if unknown.
    pub revision: u64,
    /// The time when the revision was saved, in ISO 8601; empty if unknown.
    pub timestamp: String,
    /// The wikitext; empty for a redirect.
    pub text: String,
    /// The page that this one redirects to; `None` if it is not a redirect.
    pub redirect: Option<String>,
}

/// The result of a request for titles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The pages, redirects included, sorted by title.
    pub pages: Vec<FetchedPage>,
    /// Titles for which the wiki gives no page, each with a reason or an empty string.
    pub missing: Vec<(String, String)>,
}

/// The number of titles in one request: the maximum that the API allows everybody.
const BATCH: usize = 50;
/// The maximum number of parts of an answer. Enough for the longest category, or for each page of a batch in its own
/// parts.
const MAX_PARTS: usize = 500;
/// The maximum number of consecutive parts of an answer that give nothing new.
const MAX_EMPTY_PARTS: usize = 20;
/// The maximum length of a continuation token, in bytes.
const MAX_TOKEN: usize = 8 << 10;

/// A wiki's answer about one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// A page, or a redirect.
    Page(FetchedPage),
    /// The wiki has no such page. Holds the title, and a reason or an empty string.
    Missing(String, String),
    /// The wiki does not give the page. Holds the title and the reason.
    Lost(String, String),
}

impl Client {
    /// Fetches the pages of some titles. Follows redirects and returns them as pages too.
    ///
    /// # Errors
    /// An error if the wiki cannot be reached, or does not answer as a MediaWiki, after all retries.
    pub fn pages(&mut self, titles: &[String]) -> Result<Fetched, FetchError> {
        let mut fetched = Fetched::default();
        self.each_page(titles, |answered| {
            match answered {
                Answered::Page(page) => fetched.pages.push(page),
                Answered::Missing(title, why) | Answered::Lost(title, why) => fetched.missing.push((title, why)),
            }
            ControlFlow::Continue(())
        })?;
        fetched.pages.sort_by(|a, b| a.title.cmp(&b.title));
        fetched.pages.dedup_by(|a, b| a.title == b.title);
        fetched.missing.sort();
        fetched.missing.dedup();
        Ok(fetched)
    }

    /// Fetches the pages of some titles and passes each to `sink` as it arrives, so that pages before an error are not
    /// lost. The sink may end the run.
    ///
    /// # Errors
    /// An error for the same reasons as [`Client::pages`].
    pub fn each_page(
        &mut self,
        titles: &[String],
        mut sink: impl FnMut(Answered) -> ControlFlow<()>,
    ) -> Result<(), FetchError> {
        for batch in titles.chunks(BATCH) {
            if self.batch(batch, &mut sink)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn batch(
        &mut self,
        titles: &[String],
        sink: &mut impl FnMut(Answered) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, FetchError> {
        let joined = titles.join("|");
        let mut batch = Batch::default();
        let asked = [
            ("prop", "revisions"),
            ("rvprop", "ids|timestamp|content"),
            ("rvslots", "main"),
            ("redirects", "1"),
            ("titles", &joined),
        ];
        // Room for a page and a few redirects to it per title.
        let most = 3 * titles.len() + 10;
        let mut ended = ControlFlow::Continue(());
        self.parts(&asked, |query| {
            let before = batch.found.len();
            ended = batch.take(query, sink);
            (ended.is_continue() && batch.found.len() <= most).then(|| batch.found.len() - before)
        })?;
        if batch.found.len() > most {
            return Err(self.too_much("more pages than were asked for"));
        }
        if ended.is_break() {
            return Ok(ended);
        }
        Ok(batch.finish(titles, sink))
    }

    /// Returns the titles of the articles in a category.
    ///
    /// # Errors
    /// An error for the same reasons as [`Client::pages`].
    pub fn category(&mut self, title: &str) -> Result<Vec<String>, FetchError> {
        let mut titles = Vec::new();
        self.each_member(title, usize::MAX, |member| titles.push(member))?;
        Ok(titles)
    }

    /// Passes the titles of the articles in a category to `sink` as they arrive, at most `most`.
    ///
    /// # Errors
    /// An error for the same reasons as [`Client::pages`], or if the category has more than `most` articles.
    pub fn each_member(&mut self, title: &str, most: usize, mut sink: impl FnMut(String)) -> Result<(), FetchError> {
        let mut seen = BTreeSet::new();
        let mut more = false;
        let asked = [("list", "categorymembers"), ("cmtitle", title), ("cmlimit", "max"), ("cmnamespace", "0")];
        self.parts(&asked, |query| {
            let before = seen.len();
            for member in list(query, "categorymembers").iter().map(|m| text(m, "title")) {
                if seen.len() >= most {
                    more = true;
                    return None;
                }
                if seen.insert(member.clone()) {
                    sink(member);
                }
            }
            Some(seen.len() - before)
        })?;
        if more { Err(self.too_much(format!("more than {most} pages in {}", one_line(title)))) } else { Ok(()) }
    }

    /// Passes the titles of the articles in a category to `sink` whose last change is not before `since`, a time in ISO 8601
    /// as the wiki writes it, such as `2026-11-29T06:00:00Z`; at most `most`.
    ///
    /// # Errors
    /// An error for the same reasons as [`Client::pages`], or if more than `most` articles have changed.
    pub fn each_changed(
        &mut self,
        category: &str,
        since: &str,
        most: usize,
        mut sink: impl FnMut(String),
    ) -> Result<(), FetchError> {
        let mut seen = BTreeSet::new();
        let (mut found, mut more) = (0, false);
        let asked = [
            ("generator", "categorymembers"),
            ("gcmtitle", category),
            ("gcmlimit", "max"),
            ("gcmnamespace", "0"),
            ("prop", "revisions"),
            ("rvprop", "timestamp"),
        ];
        self.parts(&asked, |query| {
            let before = seen.len();
            for page in list(query, "pages") {
                // Where an answer is in parts, a page comes without its revision first.
                let Some(changed) = page["revisions"].get(0).map(|revision| text(revision, "timestamp")) else {
                    continue;
                };
                let title = text(page, "title");
                // Times in this form are ordered as their letters.
                if !seen.insert(title.clone()) || changed.as_str() < since {
                    continue;
                }
                if found >= most {
                    more = true;
                    return None;
                }
                found += 1;
                sink(title);
            }
            // Members without a new revision are progress, too.
            Some(list(query, "pages").len().max(seen.len() - before))
        })?;
        if more {
            return Err(self.too_much(format!("more than {most} changed pages in {}", one_line(category))));
        }
        Ok(())
    }

    /// Sends a query and continues it while the wiki has more. `take` returns how much was new, or `None` to stop.
    fn parts(
        &mut self,
        parameters: &[(&str, &str)],
        mut take: impl FnMut(&Value) -> Option<usize>,
    ) -> Result<(), FetchError> {
        let mut more: Vec<(String, String)> = Vec::new();
        let mut before: BTreeSet<Vec<(String, String)>> = BTreeSet::new();
        let mut empty = 0;
        for _ in 0..MAX_PARTS {
            let mut all = vec![("action", "query")];
            all.extend_from_slice(parameters);
            all.extend(more.iter().map(|(k, v)| (k.as_str(), v.as_str())));
            let answer = self.ask(&all)?;
            let Some(new) = take(&answer["query"]) else { return Ok(()) };
            let Some(next) = answer["continue"].as_object() else { return Ok(()) };
            let plain = |v: &Value| v.as_str().map_or_else(|| v.to_string(), ToString::to_string);
            more = next.iter().map(|(k, v)| (k.clone(), plain(v))).collect();
            if more.iter().map(|(k, v)| k.len() + v.len()).sum::<usize>() > MAX_TOKEN {
                return Err(self.too_much("a 'continue' that is too long"));
            }
            if !before.insert(more.clone()) {
                return Err(self.too_much("an endless answer: the same 'continue' came twice"));
            }
            empty = if new == 0 { empty + 1 } else { 0 };
            if empty > MAX_EMPTY_PARTS {
                return Err(self.too_much(format!("{empty} parts of an answer in a row without anything new")));
            }
        }
        Err(self.too_much(format!("an answer that does not end within {MAX_PARTS} parts")))
    }
}

/// The state of a batch of titles.
#[derive(Default)]
struct Batch {
    found: BTreeSet<String>,
    /// Pages that have no title, or no text so far.
    without: BTreeSet<String>,
    missing: BTreeMap<String, String>,
    /// Titles that the wiki writes differently.
    renamed: BTreeSet<String>,
}

impl Batch {
    /// Takes one part of the answer.
    fn take(&mut self, query: &Value, sink: &mut impl FnMut(Answered) -> ControlFlow<()>) -> ControlFlow<()> {
        for pair in ["normalized", "converted", "interwiki"].into_iter().flat_map(|key| list(query, key)) {
            let from = if pair["from"].is_null() { text(pair, "title") } else { text(pair, "from") };
            self.renamed.insert(same(&from));
        }
        for pair in list(query, "redirects") {
            let (from, to) = (text(pair, "from"), text(pair, "to"));
            if self.found.insert(from.clone()) {
                sink(Answered::Page(redirect_page(from, to)))?;
            }
        }
        for page in list(query, "pages") {
            let title = text(page, "title");
            if page["invalid"].as_bool() == Some(true) {
                let reason = one_line(&text(page, "invalidreason"));
                self.missing.insert(title, format!(": this is not a valid title ({reason})"));
            } else if page["missing"].as_bool() == Some(true) {
                self.missing.insert(title, String::new());
            } else if let Some(read) = page_of(page).filter(|page| !page.title.trim().is_empty()) {
                if self.found.insert(title) {
                    sink(Answered::Page(read))?;
                }
            } else {
                self.without.insert(title);
            }
        }
        ControlFlow::Continue(())
    }

    /// Reports the titles that are missing, after the last part of the answer.
    fn finish(mut self, titles: &[String], sink: &mut impl FnMut(Answered) -> ControlFlow<()>) -> ControlFlow<()> {
        for title in self.without.iter().filter(|title| !self.found.contains(*title)) {
            sink(Answered::Lost(title.clone(), ": it has no title or no text in the answer".into()))?;
        }
        let known: BTreeSet<String> =
            self.found.iter().chain(self.missing.keys()).chain(&self.without).map(|title| same(title)).collect();
        for title in titles {
            if !self.renamed.contains(&same(title)) && !known.contains(&same(title)) {
                sink(Answered::Lost(title.clone(), ": the answer does not mention it".into()))?;
            }
        }
        self.missing.retain(|title, _| !self.found.contains(title));
        self.missing.into_iter().try_for_each(|(title, why)| sink(Answered::Missing(title, why)))
    }
}

/// Normalizes a title to compare it with the title that the wiki gives.
fn same(title: &str) -> String {
    title.replace('_', " ").trim().nfc().collect::<String>().to_lowercase()
}

/// Creates a page that is only a redirect.
fn redirect_page(title: String, target: String) -> FetchedPage {
    FetchedPage {
        title,
        namespace: 0,
        id: 0,
        revision: 0,
        timestamp: String::new(),
        text: String::new(),
        redirect: Some(target),
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_string()
}

/// Reads a page with its text. Returns `None` if the text comes in a later part.
fn page_of(page: &Value) -> Option<FetchedPage> {
    let revision = page["revisions"].get(0)?;
    let content = revision["slots"]["main"]["content"].as_str().or_else(|| revision["content"].as_str())?;
    Some(FetchedPage {
        title: text(page, "title"),
        namespace: page["ns"].as_i64().unwrap_or(0),
        id: page["pageid"].as_u64().unwrap_or(0),
        revision: revision["revid"].as_u64().unwrap_or(0),
        timestamp: text(revision, "timestamp"),
        text: content.to_string(),
        redirect: None,
    })
}
