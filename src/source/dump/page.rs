//! One page of an export.

use memchr::memmem;
use std::borrow::Cow;

/// A page of an export, its XML taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DumpPage<'a> {
    /// The title.
    pub title: Cow<'a, str>,
    /// The namespace's number; 0 is the main one.
    pub namespace: i32,
    /// The revision's number, where the export says.
    pub revision: Option<u64>,
    /// The page that this one redirects to.
    pub redirect: Option<Cow<'a, str>>,
    /// The wikitext of the last revision.
    pub text: Cow<'a, str>,
    /// Whether bytes that are no UTF-8 were replaced.
    pub damaged: bool,
}

/// The parts of a page before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawPage<'a> {
    title: &'a [u8],
    pub namespace: Option<i32>,
    pub redirect: Option<&'a [u8]>,
    revision: Option<u64>,
    pub text: &'a [u8],
}

/// Between the end of one thing and the beginning of another.
fn between<'a>(bytes: &'a [u8], open: &[u8], close: &[u8]) -> Option<&'a [u8]> {
    let start = memmem::find(bytes, open)? + open.len();
    let length = memmem::find(&bytes[start..], close)?;
    Some(&bytes[start..start + length])
}

fn number<T: std::str::FromStr>(bytes: &[u8]) -> Option<T> {
    std::str::from_utf8(bytes).ok()?.trim().parse().ok()
}

impl<'a> RawPage<'a> {
    /// Reads what stands between `<page>` and `</page>`; gives the length of both tags and all between, or `None`
    /// where the page does not end in these bytes.
    pub(super) fn read(bytes: &'a [u8]) -> Option<(Option<Self>, usize)> {
        // The text can hold no tag, so that its end is searched for once and the page's end stands close behind.
        let mut head_end = None;
        let mut text: &[u8] = &[];
        let mut revision_head: &[u8] = &[];
        let mut at = 0;
        let end = loop {
            let rest = &bytes[at..];
            let close = memmem::find(&rest[..rest.len().min(WINDOW)], b"</page>");
            let open = memmem::find(&rest[..close.unwrap_or(rest.len())], b"<text");
            // A page without any text must not take the next one's.
            let open = open
                .filter(|open| close.is_some() || *open < WINDOW || memmem::find(&rest[..*open], b"</page>").is_none());
            match (open, close) {
                (Some(open), _) => {
                    head_end.get_or_insert(at + open);
                    revision_head = &rest[..open];
                    let tag = at + open;
                    let tag_end = tag + memchr::memchr(b'>', &bytes[tag..])? + 1;
                    if bytes[tag_end - 2] == b'/' {
                        text = &[];
                        at = tag_end;
                    } else {
                        let length = memmem::find(&bytes[tag_end..], b"</text>")?;
                        text = &bytes[tag_end..tag_end + length];
                        at = tag_end + length + 7;
                    }
                }
                (None, Some(close)) => break at + close + 7,
                (None, None) => break at + memmem::find(rest, b"</page>")? + 7,
            }
        };
        let head = &bytes[..head_end.unwrap_or(end)];
        let Some(title) = between(head, b"<title>", b"</title>") else { return Some((None, end)) };
        let namespace = between(head, b"<ns>", b"</ns>").and_then(number);
        let redirect = memmem::find(head, b"<redirect").map(|n| between(&head[n..], b"title=\"", b"\"").unwrap_or(&[]));
        let revision = memmem::find(revision_head, b"<revision>")
            .and_then(|n| between(&revision_head[n..], b"<id>", b"</id>"))
            .and_then(number);
        Some((Some(Self { title, namespace, redirect, revision, text }), end))
    }

    /// The title, decoded.
    pub(super) fn title(&self) -> Cow<'a, str> {
        decode(self.title).0
    }

    /// The page with its text decoded.
    pub(super) fn page(&self, namespace: i32) -> DumpPage<'a> {
        let (text, damaged) = decode(self.text);
        let redirect =
            self.redirect.map(|r| decode(r).0).or_else(|| redirect_of(&text).map(|t| Cow::Owned(t.to_string())));
        let title = self.title();
        DumpPage {
            title,
            namespace,
            revision: self.revision,
            redirect: redirect.filter(|r| !r.is_empty()),
            text,
            damaged,
        }
    }
}

/// How far behind a text the page's end is looked for before anything else.
const WINDOW: usize = 4096;

/// The target of a text that is a redirect, for exports too old to say so.
fn redirect_of(text: &str) -> Option<&str> {
    let head = text.trim_start();
    let word = head.strip_prefix('#')?;
    let words = ["redirect", "weiterleitung", "redirection", "redirección", "הפניה", "転送"];
    let lower: String = word.chars().take(14).flat_map(char::to_lowercase).collect();
    words.iter().find(|w| lower.starts_with(**w))?;
    let link = word.find("[[")?;
    let target = &word[link + 2..];
    let end = target.find(['|', ']', '#', '\n'])?;
    Some(target[..end].trim())
}

/// Bytes as text with XML's entities decoded, once; a bare `&` and entities of HTML stay as they are. The second value
/// says whether bytes were replaced that are no UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (text, damaged) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (String::from_utf8_lossy(bytes), true),
    };
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return (text, damaged) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        match entity(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    (Cow::Owned(out), damaged)
}

/// The entity at the beginning of a text and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    for (name, c) in [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"'), ("&apos;", '\'')] {
        if text.starts_with(name) {
            return Some((c, name.len()));
        }
    }
    let body = text.strip_prefix("&#")?;
    let end = body.bytes().take(9).position(|b| b == b';')?;
    let digits = &body[..end];
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((char::from_u32(code)?, end + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(decode(b"a &amp;lt; &lt;b&gt; &#039; &nbsp; & c &#x41;").0, "a &lt; <b> ' &nbsp; & c A");
        let (text, damaged) = decode(b"a\xFFb");
        assert_eq!((text.as_ref(), damaged), ("a\u{FFFD}b", true));
    }

    #[test]
    fn a_page_of_several_revisions_gives_the_last() {
        let xml = b"<title>A &amp; B</title><ns>0</ns><id>1</id><revision><id>7</id><text bytes=\"1\">x</text></revision><revision><id>8</id><text>y</text></revision></page>";
        let (page, length) = RawPage::read(xml).unwrap_or((None, 0));
        assert_eq!(length, xml.len());
        let page = page.map(|p| p.page(0));
        assert_eq!(
            page.as_ref().map(|p| (p.title.as_ref(), p.revision, p.text.as_ref())),
            Some(("A & B", Some(8), "y"))
        );
        assert!(RawPage::read(b"<title>A</title><text>x").is_none());
    }

    #[test]
    fn old_redirects() {
        assert_eq!(redirect_of("#REDIRECT [[Foo bar#x]]"), Some("Foo bar"));
        assert_eq!(redirect_of("#WEITERLEITUNG [[Foo|x]]"), Some("Foo"));
        assert_eq!(redirect_of("# item"), None);
    }
}
