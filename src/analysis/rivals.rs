//! Who faced whom, how often, and who won.

use super::figures::Figures;
use crate::graph::{Contest, ContestId, PersonId, PoliticalGraph};
use std::collections::BTreeMap;

/// A contest of more candidacies than this is left out of the list of all pairs, whose number grows with the square.
pub const MOST_CANDIDATES: usize = 2_000;

/// Two people in one contest, as of the last round in which both stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// The contest.
    pub contest: ContestId,
    /// The last valid round in which both stood.
    pub round: usize,
    /// Whether a source is about the contest.
    pub documented: bool,
    /// Who of the two was elected by the contest.
    pub elected: Option<PersonId>,
    /// Who of the two finished ahead in the round.
    pub ahead: Option<PersonId>,
}

/// All meetings of two people, in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Rivalry {
    /// The first by name.
    pub a: PersonId,
    /// The second by name.
    pub b: PersonId,
    /// The meetings.
    pub meetings: Vec<Meeting>,
}

impl Rivalry {
    /// Meetings that a source is about.
    pub fn documented(&self) -> usize {
        self.meetings.iter().filter(|m| m.documented).count()
    }

    /// Meetings that sources only mention.
    pub fn stated(&self) -> usize {
        self.meetings.len() - self.documented()
    }

    /// In how many contests a person of the two was elected.
    pub fn won(&self, person: PersonId) -> usize {
        self.meetings.iter().filter(|m| m.elected == Some(person)).count()
    }

    /// In how many contests a person of the two finished ahead.
    pub fn ahead(&self, person: PersonId) -> usize {
        self.meetings.iter().filter(|m| m.ahead == Some(person)).count()
    }

    /// The years of the first and the last meeting.
    pub fn years(&self, graph: &PoliticalGraph) -> (Option<i32>, Option<i32>) {
        let year = |m: Option<&Meeting>| m.and_then(|m| graph.contest(m.contest).year());
        (year(self.meetings.first()), year(self.meetings.last()))
    }
}

/// The meeting of two people in a contest, if both stood in one valid round of it.
///
/// Ahead is the one elected where the round's figures do not tell. O(candidacies of the contest × rounds).
pub fn meeting(
    graph: &PoliticalGraph,
    contest: &Contest,
    a: PersonId,
    b: PersonId,
    include_annulled: bool,
) -> Option<Meeting> {
    if !contest.counts(include_annulled) {
        return None;
    }
    let of = |person| graph.candidacies_of(contest.id).find(|c| c.person == person);
    let (one, other) = (of(a)?, of(b)?);
    let round =
        contest.valid_rounds(include_annulled).into_iter().rev().find(|r| one.stood_in(*r) && other.stood_in(*r))?;
    let elected = [one, other].into_iter().find(|c| c.is_elected()).map(|c| c.person);
    let ahead = Figures::of(graph, contest, round).ahead(a, b).or(elected);
    Some(Meeting { contest: contest.id, round, documented: contest.documented, elected, ahead })
}

/// The record of two people.
pub fn between(graph: &PoliticalGraph, a: PersonId, b: PersonId, include_annulled: bool) -> Rivalry {
    let (a, b) = in_order(graph, a, b);
    let contests = graph.person(a).candidacies.iter().map(|c| graph.contest(graph.candidacy(*c).contest));
    let mut meetings: Vec<Meeting> = contests.filter_map(|c| meeting(graph, c, a, b, include_annulled)).collect();
    by_time(graph, &mut meetings);
    Rivalry { a, b, meetings }
}

/// The rivalries of one person, most meetings first.
pub fn of_person(graph: &PoliticalGraph, person: PersonId, include_annulled: bool) -> Vec<Rivalry> {
    let mut others: Vec<PersonId> = graph
        .person(person)
        .candidacies
        .iter()
        .flat_map(|c| graph.candidacies_of(graph.candidacy(*c).contest).map(|c| c.person))
        .filter(|p| *p != person)
        .collect();
    others.sort_unstable();
    others.dedup();
    let mut found: Vec<Rivalry> =
        others.into_iter().map(|other| between(graph, person, other, include_annulled)).collect();
    found.retain(|r| !r.meetings.is_empty());
    sort(graph, &mut found);
    found
}

/// Every rivalry, most meetings first, and the contests left out for their size.
///
/// O(Σ n²) over the contests' n candidacies, bounded by [`MOST_CANDIDATES`].
pub fn all(graph: &PoliticalGraph, include_annulled: bool) -> (Vec<Rivalry>, Vec<ContestId>) {
    let mut pairs: BTreeMap<(PersonId, PersonId), Vec<Meeting>> = BTreeMap::new();
    let mut left_out = Vec::new();
    for contest in graph.contests().iter().filter(|c| c.counts(include_annulled)) {
        if contest.candidacies.len() > MOST_CANDIDATES {
            left_out.push(contest.id);
            continue;
        }
        let rounds = contest.valid_rounds(include_annulled);
        let figures: Vec<Figures> = rounds.iter().map(|r| Figures::of(graph, contest, *r)).collect();
        let standing: Vec<_> = graph.candidacies_of(contest.id).filter(|c| c.is_standing()).collect();
        for (i, one) in standing.iter().enumerate() {
            for other in &standing[i + 1..] {
                let last = (0..rounds.len()).rev().find(|r| one.stood_in(rounds[*r]) && other.stood_in(rounds[*r]));
                let Some(last) = last else { continue };
                let pair = in_order(graph, one.person, other.person);
                let elected = [one, other].into_iter().find(|c| c.is_elected()).map(|c| c.person);
                let ahead = figures[last].ahead(one.person, other.person).or(elected);
                let meeting = Meeting {
                    contest: contest.id,
                    round: rounds[last],
                    documented: contest.documented,
                    elected,
                    ahead,
                };
                pairs.entry(pair).or_default().push(meeting);
            }
        }
    }
    let mut found: Vec<Rivalry> = pairs.into_iter().map(|((a, b), meetings)| Rivalry { a, b, meetings }).collect();
    for rivalry in &mut found {
        by_time(graph, &mut rivalry.meetings);
    }
    sort(graph, &mut found);
    (found, left_out)
}

fn in_order(graph: &PoliticalGraph, a: PersonId, b: PersonId) -> (PersonId, PersonId) {
    let key = |p: PersonId| (&graph.person(p).name, p);
    if key(a) <= key(b) { (a, b) } else { (b, a) }
}

fn by_time(graph: &PoliticalGraph, meetings: &mut [Meeting]) {
    meetings.sort_by_key(|m| (graph.contest(m.contest).date().map(|d| d.sort_key()), m.contest));
}

fn sort(graph: &PoliticalGraph, found: &mut [Rivalry]) {
    found.sort_by_cached_key(|r| {
        let name = |p: PersonId| graph.person(p).name.clone();
        (std::cmp::Reverse((r.meetings.len(), r.documented())), name(r.a), name(r.b), r.a, r.b)
    });
}
