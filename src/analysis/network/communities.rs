//! Communities: groups whose members meet one another more often than expected by chance.

use super::Network;
use super::components::{Partition, Sets};

/// A partition into communities and its modularity.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// The community of each node.
    pub partition: Partition,
    /// Newman's modularity Q of the partition, from −½ to 1.
    pub modularity: f64,
}

/// A weighted graph whose nodes stand for groups of nodes, in compressed sparse rows.
struct Level {
    first: Vec<u32>,
    target: Vec<u32>,
    weight: Vec<f64>,
    /// Twice the weight of the edges inside each node; `strength` is the weight of all edges that end at it.
    within: Vec<f64>,
    strength: Vec<f64>,
}

/// A gain of modularity must be larger by this much to count; smaller differences are rounding errors.
const LEAST: f64 = 1e-12;

impl Level {
    fn of(network: &Network) -> Self {
        let weight: Vec<f64> = network.weight.iter().map(|w| f64::from(*w)).collect();
        let strength = (0..network.nodes()).map(|n| weight[network.range(n as u32)].iter().sum()).collect::<Vec<f64>>();
        Self {
            first: network.first.clone(),
            target: network.target.clone(),
            weight,
            within: vec![0.0; network.nodes()],
            strength,
        }
    }

    fn nodes(&self) -> usize {
        self.strength.len()
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    /// Moves nodes one by one to the neighbouring group with the largest gain, until no move gains. Nodes whose
    /// neighbours moved are looked at again (the fast local move of Traag and others 2019). Returns true if any node
    /// moved.
    fn move_nodes(&self, group: &mut [u32], total: f64, order: &mut Vec<u32>) -> bool {
        let count = self.nodes();
        let mut sum = vec![0.0; count];
        for (node, g) in group.iter().enumerate() {
            sum[*g as usize] += self.strength[node];
        }
        let mut to = vec![0.0_f64; count];
        let mut near: Vec<u32> = Vec::new();
        let mut waits = vec![true; count];
        let mut moved_any = false;
        let mut next: Vec<u32> = Vec::new();
        while !order.is_empty() {
            for node in order.drain(..) {
                let n = node as usize;
                waits[n] = false;
                let own = group[n];
                near.clear();
                for i in self.range(node) {
                    let g = group[self.target[i] as usize];
                    if to[g as usize] == 0.0 {
                        near.push(g);
                    }
                    to[g as usize] += self.weight[i];
                }
                let strength = self.strength[n];
                sum[own as usize] -= strength;
                let gain = |g: u32, to: &[f64], sum: &[f64]| to[g as usize] - strength * sum[g as usize] / total;
                let (mut best, mut most) = (own, gain(own, &to, &sum));
                for g in &near {
                    let gain = gain(*g, &to, &sum);
                    if gain > most + LEAST {
                        (best, most) = (*g, gain);
                    }
                }
                near.iter().for_each(|g| to[*g as usize] = 0.0);
                sum[best as usize] += strength;
                if best != own {
                    group[n] = best;
                    moved_any = true;
                    for i in self.range(node) {
                        let other = self.target[i];
                        if group[other as usize] != best && !waits[other as usize] {
                            waits[other as usize] = true;
                            next.push(other);
                        }
                    }
                }
            }
            std::mem::swap(order, &mut next);
        }
        moved_any
    }

    /// Returns the graph whose nodes are the groups. The numbers in `group` start at 0 and have no gaps. O(n + m).
    fn merge(&self, group: &[u32], groups: usize) -> Self {
        let mut start = vec![0_u32; groups + 2];
        for g in group {
            start[*g as usize + 2] += 1;
        }
        for i in 2..start.len() {
            start[i] += start[i - 1];
        }
        let mut members = vec![0_u32; group.len()];
        for (node, g) in group.iter().enumerate() {
            let at = &mut start[*g as usize + 1];
            members[*at as usize] = node as u32;
            *at += 1;
        }
        let mut merged = Self {
            first: vec![0],
            target: Vec::new(),
            weight: Vec::new(),
            within: vec![0.0; groups],
            strength: vec![0.0; groups],
        };
        let mut to = vec![0.0_f64; groups];
        let mut near: Vec<u32> = Vec::new();
        for g in 0..groups {
            near.clear();
            for node in &members[start[g] as usize..start[g + 1] as usize] {
                merged.strength[g] += self.strength[*node as usize];
                merged.within[g] += self.within[*node as usize];
                for i in self.range(*node) {
                    let other = group[self.target[i] as usize];
                    if other as usize == g {
                        merged.within[g] += self.weight[i];
                        continue;
                    }
                    if to[other as usize] == 0.0 {
                        near.push(other);
                    }
                    to[other as usize] += self.weight[i];
                }
            }
            near.sort_unstable();
            for other in &near {
                merged.target.push(*other);
                merged.weight.push(std::mem::take(&mut to[*other as usize]));
            }
            merged.first.push(merged.target.len() as u32);
        }
        merged
    }
}

/// Renumbers groups from 0 without gaps, in the order of their first node. Returns the number of groups.
fn renumber(group: &mut [u32]) -> usize {
    let mut number = vec![u32::MAX; group.iter().max().map_or(0, |m| *m as usize + 1)];
    let mut count = 0;
    for g in group {
        let number = &mut number[*g as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        *g = *number;
    }
    count as usize
}

/// Finds communities by Louvain's method (Blondel and others, "Fast Unfolding of Communities in Large Networks", 2008).
/// At every level on the way back, single nodes are moved once more after groups were merged (the refinement of Rotta
/// and Noack, "Multilevel Local Search Algorithms for Modularity Clustering", 2011). At the end, communities that are
/// not connected are split, which never lowers the modularity.
///
/// The seed decides in which order nodes are first looked at. The same seed always gives the same communities. About
/// O(m log n).
pub fn find(network: &Network, seed: u64) -> Communities {
    let total: f64 = network.weight.iter().map(|w| f64::from(*w)).sum();
    if total == 0.0 {
        let label: Vec<u32> = (0..network.nodes() as u32).collect();
        return Communities { partition: Partition::of(&label), modularity: 0.0 };
    }
    let base = Level::of(network);
    let mut group: Vec<u32> = (0..network.nodes() as u32).collect();
    unfold(&base, &mut group, total, seed);
    // A second run starts from the groups found: after single nodes moved, whole groups may merge.
    unfold_from(&base, &mut group, total, seed);
    part(network, &mut group);
    let modularity = modularity(&base, &group, total);
    Communities { partition: Partition::of(&group), modularity }
}

/// Moves single nodes, then merges and refines the groups if any node moved.
fn unfold(level: &Level, group: &mut [u32], total: f64, seed: u64) {
    let moved = level.move_nodes(group, total, &mut order(level.nodes(), seed));
    if !moved {
        return;
    }
    unfold_from(level, group, total, seed);
}

/// Merges the groups, finds communities of the merged graph, and then moves single nodes between them.
fn unfold_from(level: &Level, group: &mut [u32], total: f64, seed: u64) {
    let groups = renumber(group);
    if groups < level.nodes() {
        let merged = level.merge(group, groups);
        let mut of_groups: Vec<u32> = (0..groups as u32).collect();
        unfold(&merged, &mut of_groups, total, seed);
        group.iter_mut().for_each(|g| *g = of_groups[*g as usize]);
    }
    level.move_nodes(group, total, &mut order(level.nodes(), seed));
}

/// Returns the order in which nodes are looked at: ascending, starting at a node that the seed selects. Numbers follow
/// contests, so nodes that are looked at together are close in memory.
fn order(count: usize, seed: u64) -> Vec<u32> {
    let start = (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % count.max(1);
    (start..count).chain(0..start).map(|n| n as u32).collect()
}

/// Splits the groups that are not connected.
fn part(network: &Network, group: &mut [u32]) {
    let mut sets = Sets::new(network.nodes());
    for node in 0..network.nodes() as u32 {
        for other in network.neighbours(node).iter().filter(|o| group[**o as usize] == group[node as usize]) {
            sets.join(node, *other);
        }
    }
    for node in 0..network.nodes() as u32 {
        group[node as usize] = sets.root(node);
    }
}

/// Returns Q = Σ (within / 2m − (strength / 2m)²) over the groups (Newman and Girvan, "Finding and Evaluating Community
/// Structure in Networks", Physical Review E 69 (2004)).
fn modularity(level: &Level, group: &[u32], total: f64) -> f64 {
    let groups = group.iter().max().map_or(0, |m| *m as usize + 1);
    let (mut within, mut strength) = (vec![0.0; groups], vec![0.0; groups]);
    for node in 0..level.nodes() as u32 {
        let g = group[node as usize] as usize;
        strength[g] += level.strength[node as usize];
        within[g] += level.within[node as usize];
        for i in level.range(node) {
            if group[level.target[i] as usize] as usize == g {
                within[g] += level.weight[i];
            }
        }
    }
    within.iter().zip(&strength).map(|(w, s)| w / total - (s / total) * (s / total)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zacharys_karate_club() {
        // Zachary, "An Information Flow Model for Conflict and Fission in Small Groups" (1977). No partition has a
        // larger modularity than 0.41979 (Brandes and others 2008).
        const EDGES: [(u32, u32); 78] = [
            (1, 2),
            (1, 3),
            (2, 3),
            (1, 4),
            (2, 4),
            (3, 4),
            (1, 5),
            (1, 6),
            (1, 7),
            (5, 7),
            (6, 7),
            (1, 8),
            (2, 8),
            (3, 8),
            (4, 8),
            (1, 9),
            (3, 9),
            (3, 10),
            (1, 11),
            (5, 11),
            (6, 11),
            (1, 12),
            (1, 13),
            (4, 13),
            (1, 14),
            (2, 14),
            (3, 14),
            (4, 14),
            (6, 17),
            (7, 17),
            (1, 18),
            (2, 18),
            (1, 20),
            (2, 20),
            (1, 22),
            (2, 22),
            (24, 26),
            (25, 26),
            (3, 28),
            (24, 28),
            (25, 28),
            (3, 29),
            (24, 30),
            (27, 30),
            (2, 31),
            (9, 31),
            (1, 32),
            (25, 32),
            (26, 32),
            (29, 32),
            (3, 33),
            (9, 33),
            (15, 33),
            (16, 33),
            (19, 33),
            (21, 33),
            (23, 33),
            (24, 33),
            (30, 33),
            (31, 33),
            (32, 33),
            (9, 34),
            (10, 34),
            (14, 34),
            (15, 34),
            (16, 34),
            (19, 34),
            (20, 34),
            (21, 34),
            (23, 34),
            (24, 34),
            (27, 34),
            (28, 34),
            (29, 34),
            (30, 34),
            (31, 34),
            (32, 34),
            (33, 34),
        ];
        let network = Network::new(34, EDGES.map(|(a, b)| (a - 1, b - 1, 1)));
        let found = find(&network, 1);
        assert!(found.modularity > 0.415 && found.modularity < 0.4198, "{}", found.modularity);
        assert_eq!(found, find(&network, 1));
    }

    #[test]
    fn nobody_who_met_nobody_joins() {
        let found = find(&Network::new(3, []), 1);
        assert_eq!(found.partition.sizes, [1, 1, 1]);
    }
}
