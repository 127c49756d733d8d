//! A name that one article spells in two ways, or with a letter amiss.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::facts::{Citation, Confidence};
use crate::wikitext::fold;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    name: "name-spelling",
    severity: Severity::Warning,
    finds: "a person's name spelled in two ways in one article, or a surname with a letter amiss",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for slip in &input.facts.misspellings {
        let message = format!("'{}' looks like a slip for the surname of {}", slip.written, slip.meant);
        let values = [valued(&slip.written, &slip.citation), slip.meant.clone()];
        out.push(
            Diagnostic::at(RULE.name, Severity::Warning, &slip.citation, &slip.meant, message).with_values(values),
        );
    }
    for person in graph.people().iter().filter(|p| p.spellings.len() > 1) {
        // Per article: each spelling, the places it stands in.
        let mut by_file: BTreeMap<&str, BTreeMap<&str, Vec<&Citation>>> = BTreeMap::new();
        for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)) {
            for (name, id) in &candidacy.named {
                let citation = graph.citation(*id);
                if matches!(citation.confidence, Confidence::Infobox | Confidence::ResultTable | Confidence::Prose) {
                    by_file.entry(&citation.page).or_default().entry(name).or_default().push(citation);
                }
            }
        }
        for spellings in by_file.values() {
            let preferred = spellings.keys().find(|s| fold(s) == fold(&person.name));
            let common = preferred
                .or_else(|| spellings.iter().max_by_key(|(s, c)| (c.len(), std::cmp::Reverse(**s))).map(|(s, _)| s));
            let Some(common) = common.copied() else { continue };
            for (odd, places) in spellings.iter().filter(|(s, _)| fold(s) != fold(common)) {
                let Some(here) = places.iter().min() else { continue };
                let Some(there) = spellings.get(common).and_then(|c| c.iter().min()) else { continue };
                let message = format!("spelled '{odd}' here and '{common}' elsewhere in the same article ({there})");
                let values = [valued(odd, here), valued(common, there)];
                out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &person.name, message).with_values(values));
            }
        }
    }
}
