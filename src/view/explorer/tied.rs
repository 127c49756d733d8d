//! The ties of a person, as a table of the person's page.

use super::html::{self, Frame, cites, say};
use super::model::{Desk, Ref};
use crate::analysis::ties::{self, Seen};
use crate::graph::{Node, PersonId};
use crate::view::listing;
use maud::{Markup, html};
use serde::Serialize;

/// A stated tie, read from the person.
#[derive(Serialize)]
pub(super) struct TieRow {
    /// What it is, such as "served under as Minister of Trees, 2001–2005".
    tie: String,
    /// The page of the other end, if it has one.
    other: Option<Ref>,
    /// The name of a group, which has no page.
    name: Option<String>,
    contest: Option<Ref>,
    sources: Vec<usize>,
}

/// Returns the ties of a person, in the order of [`ties::of`].
pub(super) fn rows(desk: &mut Desk<'_>, id: PersonId) -> Vec<TieRow> {
    let all = ties::of(desk.graph, Node::Person(id));
    let listed = desk.listed("ties", all.iter());
    listed.into_iter().map(|seen| row(desk, id, seen)).collect()
}

fn row(desk: &mut Desk<'_>, id: PersonId, seen: &Seen<'_>) -> TieRow {
    let other = match seen.to {
        Node::Person(other) => Some(desk.person(other)),
        Node::Party(party) => Some(desk.party(party)),
        Node::Contest(_) | Node::Office(_) | Node::Group(_) => None,
    };
    let name = other.is_none().then(|| desk.graph.label_of(seen.to).to_string());
    let sources = desk.cite(seen.tie.citations.iter().copied());
    let contest = seen.tie.contest.map(|c| desk.contest(c));
    TieRow { tie: listing::tie_in_words(seen.tie, Node::Person(id)), other, name, contest, sources }
}

/// Writes ties as a table.
pub(super) fn table(frame: &Frame<'_>, found: &[TieRow]) -> Markup {
    let rows = html! {
        @for tie in found {
            tr {
                th scope="row" {
                    @if let Some(other) = &tie.other { (frame.link(other)) }
                    @if let Some(name) = &tie.name { (say(&html::short(name))) }
                    (cites(&tie.sources))
                }
                td { (say(&tie.tie)) }
                td { @if let Some(contest) = &tie.contest { (frame.link(contest)) } }
            }
        }
    };
    html::table("People, groups and parties", &[("With", false), ("Tie", false), ("Contest", false)], &rows)
}
