//! Sources, or parts of one, give a contest different days.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::Confidence;

pub(crate) const RULE: Rule = Rule {
    name: "date-conflict",
    severity: Severity::Warning,
    finds: "dates of one contest that cannot be the same day: infobox, prose, tables",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for contest in input.graph.contests() {
        let dates = contest.dates.all();
        let Some(best) = dates.first() else { continue };
        for other in dates.iter().skip(1).filter(|d| d.confidence != Confidence::Disputed) {
            if best.value.compatible(other.value) {
                continue;
            }
            let (Some(here), Some(there)) = (place(input.graph, other), place(input.graph, best)) else { continue };
            let message = format!(
                "dated {} in the {} and {} in the {} ({there})",
                other.value.long(),
                here.confidence.label(),
                best.value.long(),
                there.confidence.label()
            );
            let values = [valued(&other.value.to_string(), here), valued(&best.value.to_string(), there)];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
        }
    }
}
