//! Escapes characters that must not reach a terminal, either directly or inside JSON that is shown on one.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Returns true if a terminal would act on a character instead of showing it: control characters (C0, DEL, C1),
/// separators of lines and paragraphs, and characters that change the direction of all text after them.
pub const fn acts(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Returns true for direction marks, which affect only their neighbours. A terminal does not need them.
pub const fn is_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// Returns a text that a terminal can show. Line breaks and tabs are kept, direction marks are removed, and every other
/// character that acts is written as an escape such as `\u{1b}`.
///
/// ```
/// assert_eq!(hustings::view::escape::shown("Red\u{1b}[31m\n"), "Red\\u{1b}[31m\n");
/// ```
pub fn shown(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t') || !(acts(c) || is_mark(c));
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| !is_mark(*c)) {
        if stays(c) {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", c as u32);
        }
    }
    Cow::Owned(out)
}

/// Returns a text as one line, for a cell of a table or a title. Characters that act become spaces; direction marks are
/// removed.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| acts(c) || is_mark(c)) {
        return Cow::Owned(text.chars().filter(|c| !is_mark(*c)).map(|c| if acts(c) { ' ' } else { c }).collect());
    }
    Cow::Borrowed(text)
}

/// Escapes every character of a JSON text that acts. JSON itself requires this only for C0 (RFC 8259). Outside of its
/// strings, JSON has none of the characters escaped here.
pub fn json(text: &str) -> Cow<'_, str> {
    if !text.contains(acts_in_json) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts_in_json(c) {
            let _ = write!(out, "\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Returns true if [`json`] escapes a character. Line breaks and spaces between values are a part of JSON.
const fn acts_in_json(c: char) -> bool {
    acts(c) && c > ' '
}

/// A function that escapes the characters of a text.
type Escape = for<'t> fn(&'t str) -> Cow<'t, str>;

/// Returns true if bytes contain nothing that [`json`] changes. In UTF-8, every character that it escapes begins with
/// one of these bytes.
fn is_plain_json(bytes: &[u8]) -> bool {
    memchr::memchr3(0x7f, 0xc2, 0xe2, bytes).is_none()
}

/// The number of bytes that are escaped together.
const PIECE: usize = 1 << 16;

/// A stream of text that escapes characters on the way. The bytes written last are passed on by [`Write::flush`].
pub struct Escaping<W: Write> {
    out: W,
    escape: Escape,
    /// Returns true if bytes need no escapes.
    is_plain: fn(&[u8]) -> bool,
    /// The bytes received and not yet passed on.
    begun: Vec<u8>,
}

impl<W: Write> Escaping<W> {
    /// Creates a stream for a terminal.
    pub fn for_terminal(out: W) -> Self {
        Self { out, escape: shown, is_plain: |_| false, begun: Vec::new() }
    }

    /// Creates a stream for JSON.
    pub fn for_json(out: W) -> Self {
        Self { out, escape: json, is_plain: is_plain_json, begun: Vec::new() }
    }
}

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Writers of JSON write a few characters at a time.
        self.begun.extend_from_slice(bytes);
        if self.begun.len() >= PIECE {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

impl<W: Write> Escaping<W> {
    /// Escapes and passes on the bytes received, except for an incomplete character at their end.
    fn pass_on(&mut self) -> io::Result<()> {
        let all = std::mem::take(&mut self.begun);
        if (self.is_plain)(&all) {
            return self.out.write_all(&all);
        }
        for chunk in all.utf8_chunks() {
            self.out.write_all((self.escape)(chunk.valid()).as_bytes())?;
            let is_last = chunk.invalid().as_ptr_range().end == all.as_ptr_range().end;
            // An incomplete character may continue in the next write. Other invalid bytes are not text and stay as they
            // are.
            if is_last
                && chunk.invalid().len() < 4
                && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none())
            {
                self.begun = chunk.invalid().to_vec();
            } else {
                self.out.write_all(chunk.invalid())?;
            }
        }
        Ok(())
    }
}

/// Percent-encodes a text for use in a web address.
pub(super) fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:/(),".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left() {
        let text = "a\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}\u{200f}b\n\tc";
        assert_eq!(shown(text), "a\\u{1b}]0;x\\u{7}\\u{9b}31m\\u{202e}\\u{2028}b\n\tc");
        assert!(!one_line(text).contains(acts));
        let plain = serde_json::to_string(&vec![text]).unwrap();
        let written = json(&plain);
        assert!(!written.contains(acts), "{written}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
        assert_eq!(json("{\n  \"a\": 1\n}\n"), "{\n  \"a\": 1\n}\n");
    }

    #[test]
    fn a_stream_is_escaped_wherever_it_is_cut() {
        let text = "Žižka \u{9b}31m \u{202e}שרון\u{7f} …";
        for (escaping, escape) in
            [(Escaping::for_terminal as fn(Vec<u8>) -> _, shown as Escape), (Escaping::for_json, json)]
        {
            for cut in 0..text.len() {
                let mut out = escaping(Vec::new());
                for piece in [&text.as_bytes()[..cut], &text.as_bytes()[cut..]] {
                    out.write_all(piece).unwrap();
                    out.flush().unwrap();
                }
                assert_eq!(String::from_utf8_lossy(&out.out), escape(text), "{cut}");
            }
        }
    }
}
