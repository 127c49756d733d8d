//! Tables in the markup of a page: `{| … |}` with its caption, rows and cells, and the grid that spans make of them.
//!
//! Syntax: <https://www.mediawiki.org/wiki/Help:Tables>.

use super::markup::{Markup, NodeKind, Span, Template};
use super::prose::logical_lines;

/// A table, without the tables inside its cells, which are tables of their own.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The byte range of the table.
    pub span: Span,
    /// The headings above the table, the highest first.
    pub headings: Vec<Span>,
    /// The last line of text between the heading, or the table before, and this table.
    pub above: Option<Span>,
    /// The text of the caption.
    pub caption: Option<Span>,
    /// The rows, from the top. Rows without cells are left out.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct TableRow {
    /// The byte at which the row begins.
    pub start: usize,
    /// What stands behind `|-`.
    pub attributes: Span,
    /// The cells, from the left.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// True if the cell begins with `!`.
    pub header: bool,
    /// What stands before the pipe in front of the content.
    pub attributes: Span,
    /// The content. It ends where a table inside the cell begins.
    pub content: Span,
    /// The number of columns that the cell fills.
    pub columns: usize,
    /// The number of rows that the cell fills, as the page says; 0 means all rows below.
    pub rows: usize,
}

/// What a template in a row makes of the table around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// True if it begins a row.
    pub row: bool,
    /// The number of cells that it makes.
    pub cells: usize,
}

/// Says what a template makes of a table; `None` for a template that is only content of a cell.
pub type Makes<'a> = &'a dyn Fn(&Template<'_>) -> Option<Made>;

impl Markup<'_> {
    /// Hands out the tables of a page, one after the other, a table inside a cell before the one around it. Linear in the
    /// page; at most one table for each level of nesting is held. `makes` names the templates that make cells and rows
    /// of a table.
    pub fn each_table(&self, makes: Makes<'_>, sink: &mut dyn FnMut(&Table)) {
        if memchr::memmem::find(self.text().as_bytes(), b"{|").is_none() {
            return;
        }
        let (open, headings) = (Vec::new(), Vec::new());
        let mut reader = Reader { markup: self, makes, open, sink, headings, above: None };
        for (start, end) in logical_lines(self) {
            reader.line(start, end);
        }
        while !reader.open.is_empty() {
            reader.close(self.text().len());
        }
    }
}

struct Reader<'m, 't, 's> {
    markup: &'m Markup<'t>,
    makes: Makes<'m>,
    /// The tables that are not closed yet, the innermost last.
    open: Vec<Open>,
    sink: &'s mut dyn FnMut(&Table),
    headings: Vec<(usize, Span)>,
    above: Option<Span>,
}

/// Returns the headings of a page, without their marks, in order. Linear in the page.
pub fn headings(markup: &Markup<'_>) -> Vec<Span> {
    let lines = logical_lines(markup).into_iter();
    lines.filter_map(|(start, end)| heading(markup.text(), start, end)).map(|(_, span)| span).collect()
}

/// Returns the level and the text of a line that is a heading: `== Text ==`.
fn heading(text: &str, start: usize, end: usize) -> Option<(usize, Span)> {
    let line = &text[start..end];
    let trimmed = line.trim();
    let level = trimmed.bytes().take_while(|b| *b == b'=').count();
    let marks = level.min(trimmed.bytes().rev().take_while(|b| *b == b'=').count());
    let from = start + (line.len() - line.trim_start().len());
    (marks >= 1 && trimmed.len() > 2 * marks).then(|| (marks, from + marks..from + trimmed.len() - marks))
}

struct Open {
    table: Table,
    /// True while the caption goes on.
    in_caption: bool,
    /// True once a table inside the last cell has begun.
    cut: bool,
    /// The number of cells.
    cells: usize,
    /// True if the table has more cells than are read.
    is_too_large: bool,
}

/// The most cells of a table that is read. Longer ones are lists, and no tables of results.
const MOST_CELLS: usize = 10_000;
/// The longest heading that is kept, in bytes.
const LONGEST_HEADING: usize = 300;
/// The deepest nesting of tables. Tables further inside are text of the cell around them.
const DEEPEST: usize = 20;
/// The longest line above a table that can be its title.
const LONGEST_ABOVE: usize = 2_000;

