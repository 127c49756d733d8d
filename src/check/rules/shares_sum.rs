//! Reports shares that do not add up to 100.

use super::{Diagnostic, Input, Rule, Severity, first, on_several_tickets, shares_given};
use crate::analysis::implied::{bases, incomplete, interval};
use crate::facts::{Confidence, Kind, ShareBase};
use crate::graph::Contest;
use crate::wikitext::number::decimals;

pub(crate) const RULE: Rule = Rule {
    name: "shares-sum",
    severity: Severity::Warning,
    finds: "shares of a round that do not add up to 100%, beyond what their rounding allows",
    why: "Shares of one round are parts of a whole: what is missing is a candidate, blank votes, or a slip.",
    wrong: include_str!("../../../tests/rules/shares-sum/wrong.txt"),
    right: include_str!("../../../tests/rules/shares-sum/right.txt"),
    but: "Main parties in an infobox, tables without a total that may leave out small candidates, shares of all ballots and contests that elect several are left alone.",
    run,
};

/// Percentage points by which the missing share may differ from the share of unlisted votes, because shares are
/// rounded.
const UNLISTED: f64 = 0.5;

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests().iter().filter(|c| c.counts(false)) {
        for round in contest.valid_rounds(false) {
            if graph.candidacies_of(contest.id).any(on_several_tickets) || incomplete(graph, contest, round).is_some() {
                continue;
            }
            let Some((shares, rounded)) = shares_given(graph, contest, round).filter(|(s, _)| s.len() > 1) else {
                continue;
            };
            let sum: f64 = shares.iter().sum();
            let allowed = rounded + 1e-9;
            if sum < 100.0 && total_accounts(input, contest.id, round, 100.0 - sum) {
                continue;
            }
            // Up to twice what rounding allows, digits were cut rather than rounded.
            let cut = (sum - 100.0).abs() < 2.0 * rounded - 1e-9;
            if cut && !input.pedantic
                || (sum - 100.0).abs() <= allowed
                || (sum < 100.0 && of_all_ballots(input, contest.id, round))
            {
                continue;
            }
            let places: Vec<_> = graph
                .candidacies_of(contest.id)
                .filter_map(|c| c.round(round)?.shares.first()?.citations.first().copied())
                .collect();
            let Some(here) = first(graph, &places) else { continue };
            // Infoboxes list only the main parties, but all candidates of a contest within a party.
            let of_infobox = places.iter().all(|p| graph.citation(*p).confidence == Confidence::Infobox);
            if sum < 100.0 && of_infobox && !matches!(contest.kind, Kind::Leadership | Kind::Primary | Kind::Other) {
                continue;
            }
            // A table of results that has no total, no ballots and no "others" may leave out the smaller candidates.
            let of_table = places.iter().all(|p| graph.citation(*p).confidence == Confidence::ResultTable);
            if sum < 100.0 && of_table && !is_closed(contest, round) {
                continue;
            }
            // If several people are elected, each voter has several votes.
            let elected = graph.candidacies_of(contest.id).filter(|c| c.is_elected()).count();
            if sum > 100.0 && elected > 1 {
                continue;
            }
            // The shares of candidates may be of the valid votes, and those of other ballots of all.
            let own = of_candidates(input, contest, round).filter(|own| *own < sum);
            if sum > 100.0 && own.is_some_and(|own| own <= 100.0 + allowed) {
                continue;
            }
            // Show as many digits as the shares have, but at least two, so that the tolerance is visible.
            let digits = shares.iter().map(|s| decimals(*s)).max().unwrap_or(0).max(2) as usize;
            let missing = if sum < 100.0 {
                format!("{:.digits$} points are not accounted for", 100.0 - sum)
            } else {
                format!("{:.digits$} points too many", sum - 100.0)
            };
            let message = format!(
                "the {} shares of round {round} add up to {sum:.digits$}%: {missing}, where rounding allows {allowed:.digits$}",
                shares.len()
            );
            let severity = if cut { Severity::Note } else { Severity::Warning };
            let values = shares.iter().map(|s| format!("{s}%"));
            out.push(Diagnostic::at(RULE.name, severity, here, &contest.title, message).with_values(values));
        }
    }
}

/// Returns the sum of the shares of the candidates. `None` if one has none.
fn of_candidates(input: &Input<'_>, contest: &Contest, round: usize) -> Option<f64> {
    let graph = input.graph;
    let stood = graph.candidacies_of(contest.id).filter(|c| c.stood_in(round));
    stood.map(|c| c.round(round)?.shares.best().copied()).sum()
}

/// Returns true if a source tells how many votes or ballots there are in all, or what the others have.
fn is_closed(contest: &Contest, round: usize) -> bool {
    let row = contest.round(round);
    !contest.total.is_empty()
        || !contest.ballots.is_empty()
        || row.is_some_and(|r| !r.cast.is_empty() || !r.valid.is_empty() || !r.options.is_empty())
}

/// Returns true if a stated total exceeds the votes listed by about the missing share: then the rest is accounted for.
fn total_accounts(input: &Input<'_>, contest: crate::graph::ContestId, round: usize, missing: f64) -> bool {
    let graph = input.graph;
    let bases = bases(graph, graph.contest(contest), round);
    let votes = bases.iter().map(|b| b.votes).fold(0, u64::saturating_add);
    let Some(total) = graph.contest(contest).total.best().copied().filter(|total| *total > votes) else { return false };
    let unlisted = (total - votes) as f64 / total as f64 * 100.0;
    bases.len() > 1 && (unlisted - missing).abs() <= UNLISTED
}

/// Returns true if the shares are of all ballots, including blank ones: the source says so, or the votes show it.
fn of_all_ballots(input: &Input<'_>, contest: crate::graph::ContestId, round: usize) -> bool {
    let graph = input.graph;
    let row = graph.contest(contest).round(round);
    if row.and_then(|r| r.shares_of.best()).is_some_and(|b| *b == ShareBase::Cast) {
        return true;
    }
    let bases = bases(graph, graph.contest(contest), round);
    let votes = bases.iter().map(|b| b.votes).fold(0, u64::saturating_add);
    let (low, high) = interval(&bases);
    bases.len() > 1 && low <= high && high > votes as f64
}
