//! Rivalries: who faced whom, and who won.

use super::frame;
use crate::analysis::rivals::{Rivalry, Tally};
use crate::graph::{Contest, ContestId, PersonId, PoliticalGraph, Selection};
use crate::view::diagram::{About, Diagram, Matrix, MatrixCell, Network, NetworkNode, PairGroup, PairRow, Pairs, Tie};
use crate::view::pairs::say;
use crate::view::svg::is_right_to_left;
use crate::view::words::{counted, say_meetings};
use crate::wikitext::number::grouped;
use itertools::Itertools;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Draws rivalries as a network if it is readable, otherwise as a list of pairs.
pub fn rivalries(selection: &Selection<'_>, shown: &[Rivalry], left_out: &LeftOut, origin: &str) -> Diagram {
    let people = shown.iter().flat_map(|r| [r.a, r.b]).sorted().dedup().count();
    if people > READABLE_PEOPLE || shown.len() > READABLE_PAIRS {
        rivalry_list(selection, shown, left_out, origin)
    } else {
        rivalry_network(selection, shown, left_out, origin)
    }
}

/// Draws a list of pairs. Pairs who met more than once are grouped by office if there are several offices. For pairs
/// who met once, each contest is listed with its candidates.
pub fn rivalry_list(selection: &Selection<'_>, shown: &[Rivalry], left_out: &LeftOut, origin: &str) -> Diagram {
    let graph = selection.graph();
    let (once, often): (Vec<&Rivalry>, Vec<&Rivalry>) = shown.iter().partition(|r| r.meetings.len() == 1);
    let (mut groups, more_offices) = by_office(graph, &often);
    let listed: usize = groups.iter().map(|g| g.pairs.len()).sum();
    let (contests, more_contests) = by_contest(selection, &once);
    let several_kinds = !contests.is_empty();
    groups.extend(contests);
    let left = [(more_offices, "office"), (more_contests, "contest")].into_iter().filter(|(n, _)| *n > 0);
    let left: Vec<String> = left.map(|(n, noun)| counted(n, &format!("other {noun}"))).collect();
    if let Some(last) = groups.last_mut().filter(|_| !left.is_empty()) {
        last.words.push(format!("{} left out.", left.join(" and ")));
    }
    let description = shown.iter().take(MOST_LISTED).map(|r| in_words(graph, r)).join(". ");
    let pairs = grouped(left_out.pairs as u64);
    let subtitle = match (listed, several_kinds) {
        (0, _) => format!("{pairs} pairs met, each of them once. They are listed by contest, with the candidates."),
        (_, false) if listed == left_out.pairs => left_out.say(listed),
        (_, false) => format!("{pairs} pairs met; the {listed} who met most often are listed."),
        (_, true) => {
            format!(
                "{pairs} pairs met. The list has {listed} who met more than once, and the contests in which others met."
            )
        }
    };
    let met = met(graph, shown, left_out);
    let frame = frame("Rivalries: who faced whom, and who won".into(), subtitle, description, origin, met);
    Diagram::Pairs(Pairs { frame, groups })
}

/// Groups pairs by the office for which they met, the offices with most pairs first. Returns the groups, and the number
/// of offices left out.
fn by_office(graph: &PoliticalGraph, rivalries: &[&Rivalry]) -> (Vec<PairGroup>, usize) {
    let office = |r: &Rivalry| {
        let offices = r.meetings.iter().map(|m| graph.contest(m.contest).office).unique().collect::<Vec<_>>();
        if let [Some(one)] = offices[..] { graph.office(one).name.clone() } else { "For several offices".to_string() }
    };
    let mut offices: BTreeMap<String, Vec<&Rivalry>> = BTreeMap::new();
    for rivalry in rivalries {
        offices.entry(office(rivalry)).or_default().push(rivalry);
    }
    let several = offices.len() > 1;
    let most = if several { MOST_OF_A_GROUP } else { MOST_LISTED };
    let offices = offices.into_iter().sorted_by_key(|(name, pairs)| (Reverse(pairs.len()), name.clone()));
    let more = offices.len().saturating_sub(MOST_GROUPS);
    let group = |(name, pairs)| {
        let heading = if several { name } else { String::new() };
        PairGroup { heading, ..most_frequent(graph, pairs, most) }
    };
    (offices.take(MOST_GROUPS).map(group).collect(), more)
}

