//! Analyses of a whole graph at size, beside other programs on the same graph in one run: `cargo bench --bench network`.
//!
//! The peers are Python packages, which `benches/network/peers.py` runs; `HUSTINGS_PYTHON` names a Python that has them,
//! else the benchmark makes an environment and installs them. Without them only our own figures are printed. The
//! world is made up (`tests/world`); its size is M unless an argument names another.

#[path = "../../tests/world/mod.rs"]
mod world;

use hustings::analysis::network::pagerank::Defeats;
use hustings::analysis::network::{Network, betweenness, communities, components, cores, pagerank};
use hustings::analysis::path::Steps;
use hustings::analysis::rivals;
use hustings::graph::PersonId;
use hustings::graph::returns::{Head, Returns, Row};
use std::time::Instant;
use world::{Size, World};

fn returns_of(world: &World) -> Returns {
    let mut order: Vec<u32> = (0..world.contests.len() as u32).collect();
    order.sort_by_key(|c| (world.contests[*c as usize].office, world.contests[*c as usize].year, *c));
    let mut returns = Returns::new().with_capacity(world.contests.len(), world.candidacies.len());
    for number in order {
        let contest = &world.contests[number as usize];
        returns.contest(Head {
            contest: number,
            office: Some(contest.office),
            year: Some(contest.year),
            documented: true,
        });
        returns.ballot(world.of_contest(number as usize).iter().map(|c| Row {
            person: c.person,
            votes: Some(u64::from(c.votes)),
            share: None,
            elected: c.won,
        }));
    }
    returns
}

fn timed<T>(name: &str, mut run: impl FnMut() -> T) -> T {
    let mut best = f64::MAX;
    let mut result = run();
    for _ in 0..2 {
        let begun = Instant::now();
        result = run();
        best = best.min(begun.elapsed().as_secs_f64());
    }
    println!("{name}: {best:.4} s");
    result
}

fn main() {
    let size = std::env::args().skip(1).find_map(|a| Size::of(&a)).unwrap_or(Size::M);
    let world = World::new(size, 1992);
    let returns = timed("load", || returns_of(&world));
    let (tallies, _) = timed("rivalries", || rivals::tallies(&returns));
    println!("{} pairs, {} meetings", tallies.len(), tallies.iter().map(|t| u64::from(t.meetings)).sum::<u64>());
    let parts = timed("components", || components::of_returns(&returns));
    println!("{} components, giant {}", parts.sizes.len(), parts.sizes[0]);
    let steps = timed("steps", || Steps::by_contests(&returns));
    let giant: Vec<u32> = (0..returns.people() as u32).filter(|p| parts.group[*p as usize] == 0).collect();
    let at = |i: usize| PersonId::from_index(returns.person(giant[i * 7919 % giant.len()]) as usize);
    timed("20 paths", || (0..20).map(|i| steps.shortest(at(2 * i), at(2 * i + 1), 1)[0].len()).sum::<usize>());
    let defeats = timed("defeats", || Defeats::of(&returns));
    let ranks = timed("pagerank", || pagerank::ranks(&defeats, 0.85, 1e-10));
    println!("sum {}", ranks.iter().sum::<f64>());
    let network = timed("network", || Network::of_rivals(&returns, &tallies));
    let core = timed("cores", || cores::numbers(&network));
    println!("max core {:?}", core.iter().max());
    let found = timed("communities", || communities::find(&network, 1));
    println!("{} communities, Q {:.4}", found.partition.sizes.len(), found.modularity);
    let sources = betweenness::sample(network.nodes(), 64, 1);
    let some = timed("betweenness, 64 sources", || betweenness::from_sources(&network, &sources));
    println!("max {:?}", some.value.iter().copied().fold(0.0, f64::max));
}
