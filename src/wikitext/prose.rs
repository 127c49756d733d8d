//! The running text of a page: paragraphs and list items, without boxes, tables and references.

use super::markup::{Markup, NodeKind, Span};

/// A paragraph or a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The heading above it; empty in the lead section.
    pub section: String,
    /// The displayed text, on one line.
    pub text: String,
    /// The line of the page on which it begins, from 1.
    pub line: usize,
    /// True for a list item.
    pub item: bool,
}

/// The number of characters after which a heading is cut, since each paragraph has a copy.
const LONGEST_SECTION: usize = 200;

/// The longest line that stands in the place of a heading, in bytes.
const LONGEST_TITLE: usize = 120;

/// Returns the text of a line that stands in the place of a heading: bold as a whole, or a term of a list (`;`).
fn bare_title(text: &str, start: usize, end: usize) -> Option<Span> {
    let line = text[start..end].trim();
    let from = start + (text[start..end].len() - text[start..end].trim_start().len());
    if line.len() > LONGEST_TITLE {
        return None;
    }
    if let Some(term) = line.strip_prefix(';') {
        return (!term.trim().is_empty() && !term.contains(':')).then(|| from + 1..from + line.len());
    }
    let bold = line.strip_suffix(':').unwrap_or(line);
    let inside = bold.strip_prefix("'''")?;
    let inside = inside.strip_suffix(':').unwrap_or(inside).strip_suffix("'''")?;
    (!inside.trim().is_empty() && !inside.contains("'''")).then(|| from..from + line.len())
}

/// Returns the lines of a page that stand in the place of headings, in order. Linear in the page.
pub fn bare_titles(markup: &Markup<'_>) -> Vec<Span> {
    logical_lines(markup).into_iter().filter_map(|(start, end)| bare_title(markup.text(), start, end)).collect()
}

/// Returns the running text of a page. Linear in the page.
pub fn paragraphs(markup: &Markup<'_>) -> Vec<Paragraph> {
    paragraphs_up_to(markup, usize::MAX).0
}

/// Returns the first `most` paragraphs of a page, and the number of lines of text left out after them. Linear in the
/// page.
pub fn paragraphs_up_to(markup: &Markup<'_>, most: usize) -> (Vec<Paragraph>, usize) {
    let mut left_out = 0;
    let text = markup.text();
    let mut found = Vec::new();
    let (mut section, mut tables) = (String::new(), 0_usize);
    let mut heading = String::new();
    for (start, end) in logical_lines(markup) {
        let raw = &text[start..end];
        let bare = raw.trim_start_matches([' ', '\t', ':']);
        if bare.starts_with("{|") {
            tables += 1;
            continue;
        }
        if tables > 0 {
            tables -= usize::from(bare.starts_with("|}"));
            continue;
        }
        let trimmed = raw.trim();
        if trimmed.starts_with("==") && trimmed.ends_with("==") && trimmed.len() > 4 {
            let from = start + raw.find("==").unwrap_or(0);
            let shown = markup.value(from..from + trimmed.len()).text;
            section = shown.trim_matches('=').trim().chars().take(LONGEST_SECTION).collect();
            heading.clone_from(&section);
            continue;
        }
        // Below the first heading, a bold line or a term heads what follows.
        if !section.is_empty()
            && let Some(title) = bare_title(text, start, end)
        {
            let title = markup.value(title).line();
            let title = title.trim_matches([':', ' ']);
            let is_dated = title.split(|c: char| !c.is_ascii_digit()).any(|word| word.len() == 4);
            let whole = if is_dated { title.to_string() } else { format!("{heading}: {title}") };
            section = whole.chars().take(LONGEST_SECTION).collect();
        }
        if bare.is_empty() || bare.starts_with(['|', '!']) || is_templates_only(markup, start, end) {
            continue;
        }
        if found.len() >= most {
            left_out += 1;
            continue;
        }
        let shown = markup.value(start..end).line();
        let shown = shown.trim();
        if !shown.is_empty() {
            let item = bare.starts_with(['*', '#', ';']);
            found.push(Paragraph { section: section.clone(), text: shown.to_string(), line: markup.line(start), item });
        }
    }
    (found, left_out)
}

