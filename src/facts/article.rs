//! Splits a flat article into title, infobox fields, prose, lists and sections.

use std::ops::Range;

/// A `- Key: Value` line of the infobox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// The key as written.
    pub key: &'a str,
    /// The value, trimmed. May be empty.
    pub value: &'a str,
    /// The line of the file, from 1.
    pub line: usize,
}

/// The kind of a line of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Prose,
    /// An item of a bulleted list.
    Item,
}

/// A line of the body with its section. The section of the lead is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// Paragraph or list item.
    pub kind: BlockKind,
    /// The heading above the line.
    pub section: &'a str,
    /// The text without the bullet.
    pub text: &'a str,
    /// The line of the file, from 1.
    pub line: usize,
}

/// One article of a flat file.
#[derive(Debug, Clone, Default)]
pub struct Article<'a> {
    /// The title, without the equals signs.
    pub title: &'a str,
    /// The line of the title, from 1.
    pub title_line: usize,
    /// The fields of the infobox, in the order of their lines.
    pub fields: Vec<Field<'a>>,
    /// The lines of the body.
    pub blocks: Vec<Block<'a>>,
    /// The number of lines that were not read because the article has too many.
    pub left_out: usize,
}

/// The largest number of infobox lines that are read. Later lines are counted in [`Article::left_out`].
pub const MOST_FIELDS: usize = 2_000_000;
/// The largest number of body lines, and of sentences, that are read from an article.
pub const MOST_LINES: usize = 50_000;

impl<'a> Article<'a> {
    /// Adds a line of the infobox.
    fn push_field(&mut self, field: Field<'a>) {
        if self.fields.len() < MOST_FIELDS {
            self.fields.push(field);
        } else {
            self.left_out += 1;
        }
    }

    /// Adds a line of the body.
    fn push_block(&mut self, block: Block<'a>) {
        if self.blocks.len() < MOST_LINES {
            self.blocks.push(block);
        } else {
            self.left_out += 1;
        }
    }

    /// Returns the first field with this key (compared without case) and a value.
    pub fn field(&self, key: &str) -> Option<Field<'a>> {
        self.fields.iter().find(|f| f.key.eq_ignore_ascii_case(key) && !f.value.is_empty()).copied()
    }
}

/// Splits a flat file into its articles. Each article begins with a `= Title =` line. Text before the first title
/// becomes an article without a title. Linear.
pub fn articles(text: &str) -> Vec<Article<'_>> {
    let mut found: Vec<Article<'_>> = Vec::new();
    let (mut in_box, mut section) = (false, "");
    for (number, raw) in text.lines().enumerate() {
        let (line, number) = (without_comment(raw.trim()), number + 1);
        if line.is_empty() && !raw.trim().is_empty() {
            continue;
        }
        if is_title(line) {
            found.push(Article { title: line.trim_matches('=').trim(), title_line: number, ..Article::default() });
            (in_box, section) = (false, "");
            continue;
        }
        if line.is_empty() {
            in_box = in_box && found.last().is_some_and(|a| a.fields.is_empty());
            continue;
        }
        if found.is_empty() {
            found.push(Article { title_line: 1, ..Article::default() });
        }
        let Some(article) = found.last_mut() else { continue };
        if line == "Infobox" && article.blocks.is_empty() {
            in_box = true;
        } else if line.starts_with("==") && line.ends_with("==") && line.len() > 4 {
            (in_box, section) = (false, line.trim_matches('=').trim());
        } else if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            match item.split_once(':').filter(|_| in_box) {
                Some((key, value)) => {
                    article.push_field(Field { key: key.trim(), value: value.trim(), line: number });
                }
                None => article.push_block(Block { kind: BlockKind::Item, section, text: item.trim(), line: number }),
            }
        } else if in_box && line.starts_with('-') && line.contains(':') {
            let (key, value) = line[1..].split_once(':').unwrap_or((line, ""));
            article.push_field(Field { key: key.trim(), value: value.trim(), line: number });
        } else {
            in_box = false;
            article.push_block(Block { kind: BlockKind::Prose, section, text: line, line: number });
        }
    }
    found
}

/// Returns a line without the comment at its end, such as `<!-- hustings:ignore shares-sum -->`.
fn without_comment(line: &str) -> &str {
    match line.strip_suffix("-->").and_then(|rest| rest.rfind("<!--").map(|at| &rest[..at])) {
        Some(rest) => rest.trim_end(),
        None => line,
    }
}

/// Returns true if a line has the form `= Title =`, with exactly one equals sign on the left.
pub fn is_title(line: &str) -> bool {
    line.len() > 2 && line.starts_with('=') && line.ends_with('=') && !line.starts_with("==")
}

/// Returns true if a section lists the candidates, rather than those who declined, withdrew or made endorsements.
pub fn lists_candidates(section: &str) -> bool {
    let headings = [
        "candidates",
        "candidate",
        "nominees",
        "nominee",
        "declared",
        "declared candidates",
        "candidates for leader",
        "main candidates",
        "official candidates",
    ];
    headings.contains(&section.to_lowercase().as_str())
}

/// Returns the part of `text` before the first of the separators, trimmed.
pub fn before_any<'t>(text: &'t str, separators: &[&str]) -> &'t str {
    let end = separators.iter().filter_map(|s| text.find(s)).min().unwrap_or(text.len());
    text[Range { start: 0, end }].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_flat_article() {
        let text = "= A =\n\nInfobox\n- Key: v: w\n- Empty:\n\nLead.\n\n==S==\n- item: x\n= B =\nMore.\n";
        let found = articles(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].fields[0], Field { key: "Key", value: "v: w", line: 4 });
        assert_eq!(found[0].fields[1].value, "");
        assert_eq!(found[0].blocks[0].section, "");
        assert_eq!(found[0].blocks[1], Block { kind: BlockKind::Item, section: "S", text: "item: x", line: 10 });
        assert_eq!(found[1].title, "B");
    }
}
