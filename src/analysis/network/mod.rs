//! The network of rivals: who stood against whom, and what its shape says.
//!
//! Nodes are people; two are joined where they met in a contest, with the number of meetings as weight. Every measure
//! runs on flat arrays and gives the same result on every run.

pub mod betweenness;
pub mod communities;
pub mod components;
pub mod cores;
pub mod offices;
pub mod pagerank;
pub mod profile;

use super::rivals::Tally;

/// An undirected graph in compressed rows: the neighbours of node `i` are `target[first[i]..first[i + 1]]`, in order.
#[derive(Debug, Clone, Default)]
pub struct Network {
    pub(super) first: Vec<u32>,
    pub(super) target: Vec<u32>,
    pub(super) weight: Vec<u32>,
}

impl Network {
    /// The network of some nodes and weighted edges; an edge joins two nodes and is given once. O(n + m).
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
        // Edges that come in order leave each row in order; others are sorted below.
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

    /// The network of rivals, in the returns' own numbering of people.
    pub fn of_rivals(returns: &crate::graph::returns::Returns, tallies: &[Tally]) -> Self {
        let inside = |person: crate::graph::PersonId| returns.number(person.index() as u32).unwrap_or(0);
        Self::new(returns.people(), tallies.iter().map(|t| (inside(t.a), inside(t.b), u32::from(t.meetings))))
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// How many edges there are.
    pub fn edges(&self) -> usize {
        self.target.len() / 2
    }

    /// How many neighbours a node has.
    pub fn degree(&self, node: u32) -> usize {
        self.range(node).len()
    }

    /// The neighbours of a node, in order.
    pub fn neighbours(&self, node: u32) -> &[u32] {
        &self.target[self.range(node)]
    }

    /// The neighbours of a node with the weights of the edges.
    pub fn weighted(&self, node: u32) -> impl Iterator<Item = (u32, u32)> {
        self.range(node).map(|i| (self.target[i], self.weight[i]))
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }
}
