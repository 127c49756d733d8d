//! Diagrams and whole graphs as DOT, built with graphviz-rust's structures; and Graphviz's own layout on request.
//!
//! graphviz-rust escapes nothing. Therefore every identifier consists of letters, digits and underscores that Hustings
//! generates, and every text goes through one quoting function.

mod diagrams;
mod graphviz;
mod whole;

pub use diagrams::diagram;
pub use graphviz::{GraphvizError, graphviz};
pub use whole::{graph, network};

use super::diagram::Frame;
use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// The maximum length of a text, in characters. Graphviz rejects quoted strings above 16 kB.
const LONGEST: usize = 3_000;

/// Quotes a text for DOT. Escapes backslashes and quotation marks, keeps line breaks, replaces other control characters
/// and cuts very long texts. Writes `&` as an entity, because Graphviz reads entities in labels.
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
            // Marks that change the writing direction are removed: they would also affect the text after the name.
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
    for line in [&frame.subtitle, &frame.small_print()] {
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
