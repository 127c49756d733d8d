//! Reports different dates of one contest, in several sources or in parts of one source.

use super::{Diagnostic, Input, Rule, Severity, place, valued};
use crate::facts::{Confidence, Title};
use crate::graph::{Contest, Values};
use crate::wikitext::Date;

pub(crate) const RULE: Rule = Rule {
    name: "date-conflict",
    severity: Severity::Warning,
    finds: "dates of one contest that cannot be the same day: infobox, prose, tables, title",
    why: "Timelines, tenures and successions are built on the day of the vote; if a contest has two days, one of them is wrong.",
    wrong: include_str!("../../../tests/rules/date-conflict/wrong.txt"),
    right: include_str!("../../../tests/rules/date-conflict/right.txt"),
    but: "The date of a single round is not a conflict.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    for contest in input.graph.contests() {
        let rounds: Vec<Date> = contest.rounds.iter().flat_map(|r| r.dates.all()).map(|d| d.value).collect();
        conflicts(input, &contest.title, &contest.dates, &rounds, out);
        for round in &contest.rounds {
            conflicts(input, &contest.title, &round.dates, &[], out);
        }
        against_title(input, contest, out);
    }
}

fn conflicts(input: &Input<'_>, title: &str, dates: &Values<Date>, rounds: &[Date], out: &mut Vec<Diagnostic>) {
    let dates = dates.all();
    let Some(best) = dates.first() else { return };
    for other in dates.iter().skip(1).filter(|d| d.confidence != Confidence::Disputed) {
        // The day of any round counts as a day of the contest.
        if best.value.compatible(other.value) || rounds.iter().any(|r| r.compatible(other.value)) {
            continue;
        }
        if place(input.graph, other).is_some_and(|c| names_several_rounds(&c.quote)) {
            continue;
        }
        let (Some(here), Some(there)) = (place(input.graph, other), place(input.graph, best)) else { continue };
        let message = format!(
            "dated {} in the {} and {} in the {} ({there})",
            other.value.long(),
            here.confidence.label(),
            best.value.long(),
            there.confidence.label()
        );
        let values = [valued(&other.value.to_string(), here), valued(&best.value.to_string(), there)];
        out.push(Diagnostic::at(RULE.name, Severity::Warning, here, title, message).with_values(values));
    }
}

/// Returns true if the text mentions a first or second round, or a runoff.
fn names_several_rounds(quote: &str) -> bool {
    let quote = quote.to_lowercase();
    ["second round", "first round", "runoff", "run-off", "second ballot", "first ballot"]
        .iter()
        .any(|w| quote.contains(w))
}

/// Compares the date in the title with the dates of the contest.
fn against_title(input: &Input<'_>, contest: &Contest, out: &mut Vec<Diagnostic>) {
    let title = Title::read(&contest.title);
    let (Some(named), Some(date)) = (title.date(), contest.dates.first()) else { return };
    // A section of a page ("page: heading") has the page's year. "1992–93 …" names two years, and either may be the
    // right one.
    let ranged = contest
        .title
        .split(|c: char| !c.is_ascii_digit() && !matches!(c, '–' | '-' | '/'))
        .any(|w| w.len() > 4 && w.starts_with(|c: char| c.is_ascii_digit()));
    let rounds = contest.rounds.iter().flat_map(|r| r.dates.all());
    if ranged || contest.title.contains(": ") || rounds.chain(contest.dates.all()).any(|d| d.value.compatible(named)) {
        return;
    }
    let Some(here) = place(input.graph, date).filter(|c| c.confidence != Confidence::Disputed) else { return };
    let message = format!("dated {}, but its title says {}", date.value.long(), named.long());
    let values = [valued(&date.value.to_string(), here), format!("{named} (title)")];
    out.push(Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values));
}
