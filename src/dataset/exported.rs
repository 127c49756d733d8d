//! Exports of wikis as text: where a page begins, and how its text is escaped.

use std::borrow::Cow;
use std::collections::HashMap;

/// Escapes a text as exports do, which leave apostrophes as they are.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    match crate::wikitext::xml(text) {
        Cow::Owned(text) => Cow::Owned(text.replace("&#39;", "'")),
        borrowed @ Cow::Borrowed(_) => borrowed,
    }
}

/// Returns true if the lines of a file are those of an export.
pub(super) fn is_export(lines: &[String]) -> bool {
    lines.iter().take(3).any(|line| line.contains("<mediawiki"))
}

/// Returns the number of lines before the text of each page of an export, by its escaped title. Linear in the lines.
pub(super) fn starts_of_pages(lines: &[String]) -> HashMap<String, usize> {
    let mut starts = HashMap::new();
    let mut title: Option<String> = None;
    for (at, line) in lines.iter().enumerate() {
        if let Some((_, rest)) = line.split_once("<title>") {
            title = rest.split_once("</title>").map(|(title, _)| title.to_string());
        }
        if line.contains("<text")
            && let Some(title) = title.take()
        {
            starts.entry(title).or_insert(at);
        }
    }
    starts
}
