//! Links the rows of a table to the people of a graph. The result is a table.

use super::matching::{MatchError, Matched};
use super::{Cell, Table};
use crate::facts::{delimiter, inputs};
use crate::graph::PoliticalGraph;
use crate::identity::linking::{Known, link};
use crate::identity::matching::score;
use crate::source::quote;
use crate::wikitext::formula::unguarded;
use crate::wikitext::{fold, read_date};
use std::collections::BTreeSet;

/// Links each row of a CSV table to a person of a graph. The table needs a column with names, or one with given names
/// and one with surnames; years, dates, parties, places, births and ids are used where there are any. Headers are
/// understood as in any table.
///
/// The columns of the result are `row, name, verdict, person, score, id, candidates, reason`; the verdict is `same`,
/// `unsure` or `none`.
///
/// # Errors
/// An error if the table has no column with names, or if a row is not valid CSV.
pub fn of_csv(graph: &PoliticalGraph, file: &str, text: &str) -> Result<Matched, MatchError> {
    let delimiter = delimiter(text.lines().next().unwrap_or(""));
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| MatchError::new(file, 1, e.to_string()))?.clone();
    let meanings: Vec<&str> =
        header.iter().map(|h| inputs::meaning_of(h.trim_start_matches('\u{feff}')).unwrap_or("")).collect();
    let has = |meaning: &str| meanings.contains(&meaning);
    if !has("candidate") && !has("surname") {
        let columns: Vec<&str> = header.iter().collect();
        let message = format!(
            "the table needs a column with names, such as 'name'; its first line is {}",
            quote(&columns.join(","))
        );
        return Err(MatchError::new(file, 1, message));
    }
    let mut rows: Vec<Known> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|e| MatchError::new(file, e.position().map_or(0, csv::Position::line), e.to_string()))?;
        let cell = |meaning: &str| {
            let at = meanings.iter().position(|m| *m == meaning)?;
            Some(unguarded(row.get(at).unwrap_or("")).to_string()).filter(|text| !text.is_empty())
        };
        rows.push(known(&cell));
    }
    let people: Vec<Known> = graph.people().iter().map(|person| of_person(graph, person)).collect();
    let found = link(&rows, &people);
    let mut table = Table::new(&["row", "name", "verdict", "person", "score", "id", "candidates", "reason"]);
    let (mut same, mut unsure) = (0, 0);
    for (at, (row, linked)) in rows.iter().zip(&found).enumerate() {
        let first = linked.links.first();
        let verdict = match (first, linked.certain) {
            (None, _) => "none",
            (Some(_), true) => "same",
            (Some(_), false) => "unsure",
        };
        same += usize::from(verdict == "same");
        unsure += usize::from(verdict == "unsure");
        let person = first.map(|link| &graph.people()[link.person]);
        let named = |person: usize| format!("{} ({})", graph.people()[person].name, graph.people()[person].stable_id);
        let others =
            if linked.certain { Vec::new() } else { linked.links.iter().map(|link| named(link.person)).collect() };
        table.push(vec![
            Cell::count(at + 1),
            Cell::text(row.names.first().map_or("", String::as_str)),
            Cell::text(verdict),
            person.filter(|_| linked.certain).map_or(Cell::Empty, |person| Cell::text(&person.name)),
            first.map_or(Cell::Empty, |link| Cell::Number(f64::from(score(link.distance)) / 1000.0, 3)),
            person.filter(|_| linked.certain).map_or(Cell::Empty, |person| Cell::text(&person.stable_id)),
            Cell::List(others),
            first.map_or(Cell::Empty, |link| Cell::text(&link.reason)),
        ]);
    }
    let none = rows.len() - same - unsure;
    let summary = format!("{} rows: {same} linked, {unsure} unsure, {none} without a person in the data", rows.len());
    Ok(Matched { table, summary })
}

/// Returns what a row says.
fn known(cell: &impl Fn(&str) -> Option<String>) -> Known {
    let whole = cell("candidate").or_else(|| {
        let parts = [cell("given"), cell("surname")];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
    });
    let year = |meaning: &str| cell(meaning).and_then(|text| read_date(&text)?.first_year());
    let years: Vec<i32> =
        ["year", "date", "from", "from_year", "to", "to_year"].iter().filter_map(|meaning| year(meaning)).collect();
    let folded = |meanings: &[&str]| -> BTreeSet<String> {
        meanings.iter().filter_map(|meaning| cell(meaning)).map(|text| fold(&text)).filter(|t| !t.is_empty()).collect()
    };
    let id = cell("id").filter(|id| id.contains(':'));
    let item =
        cell("wikidata").and_then(|text| crate::facts::tagged::item(&text).map(|item| format!("wikidata:{item}")));
    Known {
        names: whole.into_iter().collect(),
        years: years.iter().min().copied().zip(years.iter().max().copied()),
        born: year("born"),
        parties: folded(&["party"]),
        places: folded(&["place", "seat", "office"]),
        ids: id.into_iter().chain(item).collect(),
    }
}

/// Returns what a graph knows of a person.
fn of_person(graph: &PoliticalGraph, person: &crate::graph::Person) -> Known {
    let mut known = Known {
        names: [person.name.clone()]
            .into_iter()
            .chain(person.spellings.iter().filter(|s| **s != person.name).cloned())
            .collect(),
        born: person.born.best().and_then(|date| date.the_year()),
        ids: person.ids.all().iter().map(|id| id.value.clone()).chain([person.stable_id.clone()]).collect(),
        ..Known::default()
    };
    let mut years: Vec<i32> = Vec::new();
    for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)) {
        let contest = graph.contest(candidacy.contest);
        years.extend(contest.year());
        known.parties.extend(candidacy.party.best().map(|party| fold(&graph.party(*party).name)));
        known.places.insert(fold(&contest.title));
        known.places.extend(contest.office.map(|office| fold(&graph.office(office).name)));
    }
    for tenure in person.tenures.iter().map(|id| graph.tenure(*id)) {
        let (from, to) = graph.span_of(tenure);
        years.extend([from, to].into_iter().flatten().filter_map(|date| date.first_year()));
        known.places.insert(fold(&graph.office(tenure.office).name));
    }
    known.years = years.iter().min().copied().zip(years.iter().max().copied());
    known
}
