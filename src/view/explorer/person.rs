//! The page of a person: career, contests, rivals and names.

use super::address::{Kind, Picture};
use super::html::{self, Frame, cites, day, percent, say};
use super::model::{Cut, Desk, Finding, LEAST_AGAINST, Ref, Said, Source, When};
use super::tied;
use crate::analysis::rivals::{self, Rivalry};
use crate::analysis::succession::{predecessor, successor};
use crate::analysis::ties::ABSENCE;
use crate::facts::Ended;
use crate::graph::{Candidacy, CitationId, PersonId, Sourced, Tenure};
use crate::identity::{Evidence, Verdict};
use crate::view::draw::outcome;
use crate::view::words::counted;
use crate::wikitext::number::grouped;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// The number of re-elections named in a tenure.
const RENEWED: usize = 12;

/// The number of rivals that are visible at first. The reader can open the list of the others.
const SHOWN: usize = 30;

#[derive(Serialize)]
pub(super) struct PersonPage {
    #[serde(flatten)]
    own: Ref,
    /// The numbers of contests stood in, of elections won and of tenures, including those that the lists leave out.
    #[serde(skip)]
    counts: [usize; 3],
    also: Vec<Said>,
    tenures: Vec<TenureRow>,
    contests: Vec<ContestRow>,
    rivals: Vec<RivalRow>,
    ties: Vec<tied::TieRow>,
    roles: Vec<Said>,
    identity: Vec<Joined>,
    namesakes: Vec<Ref>,
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cut: Vec<Cut>,
    pub(super) sources: Vec<Source>,
}

/// A tenure, with the holders before and after.
#[derive(Serialize)]
pub(super) struct TenureRow {
    pub(super) office: Ref,
    pub(super) person: Ref,
    pub(super) party: Option<Ref>,
    pub(super) from: Option<When>,
    pub(super) to: Option<When>,
    pub(super) began: Option<&'static str>,
    pub(super) ended: Option<&'static str>,
    pub(super) in_office: bool,
    pub(super) contest: Option<Ref>,
    pub(super) renewed: Vec<Ref>,
    before: Option<Ref>,
    after: Option<Ref>,
    pub(super) notes: Vec<String>,
    /// Other dates that sources give.
    also: Vec<Said>,
    pub(super) sources: Vec<usize>,
}

#[expect(clippy::struct_excessive_bools, reason = "these are the columns of a table")]
#[derive(Serialize)]
pub(super) struct ContestRow {
    pub(super) contest: Ref,
    pub(super) date: Option<When>,
    office: Option<Ref>,
    pub(super) outcome: String,
    /// True if the person stood in a contest that counts.
    stood: bool,
    pub(super) elected: bool,
    pub(super) incumbent: bool,
    party: Option<Ref>,
    round: Option<usize>,
    pub(super) votes: Option<u64>,
    pub(super) share: Option<f64>,
    /// The others who stood; only the first if there are very many.
    against: Vec<Ref>,
    /// The number of others who stood and are not in `against`.
    #[serde(skip_serializing_if = "is_zero")]
    against_more: usize,
    pub(super) documented: bool,
    pub(super) sources: Vec<usize>,
}

#[derive(Serialize)]
struct RivalRow {
    person: Ref,
    /// The address of the rivalry's page, if they met more than once.
    record: Option<String>,
    /// The contest, if they met only once.
    contest: Option<Ref>,
    meetings: usize,
    documented: usize,
    stated: usize,
    won: usize,
    lost: usize,
    ahead: usize,
    behind: usize,
    first_year: Option<i32>,
    last_year: Option<i32>,
}

#[derive(Serialize)]
struct Joined {
    names: [String; 2],
    verdict: String,
    score: f64,
    evidence: String,
    reason: String,
    /// The offices whose series contain the names.
    offices: Vec<Ref>,
}

