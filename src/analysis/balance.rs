//! The balance of a signed network: whether friends of friends are friends, and enemies of enemies too.

use std::collections::BTreeMap;

/// A signed network without weights: pairs of nodes, the smaller first, each with its sign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// The number of nodes.
    pub nodes: usize,
    /// The edges: two nodes, and true if positive. Sorted, each pair once.
    pub edges: Vec<(u32, u32, bool)>,
}

/// How balanced a signed network is.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// The number of triangles whose product of signs is positive.
    pub balanced: u64,
    /// The number of all triangles.
    pub triangles: u64,
    /// `tr e^A ÷ tr e^|A|`, between 0 and 1; `None` for a network of more than [`MOST_WALKS`] nodes.
    pub walks: Option<f64>,
    /// The least number of edges whose removal leaves two sides without a quarrel inside or a friendship across, as
    /// found.
    pub frustration: u64,
    /// True if that number is proven to be the least; otherwise it is at most that.
    pub is_exact: bool,
    /// The side of each node in such a division; the first node of each component is on side `false`.
    pub side: Vec<bool>,
}

/// The largest network for which walks are counted: the time grows with the third power of its nodes.
pub const MOST_WALKS: usize = 1_000;

/// The largest component for which the frustration index is exact.
pub const MOST_EXACT: usize = 22;

impl Signed {
    /// Creates a network from edges in any order. Of a pair that is given with both signs, the sign of the majority
    /// counts; a tie of votes leaves it out.
    pub fn new(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, bool)>) -> Self {
        let mut votes: BTreeMap<(u32, u32), i64> = BTreeMap::new();
        for (a, b, positive) in edges.into_iter().filter(|(a, b, _)| a != b) {
            *votes.entry((a.min(b), a.max(b))).or_default() += if positive { 1 } else { -1 };
        }
        let signed = votes.into_iter().filter(|(_, vote)| *vote != 0);
        Self { nodes, edges: signed.map(|((a, b), vote)| (a, b, vote > 0)).collect() }
    }

    /// Returns the neighbours of each node with the signs of the edges, in ascending order.
    fn rows(&self) -> Vec<Vec<(u32, bool)>> {
        let mut rows = vec![Vec::new(); self.nodes];
        for (a, b, positive) in &self.edges {
            rows[*a as usize].push((*b, *positive));
            rows[*b as usize].push((*a, *positive));
        }
        rows.iter_mut().for_each(|row| row.sort_unstable());
        rows
    }

    /// Measures the balance.
    ///
    /// Triangles: Cartwright and Harary, "Structural balance: a generalization of Heider's theory", Psychological Review
    /// 63 (1956). Walks: Estrada and Benzi, "Walk-based measure of balance in signed networks", Physical Review E 90
    /// (2014). Frustration index: Aref, Mason and Wilson, "A modeling and computational study of the frustration index in
    /// signed networks", Networks 75 (2020); here by enumeration of each component after nodes of degree one are taken
    /// away, and by local search for components of more than [`MOST_EXACT`] nodes. The measures are compared in Aref and
    /// Wilson, "Measuring partial balance in signed networks", Journal of Complex Networks 6 (2018).
    pub fn balance(&self) -> Balance {
        let rows = self.rows();
        let (balanced, triangles) = self.triangles(&rows);
        let (side, is_exact) = sides(&rows);
        let frustration = self.edges.iter().filter(|(a, b, p)| (side[*a as usize] == side[*b as usize]) != *p).count();
        let walks = (self.nodes > 0 && self.nodes <= MOST_WALKS).then(|| self.walks());
        Balance { balanced, triangles, walks, frustration: frustration as u64, is_exact, side }
    }

    fn triangles(&self, rows: &[Vec<(u32, bool)>]) -> (u64, u64) {
        let (mut balanced, mut all) = (0, 0);
        for (a, b, positive) in &self.edges {
            // Each triangle is counted at its first two nodes.
            let (mut of_a, mut of_b) = (rows[*a as usize].iter().peekable(), rows[*b as usize].iter().peekable());
            while let (Some((x, one)), Some((y, other))) = (of_a.peek(), of_b.peek()) {
                match x.cmp(y) {
                    std::cmp::Ordering::Less => drop(of_a.next()),
                    std::cmp::Ordering::Greater => drop(of_b.next()),
                    std::cmp::Ordering::Equal => {
                        if x > b {
                            all += 1;
                            let negative = [*positive, *one, *other].iter().filter(|p| !**p).count();
                            balanced += u64::from(negative % 2 == 0);
                        }
                        of_a.next();
                        of_b.next();
                    }
                }
            }
        }
        (balanced, all)
    }

    fn walks(&self) -> f64 {
        let matrix = |signed: bool| {
            let mut a = vec![0.0; self.nodes * self.nodes];
            for (i, j, positive) in &self.edges {
                let value = if signed && !positive { -1.0 } else { 1.0 };
                a[*i as usize * self.nodes + *j as usize] = value;
                a[*j as usize * self.nodes + *i as usize] = value;
            }
            trace_of_exponential(a, self.nodes)
        };
        let ((signed, scale), (plain, whole)) = (matrix(true), matrix(false));
        signed / plain * (scale - whole).exp()
    }
}

