//! Reports links to a contest that no source is about if another contest of that time is documented.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::Title;

pub(crate) const RULE: Rule = Rule {
    name: "link-to-nothing",
    severity: Severity::Warning,
    finds: "a link to a contest that no source is about, where a contest for the same office at that time is documented under another title",
    why: "The link leads readers nowhere, and programs to a contest that never was.",
    wrong: include_str!("../../../tests/rules/link-to-nothing/wrong.txt"),
    right: include_str!("../../../tests/rules/link-to-nothing/right.txt"),
    but: "If no other contest of that time is known, nothing is reported: the source may simply not have been read.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests() {
        for link in contest.previous.all().iter().chain(contest.next.all()) {
            let target = graph.contest(link.value);
            let title = Title::read(&target.title);
            let (Some(office), Some(year)) = (target.office.or(contest.office), title.year) else { continue };
            if target.documented || !target.candidacies.is_empty() || target.id == contest.id {
                continue;
            }
            let fits = |c: &&crate::graph::Contest| {
                let other = Title::read(&c.title);
                c.documented
                    && c.id != contest.id
                    && c.year() == Some(year)
                    && (title.month.is_none() || other.month.or(c.date().and_then(|d| d.the_month())) == title.month)
            };
            let mut found = graph.contests_of(office).filter(fits);
            let (Some(known), None) = (found.next(), found.next()) else { continue };
            let Some(here) = place(graph, link) else { continue };
            let message = format!(
                "links to the {}, which no source is about; the contest at that time is documented as the {}",
                target.title, known.title
            );
            let values = [valued(&target.title, here), known.title.clone()];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
        }
    }
}
