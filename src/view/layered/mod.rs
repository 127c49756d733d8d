//! Boxes in ranks of time, joined by lines. The ranks come from the dates, so that a year is one line of the picture.
//! This module finds the order, the positions and the routes.

mod coordinates;
mod layers;
mod order;
mod routes;

use super::diagram::{BoxStyle, Layered, Line, LineLook};
use super::font;
use super::page::{self, Direction, MARGIN, Page, foot, frame_head, frame_height, small_print};
use super::share;
use super::spine::box_look;
use super::svg::{Anchor, Drawing, ELECTED, INK, MUTED, OTHER, PAPER, Shape};
use layers::{Kind, Layers};

/// The width of one per cent in pixels, the same for every bar of every layered diagram.
const POINT: f64 = 1.1;
/// The maximum width of the text in a box, in pixels.
const WIDEST: f64 = 186.0;
const NAME: f64 = 12.0;
const LINE: f64 = 10.5;
const LABEL: f64 = 9.5;
/// The width in pixels at which the name of a band is wrapped.
const HEADING: f64 = 170.0;

/// The sizes of boxes, labels and names of bands: across the direction of time, and along it.
struct Sizes {
    nodes: Vec<[f64; 2]>,
    labels: Vec<[f64; 2]>,
    lanes: Vec<[f64; 2]>,
}

/// Returns the lines of text in a box: those of the name, and the others. Each text has at most two lines.
fn texts(node: &super::diagram::LayeredNode) -> (Vec<String>, Vec<String>) {
    let two = |text: &str, size: f64, bold: bool| {
        let mut lines = font::wrap(text, WIDEST, size, bold);
        if lines.len() > 2 {
            let rest = lines.split_off(1).join(" ");
            lines.push(font::fit(&rest, WIDEST, size, bold));
        }
        lines
    };
    (two(&node.name, NAME, true), node.lines.iter().flat_map(|l| two(l, LINE, false)).collect())
}

/// Returns the share that a box's bar shows, in per cent.
fn bar_of(node: &super::diagram::LayeredNode) -> Option<f64> {
    node.share.filter(|share| share::fits(*share))
}

impl Sizes {
    fn of(diagram: &Layered, direction: Direction) -> Self {
        let turned = |w: f64, h: f64| if direction == Direction::Down { [w, h] } else { [h, w] };
        let widest = |lines: &[String], size: f64, bold: bool| {
            lines.iter().map(|l| font::width(l, size, bold)).fold(0.0, f64::max)
        };
        let nodes = diagram.nodes.iter().map(|node| {
            let (name, lines) = texts(node);
            let width = widest(&name, NAME, true).max(widest(&lines, LINE, false)).max(44.0) + 18.0;
            // A box has room for the longest possible bar.
            let width = if bar_of(node).is_some() { width.max(100.0 * POINT + 18.0) } else { width };
            let bar = if bar_of(node).is_some() { 7.0 } else { 0.0 };
            turned(width, 11.0 + name.len() as f64 * 15.0 + lines.len() as f64 * 14.0 + bar)
        });
        let labels = diagram
            .edges
            .iter()
            .map(|e| turned(widest(&e.label, LABEL, false) + 8.0, e.label.len() as f64 * 12.0 + 4.0));
        let lanes = diagram.lanes.iter().map(|name| {
            let lines = font::wrap(name, HEADING, NAME, true);
            turned(widest(&lines, NAME, true) + 8.0, lines.len() as f64 * 15.0 + 8.0)
        });
        Self { nodes: nodes.collect(), labels: labels.collect(), lanes: lanes.collect() }
    }
}

/// The positions of all parts, across the direction of time and along it.
struct Placed {
    layers: Layers,
    /// The centre of each vertex across.
    across: Vec<f64>,
    /// The start of each row along, and its thickness.
    rows: Vec<(f64, f64)>,
    /// The size of the whole.
    size: [f64; 2],
}

/// Returns the direction in which a diagram's time runs on a page.
fn direction(diagram: &Layered, page: Page) -> Direction {
    page.direction.unwrap_or(diagram.direction)
}

