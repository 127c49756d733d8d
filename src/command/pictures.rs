//! Picture files: their formats, widths and bytes.

use super::exit::Failure;
use super::output;
use hustings::view::diagram::Diagram;
use hustings::view::figure::Figure;
use hustings::view::page::{NARROW, Page};
use hustings::view::svg::Drawing;
use std::path::Path;

/// The largest width in pixels of a picture in an .html file, unless --width gives another.
const WIDEST_PAGE: f64 = 980.0;
/// The width in pixels of the layout for phones in an .html file.
const PHONE: f64 = 360.0;

/// Checks that a width is possible for a picture.
///
/// # Errors
/// An error if the width is not from 200 to 20,000 pixels.
pub(super) fn check_width(width: Option<f64>) -> Result<(), Failure> {
    match width.filter(|w| !(w.is_finite() && (200.0..=20_000.0).contains(w))) {
        Some(width) => Err(Failure::Usage(format!("--width {width} must be from 200 to 20000 pixels"))),
        None => Ok(()),
    }
}

/// The file format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Dot,
    Svg,
    Png,
    Pdf,
    Html,
}

impl Format {
    /// Returns the extension of files in this format, for messages and for Graphviz.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }
}

/// Returns the format that the extension of a picture's file means. `-` means SVG.
pub(super) fn format_of(path: &Path) -> Result<Format, Failure> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("dot" | "gv") => Ok(Format::Dot),
        Some("svg") => Ok(Format::Svg),
        Some("png") => Ok(Format::Png),
        Some("pdf") => Ok(Format::Pdf),
        Some("html" | "htm") => Ok(Format::Html),
        None if path == Path::new("-") => Ok(Format::Svg),
        _ => Err(Failure::Usage(format!("'{}' must end in .svg, .png, .pdf, .html or .dot", path.display()))),
    }
}

/// Returns an HTML page with a picture in both layouts, and prints the line that embeds it.
pub(super) fn page_of(path: &Path, wide: &Diagram, phone: &Diagram, page: Page) -> Result<Vec<u8>, Failure> {
    let width = page.width.filter(|w| *w >= NARROW);
    let layout = |diagram: &Diagram, width| diagram.lay_out(Page { width, ..page });
    let mut figure = Figure { wide: layout(wide, width), narrow: layout(phone, Some(PHONE)) };
    // A picture wider than most pages is laid out at the width of a page, or in the first narrower form that fits.
    if width.is_none() && figure.wide.width > WIDEST_PAGE {
        let forms = [layout(wide, Some(WIDEST_PAGE)), layout(phone, Some(WIDEST_PAGE)), layout(phone, Some(700.0))];
        if let Some(fits) = forms.into_iter().find(|d| d.width <= WIDEST_PAGE) {
            figure.wide = fits;
        }
    }
    let name = path.file_name().map_or_else(|| "figure.html".into(), |n| n.to_string_lossy());
    if path != Path::new("-") {
        output::text(&figure.iframe(&name, &wide.frame().title))?;
        let (_, height) = figure.narrow.shown_size();
        output::note(&format!(
            "if the frame is narrower than {:.0} pixels, the picture is {height:.0} pixels high; set the height of the frame to match",
            figure.turn()
        ));
    }
    Ok(figure.html(wide.frame()).into_bytes())
}

#[cfg(feature = "picture")]
pub(super) fn picture(drawing: &Drawing, format: Format, scale: f32) -> Result<Vec<u8>, Failure> {
    use hustings::view::picture;
    if let Some(text) = drawing.uncovered().filter(|_| format != Format::Svg) {
        output::warn(&format!(
            "the embedded font lacks characters of '{text}'; fonts of the system are used instead if they have them"
        ));
    }
    match format {
        Format::Png => picture::png(drawing, scale).map_err(|e| Failure::Output(e.to_string())),
        Format::Pdf => picture::pdf(drawing).map_err(|e| Failure::Output(e.to_string())),
        _ => Ok(drawing.to_svg().into_bytes()),
    }
}

#[cfg(not(feature = "picture"))]
pub(super) fn picture(drawing: &Drawing, format: Format, _scale: f32) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Svg => Ok(drawing.to_svg().into_bytes()),
        other => {
            let format = other.ending();
            Err(Failure::Usage(format!(
                "this build of Hustings cannot write .{format}; build it with the feature 'picture', or write .svg"
            )))
        }
    }
}
