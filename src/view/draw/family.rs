//! Families: generations in rows, with the offices of each member.

use super::frame;
use crate::analysis::ties::ABSENCE;
use crate::facts::TieKind;
use crate::facts::kin::Kinship;
use crate::graph::{PersonId, PoliticalGraph, Tie};
use crate::view::diagram::{
    About, Board, BoardGroup, BoardItem, BoxStyle, Diagram, Layered, LayeredEdge, LayeredNode, Line, LineLook,
};
use crate::view::words::counted;
use crate::wikitext::Date;
use itertools::Itertools;
use std::collections::{BTreeMap, BTreeSet};

/// The most people of a tree. Those nearest to the person asked for are drawn.
const MOST: usize = 60;

/// A kinship between two members of a family, from the elder one on, or in the order of ids.
struct Kin<'g> {
    tie: &'g Tie,
    a: PersonId,
    b: PersonId,
    /// What the second is to the first.
    kinship: Kinship,
}

/// The people of a family by generation, and what ties them.
struct Members<'g> {
    generation: BTreeMap<PersonId, i32>,
    kin: Vec<Kin<'g>>,
    left_out: usize,
}

impl<'g> Members<'g> {
    /// Collects the family of a person: everybody whom stated kinships reach, nearest first.
    fn of(graph: &'g PoliticalGraph, person: PersonId) -> Self {
        let mut near: BTreeMap<PersonId, Vec<(PersonId, Kinship)>> = BTreeMap::new();
        let mut kin: Vec<Kin<'g>> = Vec::new();
        for tie in graph.ties().iter().filter(|t| t.kind == TieKind::Kin) {
            let (Some([a, b]), Some(kinship)) = (tie.people(), tie.kinship()) else { continue };
            near.entry(a).or_default().push((b, kinship));
            near.entry(b).or_default().push((a, kinship.reversed()));
            let (a, b, kinship) = match kinship.generations() {
                // The elder first.
                Some(up) if up > 0 => (b, a, kinship.reversed()),
                _ => (a, b, kinship),
            };
            kin.push(Kin { tie, a, b, kinship });
        }
        let mut generation = BTreeMap::from([(person, 0)]);
        let mut queue = std::collections::VecDeque::from([person]);
        let mut left_out = BTreeSet::new();
        while let Some(at) = queue.pop_front() {
            let own = generation[&at];
            for (other, kinship) in near.get(&at).into_iter().flatten() {
                if generation.contains_key(other) {
                    continue;
                }
                if generation.len() >= MOST {
                    left_out.insert(*other);
                    continue;
                }
                generation.insert(*other, own - kinship.generations().unwrap_or(0));
                queue.push_back(*other);
            }
        }
        kin.retain(|k| generation.contains_key(&k.a) && generation.contains_key(&k.b));
        Self { generation, kin, left_out: left_out.len() }
    }
}

/// Draws the family of a person as a tree, or by generation if `as_list` asks for it. `None` if no kin is stated.
pub fn family(graph: &PoliticalGraph, person: PersonId, as_list: bool, origin: &str) -> Option<Diagram> {
    let members = Members::of(graph, person);
    if members.generation.len() < 2 {
        return None;
    }
    let name = |p: PersonId| graph.person(p).name.as_str();
    let in_office = members.generation.keys().filter(|p| !graph.person(**p).tenures.is_empty()).count();
    let more = if members.left_out > 0 {
        format!(" {} left out.", counted(members.left_out, "more distant relative"))
    } else {
        String::new()
    };
    let subtitle = format!(
        "{}, {in_office} of them in office.{more} {ABSENCE}",
        counted(members.generation.len(), "stated relative")
    );
    let told = |k: &Kin<'_>| format!("{} is {} of {}", name(k.b), k.kinship.label(), name(k.a));
    let description = members.kin.iter().map(told).join(". ");
    let frame = frame(format!("The family of {}", name(person)), subtitle, description, origin, std::iter::empty());
    Some(if as_list { board(graph, &members, frame) } else { tree(graph, &members, frame) })
}

/// Returns the lines of a box: offices with years, and marriages and cousins, which no line of the tree shows.
fn lines(graph: &PoliticalGraph, members: &Members<'_>, person: PersonId) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let tenures = graph.person(person).tenures.iter().map(|t| graph.tenure(*t));
    let held = tenures.map(|tenure| {
        let (from, to) = graph.span_of(tenure);
        let year = |d: Option<Date>| d.and_then(Date::first_year).map(|y| y.to_string()).unwrap_or_default();
        let (from, to) = (year(from), year(to));
        let years = if from.is_empty() && to.is_empty() { String::new() } else { format!(", {from}–{to}") };
        format!("{}{years}", graph.office(tenure.office).name)
    });
    let held: Vec<String> = held.unique().collect();
    lines.extend(held.iter().take(2).cloned());
    if held.len() > 2 {
        lines.push(format!("and {}", counted(held.len() - 2, "other office")));
    }
    for kin in members.kin.iter().filter(|k| k.a == person || k.b == person) {
        let other = if kin.a == person { kin.b } else { kin.a };
        let name = &graph.person(other).name;
        let from = kin.tie.start.and_then(Date::first_year).map(|y| format!(", {y}")).unwrap_or_default();
        match kin.kinship {
            Kinship::Spouse => lines.push(format!("married {name}{from}")),
            Kinship::Partner => lines.push(format!("partner of {name}{from}")),
            Kinship::Cousin => lines.push(format!("cousin of {name}")),
            Kinship::SiblingInLaw | Kinship::Relative => lines.push(format!("{} of {name}", kin.kinship.label())),
            _ => {}
        }
    }
    lines
}

