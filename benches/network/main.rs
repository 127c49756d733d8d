//! Compares analyses of a whole graph at scale with other programs on the same graph, in one run:
//! `cargo bench --bench network`.
//!
//! The peers are Python packages, which `benches/network/peers.py` runs. `HUSTINGS_PYTHON` names a Python that has
//! them; otherwise the benchmark creates an environment under `target/` and installs them. `-- alone` leaves them out.
//! The world is made up (`tests/world`). Its size is M unless an argument names another.
//!
//! The times are processor seconds, so that other work on the machine does not change them. Hustings' times are the
//! best of up to five runs on one thread, the peers' the best of three. Results are compared. Hustings writes its files
//! to `/dev/null`, so that writers are compared and not disks. The peer writes the GraphML that it has read from
//! Hustings' file: the same nodes, edges and attributes.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::ignored_unit_patterns,
    clippy::too_many_lines,
    reason = "a benchmark prints, and ends where something is missing"
)]

#[path = "../../tests/world/mod.rs"]
mod world;

use cpu_time::ProcessTime;
use hustings::analysis::network::pagerank::Defeats;
use hustings::analysis::network::{Network, betweenness, communities, components, cores, pagerank};
use hustings::analysis::path::Steps;
use hustings::analysis::{rivals, succession};
use hustings::facts::Facts;
use hustings::graph::Selection;
use hustings::graph::returns::{Head, Returns, Row};
use hustings::graph::{PersonId, PoliticalGraph};
use hustings::identity::Overrides;
use hustings::source::read_text;
use hustings::view::dot;
use hustings::view::exchange::{Options, graphml};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use world::{Size, World};

fn returns_of(world: &World) -> Returns {
    let mut order: Vec<u32> = (0..world.contests.len() as u32).collect();
    order.sort_by_key(|c| (world.contests[*c as usize].office, world.contests[*c as usize].year, *c));
    let mut returns = Returns::new().with_capacity(world.contests.len(), world.candidacies.len());
    for number in order {
        let contest = &world.contests[number as usize];
        let office = Some(contest.office);
        returns.contest(Head { contest: number, office, year: Some(contest.year), documented: true });
        returns.ballot(world.of_contest(number as usize).iter().map(|c| Row {
            person: c.person,
            votes: Some(u64::from(c.votes)),
            share: None,
            elected: c.won,
        }));
    }
    returns
}

/// Runs a function several times. Returns the best time, in processor seconds as for the peers, and the last result.
fn timed<T>(runs: usize, mut run: impl FnMut() -> T) -> (f64, T) {
    let mut best = f64::MAX;
    let mut result = None;
    for _ in 0..runs {
        drop(result.take());
        let begun = ProcessTime::now();
        result = Some(run());
        best = best.min(begun.elapsed().as_secs_f64());
    }
    (best, result.expect("at least one run"))
}

