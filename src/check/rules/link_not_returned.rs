//! Reports a contest whose next (or previous) contest names another contest as its previous (or next) one.

use super::{Diagnostic, Input, Rule, Severity, place, valued};

pub(crate) const RULE: Rule = Rule {
    name: "link-not-returned",
    severity: Severity::Warning,
    finds: "a contest whose next (or previous) contest names another as the one before (or after) it",
    why: "Readers who follow a series forwards and backwards should pass the same contests; if they do not, a contest is missing or duplicated.",
    wrong: include_str!("../../../tests/rules/link-not-returned/wrong.txt"),
    right: include_str!("../../../tests/rules/link-not-returned/right.txt"),
    but: "Only contests that a source is about are checked. Nothing is reported if the other contest names none.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.documented) {
        for forward in [true, false] {
            let links = if forward { &contest.next } else { &contest.previous };
            let Some(link) = links.first() else { continue };
            let other = graph.contest(link.value);
            let back = if forward { &other.previous } else { &other.next };
            // A link that was only inferred from this one is no evidence.
            let inferred = |s: &crate::graph::Sourced<_>| s.citations.iter().all(|id| link.citations.contains(id));
            let named: Vec<_> = back.all().iter().filter(|s| !inferred(s)).collect();
            // If parties merge, contests for two offices lead to one contest.
            if other.office.is_some() && contest.office.is_some() && other.office != contest.office {
                continue;
            }
            if !other.documented || named.is_empty() || named.iter().any(|s| s.value == contest.id) {
                continue;
            }
            let (Some(here), Some(there)) = (place(graph, link), place(graph, named[0])) else { continue };
            let instead = &graph.contest(named[0].value).title;
            // A single page may list interim or disputed contests between the two; only links of two pages can
            // contradict each other.
            if here.page == there.page {
                continue;
            }
            let (word, other_word) = if forward { ("next", "previous") } else { ("previous", "next") };
            let message = format!(
                "names the {} as its {word} contest, but that contest names the {instead} as its {other_word} one ({there})",
                other.title
            );
            let values = [valued(&other.title, here), valued(instead, there)];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
        }
    }
}
