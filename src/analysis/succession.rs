//! The holders of an office in order: tenures, vacancies, and gaps in what is known.

use crate::facts::Ended;
use crate::graph::returns::{NO_YEAR, NONE, Returns};
use crate::graph::{Contest, OfficeId, PoliticalGraph, Tenure, TenureId};
use crate::wikitext::{Date, DateOrder};

/// One row of a succession.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spell {
    /// A tenure.
    Held(TenureId),
    /// A vacancy: nobody held the office.
    Vacancy {
        /// The date at which the vacancy began.
        from: Date,
        /// The date at which the vacancy ended.
        to: Date,
    },
    /// A gap: no source says who held the office, if anybody did.
    Gap {
        /// The last known date before the gap.
        from: Option<Date>,
        /// The first known date after the gap.
        to: Option<Date>,
    },
}

/// Returns the tenures before and after a contest, in that order. Those after it began through the contest or were
/// confirmed by it; those before are their predecessors. A confirmed holder is in both. O(t) for the t tenures of the
/// office.
pub fn around_contest<'g>(graph: &'g PoliticalGraph, contest: &Contest) -> [Vec<&'g Tenure>; 2] {
    let through = |t: &&Tenure| t.contest == Some(contest.id) || t.renewed.contains(&contest.id);
    let after: Vec<&Tenure> = contest.office.iter().flat_map(|o| graph.tenures_of(*o)).filter(through).collect();
    let before = after
        .iter()
        .filter_map(|t| if t.contest == Some(contest.id) { predecessor(graph, t) } else { Some(*t) })
        .collect();
    [before, after]
}

/// Returns the succession of an office in order of time, with vacancies and gaps. O(t).
pub fn of_office(graph: &PoliticalGraph, office: OfficeId) -> Vec<Spell> {
    let mut rows = Vec::new();
    let mut before: Option<&Tenure> = None;
    // If tenures overlap, the office is held until the last of them ends.
    let mut until: Option<Date> = None;
    let mut held_on = false;
    for tenure in graph.tenures_of(office) {
        if let Some(before) = before {
            let (end, start) = (before.to.best().copied(), tenure.from.best().copied());
            let covered = start.is_some_and(|s| held_on || until.is_some_and(|u| u.order(s) != DateOrder::Earlier));
            // If two people held the office at the same time, there is no gap between their tenures.
            let within = start.is_some_and(|s| until.is_some_and(|u| u.order(s) == DateOrder::Later) || held_on);
            let together = before.from.best().is_some_and(|d| d.the_day().is_some() && start == Some(*d));
            let joint = |t: &Tenure| t.contest.is_some_and(|c| graph.elected_by(graph.contest(c)).nth(1).is_some());
            let beside = within || together || (end.is_none() && (joint(before) || joint(tenure)));
            let meets = matches!((end, start), (Some(from), Some(to)) if touches(from, to));
            if !tenure.follows && !beside && !meets {
                let last = end.or_else(|| last_known(graph, before));
                rows.push(Spell::Gap { from: last, to: start.or_else(|| first_known(graph, tenure)) });
            } else if tenure.follows
                && let (Some(from), Some(to)) = (end, start)
                && from.order(to) == DateOrder::Earlier
                && !touches(from, to)
                && !covered
            {
                rows.push(Spell::Vacancy { from, to });
            }
        }
        rows.push(Spell::Held(tenure.id));
        before = Some(tenure);
        held_on |= tenure.ended == Some(Ended::InOffice);
        if let Some(to) = tenure.to.best()
            && until.is_none_or(|u| u.cmp_key(*to).is_lt())
        {
            until = Some(*to);
        }
    }
    rows
}

/// Returns true if a tenure that ended at `from` and one that began at `to` may have had no day between them: the next
/// day, month or year.
fn touches(from: Date, to: Date) -> bool {
    matches!((from.days().1, to.days().0), (Some(last), Some(first)) if first <= last + 1)
}

/// Returns the last date at which the holder is known to have held the office.
fn last_known(graph: &PoliticalGraph, tenure: &Tenure) -> Option<Date> {
    let renewed = tenure.renewed.iter().rev().find_map(|c| graph.contest(*c).date());
    renewed.or_else(|| tenure.from.best().copied())
}

/// Returns the first date at which the holder is known to have held the office.
fn first_known(graph: &PoliticalGraph, tenure: &Tenure) -> Option<Date> {
    tenure.renewed.iter().find_map(|c| graph.contest(*c).date()).or_else(|| tenure.to.best().copied())
}

/// Returns the tenure before another in its office, if it is known to be directly before it.
pub fn predecessor<'g>(graph: &'g PoliticalGraph, tenure: &Tenure) -> Option<&'g Tenure> {
    let before = tenure.id.index().checked_sub(1)?;
    graph.tenures().get(before).filter(|t| t.office == tenure.office && tenure.follows)
}

/// Returns the tenure after another in its office, if it is known to be directly after it.
pub fn successor<'g>(graph: &'g PoliticalGraph, tenure: &Tenure) -> Option<&'g Tenure> {
    graph.tenures().get(tenure.id.index() + 1).filter(|t| t.office == tenure.office && t.follows)
}

/// A run of contests for one office, one after another, that elected the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The office, in the numbering of whoever filled the returns.
    pub office: u32,
    /// The person elected, in the numbering of the returns.
    pub person: u32,
    /// The year of the first contest; `None` if it is not known.
    pub first: Option<i32>,
    /// The latest known year of the contests.
    pub last: Option<i32>,
    /// The number of contests.
    pub terms: u32,
    /// The person elected before, in the numbering of the returns; `None` for the first line of an office.
    pub before: Option<u32>,
}

/// Returns who was elected after whom for each office, from returns alone. If a contest elects several people, only the
/// first of them counts. O(rows).
pub fn lines(returns: &Returns) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    for contest in (0..returns.contests()).filter(|c| returns.office[*c] != NONE) {
        let Some(row) = returns.all_rows(contest).find(|row| returns.elected[*row]) else { continue };
        let (office, person) = (returns.office[contest], returns.person[row]);
        let year = Some(returns.year[contest]).filter(|y| *y != NO_YEAR);
        match found.last_mut() {
            Some(last) if last.office == office && last.person == person => {
                last.last = year.or(last.last);
                last.terms += 1;
            }
            last => {
                let before = last.filter(|l| l.office == office).map(|l| l.person);
                found.push(Line { office, person, first: year, last: year, terms: 1, before });
            }
        }
    }
    found
}
