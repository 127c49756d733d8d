//! One page of an export.

use super::tag::{self, Is, Tag};
use std::borrow::Cow;

/// The beginning of a page's start tag.
pub(super) const PAGE: &[u8] = b"<page";
/// The beginning of the start tag of a revision's text.
const TEXT: &[u8] = b"<text";

/// A page of an export, without its XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DumpPage<'a> {
    /// The title.
    pub title: Cow<'a, str>,
    /// The namespace's number; 0 is the main one.
    pub namespace: i32,
    /// The revision's number, if the export gives one.
    pub revision: Option<u64>,
    /// The page that this one redirects to; `None` if it is not a redirect.
    pub redirect: Option<Cow<'a, str>>,
    /// The wikitext of the last revision.
    pub text: Cow<'a, str>,
    /// True if invalid UTF-8 was replaced.
    pub damaged: bool,
}

/// The parts of a page before decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawPage<'a> {
    title: &'a [u8],
    pub namespace: Option<i32>,
    pub redirect: Option<&'a [u8]>,
    revision: Option<u64>,
    pub text: &'a [u8],
}

fn number<T: std::str::FromStr>(bytes: &[u8]) -> Option<T> {
    std::str::from_utf8(bytes).ok()?.trim().parse().ok()
}

/// How the reading of a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read<'a> {
    /// The page is whole. Holds the page, if it has a title, and its length, end tag included.
    Whole(Option<RawPage<'a>>, usize),
    /// A tag of the page is damaged. Holds the number of bytes up to the next page.
    Damaged(usize),
    /// The page continues past these bytes, or is cut off.
    Open,
}

/// The result of looking for a revision's text within a page.
enum Text<'a> {
    /// The text, and the offset where its element ends.
    Found(&'a [u8], usize),
    Other(Read<'a>),
}

impl<'a> RawPage<'a> {
    /// Reads the page whose start tag is at the beginning of `bytes`.
    pub(super) fn read(bytes: &'a [u8]) -> Read<'a> {
        let content = match tag::start(bytes, PAGE) {
            Tag::Whole(start) if start.empty => return Read::Whole(None, start.length),
            Tag::Whole(start) => start.length,
            Tag::Damaged(at) => return next_page(bytes, at),
            Tag::Cut => return Read::Open,
        };
        let mut head_end = None;
        let mut text: &[u8] = &[];
        let mut revision_head: &[u8] = &[];
        let (mut at, mut searched) = (content, content);
        let (inner, end) = loop {
            let Some(tag) = memchr::memchr(b'<', &bytes[searched..]).map(|n| searched + n) else { return Read::Open };
            let rest = &bytes[tag..];
            match tag::closes(rest, b"</page") {
                Ok(length) => break (tag, tag + length),
                Err(Is::Cut) => return Read::Open,
                Err(_) => {}
            }
            match (tag::opens(rest, PAGE), tag::opens(rest, TEXT)) {
                (Is::Yes, _) => return Read::Damaged(tag),
                (Is::Cut, _) | (_, Is::Cut) => return Read::Open,
                (_, Is::No) => searched = tag + 1,
                (_, Is::Yes) => {
                    head_end.get_or_insert(tag);
                    revision_head = &bytes[at..tag];
                    match text_at(bytes, tag) {
                        Text::Found(found, behind) => (text, at, searched) = (found, behind, behind),
                        Text::Other(read) => return read,
                    }
                }
            }
        };
        let head = &bytes[content..head_end.unwrap_or(inner)];
        let title = |part| tag::element(part, b"<title", b"</title").filter(|title| !is_blank(title));
        let Some(title) = title(head).or_else(|| title(&bytes[at..inner])) else { return Read::Whole(None, end) };
        let namespace = tag::element(head, b"<ns", b"</ns").and_then(number);
        let redirect = tag::find_open(head, b"<redirect").map(|n| match tag::start(&head[n..], b"<redirect") {
            Tag::Whole(start) => tag::attribute(start.attributes, b"title").unwrap_or(&[]),
            _ => &[],
        });
        let revision = tag::find_open(revision_head, b"<revision")
            .and_then(|n| tag::element(&revision_head[n..], b"<id", b"</id"))
            .and_then(number);
        Read::Whole(Some(Self { title, namespace, redirect, revision, text }), end)
    }

    /// Returns the title, decoded.
    pub(super) fn title(&self) -> Cow<'a, str> {
        match decode(self.title).0 {
            Cow::Borrowed(title) => Cow::Borrowed(title.trim()),
            Cow::Owned(title) => Cow::Owned(title.trim().to_string()),
        }
    }

    /// Returns the page with its text decoded.
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

/// Reads the text whose start tag begins at `at`. A text contains no `<`, so the first `<` after its beginning ends it;
/// if that is not `</text>`, the page is damaged.
fn text_at(bytes: &[u8], at: usize) -> Text<'_> {
    let start = match tag::start(&bytes[at..], TEXT) {
        Tag::Whole(start) => start,
        Tag::Damaged(length) => return Text::Other(next_page(bytes, at + length)),
        Tag::Cut => return Text::Other(Read::Open),
    };
    let begin = at + start.length;
    if start.empty {
        return Text::Found(&[], begin);
    }
    let Some(end) = memchr::memchr(b'<', &bytes[begin..]).map(|n| begin + n) else { return Text::Other(Read::Open) };
    match tag::closes(&bytes[end..], b"</text") {
        Ok(length) => Text::Found(&bytes[begin..end], end + length),
        Err(Is::Cut) => Text::Other(Read::Open),
        Err(_) => Text::Other(next_page(bytes, end)),
    }
}

/// Skips from damage at an offset to the next page.
fn next_page(bytes: &[u8], damage: usize) -> Read<'_> {
    tag::find_open(&bytes[damage..], PAGE).map_or(Read::Open, |n| Read::Damaged(damage + n))
}

