//! Ties: a person's, those of a cabinet, and the sides of a party.

use super::frame;
use crate::analysis::factions::{Factions, Why};
use crate::analysis::ties::{self, ABSENCE, Seen};
use crate::facts::TieKind;
use crate::graph::{Node, PersonId, PoliticalGraph, Tie as Row};
use crate::view::diagram::{About, Board, BoardGroup, BoardItem, Diagram, LineLook, Network, NetworkNode, Tie};
use crate::view::listing::tie_in_words;
use crate::view::words::{counted, many};
use crate::wikitext::Date;
use itertools::Itertools;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The most others around a person in a network. More become a list by kind.
pub const MOST_AROUND: usize = 24;
/// The most committees, caucuses and parties around a person in a network.
const MOST_GROUPS: usize = 4;
/// The most people and pairs of a network of factions. More become a list by side.
const MOST_IN_FACTIONS: usize = 40;
const MOST_PAIRS: usize = 110;
/// The most boxes of a group.
const MOST_OF_A_GROUP: usize = 60;

/// Returns the subject of a node, for a link.
fn about(node: Node) -> Option<About> {
    match node {
        Node::Person(id) => Some(About::Person(id)),
        Node::Contest(id) => Some(About::Contest(id)),
        Node::Office(id) => Some(About::Office(id)),
        Node::Party(_) | Node::Group(_) => None,
    }
}

fn years(tie: &Row) -> String {
    let (from, to) = (tie.start.and_then(Date::first_year), tie.end.and_then(Date::last_year));
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => String::new(),
    }
}

/// Returns the first office that a person held, with its years, for the second line of a box.
fn first_office(graph: &PoliticalGraph, person: PersonId) -> String {
    let tenure = graph.person(person).tenures.first().map(|t| graph.tenure(*t));
    tenure.map_or_else(String::new, |tenure| {
        let year = graph.span_of(tenure).0.and_then(Date::first_year).map(|y| format!(", {y}")).unwrap_or_default();
        format!("{}{year}", graph.office(tenure.office).name)
    })
}

fn second_line(graph: &PoliticalGraph, node: Node) -> String {
    match node {
        Node::Person(id) => first_office(graph, id),
        Node::Group(_) => "group".into(),
        Node::Party(_) => "party".into(),
        _ => String::new(),
    }
}

