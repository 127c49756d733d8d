//! The embedded typeface: its bytes for pictures, its widths for layouts.

use std::sync::{LazyLock, OnceLock};
use ttf_parser::Face;

/// The font families that drawings name, the embedded one first. The others have the same width or are narrower.
pub const FAMILY: &str = "DejaVu Sans, Verdana, Arial, sans-serif";

/// The height of capitals above the baseline, as a fraction of the font size.
pub const CAP_HEIGHT: f64 = 0.73;

static REGULAR: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(dejavu::sans::regular(), 0).ok());
static BOLD: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(dejavu::sans::bold(), 0).ok());

/// A font that the user chose.
struct Own {
    family: String,
    bytes: &'static [u8],
    face: Face<'static>,
}

static OWN: OnceLock<Own> = OnceLock::new();

/// The reason why a font cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// The bytes are not a readable font.
    #[error("this is not a TrueType or OpenType font ({0}); give a .ttf or .otf file, not a .woff")]
    NoFont(String),
    /// The font has no family name.
    #[error("this font has no family name, which pictures need to refer to it; choose another font")]
    NoName,
    /// A font was chosen before.
    #[error("a font is already chosen; a program can draw in only one")]
    ChosenBefore,
}

/// Chooses the font with which this program measures and draws. Characters that it lacks come from the embedded font.
/// Call this at most once, before anything is drawn.
///
/// # Errors
/// An error if the bytes are not a font, if the font has no name, or if a font was chosen before.
pub fn use_font(bytes: Vec<u8>) -> Result<(), FontError> {
    let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
    let face = Face::parse(bytes, 0).map_err(|e| FontError::NoFont(e.to_string()))?;
    let names = || face.names().into_iter().filter(|n| n.is_unicode());
    let named = |id| names().filter(|n| n.name_id == id).find_map(|n| n.to_string());
    let family = named(ttf_parser::name_id::FAMILY).or_else(|| named(ttf_parser::name_id::TYPOGRAPHIC_FAMILY));
    let family = family.filter(|f| !f.trim().is_empty()).ok_or(FontError::NoName)?;
    OWN.set(Own { family, bytes, face }).map_err(|_| FontError::ChosenBefore)
}

/// Returns the font families that a drawing names, for an SVG attribute.
pub fn families() -> String {
    match OWN.get() {
        Some(own) => format!("'{}', {FAMILY}", own.family.replace(['\'', '"', '<', '&'], "")),
        None => FAMILY.to_string(),
    }
}

/// Returns the font family with which pictures are rendered.
pub fn family() -> &'static str {
    OWN.get().map_or("DejaVu Sans", |own| &own.family)
}

/// Returns the bytes of the embedded fonts, the user's own first.
pub fn embedded() -> Vec<&'static [u8]> {
    let own = OWN.get().map(|own| own.bytes);
    own.into_iter().chain([dejavu::sans::regular(), dejavu::sans::bold()]).collect()
}

/// Returns the width of a line of text in pixels at a font size, from the advance widths of the font. A character that
/// the font lacks is as wide as it is high.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    text.chars().map(|c| advance(c, bold)).sum::<f64>() * size
}

/// Returns the advance width of a character at font size one.
fn advance(c: char, bold: bool) -> f64 {
    if let Some(own) = OWN.get()
        && let Some(advance) = own.face.glyph_index(c).and_then(|glyph| own.face.glyph_hor_advance(glyph))
    {
        // One file has one weight. A browser that has the bold font draws wider characters.
        let wider = if bold { 1.08 } else { 1.0 };
        return f64::from(advance) / f64::from(own.face.units_per_em()) * wider;
    }
    let face = if bold { &*BOLD } else { &*REGULAR };
    let Some(face) = face else { return 0.7 };
    match face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)) {
        Some(advance) => f64::from(advance) / f64::from(face.units_per_em()),
        None if unicode_width::UnicodeWidthChar::width(c) == Some(0) => 0.0,
        None => 1.0,
    }
}

/// Returns true if the embedded font has every character of a text.
pub fn covers(text: &str) -> bool {
    REGULAR
        .as_ref()
        .is_none_or(|face| text.chars().all(|c| c.is_whitespace() || c.is_control() || face.glyph_index(c).is_some()))
}

/// Cuts a text to a width, with an ellipsis if it was cut. Linear in the length of the result.
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

/// Breaks a text at whitespace into lines of at most a width. A wider word has a line of its own and is cut.
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

/// Returns the words that all names begin with, and the names without them, if any name is longer than `most`
/// characters. Otherwise, or if the names share fewer than two words, returns `None` and the names unchanged.
pub fn without_common_start(names: &[&str], most: usize) -> (Option<String>, Vec<String>) {
    let words: Vec<Vec<&str>> = names.iter().map(|n| n.split_whitespace().collect()).collect();
    let shortest = words.iter().map(Vec::len).min().unwrap_or(0);
    // At least one word of each name is left.
    let common = (0..shortest.saturating_sub(1)).take_while(|i| words.iter().all(|w| w[*i] == words[0][*i])).count();
    let long = names.iter().any(|n| n.chars().count() > most);
    if names.len() < 2 || !long || common < 2 {
        return (None, names.iter().map(ToString::to_string).collect());
    }
    (Some(words[0][..common].join(" ")), words.iter().map(|w| format!("… {}", w[common..].join(" "))).collect())
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
        let (common, names) = without_common_start(&["Leader of the Whigs", "Leader of the Old Tories"], 12);
        assert_eq!((common.as_deref(), names), (Some("Leader of the"), vec!["… Whigs".into(), "… Old Tories".into()]));
        assert_eq!(without_common_start(&["Mayor", "Leader of the Old Tories"], 12).0, None);
    }
}