/// Returns the trace of `e^A` for a symmetric matrix, as a number and the logarithm of a factor that was taken out so
/// that the number does not overflow.
fn trace_of_exponential(a: Vec<f64>, n: usize) -> (f64, f64) {
    let values = eigenvalues(a, n);
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (values.iter().map(|v| (v - largest).exp()).sum(), largest)
}

/// Returns the eigenvalues of a symmetric matrix in row order: by Householder's reduction to three diagonals and the QL
/// method with implicit shifts (Wilkinson and Reinsch, *Linear Algebra*, 1971, II/2 and II/3). O(n³).
fn eigenvalues(mut a: Vec<f64>, n: usize) -> Vec<f64> {
    let (mut d, mut e) = (vec![0.0; n], vec![0.0; n]);
    for i in (1..n).rev() {
        let row = i * n;
        let scale: f64 = a[row..row + i].iter().map(|x| x.abs()).sum();
        if i == 1 || scale == 0.0 {
            e[i] = a[row + i - 1];
            continue;
        }
        let mut h = 0.0;
        for x in &mut a[row..row + i] {
            *x /= scale;
            h += *x * *x;
        }
        let f = a[row + i - 1];
        let g = if f >= 0.0 { -h.sqrt() } else { h.sqrt() };
        e[i] = scale * g;
        h -= f * g;
        a[row + i - 1] = f - g;
        let mut sum = 0.0;
        for j in 0..i {
            let below: f64 = (j + 1..i).map(|k| a[k * n + j] * a[row + k]).sum();
            let own: f64 = (0..=j).map(|k| a[j * n + k] * a[row + k]).sum();
            e[j] = (own + below) / h;
            sum += e[j] * a[row + j];
        }
        let half = sum / (h + h);
        for j in 0..i {
            let f = a[row + j];
            e[j] -= half * f;
            let g = e[j];
            for k in 0..=j {
                a[j * n + k] -= f * e[k] + g * a[row + k];
            }
        }
    }
    for i in 0..n {
        d[i] = a[i * n + i];
    }
    e.rotate_left(1.min(n));
    if let Some(last) = e.last_mut() {
        *last = 0.0;
    }
    implicit_ql(&mut d, &mut e);
    d
}

/// Turns a diagonal and the one below it into eigenvalues.
fn implicit_ql(d: &mut [f64], e: &mut [f64]) {
    let n = d.len();
    for l in 0..n {
        for _ in 0..60 {
            let m = (l..n - 1).find(|m| e[*m].abs() <= f64::EPSILON * (d[*m].abs() + d[*m + 1].abs())).unwrap_or(n - 1);
            if m == l {
                break;
            }
            let mut g = (d[l + 1] - d[l]) / (2.0 * e[l]);
            let mut r = g.hypot(1.0);
            g = d[m] - d[l] + e[l] / (g + r.copysign(g));
            let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
            let mut early = false;
            for i in (l..m).rev() {
                let (f, b) = (s * e[i], c * e[i]);
                r = f.hypot(g);
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    early = true;
                    break;
                }
                (s, c) = (f / r, g / r);
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2.0 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
            }
            if !early {
                d[l] -= p;
                e[l] = g;
                e[m] = 0.0;
            }
        }
    }
}

