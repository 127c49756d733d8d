//! Successions: who held an office after whom.

use super::{
    card, describe, frame, keep_latest, keep_offices, latest, margin, party_of, say_left_out, say_offices,
    shared_ranks, short, tenure_item, year,
};
use crate::analysis::succession::{self, Spell};
use crate::facts::Ended;
use crate::graph::{Contest, ContestId, OfficeId, PoliticalGraph, Selection, Tenure};
use crate::view::diagram::{About, BoxStyle, Diagram, Group, Item, Layered, LayeredEdge, LayeredNode, Line, Spine};
use crate::view::page::Direction;
use crate::view::words::counted;
use crate::wikitext::{Date, DateOrder};
use itertools::Itertools;
use std::collections::BTreeSet;

/// The spells of an office that are selected, without vacancies and gaps at the ends.
fn spells(selection: &Selection<'_>, office: OfficeId) -> Vec<Spell> {
    let all = succession::of_office(selection.graph(), office);
    let held = |s: &Spell| matches!(s, Spell::Held(id) if selection.has_tenure(selection.graph().tenure(*id)));
    let first = all.iter().position(held).unwrap_or(all.len());
    let end = all.iter().rposition(held).map_or(first, |p| p + 1);
    let inside = all.into_iter().take(end).skip(first);
    inside.filter(|s| held(s) || !matches!(s, Spell::Held(_))).collect()
}

/// Who held each office after whom, and through which contest.
pub fn succession(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let mut left_out = 0;
    let mut groups = Vec::new();
    // Several who were elected together came through one contest.
    let (mut tenures, mut contests) = (0, BTreeSet::<ContestId>::new());
    for office in selection.offices().map(|o| o.id) {
        let mut items: Vec<Item> = Vec::new();
        let mut left: Option<&Tenure> = None;
        for spell in spells(selection, office) {
            let start = match spell {
                Spell::Held(id) => graph.tenure(id).from.best().copied(),
                Spell::Vacancy { from, .. } => Some(from),
                Spell::Gap { from, .. } => from,
            };
            let arrow = left.and_then(|t| cause(t, start)).map_or("", Ended::label).to_string();
            match spell {
                Spell::Held(id) => {
                    let tenure = graph.tenure(id);
                    let after_vacancy = items.last().is_some_and(|i| i.style == BoxStyle::Vacancy);
                    items.push(Item {
                        follows: tenure.follows,
                        arrow: if after_vacancy || !tenure.follows { String::new() } else { arrow },
                        by: tenure.contest.map(|c| card(graph, graph.contest(c))),
                        ..tenure_item(selection, tenure)
                    });
                    tenures += 1;
                    contests.extend(tenure.contest.iter().chain(&tenure.renewed));
                    left = Some(tenure);
                }
                Spell::Vacancy { from, to } => items.push(Item {
                    style: BoxStyle::Vacancy,
                    name: "Vacant".into(),
                    lines: vec![format!("{} to {}", short(from), short(to))],
                    year: year(Some(from)),
                    follows: true,
                    arrow,
                    ..Item::default()
                }),
                Spell::Gap { from, to } => {
                    let lines = match (from, to) {
                        (Some(from), Some(to)) => vec![format!("between {} and {}", short(from), short(to))],
                        _ => Vec::new(),
                    };
                    items.push(Item { style: BoxStyle::Gap, name: "Not known".into(), lines, ..Item::default() });
                }
            }
        }
        left_out += keep_latest(&mut items);
        if !items.is_empty() {
            groups.push(Group { heading: graph.office(office).name.clone(), items });
        }
    }
    let title = match groups.as_slice() {
        [one] => format!("{}: who followed whom", one.heading),
        _ => "Successions: who followed whom".into(),
    };
    if let [one] = groups.as_mut_slice() {
        one.heading.clear();
    }
    let subtitle = format!(
        "{}, {}.{} Read downwards, then across.",
        counted(tenures, "tenure"),
        counted(contests.len(), "contest"),
        say_left_out(left_out)
    );
    let description = groups.iter().map(|g| describe(&g.items)).join(" ");
    let frame = frame(title, subtitle, description, origin, selection.contests());
    Diagram::Spine(Spine { frame, groups, parties: Vec::new() }).with_tints_settled()
}

/// What stands for the bands of a succession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bands {
    Offices,
    Parties,
}

