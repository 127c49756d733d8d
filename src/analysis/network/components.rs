//! Components: groups of people that no contest connects to other groups.

use super::Network;
use crate::graph::returns::Returns;

/// A partition of nodes into groups. Groups are numbered from 0, the largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partition {
    /// The group of each node.
    pub group: Vec<u32>,
    /// The number of nodes in each group.
    pub sizes: Vec<usize>,
}

impl Partition {
    /// Numbers groups by size, the largest first; of equal ones, the one with the smaller first node. O(n log n) for n
    /// groups.
    pub fn of(label: &[u32]) -> Self {
        let mut number = vec![u32::MAX; label.iter().max().map_or(0, |m| *m as usize + 1)];
        let mut sizes: Vec<usize> = Vec::new();
        let mut group: Vec<u32> = Vec::with_capacity(label.len());
        for l in label {
            let number = &mut number[*l as usize];
            if *number == u32::MAX {
                *number = sizes.len() as u32;
                sizes.push(0);
            }
            sizes[*number as usize] += 1;
            group.push(*number);
        }
        let mut order: Vec<u32> = (0..sizes.len() as u32).collect();
        order.sort_by_key(|g| std::cmp::Reverse(sizes[*g as usize]));
        let mut rank = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            rank[*old as usize] = new as u32;
        }
        group.iter_mut().for_each(|g| *g = rank[*g as usize]);
        Self { group, sizes: order.iter().map(|g| sizes[*g as usize]).collect() }
    }
}

/// Disjoint sets that can be joined (union–find; Tarjan 1975, with path halving).
pub(in crate::analysis) struct Sets(Vec<u32>);

impl Sets {
    pub(in crate::analysis) fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    pub(in crate::analysis) fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let up = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = up;
            at = up;
        }
        at
    }

    /// Joins two sets; the smaller root becomes the root of both.
    pub(in crate::analysis) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

/// Returns the components of the people of some returns. People who can be reached by shared contests are in one
/// component. Nearly linear in the rows.
pub fn of_returns(returns: &Returns) -> Partition {
    let mut sets = Sets::new(returns.people());
    for contest in 0..returns.contests() {
        let rows = &returns.person[returns.all_rows(contest)];
        if let Some((first, rest)) = rows.split_first() {
            rest.iter().for_each(|person| sets.join(*first, *person));
        }
    }
    labels(sets, returns.people())
}

/// Returns the components of a network.
pub fn of_network(network: &Network) -> Partition {
    let mut sets = Sets::new(network.nodes());
    for node in 0..network.nodes() as u32 {
        network.neighbours(node).iter().for_each(|other| sets.join(node, *other));
    }
    labels(sets, network.nodes())
}

fn labels(mut sets: Sets, count: usize) -> Partition {
    let label: Vec<u32> = (0..count as u32).map(|i| sets.root(i)).collect();
    Partition::of(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_group_comes_first() {
        let network = Network::new(6, [(0, 1, 1), (2, 3, 1), (3, 4, 1)]);
        let found = of_network(&network);
        assert_eq!(found.sizes, [3, 2, 1]);
        assert_eq!(found.group, [1, 1, 0, 0, 0, 2]);
    }
}
