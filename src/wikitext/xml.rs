//! Escaping of text in XML.

use std::borrow::Cow;

/// The first bytes of all characters that may need escaping.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = byte != 0x09 && byte != 0x0A;
        byte += 1;
    }
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special[b'\'' as usize] = true;
    special[0x7F] = true;
    // C1 controls, and the noncharacters U+FFFE and U+FFFF.
    special[0xC2] = true;
    special[0xEF] = true;
    special
};

/// Appends a text to XML, as content or as an attribute's value in quotation marks. XML's special characters become
/// entities. Characters that XML 1.0 does not allow (section 2.2) and other control characters become U+FFFD. A
/// carriage return becomes a character reference, since parsers read a bare one as a line feed. Linear.
pub fn push_xml(out: &mut Vec<u8>, text: &str) {
    // Nearly all names need no escaping.
    if !text.bytes().any(|b| SPECIAL[usize::from(b)]) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            '"' => out.extend_from_slice(b"&quot;"),
            '\'' => out.extend_from_slice(b"&#39;"),
            '\r' => out.extend_from_slice(b"&#13;"),
            '\t' | '\n' => out.push(c as u8),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.extend_from_slice("\u{fffd}".as_bytes()),
            c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Escapes a text like [`push_xml`], and borrows it if nothing needs escaping.
///
/// ```
/// assert_eq!(hustings::wikitext::xml("Tom & \"Jerry\""), "Tom &amp; &quot;Jerry&quot;");
/// ```
pub fn xml(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| SPECIAL[usize::from(b)]) {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len() + 16);
    push_xml(&mut out, text);
    String::from_utf8(out).map_or(Cow::Borrowed(""), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_reads_what_was_written() {
        let text = "a < b & \"c\" 'd' >\t\n\r é \u{2028} 中";
        let written = format!("<x y=\"{0}\">{0}</x>", xml(text));
        let document = roxmltree::Document::parse(&written).unwrap();
        assert_eq!(document.root_element().text(), Some(text));
        // A parser turns tabs and line feeds in attributes into blanks.
        assert_eq!(
            document.root_element().attribute("y").map(|v| v.replace(['\t', '\n'], " ")),
            Some(text.replace(['\t', '\n'], " "))
        );
        assert_eq!(xml("\u{1}\u{7f}\u{9b}\u{ffff}ï"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}ï");
        assert!(matches!(xml("plain"), Cow::Borrowed("plain")));
    }
}
