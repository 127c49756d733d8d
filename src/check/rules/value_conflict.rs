//! Reports a candidate whose votes, share or outcome is given twice with different values.

use super::{Diagnostic, Input, Rule, Severity, on_several_tickets, place, rounding, valued};
use crate::facts::{Confidence, Outcome};
use crate::graph::{PoliticalGraph, Sourced, Values};
use crate::wikitext::number::grouped;

pub(crate) const RULE: Rule = Rule {
    name: "value-conflict",
    severity: Severity::Warning,
    finds: "two figures for one candidate's votes or share in a round beyond rounding, or elected and not elected at once",
    why: "Two figures for the same thing in the same sources cannot both be cited.",
    wrong: include_str!("../../../tests/rules/value-conflict/wrong.txt"),
    right: include_str!("../../../tests/rules/value-conflict/right.txt"),
    but: "Shares within their rounding agree.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for candidacy in graph.candidacies().iter().filter(|c| !on_several_tickets(c)) {
        let title = &graph.contest(candidacy.contest).title;
        let name = &graph.person(candidacy.person).name;
        for (round, result) in candidacy.rounds.iter() {
            let what = |kind: &str| format!("{kind} of {name} in round {round}");
            let votes = |v: &u64| grouped(*v);
            compare(graph, title, &what("votes"), &result.votes, |a, b| a == b, votes, out);
            let same = |a: &f64, b: &f64| (a - b).abs() <= rounding(*a).max(rounding(*b)) + 1e-9;
            compare(graph, title, &what("share"), &result.shares, same, |s| format!("{s}%"), out);
        }
        let same = |a: &Outcome, b: &Outcome| (*a == Outcome::Elected) == (*b == Outcome::Elected);
        compare(graph, title, &format!("outcome of {name}"), &candidacy.outcome, same, |o| o.label().into(), out);
    }
}

/// Reports every value that differs from the preferred one. Values that a table records as disputed are skipped.
fn compare<T: PartialEq>(
    graph: &PoliticalGraph,
    title: &str,
    what: &str,
    values: &Values<T>,
    same: impl Fn(&T, &T) -> bool,
    say: impl Fn(&T) -> String,
    out: &mut Vec<Diagnostic>,
) {
    let Some((best, others)) = values.all().split_first() else { return };
    let news = |v: &&Sourced<T>| v.confidence != Confidence::Disputed && !same(&v.value, &best.value);
    for other in others.iter().filter(news) {
        let (Some(here), Some(there)) = (place(graph, other), place(graph, best)) else { continue };
        let message = format!("{what}: {} here, but {} in {there}", say(&other.value), say(&best.value));
        let values = [valued(&say(&other.value), here), valued(&say(&best.value), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, title, message).with_values(values));
    }
}
