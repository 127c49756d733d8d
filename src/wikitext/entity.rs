//! HTML entities, decoded once.

use std::borrow::Cow;

/// The longest entity name, `&CounterClockwiseContourIntegral;`.
const MAX_NAME: usize = 33;

/// What the entity at the beginning of a text stands for, and how long it is; `None` and 1 where none stands there.
pub(super) fn first(text: &str) -> (Option<String>, usize) {
    let window = &text.as_bytes()[..text.len().min(MAX_NAME)];
    let Some(end) = window.iter().position(|b| *b == b';') else { return (None, 1) };
    let entity = &text[..=end];
    let decoded = html_escape::decode_html_entities(entity);
    if decoded == entity { (None, 1) } else { (Some(decoded.into_owned()), entity.len()) }
}

/// A text with its entities decoded one time.
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
