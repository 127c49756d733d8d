//! Drawings as PNG and PDF, with the embedded fonts and, for other scripts, the system's.

use super::font;
use super::svg::Drawing;
use resvg::usvg::{self, fontdb};
use resvg::{render, tiny_skia};
use std::sync::Arc;

/// The reason why a picture could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The picture would have more than [`MOST_PIXELS`] pixels: its width and height.
    #[error(
        "the picture would be {0} by {1} pixels, more than {MOST_PIXELS} in all; draw less, give a smaller --scale, or write .svg"
    )]
    TooLarge(u32, u32),
    /// The drawing could not be rendered, with the renderer's message.
    #[error("the drawing could not be rendered: {0}")]
    Render(String),
}

/// The maximum number of pixels of a picture, which need 400 MB of memory.
pub const MOST_PIXELS: u64 = 100_000_000;

fn tree(drawing: &Drawing) -> Result<usvg::Tree, PictureError> {
    let mut fonts = fontdb::Database::new();
    for bytes in font::embedded() {
        fonts.load_font_data(bytes.to_vec());
    }
    if drawing.uncovered().is_some() {
        fonts.load_system_fonts();
    }
    fonts.set_sans_serif_family(font::family());
    let options =
        usvg::Options { fontdb: Arc::new(fonts), font_family: font::family().into(), ..usvg::Options::default() };
    usvg::Tree::from_str(&drawing.to_svg(), &options).map_err(|e| PictureError::Render(e.to_string()))
}

/// Renders the drawing as PNG, with `scale` pixels for each of its units.
///
/// # Errors
/// An error if the picture has more than [`MOST_PIXELS`] pixels, or if it cannot be rendered.
pub fn png(drawing: &Drawing, scale: f32) -> Result<Vec<u8>, PictureError> {
    let size = |length: f64| (length * f64::from(scale)).ceil().clamp(1.0, f64::from(u32::MAX)) as u32;
    let (shown_w, shown_h) = drawing.shown_size();
    let (width, height) = (size(shown_w), size(shown_h));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge(width, height));
    }
    let tree = tree(drawing)?;
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PictureError::TooLarge(width, height))?;
    render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| PictureError::Render(e.to_string()))
}

/// Renders the drawing as a PDF of one page, with text that can be selected.
///
/// # Errors
/// An error if the drawing cannot be rendered.
pub fn pdf(drawing: &Drawing) -> Result<Vec<u8>, PictureError> {
    use krilla_svg::SurfaceExt;
    let tree = tree(drawing)?;
    let failed = |what: &str| PictureError::Render(what.to_string());
    let size = krilla::geom::Size::from_wh(tree.size().width(), tree.size().height())
        .ok_or_else(|| failed("the page has no size"))?;
    let mut document = krilla::Document::new();
    document.set_metadata(krilla::metadata::Metadata::new().title(drawing.title.clone()));
    let mut page = document.start_page_with(krilla::page::PageSettings::new(size));
    let mut surface = page.surface();
    surface
        .draw_svg(&tree, size, krilla_svg::SvgSettings::default())
        .ok_or_else(|| failed("a part could not be drawn"))?;
    surface.finish();
    page.finish();
    document.finish().map_err(|e| PictureError::Render(format!("{e:?}")))
}
