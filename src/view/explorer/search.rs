//! Search: things by name, the rivalry of two people, or similar names.

use super::address::{Kind, Place};
use super::directory::{Hit, words};
use super::html::{self, Frame, say};
use super::links;
use super::{Body, Explorer, html_body, json};
use crate::view::words::counted;
use crate::wikitext::fold;
use crate::wikitext::slug;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The number of results on the search page.
const SHOWN: usize = 50;

/// The number of suggestions if nothing is found.
const NEAR: usize = 8;

/// Queries with fewer characters than this are similar to too many names, so they get no suggestions.
const LETTERS: usize = 4;

/// A search result as shown to a reader.
#[derive(Serialize)]
pub struct Suggestion {
    /// The name.
    name: String,
    /// The kind of thing and its qualifiers, in words.
    note: String,
    /// The qualifier that tells it apart from others with the same name.
    apart: Option<String>,
    /// The address of its page, without an ending.
    address: String,
    kind: &'static str,
    /// True if the name is only similar to the query.
    near: bool,
}

impl Suggestion {
    /// Returns the name. For a rivalry, it contains both names.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the kind of thing and its qualifiers, in words.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Returns the address of its page, without an ending.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns true if the name is only similar to the query.
    pub const fn is_near(&self) -> bool {
        self.near
    }

    pub(super) fn of(explorer: &Explorer, hit: &Hit) -> Self {
        let own = explorer.about(hit.kind, hit.number);
        let mut notes = vec![hit.kind.one().to_string()];
        notes.extend(own.note.clone());
        if hit.kind == Kind::Person {
            notes.push(counted(explorer.directory.stood(hit.number), "contest"));
        }
        if let Some(spelling) = &hit.spelling {
            notes.push(format!("also written {}", html::short(spelling)));
        }
        Self {
            name: html::plain(&html::short(&own.name)),
            note: html::plain(&notes.join(", ")),
            apart: own.note.as_deref().map(html::plain),
            address: own.address,
            kind: hit.kind.one(),
            near: false,
        }
    }
}

impl Explorer {
    /// Returns the things whose names contain the words of the query. If there are none, returns the rivalries of two
    /// people whom the query names; otherwise similar names. O(text of all names), a few times.
    pub fn search(&self, query: &str, kind: Option<Kind>, limit: usize) -> Vec<Suggestion> {
        let found: Vec<Suggestion> =
            self.hits(query, kind, limit).iter().map(|hit| Suggestion::of(self, hit)).collect();
        if !found.is_empty() || query.trim().chars().count() < LETTERS {
            return found;
        }
        let pairs = if kind.is_none() { self.pairs_named(query) } else { Vec::new() };
        let mut found = if pairs.is_empty() { self.near(query, kind) } else { pairs };
        found.truncate(limit);
        found
    }

    pub(super) fn hits(&self, query: &str, kind: Option<Kind>, limit: usize) -> Vec<Hit> {
        self.directory.search(query, kind, limit)
    }

    fn near(&self, query: &str, kind: Option<Kind>) -> Vec<Suggestion> {
        let hits = self.directory.near(query, kind, NEAR);
        hits.iter().map(|hit| Suggestion { near: true, ..Suggestion::of(self, hit) }).collect()
    }

