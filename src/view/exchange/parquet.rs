//! The tables as Parquet, in the layout that Spark, DataFusion, DuckDB and pandas read, and the graph as vertices and
//! edges.
//!
//! A column has one of four types, and every value may be missing. Rows are written in groups of a fixed size. The
//! bytes are the same on every run.

use super::{Exchange, Folder, Options};
use crate::graph::{CitationId, Link, Node, Selection};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use petgraph::visit::EdgeRef;
use std::io::Write;
use std::sync::Arc;

/// The names of the files, without `.parquet`.
const TABLES: [&str; 8] = ["people", "contests", "candidacies", "results", "tenures", "citations", "vertices", "edges"];

/// A folder of Parquet files.
pub(super) const PARQUET: Exchange = Exchange {
    name: "parquet",
    extensions: &[],
    about: "a folder of Parquet tables, with vertices and edges, for Spark and similar programs",
    stream: None,
    folder: Some(Folder { tables: &TABLES, extension: "parquet", write: one_table }),
};

fn one_table(selection: &Selection<'_>, name: &str, _: &Options, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
    write(selection, name, out).map(|_| ()).map_err(|e| std::io::Error::other(e.to_string()))
}

/// The number of rows in a row group. One task of Spark reads one group.
const GROUP: usize = 1 << 18;

/// A column of a table.
enum Column {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Truth(Vec<Option<bool>>),
}

type Columns = Vec<(&'static str, Column)>;

fn text<T>(rows: &[T], value: impl Fn(&T) -> Option<String>) -> Column {
    Column::Text(rows.iter().map(value).collect())
}

fn whole<T>(rows: &[T], value: impl Fn(&T) -> Option<i64>) -> Column {
    Column::Whole(rows.iter().map(value).collect())
}

fn number<T>(rows: &[T], value: impl Fn(&T) -> Option<f64>) -> Column {
    Column::Number(rows.iter().map(value).collect())
}

fn truth<T>(rows: &[T], value: impl Fn(&T) -> bool) -> Column {
    Column::Truth(rows.iter().map(|r| Some(value(r))).collect())
}

/// Writes a table, given its name in [`TABLES`]. O(rows).
///
/// # Errors
/// An error if the writer fails or no table has this name.
fn write<W: Write + Send>(selection: &Selection<'_>, name: &str, out: W) -> Result<W> {
    let columns = match name {
        "people" => people(selection),
        "contests" => contests(selection),
        "candidacies" => candidacies(selection),
        "results" => results(selection),
        "tenures" => tenures(selection),
        "citations" => citations(selection),
        "vertices" => vertices(selection),
        "edges" => edges(selection),
        _ => return Err(ParquetError::General(format!("there is no table '{name}'"))),
    };
    table(out, &columns, selection.words())
}

/// Returns the values as one text, as the CSV tables have them.
fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join("; "))
}

fn people(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let rows: Vec<_> = selection.people().collect();
    let rows = rows.as_slice();
    vec![
        ("id", whole(rows, |r| Some(r.id.index() as i64))),
        ("name", text(rows, |p| Some(p.name.clone()))),
        ("spellings", text(rows, |p| serde_json::to_string(&p.spellings).ok())),
        ("place", text(rows, |p| graph.place_of(p.id).map(ToString::to_string))),
        ("stable_id", text(rows, |p| Some(p.stable_id.clone()))),
        ("ids", text(rows, |p| joined(&p.ids.all().iter().map(|id| id.value.clone()).collect::<Vec<_>>()))),
        ("born", text(rows, |p| p.born.best().map(ToString::to_string))),
        ("died", text(rows, |p| p.died.best().map(ToString::to_string))),
    ]
}

fn contests(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let rows: Vec<_> = selection.contests().collect();
    let rows = rows.as_slice();
    let year = |c: &&crate::graph::Contest| c.year().map(i64::from);
    vec![
        ("id", whole(rows, |r| Some(r.id.index() as i64))),
        ("title", text(rows, |c| Some(c.title.clone()))),
        ("office", text(rows, |c| c.office.map(|o| graph.office(o).name.clone()))),
        ("office_id", whole(rows, |c| c.office.map(|o| o.index() as i64))),
        ("party", text(rows, |c| c.party.map(|p| graph.party(p).name.clone()))),
        ("country", text(rows, |c| c.country.clone())),
        ("kind", text(rows, |c| Some(c.kind.label().into()))),
        ("status", text(rows, |c| c.status.best().map(|s| s.label().into()))),
        ("documented", truth(rows, |c| c.documented)),
        ("counts", truth(rows, |c| c.counts(false))),
        ("date", text(rows, |c| c.date().map(|d| d.to_string()))),
        ("year", whole(rows, year)),
        ("selectorate", text(rows, |c| c.decided_by().map(|s| s.label().into()))),
        ("electorate", whole(rows, |c| c.electorate.best().map(|q| q.count as i64))),
        ("ballots", whole(rows, |c| c.ballots.best().map(|q| q.count as i64))),
        ("turnout", number(rows, |c| c.turnout.best().copied())),
        ("rounds", whole(rows, |c| Some(c.rounds.len() as i64))),
        ("previous_id", whole(rows, |c| c.previous.best().map(|p| p.index() as i64))),
        ("next_id", whole(rows, |c| c.next.best().map(|n| n.index() as i64))),
    ]
}

