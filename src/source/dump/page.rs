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

/// How the reading of a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read<'a> {
    /// It lies whole here: itself (where it has a title) and its length, end tag included.
    Whole(Option<RawPage<'a>>, usize),
    /// A tag of it is damaged; the next page begins so far on.
    Damaged(usize),
    /// It goes on behind these bytes, or is cut off.
    Open,
}

impl<'a> RawPage<'a> {
    /// Reads what stands between `<page>` and `</page>`.
    ///
    /// A text holds no `<`, so that the first one behind its beginning ends it; anything but `</text>` there is damage.
    pub(super) fn read(bytes: &'a [u8]) -> Read<'a> {
        let mut head_end = None;
        let mut text: &[u8] = &[];
        let mut revision_head: &[u8] = &[];
        let mut at = 0;
        let mut searched = 0;
        let end = loop {
            let Some(tag) = memchr::memchr(b'<', &bytes[searched..]).map(|n| searched + n) else { return Read::Open };
            let rest = &bytes[tag..];
            if rest.starts_with(b"</page>") {
                break tag + 7;
            }
            if rest.starts_with(b"<page>") {
                return Read::Damaged(tag);
            }
            if !rest.starts_with(b"<text") {
                if rest.len() < 7 {
                    return Read::Open;
                }
                searched = tag + 1;
                continue;
            }
            head_end.get_or_insert(tag);
            revision_head = &bytes[at..tag];
            let Some(tag_end) = memchr::memchr(b'>', rest).map(|n| tag + n + 1) else { return Read::Open };
            if bytes[tag_end - 2] == b'/' {
                (text, at) = (&[], tag_end);
            } else {
                let Some(close) = memchr::memchr(b'<', &bytes[tag_end..]).map(|n| tag_end + n) else {
                    return Read::Open;
                };
                let closing = &bytes[close..];
                if !closing.starts_with(b"</text>") {
                    if closing.len() < 7 {
                        return Read::Open;
                    }
                    let next = memmem::find(closing, b"<page>").map(|n| close + n);
                    return next.map_or(Read::Open, Read::Damaged);
                }
                text = &bytes[tag_end..close];
                at = close + 7;
            }
            searched = at;
        };
        let head = &bytes[..head_end.unwrap_or(end)];
        let Some(title) = between(head, b"<title>", b"</title>") else { return Read::Whole(None, end) };
        let namespace = between(head, b"<ns>", b"</ns>").and_then(number);
        let redirect = memmem::find(head, b"<redirect").map(|n| between(&head[n..], b"title=\"", b"\"").unwrap_or(&[]));
        let revision = memmem::find(revision_head, b"<revision>")
            .and_then(|n| between(&revision_head[n..], b"<id>", b"</id>"))
            .and_then(number);
        Read::Whole(Some(Self { title, namespace, redirect, revision, text }), end)
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
        let Read::Whole(page, length) = RawPage::read(xml) else { panic!("the page is whole") };
        assert_eq!(length, xml.len());
        let page = page.map(|p| p.page(0));
        let read = page.as_ref().map(|p| (p.title.as_ref(), p.revision, p.text.as_ref()));
        assert_eq!(read, Some(("A & B", Some(8), "y")));
        assert_eq!(RawPage::read(b"<title>A</title><text>x"), Read::Open);
        let damaged = b"<title>A</title><text>xXtext></page><page><title>B</title>";
        assert_eq!(RawPage::read(damaged), Read::Damaged(36));
        assert_eq!(RawPage::read(b"<title>A</title><text>x</text></pXge> <page>"), Read::Damaged(38));
    }

    #[test]
    fn old_redirects() {
        assert_eq!(redirect_of("#REDIRECT [[Foo bar#x]]"), Some("Foo bar"));
        assert_eq!(redirect_of("#WEITERLEITUNG [[Foo|x]]"), Some("Foo"));
        assert_eq!(redirect_of("# item"), None);
    }
}
