//! Structural holes: how far a person's contacts constrain each other (Burt, *Structural Holes*, 1992).

use super::Network;

/// Returns the constraint of every node: the sum, over its neighbours j, of `(p_ij + Σ_q p_iq · p_qj)²`, where `p_ij` is
/// the weight of the edge from i to j as a share of all weights at i. `None` for a node without neighbours.
///
/// The value is small for somebody whose contacts do not know each other, and near or above 1 for somebody who has one
/// contact, or contacts who are all tied to each other. O(sum over the edges of the degrees).
///
/// Source: Burt, R. S., *Structural Holes: The Social Structure of Competition*, Harvard University Press 1992, chapter 2.
pub fn constraint(network: &Network) -> Vec<Option<f64>> {
    let nodes = network.nodes();
    let total: Vec<f64> = (0..nodes as u32).map(|n| network.weighted(n).map(|(_, w)| f64::from(w)).sum()).collect();
    let mut reached = vec![0.0_f64; nodes];
    (0..nodes as u32)
        .map(|i| {
            if network.degree(i) == 0 {
                return None;
            }
            // What reaches each j from i, directly and through others.
            for (q, w) in network.weighted(i) {
                let share = f64::from(w) / total[i as usize];
                reached[q as usize] += share;
                for (j, w) in network.weighted(q).filter(|(j, _)| *j != i) {
                    reached[j as usize] += share * f64::from(w) / total[q as usize];
                }
            }
            let sum = network.neighbours(i).iter().map(|j| reached[*j as usize].powi(2)).sum();
            for q in network.neighbours(i) {
                reached[*q as usize] = 0.0;
                network.neighbours(*q).iter().for_each(|j| reached[*j as usize] = 0.0);
            }
            Some(sum)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_and_a_triangle() {
        // The figures are those of networkx.constraint (3.x).
        let star = Network::new(4, [(0, 1, 1), (0, 2, 1), (0, 3, 1)]);
        let found = constraint(&star);
        assert!((found[0].unwrap() - 1.0 / 3.0).abs() < 1e-12 && (found[1].unwrap() - 1.0).abs() < 1e-12);
        let triangle = Network::new(4, [(0, 1, 1), (1, 2, 1), (0, 2, 1)]);
        assert!((constraint(&triangle)[0].unwrap() - 1.125).abs() < 1e-12);
        assert_eq!(constraint(&triangle)[3], None);
        let weighted = Network::new(4, [(0, 1, 3), (1, 2, 1), (0, 2, 2), (2, 3, 1)]);
        assert!((constraint(&weighted)[0].unwrap() - 0.792_5).abs() < 1e-12);
        assert!((constraint(&weighted)[2].unwrap() - 0.837_656_25).abs() < 1e-12);
    }
}
