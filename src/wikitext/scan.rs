//! Scans a page's text in one pass and pairs brackets; brackets without a partner are text.

use super::markup::{Node, NodeKind, Part, may_be_name};
use memchr::memmem;
use std::num::NonZeroU32;

/// What opened a frame of the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// A run of this many braces.
    Braces(u32),
    /// `[[`.
    Brackets,
    /// `<ref …>`.
    Reference,
}

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) opener: Opener,
    pub(super) start: u32,
    /// The start of its parts in `open_parts`.
    pub(super) parts: u32,
    /// The start of the part that is being read.
    pub(super) part_start: u32,
    pub(super) equals: Option<NonZeroU32>,
}

/// The greatest length of a tag, in bytes.
const MAX_TAG: usize = 2000;

/// Tags whose content is not markup: shown as written here, not shown for `OPAQUE`.
const VERBATIM: [&str; 2] = ["nowiki", "pre"];
const OPAQUE: [&str; 15] = [
    "math",
    "syntaxhighlight",
    "source",
    "gallery",
    "timeline",
    "score",
    "chem",
    "ce",
    "templatedata",
    "graph",
    "imagemap",
    "inputbox",
    "hiero",
    "templatestyles",
    // Shown where the page is transcluded, not on the page itself.
    "includeonly",
];

pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    bytes: &'t [u8],
    pub(super) stack: Vec<Frame>,
    /// The finished parts of all open frames.
    pub(super) open_parts: Vec<Part>,
    pub(super) nodes: Vec<Node>,
    pub(super) parts: Vec<Part>,
    /// The end of the open reference's content, and the end of its closing tag. References do not nest.
    reference: Option<(usize, usize)>,
    /// The tags, and `<!--`, for which no closing one follows any more.
    spent: Vec<&'static str>,
    /// The position of the `</ref>` found last, so that it is searched only once.
    next_reference_end: Option<usize>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            stack: Vec::new(),
            open_parts: Vec::new(),
            nodes: Vec::new(),
            parts: Vec::new(),
            reference: None,
            spent: Vec::new(),
            next_reference_end: None,
        }
    }

    pub(super) fn run(mut self) -> (Vec<Node>, Vec<Part>) {
        let mut at = 0;
        while at < self.bytes.len() {
            at = self.step(at);
        }
        if let Some((inner_end, end)) = self.reference {
            self.close_reference(inner_end, end);
        }
        self.recover(self.bytes.len());
        self.finish()
    }

    /// Processes one byte and returns the position of the next.
    fn step(&mut self, at: usize) -> usize {
        if let Some((inner_end, end)) = self.reference
            && at >= inner_end
        {
            self.close_reference(inner_end, end);
            return at.max(end);
        }
        match self.bytes[at] {
            b'{' if self.next_is(at, b"{{") => self.open_braces(at),
            b'}' if self.next_is(at, b"}}") => self.close_braces(at),
            b'[' if self.next_is(at, b"[[") => {
                if self.bytes.get(at + 2) == Some(&b'[') {
                    return at + 1;
                }
                self.push(Opener::Brackets, at, at + 2);
                at + 2
            }
            b']' if self.next_is(at, b"]]") => self.close_brackets(at),
            b'|' => {
                self.pipe(at);
                at + 1
            }
            b'=' => {
                if let Some(frame) = self.stack.last_mut()
                    && matches!(frame.opener, Opener::Braces(_))
                    && frame.equals.is_none()
                    && self.open_parts.len() > frame.parts as usize
                {
                    frame.equals = NonZeroU32::new(at as u32);
                }
                at + 1
            }
            b'\n' => {
                self.newline(at);
                at + 1
            }
            b'<' => self.tag(at),
            _ => self.skip(at + 1),
        }
    }

    /// Returns the position of the next byte that may be markup.
    fn skip(&self, at: usize) -> usize {
        let end = self.reference.map_or(self.bytes.len(), |(inner_end, _)| inner_end);
        self.bytes[at.min(end)..end].iter().position(|b| MEANS[*b as usize]).map_or(end.max(at), |n| at + n)
    }

    /// Returns true if more markup may be kept. The limit is about one piece for five bytes, so that memory stays
    /// linear in the text. No page written by people comes near it; markup beyond it is text.
    fn has_room(&self) -> bool {
        let kept = self.nodes.len() + self.parts.len() + self.open_parts.len() + self.stack.len();
        kept < self.bytes.len() / 5 + 1000
    }

    fn next_is(&self, at: usize, what: &[u8]) -> bool {
        self.bytes[at..].starts_with(what)
    }

    fn push(&mut self, opener: Opener, start: usize, content: usize) {
        if self.has_room() {
            let parts = self.open_parts.len() as u32;
            self.stack.push(Frame { opener, start: start as u32, parts, part_start: content as u32, equals: None });
        }
    }

    fn open_braces(&mut self, at: usize) -> usize {
        let run = self.bytes[at..].iter().take_while(|b| **b == b'{').count();
        self.push(Opener::Braces(run as u32), at, at + run);
        at + run
    }

    /// Returns the number of braces of the frame that closing braces may close. Drops unclosed links in that frame.
    fn top_braces(&mut self) -> Option<u32> {
        let mut depth = self.stack.len();
        while depth > 0 {
            match self.stack[depth - 1].opener {
                Opener::Braces(count) => {
                    while self.stack.len() > depth {
                        self.give_parts_back();
                    }
                    return Some(count);
                }
                Opener::Brackets if self.stack.len() - depth < 8 => depth -= 1,
                _ => return None,
            }
        }
        None
    }

    fn close_braces(&mut self, at: usize) -> usize {
        let Some(open) = self.top_braces() else { return at + 2 };
        let run = self.bytes[at..].iter().take(3).take_while(|b| **b == b'}').count() as u32;
        let used = open.min(run);
        let Some(mut frame) = self.stack.pop() else { return at + 1 };
        self.end_part(&frame, at);
        let parts: Vec<Part> = self.open_parts.drain(frame.parts as usize..).collect();
        let opened = (frame.start + open - used) as usize;
        let kind = if used == 3 { NodeKind::Parameter } else { NodeKind::Template };
        let named = parts.first().is_some_and(|p| may_be_name(&self.text[p.span()]));
        if named {
            self.add(kind, opened, at + used as usize, &parts);
        }
        if open - used >= 2 {
            frame.opener = Opener::Braces(open - used);
            frame.part_start = opened as u32;
            frame.equals = None;
            self.stack.push(frame);
        }
        at + used as usize
    }

    /// Drops the innermost link, which was not closed. The pipes in it belong to the template around it.
    fn give_parts_back(&mut self) {
        let Some(link) = self.stack.pop() else { return };
        let parts: Vec<Part> = self.open_parts.drain(link.parts as usize..).collect();
        let bytes = self.bytes;
        let Some(outer) = self.stack.last_mut() else { return };
        let Some(target) = parts.first().filter(|_| matches!(outer.opener, Opener::Braces(_))) else { return };
        self.open_parts.push(Part { start: outer.part_start, end: target.end, equals: outer.equals });
        let equals = |start: u32, end: usize| {
            let found = memchr::memchr(b'=', &bytes[start as usize..end])?;
            NonZeroU32::new(start + found as u32)
        };
        for part in &parts[1..] {
            self.open_parts.push(Part { equals: equals(part.start, part.end as usize), ..*part });
        }
        outer.part_start = link.part_start;
        // No equals sign was recorded for the rest: look for one up to the end of the line or part.
        let line = memchr::memchr3(b'\n', b'}', b'|', &bytes[link.part_start as usize..]).unwrap_or(0);
        outer.equals = equals(link.part_start, link.part_start as usize + line);
    }

    fn close_brackets(&mut self, at: usize) -> usize {
        if self.stack.last().is_none_or(|f| f.opener != Opener::Brackets) {
            return at + 2;
        }
        let Some(frame) = self.stack.pop() else { return at + 2 };
        self.end_part(&frame, at);
        let parts: Vec<Part> = self.open_parts.drain(frame.parts as usize..).collect();
        self.add(NodeKind::Link, frame.start as usize, at + 2, &parts);
        at + 2
    }

    fn end_part(&mut self, frame: &Frame, at: usize) {
        self.open_parts.push(Part { start: frame.part_start, end: at as u32, equals: frame.equals });
    }

    fn pipe(&mut self, at: usize) {
        if !self.has_room() {
            return;
        }
        while let Some(frame) = self.stack.last() {
            let behind_line = self.text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
            if frame.opener == Opener::Brackets && behind_line && self.names_an_argument(at) && !self.is_file(frame) {
                self.drop_top();
                continue;
            }
            break;
        }
        if let Some(mut frame) = self.stack.pop() {
            if frame.opener != Opener::Reference {
                self.end_part(&frame, at);
                frame.part_start = at as u32 + 1;
                frame.equals = None;
            }
            self.stack.push(frame);
        }
    }

    /// Returns true if `| name =` begins at a pipe.
    fn names_an_argument(&self, pipe: usize) -> bool {
        let rest = &self.bytes[pipe + 1..self.bytes.len().min(pipe + 80)];
        let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b" _-\t".contains(b)).count();
        rest.get(name) == Some(&b'=') && rest[..name].iter().any(u8::is_ascii_alphanumeric)
    }

    fn is_file(&self, frame: &Frame) -> bool {
        let target = self.text[frame.start as usize + 2..].trim_start();
        ["file:", "image:", "datei:", "fichier:", "archivo:", "קובץ:", "ファイル:"]
            .iter()
            .any(|prefix| target.get(..prefix.len()).is_some_and(|t| t.to_lowercase() == *prefix))
    }

    fn newline(&mut self, at: usize) {
        // The target of a link is on one line.
        while let Some(frame) = self.stack.last()
            && frame.opener == Opener::Brackets
            && (self.open_parts.len() == frame.parts as usize || self.next_is(at, b"\n\n") && !self.is_file(frame))
        {
            self.drop_top();
        }
        if !self.stack.is_empty() && self.reference.is_none() && self.is_heading(at + 1) {
            self.recover(at);
        }
    }

    fn is_heading(&self, at: usize) -> bool {
        if !self.bytes[at.min(self.bytes.len())..].starts_with(b"==") {
            return false;
        }
        let line = &self.bytes[at..self.bytes.len().min(at + 300)];
        let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len())];
        line.trim_ascii_end().ends_with(b"==") && line.len() > 4
    }

    /// Drops the innermost frame: its opener becomes text; the links and templates inside it stay.
    fn drop_top(&mut self) {
        if let Some(frame) = self.stack.pop() {
            self.open_parts.truncate(frame.parts as usize);
        }
    }

    fn close_reference(&mut self, inner_end: usize, end: usize) {
        self.reference = None;
        while let Some(frame) = self.stack.pop() {
            self.open_parts.truncate(frame.parts as usize);
            if frame.opener == Opener::Reference {
                let part = Part { start: frame.part_start, end: inner_end as u32, equals: None };
                self.add(NodeKind::Reference, frame.start as usize, end, &[part]);
                return;
            }
        }
    }

    pub(super) fn add(&mut self, kind: NodeKind, start: usize, end: usize, parts: &[Part]) {
        if !self.has_room() {
            return;
        }
        let first = self.parts.len() as u32;
        self.parts.extend_from_slice(parts);
        let parts = first..self.parts.len() as u32;
        self.nodes.push(Node { kind, start: start as u32, end: end as u32, parts, next: 0 });
    }

    /// Reads a tag, a comment, or an element whose content is not markup.
    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        if rest.starts_with(b"<!--") {
            let end = self.find(at + 4, "-->", "<!--").map_or(self.bytes.len(), |e| e + 3);
            self.add(NodeKind::Comment, at, end, &[]);
            return end;
        }
        let closing = rest.get(1) == Some(&b'/');
        let name_start = at + 1 + usize::from(closing);
        let length = self.bytes[name_start..].iter().take(20).take_while(|b| b.is_ascii_alphanumeric()).count();
        if length == 0 || !self.bytes[name_start].is_ascii_alphabetic() {
            return at + 1;
        }
        let name = self.text[name_start..name_start + length].to_ascii_lowercase();
        let Some(end) = self.tag_end(name_start + length) else { return at + 1 };
        let selfclosing = self.bytes[end - 2] == b'/';
        if closing || selfclosing && name != "ref" {
            self.add(NodeKind::Tag, at, end, &[]);
            return end;
        }
        if name == "ref" {
            return self.reference(at, end, selfclosing);
        }
        let tag = VERBATIM.iter().map(|t| (*t, NodeKind::Verbatim));
        let tag = tag.chain(OPAQUE.iter().map(|t| (*t, NodeKind::Opaque))).find(|(t, _)| *t == name);
        if let Some((tag, kind)) = tag
            && let Some(close) = self.find_closing(end, tag)
        {
            let after = self.tag_end(close + 2 + tag.len()).unwrap_or(close + 2 + tag.len()).min(self.bytes.len());
            let content = Part { start: end as u32, end: close as u32, equals: None };
            self.add(kind, at, after, &[content]);
            return after;
        }
        self.add(NodeKind::Tag, at, end, &[]);
        end
    }

    /// Returns the position after the `>` of a tag whose name ends at `from`.
    fn tag_end(&self, from: usize) -> Option<usize> {
        let window = &self.bytes[from..self.bytes.len().min(from + MAX_TAG)];
        let found = memchr::memchr2(b'>', b'<', window)?;
        (window[found] == b'>').then_some(from + found + 1)
    }

    fn reference(&mut self, at: usize, content: usize, selfclosing: bool) -> usize {
        if selfclosing {
            self.add(NodeKind::Reference, at, content, &[]);
            return content;
        }
        if self.reference.is_some() || !self.has_room() {
            self.add(NodeKind::Tag, at, content, &[]);
            return content;
        }
        let known = self.next_reference_end.filter(|e| *e >= content);
        let Some(inner_end) = known.or_else(|| self.find_closing(content, "ref")) else {
            self.add(NodeKind::Tag, at, content, &[]);
            return content;
        };
        self.next_reference_end = Some(inner_end);
        // A reference that is not closed before the next one begins ends with its line.
        let window = &self.bytes[content..inner_end];
        if self.holds_another(content, inner_end) {
            let line = memchr::memchr(b'\n', window).map_or(content, |n| content + n);
            let next = memmem::find(window, b"<ref").map_or(line, |n| content + n);
            let end = line.min(next);
            let part = Part { start: content as u32, end: end as u32, equals: None };
            self.add(NodeKind::Reference, at, end, &[part]);
            return end;
        }
        let end = self.tag_end(inner_end + 5).unwrap_or(inner_end + 5).min(self.bytes.len());
        self.push(Opener::Reference, at, content);
        self.reference = Some((inner_end, end));
        content
    }

    /// Returns true if a range contains an opening `<ref …>` that is not self-closing.
    fn holds_another(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        while let Some(found) = memmem::find(&self.bytes[at..to], b"<ref") {
            let tag = at + found;
            let Some(end) = self.tag_end(tag + 4).filter(|e| *e <= to) else { return false };
            let name_ends = self.bytes[tag + 4] == b'>' || self.bytes[tag + 4] == b' ';
            if name_ends && self.bytes[end - 2] != b'/' {
                return true;
            }
            at = end;
        }
        false
    }

    fn find(&mut self, from: usize, what: &str, kind: &'static str) -> Option<usize> {
        if self.spent.contains(&kind) {
            return None;
        }
        let found = memmem::find(&self.bytes[from.min(self.bytes.len())..], what.as_bytes()).map(|n| from + n);
        if found.is_none() {
            self.spent.push(kind);
        }
        found
    }

    /// Returns the position of the next `</tag`, in upper or lower case.
    fn find_closing(&mut self, from: usize, tag: &'static str) -> Option<usize> {
        if self.spent.contains(&tag) {
            return None;
        }
        let mut at = from;
        while let Some(found) = memmem::find(&self.bytes[at..], b"</") {
            let name = at + found + 2;
            let rest = &self.bytes[name..];
            if rest.len() >= tag.len()
                && rest[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
                && !rest.get(tag.len()).is_some_and(u8::is_ascii_alphanumeric)
            {
                return Some(name - 2);
            }
            at = name;
        }
        self.spent.push(tag);
        None
    }
}

/// The bytes at which markup may begin or end.
static MEANS: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    let means = b"{}[]|=<\n";
    while i < means.len() {
        table[means[i] as usize] = true;
        i += 1;
    }
    table
};

impl Scanner<'_> {
    /// Sorts the nodes and sets the `next` index of each.
    fn finish(mut self) -> (Vec<Node>, Vec<Part>) {
        self.nodes.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        let mut open: Vec<usize> = Vec::new();
        for i in 0..self.nodes.len() {
            while let Some(last) = open.last().copied() {
                if self.nodes[last].end > self.nodes[i].start {
                    break;
                }
                self.nodes[last].next = i as u32;
                open.pop();
            }
            open.push(i);
        }
        let end = self.nodes.len() as u32;
        for i in open {
            self.nodes[i].next = end;
        }
        (self.nodes, self.parts)
    }
}
