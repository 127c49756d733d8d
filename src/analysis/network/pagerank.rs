//! PageRank on defeats: people who beat those who beat others rank high.

use crate::graph::returns::Returns;

/// A directed graph in compressed sparse rows: for each person, who won against them and how often.
#[derive(Debug, Clone, Default)]
pub struct Defeats {
    first: Vec<u32>,
    winner: Vec<u32>,
    times: Vec<u32>,
}

impl Defeats {
    /// Returns everybody's defeats: an edge from each loser of a contest to each person that it elected. Its weight is
    /// the number of such contests. Only people who stood in a valid round can lose.
    ///
    /// O(rows), plus the sorting of each person's defeats.
    pub fn of(returns: &Returns) -> Self {
        let people = returns.people();
        let mut edges: Vec<(u32, u32)> = Vec::with_capacity(returns.person.len());
        for contest in 0..returns.contests() {
            let rows = returns.all_rows(contest);
            let several = returns.ballots(contest).len() > 1;
            let mut stood: Vec<(u32, bool)> = Vec::new();
            let single = !several && returns.elected[rows.clone()].iter().filter(|e| **e).count() == 1;
            if single {
                let winner = rows.clone().find(|r| returns.elected[*r]).map_or(0, |r| returns.person[r]);
                edges.extend(returns.person[rows].iter().filter(|p| **p != winner).map(|p| (*p, winner)));
                continue;
            }
            stood.extend(rows.map(|r| (returns.person[r], returns.elected[r])));
            stood.sort_unstable();
            stood.dedup();
            for (loser, _) in stood.iter().filter(|s| !s.1) {
                edges.extend(stood.iter().filter(|s| s.1).map(|(winner, _)| (*loser, *winner)));
            }
        }
        Self::new(people, &edges)
    }

    /// Builds the graph from edges that lead from losers to winners. An edge given twice counts twice.
    pub fn new(people: usize, edges: &[(u32, u32)]) -> Self {
        let mut start = vec![0_u32; people + 2];
        for (loser, _) in edges {
            start[*loser as usize + 2] += 1;
        }
        for i in 2..start.len() {
            start[i] += start[i - 1];
        }
        let mut all = vec![0_u32; edges.len()];
        for (loser, winner) in edges {
            let at = &mut start[*loser as usize + 1];
            all[*at as usize] = *winner;
            *at += 1;
        }
        let mut defeats = Self { first: vec![0], winner: Vec::with_capacity(all.len()), times: Vec::new() };
        defeats.first.reserve_exact(people);
        defeats.times.reserve_exact(all.len());
        for loser in 0..people {
            let row = &mut all[start[loser] as usize..start[loser + 1] as usize];
            row.sort_unstable();
            for winner in row {
                if defeats.winner.len() > defeats.first[loser] as usize && defeats.winner.last() == Some(winner) {
                    if let Some(times) = defeats.times.last_mut() {
                        *times += 1;
                    }
                } else {
                    defeats.winner.push(*winner);
                    defeats.times.push(1);
                }
            }
            defeats.first.push(defeats.winner.len() as u32);
        }
        defeats
    }

