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
    text.chars().map(|c| advance(c, bold)).sum::<f64>() * size
}

/// The advance width of a character at size one.
fn advance(c: char, bold: bool) -> f64 {
    let face = if bold { &*BOLD } else { &*REGULAR };
    let Some(face) = face else { return 0.7 };
    match face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)) {
        Some(advance) => f64::from(advance) / f64::from(face.units_per_em()),
        None if unicode_width::UnicodeWidthChar::width(c) == Some(0) => 0.0,
        None => 1.0,
    }
}

/// Whether the embedded font draws every character of a text.
pub fn covers(text: &str) -> bool {
    REGULAR
        .as_ref()
        .is_none_or(|face| text.chars().all(|c| c.is_whitespace() || c.is_control() || face.glyph_index(c).is_some()))
}

/// A text cut to a width, with an ellipsis where it was cut. Linear in what is kept.
pub fn fit(text: &str, most: f64, size: f64, bold: bool) -> String {
    let room = most - advance('…', bold) * size;
    let (mut used, mut kept) = (0.0, 0);
    for (i, c) in text.char_indices() {
        used += advance(c, bold) * size;
        if used > most {
            return text[..kept].trim_end().to_string() + "…";
        }
        if used <= room {
            kept = i + c.len_utf8();
        }
    }
    text.to_string()
}

/// A text broken into lines of at most a width, at blanks; a word that is wider stands alone and is cut.
pub fn wrap(text: &str, most: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (blank, mut used) = (advance(' ', bold) * size, 0.0);
    for word in text.split_whitespace() {
        let own = width(word, size, bold);
        match lines.last_mut() {
            Some(line) if used + blank + own <= most => {
                line.push(' ');
                line.push_str(word);
                used += blank + own;
            }
            _ => {
                lines.push(fit(word, most, size, bold));
                used = own;
            }
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