fn candidacies(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let rows: Vec<_> = selection.candidacies().collect();
    let rows = rows.as_slice();
    vec![
        ("id", whole(rows, |r| Some(r.id.index() as i64))),
        ("contest_id", whole(rows, |c| Some(c.contest.index() as i64))),
        ("person_id", whole(rows, |c| Some(c.person.index() as i64))),
        ("party", text(rows, |c| c.party.best().map(|p| graph.party(*p).name.clone()))),
        ("outcome", text(rows, |c| c.outcome.best().map(|o| o.label().into()))),
        ("elected", truth(rows, |c| c.is_elected())),
        ("stood", truth(rows, |c| c.is_standing())),
        ("incumbent", truth(rows, |c| graph.is_incumbent(c))),
        ("other", text(rows, |c| c.others.best().cloned())),
    ]
}

/// Returns the table with one row per candidacy and round. `counts` is true if the round is valid in a contest that
/// counts.
fn results(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let mut rows = Vec::new();
    for candidacy in selection.candidacies() {
        let contest = graph.contest(candidacy.contest);
        let valid = contest.valid_rounds(false);
        let mut row = |round: usize| {
            let result = candidacy.round(round);
            let votes = result.and_then(|r| r.votes.best()).map(|v| *v as i64);
            let share = result.and_then(|r| r.shares.best().copied());
            rows.push((candidacy, round as i64, votes, share, contest.counts(false) && valid.contains(&round)));
        };
        if candidacy.rounds.is_empty() {
            row(1);
        } else {
            candidacy.rounds.keys().for_each(row);
        }
    }
    vec![
        ("candidacy_id", whole(&rows, |r| Some(r.0.id.index() as i64))),
        ("contest_id", whole(&rows, |r| Some(r.0.contest.index() as i64))),
        ("person_id", whole(&rows, |r| Some(r.0.person.index() as i64))),
        ("round", whole(&rows, |r| Some(r.1))),
        ("votes", whole(&rows, |r| r.2)),
        ("share", number(&rows, |r| r.3)),
        ("stood", truth(&rows, |r| r.0.stood_in(r.1 as usize))),
        ("counts", truth(&rows, |r| r.4)),
    ]
}

fn tenures(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let rows: Vec<_> = selection.tenures().collect();
    let rows = rows.as_slice();
    vec![
        ("id", whole(rows, |r| Some(r.id.index() as i64))),
        ("office", text(rows, |t| Some(graph.office(t.office).name.clone()))),
        ("office_id", whole(rows, |t| Some(t.office.index() as i64))),
        ("person_id", whole(rows, |t| Some(t.person.index() as i64))),
        ("from", text(rows, |t| t.from.best().map(ToString::to_string))),
        ("to", text(rows, |t| t.to.best().map(ToString::to_string))),
        ("began", text(rows, |t| t.began.map(|b| b.label().into()))),
        ("ended", text(rows, |t| t.ended.map(|e| e.label().into()))),
        ("contest_id", whole(rows, |t| t.contest.map(|c| c.index() as i64))),
        ("follows", truth(rows, |t| t.follows)),
    ]
}

/// Returns the citations of what is selected, each with its number among all.
fn citations(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let of_contests = selection.contests().flat_map(|c| &c.citations);
    let mut used: Vec<CitationId> =
        of_contests.chain(selection.tenures().flat_map(|t| &t.citations)).copied().collect();
    used.sort_unstable();
    used.dedup();
    let rows = used.as_slice();
    let of = |id: &CitationId| graph.citation(*id);
    vec![
        ("id", whole(rows, |id| Some(id.index() as i64))),
        ("file", text(rows, |id| Some(of(id).file.to_string()))),
        ("page", text(rows, |id| Some(of(id).page.to_string()))),
        ("revision", whole(rows, |id| of(id).revision.map(|r| r as i64))),
        ("line", whole(rows, |id| Some(of(id).line as i64))),
        ("confidence", text(rows, |id| Some(of(id).confidence.label().into()))),
        ("quote", text(rows, |id| Some(of(id).quote.to_string()))),
    ]
}

