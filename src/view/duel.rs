//! The record of two people as one figure: the tally, and each meeting with both shares on one scale, in order of time.
//! The layout depends on the width of the page: one column on a phone, and the outcome beside the bars if there is
//! room.

use super::diagram::{Duel, DuelMeeting, DuelSide, Victor};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, margin, small_print};
use super::share;
use super::svg::{Anchor, Drawing, ELECTED, INK, MUTED, OTHER, RULE, Shape};

/// The default width of the page, in pixels.
const WIDTH: f64 = 640.0;
/// The least and the greatest width of the layout, in pixels. On other pages it is scaled.
const NARROWEST: f64 = 300.0;
const WIDEST: f64 = 1400.0;
/// The width in pixels from which words are beside the bars.
const BESIDE: f64 = 880.0;
/// The maximum length of a bar, in pixels.
const LONGEST: f64 = 300.0;
const BAR: f64 = 18.0;
const SMALL: f64 = 11.0;

/// The positions of the parts of a row.
struct Columns {
    /// The left end and the width of the words about the contest.
    words: (f64, f64),
    /// The x coordinate at which bars begin.
    axis: f64,
    /// The left end and the width of the words about the outcome; `None` if they are below the bars.
    outcome: Option<(f64, f64)>,
    /// The width of one per cent, in pixels.
    point: f64,
    /// The maximum distance of figures from the axis.
    half: f64,
}

impl Columns {
    fn of(duel: &Duel, width: f64) -> Self {
        let left = margin(width);
        let inner = width - 2.0 * left;
        let figures = || duel.meetings.iter().flat_map(|m| &m.figures);
        let label = figures().map(|f| font::width(&f.words, 13.0, true)).fold(0.0, f64::max) + 8.0;
        let most = figures().filter_map(|f| f.share).filter(|s| share::fits(*s)).fold(1.0, f64::max);
        let (bars, words, outcome) = if width >= BESIDE {
            let side = (inner * 0.27).min(300.0);
            (inner - 2.0 * side - 40.0, (left, side), Some((width - left - side, side)))
        } else {
            (inner, (left, inner), None)
        };
        let half = (bars / 2.0).min(LONGEST + label);
        Self { words, axis: width / 2.0, outcome, point: (half - label - 1.0).max(20.0) / most, half }
    }
}

/// Lays out the figure of two people. O(meetings).
pub fn layout(duel: &Duel, page: Page) -> Drawing {
    let mut drawing = page::start_in(&duel.frame, page, duel.sides.iter().filter_map(|s| s.colour.as_ref()));
    drawing.width = page.width.unwrap_or(WIDTH).clamp(NARROWEST, WIDEST);
    let columns = Columns::of(duel, drawing.width);
    frame_head(&mut drawing, &duel.frame);
    let mut y = MARGIN + frame_height(&duel.frame, drawing.width) + 18.0;
    y = tally(&mut drawing, duel, y);
    for meeting in &duel.meetings {
        y = between(&mut drawing, meeting, &columns, y);
        y = draw_meeting(&mut drawing, duel, meeting, &columns, y);
    }
    if !duel.note.is_empty() {
        y = small_print(&mut drawing, &duel.note, y + 22.0) - 14.0;
    }
    drawing.height = foot(&mut drawing, &duel.frame, y);
    page.finish(drawing)
}

/// Draws the two names and the number of contests that each won. Returns the y coordinate below them.
fn tally(drawing: &mut Drawing, duel: &Duel, top: f64) -> f64 {
    let (left, width) = (margin(drawing.width), drawing.width);
    let size = if page::is_narrow(width) { 14.0 } else { 16.0 };
    // The names are beside each other at the axis, so that the figures read as a score.
    let (axis, reach) = (width / 2.0, (width / 2.0 - left).min(LONGEST + 40.0));
    let names = duel.sides.each_ref().map(|side| font::wrap(&side.name, reach - 14.0, size, true));
    let lines = names.iter().map(Vec::len).max().unwrap_or(1);
    let number = top + lines as f64 * (size + 4.0) + 26.0;
    for (i, side) in duel.sides.iter().enumerate() {
        let (x, anchor) = if i == 0 { (axis - 14.0, Anchor::End) } else { (axis + 14.0, Anchor::Start) };
        drawing.open(&side.name, &say_side(side), side.about);
        for (line, text) in names[i].iter().enumerate() {
            drawing.text_at(x, top + line as f64 * (size + 4.0), text, size, true, INK, anchor);
        }
        let ahead = side.won >= duel.sides[1 - i].won && side.won > 0;
        let ink = if ahead { ELECTED } else { INK };
        drawing.text_at(x, number, &side.won.to_string(), 34.0, true, ink, anchor);
        drawing.close();
    }
    drawing.text_at(axis, number - 4.0, "–", 24.0, false, MUTED, Anchor::Middle);
    let mut y = number + 18.0;
    for line in font::wrap(&duel.score, width - 2.0 * left, 12.0, false) {
        drawing.text_at(axis, y, &line, 12.0, false, MUTED, Anchor::Middle);
        y += 16.0;
    }
    y + 6.0
}

