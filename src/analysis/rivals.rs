//! Who faced whom, how often, and who won.

use super::field::Field;
pub use super::field::Meeting;
use crate::graph::returns::{NO_YEAR, NONE, Returns};
use crate::graph::{Contest, ContestId, PersonId, PoliticalGraph, Selection};
use itertools::Itertools;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The largest contest, in candidacies, whose pairs are listed; the number of pairs grows with the square. If there are
/// more pairs than [`PAIRS`] and [`PAIRS_A_CANDIDACY`] allow, the limit is lower; see [`most_candidates`].
pub const MOST_CANDIDATES: usize = 2_000;
/// The number of pairs that are listed even if there are few candidacies: about those of one contest of a thousand.
pub const PAIRS: u64 = 500_000;
/// The number of additional pairs for each candidacy: enough for contests of a hundred candidates.
pub const PAIRS_A_CANDIDACY: u64 = 64;

/// Returns the largest number of candidacies with which a contest's pairs are still listed. The limit keeps the list
/// in proportion to the candidacies. At most [`MOST_CANDIDATES`]. O(c log c) for c contests.
pub fn most_candidates(sizes: impl IntoIterator<Item = usize>) -> usize {
    let mut sizes: Vec<usize> = sizes.into_iter().collect();
    sizes.sort_unstable();
    let candidacies: u64 = sizes.iter().map(|n| *n as u64).sum();
    let mut left = PAIRS + PAIRS_A_CANDIDACY * candidacies;
    let mut most = MOST_CANDIDATES;
    for same in sizes.chunk_by(|a, b| a == b) {
        let size = same[0] as u64;
        let pairs = size * size.saturating_sub(1) / 2 * same.len() as u64;
        if pairs > left {
            most = most.min(same[0] - 1);
            break;
        }
        left -= pairs;
    }
    most
}

/// All meetings of two people, in order of time.
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
    /// Returns the number of documented meetings: those whose contest a source is about.
    pub fn documented(&self) -> usize {
        self.meetings.iter().filter(|m| m.documented).count()
    }

    /// Returns the number of stated meetings: those whose contest sources only mention.
    pub fn stated(&self) -> usize {
        self.meetings.len() - self.documented()
    }

    /// Returns the number of contests that elected this person and not the other.
    pub fn won(&self, person: PersonId) -> usize {
        self.meetings.iter().filter(|m| m.elected == Some(person)).count()
    }

    /// Returns the number of contests that elected both, so that neither won over the other.
    pub fn both(&self, graph: &PoliticalGraph) -> usize {
        let elected = |contest: ContestId, person: PersonId| {
            graph.candidacies_of(contest).any(|c| c.person == person && c.is_elected())
        };
        let both = |m: &&Meeting| elected(m.contest, self.a) && elected(m.contest, self.b);
        self.meetings.iter().filter(both).count()
    }

    /// Returns the number of contests in which this person finished ahead.
    pub fn ahead(&self, person: PersonId) -> usize {
        self.meetings.iter().filter(|m| m.ahead == Some(person)).count()
    }

    /// Returns the years of the first and the last meeting.
    pub fn years(&self, graph: &PoliticalGraph) -> (Option<i32>, Option<i32>) {
        let year = |m: Option<&Meeting>| m.and_then(|m| graph.contest(m.contest).year());
        (year(self.meetings.first()), year(self.meetings.last()))
    }
}

/// Returns the meeting of two people in a contest, if both stood in one valid round of it.
///
/// If the figures of the round do not tell who finished ahead, it is the one elected. O(candidacies of the contest ×
/// rounds).
pub fn meeting(
    graph: &PoliticalGraph,
    contest: &Contest,
    a: PersonId,
    b: PersonId,
    include_annulled: bool,
) -> Option<Meeting> {
    Field::of(graph, contest, include_annulled)?.meeting(a, b)
}

/// Returns the rivalry of two people.
pub fn between(graph: &PoliticalGraph, a: PersonId, b: PersonId, include_annulled: bool) -> Rivalry {
    let (a, b) = in_order(graph, a, b);
    let contests = graph.person(a).candidacies.iter().map(|c| graph.contest(graph.candidacy(*c).contest));
    let mut meetings: Vec<Meeting> = contests.filter_map(|c| meeting(graph, c, a, b, include_annulled)).collect();
    by_time(graph, &mut meetings);
    Rivalry { a, b, meetings }
}

