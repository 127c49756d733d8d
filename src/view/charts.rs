//! Small multiples: one panel for each measure, one below the other, over a shared axis of time.

use super::diagram::{ChartPanel, Charts};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, margin, small_print};
use super::share::half_up;
use super::svg::{Anchor, Drawing, ELECTED, INK, MUTED, PAPER, RULE, Shape};
use crate::wikitext::Date;

/// The default width of the page, in pixels.
const WIDTH: f64 = 760.0;
const NARROWEST: f64 = 300.0;
const WIDEST: f64 = 2000.0;
const PANEL: f64 = 92.0;
const BETWEEN: f64 = 54.0;
/// The least distance between the labels of two years, in pixels.
const TICKS: f64 = 48.0;
const LABEL: f64 = 10.5;

/// Lays out the panels. O(points).
pub fn layout(charts: &Charts, page: Page) -> Drawing {
    let mut drawing = page::start(&charts.frame);
    drawing.width = page.width.unwrap_or(WIDTH).clamp(NARROWEST, WIDEST);
    frame_head(&mut drawing, &charts.frame);
    let left = margin(drawing.width) + 30.0;
    let right = drawing.width - margin(drawing.width) - 6.0;
    let days = || charts.panels.iter().flat_map(|p| &p.points).map(|p| p.day);
    let (from, to) = days().fold((f64::MAX, f64::MIN), |(a, b), d| (a.min(d), b.max(d)));
    // Leaves room for a dot at either end; a single dot is in the middle.
    let room = ((to - from) * 0.03).max(200.0);
    let x = |day: f64| left + (day - from + room) / (to - from + 2.0 * room) * (right - left);
    let mut top = MARGIN + frame_height(&charts.frame, drawing.width) + 38.0;
    for panel in &charts.panels {
        draw_panel(&mut drawing, panel, top, (left, right), &x);
        top += PANEL + BETWEEN;
    }
    let bottom = top - BETWEEN;
    if from <= to {
        years(&mut drawing, (from, to), bottom, (left, right), &x);
    }
    let y = small_print(&mut drawing, &charts.note, bottom + 44.0);
    drawing.height = foot(&mut drawing, &charts.frame, y - 10.0);
    page.finish(drawing)
}

fn draw_panel(drawing: &mut Drawing, panel: &ChartPanel, top: f64, (left, right): (f64, f64), x: &impl Fn(f64) -> f64) {
    let bottom = top + PANEL;
    drawing.text(margin(drawing.width), top - 24.0, &panel.heading, 11.5, true, INK);
    let most = panel.points.iter().map(|p| p.value).fold(panel.least, f64::max);
    let (step, steps) = scale(most - panel.least);
    let end = panel.least + step * f64::from(steps);
    let y = |value: f64| bottom - (value - panel.least) / (end - panel.least) * PANEL;
    for i in 0..=steps {
        let value = panel.least + step * f64::from(i);
        drawing.line(&[(left, y(value)), (right, y(value))], if i == 0 { RULE } else { "#e4e8ed" }, 1.0, "");
        let label = format!("{value:.*}{}", usize::from(step < 1.0), panel.unit);
        drawing.text_at(left - 6.0, y(value) + 4.0, &label, LABEL, false, MUTED, Anchor::End);
    }
    if panel.points.is_empty() {
        drawing.text(left + 10.0, f64::midpoint(top, bottom), "no figures known", 11.0, false, MUTED);
    }
    let line: Vec<(f64, f64)> = panel.points.iter().map(|p| (x(p.day), y(p.value))).collect();
    if line.len() > 1 {
        drawing.line(&line, "#9fb3c4", 1.4, "");
    }
    for (point, (x, y)) in panel.points.iter().zip(&line) {
        drawing.open("", &point.says, point.about);
        drawing.shapes.push(Shape::Disc { x: *x, y: *y, radius: 4.2, fill: ELECTED.into(), stroke: PAPER.into() });
        drawing.close();
    }
    let mut written: Vec<[f64; 4]> = Vec::new();
    let last = panel.points.len().saturating_sub(1);
    for at in told(panel) {
        let (x, y) = line[at];
        let words = format!("{}{}", half_up(panel.points[at].value, panel.digits), panel.unit);
        let half = font::width(&words, LABEL, true) / 2.0 + 1.0;
        // The label of the latest value may reach a little into the margin.
        let x = x.clamp(left + half, right - half + if at == last { 12.0 } else { 0.0 });
        let area = |base: f64| [x - half - 1.0, base - 9.0, x + half + 1.0, base + 3.0];
        // Positions above and below the dot, near and far: the first that no line, dot or figure occupies is taken.
        let places = [y - 9.0, y + 17.0, y - 22.0, y + 30.0, y - 34.0, y - 46.0];
        let far = if at == last { places.len() } else { 4 };
        let free = places.into_iter().take(far).find(|base| {
            let a = area(*base);
            a[1] > top - 16.0 && a[3] < bottom - 1.0 && !crosses(&line, a) && written.iter().all(|w| apart(*w, a))
        });
        let base = match free {
            Some(base) => base,
            // The latest value is always written.
            None if at == last => y - 9.0,
            None => continue,
        };
        written.push(area(base));
        drawing.text_at(x, base, &words, LABEL, true, INK, Anchor::Middle);
    }
}

