//! Reports a turnout that does not fit the ballots and the electorate.

use super::{Diagnostic, Input, Rule, Severity, disputed, place, rounding, valued};
use crate::wikitext::number::{ABOUT_TOLERANCE, Bound, grouped};

pub(crate) const RULE: Rule = Rule {
    name: "turnout-mismatch",
    severity: Severity::Warning,
    finds: "a turnout that is not the ballots divided by the electorate; if a number called 'about' explains the difference, it is only a note",
    why: "Turnout is ballots divided by electorate; if the three disagree, one of them is of another body or another day.",
    wrong: include_str!("../../../tests/rules/turnout-mismatch/wrong.txt"),
    right: include_str!("../../../tests/rules/turnout-mismatch/right.txt"),
    but: "A number called 'about' or 'roughly' may be off by 5%; a difference within that is only a note.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for contest in graph.contests() {
        let only = contest.rounds.iter().filter(|r| !r.annulled).count() <= 1;
        let row = contest.rounds.iter().find(|r| !r.annulled);
        let (Some(turnout), Some(electorate)) = (contest.turnout.first(), contest.electorate.first()) else { continue };
        let cast = contest.ballots.first().or_else(|| row.and_then(|r| r.cast.first()));
        let Some(ballots) = cast.filter(|_| only || !contest.ballots.is_empty()) else { continue };
        let (Some(here), Some(there)) = (place(graph, turnout), place(graph, electorate)) else { continue };
        if electorate.value.count == 0 || ballots.value.count > electorate.value.count {
            continue;
        }
        let voters = electorate.value.count as f64;
        let computed = ballots.value.count as f64 / voters * 100.0;
        let off = (computed - turnout.value).abs();
        // Less than a unit of the last digit is a matter of rounding.
        let unit = 2.0 * rounding(turnout.value);
        if off < input.allowed(unit - 1e-9) || (electorate.value.bound == Bound::AtLeast && computed > turnout.value) {
            continue;
        }
        let implied = ballots.value.count as f64 / turnout.value * 100.0;
        let within = electorate.value.bound == Bound::About && (implied - voters).abs() <= voters * ABOUT_TOLERANCE;
        let shown = disputed(computed, turnout.value);
        let mut message = format!(
            "{} ballots of {} people entitled to vote are {shown}%, but the turnout is given as {}%",
            grouped(ballots.value.count),
            electorate.value,
            turnout.value
        );
        let severity = if within || off < unit - 1e-9 { Severity::Note } else { Severity::Warning };
        if within {
            message.push_str(&format!(
                "; it fits an electorate of {}, within the {}% that 'about' or 'roughly' allows",
                grouped(implied.round() as u64),
                ABOUT_TOLERANCE * 100.0
            ));
        }
        let values = [
            valued(&format!("{}%", turnout.value), here),
            valued(&electorate.value.to_string(), there),
            format!("{shown}% (computed)"),
        ];
        out.push(Diagnostic::at(RULE.name, severity, here, &contest.title, message).with_values(values));
    }
}
