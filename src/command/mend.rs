//! Applies the fixes of findings to sources, or shows them: `check --fix`, `--diff` and `--edits`.

use super::destination;
use super::exit::Failure;
use super::output::{note, raw, warn};
use hustings::check::Diagnostic;
use hustings::dataset::{Edit, Lines, Mending, editable};
use hustings::source;
use hustings::view::words::{counted, many};
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// The edits to make, file by file.
#[derive(Default)]
pub(super) struct Plan {
    files: BTreeMap<Arc<str>, Vec<Edit>>,
    /// The findings that the edits mend, each with its edits.
    mended: Vec<(Diagnostic, Mending)>,
    /// The files of fixes whose place is not certain.
    unplaced: Vec<Arc<str>>,
    /// Lines to add to pages, by title.
    added: BTreeMap<String, Vec<String>>,
}

impl Plan {
    /// Gathers the safe fixes of some findings, or with `suggested` all fixes. Of fixes that contradict one another, the
    /// first is taken.
    pub(super) fn of(found: &[Diagnostic], lines: &mut Lines, suggested: bool) -> Self {
        let mut plan = Self::default();
        for d in found {
            let Some(fix) = d.fix.as_ref().filter(|fix| fix.safe || suggested) else { continue };
            let Some(mending) = lines.mending(d) else {
                plan.unplaced.extend(fix.changes.first().map(|change| Arc::clone(&change.file)));
                continue;
            };
            if mending.edits.iter().any(|edit| plan.contradicts(edit)) {
                continue;
            }
            for edit in &mending.edits {
                let edits = plan.files.entry(Arc::clone(&edit.file)).or_default();
                if !edits.contains(edit) {
                    edits.push(edit.clone());
                }
            }
            plan.mended.push((d.clone(), mending));
        }
        plan.files.values_mut().for_each(|edits| edits.sort_by_key(|e| (e.line, e.column)));
        plan
    }

    /// Adds lines for a page, which have no place in its text yet.
    pub(super) fn add(&mut self, page: String, lines: Vec<String>) {
        self.added.entry(page).or_default().extend(lines);
    }

    fn contradicts(&self, edit: &Edit) -> bool {
        let others = self.files.get(&edit.file).into_iter().flatten().filter(|other| other.line == edit.line);
        others.filter(|other| *other != edit).any(|other| {
            other.range.start < edit.range.end && edit.range.start < other.range.end || other.range == edit.range
        })
    }

    /// Removes the edits of files that cannot be edited, with a warning for each file. A fix of several files is removed
    /// as a whole.
    fn refuse(&mut self, refused: &mut BTreeMap<Arc<str>, String>) {
        for file in self.files.keys() {
            if let Err(reason) = editable(file)
                && refused.insert(Arc::clone(file), reason.to_string()).is_none()
            {
                warn(&format!("{file} is left as it is: {reason}; --diff shows the changes"));
            }
        }
        self.mended.retain(|(_, mending)| !mending.edits.iter().any(|edit| refused.contains_key(&edit.file)));
        let kept: Vec<&Edit> = self.mended.iter().flat_map(|(_, mending)| &mending.edits).collect();
        self.files.retain(|_, edits| {
            edits.retain(|edit| kept.contains(&edit));
            !edits.is_empty()
        });
    }

    /// Returns the edits as a patch in the unified format.
    pub(super) fn patch(&self) -> String {
        let mut patch = String::new();
        for (file, edits) in &self.files {
            let Some(old) = whole(file).or_else(|| source::text_behind(file)) else { continue };
            let Ok(new) = edited(&old, edits) else { continue };
            // As git does, a tab ends a name with blanks, so that `patch` reads it whole.
            let tab = if file.contains(' ') { "\t" } else { "" };
            let path = file.trim_start_matches("./").trim_start_matches('/');
            let names = (format!("a/{path}{tab}"), format!("b/{path}{tab}"));
            let diff = TextDiff::from_lines(&old, &new);
            patch.push_str(&diff.unified_diff().header(&names.0, &names.1).to_string());
        }
        patch
    }

