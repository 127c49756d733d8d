//! XML tags, as far as exports need them. Spaces, line ends, attributes and both kinds of quotes are allowed wherever
//! XML allows them. Names are given with the characters before them: `<page`, `</page`.

use memchr::memmem;

/// The answer to the question whether bytes begin with a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Yes,
    No,
    /// The bytes end too early to decide.
    Cut,
}

/// The result of reading a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag<'a> {
    Whole(Start<'a>),
    /// Another tag begins within this one, at this offset.
    Damaged(usize),
    /// The bytes end within the tag.
    Cut,
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start<'a> {
    /// Its length in bytes.
    pub length: usize,
    /// The bytes between its name and its end.
    pub attributes: &'a [u8],
    /// True if the tag closes itself: `<text/>`.
    pub empty: bool,
}

/// Determines whether bytes begin with a start tag of this name.
pub(super) fn opens(bytes: &[u8], name: &[u8]) -> Is {
    match bytes.get(name.len()) {
        None if name.starts_with(bytes) || bytes == name => Is::Cut,
        Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') if bytes.starts_with(name) => Is::Yes,
        _ => Is::No,
    }
}

/// Returns the length of the end tag of this name at the beginning of `bytes`. Returns `Err(Is::Cut)` if the bytes end
/// within it.
pub(super) fn closes(bytes: &[u8], name: &[u8]) -> Result<usize, Is> {
    if name.starts_with(bytes) {
        return Err(Is::Cut);
    }
    let rest = bytes.strip_prefix(name).ok_or(Is::No)?;
    let spaces = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    match rest.get(spaces) {
        None => Err(Is::Cut),
        Some(b'>') => Ok(name.len() + spaces + 1),
        Some(_) => Err(Is::No),
    }
}

/// Returns the offset of the first start tag of this name.
pub(super) fn find_open(bytes: &[u8], name: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, name).find(|at| opens(&bytes[*at..], name) == Is::Yes)
}

/// Reads the start tag at the beginning of `bytes`.
pub(super) fn start<'a>(bytes: &'a [u8], name: &[u8]) -> Tag<'a> {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(name.len()) {
        match (quote, byte) {
            // XML allows no '<' within a tag, quoted or not.
            (_, b'<') => return Tag::Damaged(at),
            (Some(open), _) if open == *byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'>') => {
                let inner = &bytes[name.len()..at];
                let attributes = inner.strip_suffix(b"/").unwrap_or(inner);
                return Tag::Whole(Start { length: at + 1, attributes, empty: attributes.len() < inner.len() });
            }
            _ => {}
        }
    }
    Tag::Cut
}

/// Returns the content of the first element of this name; empty if the element closes itself.
pub(super) fn element<'a>(bytes: &'a [u8], open: &[u8], close: &[u8]) -> Option<&'a [u8]> {
    let rest = &bytes[find_open(bytes, open)?..];
    let Tag::Whole(tag) = start(rest, open) else { return None };
    if tag.empty {
        return Some(&[]);
    }
    let inner = &rest[tag.length..];
    let end = memmem::find_iter(inner, close).find(|at| closes(&inner[*at..], close).is_ok())?;
    Some(&inner[..end])
}

/// Returns the value of an attribute, without its quotes.
pub(super) fn attribute<'a>(attributes: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = attributes;
    loop {
        let equals = memchr::memchr(b'=', rest)?;
        let key = rest[..equals].trim_ascii();
        let value = rest[equals + 1..].trim_ascii_start();
        let quote = *value.first().filter(|b| matches!(b, b'"' | b'\''))?;
        let length = memchr::memchr(quote, &value[1..])?;
        if key == name {
            return Some(&value[1..=length]);
        }
        rest = &value[length + 2..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_spaces_and_attributes() {
        assert_eq!(opens(b"<page>", b"<page"), Is::Yes);
        assert_eq!(opens(b"<page\n", b"<page"), Is::Yes);
        assert_eq!(opens(b"<pages>", b"<page"), Is::No);
        assert_eq!(opens(b"<pag", b"<page"), Is::Cut);
        assert_eq!(closes(b"</text \n>", b"</text"), Ok(9));
        assert_eq!(closes(b"</texts>", b"</text"), Err(Is::No));
        assert_eq!(closes(b"</text ", b"</text"), Err(Is::Cut));
        let read = |bytes: &'static [u8]| start(bytes, b"<text");
        assert_eq!(read(b"<text a='>' />x"), Tag::Whole(Start { length: 14, attributes: b" a='>' ", empty: true }));
        assert_eq!(read(b"<text a=\"<b>"), Tag::Damaged(9));
        assert_eq!(read(b"<text a=\"x>"), Tag::Cut);
        assert_eq!(element(b"<x/><title\n lang='en'>A</title >", b"<title", b"</title"), Some(b"A".as_slice()));
        assert_eq!(element(b"<title/>", b"<title", b"</title"), Some(b"".as_slice()));
        let attributes = b" id='title=\"x\"' title = \"A 'b'\"";
        assert_eq!(attribute(attributes, b"title"), Some(b"A 'b'".as_slice()));
        assert_eq!(attribute(attributes, b"other"), None);
    }
}
