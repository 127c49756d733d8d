//! Sources, or parts of one, give a contest different days.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::Confidence;
use crate::graph::Values;
use crate::wikitext::Date;

pub(crate) const RULE: Rule = Rule {
    name: "date-conflict",
    severity: Severity::Warning,
    finds: "dates of one contest that cannot be the same day: infobox, prose, tables",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for contest in input.graph.contests() {
        let rounds = contest.rounds.iter().map(|r| &r.dates);
        for dates in std::iter::once(&contest.dates).chain(rounds) {
            conflicts(input, &contest.title, dates, out);
        }
    }
}

fn conflicts(input: &Input<'_>, title: &str, dates: &Values<Date>, out: &mut Vec<Diagnostic>) {
    let dates = dates.all();
    let Some(best) = dates.first() else { return };
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
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, title, message).with_values(values));
    }
}