    /// Returns the edits as a list to paste into a wiki: page by page, with a summary of the edit and, for each change,
    /// its reason and the line before and after it.
    fn list(&self, summary: Option<&str>) -> String {
        let mut pages: BTreeMap<&str, Vec<&(Diagnostic, Mending)>> = BTreeMap::new();
        for mended in &self.mended {
            let page = mended.0.fix.as_ref().and_then(|fix| fix.changes.first()).map_or("", |change| &*change.page);
            pages.entry(page).or_default().push(mended);
        }
        for page in self.added.keys() {
            pages.entry(page).or_default();
        }
        let mut out = String::new();
        for (page, mended) in pages {
            let default = match mended.len() {
                0 => "Add what is missing",
                1 => "Correct a figure",
                _ => "Correct figures",
            };
            let _ = writeln!(out, "Page: {page}\nSummary: {}\n", summary.unwrap_or(default));
            // All changes of one line are one pair of lines.
            let mut lines: BTreeMap<(&str, usize), OfLine<'_>> = BTreeMap::new();
            for (d, mending) in mended {
                for edit in &mending.edits {
                    let line = lines.entry((&edit.file, edit.line)).or_default();
                    line.0.push(&d.message);
                    if !line.1.contains(&edit) {
                        line.1.push(edit);
                    }
                }
            }
            for ((file, number), (messages, mut edits)) in lines {
                edits.sort_by_key(|edit| edit.range.start);
                let text = source::text_behind(file).unwrap_or_default();
                let old = text.lines().nth(number - 1).unwrap_or_default();
                let (mut new, mut at) = (String::new(), 0);
                for edit in &edits {
                    new.push_str(&old[at..edit.range.start]);
                    new.push_str(&edit.new);
                    at = edit.range.end;
                }
                new.push_str(&old[at..]);
                // The text of a page is escaped in an export, and not in the wiki.
                let is_export = edits.iter().any(|edit| edit.page_line != edit.line);
                let shown = |line: &str| {
                    if is_export { html_escape::decode_html_entities(line).into_owned() } else { line.to_string() }
                };
                for message in &messages {
                    let _ = writeln!(out, "  {message}");
                }
                let page_line = edits.first().map_or(number, |edit| edit.page_line);
                let _ = writeln!(out, "  line {page_line}\n  - {}\n  + {}\n", shown(old), shown(&new));
            }
            if let Some(lines) = self.added.get(page) {
                for line in lines {
                    let mark = match line.as_str() {
                        "infobox:" => "set in the ",
                        line if line.ends_with(':') => "add to the ",
                        _ => "+ ",
                    };
                    let _ = writeln!(out, "  {mark}{line}");
                }
                let _ = writeln!(out);
            }
        }
        out
    }
}

/// What is said of a line, and its edits.
type OfLine<'a> = (Vec<&'a str>, Vec<&'a Edit>);

/// Says which files have fixes that cannot be made.
fn say_unplaced(files: &[Arc<str>]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    files.iter().for_each(|file| *counts.entry(file).or_default() += 1);
    for (file, count) in counts {
        let reason = if source::text_behind(file).is_some() {
            "the value does not stand exactly once in its line"
        } else {
            "the file cannot be read again as text; unpack it, or name it instead of standard input"
        };
        note(&format!("{file}: {} left to you: {reason}", many(count, "fix", "fixes")));
    }
}

/// A text that is not the one for which edits were made.
struct Changed;

/// Returns a text with the edits made, and every other byte as it was.
fn edited(text: &str, edits: &[Edit]) -> Result<String, Changed> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut edits = edits.iter().peekable();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        // A byte order mark is not counted.
        let mark = if index == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut at = 0;
        while let Some(edit) = edits.next_if(|edit| edit.line == index + 1) {
            let range = edit.range.start + mark..edit.range.end + mark;
            if line.get(range.clone()) != Some(edit.old.as_str()) || range.start < at {
                return Err(Changed);
            }
            out.push_str(&line[at..range.start]);
            out.push_str(&edit.new);
            at = range.end;
        }
        out.push_str(&line[at..]);
    }
    if edits.next().is_some() { Err(Changed) } else { Ok(out) }
}

