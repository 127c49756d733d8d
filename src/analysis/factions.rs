//! The signed network of a party, a body or everybody: rivals and refused endorsements on one hand, endorsements,
//! tickets, staff and shared caucuses on the other.

use super::balance::{Balance, Signed};
use super::network::tied::LARGEST_GROUP;
use super::rivals;
use super::ties;
use crate::facts::TieKind;
use crate::graph::{ContestId, Node, OfficeId, PartyId, PersonId, PoliticalGraph};
use crate::wikitext::{Date, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Whom to look at, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The offices whose contests and holders count; all if empty and no party is given.
    pub offices: BTreeSet<OfficeId>,
    /// The party whose contests and candidates count.
    pub party: Option<PartyId>,
    /// The first and last year of contests and ties that count.
    pub years: Option<(i32, i32)>,
    /// True if annulled contests count.
    pub include_annulled: bool,
}

/// Why two people are friends or rivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// Both stood in this contest.
    Rivals(ContestId),
    /// A tie; its number in the graph.
    Tie(usize),
    /// Both belong to a caucus or faction; its number in the graph.
    Caucus(usize),
}

/// One sign between two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// The first person, by id.
    pub a: PersonId,
    /// The second person.
    pub b: PersonId,
    /// The year, if known.
    pub year: Option<i32>,
    /// True for a friendly sign.
    pub positive: bool,
    /// Where it comes from.
    pub why: Why,
}

/// A pair of people who were on different sides at different times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The earlier sign.
    pub before: Sign,
    /// The later sign.
    pub after: Sign,
}

/// The network and its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Factions {
    /// The people, by node of the network.
    pub people: Vec<PersonId>,
    /// The signed network.
    pub network: Signed,
    /// How balanced it is.
    pub balance: Balance,
    /// Every sign, sorted.
    pub signs: Vec<Sign>,
    /// The pairs with as many friendly as hostile signs, which are in no edge.
    pub even: usize,
    /// The pairs whose sign changed, in the order of the later year.
    pub changes: Vec<Change>,
    /// The component of each node, from 0; the largest first.
    pub component: Vec<u32>,
    /// The number of contests left out because they have too many candidates.
    pub left_out: usize,
}

/// Words in the names of groups that one joins for a cause, folded. Committees are assigned and show no friendship.
const CHOSEN: [&str; 8] = ["caucus", "caucuses", "faction", "bloc", "wing", "tendency", "coalition", "forum"];

impl Factions {
    /// Collects the signs in a scope and measures the network. O(meetings + ties · log ties), and what
    /// [`Signed::balance`] takes.
    pub fn of(graph: &PoliticalGraph, scope: &Scope) -> Self {
        let (mut signs, left_out) = of_contests(graph, scope);
        let inside = people_in(graph, scope, &signs);
        of_ties(graph, scope, inside.as_ref(), &mut signs);
        signs.sort_unstable();
        signs.dedup();
        let mut people: Vec<PersonId> = signs.iter().flat_map(|s| [s.a, s.b]).collect();
        people.sort_unstable();
        people.dedup();
        let number = |p: PersonId| people.binary_search(&p).unwrap_or_default() as u32;
        let network = Signed::new(people.len(), signs.iter().map(|s| (number(s.a), number(s.b), s.positive)));
        let pairs: BTreeSet<(PersonId, PersonId)> = signs.iter().map(|s| (s.a, s.b)).collect();
        let even = pairs.len() - network.edges.len();
        let component = components(&network);
        Self { balance: network.balance(), changes: changes(&signs), even, component, people, network, signs, left_out }
    }
}

/// Returns the hostile signs of contests.
fn of_contests(graph: &PoliticalGraph, scope: &Scope) -> (Vec<Sign>, usize) {
    let everything = scope.offices.is_empty() && scope.party.is_none();
    let (mut signs, mut left_out) = (Vec::new(), 0);
    for contest in graph.contests() {
        let in_party = scope.party.is_some() && contest.party == scope.party;
        let in_office = contest.office.is_some_and(|o| scope.offices.contains(&o));
        let in_years = scope.years.is_none_or(|(from, to)| contest.year().is_some_and(|y| (from..=to).contains(&y)));
        let counts = contest.status.best().is_none_or(|s| s.counts(scope.include_annulled));
        if !(everything || in_party || in_office) || !in_years || !counts {
            continue;
        }
        let mut stood: Vec<PersonId> =
            graph.candidacies_of(contest.id).filter(|c| c.is_standing()).map(|c| c.person).collect();
        stood.sort_unstable();
        stood.dedup();
        if stood.len() > rivals::MOST_CANDIDATES {
            left_out += 1;
            continue;
        }
        for (at, a) in stood.iter().enumerate() {
            let sign = |b: &PersonId| {
                let why = Why::Rivals(contest.id);
                Sign { a: *a, b: *b, year: contest.year(), positive: false, why }
            };
            signs.extend(stood[at + 1..].iter().map(sign));
        }
    }
    (signs, left_out)
}