pub(super) fn tenure_row(desk: &mut Desk<'_>, tenure: &Tenure) -> TenureRow {
    let graph = desk.graph;
    let places: Vec<_> = tenure
        .citations
        .iter()
        .copied()
        .chain(tenure.from.all().iter().chain(tenure.to.all()).flat_map(|d| d.citations.clone()))
        .collect();
    let mut also = Vec::new();
    for (word, dates) in [("from", &tenure.from), ("to", &tenure.to)] {
        for other in dates.all().iter().skip(1) {
            let text = format!("{word} {}", other.value.long());
            also.push(Said { text, about: None, value: None, sources: desk.cite(other.citations.iter().copied()) });
        }
    }
    TenureRow {
        office: desk.office(tenure.office),
        person: desk.person(tenure.person),
        party: tenure.party.map(|p| desk.party(p)),
        from: tenure.from.best().copied().map(When),
        to: tenure.to.best().copied().map(When),
        began: tenure.began.map(|b| b.label()),
        ended: tenure.ended.map(|e| e.label()),
        in_office: tenure.ended == Some(Ended::InOffice),
        contest: tenure.contest.map(|c| desk.contest(c)),
        renewed: tenure.renewed.iter().map(|c| desk.contest(*c)).collect(),
        before: predecessor(graph, tenure).map(|t| desk.person(t.person)),
        after: successor(graph, tenure).map(|t| desk.person(t.person)),
        notes: tenure.notes.clone(),
        also,
        sources: desk.cite(places),
    }
}

impl PersonPage {
    pub(super) fn of(mut desk: Desk<'_>, id: PersonId) -> Self {
        let graph = desk.graph;
        let person = graph.person(id);
        let number = desk.part.person_number(id);
        let tenures = desk.listed("tenures", &person.tenures);
        let tenures = tenures.into_iter().map(|t| tenure_row(&mut desk, graph.tenure(*t))).collect();
        let contests = desk.listed("contests", &person.candidacies);
        let contests = contests.into_iter().map(|c| contest_row(&mut desk, graph.candidacy(*c))).collect();
        let stood = person.candidacies.iter().map(|c| graph.candidacy(*c));
        let roles = desk.listed("roles", stood.flat_map(|c| c.roles.all().iter().map(move |role| (c, role))));
        let mut role_of = |(candidacy, role): (&Candidacy, &Sourced<String>)| {
            let about = Some(desk.contest(candidacy.contest));
            let sources = desk.cite(role.citations.iter().copied());
            Said { text: role.value.clone(), about, value: None, sources }
        };
        let roles = roles.into_iter().map(&mut role_of).collect();
        let rivals = rivals::of_person(graph, id, desk.explorer.settings.include_annulled);
        let rivals = desk.listed("rivals", &rivals);
        let rivals = rivals.into_iter().map(|r| rival_row(&desk, id, r)).collect();
        let ties = tied::rows(&mut desk, id);
        let spellings: HashSet<&String> = person.spellings.iter().collect();
        let own = |name: &String| spellings.contains(name);
        let judged = graph.judgements().iter().filter(|j| own(&j.name_a) || own(&j.name_b));
        let judged = judged.filter(|j| j.verdict != Verdict::Different || j.name_a != j.name_b);
        let identity = desk
            .listed("judgements", judged)
            .into_iter()
            .map(|j| Joined {
                names: [j.name_a.clone(), j.name_b.clone()],
                verdict: j.verdict.to_string(),
                score: f64::from(j.score) / 1000.0,
                evidence: Evidence::list(&j.evidence),
                reason: j.reason.clone(),
                offices: j.series.split(" / ").filter_map(|s| desk.explorer.office_of(s)).collect(),
            })
            .collect();
        let mut places: HashMap<&String, Vec<CitationId>> = HashMap::new();
        let named = person.candidacies.iter().flat_map(|c| &graph.candidacy(*c).named);
        for (name, place) in named.chain(&person.named) {
            places.entry(name).or_default().push(*place);
        }
        let mut also = Vec::new();
        for spelling in desk.listed("spellings", person.spellings.iter().filter(|s| **s != person.name)) {
            let sources = desk.cite(places.remove(spelling).unwrap_or_default());
            also.push(Said { text: spelling.clone(), about: None, value: None, sources });
        }
        let annulled = desk.explorer.settings.include_annulled;
        let counting = person.candidacies.iter().map(|c| graph.candidacy(*c));
        let counting = counting.filter(|c| graph.contest(c.contest).counts(annulled));
        let stood = counting.clone().filter(|c| c.is_standing()).count();
        let elected = counting.filter(|c| c.is_elected()).count();
        Self {
            own: desk.person(id),
            counts: [stood, elected, person.tenures.len()],
            also,
            tenures,
            contests,
            rivals,
            ties,
            roles,
            identity,
            findings: desk.findings_on(&person.name),
            namesakes: desk.others_of_that_name(Kind::Person, number),
            cut: desk.cut(),
            sources: desk.sources(),
        }
    }