/// Returns the pairs with most meetings, at most `most`. In a tie, pairs with more elections won come first. No person
/// is in more than [`MOST_OF_A_PERSON`] pairs.
fn most_frequent(graph: &PoliticalGraph, mut pairs: Vec<&Rivalry>, most: usize) -> PairGroup {
    pairs.sort_by_key(|r| Reverse((r.meetings.len(), r.won(r.a) + r.won(r.b))));
    let mut seen: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut rows: Vec<PairRow> = Vec::new();
    for rivalry in &pairs {
        let often = [rivalry.a, rivalry.b].iter().any(|p| seen.get(p).is_some_and(|n| *n >= MOST_OF_A_PERSON));
        if rows.len() < most && !often {
            rows.push(row(graph, rivalry));
            [rivalry.a, rivalry.b].into_iter().for_each(|p| *seen.entry(p).or_default() += 1);
        }
    }
    let more = pairs.len() - rows.len();
    let words = if more > 0 { vec![format!("and {} more", counted(more, "pair"))] } else { Vec::new() };
    PairGroup { heading: String::new(), pairs: rows, words }
}

/// Returns the contests in which pairs met for their only time, the latest first, and the number of contests left out.
fn by_contest(selection: &Selection<'_>, rivalries: &[&Rivalry]) -> (Vec<PairGroup>, usize) {
    let mut contests: BTreeMap<(Reverse<Option<i32>>, ContestId), usize> = BTreeMap::new();
    for meeting in rivalries.iter().flat_map(|r| &r.meetings) {
        let contest = selection.graph().contest(meeting.contest);
        *contests.entry((Reverse(contest.year()), contest.id)).or_default() += 1;
    }
    let more = contests.len().saturating_sub(MOST_GROUPS);
    (contests.into_iter().take(MOST_GROUPS).map(|((_, id), met)| who_stood(selection, id, met)).collect(), more)
}

/// Returns a contest with its candidates in words; `met` pairs met in no other contest.
fn who_stood(selection: &Selection<'_>, id: ContestId, met: usize) -> PairGroup {
    let graph = selection.graph();
    let names: Vec<&str> = selection
        .candidacies_of(id)
        .filter(|c| c.is_standing() && selection.is_meant(c.person))
        .map(|c| graph.person(c.person).name.as_str())
        .collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let stood = names.iter().take(MOST_NAMES).join(", ");
    let words =
        format!("{}: {stood}{rest}. {} met only here.", counted(names.len(), "candidate"), counted(met, "pair"));
    PairGroup { heading: graph.contest(id).title.clone(), pairs: Vec::new(), words: vec![words] }
}

fn row(graph: &PoliticalGraph, r: &Rivalry) -> PairRow {
    // The person who won more comes first.
    let (a, b) = if r.won(r.b) > r.won(r.a) { (r.b, r.a) } else { (r.a, r.b) };
    let won = [r.won(a), r.won(b)];
    PairRow {
        names: [a, b].map(|p| graph.person(p).name.clone()),
        meetings: r.meetings.len(),
        won,
        record: say(r.meetings.len(), won, r.both(graph)),
        tooltip: in_words(graph, r),
        about: Some(About::Pair(r.a, r.b)),
    }
}

/// Returns true if the rivalries are few enough for a readable network.
pub fn is_readable(found: &[Tally]) -> bool {
    let people = found.iter().flat_map(|r| [r.a, r.b]).sorted().dedup().count();
    people <= READABLE_PEOPLE && found.len() <= READABLE_PAIRS
}

/// The maximum number of people, and of pairs, of a readable network. More become a list.
const READABLE_PEOPLE: usize = 34;
const READABLE_PAIRS: usize = 70;
/// The maximum number of pairs of a list for one office, of pairs for each of several offices, and of groups.
const MOST_LISTED: usize = 60;
const MOST_OF_A_GROUP: usize = 12;
const MOST_GROUPS: usize = 12;
/// The maximum number of listed pairs with the same person.
const MOST_OF_A_PERSON: usize = 5;
/// The maximum number of candidates listed of a contest.
const MOST_NAMES: usize = 12;

/// Draws rivalries as a network of people. The width of a tie is proportional to the number of meetings.
pub fn rivalry_network(selection: &Selection<'_>, shown: &[Rivalry], left_out: &LeftOut, origin: &str) -> Diagram {
    let graph = selection.graph();
    let people: Vec<PersonId> = shown.iter().flat_map(|r| [r.a, r.b]).sorted().dedup().collect();
    let place = |p: PersonId| people.iter().position(|q| *q == p).unwrap_or(0);
    let ties: Vec<Tie> = shown
        .iter()
        .map(|r| {
            let (label, tooltip) = (record(graph, r), in_words(graph, r));
            let about = Some(About::Pair(r.a, r.b));
            let won = [r.won(r.a), r.won(r.b)];
            Tie {
                a: place(r.a),
                b: place(r.b),
                weight: r.meetings.len(),
                won,
                both: r.both(graph),
                look: None,
                label,
                tooltip,
                about,
            }
        })
        .collect();
    let node = |p: &PersonId| {
        let person = graph.person(*p);
        let rows = person.candidacies.iter().map(|c| graph.candidacy(*c));
        let rows = rows.filter(|c| {
            let contest = graph.contest(c.contest);
            c.is_standing() && selection.has_contest(contest.id) && contest.counts(false)
        });
        let (stood, won) = rows.fold((0, 0), |(s, w), c| (s + 1, w + usize::from(c.is_elected())));
        let line = format!("stood {stood}, elected {won}");
        NetworkNode { name: person.name.clone(), line, is_centre: false, about: Some(About::Person(*p)) }
    };
    let nodes = people.iter().map(node).collect();
    let subtitle = left_out.say(shown.len());
    let description = ties.iter().map(|t| t.tooltip.clone()).join(". ");
    let met = met(graph, shown, left_out);
    let frame = frame("Rivalries: who faced whom, and who won".into(), subtitle, description, origin, met);
    Diagram::Network(Network { frame, nodes, ties })
}

