//! Prints how often Shimon Peres and Yitzhak Rabin met, and who won each time.
//!
//! Run with `cargo run --example four_time_rivals`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its answer")]

use hustings::analysis::figures::Figures;
use hustings::analysis::rivals;
use hustings::facts::Facts;
use hustings::graph::{Lookup, PoliticalGraph};
use hustings::identity::Overrides;
use hustings::source;

fn main() {
    let pages: Vec<_> = source::bundled().collect();
    let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
    let (Lookup::One(peres), Lookup::One(rabin)) = (graph.find_person("Shimon Peres"), graph.find_person("Rabin"))
    else {
        println!("the bundled data lack Shimon Peres or Yitzhak Rabin, or have more than one person of that name");
        return;
    };
    let rivalry = rivals::between(&graph, peres, rabin, false);
    println!("Peres and Rabin met {} times:", rivalry.meetings.len());
    for meeting in &rivalry.meetings {
        let contest = graph.contest(meeting.contest);
        let figures = Figures::of(&graph, contest, meeting.round);
        let share = |person| figures.person(person).and_then(|f| f.given).map_or("?".into(), |s| format!("{s}%"));
        let elected = meeting.elected.map_or("neither", |p| graph.person(p).name.as_str());
        let date = contest.date().map(|d| d.long()).unwrap_or_default();
        println!("  {date}: Peres {}, Rabin {}; elected: {elected}", share(peres), share(rabin));
    }
    println!("Rabin was elected {} times, Peres {}.", rivalry.won(rabin), rivalry.won(peres));
}
