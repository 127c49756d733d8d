//! The graph as CSV tables, of preferred values; `values` has the others too. What is written is read again by `--from`.

use super::{Exchange, Folder, Options};
use crate::facts::{CONTEST_COLUMNS, Outcome, Status};
use crate::graph::properties::{At, Visit};
use crate::graph::property_value::{PropertyValue, Scalar};
use crate::graph::{Candidacy, Contest, OptionVotes, PoliticalGraph, Round, RoundResult, Selection, Values};
use crate::view::table::{Cell, Table};
use crate::wikitext::Date;
use itertools::Itertools;
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// The names of the CSV tables.
pub const TABLES: [&str; 6] = ["people", "contests", "rounds", "candidacies", "tenures", "values"];

/// A folder of tables, or the candidacies alone.
pub(super) const CSV: Exchange = Exchange {
    name: "csv",
    extensions: &["csv"],
    about: "tables that --from reads again: a folder of all, or a .csv file of the candidacies",
    stream: Some(|selection, options, out| one_table(selection, "candidacies", options, out).map(|()| Vec::new())),
    folder: Some(Folder {
        tables: &TABLES,
        extension: "csv",
        write: |selection, name, options, out| one_table(selection, name, options, out),
    }),
};

fn one_table(selection: &Selection<'_>, name: &str, options: &Options, out: &mut dyn Write) -> Result<()> {
    let Some(mut table) = table(selection, name) else {
        return Err(std::io::Error::other(format!("there is no table '{name}'")));
    };
    // A reader of the table alone is told what it holds.
    if !selection.is_whole() {
        table.push_column("selection", &Cell::text(selection.words()));
    }
    table.write(options.csv(), &mut &mut *out)
}

/// A CSV table of the graph by its name in [`TABLES`].
fn table(selection: &Selection<'_>, name: &str) -> Option<Table> {
    match name {
        "people" => Some(people(selection)),
        "contests" => Some(contests(selection)),
        "candidacies" => Some(candidacies(selection)),
        "tenures" => Some(tenures(selection)),
        "rounds" => Some(rounds(selection)),
        "values" => Some(super::values::table(selection)),
        _ => None,
    }
}

fn people(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    let mut table = Table::new(&["id", "name", "spellings", "contests", "elected", "tenures", "offices"]);
    for person in selection.people() {
        let rows = person.candidacies.iter().map(|id| graph.candidacy(*id)).filter(|c| selection.has_candidacy(c));
        let contested = rows.clone().filter_map(|c| graph.contest(c.contest).office);
        let held = person.tenures.iter().map(|t| graph.tenure(*t)).filter(|t| selection.has_tenure(t));
        let offices = contested.chain(held.clone().map(|t| t.office)).sorted().dedup();
        let offices = offices.map(|o| graph.office(o).name.clone()).collect();
        table.push(vec![
            Cell::count(person.id.index()),
            Cell::text(&person.name),
            Cell::List(person.spellings.clone()),
            Cell::count(rows.clone().filter(|c| c.is_standing()).count()),
            Cell::count(rows.filter(|c| c.is_elected()).count()),
            Cell::count(held.count()),
            Cell::List(offices),
        ]);
    }
    table
}

/// The preferred values of a contest by the names of their columns.
struct Cells<'g> {
    graph: &'g PoliticalGraph,
    by_name: BTreeMap<String, Cell>,
}

impl Visit for Cells<'_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        let Some(value) = values.best() else { return };
        let name = at.property.name();
        let cell = match value.figure() {
            _ if T::NAMES_A_ROW => Cell::text(value.text(self.graph)),
            Scalar::None => Cell::Empty,
            Scalar::Whole(number) => {
                // A number that a source calls about, over or at least, stands in its words beside.
                if let Scalar::Text(_) = value.scalar() {
                    self.by_name.insert(format!("{name}_as_stated"), Cell::text(value.text(self.graph)));
                }
                Cell::Whole(number)
            }
            Scalar::Real(number) => exact(Some(number)),
            Scalar::Text(text) => Cell::text(text),
        };
        self.by_name.insert(name.to_string(), cell);
    }
}

fn contests(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    // What `--from` reads, with the id before it and the number of rounds before the neighbours.
    let at = CONTEST_COLUMNS.iter().position(|name| *name == "previous").unwrap_or(CONTEST_COLUMNS.len());
    let (first, last) = CONTEST_COLUMNS.split_at(at);
    let columns: Vec<&str> = [&["id"], first, &["rounds"], last].concat();
    let mut table = Table::new(&columns);
    for contest in selection.contests() {
        let mut cells = Cells { graph, by_name: BTreeMap::new() };
        contest.visit_own(&mut cells);
        let text = |text: Option<&String>| text.map_or(Cell::Empty, Cell::text);
        let own = [
            ("id", Cell::count(contest.id.index())),
            ("contest", Cell::text(&contest.title)),
            ("date", Cell::date(contest.date())),
            ("office", text(contest.office.map(|o| &graph.office(o).name))),
            ("party", text(contest.party.map(|p| &graph.party(p).name))),
            ("country", text(contest.country.as_ref())),
            ("kind", Cell::text(contest.kind.label())),
            ("evidence", Cell::text(evidence(contest.documented))),
            ("rounds", Cell::count(contest.rounds.len())),
            ("selectorate_detail", text(contest.selectorate_detail.as_ref())),
        ];
        cells.by_name.extend(own.map(|(name, cell)| (name.to_string(), cell)));
        table.push(columns.iter().map(|name| cells.by_name.remove(*name).unwrap_or(Cell::Empty)).collect());
    }
    table
}

