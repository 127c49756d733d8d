//! Survival curves as a step plot.

use super::svg::{Anchor, Drawing, INK, MUTED, PAPER, RULE, Shape};
use crate::analysis::survival::{Curve, Step};

/// Colours that the colour-blind tell apart (Okabe and Ito, "Color Universal Design", 2008), and dashes for print.
const STYLES: [(&str, &str); 6] = [
    ("#0072b2", ""),
    ("#d55e00", "6 3"),
    ("#009e73", "2 2"),
    ("#cc79a7", "8 3 2 3"),
    ("#b38600", "1 3"),
    ("#56b4e9", "12 4"),
];

/// At most so many curves are drawn in one plot.
pub const MOST_CURVES: usize = STYLES.len();

const BAND: &str = "Kaplan–Meier; the band holds 95 per cent (Greenwood, log–log).";
const EDGES: &str = "Kaplan–Meier; thin lines: the bands of 95 per cent (Greenwood, log–log).";

const WIDTH: f64 = 760.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 96.0;
const PLOT_WIDTH: f64 = 660.0;
const PLOT_HEIGHT: f64 = 340.0;

/// Draws the curves with their bands and a legend. Times are in years.
pub fn survival(title: &str, subtitle: &str, origin: &str, curves: &[(String, Curve)]) -> Drawing {
    let curves = &curves[..curves.len().min(MOST_CURVES)];
    let longest = curves.iter().map(|(_, c)| c.last).fold(0.0, f64::max).max(1e-6);
    let (tick, end) = scale(longest);
    let legend = 22.0 * curves.len() as f64;
    let height = TOP + PLOT_HEIGHT + 64.0 + legend + 64.0;
    let description = curves.iter().map(|(name, c)| describe(name, c)).collect::<Vec<_>>().join(" ");
    let mut drawing = Drawing { width: WIDTH, height, title: title.into(), description, ..Drawing::default() };
    drawing.shapes.push(Shape::Rect {
        x: 0.0,
        y: 0.0,
        w: WIDTH,
        h: height,
        radius: 0.0,
        fill: PAPER.into(),
        stroke: "none".into(),
        dash: "",
        stroke_width: 0.0,
    });
    drawing.text(LEFT, 32.0, title, 18.0, true, INK);
    drawing.text(LEFT, 54.0, subtitle, 12.0, false, MUTED);
    let x = |time: f64| LEFT + time / end * PLOT_WIDTH;
    let y = |share: f64| TOP + (1.0 - share) * PLOT_HEIGHT;
    axes(&mut drawing, tick, end);
    let points = |curve: &Curve, value: fn(&Step) -> f64| {
        let mut points = vec![(x(0.0), y(1.0))];
        let mut level = 1.0;
        for step in &curve.steps {
            points.push((x(step.time), y(level)));
            level = value(step);
            points.push((x(step.time), y(level)));
        }
        points.push((x(curve.last), y(level)));
        points
    };
    // One band is filled; of several the edges are drawn, so that none hides another. Curves lie above all bands.
    for ((_, curve), (colour, dash)) in curves.iter().zip(STYLES) {
        let (upper, mut lower) = (points(curve, |s| s.upper), points(curve, |s| s.lower));
        if curves.len() == 1 {
            lower.reverse();
            let points = upper.into_iter().chain(lower).collect();
            drawing.shapes.push(Shape::Polygon { points, fill: mixed(colour, 5) });
            continue;
        }
        for points in [upper, lower] {
            drawing.shapes.push(Shape::Line { points, stroke: mixed(colour, 1), width: 0.8, dash });
        }
    }
    for ((name, curve), (colour, dash)) in curves.iter().zip(STYLES) {
        drawing.shapes.push(Shape::Group { title: describe(name, curve), about: None });
        let points = points(curve, |s| s.survival);
        drawing.shapes.push(Shape::Line { points, stroke: colour.into(), width: 2.4, dash });
        drawing.shapes.push(Shape::EndGroup);
    }
    let mut line = TOP + PLOT_HEIGHT + 64.0;
    for ((name, curve), (colour, dash)) in curves.iter().zip(STYLES) {
        let points = vec![(LEFT, line - 4.0), (LEFT + 36.0, line - 4.0)];
        drawing.shapes.push(Shape::Line { points, stroke: colour.into(), width: 2.0, dash });
        let median = curve.median().map_or_else(|| "median not reached".into(), |m| format!("median {m:.1} years"));
        let text = format!("{name}: {} tenures, {} ended, {median}", curve.spells, curve.ended);
        drawing.text(LEFT + 46.0, line, &text, 12.0, false, INK);
        line += 22.0;
    }
    drawing.text(LEFT, line + 12.0, if curves.len() == 1 { BAND } else { EDGES }, 11.0, false, MUTED);
    drawing.text(LEFT, line + 30.0, &format!("Source: {origin}"), 11.0, false, MUTED);
    drawing
}

fn axes(drawing: &mut Drawing, tick: f64, end: f64) {
    let bottom = TOP + PLOT_HEIGHT;
    for percent in [0, 25, 50, 75, 100] {
        let y = TOP + (1.0 - f64::from(percent) / 100.0) * PLOT_HEIGHT;
        let points = vec![(LEFT, y), (LEFT + PLOT_WIDTH, y)];
        drawing.shapes.push(Shape::Line { points, stroke: RULE.into(), width: 1.0, dash: "" });
        drawing.text_at(LEFT - 8.0, y + 4.0, &format!("{percent}%"), 11.0, false, MUTED, Anchor::End);
    }
    let count = (end / tick).round() as usize;
    for i in 0..=count {
        let time = tick * i as f64;
        let x = LEFT + time / end * PLOT_WIDTH;
        drawing.shapes.push(Shape::Line {
            points: vec![(x, bottom), (x, bottom + 5.0)],
            stroke: MUTED.into(),
            width: 1.0,
            dash: "",
        });
        let label = if tick < 1.0 { format!("{time:.1}") } else { format!("{time:.0}") };
        drawing.text_at(x, bottom + 19.0, &label, 11.0, false, MUTED, Anchor::Middle);
    }
    let middle = LEFT + PLOT_WIDTH / 2.0;
    drawing.text_at(middle, bottom + 38.0, "years in office", 12.0, false, MUTED, Anchor::Middle);
    drawing.text(LEFT, TOP - 10.0, "still in office", 11.0, false, MUTED);
}

/// A step of the axis that people like, and the end of the axis.
fn scale(longest: f64) -> (f64, f64) {
    let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
    let tick = steps.into_iter().find(|s| longest / s <= 10.0).unwrap_or(500.0);
    (tick, (longest / tick).ceil().max(1.0) * tick)
}

/// A colour mixed with so many parts of white.
fn mixed(colour: &str, white: u32) -> String {
    let part = |at: usize| u32::from_str_radix(colour.get(at..at + 2).unwrap_or("80"), 16).unwrap_or(128);
    let mixed = |at: usize| (part(at) + 255 * white) / (white + 1);
    format!("#{:02x}{:02x}{:02x}", mixed(1), mixed(3), mixed(5))
}

fn describe(name: &str, curve: &Curve) -> String {
    let median = curve.median().map_or_else(|| "not reached".into(), |m| format!("{m:.1} years"));
    format!("{name}: {} tenures, {} of them ended; median {median}.", curve.spells, curve.ended)
}
