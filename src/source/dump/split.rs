//! Blocks of bytes into pages.

use super::page::{RawPage, Read};
use memchr::memmem;

/// A block of an export taken apart: whole pages, and what belongs to pages that lie across its edges.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// Where the first page that begins here begins; the length of the block where none does.
    pub first: usize,
    /// Where what was not read begins: behind the last whole page.
    pub rest: usize,
}

/// Visits every page that lies whole in a block; of one whose tags are damaged, what it begins with.
pub(super) fn pages<'a>(
    block: &'a [u8],
    mut visit: impl FnMut(RawPage<'a>),
    mut damaged: impl FnMut(&'a [u8]),
) -> Edges {
    let Some(first) = memmem::find(block, b"<page>") else { return Edges { first: block.len(), rest: block.len() } };
    let mut at = first;
    loop {
        let content = at + 6;
        let behind = match RawPage::read(&block[content..]) {
            Read::Whole(page, length) => {
                page.into_iter().for_each(&mut visit);
                content + length
            }
            Read::Damaged(length) => {
                damaged(&block[content..content + length]);
                content + length
            }
            Read::Open => return Edges { first, rest: at },
        };
        match memmem::find(&block[behind..], b"<page>") {
            Some(next) => at = behind + next,
            None => return Edges { first, rest: behind },
        }
    }
}

/// The title of a page that begins so, quoted and with a colon before it; empty where none is to be seen.
pub(super) fn title_in(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let title = text.split_once("<title>").and_then(|(_, t)| t.split_once("</title>")).map(|(t, _)| t.to_string());
    title.map_or_else(String::new, |t| format!(": {}", crate::source::quote(&t)))
}

/// The names of the namespaces that an export's head declares, main one left out, in small letters.
pub(super) fn namespaces(head: &[u8]) -> Vec<(String, i32)> {
    let text = String::from_utf8_lossy(head);
    let declared = text.split("<namespace ").skip(1).filter_map(|n| {
        let key = n.split_once("key=\"")?.1.split('"').next()?.parse().ok()?;
        let name = n.split_once('>')?.1.split('<').next()?.trim().to_lowercase();
        (!name.is_empty()).then_some((name, key))
    });
    let mut all: Vec<(String, i32)> = declared.collect();
    for (number, name) in CANONICAL.iter().enumerate() {
        if !all.iter().any(|(n, _)| n == name) {
            all.push(((*name).to_string(), number as i32 + 1));
        }
    }
    all
}

/// MediaWiki's own names of its namespaces, from 1.
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

/// The namespace of a title, for exports too old to give its number.
pub(super) fn namespace_of(title: &str, namespaces: &[(String, i32)]) -> i32 {
    let Some((prefix, _)) = title.split_once(':') else { return 0 };
    let prefix = prefix.trim().replace('_', " ").to_lowercase();
    namespaces.iter().find(|(name, _)| *name == prefix).map_or(0, |(_, key)| *key)
}
