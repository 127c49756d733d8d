//! How contested a contest was.

use super::figures::{Denominator, Figure, Figures};
use super::implied::ballots;
use crate::facts::ballot::{is_of_nobody, is_option, is_rest};
use crate::facts::{Kind, Selectorate};
use crate::graph::{Contest, ContestId, PersonId, PoliticalGraph, Round};
use crate::wikitext::Date;
use crate::wikitext::number::grouped;
use std::collections::HashSet;

/// Which valid rounds of a contest are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RoundChoice {
    /// The first valid round in which somebody is known to have stood.
    #[default]
    First,
    /// The last valid round.
    Last,
    /// Every valid round.
    All,
}

/// The source of a turnout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turnout {
    /// A source gives the turnout, in per cent.
    Given(f64),
    /// Computed as ballots divided by electorate.
    Derived {
        /// Ballots cast.
        ballots: u64,
        /// The number of people entitled to vote.
        electorate: u64,
    },
}

/// The measures of one round. Shares and turnout are in per cent.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// The contest.
    pub contest: ContestId,
    /// The date of the round, or of the contest if it has only one round or the round has no date.
    pub date: Option<Date>,
    /// The number of the round.
    pub round: usize,
    /// The number of people known to have stood in the round, or of lists where no source names people.
    pub candidates: usize,
    /// The effective number of candidates or lists; see [`effective_number`].
    pub effective_number: Option<f64>,
    /// The lead of the first candidate over the second, in percentage points. If the contest elected several people and
    /// this round decided it, the lead of the last one elected over the first one who was not.
    pub margin_points: Option<f64>,
    /// The same lead in votes.
    pub margin_votes: Option<u64>,
    /// The candidate whose lead the margin is.
    pub led_by: Option<PersonId>,
    /// The share in this round of the person elected, or of the first candidate if no source says who was elected.
    pub winner_share: Option<f64>,
    /// The turnout, if it is given or can be computed.
    pub turnout: Option<Turnout>,
    /// Who could vote in the round.
    pub selectorate: Option<Selectorate>,
    /// What the shares are percentages of.
    pub denominator: Denominator,
}

impl Turnout {
    /// Returns the turnout in per cent.
    pub fn percent(self) -> f64 {
        match self {
            Self::Given(percent) => percent,
            Self::Derived { ballots, electorate } => ballots as f64 / electorate as f64 * 100.0,
        }
    }

    /// Returns the source of the turnout in words.
    pub fn say(self) -> String {
        match self {
            Self::Given(_) => "as given".into(),
            Self::Derived { ballots, electorate } => format!("{} of {}", grouped(ballots), grouped(electorate)),
        }
    }
}

/// Returns the effective number of candidates, N = 1 / Σ pᵢ², where the shares pᵢ are scaled to add up to one (Laakso
/// and Taagepera, "'Effective' Number of Parties", Comparative Political Studies 12 (1979), equation 1).
///
/// `None` if no share is above zero. O(n).
pub fn effective_number(shares: impl IntoIterator<Item = f64> + Clone) -> Option<f64> {
    let sum: f64 = shares.clone().into_iter().sum();
    let squares: f64 = shares.into_iter().map(|s| (s / sum) * (s / sum)).sum();
    (sum > 0.0 && squares > 0.0).then(|| 1.0 / squares)
}

/// Returns the measures of the chosen rounds of a contest; none if the contest does not count.
pub fn of_contest(
    graph: &PoliticalGraph,
    contest: &Contest,
    choice: RoundChoice,
    include_annulled: bool,
) -> Vec<Measures> {
    if !contest.counts(include_annulled) {
        return Vec::new();
    }
    let rounds = contest.valid_rounds(include_annulled);
    let chosen: &[usize] = match choice {
        // Skip rounds in which nobody is known to have stood.
        RoundChoice::First => {
            let stood = |round: &usize| graph.candidacies_of(contest.id).any(|c| c.stood_in(*round));
            let first = rounds.iter().position(stood).unwrap_or(0);
            &rounds[first.min(rounds.len())..rounds.len().min(first + 1)]
        }
        RoundChoice::Last => &rounds[rounds.len().saturating_sub(1)..],
        RoundChoice::All => &rounds,
    };
    chosen.iter().map(|round| of_round(graph, contest, *round)).collect()
}

/// Returns the two candidates whose difference is the margin of a round: the first and the second. If several people
/// were elected and the round decided the contest, returns the last one elected and the first one who was not.
fn around_the_margin<'f>(
    graph: &PoliticalGraph,
    contest: &Contest,
    figures: &'f Figures,
) -> (Option<&'f Figure>, Option<&'f Figure>) {
    let elected: HashSet<PersonId> =
        graph.candidacies_of(contest.id).filter(|c| c.is_elected()).map(|c| c.person).collect();
    let won = |f: &&Figure| elected.contains(&f.person);
    let winners = figures.rows.iter().filter(won).count();
    let decided = contest.valid_rounds(false).last() == Some(&figures.round);
    if winners > 1 && decided && figures.rows[..winners].iter().all(|f| won(&f)) {
        return (figures.rows.get(winners - 1), figures.rows.get(winners));
    }
    (figures.rows.first(), figures.rows.get(1))
}

