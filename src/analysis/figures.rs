//! The figures of a round: votes and shares side by side, and what the shares are percentages of.

use super::implied::{self, Incomplete};
use crate::facts::ShareBase;
use crate::graph::{Candidacy, Contest, PersonId, PoliticalGraph, Round};
use crate::wikitext::number::grouped;

/// One candidate's figures in a round. Shares are in per cent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The candidate.
    pub person: PersonId,
    /// Votes as the source gives them.
    pub votes: Option<u64>,
    /// The share as the source gives it.
    pub given: Option<f64>,
    /// The share that the analyses use; see [`Figures::denominator`].
    pub share: Option<f64>,
    /// The share as shown, to two digits. Computed shares are rounded so that they add up to 100.
    pub shown: Option<f64>,
}

/// What the shares of [`Figures`] are percentages of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Denominator {
    /// The sum of the candidates' votes, all of which are known; the shares are computed from them.
    CandidateVotes(u64),
    /// The votes for the only candidate and for options that are not people, such as "against" or blank votes.
    WithOptions(u64),
    /// The votes for the lists of parties, in a contest of which no source names people.
    Lists(u64),
    /// A total that votes and shares prove together and that is larger than the votes listed. The list is incomplete,
    /// and the rest counts as one candidate, "others".
    Proven(Incomplete),
    /// The shares as the source gives them: what it states they are percentages of, and their sum.
    Given(Option<ShareBase>, f64),
    /// No share is known.
    None,
}

/// The figures of one round, in the order of the result.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The round's number.
    pub round: usize,
    /// One row for each candidate.
    pub rows: Vec<Figure>,
    /// What the shares are percentages of.
    pub denominator: Denominator,
    /// True if the source gives every candidate's share, so that shares are reported as given. Otherwise all shares are
    /// reported as computed, or as far as they are given: a table has one basis.
    pub as_given: bool,
}

impl Figures {
    /// Returns the figures of a round of a contest. If the votes of every candidate are known, shares are computed from
    /// them; otherwise they are taken as given. If the list is proven to be incomplete ([`implied::incomplete`]),
    /// shares are percentages of the proven total.
    pub fn of(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Self {
        let standing: Vec<&Candidacy> = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)).collect();
        let votes = |c: &Candidacy| c.round(round).and_then(|r| r.votes.best().copied());
        let given = |c: &Candidacy| c.round(round).and_then(|r| r.shares.best().copied());
        let all: Option<Vec<u64>> = standing.iter().map(|c| votes(c)).collect();
        let rest = implied::with_rest(graph, contest, round);
        let incomplete = rest.or_else(|| implied::incomplete(graph, contest, round));
        let sum = all
            .filter(|_| incomplete.is_none())
            .filter(|v| !v.is_empty())
            .and_then(|v| v.iter().try_fold(0u64, |a, b| a.checked_add(*b)))
            .filter(|s| *s > 0);
        // A single candidate has all votes for candidates. A share says more if the votes against count too.
        let against = if standing.len() == 1 { contest.round(round).and_then(Round::option_votes) } else { None };
        let sum = sum.zip(against).and_then(|(sum, against)| sum.checked_add(against)).or(sum);
        let mut rows: Vec<Figure> = standing
            .iter()
            .map(|c| {
                let (votes, given) = (votes(c), given(c));
                let of = |total: u64| votes.map(|v| v as f64 / total as f64 * 100.0);
                // A given share is more precise than one computed from an approximate total.
                let share = match incomplete {
                    Some(proven) if proven.exact => of(proven.total).or(given),
                    Some(proven) => given.or_else(|| of(proven.total)),
                    None => sum.and_then(of).or(given),
                };
                Figure { person: c.person, votes, given, share, shown: share }
            })
            .collect();
        rows.sort_by(|a, b| {
            let key = |f: &Figure| (f.share.unwrap_or(-1.0), f.votes.unwrap_or(0));
            let ((sa, va), (sb, vb)) = (key(a), key(b));
            sb.total_cmp(&sa).then(vb.cmp(&va)).then(a.person.cmp(&b.person))
        });
        if sum.is_some() && against.is_none() {
            round_to_whole(&mut rows);
        }
        let shares: Vec<f64> = rows.iter().filter_map(|r| r.share).collect();
        let denominator = match (incomplete, sum, shares.is_empty()) {
            (Some(proven), ..) => Denominator::Proven(proven),
            (None, Some(sum), _) if against.is_some() => Denominator::WithOptions(sum),
            (None, Some(sum), _) => Denominator::CandidateVotes(sum),
            (None, None, false) => {
                let base = contest.round(round).and_then(|r| r.shares_of.best().copied());
                Denominator::Given(base, shares.iter().sum())
            }
            (None, None, true) => Denominator::None,
        };
        let as_given = !rows.is_empty() && rows.iter().all(|r| r.given.is_some());
        Self { round, rows, denominator, as_given }
    }

    /// Returns the basis of the shares that are reported, in words.
    pub fn basis(&self) -> String {
        match self.denominator {
            Denominator::Proven(_) => self.denominator.say(),
            _ if self.as_given => "shares as given".into(),
            other => other.say(),
        }
    }

    /// Returns the share to report: as given, with the digits of the source, or rounded to two digits.
    pub fn told(&self, figure: &Figure) -> Option<f64> {
        if self.as_given { figure.given } else { figure.shown }
    }

    /// Returns the share to report before it is rounded, for callers that round by themselves.
    pub fn exact(&self, figure: &Figure) -> Option<f64> {
        if self.as_given { figure.given } else { figure.share }
    }

    /// Returns the share of the candidates who are not listed, in per cent, if the list is proven to be incomplete.
    pub fn others(&self) -> Option<f64> {
        if let Denominator::Proven(proven) = self.denominator { Some(proven.others_share) } else { None }
    }

    /// Returns the share to report for one person.
    pub fn told_of(&self, person: PersonId) -> Option<f64> {
        self.told(self.person(person)?)
    }

    /// Returns the figures of one person.
    pub fn person(&self, person: PersonId) -> Option<&Figure> {
        self.rows.iter().find(|r| r.person == person)
    }

    /// Returns which of two people finished ahead: by votes, else by share. `None` if they are equal or not known.
    pub fn ahead(&self, a: PersonId, b: PersonId) -> Option<PersonId> {
        self.person(a)?.ahead_of(self.person(b)?)
    }
}

