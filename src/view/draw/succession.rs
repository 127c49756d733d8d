//! Successions: who followed whom in an office.

use super::{
    card, describe, frame, keep_latest, keep_offices, latest, margin, party_of, say_left_out, say_offices,
    shared_ranks, short, tenure_item, tenure_node, year,
};
use crate::analysis::succession::{self, Spell};
use crate::facts::Ended;
use crate::graph::{Contest, ContestId, OfficeId, PartyId, PoliticalGraph, Selection, Tenure};
use crate::view::diagram::{BoxStyle, Diagram, Group, Item, Layered, LayeredEdge, LayeredNode, Line, Spine};
use crate::view::page::Direction;
use crate::view::words::counted;
use crate::wikitext::{Date, DateOrder};
use itertools::Itertools;
use std::collections::BTreeSet;

/// Returns the selected spells of an office, without vacancies and gaps at the ends.
fn spells(selection: &Selection<'_>, office: OfficeId) -> Vec<Spell> {
    let all = succession::of_office(selection.graph(), office);
    let held = |s: &Spell| matches!(s, Spell::Held(id) if selection.has_tenure(selection.graph().tenure(*id)));
    let first = all.iter().position(held).unwrap_or(all.len());
    let end = all.iter().rposition(held).map_or(first, |p| p + 1);
    let inside = all.into_iter().take(end).skip(first);
    inside.filter(|s| held(s) || !matches!(s, Spell::Held(_))).collect()
}

/// Draws who followed whom in each office, and through which contest.
pub fn succession(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let mut left_out = 0;
    let mut groups = Vec::new();
    // People who were elected together share one contest, so contests are counted once.
    let (mut tenures, mut contests) = (0, BTreeSet::<ContestId>::new());
    for office in selection.offices().map(|o| o.id) {
        let spells = spells(selection, office);
        for tenure in spells.iter().filter_map(|s| held(graph, s)) {
            tenures += 1;
            contests.extend(tenure.contest.iter().chain(&tenure.renewed));
        }
        let mut items = chain(selection, &spells);
        left_out += keep_latest(&mut items);
        if !items.is_empty() {
            groups.push(Group { heading: graph.office(office).name.clone(), items });
        }
    }
    let title = title_of(groups.iter().map(|g| g.heading.as_str()));
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

/// Returns the title of a diagram of some offices. It names the office if there is only one.
fn title_of<'a>(mut offices: impl Iterator<Item = &'a str>) -> String {
    match (offices.next(), offices.next()) {
        (Some(one), None) => format!("{one}: who followed whom"),
        _ => "Successions: who followed whom".into(),
    }
}

/// Returns the tenure of a spell; `None` for a vacancy or a gap.
fn held<'g>(graph: &'g PoliticalGraph, spell: &Spell) -> Option<&'g Tenure> {
    match spell {
        Spell::Held(id) => Some(graph.tenure(*id)),
        Spell::Vacancy { .. } | Spell::Gap { .. } => None,
    }
}

/// Returns the spells of one office as a chain of boxes.
fn chain(selection: &Selection<'_>, spells: &[Spell]) -> Vec<Item> {
    let graph = selection.graph();
    let mut items: Vec<Item> = Vec::new();
    let mut left: Option<&Tenure> = None;
    for spell in spells {
        let start = match *spell {
            Spell::Held(id) => graph.tenure(id).from.best().copied(),
            Spell::Vacancy { from, .. } => Some(from),
            Spell::Gap { from, .. } => from,
        };
        let arrow = left.and_then(|t| cause(t, start)).map_or("", Ended::label).to_string();
        let item = match *spell {
            Spell::Held(id) => {
                let after_vacancy = items.last().is_some_and(|i| i.style == BoxStyle::Vacancy);
                holder(selection, graph.tenure(id), if after_vacancy { String::new() } else { arrow })
            }
            Spell::Vacancy { from, to } => Item {
                style: BoxStyle::Vacancy,
                name: "Vacant".into(),
                lines: vec![format!("{} to {}", short(from), short(to))],
                year: year(Some(from)),
                follows: true,
                arrow,
                ..Item::default()
            },
            Spell::Gap { from, to } => {
                let span = from.zip(to).map(|(from, to)| format!("between {} and {}", short(from), short(to)));
                let lines = span.into_iter().collect();
                Item { style: BoxStyle::Gap, name: "Not known".into(), lines, ..Item::default() }
            }
        };
        items.push(item);
        left = held(graph, spell).or(left);
    }
    items
}

