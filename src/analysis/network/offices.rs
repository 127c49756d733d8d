//! The network of offices: where careers lead from one to the next.

use super::Network;
use super::pagerank::Defeats;
use crate::graph::returns::{NONE, Returns};
use std::collections::BTreeMap;

/// Offices, and how many careers led from one to another.
#[derive(Debug, Clone, Default)]
pub struct Careers {
    /// The offices' numbers outside, in order.
    pub offices: Vec<u32>,
    /// How often somebody stood for the second office next after the first: places in `offices`, and the count.
    pub moves: Vec<(u32, u32, u32)>,
}

impl Careers {
    /// The moves between the offices that people stood for, in the order of years; of two contests in one year the order is
    /// that of offices. O(rows log rows).
    pub fn of(returns: &Returns) -> Self {
        let mut stood: Vec<(u32, i32, u32)> = Vec::with_capacity(returns.person.len());
        for contest in (0..returns.contests()).filter(|c| returns.office[*c] != NONE) {
            let rows = returns.all_rows(contest);
            stood.extend(returns.person[rows].iter().map(|p| (*p, returns.year[contest], returns.office[contest])));
        }
        let mut offices: Vec<u32> = stood.iter().map(|s| s.2).collect();
        offices.sort_unstable();
        offices.dedup();
        stood.sort_unstable();
        stood.dedup();
        let place = |office: u32| offices.binary_search(&office).unwrap_or(0) as u32;
        let mut moves: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for pair in stood.windows(2) {
            if pair[0].0 == pair[1].0 && pair[0].2 != pair[1].2 {
                *moves.entry((place(pair[0].2), place(pair[1].2))).or_default() += 1;
            }
        }
        Self { moves: moves.into_iter().map(|((a, b), n)| (a, b, n)).collect(), offices }
    }

    /// The network without directions.
    pub fn network(&self) -> Network {
        let mut edges: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (a, b, n) in &self.moves {
            *edges.entry((*a.min(b), *a.max(b))).or_default() += n;
        }
        let edges: Vec<(u32, u32, u32)> = edges.into_iter().map(|((a, b), n)| (a, b, n)).collect();
        Network::new(self.offices.len(), edges.iter().copied())
    }

    /// The moves as a directed graph, for PageRank: an office that careers lead to ranks high.
    pub fn directed(&self) -> Defeats {
        let edges: Vec<(u32, u32)> =
            self.moves.iter().flat_map(|(a, b, n)| std::iter::repeat_n((*a, *b), *n as usize)).collect();
        Defeats::new(self.offices.len(), &edges)
    }

    /// How many moves lead to an office and from it.
    pub fn flow(&self) -> Vec<(u32, u32)> {
        let mut flow = vec![(0, 0); self.offices.len()];
        for (a, b, n) in &self.moves {
            flow[*b as usize].0 += n;
            flow[*a as usize].1 += n;
        }
        flow
    }
}