    /// Returns the rivalries of two people whom the query names one after the other.
    fn pairs_named(&self, query: &str) -> Vec<Suggestion> {
        const BETWEEN: [&str; 6] = ["and", "against", "versus", "vs", "v", "or"];
        let folded = fold(query.trim());
        let words: Vec<&str> = words(&folded).filter(|w| !BETWEEN.contains(w)).take(6).collect();
        let people = |words: &[&str]| -> Vec<u32> {
            self.hits(&words.join(" "), Some(Kind::Person), NEAR).iter().map(|h| h.number).collect()
        };
        let mut wanted: BTreeSet<(u32, u32)> = BTreeSet::new();
        for at in 1..words.len() {
            let (first, second) = (people(&words[..at]), people(&words[at..]));
            wanted.extend(first.iter().flat_map(|a| second.iter().map(|b| (*a.min(b), *a.max(b)))));
        }
        if wanted.is_empty() {
            return Vec::new();
        }
        let once = self.met_once(&wanted);
        // The pairs are sorted, most meetings first.
        let met = self.pairs.iter().filter(|t| {
            let (a, b) = (t.a.index() as u32, t.b.index() as u32);
            wanted.contains(&(a.min(b), a.max(b)))
        });
        let often = met.take(NEAR).map(|t| {
            let [a, b] = [t.a, t.b].map(|p| p.index() as u32);
            let [one, other] = [a, b].map(|n| html::plain(&html::short(self.directory.name(Kind::Person, n))));
            let word = |n| self.directory.slug(Kind::Person, n).to_string();
            let met = html::meetings(t.documented.into(), (t.meetings - t.documented).into());
            Suggestion {
                name: format!("{one} and {other}"),
                note: format!("rivalry, {met}"),
                apart: None,
                address: Place::Rivalry(word(a.min(b)), word(a.max(b))).stem(),
                kind: "rivalry",
                near: false,
            }
        });
        let mut found: Vec<Suggestion> = often.collect();
        // A pair who met once has no page of its own; the result is their contest.
        found.extend(once.into_iter().take(NEAR.saturating_sub(found.len())).map(|(contest, [a, b])| {
            let [one, other] = [a, b].map(|n| html::plain(&html::short(self.directory.name(Kind::Person, n))));
            let own = Suggestion::of(self, &Hit { kind: Kind::Contest, number: contest, spelling: None });
            Suggestion { note: format!("contest, in which {one} and {other} met"), ..own }
        }));
        found
    }

    /// Returns those of the pairs who met in exactly one contest, with that contest. O(candidacies).
    fn met_once(&self, wanted: &BTreeSet<(u32, u32)>) -> Vec<(u32, [u32; 2])> {
        let people: HashSet<u32> = wanted.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let mut met: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
        for contest in 0..self.returns.contests() {
            for ballot in self.returns.ballots(contest) {
                let rows = &self.returns.person[self.returns.rows(ballot)];
                let stood = rows.iter().map(|p| self.returns.person(*p)).filter(|p| people.contains(p));
                let stood: Vec<u32> = stood.collect();
                for (i, a) in stood.iter().enumerate() {
                    for b in &stood[i + 1..] {
                        let pair = (*a.min(b), *a.max(b));
                        if wanted.contains(&pair) {
                            met.entry(pair).or_default().insert(self.returns.contests[contest]);
                        }
                    }
                }
            }
        }
        let once = met.into_iter().filter(|(_, contests)| contests.len() == 1);
        once.filter_map(|((a, b), contests)| Some((contests.first().copied()?, [a, b]))).collect()
    }

    /// Returns the JSON twin of a search, of one kind or of all.
    pub fn search_twin(&self, query: &str, kind: Option<Kind>) -> Body {
        let mut results = self.search(query, kind, SHOWN + 1);
        let more = results.len() > SHOWN;
        results.truncate(SHOWN);
        json(&Results { query, kind: kind.map(Kind::one), more, results })
    }

    /// Returns the HTML page of a search.
    pub fn search_page(&self, query: &str) -> Body {
        let found = self.search(query, None, SHOWN + 1);
        let frame = Frame::search(self).asked(format!("search.json?q={}", links::escaped(query)));
        html_body(page(&frame, query, found))
    }

