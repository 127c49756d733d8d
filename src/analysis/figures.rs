//! The figures of a round: votes and shares side by side, and what the shares are of.

use super::implied::{self, Incomplete};
use crate::facts::ShareBase;
use crate::graph::{Candidacy, Contest, PersonId, PoliticalGraph, Round};
use crate::wikitext::number::grouped;

/// One candidate's figures in a round. Shares are in per cent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Who.
    pub person: PersonId,
    /// Votes as given.
    pub votes: Option<u64>,
    /// Share as given.
    pub given: Option<f64>,
    /// Share that the analyses use; see [`Figures::denominator`].
    pub share: Option<f64>,
    /// The same as it is shown, to two digits: computed shares are rounded so that they add up to a hundred.
    pub shown: Option<f64>,
}

/// What the shares of [`Figures`] are of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Denominator {
    /// Of the votes for all candidates: computed from their votes, which are all known.
    CandidateVotes(u64),
    /// Of the votes for the only candidate and for what is no person: against, blank.
    WithOptions(u64),
    /// Of a total that votes and shares prove together, and that is more than the votes listed: the list is incomplete, and the
    /// rest is one "others".
    Proven(Incomplete),
    /// As the source gives them; with what it says they are of, and their sum.
    Given(Option<ShareBase>, f64),
    /// No figure is given.
    None,
}

/// The figures of one round, in the order of the result.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The round's number.
    pub round: usize,
    /// Each candidate.
    pub rows: Vec<Figure>,
    /// What the shares are of.
    pub denominator: Denominator,
    /// Whether shares are told as the source gives them: where it gives everybody's. Else all are told as computed, or as far as they
    /// are given: a table has one basis.
    pub as_given: bool,
}

impl Figures {
    /// The figures of a round of a contest. Shares are computed from votes where every candidate's votes are known,
    /// and taken as given otherwise. Where the list is proven to be incomplete ([`implied::incomplete`]), shares are of the
    /// proven total.
    pub fn of(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Self {
        let standing: Vec<&Candidacy> = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)).collect();
        let votes = |c: &Candidacy| c.round(round).and_then(|r| r.votes.best().copied());
        let given = |c: &Candidacy| c.round(round).and_then(|r| r.shares.best().copied());
        let all: Option<Vec<u64>> = standing.iter().map(|c| votes(c)).collect();
        let incomplete = implied::incomplete(graph, contest, round);
        let sum = all
            .filter(|_| incomplete.is_none())
            .filter(|v| !v.is_empty())
            .and_then(|v| v.iter().try_fold(0u64, |a, b| a.checked_add(*b)))
            .filter(|s| *s > 0);
        // One candidate alone has all votes for candidates: the share that says something counts the votes against, too.
        let against = if standing.len() == 1 { contest.round(round).and_then(Round::option_votes) } else { None };
        let sum = sum.zip(against).and_then(|(sum, against)| sum.checked_add(against)).or(sum);
        let mut rows: Vec<Figure> = standing
            .iter()
            .map(|c| {
                let (votes, given) = (votes(c), given(c));
                let of = |total: u64| votes.map(|v| v as f64 / total as f64 * 100.0);
                // A total that is only about known says less than the share that is given.
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

    /// What the shares that are told are of, in words.
    pub fn basis(&self) -> String {
        match self.denominator {
            Denominator::Proven(_) => self.denominator.say(),
            _ if self.as_given => "shares as given".into(),
            other => other.say(),
        }
    }

    /// A share as it is told, to as many digits as are given or to two.
    pub fn told(&self, figure: &Figure) -> Option<f64> {
        if self.as_given { figure.given } else { figure.shown }
    }

    /// The same before it is rounded to two digits, for what rounds by itself.
    pub fn exact(&self, figure: &Figure) -> Option<f64> {
        if self.as_given { figure.given } else { figure.share }
    }

    /// The share of those who are not listed, in per cent, where the list is proven to be incomplete.
    pub fn others(&self) -> Option<f64> {
        if let Denominator::Proven(proven) = self.denominator { Some(proven.others_share) } else { None }
    }

    /// One person's share as it is told.
    pub fn told_of(&self, person: PersonId) -> Option<f64> {
        self.told(self.person(person)?)
    }

    /// One person's figures.
    pub fn person(&self, person: PersonId) -> Option<&Figure> {
        self.rows.iter().find(|r| r.person == person)
    }

    /// Which of two finished ahead: by votes, else by share. `None` where the figures do not tell.
    pub fn ahead(&self, a: PersonId, b: PersonId) -> Option<PersonId> {
        self.person(a)?.ahead_of(self.person(b)?)
    }
}

impl Figure {
    /// Who of two finished ahead: by votes, else by share. `None` where the figures do not tell.
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

/// Rounds shares that add up to a hundred to hundredths that add up to a hundred, by largest remainder (Hamilton's
/// method); of like remainders the larger share is rounded up.
fn round_to_whole(rows: &mut [Figure]) {
    let exact: Vec<f64> = rows.iter().map(|r| r.share.unwrap_or(0.0) * 100.0).collect();
    let missing = 10_000.0 - exact.iter().map(|e| e.floor()).sum::<f64>();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    for (place, i) in order.into_iter().enumerate() {
        let up = if (place as f64) < missing { 1.0 } else { 0.0 };
        rows[i].shown = Some((exact[i].floor() + up) / 100.0);
    }
    // Like votes are told as like shares, though the sum is then a hundredth off.
    for i in 1..rows.len() {
        let alike = |other: usize| rows[other].votes == rows[i].votes;
        if alike(i - 1) && rows[i - 1].shown != rows[i].shown {
            let (votes, like) = (rows[i].votes, Some(exact[i].round() / 100.0));
            // Rows come in the order of votes: those alike lie side by side.
            let start = rows[..i].iter().rposition(|row| row.votes != votes).map_or(0, |at| at + 1);
            rows[start..].iter_mut().take_while(|row| row.votes == votes).for_each(|row| row.shown = like);
        }
    }
}

impl Denominator {
    /// The denominator in words, for people who read the number.
    pub fn say(&self) -> String {
        match self {
            Self::CandidateVotes(1) => "1 vote for the candidates".into(),
            Self::CandidateVotes(sum) => format!("{} votes for the candidates", grouped(*sum)),
            Self::WithOptions(sum) => format!("{} votes, those against or blank among them", grouped(*sum)),
            Self::Proven(proven) => {
                let about = if proven.exact { "" } else { "about " };
                let others = proven.others_share;
                format!(
                    "{about}{} votes, by votes and shares; the list is incomplete: {others:.1}% for others",
                    grouped(proven.total)
                )
            }
            Self::Given(base, sum) => {
                let of = match base {
                    Some(ShareBase::Candidates) => "shares given of the votes for candidates",
                    Some(ShareBase::Valid) => "shares given of the valid votes",
                    Some(ShareBase::Cast) => "shares given of the ballots cast",
                    None => "shares as given",
                };
                format!("{of}, adding up to {sum:.1}%")
            }
            Self::None => String::new(),
        }
    }
}
