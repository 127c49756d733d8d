//! Elo ratings by date: how strong each person was after each contest.

use super::figures::{Figure, Figures};
use super::rivals::too_large;
use crate::graph::{ContestId, PersonId, PoliticalGraph};
use crate::wikitext::Date;
use std::collections::BTreeMap;

/// The rating that everybody starts with, in Elo points.
pub const START: f64 = 1500.0;

/// A person's rating before and after a contest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rating {
    /// The contest.
    pub contest: ContestId,
    /// The date of the contest.
    pub date: Option<Date>,
    /// The person.
    pub person: PersonId,
    /// The rating before the contest.
    pub before: f64,
    /// The rating after the contest.
    pub after: f64,
}

/// Returns the probability that a person rated `a` finishes ahead of one rated `b`: 1 / (1 + 10^((b − a)/400)) (Elo,
/// The Rating of Chessplayers, Past and Present, 1978, section 8.4).
pub fn expected(a: f64, b: f64) -> f64 {
    1.0 / (1.0 + 10_f64.powf((b - a) / 400.0))
}

/// Returns every change of a rating, contest by contest in order of time. Contests without a date, with fewer than two
/// people, or that are [`too_large`] are left out.
///
/// In a contest of n people, each plays n − 1 games, one against each of the others, in the last valid round in which
/// both stood. Each game is worth k/(n − 1), and all use the ratings before the contest:
/// R' = R + k/(n − 1) · Σ (s − e), where e is the [`expected`] score. The one who finished ahead wins the
/// game (s = 1); if nobody did, it is a draw (s = ½). O(Σ n²).
pub fn history<'g>(
    graph: &'g PoliticalGraph,
    contests: impl IntoIterator<Item = &'g crate::graph::Contest>,
    k: f64,
    include_annulled: bool,
) -> Vec<Rating> {
    let mut ordered: Vec<_> = contests.into_iter().filter(|c| c.counts(include_annulled)).collect();
    // The list of all pairs leaves out the same contests, because pairs grow with the square of the size.
    let left_out = too_large(ordered.iter().copied());
    ordered.retain(|c| !left_out.contains(&c.id));
    let mut ordered: Vec<_> = ordered.into_iter().filter_map(|c| Some((c.date()?, c))).collect();
    ordered.sort_by_key(|(date, c)| (date.sort_key(), c.id));
    let mut rating: BTreeMap<PersonId, f64> = BTreeMap::new();
    let mut found = Vec::new();
    for (date, contest) in ordered {
        let rounds = contest.valid_rounds(include_annulled);
        let figures: Vec<BTreeMap<PersonId, Figure>> = rounds
            .iter()
            .map(|r| Figures::of(graph, contest, *r).rows.into_iter().rev().map(|f| (f.person, f)).collect())
            .collect();
        let standing: Vec<_> =
            graph.candidacies_of(contest.id).filter(|c| rounds.iter().any(|r| c.stood_in(*r))).collect();
        if standing.len() < 2 {
            continue;
        }
        let before: Vec<f64> = standing.iter().map(|c| rating.get(&c.person).copied().unwrap_or(START)).collect();
        let step = k / (standing.len() - 1) as f64;
        for (i, one) in standing.iter().enumerate() {
            let mut sum = 0.0;
            for (j, other) in standing.iter().enumerate().filter(|(j, _)| *j != i) {
                let last = (0..rounds.len()).rev().find(|r| one.stood_in(rounds[*r]) && other.stood_in(rounds[*r]));
                let Some(last) = last else { continue };
                let elected = [one, other].into_iter().find(|c| c.is_elected()).map(|c| c.person);
                let row = |person| figures[last].get(&person);
                let ahead = row(one.person).zip(row(other.person)).and_then(|(a, b)| a.ahead_of(b));
                let score = match ahead.or(elected) {
                    Some(ahead) if ahead == one.person => 1.0,
                    Some(_) => 0.0,
                    None => 0.5,
                };
                sum += score - expected(before[i], before[j]);
            }
            let after = before[i] + step * sum;
            found.push(Rating { contest: contest.id, date: Some(date), person: one.person, before: before[i], after });
        }
        for change in found.iter().rev().take(standing.len()) {
            rating.insert(change.person, change.after);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::identity::Overrides;
    use crate::source::read_text;

    #[test]
    fn elos_own_example_and_a_contest_of_three() {
        // In Elo's table, a lead of 200 points gives .76.
        assert!((expected(1700.0, 1500.0) - 0.76).abs() < 0.0005);
        let csv = "contest,date,candidate,votes\n2001 X election,2001,Ann Ash,60\n2001 X election,2001,Bo Birch,40\n\
                   2002 X election,2002,Ann Ash,20\n2002 X election,2002,Bo Birch,30\n2002 X election,2002,Cy Cedar,10\n";
        let facts = Facts::extract(&read_text("x.csv", csv.as_bytes()).pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        let found = history(&graph, graph.contests(), 32.0, false);
        let of = |name: &str, n: usize| {
            let all: Vec<_> = found.iter().filter(|r| graph.person(r.person).name == name).collect();
            all[n].after
        };
        assert!((of("Ann Ash", 0) - 1516.0).abs() < 1e-9 && (of("Bo Birch", 0) - 1484.0).abs() < 1e-9);
        // Ann is behind Bo (expected .5460) and ahead of Cy (expected .5230); each game is worth 16.
        let (ab, ac) = (expected(1516.0, 1484.0), expected(1516.0, 1500.0));
        assert!((of("Ann Ash", 1) - (1516.0 + 16.0 * (0.0 - ab + 1.0 - ac))).abs() < 1e-9);
        let sum: f64 = ["Ann Ash", "Bo Birch"].map(|n| of(n, 1)).iter().sum::<f64>() + of("Cy Cedar", 0);
        assert!((sum - 4500.0).abs() < 1e-9, "points only change hands");
    }
}
