//! The network of rivals: who stood against whom, and measures of its structure.
//!
//! Nodes are people. An edge joins two people who met in a contest; its weight is the number of their meetings. Every
//! measure works on flat arrays and gives the same result on every run.

pub mod backbone;
pub mod betweenness;
pub mod brokerage;
pub mod communities;
pub mod components;
pub mod cores;
pub mod holes;
pub mod offices;
pub mod pagerank;
pub mod profile;
pub mod tied;

use super::rivals::Tally;

/// An undirected weighted graph in compressed sparse rows: the neighbours of node `i` are
/// `target[first[i]..first[i + 1]]`, in ascending order.
#[derive(Debug, Clone, Default)]
pub struct Network {
    pub(super) first: Vec<u32>,
    pub(super) target: Vec<u32>,
    pub(super) weight: Vec<u32>,
}

impl Network {
    /// Builds a network from a number of nodes and weighted edges. Each edge is given once, in either direction. O(n +
    /// m).
    pub fn new(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, u32)> + Clone) -> Self {
        let mut first = vec![0_u32; nodes + 2];
        for (a, b, _) in edges.clone() {
            first[a as usize + 2] += 1;
            first[b as usize + 2] += 1;
        }
        for i in 2..first.len() {
            first[i] += first[i - 1];
        }
        let count = first[nodes + 1] as usize;
        let (mut target, mut weight) = (vec![0; count], vec![0; count]);
        // Edges in ascending order fill each row in order; other rows are sorted below.
        for (a, b, w) in edges {
            for (from, to) in [(a, b), (b, a)] {
                let at = &mut first[from as usize + 1];
                target[*at as usize] = to;
                weight[*at as usize] = w;
                *at += 1;
            }
        }
        first.pop();
        let mut network = Self { first, target, weight };
        network.sort_rows();
        network
    }

    fn sort_rows(&mut self) {
        let mut row: Vec<(u32, u32)> = Vec::new();
        for node in 0..self.nodes() {
            let range = self.range(node as u32);
            if self.target[range.clone()].is_sorted() {
                continue;
            }
            row.clear();
            row.extend(range.clone().map(|i| (self.target[i], self.weight[i])));
            row.sort_unstable();
            for (i, (target, weight)) in range.zip(&row) {
                self.target[i] = *target;
                self.weight[i] = *weight;
            }
        }
    }

    /// Returns the network of rivals. People have the numbers that the returns give them.
    pub fn of_rivals(returns: &crate::graph::returns::Returns, tallies: &[Tally]) -> Self {
        let inside = |person: crate::graph::PersonId| returns.number(person.index() as u32).unwrap_or(0);
        Self::new(returns.people(), tallies.iter().map(|t| (inside(t.a), inside(t.b), u32::from(t.meetings))))
    }

    /// Returns the number of nodes.
    pub fn nodes(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Returns the number of edges.
    pub fn edges(&self) -> usize {
        self.target.len() / 2
    }

    /// Returns the number of neighbours of a node.
    pub fn degree(&self, node: u32) -> usize {
        self.range(node).len()
    }

    /// Returns the neighbours of a node in ascending order.
    pub fn neighbours(&self, node: u32) -> &[u32] {
        &self.target[self.range(node)]
    }

    /// Returns the neighbours of a node with the weights of the edges.
    pub fn weighted(&self, node: u32) -> impl Iterator<Item = (u32, u32)> {
        self.range(node).map(|i| (self.target[i], self.weight[i]))
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }
}
