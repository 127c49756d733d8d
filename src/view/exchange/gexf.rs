//! The typed graph as GEXF 1.3, the format of Gephi. It has the same nodes, edges and attributes as GraphML.

use super::Options;
use super::graphml::{flush, id, number, value};
use super::network::{self, OF_EDGES, OF_NODES, Value};
use crate::graph::Selection;
use crate::wikitext::push_xml;
use std::io::{Result, Write};

/// Writes the graph. O(nodes + edges).
pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let mut line: Vec<u8> = Vec::with_capacity(1 << 17);
    line.extend_from_slice(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n",
    );
    line.extend_from_slice(b"<meta><creator>Hustings</creator><description>");
    let words = selection.words();
    push_xml(&mut line, &if words.is_empty() { "The whole graph".to_string() } else { format!("Selected: {words}") });
    line.extend_from_slice(b"</description></meta>\n<graph defaultedgetype=\"directed\" mode=\"static\">\n");
    for (class, list) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
        writeln!(line, "<attributes class=\"{class}\">")?;
        for (i, (name, kind)) in list.iter().enumerate() {
            writeln!(line, "<attribute id=\"{i}\" title=\"{name}\" type=\"{}\"/>", kind.label())?;
        }
        line.extend_from_slice(b"</attributes>\n");
    }
    line.extend_from_slice(b"<nodes>\n");
    network::nodes(selection, |node| {
        line.extend_from_slice(b"<node id=\"");
        id(&mut line, node.id);
        line.extend_from_slice(b"\" label=\"");
        if let Some((_, Value::Text(label))) = node.attributes.as_slice().get(1) {
            push_xml(&mut line, label);
        }
        line.extend_from_slice(b"\">");
        values(&mut line, node.attributes.as_slice())?;
        line.extend_from_slice(b"</node>\n");
        flush(&mut line, out)
    })?;
    line.extend_from_slice(b"</nodes>\n<edges>\n");
    let mut count = 0;
    network::edges(selection, |edge| {
        line.extend_from_slice(b"<edge id=\"");
        number(&mut line, count);
        count += 1;
        line.extend_from_slice(b"\" source=\"");
        id(&mut line, edge.source);
        line.extend_from_slice(b"\" target=\"");
        id(&mut line, edge.target);
        line.extend_from_slice(b"\">");
        values(&mut line, edge.attributes.as_slice())?;
        line.extend_from_slice(b"</edge>\n");
        flush(&mut line, out)
    })?;
    line.extend_from_slice(b"</edges>\n</graph>\n</gexf>\n");
    out.write_all(&line)?;
    Ok(Vec::new())
}

fn values(line: &mut Vec<u8>, attributes: &[(usize, Value<'_>)]) -> Result<()> {
    line.extend_from_slice(b"<attvalues>");
    for (at, found) in attributes {
        line.extend_from_slice(b"<attvalue for=\"");
        number(line, *at as u64);
        line.extend_from_slice(b"\" value=\"");
        value(line, *found)?;
        line.extend_from_slice(b"\"/>");
    }
    line.extend_from_slice(b"</attvalues>");
    Ok(())
}
