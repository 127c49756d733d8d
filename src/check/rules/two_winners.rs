//! Reports two people stated as elected by one leadership or presidential contest.

use super::{Diagnostic, Input, Rule, Severity, first};
use crate::facts::{Kind, Outcome};

pub(crate) const RULE: Rule = Rule {
    name: "two-winners",
    severity: Severity::Error,
    finds: "two people elected by one leadership or presidential contest",
    why: "One office has one winner.",
    wrong: include_str!("../../../tests/rules/two-winners/wrong.txt"),
    right: include_str!("../../../tests/rules/two-winners/right.txt"),
    but: "",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| matches!(c.kind, Kind::Leadership | Kind::Presidential)) {
        let elected: Vec<_> = graph
            .candidacies_of(contest.id)
            .filter(|c| c.outcome.all().iter().any(|o| o.value == Outcome::Elected))
            .collect();
        if elected.len() < 2 {
            continue;
        }
        let names: Vec<String> = elected.iter().map(|c| graph.person(c.person).name.clone()).collect();
        let places: Vec<_> =
            elected.iter().flat_map(|c| c.outcome.all().iter().flat_map(|o| o.citations.iter().copied())).collect();
        let Some(here) = first(graph, &places) else { continue };
        let message = format!("more than one person is stated to be elected: {}", names.join(", "));
        out.push(Diagnostic::at(RULE.name, Severity::Error, here, &contest.title, message).with_values(names));
    }
}