/// The same as boxes and lines in ranks of time: a band for each office, or for each party where there is one office that
/// several parties held; a broken line where a person comes back.
pub fn succession_graph(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let offices: Vec<OfficeId> = selection.offices().map(|o| o.id).collect();
    let mut tenures: Vec<&Tenure> = selection.tenures().collect();
    // What is known by its end alone stands where it ended.
    let time = |t: &Tenure| graph.span_of(t).0.or(graph.span_of(t).1);
    tenures.sort_by_key(|t| (time(t).map(|d| d.sort_key()), t.id));
    let all_offices = keep_offices(&mut tenures, |t| Some(t.office));
    let left_out = latest(&mut tenures);
    let party = |t: &Tenure| party_of(graph, t);
    let held: Vec<OfficeId> = offices.into_iter().filter(|o| tenures.iter().any(|t| t.office == *o)).collect();
    let parties: Vec<_> = tenures.iter().filter_map(|t| party(t)).sorted().dedup().collect();
    let bands = if held.len() == 1 && parties.len() > 1 { Bands::Parties } else { Bands::Offices };
    let mut lanes: Vec<String> = match bands {
        Bands::Offices => held.iter().map(|o| graph.office(*o).name.clone()).collect(),
        Bands::Parties => parties.iter().map(|p| graph.party(*p).name.clone()).collect(),
    };
    let lane = |t: &Tenure| match bands {
        Bands::Offices => held.iter().position(|o| *o == t.office),
        Bands::Parties => party(t).and_then(|p| parties.iter().position(|q| *q == p)),
    };
    if tenures.iter().any(|t| lane(t).is_none()) {
        lanes.push("No party".into());
    }
    let place = |id| tenures.iter().position(|t| t.id == id);
    let mut edges = Vec::new();
    for (to, tenure) in tenures.iter().enumerate() {
        let before = succession::predecessor(graph, tenure).filter(|_| tenure.follows);
        if let Some((from, before)) = before.and_then(|b| Some((place(b.id)?, b))) {
            let start = tenure.from.best().copied();
            let ended = cause(before, start).map(|e| e.label().to_string());
            let vacancy = vacancy(graph, before, tenure);
            let contest = tenure.contest.map(|c| graph.contest(c));
            let through = contest.map(|c| in_short(graph, c, tenure));
            let label = ended.into_iter().chain(vacancy).chain(through).filter(|l| !l.is_empty()).join(", ");
            let label: Vec<String> = Some(label).filter(|l| !l.is_empty()).into_iter().collect();
            let tooltip = format!(
                "{} followed {}{}",
                graph.person(tenure.person).name,
                graph.person(before.person).name,
                contest.map_or_else(String::new, |c| format!(" through the {}", c.title))
            );
            edges.push(LayeredEdge { from, to, kind: Line::Followed, label, tooltip });
        }
        // The same person's tenure before this one, where it does not lead here already.
        let earlier = tenures[..to].iter().rposition(|t| t.person == tenure.person);
        if let Some(from) = earlier.filter(|f| !edges.iter().any(|e| (e.from, e.to) == (*f, to))) {
            let tooltip = format!("{} again", graph.person(tenure.person).name);
            edges.push(LayeredEdge { from, to, kind: Line::Same, label: Vec::new(), tooltip });
        }
    }
    let times: Vec<_> = tenures.iter().map(|t| time(t)).collect();
    let last = lanes.len().saturating_sub(1);
    let lane: Vec<usize> = tenures.iter().map(|t| lane(t).unwrap_or(last)).collect();
    let (rank, ranks) = shared_ranks(&times, &lane, &edges);
    let nodes: Vec<LayeredNode> = tenures
        .iter()
        .enumerate()
        .map(|(i, tenure)| {
            let item = tenure_item(selection, tenure);
            let office = &graph.office(tenure.office).name;
            LayeredNode {
                rank: rank[i],
                lane: lane[i],
                style: item.style,
                tooltip: format!("{}, {office}, {}", item.name, item.lines.join(", ")),
                name: item.name,
                when: item.lines.first().cloned().unwrap_or_default(),
                lines: item.lines,
                share: None,
                tint: item.tint,
                about: Some(About::Person(tenure.person)),
            }
        })
        .collect();
    let title = match held.as_slice() {
        [one] => format!("{}: who followed whom", graph.office(*one).name),
        _ => "Successions: who followed whom".into(),
    };
    let fewer = say_offices(held.len(), all_offices);
    let undated = times.iter().filter(|t| t.is_none()).count();
    let undated = if undated > 0 { format!(" {undated} without a date stand first.") } else { String::new() };
    let subtitle = format!("{}.{}{fewer}{undated}", counted(tenures.len(), "tenure"), say_left_out(left_out));
    let description = nodes.iter().map(|n| &n.tooltip).chain(edges.iter().map(|e| &e.tooltip)).join(". ");
    let frame = frame(title, subtitle, description, origin, selection.contests());
    let mut notes = String::new();
    if edges.iter().any(|e| e.kind == Line::Same) {
        notes.push_str("A broken line joins a person's tenures. ");
    }
    if edges.iter().any(|e| e.label.iter().any(|l| l.contains('+'))) {
        notes.push_str("A figure such as +5.9 is the next holder's lead in the last round of the contest, in points.");
    }
    let (direction, parties) = (Direction::Down, Vec::new());
    Diagram::Layered(Layered { frame, ranks, lanes, nodes, edges, notes, parties, direction }).with_tints_settled()
}

/// How a tenure ended, where that led to the next: it had not ended later than the next began.
fn cause(before: &Tenure, start: Option<Date>) -> Option<Ended> {
    let later = before.to.best().zip(start).is_some_and(|(to, start)| to.order(start) == DateOrder::Later);
    before.ended.filter(|e| *e != Ended::InOffice && !later)
}

/// How long nobody held the office between two tenures.
fn vacancy(graph: &PoliticalGraph, before: &Tenure, after: &Tenure) -> Option<String> {
    let vacant = |s: &Spell| matches!(s, Spell::Vacancy { to, .. } if Some(to) == after.from.best());
    if !succession::of_office(graph, after.office).iter().any(vacant) {
        return None;
    }
    let days = after.from.best()?.days().0? - before.to.best()?.days().1?;
    Some(if days < 700 {
        format!("vacant {}", counted(days.max(1) as usize, "day"))
    } else {
        format!("vacant {} years", days / 365)
    })
}

/// A contest as the label of a line: by how much, and when, where that is not the day on which the tenure began.
fn in_short(graph: &PoliticalGraph, contest: &Contest, tenure: &Tenure) -> String {
    let same = contest.date() == tenure.from.best().copied();
    let date = contest.date().filter(|_| !same).map(short).unwrap_or_default();
    [date, margin(graph, contest)].into_iter().filter(|p| !p.is_empty()).join(", ")
}
