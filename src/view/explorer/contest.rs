//! The page of a contest: its results by round, the contests before and after, its measures, sources and findings.

use super::address::Picture;
use super::html::{self, Frame, cites, day, percent, say};
use super::links;
use super::measures::{self, MeasureRow};
use super::model::{Cut, Desk, Finding, MOST_ROWS, Property, Ref, Said, Source, Told, When, worded};
use super::rounds::{ResultRow, RoundOf, round};
use super::series::Series;
use crate::graph::properties::{At, Property as P, Visit};
use crate::graph::property_value::{PropertyValue, Scalar};
use crate::graph::{Contest, ContestId, PersonId, Round, Values};
use crate::view::draw::{outcome_where, status_word};
use crate::view::profile::{is_of_the_whole, remark};
use crate::wikitext::capital;
use crate::wikitext::number::grouped;
use maud::{Markup, html};
use serde::Serialize;
use serde_json::json;

#[derive(Serialize)]
pub(super) struct ContestPage {
    #[serde(flatten)]
    own: Ref,
    documented: bool,
    /// The status of the contest; empty if it was simply held.
    #[serde(serialize_with = "worded")]
    status: &'static str,
    kind: &'static str,
    date: Option<When>,
    country: Option<String>,
    office: Option<Ref>,
    party: Option<Ref>,
    /// The other citations of the contest, those not used elsewhere on the page.
    stated: Vec<usize>,
    properties: Vec<Property>,
    rounds: Vec<RoundOf>,
    candidates: Vec<Candidate>,
    before: Option<Property>,
    after: Option<Property>,
    previous: Option<Property>,
    next: Option<Property>,
    /// What follows from the office's other contests and from its tenures.
    series: Series,
    measures: Vec<MeasureRow>,
    notes: Vec<Said>,
    disputes: Vec<Said>,
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cut: Vec<Cut>,
    pub(super) sources: Vec<Source>,
}

#[derive(Serialize)]
struct Candidate {
    person: Ref,
    outcome: String,
    stood: bool,
    named: Vec<String>,
    sources: Vec<usize>,
}

/// A visitor that collects the properties stated of a contest as a whole.
struct StatedProperties<'d, 'e> {
    desk: &'d mut Desk<'e>,
    contest: &'d Contest,
    properties: Vec<Property>,
}

impl Visit for StatedProperties<'_, '_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        if !is_of_the_whole(at.property) {
            return;
        }
        let graph = self.desk.graph;
        let remark = remark(graph, self.contest, at.property);
        let told = |value: &T| Told {
            text: value.say(graph) + &remark,
            about: None,
            value: match value.figure() {
                Scalar::Whole(number) => Some(json!(number)),
                Scalar::Real(number) => Some(json!(number)),
                Scalar::Text(date) if at.property == P::Date => Some(json!(date)),
                _ => None,
            },
        };
        self.properties.extend(self.desk.property_of(&capital(at.property.name()), values, T::agrees, told));
        if at.property == P::Selectorate
            && let Some(text) = self.contest.selectorate_detail.clone()
        {
            // The description is part of the same statement as the selectorate.
            let places = self.contest.selectorate.first().map(|s| s.citations.clone()).unwrap_or_default();
            let values = vec![Said { text, about: None, value: None, sources: self.desk.cite(places) }];
            self.properties.push(Property { property: "Who could vote".into(), values });
        }
    }
}

