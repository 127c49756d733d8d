//! Fixes as edits of sources: where in which line of a file what is replaced.

use super::exported::{escaped, is_export};
use super::lines::Lines;
use crate::check::{Change, Diagnostic, Written};
use crate::facts::Citation;
use crate::source::{self, BUNDLED_WORD};
use crate::wikitext::written::{WrittenNumber, numbers_in, without_asides};
use serde::Serialize;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The number of lines below the first in which a value of one row or one entry is searched.
const MOST_BELOW: usize = 12;

/// One edit of a file: some bytes of a line are replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The line of the file, starting at 1.
    pub line: usize,
    /// The line in its page, which is another one in an export.
    #[serde(skip)]
    pub page_line: usize,
    /// The column at which it begins, in characters from 1.
    pub column: usize,
    /// The column after its end.
    pub end_column: usize,
    /// The bytes of the line that are replaced.
    #[serde(skip)]
    pub range: Range<usize>,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub new: String,
}

/// How a file holds values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Lines of text.
    Text,
    /// Pages within XML, whose text is escaped.
    Export,
    /// Cells with this delimiter between them.
    Cells(char),
}

impl Form {
    fn of(file: &str, lines: &[String]) -> Self {
        let ending = Path::new(file).extension().map(|e| e.to_string_lossy().to_lowercase());
        if !matches!(ending.as_deref(), Some("csv" | "tsv" | "tab")) {
            return Self::Text;
        }
        // The delimiter is the one that the line of headers has most often.
        let head = lines.first().map_or("", String::as_str);
        let delimiters = [',', ';', '\t', '|'];
        Self::Cells(delimiters.into_iter().rev().max_by_key(|d| head.matches(*d).count()).unwrap_or(','))
    }
}

/// The fix of a finding, as edits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mending {
    /// True if exactly one change of one value reconciles everything that the source says.
    pub safe: bool,
    /// The edits. All of them are made, or none.
    pub edits: Vec<Edit>,
}

/// The reason why a file cannot be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum NotEditable {
    /// The file belongs to the program.
    #[error("it is part of the program")]
    Bundled,
    /// The file is not plain text in UTF-8.
    #[error("it is not plain text in UTF-8; only wiki pages, articles, TOML, CSV and unpacked exports are edited")]
    NotText,
    /// The source cites the file, but the file itself was not read.
    #[error("this run did not read it, but a source that cites it; name the file itself with --from")]
    NotRead,
    /// The file is a format for programs.
    #[error("it is written by programs; only wiki pages, articles, TOML, CSV and unpacked exports are edited")]
    Format,
}

