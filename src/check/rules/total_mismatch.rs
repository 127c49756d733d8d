//! Reports a total line that does not fit the ballots or the candidates' votes.

use super::super::closed::{INVALID_BALLOTS, is_sum_or_more};
use super::{Diagnostic, Input, Rule, Severity, place, shares_given, valued};
use crate::analysis::figures::{Denominator, Figures};
use crate::graph::{Contest, PoliticalGraph};
use crate::wikitext::number::{Bound, grouped};

pub(crate) const RULE: Rule = Rule {
    name: "total-mismatch",
    severity: Severity::Warning,
    finds: "a total of votes that is less than the candidates' votes, more than those of a complete list, or far from the ballots reported",
    why: "A total that is less than its parts or far from the ballots has lost a digit, or is the total of something else.",
    wrong: include_str!("../../../tests/rules/total-mismatch/wrong.txt"),
    right: include_str!("../../../tests/rules/total-mismatch/right.txt"),
    but: "Up to 20% of ballots may be invalid. A list is complete if everybody has votes and the shares add up to 100%.",
    run,
};

/// A total of at least this many times the candidates' votes is taken to have a digit too many.
const TOO_MUCH: u64 = 5;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests() {
        // Where several are elected, each voter has several votes.
        let elected = graph.candidacies_of(contest.id).filter(|c| c.is_elected()).count();
        for total in contest.total.all() {
            let Some(here) = place(graph, total) else { continue };
            let mut report = |message: String, other: String| {
                let values = [valued(&total.value.to_string(), here), other];
                out.push(
                    Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values),
                );
            };
            if let Some(ballots) = contest.ballots.first()
                && let Some(there) = place(graph, ballots)
            {
                let (sum, cast) = (total.value as f64, ballots.value.count as f64);
                if sum > cast || sum < cast * (1.0 - INVALID_BALLOTS) {
                    let message = format!(
                        "the total is {} votes, but {} people are stated to have voted",
                        grouped(total.value),
                        grouped(ballots.value.count)
                    );
                    report(message, valued(&ballots.value.count.to_string(), there));
                    continue;
                }
            }
            // What is missing must be more than the rounding of the shares can hide.
            let missing = |sum: u64| total.value.saturating_sub(sum) as f64 / total.value.max(1) as f64 * 100.0;
            // Some totals include the blank and invalid ballots that the page lists, or stand beside the valid votes.
            let options = contest.rounds.first().and_then(|round| round.option_votes()).unwrap_or(0);
            let valid = || contest.rounds.first().into_iter().flat_map(|r| r.valid.all()).map(|v| v.value);
            let is_explained = |sum: u64| {
                is_sum_or_more(total.value as f64, &[sum as f64])
                    || options > 0 && total.value == sum.saturating_add(options)
                    || valid().any(|valid| valid == sum || options > 0 && valid.saturating_add(options) == total.value)
            };
            if let Some((sum, _)) = complete_sum(graph, contest)
                .filter(|(sum, allowed)| missing(*sum) > 2.0 * allowed && !is_explained(*sum))
            {
                let message = format!(
                    "the total is {} votes, but the candidates' votes add up to {}, and their shares to 100%",
                    grouped(total.value),
                    grouped(sum)
                );
                report(message, format!("{sum} (sum of the candidates' votes)"));
                continue;
            }
            if let [round] = contest.valid_rounds(false)[..]
                && let Denominator::CandidateVotes(sum) = Figures::of(graph, contest, round).denominator
                && (sum > total.value && elected < 2 || sum.saturating_mul(TOO_MUCH) <= total.value)
            {
                let message = format!(
                    "the total is {} votes, but the candidates' votes add up to {}",
                    grouped(total.value),
                    grouped(sum)
                );
                report(message, format!("{sum} (sum of the candidates' votes)"));
            }
        }
        if contest.total.all().is_empty() {
            out.extend(ballots_below_votes(graph, contest));
        }
    }
}

/// Returns the sum of the votes of a contest of one round whose list is complete (everybody has votes, and the shares add
/// up to 100%), and how far rounding may move the sum of the shares.
fn complete_sum(graph: &PoliticalGraph, contest: &Contest) -> Option<(u64, f64)> {
    let [round] = contest.valid_rounds(false)[..] else { return None };
    let (shares, allowed) = shares_given(graph, contest, round)?;
    let mut stood = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round));
    let all_counted = stood.all(|c| c.round(round).is_some_and(|r| r.votes.best().is_some()));
    let is_complete = shares.len() > 1 && (shares.iter().sum::<f64>() - 100.0).abs() <= allowed + 1e-9 && all_counted;
    // "0.0" for votes that were left out of the sum would hide them.
    let options_counted = contest.round(round)?.options.all().iter().all(|o| o.value.votes.is_some());
    match Figures::of(graph, contest, round).denominator {
        Denominator::CandidateVotes(sum) if is_complete && options_counted => Some((sum, allowed)),
        _ => None,
    }
}

/// Reports a turnout in votes that is below the votes of a contest with one winner.
fn ballots_below_votes(graph: &PoliticalGraph, contest: &Contest) -> Option<Diagnostic> {
    let ballots = contest.ballots.first().filter(|b| b.value.bound == Bound::Exact)?;
    let elected = graph.candidacies_of(contest.id).filter(|c| c.is_elected()).count();
    let (sum, _) = complete_sum(graph, contest).filter(|(sum, _)| *sum > ballots.value.count && elected == 1)?;
    let here = place(graph, ballots)?;
    let message = format!(
        "{} people are stated to have voted, but the candidates' votes add up to {}",
        grouped(ballots.value.count),
        grouped(sum)
    );
    let values = [valued(&ballots.value.count.to_string(), here), format!("{sum} (sum of the candidates' votes)")];
    Some(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values))
}
