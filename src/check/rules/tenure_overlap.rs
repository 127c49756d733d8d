//! Reports two people who hold an office for one person at the same time.

use super::{Diagnostic, Input, Rule, Severity, place, single_holder, valued};
use crate::facts::{Began, Ended};
use crate::wikitext::DateOrder;

pub(crate) const RULE: Rule = Rule {
    name: "tenure-overlap",
    severity: Severity::Warning,
    finds: "a tenure that begins before the one before it in the same office has ended",
    why: "An office of one person has one holder; an overlap is a wrong date or a tenure that was put under the wrong office.",
    wrong: include_str!("../../../tests/rules/tenure-overlap/wrong.txt"),
    right: include_str!("../../../tests/rules/tenure-overlap/right.txt"),
    but: "Acting and interim holders, rival holders of a disputed office and offices with several seats are left alone.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for office in graph.offices().iter().filter(|o| single_holder(&o.name)) {
        let tenures: Vec<_> = graph.tenures_of(office.id).collect();
        for pair in tenures.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let provisional = [first, second].iter().any(|t| t.began.is_some_and(Began::is_provisional));
            if first.person == second.person || provisional || first.ended == Some(Ended::InOffice) {
                continue;
            }
            let (Some(end), Some(start)) = (first.to.first(), second.from.first()) else { continue };
            // Months and years may overlap although the days do not.
            let exact = end.value.the_day().is_some() && start.value.the_day().is_some();
            if start.value.order(end.value) != DateOrder::Earlier || !exact {
                continue;
            }
            // Skip pairs in which the first tenure is not known to have begun earlier: they are out of order
            // altogether.
            if first.from.best().is_none_or(|from| from.order(start.value) != DateOrder::Earlier) {
                continue;
            }
            let (Some(here), Some(there)) = (place(graph, start), place(graph, end)) else { continue };
            let (one, other) = (&graph.person(first.person).name, &graph.person(second.person).name);
            let message = format!(
                "{other} holds {} from {}, while {one} holds it until {} ({there})",
                office.name,
                start.value.long(),
                end.value.long()
            );
            let values = [valued(&start.value.to_string(), here), valued(&end.value.to_string(), there)];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &office.name, message).with_values(values));
        }
    }
}
