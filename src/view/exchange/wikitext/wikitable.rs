//! Sortable tables: the holders of each office, and its contests.

use super::{Options, link, long, plain, selected, sort_key};
use crate::analysis::measures::{RoundChoice, of_contest};
use crate::facts::{Began, Ended, Status};
use crate::graph::{Contest, Selection};
use std::io::{Result, Write};

/// Writes the tables. O(tenures + candidacies).
pub(in super::super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let graph = selection.graph();
    selected(selection, out)?;
    for office in selection.offices() {
        let tenures: Vec<_> = selection.tenures_of(office.id).collect();
        if !tenures.is_empty() {
            writeln!(out, "{{| class=\"wikitable sortable\"\n|+ {}", plain(&office.name))?;
            writeln!(out, "! scope=\"col\" | Holder\n! scope=\"col\" | From\n! scope=\"col\" | To")?;
            writeln!(out, "! scope=\"col\" | Began\n! scope=\"col\" | Ended\n! scope=\"col\" | Contest")?;
            for tenure in tenures {
                let (from, to) = (tenure.from.best().copied(), tenure.to.best().copied());
                let until = if tenure.ended == Some(Ended::InOffice) { "present".into() } else { long(to) };
                writeln!(out, "|-\n! scope=\"row\" | {}", link(&graph.person(tenure.person).name))?;
                writeln!(out, "| data-sort-value=\"{}\" | {}", sort_key(from), long(from))?;
                writeln!(out, "| data-sort-value=\"{}\" | {until}", sort_key(to))?;
                writeln!(
                    out,
                    "| {}\n| {}",
                    tenure.began.map_or("", Began::label),
                    tenure.ended.map_or("", Ended::label)
                )?;
                let contest = tenure.contest.map(|c| link(&graph.contest(c).title)).unwrap_or_default();
                writeln!(out, "| {contest}")?;
            }
            writeln!(out, "|}}\n")?;
        }
        contests(selection, &plain(&office.name), selection.contests_of(office.id).collect(), out)?;
    }
    let others: Vec<&Contest> = selection.contests().filter(|c| c.office.is_none()).collect();
    contests(selection, "office not known", others, out)?;
    Ok(Vec::new())
}

/// Writes a table of contests, or nothing if there are none.
fn contests(selection: &Selection<'_>, caption: &str, contests: Vec<&Contest>, out: &mut dyn Write) -> Result<()> {
    let graph = selection.graph();
    if contests.is_empty() {
        return Ok(());
    }
    writeln!(out, "{{| class=\"wikitable sortable\"\n|+ Contests: {caption}")?;
    writeln!(out, "! scope=\"col\" | Contest\n! scope=\"col\" | Date\n! scope=\"col\" | Candidates")?;
    writeln!(out, "! scope=\"col\" | Elected\n! scope=\"col\" | Lead (points)\n! scope=\"col\" | Turnout (%)")?;
    for contest in contests {
        let rows = || selection.candidacies_of(contest.id);
        let mut elected: Vec<String> = rows()
            .filter(|c| c.is_elected() && contest.counts(false))
            .map(|c| link(&graph.person(c.person).name))
            .collect();
        // Any status other than "held" is written in the column of the winner.
        elected.extend(contest.status.best().filter(|s| **s != Status::Held).map(|s| format!("(''{}'')", s.label())));
        let last = of_contest(graph, contest, RoundChoice::Last, false);
        let measures = last.first();
        let number = |n: Option<f64>| n.map(|n| format!("{n:.1}")).unwrap_or_default();
        writeln!(out, "|-\n! scope=\"row\" | {}", link(&contest.title))?;
        let date = contest.date();
        writeln!(out, "| data-sort-value=\"{}\" | {}", sort_key(date), long(date))?;
        writeln!(out, "| {}\n| {}", rows().filter(|c| c.is_standing()).count(), elected.join(" "))?;
        writeln!(out, "| {}", number(measures.and_then(|m| m.margin_points)))?;
        writeln!(out, "| {}", number(measures.and_then(|m| m.turnout).map(|t| t.percent())))?;
    }
    writeln!(out, "|}}\n")
}