/// Returns the rivalries of one person, most meetings first. O(m log m) for the m candidacies in the person's contests.
pub fn of_person(graph: &PoliticalGraph, person: PersonId, include_annulled: bool) -> Vec<Rivalry> {
    let mut met: Vec<(PersonId, Meeting)> = Vec::new();
    for candidacy in &graph.person(person).candidacies {
        let contest = graph.contest(graph.candidacy(*candidacy).contest);
        let Some(field) = Field::of(graph, contest, include_annulled) else { continue };
        let others = field.people().filter(|other| *other != person);
        met.extend(others.filter_map(|other| {
            let (a, b) = in_order(graph, person, other);
            Some((other, field.meeting(a, b)?))
        }));
    }
    // The sort is stable: the meetings of one pair stay in the order of the person's contests.
    met.sort_by_key(|(other, _)| *other);
    let mut found: Vec<Rivalry> = Vec::new();
    for run in met.chunk_by(|x, y| x.0 == y.0) {
        let (a, b) = in_order(graph, person, run[0].0);
        let mut meetings: Vec<Meeting> = run.iter().map(|(_, meeting)| meeting.clone()).collect();
        by_time(graph, &mut meetings);
        found.push(Rivalry { a, b, meetings });
    }
    sort(graph, &mut found);
    found
}

/// Returns the contests with more candidacies than [`most_candidates`] allows, which lists of all pairs leave out, by
/// id.
pub fn too_large<'g>(contests: impl IntoIterator<Item = &'g Contest>) -> BTreeSet<ContestId> {
    let sizes: Vec<(ContestId, usize)> = contests.into_iter().map(|c| (c.id, c.candidacies.len())).collect();
    let most = most_candidates(sizes.iter().map(|(_, size)| *size));
    sizes.into_iter().filter(|(_, size)| *size > most).map(|(id, _)| id).collect()
}

/// Returns the rivalries between people of a selection, counting only its contests, most meetings first. Contests that
/// are [`too_large`] are left out. O(Σ n²) over the contests' n selected candidacies.
pub fn within(selection: &Selection<'_>, include_annulled: bool) -> Vec<Rivalry> {
    let graph = selection.graph();
    let mut found: BTreeMap<(PersonId, PersonId), Vec<Meeting>> = BTreeMap::new();
    let left_out = too_large(selection.contests());
    for contest in selection.contests().filter(|c| !left_out.contains(&c.id)) {
        let Some(field) = Field::of(graph, contest, include_annulled) else { continue };
        let people: Vec<PersonId> =
            selection.candidacies_of(contest.id).map(|c| c.person).filter(|p| selection.is_meant(*p)).collect();
        for [a, b] in people.iter().copied().array_combinations() {
            let (a, b) = in_order(graph, a, b);
            if let Some(meeting) = field.meeting(a, b) {
                found.entry((a, b)).or_default().push(meeting);
            }
        }
    }
    let mut found: Vec<Rivalry> = found
        .into_iter()
        .map(|((a, b), mut meetings)| {
            by_time(graph, &mut meetings);
            Rivalry { a, b, meetings }
        })
        .collect();
    sort(graph, &mut found);
    found
}

/// The counts of a rivalry. It takes 24 bytes, because a large graph has millions. Counts saturate at 65,535.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The first by name.
    pub a: PersonId,
    /// The second by name.
    pub b: PersonId,
    /// The number of contests in which both stood.
    pub meetings: u16,
    /// The number of these that a source is about.
    pub documented: u16,
    /// The number that elected the first and not the second.
    pub won_a: u16,
    /// The number that elected the second and not the first.
    pub won_b: u16,
    /// The number in which the first finished ahead.
    pub ahead_a: u16,
    /// The number in which the second finished ahead.
    pub ahead_b: u16,
    years: [i16; 2],
}

impl Tally {
    /// Returns the earliest known year of a meeting.
    pub fn first(&self) -> Option<i32> {
        (self.years[0] <= self.years[1]).then(|| self.years[0].into())
    }

    /// Returns the latest known year of a meeting.
    pub fn last(&self) -> Option<i32> {
        (self.years[0] <= self.years[1]).then(|| self.years[1].into())
    }
}

