//! Paths from one person to another: by succession in an office, or by shared contests.

use super::rivals::MOST_CANDIDATES;
use super::succession::successor;
use crate::graph::returns::Returns;
use crate::graph::{ContestId, PersonId, PoliticalGraph, Tenure, TenureId, TieId};
use std::collections::{BTreeSet, HashMap};

/// The link between two people that are adjacent in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The second person followed the first in an office; this is the later tenure.
    Succession(TenureId),
    /// Both stood in this contest.
    Contest(ContestId),
    /// This tie joins the two.
    Tie(TieId),
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The person where the step begins.
    pub from: PersonId,
    /// The person where the step ends.
    pub to: PersonId,
    /// The link between the two.
    pub by: By,
}

/// Finds the shortest path from A to B through the tenures of one office. Every holder in between is a step.
///
/// O(t²) for t tenures.
///
/// # Errors
/// If no chain of tenures reaches B, the error is the last tenure of the longest chain; `None` if A held no office.
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

/// Which steps a path may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// Shared contests only.
    Contests,
    /// Shared contests and successions in either direction.
    Either,
}

/// The people who can be reached from a person in one step: by a contest of the returns, or by a succession.
///
/// People have the numbers that the returns give them. People who never stood are numbered after those.
pub struct Steps<'r> {
    returns: &'r Returns,
    /// Person `i` stood in `contests[first[i]..first[i + 1]]`.
    first: Vec<u32>,
    contests: Vec<u32>,
    /// Successions and ties as pairs in both directions; sorted.
    followed: Vec<(u32, u32, By)>,
    /// The ids of people who never stood, in the order of their numbers.
    outside: Vec<u32>,
    /// The places of these ids.
    places: HashMap<u32, u32>,
}

impl<'r> Steps<'r> {
    /// Creates the steps that shared contests give. O(rows).
    pub fn by_contests(returns: &'r Returns) -> Self {
        let mut first = vec![0_u32; returns.people() + 2];
        for contest in 0..returns.contests() {
            for person in &returns.person[returns.all_rows(contest)] {
                first[*person as usize + 2] += 1;
            }
        }
        for i in 2..first.len() {
            first[i] += first[i - 1];
        }
        let mut contests = vec![0_u32; returns.person.len()];
        for contest in 0..returns.contests() {
            for person in &returns.person[returns.all_rows(contest)] {
                let at = &mut first[*person as usize + 1];
                contests[*at as usize] = contest as u32;
                *at += 1;
            }
        }
        first.pop();
        Self { returns, first, contests, followed: Vec::new(), outside: Vec::new(), places: HashMap::new() }
    }

    /// Adds successions, which can be followed in both directions: pairs of people, and the later tenure.
    #[must_use]
    pub fn with_successions(mut self, pairs: impl IntoIterator<Item = (PersonId, PersonId, TenureId)>) -> Self {
        self.follow(pairs.into_iter().map(|(from, to, tenure)| (from, to, By::Succession(tenure))));
        self
    }

    /// Adds ties, which can be followed in both directions.
    #[must_use]
    pub fn with_ties(mut self, ties: impl IntoIterator<Item = (PersonId, PersonId, TieId)>) -> Self {
        self.follow(ties.into_iter().map(|(from, to, tie)| (from, to, By::Tie(tie))));
        self
    }

    /// Removes the steps that shared contests give.
    #[must_use]
    pub fn without_contests(mut self) -> Self {
        self.first.fill(0);
        self.contests.clear();
        self
    }

    fn follow(&mut self, pairs: impl Iterator<Item = (PersonId, PersonId, By)>) {
        for (from, to, by) in pairs {
            let (from, to) = (self.admit(from), self.admit(to));
            self.followed.push((from, to, by));
            self.followed.push((to, from, by));
        }
        self.followed.sort_unstable();
        self.followed.dedup_by_key(|f| (f.0, f.1));
    }

    fn admit(&mut self, person: PersonId) -> u32 {
        let id = person.index() as u32;
        self.number(person).unwrap_or_else(|| {
            self.places.insert(id, self.outside.len() as u32);
            self.outside.push(id);
            (self.returns.people() + self.outside.len() - 1) as u32
        })
    }

    fn number(&self, person: PersonId) -> Option<u32> {
        let id = person.index() as u32;
        let own = || self.places.get(&id).map(|i| self.returns.people() as u32 + i);
        self.returns.number(id).or_else(own)
    }

    fn people(&self) -> usize {
        self.returns.people() + self.outside.len()
    }

    /// Returns the id of a person. Ids are in the order of names.
    fn id(&self, number: u32) -> u32 {
        let own = || self.outside[number as usize - self.returns.people()];
        self.returns.people.get(number as usize).copied().unwrap_or_else(own)
    }

