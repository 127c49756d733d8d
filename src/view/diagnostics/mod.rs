//! Diagnostics as people and programs read them, one format a file.

mod culprit;
mod explain;
mod github;
mod sarif;
mod text;

pub use culprit::{culprit, culprit_in};
pub use explain::{explain, page};
pub use github::github;
pub use sarif::sarif;
pub use text::{Look, text};

use crate::check::Diagnostic;
use std::collections::BTreeSet;

/// What stays the same of a diagnostic when lines move: rule, file, subject, and the message without the places in it, in
/// sixteen hexadecimal digits.
pub fn fingerprint(d: &Diagnostic) -> String {
    fingerprint_at(d, &d.file)
}

/// The same for a file that is called otherwise.
fn fingerprint_at(d: &Diagnostic, file: &str) -> String {
    let mut text = String::new();
    for part in [&*d.rule, file, &d.subject, &without_lines(&d.message).replace(&*d.file, file), &*d.quote] {
        text.push_str(part);
        text.push('\0');
    }
    format!("{:016x}", twox_hash::XxHash3_64::oneshot(text.as_bytes()))
}

/// A message without ":12" behind the files it names.
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

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// It is no JSON.
    #[error("{0}")]
    Json(#[source] serde_json::Error),
    /// It is of no version that is known.
    #[error("it has no \"hustings-baseline\": 1")]
    Version,
    /// It lists nothing.
    #[error("it has no list \"known\"")]
    NoList,
}

/// The known diagnostics of a baseline: what was there before is not reported again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeSet<String>);

impl Baseline {
    /// The file's text for some diagnostics: JSON, an object each, sorted, so that version control shows what changed.
    ///
    /// `name` says how each file is called: best from the folder of the baseline, so that it holds wherever the program runs.
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
    /// A text that is no baseline.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let whole: serde_json::Value = serde_json::from_str(text).map_err(BaselineError::Json)?;
        if whole["hustings-baseline"] != 1 {
            return Err(BaselineError::Version);
        }
        let known = whole["known"].as_array().ok_or(BaselineError::NoList)?;
        let prints = known.iter().filter_map(|k| k["fingerprint"].as_str().map(str::to_string));
        Ok(Self(prints.collect()))
    }

    /// Whether a diagnostic is known; `name` as for [`Baseline::write`].
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
