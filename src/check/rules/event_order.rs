//! A holder is said to have left after the contest that chose somebody else.

use super::{Diagnostic, Input, Rule, Severity, first, place, valued};
use crate::wikitext::DateOrder;

pub(crate) const RULE: Rule = Rule {
    name: "event-order",
    severity: Severity::Warning,
    finds: "a resignation or end of tenure dated after the next contest for the office",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for tenure in graph.tenures() {
        let Some(last) = tenure.renewed.last().copied().or(tenure.contest) else { continue };
        let Some(next) = graph.contest(last).next.best().map(|id| graph.contest(*id)) else { continue };
        let confirmed = graph.candidacies_of(next.id).any(|c| c.is_elected() && c.person == tenure.person);
        let Some(date) = next.date().filter(|_| !confirmed && next.counts(false)) else { continue };
        for end in tenure.to.all().iter().filter(|end| end.value.order(date) == DateOrder::Later) {
            let Some(here) = place(graph, end) else { continue };
            let there = next.dates.first().and_then(|d| place(graph, d)).or_else(|| first(graph, &next.citations));
            let name = &graph.person(tenure.person).name;
            let message = format!(
                "{name} is said to have left in {}, after the next contest, of {}",
                end.value.long(),
                date.long()
            );
            let mut values = vec![valued(&end.value.to_string(), here)];
            values.extend(there.map(|c| valued(&date.to_string(), c)));
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, name, message).with_values(values));
        }
    }
}
