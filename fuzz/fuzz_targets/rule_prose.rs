//! The rules of prose on a wiki page about a contest, and what they put into the graph.
#![no_main]

use hustings::facts::{Facts, wiki};
use hustings::source::Page;
use libfuzzer_sys::fuzz_target;

const HEAD: &str = "{{Infobox election\n| election_name = 1992 X Party leadership election\n| nominee1 = [[Ann Lee (judge)|Ann Lee]]\n| nominee2 = Bo Marsh\n| election_date = 2 May 1992\n}}\n'''It''' was won by [[Ann Lee (judge)|Ann Lee]] with 52% over Bo Marsh. ";

fuzz_target!(|data: &[u8]| {
    let text = format!("{HEAD}{}", String::from_utf8_lossy(data));
    let lines = text.lines().count();
    let page = Page::new("p.wiki", text);
    let mut facts = Facts::default();
    wiki::extract(&page, &mut facts);
    assert!(facts.stated.iter().all(|f| f.citation.line <= lines.max(1)));
});
