//! The page around a drawing: title, subtitle, source; and how the picture is to come out.

use super::diagram::Frame;
use super::font;
use super::svg::{Drawing, INK, MUTED};
use super::theme::Theme;

/// The free space around what is drawn.
pub(super) const MARGIN: f64 = 28.0;

/// How a picture is to come out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Page {
    /// Its width in pixels; what the layout finds best, if not said. A layout that can fills the width; another is scaled.
    pub width: Option<f64>,
    /// Light or dark.
    pub theme: Theme,
    /// Where time runs to, in layouts that leave the choice.
    pub direction: Option<Direction>,
}

/// Where time runs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From left to right.
    Right,
}

impl Page {
    /// A page of a width.
    #[must_use]
    pub const fn with_width(mut self, width: f64) -> Self {
        self.width = Some(width);
        self
    }

    /// A page in a theme.
    #[must_use]
    pub const fn with_theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// A page on which time runs so.
    #[must_use]
    pub const fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// The drawing in this page's theme and width.
    pub(super) fn finish(self, mut drawing: Drawing) -> Drawing {
        drawing.theme = self.theme;
        drawing.shown_width = self.width;
        drawing
    }
}

/// An empty drawing with the words of a frame.
pub(super) fn start(frame: &Frame) -> Drawing {
    Drawing { title: frame.title.clone(), description: frame.description.clone(), ..Drawing::default() }
}

/// The lines of a subtitle on a page of that width.
fn subtitle(frame: &Frame, width: f64) -> Vec<String> {
    font::wrap(&frame.subtitle, width - 2.0 * MARGIN, 12.0, false)
}

/// The height of the lines above the body.
pub(super) fn frame_height(frame: &Frame, width: f64) -> f64 {
    36.0 + subtitle(frame, width).len() as f64 * 16.0 + if frame.subtitle.is_empty() { 0.0 } else { 4.0 }
}

/// Writes title and subtitle, as small as it takes to keep them on the page.
pub(super) fn frame_head(drawing: &mut Drawing, frame: &Frame) {
    let room = drawing.width - 2.0 * MARGIN;
    let mut size = 21.0;
    while size > 12.0 && font::width(&frame.title, size, true) > room {
        size -= 1.0;
    }
    let title = font::fit(&frame.title, room, size, true);
    drawing.text(MARGIN, MARGIN + 14.0, &title, size, true, INK);
    for (i, line) in subtitle(frame, drawing.width).iter().enumerate() {
        drawing.text(MARGIN, MARGIN + 36.0 + i as f64 * 16.0, line, 12.0, false, MUTED);
    }
}

/// Writes lines of small print from a height on and gives the height below them.
pub(super) fn small_print(drawing: &mut Drawing, text: &str, top: f64) -> f64 {
    let mut y = top;
    for line in font::wrap(text, drawing.width - 2.0 * MARGIN, 10.5, false) {
        drawing.text(MARGIN, y, &line, 10.5, false, MUTED);
        y += 14.0;
    }
    y
}

/// Writes the source and gives the height of the page.
pub(super) fn foot(drawing: &mut Drawing, frame: &Frame, top: f64) -> f64 {
    small_print(drawing, &frame.source, top + 18.0) + MARGIN - 14.0
}
