//! Pages of a live wiki through the MediaWiki Action API (mediawiki.org/wiki/API:Query), one request at a time.

mod client;
mod export;

pub use client::{Client, ClientOptions, FetchError};
pub use export::write_export;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A page as the wiki gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedPage {
    /// The title.
    pub title: String,
    /// The namespace's number.
    pub namespace: i64,
    /// The page's number.
    pub id: u64,
    /// The revision's number.
    pub revision: u64,
    /// When the revision was saved, ISO 8601.
    pub timestamp: String,
    /// The wikitext; empty for a redirect.
    pub text: String,
    /// The page that this one redirects to.
    pub redirect: Option<String>,
}

/// What a request for titles gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The pages, redirects among them, sorted by title.
    pub pages: Vec<FetchedPage>,
    /// Titles of which the wiki has no page, each with what else it says of them.
    pub missing: Vec<(String, String)>,
}

/// How many titles one request asks for: what the API allows everybody.
const BATCH: usize = 50;
/// No answer goes on for more parts than this.
const MAX_PARTS: usize = 10_000;

impl Client {
    /// The pages of some titles, redirects followed and told.
    ///
    /// # Errors
    /// The wiki cannot be reached, or does not answer as a MediaWiki does, after all retries.
    pub fn pages(&mut self, titles: &[String]) -> Result<Fetched, FetchError> {
        let mut fetched = Fetched::default();
        for batch in titles.chunks(BATCH) {
            self.batch(batch, &mut fetched)?;
        }
        fetched.pages.sort_by(|a, b| a.title.cmp(&b.title));
        fetched.pages.dedup_by(|a, b| a.title == b.title);
        fetched.missing.sort();
        fetched.missing.dedup();
        Ok(fetched)
    }

    fn batch(&mut self, titles: &[String], fetched: &mut Fetched) -> Result<(), FetchError> {
        let joined = titles.join("|");
        let mut found: BTreeMap<String, FetchedPage> = BTreeMap::new();
        let mut missing: BTreeSet<(String, String)> = BTreeSet::new();
        let mut redirects: BTreeMap<String, String> = BTreeMap::new();
        self.parts(
            &[
                ("prop", "revisions"),
                ("rvprop", "ids|timestamp|content"),
                ("rvslots", "main"),
                ("redirects", "1"),
                ("titles", &joined),
            ],
            |query| {
                for pair in list(query, "redirects") {
                    redirects.insert(text(pair, "from"), text(pair, "to"));
                }
                for page in list(query, "pages") {
                    let title = text(page, "title");
                    if page["invalid"].as_bool() == Some(true) {
                        missing.insert((title, format!(": it is no valid title ({})", text(page, "invalidreason"))));
                    } else if page["missing"].as_bool() == Some(true) {
                        missing.insert((title, String::new()));
                    } else if let Some(read) = page_of(page) {
                        found.insert(title, read);
                    }
                }
            },
        )?;
        missing.retain(|(title, _)| !found.contains_key(title));
        fetched.missing.extend(missing);
        for (from, to) in redirects {
            let page = FetchedPage {
                title: from,
                namespace: 0,
                id: 0,
                revision: 0,
                timestamp: String::new(),
                text: String::new(),
                redirect: Some(to),
            };
            fetched.pages.push(page);
        }
        fetched.pages.extend(found.into_values());
        Ok(())
    }

    /// The titles of the articles in a category.
    ///
    /// # Errors
    /// As [`Client::pages`].
    pub fn category(&mut self, title: &str) -> Result<Vec<String>, FetchError> {
        let mut titles = Vec::new();
        self.parts(
            &[("list", "categorymembers"), ("cmtitle", title), ("cmlimit", "max"), ("cmnamespace", "0")],
            |query| titles.extend(list(query, "categorymembers").iter().map(|m| text(m, "title"))),
        )?;
        Ok(titles)
    }

    /// Asks a query and goes on while the wiki says that there is more.
    fn parts(&mut self, parameters: &[(&str, &str)], mut take: impl FnMut(&Value)) -> Result<(), FetchError> {
        let mut more: Vec<(String, String)> = Vec::new();
        for _ in 0..MAX_PARTS {
            let mut all = vec![("action", "query")];
            all.extend_from_slice(parameters);
            all.extend(more.iter().map(|(k, v)| (k.as_str(), v.as_str())));
            let answer = self.ask(&all)?;
            take(&answer["query"]);
            let Some(next) = answer["continue"].as_object() else { return Ok(()) };
            let plain = |v: &Value| v.as_str().map_or_else(|| v.to_string(), ToString::to_string);
            let next: Vec<(String, String)> = next.iter().map(|(k, v)| (k.clone(), plain(v))).collect();
            if next == more {
                return Ok(());
            }
            more = next;
        }
        Ok(())
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_string()
}

/// A page with its text; `None` where the text comes in a later part.
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
