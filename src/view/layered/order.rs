//! The order of the vertices within rows, chosen for few crossings.
//!
//! Rows are swept down and up by weighted medians, and neighbours are exchanged if that removes crossings (Gansner,
//! Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs", IEEE Transactions on Software Engineering 19,
//! 1993, section 3).

use super::layers::Layers;

/// The maximum number of sweeps from one start.
const SWEEPS: usize = 40;
/// The number of sweeps without a better order after which a start is given up.
const PATIENCE: usize = 12;
/// The maximum number of rounds of sifting.
const SIFTINGS: usize = 30;
/// The limit on the work of finding an order: short lines times starts.
const WORK: usize = 60_000;

/// Puts every row in an order with few crossings, within its bands. Returns the number of crossings left.
///
/// Rows are swept from several starts, by medians and by means. After the sweeps of a start the order is sifted: each
/// vertex is moved to the place in its row where its lines cross fewest others (Matuszewski, Schönfeld and Molitor,
/// "Using Sifting for k-Layer Straightline Crossing Minimization", GD 1999). O(s · e log n + r · Σ n d²) for s sweeps,
/// r rounds of sifting, rows of n vertices and e short lines, d at a vertex.
pub(super) fn arrange(layers: &mut Layers) -> usize {
    let mut best = layers.rows.clone();
    let mut fewest = crossings(layers);
    let lines: usize = layers.after.iter().map(Vec::len).sum();
    let shuffles = (WORK / lines.max(1)).clamp(2, 24);
    let starts = [Start::AsGiven, Start::Followed, Start::FollowedBack].into_iter();
    for (turn, start) in starts.chain((0..shuffles).map(|seed| Start::Shuffled(seed as u64 + 1))).enumerate() {
        if fewest == 0 {
            break;
        }
        start.apply(layers);
        let (mut since, mut own) = (0, usize::MAX);
        for sweep in 0..SWEEPS {
            place_by_neighbours(layers, sweep % 2 == 0, (sweep / 2 + turn) % 2 == 0);
            exchange(layers);
            let found = crossings(layers);
            since += 1;
            if found < own {
                (own, since) = (found, 0);
            }
            if found < fewest {
                fewest = found;
                best.clone_from(&layers.rows);
            }
            if fewest == 0 || since > PATIENCE {
                break;
            }
        }
        let found = sift(layers);
        if found < fewest {
            fewest = found;
            best.clone_from(&layers.rows);
        }
    }
    layers.rows = best;
    fewest
}

/// Moves each vertex to the place in its row and band where fewest lines cross, as long as that helps. Returns the
/// number of crossings left.
fn sift(layers: &mut Layers) -> usize {
    let mut fewest = crossings(layers);
    let mut places = layers.places();
    for _ in 0..SIFTINGS {
        for row in 0..layers.rows.len() {
            // The neighbours stay in place while a row is sifted.
            let sorted = |near: &[Vec<usize>], v: usize| {
                let mut at: Vec<usize> = near[v].iter().map(|w| places[*w]).collect();
                at.sort_unstable();
                at
            };
            let ends: Vec<[Vec<usize>; 2]> =
                layers.rows[row].iter().map(|v| [sorted(&layers.before, *v), sorted(&layers.after, *v)]).collect();
            sift_row(layers, row, &ends);
            layers.rows[row].iter().enumerate().for_each(|(at, v)| places[*v] = at);
        }
        let found = crossings(layers);
        if found >= fewest {
            break;
        }
        fewest = found;
    }
    fewest
}

/// Sifts a row. `ends` are the places of its vertices' neighbours in the rows before and after.
fn sift_row(layers: &mut Layers, row: usize, ends: &[[Vec<usize>; 2]]) {
    // Indices into the row as it was.
    let mut order: Vec<usize> = (0..ends.len()).collect();
    let vertices = layers.rows[row].clone();
    let lane = |i: usize| layers.vertices[vertices[i]].lane;
    for i in 0..ends.len() {
        if ends[i].iter().all(Vec::is_empty) {
            continue;
        }
        let Some(now) = order.iter().position(|j| *j == i) else { continue };
        let from = order[..now].iter().rposition(|j| lane(*j) != lane(i)).map_or(0, |p| p + 1);
        let end = order[now..].iter().position(|j| lane(*j) != lane(i)).map_or(order.len(), |p| now + p);
        // The change in crossings as the vertex passes each other vertex, from the left end of its band on.
        let (mut sum, mut current) = (0_isize, 0_isize);
        let (mut best, mut least) = (from, 0_isize);
        let mut at = from;
        for other in order[from..end].iter().filter(|j| **j != i) {
            sum += passing(&ends[i], &ends[*other]);
            at += 1;
            if sum < least {
                (best, least) = (at, sum);
            }
            if at == now {
                current = sum;
            }
        }
        if least < current {
            order.remove(now);
            order.insert(best, i);
        }
    }
    layers.rows[row] = order.into_iter().map(|i| vertices[i]).collect();
}

/// Returns how many more crossings there are if a vertex is right of another than if it is left of it. Linear, because
/// both lists of ends are sorted.
fn passing(own: &[Vec<usize>; 2], other: &[Vec<usize>; 2]) -> isize {
    let mut more = 0;
    for (a, b) in own.iter().zip(other) {
        let (mut below, mut equal) = (0, 0);
        for end in a {
            while below < b.len() && b[below] < *end {
                below += 1;
            }
            equal = equal.max(below);
            while equal < b.len() && b[equal] == *end {
                equal += 1;
            }
            // Right of the other vertex, its lines cross those that end further right; left of it, those that end
            // further left.
            more += (b.len() - equal) as isize - below as isize;
        }
    }
    more
}

/// The order with which sweeping starts.
#[derive(Clone, Copy)]
enum Start {
    /// The order in which the diagram lists its boxes.
    AsGiven,
    /// The order in which the lines are followed from the first row down.
    Followed,
    /// The order in which the lines are followed from the last row up.
    FollowedBack,
    /// A shuffled order, the same on every run.
    Shuffled(u64),
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
            Self::Shuffled(seed) => {
                // Xorshift (Marsaglia 2003), with another state for each seed.
                let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
                let mut key = vec![0_u64; layers.vertices.len()];
                for key in &mut key {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    *key = state;
                }
                for row in &mut layers.rows {
                    row.sort_by_key(|v| (layers.vertices[*v].lane, key[*v]));
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

/// Moves every vertex to the median or to the mean of its neighbours in the row before. Vertices without neighbours
/// keep their places.
fn place_by_neighbours(layers: &mut Layers, down: bool, by_median: bool) {
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
                n if !by_median => Some(at.iter().sum::<usize>() as f64 / n as f64),
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

/// Exchanges neighbours of one band as long as that removes crossings.
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

/// Returns the number of pairs of short lines that cross. O(e log n): inversions are counted with a tree of sums
/// (Barth, Jünger and Mutzel, "Simple and Efficient Bilayer Cross Counting", GD 2002).
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
            // The number of earlier lines that end at or before this place; the others cross this line.
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
