//! The typed graph as GraphML.
//!
//! The file is written straight to the stream because a large graph makes a large file. The format is that of Brandes
//! and others, "GraphML Progress Report" (2002). Attributes have only the simple types that every reader supports.

use super::Options;
use super::network::{self, OF_EDGES, OF_NODES, Value};
use crate::graph::Selection;
use crate::wikitext::push_xml;
use std::io::{Result, Write};

/// Writes the graph. Each person, contest, office and party is a node; each relation is a directed edge. Their
/// properties are attributes. O(nodes + edges).
///
/// # Errors
/// An error if the stream fails.
pub fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    )?;
    let mut line: Vec<u8> = Vec::with_capacity(1 << 17);
    if !selection.is_whole() {
        line.extend_from_slice(b"<desc>Selected: ");
        push_xml(&mut line, selection.words());
        line.extend_from_slice(b"</desc>\n");
    }
    for (i, (name, kind)) in OF_NODES.iter().enumerate() {
        writeln!(line, "<key id=\"n{i}\" for=\"node\" attr.name=\"{name}\" attr.type=\"{}\"/>", kind.label())?;
    }
    for (i, (name, kind)) in OF_EDGES.iter().enumerate() {
        writeln!(line, "<key id=\"e{i}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{}\"/>", kind.label())?;
    }
    if !selection.is_whole() {
        line.extend_from_slice(b"<key id=\"s\" for=\"graph\" attr.name=\"selection\" attr.type=\"string\"/>\n");
    }
    line.extend_from_slice(b"<graph id=\"hustings\" edgedefault=\"directed\">\n");
    if !selection.is_whole() {
        line.extend_from_slice(b"<data key=\"s\">");
        push_xml(&mut line, selection.words());
        line.extend_from_slice(b"</data>\n");
    }
    let (node_tags, edge_tags) = (tags('n', OF_NODES.len()), tags('e', OF_EDGES.len()));
    network::nodes(selection, |node| {
        line.extend_from_slice(b"<node id=\"");
        id(&mut line, node.id);
        line.extend_from_slice(b"\">");
        data(&mut line, &node_tags, node.attributes.as_slice())?;
        line.extend_from_slice(b"</node>\n");
        flush(&mut line, out)
    })?;
    let mut count = 0;
    network::edges(selection, |edge| {
        line.extend_from_slice(b"<edge id=\"e");
        number(&mut line, count);
        count += 1;
        line.extend_from_slice(b"\" source=\"");
        id(&mut line, edge.source);
        line.extend_from_slice(b"\" target=\"");
        id(&mut line, edge.target);
        line.extend_from_slice(b"\">");
        data(&mut line, &edge_tags, edge.attributes.as_slice())?;
        line.extend_from_slice(b"</edge>\n");
        flush(&mut line, out)
    })?;
    line.extend_from_slice(b"</graph>\n</graphml>\n");
    out.write_all(&line)?;
    Ok(Vec::new())
}

/// Returns the opening tags of attributes, indexed like the list of attributes. They are built once because a large
/// graph contains millions.
fn tags(key: char, count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|at| format!("<data key=\"{key}{at}\">").into_bytes()).collect()
}

fn data(line: &mut Vec<u8>, tags: &[Vec<u8>], attributes: &[(usize, Value<'_>)]) -> Result<()> {
    for (at, value) in attributes {
        line.extend_from_slice(&tags[*at]);
        self::value(line, *value)?;
        line.extend_from_slice(b"</data>");
    }
    Ok(())
}

/// Appends a node's id: a letter for its kind, then its index.
pub(super) fn id(line: &mut Vec<u8>, (kind, at): (char, usize)) {
    line.push(kind as u8);
    number(line, at as u64);
}

/// Appends a number with all its digits. Most numbers have at most two decimals; these take a faster path.
fn decimal(line: &mut Vec<u8>, value: f64) -> Result<()> {
    let hundredths = (value * 100.0).round();
    if !(0.0..1e9).contains(&hundredths) || (hundredths / 100.0).to_bits() != value.to_bits() {
        return write!(line, "{value}");
    }
    let hundredths = hundredths as u64;
    number(line, hundredths / 100);
    match hundredths % 100 {
        0 => {}
        rest if rest % 10 == 0 => line.extend_from_slice(&[b'.', b'0' + (rest / 10) as u8]),
        rest => line.extend_from_slice(&[b'.', b'0' + (rest / 10) as u8, b'0' + (rest % 10) as u8]),
    }
    Ok(())
}

/// Appends a value as escaped XML text.
pub(super) fn value(line: &mut Vec<u8>, value: Value<'_>) -> Result<()> {
    match value {
        Value::Text(text) => push_xml(line, text),
        Value::Word(word) => line.extend_from_slice(word.as_bytes()),
        Value::Whole(count) => number(line, count),
        Value::Signed(count) => write!(line, "{count}")?,
        Value::Number(value) => decimal(line, value)?,
        Value::Truth(truth) => line.extend_from_slice(if truth { b"true" } else { b"false" }),
    }
    Ok(())
}

/// Writes the buffer to the stream and clears it, once it holds more than 64 KiB.
pub(super) fn flush(line: &mut Vec<u8>, out: &mut dyn Write) -> Result<()> {
    if line.len() > 1 << 16 {
        out.write_all(line)?;
        line.clear();
    }
    Ok(())
}

pub(super) fn number(line: &mut Vec<u8>, number: u64) {
    let mut digits = [0; 20];
    let (mut at, mut rest) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    line.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::graph::PoliticalGraph;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn numbers_are_written_as_they_are() {
        for value in [0.0, 54.0, 49.28, 34.5, 0.07, 100.0, 12.345, 1e12, -3.5, 0.1 + 0.2] {
            let mut line = Vec::new();
            decimal(&mut line, value).unwrap();
            assert_eq!(String::from_utf8(line).unwrap(), format!("{value}"));
        }
    }

    #[test]
    fn a_reader_of_xml_finds_every_candidacy() {
        let csv = "contest,candidate,votes,outcome\n2001 A & <B> election,\"Ann \"\"A\"\" Ash\",1234567,elected\n2001 A & <B> election,Bo\u{1}Birch,9,lost\n";
        let facts = Facts::extract(&read_text("x.csv", csv.as_bytes()).pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        let mut out = Vec::new();
        write(&Selection::whole(&graph), &Options::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let named = |name: &'static str| document.descendants().filter(move |n| n.has_tag_name(name));
        assert_eq!((named("node").count(), named("edge").count()), (3, 2));
        let data: Vec<&str> = named("data").filter_map(|n| n.text()).collect();
        assert!(
            data.contains(&"Ann \"A\" Ash") && data.contains(&"2001 A & <B> election") && data.contains(&"1234567")
        );
    }
}
