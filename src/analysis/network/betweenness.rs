//! Betweenness: how many shortest chains of rivals between other people pass through a person.

use super::Network;

/// The betweenness of every node: for each pair of other nodes, the fraction of their shortest paths that pass through
/// it, summed over all pairs. Each pair counts once. Weights are not used.
#[derive(Debug, Clone, PartialEq)]
pub struct Betweenness {
    /// The betweenness of each node.
    pub value: Vec<f64>,
    /// The standard error of each node if the values are estimated from a sample of sources; empty if they are exact.
    pub error: Vec<f64>,
}

/// A network whose twins are merged. Twins are neighbours that have the same other neighbours, so that a path through
/// one of them can always avoid it at the same length. Most candidates of one contest are twins.
struct Collapsed {
    /// The class of each node.
    class: Vec<u32>,
    /// The number of nodes in each class.
    size: Vec<f64>,
    network: Network,
}

impl Collapsed {
    /// Merges the twins of a network. O(n + m) on average.
    fn new(network: &Network) -> Self {
        let count = network.nodes();
        // Equal closed neighbourhoods have equal sums of hashes. Nodes with equal sums are then compared in full.
        let sum = |node: u32| -> u64 {
            network.neighbours(node).iter().fold(mix(node), |sum, other| sum.wrapping_add(mix(*other)))
        };
        let mut order: Vec<(u64, u32)> = (0..count as u32).map(|node| (sum(node), node)).collect();
        order.sort_unstable();
        let mut class = vec![u32::MAX; count];
        let mut members: Vec<u32> = Vec::new();
        let mut size: Vec<f64> = Vec::new();
        // Classes are numbered by their first node, so that nodes with close numbers stay close in memory.
        let mut first_of = vec![u32::MAX; count];
        for run in order.chunk_by(|a, b| a.0 == b.0) {
            for (i, (_, node)) in run.iter().enumerate() {
                let twin = run[..i].iter().map(|(_, other)| *other).find(|other| is_twin(network, *node, *other));
                first_of[*node as usize] = twin.map_or(*node, |t| first_of[t as usize]);
            }
        }
        for node in 0..count as u32 {
            let first = first_of[node as usize];
            if first == node {
                class[node as usize] = size.len() as u32;
                members.push(node);
                size.push(1.0);
            } else {
                let own = class[first as usize];
                class[node as usize] = own;
                size[own as usize] += 1.0;
            }
        }
        let mut collapsed = Network { first: vec![0], ..Network::default() };
        for node in &members {
            let own = class[*node as usize];
            let others = network.neighbours(*node).iter().filter(|n| first_of[**n as usize] == **n);
            collapsed.target.extend(others.map(|n| class[*n as usize]).filter(|c| *c != own));
            collapsed.first.push(collapsed.target.len() as u32);
        }
        Self { class, size, network: collapsed }
    }
}

