//! The whole graph in formats for other programs: JSON and CSV tables. DOT is in [`super::dot`].

use super::table::{Cell, Table};
use crate::facts::{Outcome, Status};
use crate::graph::{Candidacy, CitationId, Contest, PoliticalGraph, RoundResult, Sourced, Values};
use serde_json::{Value, json};

/// The names of the CSV tables.
pub const TABLES: [&str; 5] = ["people", "contests", "candidacies", "tenures", "values"];

/// A CSV table of the graph by its name in [`TABLES`].
pub fn table(graph: &PoliticalGraph, name: &str) -> Option<Table> {
    match name {
        "people" => Some(people(graph)),
        "contests" => Some(contests(graph)),
        "candidacies" => Some(candidacies(graph)),
        "tenures" => Some(tenures(graph)),
        "values" => Some(super::values::table(graph)),
        _ => None,
    }
}

fn people(graph: &PoliticalGraph) -> Table {
    let mut table = Table::new(&["id", "name", "spellings", "contests", "elected", "tenures"]);
    for person in graph.people() {
        let rows = person.candidacies.iter().map(|id| graph.candidacy(*id));
        table.push(vec![
            Cell::count(person.id.index()),
            Cell::text(&person.name),
            Cell::List(person.spellings.clone()),
            Cell::count(rows.clone().filter(|c| c.is_standing()).count()),
            Cell::count(rows.filter(|c| c.is_elected()).count()),
            Cell::count(person.tenures.len()),
        ]);
    }
    table
}

fn contests(graph: &PoliticalGraph) -> Table {
    let mut table = Table::new(&[
        "id",
        "contest",
        "date",
        "office",
        "party",
        "country",
        "kind",
        "evidence",
        "status",
        "selectorate",
        "electorate",
        "ballots",
        "turnout",
        "threshold",
        "rounds",
        "previous",
        "next",
        "before",
        "after",
    ]);
    for contest in graph.contests() {
        let title = |v: &Values<crate::graph::ContestId>| {
            v.best().map_or(Cell::Empty, |c| Cell::text(&graph.contest(*c).title))
        };
        let holder = |v: &Values<Option<crate::graph::PersonId>>| match v.best() {
            None => Cell::Empty,
            Some(None) => Cell::text("vacant"),
            Some(Some(p)) => Cell::text(&graph.person(*p).name),
        };
        table.push(vec![
            Cell::count(contest.id.index()),
            Cell::text(&contest.title),
            Cell::date(contest.date()),
            contest.office.map_or(Cell::Empty, |o| Cell::text(&graph.office(o).name)),
            contest.party.map_or(Cell::Empty, |p| Cell::text(&graph.party(p).name)),
            contest.country.as_ref().map_or(Cell::Empty, Cell::text),
            Cell::text(contest.kind.label()),
            Cell::text(evidence(contest.documented)),
            contest.status.best().map_or(Cell::Empty, |s| Cell::text(s.label())),
            contest.selectorate.best().map_or(Cell::Empty, |s| Cell::text(s.label())),
            contest.electorate.best().map_or(Cell::Empty, |q| Cell::Whole(q.count)),
            contest.ballots.best().map_or(Cell::Empty, |q| Cell::Whole(q.count)),
            Cell::share(contest.turnout.best().copied()),
            Cell::share(contest.threshold.best().copied()),
            Cell::count(contest.rounds.len()),
            title(&contest.previous),
            title(&contest.next),
            holder(&contest.before),
            holder(&contest.after),
        ]);
    }
    table
}

const fn evidence(documented: bool) -> &'static str {
    if documented { "documented" } else { "stated" }
}

