//! Values: the text that a reader of the page sees for a range of markup.

use super::markup::{Markup, Node, NodeKind, Span, Template};
use super::{entity, shown};
use std::ops::Range;

/// A link in a [`Value`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueLink {
    /// The linked page, without section and with blanks for underscores.
    pub target: String,
    /// The byte range of the link in the value's text.
    pub shown: Range<usize>,
}

/// The displayed text of a range of markup, with its links and bold ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// Plain text without references, comments and images. Runs of blanks are one blank; a line feed separates items.
    pub text: String,
    /// The links, in order.
    pub links: Vec<ValueLink>,
    /// The byte ranges in bold.
    pub bold: Vec<Range<usize>>,
    /// Names of unknown templates and parser functions; these show as little as possible.
    pub unread: Vec<String>,
    /// The separator due before the next character.
    pending: Pending,
    bold_from: Option<usize>,
    italic: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Pending {
    #[default]
    Nothing,
    Blank,
    Item,
}

impl Value {
    /// Returns the text on one line.
    pub fn line(&self) -> String {
        self.text.replace('\n', " ")
    }

    /// Returns true if nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns true if all but surrounding blanks and marks is bold, or the bold start includes the first link.
    pub fn is_bold(&self) -> bool {
        self.bold.iter().any(|b| {
            self.text[..b.start].trim().is_empty() && self.text[b.end..].chars().all(|c| !c.is_alphanumeric())
                || b.start == 0 && self.links.first().is_some_and(|l| l.shown.end <= b.end)
        })
    }

    fn push(&mut self, c: char) {
        match self.pending {
            _ if self.text.is_empty() || self.text.ends_with('\n') => {}
            Pending::Nothing => {}
            Pending::Blank => self.text.push(' '),
            Pending::Item => self.text.push('\n'),
        }
        self.pending = Pending::Nothing;
        self.text.push(c);
    }

    pub(super) fn push_plain(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\r' | '\n' => self.blank(),
                '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}' => {}
                c => self.push(c),
            }
        }
    }

    pub(super) fn blank(&mut self) {
        self.pending = self.pending.max(Pending::Blank);
    }

    pub(super) fn item(&mut self) {
        self.pending = Pending::Item;
    }

    /// Returns the position of the next character.
    fn next_at(&self) -> usize {
        let owed = self.pending != Pending::Nothing && !self.text.is_empty() && !self.text.ends_with('\n');
        self.text.len() + usize::from(owed)
    }

    /// Runs `fill` and turns the text that it adds into a link.
    pub(super) fn link(&mut self, target: String, fill: impl FnOnce(&mut Self)) {
        let from = self.next_at();
        fill(self);
        if self.text.len() > from {
            self.links.push(ValueLink { target, shown: from..self.text.len() });
        }
    }

    fn toggle_bold(&mut self) {
        match self.bold_from.take() {
            Some(from) if from < self.text.len() => self.bold.push(from..self.text.len()),
            Some(_) => {}
            None => self.bold_from = Some(self.next_at()),
        }
    }

    fn finish(mut self) -> Self {
        if self.bold_from.is_some() {
            self.toggle_bold();
        }
        // No-break spaces are kept inside the text and trimmed at its ends.
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        let lead = self.text.len() - self.text.trim_start().len();
        if lead > 0 {
            self.text.drain(..lead);
            let shift = |r: &mut Range<usize>| *r = r.start.saturating_sub(lead)..r.end.saturating_sub(lead);
            self.links.iter_mut().for_each(|l| shift(&mut l.shown));
            self.bold.iter_mut().for_each(shift);
        }
        let length = self.text.len();
        self.links.retain_mut(|l| {
            l.shown.end = l.shown.end.min(length);
            l.shown.start < l.shown.end
        });
        self.bold.retain_mut(|b| {
            b.end = b.end.min(length);
            b.start < b.end
        });
        self.pending = Pending::Nothing;
        self.italic = false;
        self
    }
}

/// The greatest depth of nested markup in a value; deeper markup shows nothing.
const MAX_DEPTH: usize = 40;

/// The walk over a range of markup that fills a value.
pub(super) struct Renderer<'m> {
    pub markup: &'m Markup<'m>,
}

impl Markup<'_> {
    /// Returns what a range shows. Linear in the range times the depth of templates, which is at most 40.
    pub fn value(&self, span: Span) -> Value {
        let mut value = Value::default();
        let renderer = Renderer { markup: self };
        renderer.range(span.clone(), &mut value, 0);
        let mut value = value.finish();
        if value.is_empty() && !value.unread.is_empty() {
            value = renderer.fallback(span, value);
        }
        value.unread.sort();
        value.unread.dedup();
        value
    }
}

