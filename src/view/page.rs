//! The page around a drawing: title, subtitle, source; and the options of a picture.

pub use super::diagram::Direction;
use super::diagram::Frame;
use super::font;
use super::svg::{Drawing, INK, MUTED};
use super::theme::Theme;

/// The free space around the drawing, in pixels.
pub(super) const MARGIN: f64 = 28.0;

/// The options of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Page {
    /// The width in pixels; `None` for the layout's own. A layout that can adapt fills the width; other layouts are
    /// scaled.
    pub width: Option<f64>,
    /// The light or the dark theme.
    pub theme: Theme,
    /// The direction of time, in layouts that support both; `None` for the diagram's own.
    pub direction: Option<Direction>,
}

impl Page {
    /// Returns the page with a width in pixels.
    #[must_use]
    pub const fn with_width(mut self, width: f64) -> Self {
        self.width = Some(width);
        self
    }

    /// Returns the page with a theme.
    #[must_use]
    pub const fn with_theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Returns the page with a direction of time.
    #[must_use]
    pub const fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Returns the drawing with the theme and the width of this page.
    pub(super) fn finish(self, mut drawing: Drawing) -> Drawing {
        drawing.theme = self.theme;
        drawing.shown_width = self.width;
        drawing
    }
}

/// Returns an empty drawing with the words of a frame and the theme of a page. The theme does not change the colours
/// `kept`.
pub(super) fn start_in<'t>(frame: &Frame, page: Page, kept: impl IntoIterator<Item = &'t String>) -> Drawing {
    Drawing { theme: page.theme, kept: kept.into_iter().cloned().collect(), ..start(frame) }
}

/// Returns an empty drawing with the words of a frame.
pub(super) fn start(frame: &Frame) -> Drawing {
    Drawing { title: frame.title.clone(), description: frame.description.clone(), ..Drawing::default() }
}

/// Returns the free space at the sides of a page of this width.
pub(super) fn margin(width: f64) -> f64 {
    if is_narrow(width) { 16.0 } else { MARGIN }
}

/// Returns true if a page is as narrow as a phone. Pictures have another layout for it.
pub(super) fn is_narrow(width: f64) -> bool {
    width < NARROW
}

/// The width in pixels below which a page is laid out for a phone.
pub const NARROW: f64 = 520.0;

/// Returns the lines of the subtitle on a page of this width.
fn subtitle(frame: &Frame, width: f64) -> Vec<String> {
    font::wrap(&frame.subtitle, width - 2.0 * margin(width), 12.0, false)
}

/// Returns the font size of the title, and its lines: one if it fits, otherwise at most three.
fn title(frame: &Frame, width: f64) -> (f64, Vec<String>) {
    let room = width - 2.0 * margin(width);
    let sizes = if is_narrow(width) { 17..=18 } else { 17..=21 };
    let fits = sizes.rev().map(f64::from).find(|size| font::width(&frame.title, *size, true) <= room);
    if let Some(size) = fits {
        return (size, vec![frame.title.clone()]);
    }
    let mut lines = font::wrap(&frame.title, room, 17.0, true);
    if lines.len() > 3 {
        let rest = lines.split_off(2).join(" ");
        lines.push(font::fit(&rest, room, 17.0, true));
    }
    (17.0, lines)
}

/// Returns the height of the lines above the body.
pub(super) fn frame_height(frame: &Frame, width: f64) -> f64 {
    let more = (title(frame, width).1.len().max(1) - 1) as f64 * 22.0;
    36.0 + more + subtitle(frame, width).len() as f64 * 16.0 + if frame.subtitle.is_empty() { 0.0 } else { 4.0 }
}

/// Writes the title and the subtitle.
pub(super) fn frame_head(drawing: &mut Drawing, frame: &Frame) {
    let left = margin(drawing.width);
    let (size, lines) = title(frame, drawing.width);
    let mut y = MARGIN + 14.0;
    for (i, line) in lines.iter().enumerate() {
        y += if i > 0 { 22.0 } else { 0.0 };
        drawing.text(left, y, line, size, true, INK);
    }
    for (i, line) in subtitle(frame, drawing.width).iter().enumerate() {
        drawing.text(left, y + 22.0 + i as f64 * 16.0, line, 12.0, false, MUTED);
    }
}

/// Writes small print from the height `top` on. Returns the height below it.
pub(super) fn small_print(drawing: &mut Drawing, text: &str, top: f64) -> f64 {
    let mut y = top;
    let left = margin(drawing.width);
    for line in font::wrap(text, drawing.width - 2.0 * left, 10.5, false) {
        drawing.text(left, y, &line, 10.5, false, MUTED);
        y += 14.0;
    }
    y
}

/// Writes the source. Returns the height of the page.
pub(super) fn foot(drawing: &mut Drawing, frame: &Frame, top: f64) -> f64 {
    small_print(drawing, &frame.small_print(), top + 18.0) + MARGIN - 14.0
}
