//! Bradley–Terry strengths: how strong each person is, estimated from who finished ahead of whom.

use crate::analysis::network::pagerank::Defeats;
use crate::graph::PersonId;
use std::collections::{BTreeMap, BTreeSet};

/// The number of meetings in which one person finished ahead of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wins {
    /// The person who finished ahead.
    pub winner: PersonId,
    /// The person who finished behind.
    pub loser: PersonId,
    /// The number of meetings. A tie counts one half for each side.
    pub times: f64,
}

/// The result of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Strengths {
    /// The strength of each person, strongest first; they add up to one. A beats B with probability a / (a + b).
    pub of: Vec<(PersonId, f64)>,
    /// The penalty λ, if one was given.
    pub penalty: Option<f64>,
}

/// The reason why strengths cannot be estimated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody met anybody.
    Nobody,
    /// These people never finished behind any of the others, or never met them, so their strengths relative to the
    /// others are unbounded. Holds the smallest such group, and the number of the others.
    NeverBehind(Vec<PersonId>, usize),
}

/// Estimates the strengths under which the results are most likely, where i finishes ahead of j with probability
/// pᵢ/(pᵢ + pⱼ) (Bradley and Terry, "Rank Analysis of Incomplete Block Designs", Biometrika 39 (1952)). The MM steps
/// are pᵢ ← wᵢ / Σ nᵢⱼ/(pᵢ + pⱼ) (Hunter, "MM Algorithms for Generalized Bradley–Terry Models", Annals of Statistics 32
/// (2004)).
///
/// The likelihood has a maximum only if, for every split of the people into two groups, somebody of each group finished
/// ahead of somebody of the other (Ford 1957); that is, if the graph of wins is strongly connected. With a `penalty` λ,
/// everybody is taken to have finished λ times ahead of and λ times behind one additional person of strength 1. Then
/// there always is a maximum, but the result depends on λ and must be labelled with it.
///
/// O(s · m) for m pairs and s steps, at most 10,000, until no strength changes by more than the fraction 10⁻¹².
///
/// # Errors
/// An error if there are no results, or if the likelihood has no maximum and no penalty is given; see [`Refusal`].
pub fn fit(wins: &[Wins], penalty: Option<f64>) -> Result<Strengths, Refusal> {
    let people: BTreeSet<PersonId> = wins.iter().flat_map(|w| [w.winner, w.loser]).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    if people.is_empty() {
        return Err(Refusal::Nobody);
    }
    let place = |p: PersonId| people.binary_search(&p).unwrap_or(0);
    let mut won = vec![penalty.unwrap_or(0.0); people.len()];
    let mut met: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut lost: Vec<(u32, u32)> = Vec::with_capacity(wins.len());
    for w in wins.iter().filter(|w| w.times > 0.0) {
        let (a, b) = (place(w.winner), place(w.loser));
        won[a] += w.times;
        *met.entry((a.min(b), a.max(b))).or_default() += w.times;
        lost.push((b as u32, a as u32));
    }
    if penalty.is_none()
        && let Some(group) = never_behind(people.len(), &lost)
    {
        let others = people.len() - group.len();
        return Err(Refusal::NeverBehind(group.into_iter().map(|i| people[i]).collect(), others));
    }
    let met: Vec<(usize, usize, f64)> = met.into_iter().map(|((a, b), times)| (a, b, times)).collect();
    let mut strength = vec![1.0; people.len()];
    for _ in 0..10_000 {
        let mut weight: Vec<f64> =
            strength.iter().map(|s| penalty.map_or(0.0, |lambda| 2.0 * lambda / (s + 1.0))).collect();
        for (a, b, times) in &met {
            let share = times / (strength[*a] + strength[*b]);
            weight[*a] += share;
            weight[*b] += share;
        }
        let mut next: Vec<f64> = won.iter().zip(&weight).map(|(won, weight)| won / weight).collect();
        if penalty.is_none() {
            let sum: f64 = next.iter().sum::<f64>() / people.len() as f64;
            next.iter_mut().for_each(|s| *s /= sum);
        }
        let moved = next.iter().zip(&strength).map(|(a, b)| (a - b).abs() / b).fold(0.0, f64::max);
        strength = next;
        if moved < 1e-12 {
            break;
        }
    }
    let sum: f64 = strength.iter().sum();
    let mut of: Vec<(PersonId, f64)> = people.iter().zip(&strength).map(|(p, s)| (*p, s / sum)).collect();
    of.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(Strengths { of, penalty })
}