impl Renderer<'_> {
    pub(super) fn range(&self, span: Span, out: &mut Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let markup = self.markup;
        let mut index = markup.first_in(span.start);
        let mut at = span.start;
        let mut external = false;
        while let Some(node) = markup.nodes.get(index) {
            let (start, end) = (node.start as usize, node.end as usize);
            if start >= span.end {
                break;
            }
            if end > span.end || start < at {
                index += 1;
                continue;
            }
            self.text(at, start, out, &mut external);
            self.node(node, index, out, depth);
            at = end;
            if node.kind == NodeKind::Link {
                at += self.trail(end, span.end, out);
            }
            index = node.next as usize;
        }
        self.text(at, span.end, out, &mut external);
    }

    fn node(&self, node: &Node, index: usize, out: &mut Value, depth: usize) {
        match node.kind {
            NodeKind::Comment | NodeKind::Reference | NodeKind::Opaque => {}
            NodeKind::Verbatim => {
                if let Some(part) = self.markup.parts_of(node).first() {
                    out.push_plain(&entity::decode(&self.markup.text()[part.span()]));
                }
            }
            NodeKind::Tag => {
                let tag = self.markup.text()[node.start as usize..node.end as usize].to_ascii_lowercase();
                let name = tag.trim_start_matches(['<', '/']);
                let is = |what: &str| name.starts_with(what) && !name.as_bytes()[what.len()].is_ascii_alphanumeric();
                if is("br") || is("li") || is("p") || is("div") || is("hr") || is("tr") {
                    out.item();
                } else if is("b") || is("strong") {
                    out.toggle_bold();
                }
            }
            NodeKind::Parameter => {
                // The page has no value for a parameter; only a default is shown.
                if let Some(default) = self.markup.parts_of(node).get(1) {
                    self.range(default.span(), out, depth + 1);
                }
            }
            NodeKind::Link => self.link(node, out, depth),
            NodeKind::Template => shown::template(self, Template::of(self.markup, index), out, depth),
        }
    }

    fn link(&self, node: &Node, out: &mut Value, depth: usize) {
        let parts = self.markup.parts_of(node);
        let Some(first) = parts.first() else { return };
        let (mut target_span, mut text) = (first.span(), parts.get(1).map(|p| p.span()));
        if text.is_none()
            && let Some(magic) = self.markup.templates_in(first.span()).find(|t| t.name() == "!")
        {
            text = Some(magic.span().end..target_span.end);
            target_span.end = magic.span().start;
        }
        let mut target = Value::default();
        self.range(target_span, &mut target, depth + 1);
        let target = target.finish().text;
        let Some(page) = link_target(&target) else { return };
        match text {
            // The other parts of a file link are its size and caption; `link_target` has ruled those links out.
            Some(text) if !self.markup.text()[text.clone()].trim().is_empty() => {
                out.link(page, |out| self.range(text, out, depth + 1));
            }
            Some(_) => {
                // The pipe trick, which the wiki resolves when it saves.
                let plain = page.split(" (").next().unwrap_or(&page).to_string();
                out.link(page.clone(), |out| out.push_plain(&plain));
            }
            None => out.link(page, |out| out.push_plain(target.trim_start_matches(':'))),
        }
    }

    /// Appends the letters right after a link to the link's text; returns their number.
    fn trail(&self, from: usize, to: usize, out: &mut Value) -> usize {
        let letters = self.markup.text()[from..to].bytes().take_while(u8::is_ascii_lowercase).count();
        let end = out.text.len();
        if letters == 0 || out.pending != Pending::Nothing || out.links.last().is_none_or(|l| l.shown.end != end) {
            return 0;
        }
        out.push_plain(&self.markup.text()[from..from + letters]);
        let end = out.text.len();
        if let Some(link) = out.links.last_mut() {
            link.shown.end = end;
        }
        letters
    }

    /// Adds plain text: entities, quotes, external links, list items.
    fn text(&self, from: usize, to: usize, out: &mut Value, external: &mut bool) {
        let whole = self.markup.text();
        let mut rest = &whole[from.min(to)..to];
        let mut line_start = from == 0 || whole[..from].ends_with('\n');
        while let Some(c) = rest.chars().next() {
            let used = match c {
                '\n' => {
                    if out.italic || out.bold_from.is_some() {
                        out.italic = false;
                        if out.bold_from.is_some() {
                            out.toggle_bold();
                        }
                    }
                    out.blank();
                    line_start = true;
                    rest = &rest[1..];
                    continue;
                }
                '*' | '#' | ':' | ';' if line_start => {
                    out.item();
                    rest = &rest[1..];
                    continue;
                }
                '\'' if rest.starts_with("''") => quotes(rest, out),
                '&' => {
                    let (text, used) = entity::first(rest);
                    match text {
                        Some(text) => text.chars().for_each(|c| if c == ' ' { out.blank() } else { out.push(c) }),
                        None => out.push('&'),
                    }
                    used
                }
                '[' if external_link(rest).is_some() => {
                    *external = true;
                    external_link(rest).unwrap_or(1)
                }
                ']' if *external => {
                    *external = false;
                    1
                }
                '_' if rest.starts_with("__") => {
                    let word = rest[2..].bytes().take_while(u8::is_ascii_uppercase).count();
                    if word > 2 && rest[2 + word..].starts_with("__") {
                        word + 4
                    } else {
                        out.push('_');
                        1
                    }
                }
                ' ' | '\t' | '\r' => {
                    out.blank();
                    1
                }
                '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}' => c.len_utf8(),
                c => {
                    out.push(c);
                    c.len_utf8()
                }
            };
            line_start = line_start && matches!(c, ' ' | '\t');
            rest = &rest[used..];
        }
    }

    /// Returns what a value shows that holds only unknown templates: the first positional argument of the first one, or
    /// its name.
    fn fallback(&self, span: Span, empty: Value) -> Value {
        let Some(template) = self.markup.templates_in(span).find(|t| empty.unread.contains(&t.name())) else {
            return empty;
        };
        let mut out = Value::default();
        match template.arguments().find(|a| a.positional) {
            Some(argument) => self.range(argument.value, &mut out, 1),
            None if template.arguments().next().is_none() && !template.raw_name().starts_with('#') => {
                // {{UK}} shows its name; variables such as {{PAGENAME}} are unknown here.
                let name = template.raw_name();
                let is_variable = name.len() > 4 && name.chars().all(|c| c.is_ascii_uppercase());
                if !is_variable {
                    out.push_plain(&name);
                }
            }
            None => {}
        }
        let mut out = out.finish();
        out.unread.extend(empty.unread);
        out
    }
}

