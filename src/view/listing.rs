//! The results of each analysis as tables with stable columns.

use super::diagnostics::{columns_of, link};
use super::table::{Cell, Table};
use crate::analysis::figures::Figures;
use crate::analysis::measures::{Measures, Turnout};
use crate::analysis::path::{By, Step};
use crate::analysis::rivals::{Rivalry, Tally};
use crate::analysis::succession::Spell;
use crate::analysis::ties::Seen;
use crate::check::Diagnostic;
use crate::check::claims::Judged;
use crate::dataset::Lines;
use crate::facts::TieKind;
use crate::graph::{CitationId, ContestId, Node, OfficeId, PersonId, PoliticalGraph, Tenure, Tie};
use crate::identity::{Evidence, Judgement};
use crate::wikitext::Date;
use std::collections::BTreeMap;

/// Returns all rivalries, one row for each pair.
pub fn rivalries(graph: &PoliticalGraph, found: &[Tally]) -> Table {
    let mut table = Table::new(&[
        "person_a",
        "person_b",
        "meetings",
        "documented",
        "stated",
        "won_a",
        "won_b",
        "ahead_a",
        "ahead_b",
        "first_year",
        "last_year",
        "id_a",
        "id_b",
    ]);
    for rivalry in found {
        let name = |p| Cell::text(&graph.person(p).name);
        table.push(vec![
            name(rivalry.a),
            name(rivalry.b),
            Cell::count(rivalry.meetings as usize),
            Cell::count(rivalry.documented as usize),
            Cell::count((rivalry.meetings - rivalry.documented) as usize),
            Cell::count(rivalry.won_a as usize),
            Cell::count(rivalry.won_b as usize),
            Cell::count(rivalry.ahead_a as usize),
            Cell::count(rivalry.ahead_b as usize),
            Cell::year(rivalry.first()),
            Cell::year(rivalry.last()),
            Cell::text(&graph.person(rivalry.a).stable_id),
            Cell::text(&graph.person(rivalry.b).stable_id),
        ]);
    }
    table
}

