//! Compares Hustings' layered layout with Graphviz's on the same graphs: crossings, counted in the same way in both
//! drawings, and time.
//!
//! Run with `cargo bench --bench drawing`. It needs Graphviz's `dot`. The boxes, ranks and lines are the same. Bands by
//! party are left out, because Graphviz has no bands that run through all ranks. A second table shows Hustings' layout
//! with bands.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a benchmark prints"
)]

#[path = "../tests/it/atlantis.rs"]
mod atlantis;

use hustings::graph::Selection;
use hustings::view::diagram::{Diagram, Layered, LayeredEdge};
use hustings::view::layered::{Geometry, crossing_lines, sampled};
use hustings::view::page::Page;
use hustings::view::{dot, draw};
use std::time::Instant;

/// A drawing by Graphviz: the two boxes that each line joins, the points of the lines, and the time in seconds.
type Theirs = (Vec<(usize, usize)>, Vec<Vec<(f64, f64)>>, f64);

fn graphviz(diagram: &Layered) -> Theirs {
    let text = dot::diagram(&Diagram::Layered(diagram.clone()));
    let start = Instant::now();
    let (plain, _) = dot::graphviz(&text, "plain", 600).expect("Graphviz's dot is installed");
    let seconds = start.elapsed().as_secs_f64();
    let (mut ends, mut lines) = (Vec::new(), Vec::new());
    for line in String::from_utf8_lossy(&plain).lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let node = |word: &str| word.strip_prefix('n').and_then(|n| n.parse::<usize>().ok());
        if let ["edge", from, to, count, rest @ ..] = words.as_slice()
            && let (Some(from), Some(to)) = (node(from), node(to))
        {
            let count: usize = count.parse().expect("a number of points");
            let number = |word: &&str| word.parse::<f64>().expect("a coordinate");
            let numbers: Vec<f64> = rest[..count * 2].iter().map(number).collect();
            let points: Vec<(f64, f64)> = numbers.chunks(2).map(|c| (c[0], c[1])).collect();
            ends.push((from, to));
            lines.push(sampled(&points));
        }
    }
    (ends, lines, seconds)
}

fn row(name: &str, diagram: &Layered) {
    let start = Instant::now();
    let ours = Geometry::of(diagram, Page::default());
    let seconds = start.elapsed().as_secs_f64();
    let (ends, lines, dot_seconds) = graphviz(diagram);
    assert_eq!(lines.len(), diagram.edges.len(), "Graphviz draws every line");
    let shares = |a: usize, b: usize| {
        let (a, b) = (ends[a], ends[b]);
        a.0 == b.0 || a.1 == b.1 || a.0 == b.1 || a.1 == b.0
    };
    let theirs = crossing_lines(&lines, shares);
    println!(
        "| {name} | {} | {} | {} | {theirs} | {seconds:.3} | {dot_seconds:.3} |",
        diagram.nodes.len(),
        diagram.edges.len(),
        ours.crossings(diagram)
    );
}

/// Creates a dense graph: every line leads from a box to one up to three ranks further on.
fn dense(ranks: usize, wide: usize, edges: usize) -> Layered {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % most as u64) as usize
    };
    let mut diagram = Layered { ranks: vec![Vec::new(); ranks], ..Layered::default() };
    for i in 0..ranks * wide {
        let name = format!("n{i}");
        diagram.nodes.push(hustings::view::diagram::LayeredNode { rank: i / wide, name, ..Default::default() });
    }
    while diagram.edges.len() < edges {
        let (from, far) = (below((ranks - 1) * wide), 1 + below(3));
        let to = ((from / wide + far).min(ranks - 1)) * wide + below(wide);
        if !diagram.edges.iter().any(|e| (e.from, e.to) == (from, to)) {
            diagram.edges.push(LayeredEdge { from, to, ..LayeredEdge::default() });
        }
    }
    diagram
}

fn main() {
    let head = "| graph | boxes | lines | crossings | dot's | seconds | dot's |\n|---|---|---|---|---|---|---|";
    println!("{head}");
    for (contests, candidates) in [(5, 4), (20, 5), (60, 5)] {
        let graph = atlantis::graph(contests, candidates);
        let Diagram::Layered(mut diagram) = draw::contests_graph(&Selection::whole(&graph), "x") else { panic!() };
        diagram.lanes.clear();
        diagram.nodes.iter_mut().for_each(|n| n.lane = 0);
        row(&format!("{contests} contests"), &diagram);
    }
    for (ranks, wide, edges) in [(10, 10, 200), (20, 15, 600), (20, 15, 1000)] {
        row(&format!("dense, {ranks} ranks"), &dense(ranks, wide, edges));
    }
    println!("\nWith the parties as bands, ours:\n\n| graph | boxes | lines | crossings |\n|---|---|---|---|");
    for (contests, candidates) in [(5, 4), (20, 5), (60, 5)] {
        let graph = atlantis::graph(contests, candidates);
        let Diagram::Layered(diagram) = draw::contests_graph(&Selection::whole(&graph), "x") else { panic!() };
        let crossings = Geometry::of(&diagram, Page::default()).crossings(&diagram);
        println!("| {contests} contests | {} | {} | {crossings} |", diagram.nodes.len(), diagram.edges.len());
    }
}