/// Tests whether a file may be edited.
///
/// # Errors
/// The reason why not.
pub fn editable(file: &str) -> Result<(), NotEditable> {
    if file.starts_with(BUNDLED_WORD) {
        return Err(NotEditable::Bundled);
    }
    let path = Path::new(file);
    if !source::was_read(path) {
        return Err(NotEditable::NotRead);
    }
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let of_programs =
        ["json", "jsonl", "ndjson", "ijson", "yaml", "yml", "ttl", "nt", "rdf", "graphml", "gexf", "html", "htm"];
    if of_programs.contains(&ending.as_str()) {
        return Err(NotEditable::Format);
    }
    let text = source::read_bytes(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match text {
        Some(text) if !text.contains('\0') => Ok(()),
        _ => Err(NotEditable::NotText),
    }
}

impl Lines {
    /// Returns the fix of a finding as edits. `None` if it has none, if its file cannot be read again, or if a value
    /// does not stand exactly once where it is expected.
    pub fn mending(&mut self, d: &Diagnostic) -> Option<Mending> {
        let fix = d.fix.as_ref()?;
        let edits: Option<Vec<Edit>> = fix.changes.iter().map(|change| self.edit(change)).collect();
        let mut edits = edits.filter(|edits| !edits.is_empty())?;
        edits.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        Some(Mending { safe: fix.safe, edits })
    }

    /// Returns the line of a citation and those below it that belong to the same row or entry, as [`Lines::mending`]
    /// searches them; empty if the file cannot be read again.
    pub fn entry(&mut self, at: &Citation) -> Vec<String> {
        let is_export = self.file(&at.file).is_some_and(is_export);
        let start = if is_export { self.start_of_page(&at.file, &at.page) } else { Some(0) };
        let Some(lines) = self.file(&at.file) else { return Vec::new() };
        let Some(first) = start.and_then(|start| Some(at.line.checked_sub(1)? + start)) else { return Vec::new() };
        let below = lines.iter().skip(first + 1).take(MOST_BELOW).take_while(|line| !ends_entry(line));
        lines.get(first).into_iter().chain(below).cloned().collect()
    }

    fn edit(&mut self, change: &Change) -> Option<Edit> {
        // A page of an export begins in the middle of the file, and its text is escaped.
        let is_export = is_export(self.file(&change.file)?);
        let start = if is_export { Some(self.start_of_page(&change.file, &change.page)?) } else { None };
        let lines = self.file(&change.file)?;
        let form = if start.is_some() { Form::Export } else { Form::of(&change.file, lines) };
        let first = change.line.checked_sub(1)? + start.unwrap_or(0);
        // The head of an entry of TOML states nothing: the value stands in a line below it.
        // The cells of a row of a wiki table may stand in lines of their own. A row of a file of tables is one line.
        let most = if matches!(form, Form::Cells(_)) { 0 } else { MOST_BELOW };
        let below = lines.iter().enumerate().skip(first + 1).take(most);
        let entry = below.take_while(|(_, line)| !ends_entry(line)).map(|(at, _)| at);
        lines.get(first)?;
        // A value in a reference beside it is another's.
        let bare = |at: usize| {
            if matches!(form, Form::Cells(_)) { Cow::Borrowed(&*lines[at]) } else { without_asides(&lines[at]) }
        };
        let holds = |at: &usize| !found_in(&bare(*at), &change.old, form).is_empty();
        let at = std::iter::once(first).chain(entry).find(holds)?;
        let (line, seen) = (&lines[at], bare(at));
        let range = place(&seen, &change.old, form)?;
        let number = || numbers(&seen, form).into_iter().find(|n| n.at == range);
        let new = match &change.new {
            Written::Count(count) => number()?.count_like(*count),
            Written::Share(share) => written_share(&number()?, *share),
            Written::Text(text) if start.is_some() => escaped(text).into_owned(),
            Written::Text(text) => text.clone(),
        };
        let column = |at: usize| line[..at].chars().count() + 1;
        Some(Edit {
            file: Arc::clone(&change.file),
            line: at + 1,
            page_line: at + 1 - start.unwrap_or(0),
            column: column(range.start),
            end_column: column(range.end),
            old: line[range.clone()].to_string(),
            new,
            range,
        })
    }
}

/// Writes a share as another is written, with more decimals if it has more.
fn written_share(old: &WrittenNumber<'_>, share: f64) -> String {
    let digits = crate::wikitext::number::decimals(share);
    if digits <= old.decimals() {
        return old.share_like(share);
    }
    let plain = format!("{share:.digits$}", digits = digits as usize);
    if old.text.contains(',') { plain.replace('.', ",") } else { plain }
}

/// Returns the bytes of a line where a value stands: once, or once directly behind an equals sign.
fn place(line: &str, old: &Written, form: Form) -> Option<Range<usize>> {
    // A change since the last contest is no share of this one.
    let is_change =
        |range: &Range<usize>| assigned_to(line, range).is_some_and(|slot| ["change", "swing"].contains(&slot));
    let found: Vec<Range<usize>> = found_in(line, old, form).into_iter().filter(|range| !is_change(range)).collect();
    if let [only] = &found[..] {
        return Some(only.clone());
    }
    let mut assigned = found.iter().filter(|range| assigned_to(line, range).is_some());
    let first = assigned.next().cloned();
    first.filter(|_| assigned.next().is_none())
}

/// Returns the slot that a value is given to: "votes" before `'''600'''` in `votes='''600'''`.
fn assigned_to<'l>(line: &'l str, range: &Range<usize>) -> Option<&'l str> {
    let before = line[..range.start].trim_end_matches(['\'', '"', ' ']).strip_suffix('=')?.trim_end();
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).map_or(0, |at| at + 1);
    before.get(start..)
}

