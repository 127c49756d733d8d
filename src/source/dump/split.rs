//! Splits blocks of bytes into pages.

use super::page::{PAGE, RawPage, Read};
use super::tag::{self, Tag};

/// The parts of a block outside of its whole pages. They belong to pages that cross its edges.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// The offset of the first page that begins in the block; the length of the block if none does.
    pub first: usize,
    /// The offset of the rest that was not read, after the last whole page.
    pub rest: usize,
}

/// A page that is whole within a block.
pub(super) enum Piece<'a> {
    Page(RawPage<'a>),
    /// A page without a title.
    Untitled,
    /// A page with damaged tags, as the bytes up to the next page.
    Damaged(&'a [u8]),
}

/// Visits every page that is whole within a block.
pub(super) fn pages<'a>(block: &'a [u8], mut visit: impl FnMut(Piece<'a>)) -> Edges {
    let Some(first) = tag::find_open(block, PAGE) else { return Edges { first: block.len(), rest: block.len() } };
    let mut at = first;
    loop {
        let behind = match RawPage::read(&block[at..]) {
            Read::Whole(page, length) => {
                visit(page.map_or(Piece::Untitled, Piece::Page));
                at + length
            }
            Read::Damaged(length) => {
                visit(Piece::Damaged(&block[at..at + length]));
                at + length
            }
            Read::Open => return Edges { first, rest: at },
        };
        match tag::find_open(&block[behind..], PAGE) {
            Some(next) => at = behind + next,
            None => return Edges { first, rest: behind },
        }
    }
}

/// Returns the title of a page that begins with these bytes; `None` if there is none in the first 4,096 bytes.
pub(super) fn title_in(head: &[u8]) -> Option<String> {
    let title = tag::element(&head[..head.len().min(4096)], b"<title", b"</title")?;
    Some(String::from_utf8_lossy(title).trim().to_string()).filter(|t| !t.is_empty())
}

/// Returns the names of the namespaces that an export's head declares and of MediaWiki's own, in lower case, without
/// the main one.
pub(super) fn namespaces(head: &[u8]) -> Vec<(String, i32)> {
    let mut declared = Vec::new();
    let mut rest = head;
    while let Some(at) = tag::find_open(rest, NAMESPACE) {
        let element = &rest[at..];
        if let Tag::Whole(start) = tag::start(element, NAMESPACE) {
            let key = tag::attribute(start.attributes, b"key").and_then(|k| std::str::from_utf8(k).ok()?.parse().ok());
            let name = tag::element(element, NAMESPACE, b"</namespace").unwrap_or_default();
            let name = String::from_utf8_lossy(name).trim().to_lowercase();
            declared.extend(key.filter(|_| !name.is_empty()).map(|key: i32| (name, key)));
        }
        rest = &element[NAMESPACE.len()..];
    }
    let mut all: Vec<(String, i32)> = declared;
    for (number, name) in CANONICAL.iter().enumerate() {
        if !all.iter().any(|(n, _)| n == name) {
            all.push(((*name).to_string(), number as i32 + 1));
        }
    }
    all
}

/// The beginning of the declaration of a namespace.
const NAMESPACE: &[u8] = b"<namespace";

/// MediaWiki's own names of its namespaces, numbered from 1.
const CANONICAL: [&str; 15] = [
    "talk",
    "user",
    "user talk",
    "project",
    "project talk",
    "file",
    "file talk",
    "mediawiki",
    "mediawiki talk",
    "template",
    "template talk",
    "help",
    "help talk",
    "category",
    "category talk",
];

/// Returns the namespace of a title, for exports too old to give its number.
pub(super) fn namespace_of(title: &str, namespaces: &[(String, i32)]) -> i32 {
    let Some((prefix, _)) = title.split_once(':') else { return 0 };
    let prefix = prefix.trim().replace('_', " ").to_lowercase();
    namespaces.iter().find(|(name, _)| *name == prefix).map_or(0, |(_, key)| *key)
}
