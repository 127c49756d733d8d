//! The typed graph as rows of nodes and edges with attributes. GraphML, GEXF and node-link JSON are all written from
//! these rows, so they hold the same nodes, edges and attributes.

use crate::facts::{Began, Ended, Phase, Stance};
use crate::graph::{Candidacy, Link, Node, Relation, Selection};
use crate::view::words::evidence;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    /// A word from a fixed vocabulary; no format needs to escape it.
    Word(&'static str),
    Whole(u64),
    Signed(i32),
    Number(f64),
    Truth(bool),
}

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Whole,
    Number,
    Truth,
}

impl Type {
    /// Returns the name of the type in GraphML and GEXF.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "long",
            Self::Number => "double",
            Self::Truth => "boolean",
        }
    }
}

/// The attributes of nodes: name and type. Rows give them in this order.
pub(super) const OF_NODES: [(&str, Type); 17] = [
    ("kind", Type::Text),
    ("label", Type::Text),
    ("stood", Type::Whole),
    ("elected", Type::Whole),
    ("date", Type::Text),
    ("year", Type::Whole),
    ("office", Type::Text),
    ("party", Type::Text),
    ("country", Type::Text),
    ("contest_kind", Type::Text),
    ("evidence", Type::Text),
    ("status", Type::Text),
    ("selectorate", Type::Text),
    ("electorate", Type::Whole),
    ("ballots", Type::Whole),
    ("turnout", Type::Number),
    ("stable_id", Type::Text),
];

/// The attributes of edges: name and type.
pub(super) const OF_EDGES: [(&str, Type); 18] = [
    ("relation", Type::Text),
    ("votes", Type::Whole),
    ("share", Type::Number),
    ("round", Type::Whole),
    ("outcome", Type::Text),
    ("won", Type::Truth),
    ("incumbent", Type::Truth),
    ("party", Type::Text),
    ("office", Type::Text),
    ("from", Type::Text),
    ("to", Type::Text),
    ("began", Type::Text),
    ("ended", Type::Text),
    ("role", Type::Text),
    ("stance", Type::Text),
    ("phase", Type::Text),
    ("contest", Type::Text),
    ("tie", Type::Truth),
];

/// A node: its id, and its attributes with their indices in [`OF_NODES`].
pub(super) struct NodeRow<'a> {
    pub id: (char, usize),
    pub attributes: Attributes<'a>,
}

/// An edge: the ids of its two nodes, and its attributes with their indices in [`OF_EDGES`].
pub(super) struct EdgeRow<'a> {
    pub source: (char, usize),
    pub target: (char, usize),
    pub attributes: Attributes<'a>,
}

/// Returns the index of an attribute in its list, or `N` if the list lacks it.
const fn place<const N: usize>(list: &[(&str, Type); N], name: &str) -> usize {
    let mut at = 0;
    while at < N {
        let (a, b) = (list[at].0.as_bytes(), name.as_bytes());
        let mut same = a.len() == b.len();
        let mut i = 0;
        while same && i < a.len() {
            same = a[i] == b[i];
            i += 1;
        }
        if same {
            return at;
        }
        at += 1;
    }
    N
}

