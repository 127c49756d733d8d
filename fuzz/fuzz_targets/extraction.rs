//! The reader of what `hustings extract` prints, a page a line.
#![no_main]

use hustings::facts::extraction::ExtractedPage;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let file: Arc<str> = "facts.ndjson".into();
    for line in text.lines() {
        let Ok(page) = ExtractedPage::read(line) else { continue };
        let statements = page.statements.unwrap_or_default();
        let facts = statements.into_facts(&file, &page.title, page.revision);
        PoliticalGraph::build(&facts, &Overrides::default());
    }
});