/// Returns a tenure as a box of a chain. `arrow` says how the tenure before ended.
fn holder(selection: &Selection<'_>, tenure: &Tenure, arrow: String) -> Item {
    let graph = selection.graph();
    Item {
        follows: tenure.follows,
        arrow: if tenure.follows { arrow } else { String::new() },
        by: tenure.contest.map(|c| card(graph, graph.contest(c))),
        ..tenure_item(selection, tenure)
    }
}

/// The bands of a succession.
enum Bands {
    Offices(Vec<OfficeId>),
    Parties(Vec<PartyId>),
}

impl Bands {
    /// Returns a band for each office, or for each party if there is one office that several parties held.
    fn of(graph: &PoliticalGraph, offices: &[OfficeId], tenures: &[&Tenure]) -> Self {
        let parties: Vec<_> = tenures.iter().filter_map(|t| party_of(graph, t)).sorted().dedup().collect();
        if offices.len() == 1 && parties.len() > 1 { Self::Parties(parties) } else { Self::Offices(offices.to_vec()) }
    }

    fn names(&self, graph: &PoliticalGraph) -> Vec<String> {
        match self {
            Self::Offices(offices) => offices.iter().map(|o| graph.office(*o).name.clone()).collect(),
            Self::Parties(parties) => parties.iter().map(|p| graph.party(*p).name.clone()).collect(),
        }
    }

    /// Returns the index of a tenure's band; `None` if its party is not known.
    fn place(&self, graph: &PoliticalGraph, tenure: &Tenure) -> Option<usize> {
        match self {
            Self::Offices(offices) => offices.iter().position(|o| *o == tenure.office),
            Self::Parties(parties) => party_of(graph, tenure).and_then(|p| parties.iter().position(|q| *q == p)),
        }
    }

    /// Returns the band of each tenure, and the names of the bands. Tenures without a known party share a last band.
    fn lanes(&self, graph: &PoliticalGraph, tenures: &[&Tenure]) -> (Vec<usize>, Vec<String>) {
        let mut names = self.names(graph);
        if tenures.iter().any(|t| self.place(graph, t).is_none()) {
            names.push("No party".into());
        }
        let last = names.len().saturating_sub(1);
        (tenures.iter().map(|t| self.place(graph, t).unwrap_or(last)).collect(), names)
    }
}

/// Draws successions as boxes and lines in ranks of time. There is a band for each office, or for each party if there
/// is one office that several parties held. A broken line joins the tenures of a person who comes back.
pub fn succession_graph(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let mut tenures: Vec<&Tenure> = selection.tenures().collect();
    // A tenure of which only the end is known is placed at its end.
    let time = |t: &Tenure| graph.span_of(t).0.or(graph.span_of(t).1);
    tenures.sort_by_key(|t| (time(t).map(|d| d.sort_key()), t.id));
    let all_offices = keep_offices(&mut tenures, |t| Some(t.office));
    let left_out = latest(&mut tenures);
    let offices = selection.offices().map(|o| o.id);
    let offices: Vec<OfficeId> = offices.filter(|o| tenures.iter().any(|t| t.office == *o)).collect();
    let (lane, lanes) = Bands::of(graph, &offices, &tenures).lanes(graph, &tenures);
    let edges = edges(graph, &tenures);
    let times: Vec<_> = tenures.iter().map(|t| time(t)).collect();
    let (rank, ranks) = shared_ranks(&times, &lane, &edges);
    let node = |(i, t)| LayeredNode { rank: rank[i], lane: lane[i], ..tenure_node(selection, t) };
    let nodes: Vec<LayeredNode> = tenures.iter().copied().enumerate().map(node).collect();
    let title = title_of(offices.iter().map(|o| graph.office(*o).name.as_str()));
    let fewer = say_offices(offices.len(), all_offices);
    let undated = times.iter().filter(|t| t.is_none()).count();
    let undated = if undated > 0 { format!(" Without a date, and therefore first: {undated}.") } else { String::new() };
    let subtitle = format!("{}.{}{fewer}{undated}", counted(tenures.len(), "tenure"), say_left_out(left_out));
    let description = nodes.iter().map(|n| &n.tooltip).chain(edges.iter().map(|e| &e.tooltip)).join(". ");
    let frame = frame(title, subtitle, description, origin, selection.contests());
    let (notes, direction, parties) = (notes(&edges), Direction::Down, Vec::new());
    Diagram::Layered(Layered { frame, ranks, lanes, nodes, edges, notes, parties, direction }).with_tints_settled()
}

