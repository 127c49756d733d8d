//! Diagrams and whole graphs as DOT, built with graphviz-rust's structures, and Graphviz's own layout where asked for.
//!
//! graphviz-rust escapes nothing: every identifier here is made of letters and digits by this file, and every text
//! goes through one quoting function.

use super::diagram::{BoxStyle, Card, Diagram, Frame, Item, Network, Spine};
use crate::graph::{Node as GraphNode, PoliticalGraph, Relation};
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use petgraph::visit::EdgeRef;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Graphviz refuses quoted strings above 16 kB; longer texts are cut well before that.
const LONGEST: usize = 3_000;

/// Quotes a text for DOT. Backslashes and quotes are escaped, line breaks kept, other control characters replaced;
/// `&` is written as an entity, because Graphviz reads entities in labels.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for (i, c) in text.chars().enumerate() {
        if i == LONGEST {
            out.push('…');
            break;
        }
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            // Marks that turn the direction of what follows would reach beyond the name they stand in.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn text(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.into()), Id::Escaped(quote(value)))
}

fn word(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.into()), Id::Escaped(format!("\"{value}\"")))
}

fn node(id: &str, attributes: Vec<Attribute>) -> Stmt {
    Stmt::Node(Node::new(NodeId(Id::Plain(id.into()), None), attributes))
}

fn edge(from: &str, to: &str, attributes: Vec<Attribute>) -> Stmt {
    let vertex = |id: &str| Vertex::N(NodeId(Id::Plain(id.into()), None));
    Stmt::Edge(Edge { ty: EdgeTy::Pair(vertex(from), vertex(to)), attributes })
}

fn print(directed: bool, stmts: Vec<Stmt>) -> String {
    let id = Id::Plain("hustings".into());
    let graph =
        if directed { Graph::DiGraph { id, strict: false, stmts } } else { Graph::Graph { id, strict: false, stmts } };
    let mut context = PrinterContext::default();
    graph.print(context.with_semi()) + "\n"
}

fn head(frame: &Frame) -> Vec<Stmt> {
    let mut label = frame.title.clone();
    for line in [&frame.subtitle, &frame.source] {
        if !line.is_empty() {
            label.push('\n');
            label.push_str(line);
        }
    }
    vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            text("label", &label),
            word("labelloc", "t"),
            word("fontname", "DejaVu Sans"),
            word("charset", "UTF-8"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            word("fontname", "DejaVu Sans"),
            word("fontsize", "11"),
            word("shape", "box"),
            word("style", "filled"),
            word("fillcolor", "#e8eff6"),
            word("color", "#39536d"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            word("fontname", "DejaVu Sans"),
            word("fontsize", "9"),
            word("color", "#1d2733"),
        ])),
    ]
}

/// A diagram as DOT.
pub fn diagram(diagram: &Diagram) -> String {
    match diagram {
        Diagram::Spine(spine) => spine_dot(spine),
        Diagram::Network(network) => network_dot(network),
    }
}

fn look(style: BoxStyle) -> Vec<Attribute> {
    match style {
        BoxStyle::Tenure => Vec::new(),
        BoxStyle::Provisional => {
            vec![word("style", "filled,dashed"), word("fillcolor", "#fbf6ea"), word("color", "#8a6d1f")]
        }
        BoxStyle::Vacancy | BoxStyle::Gap => vec![word("style", "dotted"), word("color", "#8b95a1")],
        BoxStyle::Contest => vec![word("fillcolor", "#f3f4f6"), word("color", "#7b8794")],
    }
}

fn spine_dot(spine: &Spine) -> String {
    let mut stmts = head(&spine.frame);
    for (g, group) in spine.groups.iter().enumerate() {
        let mut inner = Vec::new();
        if !group.heading.is_empty() {
            inner.push(Stmt::Attribute(text("label", &group.heading)));
        }
        for (i, item) in group.items.iter().enumerate() {
            let id = format!("g{g}i{i}");
            let label = std::iter::once(&item.name).chain(&item.lines).cloned().collect::<Vec<_>>().join("\n");
            let mut attributes = vec![text("label", &label)];
            attributes.extend(look(item.style));
            inner.push(node(&id, attributes));
            if item.follows && i > 0 {
                inner.push(edge(&format!("g{g}i{}", i - 1), &id, arrow(item)));
            } else if i > 0 {
                inner.push(edge(&format!("g{g}i{}", i - 1), &id, vec![word("style", "invis")]));
            }
            cards(&mut inner, &id, item);
        }
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{g}")), stmts: inner }));
    }
    print(true, stmts)
}

/// What a transition's edge says: how the one before ended, and the contest with its result and margin.
fn arrow(item: &Item) -> Vec<Attribute> {
    let mut label = item.arrow.clone();
    if let Some(card) = &item.by {
        if !label.is_empty() {
            label.push('\n');
        }
        label.push_str(&card.in_short());
    }
    let mut attributes = Vec::new();
    if !label.is_empty() {
        attributes.push(text("label", &label));
    }
    attributes.push(text("tooltip", item.by.as_ref().map_or("followed by", |c| c.title.as_str())));
    attributes
}