    fn contests_of(&self, person: u32) -> &[u32] {
        match self.first.get(person as usize + 1) {
            Some(end) => &self.contests[self.first[person as usize] as usize..*end as usize],
            None => &[],
        }
    }

    /// Returns true if the two met on one ballot of a contest. A contest of one ballot needs no such test.
    fn met(&self, contest: u32, a: u32, b: u32) -> bool {
        let on = |ballot: u32, person: u32| self.returns.person[self.returns.rows(ballot)].contains(&person);
        self.returns.ballots(contest as usize).any(|ballot| on(ballot, a) && on(ballot, b))
    }

    fn neighbours(&self, person: u32, mut visit: impl FnMut(u32)) {
        for contest in self.contests_of(person) {
            let contest = *contest as usize;
            let rows = self.returns.all_rows(contest);
            if rows.len() > MOST_CANDIDATES {
                continue;
            }
            let single = self.returns.ballots(contest).len() == 1;
            for other in &self.returns.person[rows] {
                if *other != person && (single || self.met(contest as u32, person, *other)) {
                    visit(*other);
                }
            }
        }
        let start = self.followed.partition_point(|f| f.0 < person);
        self.followed[start..].iter().take_while(|f| f.0 == person).for_each(|f| visit(f.1));
    }

    /// Returns the link between two neighbours: a succession, a tie, or the earliest contest in which both stood.
    fn by(&self, a: u32, b: u32) -> Option<By> {
        if let Ok(i) = self.followed.binary_search_by_key(&(a, b), |f| (f.0, f.1)) {
            return Some(self.followed[i].2);
        }
        let shared = self.contests_of(a).iter().filter(|c| self.met(**c, a, b));
        let first = shared.min_by_key(|c| (self.returns.year[**c as usize], **c))?;
        Some(By::Contest(ContestId::new(self.returns.contests[*first as usize] as usize)))
    }

    /// Returns the number of people who can be reached from a person, without that person. Contests of more than
    /// [`MOST_CANDIDATES`] rows are skipped. O(people + rows).
    pub fn reach(&self, person: PersonId) -> usize {
        let Some(start) = self.number(person) else { return 0 };
        let mut seen = vec![false; self.people()];
        seen[start as usize] = true;
        let mut queue = vec![start];
        let mut count = 0;
        while let Some(at) = queue.pop() {
            self.neighbours(at, |next| {
                if !std::mem::replace(&mut seen[next as usize], true) {
                    count += 1;
                    queue.push(next);
                }
            });
        }
        count
    }

    /// Returns the shortest paths from A to B: at most `k`, none with a repeated person, sorted by length and then by
    /// names (Yen, "Finding the K Shortest Loopless Paths in a Network", Management Science 17 (1971); each path is
    /// found by breadth-first search from both ends).
    ///
    /// O(k · l · (n + m)) in the worst case for paths of length l, n people and m rows; much less if the two are close.
    pub fn shortest(&self, a: PersonId, b: PersonId, k: usize) -> Vec<Vec<Step>> {
        let (Some(from), Some(to)) = (self.number(a), self.number(b)) else { return Vec::new() };
        let mut search = Search::new(self.people());
        let Some(first) = search.run(self, from, to, &[], &BTreeSet::new()) else { return Vec::new() };
        let mut found = vec![first];
        let mut candidates: BTreeSet<(usize, Vec<u32>, Vec<u32>)> = BTreeSet::new();
        while found.len() < k {
            let Some(last) = found.last().cloned() else { break };
            for i in 0..last.len() - 1 {
                let root = &last[..=i];
                let barred: BTreeSet<u32> =
                    found.iter().filter(|p| p.len() > i + 1 && p[..=i] == *root).map(|p| p[i + 1]).collect();
                if let Some(spur) = search.run(self, last[i], to, &root[..i], &barred) {
                    let path: Vec<u32> = root[..i].iter().copied().chain(spur).collect();
                    if !found.contains(&path) {
                        let names = path.iter().map(|p| self.id(*p)).collect();
                        candidates.insert((path.len(), names, path));
                    }
                }
            }
            let Some((.., next)) = candidates.pop_first() else { break };
            found.push(next);
        }
        let id = |number: u32| PersonId::new(self.id(number) as usize);
        let step = |pair: &[u32]| Some(Step { from: id(pair[0]), to: id(pair[1]), by: self.by(pair[0], pair[1])? });
        found.iter().map(|path| path.windows(2).filter_map(step).collect()).collect()
    }
}

