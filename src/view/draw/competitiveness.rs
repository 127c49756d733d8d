//! How competitive an office was over time: effective number of candidates, margin, turnout.

use super::frame;
use crate::analysis::measures::{Measures, Turnout};
use crate::graph::PoliticalGraph;
use crate::view::diagram::{About, ChartPanel, ChartPoint, Charts, Diagram};
use crate::view::share::half_up;
use crate::view::words::counted;
use crate::wikitext::Date;

/// Draws the measures of contests as small multiples, one round of each contest, in order of time. Contests without a
/// date or figures are left out, and the subtitle states how many. Measures without any value are left out.
pub fn competitiveness(graph: &PoliticalGraph, title: &str, found: &[Measures], origin: &str) -> Diagram {
    let point = |m: &Measures, value: Option<f64>, says: &dyn Fn(f64) -> String| {
        let value = value.filter(|v| v.is_finite())?;
        let says = format!("{}: {}", graph.contest(m.contest).title, says(value));
        Some(ChartPoint { day: m.date.and_then(Date::middle)?, value, says, about: Some(About::Contest(m.contest)) })
    };
    let number = |m| point(m, m.effective_number, &|v| format!("effective number of candidates {}", half_up(v, 2)));
    let led_by = |m: &Measures| m.led_by.map_or("the first", |p| graph.person(p).name.as_str()).to_string();
    let lead = |m| point(m, m.margin_points, &|v| format!("{} led by {} points", led_by(m), half_up(v, 1)));
    let turnout = |m: &Measures| point(m, m.turnout.map(Turnout::percent), &|v| format!("turnout {}%", half_up(v, 1)));
    let panel = |heading: &str, unit: &'static str, digits, least, points: Vec<ChartPoint>| ChartPanel {
        heading: heading.into(),
        unit,
        digits,
        least,
        points,
    };
    let mut panels = vec![
        panel("Effective number of candidates", "", 2, 1.0, found.iter().filter_map(number).collect()),
        panel("Margin, in points", "", 1, 0.0, found.iter().filter_map(lead).collect()),
        panel("Turnout, in per cent", "", 1, 0.0, found.iter().filter_map(turnout).collect()),
    ];
    if panels.iter().any(|p| !p.points.is_empty()) {
        panels.retain(|p| !p.points.is_empty());
    }
    let known = |m: &&Measures| {
        let any = m.effective_number.is_some() || m.margin_points.is_some() || m.turnout.is_some();
        any && m.date.and_then(Date::middle).is_some()
    };
    let shown = found.iter().filter(known).count();
    let without = match found.len() - shown {
        0 => String::new(),
        n => format!(" Left out: {} without a date or figures.", counted(n, "contest")),
    };
    let subtitle = format!("{}, the first round of each.{without}", counted(shown, "contest"));
    let description = panels.iter().flat_map(|p| &p.points).map(|p| p.says.as_str()).collect::<Vec<_>>().join("; ");
    let contests = found.iter().map(|m| graph.contest(m.contest));
    let frame = frame(title.to_string(), subtitle, description, origin, contests);
    let note = "The margin is the lead of the first over the second; if several were elected, that of the last of them over the next. It is computed from the votes \
                if the votes of all candidates are known; tables show shares as given.";
    Diagram::Charts(Charts { frame, panels, note: note.into() })
}
