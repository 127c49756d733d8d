//! All measures of the nodes of a network, side by side.

use super::betweenness::{self, Betweenness};
use super::communities::{self, Communities};
use super::components::{self, Partition};
use super::pagerank::{self, Defeats};
use super::{Network, cores};

/// The largest number of nodes for which betweenness is exact. For larger networks it is estimated from a sample.
pub const MOST_EXACT: usize = 5_000;

/// The measures to compute, and the seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// True if betweenness is computed.
    pub betweenness: bool,
    /// The number of sources that are sampled to estimate betweenness.
    pub sources: usize,
    /// The seed of the sample and of the communities.
    pub seed: u64,
}

impl Default for Choice {
    fn default() -> Self {
        Self { betweenness: false, sources: 64, seed: 1 }
    }
}

/// The measures of every node, indexed by its number.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The network itself.
    pub network: Network,
    /// The PageRank of each node in the directed graph; the ranks add up to one.
    pub rank: Vec<f64>,
    /// Core numbers; see [`cores::numbers`].
    pub core: Vec<u32>,
    /// Components.
    pub components: Partition,
    /// Communities.
    pub communities: Communities,
    /// Betweenness, if the choice asks for it.
    pub betweenness: Option<Betweenness>,
}

/// The damping of [`pagerank::ranks`]: the usual value.
pub const DAMPING: f64 = 0.85;
const TOLERANCE: f64 = 1e-10;

impl Profile {
    /// Computes the measures of a network and of the directed graph on the same nodes.
    pub fn of(network: Network, directed: &Defeats, choice: Choice) -> Self {
        let betweenness = choice.betweenness.then(|| {
            if network.nodes() <= MOST_EXACT {
                betweenness::exact(&network)
            } else {
                let sources = betweenness::sample(network.nodes(), choice.sources, choice.seed);
                betweenness::from_sources(&network, &sources)
            }
        });
        Self {
            rank: pagerank::ranks(directed, DAMPING, TOLERANCE),
            core: cores::numbers(&network),
            components: components::of_network(&network),
            communities: communities::find(&network, choice.seed),
            betweenness,
            network,
        }
    }

    /// Returns the sum of the weights of a node's edges.
    pub fn strength(&self, node: u32) -> u64 {
        self.network.weighted(node).map(|(_, w)| u64::from(w)).sum()
    }
}
