//! Reports rounds whose figures contradict one another.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::graph::{Contest, PoliticalGraph, Round};
use crate::wikitext::number::{Bound, grouped};

pub(crate) const RULE: Rule = Rule {
    name: "round-arithmetic",
    severity: Severity::Warning,
    finds: "more valid votes than ballots in a round, more votes for candidates than valid ones, or a candidate who was not in the round before",
    why: "The candidates' votes are part of the valid votes, and these are part of the ballots; the candidates of a later round stood in the round before.",
    wrong: include_str!("../../../tests/rules/round-arithmetic/wrong.txt"),
    right: include_str!("../../../tests/rules/round-arithmetic/right.txt"),
    but: "Numbers called 'about' are not checked, nor are rounds that new candidates may join.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        for round in contest.rounds.iter().filter(|r| !r.annulled) {
            figures(graph, contest, round, out);
        }
        newcomers(graph, contest, out);
    }
}

fn figures(graph: &PoliticalGraph, contest: &Contest, round: &Round, out: &mut Vec<Diagnostic>) {
    let number = round.number;
    let mut report = |here, there: &crate::facts::Citation, message: String, values: [u64; 2]| {
        let values = [valued(&values[0].to_string(), here), valued(&values[1].to_string(), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
    };
    let cast = round.cast.first().filter(|c| c.value.bound == Bound::Exact);
    if let (Some(valid), Some(cast)) = (round.valid.first(), cast)
        && valid.value > cast.value.count
        && let (Some(here), Some(there)) = (place(graph, valid), place(graph, cast))
    {
        let (valid, cast) = (valid.value, cast.value.count);
        let message = format!("round {number} has {} valid votes, but only {} ballots", grouped(valid), grouped(cast));
        report(here, there, message, [valid, cast]);
    }
    // If each voter has several votes, the candidates' votes can exceed the valid ballots.
    let elected = graph.candidacies_of(contest.id).filter(|c| c.is_elected()).count();
    let votes = graph.candidacies_of(contest.id).filter_map(|c| c.round(number)?.votes.best().copied());
    let sum = votes.fold(0u64, u64::saturating_add);
    if let (Some(valid), true) = (round.valid.first(), elected < 2)
        && sum > valid.value
        && let Some(here) = place(graph, valid)
    {
        let message = format!(
            "round {number} has {} valid votes, but the candidates' votes add up to {}",
            grouped(valid.value),
            grouped(sum)
        );
        report(here, here, message, [valid.value, sum]);
    }
}

/// Reports a candidate who is new in a later round, if that round has fewer candidates than the one before.
fn newcomers(graph: &PoliticalGraph, contest: &Contest, out: &mut Vec<Diagnostic>) {
    let rounds = contest.valid_rounds(false);
    let standing = |round: usize| {
        let has = move |c: &&crate::graph::Candidacy| {
            c.round(round).is_some_and(|r| !r.votes.is_empty() || !r.shares.is_empty())
        };
        graph.candidacies_of(contest.id).filter(has)
    };
    for pair in rounds.windows(2) {
        let (before, now) = (standing(pair[0]).count(), standing(pair[1]).count());
        // Only rounds that narrow the field are compared; in others, new candidates may join.
        if before < 3 || now == 0 || now >= before {
            continue;
        }
        let ids: Vec<_> = standing(pair[0]).map(|c| c.person).collect();
        let new: Vec<_> = standing(pair[1]).filter(|c| !ids.contains(&c.person)).collect();
        let [one] = &new[..] else { continue };
        let result = one.round(pair[1]).and_then(|r| {
            r.votes.first().and_then(|v| place(graph, v)).or_else(|| r.shares.first().and_then(|s| place(graph, s)))
        });
        let Some(here) = result else { continue };
        let name = &graph.person(one.person).name;
        let message = format!("{name} has votes in round {}, but none in round {}", pair[1], pair[0]);
        let values = [name.clone(), format!("round {}", pair[0])];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
    }
}
