//! The readers of records (JSON, YAML, XML): the first byte chooses the beginning, which decides the format.
#![no_main]

use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source;
use libfuzzer_sys::fuzz_target;

const STARTS: [(&str, &str); 10] = [
    ("d.json", "{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{},\"claims\":{\"P39\":["),
    ("e.json", "{\"entities\":{\"Q1\":{\"type\":\"item\",\"id\":\"Q1\",\"labels\":{},\"claims\":{"),
    ("p.json", "{\"persons\":[{\"id\":\"1\",\"name\":\"Ann Ash\"}],\"memberships\":["),
    ("f.json", "{\"id\":\"1\",\"schema\":\"Occupancy\",\"properties\":{"),
    ("g.json", "{\"format\":\"hustings-graph\",\"version\":1,\"people\":["),
    ("r.json", "[{\"candidate\":\"Ann Ash\",\"votes\":12,\"year\":2001},"),
    ("l.yaml", "- id:\n    bioguide: A000001\n  terms:\n  - "),
    ("o.yml", "id: ocd-person/1\nname: Ann Ash\nroles:\n- "),
    ("g.graphml", "<?xml version=\"1.0\"?><graphml><key id=\"n0\" for=\"node\" attr.name=\"kind\"/><key id=\"e0\" for=\"edge\" attr.name=\"relation\"/>"),
    ("g.gexf", "<?xml version=\"1.0\"?><gexf><graph><attributes class=\"edge\"><attribute id=\"0\" title=\"relation\"/></attributes><nodes>"),
];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let (name, start) = STARTS[usize::from(*first) % STARTS.len()];
    let text = [start.as_bytes(), rest].concat();
    let reading = source::read_text(name, &text);
    let facts = hustings_fuzz::bounded(text.len(), 8 << 20, || Facts::extract(&reading.pages));
    PoliticalGraph::build(&facts, &Overrides::default());
});
