//! Wikitext for an editor to paste: succession boxes, a chain of infoboxes, timelines and tables. Hustings can read its
//! own output back.

mod boxes;
mod easytimeline;
mod infoboxes;
mod wikitable;

pub(super) use boxes::write as boxes;
pub(super) use easytimeline::write as easytimeline;
pub(super) use infoboxes::write as infoboxes;
pub(super) use wikitable::write as wikitable;

use super::Options;
use crate::graph::Selection;
use crate::wikitext::Date;
use std::io::{Result, Write};

/// Writes all four kinds of wikitext, each under a heading.
pub(super) fn all(selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    type Part = fn(&Selection<'_>, &Options, &mut dyn Write) -> Result<Vec<String>>;
    let parts: [(&str, Part); 4] = [
        ("Holders and contests", wikitable),
        ("Timelines", easytimeline),
        ("Succession boxes", boxes),
        ("Infoboxes", infoboxes),
    ];
    let mut notes = Vec::new();
    for (heading, part) in parts {
        writeln!(out, "== {heading} ==")?;
        notes.extend(part(selection, options, out)?);
        writeln!(out)?;
    }
    Ok(notes)
}

/// Writes a comment that describes the selection. Writes nothing if the whole graph is selected.
fn selected(selection: &Selection<'_>, out: &mut dyn Write) -> Result<()> {
    if selection.is_whole() {
        return Ok(());
    }
    writeln!(out, "<!-- Selected: {} -->", selection.words().replace("--", "– –"))
}

/// Escapes a text so that a wiki shows it as it is. The markup of links, templates, tables and tags becomes entities.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '[' => out.push_str("&#91;"),
            ']' => out.push_str("&#93;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '|' => out.push_str("&#124;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '~' => out.push_str("&#126;"),
            '\'' if out.ends_with('\'') => out.push_str("&#39;"),
            '_' if out.ends_with('_') => out.push_str("&#95;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Returns a link to the page with this name, or escaped plain text if the name cannot be a page title.
pub(in crate::view) fn link(name: &str) -> String {
    let titled = !name.is_empty()
        && name.len() < 256
        && !name.starts_with([':', '/', ' '])
        && name.chars().all(|c| !"#<>[]{}|_\u{fffd}&~".contains(c) && !c.is_control());
    if titled { format!("[[{name}]]") } else { plain(name) }
}

/// Returns a date in words, as articles write it, or a question mark if there is no date.
fn long(date: Option<Date>) -> String {
    date.map_or_else(|| "?".into(), Date::long)
}

/// Returns the key by which a sortable table sorts a date; empty if there is no date.
fn sort_key(date: Option<Date>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_markup() {
        assert_eq!(link("Shimon Peres"), "[[Shimon Peres]]");
        assert_eq!(link("a]] {{b|c}}"), "a&#93;&#93; &#123;&#123;b&#124;c&#125;&#125;");
        assert_eq!(plain("'''bold''' <ref>"), "'&#39;'bold'&#39;' &lt;ref&gt;");
    }
}