    /// Returns the page, or JSON, that says there is no page at this path. It suggests things with similar names.
    pub fn nothing_page(&self, path: &str) -> Body {
        let path = links::decoded(path).to_lowercase();
        let (stem, twin) = path.strip_suffix(".json").map_or((path.as_str(), false), |stem| (stem, true));
        let mut parts = stem.trim_matches('/').split('/').take(3).map(|p| p.split('.').next().unwrap_or_default());
        let first = parts.next().unwrap_or_default();
        let kind = match first {
            "rivalry" | "path" => Some(Kind::Person),
            word => Kind::read(word),
        };
        let mut near: Vec<Suggestion> = Vec::new();
        for part in parts.filter(|p| kind.is_some_and(|k| self.directory.find(k, &slug(p)).is_none())) {
            // A slug has the letters of a name, and hyphens between its words.
            let asked: String = part.chars().map(|c| if c == '-' || c == '_' { ' ' } else { c }).take(100).collect();
            let found = self.search(&asked, kind, NEAR);
            near.extend(found.into_iter().filter(|f| Some(f.kind) == kind.map(Kind::one)));
        }
        // The path may write a slug differently, for example with marks.
        for part in stem.split('/').skip(1).filter(|p| **p != slug(p)) {
            let own = kind.and_then(|k| Some((k, self.directory.find(k, &slug(part))?)));
            near.extend(own.map(|(kind, number)| Suggestion::of(self, &Hit { kind, number, spelling: None })));
        }
        // For two people who never met, a path between them is suggested.
        let ends: Vec<u32> = stem.split('/').skip(1).filter_map(|p| self.directory.find(Kind::Person, p)).collect();
        if let ("rivalry", [a, b]) = (first, &ends[..])
            && a != b
        {
            let [one, other] = [*a, *b].map(|n| html::plain(&html::short(self.directory.name(Kind::Person, n))));
            let word = |n| self.directory.slug(Kind::Person, n).to_string();
            near.push(Suggestion {
                name: format!("How {one} leads to {other}"),
                note: "path; the two never met in a contest".into(),
                apart: None,
                address: Place::Path(word(*a), word(*b)).stem(),
                kind: "path",
                near: false,
            });
        }
        if twin {
            return json(&Nothing { error: "there is no such page", near });
        }
        html_body(nothing(&Frame::absolute(self), &near))
    }
}

#[derive(Serialize)]
struct Results<'q> {
    query: &'q str,
    kind: Option<&'static str>,
    /// True if there are more results.
    more: bool,
    results: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Nothing {
    error: &'static str,
    near: Vec<Suggestion>,
}

fn list(frame: &Frame<'_>, some: &[Suggestion]) -> Markup {
    html! {
        ul.results { @for s in some { li { a href=(frame.href(&s.address)) { (say(&s.name)) } span.note { " " (say(&s.note)) } } } }
    }
}

/// Writes the page with the results, or with similar names.
fn page(frame: &Frame<'_>, asked: &str, mut found: Vec<Suggestion>) -> Vec<u8> {
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let near = found.first().is_some_and(|f| f.near);
    let body = html! {
        h1 { "Search" }
        (frame.search_form(asked))
        p role="status" {
            @if asked.trim().is_empty() { "Type a name to search for." }
            @else if found.is_empty() || near { "No name contains all of these words: " (say(asked)) }
            @else if more { "The first " (found.len()) " results for " (say(asked)) "; add a word to narrow the search." }
            @else { (counted(found.len(), "result")) " for " (say(asked)) }
        }
        @if near { p { "Did you mean one of these?" } }
        (list(frame, &found))
    };
    let title = if asked.trim().is_empty() { "Search".to_string() } else { format!("Search: {}", asked.trim()) };
    frame.page(&title, "What has the words asked for in its name.", &body)
}

/// Writes the page for an unknown address. Its links are absolute because it may be served at any address.
fn nothing(frame: &Frame<'_>, near: &[Suggestion]) -> Vec<u8> {
    let body = html! {
        h1 { "There is no such page" }
        @if !near.is_empty() { p { "Do you mean one of these?" } (list(frame, near)) }
        p.lead { "The lists above contain every page; the search finds a page by its name." }
    };
    frame.page("There is no such page", "There is no page at this address.", &body)
}