/// The years of a tally if none is known.
const NO_YEARS: [i16; 2] = [i16::MAX, i16::MIN];

impl Rivalry {
    /// Returns the counts of the rivalry.
    pub fn tally(&self, graph: &PoliticalGraph) -> Tally {
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let mut years = NO_YEARS;
        for year in self.meetings.iter().filter_map(|m| graph.contest(m.contest).year()) {
            years = [years[0].min(year as i16), years[1].max(year as i16)];
        }
        Tally {
            a: self.a,
            b: self.b,
            meetings: count(self.meetings.len()),
            documented: count(self.documented()),
            won_a: count(self.won(self.a)),
            won_b: count(self.won(self.b)),
            ahead_a: count(self.ahead(self.a)),
            ahead_b: count(self.ahead(self.b)),
            years,
        }
    }
}

/// Returns the number of rows of results of a contest. O(contests).
pub fn size(returns: &Returns, contest: ContestId) -> usize {
    let at = returns.contests.iter().position(|c| *c as usize == contest.index());
    at.map_or(0, |at| returns.all_rows(at).len())
}

/// Returns every rivalry of a graph, in the order of [`sort_tallies`], and the contests left out because of their size.
pub fn all(graph: &PoliticalGraph, include_annulled: bool) -> (Vec<Tally>, Vec<ContestId>) {
    let (mut found, left_out) = tallies(&Returns::of(graph, include_annulled));
    sort_tallies(&mut found);
    (found, left_out)
}

/// Sorts by number of meetings, most first, then by number of documented ones, then by name.
pub fn sort_tallies(found: &mut [Tally]) {
    // Ids of people are in the order of their names.
    found.sort_unstable_by_key(|t| (std::cmp::Reverse((t.meetings, t.documented)), t.a, t.b));
}

/// Returns every rivalry of some returns, and the contests left out because of their size. The order has no meaning,
/// but is the same on every run.
///
/// O(Σ n²) over the contests' n candidacies, bounded by [`most_candidates`]. Each meeting is put into the bucket of the
/// person with the smaller number. Buckets are small, and each is sorted.
pub fn tallies(returns: &Returns) -> (Vec<Tally>, Vec<ContestId>) {
    let most = most_candidates((0..returns.contests()).map(|c| returns.all_rows(c).len()));
    let (counted, left_out): (Vec<usize>, Vec<usize>) =
        (0..returns.contests()).partition(|c| returns.all_rows(*c).len() <= most);
    // The first pass counts the meetings of each bucket, the second fills the buckets.
    let mut pairs = Pairs::default();
    let starts = bucket_starts(returns, &counted, &mut pairs);
    let people = returns.people();
    let mut next = starts.clone();
    let mut keys = vec![0_u64; starts[people] as usize];
    for contest in counted {
        let head = (contest as u64) << 5 | u64::from(returns.documented[contest]) << 4;
        let rows = returns.all_rows(contest);
        if returns.ballots(contest).len() == 1 && !returns.votes[rows].contains(&NONE) {
            fill_by_votes(returns, contest, head, &mut next, &mut keys);
            continue;
        }
        pairs.of(returns, contest, |a, b| {
            let (won_a, won_b) = (returns.elected[a], returns.elected[b]);
            let ahead = match returns.ahead(a, b) {
                std::cmp::Ordering::Greater => 4,
                std::cmp::Ordering::Less => 8,
                std::cmp::Ordering::Equal => 0,
            };
            let flags = ahead | u64::from(won_a && !won_b) | u64::from(won_b && !won_a) << 1;
            let bucket = &mut next[returns.person[a] as usize];
            keys[*bucket as usize] = u64::from(returns.person[b]) << 32 | head | flags;
            *bucket += 1;
        });
    }
    let mut found = Vec::with_capacity(keys.len());
    for a in 0..people {
        let bucket = &mut keys[starts[a] as usize..next[a] as usize];
        bucket.sort_unstable();
        let own = returns.person_id(a as u32);
        for run in bucket.chunk_by(|x, y| x >> 32 == y >> 32) {
            found.push(tally(returns, own, returns.person_id((run[0] >> 32) as u32), run));
        }
    }
    let id = |contest: usize| ContestId::new(returns.contests[contest] as usize);
    (found, left_out.into_iter().map(id).collect())
}