/// Spreads a number over 64 bits (the finaliser of `SplitMix64`, Steele and others 2014).
fn mix(number: u32) -> u64 {
    let mut z = (u64::from(number) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn is_twin(network: &Network, a: u32, b: u32) -> bool {
    let (of_a, of_b) = (network.neighbours(a), network.neighbours(b));
    of_a.len() == of_b.len()
        && of_a.binary_search(&b).is_ok()
        && of_a.iter().filter(|n| **n != b).eq(of_b.iter().filter(|n| **n != a))
}

/// The arrays of a search, reused from search to search.
struct Search {
    distance: Vec<u32>,
    paths: Vec<f64>,
    share: Vec<f64>,
    queue: Vec<u32>,
}

impl Search {
    fn new(count: usize) -> Self {
        Self { distance: vec![u32::MAX; count], paths: vec![0.0; count], share: vec![0.0; count], queue: Vec::new() }
    }

    /// Calls `visit` with every class but the source's, and with the dependency of one member of the source on one
    /// member of that class.
    ///
    /// This is Brandes's accumulation with classes in place of nodes: a class of s members multiplies the paths through
    /// it by s, and its dependencies count s times.
    fn from(&mut self, collapsed: &Collapsed, source: u32, mut visit: impl FnMut(u32, f64)) {
        let (network, size) = (&collapsed.network, &collapsed.size);
        self.queue.clear();
        self.queue.push(source);
        self.distance[source as usize] = 0;
        self.paths[source as usize] = 1.0;
        let mut head = 0;
        while let Some(node) = self.queue.get(head).copied() {
            head += 1;
            let next = self.distance[node as usize] + 1;
            let through = self.paths[node as usize] * if node == source { 1.0 } else { size[node as usize] };
            for other in network.neighbours(node) {
                let o = *other as usize;
                if self.distance[o] == u32::MAX {
                    self.distance[o] = next;
                    self.paths[o] = through;
                    self.queue.push(*other);
                } else if self.distance[o] == next {
                    self.paths[o] += through;
                }
            }
        }
        // From the farthest class back: `share` is what a class passes on to each class before it, per path.
        for node in self.queue[1..].iter().rev() {
            let n = *node as usize;
            let distance = self.distance[n];
            let mut sum = 0.0;
            for other in network.neighbours(*node) {
                let o = *other as usize;
                if self.distance[o] > distance {
                    sum += self.share[o];
                }
            }
            let own = self.paths[n] * sum;
            self.share[n] = size[n] * (1.0 + own) / self.paths[n];
            visit(*node, own);
        }
        for node in &self.queue {
            self.distance[*node as usize] = u32::MAX;
        }
    }
}

/// Returns exact betweenness (Brandes, "A Faster Algorithm for Betweenness Centrality", Journal of Mathematical
/// Sociology 25 (2001)), with twins merged. O(c · m') for c classes of twins and m' edges between them.
pub fn exact(network: &Network) -> Betweenness {
    let collapsed = Collapsed::new(network);
    let count = collapsed.size.len();
    let mut search = Search::new(count);
    let mut of_class = vec![0.0; count];
    for source in 0..count as u32 {
        // The loop reaches every pair from both ends, so each counts half.
        let weight = collapsed.size[source as usize] / 2.0;
        search.from(&collapsed, source, |node, own| of_class[node as usize] += own * weight);
    }
    Betweenness { value: collapsed.class.iter().map(|c| of_class[*c as usize]).collect(), error: Vec::new() }
}

/// Estimates betweenness from a sample of sources (Brandes and Pich, "Centrality Estimation in Large Networks",
/// International Journal of Bifurcation and Chaos 17 (2007)).
///
/// If k sources are drawn from n nodes without repetition, the estimate is n/2k · Σ δ, and its standard error is
/// n/2 · s/√k · √(1 − k/n), where s is the sample's standard deviation of a node's dependencies δ. O(k · m').
pub fn from_sources(network: &Network, sources: &[u32]) -> Betweenness {
    let collapsed = Collapsed::new(network);
    let count = collapsed.size.len();
    let mut search = Search::new(count);
    let (mut sum, mut squares) = (vec![0.0; count], vec![0.0; count]);
    for source in sources {
        search.from(&collapsed, collapsed.class[*source as usize], |node, own| {
            sum[node as usize] += own;
            squares[node as usize] += own * own;
        });
    }
    let (n, k) = (network.nodes() as f64, sources.len().max(1) as f64);
    let of = |class: u32| {
        let (sum, squares) = (sum[class as usize], squares[class as usize]);
        let variance = if k > 1.0 { ((squares - sum * sum / k) / (k - 1.0)).max(0.0) } else { 0.0 };
        (sum * n / (2.0 * k), n / 2.0 * (variance / k).sqrt() * (1.0 - k / n).max(0.0).sqrt())
    };
    let (value, error) = collapsed.class.iter().map(|c| of(*c)).unzip();
    Betweenness { value, error }
}

/// Returns `count` nodes drawn without repetition, in ascending order (Floyd's method; Bentley and Floyd 1987).
pub fn sample(nodes: usize, count: usize, seed: u64) -> Vec<u32> {
    let mut chosen = std::collections::BTreeSet::new();
    for (step, top) in (nodes.saturating_sub(count)..nodes).enumerate() {
        let draw = mix_seed(seed, step as u64) % (top as u64 + 1);
        if !chosen.insert(draw as u32) {
            chosen.insert(top as u32);
        }
    }
    chosen.into_iter().collect()
}

fn mix_seed(seed: u64, step: u64) -> u64 {
    let mut z = seed.wrapping_add((step + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts the shortest paths between all pairs, following the definition.
    fn by_definition(network: &Network) -> Vec<f64> {
        let count = network.nodes();
        let search = |source: usize| {
            let (mut distance, mut paths) = (vec![usize::MAX; count], vec![0.0; count]);
            (distance[source], paths[source]) = (0, 1.0);
            let mut queue = std::collections::VecDeque::from([source]);
            while let Some(at) = queue.pop_front() {
                for next in network.neighbours(at as u32).iter().map(|n| *n as usize) {
                    if distance[next] == usize::MAX {
                        distance[next] = distance[at] + 1;
                        queue.push_back(next);
                    }
                    if distance[next] == distance[at] + 1 {
                        paths[next] += paths[at];
                    }
                }
            }
            (distance, paths)
        };
        let all: Vec<_> = (0..count).map(search).collect();
        let mut value = vec![0.0; count];
        for s in 0..count {
            for t in s + 1..count {
                for (v, value) in value.iter_mut().enumerate().filter(|(v, _)| *v != s && *v != t) {
                    let whole = all[s].0[t];
                    if whole != usize::MAX
                        && all[s].0[v] != usize::MAX
                        && all[v].0[t] != usize::MAX
                        && all[s].0[v] + all[v].0[t] == whole
                    {
                        *value += all[s].1[v] * all[v].1[t] / all[s].1[t];
                    }
                }
            }
        }
        value
    }

    #[test]
    fn equals_the_definition_with_twins_and_without() {
        // Cliques with common members, like those of contests, and a tail.
        let contests: [&[u32]; 6] = [&[0, 1, 2, 3], &[3, 4, 5], &[5, 6, 7, 8, 1], &[9, 10], &[8, 11], &[11, 12, 13, 4]];
        let mut edges = std::collections::BTreeSet::new();
        for all in contests {
            for a in all {
                edges.extend(all.iter().filter(|b| a < *b).map(|b| (*a, *b, 1)));
            }
        }
        let network = Network::new(15, edges);
        let (found, wanted) = (exact(&network).value, by_definition(&network));
        for (a, b) in found.iter().zip(&wanted) {
            assert!((a - b).abs() < 1e-9, "{found:?}\n{wanted:?}");
        }
        let every: Vec<u32> = (0..15).collect();
        let sampled = from_sources(&network, &every);
        for (a, b) in sampled.value.iter().zip(&wanted) {
            assert!((a - b).abs() < 1e-9);
        }
        assert!(sampled.error.iter().all(|e| *e == 0.0));
    }

    #[test]
    fn samples_hold_each_node_once() {
        let chosen = sample(100, 64, 1);
        assert_eq!((chosen.len(), chosen.is_sorted()), (64, true));
        assert_eq!(sample(5, 9, 1), [0, 1, 2, 3, 4]);
    }
}
