//! Diagnostics for people and programs, one format a file.

mod culprit;
mod explain;
mod github;
mod sarif;
mod text;

pub use culprit::{columns_of, culprit, culprit_in};
pub use explain::{explain, page};
pub use github::github;
pub use sarif::{sarif, sarif_of};
pub use text::{Look, text};

use crate::check::Diagnostic;
use crate::dataset::{Lines, Mending};
use crate::view::escape::percent;
use std::collections::BTreeSet;

/// Returns a fix as a sentence: "change 58.7 to 58.2", or "perhaps change …" if it is not safe.
pub fn advice(mending: &Mending) -> String {
    let edits = mending.edits.iter().map(|edit| match (edit.old.as_str(), edit.new.as_str()) {
        (old, "") => format!("remove '{old}'"),
        (old, new) => format!("change {old} to {new}"),
    });
    let all = edits.collect::<Vec<_>>().join(", and ");
    if mending.safe { all } else { format!("perhaps {all}") }
}

/// Returns the address at which the section of a wiki page that a diagnostic is about can be edited. `None` if its page
/// is not known.
pub fn link(d: &Diagnostic, lines: &mut Lines, wiki: &str) -> Option<String> {
    if d.page.is_empty() {
        return None;
    }
    let title = percent(&d.page.replace(' ', "_"));
    let section = lines.section(d).map(|section| format!("&section={section}")).unwrap_or_default();
    // The address of the API is that of the wiki, too.
    let wiki = wiki.trim_end_matches('/').trim_end_matches("/api.php").trim_end_matches("/w");
    Some(format!("{wiki}/w/index.php?title={title}&action=edit{section}"))
}

/// Returns an identifier of a diagnostic that stays the same when lines move: a hash, in sixteen hexadecimal digits, of
/// the rule, the file, the subject, the message without line numbers, and the quotation.
pub fn fingerprint(d: &Diagnostic) -> String {
    fingerprint_at(d, &d.file)
}

/// Returns the fingerprint that the diagnostic has if its file is named `file`.
fn fingerprint_at(d: &Diagnostic, file: &str) -> String {
    let mut text = String::new();
    for part in [&*d.rule, file, &d.subject, &without_lines(&d.message).replace(&*d.file, file), &*d.quote] {
        text.push_str(part);
        text.push('\0');
    }
    format!("{:016x}", twox_hash::XxHash3_64::oneshot(text.as_bytes()))
}

/// Returns a message without the line number (":12") after each file name.
fn without_lines(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find(':') {
        let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let (keep, skip) = if digits > 0 { (at, at + 1 + digits) } else { (at + 1, at + 1) };
        out.push_str(&rest[..keep]);
        rest = &rest[skip..];
    }
    out.push_str(rest);
    out
}

/// The reason why a text is not a baseline.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// The text is not valid JSON.
    #[error("{0}")]
    Json(#[source] serde_json::Error),
    /// The version is missing or unknown.
    #[error("it has no \"hustings-baseline\": 1")]
    Version,
    /// There is no list of known diagnostics.
    #[error("it has no list \"known\"")]
    NoList,
}

/// The known diagnostics of a baseline. They are not reported again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeSet<String>);

impl Baseline {
    /// Returns the text of a baseline file for some diagnostics: JSON with one object for each, sorted, so that version
    /// control shows what changed.
    ///
    /// `name` returns the name to write for a file. A path relative to the baseline's folder is best: it is valid
    /// wherever the program runs.
    pub fn write(found: &[Diagnostic], name: impl Fn(&str) -> String) -> String {
        let mut known: Vec<serde_json::Value> = found
            .iter()
            .map(|d| {
                let file = name(&d.file);
                serde_json::json!({
                    "fingerprint": fingerprint_at(d, &file), "rule": d.rule, "file": file, "subject": d.subject, "message": d.message,
                })
            })
            .collect();
        known.sort_by_key(ToString::to_string);
        known.dedup();
        let whole = serde_json::json!({ "hustings-baseline": 1, "known": known });
        format!("{whole:#}\n")
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// An error if the text is not a baseline.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let whole: serde_json::Value = serde_json::from_str(text).map_err(BaselineError::Json)?;
        if whole["hustings-baseline"] != 1 {
            return Err(BaselineError::Version);
        }
        let known = whole["known"].as_array().ok_or(BaselineError::NoList)?;
        let prints = known.iter().filter_map(|k| k["fingerprint"].as_str().map(str::to_string));
        Ok(Self(prints.collect()))
    }

    /// Returns true if the baseline contains a diagnostic; `name` as for [`Baseline::write`].
    pub fn knows(&self, d: &Diagnostic, name: impl Fn(&str) -> String) -> bool {
        !self.0.is_empty() && self.0.contains(&fingerprint_at(d, &name(&d.file)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;

    fn sample(line: usize) -> Diagnostic {
        Diagnostic {
            file: "a.txt".into(),
            page: "".into(),
            of_export: false,
            line,
            rule: "date-conflict".into(),
            severity: Severity::Warning,
            subject: "1992 X".into(),
            message: format!(
                "dated 19 November 2002 in the prose and 20 November 2002 in the infobox (a.txt:{})",
                line + 5
            ),
            values: vec!["2002-11-19 (prose, a.txt:3)".into()],
            quote: "It was held on 19 November 2002.".into(),
            fix: None,
        }
    }

    #[test]
    fn a_baseline_knows_what_only_moved() {
        let name = |file: &str| format!("x/{file}");
        let baseline = Baseline::read(&Baseline::write(&[sample(3)], name)).unwrap();
        assert!(baseline.knows(&sample(90), name));
        let elsewhere = Diagnostic { file: "b/a.txt".into(), ..sample(90) };
        assert!(!baseline.knows(&elsewhere, name));
        let other = Diagnostic { message: "dated 18 November 2002".into(), ..sample(3) };
        assert!(!baseline.knows(&other, name));
        assert!(Baseline::read("{}").is_err() && Baseline::read("[").is_err());
    }
}
