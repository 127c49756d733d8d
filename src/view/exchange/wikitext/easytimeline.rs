//! A `<timeline>` of each office, for MediaWiki's extension EasyTimeline.

use super::{Options, selected};
use crate::facts::{Began, Ended};
use crate::graph::{OfficeId, PersonId, Selection};
use crate::wikitext::Date;
use itertools::Itertools;
use std::io::{Result, Write};

/// Writes the timelines. O(tenures).
pub(in super::super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    selected(selection, out)?;
    let mut undated = 0;
    for office in selection.offices() {
        undated += timeline(selection, office.id, out)?;
    }
    let note = format!("{undated} tenures without a date are left out of the timelines");
    Ok(if undated > 0 { vec![note] } else { Vec::new() })
}

fn timeline(selection: &Selection<'_>, office: OfficeId, out: &mut dyn Write) -> Result<usize> {
    let graph = selection.graph();
    // A tenure that goes on reaches to the last day that is known of anything.
    let contests = selection.contests().filter_map(crate::graph::Contest::date);
    let spans = || selection.tenures().flat_map(|t| [graph.span_of(t).0, graph.span_of(t).1]).flatten();
    let last = contests.chain(spans()).filter_map(day).max();
    let mut bars: Vec<(PersonId, Day, Day, bool)> = Vec::new();
    let mut undated = 0;
    for tenure in selection.tenures_of(office) {
        let (from, to) = graph.span_of(tenure);
        let end = if tenure.ended == Some(Ended::InOffice) { last } else { to.and_then(day) };
        match (from.and_then(day), end) {
            (Some(from), Some(to)) if from.0 >= 1 => {
                bars.push((tenure.person, from, to.max(from), tenure.began.is_some_and(Began::is_provisional)));
            }
            _ => undated += 1,
        }
    }
    let (Some(first), Some(end)) = (bars.iter().map(|b| b.1).min(), bars.iter().map(|b| b.2).max()) else {
        return Ok(undated);
    };
    let years = end.0 - first.0 + 1;
    let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|s| years / s <= 12).unwrap_or(200);
    // Days are known to the extension from 1800 on.
    let days = first.0 >= 1800;
    let say = |(year, month, day): Day| if days { format!("{day:02}/{month:02}/{year}") } else { year.to_string() };
    let start = first.0.div_euclid(step) * step;
    writeln!(out, "<timeline>")?;
    writeln!(out, "# {}", word(&graph.office(office).name))?;
    writeln!(out, "ImageSize = width:900 height:auto barincrement:20")?;
    writeln!(out, "PlotArea = left:200 right:20 top:10 bottom:30")?;
    writeln!(out, "DateFormat = {}", if days { "dd/mm/yyyy" } else { "yyyy" })?;
    writeln!(out, "Period = from:{} till:{}", say((start.max(1), 1, 1)), say((end.0, 12, 31)))?;
    writeln!(out, "TimeAxis = orientation:horizontal")?;
    writeln!(out, "ScaleMajor = unit:year increment:{step} start:{}", say((start.max(1), 1, 1)))?;
    writeln!(out, "Colors =\n  id:held value:rgb(0.56,0.71,0.83)\n  id:acting value:rgb(0.85,0.76,0.55)")?;
    writeln!(out, "BarData =")?;
    let people: Vec<PersonId> = bars.iter().map(|b| b.0).unique().collect();
    for person in &people {
        writeln!(out, "  bar:p{} text:\"{}\"", person.index(), word(&graph.person(*person).name))?;
    }
    writeln!(out, "PlotData =\n  width:11 align:left fontsize:S")?;
    for (person, from, to, acting) in &bars {
        let colour = if *acting { "acting" } else { "held" };
        writeln!(out, "  bar:p{} from:{} till:{} color:{colour}", person.index(), say(*from), say(*to))?;
    }
    writeln!(out, "</timeline>\n")?;
    Ok(undated)
}

/// Year, month, day.
type Day = (i32, u8, u8);

/// The first day that a date may mean.
fn day(date: Date) -> Option<Day> {
    let year = date.first_year().or(date.last_year())?;
    Some((year, date.the_month().unwrap_or(1), date.the_day().unwrap_or(1)))
}

/// A text within quotes: without what the extension reads as its own.
fn word(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '”',
            '[' | '{' => '(',
            ']' | '}' => ')',
            '<' | '>' | '|' | '~' | '^' | '#' | '\\' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}
