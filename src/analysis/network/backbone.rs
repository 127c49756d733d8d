//! The backbone of shared memberships: which pairs belong to more groups together than chance explains.
//!
//! The stochastic degree sequence model draws people into groups at random, so that each person has as many memberships
//! on average as in the data, and each group as many members. The probabilities are those of the bipartite
//! configuration model, the distribution of largest entropy with these averages.

use std::collections::BTreeMap;

/// The number of sweeps after which the probabilities are taken as they are.
const SWEEPS: usize = 20_000;
/// How near the averages must come to the counts, in memberships.
const NEAR: f64 = 1e-11;

/// A pair of people who share a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shared {
    /// The first person, who has the smaller number.
    pub a: u32,
    /// The second person.
    pub b: u32,
    /// The number of groups of both.
    pub shared: u32,
    /// The number of groups of both that the model expects.
    pub expected: f64,
    /// The probability, under the model, of as many groups of both or more.
    pub p: f64,
}

/// The pairs of people who share a group, with what chance makes of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Backbone {
    /// The pairs, in order.
    pub pairs: Vec<Shared>,
    /// The largest difference between an average of the model and the count in the data.
    pub error: f64,
}

/// Returns every pair of people who share a group, with its probability under the stochastic degree sequence model.
///
/// `groups` has the members of each group; people are numbered below `people`. The distribution of the number of shared
/// groups is Poisson-binomial and is computed exactly.
///
/// O(sum of the squares of the groups, and sweeps times the numbers of different sizes).
///
/// Sources: Neal, Z. P., "The backbone of bipartite projections", *Social Networks* 39 (2014), 84–97; Neal, Domagalski and
/// Sagan, "Comparing alternatives to the fixed degree sequence model for extracting the backbone of bipartite
/// projections", *Scientific Reports* 11 (2021), 23929; Saracco et al., "Randomizing bipartite networks: the case of the
/// World Trade Web", *Scientific Reports* 5 (2015), 10595.
///
/// # Panics
/// If a group names a person beyond `people`.
pub fn backbone(people: usize, groups: &[Vec<u32>]) -> Backbone {
    let mut of_person = vec![0_u32; people];
    let mut shared: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for group in groups {
        for (at, a) in group.iter().enumerate() {
            of_person[*a as usize] += 1;
            for b in &group[at + 1..] {
                *shared.entry((*a.min(b), *a.max(b))).or_default() += 1;
            }
        }
    }
    let sizes: Vec<u32> = groups.iter().map(|g| g.len() as u32).collect();
    let model = Model::of(&of_person, &sizes);
    // The distribution depends on the numbers of memberships alone.
    let mut known: BTreeMap<(u32, u32), (f64, Vec<f64>)> = BTreeMap::new();
    let pairs = shared
        .into_iter()
        .map(|((a, b), shared)| {
            let of = |person: u32| of_person[person as usize];
            let key = (of(a).min(of(b)), of(a).max(of(b)));
            let (expected, tail) = known.entry(key).or_insert_with(|| {
                let both: Vec<f64> =
                    sizes.iter().map(|s| model.probability(key.0, *s) * model.probability(key.1, *s)).collect();
                (both.iter().sum(), tail(&both, key.0 as usize))
            });
            Shared { a, b, shared, expected: *expected, p: tail[shared as usize] }
        })
        .collect();
    Backbone { pairs, error: model.error }
}

/// Returns the probabilities that at least 0, 1, 2, … up to `most` of some independent events happen.
fn tail(events: &[f64], most: usize) -> Vec<f64> {
    let mut exactly = vec![0.0; most + 1];
    exactly[0] = 1.0;
    for p in events {
        for count in (1..=most).rev() {
            exactly[count] = exactly[count] * (1.0 - p) + exactly[count - 1] * p;
        }
        exactly[0] *= 1.0 - p;
    }
    // What is above `most` adds to each tail; summing from above keeps small probabilities exact.
    let below: f64 = exactly.iter().sum();
    let mut sum = (1.0 - below).max(0.0);
    let mut tails: Vec<f64> = exactly
        .iter()
        .rev()
        .map(|p| {
            sum += p;
            sum.min(1.0)
        })
        .collect();
    tails.reverse();
    tails
}

/// The probability that somebody with so many memberships belongs to a group of so many members.
struct Model {
    x: BTreeMap<u32, f64>,
    y: BTreeMap<u32, f64>,
    /// The memberships of people who belong to every group, and the groups that have everybody.
    full: (u32, u32),
    error: f64,
}

