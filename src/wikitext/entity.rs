//! Decoding of HTML entities, one level deep.

use std::borrow::Cow;

/// The number of bytes searched for the end of an entity; the longest name is `&CounterClockwiseContourIntegral;`.
const MAX_NAME: usize = 33;

/// Decodes the entity at the start of a text. Returns its text and its length in bytes, or `None` and 1 if there is
/// none.
pub(super) fn first(text: &str) -> (Option<String>, usize) {
    let window = &text.as_bytes()[..text.len().min(MAX_NAME)];
    let Some(end) = window.iter().position(|b| *b == b';') else { return (None, 1) };
    let entity = &text[..=end];
    let decoded = html_escape::decode_html_entities(entity);
    if decoded == entity { (None, 1) } else { (Some(decoded.into_owned()), entity.len()) }
}

/// Decodes the entities in a text, one level deep.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    html_escape::decode_html_entities(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level_only() {
        assert_eq!(first("&amp;amp; x"), (Some("&".into()), 5));
        assert_eq!(first("&Oacute; Riain"), (Some("Ó".into()), 8));
        assert_eq!(first("&#37;"), (Some("%".into()), 5));
        assert_eq!(first("& Co"), (None, 1));
        assert_eq!(first("&nosuch;"), (None, 1));
        assert_eq!(decode("&lt;b&gt; &thinsp;"), "<b> \u{2009}");
    }
}
