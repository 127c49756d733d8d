//! Rivalries as a square table with a cell for each pair who met. The more often they met, the darker the cell.

use super::diagram::Matrix;
use super::font;
use super::page::{self, MARGIN, Page, foot, frame_head, frame_height, small_print};
use super::svg::{Anchor, Drawing, INK, MUTED, RULE, Shape};

const CELL: f64 = 34.0;
const ROW: f64 = 22.0;
const NAME: f64 = 230.0;
/// Fills by the number of meetings: one, two, three, four, five or more.
const SHADES: [&str; 5] = ["#e3edf5", "#c3d9ea", "#97bddb", "#69a0c9", "#4b8cbc"];

/// Returns the fill for a number of meetings.
fn shade(meetings: usize) -> &'static str {
    SHADES[meetings.clamp(1, SHADES.len()) - 1]
}

/// Lays out a matrix. O(n + cells) for n people.
pub fn layout(matrix: &Matrix, page: Page) -> Drawing {
    let mut drawing = page::start(&matrix.frame);
    let count = matrix.people.len();
    let digits = font::width(&count.to_string(), 10.5, false) + 8.0;
    let names = matrix.people.iter().map(|n| font::width(n, 11.5, true)).fold(60.0, f64::max).min(NAME);
    let left = MARGIN + names + digits + 12.0;
    drawing.width = (left + count as f64 * CELL + MARGIN).max(560.0);
    frame_head(&mut drawing, &matrix.frame);
    let top = MARGIN + frame_height(&matrix.frame, drawing.width) + 20.0;
    let (right, bottom) = (left + count as f64 * CELL, top + count as f64 * ROW);
    for (i, name) in matrix.people.iter().enumerate() {
        let (x, y) = (left + i as f64 * CELL, top + i as f64 * ROW);
        drawing.text(MARGIN, y + 15.0, &font::fit(name, names, 11.5, true), 11.5, true, INK);
        let number = (i + 1).to_string();
        drawing.text_at(left - 8.0, y + 15.0, &number, 10.5, false, MUTED, Anchor::End);
        drawing.text_at(x + CELL / 2.0, top - 7.0, &number, 10.5, false, MUTED, Anchor::Middle);
        drawing.line(&[(left, y), (right, y)], "#e9edf1", 1.0, "");
        drawing.line(&[(x, top), (x, bottom)], "#e9edf1", 1.0, "");
        drawing.shapes.push(cell(x, y, "#f3f4f6"));
    }
    drawing.line(&[(left, bottom), (right, bottom), (right, top)], "#e9edf1", 1.0, "");
    for found in &matrix.cells {
        let (x, y) = (left + found.column as f64 * CELL, top + found.row as f64 * ROW);
        let pair = [found.row, found.column].map(|at| matrix.people.get(at).map_or("", String::as_str));
        drawing.open(&pair.join(" and "), &found.tooltip, found.about);
        drawing.shapes.push(cell(x, y, shade(found.meetings)));
        // If neither won over the other, there is no score.
        let record = match (found.won, found.lost, found.both) {
            (0, 0, 0) => "–".to_string(),
            (0, 0, _) => "=".to_string(),
            (won, lost, _) => format!("{won}–{lost}"),
        };
        drawing.text_at(x + CELL / 2.0, y + 15.0, &record, 10.5, found.won > found.lost, INK, Anchor::Middle);
        drawing.shapes.push(Shape::EndGroup);
    }
    let mut x = MARGIN;
    for (i, fill) in SHADES.iter().enumerate() {
        let most = matrix.cells.iter().map(|c| c.meetings).max().unwrap_or(0);
        if i >= most {
            break;
        }
        let label = match i + 1 {
            1 => "1 meeting".to_string(),
            n if n == SHADES.len() && most > n => format!("{n} or more"),
            n => n.to_string(),
        };
        drawing.rect(x, bottom + 18.0, 22.0, 12.0, fill, RULE, "");
        drawing.text(x + 28.0, bottom + 28.0, &label, 10.5, false, MUTED);
        x += 28.0 + font::width(&label, 10.5, false) + 20.0;
    }
    let legend = "A cell is the record of the row's person against the column's: contests in which the first was elected and \
                  the other was not, then the reverse; – means that neither was elected, = that both were. Columns are numbered like rows, and a score in favour of \
                  the row's person is bold.";
    let y = small_print(&mut drawing, legend, bottom + 50.0);
    drawing.height = foot(&mut drawing, &matrix.frame, y - 8.0);
    page.finish(drawing)
}

fn cell(x: f64, y: f64, fill: &str) -> Shape {
    let (fill, stroke) = (fill.to_string(), "none".to_string());
    Shape::Rect { x, y, w: CELL, h: ROW, radius: 0.0, fill, stroke, dash: "", stroke_width: 0.0 }
}