/// Returns the byte ranges of the lines of a page. A line extends to the end of any template, reference or comment in
/// it.
pub(super) fn logical_lines(markup: &Markup<'_>) -> Vec<(usize, usize)> {
    logical_lines_in(markup, 0..markup.text().len())
}

/// Returns the lines of a range, such as the value of an argument, in the same way.
pub(crate) fn logical_lines_in(markup: &Markup<'_>, span: Span) -> Vec<(usize, usize)> {
    let text = &markup.text()[..span.end];
    let mut lines = Vec::new();
    let (mut start, mut at, mut node) = (span.start, span.start, markup.first_in(span.start));
    let end_of_line = |at: usize| memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
    let mut newline = end_of_line(start);
    while start < text.len() {
        // Searched once per line, even if the line has many links.
        if newline < at {
            newline = end_of_line(at);
        }
        while let Some(next) = markup.nodes.get(node).filter(|n| (n.end as usize) <= at) {
            node = (next.next as usize).max(node + 1);
        }
        match markup.nodes.get(node) {
            Some(next) if (next.start as usize) < newline && next.kind != NodeKind::Tag => {
                at = (next.end as usize).max(at);
                node = next.next as usize;
            }
            Some(next) if (next.start as usize) < newline => node = next.next as usize,
            _ => {
                lines.push((start, newline));
                start = newline + 1;
                at = start.min(text.len());
            }
        }
    }
    lines
}

/// The deepest nesting of templates in which lists are looked for.
const DEEPEST: usize = 4;

/// Returns the lines of a range as [`logical_lines_in`] does, and in the place of a template with a list, such as one
/// that sets it in columns, the lines of the list.
pub(crate) fn list_lines_in(markup: &Markup<'_>, span: Span) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    list_lines(markup, span, DEEPEST, &mut found);
    found
}

fn list_lines(markup: &Markup<'_>, span: Span, depth: usize, found: &mut Vec<(usize, usize)>) {
    let text = markup.text();
    for (from, to) in logical_lines_in(markup, span) {
        let is_template = text[from..to].trim_start().starts_with("{{");
        let mut lists: Vec<Span> = Vec::new();
        let mut end = 0;
        for template in markup.templates_in(from..to).filter(|_| is_template && depth > 0) {
            if template.span().start < end {
                continue;
            }
            end = template.span().end;
            let is_list = |value: &Span| {
                let own = text[value.clone()].trim_start();
                own.starts_with('*') || own.contains("\n*")
            };
            lists.extend(template.arguments().map(|argument| argument.value).filter(is_list));
        }
        if lists.is_empty() {
            found.push((from, to));
        }
        for list in lists {
            list_lines(markup, list, depth - 1, found);
        }
    }
}

/// Returns true if a line contains only templates, comments, references, tags and blanks.
fn is_templates_only(markup: &Markup<'_>, start: usize, end: usize) -> bool {
    let text = markup.text();
    let mut at = start;
    let mut index = markup.first_in(start);
    let mut any = false;
    while let Some(node) = markup.nodes.get(index).filter(|n| (n.start as usize) < end) {
        if !text[at.min(node.start as usize)..node.start as usize].trim().is_empty() {
            return false;
        }
        if !matches!(
            node.kind,
            NodeKind::Template | NodeKind::Comment | NodeKind::Reference | NodeKind::Opaque | NodeKind::Tag
        ) {
            return false;
        }
        any = true;
        at = node.end as usize;
        index = node.next as usize;
    }
    any && text[at.min(end)..end].trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_tables_and_references_are_no_prose() {
        let text = "{{Box\n| a = b\n}}\n'''A''' was [[b|held]].<ref>x\ny</ref> So.\n\n{| class=x\n| cell\n{|\n|}\n|}\n== H ==\n* item {{nowrap|a\nb}} c\n[[File:x.jpg|thumb|t]]\n";
        let markup = Markup::scan(text);
        let found = paragraphs(&markup);
        let shape: Vec<_> = found.iter().map(|p| (p.section.as_str(), p.text.as_str(), p.line, p.item)).collect();
        assert_eq!(shape, [("", "A was held. So.", 4, false), ("H", "item a b c", 13, true)]);
    }
}