/// The candidacies in the columns that `--from` reads, one row a candidate and round, and after them what else
/// stood on the ballots.
fn candidacies(graph: &PoliticalGraph) -> Table {
    let mut table = Table::new(&[
        "contest",
        "date",
        "office",
        "party",
        "round",
        "candidate",
        "votes",
        "share",
        "outcome",
        "evidence",
        "status",
    ]);
    let empty = RoundResult::default();
    for candidacy in graph.candidacies() {
        let contest = graph.contest(candidacy.contest);
        let last = contest.rounds.last().map_or(1, |r| r.number);
        let rounds: Vec<(usize, &RoundResult)> =
            if candidacy.rounds.is_empty() { vec![(1, &empty)] } else { candidacy.rounds.iter().collect() };
        for (number, result) in rounds {
            let round_date = contest.round(number).and_then(|r| r.dates.best().copied());
            let date = if number == last { contest.date() } else { round_date };
            table.push(vec![
                Cell::text(&contest.title),
                Cell::date(date),
                contest.office.map_or(Cell::Empty, |o| Cell::text(&graph.office(o).name)),
                candidacy.party.best().map_or(Cell::Empty, |p| Cell::text(&graph.party(*p).name)),
                Cell::count(number),
                Cell::text(&graph.person(candidacy.person).name),
                Cell::whole(result.votes.best().copied()),
                result.shares.best().map_or(Cell::Empty, |s| Cell::text(s.to_string())),
                outcome(graph, candidacy),
                Cell::text(evidence(contest.documented)),
                status(contest, number),
            ]);
        }
    }
    for contest in graph.contests() {
        for round in &contest.rounds {
            for option in round.options.all().iter().map(|o| &o.value) {
                let mut row = vec![Cell::text(&contest.title), Cell::date(round.dates.best().copied())];
                row.push(contest.office.map_or(Cell::Empty, |o| Cell::text(&graph.office(o).name)));
                row.extend([
                    Cell::Empty,
                    Cell::count(round.number),
                    Cell::text(&option.name),
                    Cell::whole(option.votes),
                ]);
                row.push(option.share.map_or(Cell::Empty, |s| Cell::text(s.to_string())));
                row.extend([Cell::Empty, Cell::text(evidence(contest.documented)), status(contest, round.number)]);
                table.push(row);
            }
        }
    }
    table
}

/// What became of the contest, where it was not simply held, or of the round.
fn status(contest: &Contest, round: usize) -> Cell {
    match contest.status.best() {
        _ if contest.round(round).is_some_and(|r| r.annulled) => Cell::text("annulled round"),
        Some(Status::Held) | None => Cell::Empty,
        Some(status) => Cell::text(status.label()),
    }
}

/// The outcome as the input knows it; whoever stood where another was elected lost.
fn outcome(graph: &PoliticalGraph, candidacy: &Candidacy) -> Cell {
    match candidacy.outcome.best() {
        Some(outcome) => Cell::text(outcome.label()),
        None if graph.candidacies_of(candidacy.contest).any(Candidacy::is_elected) => Cell::text(Outcome::Lost.label()),
        None => Cell::Empty,
    }
}

fn tenures(graph: &PoliticalGraph) -> Table {
    let mut table = Table::new(&["office", "person", "from", "to", "began", "ended", "contest", "renewed", "follows"]);
    for tenure in graph.tenures() {
        table.push(vec![
            Cell::text(&graph.office(tenure.office).name),
            Cell::text(&graph.person(tenure.person).name),
            Cell::date(tenure.from.best().copied()),
            Cell::date(tenure.to.best().copied()),
            tenure.began.map_or(Cell::Empty, |b| Cell::text(b.label())),
            tenure.ended.map_or(Cell::Empty, |e| Cell::text(e.label())),
            tenure.contest.map_or(Cell::Empty, |c| Cell::text(&graph.contest(c).title)),
            Cell::List(tenure.renewed.iter().map(|c| graph.contest(*c).title.clone()).collect()),
            Cell::text(if tenure.follows { "yes" } else { "no" }),
        ]);
    }
    table
}

fn sourced<T>(values: &Values<T>, say: impl Fn(&T) -> Value) -> Value {
    let one = |s: &Sourced<T>| json!({ "value": say(&s.value), "citations": s.citations, "confidence": s.confidence });
    Value::Array(values.all().iter().map(one).collect())
}

fn ids(citations: &[CitationId]) -> Value {
    json!(citations)
}

