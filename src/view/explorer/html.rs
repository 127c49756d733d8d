//! The layout of all pages: the frame around them, and the parts that several pages share. Every text from the data
//! goes through [`say`], which escapes it.

use super::Explorer;
use super::address::{Address, Form, Kind, Picture, Place};
use super::links::{linked, source};
use super::model::{Cut, Finding, Property, Ref, Source, When};
pub(super) use super::say::{plain, say};
use crate::analysis::COUNTING_RULES;
use crate::facts::MOST_QUOTED;
use crate::view::svg::escape;
use crate::view::words::{counted, say_meetings};
use crate::wikitext::number::grouped;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The number of characters after which a name in a list or a sentence is cut. The thing's own page shows the whole
/// name.
const LONGEST: usize = 160;

/// Cuts a long text to a length that fits a list.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}

/// The context of a page that is being written: its place, and how it links to other pages.
pub(super) struct Frame<'a> {
    pub(super) explorer: &'a Explorer,
    place: &'a Place,
    /// The relative path to the root.
    root: String,
    /// True if the page has a search form in its body.
    searching: bool,
    /// The address of the JSON twin, with its query, if the page answers a query.
    asked: Option<String>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(explorer: &'a Explorer, place: &'a Place) -> Self {
        let depth = place.stem().matches('/').count();
        Self { explorer, place, root: "../".repeat(depth), searching: *place == Place::Start, asked: None }
    }

    /// Returns a frame for a page that may be served at any address. Its links begin at the root.
    pub(super) fn absolute(explorer: &'a Explorer) -> Self {
        Self { root: "/".into(), ..Self::new(explorer, &Place::Paths) }
    }

    /// Returns the frame of an answer to a query, whose JSON twin is at `twin`.
    pub(super) fn asked(self, twin: String) -> Self {
        Self { asked: Some(twin), ..self }
    }

    /// Returns the frame of the search page.
    pub(super) fn search(explorer: &'a Explorer) -> Self {
        Self { searching: true, ..Self::new(explorer, &Place::Paths) }
    }

    /// Returns the link target of a page, given its address without an ending.
    pub(super) fn href(&self, stem: &str) -> String {
        match (self.explorer.is_site(), stem) {
            (true, stem) => format!("{}{stem}.html", self.root),
            (false, "index") if self.root.is_empty() => "./".into(),
            (false, "index") => self.root.clone(),
            (false, stem) => format!("{}{stem}", self.root),
        }
    }

    /// Returns the link target of a file.
    pub(super) fn file(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// Writes a link to a page, with the qualifier if there is one.
    pub(super) fn link(&self, to: &Ref) -> Markup {
        html! {
            a href=(self.href(&to.address)) { (say(&short(&to.name))) }
            @if let Some(note) = &to.note { " " span.note { "(" (say(note)) ")" } }
        }
    }

    /// Writes a picture under its own heading.
    pub(super) fn headed(&self, heading: &str, picture: Picture, svg: &str, caption: &str) -> Markup {
        html! { h2 { (heading) } (self.picture(picture, svg, caption)) }
    }

    /// Writes a picture of this page, with links to its files.
    pub(super) fn picture(&self, picture: Picture, svg: &str, caption: &str) -> Markup {
        let file = |form| self.file(&Address { place: self.place.clone(), form }.to_string());
        let embed = Address { place: self.place.clone(), form: Form::Embed(picture) };
        let embed = if self.explorer.is_site() { Explorer::file_of(&embed) } else { embed.to_string() };
        html! {
            figure.picture id=(picture.word()) {
                div.view tabindex="0" role="region" aria-label=(caption) { (PreEscaped(svg)) }
                figcaption {
                    (caption) " "
                    @if !self.explorer.settings.without.pictures {
                        span.screen {
                            a href=(file(Form::Svg(picture))) { "SVG" }
                            " · " a href=(file(Form::Dot(picture))) { "DOT" }
                            " · " a href=(self.file(&embed)) { "embed" }
                        }
                    }
                }
            }
        }
    }

    /// Writes a picture as a page of its own, to be shown in a frame of another page. It has the style sheet, no
    /// script, and a link to the page it comes from.
    pub(super) fn embed(&self, title: &str, svg: &str) -> Vec<u8> {
        let whole = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    title { (plain(&short(title))) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="robots" content="noindex";
                    link rel="stylesheet" href=(self.file("explorer.css"));
                    base target="_blank";
                }
                body.embed {
                    main {
                        h1.said { (plain(&short(title))) }
                        figure.picture { (PreEscaped(svg)) }
                        p.note { a href=(self.href(&self.place.stem())) { "All numbers, with their sources" } }
                    }
                }
            }
        };
        whole.into_string().into_bytes()
    }

    /// Writes the whole page.
    pub(super) fn page(&self, title: &str, about: &str, body: &Markup) -> Vec<u8> {
        let own = || Address { place: self.place.clone(), form: Form::Json }.to_string();
        let twin = self.file(&self.asked.clone().unwrap_or_else(own));
        let nav: [(&str, Place); 8] = [
            ("People", Place::List(Kind::Person, 1)),
            ("Contests", Place::List(Kind::Contest, 1)),
            ("Offices", Place::List(Kind::Office, 1)),
            ("Parties", Place::List(Kind::Party, 1)),
            ("Rivalries", Place::Rivalries(1)),
            ("Paths", Place::Paths),
            ("Checks", Place::Checks(None, 1)),
            ("About", Place::About),
        ];
        let missing = self.root == "/" || self.searching;
        let here = |place: &Place| {
            if place == self.place && (!missing || *place == Place::Start) { Some("page") } else { None }
        };
        let full = if *self.place == Place::Start {
            title.to_string()
        } else {
            format!("{} – Hustings", plain(&short(title)))
        };
        let whole = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    title { (full) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="description" content=(plain(&short(about)));
                    meta name="color-scheme" content="light dark";
                    link rel="stylesheet" href=(self.file("explorer.css"));
                    link rel="icon" href=(self.file("icon.svg")) type="image/svg+xml";
                    @if self.has_twin() { link rel="alternate" type="application/json" href=(twin); }
                    script src=(self.file("explorer.js")) defer {}
                }
                body data-root=(self.root) data-kind=(if self.explorer.is_site() { "site" } else { "live" }) {
                    a.skip href="#main" { "Skip to the content" }
                    header.top {
                        a.home href=(self.href("index")) aria-current=[here(&Place::Start)] { "Hustings" }
                        nav aria-label="Pages" {
                            ul {
                                @for (word, place) in &nav {
                                    li { a href=(self.href(&place.stem())) aria-current=[here(place)] { (word) } }
                                }
                            }
                        }
                        @if !self.searching { (self.search_form("")) }
                    }
                    main id="main" tabindex="-1" { (body) }
                    footer {
                        p {
                            @if !self.explorer.origin().trim().is_empty() { "From " (say(self.explorer.origin())) ". " }
                            span.screen {
                                @if self.has_twin() { a href=(twin) { "This page as JSON" } ". " }
                                a href=(self.href("about")) { "How the counts are made, and how the data may be used" } "."
                            }
                        }
                    }
                }
            }
        };
        whole.into_string().into_bytes()
    }

    fn has_twin(&self) -> bool {
        (*self.place != Place::Paths || self.asked.is_some()) && !self.explorer.settings.without.twins
    }

    /// Writes the search form. On a static site it is hidden until the script enables it.
    pub(super) fn search_form(&self, asked: &str) -> Markup {
        html! {
            form.search role="search" action=(self.file("search")) method="get" hidden[self.explorer.is_site()] {
                label for="q" { "Search" }
                input id="q" type="search" name="q" value=(plain(asked)) autocomplete="off" maxlength="200"
                    placeholder="A person, contest, office, party";
                button type="submit" { "Go" }
            }
        }
    }

    /// Writes links to the pages of a long list. `which` tells apart two such navigations on one page.
    pub(super) fn pages(&self, page: usize, of: usize, which: &str, stem: impl Fn(usize) -> String) -> Markup {
        let near: Vec<usize> = (1..=of).filter(|n| *n == 1 || *n == of || n.abs_diff(page) <= 2).collect();
        html! {
            @if of > 1 {
                nav.pages aria-label=(format!("Pages of this list, {which}")) {
                    ul {
                        @if page > 1 { li { a href=(self.href(&stem(page - 1))) rel="prev" { "Previous" } } }
                        @for (i, n) in near.iter().enumerate() {
                            @if i > 0 && near[i - 1] + 1 < *n { li aria-hidden="true" { "…" } }
                            li {
                                a href=(self.href(&stem(*n))) aria-current=[(*n == page).then_some("page")]
                                    aria-label=(format!("{n}, page of {of}")) { (n) }
                            }
                        }
                        @if page < of { li { a href=(self.href(&stem(page + 1))) rel="next" { "Next" } } }
                    }
                }
            }
        }
    }

    /// Writes the findings of the checks, each with its line.
    pub(super) fn findings(&self, found: &[Finding]) -> Markup {
        html! {
            ul.findings {
                @for f in found {
                    li.finding data-rule=(plain(&f.rule)) data-severity=(f.severity) data-article=(plain(&f.file)) {
                        p {
                            span class={ "severity " (f.severity) } { (f.severity) } " "
                            a href=(self.href(&Place::Checks(Some(crate::wikitext::slug(&f.rule)), 1).stem())) { (say(&f.rule)) }
                            @if let Some(about) = &f.about { ": " (self.link(about)) }
                            @else if !f.subject.is_empty() { ": " (say(&short(&f.subject))) }
                        }
                        p { (linked(&f.message)) }
                        @if !f.values.is_empty() && f.values.iter().any(|v| !f.message.contains(v.as_str())) {
                            ul.values { @for value in &f.values { li { (linked(value)) } } }
                        }
                        @if !f.quote.is_empty() { blockquote { (say(&f.quote)) } }
                        p.place { (say(&f.file)) @if f.line > 0 { ", line " (f.line) } }
                    }
                }
            }
        }
    }
}

