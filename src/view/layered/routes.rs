//! The routes of the lines. A line leaves its box and runs straight through the rows that it passes. It moves across
//! only between two rows, where nothing else is, so that no line crosses a box or a label.

use super::layers::Kind;
use super::{BEHIND, LABEL, Placed, Turn, line_look};
use crate::view::diagram::{Layered, LayeredEdge};
use crate::view::font;
use crate::view::page::Direction;
use crate::view::svg::{Anchor, Drawing, MUTED, Shape};
use std::collections::BTreeMap;

/// The distance of two lines at their box in pixels, if the box is wide enough.
const PORTS: f64 = 8.0;

/// The path of a line: its start, then for each curve two control points and the end. `None` for a line that does not
/// lead to a later rank.
pub(super) type Path = Option<Vec<(f64, f64)>>;

/// Returns the paths of all lines, and the position across at which each arrives.
fn paths(diagram: &Layered, placed: &Placed, turn: Turn) -> Vec<(Path, f64)> {
    let (leave, arrive) = (ports(placed, true), ports(placed, false));
    let path = |(i, edge): (usize, &LayeredEdge)| {
        let chain = &placed.layers.chains[i];
        if chain.len() < 2 {
            return (None, 0.0);
        }
        // The points at which the line enters and leaves each row.
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (at, v) in chain.iter().enumerate() {
            let vertex = placed.layers.vertices[*v];
            let (start, thick) = placed.rows[vertex.row];
            let (middle, half) = (start + thick / 2.0, vertex.along / 2.0);
            let (first, last) = (at == 0, at == chain.len() - 1);
            let across = match (first, last) {
                (true, _) => leave[&i],
                (_, true) => arrive[&i],
                _ => placed.across[*v],
            };
            // The line ends inside its arrowhead.
            let tip = middle - half - if edge.kind.has_tip() { 7.0 } else { 0.0 };
            match (first, last) {
                (true, _) => points.extend([(across, middle + half), (across, start + thick)]),
                (_, true) if tip > start => points.extend([(across, start), (across, tip)]),
                (_, true) => points.push((across, tip)),
                _ => points.extend([(across, start), (across, start + thick)]),
            }
        }
        (Some(smooth(&points, turn)), arrive[&i])
    };
    diagram.edges.iter().enumerate().map(path).collect()
}

/// Returns the paths of all lines, for measurements.
pub(super) fn all(diagram: &Layered, placed: &Placed, turn: Turn) -> Vec<Path> {
    paths(diagram, placed, turn).into_iter().map(|(path, _)| path).collect()
}

/// Draws every line with its label.
pub(super) fn draw(drawing: &mut Drawing, diagram: &Layered, placed: &Placed, turn: Turn) {
    for (i, (path, across)) in paths(diagram, placed, turn).into_iter().enumerate() {
        let Some(path) = path else { continue };
        let edge = &diagram.edges[i];
        let (stroke, width, dash) = line_look(edge.kind);
        drawing.open(&edge.tooltip, &edge.tooltip, None);
        let (first, last) = (path[0], path[path.len() - 1]);
        let level = |of: fn(&(f64, f64)) -> f64| path.iter().all(|p| (of(p) - of(&first)).abs() < 0.5);
        if level(|p| p.0) || level(|p| p.1) {
            drawing.line(&[first, last], stroke, width, dash);
        } else {
            drawing.shapes.push(Shape::Curve { points: path, stroke: stroke.into(), width, dash });
        }
        if edge.kind.has_tip() {
            let chain = &placed.layers.chains[i];
            let v = placed.layers.vertices[chain[chain.len() - 1]];
            let (start, thick) = placed.rows[v.row];
            head(drawing, turn, across, start + thick / 2.0 - v.along / 2.0, stroke);
        }
        drawing.shapes.push(Shape::EndGroup);
    }
    labels(drawing, diagram, placed, turn);
}

