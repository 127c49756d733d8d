//! Reports a long time between a holder and the person stated to follow directly.

use super::{Diagnostic, Input, Rule, Severity, place, single_holder, valued, when};
use crate::facts::{Confidence, Ended};

pub(crate) const RULE: Rule = Rule {
    name: "tenure-gap",
    severity: Severity::Note,
    finds: "a year or more between a tenure and the one that is stated to follow it directly",
    why: "An office is seldom vacant for so long: a holder may be missing in between.",
    wrong: include_str!("../../../tests/rules/tenure-gap/wrong.txt"),
    right: include_str!("../../../tests/rules/tenure-gap/right.txt"),
    but: "Shorter vacancies are shown by 'hustings succession' and not reported.",
    run,
};

/// The shortest gap that is reported, in days. Shorter vacancies are usual.
const DAYS: f64 = 365.0;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for office in graph.offices().iter().filter(|o| single_holder(&o.name)) {
        let tenures: Vec<_> = graph.tenures_of(office.id).collect();
        for pair in tenures.windows(2).filter(|pair| pair[1].follows && pair[0].ended != Some(Ended::InOffice)) {
            // Prose that mentions one spell need not mention the next.
            let firm = |s: &&crate::graph::Sourced<crate::wikitext::Date>| s.confidence != Confidence::Prose;
            let (Some(end), Some(start)) = (pair[0].to.first().filter(firm), pair[1].from.first().filter(firm)) else {
                continue;
            };
            let known = end.value.precision().is_some() && start.value.precision().is_some();
            let years = match (end.value.last_year(), start.value.first_year()) {
                (Some(a), Some(b)) if known => f64::from(b - a),
                _ => continue,
            };
            // Without days, "1977" and "1978" may be one day apart.
            let least = match (end.value.middle(), start.value.middle()) {
                (Some(a), Some(b)) if end.value.the_day().is_some() && start.value.the_day().is_some() => b - a,
                _ => (years - 1.0) * DAYS,
            };
            if least < DAYS {
                continue;
            }
            let (Some(here), Some(there)) = (place(graph, start), place(graph, end)) else { continue };
            let (one, other) = (&graph.person(pair[0].person).name, &graph.person(pair[1].person).name);
            let message = format!(
                "{one} left {} ({there}), but {other}, who is stated to follow, began {}: a holder may be missing",
                when(end.value),
                when(start.value)
            );
            let values = [valued(&end.value.to_string(), there), valued(&start.value.to_string(), here)];
            out.push(Diagnostic::at(RULE.name, Severity::Note, here, &office.name, message).with_values(values));
        }
    }
}
