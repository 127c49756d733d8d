//! Careers: what a person stood for, won, lost and held.

use super::{
    card, describe, fate, frame, party_stood_for, result, shared_ranks, short, status_word, style_of, tenure_item,
    tenure_node, tint, year,
};
use crate::graph::{Candidacy, ContestId, OfficeId, PersonId, PoliticalGraph, Selection, Tenure};
use crate::view::diagram::{About, BoxStyle, Diagram, Group, Item, Layered, LayeredEdge, LayeredNode, Line, Spine};
use crate::view::page::Direction;
use crate::view::words::counted;
use crate::wikitext::Date;
use crate::wikitext::capital;
use itertools::Itertools;

fn tenures<'g>(selection: &Selection<'g>, person: PersonId) -> Vec<&'g Tenure> {
    let graph = selection.graph();
    graph.person(person).tenures.iter().map(|id| graph.tenure(*id)).filter(|t| selection.has_tenure(t)).collect()
}

fn candidacies<'g>(selection: &Selection<'g>, person: PersonId) -> Vec<&'g Candidacy> {
    let graph = selection.graph();
    let all = graph.person(person).candidacies.iter().map(|id| graph.candidacy(*id));
    all.filter(|c| selection.has_contest(c.contest)).collect()
}

/// Returns the outcome of a candidacy in a word or two.
pub(crate) fn outcome(graph: &PoliticalGraph, candidacy: &Candidacy) -> String {
    let settled = || graph.candidacies_of(candidacy.contest).any(Candidacy::is_elected);
    outcome_where(graph, candidacy, candidacy.outcome.is_empty() && settled())
}

/// Returns the outcome of a candidacy. `settled` is true if the contest is known to have elected somebody.
pub(crate) fn outcome_where(graph: &PoliticalGraph, candidacy: &Candidacy, settled: bool) -> String {
    let word = status_word(graph.contest(candidacy.contest));
    match candidacy.outcome.best() {
        _ if !word.is_empty() => format!("Stood ({word})"),
        Some(outcome) => capital(outcome.label()),
        None if settled => "Lost".into(),
        None => "Stood".into(),
    }
}

fn summary(selection: &Selection<'_>, candidacies: &[&Candidacy], tenures: usize) -> String {
    // As for rivalries, contests that were annulled, were cancelled or have not been held yet do not count.
    let counted_ones = || candidacies.iter().filter(|c| selection.graph().contest(c.contest).counts(false));
    let stood = counted_ones().filter(|c| c.is_standing()).count();
    let elected = counted_ones().filter(|c| c.is_elected()).count();
    format!("Stood in {}, elected in {elected}; {}.", counted(stood, "contest"), counted(tenures, "tenure"))
}

/// Draws a career as a chain: what a person stood for, won, lost and held.
pub fn career(selection: &Selection<'_>, person: PersonId, origin: &str) -> Diagram {
    let graph = selection.graph();
    let row = graph.person(person);
    let tenures = tenures(selection, person);
    let within: Vec<ContestId> =
        tenures.iter().flat_map(|t| t.contest.into_iter().chain(t.renewed.iter().copied())).collect();
    let mut dated: Vec<(Option<Date>, Item)> = Vec::new();
    for tenure in &tenures {
        let mut item = tenure_item(selection, tenure);
        item.name.clone_from(&graph.office(tenure.office).name);
        item.about = Some(About::Office(tenure.office));
        item.by = tenure.contest.filter(|c| selection.has_contest(*c)).map(|c| card(graph, graph.contest(c)));
        dated.push((
            tenure.from.best().copied().or_else(|| tenure.renewed.first().and_then(|c| graph.contest(*c).date())),
            item,
        ));
    }
    let candidacies = candidacies(selection, person);
    for candidacy in candidacies.iter().filter(|c| !within.contains(&c.contest)) {
        let contest = graph.contest(candidacy.contest);
        let name = outcome(graph, candidacy);
        let lines = contest.office.map(|o| vec![graph.office(o).name.clone()]).unwrap_or_default();
        let item = Item {
            style: BoxStyle::Contest,
            name,
            lines,
            year: year(contest.date()),
            beside: vec![card(graph, contest)],
            about: Some(About::Contest(contest.id)),
            ..Item::default()
        };
        dated.push((contest.date(), item));
    }
    dated.sort_by(|a, b| a.0.map(|d| d.sort_key()).cmp(&b.0.map(|d| d.sort_key())));
    let mut items: Vec<Item> = dated.into_iter().map(|(_, item)| item).collect();
    items.iter_mut().skip(1).for_each(|item| item.follows = true);
    let subtitle = summary(selection, &candidacies, tenures.len());
    let description = describe(&items);
    let stood = candidacies.iter().map(|c| graph.contest(c.contest));
    let frame = frame(format!("{}: career", row.name), subtitle, description, origin, stood);
    let groups = vec![Group { heading: String::new(), items }];
    Diagram::Spine(Spine { frame, groups, parties: Vec::new() }).with_tints_settled()
}

/// A step of a career.
enum Step<'g> {
    Stood(&'g Candidacy),
    Held(&'g Tenure),
}

/// A step with its date and its office.
type Dated<'g> = (Option<Date>, Option<OfficeId>, Step<'g>);

/// Returns true if the step is the person's candidacy in a contest.
fn is_in(step: &Step<'_>, contest: Option<ContestId>) -> bool {
    matches!(step, Step::Stood(c) if Some(c.contest) == contest)
}