/// Returns the page that a link's target names; `None` for files, categories and the like.
pub(super) fn link_target(target: &str) -> Option<String> {
    let plain = target.trim().trim_start_matches(':').trim();
    let page = plain.split('#').next().unwrap_or(plain).trim();
    let page = if page.is_empty() { plain } else { page };
    let shown_link = target.trim().starts_with(':');
    if let Some((space, _)) = page.split_once(':') {
        let space = space.trim().to_lowercase();
        if !shown_link && NOT_SHOWN.contains(&space.as_str()) {
            return None;
        }
    }
    let mut out = String::with_capacity(page.len());
    for c in page.chars() {
        let c = if c == '_' || c == '\u{a0}' { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    Some(out)
}

/// Namespaces whose links show no text: files and categories in the languages of `data/templates/`.
const NOT_SHOWN: [&str; 18] = [
    "file",
    "image",
    "media",
    "category",
    "datei",
    "bild",
    "kategorie",
    "fichier",
    "catégorie",
    "archivo",
    "imagen",
    "categoría",
    "קובץ",
    "תמונה",
    "קטגוריה",
    "ファイル",
    "画像",
    "カテゴリ",
];

/// Returns the length of `[scheme://address` and the blank after it.
fn external_link(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('[')?;
    let scheme =
        ["http://", "https://", "//", "ftp://", "mailto:", "irc://", "news:"].iter().find(|s| body.starts_with(**s))?;
    let address = body[scheme.len()..].find([' ', ']', '\t', '\n', '|']).unwrap_or(body.len() - scheme.len());
    let end = 1 + scheme.len() + address;
    Some(if rest[end..].starts_with([' ', '\t']) { end + 1 } else { end })
}

/// Reads a run of apostrophes: two are italics, three bold, five both. In other runs, the first apostrophes are text.
fn quotes(rest: &str, out: &mut Value) -> usize {
    let run = rest.bytes().take_while(|b| *b == b'\'').count();
    let (text, marks) = match run {
        2 | 3 | 5 => (0, run),
        4 => (1, 3),
        n => (n.saturating_sub(5), 5),
    };
    (0..text).for_each(|_| out.push('\''));
    if marks != 2 {
        out.toggle_bold();
    }
    if marks != 3 {
        out.italic = !out.italic;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Markup::scan(text).value(0..text.len()).text
    }

    #[test]
    fn what_a_reader_sees() {
        for (markup, text) in [
            ("'''[[A (politician)|A]]'''<ref>x</ref>", "A"),
            ("Barry O'Farrell", "Barry O'Farrell"),
            ("'''''28 + [[Washington, D.C.|DC]]'''''", "28 + DC"),
            ("A<br />B<br>C", "A\nB\nC"),
            ("\n* [[A]]\n* B\n", "A\nB"),
            ("[http://x.org/a?b=c The label]", "The label"),
            ("a  b\nc", "a b c"),
            ("[[File:a.jpg|20px|x [[b]] y]] c", "c"),
            ("[[Boris Johnson{{!}}B. Johnson]]", "B. Johnson"),
            ("AT&amp;amp;T &lt;b&gt;", "AT&amp;T <b>"),
            ("<nowiki>Jobs | ''Growth''}}</nowiki>", "Jobs | ''Growth''}}"),
            ("{{unknown thing|x}} 5", "5"),
            ("{{unknown thing|x}}", "x"),
            ("[[Foo Party (Bar)|]]", "Foo Party"),
        ] {
            assert_eq!(shown(markup), text, "{markup}");
        }
    }

    #[test]
    fn links_and_bold_know_their_place() {
        let text = "x '''[[a b#c|d]] e''' [[f_g]]s";
        let value = Markup::scan(text).value(0..text.len());
        assert_eq!(value.text, "x d e f_gs");
        assert_eq!(value.links[0], ValueLink { target: "a b".into(), shown: 2..3 });
        assert_eq!(value.links[1].target, "f g");
        assert_eq!(value.bold, vec![2..5]);
        assert!(!value.is_bold());
    }
}
