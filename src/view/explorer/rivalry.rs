//! The page of a rivalry: the meetings of two people, contest by contest.

use super::address::{Address, Form, Kind, Picture, Place};
use super::html::{self, Frame, cites, day, percent, say};
use super::model::{Desk, Ref, Source, When, worded};
use super::{Answer, Explorer, found, told};
use crate::analysis::figures::{Figure, Figures};
use crate::analysis::rivals::{self, Rivalry};
use crate::dataset::{DatasetError, Need};
use crate::graph::PersonId;
use crate::view::listing::evidence;
use crate::view::words::counted;
use maud::{Markup, html};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct RivalryPage {
    a: Side,
    b: Side,
    documented: usize,
    stated: usize,
    meetings: Vec<MeetingRow>,
    pub(super) sources: Vec<Source>,
}

#[derive(Serialize)]
struct Side {
    person: Ref,
    won: usize,
    ahead: usize,
}

#[derive(Serialize)]
struct MeetingRow {
    contest: Ref,
    date: Option<When>,
    office: Option<Ref>,
    round: usize,
    votes: [Option<u64>; 2],
    share: [Option<f64>; 2],
    #[serde(serialize_with = "worded")]
    shares_of: String,
    elected: Option<Ref>,
    /// True if the contest elected both.
    elected_both: bool,
    ahead: Option<Ref>,
    /// True if both have the same result.
    tied: bool,
    documented: bool,
    sources: Vec<usize>,
}

impl Explorer {
    /// Answers for the page of a rivalry, its twin or its picture.
    pub(super) fn rivalry(&self, a: &str, b: &str, form: Form, frame: &Frame<'_>) -> Result<Answer, DatasetError> {
        let [one, other] = [a, b].map(|word| self.directory.find(Kind::Person, word));
        let (Some(one), Some(other)) = (one, other) else { return Ok(Answer::Nothing) };
        if one == other || form.picture().is_some_and(|p| p != Picture::Rivalry) {
            return Ok(Answer::Nothing);
        }
        if one > other {
            return Ok(Answer::Elsewhere(Address { place: Place::Rivalry(b.into(), a.into()), form }));
        }
        let place = Place::Rivalry(a.into(), b.into());
        let [x, y] = [one, other].map(|n| PersonId::from_index(n as usize));
        self.with(&Need::Pair(x, y), |part| {
            let Some((a, b)) = part.person_id(one).zip(part.person_id(other)) else { return Answer::Nothing };
            let Some(page) = RivalryPage::of(Desk::new(self, part), a, b) else { return Answer::Nothing };
            let diagram = || self.duel(&part.graph, a, b);
            if form.picture().is_some() {
                return found(self.picture(&diagram(), &Address { place, form }, Some(part)));
            }
            told(form, &place, Some(page), |page| {
                page.html(frame, &self.inline(&diagram(), Picture::Rivalry, frame, Some(part)))
            })
        })
    }
}

impl RivalryPage {
    /// Returns the page of a rivalry, or `None` if the two never met.
    pub(super) fn of(mut desk: Desk<'_>, a: PersonId, b: PersonId) -> Option<Self> {
        let graph = desk.graph;
        let mut rivalry = rivals::between(graph, a, b, desk.explorer.settings.include_annulled);
        if rivalry.meetings.is_empty() {
            return None;
        }
        // The order of the address decides who is shown first.
        (rivalry.a, rivalry.b) = (a, b);
        let meetings = rivalry.meetings.iter().map(|m| meeting_row(&mut desk, &rivalry, m)).collect();
        let side = |p| Side { person: desk.person(p), won: rivalry.won(p), ahead: rivalry.ahead(p) };
        Some(Self {
            a: side(a),
            b: side(b),
            documented: rivalry.documented(),
            stated: rivalry.stated(),
            meetings,
            sources: desk.sources(),
        })
    }

