//! Pairs of people as a list with bars. It shows rivalries that are too many for a network, and all rivalries on a
//! phone.

use super::diagram::{About, Matrix, MatrixCell, Network, PairGroup, PairRow, Pairs, Tie};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, margin, small_print};
use super::svg::{Anchor, Drawing, ELECTED, INK, MUTED};
use std::cmp::Reverse;

/// The width of a column and the space between two columns, in pixels.
const COLUMN: f64 = 350.0;
const GUTTER: f64 = 34.0;
/// The maximum number of columns.
const MOST_COLUMNS: usize = 3;
const NARROWEST: f64 = 300.0;
/// The maximum width of a meeting, in pixels.
const MEETING: f64 = 22.0;
const NAME: f64 = 11.5;
const SMALL: f64 = 10.5;
/// The maximum number of pairs of a network or a matrix that a phone shows.
const MOST_ON_A_PHONE: usize = 40;

/// A part of the list that stays together, with its lines of text.
enum Part<'p> {
    Heading(Vec<String>),
    Row(&'p PairRow, Vec<String>),
    Words(Vec<String>),
}

impl Part<'_> {
    fn height(&self) -> f64 {
        match self {
            Self::Heading(lines) => 16.0 + lines.len() as f64 * 16.0,
            Self::Row(_, names) => names.len() as f64 * 14.0 + 20.0,
            Self::Words(lines) => lines.len() as f64 * 14.0 + 6.0,
        }
    }
}

/// Lays out a list of pairs. O(pairs).
pub fn layout(pairs: &Pairs, page: Page) -> Drawing {
    let mut drawing = page::start(&pairs.frame);
    let rows = pairs.groups.iter().map(|g| g.pairs.len() * 3 + 2 + g.words.len()).sum::<usize>();
    let wanted = (rows / 24 + 1).clamp(1, MOST_COLUMNS);
    let width = page.width.unwrap_or(2.0 * MARGIN + wanted as f64 * (COLUMN + GUTTER) - GUTTER).max(NARROWEST);
    drawing.width = if page.width.is_some() { width } else { width.max(560.0) };
    let side = margin(drawing.width);
    let inner = drawing.width - 2.0 * side;
    let columns = (((inner + GUTTER) / (COLUMN + GUTTER)).floor() as usize).clamp(1, wanted);
    let column = ((inner + GUTTER) / columns as f64 - GUTTER).min(if columns == 1 { 640.0 } else { inner });
    frame_head(&mut drawing, &pairs.frame);
    let top = MARGIN + frame_height(&pairs.frame, drawing.width);
    let parts: Vec<Part<'_>> = pairs.groups.iter().flat_map(|g| parts(g, column)).collect();
    let total: f64 = parts.iter().map(Part::height).sum();
    let tallest = parts.iter().map(Part::height).fold(0.0, f64::max);
    let limit = (total / columns as f64 + tallest).max(80.0);
    // All bars have one scale: the width of a meeting.
    let most = pairs.groups.iter().flat_map(|g| &g.pairs).map(|p| p.meetings).max().unwrap_or(1).max(1);
    let meeting = ((column - 110.0) / most as f64).min(MEETING);
    let (mut x, mut y, mut lowest) = (side, top, top);
    for (i, part) in parts.iter().enumerate() {
        // A heading stays with the part after it.
        let needs = part.height()
            + if matches!(part, Part::Heading(_)) { parts.get(i + 1).map_or(0.0, Part::height) } else { 0.0 };
        if y > top && y + needs > top + limit && x + column + GUTTER < drawing.width {
            (x, y) = (x + column + GUTTER, top);
        }
        draw_part(&mut drawing, part, (x, y), meeting);
        y += part.height();
        lowest = lowest.max(y);
    }
    let legend = "The length of a bar is the number of meetings, to one scale. Its first part is the contests that elected only the first of the \
                  two, the second those that elected only the other, the third those that elected neither or both.";
    let bars = pairs.groups.iter().any(|g| !g.pairs.is_empty());
    let y = if bars { small_print(&mut drawing, legend, lowest + 22.0) } else { lowest + 8.0 };
    drawing.height = foot(&mut drawing, &pairs.frame, y - 8.0);
    page.finish(drawing)
}

fn parts(group: &PairGroup, column: f64) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    if !group.heading.is_empty() {
        parts.push(Part::Heading(font::wrap(&group.heading, column, 12.5, true)));
    }
    for row in &group.pairs {
        parts.push(Part::Row(row, font::wrap(&format!("{} – {}", row.names[0], row.names[1]), column, NAME, true)));
    }
    for words in &group.words {
        parts.push(Part::Words(font::wrap(words, column, SMALL, false)));
    }
    parts
}

