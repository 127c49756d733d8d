//! Survival curves as step plots. Up to four groups share one plot, with confidence bands, names at the curves and the
//! numbers at risk below. More groups become small multiples on one scale.

use super::diagram::Curves;
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, margin, small_print};
use super::svg::{Anchor, Drawing, INK, MUTED, RULE, Shape};
use crate::analysis::survival::{Curve, Step};

/// Colours that colour-blind readers can distinguish (Okabe and Ito, "Color Universal Design", 2008), and dashes for
/// print.
const STYLES: [(&str, &str); MOST_TOGETHER] =
    [("#0072b2", ""), ("#d55e00", "7 3"), ("#009e73", "2 2"), ("#9c5a86", "9 3 2 3")];

/// The maximum number of curves in one plot. If there are more, each has a plot of its own.
pub const MOST_TOGETHER: usize = 4;
/// The maximum number of groups that are drawn.
pub const MOST_CURVES: usize = 24;

const WIDTH: f64 = 760.0;
const NARROWEST: f64 = 300.0;
const SMALL: f64 = 10.5;
/// The opacity of a confidence band, from 0 to 1.
const BAND: f64 = 0.16;

/// The axes of a plot: maps times and shares to positions on the page.
#[derive(Clone, Copy)]
struct Plot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// The end of the time axis and the step of its labels, in years.
    end: f64,
    tick: f64,
}

impl Plot {
    fn x(self, time: f64) -> f64 {
        self.left + time / self.end * self.width
    }

    fn y(self, share: f64) -> f64 {
        self.top + (1.0 - share) * self.height
    }

    fn ticks(self) -> impl Iterator<Item = f64> {
        let count = (self.end / self.tick).round() as usize;
        (0..=count).map(move |i| self.tick * i as f64)
    }

    /// Returns a curve, or an edge of its band, as the points of its steps.
    fn points(self, curve: &Curve, value: fn(&Step) -> f64) -> Vec<(f64, f64)> {
        let mut points = vec![(self.x(0.0), self.y(1.0))];
        let mut level = 1.0;
        for step in &curve.steps {
            points.push((self.x(step.time), self.y(level)));
            level = value(step);
            points.push((self.x(step.time), self.y(level)));
        }
        points.push((self.x(curve.last), self.y(level)));
        points
    }
}

/// Lays out survival curves. O(steps).
pub fn layout(curves: &Curves, page: Page) -> Drawing {
    let mut drawing = page::start(&curves.frame);
    drawing.width = page.width.unwrap_or(WIDTH).max(NARROWEST);
    frame_head(&mut drawing, &curves.frame);
    let top = MARGIN + frame_height(&curves.frame, drawing.width);
    let groups = &curves.groups[..curves.groups.len().min(MOST_CURVES)];
    // The words that all names begin with are written once, so that the words that distinguish the names are not cut.
    let names: Vec<&str> = groups.iter().map(|(name, _)| name.as_str()).collect();
    let (common, names) = font::without_common_start(&names, 26);
    let groups: Vec<(String, Curve)> = names.into_iter().zip(groups).map(|(name, (_, c))| (name, c.clone())).collect();
    let groups = groups.as_slice();
    let longest = groups.iter().map(|(_, c)| c.last).fold(0.0, f64::max).max(1e-6);
    let y = if groups.len() > MOST_TOGETHER {
        multiples(&mut drawing, groups, longest, top)
    } else {
        together(&mut drawing, groups, longest, top)
    };
    let mut note =
        "Kaplan–Meier estimate; the shaded band is the 95 per cent confidence band (Greenwood, log–log). Tenures that have not ended are censored."
            .to_string();
    if let Some(common) = common {
        note = format!("“…” stands for “{common}”. {note}");
    }
    let y = small_print(&mut drawing, &note, y + 14.0);
    drawing.height = foot(&mut drawing, &curves.frame, y - 10.0);
    page.finish(drawing)
}

