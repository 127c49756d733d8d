//! Prints a party's competitiveness over time: the effective number of candidates in each of its contests, as a bar.
//!
//! Run with `cargo run --example competitiveness -- "Labour Party (UK)"`. Without a name, it takes Likud.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its answer")]

use hustings::analysis::measures::{RoundChoice, of_contest};
use hustings::facts::Facts;
use hustings::graph::{Lookup, PoliticalGraph};
use hustings::identity::Overrides;
use hustings::source;

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_else(|| "Likud".into());
    let pages: Vec<_> = source::bundled().collect();
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    let Lookup::One(office) = graph.find_office(&wanted) else {
        println!("the bundled data have no office '{wanted}', or more than one of that name");
        return;
    };
    println!("{}: effective number of candidates, first round", graph.office(office).name);
    for contest in graph.contests_of(office) {
        for measures in of_contest(&graph, contest, RoundChoice::First, false) {
            let year = contest.year().map_or("?".to_string(), |y| y.to_string());
            match measures.effective_number {
                Some(number) => {
                    let bar = "█".repeat((number * 8.0).round() as usize);
                    println!(
                        "{year} {number:5.2} {bar} ({} stood; {})",
                        measures.candidates,
                        measures.denominator.say()
                    );
                }
                None => println!("{year}     ? (no votes and no shares given)"),
            }
        }
    }
}
