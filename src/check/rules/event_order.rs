//! Reports events in an impossible order, such as a holder who left after the contest that chose somebody else.

use super::{Diagnostic, Input, Rule, Severity, first, place, valued, when};
use crate::check::lookup::Lookup;
use crate::facts::{Claim, Confidence, Ended, Statement};
use crate::graph::Sourced;
use crate::wikitext::{Date, DateOrder};

pub(crate) const RULE: Rule = Rule {
    name: "event-order",
    severity: Severity::Warning,
    finds: "a tenure that ends before it begins, or after the next contest chose another; a withdrawal after the vote; somebody who stood after their death",
    why: "Effects do not come before causes; if they seem to, a date is wrong or an event is listed under the wrong contest.",
    wrong: include_str!("../../../tests/rules/event-order/wrong.txt"),
    right: include_str!("../../../tests/rules/event-order/right.txt"),
    but: "",
    run,
};

/// The longest time, in days, between a vote and the day on which the winner takes office: a year.
const HANDOVER: f64 = 366.0;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    backwards(input, out);
    after_death(input, out);
    after_stated_death(input, out);
    withdrawals(input, out);
    resigned_before(input, out);
    for tenure in graph.tenures() {
        let Some(last) = tenure.renewed.last().copied().or(tenure.contest) else { continue };
        let Some(next) = graph.contest(last).next.best().map(|id| graph.contest(*id)) else { continue };
        let confirmed = graph.candidacies_of(next.id).any(|c| c.is_elected() && c.person == tenure.person);
        let Some(date) = next.date().filter(|_| !confirmed && next.counts(false)) else { continue };
        // The holder may have won a contest whose result is not known. Then a later contest names the holder as the one
        // before it.
        let still = |c: &crate::graph::Contest| {
            c.before.best() == Some(&Some(tenure.person)) && c.date().is_some_and(|d| d.order(date) == DateOrder::Later)
        };
        if graph.contests_of(tenure.office).any(still) {
            continue;
        }
        // A holder who lost often stays until the winner takes office.
        let stayed = |end: &&Sourced<Date>| {
            let days = end.value.middle().zip(date.middle()).map(|(end, vote)| end - vote);
            days.is_none_or(|days| days > HANDOVER)
        };
        // If no result of that contest is known, only an end stated in prose is trusted.
        let decided = graph.candidacies_of(next.id).any(|c| c.is_elected());
        let told = |end: &&Sourced<Date>| decided || end.confidence == Confidence::Prose;
        let later = tenure.to.all().iter().filter(|end| end.value.order(date) == DateOrder::Later).filter(told);
        for end in later.filter(stayed) {
            let Some(here) = place(graph, end) else { continue };
            let there = next.dates.first().and_then(|d| place(graph, d)).or_else(|| first(graph, &next.citations));
            let name = &graph.person(tenure.person).name;
            let message =
                format!("{name} is stated to have left {}, after the next contest ({})", when(end.value), date.long());
            let mut values = vec![valued(&end.value.to_string(), here)];
            values.extend(there.map(|c| valued(&date.to_string(), c)));
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, name, message).with_values(values));
        }
    }
}

/// Reports tenures that end before they begin.
fn backwards(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for tenure in graph.tenures() {
        let (Some(from), Some(to)) = (tenure.from.first(), tenure.to.first()) else { continue };
        if to.value.order(from.value) != DateOrder::Earlier {
            continue;
        }
        let (Some(here), Some(there)) = (place(graph, to), place(graph, from)) else { continue };
        let name = &graph.person(tenure.person).name;
        let office = &graph.office(tenure.office).name;
        let message = format!(
            "{name} is stated to have left as {office} {}, before taking office {} ({there})",
            when(to.value),
            when(from.value)
        );
        let values = [valued(&to.value.to_string(), here), valued(&from.value.to_string(), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, name, message).with_values(values));
    }
}