    pub(super) fn html(&self, frame: &Frame<'_>, picture: &str) -> Vec<u8> {
        let title =
            format!("{} and {}", html::short(&self.a.person.with_note()), html::short(&self.b.person.with_note()));
        let met = html::meetings(self.documented, self.stated);
        let about = format!(
            "{title}: {met}. Won: {} to {}. Ahead: {} to {}.",
            self.a.won, self.b.won, self.a.ahead, self.b.ahead
        );
        let side = |side: &Side| html! { th scope="row" { (frame.link(&side.person)) } td.number { (side.won) } td.number { (side.ahead) } };
        let score = html! { tr { (side(&self.a)) } tr { (side(&self.b)) } };
        let body = html! {
            h1 { (say(&html::short(&self.a.person.with_note()))) " and " (say(&html::short(&self.b.person.with_note()))) }
            p.lead { (met) "." }
            (html::table("The score", &[("Person", false), ("Won", true), ("Ahead", true)], &score))
            (frame.headed("At a glance", Picture::Rivalry, picture, &format!("{}: how often they met, and who won", html::plain(&title))))
            h2 id="meetings" { "Contest by contest" }
            @for row in &self.meetings { (self.meeting(frame, row)) }
            p.hint { (html::counting_rules(frame.explorer)) }
            (html::sources(&self.sources))
        };
        frame.page(&title, &about, &body)
    }

    fn meeting(&self, frame: &Frame<'_>, m: &MeetingRow) -> Markup {
        let figures = |i: usize| {
            let says: Vec<String> = m.votes[i]
                .map(|v| counted(v as usize, "vote"))
                .into_iter()
                .chain(m.share[i].map(|s| percent(Some(s))))
                .collect();
            if says.is_empty() { "no figures known".to_string() } else { says.join(", ") }
        };
        let says =
            |found: &Option<Ref>, nobody: &str| html! { @match found { Some(p) => (frame.link(p)), None => (nobody) } };
        html! {
            article.meeting {
                h3 { (frame.link(&m.contest)) (cites(&m.sources)) }
                p {
                    @if m.date.is_some() { (day(m.date)) ", " }
                    @if let Some(office) = &m.office { (frame.link(office)) ", " } "round " (m.round)
                    @if !m.documented { span.note { " mentioned only" } }
                }
                ul {
                    li { (frame.link(&self.a.person)) ": " (figures(0)) }
                    li { (frame.link(&self.b.person)) ": " (figures(1)) }
                }
                p { "Elected: " (says(&m.elected, if m.elected_both { "both" } else { "neither" })) ". Ahead: " (says(&m.ahead, if m.tied { "neither: a tie" } else { "not known" })) "."
                    @if !m.shares_of.is_empty() { span.note { " " (html::shares_of(&m.shares_of)) } } }
            }
        }
    }
}

/// Returns true if both have equal votes, or equal shares if the votes are not known.
fn tied(rows: &[Option<Figure>; 2]) -> bool {
    let [Some(a), Some(b)] = rows else { return false };
    match (a.votes, b.votes) {
        (Some(a), Some(b)) => a == b,
        _ => a.share.is_some() && a.share == b.share,
    }
}

fn meeting_row(desk: &mut Desk<'_>, rivalry: &Rivalry, m: &rivals::Meeting) -> MeetingRow {
    let graph = desk.graph;
    let contest = graph.contest(m.contest);
    let figures = Figures::of(graph, contest, m.round);
    let pair = [rivalry.a, rivalry.b];
    let rows = pair.map(|p| figures.person(p).copied());
    let known = rows.iter().flatten().any(|f| f.share.is_some());
    MeetingRow {
        contest: desk.contest(m.contest),
        date: contest.date().map(When),
        office: contest.office.map(|o| desk.office(o)),
        round: m.round,
        votes: rows.map(|r| r.and_then(|f| f.votes)),
        share: rows.map(|r| r.and_then(|f| figures.told(&f))),
        shares_of: if known { figures.basis() } else { String::new() },
        elected_both: contest.counts(false)
            && graph.candidacies_of(m.contest).filter(|c| pair.contains(&c.person) && c.is_elected()).count() == 2,
        elected: m.elected.map(|p| desk.person(p)),
        ahead: m.ahead.map(|p| desk.person(p)),
        tied: tied(&rows),
        documented: m.documented,
        sources: desk.cite(evidence(graph, m.contest, pair)),
    }
}