/// Divides each component into two sides with as few frustrated edges as possible. Returns the side of each node, and
/// whether the division is proven to be best in every component.
fn sides(rows: &[Vec<(u32, bool)>]) -> (Vec<bool>, bool) {
    let mut side = vec![false; rows.len()];
    let mut seen = vec![false; rows.len()];
    let mut is_exact = true;
    for start in 0..rows.len() {
        if seen[start] {
            continue;
        }
        // A first division along a spanning tree: perfect if the component is balanced.
        let mut component = vec![start as u32];
        seen[start] = true;
        let mut at = 0;
        while let Some(node) = component.get(at).copied() {
            at += 1;
            for (next, positive) in &rows[node as usize] {
                if !std::mem::replace(&mut seen[*next as usize], true) {
                    side[*next as usize] = side[node as usize] == *positive;
                    component.push(*next);
                }
            }
        }
        is_exact &= improve(rows, &component, &mut side);
        if side[start] {
            component.iter().for_each(|node| side[*node as usize] ^= true);
        }
    }
    (side, is_exact)
}

/// Returns the number of frustrated edges at the nodes of a component.
fn frustrated(rows: &[Vec<(u32, bool)>], component: &[u32], side: &[bool]) -> usize {
    let at = |node: &u32| {
        let own = side[*node as usize];
        rows[*node as usize].iter().filter(|(next, positive)| (side[*next as usize] == own) != *positive).count()
    };
    component.iter().map(at).sum::<usize>() / 2
}

/// Improves the division of one component. Returns true if it is proven best.
fn improve(rows: &[Vec<(u32, bool)>], component: &[u32], side: &mut [bool]) -> bool {
    let mut best = frustrated(rows, component, side);
    if best == 0 {
        return true;
    }
    let core = without_leaves(rows, component);
    if core.len() <= MOST_EXACT {
        // All divisions of the core in the order of Gray's code, one node changing sides at a time.
        let mut current: Vec<bool> = side.to_vec();
        settle_leaves(rows, component, &core, &mut current);
        let mut now = frustrated(rows, component, &current) as i64;
        let (mut least, mut kept) = (now, Some(current.clone()));
        let inside: std::collections::BTreeSet<u32> = core.iter().copied().collect();
        for step in 1_u64..1 << (core.len() - 1) {
            let node = core[step.trailing_zeros() as usize + 1];
            let own = current[node as usize];
            for (next, positive) in rows[node as usize].iter().filter(|(next, _)| inside.contains(next)) {
                let was = (current[*next as usize] == own) != *positive;
                now += if was { -1 } else { 1 };
            }
            current[node as usize] = !own;
            if now < least {
                least = now;
                kept = Some(current.clone());
            }
        }
        if let Some(mut found) = kept {
            settle_leaves(rows, component, &core, &mut found);
            side.copy_from_slice(&found);
        }
        return true;
    }
    // Local search: nodes change sides while that helps, from the first division and from some others.
    let mut start: Vec<bool> = side.to_vec();
    for round in 0..20_u64 {
        let mut state = start.clone();
        while descend(rows, component, &mut state) {}
        let found = frustrated(rows, component, &state);
        if found < best {
            best = found;
            side.copy_from_slice(&state);
        }
        let mut seed = round.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
        start.copy_from_slice(side);
        for node in component {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            start[*node as usize] ^= seed % 4 == 0;
        }
    }
    false
}

/// Lets each node change sides that agrees with fewer neighbours than it disagrees with. Returns true if one did.
fn descend(rows: &[Vec<(u32, bool)>], component: &[u32], side: &mut [bool]) -> bool {
    let mut moved = false;
    for node in component {
        let own = side[*node as usize];
        let bad =
            rows[*node as usize].iter().filter(|(next, positive)| (side[*next as usize] == own) != *positive).count();
        if 2 * bad > rows[*node as usize].len() {
            side[*node as usize] = !own;
            moved = true;
        }
    }
    moved
}

