//! People and the ties between them, laid out by stress majorisation.
//!
//! The distance of two people on the page approximates their distance in the graph (Gansner, Koren and North, "Graph
//! Drawing by Stress Majorization", GD 2004). The start is a circle in the order of the nodes, so that the same network
//! is always drawn the same.

use super::board;
use super::diagram::{LineLook, Network};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, small_print};
use super::svg::{Anchor, Drawing, INK, MUTED, Shape};
use crate::view::words::counted;
use std::collections::VecDeque;

mod ties;

const NODE_HEIGHT: f64 = 38.0;
/// The least target length of a tie, in pixels.
const SHORTEST: f64 = 170.0;
/// The least width in pixels up to which components are placed side by side.
const NARROWEST: f64 = 900.0;
/// If there are more ties than this, those of a single meeting have no label.
const MANY_TIES: usize = 40;
/// The maximum width of a name or a label in pixels. Longer ones are cut; the tooltip has the whole text.
const WIDEST: f64 = 240.0;
/// The free space around boxes, in pixels.
const CLEAR: f64 = 16.0;

/// The box of a person: its centre and its width.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    x: f64,
    y: f64,
    w: f64,
}

/// Lays out a network. O(i · n²) for n people of one component and i = 300 + 12 000 / n rounds.
pub fn layout(network: &Network, page: Page) -> Drawing {
    let whole = network;
    let mut network = network.clone();
    for node in &mut network.nodes {
        node.name = font::fit(&node.name, WIDEST, 12.0, true);
        node.line = font::fit(&node.line, WIDEST, 10.0, false);
    }
    network.ties.iter_mut().for_each(|t| t.label = font::fit(&t.label, WIDEST, 10.5, false));
    let network = &network;
    let widths: Vec<f64> = network
        .nodes
        .iter()
        .map(|n| font::width(&n.name, 12.0, true).max(font::width(&n.line, 10.0, false)) + 22.0)
        .collect();
    let mut nodes: Vec<Node> = widths.iter().map(|w| Node { x: 0.0, y: 0.0, w: *w }).collect();
    let mut blocks: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for component in components(network) {
        place(network, &component, &mut nodes);
        let (w, h) = to_origin(&component, &mut nodes);
        blocks.push((component, w, h));
    }
    let (width, height) = pack(&mut blocks, &mut nodes);
    let mut drawing = page::start(&network.frame);
    drawing.width = (width + 2.0 * MARGIN).max(560.0);
    let top = MARGIN + frame_height(&network.frame, drawing.width);
    nodes.iter_mut().for_each(|n| {
        n.x += MARGIN;
        n.y += top;
    });
    frame_head(&mut drawing, &network.frame);
    let without = ties::draw(&mut drawing, network, whole, &nodes);
    for ((node, person), own) in nodes.iter().zip(&network.nodes).zip(&whole.nodes) {
        let (name, line) = (&person.name, &person.line);
        drawing.open(&own.name, &format!("{}, {}", own.name, own.line), person.about);
        let fill = if person.is_centre { "#c3d9ea" } else { "#e8eff6" };
        drawing.rect(node.x - node.w / 2.0, node.y - NODE_HEIGHT / 2.0, node.w, NODE_HEIGHT, fill, "#39536d", "");
        drawing.text_at(node.x, node.y - 2.0, name, 12.0, true, INK, Anchor::Middle);
        drawing.text_at(node.x, node.y + 12.5, line, 10.0, false, MUTED, Anchor::Middle);
        drawing.shapes.push(Shape::EndGroup);
    }
    if network.has_looks() {
        let mut looks: Vec<LineLook> = network.ties.iter().filter_map(|t| t.look).collect();
        looks.sort_unstable();
        looks.dedup();
        let bottom = board::legend(&mut drawing, &looks, top + height + 20.0);
        let bottom = board::without_labels(&mut drawing, without, bottom + 8.0);
        drawing.height = foot(&mut drawing, &network.frame, bottom - 4.0);
        return page.finish(drawing);
    }
    let mut legend = String::from(
        "A line joins two people who stood in the same contest; the more often, the wider. A label such as 4: Name 3–1 \
         means four meetings, of which the one named was elected in three and the other in one.",
    );
    if network.ties.len() > MANY_TIES && network.ties.iter().any(|t| t.weight == 1) {
        legend.push_str(" Lines without a label stand for one meeting.");
    }
    if without > 0 {
        legend.push_str(&format!(
            " {} found no room; in the SVG, point at a line to read it.",
            counted(without, "other label")
        ));
    }
    let bottom = small_print(&mut drawing, &legend, top + height + 20.0);
    drawing.height = foot(&mut drawing, &network.frame, bottom - 10.0);
    page.finish(drawing)
}

