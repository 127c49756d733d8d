//! The measures of how contested a contest was, as shown on its page.

use super::html::{self, percent};
use super::model::{Desk, rounded, worded};
use crate::analysis::measures::{RoundChoice, Turnout, of_contest};
use crate::graph::Contest;
use crate::wikitext::number::grouped;
use maud::{Markup, html};
use serde::Serialize;

/// The measures of a round.
#[derive(Serialize)]
pub(super) struct MeasureRow {
    round: usize,
    candidates: usize,
    effective_number: Option<f64>,
    #[serde(serialize_with = "rounded")]
    margin_points: Option<f64>,
    margin_votes: Option<u64>,
    winner_share: Option<f64>,
    turnout: Option<f64>,
    #[serde(serialize_with = "worded")]
    turnout_basis: String,
    #[serde(serialize_with = "worded")]
    denominator: String,
}

/// Returns the measures of each round of which the effective number or the turnout is known.
pub(super) fn of(desk: &Desk<'_>, contest: &Contest) -> Vec<MeasureRow> {
    of_contest(desk.graph, contest, RoundChoice::All, desk.explorer.settings.include_annulled)
        .into_iter()
        .filter(|m| m.effective_number.is_some() || m.turnout.is_some())
        .map(|m| MeasureRow {
            round: m.round,
            candidates: m.candidates,
            effective_number: m.effective_number,
            margin_points: m.margin_points,
            margin_votes: m.margin_votes,
            winner_share: m.winner_share,
            turnout: m.turnout.map(Turnout::percent),
            turnout_basis: m.turnout.map_or_else(String::new, Turnout::say),
            denominator: m.denominator.say(),
        })
        .collect()
}

/// Writes the table of measures, with one row per round.
pub(super) fn table(measures: &[MeasureRow]) -> Markup {
    let two = |n: Option<f64>| n.map(|n| format!("{n:.2}")).unwrap_or_default();
    let rows = html! {
        @for m in measures {
            tr {
                th scope="row" { "Round " (m.round) }
                td.number { (m.candidates) } td.number { (two(m.effective_number)) }
                td.number { (two(m.margin_points)) } td.number { (m.margin_votes.map(grouped).unwrap_or_default()) }
                td.number { (percent(m.winner_share)) }
                td.number { (percent(m.turnout)) @if !m.turnout_basis.is_empty() { br; span.note { (m.turnout_basis) } } }
                td { (m.denominator) }
            }
        }
    };
    let head = [
        ("Round", false),
        ("Candidates", true),
        ("Effective number", true),
        ("Margin, points", true),
        ("Margin, votes", true),
        ("Winner's share", true),
        ("Turnout", true),
        ("Shares are of", false),
    ];
    html! { h2 id="measures" { "Measures" } (html::table("How contested it was", &head, &rows)) }
}