impl Reader<'_, '_, '_> {
    fn line(&mut self, start: usize, end: usize) {
        let text = self.markup.text();
        let raw = &text[start..end];
        let bare = raw.trim_start_matches([' ', '\t', ':', '*', '#', ';']);
        let from = end - bare.len();
        if bare.starts_with("{|") && self.open.len() < DEEPEST {
            self.begin(from);
            return;
        }
        // Inside a table, only blanks may stand before a pipe.
        let inner = raw.trim_start();
        let from = end - inner.len();
        let Some(open) = self.open.last_mut() else {
            self.outside(start, end);
            return;
        };
        if inner.starts_with("|}") && !inner.starts_with("|}}") {
            self.close(from + 2);
        } else if inner.starts_with("|-") {
            let dashes = inner[1..].bytes().take_while(|b| *b == b'-').count();
            open.in_caption = false;
            open.begin_row(TableRow { start: from, attributes: from + 1 + dashes..end, cells: Vec::new() });
            open.cut = false;
        } else if inner.starts_with("|+") {
            let (_, content) = self.split(from + 2, end);
            if let Some(open) = self.open.last_mut() {
                open.table.caption = Some(content);
                open.in_caption = true;
            }
        } else if inner.starts_with('|') || inner.starts_with('!') {
            let cells = self.cells(from, end);
            if let Some(open) = self.open.last_mut() {
                open.in_caption = false;
                open.cut = false;
                open.add(from, cells);
            }
        } else if open.in_caption {
            if let Some(caption) = &mut open.table.caption {
                caption.end = end;
            }
        } else if let Some((template, made)) = self.row_template(from) {
            self.templated(from, end, template, made);
        } else if let Some(open) = self.open.last_mut()
            && !open.cut
            && let Some(cell) = open.table.rows.last_mut().and_then(|row| row.cells.last_mut())
        {
            cell.content.end = end;
        }
    }

    /// Returns the template that begins here, with what it makes of the table.
    fn row_template(&self, from: usize) -> Option<(Span, Made)> {
        let index = self.markup.first_in(from);
        let node = self.markup.nodes.get(index)?;
        if node.start as usize != from || node.kind != NodeKind::Template {
            return None;
        }
        let template = Template::of(self.markup, index);
        (self.makes)(&template).map(|made| (template.span(), made))
    }

    /// Reads a line that begins with a template that makes cells.
    fn templated(&mut self, from: usize, end: usize, template: Span, made: Made) {
        let rest = self.markup.text()[template.end.min(end)..end].trim_start();
        let more = if rest.starts_with("||") { self.cells(end - rest.len() + 1, end) } else { Vec::new() };
        let Some(open) = self.open.last_mut() else { return };
        if made.row {
            open.begin_row(TableRow { start: from, attributes: from..from, cells: Vec::new() });
        }
        open.in_caption = false;
        open.cut = false;
        let cell = Cell { columns: made.cells, rows: 1, attributes: from..from, content: template, header: false };
        open.add(from, std::iter::once(cell).chain(more).collect());
    }

    fn begin(&mut self, from: usize) {
        if let Some(open) = self.open.last_mut() {
            open.cut = true;
        }
        let headings = self.headings.iter().map(|(_, span)| span.clone()).collect();
        let table = Table { span: from..from, headings, above: self.above.take(), ..Table::default() };
        self.open.push(Open { table, in_caption: false, cut: false, cells: 0, is_too_large: false });
    }

    fn close(&mut self, end: usize) {
        if let Some(Open { mut table, is_too_large, .. }) = self.open.pop() {
            table.span.end = end;
            table.rows.retain(|row| !row.cells.is_empty());
            if !is_too_large {
                (self.sink)(&table);
            }
        }
        self.above = None;
    }

    /// Takes note of a line outside tables: a heading, or the text above a table.
    fn outside(&mut self, start: usize, end: usize) {
        let trimmed = self.markup.text()[start..end].trim();
        if let Some((level, heading)) = heading(self.markup.text(), start, end) {
            self.headings.retain(|(above, _)| *above < level);
            if heading.len() <= LONGEST_HEADING {
                self.headings.push((level, heading));
            }
            self.above = None;
        } else if !trimmed.is_empty() && end - start <= LONGEST_ABOVE {
            let first = self.markup.nodes.get(self.markup.first_in(start));
            let is_template = first.is_some_and(|node| {
                node.start as usize == start && node.kind == NodeKind::Template && node.end as usize >= end
            });
            if !is_template {
                self.above = Some(start..end);
            }
        } else if !trimmed.is_empty() {
            self.above = None;
        }
    }

    /// Splits a line of cells, which begins with `|` or `!`.
    fn cells(&self, from: usize, end: usize) -> Vec<Cell> {
        let bytes = self.markup.text().as_bytes();
        let header = bytes[from] == b'!';
        let mut cells = Vec::new();
        let mut start = from + 1;
        let mut marks = Marks { markup: self.markup, at: start, end, node: self.markup.first_in(start) };
        while let Some(at) = marks.next_double(header) {
            if cells.len() <= MOST_CELLS {
                cells.push(self.cell(header, start, at));
            }
            start = at + 2;
        }
        cells.push(self.cell(header, start, end));
        cells
    }

    fn cell(&self, header: bool, start: usize, end: usize) -> Cell {
        let (attributes, content) = self.split(start, end);
        let said = &self.markup.text()[attributes.clone()];
        let inner = &self.markup.text()[content.clone()];
        let made = self.row_template(content.end - inner.trim_start().len()).map_or(1, |(_, made)| made.cells);
        let columns = number_of(said, "colspan").unwrap_or(made).max(1);
        Cell { header, columns, rows: number_of(said, "rowspan").unwrap_or(1), attributes, content }
    }

    /// Splits a cell at the pipe behind its attributes. A text with a link before the pipe has no attributes.
    fn split(&self, start: usize, end: usize) -> (Span, Span) {
        let mut marks = Marks { markup: self.markup, at: start, end, node: self.markup.first_in(start) };
        let Some(at) = marks.next_pipe() else { return (start..start, start..end) };
        (start..at, at + 1..end)
    }
}