impl ContestPage {
    pub(super) fn of(mut desk: Desk<'_>, id: ContestId) -> Self {
        let graph = desk.graph;
        let contest = graph.contest(id);
        let text = |text: String| (text, None);
        let people: Vec<(PersonId, Ref)> = contest
            .before
            .all()
            .iter()
            .chain(contest.after.all())
            .filter_map(|h| h.value)
            .map(|p| (p, desk.person(p)))
            .collect();
        let holder = |who: &Option<PersonId>| match who {
            None => ("vacant".to_string(), None),
            Some(p) => (graph.person(*p).name.clone(), people.iter().find(|(q, _)| q == p).map(|(_, r)| r.clone())),
        };
        let neighbours: Vec<(ContestId, Ref)> =
            contest.previous.all().iter().chain(contest.next.all()).map(|c| (c.value, desk.contest(c.value))).collect();
        let neighbour = |c: &ContestId| {
            (graph.contest(*c).title.clone(), neighbours.iter().find(|(d, _)| d == c).map(|(_, r)| r.clone()))
        };
        let previous = desk.property("Previous", &contest.previous, neighbour);
        let next = desk.property("Next", &contest.next, neighbour);
        let before = desk.property("Holder before", &contest.before, holder);
        let after = desk.property("Holder after", &contest.after, holder);
        let rounds = if contest.rounds.is_empty() {
            vec![round(&mut desk, contest, &Round { number: 1, ..Round::default() })]
        } else {
            contest.rounds.iter().map(|r| round(&mut desk, contest, r)).collect()
        };
        let candidates = candidates(&mut desk, contest);
        let mut stated = StatedProperties { desk: &mut desk, contest, properties: Vec::new() };
        contest.visit_own(&mut stated);
        let properties = stated.properties;
        let notes = desk.property("Note", &contest.notes, |n| text(n.clone())).map(|p| p.values).unwrap_or_default();
        let disputes = disputes(&mut desk, contest);
        let series = Series::of(&mut desk, contest);
        // These come last: citations for the kind, office or party, or that only mention the contest.
        let stated = desk.cite_others(contest.citations.iter().copied().take(2 * MOST_ROWS));
        Self {
            own: desk.contest(id),
            documented: contest.documented,
            status: status_word(contest),
            kind: contest.kind.label(),
            date: contest.date().map(When),
            country: contest.country.clone(),
            office: contest.office.map(|o| desk.office(o)),
            party: contest.party.map(|p| desk.party(p)),
            stated,
            properties,
            rounds,
            candidates,
            before,
            after,
            previous,
            next,
            series,
            measures: measures::of(&desk, contest),
            notes,
            disputes,
            findings: desk.findings_on(&contest.title),
            cut: desk.cut(),
            sources: desk.sources(),
        }
    }

    pub(super) fn html(&self, frame: &Frame<'_>, picture: Option<&str>) -> Vec<u8> {
        let evidence = if self.documented { "" } else { " Sources only mention it." };
        let date = self.date.map(|When(d)| format!(", {}", d.long())).unwrap_or_default();
        let about = format!("{}: {}{date}.{evidence}", self.own.name, self.sort());
        let body = html! {
            h1 { (say(&self.own.name)) }
            p.lead {
                (self.sort())
                @if let Some(office) = &self.office { " for " (frame.link(office)) }
                @if self.party.is_some() || self.country.is_some() {
                    " (" @if let Some(party) = &self.party { (frame.link(party)) @if self.country.is_some() { ", " } }
                    @if let Some(country) = &self.country { (say(country)) } ")"
                }
                @if self.date.is_some() { ", " (day(self.date)) }
                @if !self.status.is_empty() { ", " strong { (self.status) } }
                "." (evidence) (cites(&self.stated))
            }
            (html::cuts(&self.cut, &self.own.name))
            (html::contents(&[
                ("result", "Result", true),
                ("results", "Picture", picture.is_some()),
                ("facts", "What sources state", !self.properties.is_empty()),
                ("measures", "Measures", !self.measures.is_empty()),
                ("notes", "Notes and disputes", !self.notes.is_empty() || !self.disputes.is_empty()),
                ("findings", "Findings", !self.findings.is_empty()),
                ("sources", "Sources", !self.sources.is_empty()),
            ]))
            (self.series(frame))
            @for round in &self.rounds { (self.round(frame, round)) }
            @let others: Vec<&Candidate> = self.candidates.iter().filter(|c| !c.stood).collect();
            @if !others.is_empty() {
                h2 { "Named as a possible candidate, but did not stand" }
                ul { @for c in others { li { (frame.link(&c.person)) ": " (c.outcome) (cites(&c.sources)) } } }
            }
            @if let Some(svg) = picture { (frame.headed("Picture", Picture::Results, svg, "The contest as a picture")) }
            @if !self.properties.is_empty() { h2 id="facts" { "What the sources state" } (html::properties(frame, &self.properties)) }
            @if self.candidates.iter().any(|c| !c.named.is_empty()) {
                h2 { "Names as sources write them" }
                ul { @for c in self.candidates.iter().filter(|c| !c.named.is_empty()) {
                    li { (frame.link(&c.person)) ": " @for (i, n) in c.named.iter().enumerate() { @if i > 0 { ", " } (say(&html::short(n))) } }
                } }
            }
            @if !self.measures.is_empty() { (measures::table(&self.measures)) }
            @if !self.notes.is_empty() || !self.disputes.is_empty() {
                h2 id="notes" { "Notes and disputes" }
                ul {
                    @for note in &self.notes { li { (links::linked(&note.text)) (cites(&note.sources)) } }
                    @for dispute in &self.disputes { li { strong { "Disputed. " } (links::linked(&dispute.text)) (cites(&dispute.sources)) } }
                }
            }
            @if !self.findings.is_empty() { h2 id="findings" { "What the checks found" } (frame.findings(&self.findings)) }
            (html::sources(&self.sources))
        };
        frame.page(&self.own.with_note(), &about, &body)
    }

