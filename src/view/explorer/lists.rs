//! Lists of all people, parties, offices and contests, of pairs who met more than once, and of namesakes.

use super::Explorer;
use super::address::{Kind, Place};
use super::html::{self, Frame, day, say};
use super::model::{MOST_ROWS, Ref, When, as_map};
use super::person::years;
use crate::view::words::{counted, many};
use crate::wikitext::fold;
use crate::wikitext::number::grouped;
use maud::{Markup, html};
use serde::Serialize;

/// The number of entries on a page.
pub(super) const A_PAGE: usize = 500;

/// A list with more pages than this also has links by first letter.
const MANY: usize = 4;

/// The number of first letters above which such links would not help.
const LETTERS: usize = 120;

/// One page of the list of all things of a kind.
#[derive(Serialize)]
pub(super) struct ListPage {
    #[serde(skip)]
    kind: Kind,
    page: usize,
    pages: usize,
    all: usize,
    /// The page on which the names of each first letter begin. Empty if the list has few pages.
    #[serde(serialize_with = "as_map")]
    letters: Vec<(char, usize)>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    own: Ref,
    date: Option<When>,
    /// The number of contests in which a person stood. `None` if it is not a person.
    stood: Option<usize>,
    documented: Option<bool>,
    /// The office of a contest. `None` if it is not known, or for other kinds.
    office: Option<Ref>,
}

impl ListPage {
    pub(super) fn of(explorer: &Explorer, kind: Kind, page: usize) -> Option<Self> {
        let before = page.checked_sub(1)?;
        let all = explorer.directory.count(kind);
        let pages = all.div_ceil(A_PAGE).max(1);
        let numbers = before.saturating_mul(A_PAGE)..all.min(page.saturating_mul(A_PAGE));
        let entry = |n: &u32| {
            let n = *n;
            let contest = if kind == Kind::Contest { explorer.directory.contest(n) } else { None };
            Entry {
                own: explorer.about(kind, n),
                date: contest.and_then(|c| c.date).map(When),
                stood: (kind == Kind::Person).then(|| explorer.directory.stood(n)),
                documented: contest.map(|c| c.documented),
                office: contest.and_then(|c| c.office).map(|o| explorer.about(Kind::Office, o.index() as u32)),
            }
        };
        let letters = if pages > MANY { Self::letters(explorer, kind) } else { Vec::new() };
        (page <= pages).then(|| Self {
            kind,
            page,
            pages,
            all,
            letters,
            entries: explorer.directory.ordered(kind).get(numbers).into_iter().flatten().map(entry).collect(),
        })
    }

    /// Returns the first letters in the order of the list, each with its page. For contests, they are those of the
    /// offices.
    fn letters(explorer: &Explorer, kind: Kind) -> Vec<(char, usize)> {
        let name = |n: u32| match (kind, explorer.directory.contest(n)) {
            (Kind::Contest, Some(contest)) => {
                contest.office.map(|o| explorer.directory.name(Kind::Office, o.index() as u32))
            }
            _ => Some(explorer.directory.name(kind, n)),
        };
        let mut letters: Vec<(char, usize)> = Vec::new();
        for (n, number) in explorer.directory.ordered(kind).iter().enumerate() {
            let first = name(*number).and_then(|name| fold(name).chars().next()).filter(|c| c.is_alphanumeric());
            let first = first.and_then(|c| c.to_uppercase().next());
            if let Some(first) = first.filter(|c| letters.last().is_none_or(|(last, _)| last != c)) {
                letters.push((first, n / A_PAGE + 1));
            }
        }
        // A list in a different order would give too many letters to be useful.
        if letters.len() > LETTERS { Vec::new() } else { letters }
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
                @if self.all == 0 { "The data contain none." }
                @else { (many(self.all, self.kind.one(), self.kind.many())) @if self.pages > 1 { ", page " (self.page) " of " (self.pages) } "." }
            }
            @if self.kind == Kind::Person && self.all > 0 { p.hint { "The number after a name is the number of contests in which the person stood." } }
            @if !self.letters.is_empty() {
                nav.pages aria-label=(if self.kind == Kind::Contest { "By the first letter of the office" } else { "By first letter" }) {
                    ul { @for (letter, page) in &self.letters { li { a href=(frame.href(&Place::List(self.kind, *page).stem())) { (letter) } } } }
                }
            }
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
                @else if self.entries.iter().any(|e| e.office.is_some()) { h2 { "For an office that is not named" } }
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

/// One page of the pairs who met more than once.
#[derive(Serialize)]
pub(super) struct RivalriesPage {
    page: usize,
    pages: usize,
    /// The number of pairs who met at all.
    met: usize,
    /// The number of pairs who met more than once.
    often: usize,
    rivalries: Vec<PairRow>,
}

/// A pair with its meetings and wins.
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
    /// Returns up to `count` pairs, most meetings first, beginning with the pair at index `from`.
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
                    td.number { @if r.won_a + r.won_b == 0 { "neither" } @else { (r.won_a) "–" (r.won_b) } } td.number { (r.ahead_a) "–" (r.ahead_b) }
                    td { (years(r.first_year, r.last_year)) }
                }
            }
        };
        let head = [
            ("Person", false),
            ("Rival", false),
            ("Meetings", false),
            ("Won", true),
            ("Ahead", true),
            ("Years", false),
        ];
        html::table(caption, &head, &rows)
    }
}

