//! The page of an office or a party: timeline, successions, contests, and how contested they were.

use super::address::{Kind, Picture};
use super::html::{self, Frame, day, percent, say};
use super::model::{Cut, Desk, Finding, Ref, Said, Source, When, rounded, worded};
use super::person::{TenureRow, tenure, tenure_columns, tenure_row};
use super::stood::Stood;
use crate::analysis::figures::Figures;
use crate::analysis::measures::{RoundChoice, Turnout, of_contest};
use crate::analysis::succession::{self, Spell};
use crate::graph::{CitationId, Contest, OfficeId, PartyId, StoodFor};
use crate::view::draw::{lead, status_word};
use crate::view::words::counted;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
pub(super) struct OfficePage {
    #[serde(flatten)]
    own: Ref,
    #[serde(skip)]
    kind: Kind,
    also: Vec<Said>,
    party: Option<Ref>,
    offices: Vec<OfficeOf>,
    /// The party's contests that are not for an office of its own.
    contests: Vec<ContestLine>,
    /// Tenures of the party's people in offices that are not its own.
    tenures: Vec<TenureRow>,
    /// The candidacies for the party in contests that are not its own.
    stood_for_it: Option<Stood>,
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cut: Vec<Cut>,
    pub(super) sources: Vec<Source>,
}

#[derive(Serialize)]
struct OfficeOf {
    office: Ref,
    succession: Vec<SpellRow>,
    contests: Vec<ContestLine>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum SpellRow {
    Tenure(Box<TenureRow>),
    Vacancy { from: When, to: When },
    Unknown { from: Option<When>, to: Option<When> },
}

#[derive(Serialize)]
struct ContestLine {
    contest: Ref,
    date: Option<When>,
    elected: Vec<Ref>,
    candidates: usize,
    /// The share of the winner in the last round. `None` unless exactly one person was elected.
    share: Option<f64>,
    /// The winner's lead over the next candidate in the last round, in percentage points. `None` unless the winner came
    /// first.
    #[serde(serialize_with = "rounded")]
    lead_points: Option<f64>,
    /// The effective number of candidates in the first round.
    effective_number: Option<f64>,
    turnout: Option<f64>,
    selectorate: Option<String>,
    documented: bool,
    counts: bool,
    /// The status of the contest; empty if it was simply held.
    #[serde(serialize_with = "worded")]
    status: &'static str,
    sources: Vec<usize>,
}

fn contest_line(desk: &mut Desk<'_>, contest: &Contest) -> ContestLine {
    let graph = desk.graph;
    let counts = contest.counts(desk.explorer.settings.include_annulled);
    let measures =
        of_contest(graph, contest, RoundChoice::First, desk.explorer.settings.include_annulled).into_iter().next();
    let elected: Vec<_> = graph.candidacies_of(contest.id).filter(|c| c.is_elected() && counts).collect();
    let places = elected.iter().filter_map(|c| c.outcome.first()).flat_map(|o| o.citations.iter().copied());
    let dates = contest.dates.first().into_iter().flat_map(|d| d.citations.iter().copied());
    let mut places: Vec<_> = places.chain(dates).collect();
    if places.is_empty() {
        places.extend(contest.citations.first());
    }
    let last = contest.valid_rounds(false).last().map(|round| Figures::of(graph, contest, *round));
    let one = elected.first().filter(|_| elected.len() == 1);
    let share = last.zip(one).and_then(|(figures, c)| figures.told_of(c.person));
    ContestLine {
        contest: desk.contest(contest.id),
        date: contest.date().map(When),
        elected: elected.iter().map(|c| desk.person(c.person)).collect(),
        candidates: graph.candidacies_of(contest.id).filter(|c| c.is_standing()).count(),
        share,
        lead_points: lead(graph, contest),
        effective_number: measures.as_ref().and_then(|m| m.effective_number),
        turnout: measures.as_ref().and_then(|m| m.turnout).map(Turnout::percent),
        selectorate: Some(contest.selectorates()).filter(|s| !s.is_empty()),
        documented: contest.documented,
        counts,
        status: status_word(contest),
        sources: desk.cite(places),
    }
}

fn office_of(desk: &mut Desk<'_>, id: OfficeId) -> OfficeOf {
    let graph = desk.graph;
    let spells = succession::of_office(graph, id);
    let succession = desk
        .listed("tenures", spells)
        .into_iter()
        .map(|spell| match spell {
            Spell::Held(id) => SpellRow::Tenure(Box::new(tenure_row(desk, graph.tenure(id)))),
            Spell::Vacancy { from, to } => SpellRow::Vacancy { from: When(from), to: When(to) },
            Spell::Gap { from, to } => SpellRow::Unknown { from: from.map(When), to: to.map(When) },
        })
        .collect();
    let contests = desk.listed("contests", graph.contests_of(id));
    let contests = contests.into_iter().map(|c| contest_line(desk, c)).collect();
    OfficeOf { office: desk.office(id), succession, contests }
}

impl OfficePage {
    pub(super) fn of_office(mut desk: Desk<'_>, id: OfficeId) -> Self {
        let office = office_of(&mut desk, id);
        let row = desk.graph.office(id);
        Self {
            own: office.office.clone(),
            kind: Kind::Office,
            also: Vec::new(),
            party: row.party.map(|p| desk.party(p)),
            offices: vec![office],
            contests: Vec::new(),
            tenures: Vec::new(),
            stood_for_it: None,
            findings: desk.findings_on(&row.name),
            cut: desk.cut(),
            sources: desk.sources(),
        }
    }

