//! The order within rows: few crossings.
//!
//! Weighted medians swept down and up, and neighbours exchanged where that helps (Gansner, Koutsofios, North and Vo, "A
//! Technique for Drawing Directed Graphs", IEEE Transactions on Software Engineering 19, 1993, section 3).

use super::layers::Layers;

/// Sweeps after which no better order is looked for.
const SWEEPS: usize = 32;
/// Sweeps without a better order after which a start is given up.
const PATIENCE: usize = 10;

/// Puts every row in an order with few crossings, within its bands; gives how many remain.
///
/// O(s · (e log n + e · d)) for s sweeps, e short lines and their most d at one vertex.
pub(super) fn arrange(layers: &mut Layers) -> usize {
    let mut best = layers.rows.clone();
    let mut fewest = crossings(layers);
    for start in [Start::AsGiven, Start::Followed, Start::FollowedBack] {
        if fewest == 0 {
            break;
        }
        start.apply(layers);
        let mut since = 0;
        for sweep in 0..SWEEPS {
            medians(layers, sweep % 2 == 0);
            exchange(layers);
            let found = crossings(layers);
            since += 1;
            if found < fewest {
                (fewest, since) = (found, 0);
                best.clone_from(&layers.rows);
            }
            if fewest == 0 || since > PATIENCE {
                break;
            }
        }
    }
    layers.rows = best;
    fewest
}

/// The order that sweeping starts from.
#[derive(Clone, Copy)]
enum Start {
    /// As the diagram lists its boxes.
    AsGiven,
    /// Line by line, followed from the first row down.
    Followed,
    /// From the last row up.
    FollowedBack,
}

impl Start {
    fn apply(self, layers: &mut Layers) {
        let mut number = vec![usize::MAX; layers.vertices.len()];
        let mut next = 0;
        let mut ids: Vec<usize> = (0..layers.vertices.len()).collect();
        match self {
            Self::AsGiven => {
                for row in &mut layers.rows {
                    row.sort_by_key(|v| (layers.vertices[*v].lane, *v));
                }
                return;
            }
            Self::Followed => ids.sort_by_key(|v| (layers.vertices[*v].row, *v)),
            Self::FollowedBack => ids.sort_by_key(|v| (std::cmp::Reverse(layers.vertices[*v].row), *v)),
        }
        for start in ids {
            let mut stack = vec![start];
            while let Some(v) = stack.pop() {
                if number[v] == usize::MAX {
                    number[v] = next;
                    next += 1;
                    let (first, second) = match self {
                        Self::FollowedBack => (&layers.before[v], &layers.after[v]),
                        _ => (&layers.after[v], &layers.before[v]),
                    };
                    stack.extend(second.iter().rev().chain(first.iter().rev()).filter(|w| number[**w] == usize::MAX));
                }
            }
        }
        for row in &mut layers.rows {
            row.sort_by_key(|v| (layers.vertices[*v].lane, number[*v]));
        }
    }
}

/// One sweep: every vertex to the median of its neighbours in the row before; those without neighbours keep their places.
fn medians(layers: &mut Layers, down: bool) {
    let mut places = layers.places();
    let count = layers.rows.len();
    for step in 0..count {
        let row = if down { step } else { count - 1 - step };
        let near = if down { &layers.before } else { &layers.after };
        let median = |v: usize| -> Option<f64> {
            let mut at: Vec<usize> = near[v].iter().map(|w| places[*w]).collect();
            at.sort_unstable();
            let middle = at.len() / 2;
            match at.len() {
                0 => None,
                n if n % 2 == 1 => Some(at[middle] as f64),
                2 => Some((at[0] + at[1]) as f64 / 2.0),
                n => {
                    let (left, right) = ((at[middle - 1] - at[0]) as f64, (at[n - 1] - at[middle]) as f64);
                    if left + right == 0.0 {
                        return Some(at[middle] as f64);
                    }
                    Some((at[middle - 1] as f64 * right + at[middle] as f64 * left) / (left + right))
                }
            }
        };
        let mut order = std::mem::take(&mut layers.rows[row]);
        let mut from = 0;
        while from < order.len() {
            let lane = layers.vertices[order[from]].lane;
            let end = from + order[from..].iter().take_while(|v| layers.vertices[**v].lane == lane).count();
            let mut moving: Vec<(f64, usize, usize)> =
                (from..end).filter_map(|at| median(order[at]).map(|m| (m, at, order[at]))).collect();
            let mut slots: Vec<usize> = moving.iter().map(|(_, at, _)| *at).collect();
            moving.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            slots.sort_unstable();
            for (slot, (.., v)) in slots.into_iter().zip(moving) {
                order[slot] = v;
            }
            from = end;
        }
        order.iter().enumerate().for_each(|(at, v)| places[*v] = at);
        layers.rows[row] = order;
    }
}

/// Exchanges neighbours of one band as long as that takes crossings away.
fn exchange(layers: &mut Layers) {
    let mut places = layers.places();
    for _ in 0..24 {
        let mut better = false;
        for row in 0..layers.rows.len() {
            for at in 1..layers.rows[row].len() {
                let (v, w) = (layers.rows[row][at - 1], layers.rows[row][at]);
                if layers.vertices[v].lane != layers.vertices[w].lane {
                    continue;
                }
                let between = |near: &[Vec<usize>]| -> (usize, usize) {
                    let (mut now, mut then) = (0, 0);
                    for a in &near[v] {
                        for b in &near[w] {
                            now += usize::from(places[*a] > places[*b]);
                            then += usize::from(places[*a] < places[*b]);
                        }
                    }
                    (now, then)
                };
                let ((up, up_then), (down, down_then)) = (between(&layers.before), between(&layers.after));
                if up_then + down_then < up + down {
                    layers.rows[row].swap(at - 1, at);
                    places.swap(v, w);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// How many pairs of short lines cross. O(e log n): inversions counted by a tree of sums (Barth, Jünger and Mutzel, "Simple
/// and Efficient Bilayer Cross Counting", GD 2002).
pub(super) fn crossings(layers: &Layers) -> usize {
    let places = layers.places();
    let mut total = 0;
    for pair in layers.rows.windows(2) {
        let mut ends: Vec<usize> = Vec::new();
        for v in &pair[0] {
            let from = ends.len();
            ends.extend(layers.after[*v].iter().map(|w| places[*w]));
            ends[from..].sort_unstable();
        }
        let mut sums = vec![0_usize; pair[1].len() + 1];
        for (seen, end) in ends.iter().enumerate() {
            // How many of those seen end at or before this place; the others cross it.
            let (mut at, mut before) = (end + 1, 0);
            while at > 0 {
                before += sums[at];
                at &= at - 1;
            }
            total += seen - before;
            let mut at = end + 1;
            while at < sums.len() {
                sums[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
    }
    total
}