/// Returns the id of a node, which is unique among all nodes: `p12`, `c7`, `o3`, `y1`.
fn node_id(node: Node) -> String {
    match node {
        Node::Person(id) => format!("p{}", id.index()),
        Node::Contest(id) => format!("c{}", id.index()),
        Node::Office(id) => format!("o{}", id.index()),
        Node::Party(id) => format!("y{}", id.index()),
        Node::Group(id) => format!("g{}", id.index()),
    }
}

/// Returns the vertices as GraphFrames expects them: a column `id`, then any others.
fn vertices(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let nodes: Vec<Node> = graph.petgraph().node_weights().copied().filter(|n| selection.has(*n)).collect();
    let (kind, name) = (
        |node: &Node| match node {
            Node::Person(_) => "person",
            Node::Contest(_) => "contest",
            Node::Office(_) => "office",
            Node::Party(_) => "party",
            Node::Group(_) => "group",
        },
        |node: &Node| graph.label_of(*node).to_string(),
    );
    let year = |node: &Node| match node {
        Node::Contest(id) => graph.contest(*id).year().map(i64::from),
        _ => None,
    };
    let stable_id = |node: Node| match node {
        Node::Person(id) => graph.person(id).stable_id.clone(),
        other => name(&other),
    };
    vec![
        ("id", text(&nodes, |n| Some(node_id(*n)))),
        ("kind", text(&nodes, |n| Some(kind(n).into()))),
        ("name", text(&nodes, |n| Some(name(n)))),
        ("year", whole(&nodes, year)),
        ("stable_id", text(&nodes, |n| Some(stable_id(*n)))),
    ]
}

/// Returns the edges as GraphFrames expects them: the columns `src` and `dst`, then any others.
fn edges(selection: &Selection<'_>) -> Columns {
    let graph = selection.graph();
    let all = graph.petgraph();
    let edges: Vec<(Node, Node, Link)> = all
        .edge_references()
        .map(|e| (all[e.source()], all[e.target()], *e.weight()))
        .filter(|(from, to, link)| selection.has(*from) && selection.has(*to) && selection.has_link(link))
        .collect();
    vec![
        ("src", text(&edges, |e| Some(node_id(e.0)))),
        ("dst", text(&edges, |e| Some(node_id(e.1)))),
        ("relationship", text(&edges, |e| Some(e.2.relation.label().into()))),
        ("candidacy_id", whole(&edges, |e| e.2.candidacy.map(|c| c.index() as i64))),
        ("tenure_id", whole(&edges, |e| e.2.tenure.map(|t| t.index() as i64))),
        ("tie_id", whole(&edges, |e| e.2.tie.map(|t| t.index() as i64))),
    ]
}

fn table<W: Write + Send>(out: W, columns: &Columns, selected: &str) -> Result<W> {
    let field = |(name, column): &(&str, Column)| {
        let (kind, logical) = match column {
            Column::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Column::Whole(_) => (Physical::INT64, None),
            Column::Number(_) => (Physical::DOUBLE, None),
            Column::Truth(_) => (Physical::BOOLEAN, None),
        };
        let builder = Type::primitive_type_builder(name, kind).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>>>()?;
    let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(concat!("hustings ", env!("CARGO_PKG_VERSION")).into())
        .set_key_value_metadata(
            (!selected.is_empty()).then(|| vec![KeyValue::new("selection".into(), selected.to_string())]),
        )
        .build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let rows = columns.first().map_or(0, |(_, column)| match column {
        Column::Text(all) => all.len(),
        Column::Whole(all) => all.len(),
        Column::Number(all) => all.len(),
        Column::Truth(all) => all.len(),
    });
    for start in (0..rows).step_by(GROUP) {
        let range = start..(start + GROUP).min(rows);
        let mut group = writer.next_row_group()?;
        for (_, column) in columns {
            let range = range.clone();
            match column {
                Column::Text(all) => {
                    let bytes = all[range].iter().map(|v| v.as_deref().map(ByteArray::from));
                    put::<ByteArrayType, _>(&mut group, bytes)?;
                }
                Column::Whole(all) => put::<Int64Type, _>(&mut group, all[range].iter().copied())?,
                Column::Number(all) => put::<DoubleType, _>(&mut group, all[range].iter().copied())?,
                Column::Truth(all) => put::<BoolType, _>(&mut group, all[range].iter().copied())?,
            }
        }
        group.close()?;
    }
    writer.into_inner()
}

/// Writes the values that are present, and a definition level for each row, which says whether the row has a value.
fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<()> {
    let (mut present, mut levels) = (Vec::new(), Vec::with_capacity(values.size_hint().0));
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    let column = group.next_column()?;
    let mut column = column.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    column.close()
}
