//! Reports holders before or after a contest who do not fit its result or the neighbouring contest.

use super::{Diagnostic, Input, Rule, Severity, first, place, single_holder, valued};
use crate::graph::Contest;
use crate::wikitext::DateOrder;

pub(crate) const RULE: Rule = Rule {
    name: "holder-mismatch",
    severity: Severity::Warning,
    finds: "a holder after the contest who is not the one it elected, or a holder before it who is not the one after the contest before",
    why: "Succession boxes are made from 'before' and 'after'; if these do not fit the results, a leader is skipped or the wrong one is named.",
    wrong: include_str!("../../../tests/rules/holder-mismatch/wrong.txt"),
    right: include_str!("../../../tests/rules/holder-mismatch/right.txt"),
    but: "Nothing is reported if a change of holder between the two contests is known.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        against_result(input, contest, out);
        against_previous(input, contest, out);
    }
}

fn against_result(input: &Input<'_>, contest: &Contest, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    // If an office has several holders, or others than the voters choose them, the person elected need not be the
    // holder.
    let one_office = contest.office.is_some_and(|o| single_holder(&graph.office(o).name));
    let elected: Vec<_> = graph.candidacies_of(contest.id).filter(|c| c.is_elected()).collect();
    let (Some(after), [winner], true) = (contest.after.first(), &elected[..], one_office) else { return };
    let Some(holder) = after.value.filter(|p| *p != winner.person) else { return };
    let says = winner.outcome.first().map_or(&[][..], |o| &o.citations);
    let (Some(here), Some(there)) = (place(graph, after), first(graph, says)) else { return };
    // The outcome may have been read from the same field, which cannot contradict itself.
    if here == there {
        return;
    }
    let (holder, winner) = (&graph.person(holder).name, &graph.person(winner.person).name);
    let message = format!("{holder} is named as the holder after the contest, which elected {winner} ({there})");
    let values = [valued(holder, here), valued(winner, there)];
    out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
}

fn against_previous(input: &Input<'_>, contest: &Contest, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    let Some(office) = contest.office.filter(|o| single_holder(&graph.office(*o).name)) else { return };
    let (Some(before), Some(link)) = (contest.before.first(), contest.previous.first()) else { return };
    let previous = graph.contest(link.value);
    if previous.office != Some(office) || !previous.documented || !previous.counts(false) {
        return;
    }
    let (Some(after), Some(holder)) = (previous.after.first(), before.value) else { return };
    let Some(left) = after.value.filter(|p| *p != holder) else { return };
    // True if the holder is known to have taken over between the two contests.
    let (from, to) = (previous.date(), contest.date());
    let between = graph.tenures_of(office).any(|t| {
        let start = t.from.best().copied().or_else(|| t.contest.and_then(|c| graph.contest(c).date()));
        let elsewhere = t.contest != Some(previous.id) && t.contest != Some(contest.id);
        // A tenure that began between the two contests is a change, whichever contest confirmed the holder later.
        let dated = from.zip(start).is_some_and(|(from, start)| start.order(from) == DateOrder::Later)
            && to.zip(start).is_some_and(|(to, start)| start.order(to) == DateOrder::Earlier);
        // A tenure that was derived from this field alone is no evidence of a change.
        let told = t.citations.iter().any(|id| !before.citations.contains(id));
        t.person == holder
            && told
            && (dated
                || elsewhere
                    && (start.is_none()
                        || from.zip(start).is_some_and(|(from, start)| start.order(from) != DateOrder::Earlier)
                            && to.zip(start).is_some_and(|(to, start)| start.order(to) != DateOrder::Later)))
    });
    let ended =
        graph.tenures_of(office).any(|t| t.person == left && t.contest == Some(previous.id) && !t.to.is_empty());
    if between || ended {
        return;
    }
    let (Some(here), Some(there)) = (place(graph, before), place(graph, after)) else { return };
    let (holder, left) = (&graph.person(holder).name, &graph.person(left).name);
    let message = format!(
        "{holder} is named as the holder before this contest, but {left} as the holder after the {} ({there}), and no change between the two is known",
        previous.title
    );
    let values = [valued(holder, here), valued(left, there)];
    out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
}
