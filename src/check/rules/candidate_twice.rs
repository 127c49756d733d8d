//! Reports a person who has two numbers in one list of candidates.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::facts::Citation;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    name: "candidate-twice",
    severity: Severity::Warning,
    finds: "a person under two numbers of one infobox",
    why: "Nobody stands twice in a contest: a name was pasted over another, and a candidate is lost.",
    wrong: include_str!("../../../tests/rules/candidate-twice/wrong.txt"),
    right: include_str!("../../../tests/rules/candidate-twice/right.txt"),
    but: "",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for candidacy in graph.candidacies().iter().filter(|c| c.numbers.len() > 1) {
        let mut by_page: BTreeMap<(&str, &str), BTreeMap<u32, &Citation>> = BTreeMap::new();
        for (number, id) in &candidacy.numbers {
            let citation = graph.citation(*id);
            by_page.entry((&citation.file, &citation.page)).or_default().insert(*number, citation);
        }
        for numbers in by_page.into_values() {
            let mut all = numbers.into_iter();
            let Some((first, there)) = all.next() else { continue };
            let name = &graph.person(candidacy.person).name;
            for (number, here) in all {
                let title = &graph.contest(candidacy.contest).title;
                let message = format!("{name} is candidate {first} ({there}) and candidate {number}");
                let values = [valued(&first.to_string(), there), valued(&number.to_string(), here)];
                out.push(Diagnostic::at(RULE.name, Severity::Warning, here, title, message).with_values(values));
            }
        }
    }
}