    pub(super) fn html(&self, frame: &Frame<'_>, career: Option<&str>) -> Vec<u8> {
        let [stood, elected, held] = self.counts;
        let about = format!(
            "{}: stood in {}, elected in {elected}; {}.",
            self.own.name,
            counted(stood, "contest"),
            counted(held, "tenure")
        );
        let body = html! {
            h1 { (say(&self.own.name)) @if let Some(note) = &self.own.note { " " span.note { "(" (note) ")" } } }
            p.lead {
                @if stood > 0 { "Stood in " (counted(stood, "contest")) ", elected in " (grouped(elected as u64)) "; " } @else { "No candidacy; " }
                (counted(held, "tenure")) "."
                @if !self.also.is_empty() {
                    " Also written "
                    @for (i, name) in self.also.iter().enumerate() { @if i > 0 { ", " } (say(&html::short(&name.text))) (cites(&name.sources)) }
                    "."
                }
            }
            @if !self.namesakes.is_empty() {
                p.hint { "Not to be confused with " @for (i, other) in self.namesakes.iter().enumerate() { @if i > 0 { ", " } (frame.link(other)) } "." }
            }
            (html::cuts(&self.cut, &self.own.name))
            (html::contents(&[
                ("tenures", "Tenures", !self.tenures.is_empty()),
                ("career", "Career", career.is_some()),
                ("contests", "Contests", !self.contests.is_empty()),
                ("rivals", "Rivals", !self.rivals.is_empty()),
                ("ties", "Ties", !self.ties.is_empty()),
                ("roles", "Roles", !self.roles.is_empty()),
                ("names", "Names", !self.identity.is_empty()),
                ("findings", "Findings", !self.findings.is_empty()),
                ("sources", "Sources", !self.sources.is_empty()),
            ]))
            @if !self.tenures.is_empty() {
                h2 id="tenures" { "Tenures" }
                @let notes = self.tenures.iter().any(|t| !t.notes.is_empty());
                (html::folded(&self.tenures, "tenure", |some, _| html::table("Offices held", &tenure_columns(true, notes), &html! { @for t in some { (tenure(frame, t, true, notes)) } })))
            }
            @if let Some(svg) = career {
                (frame.headed("Career", Picture::Career, svg, &format!("The career of {}", html::plain(&html::short(&self.own.with_note())))))
            }
            @if !self.contests.is_empty() { h2 id="contests" { "Contests" } (html::folded(&self.contests, "contest", |some, more| contest_table(frame, some, more))) }
            @if !self.rivals.is_empty() { (self.rival_tables(frame)) }
            @if !self.ties.is_empty() {
                h2 id="ties" { "Ties that sources state" }
                (html::folded(&self.ties, "tie", |some, _| tied::table(frame, some)))
                p.hint { (ABSENCE) }
            }
            @if !self.roles.is_empty() {
                h2 id="roles" { "Roles" }
                ul { @for role in &self.roles {
                    li { @if let Some(contest) = &role.about { (frame.link(contest)) ": " } (say(&role.text)) (cites(&role.sources)) }
                } }
            }
            @if !self.identity.is_empty() { (self.joins(frame)) }
            @if !self.findings.is_empty() { h2 id="findings" { "What the checks found" } (frame.findings(&self.findings)) }
            (html::sources(&self.sources))
        };
        frame.page(&self.own.with_note(), &about, &body)
    }