fn apart(a: [f64; 4], b: [f64; 4]) -> bool {
    a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]
}

/// Returns true if a line through points, or one of its dots, touches an area.
fn crosses(line: &[(f64, f64)], area: [f64; 4]) -> bool {
    let inside = |x: f64, y: f64, room: f64| {
        x > area[0] - room && x < area[2] + room && y > area[1] - room && y < area[3] + room
    };
    line.iter().any(|(x, y)| inside(*x, *y, 4.5))
        || line.windows(2).any(|pair| {
            let ((x, y), (ox, oy)) = (pair[0], pair[1]);
            (1..40).any(|i| {
                let t = f64::from(i) / 40.0;
                inside(x + (ox - x) * t, y + (oy - y) * t, 0.5)
            })
        })
}

/// Returns the points whose values are written: the latest, the highest and the lowest. Of four or more points, no two
/// neighbours are returned.
fn told(panel: &ChartPanel) -> Vec<usize> {
    let all = || panel.points.iter().enumerate();
    let last = panel.points.len().checked_sub(1);
    let most = all().max_by(|a, b| a.1.value.total_cmp(&b.1.value)).map(|(i, _)| i);
    let least = all().min_by(|a, b| a.1.value.total_cmp(&b.1.value)).map(|(i, _)| i);
    let mut told: Vec<usize> = Vec::new();
    for at in [last, most, least].into_iter().flatten() {
        if told.iter().all(|t| t.abs_diff(at) > 1 || panel.points.len() < 4) && !told.contains(&at) {
            told.push(at);
        }
    }
    told
}

/// Draws the years below the panels, as many as fit.
fn years(
    drawing: &mut Drawing,
    (from, to): (f64, f64),
    bottom: f64,
    (left, right): (f64, f64),
    x: &impl Fn(f64) -> f64,
) {
    const YEAR: f64 = 365.2425;
    let start = Date::year(1970).days().0.unwrap_or(0) as f64;
    let year_of = |day: f64| 1970.0 + (day - start) / YEAR;
    let most = ((right - left) / TICKS).max(2.0);
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        .into_iter()
        .find(|s| (to - from) / YEAR / f64::from(*s) <= most)
        .unwrap_or(5000);
    let mut year = (year_of(from) / f64::from(step)).floor() as i32 * step;
    while f64::from(year) <= year_of(to) + f64::from(step) {
        let at = Date::year(year).days().0.map(|d| x(d as f64));
        if let Some(at) = at.filter(|at| (left..=right).contains(at)) {
            drawing.line(&[(at, bottom), (at, bottom + 5.0)], RULE, 1.0, "");
            drawing.text_at(at, bottom + 17.0, &year.to_string(), LABEL, false, MUTED, Anchor::Middle);
        }
        year += step;
    }
}

/// Returns a round step for an axis, and the number of steps that cover a range.
fn scale(range: f64) -> (f64, i32) {
    let step =
        [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0].into_iter().find(|s| range / s <= 4.0).unwrap_or(500.0);
    (step, ((range / step).ceil() as i32).max(1))
}