/// The figures of the lists of a round in which no source names people.
struct Lists {
    /// The shares in per cent, the largest first.
    shares: Vec<f64>,
    /// The lead of the first list over the second, in votes.
    lead: Option<u64>,
    /// The votes of all lists.
    votes: Option<u64>,
}

impl Lists {
    /// Returns the lists of a round. Votes for nobody are none; those of all others count as one. `None` if votes or shares
    /// of fewer than two are known.
    fn of(round: &Round) -> Option<Self> {
        let is_list = |name: &str| is_rest(name) || !is_option(name) && !is_of_nobody(name);
        let listed = || round.options.all().iter().map(|option| &option.value).filter(|option| is_list(&option.name));
        let votes: Option<Vec<u64>> = listed().map(|option| option.votes).collect();
        let sum = votes.as_ref().map(|votes| votes.iter().sum::<u64>()).filter(|sum| *sum > 0);
        let mut shares: Vec<f64> = match (&votes, sum) {
            (Some(votes), Some(sum)) => votes.iter().map(|votes| *votes as f64 / sum as f64 * 100.0).collect(),
            _ => listed().map(|option| option.share).collect::<Option<_>>()?,
        };
        shares.sort_by(|a, b| b.total_cmp(a));
        let lead = votes.filter(|votes| votes.len() > 1).map(|mut votes| {
            votes.sort_unstable();
            votes[votes.len() - 1] - votes[votes.len() - 2]
        });
        (shares.len() > 1).then_some(Self { shares, lead, votes: sum })
    }
}

fn of_round(graph: &PoliticalGraph, contest: &Contest, number: usize) -> Measures {
    let figures = Figures::of(graph, contest, number);
    let round = contest.round(number);
    // The answers of a referendum are no lists.
    let has_lists = figures.rows.is_empty() && contest.kind != Kind::Referendum;
    let lists = round.filter(|_| has_lists).and_then(Lists::of);
    let (first, second) = around_the_margin(graph, contest, &figures);
    let elected = graph.candidacies_of(contest.id).find(|c| c.is_elected()).and_then(|c| figures.person(c.person));
    // Candidates who are not listed count as one.
    let mut shares: Vec<f64> = figures.rows.iter().filter_map(|f| f.share).chain(figures.others()).collect();
    shares.extend(lists.iter().flat_map(|lists| lists.shares.iter().copied()));
    let of_lists = |place: usize| lists.as_ref().map(|lists| lists.shares[place]);
    let lists_lead = of_lists(0).zip(of_lists(1)).map(|(first, second)| first - second);
    let counted = lists.as_ref().and_then(|lists| lists.votes);
    let margin = |get: fn(&Figure) -> Option<f64>| Some(get(first?)? - get(second?)?);
    let votes = first.and_then(|f| f.votes).zip(second.and_then(|f| f.votes)).and_then(|(a, b)| a.checked_sub(b));
    let whole = contest.valid_rounds(false).len() <= 1;
    // A turnout given for the contest is that of its first vote, even if that vote was annulled and repeated.
    let first_vote = contest.rounds.len() <= 1 || number == 1;
    let given = round
        .and_then(|r| r.turnout.best().copied())
        .or_else(|| contest.turnout.best().copied().filter(|_| first_vote));
    let electorate = round
        .and_then(|r| r.electorate.best())
        .or_else(|| contest.electorate.best())
        .map(|q| q.count)
        .filter(|n| *n > 0);
    let derived = || Some(Turnout::Derived { ballots: ballots(contest, round)?, electorate: electorate? });
    Measures {
        contest: contest.id,
        date: round.and_then(|r| r.dates.best().copied()).filter(|_| !whole).or_else(|| contest.date()),
        round: number,
        candidates: figures.rows.len().max(lists.as_ref().map_or(0, |lists| lists.shares.len())),
        effective_number: effective_number(shares),
        margin_points: margin(|f| f.share).or(lists_lead),
        margin_votes: votes.or(lists.as_ref().and_then(|lists| lists.lead)),
        led_by: first.filter(|f| f.votes.is_some() || f.share.is_some()).map(|f| f.person),
        winner_share: elected.or(figures.rows.first()).and_then(|f| f.share).or(of_lists(0)),
        turnout: given.map(Turnout::Given).or_else(|| derived().filter(|t| t.percent() <= 100.0)),
        selectorate: contest.selectorate_of(number),
        denominator: counted.map_or(figures.denominator, Denominator::Lists),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effective_numbers_of_the_literature() {
        let n = |shares: &[f64]| effective_number(shares.iter().copied()).unwrap_or(f64::NAN);
        assert!((n(&[40.0, 35.0, 25.0]) - 2.899).abs() < 0.0005);
        assert!((n(&[50.0, 50.0]) - 2.0).abs() < 1e-12);
        assert_eq!(effective_number([]), None);
        assert_eq!(effective_number([0.0]), None);
    }
}
