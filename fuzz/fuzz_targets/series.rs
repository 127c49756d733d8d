//! The reader of series in TOML, and the graph that follows from one.
#![no_main]

use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data).into_owned();
    Overrides::read("people.toml", &text).ok();
    let page = Page::new("series.toml", text);
    let facts = hustings_fuzz::bounded(data.len(), 4 << 20, || Facts::extract([&page]));
    PoliticalGraph::build(&facts, &Overrides::default());
});