    fn people(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Returns the strongly connected components; each comes before those that lead to it (Tarjan, "Depth-First Search
    /// and Linear Graph Algorithms", SIAM Journal on Computing 1 (1972)). Without recursion. O(n + m).
    pub(in crate::analysis) fn strong_components(&self) -> Components {
        const UNSEEN: u32 = u32::MAX;
        let defeats = self;
        let people = defeats.people();
        let mut index = vec![UNSEEN; people];
        let mut low = vec![0_u32; people];
        let mut on_stack = vec![false; people];
        let (mut stack, mut path): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
        let mut components = Components { nodes: Vec::with_capacity(people), ends: vec![0] };
        let mut counter = 0;
        for root in 0..people as u32 {
            if index[root as usize] != UNSEEN {
                continue;
            }
            path.push((root, 0));
            while let Some((node, edge)) = path.pop() {
                let n = node as usize;
                if edge == 0 {
                    index[n] = counter;
                    low[n] = counter;
                    counter += 1;
                    stack.push(node);
                    on_stack[n] = true;
                }
                let row = defeats.row(node);
                let mut at = edge as usize;
                let mut down = None;
                while at < row.len() {
                    let next = defeats.winner[row.start + at];
                    at += 1;
                    if index[next as usize] == UNSEEN {
                        down = Some(next);
                        break;
                    }
                    if on_stack[next as usize] {
                        low[n] = low[n].min(index[next as usize]);
                    }
                }
                if let Some(next) = down {
                    path.push((node, at as u32));
                    path.push((next, 0));
                    continue;
                }
                if low[n] == index[n] {
                    let begin = stack.iter().rposition(|s| *s == node).unwrap_or(0);
                    let component = &mut stack[begin..];
                    component.iter().for_each(|c| on_stack[*c as usize] = false);
                    component.sort_unstable();
                    components.nodes.extend_from_slice(component);
                    components.ends.push(components.nodes.len());
                    stack.truncate(begin);
                }
                if let Some((parent, _)) = path.last() {
                    low[*parent as usize] = low[*parent as usize].min(low[n]);
                }
            }
        }
        components
    }

    fn row(&self, loser: u32) -> std::ops::Range<usize> {
        self.first[loser as usize] as usize..self.first[loser as usize + 1] as usize
    }
}

/// Returns the PageRank of each node; the ranks add up to one (Brin and Page, "The Anatomy of a Large-Scale
/// Hypertextual Web Search Engine", 1998). With probability `damping`, a step follows an edge, chosen in proportion to
/// its weight; otherwise it jumps to any node. From a person who was never beaten it always jumps.
///
/// If jumps lead to all nodes with equal probability, the ranks are x ∝ (I − d·Pᵀ)⁻¹·1 (Gleich, "PageRank beyond the
/// Web", SIAM Review 57 (2015), section 2.2). The system is solved by strongly connected components, in the order of
/// the edges; each component by Gauss–Seidel until no value changes by more than the fraction `tolerance`. O(n + m) for
/// the parts without cycles, and O(log(1/tolerance)) sweeps over the others.
pub fn ranks(defeats: &Defeats, damping: f64, tolerance: f64) -> Vec<f64> {
    let people = defeats.people();
    let components = defeats.strong_components();
    let outgoing: Vec<f64> = (0..people as u32)
        .map(|p| defeats.times[defeats.row(p)].iter().map(|t| f64::from(*t)).sum::<f64>())
        .map(|sum| if sum > 0.0 { damping / sum } else { 0.0 })
        .collect();
    // The sum of what flows into each node. Components are solved in order, losers before winners.
    let mut value = vec![1.0_f64; people];
    let mut local = vec![u32::MAX; people];
    for part in components.windows().rev() {
        let component = &components.nodes[part];
        if let [node] = component[..] {
            push(defeats, node, value[node as usize] * outgoing[node as usize], &mut value);
            continue;
        }
        solve(defeats, component, &outgoing, tolerance, &mut value, &mut local);
    }
    let sum: f64 = value.iter().sum();
    value.iter_mut().for_each(|v| *v /= sum);
    value
}

fn push(defeats: &Defeats, node: u32, amount: f64, value: &mut [f64]) {
    for i in defeats.row(node) {
        value[defeats.winner[i] as usize] += amount * f64::from(defeats.times[i]);
    }
}

/// Solves one component by Gauss–Seidel and passes its values on to the components after it.
fn solve(defeats: &Defeats, component: &[u32], outgoing: &[f64], tolerance: f64, value: &mut [f64], local: &mut [u32]) {
    for (i, node) in component.iter().enumerate() {
        local[*node as usize] = i as u32;
    }
    // The edges within the component, reversed: for each node, its senders and the fraction of the sender's value.
    let mut first = vec![0_u32; component.len() + 2];
    let within = |node: u32| defeats.row(node).filter(|i| local[defeats.winner[*i] as usize] != u32::MAX);
    for node in component {
        for i in within(*node) {
            first[local[defeats.winner[i] as usize] as usize + 2] += 1;
        }
    }
    for i in 2..first.len() {
        first[i] += first[i - 1];
    }
    let mut edges = vec![(0_u32, 0.0_f64); first[component.len() + 1] as usize];
    for (from, node) in component.iter().enumerate() {
        for i in within(*node) {
            let at = &mut first[local[defeats.winner[i] as usize] as usize + 1];
            edges[*at as usize] = (from as u32, outgoing[*node as usize] * f64::from(defeats.times[i]));
            *at += 1;
        }
    }
    let base: Vec<f64> = component.iter().map(|n| value[*n as usize]).collect();
    let mut x = base.clone();
    for sweep in 0..10_000 {
        let mut moved = 0.0_f64;
        let mut step = |i: usize| {
            let row = &edges[first[i] as usize..first[i + 1] as usize];
            let new = base[i] + row.iter().map(|(from, share)| x[*from as usize] * share).sum::<f64>();
            moved = moved.max((new - x[i]).abs() / new);
            x[i] = new;
        };
        // Sweep forwards and backwards, so that values spread in both directions.
        if sweep % 2 == 0 {
            (0..component.len()).for_each(&mut step);
        } else {
            (0..component.len()).rev().for_each(&mut step);
        }
        if moved < tolerance {
            break;
        }
    }
    for (i, node) in component.iter().enumerate() {
        value[*node as usize] = x[i];
    }
    for (i, node) in component.iter().enumerate() {
        for edge in defeats.row(*node) {
            let winner = defeats.winner[edge] as usize;
            if local[winner] == u32::MAX {
                value[winner] += x[i] * outgoing[*node as usize] * f64::from(defeats.times[edge]);
            }
        }
    }
    component.iter().for_each(|n| local[*n as usize] = u32::MAX);
}

/// Groups of nodes, stored one after the other.
pub(in crate::analysis) struct Components {
    nodes: Vec<u32>,
    ends: Vec<usize>,
}

impl Components {
    /// Returns each group.
    pub(in crate::analysis) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.windows().map(|part| &self.nodes[part])
    }

    fn windows(&self) -> impl DoubleEndedIterator<Item = std::ops::Range<usize>> {
        self.ends.windows(2).map(|w| w[0]..w[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The power method in its usual form.
    fn by_power(people: usize, edges: &[(u32, u32)], damping: f64) -> Vec<f64> {
        let n = people as f64;
        let out = |p: usize| edges.iter().filter(|(a, _)| *a as usize == p).count() as f64;
        let mut x = vec![1.0 / n; people];
        for _ in 0..500 {
            let mut y = vec![(1.0 - damping) / n; people];
            for (a, b) in edges {
                y[*b as usize] += damping * x[*a as usize] / out(*a as usize);
            }
            let lost: f64 = (0..people).filter(|p| out(*p) == 0.0).map(|p| x[p]).sum();
            y.iter_mut().for_each(|v| *v += damping * lost / n);
            x = y;
        }
        x
    }

    #[test]
    fn equals_the_power_method() {
        let edges = [(0, 1), (0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 0), (5, 4), (6, 5), (1, 4)];
        let found = ranks(&Defeats::new(8, &edges), 0.85, 1e-12);
        for (a, b) in found.iter().zip(by_power(8, &edges, 0.85)) {
            assert!((a - b).abs() < 1e-10, "{found:?}");
        }
    }
}
