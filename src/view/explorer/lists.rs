//! Lists of everything: people, parties, offices, contests, pairs who met often; and what a search found.

use super::Explorer;
use super::address::{Kind, Place};
use super::directory::Hit;
use super::html::{self, Frame, day, say};
use super::model::{Ref, When};
use super::person::years;
use crate::view::draw::counted;
use crate::wikitext::number::grouped;
use maud::{Markup, html};
use serde::Serialize;

/// So many entries to a page.
pub(super) const A_PAGE: usize = 500;

/// A page of a list of everything of a kind.
#[derive(Serialize)]
pub(super) struct ListPage {
    #[serde(skip)]
    kind: Kind,
    page: usize,
    pages: usize,
    all: usize,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    own: Ref,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<When>,
    /// In how many contests a person stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    stood: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    documented: Option<bool>,
    /// The office of a contest.
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<Ref>,
}

impl ListPage {
    pub(super) fn of(explorer: &Explorer, kind: Kind, page: usize) -> Option<Self> {
        let all = explorer.directory.count(kind);
        let pages = all.div_ceil(A_PAGE).max(1);
        let numbers = (page - 1) * A_PAGE..all.min(page * A_PAGE);
        let entry = |n: usize| {
            let n = n as u32;
            let contest = if kind == Kind::Contest { explorer.directory.contest(n) } else { None };
            Entry {
                own: explorer.about(kind, n),
                date: contest.and_then(|c| c.date).map(When),
                stood: (kind == Kind::Person).then(|| explorer.directory.stood(n)),
                documented: contest.map(|c| c.documented),
                office: contest.and_then(|c| c.office).map(|o| explorer.about(Kind::Office, o.index() as u32)),
            }
        };
        (page <= pages).then(|| Self { kind, page, pages, all, entries: numbers.map(entry).collect() })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let title = match self.kind {
            Kind::Person => "People",
            Kind::Party => "Parties",
            Kind::Office => "Offices",
            Kind::Contest => "Contests",
        };
        let body = html! {
            h1 { (title) }
            p.lead {
                @if self.all == 0 { "These data name none." }
                @else { (html::many(self.all, self.kind.one(), self.kind.many())) @if self.pages > 1 { ", page " (self.page) " of " (self.pages) } "." }
            }
            @if self.kind == Kind::Person && self.all > 0 { p.hint { "The number behind a name is that of the contests in which the person stood." } }
            (frame.pages(self.page, self.pages, "above", |n| Place::List(self.kind, n).stem()))
            (self.entries(frame))
            (frame.pages(self.page, self.pages, "below", |n| Place::List(self.kind, n).stem()))
        };
        let full = if self.page > 1 { format!("{title}, page {}", self.page) } else { title.to_string() };
        frame.page(&full, &format!("{title}: all {}.", self.all), &body)
    }

    fn entries(&self, frame: &Frame<'_>) -> Markup {
        html! {
            @for group in self.entries.chunk_by(|a, b| a.office == b.office) {
                @if let Some(office) = &group[0].office { h2 { (frame.link(office)) } }
                @else if self.entries.iter().any(|e| e.office.is_some()) { h2 { "For no office that is named" } }
                ul.columns {
                    @for e in group {
                        li {
                            (frame.link(&e.own))
                            @if let Some(stood) = e.stood { span.note { " " (stood) } }
                            @if e.date.is_some() { " " span.note.day { (day(e.date)) } }
                            @if e.documented == Some(false) { span.note { ", mentioned only" } }
                        }
                    }
                }
            }
        }
    }
}

/// Pairs who met more than once.
#[derive(Serialize)]
pub(super) struct RivalriesPage {
    page: usize,
    pages: usize,
    /// Pairs who met at all.
    met: usize,
    /// Of these, those who met more than once.
    often: usize,
    rivalries: Vec<PairRow>,
}

/// A pair with its record.
#[derive(Serialize)]
pub(super) struct PairRow {
    a: Ref,
    b: Ref,
    address: String,
    meetings: usize,
    documented: usize,
    stated: usize,
    won_a: usize,
    won_b: usize,
    ahead_a: usize,
    ahead_b: usize,
    first_year: Option<i32>,
    last_year: Option<i32>,
}

impl PairRow {
    /// The pairs who met most often, from the so-manieth on.
    pub(super) fn some(explorer: &Explorer, from: usize, count: usize) -> Vec<Self> {
        let pairs = explorer.pairs.iter().skip(from).take(count);
        let row = |t: &crate::analysis::rivals::Tally| {
            let (a, b) = (t.a.index() as u32, t.b.index() as u32);
            let word = |n| explorer.directory.slug(Kind::Person, n).to_string();
            Self {
                a: explorer.about(Kind::Person, a),
                b: explorer.about(Kind::Person, b),
                address: Place::Rivalry(word(a), word(b)).stem(),
                meetings: t.meetings.into(),
                documented: t.documented.into(),
                stated: (t.meetings - t.documented).into(),
                won_a: t.won_a.into(),
                won_b: t.won_b.into(),
                ahead_a: t.ahead_a.into(),
                ahead_b: t.ahead_b.into(),
                first_year: t.first(),
                last_year: t.last(),
            }
        };
        pairs.map(row).collect()
    }

