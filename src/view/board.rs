//! Boxes in groups below one box: a trunk leads down from it, and a branch to each group, in the look of its ties.

use super::diagram::{Board, BoardGroup, BoardItem, LineLook, Network};
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, margin, small_print};
use super::svg::{Drawing, INK, MUTED, RULE};
use super::words::counted;

/// The width of a box and the space between two boxes, in pixels.
const BOX: f64 = 216.0;
const GUTTER: f64 = 12.0;
/// The most boxes in a row.
const MOST_COLUMNS: usize = 4;
const NAME: f64 = 11.5;
const SMALL: f64 = 10.0;
const LINE: f64 = 13.0;
/// The space between the trunk and the boxes.
const INDENT: f64 = 34.0;
/// The narrowest page.
const NARROWEST: f64 = 240.0;

/// A box with its wrapped lines.
struct Boxed<'b> {
    item: &'b BoardItem,
    name: Vec<String>,
    lines: Vec<String>,
}

impl<'b> Boxed<'b> {
    fn of(item: &'b BoardItem, width: f64) -> Self {
        let room = width - 20.0;
        let name = font::wrap(&item.name, room, NAME, true);
        let lines = item.lines.iter().flat_map(|line| font::wrap(line, room, SMALL, false)).collect();
        Self { item, name, lines }
    }

    fn height(&self) -> f64 {
        12.0 + self.name.len() as f64 * 14.0 + self.lines.len() as f64 * LINE
    }

    fn draw(&self, drawing: &mut Drawing, (x, y): (f64, f64), (w, h): (f64, f64), look: Option<LineLook>) {
        drawing.open(&self.item.name, &self.item.tooltip, self.item.about);
        let (fill, edge) = if look.is_some() { ("#fafbfc", RULE) } else { ("#e8eff6", "#39536d") };
        drawing.rect(x, y, w, h, fill, edge, "");
        if let Some(look) = look {
            drawing.line(&[(x + 2.0, y + 2.0), (x + 2.0, y + h - 2.0)], look.stroke(), 3.0, look.dash());
        }
        let mut at = y + 4.0;
        for line in &self.name {
            at += 14.0;
            drawing.text(x + 11.0, at - 1.5, line, NAME, true, INK);
        }
        for line in &self.lines {
            at += LINE;
            drawing.text(x + 11.0, at - 0.5, line, SMALL, false, MUTED);
        }
        drawing.close();
    }
}

/// Lays out a board. O(boxes).
pub fn layout(board: &Board, page: Page) -> Drawing {
    let mut drawing = page::start(&board.frame);
    let most = board.groups.iter().map(|g| g.items.len()).max().unwrap_or(1).clamp(1, MOST_COLUMNS);
    let wanted = 2.0 * MARGIN + INDENT + most as f64 * (BOX + GUTTER) - GUTTER;
    drawing.width = page.width.unwrap_or_else(|| wanted.max(560.0)).max(NARROWEST);
    let side = margin(drawing.width);
    let left = side + if board.head.is_some() { INDENT } else { 0.0 };
    let inner = drawing.width - side - left;
    let columns = (((inner + GUTTER) / (BOX + GUTTER)).floor() as usize).clamp(1, MOST_COLUMNS.max(most));
    let width = if columns == 1 { inner.min(360.0) } else { (inner + GUTTER) / columns as f64 - GUTTER };
    frame_head(&mut drawing, &board.frame);
    let mut y = MARGIN + frame_height(&board.frame, drawing.width);
    let trunk = side + 12.0;
    let mut branches: Vec<(f64, LineLook)> = Vec::new();
    let mut from = y;
    if let Some(head) = &board.head {
        let boxed = Boxed::of(head, (drawing.width - 2.0 * side).min(360.0));
        let (w, h) = ((drawing.width - 2.0 * side).min(360.0), boxed.height());
        boxed.draw(&mut drawing, (side, y), (w, h), None);
        y += h;
        from = y;
    }
    for group in &board.groups {
        y += 22.0;
        let title = heading(group);
        let lines = font::wrap(&title, inner, 12.0, true);
        branches.push((y + 8.0, group.look));
        for line in &lines {
            drawing.text(left, y + 12.0, line, 12.0, true, INK);
            y += 16.0;
        }
        y += 6.0;
        let boxes: Vec<Boxed<'_>> = group.items.iter().map(|item| Boxed::of(item, width)).collect();
        for row in boxes.chunks(columns) {
            let height = row.iter().map(Boxed::height).fold(0.0, f64::max);
            for (at, boxed) in row.iter().enumerate() {
                let x = left + at as f64 * (width + GUTTER);
                boxed.draw(&mut drawing, (x, y), (width, height), Some(group.look));
            }
            y += height + 8.0;
        }
        if group.more > 0 {
            drawing.text(left, y + 11.0, &format!("and {} more", group.more), SMALL, false, MUTED);
            y += 16.0;
        }
    }
    if board.head.is_some() {
        if let Some((last, _)) = branches.last() {
            drawing.line(&[(trunk, from), (trunk, *last)], RULE, 2.0, "");
        }
        for (at, look) in branches {
            drawing.line(&[(trunk, at), (left - 6.0, at)], look.stroke(), 2.5, look.dash());
        }
    }
    drawing.height = foot(&mut drawing, &board.frame, y + 4.0);
    page.finish(drawing)
}