/// The contests beside an item, on its rank.
fn cards(stmts: &mut Vec<Stmt>, id: &str, item: &Item) {
    for (c, card) in item.by.iter().chain(&item.beside).enumerate() {
        let card_id = format!("{id}c{c}");
        let mut attributes =
            vec![text("label", &card_label(card)), text("tooltip", &card.title), word("shape", "note")];
        attributes.extend([word("fillcolor", "#ffffff"), word("color", "#8b95a1"), word("fontsize", "9")]);
        if card.stated {
            attributes.push(word("style", "filled,dashed"));
        }
        let same = vec![Stmt::Attribute(word("rank", "same")), node(id, vec![]), node(&card_id, attributes)];
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("rank_{card_id}")), stmts: same }));
        stmts.push(edge(
            id,
            &card_id,
            vec![word("style", "dotted"), word("arrowhead", "none"), word("constraint", "false")],
        ));
    }
}

fn card_label(card: &Card) -> String {
    let mut lines = vec![card.title.clone(), card.heading.clone()];
    for round in &card.rounds {
        lines.push(round.label.clone());
        for result in &round.results {
            let mark = match (result.elected, result.beaten) {
                (true, _) => " (elected)",
                (_, true) => " (incumbent, lost)",
                _ => "",
            };
            lines.push(format!("{}{mark} {}", result.name, result.figures).trim_end().to_string());
        }
        lines.push(round.note.clone());
    }
    lines.push(card.aside.clone());
    lines.retain(|l| !l.is_empty());
    lines.join("\n")
}

fn network_dot(network: &Network) -> String {
    let mut stmts = head(&network.frame);
    stmts.push(Stmt::GAttribute(GraphAttributes::Graph(vec![
        word("layout", "neato"),
        word("overlap", "false"),
        word("splines", "true"),
    ])));
    for (i, (name, line)) in network.nodes.iter().enumerate() {
        stmts.push(node(&format!("p{i}"), vec![text("label", &format!("{name}\n{line}"))]));
    }
    for tie in &network.ties {
        let width = format!("{:.1}", 1.0 + 1.2 * (tie.weight.min(8) as f64 - 1.0));
        let attributes = vec![
            text("label", &tie.label),
            text("tooltip", &tie.tooltip),
            word("penwidth", &width),
            word("len", "2.2"),
        ];
        stmts.push(edge(&format!("p{}", tie.a), &format!("p{}", tie.b), attributes));
    }
    print(false, stmts)
}

/// The whole graph as DOT: every node, every edge with its relation.
pub fn graph(graph: &PoliticalGraph) -> String {
    let frame = Frame { title: "Hustings: the whole graph".into(), ..Frame::default() };
    let mut out = print(true, head(&frame));
    out.truncate(out.trim_end().trim_end_matches('}').len());
    let petgraph = graph.petgraph();
    out.reserve(petgraph.node_count() * 64 + petgraph.edge_count() * 40);
    // Written straight, in the form of the printer: a large graph has millions of statements.
    for index in petgraph.node_indices() {
        let (label, shape) = match petgraph[index] {
            GraphNode::Person(p) => (&graph.person(p).name, "ellipse"),
            GraphNode::Contest(c) => (&graph.contest(c).title, "box"),
            GraphNode::Office(o) => (&graph.office(o).name, "house"),
            GraphNode::Party(p) => (&graph.party(p).name, "hexagon"),
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

/// Why Graphviz gave no picture.
#[derive(Debug, thiserror::Error)]
pub enum GraphvizError {
    /// The program is not there.
    #[error("Graphviz's 'dot' cannot be run ({0}); install Graphviz, or leave --layout dot out")]
    Missing(std::io::Error),
    /// It took longer than it was given.
    #[error("Graphviz's 'dot' did not end within {0} seconds and was stopped; leave --layout dot out, or draw less")]
    Timeout(u64),
    /// It refused the graph.
    #[error("Graphviz's 'dot' failed: {0}")]
    Failed(String),
}

/// Lays DOT out with Graphviz; `format` is one of its output formats: svg, png, pdf.
///
/// # Errors
/// See [`GraphvizError`]. What `dot` says without failing comes back as the second value.
pub fn graphviz(dot: &str, format: &str, seconds: u64) -> Result<(Vec<u8>, String), GraphvizError> {
    let mut child = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(GraphvizError::Missing)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = dot.as_bytes().to_vec();
    let writer = std::thread::spawn(move || stdin.map(|mut pipe| pipe.write_all(&input)));
    let collect = |pipe: Option<Box<dyn Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
            bytes
        })
    };
    let output = collect(stdout.map(|p| Box::new(p) as Box<dyn Read + Send>));
    let errors = collect(stderr.map(|p| Box::new(p) as Box<dyn Read + Send>));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() > Duration::from_secs(seconds) => {
                // The process is ours and is being given up; there is nothing to do if it has just ended.
                let _ = child.kill();
                let _ = child.wait();
                return Err(GraphvizError::Timeout(seconds));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(e) => return Err(GraphvizError::Failed(e.to_string())),
        }
    };
    let _ = writer.join();
    let output = output.join().unwrap_or_default();
    let errors = String::from_utf8_lossy(&errors.join().unwrap_or_default()).trim().to_string();
    if status.success() { Ok((output, errors)) } else { Err(GraphvizError::Failed(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            quote("a\"]; evil [label=\"b\\N\n&lt;\u{1}"),
            "\"a\\\"]; evil [label=\\\"b\\\\N\\n&amp;lt;\u{fffd}\""
        );
        assert!(quote(&"x".repeat(100_000)).len() < 16_000);
    }
}