    pub(super) fn of_party(mut desk: Desk<'_>, id: PartyId, stood: &StoodFor) -> Self {
        let graph = desk.graph;
        let row = graph.party(id);
        let mut also = Vec::new();
        let mut places: HashMap<&String, Vec<CitationId>> = HashMap::new();
        for (name, place) in &row.named {
            places.entry(name).or_default().push(*place);
        }
        for name in desk.listed("names", &row.also) {
            let sources = desk.cite(places.remove(name).unwrap_or_default());
            also.push(Said { text: name.clone(), about: None, value: None, sources });
        }
        let own: Vec<OfficeId> = graph.offices().iter().filter(|o| o.party == Some(id)).map(|o| o.id).collect();
        let offices = desk.listed("offices", &own).into_iter().map(|o| office_of(&mut desk, *o)).collect();
        let is_own = |o| graph.office(o).party == Some(id);
        let others = graph.contests().iter().filter(|c| c.party == Some(id) && c.office.is_none_or(|o| !is_own(o)));
        let contests = desk.listed("contests", others).into_iter().map(|c| contest_line(&mut desk, c)).collect();
        let named = graph.tenures().iter().filter(|t| t.party == Some(id) && !is_own(t.office));
        let tenures = desk.listed("tenures", named).into_iter().map(|t| tenure_row(&mut desk, t)).collect();
        Self {
            own: desk.party(id),
            kind: Kind::Party,
            also,
            party: None,
            offices,
            contests,
            tenures,
            stood_for_it: Stood::of(&mut desk, id, stood),
            findings: desk.findings_on(&row.name),
            cut: desk.cut(),
            sources: desk.sources(),
        }
    }

    /// Returns the sections of the page: id, heading, and whether the section exists.
    fn sections(&self, pictures: &[(Picture, String)]) -> Vec<(String, String, bool)> {
        let drawn = |picture: Picture| pictures.iter().any(|(kind, _)| *kind == picture);
        let several = self.kind == Kind::Party;
        let one = |id: &str, word: &str, there: bool| (id.to_string(), word.to_string(), there);
        let mut sections = vec![one("timeline", "Timeline", drawn(Picture::Timeline))];
        for office in &self.offices {
            if several {
                sections.push((anchor(&office.office), html::plain(&html::short(&office.office.name)), true));
            } else {
                sections.push(one("succession-table", "Succession", !office.succession.is_empty()));
                sections.push(one("contests", "Contests", !office.contests.is_empty()));
            }
        }
        let others = if self.offices.is_empty() { "Contests" } else { "Other contests" };
        sections.extend([
            one("contests", others, !self.contests.is_empty()),
            one("held", "Other offices", !self.tenures.is_empty()),
            one("stood", "Stood for it", self.stood_for_it.is_some()),
            one("competitiveness", "How contested", drawn(Picture::Competitiveness)),
            one("succession", "Who followed whom", drawn(Picture::Succession)),
            one("findings", "Findings", !self.findings.is_empty()),
            one("sources", "Sources", !self.sources.is_empty()),
        ]);
        sections
    }

