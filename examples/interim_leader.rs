//! Follows an interim leader: how the leadership went from Shimon Peres back to Shimon Peres, tenure by tenure.
//!
//! Run with `cargo run --example interim_leader`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its answer")]

use hustings::analysis::succession::{predecessor, successor};
use hustings::facts::Facts;
use hustings::graph::{Lookup, PoliticalGraph, Tenure};
use hustings::identity::Overrides;
use hustings::source;

fn main() {
    let pages: Vec<_> = source::bundled().collect();
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    let Lookup::One(peres) = graph.find_person("Shimon Peres") else {
        println!("the bundled data have no Peres");
        return;
    };
    let name = |tenure: Option<&Tenure>| tenure.map_or("nobody known", |t| graph.person(t.person).name.as_str());
    for tenure in graph.person(peres).tenures.iter().map(|id| graph.tenure(*id)) {
        let date = |d: Option<&hustings::wikitext::Date>| d.map_or("?".to_string(), |d| d.long());
        let began = tenure.began.map_or("in a way not known", |b| b.label());
        println!(
            "{} to {}: {began}, after {}, before {}",
            date(tenure.from.best()),
            date(tenure.to.best()),
            name(predecessor(&graph, tenure)),
            name(successor(&graph, tenure))
        );
        if let Some(contest) = tenure.contest {
            println!("  through the {}", graph.contest(contest).title);
        }
        for contest in &tenure.renewed {
            println!("  confirmed by the {}", graph.contest(*contest).title);
        }
    }
}
