//! The rules of the checks, one a file.

pub(super) mod box_against_row;
pub(super) mod candidate_twice;
pub(super) mod claim_contradicted;
pub(super) mod conflicting_sources;
pub(super) mod contest_order;
pub(super) mod date_conflict;
pub(super) mod event_order;
pub(super) mod holder_mismatch;
pub(super) mod incomplete_list;
pub(super) mod link_not_returned;
pub(super) mod link_to_nothing;
pub(super) mod majority_mismatch;
pub(super) mod name_spelling;
pub(super) mod numbering_gap;
pub(super) mod page_against_item;
pub(super) mod possible_homonym;
pub(super) mod rank_against_votes;
pub(super) mod repeated_parameter;
pub(super) mod round_arithmetic;
pub(super) mod share_against_votes;
pub(super) mod share_basis_unclear;
pub(super) mod shares_sum;
pub(super) mod swing_mismatch;
pub(super) mod tenure_gap;
pub(super) mod tenure_overlap;
pub(super) mod threshold_missed;
pub(super) mod total_mismatch;
pub(super) mod turnout_mismatch;
pub(super) mod two_winners;
pub(super) mod unclosed_markup;
pub(super) mod unread;
pub(super) mod value_conflict;
pub(super) mod votes_above_electorate;
pub(super) mod winner_against_page;
pub(super) mod winner_not_first;
pub(super) mod wrong_neighbour;

use super::{Diagnostic, Fix, Input, Rule, Severity};
use crate::analysis::implied::rounding;
use crate::facts::Citation;
use crate::graph::{CitationId, Contest, PoliticalGraph, Sourced};
use crate::wikitext::number::disputed;

/// Returns the first citation of a value.
fn place<'g, T>(graph: &'g PoliticalGraph, sourced: &Sourced<T>) -> Option<&'g Citation> {
    sourced.citations.first().map(|id| graph.citation(*id))
}

/// Returns the most trusted of some citations; of equal ones, the first by page and line.
fn first<'g>(graph: &'g PoliticalGraph, ids: &[CitationId]) -> Option<&'g Citation> {
    ids.iter().map(|id| graph.citation(*id)).min()
}

/// Formats a value with its citation: `19 November 2002 (prose, seeds/b.txt:33)`.
pub(super) fn valued(value: &str, citation: &Citation) -> String {
    format!("{value} ({}, {citation})", citation.confidence.label())
}

/// Returns true if a candidate has rows of several parties in one contest, as on fusion tickets. Each row has only a
/// part of the candidate's votes.
pub(super) fn on_several_tickets(candidacy: &crate::graph::Candidacy) -> bool {
    candidacy.party.all().len() > 1
        && candidacy.rounds.values().any(|r| r.votes.all().len() > 1 || r.shares.all().len() > 1)
}

/// Returns true if a contest elects several people: several are elected, or its title says so, as "Northgate (3 seats)" or
/// "Northgate (3)".
pub(super) fn elects_several(graph: &PoliticalGraph, contest: &Contest) -> bool {
    let title = contest.title.to_lowercase();
    let words = ["seats", "members)", "councillors"].iter().any(|word| title.contains(word));
    let number = (2..10).any(|n| title.contains(&format!("({n})")));
    words || number || graph.candidacies_of(contest.id).filter(|c| c.is_elected()).count() > 1
}

/// Returns every given share of a round, including those of options, and how far rounding may move their sum. `None` if
/// the share of a candidate is not known.
fn shares_given(graph: &PoliticalGraph, contest: &Contest, round: usize) -> Option<(Vec<f64>, f64)> {
    let mut shares = Vec::new();
    for candidacy in graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)) {
        shares.push(*candidacy.round(round)?.shares.best()?);
    }
    let row = contest.round(round)?;
    shares.extend(row.options.all().iter().filter_map(|o| o.value.share));
    // "19" among "40.6" and "34.5" lost its zero, but "54.3" beside "45.39" is rounded to fewer digits.
    let mut digits = [0usize; 7];
    shares.iter().for_each(|s| digits[crate::wikitext::number::decimals(*s).min(6) as usize] += 1);
    let usual = (0..7).max_by_key(|d| digits[*d]).unwrap_or(0);
    let allowed = shares.iter().map(|s| match crate::wikitext::number::decimals(*s) {
        0 => 0.5 * 10f64.powi(-(usual as i32)),
        _ => rounding(*s),
    });
    let allowed = allowed.sum();
    Some((shares, allowed))
}

/// Returns true if one person at a time holds the office, judging by its name.
fn single_holder(office: &str) -> bool {
    let name = crate::wikitext::fold_title(office);
    let heads = [
        "leader of",
        "president of",
        "prime minister",
        "chancellor of",
        "mayor of",
        "governor of",
        "premier of",
        "first minister",
        "speaker of",
        "chair of",
        "chairman of",
        "chairperson of",
        "chairwoman of",
        "king of",
        "queen of",
        "pope",
    ];
    let many = ["co leader", "deputy", "vice"];
    heads.iter().any(|head| name.starts_with(head)) && !many.iter().any(|word| name.starts_with(word))
}

/// Formats a date for a sentence: "on 20 January 2017", "in May 2005".
fn when(date: crate::wikitext::Date) -> String {
    let word = if date.the_day().is_some() { "on" } else { "in" };
    format!("{word} {}", date.long())
}
