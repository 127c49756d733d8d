//! Bars and marks on an axis of time, drawn to scale: one lane for each person, offices one above the other.

use super::diagram::{Bar, Ends, Lane, Mark, Panel, Stood, Timeline};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, small_print};
use super::svg::{Anchor, BEATEN, Drawing, ELECTED, INK, MUTED, PAPER, RULE, Shape};
use crate::view::words::counted;
use crate::wikitext::Date;
use itertools::Itertools;

/// The default width of the page and the least, in pixels.
const WIDTH: f64 = 1180.0;
const NARROWEST: f64 = 300.0;
/// The height of a lane, in pixels.
const LANE: f64 = 24.0;
/// The height of a lane if the name is above the bar, in pixels.
const TALL_LANE: f64 = 36.0;
const BAR: f64 = 9.0;
/// The space above the lanes of a panel, for its heading and the words over its absences, in pixels.
const HEADING: f64 = 40.0;
const BETWEEN: f64 = 26.0;
/// The maximum width of a name and of a note, in pixels.
const NAME: f64 = 210.0;
const NOTE: f64 = 130.0;
/// The least distance between the labels of two years, in pixels.
const TICKS: f64 = 52.0;
const BAR_FILL: &str = "#8fb4d3";
/// The length by which a bar is extended at an unknown end, in pixels.
const UNKNOWN_END: f64 = 9.0;
const SOFT_FILL: &str = "#d5e3ef";
const HATCH: &str = "#8a6d1f";
const HATCH_FILL: &str = "#fbf6ea";
const VACANT: &str = "#f6d9c6";
const UNKNOWN: &str = "#eceef1";
const LIFE: &str = "#dfe4ea";

/// Returns the space above a panel's lanes. It is smaller if the title states the heading.
fn heading_of(panel: &Panel) -> f64 {
    if panel.heading.is_empty() { HEADING - 18.0 } else { HEADING }
}

