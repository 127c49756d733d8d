//! Reports lists that are in the order of votes except for one candidate.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::Kind;
use crate::graph::PersonId;
use crate::wikitext::number::grouped;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    name: "rank-against-votes",
    severity: Severity::Note,
    finds: "an infobox in which all candidates but one are in the order of their votes",
    why: "Infoboxes list candidates by result; one out of order often has a digit too many or too few.",
    wrong: include_str!("../../../tests/rules/rank-against-votes/wrong.txt"),
    right: include_str!("../../../tests/rules/rank-against-votes/right.txt"),
    but: "Infoboxes in no such order, with fewer than three candidates, or of contests decided by lists, seats or electors are not reported.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    let by_votes = |kind| matches!(kind, Kind::Leadership | Kind::Primary | Kind::Mayoral | Kind::Gubernatorial);
    for contest in graph.contests().iter().filter(|c| by_votes(c.kind)) {
        let Some(last) = contest.valid_rounds(false).pop() else { continue };
        let mut by_page: BTreeMap<&str, BTreeMap<u32, (PersonId, u64)>> = BTreeMap::new();
        for candidacy in graph.candidacies_of(contest.id) {
            let Some(votes) = candidacy.round(last).and_then(|r| r.votes.best().copied()) else { continue };
            for (number, id) in &candidacy.numbers {
                by_page.entry(&graph.citation(*id).page).or_default().insert(*number, (candidacy.person, votes));
            }
        }
        for ranked in by_page.into_values().filter(|r| r.len() >= 3) {
            let rows: Vec<(u32, PersonId, u64)> = ranked.into_iter().map(|(n, (p, v))| (n, p, v)).collect();
            // Returns true if the rows are in order once the row `skip` is left out.
            let ordered = |skip: usize| {
                let rest: Vec<u64> = rows.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, r)| r.2).collect();
                rest.windows(2).all(|pair| pair[0] >= pair[1])
            };
            if ordered(rows.len()) {
                continue;
            }
            let mut odd = (0..rows.len()).filter(|i| ordered(*i));
            let Some(at) = odd.next() else { continue };
            let (number, person, votes) = rows[at];
            let candidacy = graph.candidacies_of(contest.id).find(|c| c.person == person);
            let cited = candidacy.and_then(|c| c.round(last)).and_then(|r| r.votes.first());
            let Some(here) = cited.and_then(|v| place(graph, v)) else { continue };
            let name = &graph.person(person).name;
            let message = format!(
                "{name} has {} votes and is candidate {number}, but the other candidates are in the order of their votes",
                grouped(votes)
            );
            let values = [valued(&votes.to_string(), here)];
            out.push(Diagnostic::at(RULE.name, Severity::Note, here, &contest.title, message).with_values(values));
        }
    }
}