    /// Writes the page with its pictures.
    pub(super) fn html(&self, frame: &Frame<'_>, pictures: &[(Picture, String)]) -> Vec<u8> {
        let held = |o: &OfficeOf| o.succession.iter().filter(|s| matches!(s, SpellRow::Tenure(_))).count();
        let tenures: usize = self.offices.iter().map(held).sum::<usize>() + self.tenures.len();
        let contests = self.contests.len() + self.offices.iter().map(|o| o.contests.len()).sum::<usize>();
        let candidacies = self.stood_for_it.as_ref().map_or(0, |s| s.candidacies);
        // The totals include the rows that the lists leave out.
        let left_out = |of: &str| self.cut.iter().filter(|c| c.of == of).map(|c| c.all - c.shown).sum::<usize>();
        let (tenures, contests) = (tenures + left_out("tenures"), contests + left_out("contests"));
        let known = [(tenures, "tenure"), (contests, "contest"), (candidacies, "candidacy")];
        let known = known.into_iter().filter(|(number, _)| *number > 0);
        let says = known.map(|(number, noun)| counted(number, noun)).collect::<Vec<_>>().join(", ");
        let says = if says.is_empty() { "only the name is known".to_string() } else { says };
        let about = format!("{}: {says}.", self.own.name);
        let name = html::plain(&html::short(&self.own.name));
        let caption = |picture: Picture| match picture {
            Picture::Succession => format!("{name}: who followed whom"),
            Picture::Competitiveness => format!("{name}: how contested, over time"),
            _ => format!("{name}: who held the office when"),
        };
        let picture = |wanted: Picture| {
            html! {
                @for (kind, svg) in pictures.iter().filter(|(kind, _)| *kind == wanted) { (frame.headed(heading(*kind), *kind, svg, &caption(*kind))) }
            }
        };
        let several = self.kind == Kind::Party;
        let body = html! {
            h1 { (say(&self.own.name)) }
            p.lead {
                (says) "."
                @if let Some(party) = &self.party { " An office of the " (frame.link(party)) "." }
                @if !self.also.is_empty() { " Also called " @for (i, n) in self.also.iter().enumerate() { @if i > 0 { ", " } (say(&html::short(&n.text))) (html::cites(&n.sources)) } "." }
            }
            (html::cuts(&self.cut, &self.own.name))
            (html::contents(&self.sections(pictures)))
            (picture(Picture::Timeline))
            @for office in &self.offices {
                @if several { h2 id=(anchor(&office.office)) { (frame.link(&office.office)) } }
                @if !office.succession.is_empty() {
                    @if !several { h2 id="succession-table" { "Succession" } }
                    (html::folded(&office.succession, "tenure", |some, more| succession_table(frame, office, some, more)))
                }
                @if !office.contests.is_empty() {
                    @if !several { h2 id="contests" { "Contests" } }
                    (contest_tables(frame, &office.contests, if several { &office.office.name } else { "" }))
                }
            }
            @if !self.contests.is_empty() { h2 id="contests" { @if self.offices.is_empty() { "Contests" } @else { "Other contests" } } (contest_tables(frame, &self.contests, if self.offices.is_empty() { "" } else { "others" })) }
            @if !self.tenures.is_empty() {
                h2 id="held" { "Held other offices for it" }
                @let notes = self.tenures.iter().any(|t| !t.notes.is_empty());
                (html::table("Tenures in offices that are not the party's own", &tenure_columns(true, notes), &html! { @for t in &self.tenures { (tenure(frame, t, true, notes)) } }))
            }
            @if let Some(stood) = &self.stood_for_it { (stood.html(frame)) }
            (picture(Picture::Competitiveness))
            (picture(Picture::Succession))
            @if !self.findings.is_empty() { h2 id="findings" { "What the checks found" } (frame.findings(&self.findings)) }
            (html::sources(&self.sources))
        };
        frame.page(&self.own.name, &about, &body)
    }
}

/// Returns the heading above a picture.
const fn heading(picture: Picture) -> &'static str {
    match picture {
        Picture::Succession => "Who followed whom",
        Picture::Competitiveness => "How contested",
        _ => "Timeline",
    }
}

