//! The start page, and the page about the data.

use super::Explorer;
use super::address::{Kind, Picture};
use super::html::{self, Frame, day, say};
use super::lists::PairRow;
use super::model::{Ref, When, as_map};
use crate::analysis;
use crate::check;
use crate::view::words::counted;
use crate::wikitext::number::grouped;
use maud::html;
use serde::Serialize;

/// The number of pairs and of contests on the start page.
const SHOWN: usize = 10;

#[derive(Serialize)]
pub(super) struct StartPage {
    origin: String,
    #[serde(serialize_with = "as_map")]
    counts: Vec<(&'static str, u64)>,
    #[serde(serialize_with = "as_map")]
    kinds: Vec<(&'static str, usize)>,
    rivalries: Vec<PairRow>,
    latest: Vec<Latest>,
    offices: Vec<Ref>,
    offices_in_all: usize,
    findings: usize,
}

#[derive(Serialize)]
struct Latest {
    contest: Ref,
    date: Option<When>,
    office: Option<Ref>,
}

impl StartPage {
    pub(super) fn of(explorer: &Explorer) -> Self {
        let directory = &explorer.directory;
        let latest = explorer.latest.iter().take(SHOWN).filter_map(|n| {
            let own = directory.contest(*n)?;
            Some(Latest {
                contest: explorer.about(Kind::Contest, *n),
                date: own.date.map(When),
                office: own.office.map(|o| explorer.about(Kind::Office, o.index() as u32)),
            })
        });
        let offices_in_all = directory.count(Kind::Office);
        Self {
            origin: explorer.origin().to_string(),
            counts: explorer.counts(),
            kinds: explorer.counts.sizes.kinds.clone(),
            rivalries: PairRow::some(explorer, 0, SHOWN),
            latest: latest.collect(),
            offices: (0..offices_in_all.min(24)).map(|n| explorer.about(Kind::Office, n as u32)).collect(),
            offices_in_all,
            findings: explorer.findings.len(),
        }
    }

    pub(super) fn html(&self, frame: &Frame<'_>, network: Option<&str>) -> Vec<u8> {
        let body = html! {
            h1 { "Who faced whom, and who led after whom" }
            p.lead { "Elections, candidates, offices and successions from " (say(&self.origin)) ", every statement with its source." }
            (frame.search_form(""))
            @if frame.explorer.is_site() { noscript { p.hint { "Search needs JavaScript; the lists above have everything." } } }
            dl.counts { @for (word, n) in &self.counts { div { dt { (word) } dd { (grouped(*n)) } } } }
            @if !self.kinds.is_empty() {
                p.hint { "Contests by kind: " @for (i, (kind, n)) in self.kinds.iter().enumerate() { @if i > 0 { ", " } (grouped(*n as u64)) " " (kind) } "." }
            }
            @if !self.rivalries.is_empty() {
                h2 { "Rivalries" }
                (PairRow::table(frame, "Who met most often", &self.rivalries))
                p { a href=(frame.href("rivalries")) { "All who met more than once" } }
            }
            @if let Some(svg) = network { (frame.picture(Picture::Rivalries, svg, "Who faced whom, and who won")) }
            @if !self.latest.is_empty() {
                h2 { "Latest contests" }
                ul { @for c in &self.latest {
                    li { (frame.link(&c.contest)) @if c.date.is_some() { ", " (day(c.date)) } @if let Some(office) = &c.office { span.note { " for " (frame.link(office)) } } }
                } }
            }
            @if !self.offices.is_empty() {
                h2 { "Offices" }
                ul.columns { @for office in &self.offices { li { (frame.link(office)) } } }
                @if self.offices_in_all > self.offices.len() { p { a href=(frame.href("offices")) { "All " (grouped(self.offices_in_all as u64)) " offices" } } }
            }
            @if self.findings > 0 { p { "The checks have " a href=(frame.href("checks")) { (counted(self.findings, "finding")) } ": sources that contradict each other, or numbers that do not add up." } }
        };
        frame.page(
            "Hustings: who faced whom, and who led after whom",
            &format!("Elections, candidates and successions from {}.", self.origin),
            &body,
        )
    }
}

#[derive(Serialize)]
pub(super) struct AboutPage {
    origin: String,
    program: String,
    #[serde(serialize_with = "as_map")]
    counts: Vec<(&'static str, u64)>,
    counting_rules: String,
    preference: &'static str,
    identity: &'static str,
    #[serde(serialize_with = "as_map")]
    analyses: Vec<(&'static str, &'static str)>,
    #[serde(serialize_with = "as_map")]
    checks: Vec<(&'static str, &'static str)>,
    licence: &'static str,
}

impl AboutPage {
    pub(super) fn of(explorer: &Explorer) -> Self {
        Self {
            origin: explorer.origin().to_string(),
            program: format!("Hustings {}", env!("CARGO_PKG_VERSION")),
            counts: explorer.counts(),
            counting_rules: html::counting_rules(explorer),
            preference: "If values disagree, all are kept and one is preferred: the one from the most trusted kind of source (a curated \
                         table, an infobox, a table of results, prose), then the one that most citations give.",
            identity: "Who is who is a judgement, with a score and the reasons for it; each person's page gives them. Names are never \
                       joined across unrelated series by the name alone.",
            analyses: analysis::ALL.to_vec(),
            checks: check::ALL.iter().map(|r| (r.name, r.finds)).collect(),
            licence: "Hustings is free software under the MIT or the Apache 2.0 licence. Nobody owns facts and figures. The sentences that \
                      are quoted with them belong to their sources; they are quoted so that readers can check them.",
        }
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Vec<u8> {
        let body = html! {
            h1 { "About" }
            p.lead { "These pages were made by " (self.program) " from " (say(&self.origin)) "." }
            h2 { "What is in the graph" }
            dl.counts { @for (word, n) in &self.counts { div { dt { (word) } dd { (grouped(*n)) } } } }
            h2 { "How the counts are made" }
            p { (self.counting_rules) }
            p { (self.preference) }
            h2 { "Who is who" }
            p { (self.identity) }
            h2 { "What can be asked" }
            p { "These are commands of the program; 'hustings --help' explains them. The pages show the first four." }
            dl.properties { @for (name, question) in &self.analyses { div { dt { (name) } dd { (question) } } } }
            h2 { "What is checked" }
            dl.properties { @for (name, finds) in &self.checks {
                div { dt { a href=(frame.href(&format!("checks/{name}"))) { (name) } } dd { "Finds " (finds) "." } }
            } }
            h2 { "Addresses" }
            p {
                "Every page has a permanent address made of names. "
                @let without = frame.explorer.settings.without;
                @if !without.twins {
                    @if frame.explorer.is_site() { "With .json instead of .html, " } @else { "With .json added to it, " }
                    "the address returns the page for programs"
                    @if without.pictures { ". " } @else { "; pictures come as .svg and, but for charts, as .dot. " }
                } @else if !without.pictures { "Pictures come as .svg and, but for charts, as .dot. " }
                "If several share a name, the address of each has a year or a number; the address without it lists them all."
            }
            h2 { "Licence" }
            p { (self.licence) }
        };
        frame.page("About", "Where the data come from, how the counts are made, and how the data may be used.", &body)
    }
}