/// Returns the contests in which some pairs met, or none if pairs are left out: the latest would look like the end of
/// the data.
fn met<'g>(graph: &'g PoliticalGraph, shown: &'g [Rivalry], left_out: &LeftOut) -> impl Iterator<Item = &'g Contest> {
    let all = if left_out.pairs <= shown.len() { shown } else { &[] };
    all.iter().flat_map(|r| &r.meetings).map(|m| graph.contest(m.contest))
}

/// Draws rivalries as a square table, with people who met often beside each other.
pub fn rivalry_matrix(selection: &Selection<'_>, shown: &[Rivalry], left_out: &LeftOut, origin: &str) -> Diagram {
    let graph = selection.graph();
    let order = seriation(shown);
    let place = |p: PersonId| order.iter().position(|q| *q == p).unwrap_or(0);
    let mut cells: Vec<MatrixCell> = Vec::new();
    for rivalry in shown {
        let (a, b) = (rivalry.a, rivalry.b);
        for (one, other) in [(a, b), (b, a)] {
            cells.push(MatrixCell {
                row: place(one),
                column: place(other),
                meetings: rivalry.meetings.len(),
                won: rivalry.won(one),
                lost: rivalry.won(other),
                both: rivalry.both(graph),
                tooltip: in_words(graph, rivalry),
                about: Some(About::Pair(a, b)),
            });
        }
    }
    cells.sort_by_key(|c| (c.row, c.column));
    let people = order.iter().map(|p| graph.person(*p).name.clone()).collect();
    let description = shown.iter().map(|r| in_words(graph, r)).join(". ");
    let met = met(graph, shown, left_out);
    let title = "Rivalries: who faced whom, and who won".into();
    let frame = frame(title, left_out.say(shown.len()), description, origin, met);
    Diagram::Matrix(Matrix { frame, people, cells })
}

/// Returns the people in an order that keeps those who met often together. It starts with the person who has most
/// meetings. The next is always the person with most meetings with those already placed; meetings with the last placed
/// weigh most.
fn seriation(shown: &[Rivalry]) -> Vec<PersonId> {
    let mut weight: BTreeMap<PersonId, BTreeMap<PersonId, usize>> = BTreeMap::new();
    for r in shown {
        weight.entry(r.a).or_default().insert(r.b, r.meetings.len());
        weight.entry(r.b).or_default().insert(r.a, r.meetings.len());
    }
    let total: BTreeMap<PersonId, usize> = weight.iter().map(|(p, met)| (*p, met.values().sum())).collect();
    let mut order: Vec<PersonId> = Vec::new();
    let mut left: Vec<PersonId> = total.keys().copied().collect();
    while !left.is_empty() {
        let near = |p: &PersonId| -> usize {
            let recent = order.iter().rev().enumerate();
            recent.map(|(i, q)| weight[p].get(q).map_or(0, |w| w * 1000 / (i + 1))).sum()
        };
        let best = left.iter().copied().max_by_key(|p| (near(p), total[p], Reverse(*p)));
        let Some(best) = best else { break };
        left.retain(|p| *p != best);
        order.push(best);
    }
    order
}

/// The part of all rivalries that a diagram shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The number of all pairs who met.
    pub pairs: usize,
    /// The least number of meetings of the pairs that are drawn.
    pub min: usize,
    /// True if pairs with enough meetings are left out as well: only those with most meetings are drawn.
    pub most: bool,
    /// The number of people drawn, those with most meetings, and the number of all people; `None` if nobody is left
    /// out.
    pub people: Option<(usize, usize)>,
    /// True if all pairs are drawn among the people of the pairs with at least `min` meetings. A matrix needs this: an
    /// empty cell means that two people never met.
    pub among: bool,
}

/// The maximum number of people of a network. If there are more, it shows [`TOP`].
pub const MOST_PEOPLE: usize = 60;
/// The maximum number of people of a matrix. If there are more, it shows [`TOP`].
pub const MOST_IN_A_MATRIX: usize = 60;
/// The maximum number of pairs of a network. If there are more, it shows those with most meetings.
pub const MOST_PAIRS: usize = 160;
/// The number of people shown if there are too many. They are those with most meetings.
pub const TOP: usize = 40;

