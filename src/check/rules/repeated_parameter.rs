//! Reports parameters that a template has twice with different values.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::facts::OwnConflict;
use crate::source::quote;

pub(crate) const RULE: Rule = Rule {
    name: "repeated-parameter",
    severity: Severity::Warning,
    finds: "a parameter that a template about elections or offices has twice, with different values",
    why: "MediaWiki shows the last value only, so that the first one is lost without a word.",
    wrong: include_str!("../../../tests/rules/repeated-parameter/wrong.txt"),
    right: include_str!("../../../tests/rules/repeated-parameter/right.txt"),
    but: "The same value twice, and an empty one, are not reported.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for conflict in input.facts.conflicts.iter().filter(|c| c.kind == OwnConflict::Repeated) {
        let [first, last] = &conflict.values;
        let message = format!(
            "the parameter {} is given twice; {} counts, and {} in line {} is lost",
            quote(&conflict.about),
            quote(last),
            quote(first),
            conflict.here.line
        );
        let values = [valued(last, &conflict.there), valued(first, &conflict.here)];
        out.push(
            Diagnostic::at(RULE.name, Severity::Warning, &conflict.there, &conflict.subject, message)
                .with_values(values),
        );
    }
}
