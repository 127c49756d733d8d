//! Election returns as flat columns, for analyses of a whole graph.
//!
//! Contests are numbered by office and time, people by their first appearance in that order, so that data used together
//! is close together in memory. A million candidacies take about 30 MB.
//!
//! These numbers are *inside* numbers. The numbers of whoever fills the returns, such as ids of a graph, are *outside*
//! numbers.

use super::{Candidacy, Contest, PersonId, PoliticalGraph};

/// The maximum number of contests: sort keys of pairs have 64 bits, of which 27 are left for the contest.
pub const MOST_CONTESTS: usize = 1 << 27;

/// Stands for missing votes, for votes that are in `large`, for a missing office and for a missing inside number.
pub(crate) const NONE: u32 = u32::MAX;
/// Stands for a missing year.
pub(crate) const NO_YEAR: i32 = i32::MIN;

/// One row of a ballot: a person's result in a round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The outside number of the person.
    pub person: u32,
    /// The number of votes, if given.
    pub votes: Option<u64>,
    /// The share in per cent, if given.
    pub share: Option<f64>,
    /// True if the contest elected the person.
    pub elected: bool,
}

/// The properties of a contest that returns hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The outside number of the contest.
    pub contest: u32,
    /// The outside number of the office, if known.
    pub office: Option<u32>,
    /// The year in which the contest was decided, if known.
    pub year: Option<i32>,
    /// True if a source is about the contest; false if sources only mention it.
    pub documented: bool,
}

/// Returns of the contests that count, in the order of offices and time. A *ballot* is a valid round of a contest.
#[derive(Debug, Clone, Default)]
pub struct Returns {
    /// The outside numbers, indexed by inside numbers.
    pub(crate) people: Vec<u32>,
    pub(crate) contests: Vec<u32>,
    /// Indexed by contest.
    pub(crate) office: Vec<u32>,
    pub(crate) year: Vec<i32>,
    pub(crate) documented: Vec<bool>,
    /// The first ballot of each contest, and the number of ballots at the end.
    pub(crate) ballot: Vec<u32>,
    /// The first row of each ballot, and the number of rows at the end.
    pub(crate) first: Vec<u32>,
    /// Indexed by row.
    pub(crate) person: Vec<u32>,
    pub(crate) votes: Vec<u32>,
    pub(crate) elected: Vec<bool>,
    /// Indexed by row; in per cent, NaN if not given.
    pub(crate) share: Vec<f64>,
    /// Votes that do not fit a column of 32 bits, with their rows; sorted by row.
    pub(crate) large: Vec<(u32, u64)>,
    /// The inside number of each person, indexed by outside number. Used while the returns are filled.
    pub(crate) number: Vec<u32>,
}

impl Returns {
    /// Creates empty returns. Contests must be added in the order of offices and time.
    pub fn new() -> Self {
        Self { ballot: vec![0], first: vec![0], ..Self::default() }
    }

    /// Reserves space for this many contests and rows.
    #[must_use]
    pub fn with_capacity(mut self, contests: usize, rows: usize) -> Self {
        self.contests.reserve_exact(contests);
        self.office.reserve_exact(contests);
        self.year.reserve_exact(contests);
        self.documented.reserve_exact(contests);
        self.ballot.reserve_exact(contests);
        self.first.reserve_exact(contests);
        self.person.reserve_exact(rows);
        self.votes.reserve_exact(rows);
        self.elected.reserve_exact(rows);
        self.share.reserve_exact(rows);
        self
    }

    /// Begins a contest. Callers must not add more than [`MOST_CONTESTS`]; this is not checked.
    pub fn contest(&mut self, head: Head) {
        self.contests.push(head.contest);
        self.office.push(head.office.unwrap_or(NONE));
        self.year.push(head.year.unwrap_or(NO_YEAR));
        self.documented.push(head.documented);
        self.ballot.push(self.first.len() as u32 - 1);
    }

    /// Adds a ballot to the contest begun last. Its rows are sorted by the inside numbers of the people. If a person is
    /// on the ballot twice, only the first row counts.
    pub fn ballot(&mut self, rows: impl IntoIterator<Item = Row>) {
        let mut rows: Vec<(u32, Row)> = rows.into_iter().map(|row| (self.admit(row.person), row)).collect();
        rows.sort_by_key(|(person, _)| *person);
        rows.dedup_by_key(|(person, _)| *person);
        for (person, row) in rows {
            let at = self.person.len() as u32;
            let votes = row.votes.map_or(NONE, |v| u32::try_from(v).unwrap_or(NONE));
            if let Some(large) = row.votes.filter(|_| votes == NONE) {
                self.large.push((at, large));
            }
            self.person.push(person);
            self.votes.push(votes);
            self.elected.push(row.elected);
            self.share.push(row.share.unwrap_or(f64::NAN));
        }
        self.first.push(self.person.len() as u32);
        if let Some(end) = self.ballot.last_mut() {
            *end = self.first.len() as u32 - 1;
        }
    }

    /// Returns the inside number of a person, and assigns one if there is none yet.
    fn admit(&mut self, outside: u32) -> u32 {
        let at = outside as usize;
        if self.number.len() <= at {
            self.number.resize(at + 1, NONE);
        }
        if self.number[at] == NONE {
            self.number[at] = self.people.len() as u32;
            self.people.push(outside);
        }
        self.number[at]
    }

