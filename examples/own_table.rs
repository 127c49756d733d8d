//! Reads, checks and draws a table of your own: candidacies as a spreadsheet has them.
//!
//! Run with `cargo run --example own_table > guild.svg`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its answer")]

use hustings::facts::Facts;
use hustings::graph::{PoliticalGraph, Selection};
use hustings::identity::Overrides;
use hustings::view::draw;
use hustings::view::page::Page;
use hustings::{check, source};

const TABLE: &str = "\
contest,date,office,round,candidate,votes,outcome
2012 Guild chair election,2012-05-04,Chair of the Guild,1,Ada Moreau,210,elected
2012 Guild chair election,2012-05-04,Chair of the Guild,1,Jonas Weiss,190,lost
2016 Guild chair election,2016-05-06,Chair of the Guild,1,Jonas Weiss,230,
2016 Guild chair election,2016-05-06,Chair of the Guild,1,Ada Moreau,200,
2016 Guild chair election,2016-05-06,Chair of the Guild,1,Lea Brandt,90,lost
2016 Guild chair election,2016-05-13,Chair of the Guild,2,Ada Moreau,265,elected
2016 Guild chair election,2016-05-13,Chair of the Guild,2,Jonas Weiss,255,lost
2020 Guild chair election,2020-05-08,Chair of the Guild,1,Jonas Weiss,many,elected
";

fn main() {
    let reading = source::read_text("guild.csv", TABLE.as_bytes());
    let facts = Facts::extract(&reading.pages);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    for finding in check::run(&graph, &facts, &reading.warnings) {
        eprintln!("{}:{} {}", finding.file, finding.line, finding.message);
    }
    let diagram = draw::succession(&Selection::whole(&graph), "guild.csv");
    println!("{}", diagram.lay_out(Page::default()).to_svg());
}
