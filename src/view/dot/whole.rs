//! The graph itself as DOT.

use super::{edge, head, node, print, quote, text};
use crate::graph::{Node as GraphNode, Relation, Selection};
use crate::view::diagram::Frame;
use petgraph::visit::EdgeRef;

/// Returns the graph, or a part of it, as DOT: every node, and every edge with its relation.
pub fn graph(selection: &Selection<'_>) -> String {
    let graph = selection.graph();
    let (title, subtitle) = match selection.words() {
        "" => ("Hustings: the whole graph", String::new()),
        words => ("Hustings: a part of the graph", format!("Selected: {words}.")),
    };
    let mut out = print(true, head(&Frame { title: title.into(), subtitle, ..Frame::default() }));
    out.truncate(out.trim_end().trim_end_matches('}').len());
    let petgraph = graph.petgraph();
    out.reserve(petgraph.node_count() * 64 + petgraph.edge_count() * 40);
    // Statements are written directly, in the printer's form, because a large graph has millions of them.
    for index in petgraph.node_indices().filter(|i| selection.has(petgraph[*i])) {
        let (label, shape) = match petgraph[index] {
            GraphNode::Person(p) => (&graph.person(p).name, "ellipse"),
            GraphNode::Contest(c) => (&graph.contest(c).title, "box"),
            GraphNode::Office(o) => (&graph.office(o).name, "house"),
            GraphNode::Party(p) => (&graph.party(p).name, "hexagon"),
            GraphNode::Group(g) => (&graph.group(g).name, "folder"),
        };
        out.push_str("  n");
        number(&mut out, index.index());
        out.push_str("[label=");
        out.push_str(&quote(label));
        out.push_str(" shape=\"");
        out.push_str(shape);
        out.push_str("\"];\n");
    }
    for link in petgraph.edge_references() {
        let ends = [link.source(), link.target()].map(|i| selection.has(petgraph[i]));
        if ends != [true, true] || !selection.has_link(link.weight()) {
            continue;
        }
        let relation = link.weight().relation;
        out.push_str("  n");
        number(&mut out, link.source().index());
        out.push_str(" -> n");
        number(&mut out, link.target().index());
        out.push_str(" [label=\"");
        out.push_str(relation.label());
        out.push_str(if relation == Relation::StoodIn { "\" color=\"#a9b4bf\"];\n" } else { "\"];\n" });
    }
    out.push_str("}\n");
    out
}

fn number(out: &mut String, number: usize) {
    let mut digits = [0_u8; 20];
    let (mut at, mut rest) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|d| char::from(*d)));
}

/// Returns people and the ties between them as an undirected graph. `people` are ids and names; `ties` are two ids and
/// a label. Ids must consist of letters and digits.
pub fn network(title: &str, people: &[(String, String)], ties: &[(String, String, String)]) -> String {
    let mut stmts = head(&Frame { title: title.into(), ..Frame::default() });
    stmts.extend(people.iter().map(|(id, name)| node(id, vec![text("label", name)])));
    stmts.extend(ties.iter().map(|(a, b, label)| edge(a, b, vec![text("label", label)])));
    print(false, stmts)
}
