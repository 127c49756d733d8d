//! Reads back what `hustings extract` prints: one page or redirect per line.

use super::Facts;
use super::input::Input;
use super::statements::PageStatements;
use crate::source::{Lost, Page, Warning, quote};
use serde::Deserialize;
use std::sync::Arc;

/// Why a line is not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractionError {
    /// The line is not a JSON object of this form.
    #[error("this line is not in the format that 'hustings extract' prints: {0}")]
    Json(#[source] serde_json::Error),
    /// The page was printed without statements.
    #[error("{} has no statements; run 'hustings extract' without --no-statements", quote(.title))]
    NoStatements {
        /// The page's title.
        title: String,
    },
}

/// The parts of a line that facts are made from. The page's record, which is meant for people, is skipped.
#[derive(Debug, Deserialize)]
pub struct ExtractedPage {
    /// The page's title.
    pub title: String,
    /// The revision of the page, if known.
    #[serde(default)]
    pub revision: Option<u64>,
    /// The hash of the page's text, if printed.
    #[serde(default)]
    pub hash: Option<String>,
    /// The page that a redirect leads to. Absent if the title is not a redirect.
    #[serde(default)]
    pub redirect: Option<String>,
    /// What the page states. Absent for redirects.
    #[serde(default)]
    pub statements: Option<PageStatements>,
}

impl ExtractedPage {
    /// Reads one line.
    ///
    /// # Errors
    /// An error if the line is not a JSON object of this form, or if `extract --no-statements` printed it.
    pub fn read(line: &str) -> Result<Self, ExtractionError> {
        let page: Self = serde_json::from_str(line).map_err(ExtractionError::Json)?;
        if page.statements.is_none() && page.redirect.is_none() {
            return Err(ExtractionError::NoStatements { title: page.title });
        }
        Ok(page)
    }

    /// Reads every line of a file. A bad line gives a warning, and only that line is lost.
    pub(crate) fn read_all(file: &Page) -> impl Iterator<Item = Result<Self, Warning>> {
        let lines = file.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(number, line)| {
            let lost = |reason: ExtractionError| {
                Warning::new(&file.file, number + 1, "bad-extraction", reason.to_string()).losing(Lost::Pages(1))
            };
            Self::read(line).map_err(lost)
        })
    }
}

/// The format: pages as `hustings extract` prints them, one JSON object per line.
pub(super) const INPUT: Input = Input {
    name: "extraction",
    label: "extraction (NDJSON)",
    recognised_by: "a first line that begins with {\"title\":",
    becomes: "what the page stated when it was extracted",
    example: "{\"title\":\"2001 Harbour Party leadership election\"}\n",
    in_fractions: false,
    is_it: |text| text.first.starts_with("{\"title\":"),
    extract,
};

fn extract(page: &Page, facts: &mut Facts) {
    for line in ExtractedPage::read_all(page) {
        match line {
            Ok(ExtractedPage { title, redirect: Some(target), .. }) => facts.redirects.push((title, target)),
            Ok(ExtractedPage { title, revision, statements, .. }) => {
                let file = Arc::clone(&page.file);
                facts.append(statements.unwrap_or_default().into_facts(&file, &title, revision));
            }
            Err(warning) => facts.warnings.push(warning),
        }
    }
}