fn place(diagram: &Layered, sizes: &Sizes, direction: Direction) -> Placed {
    let mut layers = Layers::of(diagram, sizes);
    order::arrange(&mut layers);
    if layers.lanes > 1 {
        layers.separate();
    }
    let mut across = coordinates::assign(&layers);
    let left = across.iter().zip(&layers.vertices).map(|(x, v)| x - v.across / 2.0).fold(f64::MAX, f64::min);
    if left.is_finite() && left < f64::MAX {
        across.iter_mut().for_each(|x| *x -= left);
    }
    let width = across.iter().zip(&layers.vertices).map(|(x, v)| x + v.across / 2.0).fold(0.0, f64::max);
    let mut thick: Vec<f64> =
        layers.rows.iter().map(|row| row.iter().map(|v| layers.vertices[*v].along).fold(0.0, f64::max)).collect();
    // The words of a rank need room along the direction of time.
    for (rank, label) in diagram.ranks.iter().enumerate() {
        let row = layers.row_of_rank[rank];
        let needs = match direction {
            Direction::Right => label.iter().map(|l| font::width(l, LINE, true)).fold(0.0, f64::max) + 4.0,
            Direction::Down => label.len() as f64 * 13.0,
        };
        thick[row] = thick[row].max(needs);
    }
    let mut along = 0.0;
    let mut rows = Vec::new();
    for (row, thick) in thick.iter().enumerate() {
        rows.push((along, *thick));
        // Lines that move far across need more room.
        let lean = layers.rows[row]
            .iter()
            .flat_map(|v| layers.after[*v].iter().map(|w| (across[*v] - across[*w]).abs()))
            .fold(0.0, f64::max);
        along += thick + (14.0 + lean / 9.0).clamp(17.0, 64.0);
    }
    let end = rows.last().map_or(0.0, |(start, thick)| start + thick);
    Placed { layers, across, rows, size: [width, end] }
}

/// Returns the number of crossings in a diagram's drawing, and the number of short lines. A short line is the part of a
/// line between two neighbouring rows.
pub fn crossings(diagram: &Layered) -> (usize, usize) {
    let mut layers = Layers::of(diagram, &Sizes::of(diagram, diagram.direction));
    let crossings = order::arrange(&mut layers);
    (crossings, layers.after.iter().map(Vec::len).sum())
}

/// The positions of the boxes, lines and labels of a layered drawing, in pixels from its corner, for measurements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Geometry {
    /// Left, top, right and bottom of each box.
    pub boxes: Vec<[f64; 4]>,
    /// Points along each line, close together; empty for a line that does not lead to a later rank.
    pub lines: Vec<Vec<(f64, f64)>>,
    /// For each label, the line it belongs to, and its left, top, right and bottom.
    pub labels: Vec<(usize, [f64; 4])>,
}

impl Geometry {
    /// Lays out a diagram and measures it.
    pub fn of(diagram: &Layered, page: Page) -> Self {
        let direction = direction(diagram, page);
        let sizes = Sizes::of(diagram, direction);
        let placed = place(diagram, &sizes, direction);
        let turn = Turn { direction, left: 0.0, top: 0.0 };
        let area = |v: usize| {
            let vertex = placed.layers.vertices[v];
            let (start, thick) = placed.rows[vertex.row];
            let (across, along) = (vertex.across / 2.0, vertex.along / 2.0);
            let (x, y) = turn.point(placed.across[v] - across, start + thick / 2.0 - along);
            let (right, bottom) = turn.point(placed.across[v] + across, start + thick / 2.0 + along);
            [x, y, right, bottom]
        };
        let label = |v: usize| match placed.layers.vertices[v].kind {
            Kind::Label(edge) => Some((edge, area(v))),
            _ => None,
        };
        Self {
            boxes: (0..diagram.nodes.len()).map(area).collect(),
            lines: routes::all(diagram, &placed, turn)
                .iter()
                .map(|p| p.as_deref().map_or_else(Vec::new, sampled))
                .collect(),
            labels: (0..placed.layers.vertices.len()).filter_map(label).collect(),
        }
    }

