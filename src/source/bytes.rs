//! Decodes bytes into text, with bounded memory. Detects the encoding and rejects binary data.

use crate::wikitext::number::grouped;
use std::io::{BufRead, BufReader, Read};

/// The maximum length of a line of an article or table, in bytes.
pub(super) const MAX_LINE: usize = 8 << 20;
/// The maximum length of a line of JSON, which is often a whole file, in bytes.
pub(super) const MAX_JSON_LINE: usize = 256 << 20;
/// The maximum length of an article or table, in bytes.
pub(crate) const MAX_TEXT: usize = 1 << 30;

/// A decoded text, with any doubt about its encoding.
pub(super) struct Decoded {
    pub text: String,
    pub doubt: Option<Refusal>,
}

/// Why bytes were rejected or doubted, and the first line that shows it (from 1; 0 for the whole text).
pub(super) struct Refusal {
    pub line: usize,
    pub reason: String,
}

/// Reads a whole text. Stops at the first line or total that is too long, so that memory stays bounded.
pub(super) fn read_text(input: impl Read) -> Result<Decoded, Refusal> {
    read_at_most(input, MAX_TEXT)
}

fn read_at_most(input: impl Read, most: usize) -> Result<Decoded, Refusal> {
    let mut reader = BufReader::with_capacity(1 << 16, input);
    let mut bytes = Vec::new();
    let (mut line, mut line_length) = (1, 0);
    let mut longest = MAX_LINE;
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            // A packed file that is cut still has what stands before the cut.
            Err(e) if line > 1 => {
                let reason = format!("reading stopped here: {e}; what stands before is read");
                let decoded = decode(bytes)?;
                return Ok(Decoded { doubt: Some(Refusal { line, reason }), ..decoded });
            }
            Err(e) => return Err(Refusal { line: 0, reason: format!("reading stopped: {e}") }),
        };
        if chunk.is_empty() {
            break;
        }
        if bytes.is_empty() && matches!(without_mark(chunk).trim_ascii_start(), [b'{' | b'[', ..]) {
            longest = MAX_JSON_LINE;
        }
        for byte in chunk {
            line_length += 1;
            if *byte == b'\n' {
                line += 1;
                line_length = 0;
            }
            if line_length > longest {
                let reason = format!(
                    "a line is longer than {} bytes, so this is not an article or a table",
                    grouped(longest as u64)
                );
                return Err(Refusal { line, reason });
            }
        }
        bytes.extend_from_slice(chunk);
        let read = chunk.len();
        reader.consume(read);
        if bytes.len() > most {
            let reason = format!("more than {} bytes in one article or table; split it", grouped(most as u64));
            return Err(Refusal { line, reason });
        }
    }
    decode(bytes)
}

/// Returns a text without the byte order mark of UTF-8.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Replaces the line ends of Windows and of the old Macintosh by those of Unix, so that lines are counted alike.
fn with_unix_lines(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let text = text.replace("\r\n", "\n");
    if text.contains('\n') || !text.contains('\r') { text } else { text.replace('\r', "\n") }
}

fn decode(bytes: Vec<u8>) -> Result<Decoded, Refusal> {
    let decoded = decode_lines(bytes)?;
    Ok(Decoded { text: with_unix_lines(decoded.text), ..decoded })
}

fn decode_lines(bytes: Vec<u8>) -> Result<Decoded, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal { line: 0, reason: "the file is empty".into() });
    }
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_lines(rest.to_vec()),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            if let Some(at) = bytes.iter().position(|b| *b == 0) {
                return Err(Refusal { line: line_of(&bytes, at), reason: BINARY.into() });
            }
            match String::from_utf8(bytes) {
                Ok(text) => Ok(Decoded { text, doubt: None }),
                Err(e) => {
                    let line = line_of(e.as_bytes(), e.utf8_error().valid_up_to());
                    let bytes = e.into_bytes();
                    let odd = bytes.iter().filter(|b| **b < 32 && !b.is_ascii_whitespace()).count();
                    if odd * 50 > bytes.len() {
                        return Err(Refusal { line, reason: BINARY.into() });
                    }
                    let reason = "the file is not UTF-8 here; this line and others like it were read as Windows-1252. Save the file as UTF-8";
                    let text = by_line(&bytes);
                    let reason = reason.to_string();
                    Ok(Decoded { text, doubt: Some(Refusal { line, reason }) })
                }
            }
        }
    }
}

/// Decodes each line as UTF-8 if it is valid, and else as Windows-1252: texts are put together from both.
fn by_line(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0),
        }
    }
    text
}

/// What bytes are that are no text, and what helps.
const BINARY: &str =
    "this is binary, not text; what is read is text, text packed as .gz, .bz2 or .zst, and spreadsheets";

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, Refusal> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut lost = 0;
    let text: String = char::decode_utf16(units)
        .map(|c| {
            c.unwrap_or_else(|_| {
                lost += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if text.contains('\0') {
        return Err(Refusal { line: 0, reason: BINARY.into() });
    }
    let odd = lost > 0 || bytes.len() % 2 == 1;
    let doubt = odd.then(|| Refusal { line: 0, reason: "damaged UTF-16: some characters could not be read".into() });
    Ok(Decoded { text, doubt })
}

/// Returns the line, counted from 1, that contains the byte at `at`, or the last line if `at` is past the end. O(`at`).
pub fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes[..at.min(bytes.len())].iter().filter(|b| **b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let text = |bytes: &[u8]| read_text(bytes).map(|d| (d.text, d.doubt.map(|r| r.line))).map_err(|r| r.reason);
        assert_eq!(text(b"\xEF\xBB\xBF= A ="), Ok(("= A =".into(), None)));
        assert_eq!(text(b"\xFF\xFEa\0\n\0"), Ok(("a\n".into(), None)));
        assert_eq!(text(b"= A =\n\xE9 and more"), Ok(("= A =\né and more".into(), Some(2))));
        assert_eq!(text(b"\xC3\x89 \xC3\xA7\n\xE9."), Ok(("É ç\né.".into(), Some(2))));
        assert_eq!(text(b"a\nb\0c"), Err(BINARY.to_string()));
        assert_eq!(text(b"\x8Ei\x9Eka;\xE9"), Ok(("Žižka;é".into(), Some(1))));
        assert_eq!(text(b"a\r\nb\r\n"), Ok(("a\nb\n".into(), None)));
        assert_eq!(text(b"a\rb\r"), Ok(("a\nb\n".into(), None)));
        assert_eq!(text(b" \n"), Err("the file is empty".into()));
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_with_its_bound() {
        let text = "a line\n".repeat(1_000);
        let reason = |most: usize| read_at_most(text.as_bytes(), most).err().map(|r| r.reason);
        assert_eq!(reason(7_000), None);
        assert_eq!(reason(6_999).as_deref(), Some("more than 6,999 bytes in one article or table; split it"));
    }

    #[test]
    fn an_endless_line_is_refused_before_it_is_read() {
        let json = b"[".chain(std::io::repeat(b' ').take(MAX_LINE as u64)).chain(&b"]"[..]);
        assert!(read_text(json).is_ok());
        let refusal = read_text(std::io::repeat(b'x')).err().map(|r| r.line);
        assert_eq!(refusal, Some(1));
    }
}