impl Open {
    /// Begins a row. A row without cells is replaced.
    fn begin_row(&mut self, row: TableRow) {
        self.table.rows.pop_if(|last| last.cells.is_empty());
        self.table.rows.push(row);
    }

    /// Adds cells to the last row.
    fn add(&mut self, from: usize, cells: Vec<Cell>) {
        self.cells += cells.len();
        self.is_too_large |= self.cells > MOST_CELLS;
        if self.is_too_large {
            self.table.rows = Vec::new();
        } else {
            self.row(from).cells.extend(cells);
        }
    }

    /// Returns the last row, or a new one for cells before the first `|-`.
    fn row(&mut self, start: usize) -> &mut TableRow {
        if self.table.rows.is_empty() {
            self.table.rows.push(TableRow { start, attributes: start..start, cells: Vec::new() });
        }
        let last = self.table.rows.len() - 1;
        &mut self.table.rows[last]
    }
}

/// Finds the pipes of a line that are not inside templates, links and other nodes.
struct Marks<'m, 't> {
    markup: &'m Markup<'t>,
    at: usize,
    end: usize,
    node: usize,
}

impl Marks<'_, '_> {
    /// Returns the next byte outside nodes and its position. `None` at the end of the line. Sets `link` if a link was
    /// passed.
    fn next_byte(&mut self, link: &mut bool) -> Option<(usize, u8)> {
        while let Some(node) = self.markup.nodes.get(self.node) {
            if (node.start as usize) < self.at {
                self.node += 1;
            } else if node.start as usize == self.at && node.kind != NodeKind::Tag {
                *link |= node.kind == NodeKind::Link;
                self.at = node.end as usize;
                self.node = (node.next as usize).max(self.node + 1);
            } else {
                break;
            }
        }
        if self.at >= self.end {
            return None;
        }
        let at = self.at;
        self.at += 1;
        Some((at, self.markup.text().as_bytes()[at]))
    }

    /// Returns the position of the next `||`, or of the next `!!` in a line of headers.
    fn next_double(&mut self, header: bool) -> Option<usize> {
        let mut link = false;
        while let Some((at, byte)) = self.next_byte(&mut link) {
            let next = self.markup.text().as_bytes().get(at + 1);
            if (byte == b'|' || header && byte == b'!') && next == Some(&byte) && at + 1 < self.end {
                self.at = at + 2;
                return Some(at);
            }
        }
        None
    }