fn neighbours(network: &Network) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); network.nodes.len()];
    for tie in &network.ties {
        all[tie.a].push(tie.b);
        all[tie.b].push(tie.a);
    }
    all
}

/// Returns the components, the largest first.
fn components(network: &Network) -> Vec<Vec<usize>> {
    let near = neighbours(network);
    let mut seen = vec![false; near.len()];
    let mut found = Vec::new();
    for start in 0..near.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut members = vec![start];
        let mut at = 0;
        while let Some(node) = members.get(at).copied() {
            for next in &near[node] {
                if !std::mem::replace(&mut seen[*next], true) {
                    members.push(*next);
                }
            }
            at += 1;
        }
        members.sort_unstable();
        found.push(members);
    }
    found.sort_by_key(|m| (std::cmp::Reverse(m.len()), m[0]));
    found
}

fn place(network: &Network, members: &[usize], nodes: &mut [Node]) {
    let near = neighbours(network);
    let n = members.len();
    let index = |node: usize| members.binary_search(&node).unwrap_or(0);
    let distances: Vec<Vec<f64>> = members
        .iter()
        .map(|start| {
            let mut far = vec![f64::INFINITY; n];
            far[index(*start)] = 0.0;
            let mut queue = VecDeque::from([*start]);
            while let Some(at) = queue.pop_front() {
                for next in &near[at] {
                    if far[index(*next)].is_infinite() {
                        far[index(*next)] = far[index(at)] + 1.0;
                        queue.push_back(*next);
                    }
                }
            }
            far
        })
        .collect();
    let length = tie_length(network, members, nodes);
    let radius = length * n as f64 / 5.0;
    for (i, node) in members.iter().enumerate() {
        let angle = std::f64::consts::TAU * i as f64 / n as f64;
        nodes[*node].x = radius * angle.cos();
        nodes[*node].y = radius * angle.sin() * 0.8;
    }
    // A few nodes settle slowly along a line and cost little; many settle well enough in fewer rounds.
    for _ in 0..300 + 12_000 / n.max(1) {
        for i in 0..n {
            let (mut x, mut y, mut weights) = (0.0, 0.0, 0.0);
            for j in (0..n).filter(|j| *j != i) {
                let (a, b) = (nodes[members[i]], nodes[members[j]]);
                let wanted = distances[i][j] * length;
                let weight = 1.0 / (wanted * wanted);
                let (dx, dy) = (a.x - b.x, a.y - b.y);
                let length = dx.hypot(dy).max(1e-6);
                x += weight * (b.x + wanted * dx / length);
                y += weight * (b.y + wanted * dy / length);
                weights += weight;
            }
            if weights > 0.0 {
                nodes[members[i]].x = x / weights;
                nodes[members[i]].y = y / weights;
            }
        }
    }
    level(members, nodes);
    part(network, members, nodes);
}

/// Returns the target length for the ties of a component. It leaves room for the widest label between boxes side by
/// side.
fn tie_length(network: &Network, members: &[usize], nodes: &[Node]) -> f64 {
    let inside = network.ties.iter().filter(|t| members.binary_search(&t.a).is_ok());
    let room =
        |t: &super::diagram::Tie| (nodes[t.a].w + nodes[t.b].w) / 2.0 + font::width(&t.label, 10.5, false) + 44.0;
    inside.map(room).fold(SHORTEST, f64::max)
}

/// Rotates a component so that its longest direction is horizontal.
fn level(members: &[usize], nodes: &mut [Node]) {
    let n = members.len() as f64;
    let mean = |f: fn(&Node) -> f64| members.iter().map(|i| f(&nodes[*i])).sum::<f64>() / n;
    let (mx, my) = (mean(|n| n.x), mean(|n| n.y));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for node in members.iter().map(|i| nodes[*i]) {
        xx += (node.x - mx).powi(2);
        yy += (node.y - my).powi(2);
        xy += (node.x - mx) * (node.y - my);
    }
    let angle = 0.5 * f64::atan2(2.0 * xy, xx - yy);
    let (sin, cos) = angle.sin_cos();
    for i in members {
        let (x, y) = (nodes[*i].x - mx, nodes[*i].y - my);
        nodes[*i].x = x * cos + y * sin;
        nodes[*i].y = y * cos - x * sin;
    }
    // A component that is nearly a straight line becomes one.
    if members.iter().all(|i| nodes[*i].y.abs() < NODE_HEIGHT / 2.0) {
        members.iter().for_each(|i| nodes[*i].y = 0.0);
    }
}

