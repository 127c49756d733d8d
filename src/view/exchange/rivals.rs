//! The network of rivals. Nodes are people; an edge joins two people who met, with the number of meetings and who won.
//! Gephi, networkx, igraph and D3 work best with such a network, whose nodes are all of one kind.

use super::Options;
use super::graphml::{flush, number};
use crate::analysis::rivals::{self, Tally};
use crate::graph::{ContestId, PersonId, Selection};
use crate::view::escape::Escaping;
use crate::wikitext::formula::guarded;
use crate::wikitext::push_xml;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{Error, Result, Write};

/// The formats of the network, by the names that `--format` takes.
pub const FORMATS: [&str; 5] = ["graphml", "gexf", "node-link", "dot", "csv"];

/// A person of the network.
struct Person {
    id: PersonId,
    meetings: u64,
    rivals: u64,
    stood: u64,
    elected: u64,
}

/// The nodes and edges. People are in the order of their ids, edges have the most meetings first.
struct Network {
    people: Vec<Person>,
    ties: Vec<Tally>,
    /// Contests left out because they have too many candidates, and thus too many pairs.
    left_out: Vec<ContestId>,
}

/// The attributes of nodes (besides the label) and of edges: the name, and the type in GraphML and GEXF.
const OF_NODES: [(&str, &str); 4] = [("stood", "long"), ("elected", "long"), ("rivals", "long"), ("meetings", "long")];
const OF_EDGES: [(&str, &str); 9] = [
    ("meetings", "long"),
    ("documented", "long"),
    ("stated", "long"),
    ("won_source", "long"),
    ("won_target", "long"),
    ("ahead_source", "long"),
    ("ahead_target", "long"),
    ("first_year", "long"),
    ("last_year", "long"),
];

impl Network {
    fn of(selection: &Selection<'_>, include_annulled: bool) -> Self {
        let graph = selection.graph();
        let (ties, left_out) = if selection.is_whole() {
            rivals::all(graph, include_annulled)
        } else {
            let found = rivals::within(selection, include_annulled);
            let left_out = rivals::too_large(selection.contests());
            (found.iter().map(|r| r.tally(graph)).collect(), left_out.into_iter().collect())
        };
        let mut met: BTreeMap<PersonId, (u64, u64)> = BTreeMap::new();
        for tie in &ties {
            for person in [tie.a, tie.b] {
                let (meetings, rivals) = met.entry(person).or_default();
                *meetings += u64::from(tie.meetings);
                *rivals += 1;
            }
        }
        let person = |(id, (meetings, rivals)): (PersonId, (u64, u64))| {
            let rows = graph.person(id).candidacies.iter().map(|c| graph.candidacy(*c));
            let counts = |c: &&crate::graph::Candidacy| {
                c.is_standing() && selection.has_candidacy(c) && graph.contest(c.contest).counts(include_annulled)
            };
            let (stood, elected) = rows.filter(counts).fold((0, 0), |(s, e), c| (s + 1, e + u64::from(c.is_elected())));
            Person { id, meetings, rivals, stood, elected }
        };
        Self { people: met.into_iter().map(person).collect(), ties, left_out }
    }

    fn values(person: &Person) -> [u64; 4] {
        [person.stood, person.elected, person.rivals, person.meetings]
    }
}

/// Returns an edge's values in the order of [`OF_EDGES`]. A year is `None` if it is unknown.
fn values(tie: &Tally) -> [Option<i64>; 9] {
    let count = |n: u16| Some(i64::from(n));
    [
        count(tie.meetings),
        count(tie.documented),
        count(tie.meetings - tie.documented),
        count(tie.won_a),
        count(tie.won_b),
        count(tie.ahead_a),
        count(tie.ahead_b),
        tie.first().map(i64::from),
        tie.last().map(i64::from),
    ]
}