/// Draws the ties of a person, or of a group: as a network if the others are few, else by kind. `as_list` asks for the
/// latter.
pub fn ties_of(graph: &PoliticalGraph, node: Node, seen: &[Seen<'_>], as_list: bool, origin: &str) -> Diagram {
    let others: BTreeSet<Node> = seen.iter().map(|s| s.to).collect();
    let name = graph.label_of(node);
    let title = format!("The ties of {name}");
    let subtitle =
        format!("{}, to {}. {ABSENCE}", counted(seen.len(), "stated tie"), many(others.len(), "other", "others"));
    let told = |s: &Seen<'_>| format!("{name}, {}: {}", tie_in_words(s.tie, node), graph.label_of(s.to));
    let description = seen.iter().map(told).join(". ");
    let frame = frame(title, subtitle, description, origin, std::iter::empty());
    let groups_of = others.iter().filter(|n| !matches!(n, Node::Person(_))).count();
    if as_list || others.len() > MOST_AROUND || groups_of > MOST_GROUPS {
        return Diagram::Board(Board { frame, head: Some(head(graph, node)), groups: groups(graph, node, seen) });
    }
    let order: Vec<Node> = std::iter::once(node).chain(others).collect();
    let place = |node: Node| order.iter().position(|n| *n == node).unwrap_or(0);
    let nodes = order.iter().map(|n| NetworkNode {
        name: graph.label_of(*n).to_string(),
        line: second_line(graph, *n),
        is_centre: *n == node,
        about: about(*n),
    });
    // Several ties of two are one line, whose label has them all.
    let mut by_other: BTreeMap<(usize, LineLook), Vec<&Seen<'_>>> = BTreeMap::new();
    for s in seen {
        by_other.entry((place(s.to), LineLook::of(s.tie.kind, s.tie.is_positive()))).or_default().push(s);
    }
    let mut lines: BTreeSet<usize> = BTreeSet::new();
    let mut drawn: Vec<Tie> = Vec::new();
    for ((other, look), all) in by_other {
        let label = all.iter().map(|s| short_label(s)).unique().join("; ");
        let tooltip = all.iter().map(|s| told(s)).join(". ");
        if lines.insert(other) {
            drawn.push(Tie {
                a: 0,
                b: other,
                weight: 1,
                won: [0, 0],
                both: 0,
                look: Some(look),
                label,
                tooltip,
                about: None,
            });
        } else if let Some(first) = drawn.iter_mut().find(|t| t.b == other) {
            first.label = format!("{}; {label}", first.label);
            first.tooltip = format!("{}. {tooltip}", first.tooltip);
        }
    }
    Diagram::Network(Network { frame, nodes: nodes.collect(), ties: drawn })
}

/// Returns the label of a line: the role or the kind, and the years.
fn short_label(seen: &Seen<'_>) -> String {
    let word = match seen.tie.kind {
        TieKind::Kin => seen.role().unwrap_or_else(|| "kin".into()),
        TieKind::MemberOf => seen.tie.role.clone().unwrap_or_else(|| "member".into()),
        _ => seen.words().to_string(),
    };
    [word, years(seen.tie)].into_iter().filter(|part| !part.is_empty()).join(", ")
}

fn head(graph: &PoliticalGraph, node: Node) -> BoardItem {
    BoardItem {
        name: graph.label_of(node).to_string(),
        lines: vec![second_line(graph, node)].into_iter().filter(|l| !l.is_empty()).collect(),
        tooltip: graph.label_of(node).to_string(),
        about: about(node),
    }
}

/// Returns the ties by kind and direction, as groups of boxes.
fn groups(graph: &PoliticalGraph, node: Node, seen: &[Seen<'_>]) -> Vec<BoardGroup> {
    let mut found: Vec<BoardGroup> = Vec::new();
    let key = |s: &&Seen<'_>| (s.words(), LineLook::of(s.tie.kind, s.tie.is_positive()));
    for ((words, look), all) in &seen.iter().chunk_by(key) {
        let all: Vec<&Seen<'_>> = all.collect();
        let more = all.len().saturating_sub(MOST_OF_A_GROUP);
        let item = |s: &&Seen<'_>| {
            let contest = s.tie.contest.map(|c| graph.contest(c).title.clone());
            // The office of a tie to a deputy is the other's, whom the deputy stood in for.
            let is_deputy = s.tie.kind == TieKind::DeputyOf && s.reversed;
            let office = s.tie.office.as_ref().map(|o| if is_deputy { format!("to the {o}") } else { o.clone() });
            let lines = [s.role().unwrap_or_default(), office.or(contest).unwrap_or_default(), years(s.tie)];
            BoardItem {
                name: graph.label_of(s.to).to_string(),
                lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
                tooltip: format!("{}: {}", graph.label_of(s.to), tie_in_words(s.tie, node)),
                about: about(s.to),
            }
        };
        let heading = crate::wikitext::capital(words);
        match found.iter_mut().find(|group| group.heading == heading && group.look == look) {
            Some(group) => {
                group.items.extend(all.iter().take(MOST_OF_A_GROUP).map(item));
                group.more += more;
            }
            None => {
                let items = all.iter().take(MOST_OF_A_GROUP).map(item).collect();
                found.push(BoardGroup { heading, look, items, more });
            }
        }
    }
    found
}

/// Draws who served under the holders of an office in a year, as the sources state it: a group for each holder.
pub fn cabinet(graph: &PoliticalGraph, office: &str, heads: &[PersonId], year: Option<i32>, origin: &str) -> Diagram {
    let held = |tie: &Row| year.is_none_or(|year| ties::held_in(graph, tie, year));
    let when = year.map(|year| format!(" in {year}")).unwrap_or_default();
    let mut groups = Vec::new();
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    for head in heads {
        let node = Node::Person(*head);
        let own = ties::of(graph, node);
        let mut served: Vec<&Row> = own
            .iter()
            .filter(|s| s.tie.kind == TieKind::ServedUnder && s.reversed)
            .map(|s| s.tie)
            .filter(|t| held(t))
            .collect();
        served.sort_by_key(|t| (t.start.map(|d| d.sort_key()), t.office.clone(), t.id));
        let mut deputies: Vec<&Row> = own
            .iter()
            .filter(|s| s.tie.kind == TieKind::DeputyOf && s.reversed)
            .map(|s| s.tie)
            .filter(|t| held(t))
            .collect();
        deputies.sort_by_key(|t| (t.start.map(|d| d.sort_key()), t.id));
        for (rows, words, look) in
            [(deputies, "Deputies of", LineLook::Deputy), (served, "Served under", LineLook::Served)]
        {
            let more = rows.len().saturating_sub(MOST_OF_A_GROUP);
            let item = |tie: &&Row| {
                let Node::Person(person) = tie.from else { return BoardItem::default() };
                // Whose deputy somebody was in another office is not for this cabinet.
                let of_office = |t: &&Row| t.office.is_none() || t.office == tie.office;
                let below = graph.ties().iter().filter(|t| t.kind == TieKind::DeputyOf && t.to == tie.from && held(t));
                let below = below.filter(of_office);
                let deputies = below.map(|t| graph.label_of(t.from)).unique().join(", ");
                let deputies = if deputies.is_empty() { deputies } else { format!("deputy: {deputies}") };
                // The office of a tie to a deputy is the head's, not the deputy's own.
                let own = if tie.kind == TieKind::DeputyOf { tie.role.clone() } else { tie.office.clone() };
                let lines = [own.unwrap_or_default(), years(tie), deputies];
                BoardItem {
                    name: graph.person(person).name.clone(),
                    lines: lines.into_iter().filter(|l| !l.is_empty()).collect(),
                    tooltip: format!("{} {}", graph.person(person).name, tie_in_words(tie, tie.from)),
                    about: Some(About::Person(person)),
                }
            };
            people.extend(rows.iter().filter_map(|t| if let Node::Person(p) = t.from { Some(p) } else { None }));
            let items: Vec<BoardItem> = rows.iter().take(MOST_OF_A_GROUP).map(item).collect();
            if !items.is_empty() {
                groups.push(BoardGroup { heading: format!("{words} {}", graph.person(*head).name), look, items, more });
            }
        }
    }
    let title = format!("{office}{when}: who served under whom");
    let subtitle = format!("{} of whom a source states it. {ABSENCE}", counted(people.len(), "person"));
    let description =
        groups.iter().map(|g| format!("{}: {}", g.heading, g.items.iter().map(|i| &i.name).join(", "))).join(". ");
    let frame = frame(title, subtitle, description, origin, std::iter::empty());
    let head = match heads {
        [one] => Some(head(graph, Node::Person(*one))),
        _ => None,
    };
    Diagram::Board(Board { frame, head, groups })
}

/// Draws the signed network: as a network if it is small, else the people of each side. `as_list` asks for the latter.
pub fn factions(graph: &PoliticalGraph, found: &Factions, scope: &str, as_list: bool, origin: &str) -> Diagram {
    let balance = &found.balance;
    let (allies, rivals) =
        found.network.edges.iter().fold((0, 0), |(a, r), (.., p)| (a + usize::from(*p), r + usize::from(!*p)));
    let bound = if balance.is_exact { "" } else { "at most " };
    let subtitle = format!(
        "{} and {}. {} of {} balanced; {bound}{} of {} contradict the two sides. {ABSENCE}",
        many(allies, "pair of allies", "pairs of allies"),
        many(rivals, "pair of rivals", "pairs of rivals"),
        balance.balanced,
        many(balance.triangles as usize, "triangle", "triangles"),
        balance.frustration,
        many(found.network.edges.len(), "pair", "pairs")
    );
    let title = if scope.is_empty() {
        "Factions: who stands with whom".to_string()
    } else {
        format!("{scope}: who stands with whom")
    };
    let name = |at: u32| graph.person(found.people[at as usize]).name.as_str();
    let told = |(a, b, positive): &(u32, u32, bool)| {
        format!("{} and {}: {}", name(*a), name(*b), if *positive { "allies" } else { "rivals" })
    };
    let description = found.network.edges.iter().take(400).map(told).join(". ");
    let frame = frame(title, subtitle, description, origin, std::iter::empty());
    let side = |at: usize| if balance.side[at] { "B" } else { "A" };
    if !as_list && found.people.len() <= MOST_IN_FACTIONS && found.network.edges.len() <= MOST_PAIRS {
        let nodes = found.people.iter().enumerate().map(|(at, person)| NetworkNode {
            name: graph.person(*person).name.clone(),
            line: format!("side {}", side(at)),
            is_centre: balance.side[at],
            about: Some(About::Person(*person)),
        });
        let ties = found.network.edges.iter().map(|edge| Tie {
            a: edge.0 as usize,
            b: edge.1 as usize,
            weight: 1,
            won: [0, 0],
            both: 0,
            look: Some(if edge.2 { LineLook::Allied } else { LineLook::Against }),
            label: label_of(graph, found, edge),
            tooltip: told(edge),
            about: Some(About::Pair(found.people[edge.0 as usize], found.people[edge.1 as usize])),
        });
        return Diagram::Network(Network { frame, nodes: nodes.collect(), ties: ties.collect() });
    }
    let mut count = vec![[0_usize; 2]; found.people.len()];
    for (a, b, positive) in &found.network.edges {
        for at in [a, b] {
            count[*at as usize][usize::from(!*positive)] += 1;
        }
    }
    let mut by_side: BTreeMap<(u32, bool), Vec<usize>> = BTreeMap::new();
    for at in 0..found.people.len() {
        by_side.entry((found.component[at], balance.side[at])).or_default().push(at);
    }
    let several = found.component.iter().max().is_some_and(|most| *most > 0);
    let mut groups: Vec<BoardGroup> = Vec::new();
    for ((component, second), mut all) in by_side {
        all.sort_by_key(|at| (Reverse(count[*at][0] + count[*at][1]), found.people[*at]));
        let more = all.len().saturating_sub(MOST_OF_A_GROUP);
        let item = |at: &usize| BoardItem {
            name: graph.person(found.people[*at]).name.clone(),
            lines: vec![format!(
                "{}, {}",
                many(count[*at][0], "ally", "allies"),
                many(count[*at][1], "rival", "rivals")
            )],
            tooltip: graph.person(found.people[*at]).name.clone(),
            about: Some(About::Person(found.people[*at])),
        };
        let part = if several { format!(" of component {}", component + 1) } else { String::new() };
        let heading = format!("Side {}{part}", if second { "B" } else { "A" });
        let items = all.iter().take(MOST_OF_A_GROUP).map(item).collect();
        groups.push(BoardGroup {
            heading,
            look: if second { LineLook::Against } else { LineLook::Allied },
            items,
            more,
        });
    }
    groups.sort_by_key(|group| Reverse(group.items.len() + group.more));
    groups.truncate(MOST_SIDES);
    Diagram::Board(Board { frame, head: None, groups })
}

/// The most sides that are listed, the largest first.
const MOST_SIDES: usize = 12;

/// Returns the label of a pair: the years of its signs.
fn label_of(graph: &PoliticalGraph, found: &Factions, (a, b, _): &(u32, u32, bool)) -> String {
    let pair = (found.people[*a as usize], found.people[*b as usize]);
    let own = found.signs.iter().filter(|sign| (sign.a, sign.b) == pair);
    let word = |sign: &crate::analysis::factions::Sign| match sign.why {
        Why::Caucus(id) => graph.groups()[id].name.clone(),
        _ => sign.year.map(|y| y.to_string()).unwrap_or_default(),
    };
    own.map(word).filter(|w| !w.is_empty()).unique().take(3).join(", ")
}