impl RivalriesPage {
    pub(super) fn of(explorer: &Explorer, page: usize) -> Option<Self> {
        let before = page.checked_sub(1)?;
        let often = explorer.pairs.len();
        let pages = often.div_ceil(A_PAGE).max(1);
        let rivalries = PairRow::some(explorer, before.saturating_mul(A_PAGE), A_PAGE);
        (page <= pages).then_some(Self { page, pages, met: explorer.counts.met, often, rivalries })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let body = html! {
            h1 { "Rivalries" }
            p.lead {
                @if self.often == 0 { (many(self.met, "pair", "pairs")) " met, and none more than once." }
                @else { (many(self.met, "pair", "pairs")) " met, " (grouped(self.often as u64)) " of them more than once; these are listed, most meetings first." }
            }
            @if self.often > 0 { (PairRow::table(frame, "Who faced whom, how often, and who won", &self.rivalries)) }
            (frame.pages(self.page, self.pages, "below", |n| Place::Rivalries(n).stem()))
            p.hint { (html::counting_rules(frame.explorer)) }
        };
        let title = if self.page > 1 { format!("Rivalries, page {}", self.page) } else { "Rivalries".into() };
        frame.page(&title, "Who faced whom more than once, and who won.", &body)
    }
}

/// The page that lists all things with the same name, for the reader to choose from.
#[derive(Serialize)]
pub(super) struct NamesakesPage {
    name: String,
    address: String,
    namesakes: Vec<Namesake>,
    /// The number of namesakes, if there are too many to list.
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<usize>,
}

#[derive(Serialize)]
struct Namesake {
    #[serde(flatten)]
    own: Ref,
    stood: Option<usize>,
}

impl NamesakesPage {
    pub(super) fn of(explorer: &Explorer, kind: Kind, word: &str) -> Option<Self> {
        let namesake = |n: &u32| Namesake {
            own: explorer.about(kind, *n),
            stood: (kind == Kind::Person).then(|| explorer.directory.stood(*n)),
        };
        let all = explorer.directory.namesakes(kind, word);
        let namesakes: Vec<Namesake> = all.iter().take(MOST_ROWS).map(namesake).collect();
        let all = Some(all.len()).filter(|all| *all > namesakes.len());
        let address = Place::One(kind, word.to_string()).stem();
        Some(Self { name: namesakes.first()?.own.name.clone(), address, namesakes, all })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let body = html! {
            h1 { (say(&html::short(&self.name))) }
            p.lead {
                (self.all.unwrap_or(self.namesakes.len())) " have this name, or one with the same letters. Which one do you mean?"
                @if self.all.is_some() { " The first " (grouped(MOST_ROWS as u64)) " are listed; the list of all names has the others." }
            }
            ul { @for other in &self.namesakes { li {
                (frame.link(&other.own)) @if let Some(stood) = other.stood { span.note { ", " (counted(stood, "contest")) } }
            } } }
        };
        frame.page(&self.name, "Several of one name.", &body)
    }
}
