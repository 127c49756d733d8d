//! Reports two sources that name different people as the predecessor or the successor of a holder.

use super::{Diagnostic, Input, Rule, Severity, single_holder, valued};
use crate::check::lookup::Lookup;
use crate::facts::{Began, Citation, Statement, TieKind};
use crate::graph::{OfficeId, PersonId};
use itertools::Itertools;
use std::collections::{BTreeMap, HashSet};

pub(crate) const RULE: Rule = Rule {
    name: "wrong-neighbour",
    severity: Severity::Warning,
    finds: "a predecessor or successor in an office whom another source's succession contradicts",
    why: "Each succession is stated twice, once for each holder; if the two statements disagree, somebody is missing or one of them is wrong.",
    wrong: include_str!("../../../tests/rules/wrong-neighbour/wrong.txt"),
    right: include_str!("../../../tests/rules/wrong-neighbour/right.txt"),
    but: "Only offices that one person holds at a time, and only people with a single tenure in them, are checked. Acting and interim holders are skipped, because one of the two statements may omit them, and so are people who held the office together.",
    run,
};

type Stated<'a> = BTreeMap<(OfficeId, PersonId), Vec<(PersonId, &'a Citation)>>;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    let lookup = Lookup::of(graph);
    let (mut before, mut after): (Stated<'_>, Stated<'_>) = (BTreeMap::new(), BTreeMap::new());
    for fact in &input.facts.stated {
        let Statement::Succession(says) = &fact.statement else { continue };
        let Some(office) = lookup.office(&says.office).filter(|o| single_holder(&graph.office(*o).name)) else {
            continue;
        };
        // Acting holders may be named at one end of a succession and skipped at the other.
        let provisional = ["acting", "interim", "caretaker", "pro tem"]
            .iter()
            .any(|w| fact.citation.quote.to_lowercase().contains(w));
        if provisional || says.began.is_some_and(Began::is_provisional) {
            continue;
        }
        let (Some(from), Some(to)) = (lookup.person(&says.from, Some(office)), lookup.person(&says.to, Some(office)))
        else {
            continue;
        };
        before.entry((office, to)).or_default().push((from, &fact.citation));
        after.entry((office, from)).or_default().push((to, &fact.citation));
    }
    let alongside = graph.ties().iter().filter(|tie| tie.kind == TieKind::ServedAlongside);
    let together: HashSet<(PersonId, PersonId)> =
        alongside.filter_map(|tie| tie.people()).map(|[a, b]| (a, b)).collect();
    for (stated, word) in [(before, "before"), (after, "after")] {
        for ((office, person), others) in stated {
            let spells = graph.tenures_of(office).filter(|t| t.person == person).count();
            let stood_in = |p: PersonId| {
                graph.tenures_of(office).any(|t| t.person == p && t.began.is_some_and(Began::is_provisional))
            };
            if others.iter().any(|(p, _)| stood_in(*p)) || stood_in(person) {
                continue;
            }
            // Those who held the office together follow and precede the same people.
            let are_two = |a: PersonId, b: PersonId| together.contains(&(a, b)) || together.contains(&(b, a));
            if others.iter().array_combinations().any(|[(a, _), (b, _)]| are_two(*a, *b)) {
                continue;
            }
            let mut named: Vec<PersonId> = others.iter().map(|(p, _)| *p).collect();
            named.sort_unstable();
            named.dedup();
            if spells > 1 || named.len() < 2 {
                continue;
            }
            let mut sorted: Vec<&(PersonId, &Citation)> = others.iter().collect();
            sorted.sort_by(|a, b| a.1.cmp(b.1));
            let Some((first, there)) = sorted.first().map(|(p, c)| (*p, *c)) else { continue };
            let Some((second, here)) =
                sorted.iter().find(|(p, c)| *p != first && c.page != there.page).map(|(p, c)| (*p, *c))
            else {
                continue;
            };
            let name = |p: PersonId| &graph.person(p).name;
            let message = format!(
                "{} is stated to come {word} {} as {} here, but {} is named in {there}",
                name(second),
                name(person),
                graph.office(office).name,
                name(first)
            );
            let values = [valued(name(second), here), valued(name(first), there)];
            out.push(Diagnostic::at(RULE.name, Severity::Warning, here, name(person), message).with_values(values));
        }
    }
}