impl Figure {
    /// Returns which of two finished ahead: by votes, else by share. `None` if they are equal or not known.
    pub(super) fn ahead_of(&self, other: &Self) -> Option<PersonId> {
        let order = match (self.votes, other.votes, self.share, other.share) {
            (Some(a), Some(b), _, _) => a.cmp(&b),
            (_, _, Some(a), Some(b)) => a.total_cmp(&b),
            _ => return None,
        };
        match order {
            std::cmp::Ordering::Greater => Some(self.person),
            std::cmp::Ordering::Less => Some(other.person),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// Rounds shares that add up to 100 to hundredths that also add up to 100, by largest remainder (Hamilton's method). If
/// remainders are equal, the larger share is rounded up.
fn round_to_whole(rows: &mut [Figure]) {
    let exact: Vec<f64> = rows.iter().map(|r| r.share.unwrap_or(0.0) * 100.0).collect();
    let missing = 10_000.0 - exact.iter().map(|e| e.floor()).sum::<f64>();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    for (place, i) in order.into_iter().enumerate() {
        let up = if (place as f64) < missing { 1.0 } else { 0.0 };
        rows[i].shown = Some((exact[i].floor() + up) / 100.0);
    }
    // Equal votes are shown as equal shares, even if the sum is then a hundredth off.
    for i in 1..rows.len() {
        let alike = |other: usize| rows[other].votes == rows[i].votes;
        if alike(i - 1) && rows[i - 1].shown != rows[i].shown {
            let (votes, like) = (rows[i].votes, Some(exact[i].round() / 100.0));
            // Rows are sorted by votes, so that equal ones are adjacent.
            let start = rows[..i].iter().rposition(|row| row.votes != votes).map_or(0, |at| at + 1);
            rows[start..].iter_mut().take_while(|row| row.votes == votes).for_each(|row| row.shown = like);
        }
    }
}

impl Denominator {
    /// Returns the denominator in words.
    pub fn say(&self) -> String {
        match self {
            Self::CandidateVotes(1) => "1 vote for the candidates".into(),
            Self::CandidateVotes(sum) => format!("{} votes for the candidates", grouped(*sum)),
            Self::Lists(sum) => format!("{} votes for the lists", grouped(*sum)),
            Self::WithOptions(sum) => format!("{} votes, including those against or blank", grouped(*sum)),
            Self::Proven(proven) => {
                let about = if proven.exact { "" } else { "about " };
                let others = proven.others_share;
                if proven.counted {
                    return format!("{} votes, {others:.1}% of them for others", grouped(proven.total));
                }
                format!(
                    "{about}{} votes, as votes and shares imply; the list is incomplete: {others:.1}% for others",
                    grouped(proven.total)
                )
            }
            Self::Given(base, sum) => {
                let of = match base {
                    Some(ShareBase::Candidates) => "shares as given, of the votes for candidates",
                    Some(ShareBase::Valid) => "shares as given, of the valid votes",
                    Some(ShareBase::Cast) => "shares as given, of the ballots cast",
                    None => "shares as given",
                };
                format!("{of}, adding up to {sum:.1}%")
            }
            Self::None => String::new(),
        }
    }
}