/// Makes edits in the files of sources, over several runs of the checks.
#[derive(Default)]
pub(super) struct Mender {
    refused: BTreeMap<Arc<str>, String>,
    mended: usize,
    files: BTreeMap<Arc<str>, usize>,
    failed: Vec<String>,
    /// The files of fixes of the last run whose place is not certain.
    unplaced: Vec<Arc<str>>,
}

impl Mender {
    /// Makes the edits of a plan. Returns true if a file was changed.
    pub(super) fn apply(&mut self, mut plan: Plan) -> bool {
        plan.refuse(&mut self.refused);
        self.unplaced = std::mem::take(&mut plan.unplaced);
        let mut done = false;
        for (file, edits) in &plan.files {
            match write(Path::new(&**file), edits) {
                Ok(()) => {
                    *self.files.entry(Arc::clone(file)).or_default() += edits.len();
                    self.mended += edits.len();
                    done = true;
                }
                Err(reason) => {
                    self.refused.insert(Arc::clone(file), reason.clone());
                    self.failed.push(reason);
                }
            }
        }
        done
    }

    /// Says what was done.
    ///
    /// # Errors
    /// [`Failure::Output`] if a file could not be written.
    pub(super) fn finish(self) -> Result<(), Failure> {
        say_unplaced(&self.unplaced);
        if self.mended > 0 || self.failed.is_empty() {
            let files = counted(self.files.len(), "file");
            note(&format!("made {} in {files}", counted(self.mended, "change")));
        }
        if self.failed.is_empty() { Ok(()) } else { Err(Failure::Output(self.failed.join("\n"))) }
    }
}

/// Writes the list of edits of a plan, and changes no source.
pub(super) fn list(plan: &Plan, path: &Path, summary: Option<&str>) -> Result<(), Failure> {
    destination::write(path, plan.list(summary).as_bytes())?;
    say_unplaced(&plan.unplaced);
    if path != Path::new("-") {
        note(&format!("{}: wrote {} to paste", path.display(), counted(plan.mended.len() + plan.added.len(), "edit")));
    }
    Ok(())
}

/// Writes the patch of a plan to standard output.
pub(super) fn show(plan: &Plan) -> Result<(), Failure> {
    raw(&plan.patch())?;
    say_unplaced(&plan.unplaced);
    Ok(())
}

/// Returns the text of a file with its line breaks; `None` if it is not text in UTF-8.
fn whole(file: &str) -> Option<String> {
    source::read_bytes(Path::new(file)).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

fn write(path: &Path, edits: &[Edit]) -> Result<(), String> {
    let name = path.display();
    let text = whole(&name.to_string()).ok_or_else(|| format!("{name} cannot be read again, and is left as it is"))?;
    let new = edited(&text, edits).map_err(|Changed| {
        format!("{name} has changed since it was read, and is left as it is; run the check again")
    })?;
    destination::rewrite(path, new.as_bytes()).map_err(|failure| failure.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(line: usize, range: std::ops::Range<usize>, old: &str, new: &str) -> Edit {
        let (column, end_column) = (range.start + 1, range.end + 1);
        Edit { file: "a".into(), line, page_line: line, column, end_column, range, old: old.into(), new: new.into() }
    }

    #[test]
    fn all_other_bytes_stay_as_they_are() {
        let edits = [edit(1, 2..3, "c", "CC"), edit(2, 0..1, "d", ""), edit(2, 2..3, "f", "F")];
        let text = edited("\u{feff}abc\r\ndef\r\n\tlast", &edits).ok();
        assert_eq!(text.as_deref(), Some("\u{feff}abCC\r\neF\r\n\tlast"));
        assert!(edited("abx\ndef", &edits).is_err() && edited("abc", &edits).is_err());
    }
}
