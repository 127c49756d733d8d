//! The lines of a network and their labels. Lines go around boxes, and no label covers another label or a box.

use super::{MANY_TIES, NODE_HEIGHT, Node};
use crate::view::diagram::Network;
use crate::view::font;
use crate::view::svg::{Anchor, Drawing, ELECTED, INK, PAPER, Shape};

/// The points of a line, close enough together to measure distances.
type Route = Vec<(f64, f64)>;

/// Draws the ties and their labels. Returns the number of labels that found no room.
pub(super) fn draw(drawing: &mut Drawing, network: &Network, whole: &Network, nodes: &[Node]) -> usize {
    let mut order: Vec<usize> = (0..network.ties.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(network.ties[*i].weight), *i));
    let mut routes: Vec<Route> = vec![Vec::new(); network.ties.len()];
    let meeting = network.width_of_a_meeting();
    for i in &order {
        let tie = &network.ties[*i];
        let (width, stroke, dash) = match tie.look {
            Some(look) => (2.0, look.stroke(), look.dash()),
            None => (meeting * tie.weight as f64, if tie.weight > 1 { ELECTED } else { "#9fb3c4" }, ""),
        };
        let pair = [tie.a, tie.b].map(|at| whole.nodes[at].name.as_str());
        drawing.open(&pair.join(" and "), &tie.tooltip, tie.about);
        let bend = bend(nodes, tie.a, tie.b);
        let (a, b) = (nodes[tie.a], nodes[tie.b]);
        routes[*i] = sampled(a, b, bend);
        if bend == (0.0, 0.0) {
            drawing.line(&[(a.x, a.y), (b.x, b.y)], stroke, width, dash);
        } else {
            let points = controls(a, b, bend).to_vec();
            drawing.shapes.push(Shape::Curve { points, stroke: stroke.into(), width, dash });
        }
        drawing.shapes.push(Shape::EndGroup);
    }
    let crowded = network.ties.len() > MANY_TIES;
    let mut labels: Vec<(f64, f64, f64)> = Vec::new();
    let mut without = 0;
    for i in order.into_iter().filter(|i| !crowded || network.ties[*i].weight > 1) {
        let label = &network.ties[i].label;
        let w = font::width(label, 10.5, false) + 8.0;
        let others: Vec<&Route> = routes.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, r)| r).collect();
        let Some((x, y)) = free_place(&routes[i], w, nodes, &labels, &others) else {
            without += 1;
            continue;
        };
        labels.push((x, y, w));
        drawing.shapes.push(Shape::Rect {
            x: x - w / 2.0,
            y: y - 8.0,
            w,
            h: 16.0,
            radius: 3.0,
            fill: PAPER.into(),
            stroke: "none".into(),
            dash: "",
            stroke_width: 0.0,
        });
        drawing.text_at(x, y + 3.8, label, 10.5, false, INK, Anchor::Middle);
    }
    without
}

/// Returns the position along a line, nearest to its middle, at which a label covers no box, no label and no other
/// line. On another line, it would be read as the label of that line.
fn free_place(
    route: &Route,
    w: f64,
    nodes: &[Node],
    labels: &[(f64, f64, f64)],
    others: &[&Route],
) -> Option<(f64, f64)> {
    let crossed = |(x, y): (f64, f64)| {
        let near = |p: &(f64, f64)| (p.0 - x).abs() < w / 2.0 + 3.0 && (p.1 - y).abs() < 11.0;
        others.iter().any(|other| other.iter().any(near))
    };
    let apart = |x: f64, y: f64, ox: f64, oy: f64, ow: f64, oh: f64| {
        (x - ox).abs() >= (w + ow) / 2.0 + 2.0 || (y - oy).abs() >= (16.0 + oh) / 2.0 + 1.0
    };
    let free = |(x, y): (f64, f64)| {
        nodes.iter().all(|n| apart(x, y, n.x, n.y, n.w, NODE_HEIGHT))
            && labels.iter().all(|(ox, oy, ow)| apart(x, y, *ox, *oy, *ow, 16.0))
            && !crossed((x, y))
    };
    let middle = route.len() / 2;
    let mut places: Vec<usize> = (0..route.len()).collect();
    places.sort_by_key(|i| (i.abs_diff(middle), *i));
    places.into_iter().map(|i| route[i]).find(|place| free(*place))
}

/// Returns how far the middle of a line is moved aside so that the line crosses no other box; zero if this is not
/// necessary or not possible.
fn bend(nodes: &[Node], a: usize, b: usize) -> (f64, f64) {
    let (from, to) = (nodes[a], nodes[b]);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length, dx / length);
    let others: Vec<Node> = nodes.iter().enumerate().filter(|(i, _)| *i != a && *i != b).map(|(_, n)| *n).collect();
    let clear = |bend: (f64, f64)| {
        sampled(from, to, bend).iter().all(|(x, y)| {
            others.iter().all(|n| (x - n.x).abs() > n.w / 2.0 + 4.0 || (y - n.y).abs() > NODE_HEIGHT / 2.0 + 4.0)
        })
    };
    let ways = (0..14).flat_map(|step| [f64::from(step) * 22.0, f64::from(step) * -22.0]);
    ways.map(|far| (nx * far, ny * far)).find(|bend| clear(*bend)).map_or((0.0, 0.0), |(x, y)| (x + 0.0, y + 0.0))
}

/// Returns the start, the two control points and the end of a line whose middle is moved aside.
fn controls(a: Node, b: Node, (bx, by): (f64, f64)) -> [(f64, f64); 4] {
    // The middle of a cubic curve is three quarters of the way to its control points.
    let pull = |t: f64| (a.x + (b.x - a.x) * t + bx / 0.75, a.y + (b.y - a.y) * t + by / 0.75);
    [(a.x, a.y), pull(1.0 / 3.0), pull(2.0 / 3.0), (b.x, b.y)]
}

/// Returns points along a line, about eight pixels apart.
fn sampled(a: Node, b: Node, bend: (f64, f64)) -> Route {
    let [p, q, r, s] = controls(a, b, bend);
    let count = ((b.x - a.x).hypot(b.y - a.y) / 8.0).ceil().clamp(8.0, 400.0) as usize;
    let at = |i: usize| {
        let t = i as f64 / count as f64;
        let u = 1.0 - t;
        let mix =
            |p: f64, q: f64, r: f64, s: f64| u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s;
        (mix(p.0, q.0, r.0, s.0), mix(p.1, q.1, r.1, s.1))
    };
    (0..=count).map(at).collect()
}
