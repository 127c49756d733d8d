//! A table of every value that sources give, preferred or not, with its citations. It complements the other tables of
//! the graph.

use crate::graph::properties::{At, Property as P, Visit};
use crate::graph::property_value::{PropertyValue, Scalar};
use crate::graph::{PoliticalGraph, Selection, Sourced, Values};
use crate::view::table::{Cell, Table};

/// The table while it is built.
struct ValueRows<'a> {
    graph: &'a PoliticalGraph,
    table: Table,
}

/// Returns a table with one row per value: the subject, the property, the round, the value, whether it is preferred,
/// its confidence, its citations, and the sources that the cited pages name. O(values).
pub(super) fn table(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    let columns =
        ["subject", "person", "property", "round", "value", "preferred", "confidence", "citations", "sources"];
    let mut rows = ValueRows { graph, table: Table::new(&columns) };
    for contest in selection.contests() {
        contest.visit(&mut rows.of(&contest.title, "", |_| true));
        for candidacy in selection.candidacies_of(contest.id) {
            let person = graph.person(candidacy.person).name.as_str();
            // Properties of the whole contest come before those of its rounds.
            candidacy.visit(&mut rows.of(&contest.title, person, |at| at.round.is_none()));
            candidacy.visit(&mut rows.of(&contest.title, person, |at| at.round.is_some()));
        }
    }
    for tenure in selection.tenures() {
        let (office, person) = (&graph.office(tenure.office).name, &graph.person(tenure.person).name);
        tenure.visit(&mut rows.of(office, person, |_| true));
    }
    rows.table
}

/// A visitor that adds one subject's properties to the table.
struct RowsOf<'r, 'g> {
    rows: &'r mut ValueRows<'g>,
    of: [&'r str; 2],
    wanted: fn(At) -> bool,
}

impl Visit for RowsOf<'_, '_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        // These notes and descriptions are columns of the other tables.
        let is_remark = matches!(at.property, P::Note | P::Label | P::SharesOf | P::Option | P::Role);
        if is_remark || !(self.wanted)(at) {
            return;
        }
        let graph = self.rows.graph;
        // The property `ballots` of a round counts the ballots cast in it.
        let is_of_a_round = at.property == P::Ballots && at.round.is_some();
        let name = if is_of_a_round { "cast" } else { at.property.name() };
        for (place, sourced) in values.all().iter().enumerate() {
            let (citations, sources) = self.rows.places(sourced);
            let value = match sourced.value.scalar() {
                Scalar::Whole(votes) if at.property == P::Votes => votes.to_string(),
                _ => sourced.value.text(graph),
            };
            self.rows.table.push(vec![
                Cell::text(self.of[0]),
                Cell::text(self.of[1]),
                Cell::text(name),
                at.round.map_or(Cell::Empty, Cell::count),
                Cell::text(value),
                Cell::text(if place == 0 { "yes" } else { "no" }),
                Cell::text(sourced.confidence.label()),
                Cell::List(citations),
                Cell::List(sources),
            ]);
        }
    }
}

impl<'g> ValueRows<'g> {
    /// Returns a visitor for the properties of a contest, or of a person in a contest or an office.
    fn of<'r>(&'r mut self, subject: &'r str, person: &'r str, wanted: fn(At) -> bool) -> RowsOf<'r, 'g> {
        RowsOf { rows: self, of: [subject, person], wanted }
    }

    fn places<T>(&self, value: &Sourced<T>) -> (Vec<String>, Vec<String>) {
        let all: Vec<_> = value.citations.iter().map(|id| self.graph.citation(*id)).collect();
        let mut sources: Vec<String> = all.iter().flat_map(|c| c.sources.iter().cloned()).collect();
        sources.sort();
        sources.dedup();
        (all.iter().map(ToString::to_string).collect(), sources)
    }
}