/// Returns the heading of a group with its number of boxes.
fn heading(group: &BoardGroup) -> String {
    let all = group.items.len() + group.more;
    if all < 2 { group.heading.clone() } else { format!("{} ({all})", group.heading) }
}

/// The most ties of a network that a phone shows of one look.
const MOST_ON_A_PHONE: usize = 60;

impl From<&Network> for Board {
    /// Lists the ties of a network by their looks, for a phone.
    fn from(network: &Network) -> Self {
        let mut looks: Vec<LineLook> = network.ties.iter().filter_map(|t| t.look).collect();
        looks.sort_unstable();
        looks.dedup();
        let name = |at: usize| network.nodes.get(at).map_or("", |n| n.name.as_str());
        let group = |look: LineLook| {
            let own: Vec<_> = network.ties.iter().filter(|t| t.look == Some(look)).collect();
            let item = |tie: &&super::diagram::Tie| BoardItem {
                name: format!("{} – {}", name(tie.a), name(tie.b)),
                lines: vec![tie.label.clone()].into_iter().filter(|l| !l.is_empty()).collect(),
                tooltip: tie.tooltip.clone(),
                about: tie.about,
            };
            let more = own.len().saturating_sub(MOST_ON_A_PHONE);
            let items = own.iter().take(MOST_ON_A_PHONE).map(item).collect();
            BoardGroup { heading: look.label().to_string(), look, items, more }
        };
        Self { frame: network.frame.clone(), head: None, groups: looks.into_iter().map(group).collect() }
    }
}

/// Draws a sample of each look with its meaning below a picture, and returns the place below.
pub(super) fn legend(drawing: &mut Drawing, looks: &[LineLook], top: f64) -> f64 {
    let side = margin(drawing.width);
    let (mut x, mut y) = (side, top + 6.0);
    for look in looks {
        let w = 34.0 + font::width(look.label(), SMALL, false) + 18.0;
        if x > side && x + w > drawing.width - side {
            (x, y) = (side, y + 16.0);
        }
        drawing.line(&[(x, y), (x + 28.0, y)], look.stroke(), 2.5, look.dash());
        drawing.text(x + 34.0, y + 3.5, look.label(), SMALL, false, MUTED);
        x += w;
    }
    if looks.is_empty() { top } else { y + 14.0 }
}

/// Writes what is left out of a network, and returns the place below.
pub(super) fn without_labels(drawing: &mut Drawing, without: usize, top: f64) -> f64 {
    if without == 0 {
        return top;
    }
    let text = format!("{} found no room; in the SVG, point at a line to read it.", counted(without, "label"));
    small_print(drawing, &text, top)
}
