//! Reports values that a table records side by side because its sources disagree.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::Confidence;
use crate::graph::{PoliticalGraph, Values};

pub(crate) const RULE: Rule = Rule {
    name: "conflicting-sources",
    severity: Severity::Note,
    finds: "values of one property that a table gives side by side, each with its sources",
    why: "A curated table that keeps its sources' disagreements is doing its job; whoever cites one of the values should know of the others.",
    wrong: include_str!("../../../tests/rules/conflicting-sources/wrong.txt"),
    right: include_str!("../../../tests/rules/conflicting-sources/right.txt"),
    but: "",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests() {
        for dispute in &contest.disputes {
            let citation = graph.citation(dispute.citation);
            let say = |(value, sources): &(String, Vec<String>)| match sources.len() {
                0 => format!("{value} (source not recorded)"),
                1 => format!("{value} (1 source)"),
                n => format!("{value} ({n} sources)"),
            };
            let message = format!("sources disagree on {}", dispute.about);
            let values = dispute.values.iter().map(say);
            out.push(Diagnostic::at(RULE.name, Severity::Note, citation, &contest.title, message).with_values(values));
        }
        side_by_side(graph, &contest.title, "the date", &contest.dates, ToString::to_string, out);
        side_by_side(graph, &contest.title, "the turnout", &contest.turnout, |t| format!("{t}%"), out);
        side_by_side(graph, &contest.title, "the electorate", &contest.electorate, ToString::to_string, out);
        for candidacy in graph.candidacies_of(contest.id) {
            let name = &graph.person(candidacy.person).name;
            for result in candidacy.rounds.values() {
                side_by_side(
                    graph,
                    &contest.title,
                    &format!("the votes of {name}"),
                    &result.votes,
                    ToString::to_string,
                    out,
                );
                side_by_side(
                    graph,
                    &contest.title,
                    &format!("the share of {name}"),
                    &result.shares,
                    |s| format!("{s}%"),
                    out,
                );
            }
        }
    }
    for tenure in graph.tenures() {
        let name = &graph.person(tenure.person).name;
        side_by_side(graph, name, "the start of the tenure", &tenure.from, ToString::to_string, out);
        side_by_side(graph, name, "the end of the tenure", &tenure.to, ToString::to_string, out);
    }
}

fn side_by_side<T: PartialEq>(
    graph: &PoliticalGraph,
    subject: &str,
    what: &str,
    values: &Values<T>,
    say: impl Fn(&T) -> String,
    out: &mut Vec<Diagnostic>,
) {
    let disputed = values.all().iter().skip(1).find(|v| v.confidence == Confidence::Disputed);
    let Some(here) = disputed.and_then(|v| place(graph, v)) else { return };
    let values: Vec<String> =
        values.all().iter().filter_map(|v| place(graph, v).map(|c| valued(&say(&v.value), c))).collect();
    let message = format!("sources disagree on {what}: {}", values.join(" or "));
    out.push(Diagnostic::at(RULE.name, Severity::Note, here, subject, message).with_values(values));
}
