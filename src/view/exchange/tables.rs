//! The graph as CSV tables of preferred values; the table `values` holds the other values as well. `--from` can read
//! the tables back.

use super::{Exchange, Folder, Options};
use crate::analysis::ties::Seen;
use crate::facts::{CONTEST_COLUMNS, Outcome, Status};
use crate::graph::properties::{At, Visit};
use crate::graph::property_value::{PropertyValue, Scalar};
use crate::graph::{Candidacy, Contest, OptionVotes, PoliticalGraph, Round, RoundResult, Selection, Values};
use crate::view::listing;
use crate::view::table::{Cell, Table};
use crate::wikitext::Date;
use itertools::Itertools;
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// The names of the CSV tables.
pub const TABLES: [&str; 7] = ["people", "contests", "rounds", "candidacies", "tenures", "ties", "values"];

/// A folder of tables, or one stream with only the candidacies.
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
    // Each table names the selection, since a reader may have only one of the tables.
    if !selection.is_whole() {
        table.push_column("selection", &Cell::text(selection.words()));
    }
    table.write(options.csv(), &mut &mut *out)
}

/// Returns a CSV table of the graph, given its name in [`TABLES`].
fn table(selection: &Selection<'_>, name: &str) -> Option<Table> {
    match name {
        "people" => Some(people(selection)),
        "contests" => Some(contests(selection)),
        "candidacies" => Some(candidacies(selection)),
        "tenures" => Some(tenures(selection)),
        "ties" => Some(ties(selection)),
        "rounds" => Some(rounds(selection)),
        "values" => Some(super::values::table(selection)),
        _ => None,
    }
}

fn people(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    let mut table =
        Table::new(&["id", "name", "spellings", "contests", "elected", "tenures", "offices", "ids", "born", "died"]);
    for person in selection.people() {
        let rows = person.candidacies.iter().map(|id| graph.candidacy(*id)).filter(|c| selection.has_candidacy(c));
        let contested = rows.clone().filter_map(|c| graph.contest(c.contest).office);
        let held = person.tenures.iter().map(|t| graph.tenure(*t)).filter(|t| selection.has_tenure(t));
        let offices = contested.chain(held.clone().map(|t| t.office)).sorted().dedup();
        let offices = offices.map(|o| graph.office(o).name.clone()).collect();
        table.push(vec![
            Cell::text(&person.stable_id),
            Cell::text(&person.name),
            Cell::List(person.spellings.clone()),
            Cell::count(rows.clone().filter(|c| c.is_standing()).count()),
            Cell::count(rows.filter(|c| c.is_elected()).count()),
            Cell::count(held.count()),
            Cell::List(offices),
            Cell::List(person.ids.all().iter().map(|id| id.value.clone()).collect()),
            Cell::date(person.born.best().copied()),
            Cell::date(person.died.best().copied()),
        ]);
    }
    table
}

/// A visitor that collects a contest's preferred values by column name.
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
                // If a source says "about" or "over" a number, a second column holds the stated words.
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
    // The columns that `--from` reads, with `id` at the start and the number of rounds before `previous` and `next`.
    let at = CONTEST_COLUMNS.iter().position(|name| *name == "previous").unwrap_or(CONTEST_COLUMNS.len());
    let (first, last) = CONTEST_COLUMNS.split_at(at);
    let columns: Vec<&str> = [&["id"], first, &["rounds"], last].concat();
    let mut table = Table::new(&columns);
    for contest in selection.contests() {
        let mut cells = Cells { graph, by_name: BTreeMap::new() };
        contest.visit_own(&mut cells);
        let text = |text: Option<&String>| text.map_or(Cell::Empty, Cell::text);
        let own = [
            ("id", Cell::text(graph.contest_key(contest.id))),
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

/// Returns a cell with all digits of the number; empty if the number is absent or not finite.
fn exact(number: Option<f64>) -> Cell {
    number.filter(|n| n.is_finite()).map_or(Cell::Empty, |n| Cell::text(n.to_string()))
}

/// Returns the table of rounds: their properties apart from the candidates' results.
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

/// Returns the selectorate that a source states for this round. One stated for the whole contest is in the table of
/// contests.
fn own_selectorate(round: &Round) -> Cell {
    round.selectorate.best().map_or(Cell::Empty, |s| Cell::text(s.label()))
}

/// Returns true if nothing is known of rounds: sources only mention the contest, or it did not come to a vote.
fn is_bare(contest: &Contest, candidacy: &Candidacy) -> bool {
    let unvoted = contest.status.best().is_some_and(|s| *s != Status::Held) && contest.rounds.is_empty();
    candidacy.rounds.is_empty() && (!contest.documented || unvoted)
}

/// Returns the date of a round: the stated one, or the contest's date if this is the last round.
fn date_of(contest: &Contest, round: usize) -> Option<Date> {
    let last = contest.rounds.last().map_or(1, |r| r.number);
    let own = contest.round(round).and_then(|r| r.dates.best().copied());
    own.or_else(|| contest.date().filter(|_| round == last))
}

const fn evidence(documented: bool) -> &'static str {
    if documented { "documented" } else { "stated" }
}

/// Returns the candidacies in the columns that `--from` reads, one row per candidate and round, followed by the other
/// options on the ballots.
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
        "id",
        "other",
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

/// Returns the row of a candidate's result in a round.
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
        Cell::text(&graph.person(candidacy.person).stable_id),
        candidacy.others.best().map_or(Cell::Empty, Cell::text),
    ]
}

/// Returns the row of another option on the ballots of a round.
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
        Cell::Empty,
        Cell::Empty,
    ]
}

/// Returns "annulled round" if the round was annulled, otherwise the status of the contest. Empty if the contest was
/// held.
fn status(contest: &Contest, round: usize) -> Cell {
    match contest.status.best() {
        _ if contest.round(round).is_some_and(|r| r.annulled) => Cell::text("annulled round"),
        Some(Status::Held) | None => Cell::Empty,
        Some(status) => Cell::text(status.label()),
    }
}

/// Returns the outcome in the words that `--from` reads. A candidate without a stated outcome lost if somebody was
/// elected.
fn outcome(graph: &PoliticalGraph, candidacy: &Candidacy) -> Cell {
    match candidacy.outcome.best() {
        Some(outcome) => Cell::text(outcome.label()),
        None if graph.candidacies_of(candidacy.contest).any(Candidacy::is_elected) => Cell::text(Outcome::Lost.label()),
        None => Cell::Empty,
    }
}

/// Returns the ties with the columns of the command.
fn ties(selection: &Selection<'_>) -> Table {
    let seen: Vec<Seen<'_>> =
        selection.ties().map(|tie| Seen { tie, from: tie.from, to: tie.to, reversed: false }).collect();
    listing::ties(selection.graph(), &seen)
}

fn tenures(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    let mut table = Table::new(&[
        "office", "person", "from", "to", "began", "ended", "contest", "renewed", "follows", "party", "note", "id",
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
            Cell::text(&graph.person(tenure.person).stable_id),
        ]);
    }
    table
}