/// Returns the id of an office's section on the page of its party.
fn anchor(office: &Ref) -> String {
    format!("of-{}", office.address.rsplit('/').next().unwrap_or_default())
}

fn succession_table(frame: &Frame<'_>, office: &OfficeOf, some: &[SpellRow], more: bool) -> Markup {
    let who = if more { "Who held the office next" } else { "Who held the office, in order" };
    let caption = format!("{who}: {}", html::plain(&html::short(&office.office.name)));
    let notes = office.succession.iter().any(|s| matches!(s, SpellRow::Tenure(t) if !t.notes.is_empty()));
    let mut parts: Vec<Markup> = Vec::new();
    for spell in some {
        parts.push(match spell {
            SpellRow::Tenure(row) => tenure(frame, row, false, notes),
            SpellRow::Vacancy { from, to } => html! {
                tr.vacant { th scope="row" { "vacant" } td { (day(Some(*from))) } td { (day(Some(*to))) } td {} td {} @if notes { td {} } }
            },
            SpellRow::Unknown { from, to } => html! {
                tr.vacant { th scope="row" { "not known" } td { (day(*from)) } td { (day(*to)) } td {} td {} @if notes { td {} } }
            },
        });
    }
    html::table(&caption, &tenure_columns(false, notes), &html! { @for part in &parts { (part) } })
}

fn contest_tables(frame: &Frame<'_>, found: &[ContestLine], of: &str) -> Markup {
    html::folded(found, "contest", |some, _| contest_table(frame, some, of))
}

fn contest_table(frame: &Frame<'_>, found: &[ContestLine], of: &str) -> Markup {
    let two = |n: Option<f64>| n.map(|n| format!("{n:.2}")).unwrap_or_default();
    let rows = html! {
        @for c in found {
            tr.faint[!c.counts] {
                td { (day(c.date)) }
                th scope="row" { (frame.link(&c.contest)) (html::cites(&c.sources))
                    @if !c.documented { span.note { " mentioned only" } } @if !c.status.is_empty() { span.note { " " (c.status) } } }
                td { @for (i, p) in c.elected.iter().take(5).enumerate() { @if i > 0 { ", " } (frame.link(p)) } @if c.elected.len() > 5 { " and " (c.elected.len() - 5) " more" } }
                td.number { (c.candidates) }
                td.number { (percent(c.share)) (html::bar(c.share, "won")) }
                td.number { (c.lead_points.map(|l| format!("{l:.1}")).unwrap_or_default()) }
                td.number { (two(c.effective_number)) }
                td.number { (percent(c.turnout)) }
                td { (c.selectorate.as_deref().unwrap_or_default()) }
            }
        }
    };
    let head = [
        ("Date", false),
        ("Contest", false),
        ("Elected", false),
        ("Candidates", true),
        ("Winner's share", true),
        ("Lead, points", true),
        ("Effective number", true),
        ("Turnout", true),
        ("Selectorate", false),
    ];
    let of = if of.is_empty() { String::new() } else { format!(": {}", html::plain(&html::short(of))) };
    html::table(
        &format!(
            "Contests{of}: the winner's share and lead in the last round, as stated if sources state them; effective number \
             of candidates in the first round, as computed"
        ),
        &head,
        &rows,
    )
}
