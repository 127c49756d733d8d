//! Lays out chains for a phone.

use super::{Columns, box_height, card_height, draw_box, draw_card, draw_legend, legend_entries};
use crate::view::diagram::Spine;
use crate::view::font;
use crate::view::page::{self, MARGIN, Page, foot, frame_head, frame_height};
use crate::view::svg::{Anchor, Drawing, INK, MUTED};

/// The space between two boxes of a column on a phone, in pixels.
const STEP: f64 = 30.0;

/// Lays out a chain diagram for a phone, in one column. Cards are between the boxes that they join, and below the boxes
/// that they belong to.
pub(super) fn layout(spine: &Spine, page: Page, width: f64) -> Drawing {
    // There is only one column to read.
    let mut frame = spine.frame.clone();
    frame.subtitle = frame.subtitle.replace(" Read downwards, then across.", "");
    let spine = &Spine { frame, ..spine.clone() };
    let mut drawing = page::start_in(&spine.frame, page, spine.parties.iter().map(|(_, colour)| colour));
    drawing.width = width.max(NARROWEST);
    let left = page::margin(drawing.width);
    let inner = drawing.width - 2.0 * left;
    let columns = Columns::of(spine, inner, inner);
    frame_head(&mut drawing, &spine.frame);
    let mut y = MARGIN + frame_height(&spine.frame, drawing.width);
    let axis = left + 26.0;
    for group in &spine.groups {
        if !group.heading.is_empty() {
            for line in font::wrap(&group.heading, inner, 13.0, true) {
                y += 18.0;
                drawing.text(left, y, &line, 13.0, true, INK);
            }
        }
        for (i, item) in group.items.iter().enumerate() {
            let linked = item.follows && i > 0;
            let start = y;
            y += if linked { STEP } else { 14.0 };
            if linked {
                drawing.text(axis + 10.0, start + 18.0, &item.arrow, 10.5, false, MUTED);
            }
            if let Some(card) = &item.by {
                if linked {
                    drawing.line(&[(axis, start), (axis, y)], INK, 1.4, "");
                }
                draw_card(&mut drawing, card, left, y, columns);
                y += card_height(card);
                drawing.line(&[(axis, y), (axis, y + 14.0)], INK, 1.4, "");
                drawing.head(axis, y + 20.0, INK);
                y += 20.0;
            } else if linked {
                drawing.line(&[(axis, start), (axis, y - 6.0)], INK, 1.4, "");
                drawing.head(axis, y, INK);
            }
            let height = box_height(item, inner);
            draw_box(&mut drawing, item, (left, y), (inner, height));
            drawing.text_at(left + inner - 10.0, y + 18.0, &item.year, 12.0, true, MUTED, Anchor::End);
            y += height;
            for card in &item.beside {
                y += 6.0;
                draw_card(&mut drawing, card, left, y, columns);
                y += card_height(card);
            }
        }
        y += 14.0;
    }
    let bottom = draw_legend(&mut drawing, &legend_entries(spine, columns.point), y + 14.0);
    drawing.height = foot(&mut drawing, &spine.frame, bottom);
    page.finish(drawing)
}

/// The least width of the layout, in pixels.
const NARROWEST: f64 = 300.0;
