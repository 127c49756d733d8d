//! The part of a party's page that lists who stood for it in contests that are not its own.

use super::html::{self, Frame, cites, day, percent};
use super::model::{Desk, Ref};
use super::person::{ContestRow, contest_row};
use crate::graph::{PartyId, StoodFor};
use crate::view::words::counted;
use crate::wikitext::number::grouped;
use maud::{Markup, html};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Stood {
    /// The number of candidacies in contests that count.
    pub(super) candidacies: usize,
    /// The number of these candidacies that were elected.
    elected: usize,
    contests: usize,
    /// True if there are earlier contests that are not listed.
    more: bool,
    /// The candidacies in the latest contests.
    latest: Vec<StoodRow>,
}

#[derive(Serialize)]
struct StoodRow {
    person: Ref,
    #[serde(flatten)]
    row: ContestRow,
}

impl Stood {
    /// Returns `None` if nobody stood.
    pub(super) fn of(desk: &mut Desk<'_>, party: PartyId, stood: &StoodFor) -> Option<Self> {
        let graph = desk.graph;
        let part = desk.part;
        let contests = stood.contests.iter().filter_map(|c| part.contest_id(c.index() as u32));
        let theirs = contests.flat_map(|c| graph.candidacies_of(c)).filter(|c| graph.is_for(c, party));
        let latest = desk
            .listed("candidacies", theirs)
            .into_iter()
            .map(|c| StoodRow { person: desk.person(c.person), row: contest_row(desk, c) })
            .collect();
        (stood.all > 0).then_some(Self {
            candidacies: stood.candidacies,
            elected: stood.elected,
            contests: stood.counted,
            more: stood.all > stood.contests.len(),
            latest,
        })
    }

    pub(super) fn html(&self, frame: &Frame<'_>) -> Markup {
        let rows = |some: &[StoodRow]| {
            html! {
                @for StoodRow { person, row } in some {
                    tr.elected[row.elected] {
                        td { (day(row.date)) }
                        th scope="row" { (frame.link(person)) (cites(&row.sources)) }
                        td { (frame.link(&row.contest)) @if !row.documented { span.note { " mentioned only" } } }
                        td { (row.outcome) @if row.incumbent { span.note { " incumbent" } } }
                        td.number { (row.votes.map(grouped).unwrap_or_default()) }
                        td.number { (percent(row.share)) (html::bar(row.share, if row.elected { "won" } else { "lost" })) }
                    }
                }
            }
        };
        let head = [
            ("Date", false),
            ("Candidate", false),
            ("Contest", false),
            ("Outcome", false),
            ("Votes", true),
            ("Share", true),
        ];
        html! {
            h2 id="stood" { "Stood for it" }
            p {
                (counted(self.candidacies, "candidacy")) " in " (counted(self.contests, "contest")) " that are not the party's own, "
                (grouped(self.elected as u64)) " elected."
                @if self.more { " Shown are those of the latest contests." }
            }
            (html::folded(&self.latest, "candidacy", |some, more| {
                let who = if more { "Who stood for the party earlier" } else { "Who stood for the party, the latest year first" };
                html::table(&format!("{who}, with the result of the last round reached"), &head, &rows(some))
            }))
        }
    }
}
