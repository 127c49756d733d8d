//! Reports a page whose infobox and succession box disagree about one tenure.

use super::{Diagnostic, Fix, Input, Rule, Severity, valued};
use crate::facts::OwnConflict;
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) const RULE: Rule = Rule {
    name: "box-against-row",
    severity: Severity::Warning,
    finds: "a page whose infobox and succession box give one tenure different days or neighbours",
    why: "Both boxes of a page describe the same tenure. If they disagree, one of them was changed and the other was not.",
    wrong: include_str!("../../../tests/rules/box-against-row/wrong.txt"),
    right: include_str!("../../../tests/rules/box-against-row/right.txt"),
    but: "Dates are compared as exactly as the vaguer one. Only tenures of the same seat are compared; if a page has several of one seat, those that begin in the same year. Two names with one surname are taken for one person.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let mut days: HashMap<(Arc<str>, String, String, String), usize> = HashMap::new();
    for conflict in &input.facts.conflicts {
        let [own, row] = &conflict.values;
        let office = &conflict.about;
        // The finding stands where the value is more probably wrong, and names the other place.
        let (at, there) =
            if conflict.odd { (&conflict.there, &conflict.here) } else { (&conflict.here, &conflict.there) };
        let message = match conflict.kind {
            OwnConflict::Start => {
                format!(
                    "the term as {office} begins {own} in the infobox, but {row} in the succession box (see {there})"
                )
            }
            OwnConflict::End => {
                format!("the term as {office} ends {own} in the infobox, but {row} in the succession box (see {there})")
            }
            OwnConflict::Predecessor => {
                format!(
                    "the infobox names {own} as predecessor as {office}, but the succession box names {row} (see {there})"
                )
            }
            OwnConflict::Successor => {
                format!(
                    "the infobox names {own} as successor as {office}, but the succession box names {row} (see {there})"
                )
            }
            OwnConflict::Swapped => format!(
                "predecessor and successor as {office} are exchanged: the infobox has {own} before, the succession box has {row} before (see {there})"
            ),
            _ => continue,
        };
        let values = [valued(own, &conflict.here), valued(row, &conflict.there)];
        // The end of one term and the beginning of the next are one day: it is one fault, in two places.
        if matches!(conflict.kind, OwnConflict::Start | OwnConflict::End) {
            let day = (Arc::clone(&conflict.here.file), conflict.subject.clone(), own.clone(), row.clone());
            if let Some(known) = days.get(&day).copied() {
                let known: &mut Diagnostic = &mut out[known];
                known
                    .values
                    .extend(values.into_iter().filter(|value| !known.values.contains(value)).collect::<Vec<_>>());
                continue;
            }
            days.insert(day, out.len());
        }
        let found = Diagnostic::at(RULE.name, Severity::Warning, at, &conflict.subject, message).with_values(values);
        // A name that stands nowhere else on the page gives way to one that does.
        let is_name = matches!(conflict.kind, OwnConflict::Predecessor | OwnConflict::Successor);
        out.push(if conflict.odd && is_name { found.with_fix(Fix::suggested(at, row, own)) } else { found });
    }
}
