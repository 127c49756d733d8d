//! How contested an office was, over time: the effective number of candidates above, the winner's lead below.

use super::diagram::About;
use super::draw::counted;
use super::font;
use super::svg::{Anchor, Drawing, ELECTED, INK, MUTED, RULE, Shape};
use crate::analysis::measures::Measures;
use crate::graph::PoliticalGraph;
use crate::wikitext::Date;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 732.0;
const PANEL: f64 = 92.0;
const BETWEEN: f64 = 34.0;

/// One line of values on an axis of its own.
struct Panel<'p> {
    heading: &'p str,
    unit: &'p str,
    digits: usize,
    /// Where the axis begins.
    least: f64,
    points: Vec<Point>,
}

/// A value, when, and of which contest.
struct Point {
    day: f64,
    value: f64,
    says: String,
    about: About,
}

/// Draws the measures of one office's contests, one round a contest, as they come in the order of time. What has no date or no
/// figures is left out and said.
pub fn competitiveness(graph: &PoliticalGraph, title: &str, found: &[Measures], origin: &str) -> Drawing {
    let day = |date: Option<Date>| date.and_then(Date::middle);
    let point = |m: &Measures, value: Option<f64>, says: &dyn Fn(f64) -> String| {
        let value = value.filter(|v| v.is_finite())?;
        let says = format!("{}: {}", graph.contest(m.contest).title, says(value));
        Some(Point { day: day(m.date)?, value, says, about: About::Contest(m.contest) })
    };
    let number = |m| point(m, m.effective_number, &|v| format!("effective number of candidates {v:.2}"));
    let lead = |m| point(m, m.margin_points, &|v| format!("the first led the second by {v:.1} points"));
    let panels = [
        Panel {
            heading: "Effective number of candidates",
            unit: "",
            digits: 1,
            least: 1.0,
            points: found.iter().filter_map(number).collect(),
        },
        Panel {
            heading: "Lead of the first over the second",
            unit: " points",
            digits: 0,
            least: 0.0,
            points: found.iter().filter_map(lead).collect(),
        },
    ];
    let shown = panels[0].points.len().max(panels[1].points.len());
    let left_out = found.len() - shown.min(found.len());
    let without = match left_out {
        0 => String::new(),
        n => format!(" {} without a date or figures not shown.", counted(n, "contest")),
    };
    let subtitle = format!("{}, the first round of each.{without}", counted(shown, "contest"));
    let description = panels.iter().flat_map(|p| &p.points).map(|p| p.says.as_str()).collect::<Vec<_>>().join("; ");
    let height = 76.0 + 2.0 * (PANEL + BETWEEN) + 44.0;
    let mut drawing = Drawing { width: WIDTH, height, title: title.into(), description, ..Drawing::default() };
    drawing.text(28.0, 34.0, &font::fit(title, WIDTH - 56.0, 18.0, true), 18.0, true, INK);
    drawing.text(28.0, 54.0, &subtitle, 12.0, false, MUTED);
    let days = || panels.iter().flat_map(|p| &p.points).map(|p| p.day);
    let (from, to) = days().fold((f64::MAX, f64::MIN), |(a, b), d| (a.min(d), b.max(d)));
    // Room for a dot at either end; a single one stands in the middle.
    let room = ((to - from) * 0.03).max(200.0);
    let x = |day: f64| LEFT + (day - from + room) / (to - from + 2.0 * room) * (RIGHT - LEFT);
    let mut top = 82.0;
    for panel in &panels {
        draw_panel(&mut drawing, panel, top, &x);
        top += PANEL + BETWEEN;
    }
    let bottom = top - BETWEEN;
    if from <= to {
        years(&mut drawing, from, to, bottom, &x);
    }
    drawing.text(
        28.0,
        height - 16.0,
        &font::fit(&format!("Source: {origin}. Drawn by Hustings."), WIDTH - 56.0, 10.5, false),
        10.5,
        false,
        MUTED,
    );
    drawing
}

fn draw_panel(drawing: &mut Drawing, panel: &Panel<'_>, top: f64, x: &impl Fn(f64) -> f64) {
    let bottom = top + PANEL;
    drawing.text(LEFT, top - 7.0, panel.heading, 11.0, true, INK);
    let most = panel.points.iter().map(|p| p.value).fold(panel.least, f64::max);
    let (step, steps) = scale(most - panel.least);
    let end = panel.least + step * f64::from(steps);
    let y = |value: f64| bottom - (value - panel.least) / (end - panel.least) * PANEL;
    for i in 0..=steps {
        let value = panel.least + step * f64::from(i);
        drawing.line(&[(LEFT, y(value)), (RIGHT, y(value))], if i == 0 { RULE } else { "#e4e8ed" }, 1.0, "");
        let unit = if i == steps { panel.unit } else { "" };
        let label = format!("{value:.*}", if step < 1.0 { panel.digits.max(1) } else { 0 });
        drawing.text_at(LEFT - 8.0, y(value) + 4.0, &label, 10.5, false, MUTED, Anchor::End);
        drawing.text_at(RIGHT, y(value) - 4.0, unit.trim(), 9.5, false, MUTED, Anchor::End);
    }
    if panel.points.is_empty() {
        drawing.text(LEFT + 10.0, f64::midpoint(top, bottom), "no figures known", 11.0, false, MUTED);
    }
    let line: Vec<(f64, f64)> = panel.points.iter().map(|p| (x(p.day), y(p.value))).collect();
    if line.len() > 1 {
        drawing.line(&line, "#9fb3c4", 1.4, "");
    }
    for (point, (x, y)) in panel.points.iter().zip(line) {
        drawing.shapes.push(Shape::Group { title: point.says.clone(), about: Some(point.about) });
        drawing.shapes.push(Shape::Disc { x, y, radius: 4.2, fill: ELECTED.into(), stroke: "#ffffff".into() });
        drawing.shapes.push(Shape::EndGroup);
    }
}

/// Years under the panels, as many as there is room for.
fn years(drawing: &mut Drawing, from: f64, to: f64, bottom: f64, x: &impl Fn(f64) -> f64) {
    const YEAR: f64 = 365.2425;
    let start = Date::year(1970).days().0.unwrap_or(0) as f64;
    let year_of = |day: f64| 1970.0 + (day - start) / YEAR;
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        .into_iter()
        .find(|s| (to - from) / YEAR / f64::from(*s) <= 12.0)
        .unwrap_or(5000);
    let first = (year_of(from) / f64::from(step)).floor() as i32 * step;
    let mut year = first;
    while f64::from(year) <= year_of(to) + f64::from(step) {
        let at = Date::year(year).days().0.map(|d| x(d as f64));
        if let Some(at) = at.filter(|at| (LEFT..=RIGHT).contains(at)) {
            drawing.line(&[(at, bottom), (at, bottom + 5.0)], RULE, 1.0, "");
            drawing.text_at(at, bottom + 17.0, &year.to_string(), 10.5, false, MUTED, Anchor::Middle);
        }
        year += step;
    }
}

/// A step that people like, and how many of them reach so far.
fn scale(range: f64) -> (f64, i32) {
    let step =
        [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0].into_iter().find(|s| range / s <= 4.0).unwrap_or(500.0);
    (step, ((range / step).ceil() as i32).max(1))
}