/// A number with every digit that it has.
fn exact(number: Option<f64>) -> Cell {
    number.filter(|n| n.is_finite()).map_or(Cell::Empty, |n| Cell::text(n.to_string()))
}

/// The rounds: what is known of them beside the candidates' results.
fn rounds(selection: &Selection<'_>) -> Table {
    let mut table = Table::new(&[
        "contest",
        "round",
        "date",
        "label",
        "annulled",
        "electorate",
        "cast",
        "valid",
        "turnout",
        "shares_of",
        "note",
        "selectorate",
    ]);
    for contest in selection.contests() {
        for round in &contest.rounds {
            table.push(vec![
                Cell::text(&contest.title),
                Cell::count(round.number),
                Cell::date(date_of(contest, round.number)),
                round.label.best().map_or(Cell::Empty, Cell::text),
                if round.annulled { Cell::text("yes") } else { Cell::Empty },
                round.electorate.best().map_or(Cell::Empty, |q| Cell::text(q.to_string().replace(',', ""))),
                round.cast.best().map_or(Cell::Empty, |q| Cell::text(q.to_string().replace(',', ""))),
                Cell::whole(round.valid.best().copied()),
                exact(round.turnout.best().copied()),
                round.shares_of.best().map_or(Cell::Empty, |b| Cell::text(b.label())),
                round.notes.best().map_or(Cell::Empty, Cell::text),
                own_selectorate(round),
            ]);
        }
    }
    table
}

/// Who could vote in a round, where a source says so of it; what is said of the whole contest stands in the table of contests.
fn own_selectorate(round: &Round) -> Cell {
    round.selectorate.best().map_or(Cell::Empty, |s| Cell::text(s.label()))
}

/// Whether nothing is known of rounds: sources only mention the contest, or it did not come to a vote.
fn is_bare(contest: &Contest, candidacy: &Candidacy) -> bool {
    let unvoted = contest.status.best().is_some_and(|s| *s != Status::Held) && contest.rounds.is_empty();
    candidacy.rounds.is_empty() && (!contest.documented || unvoted)
}

/// When a round was: as stated of it, or of the last one when the contest was decided.
fn date_of(contest: &Contest, round: usize) -> Option<Date> {
    let last = contest.rounds.last().map_or(1, |r| r.number);
    let own = contest.round(round).and_then(|r| r.dates.best().copied());
    own.or_else(|| contest.date().filter(|_| round == last))
}

const fn evidence(documented: bool) -> &'static str {
    if documented { "documented" } else { "stated" }
}

/// The candidacies in the columns that `--from` reads, one row a candidate and round, and after them what else
/// stood on the ballots.
fn candidacies(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
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
        "incumbent",
        "option",
        "selectorate",
    ]);
    let empty = RoundResult::default();
    for candidacy in selection.candidacies() {
        let rounds: Vec<(usize, &RoundResult)> =
            if candidacy.rounds.is_empty() { vec![(1, &empty)] } else { candidacy.rounds.iter().collect() };
        for (number, result) in rounds {
            table.push(candidacy_row(graph, candidacy, number, result));
        }
    }
    for contest in selection.contests() {
        for round in &contest.rounds {
            round.options.all().iter().for_each(|o| table.push(option_row(graph, contest, round, &o.value)));
        }
    }
    table
}

/// A candidate's result in a round.
fn candidacy_row(graph: &PoliticalGraph, candidacy: &Candidacy, number: usize, result: &RoundResult) -> Vec<Cell> {
    let contest = graph.contest(candidacy.contest);
    vec![
        Cell::text(&contest.title),
        Cell::date(date_of(contest, number)),
        contest.office.map_or(Cell::Empty, |o| Cell::text(&graph.office(o).name)),
        candidacy.party.best().map_or(Cell::Empty, |p| Cell::text(&graph.party(*p).name)),
        if is_bare(contest, candidacy) { Cell::Empty } else { Cell::count(number) },
        Cell::text(&graph.person(candidacy.person).name),
        Cell::whole(result.votes.best().copied()),
        result.shares.best().map_or(Cell::Empty, |s| Cell::text(s.to_string())),
        outcome(graph, candidacy),
        Cell::text(evidence(contest.documented)),
        status(contest, number),
        if candidacy.incumbent.is_empty() { Cell::Empty } else { Cell::text("yes") },
        Cell::Empty,
        contest.round(number).map_or(Cell::Empty, own_selectorate),
    ]
}

/// What else stood on the ballots of a round.
fn option_row(graph: &PoliticalGraph, contest: &Contest, round: &Round, option: &OptionVotes) -> Vec<Cell> {
    vec![
        Cell::text(&contest.title),
        Cell::date(date_of(contest, round.number)),
        contest.office.map_or(Cell::Empty, |o| Cell::text(&graph.office(o).name)),
        Cell::Empty,
        Cell::count(round.number),
        Cell::text(&option.name),
        Cell::whole(option.votes),
        option.share.map_or(Cell::Empty, |s| Cell::text(s.to_string())),
        Cell::Empty,
        Cell::text(evidence(contest.documented)),
        status(contest, round.number),
        Cell::Empty,
        Cell::text("yes"),
        own_selectorate(round),
    ]
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

fn tenures(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    let mut table = Table::new(&[
        "office", "person", "from", "to", "began", "ended", "contest", "renewed", "follows", "party", "note",
    ]);
    for tenure in selection.tenures() {
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
            tenure.party.map_or(Cell::Empty, |p| Cell::text(&graph.party(p).name)),
            tenure.notes.first().map_or(Cell::Empty, Cell::text),
        ]);
    }
    table
}