/// Returns the position across at which each line leaves its box, or arrives at it: as straight as possible, in the
/// order of the other ends, and apart from each other.
fn ports(placed: &Placed, leaving: bool) -> BTreeMap<usize, f64> {
    let mut of_box: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
    for (i, chain) in placed.layers.chains.iter().enumerate().filter(|(_, c)| c.len() > 1) {
        let last = chain.len() - 1;
        let (own, next) = if leaving { (chain[0], chain[1]) } else { (chain[last], chain[last - 1]) };
        of_box.entry(own).or_default().push((placed.across[next], i));
    }
    let mut found = BTreeMap::new();
    for (own, mut lines) in of_box {
        lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let vertex = placed.layers.vertices[own];
        let room = (vertex.across / 2.0 - 6.0).max(0.0);
        let (low, high) = (placed.across[own] - room, placed.across[own] + room);
        let gap = PORTS.min((high - low) / lines.len() as f64);
        // A line that can be straight is straight. Otherwise a line to a neighbouring row is attached to the centre of
        // the box, and a longer line as close to its route as possible.
        let wanted = |(to, i): &(f64, usize)| {
            let chain = &placed.layers.chains[*i];
            let straight = (to - placed.across[own]).abs() <= room;
            if straight || chain.len() > 2 { to.clamp(low, high) } else { placed.across[own] }
        };
        let mut at: Vec<f64> = lines.iter().map(wanted).collect();
        for i in 1..at.len() {
            at[i] = at[i].max(at[i - 1] + gap);
        }
        if let Some(over) = at.last().map(|x| x - high).filter(|o| *o > 0.0) {
            let last = at.len() - 1;
            at[last] -= over;
            for i in (0..last).rev() {
                at[i] = at[i].min(at[i + 1] - gap);
            }
        }
        lines.iter().zip(at).for_each(|((_, i), x)| {
            found.insert(*i, x);
        });
    }
    found
}

/// Returns a smooth path through points, which are given across and along the direction of time.
fn smooth(points: &[(f64, f64)], turn: Turn) -> Vec<(f64, f64)> {
    let mut path = vec![turn.point(points[0].0, points[0].1)];
    for pair in points.windows(2) {
        let ((a, from), (b, to)) = (pair[0], pair[1]);
        let middle = f64::midpoint(from, to);
        let even = (a - b).abs() < 0.01;
        let (p, q) = if even { (from + (to - from) / 3.0, to - (to - from) / 3.0) } else { (middle, middle) };
        path.extend([turn.point(a, p), turn.point(b, q), turn.point(b, to)]);
    }
    path
}

/// Draws an arrowhead with its tip at a position.
fn head(drawing: &mut Drawing, turn: Turn, across: f64, along: f64, fill: &str) {
    let points =
        vec![turn.point(across, along), turn.point(across - 4.0, along - 8.0), turn.point(across + 4.0, along - 8.0)];
    drawing.shapes.push(Shape::Polygon { points, fill: fill.to_string() });
}

fn labels(drawing: &mut Drawing, diagram: &Layered, placed: &Placed, turn: Turn) {
    for (v, vertex) in placed.layers.vertices.iter().enumerate() {
        let Kind::Label(edge) = vertex.kind else { continue };
        let (start, thick) = placed.rows[vertex.row];
        let (x, y) = turn.point(placed.across[v], start + thick / 2.0);
        let (w, h) = match turn.direction {
            Direction::Down => (vertex.across, vertex.along),
            Direction::Right => (vertex.along, vertex.across),
        };
        drawing.shapes.push(Shape::Rect {
            x: x - w / 2.0,
            y: y - h / 2.0,
            w,
            h,
            radius: 2.0,
            fill: BEHIND.into(),
            stroke: "none".into(),
            dash: "",
            stroke_width: 0.0,
        });
        let lines = &diagram.edges[edge].label;
        let first = y - lines.len() as f64 * 6.0 + 9.0;
        for (i, line) in lines.iter().enumerate() {
            let line = font::fit(line, w, LABEL, false);
            drawing.text_at(x, first + i as f64 * 12.0, &line, LABEL, false, MUTED, Anchor::Middle);
        }
    }
}