/// Returns true if a title is empty or blank.
fn is_blank(title: &[u8]) -> bool {
    title.trim_ascii().is_empty() || title.len() < 32 && decode(title).0.trim().is_empty()
}

/// Returns the target of a text that is a redirect, for exports too old to mark redirects.
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

/// Decodes bytes as text and XML entities, once. A bare `&` and the entities of HTML are kept. The second value is true
/// if invalid UTF-8 was replaced.
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

/// Returns the entity at the beginning of a text, as its character and its length.
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
        let xml = b"<page><title>A &amp; B</title><ns>0</ns><id>1</id><revision><id>7</id><text bytes=\"1\">x</text></revision><revision><id>8</id><text>y</text></revision></page>";
        let Read::Whole(page, length) = RawPage::read(xml) else { panic!("the page is whole") };
        assert_eq!(length, xml.len());
        let page = page.map(|p| p.page(0));
        let read = page.as_ref().map(|p| (p.title.as_ref(), p.revision, p.text.as_ref()));
        assert_eq!(read, Some(("A & B", Some(8), "y")));
        assert_eq!(RawPage::read(b"<page><title>A</title><text>x"), Read::Open);
        let damaged = b"<page><title>A</title><text>xXtext></page><page><title>B</title>";
        assert_eq!(RawPage::read(damaged), Read::Damaged(42));
        assert_eq!(RawPage::read(b"<page><title>A</title><text>x</text></pXge> <page>"), Read::Damaged(44));
    }

    #[test]
    fn tags_may_have_spaces_and_attributes() {
        let read = |xml: &'static str| match RawPage::read(xml.as_bytes()) {
            Read::Whole(page, length) if length == xml.len() => page.map(|p| p.page(p.namespace.unwrap_or(-1))),
            other => panic!("{xml}: {other:?}"),
        };
        let page = read(
            "<page\n xml:id='a>b' ><title lang=\"en\">\n A </title ><ns >\n4</ns><redirect\n title = 'B'\n/><revision ><id\n>7</id ><text\n bytes='1'\n>x</text\n></revision></page >",
        );
        let found = page.as_ref().map(|p| (&*p.title, p.namespace, p.redirect.as_deref(), p.revision, &*p.text));
        assert_eq!(found, Some(("A", 4, Some("B"), Some(7), "x")));
        let page = read("<page><revision><text /></revision><title>Late</title></page>");
        assert_eq!(page.map(|p| (p.title.into_owned(), p.text.len())), Some(("Late".into(), 0)));
        for untitled in
            ["<page/>", "<page></page>", "<page><title/><text>x</text></page>", "<page><title> &#32;</title></page>"]
        {
            assert_eq!(read(untitled), None);
        }
    }

    #[test]
    fn old_redirects() {
        assert_eq!(redirect_of("#REDIRECT [[Foo bar#x]]"), Some("Foo bar"));
        assert_eq!(redirect_of("#WEITERLEITUNG [[Foo|x]]"), Some("Foo"));
        assert_eq!(redirect_of("# item"), None);
    }
}