    /// Returns the number of crossings of lines, without those of lines that share a box. O(l² · p²) for l lines of p
    /// points.
    pub fn crossings(&self, diagram: &Layered) -> usize {
        let shares = |a: usize, b: usize| {
            let (a, b) = (&diagram.edges[a], &diagram.edges[b]);
            a.from == b.from || a.to == b.to || a.from == b.to || a.to == b.from
        };
        crossing_lines(&self.lines, shares)
    }
}

/// Returns the number of crossings of lines of points, without those of lines that share an end.
pub fn crossing_lines(lines: &[Vec<(f64, f64)>], shares: impl Fn(usize, usize) -> bool) -> usize {
    let bounds = |line: &[(f64, f64)]| {
        line.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, (x, y)| {
            [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)]
        })
    };
    let side = |a: (f64, f64), b: (f64, f64), p: (f64, f64)| (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
    let meet = |a: &[(f64, f64)], b: &[(f64, f64)]| {
        let parts =
            |p: &[(f64, f64)], q: &[(f64, f64)]| (side(p[0], p[1], q[0]) > 0.0) != (side(p[0], p[1], q[1]) > 0.0);
        parts(a, b) && parts(b, a)
    };
    let areas: Vec<[f64; 4]> = lines.iter().map(|l| bounds(l)).collect();
    let mut count = 0;
    for a in 0..lines.len() {
        for b in a + 1..lines.len() {
            let (p, q) = (areas[a], areas[b]);
            let near = p[0] <= q[2] && q[0] <= p[2] && p[1] <= q[3] && q[1] <= p[3];
            if near && !shares(a, b) {
                count += lines[a].windows(2).map(|s| lines[b].windows(2).filter(|t| meet(s, t)).count()).sum::<usize>();
            }
        }
    }
    count
}

