//! Reports more votes than people entitled to vote.

use super::{Diagnostic, Input, Rule, Severity, elects_several, place, valued};
use crate::analysis::figures::{Denominator, Figures};
use crate::wikitext::number::{Bound, grouped};

pub(crate) const RULE: Rule = Rule {
    name: "votes-above-electorate",
    severity: Severity::Error,
    finds: "more ballots, or more votes for the candidates of a round, than people entitled to vote",
    why: "Nobody votes twice: if the electorate is smaller than the votes, it is an older count or lacks a digit.",
    wrong: include_str!("../../../tests/rules/votes-above-electorate/wrong.txt"),
    right: include_str!("../../../tests/rules/votes-above-electorate/right.txt"),
    but: "An electorate called 'about' or 'over' is left alone.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    // If several people are elected, each voter has several votes.
    let one_seat = |c: &&crate::graph::Contest| !elects_several(graph, c);
    for contest in graph.contests().iter().filter(one_seat) {
        let Some(electorate) = contest.electorate.first().filter(|e| e.value.bound == Bound::Exact) else { continue };
        let Some(there) = place(graph, electorate) else { continue };
        let cast = contest.ballots.best().map(|q| q.count);
        let votes =
            contest.valid_rounds(false).into_iter().filter_map(|r| match Figures::of(graph, contest, r).denominator {
                Denominator::CandidateVotes(sum) => Some(sum),
                _ => None,
            });
        let Some(most) = votes.chain(cast).max().filter(|most| *most > electorate.value.count) else { continue };
        let message = format!("{} votes, but only {} people entitled to vote", grouped(most), electorate.value);
        let values = [most.to_string(), valued(&electorate.value.count.to_string(), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Error, there, &contest.title, message).with_values(values));
    }
}