/// Maps days to positions on the page.
#[derive(Clone, Copy)]
struct Axis {
    left: f64,
    right: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn x(self, day: f64) -> f64 {
        let share = ((day - self.from) / (self.to - self.from).max(1.0)).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// Returns the years that get a label, with their first days.
    fn ticks(self) -> Vec<(f64, i32)> {
        let year = |day: f64| (day / 365.2425).floor() as i32;
        let years = (self.to - self.from) / 365.2425;
        let steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
        let room = (self.right - self.left) / TICKS;
        let step = steps.into_iter().find(|s| years / f64::from(*s) <= room).unwrap_or(2000);
        let first = year(self.from).div_euclid(step) * step;
        let all = (0..2000).map(|i| first + i * step).take_while(|y| *y <= year(self.to) + 1);
        all.filter_map(|y| Date::year(y).days().0.map(|d| (d as f64, y)))
            .filter(|(day, _)| (self.from..=self.to).contains(day))
            .collect()
    }
}

/// The areas that must not be written over: left, top, right, bottom.
type Taken = Vec<[f64; 4]>;

/// Lays out a timeline. O(l² + m²) for l lanes and m marks of a panel.
pub fn layout(timeline: &Timeline, page: Page) -> Drawing {
    let colours: Vec<String> = timeline.parties.iter().flat_map(|(_, c)| [c.clone(), paler(c)]).collect();
    let mut drawing = page::start_in(&timeline.frame, page, &colours);
    drawing.width = page.width.unwrap_or(WIDTH).max(NARROWEST);
    let lanes = || timeline.panels.iter().flat_map(|p| &p.lanes);
    let widest = |text: fn(&Lane) -> f64| lanes().map(text).fold(0.0, f64::max);
    let name = widest(|l| font::width(&l.name, 11.5, !l.bars.is_empty())).min(NAME).min(drawing.width * 0.28);
    let note = widest(|l| font::width(&l.note, 9.5, false)).min(NOTE);
    let side = page::margin(drawing.width);
    // On a phone, names are above their lanes, so that the axis has the whole width.
    let narrow = page::is_narrow(drawing.width);
    let name = if narrow { drawing.width - 2.0 * side } else { name };
    let left = if narrow { side + 8.0 } else { MARGIN + name + if note > 0.0 { note + 10.0 } else { 0.0 } + 14.0 };
    let axis = Axis { left, right: drawing.width - side - 8.0, from: timeline.from, to: timeline.to };
    frame_head(&mut drawing, &timeline.frame);
    let mut y = MARGIN + frame_height(&timeline.frame, drawing.width);
    let top = y;
    let lane = if narrow { TALL_LANE } else { LANE };
    let heights = |p: &Panel| heading_of(p) + p.lanes.len() as f64 * lane + if p.note.is_empty() { 0.0 } else { 18.0 };
    let bottom = top + timeline.panels.iter().map(|p| heights(p) + BETWEEN).sum::<f64>() - BETWEEN;
    let mut without = 0;
    for panel in &timeline.panels {
        without += draw_panel(&mut drawing, panel, axis, y, name);
        y += heights(panel) + BETWEEN;
    }
    axis_line(&mut drawing, axis, bottom);
    let y = legend(&mut drawing, timeline, bottom + 44.0);
    let y = if without > 0 {
        small_print(
            &mut drawing,
            &format!("{} found no room; in the SVG, point at a mark to read it.", counted(without, "margin")),
            y,
        )
    } else {
        y
    };
    drawing.height = foot(&mut drawing, &timeline.frame, y - 4.0);
    page.finish(drawing)
}

/// Draws a thin line through an office's lanes for each year that has a label.
fn years(drawing: &mut Drawing, axis: Axis, top: f64, bottom: f64) {
    for (day, _) in axis.ticks() {
        let x = axis.x(day);
        drawing.line(&[(x, top - 4.0), (x, bottom + 4.0)], "#e9edf1", 1.0, "");
    }
}

/// Draws the axis with its years.
fn axis_line(drawing: &mut Drawing, axis: Axis, bottom: f64) {
    for (day, year) in axis.ticks() {
        let (x, label) = (axis.x(day), year.to_string());
        let half = font::width(&label, 10.5, false) / 2.0;
        drawing.line(&[(x, bottom + 6.0), (x, bottom + 10.0)], RULE, 1.0, "");
        if x + half <= drawing.width && x - half >= 0.0 {
            drawing.text_at(x, bottom + 21.0, &label, 10.5, false, MUTED, Anchor::Middle);
        }
    }
    drawing.line(&[(axis.left, bottom + 6.0), (axis.right, bottom + 6.0)], RULE, 1.0, "");
}

/// Draws an office. Returns the number of margins that found no room.
fn draw_panel(drawing: &mut Drawing, panel: &Panel, axis: Axis, top: f64, names: f64) -> usize {
    let body = top + heading_of(panel);
    let narrow = page::is_narrow(drawing.width);
    let side = page::margin(drawing.width);
    // The height of a lane, the position of the bar in it, and the distance of the name above the bar.
    let (height, at, above) = if narrow { (TALL_LANE, 26.0, 10.0) } else { (LANE, LANE / 2.0, -4.0) };
    let bottom = body + panel.lanes.len() as f64 * height;
    let middle = |lane: usize| body + lane as f64 * height + at;
    let mut taken: Taken = Vec::new();
    let mut names_later: Vec<Shape> = Vec::new();
    let heading = font::fit(&panel.heading, drawing.width - 2.0 * side, 13.0, true);
    if !heading.is_empty() {
        drawing.shapes.push(Shape::Link { about: panel.about });
        drawing.text(side, top + 13.0, &heading, 13.0, true, INK);
        drawing.shapes.push(Shape::EndLink);
    }
    years(drawing, axis, body, bottom);
    absences(drawing, panel, axis, body, bottom, &mut taken);
    for (i, lane) in panel.lanes.iter().enumerate() {
        let y = middle(i);
        if let Some((first, last)) = life(panel, i) {
            let from = if narrow { axis.x(first) } else { axis.left - 6.0 };
            drawing.line(&[(from, y), (axis.x(last), y)], LIFE, 1.0, "");
        }
        let begun = drawing.shapes.len();
        let end = lane_name(drawing, lane, y - above, names, &mut taken);
        if narrow {
            names_later.extend(drawing.shapes.split_off(begun));
        }
        if !lane.note.is_empty() {
            let x = if narrow { end + 8.0 } else { MARGIN + names + 10.0 };
            drawing.text(x, y - above, &font::fit(&lane.note, NOTE, 9.5, false), 9.5, false, MUTED);
        }
    }
    for mark in &panel.marks {
        contest_line(drawing, mark, axis.x(mark.at), &middle);
    }
    for (i, lane) in panel.lanes.iter().enumerate() {
        lane.bars.iter().for_each(|bar| draw_bar(drawing, bar, axis, middle(i)));
    }
    handovers(drawing, panel, axis, &middle);
    drawing.shapes.append(&mut names_later);
    for mark in &panel.marks {
        discs(drawing, mark, axis.x(mark.at), &middle, &mut taken);
    }
    let without = margins(drawing, panel, axis, &middle, &mut taken);
    if !panel.note.is_empty() {
        let note = font::fit(&panel.note, drawing.width - 2.0 * side, 10.0, false);
        drawing.text(side, bottom + 13.0, &note, 10.0, false, MUTED);
    }
    without
}

/// Returns the first and the last day of a lane's bars and contests.
fn life(panel: &Panel, lane: usize) -> Option<(f64, f64)> {
    let stood = panel.marks.iter().filter(|m| m.stood.iter().any(|(l, _)| *l == lane)).map(|m| m.at);
    let days = panel.lanes[lane].bars.iter().flat_map(|b| [b.from.0, b.to.1]).chain(stood);
    days.minmax().into_option()
}

/// Writes the name of a lane with its baseline at `y`. Returns the x coordinate of its end.
fn lane_name(drawing: &mut Drawing, lane: &Lane, y: f64, room: f64, taken: &mut Taken) -> f64 {
    let side = page::margin(drawing.width);
    let holder = !lane.bars.is_empty();
    let shown = font::fit(&lane.name, room, 11.5, holder);
    let w = font::width(&shown, 11.5, holder);
    if page::is_narrow(drawing.width) {
        // The paper behind the name hides what is drawn through the lane.
        drawing.bar(side - 2.0, y - 10.0, w + 4.0, 13.0, PAPER);
        if let Some(Shape::Rect { stroke, .. }) = drawing.shapes.last_mut() {
            *stroke = "none".into();
        }
        taken.push([side - 2.0, y - 11.0, side + w + 2.0, y + 4.0]);
    }
    drawing.shapes.push(Shape::Link { about: lane.about });
    drawing.text(side, y, &shown, 11.5, holder, INK);
    drawing.shapes.push(Shape::EndLink);
    side + w
}

/// Writes the margins of the contests. Returns the number of those that found no room.
fn margins(
    drawing: &mut Drawing,
    panel: &Panel,
    axis: Axis,
    middle: &impl Fn(usize) -> f64,
    taken: &mut Taken,
) -> usize {
    let mut without = 0;
    // The position of the last winner's mark in each lane. A margin before it would be taken for that mark's.
    let mut before: Vec<f64> = vec![f64::MIN; panel.lanes.len()];
    for mark in &panel.marks {
        let Some((lane, _)) = mark.stood.iter().find(|(_, s)| *s == Stood::Elected) else { continue };
        if !mark.margin.is_empty() {
            without += usize::from(!margin(drawing, mark, axis, (before[*lane], middle(*lane)), taken));
        }
        before[*lane] = axis.x(mark.at);
    }
    without
}

fn absences(drawing: &mut Drawing, panel: &Panel, axis: Axis, top: f64, bottom: f64, taken: &mut Taken) {
    for absence in &panel.absences {
        let (x, end) = (axis.x(absence.from), axis.x(absence.to));
        let w = (end - x).max(2.4);
        let fill = if absence.vacant { VACANT } else { UNKNOWN };
        drawing.open("", &absence.tooltip, None);
        drawing.shapes.push(Shape::Rect {
            x,
            y: top - 4.0,
            w,
            h: bottom - top + 4.0,
            radius: 0.0,
            fill: fill.into(),
            stroke: "none".into(),
            dash: "",
            stroke_width: 0.0,
        });
        let word = if absence.vacant { "vacant" } else { "not known" };
        let half = font::width(word, 9.0, false) / 2.0;
        let centre = (x + w / 2.0).clamp(axis.left + half, axis.right - half);
        let area = [centre - half - 2.0, top - 16.0, centre + half + 2.0, top - 5.0];
        if free(taken, area) {
            drawing.text_at(centre, top - 7.0, word, 9.0, false, MUTED, Anchor::Middle);
            taken.push(area);
        }
        drawing.shapes.push(Shape::EndGroup);
    }
}

fn draw_bar(drawing: &mut Drawing, bar: &Bar, axis: Axis, y: f64) {
    drawing.open(&bar.tooltip, &bar.tooltip, None);
    let (early, late) = (axis.x(bar.from.0), axis.x(bar.from.1));
    let (first, last) = (axis.x(bar.to.0), axis.x(bar.to.1).max(early + 2.0));
    let top = y - BAR / 2.0;
    let part = |drawing: &mut Drawing, x: f64, end: f64, fill: &str| {
        if end - x > 0.05 {
            drawing.shapes.push(Shape::Rect {
                x,
                y: top,
                w: end - x,
                h: BAR,
                radius: 0.0,
                fill: fill.into(),
                stroke: "none".into(),
                dash: "",
                stroke_width: 0.0,
            });
        }
    };
    let (early, last) = (
        if bar.known == Ends::End { early - UNKNOWN_END } else { early },
        if bar.known == Ends::Start { last + UNKNOWN_END } else { last },
    );
    let own = bar.tint.as_ref().map(|t| (t.colour.clone(), paler(&t.colour)));
    let (solid, soft) = match &own {
        _ if bar.provisional => (HATCH_FILL, HATCH_FILL),
        Some((solid, soft)) => (solid.as_str(), soft.as_str()),
        None => (BAR_FILL, SOFT_FILL),
    };
    part(drawing, early, last, soft);
    let (from, to) = (late.min(last), first.max(early));
    part(drawing, from, if to > from { to } else { from.max(early) }, solid);
    if bar.provisional {
        hatch(drawing, early, last, top);
        drawing.shapes.push(Shape::Rect {
            x: early,
            y: top,
            w: last - early,
            h: BAR,
            radius: 0.0,
            fill: "none".into(),
            stroke: HATCH.into(),
            dash: "",
            stroke_width: 0.8,
        });
    }
    if bar.open {
        let points = vec![(last, top), (last + 6.0, y), (last, top + BAR)];
        drawing.shapes.push(Shape::Polygon { points, fill: solid.into() });
    }
    drawing.shapes.push(Shape::EndGroup);
}

/// Returns a colour mixed with two parts of white, for what is uncertain.
fn paler(colour: &str) -> String {
    super::theme::mixed(colour, 2)
}

/// Draws slanting lines over a bar, cut off at its edges.
fn hatch(drawing: &mut Drawing, left: f64, right: f64, top: f64) {
    let mut x = left - BAR + 2.0;
    while x < right {
        // From the lower end at (x, top + BAR) to the upper at (x + BAR, top).
        let (start, end) = (x.max(left), (x + BAR).min(right));
        if end - start > 0.3 {
            let line = [(start, top + BAR - (start - x)), (end, top + BAR - (end - x))];
            drawing.line(&line, HATCH, 0.8, "");
        }
        x += 4.0;
    }
}

/// Draws lines with arrows from each holder to the next. Lines that would overlap are moved apart a little.
fn handovers(drawing: &mut Drawing, panel: &Panel, axis: Axis, middle: &impl Fn(usize) -> f64) {
    const APART: f64 = 3.4;
    let mut drawn: Vec<(f64, f64, f64)> = Vec::new();
    for handover in &panel.handovers {
        let (left, came) = (axis.x(handover.left), axis.x(handover.came));
        let (from, to) = (middle(handover.from), middle(handover.to));
        let edge = if to > from { to - BAR / 2.0 } else { to + BAR / 2.0 };
        let (top, bottom) = (from.min(edge), from.max(edge));
        let free = |x: f64| drawn.iter().all(|(o, a, b)| (o - x).abs() >= APART - 0.1 || bottom <= *a || top >= *b);
        let x = (0..4).map(|i| came + f64::from(i) * APART).find(|x| free(*x)).unwrap_or(came);
        drawn.push((x, top, bottom));
        drawing.line(&[(left, from), (x, from), (x, edge)], INK, 1.1, "");
        let back = if to > from { -5.0 } else { 5.0 };
        let points = vec![(x, edge), (x - 3.0, edge + back), (x + 3.0, edge + back)];
        drawing.shapes.push(Shape::Polygon { points, fill: INK.into() });
    }
}

fn contest_line(drawing: &mut Drawing, mark: &Mark, x: f64, middle: &impl Fn(usize) -> f64) {
    let lanes = || mark.stood.iter().map(|(lane, _)| *lane);
    if let (Some(first), Some(last)) = (lanes().min(), lanes().max())
        && last > first
    {
        let dash = if mark.faint { "2 3" } else { "" };
        drawing.line(&[(x, middle(first)), (x, middle(last))], "#9fb3c4", 1.2, dash);
    }
}

fn discs(drawing: &mut Drawing, mark: &Mark, x: f64, middle: &impl Fn(usize) -> f64, taken: &mut Taken) {
    drawing.open("", &mark.tooltip, mark.about);
    for (lane, stood) in &mark.stood {
        let (radius, fill, stroke) = match stood {
            Stood::Elected => (4.4, ELECTED, ELECTED),
            Stood::Beaten => (3.8, PAPER, BEATEN),
            Stood::Lost => (3.4, PAPER, MUTED),
            Stood::Unclear => (3.0, UNKNOWN, "#a9b4bf"),
        };
        let y = middle(*lane);
        drawing.shapes.push(Shape::Disc { x, y, radius, fill: fill.into(), stroke: stroke.into() });
        taken.push([x - radius, y - radius, x + radius, y + radius]);
    }
    drawing.shapes.push(Shape::EndGroup);
}

/// Writes a margin beside the winner's mark where it covers nothing. Returns true if there was room.
fn margin(drawing: &mut Drawing, mark: &Mark, axis: Axis, (before, y): (f64, f64), taken: &mut Taken) -> bool {
    let (x, w) = (axis.x(mark.at), font::width(&mark.margin, 8.5, false));
    let places = [(x + 4.0, y - 6.0), (x - 4.0 - w, y - 6.0), (x + 4.0, y + 12.0), (x - 4.0 - w, y + 12.0)];
    for (left, base) in places {
        let area = [left - 1.0, base - 7.0, left + w + 1.0, base + 1.0];
        let within = area[0] >= (axis.left - 4.0).max(before) && area[2] <= drawing.width - 4.0;
        if within && free(taken, area) {
            // The paper behind the margin hides the lines.
            drawing.shapes.push(Shape::Rect {
                x: left - 0.5,
                y: base - 6.5,
                w: w + 1.0,
                h: 7.5,
                radius: 0.0,
                fill: PAPER.into(),
                stroke: "none".into(),
                dash: "",
                stroke_width: 0.0,
            });
            drawing.text(left, base, &mark.margin, 8.5, false, INK);
            taken.push(area);
            return true;
        }
    }
    false
}

fn free(taken: &Taken, area: [f64; 4]) -> bool {
    taken.iter().all(|t| area[2] <= t[0] || t[2] <= area[0] || area[3] <= t[1] || t[3] <= area[1])
}

fn legend(drawing: &mut Drawing, timeline: &Timeline, top: f64) -> f64 {
    let bars = || timeline.panels.iter().flat_map(|p| &p.lanes).flat_map(|l| &l.bars);
    let marks = || timeline.panels.iter().flat_map(|p| &p.marks);
    let stood = |kind: Stood| marks().any(|m| m.stood.iter().any(|(_, s)| *s == kind));
    let absent = |vacant: bool| timeline.panels.iter().flat_map(|p| &p.absences).any(|a| a.vacant == vacant);
    let vague = |(first, last): (f64, f64)| last - first > 40.0;
    let soft = |b: &Bar| b.known != Ends::Both || vague(b.from) || vague(b.to);
    let block = |drawing: &mut Drawing, x: f64, y: f64, fill: &str| {
        drawing.rect(x, y - 9.0, 22.0, BAR, fill, RULE, "");
    };
    let disc = |drawing: &mut Drawing, x: f64, y: f64, radius: f64, fill: &str, stroke: &str| {
        let (x, y) = (x + 14.0, y - 4.0);
        drawing.shapes.push(Shape::Disc { x, y, radius, fill: fill.into(), stroke: stroke.into() });
    };
    let left = page::margin(drawing.width);
    let mut x = left;
    let mut y = top;
    let mut entry = |drawing: &mut Drawing, shown: bool, label: &str, sample: &dyn Fn(&mut Drawing, f64, f64)| {
        if !shown {
            return;
        }
        let width = 30.0 + font::width(label, 10.5, false) + 20.0;
        if x > left && x + width > drawing.width - left {
            (x, y) = (left, y + 18.0);
        }
        sample(drawing, x, y);
        drawing.text(x + 28.0, y, label, 10.5, false, MUTED);
        x += width;
    };
    entry(drawing, bars().any(|b| !b.provisional && b.tint.is_none()), "in office", &|d, x, y| {
        block(d, x, y, BAR_FILL);
    });
    entry(drawing, bars().any(|b| b.provisional), "acting or interim", &|d, x, y| {
        block(d, x, y, HATCH_FILL);
        hatch(d, x, x + 22.0, y - 9.0);
    });
    let ends = bars().any(|b| b.known != Ends::Both);
    let unknown = if ends { "day or end not known" } else { "day not known" };
    entry(drawing, bars().any(soft), unknown, &|d, x, y| block(d, x, y, SOFT_FILL));
    entry(drawing, absent(true), "vacant", &|d, x, y| block(d, x, y, VACANT));
    entry(drawing, absent(false), "holder not known", &|d, x, y| block(d, x, y, UNKNOWN));
    entry(drawing, stood(Stood::Elected), "elected", &|d, x, y| disc(d, x, y, 4.4, ELECTED, ELECTED));
    entry(drawing, stood(Stood::Beaten), "incumbent who lost", &|d, x, y| disc(d, x, y, 3.8, PAPER, BEATEN));
    entry(drawing, stood(Stood::Lost), "stood, not elected", &|d, x, y| disc(d, x, y, 3.4, PAPER, MUTED));
    entry(drawing, stood(Stood::Unclear), "result not known, annulled, cancelled or not held yet", &|d, x, y| {
        disc(d, x, y, 3.0, UNKNOWN, "#a9b4bf");
    });
    entry(drawing, marks().any(|m| m.faint), "only mentioned, or without a valid result", &|d, x, y| {
        d.line(&[(x, y - 4.0), (x + 22.0, y - 4.0)], "#9fb3c4", 1.2, "2 3");
    });
    let margins = marks().any(|m| !m.margin.is_empty());
    entry(drawing, margins, "lead over the next, in points of the last round", &|d, x, y| {
        d.text(x, y, "+5.9", 9.0, false, INK);
    });
    for (party, colour) in &timeline.parties {
        entry(drawing, true, party, &|d, x, y| d.bar(x + 10.0, y - 9.0, 12.0, 11.0, colour));
    }
    y + 18.0
}