    fn rival_tables(&self, frame: &Frame<'_>) -> Markup {
        let head = [
            ("Rival", false),
            ("Meetings", false),
            ("Won", true),
            ("Lost", true),
            ("Ahead", true),
            ("Behind", true),
            ("Years", false),
        ];
        let rows = |some: &[RivalRow]| {
            html! {
                @for r in some {
                    tr {
                        th scope="row" { (frame.link(&r.person)) }
                        td {
                            @match &r.record {
                                Some(record) => a href=(frame.href(record)) { (html::meetings(r.documented, r.stated)) },
                            None => { (html::meetings(r.documented, r.stated)) @if let Some(contest) = &r.contest { ": " (frame.link(contest)) } },
                            }
                        }
                        td.number { (r.won) } td.number { (r.lost) } td.number { (r.ahead) } td.number { (r.behind) }
                        td { (years(r.first_year, r.last_year)) }
                    }
                }
            }
        };
        let (first, rest) = self.rivals.split_at(self.rivals.len().min(SHOWN));
        html! {
            h2 id="rivals" { "Rivals" }
            (html::table("Rivals, most meetings first", &head, &rows(first)))
            @if !rest.is_empty() {
                details {
                    summary { (counted(rest.len(), "more rival")) }
                    (html::table("The other rivals", &head, &rows(rest)))
                }
            }
        }
    }

    fn joins(&self, frame: &Frame<'_>) -> Markup {
        html! {
            h2 id="names" { "Names, and why they are or are not the same person" }
            ul {
                @for j in &self.identity {
                    li {
                        @if j.names[0] == j.names[1] { (say(&html::short(&j.names[0]))) }
                        @else { (say(&html::short(&j.names[0]))) " and " (say(&html::short(&j.names[1]))) }
                        ": " strong { (match j.verdict.as_str() { "same" => "one person", "different" => "kept apart", _ => "not decided" }) }
                        ", " (say(&j.reason)) @if !j.offices.is_empty() {
                            span.note { " (" @for (i, office) in j.offices.iter().enumerate() { @if i > 0 { "; " } (frame.link(office)) } ")" }
                        }
                    }
                }
            }
        }
    }
}

