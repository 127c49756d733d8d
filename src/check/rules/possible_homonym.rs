//! Reports names that span a longer time than one career is likely to last.

use super::{Diagnostic, Input, Rule, Severity, first};
use crate::graph::{CitationId, Person, PoliticalGraph};

pub(crate) const RULE: Rule = Rule {
    name: "possible-homonym",
    severity: Severity::Note,
    finds: "a person whose contests and tenures lie forty years or more apart",
    why: "A name is not a person: father and son, or two strangers, may have been taken for one.",
    wrong: include_str!("../../../tests/rules/possible-homonym/wrong.txt"),
    right: include_str!("../../../tests/rules/possible-homonym/right.txt"),
    but: "",
    run,
};

/// The shortest pause that is reported, in years. A career seldom pauses that long.
const PAUSE: i32 = 40;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for person in graph.people() {
        let known = years(graph, person);
        let Some(pair) = known.windows(2).find(|pair| pair[1].0 - pair[0].1 >= PAUSE) else { continue };
        let Some(here) = first(graph, &pair[1].2) else { continue };
        let (last, next) = (pair[0].1, pair[1].0);
        let message = format!("nothing is known of {} between {last} and {next}: this may be two people", person.name);
        let values = [last.to_string(), next.to_string()];
        out.push(Diagnostic::at(RULE.name, Severity::Note, here, &person.name, message).with_values(values));
    }
}

/// Returns the first and last years and the citations of the person's candidacies and tenures. Spans that overlap or
/// touch are merged.
fn years(graph: &PoliticalGraph, person: &Person) -> Vec<(i32, i32, Vec<CitationId>)> {
    let mut spans: Vec<(i32, i32, Vec<CitationId>)> = Vec::new();
    for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)) {
        if let Some(year) = graph.contest(candidacy.contest).year() {
            spans.push((year, year, candidacy.named.iter().map(|(_, id)| *id).collect()));
        }
    }
    for tenure in person.tenures.iter().map(|id| graph.tenure(*id)) {
        let from = tenure.from.best().and_then(|d| d.first_year());
        let to = tenure.to.best().and_then(|d| d.last_year());
        if let Some(from) = from.or(to) {
            spans.push((from, to.unwrap_or(from).max(from), tenure.citations.clone()));
        }
    }
    spans.sort_by_key(|s| (s.0, s.1));
    let mut merged: Vec<(i32, i32, Vec<CitationId>)> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.0 <= last.1 + 1 => last.1 = last.1.max(span.1),
            _ => merged.push(span),
        }
    }
    merged
}
