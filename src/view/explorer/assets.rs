//! The files that all pages share: the style sheet, the script and the icon.

use crate::view::svg::OTHER;
use crate::view::theme::{COLOURS, Theme};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// A file that the pages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// The file name.
    pub name: &'static str,
    /// The media type.
    pub media: &'static str,
    /// The content.
    pub text: &'static str,
}

/// The style sheet: the text of `explorer.css`, followed by dark colours for the pictures.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let mut style = String::from(include_str!("explorer.css"));
    style.push_str("\n/* Pictures are drawn in light colours. */\n@media screen and (prefers-color-scheme: dark) {\n");
    for light in COLOURS {
        // Bars of losers need less contrast with white than with a dark ground, so their dark colour is chosen by hand.
        let dark = if light == OTHER { "#6b7682".to_string() } else { Theme::Dark.colour(light) };
        // Writing to a string cannot fail.
        let _ = writeln!(
            style,
            "  .picture [fill=\"{light}\"] {{ fill: {dark}; }} .picture [stroke=\"{light}\"] {{ stroke: {dark}; }}"
        );
    }
    style.push_str("}\n");
    style
});

/// Returns all shared files.
pub(super) fn all() -> [Asset; 3] {
    [
        Asset { name: "explorer.css", media: "text/css; charset=utf-8", text: &STYLE },
        Asset { name: "explorer.js", media: "text/javascript; charset=utf-8", text: include_str!("explorer.js") },
        Asset { name: "icon.svg", media: super::SVG, text: include_str!("icon.svg") },
    ]
}

/// Returns the shared file with this name.
pub fn asset(name: &str) -> Option<Asset> {
    all().into_iter().find(|a| a.name == name)
}
