//! Links to other sites, with readable labels; and the encoding of texts in our own addresses.

use super::say::{plain, say};
use maud::{Markup, html};

/// Percent-encodes a text as a value in a query.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Writes a text, with its web addresses as links. A link's label gives the site and the page.
pub(super) fn linked(text: &str) -> Markup {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '[' | ']');
    let mut parts: Vec<Markup> = Vec::new();
    let mut rest = text;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let length = rest[at..].find(ends).unwrap_or(rest.len() - at);
        // A comma within an address belongs to it; one after it does not. A closing bracket belongs to it only if the
        // address contains the opening one.
        let address = rest[at..at + length].split(",http").next().unwrap_or("");
        let mut address = address.trim_end_matches(['.', ',', ';', ':']);
        while address.ends_with(')') && address.matches(')').count() > address.matches('(').count() {
            address = address[..address.len() - 1].trim_end_matches(['.', ',', ';', ':']);
        }
        parts.push(html! { @if at > 0 { (say(&rest[..at])) } (outward(address)) });
        rest = &rest[at + address.len()..];
    }
    html! { @for part in &parts { (part) } @if !rest.is_empty() { (say(rest)) } }
}

/// Writes an external source, which is either a web address or a text.
pub(super) fn source(text: &str) -> Markup {
    let address = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    if address && !text.contains(char::is_whitespace) { outward(text) } else { linked(text) }
}

fn outward(address: &str) -> Markup {
    html! { a href=(plain(address)) rel="noreferrer noopener external" { (say(&outside(address))) } }
}

/// Returns a readable label for a web address: the host, and the last part of the path.
fn outside(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, way) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.trim_start_matches("www.");
    let way = way.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    let last = decoded(way.rsplit('/').next().unwrap_or(""));
    let last: String = last.chars().map(|c| if c == '_' || c == '-' { ' ' } else { c }).collect();
    let last = last.trim_end_matches(".html").trim_end_matches(".htm");
    if last.is_empty() { host.to_string() } else { format!("{host}: {}", last.chars().take(70).collect::<String>()) }
}

/// Decodes percent-encoded bytes. Returns the text unchanged if the result is not UTF-8.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match hex.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the addresses that a text links to.
    fn addresses(markup: &Markup) -> Vec<&str> {
        markup.0.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn addresses_in_texts_are_whole() {
        let (a, b, c) = ("https://x.org/wiki/A,_B_(C)", "http://y.org/0,7340,L-4,00.html", "https://z.org/d");
        for text in [
            format!("one ({a}, {b}); or two ({c})"),
            format!("{a}, {b}, {c}."),
            format!("{a},{b};\n[{c}]"),
            format!("see ({a}); ({b}). \"{c}\""),
        ] {
            assert_eq!(addresses(&linked(&text)), [a, b, c], "{text}");
        }
        assert_eq!(addresses(&source(a)), [a]);
        assert_eq!(addresses(&source("https://x.org/a,b;c.")), ["https://x.org/a,b;c."]);
        assert_eq!(addresses(&source("The Times, 3 May 1990")), Vec::<&str>::new());
        assert!(addresses(&source("javascript:alert(1)")).is_empty());
    }
}
