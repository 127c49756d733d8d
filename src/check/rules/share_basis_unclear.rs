//! Reports shares that are percentages of a number that no source gives.

use super::super::closed::FEW_INVALID;
use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::analysis::implied::{bases, incomplete, interval};
use crate::facts::ballot::is_of_nobody;
use crate::graph::Round;
use crate::wikitext::number::grouped;

pub(crate) const RULE: Rule = Rule {
    name: "share-basis-unclear",
    severity: Severity::Note,
    finds: "shares that agree with one another but are percentages of a number that no source gives",
    why: "Whether a share is of the candidates' votes, of the valid votes or of all ballots changes every comparison; here it is of none of them.",
    wrong: include_str!("../../../tests/rules/share-basis-unclear/wrong.txt"),
    right: include_str!("../../../tests/rules/share-basis-unclear/right.txt"),
    but: "Nothing is reported if other candidates or options without votes may make up the difference.",
    run,
};

/// A base within this fraction of a stated total is taken to be that total.
const NEAR: f64 = 0.005;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        for round in contest.valid_rounds(false) {
            let bases = bases(graph, contest, round);
            let (low, high) = interval(&bases);
            if bases.len() < 2 || low > high || incomplete(graph, contest, round).is_some() {
                continue;
            }
            let row = contest.round(round);
            let sum = bases.iter().map(|b| b.votes).fold(0, u64::saturating_add);
            let everybody = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round)).count() == bases.len();
            let only = contest.rounds.iter().filter(|r| !r.annulled).count() <= 1;
            let known: Vec<u64> = [
                row.and_then(|r| r.cast.best().map(|q| q.count)),
                row.and_then(|r| r.valid.best().copied()),
                contest.ballots.best().filter(|_| only).map(|q| q.count),
                contest.total.best().filter(|_| only).copied(),
            ]
            .into_iter()
            .flatten()
            .collect();
            let options = row.and_then(Round::option_votes).unwrap_or(0);
            // The parties stand beside their leaders.
            let parties = row.iter().flat_map(|row| row.options.all()).filter(|o| !is_of_nobody(&o.value.name));
            let of_parties = parties.filter_map(|o| o.value.votes).fold(0, u64::saturating_add);
            let fits = |base: u64| low <= base as f64 && base as f64 <= high;
            // Without a stated total, other people may have stood.
            if known.is_empty()
                || !everybody
                || known.iter().any(|k| fits(*k))
                || fits(sum)
                || fits(sum.saturating_add(options))
                || fits(of_parties)
            {
                continue;
            }
            // A difference of a vote or two from a total is a rounding error, not another base.
            let near = |base: u64| {
                let gap = (low - base as f64).max(base as f64 - high);
                gap <= base as f64 * NEAR
            };
            // A few more are the invalid ballots that the table does not list.
            let ballots = low > sum as f64 && low * (1.0 - FEW_INVALID) <= sum as f64;
            if ballots || near(sum) || known.iter().any(|k| near(*k)) {
                continue;
            }
            let share = graph.candidacies_of(contest.id).find_map(|c| c.round(round)?.shares.first());
            let Some(here) = share.and_then(|s| place(graph, s)) else { continue };
            let about = f64::midpoint(low, high);
            let totals: Vec<String> = known.iter().map(|k| grouped(*k)).collect();
            let message = format!(
                "the shares of round {round} are percentages of about {} votes; but the candidates' votes add up to {}, and the totals given are {}",
                grouped(about.round() as u64),
                grouped(sum),
                totals.join(", ")
            );
            let values =
                [valued(&format!("about {}", about.round()), here), format!("{sum} (sum of the candidates' votes)")];
            out.push(Diagnostic::at(RULE.name, Severity::Note, here, &contest.title, message).with_values(values));
        }
    }
}