/// A task: its name, Hustings' time, the result, and the ratio of times to aim at.
struct Task {
    name: &'static str,
    seconds: f64,
    result: String,
    aim: f64,
    /// True if the time the peer takes to build its graph counts, because Hustings' time includes the same.
    with_build: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = arguments.iter().find_map(|a| Size::of(a)).unwrap_or(Size::M);
    let alone = arguments.iter().any(|a| a == "alone");
    let world = World::new(size, 1992);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("network");
    std::fs::create_dir_all(&folder).expect("a folder for the world");
    let (load, returns) = timed(3, || returns_of(&world));
    println!(
        "{} contests, {} candidacies, {} people; returns laid out in {load:.3} s",
        world.contests.len(),
        world.candidacies.len(),
        returns.people()
    );
    let mut tasks: Vec<Task> = Vec::new();
    let mut add = |name, seconds: f64, result: String, aim, with_build| {
        println!("{name}: {seconds:.4} s: {result}");
        tasks.push(Task { name, seconds, result, aim, with_build });
    };
    let (seconds, (tallies, _)) = timed(5, || rivals::tallies(&returns));
    let sum = |of: fn(&rivals::Tally) -> u16| tallies.iter().map(|t| u64::from(of(t))).sum::<u64>();
    let result =
        format!("({}, {}, {}, {})", tallies.len(), sum(|t| t.meetings), sum(|t| t.ahead_a), sum(|t| t.ahead_b));
    add("rivalries", seconds, result, 0.15, false);
    let (seconds, parts) = timed(5, || components::of_returns(&returns));
    add("components", seconds, format!("({}, {})", parts.sizes.len(), parts.sizes[0]), 0.15, false);
    let steps = Steps::by_contests(&returns);
    let giant: Vec<u32> = (0..returns.people() as u32).filter(|p| parts.group[*p as usize] == 0).collect();
    let ends: Vec<(u32, u32)> = (0..20)
        .map(|i| [2 * i + 1, 2 * i + 2].map(|n| returns.person(giant[n * 7_919 * 31 % giant.len()])))
        .map(|[a, b]| (a, b))
        .collect();
    let queries: String = ends.iter().fold(String::new(), |mut text, (a, b)| {
        writeln!(text, "{a},{b}").ok();
        text
    });
    let id = |n: u32| PersonId::from_index(n as usize);
    let (seconds, total) = timed(5, || {
        ends.iter().map(|(a, b)| steps.shortest(id(*a), id(*b), 1).first().map_or(0, Vec::len)).sum::<usize>()
    });
    add("20 paths", seconds, total.to_string(), 0.5, true);
    let (seconds, ranks) = timed(5, || pagerank::ranks(&Defeats::of(&returns), 0.85, 1e-10));
    let best = (0..ranks.len()).max_by(|a, b| ranks[*a].total_cmp(&ranks[*b])).unwrap_or(0);
    add("pagerank", seconds, format!("({}, {:.9})", returns.person(best as u32), ranks[best]), 0.15, true);
    let (seconds, found) = timed(5, || succession::lines(&returns));
    let most = found.iter().map(|l| l.terms).max().unwrap_or(0);
    let after = found.iter().filter(|l| l.before.is_some()).count();
    add("successions", seconds, format!("({}, {most}, {after})", found.len()), 0.35, false);
    let (build, network) = timed(5, || Network::of_rivals(&returns, &tallies));
    let (seconds, core) = timed(5, || cores::numbers(&network));
    let sum: u64 = core.iter().map(|c| u64::from(*c)).sum();
    add("cores", build + seconds, format!("({}, {sum})", core.iter().max().unwrap_or(&0)), 0.5, true);
    let (seconds, found) = timed(3, || communities::find(&network, 1));
    let (groups, quality) = (found.partition.sizes.len(), found.modularity);
    add("communities", seconds, format!("({groups}, {quality:.4})"), 0.5, false);
    let small = neighbourhood(&network, giant[0], 5_000);
    let (seconds, exact) = timed(3, || betweenness::exact(&small.0));
    let top = (0..exact.value.len()).max_by(|a, b| exact.value[*a].total_cmp(&exact.value[*b])).unwrap_or(0);
    let (most, sum) = (exact.value[top], exact.value.iter().sum::<f64>());
    add("betweenness, 5k", seconds, format!("({top}, {most:.2}, {sum:.1})"), 0.35, false);
    let sources = betweenness::sample(network.nodes(), 64, 1);
    let (seconds, some) = timed(1, || betweenness::from_sources(&network, &sources));
    let most = some.value.iter().copied().fold(0.0, f64::max) * sources.len() as f64 / network.nodes() as f64;
    add("betweenness, 64 sources", seconds, format!("{}", most as u64), 0.6, false);
    drop((tallies, network, core));
    let mut table = Vec::new();
    world.table(&mut table).expect("a table in memory");
    let facts = Facts::extract(&read_text("world.csv", &table).pages);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    drop((facts, table));
    let (seconds, _) = timed(3, || {
        let file = std::fs::File::create("/dev/null").expect("a file");
        let mut out = std::io::BufWriter::with_capacity(1 << 20, file);
        graphml::write(&Selection::whole(&graph), &Options::default(), &mut out).expect("GraphML");
    });
    add("graphml", seconds, "written".into(), 0.08, false);
    let (seconds, _) = timed(3, || std::fs::write("/dev/null", dot::graph(&Selection::whole(&graph))).expect("DOT"));
    add("dot", seconds, "written".into(), 0.15, true);
    if alone {
        return;
    }
    let numbers = folder.join("numbers.csv");
    world.numbers(&mut std::io::BufWriter::new(std::fs::File::create(&numbers).expect("a file"))).expect("numbers");
    let put = |name: &str, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let lines = |all: Vec<u32>| all.iter().map(|n| format!("{n}\n")).collect::<String>();
    let queries = put("queries.csv", queries);
    let sources = put("sources.csv", lines(sources.iter().map(|s| returns.person(*s)).collect()));
    let edges: String = small.1.iter().map(|(a, b)| format!("{a},{b},1\n")).collect();
    let sub = put("sub.csv", edges);
    let mut graphml = Vec::new();
    graphml::write(&Selection::whole(&graph), &Options::default(), &mut graphml).expect("GraphML");
    let graphml = put("world.graphml", String::from_utf8(graphml).expect("text"));
    compare(&tasks, &[numbers, queries, sub, sources, graphml]);
}

