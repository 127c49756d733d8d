//! The graph of candidacies as GraphML: people and contests, and who stood in which, with votes and outcome.
//!
//! Written straight to the stream, since a large graph is a large file; its format is that of Brandes and others,
//! "GraphML Progress Report" (2002), with attributes of the simple types that every reader knows.

use crate::graph::PoliticalGraph;
use std::io::{Result, Write};

/// The attributes: id, whose, name, type.
const KEYS: [(&str, &str, &str, &str); 8] = [
    ("k", "node", "kind", "string"),
    ("l", "node", "label", "string"),
    ("y", "node", "year", "int"),
    ("o", "node", "office", "string"),
    ("v", "edge", "votes", "long"),
    ("s", "edge", "share", "double"),
    ("w", "edge", "won", "boolean"),
    ("p", "edge", "party", "string"),
];

/// Writes the graph: a node a person and a contest, an edge a candidacy of whoever stood, with the votes and share of the
/// last round reached. O(rows).
///
/// # Errors
/// Whatever the stream says.
pub fn write(graph: &PoliticalGraph, out: &mut impl Write) -> Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    )?;
    for (id, whose, name, kind) in KEYS {
        writeln!(out, "<key id=\"{id}\" for=\"{whose}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    out.write_all(b"<graph edgedefault=\"undirected\">\n")?;
    let mut line: Vec<u8> = Vec::with_capacity(1 << 12);
    for person in graph.people() {
        line.extend_from_slice(b"<node id=\"p");
        number(&mut line, person.id.index() as u64);
        line.extend_from_slice(b"\"><data key=\"k\">person</data><data key=\"l\">");
        escape(&mut line, &person.name);
        line.extend_from_slice(b"</data></node>\n");
        flush(&mut line, out)?;
    }
    for contest in graph.contests() {
        line.extend_from_slice(b"<node id=\"c");
        number(&mut line, contest.id.index() as u64);
        line.extend_from_slice(b"\"><data key=\"k\">contest</data><data key=\"l\">");
        escape(&mut line, &contest.title);
        line.extend_from_slice(b"</data>");
        if let Some(year) = contest.year() {
            write!(line, "<data key=\"y\">{year}</data>")?;
        }
        if let Some(office) = contest.office {
            line.extend_from_slice(b"<data key=\"o\">");
            escape(&mut line, &graph.office(office).name);
            line.extend_from_slice(b"</data>");
        }
        line.extend_from_slice(b"</node>\n");
        flush(&mut line, out)?;
    }
    for candidacy in graph.candidacies().iter().filter(|c| c.is_standing()) {
        line.extend_from_slice(b"<edge source=\"p");
        number(&mut line, candidacy.person.index() as u64);
        line.extend_from_slice(b"\" target=\"c");
        number(&mut line, candidacy.contest.index() as u64);
        line.extend_from_slice(b"\">");
        let last = candidacy.rounds.values().next_back();
        if let Some(votes) = last.and_then(|r| r.votes.best()) {
            line.extend_from_slice(b"<data key=\"v\">");
            number(&mut line, *votes);
            line.extend_from_slice(b"</data>");
        }
        if let Some(share) = last.and_then(|r| r.shares.best()) {
            write!(line, "<data key=\"s\">{share}</data>")?;
        }
        let won: &[u8] = if candidacy.is_elected() { b"true" } else { b"false" };
        line.extend_from_slice(b"<data key=\"w\">");
        line.extend_from_slice(won);
        line.extend_from_slice(b"</data>");
        if let Some(party) = candidacy.party.best() {
            line.extend_from_slice(b"<data key=\"p\">");
            escape(&mut line, &graph.party(*party).name);
            line.extend_from_slice(b"</data>");
        }
        line.extend_from_slice(b"</edge>\n");
        flush(&mut line, out)?;
    }
    out.write_all(&line)?;
    out.write_all(b"</graph>\n</graphml>\n")
}

/// Hands on what has gathered, now and then.
fn flush(line: &mut Vec<u8>, out: &mut impl Write) -> Result<()> {
    if line.len() > 1 << 16 {
        out.write_all(line)?;
        line.clear();
    }
    Ok(())
}

fn number(line: &mut Vec<u8>, number: u64) {
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

/// Text as XML holds it; characters that XML 1.0 has no place for become U+FFFD.
fn escape(line: &mut Vec<u8>, text: &str) {
    // Nearly all names need nothing.
    if text.bytes().all(|b| b >= b' ' && b != b'&' && b != b'<' && b != b'>' && b != 0xEF && b != 0x7F) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    for c in text.chars() {
        match c {
            '&' => line.extend_from_slice(b"&amp;"),
            '<' => line.extend_from_slice(b"&lt;"),
            '>' => line.extend_from_slice(b"&gt;"),
            '\t' | '\n' | ' '..='~' => line.push(c as u8),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => line.extend_from_slice("\u{fffd}".as_bytes()),
            c => line.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn a_reader_of_xml_finds_every_candidacy() {
        let csv = "contest,candidate,votes,outcome\n2001 A & <B> election,\"Ann \"\"A\"\" Ash\",1234567,elected\n2001 A & <B> election,Bo\u{1}Birch,9,lost\n";
        let facts = Facts::extract(&read_text("x.csv", csv.as_bytes()).pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        let mut out = Vec::new();
        write(&graph, &mut out).unwrap();
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
