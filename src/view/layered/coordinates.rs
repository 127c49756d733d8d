//! The positions of the vertices in their rows: long lines are straight, boxes are over their neighbours, nothing
//! overlaps.
//!
//! Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (GD 2001): vertices are joined into blocks in
//! four ways, each result is packed, and each vertex gets the median of its four positions. Lines that cross the edge
//! of a band are never joined into a block, so that these edges are straight.

use super::layers::{Kind, Layers};
use std::collections::HashSet;

/// Returns the least distance between the centres of two neighbours of a row.
fn apart(layers: &Layers, a: usize, b: usize) -> f64 {
    let gap = |v: usize| match layers.vertices[v].kind {
        Kind::Node(_) | Kind::Heading(_) => 11.0,
        Kind::Label(_) => 7.0,
        Kind::Bend => 6.0,
        Kind::Separator => 8.0,
    };
    (layers.vertices[a].across + layers.vertices[b].across) / 2.0 + gap(a) + gap(b)
}

/// Returns the centre of each vertex across the direction of time. O(n + e + c) for c pairs of lines between the same
/// two rows.
pub(super) fn assign(layers: &Layers) -> Vec<f64> {
    let barred = conflicts(layers);
    let mut found: Vec<Vec<f64>> = Vec::new();
    for down in [true, false] {
        for left in [true, false] {
            let mut rows = layers.rows.clone();
            if !down {
                rows.reverse();
            }
            if !left {
                rows.iter_mut().for_each(|row| row.reverse());
            }
            let near = if down { &layers.before } else { &layers.after };
            let mut places = pack(layers, &rows, &blocks(layers, &rows, near, &barred));
            if !left {
                places.iter_mut().for_each(|x| *x = -*x);
            }
            found.push(places);
        }
    }
    let extent = |places: &[f64]| {
        let sides = places.iter().enumerate().map(|(v, x)| {
            let half = layers.vertices[v].across / 2.0;
            (x - half, x + half)
        });
        sides.fold((f64::MAX, f64::MIN), |(a, b), (left, right)| (a.min(left), b.max(right)))
    };
    let extents: Vec<(f64, f64)> = found.iter().map(|f| extent(f)).collect();
    let narrowest = extents.iter().enumerate().min_by(|(_, a), (_, b)| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    let (low, high) = narrowest.map_or((0.0, 0.0), |(_, e)| *e);
    for (i, places) in found.iter_mut().enumerate() {
        let shift = if i % 2 == 0 { low - extents[i].0 } else { high - extents[i].1 };
        places.iter_mut().for_each(|x| *x += shift);
    }
    (0..layers.vertices.len())
        .map(|v| {
            let mut four = [found[0][v], found[1][v], found[2][v], found[3][v]];
            four.sort_by(f64::total_cmp);
            f64::midpoint(four[1], four[2]) - low
        })
        .collect()
}

/// Returns the lines that must not be straightened because they cross a part of a long line, or the edge of a band.
fn conflicts(layers: &Layers) -> HashSet<(usize, usize)> {
    let places = layers.places();
    let mut barred = HashSet::new();
    for row in &layers.rows {
        let mut lines: Vec<(usize, usize, u8)> = Vec::new();
        for v in row {
            for w in &layers.after[*v] {
                let (a, b) = (layers.vertices[*v], layers.vertices[*w]);
                let weight = match (a.kind, b.kind) {
                    (Kind::Separator, _) => 2,
                    _ => u8::from(a.is_virtual() && b.is_virtual()),
                };
                lines.push((*v, *w, weight));
            }
        }
        let strong: Vec<_> = lines.iter().filter(|l| l.2 > 0).copied().collect();
        for (a, b, weight) in &strong {
            for (c, d, other) in lines.iter().filter(|l| l.2 < *weight) {
                let crossing = (places[*a] < places[*c]) != (places[*b] < places[*d]) && a != c && b != d;
                if crossing {
                    debug_assert!(other < weight);
                    barred.insert((*c, *d));
                }
            }
        }
    }
    barred
}

/// Joins each vertex to the median of its neighbours in the row before, if that is free. Returns the first vertex of
/// each vertex's block.
fn blocks(layers: &Layers, rows: &[Vec<usize>], near: &[Vec<usize>], barred: &HashSet<(usize, usize)>) -> Vec<usize> {
    let count = layers.vertices.len();
    let mut root: Vec<usize> = (0..count).collect();
    let mut places = vec![0_usize; count];
    for row in rows {
        row.iter().enumerate().for_each(|(at, v)| places[*v] = at);
    }
    for row in rows {
        let mut free = 0;
        for v in row {
            let mut above: Vec<usize> = near[*v].clone();
            above.sort_by_key(|w| places[*w]);
            let n = above.len();
            if n == 0 {
                continue;
            }
            for middle in [(n - 1) / 2, n / 2] {
                let w = above[middle];
                let is_barred = barred.contains(&(w, *v)) || barred.contains(&(*v, w));
                if root[*v] == *v && free <= places[w] && !is_barred {
                    root[*v] = root[w];
                    free = places[w] + 1;
                }
            }
        }
    }
    root
}

/// Packs the blocks to the left, then moves each as far to the right as its neighbours allow. Returns the position of
/// each vertex.
fn pack(layers: &Layers, rows: &[Vec<usize>], root: &[usize]) -> Vec<f64> {
    let count = layers.vertices.len();
    let mut right: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    let mut open = vec![0_usize; count];
    for row in rows {
        for pair in row.windows(2) {
            right[root[pair[0]]].push((root[pair[1]], apart(layers, pair[0], pair[1])));
            open[root[pair[1]]] += 1;
        }
    }
    let mut order: Vec<usize> = (0..count).filter(|v| root[*v] == *v && open[*v] == 0).collect();
    let mut x = vec![0.0_f64; count];
    let mut at = 0;
    while let Some(block) = order.get(at).copied() {
        for (other, gap) in &right[block] {
            x[*other] = x[*other].max(x[block] + gap);
            open[*other] -= 1;
            if open[*other] == 0 {
                order.push(*other);
            }
        }
        at += 1;
    }
    for block in order.iter().rev() {
        let room = right[*block].iter().map(|(other, gap)| x[*other] - gap).fold(f64::INFINITY, f64::min);
        if room.is_finite() {
            x[*block] = x[*block].max(room);
        }
    }
    (0..count).map(|v| x[root[v]]).collect()
}