/// Returns the shortest paths in a graph; see [`Steps::shortest`].
pub fn shortest(
    graph: &PoliticalGraph,
    a: PersonId,
    b: PersonId,
    ways: Ways,
    k: usize,
    include_annulled: bool,
) -> Vec<Vec<Step>> {
    let returns = Returns::of(graph, include_annulled);
    let steps = Steps::by_contests(&returns);
    let steps = if ways == Ways::Either { steps.with_successions(successions(graph)) } else { steps };
    steps.shortest(a, b, k)
}

/// Returns the number of people who can be reached from a person by shared contests, without that person.
pub fn circle(graph: &PoliticalGraph, person: PersonId, include_annulled: bool) -> usize {
    Steps::by_contests(&Returns::of(graph, include_annulled)).reach(person)
}

/// Returns who followed whom in any office, with the later tenure.
pub fn successions(graph: &PoliticalGraph) -> impl Iterator<Item = (PersonId, PersonId, TenureId)> {
    graph.tenures().iter().filter_map(|tenure| {
        let next = successor(graph, tenure).filter(|n| n.person != tenure.person)?;
        Some((tenure.person, next.person, next.id))
    })
}

/// A breadth-first search from both ends. Its arrays are reused from search to search.
struct Search {
    /// The distances from the start and to the end.
    distance: [Vec<u32>; 2],
    touched: Vec<u32>,
}

const FAR: u32 = u32::MAX;

impl Search {
    fn new(people: usize) -> Self {
        Self { distance: [vec![FAR; people], vec![FAR; people]], touched: Vec::new() }
    }

    /// Returns the shortest path, of several the first by names, that avoids `closed` and whose first step is not
    /// `barred`.
    fn run(
        &mut self,
        steps: &Steps<'_>,
        from: u32,
        to: u32,
        closed: &[u32],
        barred: &BTreeSet<u32>,
    ) -> Option<Vec<u32>> {
        for node in self.touched.drain(..) {
            self.distance[0][node as usize] = FAR;
            self.distance[1][node as usize] = FAR;
        }
        let mut fronts = [vec![from], vec![to]];
        self.distance[0][from as usize] = 0;
        self.distance[1][to as usize] = 0;
        self.touched.extend([from, to]);
        let mut next = Vec::new();
        let mut depth = [0_u32; 2];
        let mut met = false;
        while !met {
            if fronts.iter().any(Vec::is_empty) {
                return None;
            }
            let side = usize::from(fronts[1].len() < fronts[0].len());
            depth[side] += 1;
            for node in fronts[side].drain(..) {
                let begins = side == 0 && node == from;
                steps.neighbours(node, |other| {
                    // Only steps from the start are barred, also when the search comes from the end.
                    let barred_step =
                        (begins && barred.contains(&other)) || (side == 1 && other == from && barred.contains(&node));
                    if barred_step || closed.contains(&other) || self.distance[side][other as usize] != FAR {
                        return;
                    }
                    self.distance[side][other as usize] = depth[side];
                    self.touched.push(other);
                    met |= self.distance[1 - side][other as usize] != FAR;
                    next.push(other);
                });
            }
            std::mem::swap(&mut fronts[side], &mut next);
        }
        Some(self.first_by_name(steps, from, to, depth, barred))
    }

    /// Returns the shortest path whose names come first, given the distances on both sides.
    fn first_by_name(
        &mut self,
        steps: &Steps<'_>,
        from: u32,
        to: u32,
        depth: [u32; 2],
        barred: &BTreeSet<u32>,
    ) -> Vec<u32> {
        let length = depth[0] + depth[1];
        // Distances to the end are known on the far side. Extend them to the near side, but only along shortest paths.
        let mut layer: Vec<u32> = self.touched.clone();
        layer.sort_unstable();
        layer.dedup();
        layer.retain(|n| self.distance[0][*n as usize] == depth[0] && self.distance[1][*n as usize] == depth[1]);
        for level in (0..depth[0]).rev() {
            let mut before = Vec::new();
            for node in layer {
                steps.neighbours(node, |other| {
                    let o = other as usize;
                    let open = other != from || !barred.contains(&node);
                    if open && self.distance[0][o] == level && self.distance[1][o] == FAR {
                        self.distance[1][o] = length - level;
                        before.push(other);
                    }
                });
            }
            layer = before;
        }
        let mut path = vec![from];
        let mut at = from;
        for left in (0..length).rev() {
            let mut best: Option<u32> = None;
            let first = at == from;
            steps.neighbours(at, |other| {
                let nearer = self.distance[1][other as usize] == left && (left > 0 || other == to);
                let allowed = !(first && barred.contains(&other));
                if nearer && allowed && best.is_none_or(|b| steps.id(other) < steps.id(b)) {
                    best = Some(other);
                }
            });
            let Some(next) = best else { break };
            path.push(next);
            at = next;
        }
        path
    }
}
