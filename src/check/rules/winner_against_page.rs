//! Reports results of a page that do not fit each other: a hold or gain of another party than the winner's, a holder
//! afterwards who was not first.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::facts::OwnConflict;

pub(crate) const RULE: Rule = Rule {
    name: "winner-against-page",
    severity: Severity::Warning,
    finds: "a hold or gain by another party than the winner's, or a president after an election who had fewer votes than another",
    why: "Who won is stated twice: by the votes, and by the row or the parameter that says what followed. They must agree.",
    wrong: include_str!("../../../tests/rules/winner-against-page/wrong.txt"),
    right: include_str!("../../../tests/rules/winner-against-page/right.txt"),
    but: "Names of parties that share a word are taken for one party. Elections with electoral votes, delegates or seats are left alone.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for conflict in &input.facts.conflicts {
        let [said, other] = &conflict.values;
        let (about, there) = (&conflict.about, &conflict.there);
        let message = match conflict.kind {
            OwnConflict::WinnerParty => {
                format!(
                    "{said} is said to hold or gain the seat, but the winner, {about}, stands for {other} ({there})"
                )
            }
            OwnConflict::HolderAfter => {
                format!("{said} is said to hold the office after the election, but {other} has more votes ({there})")
            }
            _ => continue,
        };
        let values = [valued(said, &conflict.here), valued(other, there)];
        out.push(
            Diagnostic::at(RULE.name, Severity::Warning, &conflict.here, &conflict.subject, message)
                .with_values(values),
        );
    }
}
