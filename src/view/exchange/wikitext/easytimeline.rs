//! A `<timeline>` for each office, as MediaWiki's extension EasyTimeline reads it.

use super::{Options, selected};
use crate::facts::{Began, Ended};
use crate::graph::{OfficeId, PersonId, Selection};
use crate::view::words::counted;
use crate::wikitext::Date;
use itertools::Itertools;
use std::io::{Result, Write};

/// Writes the timelines. O(tenures).
pub(in super::super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    selected(selection, out)?;
    let graph = selection.graph();
    // The bar of a person still in office ends on the last known date of any contest or tenure.
    let contests = selection.contests().filter_map(crate::graph::Contest::date);
    let spans = selection.tenures().flat_map(|t| [graph.span_of(t).0, graph.span_of(t).1]).flatten();
    let last = contests.chain(spans).filter_map(Date::first_day).max();
    let (mut undated, mut earlier) = (0, 0);
    for office in selection.offices() {
        let (without, before) = timeline(selection, office.id, last, out)?;
        undated += without;
        earlier += before;
    }
    let mut notes = Vec::new();
    if undated > 0 {
        notes.push(format!(
            "{} left out of the timelines: a date is missing or before the year 1",
            counted(undated, "tenure")
        ));
    }
    if earlier > 0 {
        notes.push(format!(
            "{} left out of the timelines; a timeline holds at most {MOST_BARS} people",
            counted(earlier, "earlier holder")
        ));
    }
    Ok(notes)
}

fn timeline(
    selection: &Selection<'_>,
    office: OfficeId,
    last: Option<Day>,
    out: &mut dyn Write,
) -> Result<(usize, usize)> {
    let graph = selection.graph();
    let mut bars: Vec<(PersonId, Day, Day, bool)> = Vec::new();
    let mut undated = 0;
    for tenure in selection.tenures_of(office) {
        let (from, to) = graph.span_of(tenure);
        let end = if tenure.ended == Some(Ended::InOffice) { last } else { to.and_then(Date::first_day) };
        match (from.and_then(Date::first_day), end) {
            (Some(from), Some(to)) if from.0 >= 1 => {
                bars.push((tenure.person, from, to.max(from), tenure.began.is_some_and(Began::is_provisional)));
            }
            _ => undated += 1,
        }
    }
    let (Some(first), Some(end)) = (bars.iter().map(|b| b.1).min(), bars.iter().map(|b| b.2).max()) else {
        return Ok((undated, 0));
    };
    let people: Vec<PersonId> = bars.iter().map(|b| b.0).unique().collect();
    let earlier = people.len().saturating_sub(MOST_BARS);
    let people = &people[earlier..];
    bars.retain(|b| people.contains(&b.0));
    let names: Vec<String> = people.iter().map(|p| word(&graph.person(*p).name)).collect();
    let years = end.0 - first.0 + 1;
    let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|s| years / s <= 12).unwrap_or(200);
    let start = (first.0.div_euclid(step) * step).max(1);
    let scale = Scale { days: first.0 >= 1800 };
    // EasyTimeline does not label a single bar, so an empty bar is added.
    let rows = people.len().max(2);
    let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    // Names in other scripts are written in the right direction only if the picture is made through SVG.
    let latin = names.iter().all(|n| n.chars().all(|c| c < '\u{530}'));
    writeln!(out, "<timeline{}>", if latin { "" } else { " method=\"svg2png\"" })?;
    writeln!(out, "# {}", word(&graph.office(office).name))?;
    writeln!(out, "ImageSize = width:900 height:{}", (40 + 20 * rows).min(1990))?;
    writeln!(out, "PlotArea = left:{} right:20 top:10 bottom:30", (20 + 6 * longest).clamp(120, 450))?;
    writeln!(out, "AlignBars = justify")?;
    writeln!(out, "DateFormat = {}", if scale.days { "dd/mm/yyyy" } else { "x.y" })?;
    writeln!(out, "Period = from:{} till:{}", scale.say((start, 1, 1)), scale.say((end.0 + 1, 1, 1)))?;
    writeln!(out, "TimeAxis = orientation:horizontal")?;
    writeln!(out, "ScaleMajor = unit:year increment:{step} start:{}", scale.say((start, 1, 1)))?;
    writeln!(out, "Colors =\n  id:held value:rgb(0.56,0.71,0.83)\n  id:acting value:rgb(0.85,0.76,0.55)")?;
    writeln!(out, "BarData =")?;
    for (person, name) in people.iter().zip(&names) {
        writeln!(out, "  bar:p{} text:\"{name}\"", person.index())?;
    }
    if people.len() == 1 {
        writeln!(out, "  bar:pad text:\" \"")?;
    }
    writeln!(out, "PlotData =\n  width:11 align:left fontsize:S")?;
    for (person, from, to, acting) in &bars {
        let colour = if *acting { "acting" } else { "held" };
        // A tenure that begins and ends on one day is extended so that its bar is visible.
        let to = if from == to { (to.0, 12, 31) } else { *to };
        let (from, to) = (scale.say(*from), scale.say(to));
        writeln!(out, "  bar:p{} from:{from} till:{to} color:{colour}", person.index())?;
    }
    writeln!(out, "</timeline>\n")?;
    Ok((undated, earlier))
}

/// The number of bars that a timeline holds at most. More would be too thin in the largest picture that EasyTimeline
/// makes.
const MOST_BARS: usize = 150;

/// How days are written. EasyTimeline accepts dates from 1800 on. Earlier timelines use years with decimals.
struct Scale {
    days: bool,
}

impl Scale {
    fn say(&self, (year, month, day): Day) -> String {
        if self.days {
            // EasyTimeline treats every hundredth year as a common year, without 29 February.
            let day = if month == 2 && day == 29 && year % 100 == 0 { 28 } else { day };
            return format!("{day:02}/{month:02}/{year}");
        }
        let part = (f64::from(month) - 1.0) / 12.0 + (f64::from(day) - 1.0) / 365.0;
        format!("{:.2}", f64::from(year) + part)
    }
}

/// Year, month, day.
type Day = (i32, u8, u8);

/// Returns a text that can stand within quotes: characters with a meaning in EasyTimeline, or in the program that it
/// calls, are replaced.
fn word(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '"' => '”',
            '[' | '{' => '(',
            ']' | '}' => ')',
            '<' | '>' | '|' | '~' | '^' | '#' | '$' | '\\' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let text = text.trim_start_matches(['/', ' ']).trim_end();
    if text.is_empty() { "?".into() } else { text.to_string() }
}