/// Draws a career as boxes and lines in ranks of time, with a band for each office.
pub fn career_graph(selection: &Selection<'_>, person: PersonId, origin: &str) -> Diagram {
    let graph = selection.graph();
    let (tenures, candidacies) = (tenures(selection, person), candidacies(selection, person));
    let steps = steps(graph, &candidacies, &tenures);
    let offices: Vec<Option<OfficeId>> = steps.iter().map(|(_, o, _)| *o).unique().collect();
    let name = |o: &Option<OfficeId>| o.map_or_else(|| "Other contests".into(), |o| graph.office(o).name.clone());
    let lanes: Vec<String> = offices.iter().map(name).collect();
    let edges = step_edges(&steps);
    let times: Vec<Option<Date>> = steps.iter().map(|(date, ..)| *date).collect();
    let lane: Vec<usize> = steps.iter().map(|(_, o, _)| offices.iter().position(|p| p == o).unwrap_or(0)).collect();
    let (rank, ranks) = shared_ranks(&times, &lane, &edges);
    let node = |(i, (_, _, step)): (usize, &Dated<'_>)| {
        let node = match step {
            Step::Held(tenure) => held_node(selection, tenure),
            Step::Stood(candidacy) => stood_node(graph, candidacy),
        };
        LayeredNode { rank: rank[i], lane: lane[i], ..node }
    };
    let nodes: Vec<LayeredNode> = steps.iter().enumerate().map(node).collect();
    let description = nodes.iter().map(|n| format!("{} ({})", n.name, n.tooltip)).join("; ") + ".";
    let title = format!("{}: career", graph.person(person).name);
    let shown = candidacies.iter().map(|c| graph.contest(c.contest));
    let frame = frame(title, summary(selection, &candidacies, tenures.len()), description, origin, shown);
    let (notes, direction, parties) = (String::new(), Direction::Down, Vec::new());
    Diagram::Layered(Layered { frame, ranks, lanes, nodes, edges, notes, parties, direction }).with_tints_settled()
}

/// Returns the steps of a career in order of time.
fn steps<'g>(graph: &PoliticalGraph, candidacies: &[&'g Candidacy], tenures: &[&'g Tenure]) -> Vec<Dated<'g>> {
    let stood = candidacies.iter().map(|candidacy| {
        let contest = graph.contest(candidacy.contest);
        (contest.date(), contest.office, Step::Stood(candidacy))
    });
    let held = tenures.iter().map(|t| (graph.span_of(t).0, Some(t.office), Step::Held(t)));
    let mut steps: Vec<Dated<'g>> = stood.chain(held).collect();
    // A contest comes before the tenure that it began.
    steps.sort_by_key(|(date, office, step)| (date.map(|d| d.sort_key()), matches!(step, Step::Held(_)), *office));
    steps
}

/// Returns a line to each tenure from the candidacy that led to it, and to every other step from the step before for
/// the same office, or from the step before.
fn step_edges(steps: &[Dated<'_>]) -> Vec<LayeredEdge> {
    let mut edges: Vec<LayeredEdge> = Vec::new();
    for (to, (_, office, step)) in steps.iter().enumerate() {
        let through = match step {
            Step::Held(t) => steps[..to].iter().position(|(.., s)| is_in(s, t.contest)),
            Step::Stood(_) => None,
        };
        let before = steps[..to].iter().rposition(|(_, o, _)| o == office).or_else(|| to.checked_sub(1));
        if let Some(from) = through.or(before) {
            let kind = if through.is_some() { Line::Through } else { Line::Same };
            let tooltip = if through.is_some() { "elected to the office" } else { "later" };
            edges.push(LayeredEdge { from, to, kind, label: Vec::new(), tooltip: tooltip.into() });
        }
    }
    edges
}

/// Returns a tenure as a box of a career.
fn held_node(selection: &Selection<'_>, tenure: &Tenure) -> LayeredNode {
    let node = tenure_node(selection, tenure);
    let tooltip = format!("{}, {}", selection.graph().office(tenure.office).name, node.lines.join(", "));
    LayeredNode { name: "In office".into(), tooltip, about: Some(About::Office(tenure.office)), ..node }
}

/// Returns a candidacy as a box of a career.
fn stood_node(graph: &PoliticalGraph, candidacy: &Candidacy) -> LayeredNode {
    let contest = graph.contest(candidacy.contest);
    let (share, figures) = result(graph, candidacy);
    let when = contest.date().map(short).unwrap_or_default();
    // The round has a line of its own.
    let (first, round) = figures.split_once('\n').unwrap_or((&figures, ""));
    let first = [when.as_str(), first].into_iter().filter(|p| !p.is_empty()).join(", ");
    let lines = [first, round.to_string(), against(graph, candidacy)];
    LayeredNode {
        style: style_of(fate(graph, contest, candidacy)),
        name: outcome(graph, candidacy),
        lines: lines.into_iter().filter(|l| !l.is_empty()).collect(),
        share,
        tint: tint(graph, party_stood_for(graph, candidacy)),
        tooltip: contest.title.clone(),
        when,
        about: Some(About::Contest(contest.id)),
        ..LayeredNode::default()
    }
}

/// Returns the other candidates of the last round that the person reached, in words; empty if there were none.
fn against(graph: &PoliticalGraph, candidacy: &Candidacy) -> String {
    let rounds = graph.contest(candidacy.contest).valid_rounds(false);
    let round = rounds.into_iter().rev().find(|r| candidacy.stood_in(*r));
    let rivals: Vec<&str> = graph
        .candidacies_of(candidacy.contest)
        .filter(|c| c.person != candidacy.person && c.is_standing() && round.is_none_or(|r| c.stood_in(r)))
        .map(|c| graph.person(c.person).name.as_str())
        .collect();
    let shown = rivals.iter().take(3).join(", ");
    match (rivals.len(), rivals.len().saturating_sub(3)) {
        (0, _) => String::new(),
        (_, 0) => format!("against {shown}"),
        (_, more) => format!("against {shown} and {more} more"),
    }
}
