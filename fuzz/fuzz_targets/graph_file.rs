//! The reader of graph files: a good file of the bundled data with bytes changed, sealed or not. The first byte says whether the
//! file has its seal; then come pairs of a place (3 bytes) and a value.
#![no_main]

use hustings::facts::{FactCounts, Facts};
use hustings::graph::PoliticalGraph;
use hustings::store::{Content, GraphFile, create};
use hustings::identity::Overrides;
use hustings::source;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

fn place(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("hustings-fuzz-{}-{name}", std::process::id()))
}

static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let pages: Vec<_> = source::bundled().collect();
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    let path = place("good.db");
    std::fs::remove_file(&path).ok();
    let redirects = BTreeMap::new();
    let content =
        Content { graph: &graph, pages: Vec::new(), redirects: &redirects, findings: &[], people: "", counts: FactCounts { stated: 1, unread: 0 } };
    create(&path, &content).expect("a graph file is written");
    let bytes = std::fs::read(&path).expect("it is there");
    std::fs::remove_file(&path).ok();
    bytes
});

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let mut bytes = GOOD.clone();
    for change in rest.chunks_exact(4) {
        let at = (usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2])) % bytes.len();
        bytes[at] = change[3];
    }
    if first & 1 == 1 {
        bytes.truncate(bytes.len() / 8192 * 8192);
    }
    let path = place("changed.db");
    std::fs::write(&path, &bytes).expect("a temporary file is written");
    if let Ok(file) = GraphFile::open(&path) {
        let whole = file.graph();
        // What holds its checksums is what was written.
        assert!(rest.len() > 3 || whole.is_ok());
        file.around_name("Peres").and_then(|part| file.load(Some(&part))).ok();
        file.returns(false).ok();
    }
});