/// Returns the first `count` nodes around a node, in the order of a breadth-first search, and the edges among them.
fn neighbourhood(network: &Network, start: u32, count: usize) -> (Network, Vec<(u32, u32)>) {
    let mut order = vec![start];
    let mut place: HashMap<u32, u32> = HashMap::from([(start, 0)]);
    let mut at = 0;
    while at < order.len() && order.len() < count {
        for next in network.neighbours(order[at]) {
            if order.len() < count && !place.contains_key(next) {
                place.insert(*next, order.len() as u32);
                order.push(*next);
            }
        }
        at += 1;
    }
    let mut edges = Vec::new();
    for (own, node) in order.iter().enumerate() {
        let others = network.neighbours(*node).iter().filter_map(|n| place.get(n).copied());
        edges.extend(others.filter(|o| (own as u32) < *o).map(|o| (own as u32, o)));
    }
    (Network::new(order.len(), edges.iter().map(|(a, b)| (*a, *b, 1))), edges)
}

/// Runs the peers and prints the table.
fn compare(tasks: &[Task], files: &[PathBuf]) {
    let python = std::env::var("HUSTINGS_PYTHON").map_or_else(|_| environment(), PathBuf::from);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/network/peers.py");
    let output = Command::new(python).arg(script).args(files).output().expect("Python runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!("\n| analysis | best peer | its CPU s | ours | ratio | aim | results |\n|---|---|---|---|---|---|---|");
    for task in tasks {
        let rows =
            text.lines().map(|l| l.split('\t').collect::<Vec<_>>()).filter(|r| r.len() == 5 && r[0] == task.name);
        let seconds = |r: &[&str]| {
            let number = |i: usize| r[i].parse::<f64>().unwrap_or(f64::MAX);
            number(3) + if task.with_build { number(2) } else { 0.0 }
        };
        let Some(best) = rows.min_by(|a, b| seconds(a).total_cmp(&seconds(b))) else { continue };
        let equal = match task.name {
            "communities" => format!("Q {} and {}", task.result, best[4]),
            _ if best[4] == task.result => "equal".into(),
            _ => format!("{} and {}", task.result, best[4]),
        };
        let theirs = seconds(&best);
        println!(
            "| {} | {} | {theirs:.3} | {:.3} | {:.2} | {} | {equal} |",
            task.name,
            best[1],
            task.seconds,
            task.seconds / theirs,
            task.aim
        );
    }
}

/// Returns a Python that has the peers, and creates an environment if there is none yet.
fn environment() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    let python = folder.join("bin/python");
    if !python.exists() {
        let run = |command: &mut Command| assert!(command.status().is_ok_and(|s| s.success()), "{command:?}");
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args([
            "numpy",
            "scipy",
            "pandas",
            "polars",
            "pyarrow",
            "duckdb",
            "igraph",
            "networkit",
            "rustworkx",
        ]));
    }
    python
}