fn draw_part(drawing: &mut Drawing, part: &Part<'_>, (x, y): (f64, f64), meeting: f64) {
    match part {
        Part::Heading(lines) => {
            for (i, line) in lines.iter().enumerate() {
                drawing.text(x, y + 24.0 + i as f64 * 16.0, line, 12.5, true, INK);
            }
        }
        Part::Words(lines) => {
            for (i, line) in lines.iter().enumerate() {
                drawing.text(x, y + 11.0 + i as f64 * 14.0, line, SMALL, false, MUTED);
            }
        }
        Part::Row(row, names) => {
            drawing.open(&format!("{} and {}", row.names[0], row.names[1]), &row.tooltip, row.about);
            for (i, line) in names.iter().enumerate() {
                drawing.text(x, y + 11.0 + i as f64 * 14.0, line, NAME, true, INK);
            }
            let top = y + names.len() as f64 * 14.0 + 2.0;
            let neither = row.meetings.saturating_sub(row.won[0] + row.won[1]);
            let mut left = x;
            for (count, colour) in [(row.won[0], ELECTED), (row.won[1], "#8fb4d3"), (neither, "#dfe4ea")] {
                let width = count as f64 * meeting;
                if count > 0 {
                    drawing.bar(left, top, width, 9.0, colour);
                }
                left += width;
            }
            drawing.text_at(left + 6.0, top + 8.5, &row.record, SMALL, false, MUTED, Anchor::Start);
            drawing.close();
        }
    }
}

impl From<&Network> for Pairs {
    fn from(network: &Network) -> Self {
        let mut ties: Vec<_> = network.ties.iter().collect();
        ties.sort_by_key(|t| Reverse(t.weight));
        let more = ties.len().saturating_sub(MOST_ON_A_PHONE);
        let name = |at: usize| network.nodes.get(at).map_or_else(String::new, |n| n.name.clone());
        let row = |t: &&Tie| row([t.a, t.b].map(name), (t.weight, t.won, t.both), &t.tooltip, t.about);
        let pairs = ties.iter().take(MOST_ON_A_PHONE).map(row).collect();
        list(network.frame.clone(), pairs, more)
    }
}

impl From<&Matrix> for Pairs {
    fn from(matrix: &Matrix) -> Self {
        let mut cells: Vec<_> = matrix.cells.iter().filter(|c| c.row < c.column).collect();
        cells.sort_by_key(|c| Reverse(c.meetings));
        let more = cells.len().saturating_sub(MOST_ON_A_PHONE);
        let name = |at: usize| matrix.people.get(at).cloned().unwrap_or_default();
        let row = |c: &&MatrixCell| {
            row([c.row, c.column].map(name), (c.meetings, [c.won, c.lost], c.both), &c.tooltip, c.about)
        };
        let pairs = cells.iter().take(MOST_ON_A_PHONE).map(row).collect();
        list(matrix.frame.clone(), pairs, more)
    }
}

/// Returns a row of two people. The person who won more is first. The numbers are the meetings, the contests that each
/// won, and the contests that elected both.
fn row(
    mut names: [String; 2],
    (meetings, mut won, both): (usize, [usize; 2], usize),
    tooltip: &str,
    about: Option<About>,
) -> PairRow {
    if won[1] > won[0] {
        names.reverse();
        won.reverse();
    }
    PairRow { names, meetings, won, record: say(meetings, won, both), tooltip: tooltip.to_string(), about }
}

fn list(frame: super::diagram::Frame, pairs: Vec<PairRow>, more: usize) -> Pairs {
    let words = if more > 0 { vec![format!("and {} more", super::words::counted(more, "pair"))] } else { Vec::new() };
    Pairs { frame, groups: vec![PairGroup { heading: String::new(), pairs, words }] }
}

/// Returns a record in words: `4 meetings, 3–1`, `neither won (2 meetings)`, `both elected (1 meeting)`.
pub fn say(meetings: usize, won: [usize; 2], both: usize) -> String {
    let met = super::words::counted(meetings, "meeting");
    match (won, both) {
        ([0, 0], 0) => format!("neither won ({met})"),
        ([0, 0], both) if both == meetings => format!("both elected ({met})"),
        ([a, b], 0) => format!("{met}, {a}–{b}"),
        ([a, b], both) => format!("{met}, {a}–{b}, both elected in {both}"),
    }
}