    /// Returns the sort of contest in words, with its article.
    fn sort(&self) -> String {
        match self.kind {
            "other" => "A contest".into(),
            "referendum" => "A referendum".into(),
            kind if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("An {kind} contest"),
            kind => format!("A {kind} contest"),
        }
    }

    /// Writes the links to the contests before and after, and the holders before and after.
    fn series(&self, frame: &Frame<'_>) -> Markup {
        let own = &self.series;
        let found = [&self.before, &own.held_before, &self.after, &own.held_after];
        let found: Vec<Property> = found.into_iter().flatten().cloned().collect();
        let turn = |p: &Option<Property>, word: &str, rel: &str| {
            html! {
                @if let Some(p) = p { @for value in p.values.iter().take(1) { @if let Some(about) = &value.about {
                    li class=(rel) { span.note { (word) " " } (frame.link(about)) (cites(&value.sources)) }
                } } }
            }
        };
        let by_date = |other: &Option<Ref>, word: &str, rel: &str| {
            html! { @if let Some(other) = other { li class=(rel) { span.note { (word) " " } (frame.link(other)) } } }
        };
        html! {
            @if self.previous.is_some() || self.next.is_some() || own.earlier.is_some() || own.later.is_some() {
                nav.turn aria-label="Contests before and after" {
                    ul {
                        (turn(&self.previous, "Previous:", "prev"))
                        @if self.previous.is_none() { (by_date(&own.earlier, "Earlier:", "prev")) }
                        (turn(&self.next, "Next:", "next"))
                        @if self.next.is_none() { (by_date(&own.later, "Later:", "next")) }
                    }
                }
            }
            (html::properties(frame, &found))
        }
    }

