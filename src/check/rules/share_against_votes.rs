//! Reports shares that do not follow from the votes.

use super::{Diagnostic, Input, Rule, Severity, disputed, place, valued};
use crate::analysis::implied::{Base, bases, interval};
use crate::wikitext::number::{decimals, grouped};
use crate::wikitext::written::decimals_written;

pub(crate) const RULE: Rule = Rule {
    name: "share-against-votes",
    severity: Severity::Warning,
    finds: "a share, or a number of votes, that does not fit the other figures of its table for any total that they allow",
    why: "Votes and shares are two ways to say the same; if no total fits both, a digit is wrong.",
    wrong: include_str!("../../../tests/rules/share-against-votes/wrong.txt"),
    right: include_str!("../../../tests/rules/share-against-votes/right.txt"),
    but: "Any total that all other rows fit is accepted: sum of votes, valid votes, ballots cast, or a larger one if the table may be a part of a longer list. Less than a unit of the last digit is rounding, which --pedantic reports as a note.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        for round in contest.valid_rounds(false) {
            let bases = bases(graph, contest, round);
            let (low, high) = interval(&bases);
            if bases.len() < 2 || low <= high {
                continue;
            }
            let row = contest.round(round);
            let sum = bases.iter().map(|b| b.votes).fold(0, u64::saturating_add);
            let known = [
                row.and_then(|r| r.cast.best().map(|q| q.count)),
                row.and_then(|r| r.valid.best().copied()),
                contest.ballots.best().map(|q| q.count),
                contest.total.best().copied().filter(|_| contest.rounds.len() < 2),
                row.and_then(|r| r.option_votes()).map(|others| sum.saturating_add(others)),
                Some(sum),
            ];
            let fits = |base: u64, b: &Base| b.low <= base as f64 && base as f64 <= b.high;
            let share_of = |odd: &Base| {
                let candidacy = graph.candidacies_of(contest.id).find(|c| c.person == odd.person);
                candidacy.and_then(|c| c.round(round)).and_then(|r| r.shares.first()).and_then(|s| place(graph, s))
            };
            let unit = |odd: &Base| {
                let written = share_of(odd).and_then(|here| decimals_written(&here.quote, odd.share));
                10f64.powi(-i32::try_from(written.unwrap_or_else(|| decimals(odd.share))).unwrap_or(0))
            };
            let off = |base: u64, odd: &Base| (odd.votes as f64 / base as f64 * 100.0 - odd.share).abs();
            // Digits may be cut off rather than rounded.
            let agree = |base: u64| {
                let close = bases.iter().filter(|b| off(base, b) < unit(b)).count();
                (close, bases.iter().filter(|b| fits(base, b)).count())
            };
            let best = known.into_iter().flatten().filter(|base| *base > 0).max_by_key(|base| agree(*base));
            let Some(base) = best.filter(|base| bases.iter().filter(|b| fits(*base, b)).count() * 2 >= bases.len())
            else {
                continue;
            };
            for odd in bases.iter().filter(|b| !fits(base, b)) {
                let Some(here) = share_of(odd) else { continue };
                // Less than a unit of the last digit is a matter of rounding, and nothing that an editor changes.
                let (unit, off) = (unit(odd), off(base, odd));
                if off < input.allowed(unit) {
                    continue;
                }
                let severity = if off < unit { Severity::Note } else { Severity::Warning };
                let right = disputed(odd.votes as f64 / base as f64 * 100.0, odd.share);
                let name = &graph.person(odd.person).name;
                let message = format!(
                    "{name} is given {}%, but {} of {} votes are {right}%",
                    odd.share,
                    grouped(odd.votes),
                    grouped(base)
                );
                let values = [valued(&format!("{}%", odd.share), here), format!("{right}% (by the votes)")];
                out.push(Diagnostic::at(RULE.name, severity, here, &contest.title, message).with_values(values));
            }
        }
    }
}
