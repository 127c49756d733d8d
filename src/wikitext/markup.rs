//! The markup of a page as a tree: templates, links, references, comments and tags, each with its byte range.

use super::name::{is_template_name, template_name};
use super::scan::Scanner;
use std::borrow::Cow;
use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::OnceLock;

/// A byte range of the page's text.
pub type Span = Range<usize>;

/// A kind of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// `{{name|argument|…}}`.
    Template,
    /// `{{{name|default}}}`, a parameter in the text of a template.
    Parameter,
    /// `[[target|text]]`.
    Link,
    /// `<ref>…</ref>` or `<ref … />`.
    Reference,
    /// `<!-- … -->`.
    Comment,
    /// `<nowiki>`, `<pre>`: their content is plain text.
    Verbatim,
    /// `<math>`, `<gallery>` and the like: their content is not text of the page.
    Opaque,
    /// Any other tag, opening or closing, without its content.
    Tag,
}

/// A piece of markup. Nodes are sorted by start; an outer node precedes the nodes inside it.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub kind: NodeKind,
    pub start: u32,
    pub end: u32,
    /// The index range of its parts: a template's name and arguments, a link's target and text.
    pub parts: Range<u32>,
    /// The index of the first node after this one and all nodes inside it.
    pub next: u32,
}

/// The text between two pipes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub start: u32,
    pub end: u32,
    /// The position of the first equals sign, if there is one.
    pub equals: Option<NonZeroU32>,
}

/// The text of a page and its markup.
///
/// [`Markup::scan`] builds it in one pass without recursion. Time and memory are linear in the text, except that the
/// nodes are sorted once; there is at most about one node for five bytes. Unclosed markup affects only its own
/// paragraph.
#[derive(Debug)]
pub struct Markup<'t> {
    text: &'t str,
    pub(super) nodes: Vec<Node>,
    pub(super) parts: Vec<Part>,
    lines: OnceLock<Vec<u32>>,
}

/// A template of a page.
#[derive(Debug, Clone, Copy)]
pub struct Template<'m> {
    markup: &'m Markup<'m>,
    index: usize,
}

/// An argument of a template.
#[derive(Debug, Clone)]
pub struct Argument<'m> {
    /// The name as written, trimmed and without comments; for a positional argument, its number.
    pub name: Cow<'m, str>,
    /// True if the argument has no name.
    pub positional: bool,
    /// The byte range of the value; surrounding blanks are trimmed if the argument is named.
    pub value: Span,
}

impl<'t> Markup<'t> {
    /// Reads the markup of any text; never fails.
    ///
    /// Braces pair as in MediaWiki's preprocessor. A template that is not closed before the page ends or a heading
    /// begins ends with the line of its last argument that begins a line. If a template inside a line took the closing
    /// braces of the box around it, it ends with its line and the box gets the braces back. Only the first 4 GB of a
    /// text are read.
    pub fn scan(text: &'t str) -> Self {
        let mut bound = text.len().min(u32::MAX as usize - 8);
        while !text.is_char_boundary(bound) {
            bound -= 1;
        }
        let text = &text[..bound];
        let (nodes, parts) = Scanner::new(text).run();
        Self { text, nodes, parts, lines: OnceLock::new() }
    }