/// Returns the lines to each tenure: from the predecessor's tenure, and from the person's own earlier tenure if that is
/// another one.
fn edges(graph: &PoliticalGraph, tenures: &[&Tenure]) -> Vec<LayeredEdge> {
    let mut edges: Vec<LayeredEdge> = Vec::new();
    for (to, tenure) in tenures.iter().enumerate() {
        let before = succession::predecessor(graph, tenure).filter(|_| tenure.follows);
        let from = before.and_then(|b| tenures.iter().position(|t| t.id == b.id));
        if let Some((from, before)) = from.zip(before) {
            edges.push(LayeredEdge { from, to, ..followed(graph, before, tenure) });
        }
        let earlier = tenures[..to].iter().rposition(|t| t.person == tenure.person);
        if let Some(from) = earlier.filter(|f| !edges.iter().any(|e| (e.from, e.to) == (*f, to))) {
            let tooltip = format!("{} again", graph.person(tenure.person).name);
            edges.push(LayeredEdge { from, to, kind: Line::Same, label: Vec::new(), tooltip });
        }
    }
    edges
}

/// Returns the line from a tenure to the next. Its label says how the first ended, how long the office was vacant, and
/// through which contest the next began.
fn followed(graph: &PoliticalGraph, before: &Tenure, tenure: &Tenure) -> LayeredEdge {
    let ended = cause(before, tenure.from.best().copied()).map(|e| e.label().to_string());
    let vacancy = vacancy(graph, before, tenure);
    let contest = tenure.contest.map(|c| graph.contest(c));
    let through = contest.map(|c| in_short(graph, c, tenure));
    let label = ended.into_iter().chain(vacancy).chain(through).filter(|l| !l.is_empty()).join(", ");
    let tooltip = format!(
        "{} followed {}{}",
        graph.person(tenure.person).name,
        graph.person(before.person).name,
        contest.map_or_else(String::new, |c| format!(" through the {}", c.title))
    );
    let label = Some(label).filter(|l| !l.is_empty()).into_iter().collect();
    LayeredEdge { kind: Line::Followed, label, tooltip, ..LayeredEdge::default() }
}

/// Returns the words of the legend about the lines.
fn notes(edges: &[LayeredEdge]) -> String {
    let mut notes = String::new();
    if edges.iter().any(|e| e.kind == Line::Same) {
        notes.push_str("A broken line joins a person's tenures. ");
    }
    if edges.iter().any(|e| e.label.iter().any(|l| l.contains('+'))) {
        notes.push_str("A figure such as +5.9 is the next holder's lead in the last round of the contest, in points.");
    }
    notes
}

/// Returns how a tenure ended, unless it ended later than `start`, when the next began.
fn cause(before: &Tenure, start: Option<Date>) -> Option<Ended> {
    let later = before.to.best().zip(start).is_some_and(|(to, start)| to.order(start) == DateOrder::Later);
    before.ended.filter(|e| *e != Ended::InOffice && !later)
}

/// Returns how long the office was vacant between two tenures, in words; `None` if it was not.
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

/// Returns a contest as the label of a line: its margin, and its date if that is not the start of the tenure.
fn in_short(graph: &PoliticalGraph, contest: &Contest, tenure: &Tenure) -> String {
    let same = contest.date() == tenure.from.best().copied();
    let date = contest.date().filter(|_| !same).map(short).unwrap_or_default();
    [date, margin(graph, contest)].into_iter().filter(|p| !p.is_empty()).join(", ")
}
