//! The reader of tables: the first byte chooses which table it is.
#![no_main]

use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source;
use libfuzzer_sys::fuzz_target;

const HEADS: [&str; 4] = [
    "contest,candidate,date,party,votes,share,outcome,office,round\n",
    "contest\tcandidate\tvotes\n",
    "office,person,from,to,began,ended,contest\n",
    "",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let table = [HEADS[usize::from(*first) % HEADS.len()].as_bytes(), rest].concat();
    let reading = source::read_text("table.csv", &table);
    let facts = hustings_fuzz::bounded(table.len(), 4 << 20, || Facts::extract(&reading.pages));
    PoliticalGraph::build(&facts, &Overrides::default());
});
