//! Texts of the data on a page.

use crate::view::svg::escape;
use maud::{Markup, PreEscaped, html};

/// A text of the data: escaped, without marks that would turn the direction of what follows, and apart from it.
pub(super) fn say(text: &str) -> Markup {
    html! { bdi { (PreEscaped(escape(text))) } }
}

/// The same for attributes and titles, which have no elements.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') && !c.is_control())
        .collect()
}
