//! Reports a total line that does not fit the ballots or the candidates' votes.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::analysis::figures::{Denominator, Figures};
use crate::wikitext::number::grouped;

pub(crate) const RULE: Rule = Rule {
    name: "total-mismatch",
    severity: Severity::Warning,
    finds: "a total of votes that is less than the candidates' votes, or far from the ballots reported",
    why: "A total that is less than its parts or far from the ballots has lost a digit, or is the total of something else.",
    wrong: include_str!("../../../tests/rules/total-mismatch/wrong.txt"),
    right: include_str!("../../../tests/rules/total-mismatch/right.txt"),
    but: "Up to 20% of ballots may be invalid.",
    run,
};

/// The largest fraction by which the total may be smaller than the ballots, because some ballots are invalid.
const INVALID_BALLOTS: f64 = 0.2;
/// A total of at least this many times the candidates' votes is taken to have a digit too many.
const TOO_MUCH: u64 = 5;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests() {
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
            if let [round] = contest.valid_rounds(false)[..]
                && let Denominator::CandidateVotes(sum) = Figures::of(graph, contest, round).denominator
                && (sum > total.value || sum.saturating_mul(TOO_MUCH) <= total.value)
            {
                let message = format!(
                    "the total is {} votes, but the candidates' votes add up to {}",
                    grouped(total.value),
                    grouped(sum)
                );
                report(message, format!("{sum} (sum of the candidates' votes)"));
            }
        }
    }
}