fn contest_table(frame: &Frame<'_>, found: &[ContestRow], more: bool) -> Markup {
    let rows = html! {
        @for c in found {
            tr.elected[c.elected] {
                td { (day(c.date)) }
                th scope="row" {
                    (frame.link(&c.contest)) (cites(&c.sources))
                    @if !c.documented { span.note { " mentioned only" } }
                }
                td {
                    (c.outcome) @if c.incumbent { span.note { " incumbent" } }
                    @if let Some(party) = &c.party { span.note { " for " (frame.link(party)) } }
                }
                td.number { (c.votes.map(grouped).unwrap_or_default()) }
                td.number { (percent(c.share)) (html::bar(c.share, if c.elected { "won" } else { "lost" })) }
                td {
                    @for (i, other) in c.against.iter().take(LEAST_AGAINST).enumerate() { @if i > 0 { ", " } (frame.link(other)) }
                    @let all = c.against.len() + c.against_more;
                    @if all > LEAST_AGAINST { " and " (all - LEAST_AGAINST) " more" }
                }
            }
        }
    };
    let head =
        [("Date", false), ("Contest", false), ("Outcome", false), ("Votes", true), ("Share", true), ("Against", false)];
    let which = if more { "The other contests" } else { "Every contest" };
    html::table(&format!("{which}, with the result of the last round reached"), &head, &rows)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Returns the span of years; one year if both are equal.
pub(super) fn years(first: Option<i32>, last: Option<i32>) -> String {
    match (first, last) {
        (Some(a), Some(b)) if a != b => format!("{a}–{b}"),
        (Some(a), _) => a.to_string(),
        _ => String::new(),
    }
}

/// Writes a tenure as a row of a table, headed by its office (`of_person`) or by its holder.
pub(super) fn tenure(frame: &Frame<'_>, t: &TenureRow, of_person: bool, notes: bool) -> Markup {
    html! {
        tr {
            th scope="row" {
                (frame.link(if of_person { &t.office } else { &t.person })) (cites(&t.sources))
                @if let Some(party) = &t.party { " " span.note { (frame.link(party)) } }
            }
            td { (day(t.from)) }
            td {
                @if t.in_office { "in office" } @else { (day(t.to)) }
                @for other in &t.also { br; span.note { "also given: " (other.text) (cites(&other.sources)) } }
            }
            td {
                (t.began.unwrap_or_default())
                @if let Some(contest) = &t.contest { ": " (frame.link(contest)) }
                @if !t.renewed.is_empty() {
                    br; span.note {
                        "re-elected: " @for (i, c) in t.renewed.iter().take(RENEWED).enumerate() { @if i > 0 { ", " } (frame.link(c)) }
                        @if t.renewed.len() > RENEWED { " and " (grouped((t.renewed.len() - RENEWED) as u64)) " more" }
                    }
                }
            }
            td { @if !t.in_office { (t.ended.unwrap_or_default()) } }
            @if of_person {
                td { @if let Some(p) = &t.before { (frame.link(p)) } }
                td { @if let Some(p) = &t.after { (frame.link(p)) } }
            }
            @if notes { td.remark { @for note in &t.notes { (say(note)) " " } } }
        }
    }
}

/// Returns the columns of a table of tenures, with a column for notes if there are any.
pub(super) fn tenure_columns(of_person: bool, notes: bool) -> Vec<(&'static str, bool)> {
    let mut columns = vec![if of_person { "Office" } else { "Holder" }, "From", "To", "Began", "Ended"];
    if of_person {
        columns.extend(["Before", "After"]);
    }
    if notes {
        columns.push("Note");
    }
    columns.into_iter().map(|word| (word, false)).collect()
}

pub(super) fn contest_row(desk: &mut Desk<'_>, candidacy: &Candidacy) -> ContestRow {
    let graph = desk.graph;
    let contest = graph.contest(candidacy.contest);
    let last = candidacy.last_result(contest).map(|(n, _)| n);
    let figures = last.map(|n| desk.figures(contest, n));
    let figure = figures.as_ref().and_then(|f| f.person(candidacy.person)).copied();
    let share = figures.as_ref().and_then(|f| f.told_of(candidacy.person));
    let results = candidacy.rounds.values().flat_map(|r| {
        let votes = r.votes.first().map(|v| v.citations.clone()).unwrap_or_default();
        votes.into_iter().chain(r.shares.first().map(|s| s.citations.clone()).unwrap_or_default())
    });
    let outcomes = candidacy.outcome.all().iter().flat_map(|o| o.citations.iter().copied());
    let places: Vec<_> = candidacy.stood.iter().copied().chain(outcomes).chain(results).collect();
    let stood = candidacy.is_standing();
    let others = graph.candidacies_of(contest.id);
    let others = others.filter(|c| stood && c.person != candidacy.person && c.is_standing());
    let (against, against_more) = desk.against(others.map(|c| c.person));
    ContestRow {
        contest: desk.contest(contest.id),
        date: contest.date().map(When),
        office: contest.office.map(|o| desk.office(o)),
        outcome: outcome(graph, candidacy),
        stood: stood && contest.counts(desk.explorer.settings.include_annulled),
        elected: candidacy.is_elected() && contest.counts(desk.explorer.settings.include_annulled),
        incumbent: graph.is_incumbent(candidacy),
        party: candidacy.party.best().map(|p| desk.party(*p)),
        round: last,
        votes: figure.and_then(|f| f.votes),
        share,
        against,
        against_more,
        documented: contest.documented,
        sources: desk.cite(places),
    }
}

fn rival_row(desk: &Desk<'_>, person: PersonId, rivalry: &Rivalry) -> RivalRow {
    let tally = rivalry.tally(desk.graph);
    let first = tally.a == person;
    let other = if first { tally.b } else { tally.a };
    let of = |a: u16, b: u16| usize::from(if first { a } else { b });
    RivalRow {
        person: desk.person(other),
        record: (tally.meetings > 1).then(|| desk.rivalry(person, other)),
        contest: rivalry.meetings.first().filter(|_| tally.meetings == 1).map(|m| desk.contest(m.contest)),
        meetings: tally.meetings.into(),
        documented: tally.documented.into(),
        stated: (tally.meetings - tally.documented).into(),
        won: of(tally.won_a, tally.won_b),
        lost: of(tally.won_b, tally.won_a),
        ahead: of(tally.ahead_a, tally.ahead_b),
        behind: of(tally.ahead_b, tally.ahead_a),
        first_year: tally.first(),
        last_year: tally.last(),
    }
}