/// The whole model as JSON: every table, every value with its citations, which are places in `citations`.
pub fn json(graph: &PoliticalGraph) -> Value {
    let contests: Vec<Value> = graph
        .contests()
        .iter()
        .map(|c| {
            let rounds: Vec<Value> = c
                .rounds
                .iter()
                .map(|r| {
                    json!({
                        "number": r.number,
                        "annulled": r.annulled,
                        "dates": sourced(&r.dates, |d| json!(d)),
                        "label": sourced(&r.label, |l| json!(l)),
                        "electorate": sourced(&r.electorate, |q| json!({ "count": q.count, "bound": q.bound })),
                        "cast": sourced(&r.cast, |q| json!({ "count": q.count, "bound": q.bound })),
                        "valid": sourced(&r.valid, |v| json!(v)),
                        "turnout": sourced(&r.turnout, |t| json!(t)),
                        "shares_of": sourced(&r.shares_of, |b| json!(b)),
                        "options": sourced(&r.options, |o| json!({ "name": o.name, "votes": o.votes, "share": o.share })),
                        "notes": sourced(&r.notes, |n| json!(n)),
                    })
                })
                .collect();
            json!({
                "id": c.id, "title": c.title, "office": c.office, "party": c.party, "country": c.country, "kind": c.kind,
                "evidence": evidence(c.documented),
                "date": c.date(),
                "dates": sourced(&c.dates, |d| json!(d)),
                "status": sourced(&c.status, |s| json!(s)),
                "selectorate": sourced(&c.selectorate, |s| json!(s)),
                "selectorate_detail": c.selectorate_detail,
                "electorate": sourced(&c.electorate, |q| json!({ "count": q.count, "bound": q.bound })),
                "ballots": sourced(&c.ballots, |q| json!({ "count": q.count, "bound": q.bound })),
                "total": sourced(&c.total, |t| json!(t)),
                "turnout": sourced(&c.turnout, |t| json!(t)),
                "threshold": sourced(&c.threshold, |t| json!(t)),
                "previous": sourced(&c.previous, |p| json!(p)),
                "next": sourced(&c.next, |n| json!(n)),
                "before": sourced(&c.before, |p| json!(p)),
                "after": sourced(&c.after, |p| json!(p)),
                "notes": sourced(&c.notes, |n| json!(n)),
                "disputes": c.disputes.iter().map(|d| json!({
                    "about": d.about,
                    "values": d.values.iter().map(|(v, s)| json!({ "value": v, "sources": s })).collect::<Vec<_>>(),
                    "citation": d.citation,
                })).collect::<Vec<_>>(),
                "rounds": rounds,
                "candidacies": c.candidacies,
                "citations": ids(&c.citations),
            })
        })
        .collect();
    let candidacies: Vec<Value> = graph
        .candidacies()
        .iter()
        .map(|c| {
            let result = |(number, r): (usize, &RoundResult)| {
                json!({ "round": number, "votes": sourced(&r.votes, |v| json!(v)), "share": sourced(&r.shares, |s| json!(s)) })
            };
            json!({
                "id": c.id, "contest": c.contest, "person": c.person,
                "standing": c.is_standing(),
                "outcome": sourced(&c.outcome, |o| json!(o)),
                "rounds": c.rounds.iter().map(result).collect::<Vec<_>>(),
                "incumbent": ids(&c.incumbent),
                "roles": sourced(&c.roles, |r| json!(r)),
                "party": sourced(&c.party, |p| json!(p)),
                "stood": ids(&c.stood),
            })
        })
        .collect();
    let tenures: Vec<Value> = graph
        .tenures()
        .iter()
        .map(|t| {
            json!({
                "id": t.id, "office": t.office, "person": t.person,
                "from": sourced(&t.from, |d| json!(d)), "to": sourced(&t.to, |d| json!(d)),
                "began": t.began, "ended": t.ended, "contest": t.contest, "renewed": t.renewed, "party": t.party,
                "notes": t.notes, "follows": t.follows, "citations": ids(&t.citations),
            })
        })
        .collect();
    json!({
        "format": "hustings-graph",
        "version": 1,
        "people": graph.people().iter().map(|p| json!({ "id": p.id, "name": p.name, "spellings": p.spellings })).collect::<Vec<_>>(),
        "offices": graph.offices().iter().map(|o| json!({ "id": o.id, "name": o.name, "party": o.party })).collect::<Vec<_>>(),
        "parties": graph.parties().iter().map(|p| json!({ "id": p.id, "name": p.name, "also": p.also })).collect::<Vec<_>>(),
        "contests": contests,
        "candidacies": candidacies,
        "tenures": tenures,
        "judgements": graph.judgements(),
        "citations": graph.citations(),
    })
}
