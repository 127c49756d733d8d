//! Workflow commands for GitHub Actions, which annotate the lines of a pull request.

use crate::check::{Diagnostic, Severity};

/// Returns a diagnostic as a workflow command that ends with a line break. Escapes it as GitHub's toolkit does.
pub fn github(d: &Diagnostic) -> String {
    let command = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let line = if d.line > 0 { format!(",line={}", d.line) } else { String::new() };
    let message = if d.subject.is_empty() { d.message.clone() } else { format!("{}: {}", d.subject, d.message) };
    format!("::{command} file={}{line},title={}::{}\n", property(&d.file), property(&d.rule), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