/// Moves boxes away from each other and from ties that are not theirs.
fn part(network: &Network, members: &[usize], nodes: &mut [Node]) {
    for round in 0..400 {
        let mut moved = false;
        for (k, i) in members.iter().enumerate() {
            for j in &members[k + 1..] {
                let (a, b) = (nodes[*i], nodes[*j]);
                let over_x = (a.w + b.w) / 2.0 + CLEAR - (a.x - b.x).abs();
                let over_y = NODE_HEIGHT + CLEAR - (a.y - b.y).abs();
                if over_x > 0.0 && over_y > 0.0 {
                    moved = true;
                    if over_y < over_x {
                        let push = over_y / 2.0 * if a.y < b.y { -1.0 } else { 1.0 };
                        nodes[*i].y += push;
                        nodes[*j].y -= push;
                    } else {
                        let push = over_x / 2.0 * if a.x < b.x { -1.0 } else { 1.0 };
                        nodes[*i].x += push;
                        nodes[*j].x -= push;
                    }
                }
            }
        }
        for tie in network.ties.iter().filter(|t| members.binary_search(&t.a).is_ok()) {
            for i in members.iter().filter(|i| **i != tie.a && **i != tie.b) {
                if let Some((dx, dy)) = off_line(nodes[*i], nodes[tie.a], nodes[tie.b]) {
                    moved = true;
                    // Steps are small and become smaller, because the boxes must find room together.
                    let step = 0.6 / (1.0 + f64::from(round) / 100.0);
                    nodes[*i].x += dx * step;
                    nodes[*i].y += dy * step;
                }
            }
        }
        if !moved {
            break;
        }
    }
}

/// Returns how to move a box so that a line between two others does not cross it; `None` if it does not cross it.
fn off_line(node: Node, a: Node, b: Node) -> Option<(f64, f64)> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    if length < 1.0 {
        return None;
    }
    let t = ((node.x - a.x) * dx + (node.y - a.y) * dy) / length;
    if !(0.02..=0.98).contains(&t) {
        return None;
    }
    let (px, py) = (node.x - (a.x + t * dx), node.y - (a.y + t * dy));
    let away = px.hypot(py);
    let line = length.sqrt();
    // Half the extent of the box perpendicular to the line.
    let (nx, ny) = (-dy / line, dx / line);
    let half = nx.abs() * node.w / 2.0 + ny.abs() * NODE_HEIGHT / 2.0 + 7.0;
    if away >= half {
        return None;
    }
    let side = if px * nx + py * ny >= 0.0 { 1.0 } else { -1.0 };
    let push = (half - away + 1.0) * side;
    Some((nx * push, ny * push))
}

fn to_origin(members: &[usize], nodes: &mut [Node]) -> (f64, f64) {
    let over = |f: &dyn Fn(&Node) -> f64, pick: fn(f64, f64) -> f64, start: f64| {
        members.iter().map(|i| f(&nodes[*i])).fold(start, pick)
    };
    let left = over(&|n| n.x - n.w / 2.0, f64::min, f64::INFINITY);
    let right = over(&|n| n.x + n.w / 2.0, f64::max, f64::NEG_INFINITY);
    let top = over(&|n| n.y - NODE_HEIGHT / 2.0, f64::min, f64::INFINITY);
    let bottom = over(&|n| n.y + NODE_HEIGHT / 2.0, f64::max, f64::NEG_INFINITY);
    for i in members {
        nodes[*i].x -= left;
        nodes[*i].y -= top;
    }
    (right - left, bottom - top)
}

/// Packs the components into rows, the highest first. Returns the width and the height of the whole.
fn pack(blocks: &mut [(Vec<usize>, f64, f64)], nodes: &mut [Node]) -> (f64, f64) {
    const APART: f64 = 48.0;
    let area: f64 = blocks.iter().map(|(_, w, h)| (w + APART) * (h + APART)).sum();
    let widest = blocks.iter().map(|(_, w, _)| *w).fold(0.0, f64::max);
    let limit = (area * 1.8).sqrt().max(widest).max(NARROWEST);
    blocks.sort_by(|a, b| b.2.total_cmp(&a.2).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
    let (mut x, mut y, mut row, mut width) = (0.0, 0.0, 0.0f64, 0.0f64);
    for (members, w, h) in blocks {
        if x > 0.0 && x + *w > limit {
            (x, y, row) = (0.0, y + row + APART, 0.0);
        }
        for i in members.iter() {
            nodes[*i].x += x;
            nodes[*i].y += y;
        }
        width = width.max(x + *w);
        x += *w + APART;
        row = row.max(*h);
    }
    (width, y + row)
}