impl Model {
    /// Finds the fitness of each number of memberships and of each size, with which the averages are those of the data.
    fn of(of_person: &[u32], sizes: &[u32]) -> Self {
        let count = |numbers: &[u32]| {
            let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
            numbers.iter().for_each(|n| *counts.entry(*n).or_default() += 1.0);
            counts
        };
        let (mut people, mut groups) = (count(of_person), count(sizes));
        let full = (sizes.len() as u32, of_person.len() as u32);
        // Whoever is everywhere, and nobody's group, are certain and leave the others to be drawn.
        let everywhere = people.remove(&full.0).unwrap_or(0.0);
        let everybody = groups.remove(&full.1).unwrap_or(0.0);
        people.remove(&0);
        groups.remove(&0);
        let edges: f64 = people.iter().map(|(d, n)| f64::from(*d) * n).sum::<f64>().max(1.0);
        let mut x: BTreeMap<u32, f64> = people.keys().map(|d| (*d, f64::from(*d) / edges.sqrt())).collect();
        let mut y: BTreeMap<u32, f64> = groups.keys().map(|s| (*s, f64::from(*s) / edges.sqrt())).collect();
        let mut error = f64::INFINITY;
        for _ in 0..SWEEPS {
            error = sweep(&mut x, &y, &groups, everybody).max(sweep(&mut y, &x, &people, everywhere));
            if error < NEAR {
                break;
            }
        }
        let error = if error.is_finite() { error } else { 0.0 };
        Self { x, y, full, error }
    }

    fn probability(&self, memberships: u32, size: u32) -> f64 {
        if memberships == self.full.0 || size == self.full.1 {
            return 1.0;
        }
        match (self.x.get(&memberships), self.y.get(&size)) {
            (Some(x), Some(y)) => x * y / (1.0 + x * y),
            _ => 0.0,
        }
    }
}

/// Moves the fitness of one side so that its averages fit the counts. Returns how far they were off.
fn sweep(own: &mut BTreeMap<u32, f64>, other: &BTreeMap<u32, f64>, counts: &BTreeMap<u32, f64>, certain: f64) -> f64 {
    let mut error = 0.0_f64;
    for (number, fitness) in own.iter_mut() {
        let wanted = f64::from(*number) - certain;
        let reach: f64 = other.iter().map(|(n, f)| counts.get(n).unwrap_or(&0.0) * f / (1.0 + *fitness * f)).sum();
        error = error.max((reach * *fitness - wanted).abs());
        if reach > 0.0 {
            *fitness = (wanted / reach).max(0.0);
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_averages_of_the_model_are_the_counts() {
        let groups = vec![vec![0, 1, 2], vec![0, 1], vec![2, 3], vec![0, 4, 1], vec![3]];
        let of_person = [3, 3, 2, 2, 1];
        let sizes: Vec<u32> = groups.iter().map(|g| g.len() as u32).collect();
        let model = Model::of(&of_person, &sizes);
        assert!(model.error < 1e-9, "{}", model.error);
        for d in of_person {
            let mean: f64 = sizes.iter().map(|s| model.probability(d, *s)).sum();
            assert!((mean - f64::from(d)).abs() < 1e-9, "{d} memberships, {mean} on average");
        }
        let found = backbone(5, &groups);
        let pair = found.pairs.iter().find(|p| (p.a, p.b) == (0, 1)).unwrap();
        assert_eq!(pair.shared, 3);
        assert!(pair.p < 0.5 && pair.expected < 3.0, "{pair:?}");
    }

    #[test]
    fn whoever_is_everywhere_is_no_surprise() {
        let found = backbone(3, &[vec![0, 1], vec![0, 2], vec![0, 1, 2]]);
        assert!(found.pairs.iter().all(|p| p.p > 0.2), "{found:?}");
        assert_eq!(backbone(0, &[]), Backbone::default());
    }

    #[test]
    fn a_tail_sums_what_is_left() {
        let all = tail(&[0.5, 0.5, 0.5], 3);
        assert!(all.iter().zip([1.0, 0.875, 0.5, 0.125]).all(|(a, b)| (a - b).abs() < 1e-15), "{all:?}");
        let cut = tail(&[0.5, 0.5, 0.5], 2);
        assert!((cut[2] - 0.5).abs() < 1e-15);
    }
}
