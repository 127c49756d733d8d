//! What a search finds: names, two people's record, or what comes near.

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
    apart: Option<String>,
    /// The address of its page.
    address: String,
    kind: &'static str,
    /// Whether it only comes near to what was asked for.
    near: bool,
}

impl Suggestion {
    /// The name, of two people both.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is, in words, with what tells it from others.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The address of its page, without an ending.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether it only comes near to what was asked for.
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
    /// What has the words of a query in its name; else the record of two people whom it names; else what comes near. O(text of all
    /// names), a few times.
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
        let once = self.met_once(&wanted);
        // The pairs stand in order, those who met most often first.
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
        // Of those who met once the record is their contest.
        found.extend(once.into_iter().take(NEAR.saturating_sub(found.len())).map(|(contest, [a, b])| {
            let [one, other] = [a, b].map(|n| html::plain(&html::short(self.directory.name(Kind::Person, n))));
            let own = Suggestion::of(self, &Hit { kind: Kind::Contest, number: contest, spelling: None });
            Suggestion { note: format!("contest, in which {one} and {other} met"), ..own }
        }));
        found
    }

    /// Of some pairs those who met in one contest and no more, with that contest. O(candidacies).
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

    /// The twin of a search, of one kind or of all.
    pub fn search_twin(&self, query: &str, kind: Option<Kind>) -> Body {
        let mut results = self.search(query, kind, SHOWN + 1);
        let more = results.len() > SHOWN;
        results.truncate(SHOWN);
        json(&Results { query, kind: kind.map(Kind::one), more, results })
    }

    /// The page of a search.
    pub fn search_page(&self, query: &str) -> Body {
        let found = self.search(query, None, SHOWN + 1);
        let frame = Frame::search(self).asked(format!("search.json?q={}", links::escaped(query)));
        html_body(page(&frame, query, found))
    }

    /// The page that says there is no page at a path, or the same for programs, with what comes near the names in it.
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
        // Two who never met may lead to one another.
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
    /// Whether there are more.
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
    let title = if asked.trim().is_empty() { "Search".to_string() } else { format!("Search: {}", asked.trim()) };
    frame.page(&title, "What has the words asked for in its name.", &body)
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
