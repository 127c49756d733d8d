//! Reports a swing that the changes of the two leading candidates contradict.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::facts::OwnConflict;

pub(crate) const RULE: Rule = Rule {
    name: "swing-mismatch",
    severity: Severity::Warning,
    finds: "a swing that half the difference between the changes of the two leading candidates contradicts, by its sign or by a slip",
    why: "The swing of a hold or gain row is half of what the winner's change is ahead of the runner-up's (Butler's swing). A wrong sign says that the seat moved the other way.",
    wrong: include_str!("../../../tests/rules/swing-mismatch/wrong.txt"),
    right: include_str!("../../../tests/rules/swing-mismatch/right.txt"),
    but: "Swings that are reckoned in another way are left alone: only the opposite sign and a slip of one key are reported, a missing minus only on pages that write one elsewhere, and nothing in boxes with a count after preferences.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for conflict in input.facts.conflicts.iter().filter(|c| c.kind == OwnConflict::Swing) {
        let [said, computed] = &conflict.values;
        let (about, there) = (&conflict.about, &conflict.there);
        let message = format!("the swing is given as {said}, but by the changes of {about} it is {computed} ({there})");
        let values = [valued(said, &conflict.here), valued(computed, there)];
        let finding = Diagnostic::at(RULE.name, Severity::Warning, &conflict.here, &conflict.subject, message);
        out.push(finding.with_values(values));
    }
}
