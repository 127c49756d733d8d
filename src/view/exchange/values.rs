//! Every value that sources give, the preferred and the others, each with its places: a table beside those of the graph.

use crate::graph::{PoliticalGraph, Selection, Sourced, Values};
use crate::view::table::{Cell, Table};
use crate::wikitext::number::grouped;

/// The table in the making.
struct Rows<'a> {
    graph: &'a PoliticalGraph,
    table: Table,
}

/// One row a value: of what, which property and round, the value, whether it is the preferred one, from what kind of source, where, and
/// what the place itself names as its sources. O(values).
pub(super) fn table(selection: &Selection<'_>) -> Table {
    let graph = selection.graph();
    let columns =
        ["subject", "person", "property", "round", "value", "preferred", "confidence", "citations", "sources"];
    let mut rows = Rows { graph, table: Table::new(&columns) };
    for contest in selection.contests() {
        let of = [contest.title.as_str(), ""];
        rows.all(of, "date", None, &contest.dates, ToString::to_string);
        rows.all(of, "status", None, &contest.status, |s| s.label().to_string());
        rows.all(of, "selectorate", None, &contest.selectorate, |s| s.label().to_string());
        rows.all(of, "electorate", None, &contest.electorate, ToString::to_string);
        rows.all(of, "ballots", None, &contest.ballots, ToString::to_string);
        rows.all(of, "total", None, &contest.total, |n| grouped(*n));
        rows.all(of, "turnout", None, &contest.turnout, ToString::to_string);
        rows.all(of, "threshold", None, &contest.threshold, ToString::to_string);
        rows.all(of, "previous", None, &contest.previous, |id| graph.contest(*id).title.clone());
        rows.all(of, "next", None, &contest.next, |id| graph.contest(*id).title.clone());
        let holder = |p: &Option<crate::graph::PersonId>| p.map_or("vacant".into(), |p| graph.person(p).name.clone());
        rows.all(of, "before", None, &contest.before, holder);
        rows.all(of, "after", None, &contest.after, holder);
        for round in &contest.rounds {
            let number = Some(round.number);
            rows.all(of, "date", number, &round.dates, ToString::to_string);
            rows.all(of, "selectorate", number, &round.selectorate, |s| s.label().to_string());
            rows.all(of, "electorate", number, &round.electorate, ToString::to_string);
            rows.all(of, "cast", number, &round.cast, ToString::to_string);
            rows.all(of, "valid", number, &round.valid, |n| grouped(*n));
            rows.all(of, "turnout", number, &round.turnout, ToString::to_string);
        }
        for candidacy in selection.candidacies_of(contest.id) {
            let of = [contest.title.as_str(), graph.person(candidacy.person).name.as_str()];
            rows.all(of, "outcome", None, &candidacy.outcome, |o| o.label().to_string());
            rows.all(of, "party", None, &candidacy.party, |p| graph.party(*p).name.clone());
            for (number, result) in candidacy.rounds.iter() {
                rows.all(of, "votes", Some(number), &result.votes, ToString::to_string);
                rows.all(of, "share", Some(number), &result.shares, ToString::to_string);
            }
        }
    }
    for tenure in selection.tenures() {
        let of = [graph.office(tenure.office).name.as_str(), graph.person(tenure.person).name.as_str()];
        rows.all(of, "from", None, &tenure.from, ToString::to_string);
        rows.all(of, "to", None, &tenure.to, ToString::to_string);
    }
    rows.table
}

impl Rows<'_> {
    fn all<T: PartialEq>(
        &mut self,
        [subject, person]: [&str; 2],
        property: &str,
        round: Option<usize>,
        values: &Values<T>,
        say: impl Fn(&T) -> String,
    ) {
        for (place, value) in values.all().iter().enumerate() {
            let (citations, sources) = self.places(value);
            self.table.push(vec![
                Cell::text(subject),
                Cell::text(person),
                Cell::text(property),
                round.map_or(Cell::Empty, Cell::count),
                Cell::text(say(&value.value)),
                Cell::text(if place == 0 { "yes" } else { "no" }),
                Cell::text(value.confidence.label()),
                Cell::List(citations),
                Cell::List(sources),
            ]);
        }
    }

    fn places<T>(&self, value: &Sourced<T>) -> (Vec<String>, Vec<String>) {
        let all: Vec<_> = value.citations.iter().map(|id| self.graph.citation(*id)).collect();
        let mut sources: Vec<String> = all.iter().flat_map(|c| c.sources.iter().cloned()).collect();
        sources.sort();
        sources.dedup();
        (all.iter().map(ToString::to_string).collect(), sources)
    }
}
