//! Reports different dates of one contest, in several sources or in parts of one source.

use super::{Diagnostic, Fix, Input, Rule, Severity, place, valued};
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
    let is_section = contest.title.contains(": ");
    if !ranged && !is_section {
        out.extend(round_of_another_year(input, contest, named));
    }
    let rounds = contest.rounds.iter().flat_map(|r| r.dates.all());
    if ranged || is_section || rounds.chain(contest.dates.all()).any(|d| d.value.compatible(named)) {
        return;
    }
    let Some(here) = place(input.graph, date).filter(|c| c.confidence != Confidence::Disputed) else { return };
    let message = format!("dated {}, but its title says {}", date.value.long(), named.long());
    let values = [valued(&date.value.to_string(), here), format!("{named} (title)")];
    let found = Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message).with_values(values);
    out.push(match (date.value.the_year(), named.the_year()) {
        (Some(old), Some(new)) if old != new && old.abs_diff(new) <= YEARS_APART => {
            found.with_fix(Fix::suggested(here, &old.to_string(), &new.to_string()))
        }
        _ => found,
    });
}

/// Years by which a date is off at the most; beyond, the year of the title may as well be wrong.
const YEARS_APART: u32 = 10;

/// Days between two rounds of one contest at the most, if nothing is said of it.
const ROUNDS_APART: i64 = 120;

/// Reports a round that is about a year away from another, which is in the year of the title.
fn round_of_another_year(input: &Input<'_>, contest: &Contest, named: Date) -> Option<Diagnostic> {
    if contest.rounds.iter().any(|r| r.annulled) {
        return None;
    }
    let dated: Vec<_> = contest.rounds.iter().filter_map(|r| r.dates.first()).collect();
    let fitting = dated.iter().find(|d| d.value.compatible(named))?;
    let year = named.the_year()?;
    let odd = dated.iter().find(|d| {
        let of_other = d.value.the_year().is_some_and(|y| y != year);
        let day = d.value.the_day().zip(d.value.the_month()).filter(|_| of_other);
        let moved = day.and_then(|(day, month)| Date::day(year, month, day));
        let days = |date: Date| Some((date.days().0? - fitting.value.days().0?).abs());
        days(d.value).is_some_and(|days| days > ROUNDS_APART)
            && moved.and_then(days).is_some_and(|days| days <= ROUNDS_APART)
    })?;
    let (here, there) = (place(input.graph, odd)?, place(input.graph, fitting)?);
    let (old, new) = (odd.value, fitting.value);
    let message =
        format!("one round is dated {} and another {}, and the title says {}", old.long(), new.long(), named.long());
    let values = [valued(&old.to_string(), here), valued(&new.to_string(), there)];
    let fix = Fix::suggested(here, &old.the_year()?.to_string(), &year.to_string());
    let found = Diagnostic::at(RULE.name, Severity::Warning, here, &contest.title, message);
    Some(found.with_values(values).with_fix(fix))
}