    /// Returns the position of the first pipe, unless a link precedes it.
    fn next_pipe(&mut self) -> Option<usize> {
        let mut link = false;
        while let Some((at, byte)) = self.next_byte(&mut link) {
            if link {
                return None;
            }
            if byte == b'|' {
                return Some(at);
            }
        }
        None
    }
}

/// Returns the number that an attribute has: `colspan=2`, `colspan="2"`, `colspan = '2'`.
fn number_of(attributes: &str, name: &str) -> Option<usize> {
    let at = attributes.as_bytes().windows(name.len()).position(|w| w.eq_ignore_ascii_case(name.as_bytes()))?;
    let value =
        attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'', '\t']);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits.min(6)].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_cells(_: &Template<'_>) -> Option<Made> {
        None
    }

    fn tables(markup: &Markup<'_>, makes: Makes<'_>) -> Vec<Table> {
        let mut tables = Vec::new();
        markup.each_table(makes, &mut |table| tables.push(table.clone()));
        tables
    }

    /// The texts of a table by row and column, separated by `|`.
    fn shape(markup: &Markup<'_>, table: &Table) -> Vec<String> {
        let grid = table.grid().unwrap_or_default();
        let content = |(row, cell): (usize, usize)| table.rows[row].cells[cell].content.clone();
        let text = |slot: &Option<(usize, usize)>| slot.map_or_else(String::new, |at| markup.value(content(at)).line());
        grid.slots.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn cells_captions_attributes_and_spans() {
        let text = "==H==\n===I===\n* '''Above'''\n:{| class=x\n|+ style=y | Cap\ntion\n! A !! colspan=2 | B\n|-\n| rowspan=\"2\" |a||[[x|y]]\n| {{z|1|2}} |c\n|- bgcolor=red\n|d\n|e\nmore\n|}\ntext\n";
        let markup = Markup::scan(text);
        let tables = tables(&markup, &no_cells);
        assert_eq!(tables.len(), 1);
        let table = &tables[0];
        assert_eq!(shape(&markup, table), ["A|B|B", "a|y|c", "a|d|e more"]);
        assert_eq!(table.caption.clone().map(|c| markup.value(c).line()).as_deref(), Some("Cap tion"));
        assert_eq!(table.above.clone().map(|c| markup.value(c).line()).as_deref(), Some("Above"));
        let headings: Vec<_> = table.headings.iter().map(|h| markup.value(h.clone()).line()).collect();
        assert_eq!(headings, ["H", "I"]);
        assert!(table.rows[0].cells[0].header && !table.rows[1].cells[0].header);
    }

    #[test]
    fn tables_in_cells_are_tables_of_their_own() {
        let markup = Markup::scan("{|\n| a\n{|\n| b\n|}\nafter\n| c\n|}\n");
        let tables = tables(&markup, &no_cells);
        assert_eq!(tables.iter().map(|t| shape(&markup, t)).collect::<Vec<_>>(), [vec!["b"], vec!["a|c"]]);
    }

    #[test]
    fn templates_that_make_cells_and_rows() {
        let makes = |template: &Template<'_>| {
            let row = template.name() == "row";
            (row || template.name() == "cell").then_some(Made { row, cells: 2 })
        };
        let text = "{|\n! colspan=2 | P !! V\n{{row|X}}\n| 1\n|-\n| {{cell|Y}} || 2\n|-\n{{cell|Z}} || 3\n|}";
        let markup = Markup::scan(text);
        let tables = tables(&markup, &makes);
        let shown: Vec<usize> = tables[0].grid().unwrap_or_default().slots.iter().map(Vec::len).collect();
        assert_eq!(shown, [3, 3, 3, 3]);
    }

    #[test]
    fn hostile_tables_end_soon() {
        for unit in [
            "{|\n",
            "{|\n|",
            "|-\n|",
            "{|\n| rowspan=9999 colspan=9999 |",
            "| rowspan=0 | a\n|-\n",
            "||",
            "{|\n|a||b\n|}\n",
        ] {
            let text = format!("{{|\n|-\n{}", unit.repeat(200_000 / unit.len()));
            let markup = Markup::scan(&text);
            let tables = tables(&markup, &no_cells);
            assert!(tables.len() <= text.len());
            let slots = tables.iter().filter_map(Table::grid).map(|g| g.slots.iter().map(Vec::len).sum::<usize>());
            assert!(slots.sum::<usize>() <= 64 * text.len() + 10_000 * tables.len());
        }
    }
}
