//! Pedersen's index: how far votes moved between parties from one contest to the next.

use super::figures::Figures;
use crate::graph::{Contest, ContestId, OfficeId, PartyId, PoliticalGraph};
use std::collections::BTreeMap;

/// The volatility between two contests for one office, one after the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Volatility {
    /// The office.
    pub office: OfficeId,
    /// The earlier contest.
    pub before: ContestId,
    /// The later contest.
    pub contest: ContestId,
    /// The index, in percentage points from 0 to 100.
    pub index: f64,
    /// The number of parties that stood in either contest.
    pub parties: usize,
    /// The share of the later contest's votes, in per cent, of candidates whose party is known. All other candidates
    /// together count as one more party.
    pub covered: f64,
}

/// Returns V = ½ Σ |pₜ − pₜ₋₁| over the parties' shares in per cent (Pedersen, "The Dynamics of European Party Systems:
/// Changing Patterns of Electoral Volatility", European Journal of Political Research 7 (1979)).
pub fn index<K: Ord + Copy>(before: &BTreeMap<K, f64>, after: &BTreeMap<K, f64>) -> f64 {
    let all: std::collections::BTreeSet<K> = before.keys().chain(after.keys()).copied().collect();
    let share = |of: &BTreeMap<K, f64>, party: &K| of.get(party).copied().unwrap_or(0.0);
    all.iter().map(|p| (share(after, p) - share(before, p)).abs()).sum::<f64>() / 2.0
}

/// Returns the volatility of each contest relative to the one before it for the same office, in the first valid round.
/// Contests without shares, or with fewer than two parties, are skipped. O(candidacies).
pub fn of_office(graph: &PoliticalGraph, office: OfficeId, include_annulled: bool) -> Vec<Volatility> {
    let mut found = Vec::new();
    let mut before: Option<(ContestId, BTreeMap<Option<PartyId>, f64>)> = None;
    for contest in graph.contests_of(office).filter(|c| c.counts(include_annulled)) {
        let shares = shares(graph, contest, include_annulled);
        if shares.keys().filter(|p| p.is_some()).count() < 2 {
            continue;
        }
        if let Some((earlier, old)) = &before {
            let parties = old.keys().chain(shares.keys()).flatten().collect::<std::collections::BTreeSet<_>>().len();
            found.push(Volatility {
                office,
                before: *earlier,
                contest: contest.id,
                index: index(old, &shares),
                parties,
                covered: 100.0 - shares.get(&None).copied().unwrap_or(0.0),
            });
        }
        before = Some((contest.id, shares));
    }
    found
}

/// Returns each party's share of the first valid round, scaled to add up to 100.
fn shares(graph: &PoliticalGraph, contest: &Contest, include_annulled: bool) -> BTreeMap<Option<PartyId>, f64> {
    let mut shares: BTreeMap<Option<PartyId>, f64> = BTreeMap::new();
    let Some(round) = contest.valid_rounds(include_annulled).first().copied() else { return shares };
    let figures = Figures::of(graph, contest, round);
    let sum: f64 = figures.rows.iter().filter_map(|r| r.share).sum();
    for candidacy in graph.candidacies_of(contest.id) {
        if let Some(share) = figures.person(candidacy.person).and_then(|f| f.share).filter(|_| sum > 0.0) {
            *shares.entry(candidacy.party.best().copied()).or_default() += share / sum * 100.0;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn half_of_what_moved() {
        let before = BTreeMap::from([('a', 40.0), ('b', 35.0), ('c', 25.0)]);
        let after = BTreeMap::from([('a', 45.0), ('b', 25.0), ('d', 30.0)]);
        // Half of 5 + 10 + 25 + 30.
        assert!((index(&before, &after) - 35.0).abs() < 1e-12);
        assert!(index(&before, &before).abs() < 1e-12);
    }

    #[test]
    fn from_candidacies() {
        let csv = "contest,date,office,party,candidate,votes\n2001 X election,2001,Mayor of X,Red,Ann Ash,60\n\
                   2001 X election,2001,Mayor of X,Blue,Bo Birch,40\n2005 X election,2005,Mayor of X,Red,Cy Cedar,45\n\
                   2005 X election,2005,Mayor of X,Blue,Bo Birch,40\n2005 X election,2005,Mayor of X,,Di Dogwood,15\n";
        let facts = Facts::extract(&read_text("x.csv", csv.as_bytes()).pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        let found = of_office(&graph, graph.offices()[0].id, false);
        assert_eq!(found.len(), 1);
        assert!((found[0].index - 15.0).abs() < 1e-9 && (found[0].covered - 85.0).abs() < 1e-9, "{found:?}");
    }
}