    /// Creates the returns of all contests of a graph. Linear in the candidacies and their rounds.
    pub fn of(graph: &PoliticalGraph, include_annulled: bool) -> Self {
        Self::of_contests(graph, graph.contests(), include_annulled)
    }

    /// Creates the returns of some contests of a graph, which must come in the order of their ids.
    pub fn of_contests<'g>(
        graph: &PoliticalGraph,
        contests: impl IntoIterator<Item = &'g Contest>,
        include_annulled: bool,
    ) -> Self {
        let mut returns = Self::new();
        for contest in contests.into_iter().filter(|c| c.counts(include_annulled)) {
            returns.contest(Head {
                contest: contest.id.index() as u32,
                office: contest.office.map(|o| o.index() as u32),
                year: contest.year(),
                documented: contest.documented,
            });
            for round in contest.valid_rounds(include_annulled) {
                let standing = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round));
                returns.ballot(standing.map(|c| row(c, round)));
            }
        }
        returns
    }

    /// Returns the returns of the contests of one office, given by its outside number; none if `office` is `None`.
    /// People get new inside numbers.
    #[must_use]
    pub fn of_office(&self, office: Option<u32>) -> Self {
        self.only(|contest| Some(self.office[contest]) == office, |_| true)
    }

    /// Returns the returns of some contests and ballots. People get new inside numbers.
    pub(crate) fn only(&self, contests: impl Fn(usize) -> bool, ballots: impl Fn(usize) -> bool) -> Self {
        let mut returns = Self::new();
        for contest in (0..self.contests()).filter(|c| contests(*c)) {
            returns.contest(Head {
                contest: self.contests[contest],
                office: Some(self.office[contest]).filter(|o| *o != NONE),
                year: Some(self.year[contest]).filter(|y| *y != NO_YEAR),
                documented: self.documented[contest],
            });
            for ballot in self.ballots(contest).filter(|b| ballots(*b as usize)) {
                returns.ballot(self.rows(ballot).map(|row| Row {
                    person: self.people[self.person[row] as usize],
                    votes: self.votes_of(row),
                    share: Some(self.share[row]).filter(|s| !s.is_nan()),
                    elected: self.elected[row],
                }));
            }
        }
        returns
    }

    /// Returns the number of contests.
    pub fn contests(&self) -> usize {
        self.contests.len()
    }

    /// Returns the number of people.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// Returns the outside number of a person.
    pub fn person(&self, number: u32) -> u32 {
        self.people[number as usize]
    }

    /// Returns the inside number of a person; `None` if the person stood in no contest of the returns.
    pub fn number(&self, outside: u32) -> Option<u32> {
        self.number.get(outside as usize).copied().filter(|n| *n != NONE)
    }

    /// Returns the id of a person in the graph that the returns were created from.
    pub fn person_id(&self, number: u32) -> PersonId {
        PersonId::new(self.people[number as usize] as usize)
    }

    /// Returns the rows of a ballot.
    pub(crate) fn rows(&self, ballot: u32) -> std::ops::Range<usize> {
        self.first[ballot as usize] as usize..self.first[ballot as usize + 1] as usize
    }

    /// Returns the ballots of a contest.
    pub(crate) fn ballots(&self, contest: usize) -> std::ops::Range<u32> {
        self.ballot[contest]..self.ballot[contest + 1]
    }

    /// Returns the rows of all ballots of a contest.
    pub(crate) fn all_rows(&self, contest: usize) -> std::ops::Range<usize> {
        let ballots = self.ballots(contest);
        self.first[ballots.start as usize] as usize..self.first[ballots.end as usize] as usize
    }

    pub(crate) fn votes_of(&self, row: usize) -> Option<u64> {
        match self.votes[row] {
            NONE => self.large.binary_search_by_key(&(row as u32), |l| l.0).ok().map(|i| self.large[i].1),
            votes => Some(u64::from(votes)),
        }
    }

    /// Compares two rows of a ballot; the greater one finished ahead. Compares votes, else shares, and if these are
    /// equal or missing, who was elected.
    #[inline]
    pub(crate) fn ahead(&self, a: usize, b: usize) -> std::cmp::Ordering {
        let (votes_a, votes_b) = (self.votes[a], self.votes[b]);
        if votes_a != NONE && votes_b != NONE {
            let order = votes_a.cmp(&votes_b);
            return if order.is_eq() { self.elected[a].cmp(&self.elected[b]) } else { order };
        }
        self.ahead_otherwise(a, b)
    }

    #[cold]
    fn ahead_otherwise(&self, a: usize, b: usize) -> std::cmp::Ordering {
        let share = |row: usize| Some(self.share[row]).filter(|s| !s.is_nan());
        let order = match (self.votes_of(a), self.votes_of(b), share(a), share(b)) {
            (Some(a), Some(b), _, _) => a.cmp(&b),
            (_, _, Some(a), Some(b)) => a.total_cmp(&b),
            _ => std::cmp::Ordering::Equal,
        };
        if order.is_eq() { self.elected[a].cmp(&self.elected[b]) } else { order }
    }
}

fn row(candidacy: &Candidacy, round: usize) -> Row {
    let result = candidacy.round(round);
    Row {
        person: candidacy.person.index() as u32,
        votes: result.and_then(|r| r.votes.best().copied()),
        share: result.and_then(|r| r.shares.best().copied()),
        elected: candidacy.is_elected(),
    }
}