    pub(super) fn table(frame: &Frame<'_>, caption: &str, rows: &[Self]) -> Markup {
        let rows = html! {
            @for r in rows {
                tr {
                    th scope="row" { (frame.link(&r.a)) } td { (frame.link(&r.b)) }
                    td { a href=(frame.href(&r.address)) { (html::meetings(r.documented, r.stated)) } }
                    td.number { (r.won_a) "–" (r.won_b) } td.number { (r.ahead_a) "–" (r.ahead_b) }
                    td { (years(r.first_year, r.last_year)) }
                }
            }
        };
        let head = [
            ("Person", false),
            ("Rival", false),
            ("Meetings", false),
            ("Elected", true),
            ("Ahead", true),
            ("Years", false),
        ];
        html::table(caption, &head, &rows)
    }
}

impl RivalriesPage {
    pub(super) fn of(explorer: &Explorer, page: usize) -> Option<Self> {
        let often = explorer.pairs.len();
        let pages = often.div_ceil(A_PAGE).max(1);
        let rivalries = PairRow::some(explorer, (page - 1) * A_PAGE, A_PAGE);
        (page <= pages).then_some(Self { page, pages, met: explorer.counts.met, often, rivalries })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let body = html! {
            h1 { "Rivalries" }
            p.lead {
                @if self.often == 0 { (html::many(self.met, "pair", "pairs")) " met, and none more than once." }
                @else { (html::many(self.met, "pair", "pairs")) " met, " (grouped(self.often as u64)) " of them more than once; these are listed, most meetings first." }
            }
            @if self.often > 0 { (PairRow::table(frame, "Who faced whom, how often, and who won", &self.rivalries)) }
            (frame.pages(self.page, self.pages, "below", |n| Place::Rivalries(n).stem()))
            p.hint { (html::counting_rules(frame.explorer)) }
        };
        let title = if self.page > 1 { format!("Rivalries, page {}", self.page) } else { "Rivalries".into() };
        frame.page(&title, "Who faced whom more than once, and who won.", &body)
    }
}

/// Several of one name: which is meant?
#[derive(Serialize)]
pub(super) struct NamesakesPage {
    name: String,
    namesakes: Vec<Namesake>,
}

#[derive(Serialize)]
struct Namesake {
    #[serde(flatten)]
    own: Ref,
    #[serde(skip_serializing_if = "Option::is_none")]
    stood: Option<usize>,
}

impl NamesakesPage {
    pub(super) fn of(explorer: &Explorer, kind: Kind, word: &str) -> Option<Self> {
        let namesake = |n: &u32| Namesake {
            own: explorer.about(kind, *n),
            stood: (kind == Kind::Person).then(|| explorer.directory.stood(*n)),
        };
        let namesakes: Vec<Namesake> = explorer.directory.namesakes(kind, word).iter().map(namesake).collect();
        Some(Self { name: namesakes.first()?.own.name.clone(), namesakes })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let body = html! {
            h1 { (say(&html::short(&self.name))) }
            p.lead { (self.namesakes.len()) " have this name, or one with the same letters. Which is meant?" }
            ul { @for other in &self.namesakes { li {
                (frame.link(&other.own)) @if let Some(stood) = other.stood { span.note { ", " (counted(stood, "contest")) } }
            } } }
        };
        frame.page(&self.name, "Several of one name.", &body)
    }
}

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
        }
    }
}

/// The page of what a search found, or of what comes nearest.
pub(super) fn search_page(
    frame: &Frame<'_>,
    asked: &str,
    found: &[Suggestion],
    more: bool,
    near: &[Suggestion],
) -> Vec<u8> {
    let list = |some: &[Suggestion]| {
        html! {
            ul.results { @for s in some { li { a href=(frame.href(&s.address)) { (say(&s.name)) } span.note { " " (say(&s.note)) } } } }
        }
    };
    let body = html! {
        h1 { "Search" }
        (frame.search_form(asked))
        p role="status" {
            @if asked.trim().is_empty() { "Write what to look for." }
            @else if found.is_empty() { "Nothing has all of these words in its name: " (say(asked)) }
            @else if more { "The first " (found.len()) " results for " (say(asked)) "; another word makes them fewer." }
            @else { (counted(found.len(), "result")) " for " (say(asked)) }
        }
        (list(found))
        @if !near.is_empty() { p { "Did you mean one of these?" } (list(near)) }
    };
    frame.page("Search", "What has the words asked for in its name.", &body)
}

/// The page for an address that none has. Its links are absolute, since it may be asked for anywhere.
pub(super) fn nothing_page(frame: &Frame<'_>) -> Vec<u8> {
    let body = html! {
        h1 { "There is no such page" }
        p.lead { "The lists above have everything that has a page; the search finds it by its name." }
    };
    frame.page("There is no such page", "There is no page of this address.", &body)
}
