//! The network of offices: which offices people stood for one after the other.

use super::Network;
use super::pagerank::Defeats;
use crate::graph::returns::{NONE, Returns};
use std::collections::BTreeMap;

/// Offices, and how many careers led from one to another.
#[derive(Debug, Clone, Default)]
pub struct Careers {
    /// The offices in ascending order, in the numbering of whoever filled the returns.
    pub offices: Vec<u32>,
    /// How often a person's next contest after one for the first office was for the second: two indices of `offices`,
    /// and the count.
    pub moves: Vec<(u32, u32, u32)>,
}

impl Careers {
    /// Returns the moves between the offices that people stood for, in the order of years. Two contests in one year are
    /// in the order of offices. O(rows log rows).
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

    /// Returns the network without directions.
    pub fn network(&self) -> Network {
        let mut edges: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (a, b, n) in &self.moves {
            *edges.entry((*a.min(b), *a.max(b))).or_default() += n;
        }
        let edges: Vec<(u32, u32, u32)> = edges.into_iter().map(|((a, b), n)| (a, b, n)).collect();
        Network::new(self.offices.len(), edges.iter().copied())
    }

    /// Returns the moves as a directed graph for PageRank, which ranks an office high if careers lead to it.
    pub fn directed(&self) -> Defeats {
        let edges: Vec<(u32, u32)> =
            self.moves.iter().flat_map(|(a, b, n)| std::iter::repeat_n((*a, *b), *n as usize)).collect();
        Defeats::new(self.offices.len(), &edges)
    }

    /// Returns for each office how many moves lead to it and how many lead away from it.
    pub fn flow(&self) -> Vec<(u32, u32)> {
        let mut flow = vec![(0, 0); self.offices.len()];
        for (a, b, n) in &self.moves {
            flow[*b as usize].0 += n;
            flow[*a as usize].1 += n;
        }
        flow
    }
}
