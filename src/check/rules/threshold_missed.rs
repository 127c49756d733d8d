//! Reports a winner who did not reach the required share although there was no further round.

use super::{Diagnostic, Input, Rule, Severity, disputed, place, rounding, valued};
use crate::analysis::figures::Figures;

pub(crate) const RULE: Rule = Rule {
    name: "threshold-missed",
    severity: Severity::Warning,
    finds: "a person elected in the last round with less than the share needed, where no runoff followed",
    why: "Either a second round is missing from the source, or the share, the threshold or the winner is wrong.",
    wrong: include_str!("../../../tests/rules/threshold-missed/wrong.txt"),
    right: include_str!("../../../tests/rules/threshold-missed/right.txt"),
    but: "A last round of two candidates needs no threshold. A share equal to the threshold within its rounding passes.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        let Some(threshold) = contest.threshold.first() else { continue };
        let rounds = contest.valid_rounds(false);
        let (Some(last), Some(elected)) = (rounds.last(), graph.candidacies_of(contest.id).find(|c| c.is_elected()))
        else {
            continue;
        };
        let figures = Figures::of(graph, contest, *last);
        let Some(figure) = figures.person(elected.person) else { continue };
        let (Some(share), true) = (figure.share, figures.rows.len() > 2 && rounds.len() == 1) else { continue };
        let slack = figure.given.map_or(0.0, rounding).max(rounding(threshold.value));
        if share + slack >= threshold.value {
            continue;
        }
        let result = elected.round(*last).and_then(|r| {
            r.shares.first().and_then(|s| place(graph, s)).or_else(|| r.votes.first().and_then(|v| place(graph, v)))
        });
        let (Some(here), Some(there)) = (result.or_else(|| place(graph, threshold)), place(graph, threshold)) else {
            continue;
        };
        let share = disputed(share, threshold.value);
        let name = &graph.person(elected.person).name;
        let message = format!(
            "{name} was elected with {share}%, less than the required {}% ({there}), and no further round is known",
            threshold.value
        );
        let values = [valued(&format!("{share}%"), here), valued(&format!("{}%", threshold.value), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
    }
}