/// Reports people who stood after they died in office.
fn after_death(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for tenure in graph.tenures().iter().filter(|t| t.ended == Some(Ended::Died)) {
        let Some(death) = tenure.to.first() else { continue };
        let person = graph.person(tenure.person);
        for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)).filter(|c| c.is_standing()) {
            let contest = graph.contest(candidacy.contest);
            let Some(date) = contest.date().filter(|d| d.order(death.value) == DateOrder::Later) else { continue };
            let places: Vec<_> = candidacy.named.iter().map(|(_, id)| *id).collect();
            let (Some(here), Some(there)) = (first(graph, &places), place(graph, death)) else { continue };
            let message = format!(
                "{} is stated to have stood {}, after dying {} ({there})",
                person.name,
                when(date),
                when(death.value)
            );
            let values = [valued(&date.to_string(), here), valued(&death.value.to_string(), there)];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
        }
    }
}

/// Reports withdrawals that are dated after the vote.
fn withdrawals(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let lookup = Lookup::of(input.graph);
    for fact in &input.facts.stated {
        let Statement::Claim(claim) = &fact.statement else { continue };
        let Claim::Withdrew { contest, person, date } = &**claim else { continue };
        let Some(contest) = lookup.contest(contest) else { continue };
        let first_round = contest.rounds.iter().find_map(|r| r.dates.best().copied()).or_else(|| contest.date());
        let Some(held) = first_round.filter(|held| date.order(*held) == DateOrder::Later) else { continue };
        // A withdrawal between two rounds is not after the vote.
        if contest.date().is_some_and(|last| date.order(last) != DateOrder::Later) {
            continue;
        }
        let message =
            format!("{person} is stated to have withdrawn {}, after the vote of {}", when(*date), held.long());
        let values = [valued(&date.to_string(), &fact.citation), held.to_string()];
        out.push(
            Diagnostic::at(RULE.name, Severity::Warning, &fact.citation, &contest.title, message).with_values(values),
        );
    }
}

/// Reports resignations that are dated before the person first held the office.
fn resigned_before(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    let lookup = Lookup::of(graph);
    for fact in &input.facts.stated {
        let Statement::Succession(says) = &fact.statement else { continue };
        // Succession boxes date the start of the next holder, and the person may have held the office before.
        let (Some(left), Some(office), Some(Ended::Resigned)) = (says.left, lookup.office(&says.office), says.ended)
        else {
            continue;
        };
        let Some(person) = lookup.person(&says.from, Some(office)) else { continue };
        // Report only if every known start is later. A tenure without a start may be the one that ended.
        let spells: Vec<_> = graph.tenures_of(office).filter(|t| t.person == person).collect();
        let starts: Vec<&Sourced<Date>> = spells.iter().filter_map(|t| t.from.first()).collect();
        let all_later = starts.iter().all(|s| left.order(s.value) == DateOrder::Earlier);
        let open = spells.iter().any(|t| t.from.is_empty() && !t.renewed.is_empty());
        let Some(start) = starts.first().filter(|_| all_later && !open) else { continue };
        let Some(there) = place(graph, start).filter(|there| **there != *fact.citation) else { continue };
        let name = &graph.person(person).name;
        let message = format!(
            "{name} is stated to have left {}, before becoming {} {} ({there})",
            when(left),
            graph.office(office).name,
            when(start.value)
        );
        let values = [valued(&left.to_string(), &fact.citation), valued(&start.value.to_string(), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, &fact.citation, name, message).with_values(values));
    }
}

/// Reports people who stood after the death that a page about them states.
fn after_stated_death(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    let lookup = Lookup::of(graph);
    for fact in &input.facts.stated {
        let Statement::Claim(claim) = &fact.statement else { continue };
        let Claim::Died { person, date } = &**claim else { continue };
        let Some(id) = lookup.person(person, None) else { continue };
        for candidacy in graph.person(id).candidacies.iter().map(|id| graph.candidacy(*id)).filter(|c| c.is_standing())
        {
            let contest = graph.contest(candidacy.contest);
            let Some(held) = contest.date().filter(|held| held.order(*date) == DateOrder::Later) else { continue };
            let message = format!(
                "{person} is stated to have died {}, but stood {} ({})",
                when(*date),
                when(held),
                contest.title
            );
            let values = [valued(&date.to_string(), &fact.citation), held.to_string()];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, &fact.citation, person, message).with_values(values));
        }
    }
}