/// Writes a date in words.
pub(super) fn day(when: Option<When>) -> Markup {
    html! { @match when { Some(When(date)) => (date.long()), None => "" } }
}

/// Writes the numbers of citations as links to the list of sources.
pub(super) fn cites(numbers: &[usize]) -> Markup {
    const SHOWN: usize = 4;
    html! {
        @if !numbers.is_empty() {
            " "
            sup.cites {
                @for (i, n) in numbers.iter().take(SHOWN).enumerate() {
                    @if i > 0 { " " } a href=(format!("#s{n}")) aria-label=(format!("[{n}], source")) { "[" (n) "]" }
                }
                @if let Some(more) = numbers.get(SHOWN) {
                    @let left = numbers.len() - SHOWN;
                    " " a href=(format!("#s{more}")) aria-label=(format!("+{left}, more sources")) { "+" (left) }
                }
            }
        }
    }
}

/// Writes properties with all their values.
pub(super) fn properties(frame: &Frame<'_>, found: &[Property]) -> Markup {
    html! {
        @if !found.is_empty() {
            dl.properties {
                @for p in found {
                    div {
                        dt { (p.property) }
                        @for (i, value) in p.values.iter().enumerate() {
                            dd.other[i > 0] {
                                @match &value.about {
                                    Some(about) => (frame.link(about)),
                                    None => (linked(&value.text)),
                                }
                                (cites(&value.sources))
                                @if i > 0 { span.note { " also given" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Writes the list of citations on a page.
pub(super) fn sources(found: &[Source]) -> Markup {
    html! {
        @if !found.is_empty() {
            section.sources aria-labelledby="sources" {
                h2 id="sources" { "Sources" }
                ol {
                    @for s in found {
                        li id=(format!("s{}", s.number)) tabindex="-1" {
                            @if !s.quote.is_empty() { blockquote { (say(&s.quote)) @if s.quote.chars().count() >= MOST_QUOTED { " …" } } }
                            p.place {
                                @if s.page != s.file { (say(&s.page)) @if let Some(revision) = s.revision { ", revision " (revision) } ": " }
                                (say(&s.file)) ", line " (s.line) " (" (s.kind) ")"
                                @if !s.sources.is_empty() {
                                    ", which took it from "
                                    @for (i, outside) in s.sources.iter().enumerate() { @if i > 0 { ", " } (source(outside)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Writes a note for each list that was cut short.
pub(super) fn cuts(found: &[Cut], name: &str) -> Markup {
    let rest = |of: &str| match of {
        "findings" => "'hustings check' lists them all".to_string(),
        "namesakes" => "search for the name to find the others".to_string(),
        _ => format!("'hustings show' with the name '{}' lists them all", short(name)),
    };
    html! {
        @for cut in found {
            p.hint {
                "Shown are the first " (grouped(cut.shown as u64)) " of " (grouped(cut.all as u64)) " " (cut.of) "; " (say(&rest(cut.of))) "."
            }
        }
    }
}

/// Returns the number of meetings in words. Documented and stated meetings are counted separately if some are only
/// stated.
pub(super) fn meetings(documented: usize, stated: usize) -> String {
    if stated == 0 { counted(documented, "meeting") } else { say_meetings(documented, stated) }
}

/// Returns the counting rules with the settings of these pages.
pub(super) fn counting_rules(explorer: &Explorer) -> String {
    let annulled =
        if explorer.settings.include_annulled { "count on these pages as well" } else { "count for nothing" };
    COUNTING_RULES.replace("count for nothing unless --include-annulled", annulled)
}

/// Writes a share, in per cent, as a bar.
pub(super) fn bar(share: Option<f64>, class: &str) -> Markup {
    html! {
        @if let Some(share) = share.filter(|s| s.is_finite()) {
            svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                rect.ground width="100" height="10" {}
                rect class=(class) width=(format!("{:.2}", share.clamp(0.0, 100.0))) height="10" {}
            }
        }
    }
}

/// Writes a table of contents with the sections that exist, if there are at least three.
pub(super) fn contents<T: AsRef<str>>(sections: &[(T, T, bool)]) -> Markup {
    let there: Vec<_> = sections.iter().filter(|(.., there)| *there).collect();
    html! {
        @if there.len() > 2 {
            nav.contents aria-label="On this page" { ul { @for (id, word, _) in there { li { a href=(format!("#{}", id.as_ref())) { (word.as_ref()) } } } } }
        }
    }
}

/// Writes the first rows of a table, and the other rows in a section that the reader can open.
pub(super) fn folded<T>(rows: &[T], noun: &str, table: impl Fn(&[T], bool) -> Markup) -> Markup {
    let (first, rest) = rows.split_at(rows.len().min(SHOWN));
    html! {
        (table(first, false))
        @if !rest.is_empty() {
            details { summary { (counted(rest.len(), &format!("more {noun}"))) } (table(rest, true)) }
        }
    }
}

/// The number of rows of a long table that are visible at first.
const SHOWN: usize = 100;

/// Writes a table in a box that scrolls sideways if the table is too wide.
pub(super) fn table(caption: &str, head: &[(&str, bool)], rows: &Markup) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(caption) {
            table.cards {
                caption { (caption) }
                thead { tr { @for (word, number) in head { th scope="col" .number[*number] { (word) } } } }
                tbody { (PreEscaped(labelled(&rows.0, head))) }
            }
        }
    }
}

/// Adds the heading of its column to each cell. On phones, where a row is shown as a card, the heading is the label.
/// Linear.
fn labelled(rows: &str, head: &[(&str, bool)]) -> String {
    let mut out = String::with_capacity(rows.len() + rows.len() / 4);
    let (mut rest, mut column) = (rows, 0);
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let is = |name: &str| tag.starts_with(name) && tag[name.len()..].starts_with([' ', '>']);
        let end = at + 1 + if is("td") || is("th") || is("tr") { 2 } else { 0 };
        out.push_str(&rest[..end]);
        if is("tr") {
            column = 0;
        } else if end > at + 1 {
            if let Some((label, _)) = head.get(column) {
                out.push_str(&format!(" data-label=\"{}\"", escape(label)));
            }
            column += 1;
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Returns a share with one decimal, such as `54.2%`, or with two if these differ, such as `50.01%`, so that close
/// results can be told apart.
pub(super) fn percent(share: Option<f64>) -> String {
    let say = |share: f64| {
        let one = (share * 10.0).round() / 10.0;
        if (share - one).abs() < 0.005 { format!("{share:.1}%") } else { format!("{share:.2}%") }
    };
    share.map(say).unwrap_or_default()
}

/// Returns the basis of the shares as a sentence.
pub(super) fn shares_of(denominator: &str) -> String {
    match denominator.strip_prefix("shares") {
        Some(rest) => format!("Shares{rest}."),
        None => format!("Shares of {denominator}."),
    }
}
