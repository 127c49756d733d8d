//! Recovery: how the scanner treats templates that are not closed.

use super::markup::{Node, NodeKind, Part, may_be_name};
use super::scan::{Frame, Opener, Scanner};

/// For how many open templates the children are searched for their closing braces.
const MAX_SEARCHES: usize = 4;

impl Scanner<'_> {
    /// Closes or drops every open frame, since none was closed before `limit`.
    pub(super) fn recover(&mut self, limit: usize) {
        let frames = std::mem::take(&mut self.stack);
        let parts = std::mem::take(&mut self.open_parts);
        let mut searches = 0;
        let mut covered = 0;
        for (depth, frame) in frames.iter().enumerate() {
            let end = frames.get(depth + 1).map_or(parts.len(), |f| f.parts as usize);
            let mut own: Vec<Part> = parts[frame.parts as usize..end].to_vec();
            own.push(Part { start: frame.part_start, end: limit as u32, equals: frame.equals });
            if frame.opener != Opener::Braces(2) || (frame.start as usize) < covered || !self.is_box(&own) {
                continue;
            }
            searches += 1;
            let closed = if searches <= MAX_SEARCHES { self.give_back_braces(frame, &own) } else { None };
            covered = closed.unwrap_or_else(|| self.end_with_last_line(frame, &own, limit));
        }
    }

    /// Returns true if a template looks like a box: it has a named argument.
    fn is_box(&self, parts: &[Part]) -> bool {
        parts.iter().skip(1).any(|p| p.equals.is_some())
            && parts.first().is_some_and(|p| may_be_name(&self.text[p.span()]))
    }

    /// Returns true if the pipe before a part is the first character of its line other than blanks.
    fn begins_line(&self, part: Part) -> bool {
        let pipe = (part.start as usize).saturating_sub(1);
        self.text[..pipe].trim_end_matches([' ', '\t']).ends_with('\n')
    }

    /// Looks for the template inside a line that took the box's closing braces. Ends it with its line and gives the
    /// braces, and the arguments after the line, back to the box. Returns the end of the box.
    fn give_back_braces(&mut self, frame: &Frame, own: &[Part]) -> Option<usize> {
        let mut children: Vec<usize> = (0..self.nodes.len())
            .rev()
            .take_while(|i| self.nodes[*i].end > frame.start)
            .filter(|i| self.nodes[*i].kind == NodeKind::Template && self.nodes[*i].start > frame.start)
            .collect();
        children.sort_by_key(|i| self.nodes[*i].start);
        let thief = children.into_iter().find(|i| self.is_thief(&self.nodes[*i]))?;
        let node = self.nodes[thief].clone();
        let range = node.parts.start as usize..node.parts.end as usize;
        let cut = (range.start + 1..range.end).find(|p| self.begins_line(self.parts[*p])).unwrap_or(range.end);
        let line_end = if cut < range.end {
            self.parts[cut].start as usize - 1
        } else {
            let close = node.end as usize - 2;
            self.text[..close].rfind('\n').unwrap_or(close)
        };
        let line_end = node.start as usize + self.text[node.start as usize..line_end].trim_end().len();
        let mut kept: Vec<Part> = own.iter().filter(|p| (p.start as usize) <= node.start as usize).copied().collect();
        if let Some(last) = kept.last_mut() {
            last.end = line_end as u32;
        }
        kept.extend_from_slice(&self.parts[cut..range.end]);
        let end = node.end as usize;
        self.nodes[thief].end = line_end as u32;
        self.nodes[thief].parts.end = cut as u32;
        if let Some(last) = (range.start..cut).last() {
            self.parts[last].end = self.parts[last].end.min(line_end as u32);
        }
        self.add(NodeKind::Template, frame.start as usize, end, &kept);
        Some(end)
    }

    /// Returns true if a template begins within a line and its closing braces are alone on a line, with no `|` or `}`
    /// next.
    fn is_thief(&self, node: &Node) -> bool {
        let before = &self.text[..node.start as usize];
        let line = &before[before.rfind('\n').map_or(0, |n| n + 1)..];
        let inner = &self.text[node.start as usize..node.end as usize - 2];
        let closes_line = inner.trim_end_matches([' ', '\t']).ends_with('\n');
        let behind = self.text[node.end as usize..].trim_start_matches([' ', '\t']);
        let next = behind.trim_start();
        !line.trim().is_empty()
            && closes_line
            && (behind.is_empty() || behind.starts_with('\n'))
            && !next.starts_with('|')
            && !next.starts_with('}')
    }

    /// Ends a box with the paragraph of its last argument that begins a line; returns that end.
    fn end_with_last_line(&mut self, frame: &Frame, own: &[Part], limit: usize) -> usize {
        let mut kept: Vec<Part> = Vec::new();
        for (i, part) in own.iter().enumerate() {
            kept.push(*part);
            if self.ends_paragraph(*part) && own.get(i + 1).is_some_and(|next| !self.begins_line(*next)) {
                break;
            }
        }
        let mut end = limit;
        if let Some(last) = kept.last_mut() {
            let text = &self.text[last.span()];
            let cut = text.find("\n\n").or_else(|| text.find("\n==")).or_else(|| text.find('\n')).unwrap_or(text.len());
            last.end = last.start + cut as u32;
            last.equals = last.equals.filter(|e| e.get() < last.end);
            end = last.end as usize;
        }
        self.add(NodeKind::Template, frame.start as usize, end, &kept);
        end
    }

    /// Returns true if a part contains a blank line followed by text.
    fn ends_paragraph(&self, part: Part) -> bool {
        self.text[part.span()].trim_end().contains("\n\n")
    }
}
