//! Reports lists of candidates that are proven to be incomplete.

use super::{Diagnostic, Input, Rule, Severity, on_several_tickets, place, valued};
use crate::analysis::implied::{bases, incomplete};
use crate::wikitext::number::grouped;

pub(crate) const RULE: Rule = Rule {
    name: "incomplete-list",
    severity: Severity::Note,
    finds: "a round whose votes and shares agree on a total that is larger than the votes listed",
    why: "Candidates are missing: shares that are computed from the list alone would be too large, and measures wrong.",
    wrong: include_str!("../../../tests/rules/incomplete-list/wrong.txt"),
    right: include_str!("../../../tests/rules/incomplete-list/right.txt"),
    but: "At least two candidates must have both figures. Nothing is reported if the rest may be invalid ballots (shares of the ballots cast, a runoff of two, a rest of less than 5%). Pages of a wiki often list the leading candidates alone, so that their lists are reported with --pedantic only.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        // The votes of a candidate on several tickets are the sum of several rows.
        if graph.candidacies_of(contest.id).any(on_several_tickets) {
            continue;
        }
        for round in contest.valid_rounds(false) {
            let Some(proven) = incomplete(graph, contest, round) else { continue };
            let share = graph.candidacies_of(contest.id).find_map(|c| c.round(round)?.shares.first());
            let Some(here) = share.and_then(|s| place(graph, s)) else { continue };
            // A page of a wiki often lists the leading candidates alone, and means to.
            let is_markup = ["|", "{{", "!"].iter().any(|mark| here.quote.trim_start().starts_with(mark));
            if is_markup && !input.pedantic {
                continue;
            }
            let about = if proven.exact { "" } else { "about " };
            let others = proven.others_share;
            let message = format!(
                "the list of round {round} is incomplete: votes and shares of {} candidates agree on {about}{} votes, of which {} \
                 are listed; {others:.1}% went to others",
                bases(graph, contest, round).len(),
                grouped(proven.total),
                grouped(proven.listed)
            );
            let values = [
                valued(&format!("{about}{} votes", grouped(proven.total)), here),
                format!("{} votes (sum of the list)", grouped(proven.listed)),
            ];
            out.push(Diagnostic::at(RULE.name, Severity::Note, here, &contest.title, message).with_values(values));
        }
    }
}
