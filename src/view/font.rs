//! The embedded typeface: its bytes for pictures, its widths for layouts.

use std::sync::LazyLock;
use ttf_parser::Face;

/// The families that drawings name, the embedded one first; the others are of its width or narrower.
pub const FAMILY: &str = "DejaVu Sans, Verdana, Arial, sans-serif";

/// How far above the baseline capitals reach, as a fraction of the size.
pub const CAP_HEIGHT: f64 = 0.73;

static REGULAR: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(dejavu::sans::regular(), 0).ok());
static BOLD: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(dejavu::sans::bold(), 0).ok());

/// The bytes of the embedded fonts.
pub fn embedded() -> [&'static [u8]; 2] {
    [dejavu::sans::regular(), dejavu::sans::bold()]
}

/// The width of a line of text in pixels at a size, by the advance widths of the font that draws it. A character the
/// font lacks counts as wide as it is high.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let face = if bold { &*BOLD } else { &*REGULAR };
    let Some(face) = face else { return text.chars().count() as f64 * size * 0.7 };
    let units = f64::from(face.units_per_em());
    let advance = |c: char| match face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)) {
        Some(advance) => f64::from(advance) / units,
        None if unicode_width::UnicodeWidthChar::width(c) == Some(0) => 0.0,
        None => 1.0,
    };
    text.chars().map(advance).sum::<f64>() * size
}

/// Whether the embedded font draws every character of a text.
pub fn covers(text: &str) -> bool {
    REGULAR
        .as_ref()
        .is_none_or(|face| text.chars().all(|c| c.is_whitespace() || c.is_control() || face.glyph_index(c).is_some()))
}

/// A text cut to a width, with an ellipsis where it was cut.
pub fn fit(text: &str, most: f64, size: f64, bold: bool) -> String {
    if width(text, size, bold) <= most {
        return text.to_string();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let cut: String = kept.iter().collect::<String>().trim_end().to_string() + "…";
        if width(&cut, size, bold) <= most {
            return cut;
        }
    }
    "…".into()
}

/// A text broken into lines of at most a width, at blanks; a word that is wider stands alone and is cut.
pub fn wrap(text: &str, most: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fit(word, most, size, bold)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_cut_and_wrapped() {
        assert!(width("WWWW", 10.0, false) > width("iiii", 10.0, false));
        assert!(width("Peres", 10.0, true) > width("Peres", 10.0, false));
        assert!(covers("Шимон שמעון بيريز Pérès"));
        assert!(!covers("西蒙"));
        let cut = fit("Yitzhak Rabin of the Israeli Labor Party", 80.0, 10.0, false);
        assert!(cut.ends_with('…') && width(&cut, 10.0, false) <= 80.0);
        assert_eq!(wrap("one two three", 45.0, 10.0, false), ["one two", "three"]);
    }
}