/// Draws all groups in one plot. Returns the y coordinate below it.
fn together(drawing: &mut Drawing, groups: &[(String, Curve)], longest: f64, top: f64) -> f64 {
    let side = margin(drawing.width);
    let narrow = page::is_narrow(drawing.width);
    // Names are at the ends of the curves if there is room beside the plot.
    let widest = groups.iter().map(|(name, _)| font::width(name, 11.5, true)).fold(0.0, f64::max);
    let beside = if narrow || groups.len() < 2 { 10.0 } else { widest.min(150.0) + 16.0 };
    let left = side + 38.0;
    let (tick, end) = scale(longest, if narrow { 5.0 } else { 10.0 });
    let plot = Plot {
        left,
        top: top + 24.0,
        width: drawing.width - side - beside - left,
        height: if narrow { 220.0 } else { 320.0 },
        end,
        tick,
    };
    axes(drawing, plot, true);
    for ((_, curve), (colour, _)) in groups.iter().zip(STYLES) {
        let (upper, mut lower) = (plot.points(curve, |s| s.upper), plot.points(curve, |s| s.lower));
        lower.reverse();
        let points = upper.into_iter().chain(lower).collect();
        drawing.shapes.push(Shape::Band { points, fill: colour.into(), opacity: BAND });
    }
    for ((name, curve), (colour, dash)) in groups.iter().zip(STYLES) {
        drawing.open(name, &describe(name, curve), None);
        let points = plot.points(curve, |s| s.survival);
        drawing.shapes.push(Shape::Line { points, stroke: colour.into(), width: 2.4, dash });
        drawing.close();
    }
    if groups.len() > 1 && !narrow {
        names_at_ends(drawing, groups, plot, beside);
    }
    at_risk(drawing, groups, plot, side)
}

/// Writes the names at the ends of the curves so that they do not overlap.
fn names_at_ends(drawing: &mut Drawing, groups: &[(String, Curve)], plot: Plot, room: f64) {
    let mut ends: Vec<(f64, usize)> = groups
        .iter()
        .enumerate()
        .map(|(i, (_, curve))| (plot.y(curve.steps.last().map_or(1.0, |s| s.survival)), i))
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let lines = |i: usize| {
        let mut lines = font::wrap(&groups[i].0, room - 14.0, 11.5, true);
        if lines.len() > 2 {
            let rest = lines.split_off(1).join(" ");
            lines.push(font::fit(&rest, room - 14.0, 11.5, true));
        }
        lines
    };
    let height = |i: usize| lines(i).len() as f64 * 13.0 + 4.0;
    let mut free = f64::MIN;
    for (end, i) in &mut ends {
        *end = end.max(free);
        free = *end + height(*i);
    }
    // Names that were pushed below the plot are moved up again.
    let mut lowest = plot.top + plot.height + 18.0;
    for (end, i) in ends.iter_mut().rev() {
        *end = end.min(lowest - height(*i));
        lowest = *end;
    }
    for (y, i) in ends {
        let curve = &groups[i].1;
        let (colour, dash) = STYLES[i];
        let from = plot.points(curve, |s| s.survival).last().copied().unwrap_or_default();
        let x = plot.left + plot.width + 12.0;
        drawing.line(&[from, (x - 3.0, y - 4.0)], colour, 0.8, dash);
        for (line, text) in lines(i).iter().enumerate() {
            drawing.text(x, y + line as f64 * 13.0, text, 11.5, true, colour);
        }
    }
}

/// Writes each group's name, size and median, and the number at risk at each time. Returns the y coordinate below them.
fn at_risk(drawing: &mut Drawing, groups: &[(String, Curve)], plot: Plot, side: f64) -> f64 {
    let mut y = plot.top + plot.height + 62.0;
    drawing.text(side, y, "Tenures still observed, by years in office", 11.0, true, INK);
    for ((name, curve), (colour, dash)) in groups.iter().zip(STYLES) {
        y += 20.0;
        let median = curve.median().map_or_else(|| "median not reached".into(), |m| format!("median {m:.1} years"));
        let text = format!("{name}: {} tenures, {} ended, {median}", curve.spells, curve.ended);
        drawing.line(&[(side, y - 4.0), (side + 26.0, y - 4.0)], colour, 2.4, dash);
        for (i, line) in font::wrap(&text, drawing.width - 2.0 * side - 34.0, 11.5, false).iter().enumerate() {
            y += if i > 0 { 15.0 } else { 0.0 };
            drawing.text(side + 34.0, y, line, 11.5, false, INK);
        }
        y += 16.0;
        for time in plot.ticks() {
            let count = curve.at_risk(time).to_string();
            drawing.text_at(plot.x(time), y, &count, SMALL, false, MUTED, Anchor::Middle);
        }
    }
    y + 8.0
}