/// The known attributes of a row, in the order of their list. They are stored inline, without allocation, because a
/// large graph has millions of rows.
#[derive(Clone, Copy)]
pub(super) struct Attributes<'a> {
    items: [(usize, Value<'a>); OF_EDGES.len()],
    count: usize,
}

impl<'a> Attributes<'a> {
    fn new() -> Self {
        Self { items: [(0, Value::Truth(false)); OF_EDGES.len()], count: 0 }
    }

    /// Returns the attributes, each with its index in its list.
    pub(super) fn as_slice(&self) -> &[(usize, Value<'a>)] {
        &self.items[..self.count]
    }

    fn push(&mut self, at: usize, value: Value<'a>) {
        self.items[self.count] = (at, value);
        self.count += 1;
    }

    fn text(&mut self, at: usize, value: Option<&'a str>) {
        value.into_iter().for_each(|v| self.push(at, Value::Text(v)));
    }

    fn word(&mut self, at: usize, value: Option<&'static str>) {
        value.into_iter().for_each(|v| self.push(at, Value::Word(v)));
    }

    fn whole(&mut self, at: usize, value: Option<u64>) {
        value.into_iter().for_each(|v| self.push(at, Value::Whole(v)));
    }

    fn number(&mut self, at: usize, value: Option<f64>) {
        value.filter(|v| v.is_finite()).into_iter().for_each(|v| self.push(at, Value::Number(v)));
    }
}

fn id(node: Node) -> (char, usize) {
    match node {
        Node::Person(p) => ('p', p.index()),
        Node::Contest(c) => ('c', c.index()),
        Node::Office(o) => ('o', o.index()),
        Node::Party(p) => ('a', p.index()),
        Node::Group(g) => ('g', g.index()),
    }
}

/// Visits every node: people, contests, offices, parties. O(nodes + candidacies).
pub(super) fn nodes<E>(
    selection: &Selection<'_>,
    mut visit: impl FnMut(&NodeRow<'_>) -> Result<(), E>,
) -> Result<(), E> {
    const fn at(name: &str) -> usize {
        place(&OF_NODES, name)
    }
    let graph = selection.graph();
    for person in selection.people() {
        let rows = person.candidacies.iter().map(|c| graph.candidacy(*c)).filter(|c| selection.has_candidacy(c));
        let (stood, elected) =
            rows.filter(|c| c.is_standing()).fold((0, 0), |(s, e), c| (s + 1, e + u64::from(c.is_elected())));
        let mut row = Attributes::new();
        row.word(const { at("kind") }, Some("person"));
        row.text(const { at("label") }, Some(&person.name));
        row.whole(const { at("stood") }, Some(stood));
        row.whole(const { at("elected") }, Some(elected));
        row.text(const { at("stable_id") }, Some(&person.stable_id));
        visit(&NodeRow { id: ('p', person.id.index()), attributes: row })?;
    }
    for contest in selection.contests() {
        let date = contest.date().map(|d| d.to_string());
        let mut row = Attributes::new();
        row.word(const { at("kind") }, Some("contest"));
        row.text(const { at("label") }, Some(&contest.title));
        row.text(const { at("date") }, date.as_deref());
        contest.year().into_iter().for_each(|y| row.push(const { at("year") }, Value::Signed(y)));
        row.text(const { at("office") }, contest.office.map(|o| graph.office(o).name.as_str()));
        row.text(const { at("party") }, contest.party.map(|p| graph.party(p).name.as_str()));
        row.text(const { at("country") }, contest.country.as_deref());
        row.word(const { at("contest_kind") }, Some(contest.kind.label()));
        row.word(const { at("evidence") }, Some(evidence(contest.documented)));
        row.word(const { at("status") }, contest.status.best().map(|s| s.label()));
        row.word(const { at("selectorate") }, contest.decided_by().map(|s| s.label()));
        row.whole(const { at("electorate") }, contest.electorate.best().map(|q| q.count));
        row.whole(const { at("ballots") }, contest.ballots.best().map(|q| q.count));
        row.number(const { at("turnout") }, contest.turnout.best().copied());
        let key = graph.contest_key(contest.id);
        row.text(const { at("stable_id") }, Some(&key));
        visit(&NodeRow { id: ('c', contest.id.index()), attributes: row })?;
    }
    for office in selection.offices() {
        let mut row = Attributes::new();
        row.word(const { at("kind") }, Some("office"));
        row.text(const { at("label") }, Some(&office.name));
        row.text(const { at("party") }, office.party.map(|p| graph.party(p).name.as_str()));
        let key = graph.office_key(office.id);
        row.text(const { at("stable_id") }, Some(&key));
        visit(&NodeRow { id: ('o', office.id.index()), attributes: row })?;
    }
    for party in selection.parties() {
        let mut row = Attributes::new();
        row.word(const { at("kind") }, Some("party"));
        row.text(const { at("label") }, Some(&party.name));
        let key = graph.party_key(party.id);
        row.text(const { at("stable_id") }, Some(&key));
        visit(&NodeRow { id: ('a', party.id.index()), attributes: row })?;
    }
    for group in selection.groups() {
        let mut row = Attributes::new();
        row.word(const { at("kind") }, Some("group"));
        row.text(const { at("label") }, Some(&group.name));
        let key = crate::wikitext::fold_title(&group.name);
        row.text(const { at("stable_id") }, Some(&key));
        visit(&NodeRow { id: ('g', group.id.index()), attributes: row })?;
    }
    Ok(())
}

/// Visits every selected edge whose two ends are selected, in the order of the graph. Skips `elected by`, which is an
/// attribute of the `stood in` edge. O(edges).
pub(super) fn edges<E>(
    selection: &Selection<'_>,
    mut visit: impl FnMut(&EdgeRow<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let graph = selection.graph().petgraph();
    for edge in graph.edge_references() {
        let link = edge.weight();
        let end = |index: NodeIndex| graph[index];
        let (source, target) = (end(edge.source()), end(edge.target()));
        let selected = selection.has(source) && selection.has(target) && selection.has_link(link);
        if link.relation == Relation::ElectedBy || !selected {
            continue;
        }
        let words = Words::of(selection, link);
        visit(&EdgeRow { source: id(source), target: id(target), attributes: attributes(selection, link, &words) })?;
    }
    Ok(())
}

/// The texts that an edge's attributes borrow.
struct Words {
    from: Option<String>,
    to: Option<String>,
}

impl Words {
    fn of(selection: &Selection<'_>, link: &Link) -> Self {
        let tenure = link.tenure.map(|t| selection.graph().tenure(t));
        let tie = link.tie.map(|t| selection.graph().tie(t));
        let date = |d: Option<&crate::wikitext::Date>| d.map(ToString::to_string);
        let (from, to) = (tenure.and_then(|t| t.from.best()), tenure.and_then(|t| t.to.best()));
        let (start, end) = (tie.and_then(|t| t.start.as_ref()), tie.and_then(|t| t.end.as_ref()));
        Self { from: date(from.or(start)), to: date(to.or(end)) }
    }
}

fn attributes<'a>(selection: &Selection<'a>, link: &Link, words: &'a Words) -> Attributes<'a> {
    const fn at(name: &str) -> usize {
        place(&OF_EDGES, name)
    }
    let graph = selection.graph();
    let mut row = Attributes::new();
    row.word(const { at("relation") }, Some(link.relation.label()));
    if let Some(candidacy) = link.candidacy.map(|c| graph.candidacy(c)) {
        let last = candidacy.last_result(graph.contest(candidacy.contest));
        row.whole(const { at("votes") }, last.and_then(|(_, r)| r.votes.best().copied()));
        row.number(const { at("share") }, last.and_then(|(_, r)| r.shares.best().copied()));
        row.whole(const { at("round") }, last.map(|(n, _)| n as u64));
        row.word(const { at("outcome") }, candidacy.outcome.best().map(|o| o.label()));
        row.push(const { at("won") }, Value::Truth(Candidacy::is_elected(candidacy)));
        row.push(const { at("incumbent") }, Value::Truth(graph.is_incumbent(candidacy)));
        row.text(const { at("party") }, candidacy.party.best().map(|p| graph.party(*p).name.as_str()));
    }
    if let Some(tenure) = link.tenure.map(|t| graph.tenure(t)) {
        row.text(const { at("party") }, tenure.party.map(|p| graph.party(p).name.as_str()));
        row.text(const { at("office") }, Some(&graph.office(tenure.office).name));
        row.text(const { at("from") }, words.from.as_deref());
        // A succession links to the later tenure. The edge keeps only the date when that tenure began.
        if link.relation == Relation::Held {
            row.text(const { at("to") }, words.to.as_deref());
            row.word(const { at("began") }, tenure.began.map(Began::label));
            row.word(const { at("ended") }, tenure.ended.map(Ended::label));
        }
    }
    if let Some(tie) = link.tie.map(|t| graph.tie(t)) {
        row.text(const { at("office") }, tie.office.as_deref());
        row.text(const { at("from") }, words.from.as_deref());
        row.text(const { at("to") }, words.to.as_deref());
        row.text(const { at("role") }, tie.role.as_deref());
        row.word(const { at("stance") }, tie.stance.map(Stance::label));
        row.word(const { at("phase") }, tie.phase.map(Phase::label));
        row.text(const { at("contest") }, tie.contest.map(|c| graph.contest(c).title.as_str()));
        row.push(const { at("tie") }, Value::Truth(true));
    }
    row
}