fn tree(graph: &PoliticalGraph, members: &Members<'_>, frame: crate::view::diagram::Frame) -> Diagram {
    let people: Vec<PersonId> = members.generation.keys().copied().collect();
    let place = |p: PersonId| people.binary_search(&p).unwrap_or(0);
    let mut edges: Vec<(usize, usize, String)> = Vec::new();
    for kin in &members.kin {
        match kin.kinship {
            Kinship::Child => lead(&mut edges, place(kin.a), place(kin.b), ""),
            Kinship::Grandchild
            | Kinship::Descendant
            | Kinship::NieceOrNephew
            | Kinship::ChildInLaw
            | Kinship::Godchild => {
                lead(&mut edges, place(kin.a), place(kin.b), kin.tie.role.as_deref().unwrap_or_default());
            }
            _ => {}
        }
    }
    // Brothers and sisters without a stated parent of both hang from a box of their own.
    let mut level: Vec<i32> = people.iter().map(|p| members.generation[p]).collect();
    let parents = |child: usize, edges: &[(usize, usize, String)]| -> BTreeSet<usize> {
        edges.iter().filter(|e| e.1 == child && e.2.is_empty()).map(|e| e.0).collect()
    };
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(people.len());
    for kin in members.kin.iter().filter(|k| k.kinship == Kinship::Sibling) {
        let (a, b) = (place(kin.a), place(kin.b));
        if parents(a, &edges).is_disjoint(&parents(b, &edges)) {
            union.union(a, b);
        }
    }
    let mut unknown: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..people.len() {
        unknown.entry(union.find(at)).or_default().push(at);
    }
    unknown.retain(|_, all| all.len() > 1);
    for siblings in unknown.values() {
        // Whose child a half-sister is, nobody says: one stated parent of a brother is not hers.
        level.push(siblings.iter().map(|at| level[*at]).min().unwrap_or(0) - 1);
        let bracket = level.len() - 1;
        edges.extend(siblings.iter().map(|at| (bracket, *at, String::new())));
    }
    // A line leads to a later generation, whatever the words of distant kin come to.
    for _ in 0..level.len() {
        let mut moved = false;
        for (from, to, _) in &edges {
            if level[*to] <= level[*from] {
                level[*to] = level[*from] + 1;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    edges.retain(|(from, to, _)| level[*from] < level[*to]);
    let rank: Vec<i32> = level.iter().copied().sorted().dedup().collect();
    let nodes = (0..level.len()).map(|at| {
        let rank = rank.binary_search(&level[at]).unwrap_or(0);
        let Some(own) = people.get(at) else {
            return LayeredNode {
                rank,
                style: BoxStyle::Gap,
                name: "brothers and sisters".into(),
                lines: vec!["as stated".into()],
                tooltip: "brothers and sisters, as stated".into(),
                ..LayeredNode::default()
            };
        };
        let row = graph.person(*own);
        let style = if row.tenures.is_empty() { BoxStyle::Gap } else { BoxStyle::Tenure };
        let lines = lines(graph, members, *own);
        LayeredNode {
            rank,
            style,
            name: row.name.clone(),
            tooltip: std::iter::once(&row.name).chain(&lines).join(", "),
            lines,
            about: Some(About::Person(*own)),
            ..LayeredNode::default()
        }
    });
    let nodes: Vec<LayeredNode> = nodes.collect();
    let name = |at: usize| nodes[at].name.clone();
    let lines = edges.iter().map(|(from, to, label)| LayeredEdge {
        from: *from,
        to: *to,
        kind: Line::Kin,
        label: if label.is_empty() { Vec::new() } else { vec![label.clone()] },
        tooltip: format!("{} – {}", name(*from), name(*to)),
    });
    let edges = lines.collect();
    let ranks = rank.iter().map(|_| Vec::new()).collect();
    let notes =
        "Each row is a generation. A line leads from a parent to a child; of other kin it has the word of the source. \
                 Dotted boxes: no office known."
            .to_string();
    Diagram::Layered(Layered { frame, ranks, nodes, edges, notes, ..Layered::default() })
}

/// Adds a line from the elder to the younger.
fn lead(edges: &mut Vec<(usize, usize, String)>, from: usize, to: usize, label: &str) {
    if !edges.iter().any(|e| e.0 == from && e.1 == to) {
        edges.push((from, to, label.to_string()));
    }
}

/// Lists the members by generation, for a phone.
fn board(graph: &PoliticalGraph, members: &Members<'_>, frame: crate::view::diagram::Frame) -> Diagram {
    let generations: Vec<i32> = members.generation.values().copied().sorted().dedup().collect();
    let group = |(at, generation): (usize, &i32)| {
        let own = members.generation.iter().filter(|(_, g)| *g == generation).map(|(p, _)| *p);
        let item = |p: PersonId| {
            let mut told = lines(graph, members, p);
            for kin in members.kin.iter().filter(|k| k.b == p && k.kinship.generations().is_some_and(|g| g < 0)) {
                told.push(format!("{} of {}", kin.kinship.label(), graph.person(kin.a).name));
            }
            BoardItem {
                name: graph.person(p).name.clone(),
                tooltip: told.join(", "),
                lines: told,
                about: Some(About::Person(p)),
            }
        };
        BoardGroup {
            heading: format!("Generation {}", at + 1),
            look: LineLook::Kin,
            items: own.map(item).collect(),
            more: 0,
        }
    };
    let groups = generations.iter().enumerate().map(group).collect();
    Diagram::Board(Board { frame, head: None, groups })
}
