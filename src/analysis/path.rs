//! How one person leads to another: by succession in an office, or by shared contests.

use super::rivals;
use super::succession::successor;
use crate::graph::{ContestId, PersonId, PoliticalGraph, Tenure, TenureId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Why one person of a path leads to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The next one followed in the office, with this tenure.
    Succession(TenureId),
    /// Both stood in this contest.
    Contest(ContestId),
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// From whom.
    pub from: PersonId,
    /// To whom.
    pub to: PersonId,
    /// Why.
    pub by: By,
}

/// The way from A to B through the tenures of one office, every holder between named: the fewest tenures. `Err` is
/// the tenure the chain gets to where it does not reach B, from the longest chain; `None` where A held no office.
///
/// O(t²) for t tenures.
pub fn by_succession(graph: &PoliticalGraph, a: PersonId, b: PersonId) -> Result<Vec<Step>, Option<TenureId>> {
    let mut best: Option<Vec<Step>> = None;
    let mut miss: Option<(usize, TenureId)> = None;
    for start in &graph.person(a).tenures {
        let mut at: &Tenure = graph.tenure(*start);
        let mut steps = Vec::new();
        while let Some(next) = successor(graph, at) {
            if next.person != at.person {
                steps.push(Step { from: at.person, to: next.person, by: By::Succession(next.id) });
            }
            at = next;
            if at.person == b {
                break;
            }
        }
        if at.person == b && !steps.is_empty() {
            if best.as_ref().is_none_or(|have| steps.len() < have.len()) {
                best = Some(steps);
            }
        } else if miss.is_none_or(|(length, _)| steps.len() > length) {
            miss = Some((steps.len(), at.id));
        }
    }
    best.ok_or(miss.map(|(_, tenure)| tenure))
}

/// The people next to one another: for each person the others reached in one step, each by the first step in order.
type Neighbours = BTreeMap<PersonId, BTreeMap<PersonId, By>>;

/// Which steps a path may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// Shared contests only.
    Contests,
    /// Shared contests and successions in either direction.
    Either,
}

fn neighbours(graph: &PoliticalGraph, ways: Ways, include_annulled: bool) -> Neighbours {
    let mut all = Neighbours::new();
    let mut join = |a: PersonId, b: PersonId, by: By| {
        all.entry(a).or_default().entry(b).or_insert(by);
        all.entry(b).or_default().entry(a).or_insert(by);
    };
    if ways == Ways::Either {
        for tenure in graph.tenures() {
            if let Some(next) = successor(graph, tenure).filter(|n| n.person != tenure.person) {
                join(tenure.person, next.person, By::Succession(next.id));
            }
        }
    }
    for rivalry in rivals::all(graph, include_annulled).0 {
        if let Some(meeting) = rivalry.meetings.first() {
            join(rivalry.a, rivalry.b, By::Contest(meeting.contest));
        }
    }
    all
}

/// The shortest paths from A to B, at most `k` of them without a repeated person, by length and then by name order
/// (Yen, "Finding the K Shortest Loopless Paths in a Network", Management Science 17 (1971)).
///
/// O(k · n · (n + m)) for n people and m pairs.
pub fn shortest(
    graph: &PoliticalGraph,
    a: PersonId,
    b: PersonId,
    ways: Ways,
    k: usize,
    include_annulled: bool,
) -> Vec<Vec<Step>> {
    let all = neighbours(graph, ways, include_annulled);
    let Some(first) = search(&all, a, b, &BTreeSet::new(), &BTreeSet::new()) else { return Vec::new() };
    let mut found = vec![first];
    let mut candidates: BTreeSet<(usize, Vec<PersonId>)> = BTreeSet::new();
    while found.len() < k {
        let Some(last) = found.last().cloned() else { break };
        for i in 0..last.len() - 1 {
            let root = &last[..=i];
            let barred: BTreeSet<(PersonId, PersonId)> =
                found.iter().filter(|p| p.len() > i + 1 && p[..=i] == *root).map(|p| (p[i], p[i + 1])).collect();
            let closed: BTreeSet<PersonId> = root[..i].iter().copied().collect();
            if let Some(spur) = search(&all, last[i], b, &closed, &barred) {
                let path: Vec<PersonId> = root[..i].iter().copied().chain(spur).collect();
                if !found.contains(&path) {
                    candidates.insert((path.len(), path));
                }
            }
        }
        let Some((_, next)) = candidates.pop_first() else { break };
        found.push(next);
    }
    let step = |pair: &[PersonId]| {
        let by = all.get(&pair[0]).and_then(|n| n.get(&pair[1]))?;
        Some(Step { from: pair[0], to: pair[1], by: *by })
    };
    found.iter().map(|path| path.windows(2).filter_map(step).collect()).collect()
}

/// Breadth-first search that keeps out of `closed` and off `barred`.
fn search(
    all: &Neighbours,
    a: PersonId,
    b: PersonId,
    closed: &BTreeSet<PersonId>,
    barred: &BTreeSet<(PersonId, PersonId)>,
) -> Option<Vec<PersonId>> {
    let mut before: BTreeMap<PersonId, PersonId> = BTreeMap::from([(a, a)]);
    let mut queue = VecDeque::from([a]);
    while let Some(at) = queue.pop_front() {
        if at == b {
            let mut path = vec![b];
            let mut at = b;
            while at != a {
                at = *before.get(&at)?;
                path.push(at);
            }
            path.reverse();
            return Some(path);
        }
        for next in all.get(&at).into_iter().flat_map(BTreeMap::keys) {
            if !closed.contains(next) && !barred.contains(&(at, *next)) && !before.contains_key(next) {
                before.insert(*next, at);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// Everybody that shared contests lead to from a person, the person left out.
pub fn circle(graph: &PoliticalGraph, person: PersonId, include_annulled: bool) -> BTreeSet<PersonId> {
    let all = neighbours(graph, Ways::Contests, include_annulled);
    let mut seen = BTreeSet::from([person]);
    let mut queue = vec![person];
    while let Some(at) = queue.pop() {
        for next in all.get(&at).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(*next) {
                queue.push(*next);
            }
        }
    }
    seen.remove(&person);
    seen
}