/// Writes the network of rivals of a selection in one of [`FORMATS`]. The `source` of an edge is the person whose name
/// sorts first. Returns the contests that were left out because they have too many pairs. O(pairs).
///
/// # Errors
/// An error if the stream fails, or if the format is not one of [`FORMATS`].
pub fn write(
    format: &str,
    selection: &Selection<'_>,
    include_annulled: bool,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Vec<ContestId>> {
    let network = Network::of(selection, include_annulled);
    let written = match format {
        "graphml" => graphml(&network, selection, out),
        "gexf" => gexf(&network, selection, out),
        "node-link" => {
            let mut escaped = Escaping::for_json(out);
            node_link(&network, selection, &mut escaped).and_then(|()| escaped.flush())
        }
        "dot" => dot(&network, selection, out),
        "csv" => csv(&network, selection, options, out),
        other => Err(Error::other(format!(
            "the network of rivals cannot be written as '{other}'; use graphml, gexf, node-link, dot or csv"
        ))),
    };
    written.map(|()| network.left_out)
}

fn graphml(network: &Network, selection: &Selection<'_>, out: &mut dyn Write) -> Result<()> {
    let mut line: Vec<u8> = Vec::with_capacity(1 << 17);
    line.extend_from_slice(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    line.extend_from_slice(b"<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n");
    for (name, kind) in OF_NODES {
        writeln!(line, "<key id=\"n_{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    for (name, kind) in OF_EDGES {
        writeln!(line, "<key id=\"e_{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    line.extend_from_slice(b"<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n");
    line.extend_from_slice(b"<graph id=\"rivals\" edgedefault=\"undirected\">\n");
    for person in &network.people {
        write!(line, "<node id=\"p{}\"><data key=\"label\">", person.id.index())?;
        push_xml(&mut line, &selection.graph().person(person.id).name);
        line.extend_from_slice(b"</data>");
        for ((name, _), value) in OF_NODES.iter().zip(Network::values(person)) {
            write!(line, "<data key=\"n_{name}\">{value}</data>")?;
        }
        line.extend_from_slice(b"</node>\n");
        flush(&mut line, out)?;
    }
    for tie in &network.ties {
        write!(line, "<edge source=\"p{}\" target=\"p{}\">", tie.a.index(), tie.b.index())?;
        for ((name, _), value) in OF_EDGES.iter().zip(values(tie)) {
            if let Some(value) = value {
                write!(line, "<data key=\"e_{name}\">{value}</data>")?;
            }
        }
        writeln!(line, "<data key=\"weight\">{}</data></edge>", tie.meetings)?;
        flush(&mut line, out)?;
    }
    line.extend_from_slice(b"</graph>\n</graphml>\n");
    out.write_all(&line)
}

fn gexf(network: &Network, selection: &Selection<'_>, out: &mut dyn Write) -> Result<()> {
    let mut line: Vec<u8> = Vec::with_capacity(1 << 17);
    line.extend_from_slice(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n",
    );
    line.extend_from_slice(b"<meta><creator>Hustings</creator><description>Rivals: who faced whom, and who won");
    if !selection.is_whole() {
        line.extend_from_slice(b". Selected: ");
        push_xml(&mut line, selection.words());
    }
    line.extend_from_slice(b"</description></meta>\n<graph defaultedgetype=\"undirected\" mode=\"static\">\n");
    for (class, list) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
        writeln!(line, "<attributes class=\"{class}\">")?;
        for (i, (name, kind)) in list.iter().enumerate() {
            writeln!(line, "<attribute id=\"{i}\" title=\"{name}\" type=\"{kind}\"/>")?;
        }
        line.extend_from_slice(b"</attributes>\n");
    }
    line.extend_from_slice(b"<nodes>\n");
    for person in &network.people {
        write!(line, "<node id=\"p{}\" label=\"", person.id.index())?;
        push_xml(&mut line, &selection.graph().person(person.id).name);
        line.extend_from_slice(b"\"><attvalues>");
        for (i, value) in Network::values(person).into_iter().enumerate() {
            write!(line, "<attvalue for=\"{i}\" value=\"{value}\"/>")?;
        }
        line.extend_from_slice(b"</attvalues></node>\n");
        flush(&mut line, out)?;
    }
    line.extend_from_slice(b"</nodes>\n<edges>\n");
    for (at, tie) in network.ties.iter().enumerate() {
        line.extend_from_slice(b"<edge id=\"");
        number(&mut line, at as u64);
        let (a, b) = (tie.a.index(), tie.b.index());
        write!(line, "\" source=\"p{a}\" target=\"p{b}\" weight=\"{}\"><attvalues>", tie.meetings)?;
        for (i, value) in values(tie).into_iter().enumerate() {
            if let Some(value) = value {
                write!(line, "<attvalue for=\"{i}\" value=\"{value}\"/>")?;
            }
        }
        line.extend_from_slice(b"</attvalues></edge>\n");
        flush(&mut line, out)?;
    }
    line.extend_from_slice(b"</edges>\n</graph>\n</gexf>\n");
    out.write_all(&line)
}

fn node_link(network: &Network, selection: &Selection<'_>, out: &mut dyn Write) -> Result<()> {
    let selected = json!(if selection.is_whole() { "everything" } else { selection.words() });
    write!(
        out,
        "{{\n\"directed\": false,\n\"multigraph\": false,\n\"graph\": {{\"generator\": \"Hustings\", \"network\": \"rivals\", \"selection\": {selected}}},\n\"nodes\": ["
    )?;
    for (at, person) in network.people.iter().enumerate() {
        let mut object = serde_json::Map::new();
        object.insert("id".into(), format!("p{}", person.id.index()).into());
        object.insert("label".into(), selection.graph().person(person.id).name.as_str().into());
        for ((name, _), value) in OF_NODES.iter().zip(Network::values(person)) {
            object.insert((*name).into(), value.into());
        }
        write!(out, "{}{}", if at == 0 { "\n" } else { ",\n" }, serde_json::Value::Object(object))?;
    }
    write!(out, "\n],\n\"links\": [")?;
    for (at, tie) in network.ties.iter().enumerate() {
        let mut object = serde_json::Map::new();
        object.insert("source".into(), format!("p{}", tie.a.index()).into());
        object.insert("target".into(), format!("p{}", tie.b.index()).into());
        object.insert("weight".into(), tie.meetings.into());
        for ((name, _), value) in OF_EDGES.iter().zip(values(tie)) {
            if let Some(value) = value {
                object.insert((*name).into(), value.into());
            }
        }
        write!(out, "{}{}", if at == 0 { "\n" } else { ",\n" }, serde_json::Value::Object(object))?;
    }
    out.write_all(b"\n]\n}\n")
}

fn dot(network: &Network, selection: &Selection<'_>, out: &mut dyn Write) -> Result<()> {
    let people: Vec<(String, String)> = network
        .people
        .iter()
        .map(|p| (format!("p{}", p.id.index()), selection.graph().person(p.id).name.clone()))
        .collect();
    let ties: Vec<(String, String, String)> = network
        .ties
        .iter()
        .map(|t| {
            let label = format!("{}: {}–{}", t.meetings, t.won_a, t.won_b);
            (format!("p{}", t.a.index()), format!("p{}", t.b.index()), label)
        })
        .collect();
    out.write_all(crate::view::dot::network("Rivals: who faced whom, and who won", &people, &ties).as_bytes())
}

fn csv(network: &Network, selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let head = ["source", "target", "weight"].into_iter().chain(OF_EDGES.iter().map(|(name, _)| *name));
    table.write_record(head).map_err(Error::other)?;
    for tie in &network.ties {
        let name = |p: PersonId| {
            let name = &selection.graph().person(p).name;
            if options.formulas { name.clone() } else { guarded(name).into_owned() }
        };
        let numbers = values(tie).map(|v| v.map(|v| v.to_string()).unwrap_or_default());
        let row = [name(tie.a), name(tie.b), tie.meetings.to_string()].into_iter().chain(numbers);
        table.write_record(row).map_err(Error::other)?;
    }
    table.flush()
}
