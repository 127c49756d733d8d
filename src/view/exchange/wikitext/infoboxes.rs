//! An `{{Infobox election}}` for each contest, linked to the contests before and after.

use super::{Options, link, long, plain, selected};
use crate::analysis::figures::Figures;
use crate::facts::Kind;
use crate::graph::{Contest, PersonId, Selection, Values};
use crate::view::words::counted;
use crate::wikitext::number::grouped;
use std::io::{Result, Write};

/// The number of candidates that the template holds at most.
const MOST_CANDIDATES: usize = 9;

/// Writes the boxes, office by office in order of time. O(candidacies).
pub(in super::super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    selected(selection, out)?;
    let (mut left_out, mut not_held) = (0, 0);
    for contest in selection.contests() {
        // The template has no field for a contest that was annulled, cancelled or is still to come.
        if contest.counts(false) {
            left_out += infobox(selection, contest, out)?;
        } else {
            not_held += 1;
        }
    }
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(format!(
            "{} left out of infoboxes; an infobox holds at most {MOST_CANDIDATES}",
            counted(left_out, "candidate")
        ));
    }
    if not_held > 0 {
        notes
            .push(format!("{} without an infobox: annulled, cancelled or still to come", counted(not_held, "contest")));
    }
    Ok(notes)
}

fn infobox(selection: &Selection<'_>, contest: &Contest, out: &mut dyn Write) -> Result<usize> {
    let graph = selection.graph();
    let round = contest.valid_rounds(false).last().copied();
    let figures = round.map(|r| Figures::of(graph, contest, r));
    // Candidacies are in the order of their result.
    let standing: Vec<_> = selection.candidacies_of(contest.id).filter(|c| c.is_standing()).collect();
    let holder = |v: &Values<Option<PersonId>>| match v.best() {
        Some(Some(p)) => link(&graph.person(*p).name),
        Some(None) => "Vacant".into(),
        None => String::new(),
    };
    let neighbour = |v: &Values<crate::graph::ContestId>| v.best().map(|c| graph.contest(*c));
    let titled = |c: Option<&Contest>| c.map(|c| link(&c.title)).unwrap_or_default();
    let year = |c: Option<&Contest>| c.and_then(Contest::year).map(|y| y.to_string()).unwrap_or_default();
    let (previous, next) = (neighbour(&contest.previous), neighbour(&contest.next));
    writeln!(out, "{{{{Infobox election")?;
    let mut line = |name: &str, value: String| -> Result<()> {
        if value.is_empty() { Ok(()) } else { writeln!(out, "| {name} = {value}") }
    };
    line("election_name", plain(&contest.title))?;
    line("country", contest.country.as_deref().map(plain).unwrap_or_default())?;
    line("type", if contest.kind == Kind::Other { String::new() } else { contest.kind.label().to_string() })?;
    line("previous_election", titled(previous))?;
    line("previous_year", year(previous))?;
    line("next_election", titled(next))?;
    line("next_year", year(next))?;
    line("election_date", contest.date().map(|d| long(Some(d))).unwrap_or_default())?;
    line("turnout", contest.turnout.best().map(|t| format!("{t}%")).unwrap_or_default())?;
    for (i, candidacy) in standing.iter().take(MOST_CANDIDATES).enumerate() {
        let n = i + 1;
        let own = figures.as_ref().and_then(|f| f.person(candidacy.person));
        line(&format!("candidate{n}"), link(&graph.person(candidacy.person).name))?;
        let party = candidacy.party.best().map(|p| link(&graph.party(*p).name)).unwrap_or_default();
        line(&format!("party{n}"), party)?;
        line(&format!("popular_vote{n}"), own.and_then(|f| f.votes).map(grouped).unwrap_or_default())?;
        // Stated shares keep their digits; computed shares have two decimals.
        let as_given = figures.as_ref().is_some_and(|f| f.as_given);
        let given = own.and_then(|f| f.given).filter(|_| as_given).map(|s| format!("{s}%"));
        let share = given.or_else(|| own.and_then(|f| f.shown).map(|s| format!("{s:.2}%")));
        line(&format!("percentage{n}"), share.unwrap_or_default())?;
    }
    line("title", contest.office.map(|o| plain(&graph.office(o).name)).unwrap_or_default())?;
    line("before_election", holder(&contest.before))?;
    line("after_election", holder(&contest.after))?;
    writeln!(out, "}}}}\n")?;
    Ok(standing.len().saturating_sub(MOST_CANDIDATES))
}
