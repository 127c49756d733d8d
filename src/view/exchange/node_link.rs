//! The typed graph as node-link JSON, for d3's force layouts and networkx's `node_link_graph(data, edges="links")`.

use super::Options;
use super::network::{self, OF_EDGES, OF_NODES, Type, Value};
use crate::graph::Selection;
use serde_json::{Map, Value as Json};
use std::io::{Result, Write};

/// Writes the graph. O(nodes + edges).
pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let selected = Json::from(if selection.is_whole() { "everything" } else { selection.words() });
    write!(
        out,
        "{{\n\"directed\": true,\n\"multigraph\": true,\n\"graph\": {{\"generator\": \"Hustings\", \"selection\": {selected}}},\n\"nodes\": ["
    )?;
    let mut comma = "\n";
    network::nodes(selection, |node| {
        let mut object = Map::new();
        object.insert("id".into(), name(node.id).into());
        fill(&mut object, &OF_NODES, node.attributes.as_slice());
        write!(out, "{comma}{}", Json::Object(object))?;
        comma = ",\n";
        Ok::<(), std::io::Error>(())
    })?;
    write!(out, "\n],\n\"links\": [")?;
    let mut count = 0_u64;
    network::edges(selection, |edge| {
        let mut object = Map::new();
        object.insert("source".into(), name(edge.source).into());
        object.insert("target".into(), name(edge.target).into());
        object.insert("key".into(), count.into());
        fill(&mut object, &OF_EDGES, edge.attributes.as_slice());
        write!(out, "{}{}", if count == 0 { "\n" } else { ",\n" }, Json::Object(object))?;
        count += 1;
        Ok::<(), std::io::Error>(())
    })?;
    out.write_all(b"\n]\n}\n")?;
    Ok(Vec::new())
}

fn name((kind, at): (char, usize)) -> String {
    format!("{kind}{at}")
}

fn fill(object: &mut Map<String, Json>, names: &[(&str, Type)], attributes: &[(usize, Value<'_>)]) {
    for (at, value) in attributes {
        let value = match value {
            Value::Text(text) | Value::Word(text) => Json::from(*text),
            Value::Whole(count) => Json::from(*count),
            Value::Signed(count) => Json::from(*count),
            Value::Number(number) => Json::from(*number),
            Value::Truth(truth) => Json::from(*truth),
        };
        object.insert(names[*at].0.into(), value);
    }
}