/// Draws each group in a plot of its own, all on one scale. Returns the y coordinate below them.
fn multiples(drawing: &mut Drawing, groups: &[(String, Curve)], longest: f64, top: f64) -> f64 {
    let side = margin(drawing.width);
    let inner = drawing.width - 2.0 * side;
    let columns = ((inner / 220.0).floor() as usize).clamp(1, 4);
    let gutter = 26.0;
    let column = (inner - gutter * (columns as f64 - 1.0)) / columns as f64;
    let (tick, end) = scale(longest, 4.0);
    let (height, row) = (110.0, 226.0);
    for (i, (name, curve)) in groups.iter().enumerate() {
        let (x, y) = (side + (i % columns) as f64 * (column + gutter), top + (i / columns) as f64 * row);
        let plot = Plot { left: x + 34.0, top: y + 58.0, width: column - 42.0, height, end, tick };
        let mut lines = font::wrap(name, column, 11.5, true);
        if lines.len() > 2 {
            let rest = lines.split_off(1).join(" ");
            lines.push(font::fit(&rest, column, 11.5, true));
        }
        for (i, line) in lines.iter().enumerate() {
            drawing.text(x, y + 14.0 + i as f64 * 14.0, line, 11.5, true, INK);
        }
        let median = curve.median().map_or_else(|| "median not reached".into(), |m| format!("median {m:.1} years"));
        let text = format!("{} tenures, {} ended; {median}", curve.spells, curve.ended);
        drawing.text(x, y + 43.0, &font::fit(&text, column, 9.5, false), 9.5, false, MUTED);
        axes(drawing, plot, false);
        let (colour, _) = STYLES[0];
        let (upper, mut lower) = (plot.points(curve, |s| s.upper), plot.points(curve, |s| s.lower));
        lower.reverse();
        let points = upper.into_iter().chain(lower).collect();
        drawing.shapes.push(Shape::Band { points, fill: colour.into(), opacity: BAND });
        drawing.open(name, &describe(name, curve), None);
        let points = plot.points(curve, |s| s.survival);
        drawing.shapes.push(Shape::Line { points, stroke: colour.into(), width: 2.0, dash: "" });
        drawing.close();
        // The numbers at risk, below the years.
        for time in plot.ticks() {
            let (at, count) = (plot.x(time), curve.at_risk(time).to_string());
            drawing.text_at(at, plot.top + height + 42.0, &count, 9.5, false, MUTED, Anchor::Middle);
        }
    }
    top + groups.len().div_ceil(columns) as f64 * row
}

fn axes(drawing: &mut Drawing, plot: Plot, named: bool) {
    let bottom = plot.top + plot.height;
    let shares: &[i32] = if named { &[0, 25, 50, 75, 100] } else { &[0, 50, 100] };
    for percent in shares {
        let y = plot.y(f64::from(*percent) / 100.0);
        drawing.line(&[(plot.left, y), (plot.left + plot.width, y)], RULE, 1.0, "");
        drawing.text_at(plot.left - 6.0, y + 4.0, &format!("{percent}%"), SMALL, false, MUTED, Anchor::End);
    }
    for time in plot.ticks() {
        let x = plot.x(time);
        drawing.line(&[(x, bottom), (x, bottom + 5.0)], MUTED, 1.0, "");
        let label = if plot.tick < 1.0 { format!("{time:.1}") } else { format!("{time:.0}") };
        drawing.text_at(x, bottom + 17.0, &label, SMALL, false, MUTED, Anchor::Middle);
    }
    let middle = plot.left + plot.width / 2.0;
    if named {
        drawing.text_at(middle, bottom + 34.0, "years in office", 11.5, false, MUTED, Anchor::Middle);
        drawing.text(plot.left, plot.top - 9.0, "still in office", 11.0, false, MUTED);
    } else {
        drawing.text_at(middle, bottom + 29.0, "years; still observed:", 9.0, false, MUTED, Anchor::Middle);
    }
}

/// Returns a round step for the axis that gives at most `most` steps, and the end of the axis.
fn scale(longest: f64, most: f64) -> (f64, f64) {
    let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
    let tick = steps.into_iter().find(|s| longest / s <= most).unwrap_or(500.0);
    (tick, (longest / tick).ceil().max(1.0) * tick)
}

/// Describes a group in one sentence.
pub fn describe(name: &str, curve: &Curve) -> String {
    let median = curve.median().map_or_else(|| "not reached".into(), |m| format!("{m:.1} years"));
    format!("{name}: {} tenures, {} of them ended; median {median}.", curve.spells, curve.ended)
}