/// Returns points along a path of cubic Bézier curves.
pub fn sampled(path: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = path.first().copied().into_iter().collect();
    for stretch in path.get(1..).unwrap_or_default().chunks_exact(3) {
        let from = points[points.len() - 1];
        for i in 1..=10 {
            let (t, u) = (f64::from(i) / 10.0, 1.0 - f64::from(i) / 10.0);
            let at = |p: f64, q: f64, r: f64, s: f64| {
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            let [q, r, s] = [stretch[0], stretch[1], stretch[2]];
            points.push((at(from.0, q.0, r.0, s.0), at(from.1, q.1, r.1, s.1)));
        }
    }
    points
}

/// Maps positions across and along the direction of time to positions on the page.
#[derive(Clone, Copy)]
struct Turn {
    direction: Direction,
    left: f64,
    top: f64,
}

impl Turn {
    fn point(self, across: f64, along: f64) -> (f64, f64) {
        match self.direction {
            Direction::Down => (self.left + across, self.top + along),
            Direction::Right => (self.left + along, self.top + across),
        }
    }
}

/// Lays out a layered diagram. The files of this folder describe the steps and their complexity.
pub fn layout(diagram: &Layered, page: Page) -> Drawing {
    let direction = direction(diagram, page);
    let sizes = Sizes::of(diagram, direction);
    let placed = place(diagram, &sizes, direction);
    let mut drawing = page::start_in(&diagram.frame, page, diagram.parties.iter().map(|(_, colour)| colour));
    let down = direction == Direction::Down;
    let labels = diagram.ranks.iter().flatten().map(|l| font::width(l, LINE, true)).fold(0.0, f64::max);
    let lines = diagram.ranks.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let (before, above) = if down { (labels + 16.0, 4.0) } else { (8.0, lines * 13.0 + 14.0) };
    let [across, along] = placed.size;
    let (width, height) = if down { (across, along) } else { (along, across) };
    drawing.width = (2.0 * MARGIN + before + width + 8.0).max(560.0);
    let head = MARGIN + frame_height(&diagram.frame, drawing.width);
    let turn = Turn { direction, left: MARGIN + before, top: head + above };
    frame_head(&mut drawing, &diagram.frame);
    bands(&mut drawing, diagram, &placed, turn);
    ranks(&mut drawing, diagram, &placed, turn, head);
    routes::draw(&mut drawing, diagram, &placed, turn);
    for (i, node) in diagram.nodes.iter().enumerate() {
        let row = placed.rows[placed.layers.vertices[i].row];
        let (x, y) = turn.point(placed.across[i], row.0 + row.1 / 2.0);
        let [a, b] = sizes.nodes[i];
        let (w, h) = if down { (a, b) } else { (b, a) };
        draw_node(&mut drawing, node, (x - w / 2.0, y - h / 2.0), (w, h));
    }
    let y = legend(&mut drawing, diagram, turn.top + height + 34.0);
    let y = if diagram.notes.is_empty() { y } else { small_print(&mut drawing, &diagram.notes, y) };
    drawing.height = foot(&mut drawing, &diagram.frame, y - 8.0);
    page.finish(drawing)
}

/// Draws the bands with their names.
fn bands(drawing: &mut Drawing, diagram: &Layered, placed: &Placed, turn: Turn) {
    let lanes = diagram.lanes.len();
    if lanes < 2 {
        return;
    }
    let separators: Vec<f64> = placed
        .layers
        .vertices
        .iter()
        .zip(&placed.across)
        .filter(|(v, _)| v.kind == Kind::Separator && v.row == 0)
        .map(|(_, x)| *x)
        .collect();
    let edges: Vec<f64> =
        std::iter::once(-6.0).chain(separators).chain(std::iter::once(placed.size[0] + 6.0)).collect();
    for (lane, pair) in edges.windows(2).enumerate() {
        let (x, y) = turn.point(pair[0], -2.0);
        let (end_x, end_y) = turn.point(pair[1], placed.size[1] + 6.0);
        let fill = if lane % 2 == 0 { "#fafbfc" } else { "#f1f4f7" };
        drawing.shapes.push(Shape::Rect {
            x,
            y,
            w: end_x - x,
            h: end_y - y,
            radius: 0.0,
            fill: fill.into(),
            stroke: "none".into(),
            dash: "",
            stroke_width: 0.0,
        });
    }
    for (v, vertex) in placed.layers.vertices.iter().enumerate() {
        let Kind::Heading(lane) = vertex.kind else { continue };
        let row = placed.rows[vertex.row];
        let (mut x, mut y) = turn.point(placed.across[v], row.0 + row.1 / 2.0);
        let text = font::wrap(&diagram.lanes[lane], HEADING, NAME, true);
        // The name is in the middle of its band.
        match turn.direction {
            Direction::Down => x = turn.point(f64::midpoint(edges[lane], edges[lane + 1]), 0.0).0,
            Direction::Right => y = turn.point(f64::midpoint(edges[lane], edges[lane + 1]), 0.0).1,
        }
        let start = y - text.len() as f64 * 7.5 + 11.0;
        for (i, line) in text.iter().enumerate() {
            drawing.text_at(x, start + i as f64 * 15.0, line, NAME, true, MUTED, Anchor::Middle);
        }
    }
}

/// Draws the words of each rank, with a thin line through the rank.
fn ranks(drawing: &mut Drawing, diagram: &Layered, placed: &Placed, turn: Turn, head: f64) {
    for (rank, words) in diagram.ranks.iter().enumerate() {
        let (start, thick) = placed.rows[placed.layers.row_of_rank[rank]];
        let middle = start + thick / 2.0;
        drawing.line(&[turn.point(-6.0, middle), turn.point(placed.size[0] + 6.0, middle)], "#e4e8ed", 1.0, "");
        for (i, word) in words.iter().enumerate() {
            match turn.direction {
                Direction::Down => {
                    let y = turn.top + middle + 4.0 + (i as f64 - (words.len() as f64 - 1.0) / 2.0) * 13.0;
                    drawing.text_at(turn.left - 12.0, y, word, LINE, i == 0, MUTED, Anchor::End);
                }
                Direction::Right => {
                    let (x, y) = (turn.left + middle, head + 11.0 + i as f64 * 13.0);
                    drawing.text_at(x, y, word, LINE, i == 0, MUTED, Anchor::Middle);
                }
            }
        }
    }
}

fn draw_node(drawing: &mut Drawing, node: &super::diagram::LayeredNode, (x, y): (f64, f64), (w, h): (f64, f64)) {
    let (fill, stroke, dash) = box_look(node.style);
    let parts = [node.name.as_str(), &node.when].into_iter().filter(|p| !p.is_empty());
    let label = parts.collect::<Vec<_>>().join(", ");
    drawing.open(&label, &node.tooltip, node.about);
    drawing.rect(x, y, w, h, fill, stroke, dash);
    if let Some(tint) = &node.tint {
        drawing.bar(x, y, 5.0, h, &tint.colour);
    }
    let (name, lines) = texts(node);
    let ink = if matches!(node.style, BoxStyle::Vacancy | BoxStyle::Gap) { MUTED } else { INK };
    let mut base = y + 16.0;
    for text in &name {
        drawing.text(x + 9.0, base, text, NAME, true, ink);
        base += 15.0;
    }
    for text in &lines {
        drawing.text(x + 9.0, base, text, LINE, false, MUTED);
        base += 14.0;
    }
    if let Some(share) = bar_of(node) {
        let colour = if node.style == BoxStyle::Won { ELECTED } else { OTHER };
        drawing.bar(x + 9.0, y + h - 9.0, share * POINT, 4.0, colour);
    }
    drawing.shapes.push(Shape::EndGroup);
}

fn legend(drawing: &mut Drawing, diagram: &Layered, top: f64) -> f64 {
    let (mut x, mut y) = (MARGIN, top);
    let contests = diagram.nodes.iter().any(|n| n.share.is_some() || n.style == BoxStyle::Won);
    let plain = if contests { "stood, not elected" } else { "contest" };
    for (style, label) in [
        (BoxStyle::Tenure, "in office"),
        (BoxStyle::Provisional, "acting or interim"),
        (BoxStyle::Won, "elected"),
        (BoxStyle::Beaten, "incumbent who lost"),
        (BoxStyle::Contest, plain),
        (BoxStyle::Unclear, "result not known, annulled, cancelled or not held yet"),
    ] {
        if !diagram.nodes.iter().any(|n| n.style == style) {
            continue;
        }
        let width = 28.0 + font::width(label, LINE, false) + 22.0;
        if x > MARGIN && x + width > drawing.width - MARGIN {
            (x, y) = (MARGIN, y + 18.0);
        }
        let (fill, stroke, dash) = box_look(style);
        drawing.rect(x, y - 9.0, 20.0, 11.0, fill, stroke, dash);
        drawing.text(x + 26.0, y, label, LINE, false, MUTED);
        x += width;
    }
    if diagram.nodes.iter().any(|n| bar_of(n).is_some()) {
        let label = "50% of the votes";
        let width = 50.0 * POINT + 8.0 + font::width(label, LINE, false) + 22.0;
        if x > MARGIN && x + width > drawing.width - MARGIN {
            (x, y) = (MARGIN, y + 18.0);
        }
        drawing.rect(x, y - 6.0, 50.0 * POINT, 4.0, OTHER, "none", "");
        drawing.text(x + 50.0 * POINT + 8.0, y, label, LINE, false, MUTED);
        x += width;
    }
    for (party, colour) in &diagram.parties {
        let width = 20.0 + font::width(party, LINE, false) + 22.0;
        if x > MARGIN && x + width > drawing.width - MARGIN {
            (x, y) = (MARGIN, y + 18.0);
        }
        drawing.bar(x, y - 9.0, 12.0, 11.0, colour);
        drawing.text(x + 18.0, y, party, LINE, false, MUTED);
        x += width;
    }
    y + 18.0
}

/// Returns the stroke, the width and the dashes of a line.
fn line_look(kind: Line) -> (&'static str, f64, &'static str) {
    match kind {
        Line::Followed => (INK, 1.4, ""),
        Line::Through => (ELECTED, 1.4, ""),
        Line::Same => ("#7b8794", 1.2, "5 3"),
        Line::Kin => (LineLook::Kin.stroke(), 1.6, ""),
    }
}

/// The colour behind the label of a line.
const BEHIND: &str = PAPER;
