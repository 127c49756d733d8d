//! What a search finds: names, two people's record, or what comes near.

use super::address::{Kind, Place, slug};
use super::directory::{Hit, words};
use super::html::{self, Frame, say};
use super::{Body, Explorer, html_body, json};
use crate::view::draw::counted;
use crate::wikitext::fold;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeSet;

/// So many are shown on the page of a search.
const SHOWN: usize = 50;

/// So many are offered where nothing is found.
const NEAR: usize = 8;

/// Fewer letters than these come near to too much.
const LETTERS: usize = 4;

/// What a search found, as a reader sees it.
#[derive(Serialize)]
pub struct Suggestion {
    /// The name.
    name: String,
    /// What it is, and what tells it from others.
    note: String,
    /// What tells it from others of that name alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    apart: Option<String>,
    /// The address of its page.
    address: String,
    kind: &'static str,
    /// Whether it only comes near to what was asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    near: bool,
}

impl Suggestion {
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
    /// What has the words of a query in its name; else the record of two people whom it names; else what comes near. O(text of all
    /// names), a few times.
    pub fn search(&self, query: &str, kind: Option<Kind>, limit: usize) -> Vec<Suggestion> {
        let found: Vec<Suggestion> =
            self.hits(query, kind, limit).iter().map(|hit| Suggestion::of(self, hit)).collect();
        if !found.is_empty() || query.trim().chars().count() < LETTERS {
            return found;
        }
        let pairs = if kind.is_none() { self.pairs_named(query) } else { Vec::new() };
        if pairs.is_empty() { self.near(query, kind) } else { pairs }
    }

    pub(super) fn hits(&self, query: &str, kind: Option<Kind>, limit: usize) -> Vec<Hit> {
        self.directory.search(query, kind, limit)
    }

    fn near(&self, query: &str, kind: Option<Kind>) -> Vec<Suggestion> {
        let hits = self.directory.near(query, kind, NEAR);
        hits.iter().map(|hit| Suggestion { near: true, ..Suggestion::of(self, hit) }).collect()
    }

    /// The records of two people who met more than once, whom a query names one after the other.
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
        // The pairs stand in order, those who met most often first.
        let met = self.pairs.iter().filter(|t| {
            let (a, b) = (t.a.index() as u32, t.b.index() as u32);
            wanted.contains(&(a.min(b), a.max(b)))
        });
        met.take(NEAR)
            .map(|t| {
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
            })
            .collect()
    }

    /// The page of a search.
    pub fn search_page(&self, query: &str) -> Body {
        let found = self.search(query, None, SHOWN + 1);
        let frame = Frame::search(self).asked(format!("search.json?q={}", html::escaped(query)));
        html_body(page(&frame, query, found))
    }

    /// The page that says there is no page at a path, or the same for programs, with what comes near the names in it.
    pub fn nothing_page(&self, path: &str) -> Body {
        let path = html::decoded(path).to_lowercase();
        let (stem, twin) = path.strip_suffix(".json").map_or((path.as_str(), false), |stem| (stem, true));
        let mut parts = stem.trim_matches('/').split('/').take(3).map(|p| p.split('.').next().unwrap_or_default());
        let first = parts.next().unwrap_or_default();
        let kind = match first {
            "rivalry" | "path" => Some(Kind::Person),
            word => Kind::read(word),
        };
        let mut near: Vec<Suggestion> = Vec::new();
        for part in parts.filter(|p| kind.is_some_and(|k| self.directory.find(k, &slug(p)).is_none())) {
            // An address has the letters of a name, and hyphens between its words.
            let asked: String = part.chars().map(|c| if c == '-' || c == '_' { ' ' } else { c }).take(100).collect();
            let found = self.search(&asked, kind, NEAR);
            near.extend(found.into_iter().filter(|f| Some(f.kind) == kind.map(Kind::one)));
        }
        // Written otherwise, as with capitals or marks.
        for part in stem.split('/').skip(1).filter(|p| **p != slug(p)) {
            let own = kind.and_then(|k| Some((k, self.directory.find(k, &slug(part))?)));
            near.extend(own.map(|(kind, number)| Suggestion::of(self, &Hit { kind, number, spelling: None })));
        }
        if twin {
            return json(&Nothing { error: "there is no such page", near });
        }
        html_body(nothing(&Frame::absolute(self), &near))
    }
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

/// The page of what a search found, or of what comes nearest.
fn page(frame: &Frame<'_>, asked: &str, mut found: Vec<Suggestion>) -> Vec<u8> {
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let near = found.first().is_some_and(|f| f.near);
    let body = html! {
        h1 { "Search" }
        (frame.search_form(asked))
        p role="status" {
            @if asked.trim().is_empty() { "Write what to look for." }
            @else if found.is_empty() || near { "Nothing has all of these words in its name: " (say(asked)) }
            @else if more { "The first " (found.len()) " results for " (say(asked)) "; another word makes them fewer." }
            @else { (counted(found.len(), "result")) " for " (say(asked)) }
        }
        @if near { p { "Did you mean one of these?" } }
        (list(frame, &found))
    };
    frame.page("Search", "What has the words asked for in its name.", &body)
}

/// The page for an address that none has. Its links are absolute, since it may be asked for anywhere.
fn nothing(frame: &Frame<'_>, near: &[Suggestion]) -> Vec<u8> {
    let body = html! {
        h1 { "There is no such page" }
        @if !near.is_empty() { p { "Is one of these meant?" } (list(frame, near)) }
        p.lead { "The lists above have everything that has a page; the search finds it by its name." }
    };
    frame.page("There is no such page", "There is no page of this address.", &body)
}