    /// Returns the text that was scanned.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the line, from 1, that contains a byte.
    pub fn line(&self, at: usize) -> usize {
        let starts =
            self.lines.get_or_init(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|n| n as u32).collect());
        1 + starts.partition_point(|newline| (*newline as usize) < at)
    }

    /// Returns every template in order of its start, including nested ones and those in references.
    pub fn templates(&self) -> impl Iterator<Item = Template<'_>> {
        self.templates_in(0..self.text.len())
    }

    /// Returns the templates that begin in a range.
    pub fn templates_in(&self, span: Span) -> impl Iterator<Item = Template<'_>> {
        let first = self.first_in(span.start);
        self.nodes[first..]
            .iter()
            .enumerate()
            .take_while(move |(_, n)| (n.start as usize) < span.end)
            .filter(|(_, n)| n.kind == NodeKind::Template)
            .map(move |(i, _)| Template { markup: self, index: first + i })
    }

    /// Returns the pages that the page links to, without files and categories, in order and with repetitions.
    pub fn link_targets(&self) -> impl Iterator<Item = String> {
        self.nodes.iter().filter(|n| n.kind == NodeKind::Link).filter_map(|n| {
            let target = self.parts_of(n).first()?;
            super::value::link_target(&self.raw(target.span()))
        })
    }

    /// Returns the line of a comment that is not closed and so hides the rest of the page.
    pub fn unclosed_comment(&self) -> Option<usize> {
        let last = self.nodes.iter().rfind(|n| n.kind == NodeKind::Comment)?;
        let open = last.end as usize == self.text.len() && !self.text.ends_with("-->");
        open.then(|| self.line(last.start as usize))
    }

    /// Returns the index of the first node that begins at or after a byte.
    pub(super) fn first_in(&self, start: usize) -> usize {
        self.nodes.partition_point(|n| (n.start as usize) < start)
    }

    pub(super) fn parts_of(&self, node: &Node) -> &[Part] {
        &self.parts[node.parts.start as usize..node.parts.end as usize]
    }

    /// Returns the text of a range, trimmed and without comments.
    pub fn raw(&self, span: Span) -> Cow<'t, str> {
        let mut out = Cow::Borrowed("");
        let mut at = span.start;
        let mut index = self.first_in(span.start);
        while let Some(node) = self.nodes.get(index).filter(|n| (n.start as usize) < span.end) {
            if node.kind == NodeKind::Comment {
                out += &self.text[at..(node.start as usize).max(at)];
                at = (node.end as usize).min(span.end).max(at);
            }
            index += 1;
        }
        out += &self.text[at..span.end.max(at)];
        match out {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
        }
    }
}

impl Part {
    pub(super) fn span(self) -> Span {
        self.start as usize..self.end as usize
    }
}

impl<'m> Template<'m> {
    fn node(&self) -> &'m Node {
        &self.markup.nodes[self.index]
    }

    pub(super) fn of(markup: &'m Markup<'m>, index: usize) -> Self {
        Self { markup, index }
    }

    /// Returns the byte range of the template, including the braces.
    pub fn span(&self) -> Span {
        self.node().start as usize..self.node().end as usize
    }

    /// Returns the line on which the template begins, from 1.
    pub fn line(&self) -> usize {
        self.markup.line(self.node().start as usize)
    }

    /// Returns the name as written, without comments.
    pub fn raw_name(&self) -> Cow<'m, str> {
        let name = self.markup.parts_of(self.node()).first().map_or(0..0, |p| p.span());
        self.markup.raw(name)
    }

    /// Returns the normalized name, as by [`template_name`].
    pub fn name(&self) -> String {
        template_name(&self.raw_name())
    }

    /// Returns the arguments as written, including repeated and empty ones.
    pub fn arguments(&self) -> impl Iterator<Item = Argument<'m>> + use<'m> {
        let markup = self.markup;
        let mut count = 0;
        markup.parts_of(self.node()).iter().skip(1).map(move |part| match part.equals {
            Some(equals) => Argument {
                name: markup.raw(part.start as usize..equals.get() as usize),
                positional: false,
                value: trimmed(markup.text, equals.get() as usize + 1..part.end as usize),
            },
            None => {
                count += 1;
                Argument { name: Cow::Owned(count.to_string()), positional: true, value: part.span() }
            }
        })
    }

    /// Returns the byte ranges between the pipes; the name comes first.
    pub fn parts(&self) -> impl Iterator<Item = Span> + use<'m> {
        self.markup.parts_of(self.node()).iter().map(|p| p.span())
    }

    /// Returns the argument of a name; if it is repeated, the last one, as in MediaWiki.
    pub fn argument(&self, name: &str) -> Option<Argument<'m>> {
        self.arguments().filter(|a| a.name == name).last()
    }

    /// Returns the innermost template around this one. Looks back over at most 100,000 nodes.
    pub fn parent(&self) -> Option<Template<'m>> {
        let own = self.span();
        let mut at = self.index;
        let mut steps = 0;
        while at > 0 && steps < 100_000 {
            at -= 1;
            steps += 1;
            let node = &self.markup.nodes[at];
            if node.end as usize >= own.end && node.kind == NodeKind::Template {
                return Some(Template { markup: self.markup, index: at });
            }
        }
        None
    }

    /// Returns the markup that contains the template.
    pub fn markup(&self) -> &'m Markup<'m> {
        self.markup
    }
}