/// Returns the nodes that remain after nodes with at most one neighbour are taken away again and again: such nodes can
/// always agree with their neighbour. The first node of the component is kept if nothing else remains.
fn without_leaves(rows: &[Vec<(u32, bool)>], component: &[u32]) -> Vec<u32> {
    let mut degree: BTreeMap<u32, usize> = component.iter().map(|n| (*n, rows[*n as usize].len())).collect();
    let mut leaves: Vec<u32> = degree.iter().filter(|(_, d)| **d <= 1).map(|(n, _)| *n).collect();
    while let Some(leaf) = leaves.pop() {
        if degree.remove(&leaf).is_none() {
            continue;
        }
        for (next, _) in &rows[leaf as usize] {
            if let Some(left) = degree.get_mut(next) {
                *left -= 1;
                if *left == 1 {
                    leaves.push(*next);
                }
            }
        }
    }
    let core: Vec<u32> = degree.into_keys().collect();
    if core.is_empty() { component[..1].to_vec() } else { core }
}

/// Puts the nodes outside the core on the side that agrees with the neighbour through which the core is reached.
fn settle_leaves(rows: &[Vec<(u32, bool)>], component: &[u32], core: &[u32], side: &mut [bool]) {
    let mut placed: std::collections::BTreeSet<u32> = core.iter().copied().collect();
    let mut queue: Vec<u32> = core.to_vec();
    while let Some(node) = queue.pop() {
        for (next, positive) in &rows[node as usize] {
            if placed.insert(*next) {
                side[*next as usize] = side[node as usize] == *positive;
                queue.push(*next);
            }
        }
    }
    debug_assert!(component.iter().all(|node| placed.contains(node)));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts frustrated edges of the best of all divisions, one by one.
    fn by_trial(network: &Signed) -> u64 {
        let bad = |mask: u32| {
            let side = |n: u32| mask >> n & 1 == 1;
            network.edges.iter().filter(|(a, b, p)| (side(*a) == side(*b)) != *p).count() as u64
        };
        (0..1_u32 << network.nodes).map(bad).min().unwrap()
    }

    #[test]
    fn triangles_and_walks_of_small_networks() {
        // All positive: everything is balanced.
        let friends = Signed::new(3, [(0, 1, true), (1, 2, true), (0, 2, true)]).balance();
        assert_eq!((friends.balanced, friends.triangles, friends.frustration, friends.is_exact), (1, 1, 0, true));
        assert!((friends.walks.unwrap() - 1.0).abs() < 1e-12);
        // Three enemies: eigenvalues 1, 1, -2 against 2, -1, -1.
        let enemies = Signed::new(3, [(0, 1, false), (1, 2, false), (0, 2, false)]).balance();
        assert_eq!((enemies.balanced, enemies.triangles, enemies.frustration), (0, 1, 1));
        let e = std::f64::consts::E;
        let expected = (2.0 * e + (-2.0_f64).exp()) / (2.0_f64.exp() + 2.0 / e);
        assert!((enemies.walks.unwrap() - expected).abs() < 1e-12, "{:?}", enemies.walks);
        // The sign of the majority counts.
        assert_eq!(Signed::new(2, [(0, 1, true), (1, 0, false)]).edges, []);
        assert_eq!(Signed::new(2, [(0, 1, true), (1, 0, false), (0, 1, false)]).edges, [(0, 1, false)]);
    }

    #[test]
    fn the_frustration_index_is_the_least() {
        let mut seed = 7_u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as u32
        };
        for nodes in 2..11 {
            for _ in 0..20 {
                let edges: Vec<(u32, u32, bool)> =
                    (0..nodes * 2).map(|_| (random() % nodes, random() % nodes, random() % 2 == 0)).collect();
                let network = Signed::new(nodes as usize, edges);
                let found = network.balance();
                assert!(found.is_exact);
                assert_eq!(found.frustration, by_trial(&network), "{network:?}");
            }
        }
    }

    #[test]
    fn eigenvalues_of_a_path_and_of_a_ring() {
        let n = 40;
        let mut path = vec![0.0; n * n];
        for i in 0..n - 1 {
            path[i * n + i + 1] = 1.0;
            path[(i + 1) * n + i] = 1.0;
        }
        let mut found = eigenvalues(path, n);
        found.sort_by(f64::total_cmp);
        for (k, value) in found.iter().rev().enumerate() {
            let exact = 2.0 * (std::f64::consts::PI * (k + 1) as f64 / (n + 1) as f64).cos();
            assert!((value - exact).abs() < 1e-10, "{value} {exact}");
        }
    }
}
