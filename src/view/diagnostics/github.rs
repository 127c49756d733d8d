//! Workflow commands for GitHub Actions, which annotate the lines of a pull request.

use super::columns_of;
use crate::check::{Diagnostic, Severity};
use crate::dataset::Lines;

/// Returns a diagnostic as a workflow command that ends with a line break. Escapes it as GitHub's toolkit does.
///
/// `lines` reads the sources again, for the line of the file and the columns.
pub fn github(d: &Diagnostic, lines: &mut Lines) -> String {
    let command = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let number = lines.line_of(d).unwrap_or(d.line);
    let columns =
        lines.raw_of(d).and_then(|raw| columns_of(&raw, d)).map(|(from, to)| format!(",col={from},endColumn={to}"));
    let columns = columns.unwrap_or_default();
    let line = if d.line > 0 { format!(",line={number}{columns}") } else { String::new() };
    let message = if d.subject.is_empty() { d.message.clone() } else { format!("{}: {}", d.subject, d.message) };
    format!("::{command} file={}{line},title={}::{}\n", property(&d.file), property(&d.rule), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
