//! k-cores: how deep a person is in the dense part of the network.

use super::Network;

/// Returns the core number of each node: the largest k for which the node belongs to a group whose members each have at
/// least k neighbours within the group (Batagelj and Zaveršnik, "An O(m) Algorithm for Cores Decomposition of
/// Networks", 2003). O(n + m).
pub fn numbers(network: &Network) -> Vec<u32> {
    let count = network.nodes();
    let mut degree: Vec<u32> = (0..count as u32).map(|n| network.degree(n) as u32).collect();
    let most = degree.iter().copied().max().unwrap_or(0) as usize;
    // Nodes are sorted by degree; `bin` is the first index of each degree.
    let mut bin = vec![0_u32; most + 2];
    for d in &degree {
        bin[*d as usize + 1] += 1;
    }
    for i in 1..bin.len() {
        bin[i] += bin[i - 1];
    }
    let mut next = bin.clone();
    let (mut order, mut place) = (vec![0_u32; count], vec![0_u32; count]);
    for node in 0..count {
        let at = &mut next[degree[node] as usize];
        order[*at as usize] = node as u32;
        place[node] = *at;
        *at += 1;
    }
    for i in 0..count {
        let node = order[i];
        let own = degree[node as usize];
        for other in network.neighbours(node) {
            let theirs = degree[*other as usize];
            if theirs > own {
                // The neighbour moves to the front of its bin, whose start then moves behind it.
                let front = bin[theirs as usize];
                let (at, first) = (place[*other as usize], order[front as usize]);
                if first != *other {
                    order.swap(front as usize, at as usize);
                    place[first as usize] = at;
                    place[*other as usize] = front;
                }
                bin[theirs as usize] += 1;
                degree[*other as usize] -= 1;
            }
        }
    }
    degree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_with_a_tail() {
        let network = Network::new(5, [(0, 1, 1), (0, 2, 1), (1, 2, 1), (2, 3, 1)]);
        assert_eq!(numbers(&network), [2, 2, 2, 1, 0]);
    }
}
