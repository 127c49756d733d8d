//! Reports a person who was elected without coming first.

use super::{Diagnostic, Input, Rule, Severity, first};
use crate::analysis::figures::Figures;
use crate::facts::Kind;

pub(crate) const RULE: Rule = Rule {
    name: "winner-not-first",
    severity: Severity::Warning,
    finds: "a person elected who was behind another in the last valid round",
    why: "If votes decide, the person with the most votes is elected; otherwise a figure, a round or the winner is wrong.",
    wrong: include_str!("../../../tests/rules/winner-not-first/wrong.txt"),
    right: include_str!("../../../tests/rules/winner-not-first/right.txt"),
    but: "Contests that electoral colleges, lists or seats decide are left alone.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    // In other kinds of contest, electoral colleges, lists or seats may elect somebody who is behind in votes.
    let by_votes = |kind| {
        matches!(kind, Kind::Leadership | Kind::Primary | Kind::Mayoral | Kind::Gubernatorial | Kind::ByElection)
    };
    for contest in graph.contests().iter().filter(|c| c.counts(false) && by_votes(c.kind)) {
        let Some(elected) = graph.candidacies_of(contest.id).find(|c| c.is_elected()) else { continue };
        let Some(last) = contest.valid_rounds(false).pop() else { continue };
        let figures = Figures::of(graph, contest, last);
        let Some(top) = figures.rows.first().filter(|top| top.person != elected.person) else { continue };
        if figures.ahead(top.person, elected.person) != Some(top.person) {
            continue;
        }
        // The winner may have won a runoff that a source mentions without figures.
        let told = ["runoff", "run-off", "second round", "second ballot", "final round", "final ballot"];
        let cited =
            elected.outcome.all().iter().flat_map(|o| &o.citations).map(|id| graph.citation(*id).quote.to_lowercase());
        if contest.valid_rounds(false).len() == 1
            && cited.into_iter().any(|quote| told.iter().any(|w| quote.contains(w)))
        {
            continue;
        }
        let places = elected.outcome.first().map_or(&[][..], |s| &s.citations);
        let Some(here) = first(graph, places) else { continue };
        let (won, ahead) = (&graph.person(elected.person).name, &graph.person(top.person).name);
        let message = format!("{won} is stated to be elected, but {ahead} was ahead in round {last}");
        out.push(
            Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message)
                .with_values([won.clone(), ahead.clone()]),
        );
    }
}