fn say_side(side: &DuelSide) -> String {
    format!("{}: elected in {}, ahead in {}", side.name, side.won, side.ahead)
}

/// Writes what happened between a meeting and the one before. Returns the y coordinate below it.
fn between(drawing: &mut Drawing, meeting: &DuelMeeting, columns: &Columns, top: f64) -> f64 {
    let mut y = top;
    let room = (drawing.width - 2.0 * margin(drawing.width) - 40.0).min(520.0);
    let lines: Vec<String> = meeting.between.iter().flat_map(|l| font::wrap(l, room, 10.5, false)).collect();
    if lines.is_empty() {
        return y + 8.0;
    }
    drawing.line(&[(columns.axis, y), (columns.axis, y + 10.0)], RULE, 1.2, "2 3");
    y += 24.0;
    for line in &lines {
        drawing.text_at(columns.axis, y, line, 10.5, false, MUTED, Anchor::Middle);
        y += 14.0;
    }
    drawing.line(&[(columns.axis, y - 4.0), (columns.axis, y + 6.0)], RULE, 1.2, "2 3");
    y + 12.0
}

fn draw_meeting(drawing: &mut Drawing, duel: &Duel, meeting: &DuelMeeting, columns: &Columns, top: f64) -> f64 {
    drawing.open(&meeting.title, &meeting.tooltip, meeting.about);
    drawing.line(&[(margin(drawing.width), top), (drawing.width - margin(drawing.width), top)], RULE, 0.8, "");
    let (x, room) = columns.words;
    let mut y = top + 18.0;
    drawing.text(x, y, &font::fit(&meeting.when, room, 12.5, true), 12.5, true, INK);
    for line in meeting.lines.iter().flat_map(|l| font::wrap(l, room, SMALL, false)) {
        y += 15.0;
        drawing.text(x, y, &line, SMALL, false, MUTED);
    }
    // The bars are beside the words, or below them.
    let bar = if columns.outcome.is_some() { top + 12.0 } else { y + 10.0 };
    let mut lines = 1;
    for side in 0..meeting.figures.len() {
        lines = lines.max(draw_side(drawing, duel, meeting, side, columns, bar));
    }
    if meeting.figures.iter().any(|f| !f.words.is_empty()) {
        let line = Shape::Line {
            points: vec![(columns.axis, bar - 3.0), (columns.axis, bar + BAR + 3.0)],
            stroke: INK.into(),
            width: 1.2,
            dash: "",
        };
        drawing.shapes.push(line);
    }
    let under = bar + BAR + 18.0 + (lines - 1) as f64 * 14.0;
    let (x, start, room, anchor) = match columns.outcome {
        Some((x, room)) => (x + room, top + 3.0, room, Anchor::End),
        None => (columns.axis, under, room, Anchor::Middle),
    };
    let mut bottom = start;
    for line in font::wrap(&meeting.decided, room, SMALL, false) {
        bottom += 15.0;
        drawing.text_at(x, bottom, &line, SMALL, false, INK, anchor);
    }
    drawing.close();
    under.max(bottom).max(y) + 12.0
}

/// Draws the bar of one side with its figure. Returns the number of lines of text below the bar.
fn draw_side(
    drawing: &mut Drawing,
    duel: &Duel,
    meeting: &DuelMeeting,
    side: usize,
    columns: &Columns,
    bar: f64,
) -> usize {
    let figure = &meeting.figures[side];
    let won = matches!((meeting.victor, side), (Victor::First, 0) | (Victor::Second, 1) | (Victor::Both, _));
    let (sign, anchor) = if side == 0 { (-1.0, Anchor::End) } else { (1.0, Anchor::Start) };
    let edge = columns.axis;
    let mut end = edge;
    if let Some(value) = figure.share.filter(|s| share::fits(*s)) {
        let length = value * columns.point;
        let own = duel.sides[side].colour.as_deref();
        let colour = own.unwrap_or(if won { ELECTED } else { OTHER });
        drawing.bar(if side == 0 { edge - length } else { edge }, bar, length, BAR, colour);
        end += sign * length;
    }
    let ink = if won { ELECTED } else { INK };
    drawing.text_at(end + sign * 6.0, bar + 13.5, &figure.words, 13.0, won, ink, anchor);
    // There are two lines if the votes do not fit beside the word: a figure is never cut.
    let words: Vec<&str> =
        [if won { "elected" } else { "" }, figure.votes.as_str()].into_iter().filter(|w| !w.is_empty()).collect();
    let one_line = words.join(" · ");
    let fits = font::width(&one_line, SMALL, won) + 6.0 <= columns.half;
    let below: Vec<&str> = if fits { vec![one_line.as_str()] } else { words };
    for (line, text) in below.iter().enumerate() {
        let y = bar + BAR + 14.0 + line as f64 * 14.0;
        drawing.text_at(edge + sign * 6.0, y, text, SMALL, won, if won { ELECTED } else { MUTED }, anchor);
    }
    below.len()
}
