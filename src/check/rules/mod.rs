//! The rules of the checks, one a file.

pub(super) mod conflicting_sources;
pub(super) mod date_conflict;
pub(super) mod event_order;
pub(super) mod name_spelling;
pub(super) mod numbering_gap;
pub(super) mod share_against_votes;
pub(super) mod shares_sum;
pub(super) mod total_mismatch;
pub(super) mod turnout_mismatch;
pub(super) mod two_winners;
pub(super) mod value_conflict;
pub(super) mod votes_above_electorate;
pub(super) mod winner_not_first;

use super::{Diagnostic, Input, Rule, Severity};
use crate::facts::Citation;
use crate::graph::{CitationId, Contest, PoliticalGraph, Sourced};

/// The first place of a value.
fn place<'g, T>(graph: &'g PoliticalGraph, sourced: &Sourced<T>) -> Option<&'g Citation> {
    sourced.citations.first().map(|id| graph.citation(*id))
}

/// The first of some places.
fn first<'g>(graph: &'g PoliticalGraph, ids: &[CitationId]) -> Option<&'g Citation> {
    ids.iter().map(|id| graph.citation(*id)).min()
}

/// A value with its place: `19 November 2002 (prose, seeds/b.txt:33)`.
fn valued(value: &str, citation: &Citation) -> String {
    format!("{value} ({}, {citation})", citation.confidence.label())
}

/// Half a unit of the last digit that a percentage is written with.
fn rounding(share: f64) -> f64 {
    0.5 * 10f64.powi(-i32::try_from(crate::wikitext::number::decimals(share)).unwrap_or(0))
}

/// Every share of a round as given, options included, with the finest rounding among them.
fn shares_given(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Option<(Vec<f64>, f64)> {
    let mut shares = Vec::new();
    for candidacy in graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)) {
        shares.push(*candidacy.round(round)?.shares.best()?);
    }
    let row = contest.round(round)?;
    shares.extend(row.options.all().iter().filter_map(|o| o.value.share));
    let finest = shares.iter().map(|s| rounding(*s)).fold(0.5, f64::min);
    Some((shares, finest))
}