/// Attributes of cells whose numbers are no values.
const ATTRIBUTES: [&str; 9] =
    ["colspan", "rowspan", "width", "height", "border", "cellpadding", "cellspacing", "size", "data-sort-value"];

/// Returns true if a number says how a cell looks: `colspan=6`, `style="width:16px"`.
fn is_of_looks(line: &str, number: &Range<usize>) -> bool {
    let in_style = line[..number.start].trim_end().ends_with(':')
        && ["px", "em", "pt", "%"].iter().any(|unit| line[number.end..].starts_with(unit));
    in_style || assigned_to(line, number).is_some_and(|slot| ATTRIBUTES.contains(&slot.to_lowercase().as_str()))
}

/// Returns every place of a line that has a value.
fn found_in(line: &str, old: &Written, form: Form) -> Vec<Range<usize>> {
    let numbers = |is: &dyn Fn(&WrittenNumber<'_>) -> bool| -> Vec<Range<usize>> {
        numbers(line, form).into_iter().filter(|n| is(n)).map(|n| n.at).collect()
    };
    match old {
        Written::Count(count) => numbers(&|n| n.count() == Some(*count)),
        Written::Share(share) => numbers(&|n| n.share().is_some_and(|s| (s - share).abs() < 1e-9)),
        Written::Text(text) => {
            let text = if form == Form::Export { escaped(text) } else { Cow::Borrowed(text.as_str()) };
            let is_whole = |range: &Range<usize>| {
                let before = line[..range.start].chars().next_back().is_some_and(char::is_alphanumeric);
                !before && !line[range.end..].chars().next().is_some_and(char::is_alphanumeric)
            };
            line.match_indices(&*text).map(|(at, _)| at..at + text.len()).filter(is_whole).collect()
        }
    }
}

/// Returns the numbers of a line of a file in some form.
fn numbers(line: &str, form: Form) -> Vec<WrittenNumber<'_>> {
    // "04" is part of a date, and "05%" is no share that anybody writes.
    let padded =
        |n: &WrittenNumber<'_>| n.text.len() > 1 && n.text.starts_with('0') && n.text.as_bytes()[1].is_ascii_digit();
    let of_date = |n: &WrittenNumber<'_>| {
        line[..n.at.start].ends_with('-')
            && line[..n.at.start].trim_end_matches('-').ends_with(|c: char| c.is_ascii_digit())
            || line[n.at.end..].starts_with('-')
                && line[n.at.end..].trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
    };
    let plain = |n: &WrittenNumber<'_>| !padded(n) && !of_date(n) && !is_of_looks(line, &n.at);
    match form {
        Form::Text => numbers_in(line).into_iter().filter(plain).collect(),
        // The number of an entity such as "&#160;" is no value.
        Form::Export => {
            numbers_in(line).into_iter().filter(|n| plain(n) && !line[..n.at.start].ends_with("&#")).collect()
        }
        Form::Cells(delimiter) => {
            cells(line, delimiter).filter_map(|cell| number_of(line, cell)).filter(plain).collect()
        }
    }
}

/// Returns the number that a cell of a table holds, if it holds nothing else.
fn number_of(line: &str, cell: Range<usize>) -> Option<WrittenNumber<'_>> {
    let text = &line[cell.clone()];
    let bare = text.trim_matches(['"', ' ', '%', '\t']);
    let at = cell.start + text.find(bare)?;
    let [number] = &numbers_in(bare)[..] else { return None };
    (number.at == (0..bare.len())).then(|| WrittenNumber { at: at..at + bare.len(), text: bare })
}

/// Returns the cells of a line of a table with delimiters; text in quotation marks is one cell.
fn cells(line: &str, delimiter: char) -> impl Iterator<Item = Range<usize>> {
    let mut quoted = false;
    let ends = line.char_indices().filter_map(move |(at, c)| {
        quoted ^= c == '"';
        (!quoted && c == delimiter).then_some(at)
    });
    let mut start = 0;
    ends.chain([line.len()]).map(move |end| std::mem::replace(&mut start, end + delimiter.len_utf8())..end)
}

/// Returns true for a line that does not belong to the row or entry before it.
fn ends_entry(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || ["[[", "|-", "|}", "{{", "=="].iter().any(|begin| line.starts_with(begin))
}