/// Trims the blanks at the ends of a range.
fn trimmed(text: &str, span: Span) -> Span {
    let span = span.start..span.end.max(span.start);
    let inner = &text[span.clone()];
    let start = span.start + inner.len() - inner.trim_start().len();
    start..(start + inner.trim().len())
}

/// Returns true if the text between `{{` and the first pipe can be the name of a template or a parser function.
pub(super) fn may_be_name(raw: &str) -> bool {
    is_template_name(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(String, Vec<(String, String)>)> {
        let markup = Markup::scan(text);
        markup
            .templates()
            .map(|t| {
                let arguments =
                    t.arguments().map(|a| (a.name.to_string(), markup.raw(a.value.clone()).to_string())).collect();
                (t.name(), arguments)
            })
            .collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.into(), b.into())
    }

    #[test]
    fn arguments_named_positional_repeated_empty() {
        let found = shape("a {{ Foo_bar |x| b = 1 = 2 ||b=3|}}");
        let expected = vec![pair("1", "x"), pair("b", "1 = 2"), pair("2", ""), pair("b", "3"), pair("3", "")];
        assert_eq!(found, vec![("foo bar".into(), expected)]);
    }

    #[test]
    fn pipes_in_links_references_and_comments_do_not_split() {
        let found = shape("{{a|[[b|c]]|x<ref name=q|r>d|e{{cite|f}}</ref>|<!-- | -->y|<nowiki>|}}</nowiki>}}");
        assert_eq!(found[0].1.len(), 4);
        assert_eq!(found[0].1[2], pair("3", "y"));
        assert_eq!(found[1], ("cite".into(), vec![pair("1", "f")]));
    }

    #[test]
    fn braces_of_any_number_pair_as_in_mediawiki() {
        assert_eq!(shape("{{a|{{{1|{{b}}}}}}}").len(), 2);
        assert_eq!(shape("{{a|{{b|{{c}}}}}}").len(), 3);
        assert_eq!(shape("{{{{{1}}}}}").len(), 1);
        assert_eq!(shape("{{a|{b}}}")[0].1, vec![pair("1", "{b")]);
        assert!(shape("{{A}, {B}}").is_empty());
    }

    #[test]
    fn an_unclosed_template_costs_its_own_line() {
        let found = shape("{{box\n| a = {{nowrap|Foo\n| b = 1\n}}\n\nText. {{box|c=2}}");
        let box_ = vec![pair("a", "{{nowrap|Foo"), pair("b", "1")];
        assert_eq!(found[0], ("box".into(), box_));
        assert_eq!(found.last(), Some(&("box".to_string(), vec![pair("c", "2")])));
    }

    #[test]
    fn an_unclosed_box_ends_before_the_text() {
        let found = shape("{{box\n| a = 1\n| b = 2\n\nText | more.\n== H ==\n{{box|c=2}}");
        assert_eq!(found[0], ("box".into(), vec![pair("a", "1"), pair("b", "2")]));
        assert_eq!(found[1].1, vec![pair("c", "2")]);
    }

    #[test]
    fn deep_and_hostile_texts_end_soon() {
        for unit in [
            "{{a|", "[[a|", "{{{", "<ref>", "[[", "{{a|[[b|", "{{a\n|", "<!--", "<nowiki>", "{{a|}}}", "'''''",
            "\n{|\n|",
        ] {
            let text = unit.repeat(200_000 / unit.len());
            let markup = Markup::scan(&text);
            assert!(markup.nodes.len() <= text.len());
            assert!(markup.value(0..text.len()).text.len() <= text.len() * 4);
        }
    }

    #[test]
    fn closing_tags_without_their_end_split_no_character() {
        for text in ["<nowiki>x</nowikié", "<ref>x</refé [[a]]", "{{a|<pre></pré", "<ref>é</ref"] {
            let markup = Markup::scan(text);
            assert!(markup.value(0..text.len()).text.len() <= text.len());
        }
    }

    #[test]
    fn lines_are_counted_from_one() {
        let markup = Markup::scan("a\n\n{{b}}\n");
        assert_eq!(markup.templates().next().map(|t| t.line()), Some(3));
        assert_eq!((markup.line(0), markup.line(1), markup.line(2)), (1, 1, 2));
    }
}