/// Returns the citations for the statement that two people stood in a contest: those of their candidacies, votes and
/// outcomes.
pub fn evidence(graph: &PoliticalGraph, contest: ContestId, people: [PersonId; 2]) -> Vec<CitationId> {
    let rows = graph.candidacies_of(contest).filter(|c| people.contains(&c.person));
    let mut places: Vec<CitationId> = rows
        .flat_map(|c| {
            let outcome = c.outcome.all().iter().flat_map(|o| o.citations.iter().copied());
            let votes = c.rounds.values().flat_map(|r| r.votes.all().iter().flat_map(|v| v.citations.iter().copied()));
            c.stood.iter().copied().chain(outcome).chain(votes).collect::<Vec<_>>()
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Returns one pair's record, one row for each meeting. Shares are as given, or computed from the votes if none are
/// given.
pub fn record(graph: &PoliticalGraph, rivalry: &Rivalry) -> Table {
    let mut table = Table::new(&[
        "contest",
        "date",
        "round",
        "votes_a",
        "share_a",
        "votes_b",
        "share_b",
        "elected",
        "ahead",
        "evidence",
        "citations",
        "shares_of",
        "contest_id",
    ]);
    for meeting in &rivalry.meetings {
        let contest = graph.contest(meeting.contest);
        let figures = Figures::of(graph, contest, meeting.round);
        let row = |p| figures.person(p).copied();
        let name = |p: Option<PersonId>| p.map_or(Cell::Empty, |p| Cell::text(&graph.person(p).name));
        let (a, b) = (row(rivalry.a), row(rivalry.b));
        let given = figures.as_given;
        let share = |f: Option<crate::analysis::figures::Figure>| Cell::share(f.and_then(|f| figures.told(&f)));
        let places = evidence(graph, meeting.contest, [rivalry.a, rivalry.b]);
        let known = a.is_some_and(|f| f.share.is_some());
        table.push(vec![
            Cell::text(&contest.title),
            Cell::date(contest.date()),
            Cell::count(meeting.round),
            Cell::whole(a.and_then(|f| f.votes)),
            share(a),
            Cell::whole(b.and_then(|f| f.votes)),
            share(b),
            name(meeting.elected),
            name(meeting.ahead),
            Cell::text(if meeting.documented { "documented" } else { "stated" }),
            Cell::List(places.iter().map(|id| graph.citation(*id).to_string()).collect()),
            if known {
                Cell::text(if given { "as given".to_string() } else { figures.denominator.say() })
            } else {
                Cell::Empty
            },
            Cell::text(graph.contest_key(meeting.contest)),
        ]);
    }
    table
}

/// Returns the succession of an office, one row for each tenure, vacancy or gap.
pub fn succession(graph: &PoliticalGraph, office: OfficeId, spells: &[Spell]) -> Table {
    let mut table = Table::new(&[
        "office",
        "person",
        "from",
        "to",
        "began",
        "ended",
        "contest",
        "party",
        "renewed",
        "citations",
        "office_id",
        "person_id",
        "contest_id",
    ]);
    let name = &graph.office(office).name;
    let key = graph.office_key(office);
    for spell in spells {
        table.push(match spell {
            Spell::Held(id) => held(graph, [name, &key], graph.tenure(*id)),
            Spell::Vacancy { from, to } => vacant([name, &key], Some(*from), Some(*to), "vacancy"),
            Spell::Gap { from, to } => vacant([name, &key], *from, *to, "not known"),
        });
    }
    table
}

fn held(graph: &PoliticalGraph, [office, key]: [&str; 2], tenure: &Tenure) -> Vec<Cell> {
    vec![
        Cell::text(office),
        Cell::text(&graph.person(tenure.person).name),
        Cell::date(tenure.from.best().copied()),
        Cell::date(tenure.to.best().copied()),
        Cell::text(tenure.began.map_or("", |b| b.label())),
        Cell::text(tenure.ended.map_or("", |e| e.label())),
        tenure.contest.map_or(Cell::Empty, |c| Cell::text(&graph.contest(c).title)),
        tenure.party.map_or(Cell::Empty, |p| Cell::text(&graph.party(p).name)),
        list(tenure.renewed.iter().map(|c| graph.contest(*c).title.clone()).collect()),
        list(tenure.citations.iter().map(|id| graph.citation(*id).to_string()).collect()),
        Cell::text(key),
        Cell::text(&graph.person(tenure.person).stable_id),
        tenure.contest.map_or(Cell::Empty, |c| Cell::text(graph.contest_key(c))),
    ]
}

fn vacant([office, key]: [&str; 2], from: Option<Date>, to: Option<Date>, what: &str) -> Vec<Cell> {
    let mut cells = vec![Cell::text(office), Cell::Empty, Cell::date(from), Cell::date(to), Cell::text(what)];
    cells.resize(10, Cell::Empty);
    cells.push(Cell::text(key));
    cells
}

fn list(items: Vec<String>) -> Cell {
    if items.is_empty() { Cell::Empty } else { Cell::List(items) }
}

/// Returns the measures of contests, one row for each round.
pub fn measures(graph: &PoliticalGraph, found: &[Measures]) -> Table {
    let mut table = Table::new(&[
        "contest",
        "date",
        "round",
        "candidates",
        "effective_number",
        "margin_points",
        "margin_votes",
        "winner_share",
        "turnout",
        "selectorate",
        "denominator",
        "turnout_basis",
        "led_by",
        "contest_id",
        "office",
        "party",
        "year",
    ]);
    for m in found {
        let basis = m.turnout.map_or_else(String::new, Turnout::say);
        table.push(vec![
            Cell::text(&graph.contest(m.contest).title),
            Cell::date(m.date),
            Cell::count(m.round),
            if m.candidates == 0 { Cell::Empty } else { Cell::count(m.candidates) },
            Cell::share(m.effective_number),
            Cell::share(m.margin_points),
            Cell::whole(m.margin_votes),
            Cell::share(m.winner_share),
            Cell::share(m.turnout.map(Turnout::percent)),
            Cell::text(m.selectorate.map_or("", |s| s.label())),
            Cell::text(m.denominator.say()),
            Cell::text(basis),
            m.led_by.map_or(Cell::Empty, |p| Cell::text(&graph.person(p).name)),
            Cell::text(graph.contest_key(m.contest)),
            graph.contest(m.contest).office.map_or(Cell::Empty, |o| Cell::text(&graph.office(o).name)),
            graph.contest(m.contest).party.map_or(Cell::Empty, |p| Cell::text(&graph.party(p).name)),
            Cell::year(m.date.and_then(|d| d.first_year())),
        ]);
    }
    table
}

/// Returns the steps of some paths, one path after the other.
pub fn path(graph: &PoliticalGraph, paths: &[Vec<Step>]) -> Table {
    let mut table = Table::new(&["step", "from", "to", "by", "contest", "date", "path"]);
    for (number, steps) in paths.iter().enumerate() {
        for (i, step) in steps.iter().enumerate() {
            let (by, contest, date) = match step.by {
                By::Succession(id) => {
                    let tenure = graph.tenure(id);
                    ("succession", tenure.contest, tenure.from.best().copied())
                }
                By::Contest(id) => ("contest", Some(id), graph.contest(id).date()),
                By::Tie(id) => {
                    let tie = graph.tie(id);
                    let said = tie_in_words(tie, Node::Person(step.from));
                    table.push(vec![
                        Cell::count(i + 1),
                        Cell::text(&graph.person(step.from).name),
                        Cell::text(&graph.person(step.to).name),
                        Cell::text(said),
                        tie.contest.map_or(Cell::Empty, |c| Cell::text(&graph.contest(c).title)),
                        Cell::date(tie.start),
                        Cell::count(number + 1),
                    ]);
                    continue;
                }
            };
            table.push(vec![
                Cell::count(i + 1),
                Cell::text(&graph.person(step.from).name),
                Cell::text(&graph.person(step.to).name),
                Cell::text(by),
                contest.map_or(Cell::Empty, |c| Cell::text(&graph.contest(c).title)),
                Cell::date(date),
                Cell::count(number + 1),
            ]);
        }
    }
    table
}

/// Returns diagnostics, one row for each, with their columns and fixes if their files can be read again.
pub fn diagnostics(found: &[Diagnostic], lines: &mut Lines, wiki: Option<&str>) -> Table {
    let columns = [
        "rule",
        "severity",
        "file",
        "line",
        "subject",
        "message",
        "values",
        "column",
        "end_column",
        "fix",
        "page",
        "link",
    ];
    let mut table = Table::new(&columns);
    for d in found {
        let columns = lines.of(d).and_then(|line| columns_of(&line, d));
        let fix = lines.mending(d).and_then(|mending| serde_json::to_value(mending).ok());
        table.push(vec![
            Cell::text(d.rule.to_string()),
            Cell::text(d.severity.label()),
            Cell::text(d.file.to_string()),
            Cell::count(d.line),
            Cell::text(&d.subject),
            Cell::text(&d.message),
            list(d.values.clone()),
            columns.map_or(Cell::Empty, |(column, _)| Cell::count(column)),
            columns.map_or(Cell::Empty, |(_, end)| Cell::count(end)),
            fix.map_or(Cell::Empty, Cell::Data),
            if d.page.is_empty() { Cell::Empty } else { Cell::text(&*d.page) },
            wiki.and_then(|wiki| link(d, lines, wiki)).map_or(Cell::Empty, Cell::text),
        ]);
    }
    table
}

/// Returns the number of diagnostics of each rule, the most frequent first, and how many of them have a fix.
pub fn statistics(found: &[Diagnostic], lines: &mut Lines) -> Table {
    let mut counts: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    for d in found {
        let count = counts.entry((&d.rule, d.severity.label())).or_default();
        let mending = lines.mending(d);
        count[0] += 1;
        count[1] += usize::from(mending.is_some());
        count[2] += usize::from(mending.is_some_and(|m| m.safe));
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(count[0]));
    let mut table = Table::new(&["rule", "severity", "findings", "fixes", "safe_fixes"]);
    for ((rule, severity), count) in counts {
        let counts = count.into_iter().map(Cell::count);
        table.push([Cell::text(rule), Cell::text(severity)].into_iter().chain(counts).collect());
    }
    table
}

/// Returns claims of the prose with their verdicts, one row for each.
pub fn claims(graph: &PoliticalGraph, judged: &[Judged<'_>]) -> Table {
    let mut table = Table::new(&["verdict", "kind", "file", "line", "claim", "because", "evidence", "quote"]);
    for j in judged {
        table.push(vec![
            Cell::text(j.verdict.label()),
            Cell::text(j.claim.kind()),
            Cell::text(&*j.citation.file),
            Cell::count(j.citation.line),
            Cell::text(&j.says),
            Cell::text(&j.because),
            list(j.evidence.iter().map(|id| graph.citation(*id).to_string()).collect()),
            Cell::text(&*j.citation.quote),
        ]);
    }
    table
}

/// The columns of a judgement.
pub(super) const JUDGEMENT: [&str; 8] =
    ["name_a", "name_b", "verdict", "score", "evidence", "reason", "series", "subject"];

/// Returns a judgement as cells of the columns [`JUDGEMENT`].
pub(super) fn judgement(j: &Judgement) -> Vec<Cell> {
    vec![
        Cell::text(&j.name_a),
        Cell::text(&j.name_b),
        Cell::text(j.verdict.to_string()),
        Cell::Number(f64::from(j.score) / 1000.0, 3),
        Cell::text(Evidence::list(&j.evidence)),
        Cell::text(&j.reason),
        Cell::text(&j.series),
        Cell::text(j.subject.label()),
    ]
}

/// Returns judgements about who is who, one row for each.
pub fn judgements<'a>(found: impl IntoIterator<Item = &'a Judgement>) -> Table {
    let mut table = Table::new(&JUDGEMENT);
    found.into_iter().for_each(|j| table.push(judgement(j)));
    table
}
/// Returns ties, each read from the end that it is seen from: of kin and mutual ties that end comes first, of others the
/// end that the words begin with.
pub fn ties(graph: &PoliticalGraph, found: &[Seen<'_>]) -> Table {
    let mut table = Table::new(&[
        "from", "kind", "to", "role", "office", "contest", "start", "end", "stance", "phase", "evidence", "from_id",
        "to_id", "from_is", "to_is",
    ]);
    for seen in found {
        let tie = seen.tie;
        let turned = seen.reversed && (tie.kinship().is_some() || tie.kind.is_mutual());
        let (from, to) = if turned { (tie.to, tie.from) } else { (tie.from, tie.to) };
        let role = if turned { seen.role() } else { tie.role.clone() };
        table.push(vec![
            Cell::text(graph.label_of(from)),
            Cell::text(tie.kind.label()),
            Cell::text(graph.label_of(to)),
            role.map_or(Cell::Empty, Cell::text),
            tie.office.as_ref().map_or(Cell::Empty, Cell::text),
            tie.contest.map_or(Cell::Empty, |c| Cell::text(&graph.contest(c).title)),
            Cell::date(tie.start),
            Cell::date(tie.end),
            tie.stance.map_or(Cell::Empty, |s| Cell::text(s.label())),
            tie.phase.map_or(Cell::Empty, |p| Cell::text(p.label())),
            Cell::List(tie.citations.iter().map(|id| graph.citation(*id).to_string()).collect()),
            Cell::text(graph.key_of(from)),
            Cell::text(graph.key_of(to)),
            Cell::text(end_word(from)),
            Cell::text(end_word(to)),
        ]);
    }
    table
}

/// Returns what an end of a tie is, as `from_is` and `to_is` of `ties.csv` have it.
const fn end_word(node: Node) -> &'static str {
    match node {
        Node::Group(_) => "group",
        Node::Party(_) => "party",
        Node::Person(_) | Node::Contest(_) | Node::Office(_) => "person",
    }
}

/// Returns a tie in words, read from one end: "served under as Minister of Trees, 2001–2005", "sister", "was endorsed by".
pub fn tie_in_words(tie: &Tie, from: Node) -> String {
    let reversed = tie.from != from;
    let seen = Seen { tie, from, to: if reversed { tie.from } else { tie.to }, reversed };
    let years = match (tie.start.and_then(Date::first_year), tie.end.and_then(Date::last_year)) {
        (Some(from), Some(to)) if from == to => format!(", {from}"),
        (Some(from), Some(to)) => format!(", {from}–{to}"),
        // An endorsement is made on one day and does not last.
        (Some(on), None) if tie.kind == TieKind::Endorsed => format!(", {on}"),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(to)) => format!(", to {to}"),
        (None, None) => String::new(),
    };
    match (tie.kinship(), seen.role()) {
        (Some(_), Some(role)) => format!("{role}{years}"),
        _ => {
            // The office is that of the one who served.
            let office = tie.office.as_deref().map(|office| format!(" as {office}"));
            let rank = tie.role.as_deref().filter(|_| tie.kind == TieKind::MemberOf);
            let rank = rank.map(|rank| format!(" ({rank})")).unwrap_or_default();
            format!("{}{rank}{}{years}", seen.words(), office.unwrap_or_default())
        }
    }
}

/// Returns the same ties for people: what each is in words, with whom, what for and when.
pub fn ties_in_words(graph: &PoliticalGraph, found: &[Seen<'_>]) -> Table {
    let mut table = Table::new(&["tie", "name", "role", "office or contest", "from", "to", "evidence"]);
    for seen in found {
        let tie = seen.tie;
        let contest = tie.contest.map(|c| graph.contest(c).title.clone());
        let mut places: Vec<String> = tie.citations.iter().map(|id| graph.citation(*id).to_string()).collect();
        let more = places.len().saturating_sub(2);
        places.truncate(2);
        if more > 0 {
            places.push(format!("{more} more"));
        }
        table.push(vec![
            Cell::text(seen.words()),
            Cell::text(graph.label_of(seen.to)),
            seen.role().map_or(Cell::Empty, Cell::text),
            tie.office.clone().or(contest).map_or(Cell::Empty, Cell::text),
            Cell::date(tie.start),
            Cell::date(tie.end),
            Cell::List(places),
        ]);
    }
    table
}
