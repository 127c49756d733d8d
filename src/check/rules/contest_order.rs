//! Reports links that name a later contest as the previous one, an earlier one as the next one, or the contest itself.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::{ContestSays, Statement};
use crate::wikitext::DateOrder;
use crate::wikitext::fold_title;

pub(crate) const RULE: Rule = Rule {
    name: "contest-order",
    severity: Severity::Warning,
    finds: "a previous contest dated after the contest that names it, a next one dated before, or a contest that is its own neighbour",
    why: "Series and successions follow the links between contests; a link that leads back in time breaks them.",
    wrong: include_str!("../../../tests/rules/contest-order/wrong.txt"),
    right: include_str!("../../../tests/rules/contest-order/right.txt"),
    but: "Dates that are too vague to tell are left alone.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    own_neighbours(input, out);
    let graph = input.graph;
    let mut seen = std::collections::BTreeSet::new();
    for contest in graph.contests() {
        let Some(date) = contest.date() else { continue };
        for (links, word, wrong) in
            [(&contest.previous, "previous", DateOrder::Later), (&contest.next, "next", DateOrder::Earlier)]
        {
            for link in links.all() {
                let other = graph.contest(link.value);
                let Some(there) = other.date().filter(|d| d.order(date) == wrong) else { continue };
                let Some(here) = place(graph, link) else { continue };
                // Report a link only once: the other direction may have been inferred from the same line.
                if !seen.insert((contest.id.min(other.id), contest.id.max(other.id), &here.page, here.line)) {
                    continue;
                }
                let side = if word == "previous" { "after" } else { "before" };
                let message = format!(
                    "the {word} contest is stated to be the {} ({}), which is {side} this one ({})",
                    other.title,
                    there.long(),
                    date.long()
                );
                let values = [valued(&other.title, here), there.to_string(), date.to_string()];
                out.push(
                    Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values),
                );
            }
        }
    }
}

/// Reports links from a contest to itself. The graph has no such links, so they are read from the facts.
fn own_neighbours(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for fact in &input.facts.stated {
        let Statement::Contest { contest, says } = &fact.statement else { continue };
        let (neighbour, word) = match says {
            ContestSays::Previous(neighbour) => (neighbour, "previous"),
            ContestSays::Next(neighbour) => (neighbour, "next"),
            _ => continue,
        };
        if fold_title(&neighbour.title) == fold_title(&contest.title) {
            let message = format!("the {word} contest is stated to be this contest itself");
            let found = Diagnostic::at(RULE.name, Severity::Warning, &fact.citation, &contest.title, message);
            out.push(found.with_values([neighbour.title.to_string()]));
        }
    }
}
