//! Paths from one person to another.

use super::{card, describe, frame, short, tenure_item};
use crate::analysis::path::{By, Step};
use crate::graph::{Node, PoliticalGraph, Selection};
use crate::view::diagram::{About, BoxStyle, Diagram, Group, Item, Spine};
use crate::view::listing::tie_in_words;
use crate::view::words::counted;
use itertools::Itertools;

/// Draws paths beside each other, each below its heading: people in the order of the steps, with the contests in which
/// both stood or through which one followed the other.
pub fn path(graph: &PoliticalGraph, paths: &[(&str, &[Step])], origin: &str) -> Diagram {
    let selection = Selection::whole(graph);
    let groups: Vec<Group> = paths
        .iter()
        .map(|(heading, steps)| {
            let first = steps.first().map(|step| Item {
                name: graph.person(step.from).name.clone(),
                about: Some(About::Person(step.from)),
                ..Item::default()
            });
            let items = first.into_iter().chain(steps.iter().map(|step| item(&selection, step))).collect();
            Group { heading: (*heading).to_string(), items }
        })
        .collect();
    let ends = paths.iter().find_map(|(_, steps)| Some((steps.first()?.from, steps.last()?.to)));
    let title = ends.map_or_else(
        || "No path".into(),
        |(a, b)| format!("How {} leads to {}", graph.person(a).name, graph.person(b).name),
    );
    let subtitle =
        paths.iter().map(|(heading, steps)| format!("{heading}: {}.", counted(steps.len(), "step"))).join(" ");
    let description = groups.iter().map(|g| describe(&g.items)).join(" ");
    let contests = paths.iter().flat_map(|(_, steps)| *steps).filter_map(|step| match step.by {
        By::Contest(id) => Some(id),
        By::Succession(id) => graph.tenure(id).contest,
        By::Tie(id) => graph.tie(id).contest,
    });
    let frame = frame(title, subtitle, description, origin, contests.map(|c| graph.contest(c)));
    Diagram::Spine(Spine { frame, groups, parties: Vec::new() }).with_tints_settled()
}

fn item(selection: &Selection<'_>, step: &Step) -> Item {
    let graph = selection.graph();
    match step.by {
        By::Succession(id) => {
            let tenure = graph.tenure(id);
            let by = tenure.contest.map(|c| card(graph, graph.contest(c)));
            Item { follows: true, by, beside: Vec::new(), ..tenure_item(selection, tenure) }
        }
        By::Tie(id) => Item {
            style: BoxStyle::Tenure,
            name: graph.person(step.to).name.clone(),
            lines: vec![tie_in_words(graph.tie(id), Node::Person(step.from))],
            follows: true,
            about: Some(About::Person(step.to)),
            ..Item::default()
        },
        By::Contest(id) => {
            let contest = graph.contest(id);
            let when = contest.date().map_or_else(|| contest.title.clone(), short);
            Item {
                style: BoxStyle::Tenure,
                name: graph.person(step.to).name.clone(),
                lines: vec![format!("both stood, {when}")],
                follows: true,
                by: Some(card(graph, contest)),
                about: Some(About::Person(step.to)),
                ..Item::default()
            }
        }
    }
}
