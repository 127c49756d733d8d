//! Reports a majority that is not the difference of the two leading candidates.

use super::{Diagnostic, Input, Rule, Severity, elects_several, on_several_tickets, place, valued};
use crate::graph::{Contest, PoliticalGraph};
use crate::wikitext::number::grouped;
use crate::wikitext::written::is_one_slip;

pub(crate) const RULE: Rule = Rule {
    name: "majority-mismatch",
    severity: Severity::Warning,
    finds: "a majority that is not the difference between the votes of the two leading candidates",
    why: "The majority is computed from two rows of the same table: if it differs, one of the three numbers is wrong.",
    wrong: include_str!("../../../tests/rules/majority-mismatch/wrong.txt"),
    right: include_str!("../../../tests/rules/majority-mismatch/right.txt"),
    but: "Contests that elect several, and a majority far from the difference, which may be one after preferences are distributed.",
    run,
};

/// A majority that differs by more than this fraction is one of another count, unless a single slip explains it.
const NEAR: f64 = 0.1;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        let [round] = contest.valid_rounds(false)[..] else { continue };
        let Some([first, second]) = leading(graph, contest, round) else { continue };
        for majority in contest.majority.all() {
            let Some(here) = place(graph, majority) else { continue };
            let difference = first.1 - second.1;
            let near = majority.value.abs_diff(difference) as f64 <= NEAR * difference as f64;
            let slip = is_one_slip(&majority.value.to_string(), &difference.to_string());
            if majority.value == difference || !near && !slip {
                continue;
            }
            let message = format!(
                "the majority is given as {}, but {} has {} votes more than {}",
                grouped(majority.value),
                first.0,
                grouped(difference),
                second.0
            );
            let values = [valued(&majority.value.to_string(), here), format!("{difference} (by the votes)")];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
        }
    }
}

/// Returns the names and votes of the two leading candidates, if one person is elected and all candidates have votes.
fn leading<'g>(graph: &'g PoliticalGraph, contest: &Contest, round: usize) -> Option<[(&'g str, u64); 2]> {
    let table = || graph.candidacies_of(contest.id).filter(|c| c.stood_in(round));
    if table().any(on_several_tickets) || elects_several(graph, contest) {
        return None;
    }
    let votes: Option<Vec<(&str, u64)>> = table()
        .map(|c| Some((graph.person(c.person).name.as_str(), *c.round(round)?.votes.first().map(|v| &v.value)?)))
        .collect();
    let mut votes = votes?;
    votes.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    let [first, second, ..] = votes[..] else { return None };
    Some([first, second])
}