/// Returns the people in a scope; `None` if it is everybody.
fn people_in(graph: &PoliticalGraph, scope: &Scope, signs: &[Sign]) -> Option<BTreeSet<PersonId>> {
    if scope.offices.is_empty() && scope.party.is_none() {
        return None;
    }
    let mut inside: BTreeSet<PersonId> = signs.iter().flat_map(|s| [s.a, s.b]).collect();
    inside.extend(graph.tenures().iter().filter(|t| scope.offices.contains(&t.office)).map(|t| t.person));
    if let Some(party) = scope.party {
        let stood = graph.candidacies().iter().filter(|c| c.party.best() == Some(&party));
        inside.extend(stood.map(|c| c.person));
        for tie in graph.ties() {
            if let (TieKind::MemberOf, Node::Person(person), true) = (tie.kind, tie.from, tie.to == Node::Party(party))
            {
                inside.insert(person);
            }
        }
    }
    Some(inside)
}

/// Adds the signs of ties between people in a scope.
fn of_ties(graph: &PoliticalGraph, scope: &Scope, inside: Option<&BTreeSet<PersonId>>, signs: &mut Vec<Sign>) {
    let is_in = |p: PersonId| inside.is_none_or(|inside| inside.contains(&p));
    // Whoever endorsed a candidate of a contest in the scope belongs to it.
    let of_scope = |contest: Option<ContestId>| {
        contest.map(|c| graph.contest(c)).is_some_and(|contest| {
            scope.party.is_some() && contest.party == scope.party
                || contest.office.is_some_and(|o| scope.offices.contains(&o))
        })
    };
    let mut members: BTreeMap<usize, BTreeSet<PersonId>> = BTreeMap::new();
    for tie in graph.ties() {
        let year = tie.start.or(tie.end).and_then(Date::first_year);
        let contest = tie.contest.and_then(|c| graph.contest(c).year());
        let held = scope.years.is_none_or(|(from, to)| {
            let (start, end) = ties::span(graph, tie);
            let first = start.and_then(Date::first_year).or(contest);
            let last = end.and_then(Date::last_year).or(contest);
            first.is_none_or(|y| y <= to) && last.is_none_or(|y| y >= from)
        });
        if !held {
            continue;
        }
        match (tie.kind, tie.from, tie.to) {
            (
                TieKind::Endorsed | TieKind::RunningMateOf | TieKind::WorkedFor | TieKind::DeputyOf,
                Node::Person(a),
                Node::Person(b),
            ) if is_in(a) && is_in(b) || of_scope(tie.contest) => {
                let (a, b) = (a.min(b), a.max(b));
                let why = Why::Tie(tie.id.index());
                signs.push(Sign { a, b, year: contest.or(year), positive: tie.is_positive(), why });
            }
            (TieKind::MemberOf, Node::Person(a), Node::Group(group)) if is_in(a) => {
                let name = fold(&graph.group(group).name);
                if name.split(' ').any(|w| CHOSEN.contains(&w)) {
                    members.entry(group.index()).or_default().insert(a);
                }
            }
            _ => {}
        }
    }
    for (group, members) in members.iter().filter(|(_, members)| members.len() <= LARGEST_GROUP) {
        let members: Vec<PersonId> = members.iter().copied().collect();
        for (at, a) in members.iter().enumerate() {
            let why = Why::Caucus(*group);
            signs.extend(members[at + 1..].iter().map(|b| Sign { a: *a, b: *b, year: None, positive: true, why }));
        }
    }
}

/// Returns the pairs whose dated signs go from friendly to hostile or back.
fn changes(signs: &[Sign]) -> Vec<Change> {
    let mut found = Vec::new();
    let mut by_pair: BTreeMap<(PersonId, PersonId), Vec<Sign>> = BTreeMap::new();
    for sign in signs.iter().filter(|s| s.year.is_some()) {
        by_pair.entry((sign.a, sign.b)).or_default().push(*sign);
    }
    for signs in by_pair.values_mut() {
        signs.sort_by_key(|s| s.year);
        for pair in signs.windows(2) {
            if pair[0].positive != pair[1].positive && pair[0].year < pair[1].year {
                found.push(Change { before: pair[0], after: pair[1] });
            }
        }
    }
    found.sort_by_key(|change| (change.after.year, change.after.a, change.after.b));
    found
}

fn components(network: &Signed) -> Vec<u32> {
    let mut union = petgraph::unionfind::UnionFind::<u32>::new(network.nodes);
    network.edges.iter().for_each(|(a, b, _)| {
        union.union(*a, *b);
    });
    let root: Vec<u32> = (0..network.nodes as u32).map(|n| union.find(n)).collect();
    let mut size: BTreeMap<u32, usize> = BTreeMap::new();
    root.iter().for_each(|r| *size.entry(*r).or_default() += 1);
    let mut order: Vec<u32> = size.keys().copied().collect();
    order.sort_by_key(|r| (std::cmp::Reverse(size[r]), *r));
    let place: BTreeMap<u32, u32> = order.into_iter().enumerate().map(|(at, r)| (r, at as u32)).collect();
    root.iter().map(|r| place[r]).collect()
}
