//! How a page shows texts from the data.

use crate::view::svg::escape;
use maud::{Markup, PreEscaped, html};

/// Writes a text from the data. It is escaped, has no marks that change the direction of later text, and is isolated
/// from the text around it.
pub(super) fn say(text: &str) -> Markup {
    html! { bdi { (PreEscaped(escape(text))) } }
}

/// Returns the text for an attribute or a title, where no elements are allowed. Direction marks and control characters
/// are removed.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') && !c.is_control())
        .collect()
}