/// Returns the start of each person's bucket of meetings, followed by the number of all meetings.
fn bucket_starts(returns: &Returns, contests: &[usize], pairs: &mut Pairs) -> Vec<u32> {
    let mut starts = vec![0_u32; returns.people() + 1];
    for contest in contests {
        if returns.ballots(*contest).len() == 1 {
            // Rows are sorted by the people's numbers.
            let rows = &returns.person[returns.all_rows(*contest)];
            for (i, person) in rows.iter().enumerate() {
                starts[*person as usize + 1] += (rows.len() - 1 - i) as u32;
            }
        } else {
            pairs.of(returns, *contest, |one, _| starts[returns.person[one] as usize + 1] += 1);
        }
    }
    for i in 0..returns.people() {
        starts[i + 1] += starts[i];
    }
    starts
}

/// Fills in the meetings of a contest of one ballot whose votes are all known.
fn fill_by_votes(returns: &Returns, contest: usize, head: u64, next: &mut [u32], keys: &mut [u64]) {
    let rows = returns.all_rows(contest);
    let (person, votes) = (&returns.person[rows.clone()], &returns.votes[rows.clone()]);
    let elected = &returns.elected[rows];
    // If votes are equal, the person elected is ahead.
    let score = |i: usize| u64::from(votes[i]) << 1 | u64::from(elected[i]);
    for i in 0..person.len() {
        let (own, won) = (score(i), u64::from(elected[i]));
        let start = next[person[i] as usize] as usize;
        let bucket = &mut keys[start..start + person.len() - 1 - i];
        next[person[i] as usize] += bucket.len() as u32;
        for (key, j) in bucket.iter_mut().zip(i + 1..) {
            let (other, theirs) = (score(j), u64::from(elected[j]));
            let flags = u64::from(own > other) << 2 | u64::from(own < other) << 3;
            let won = (won & !theirs) | (theirs & !won) << 1;
            *key = u64::from(person[j]) << 32 | head | flags | won;
        }
    }
}

/// Adds up the meetings of one pair.
fn tally(returns: &Returns, a: PersonId, b: PersonId, run: &[u64]) -> Tally {
    let mut years = NO_YEARS;
    let mut counts = [0_u16; 5];
    let mut see = |contest: usize| {
        let year = returns.year[contest];
        if year != NO_YEAR {
            let year = year as i16;
            years = [years[0].min(year), years[1].max(year)];
        }
    };
    if let [key] = run {
        // A fast path, because most pairs met only once.
        see((*key as u32 >> 5) as usize);
        counts = [0, 1, 2, 3, 4].map(|i| (key >> i & 1) as u16);
    } else {
        for part in run.chunks(4_000) {
            // Five counts in one word, twelve bits each.
            let mut sum = 0_u64;
            for key in part {
                sum += (key & 1) | (key & 2) << 11 | (key & 4) << 22 | (key & 8) << 33 | (key & 16) << 44;
                see((*key as u32 >> 5) as usize);
            }
            for (i, count) in counts.iter_mut().enumerate() {
                *count = count.saturating_add((sum >> (12 * i)) as u16 & 0xFFF);
            }
        }
    }
    let [won_a, won_b, ahead_a, ahead_b, documented] = counts;
    let meetings = u16::try_from(run.len()).unwrap_or(u16::MAX);
    if a <= b {
        return Tally { a, b, meetings, documented, won_a, won_b, ahead_a, ahead_b, years };
    }
    Tally { a: b, b: a, meetings, documented, won_a: won_b, won_b: won_a, ahead_a: ahead_b, ahead_b: ahead_a, years }
}

/// Visits the pairs of a contest of several ballots, each pair with its rows on the last ballot that has both.
#[derive(Default)]
pub(super) struct Pairs {
    seen: HashSet<(u32, u32)>,
}

impl Pairs {
    pub(super) fn of(&mut self, returns: &Returns, contest: usize, mut visit: impl FnMut(usize, usize)) {
        self.seen.clear();
        for ballot in returns.ballots(contest).rev() {
            let rows = returns.rows(ballot);
            for one in rows.clone() {
                for other in one + 1..rows.end {
                    let (a, b) = (returns.person[one], returns.person[other]);
                    if self.seen.insert((a.min(b), a.max(b))) {
                        visit(one, other);
                    }
                }
            }
        }
    }
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