/// Returns all rivalries if they are of at most `readable` people. Otherwise returns the rivalries between the `top`
/// people with most meetings, with the number of people kept and the number of all people.
pub fn busiest(found: &[Tally], readable: usize, top: usize) -> (Vec<Tally>, Option<(usize, usize)>) {
    let mut met: BTreeMap<PersonId, usize> = BTreeMap::new();
    for tally in found {
        *met.entry(tally.a).or_default() += usize::from(tally.meetings);
        *met.entry(tally.b).or_default() += usize::from(tally.meetings);
    }
    if met.len() <= readable {
        return (found.to_vec(), None);
    }
    let order = met.iter().sorted_by_key(|(p, n)| (Reverse(**n), **p));
    let kept: Vec<PersonId> = order.take(top).map(|(p, _)| *p).sorted().collect();
    let has = |p: PersonId| kept.binary_search(&p).is_ok();
    (found.iter().filter(|t| has(t.a) && has(t.b)).copied().collect(), Some((kept.len(), met.len())))
}

impl LeftOut {
    fn say(&self, shown: usize) -> String {
        let (left, pairs) = (self.pairs.saturating_sub(shown), grouped(self.pairs as u64));
        let others = grouped(left as u64);
        let people = match self.people {
            Some((some, all)) => {
                format!(" {some} of {} people are drawn, those with most meetings.", grouped(all as u64))
            }
            None => String::new(),
        };
        match (self.min, left) {
            (_, 0) if self.pairs == 1 => "One pair.".into(),
            (_, 0) => format!("All {pairs} pairs."),
            (min, _) if self.among && min > 1 => format!(
                "All pairs of people who met somebody at least {min} times; {others} other pairs are left out.{people}"
            ),
            (1, _) => format!("{shown} of {pairs} pairs.{people}"),
            (min, _) if self.most => format!(
                "The {shown} pairs who met most often, at least {min} times; {others} other pairs are left out.{people}"
            ),
            (min, _) => format!("Pairs who met at least {min} times; {others} other pairs are left out.{people}"),
        }
    }
}

/// Returns all rivalries between the people of `kept`.
pub fn among(kept: &[Tally], all: &[Tally]) -> Vec<Tally> {
    let people: Vec<PersonId> = kept.iter().flat_map(|t| [t.a, t.b]).sorted().dedup().collect();
    let has = |p: PersonId| people.binary_search(&p).is_ok();
    all.iter().filter(|t| has(t.a) && has(t.b)).copied().collect()
}

/// Describes a rivalry in a sentence.
fn in_words(graph: &PoliticalGraph, r: &Rivalry) -> String {
    let (a, b) = (&graph.person(r.a).name, &graph.person(r.b).name);
    let meetings = r.meetings.iter().map(|m| graph.contest(m.contest).title.clone()).join("; ");
    let met = say_meetings(r.documented(), r.stated());
    let elected = match (r.won(r.a), r.won(r.b), r.both(graph)) {
        (0, 0, 0) => "neither was elected".to_string(),
        (0, 0, both) => format!("both were elected in {both}"),
        (a, b, 0) => format!("elected {a} and {b}"),
        (a, b, both) => format!("elected {a} and {b}, both in {both}"),
    };
    format!("{a} and {b}: {met}; {elected}: {meetings}")
}

/// Returns the record in short, such as `4: Rabin 3–1`: the meetings, and the elections won, with the name of the
/// person who won more.
fn record(graph: &PoliticalGraph, rivalry: &Rivalry) -> String {
    let (a, b) = (rivalry.won(rivalry.a), rivalry.won(rivalry.b));
    let family = |p| crate::facts::people::surname(&graph.person(p).name).to_string();
    // Two people with the same surname are named in full.
    let alike = family(rivalry.a) == family(rivalry.b);
    let surname = |p| if alike { graph.person(p).name.clone() } else { family(p) };
    let total = rivalry.meetings.len();
    let won = |name: String, more: usize, less: usize| {
        // After a name that is written right to left, the figures would be drawn in reverse.
        if name.chars().any(is_right_to_left) {
            format!("{total}: {more}–{less} {name}")
        } else {
            format!("{total}: {name} {more}–{less}")
        }
    };
    match a.cmp(&b) {
        std::cmp::Ordering::Greater => won(surname(rivalry.a), a, b),
        std::cmp::Ordering::Less => won(surname(rivalry.b), b, a),
        std::cmp::Ordering::Equal if a == 0 => say(total, [a, b], rivalry.both(graph)),
        std::cmp::Ordering::Equal => format!("{total}: {a}–{b}"),
    }
}