    fn round(&self, frame: &Frame<'_>, round: &RoundOf) -> Markup {
        let several = self.rounds.len() > 1;
        let any = |has: fn(&ResultRow) -> bool| round.results.iter().any(has);
        let parties = any(|r| r.party.is_some());
        let votes = any(|r| r.votes.is_some()) || round.options.iter().any(|o| o.votes.is_some());
        let shares = any(|r| r.share.is_some()) || round.options.iter().any(|o| o.share.is_some());
        let rows = html! {
            @for r in &round.results {
                tr.elected[r.elected] {
                    th scope="row" {
                        (frame.link(&r.person)) (cites(&r.sources))
                        @if r.elected { " " span.badge { "elected" } }
                        @if r.incumbent { " " span.note { "incumbent" } }
                        @for other in &r.also { br; span.note { "also given: " (say(&other.text)) (cites(&other.sources)) } }
                    }
                    @if parties { td { @if let Some(party) = &r.party { (frame.link(party)) } } }
                    @if votes { td.number { (r.votes.map(grouped).unwrap_or_default()) } }
                    @if shares {
                        td.number { (percent(r.share)) }
                        td.bars { (html::bar(r.share, if r.elected { "won" } else { "lost" })) }
                    }
                }
            }
            @for o in &round.options {
                tr.option {
                    th scope="row" { (say(&o.name)) (cites(&o.sources)) }
                    @if parties { td {} }
                    @if votes { td.number { (o.votes.map(grouped).unwrap_or_default()) } }
                    @if shares { td.number { (percent(o.share)) } td.bars { (html::bar(o.share, "lost")) } }
                }
            }
        };
        let first = if round.results.is_empty() { "Option" } else { "Candidate" };
        let columns = [(first, true), ("Party", parties), ("Votes", votes), ("Share", shares), ("", shares)];
        let head: Vec<(&str, bool)> = columns
            .into_iter()
            .filter(|(_, shown)| *shown)
            .map(|(word, _)| (word, matches!(word, "Votes" | "Share")))
            .collect();
        let caption = match (several, self.status.is_empty()) {
            (true, _) => format!("Round {}", round.number),
            (false, true) => "The result".to_string(),
            (false, false) => "Who was to stand, or stood".to_string(),
        };
        html! {
            section id=[(Some(round.number) == self.rounds.first().map(|r| r.number)).then_some("result")] {
                h2 { @if several { "Round " (round.number) } @else if self.status.is_empty() { "Result" } @else { "Candidates" }
                    @if let Some(label) = &round.label { ": " (say(label)) }
                    @if round.annulled { (if frame.explorer.settings.include_annulled { " (annulled, but counted on these pages)" } else { " (annulled: not counted)" }) } }
                (html::properties(frame, &round.properties))
                @if round.results.is_empty() && round.options.is_empty() { p.hint { "No source says who stood." } }
                @else { (results(&caption, &head, &rows)) }
                @if !round.shares_of.is_empty() {
                    p.hint {
                        (html::shares_of(&round.shares_of))
                        @if !round.computed.is_empty() {
                            " Computed from the votes for these candidates only, the shares are "
                            (round.computed.iter().map(|s| percent(Some(*s))).collect::<Vec<_>>().join(", ")) "; the measures use these."
                        }
                    }
                }
                @for note in &round.notes { p { (links::linked(&note.text)) (cites(&note.sources)) } }
            }
        }
    }
}

/// Writes the table of results. The last column holds bars, which repeat the shares and need no heading.
fn results(caption: &str, head: &[(&str, bool)], rows: &Markup) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(caption) {
            table.results {
                caption { (caption) }
                thead { tr {
                    @for (word, number) in head {
                        @if word.is_empty() { td {} } @else { th scope="col" .number[*number] { (word) } }
                    }
                } }
                tbody { (rows) }
            }
        }
    }
}

/// Returns everybody who stood or was named as a possible candidate.
fn candidates(desk: &mut Desk<'_>, contest: &Contest) -> Vec<Candidate> {
    let graph = desk.graph;
    let mut found = Vec::new();
    let settled = graph.candidacies_of(contest.id).any(|c| c.is_elected());
    for candidacy in desk.listed("candidates", graph.candidacies_of(contest.id)) {
        let outcomes = candidacy.outcome.all().iter().flat_map(|o| o.citations.iter().copied());
        let places: Vec<_> =
            candidacy.stood.iter().copied().chain(outcomes).chain(candidacy.incumbent.iter().copied()).collect();
        let mut named: Vec<String> = candidacy.named.iter().map(|(name, _)| name.clone()).collect();
        named.sort();
        named.dedup();
        named.retain(|n| *n != graph.person(candidacy.person).name);
        found.push(Candidate {
            person: desk.person(candidacy.person),
            outcome: outcome_where(graph, candidacy, settled),
            stood: candidacy.is_standing(),
            named,
            sources: desk.cite(places),
        });
    }
    found
}

/// Returns the disputes that the sources record.
fn disputes(desk: &mut Desk<'_>, contest: &Contest) -> Vec<Said> {
    let mut found = Vec::new();
    for dispute in &contest.disputes {
        let value = |(value, sources): &(String, Vec<String>)| match sources.len() {
            0 => value.clone(),
            _ => format!("{value} ({})", sources.join(", ")),
        };
        let values: Vec<String> = dispute.values.iter().map(value).collect();
        let text = format!("{}: {}", dispute.about, values.join("; or "));
        found.push(Said { text, about: None, value: None, sources: desk.cite([dispute.citation]) });
    }
    found
}