/// Returns the smallest strongly connected component that lost to no other, unless the whole graph is one component.
/// O(n + m).
fn never_behind(people: usize, lost: &[(u32, u32)]) -> Option<Vec<usize>> {
    let defeats = Defeats::new(people, lost);
    let parts = defeats.strong_components();
    let mut part_of = vec![0; people];
    let parts: Vec<&[u32]> = parts.iter().collect();
    for (number, part) in parts.iter().enumerate() {
        part.iter().for_each(|p| part_of[*p as usize] = number);
    }
    if parts.len() <= 1 {
        return None;
    }
    let mut is_beaten = vec![false; parts.len()];
    for (loser, winner) in lost {
        let (a, b) = (part_of[*loser as usize], part_of[*winner as usize]);
        is_beaten[a] |= a != b;
    }
    let tops = parts.iter().enumerate().filter(|(i, _)| !is_beaten[*i]).map(|(_, part)| part);
    tops.min_by_key(|part| (part.len(), part.first().copied())).map(|p| p.iter().map(|n| *n as usize).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wins(all: &[(usize, usize, f64)]) -> Vec<Wins> {
        let person = PersonId::from_index;
        all.iter().map(|(a, b, times)| Wins { winner: person(*a), loser: person(*b), times: *times }).collect()
    }

    #[test]
    fn the_published_example() {
        // A beat B twice and D once. B beat A three times and C five times. C beat B three times and D once. D beat A
        // four times and C three times.
        let all =
            wins(&[(0, 1, 2.), (0, 3, 1.), (1, 0, 3.), (1, 2, 5.), (2, 1, 3.), (2, 3, 1.), (3, 0, 4.), (3, 2, 3.)]);
        let found = fit(&all, None).unwrap();
        let of = |i: usize| found.of.iter().find(|(p, _)| p.index() == i).unwrap().1;
        for (i, wanted) in [0.139, 0.226, 0.143, 0.492].into_iter().enumerate() {
            assert!((of(i) - wanted).abs() < 0.0006, "{found:?}");
        }
        assert!((found.of.iter().map(|(_, s)| s).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn whoever_was_never_behind_has_no_strength() {
        let all = wins(&[(0, 1, 2.), (1, 2, 1.), (2, 1, 1.)]);
        assert_eq!(fit(&all, None), Err(Refusal::NeverBehind(vec![PersonId::from_index(0)], 2)));
        let held = fit(&all, Some(0.5)).unwrap();
        assert_eq!((held.penalty, held.of[0].0.index()), (Some(0.5), 0));
        assert_eq!(fit(&[], None), Err(Refusal::Nobody));
    }

    #[test]
    fn the_penalised_fit_meets_its_own_equations() {
        let all = wins(&[(0, 1, 2.), (1, 2, 1.), (2, 1, 1.)]);
        let found = fit(&all, Some(1.0)).unwrap();
        // At the maximum, the expected number of each person's wins equals the actual one. Person 2, whose wins are 1 +
        // λ, gives the scale of the strengths relative to the additional person of strength 1.
        let share = |i: usize| found.of.iter().find(|(p, _)| p.index() == i).unwrap().1;
        let expected = |scale: f64| {
            let p = |i: usize| share(i) * scale;
            2.0 * p(2) / (p(2) + p(1)) + 2.0 * p(2) / (p(2) + 1.0) - 2.0
        };
        let (mut low, mut high) = (1e-6, 1e6);
        for _ in 0..200 {
            let middle = f64::sqrt(low * high);
            if expected(middle) < 0.0 { low = middle } else { high = middle }
        }
        let p = |i: usize| share(i) * low;
        let wins_of_0 = 2.0 * p(0) / (p(0) + p(1)) + 2.0 * p(0) / (p(0) + 1.0);
        assert!((wins_of_0 - 3.0).abs() < 1e-6, "{wins_of_0}");
    }
}
