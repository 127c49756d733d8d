//! Writes fetched pages as an export, schema 0.11 (mediawiki.org/xml/export-0.11.xsd), which [`crate::source::dump`]
//! reads.

use super::FetchedPage;
use crate::wikitext::xml;
use std::io::{Result, Write};

/// Writes pages as an export.
///
/// # Errors
/// An error if the writer reports one.
pub fn write_export(site: &str, pages: &[FetchedPage], out: &mut impl Write) -> Result<()> {
    let schema = "http://www.mediawiki.org/xml/export-0.11/";
    writeln!(out, "<mediawiki xmlns=\"{schema}\" version=\"0.11\" xml:lang=\"en\">")?;
    writeln!(out, "  <siteinfo>\n    <base>{}</base>\n    <generator>Hustings</generator>\n  </siteinfo>", xml(site))?;
    for page in pages {
        writeln!(out, "  <page>\n    <title>{}</title>\n    <ns>{}</ns>", title(&page.title), page.namespace)?;
        if page.id > 0 {
            writeln!(out, "    <id>{}</id>", page.id)?;
        }
        if let Some(target) = &page.redirect {
            writeln!(out, "    <redirect title=\"{}\" />", title(target))?;
        }
        writeln!(out, "    <revision>")?;
        if page.revision > 0 {
            writeln!(out, "      <id>{}</id>", page.revision)?;
        }
        if !page.timestamp.is_empty() {
            writeln!(out, "      <timestamp>{}</timestamp>", xml(&page.timestamp))?;
        }
        let text = match &page.redirect {
            // Titles contain no line ends or brackets; the attribute above keeps the title as the wiki gave it.
            Some(target) => {
                let target = target.replace(|c: char| c.is_control() || "[]|".contains(c), " ");
                format!("#REDIRECT [[{target}]]")
            }
            None => page.text.clone(),
        };
        writeln!(out, "      <model>wikitext</model>\n      <format>text/x-wiki</format>")?;
        writeln!(out, "      <text bytes=\"{}\" xml:space=\"preserve\">{}</text>", text.len(), xml(&text))?;
        writeln!(out, "    </revision>\n  </page>")?;
    }
    writeln!(out, "</mediawiki>")
}

/// Escapes a title. Tabs and line ends are also escaped, because a title is one line.
fn title(text: &str) -> String {
    xml(text).replace('\t', "&#9;").replace('\n', "&#10;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dump::{self, Dump, DumpOptions};
    use std::io::Cursor;
    use std::ops::ControlFlow;

    #[test]
    fn what_is_written_reads_back() {
        let page = |title: &str, text: &str, redirect: Option<&str>| FetchedPage {
            title: title.into(),
            namespace: 0,
            id: 7,
            revision: 99,
            timestamp: "2026-01-02T03:04:05Z".into(),
            text: text.into(),
            redirect: redirect.map(ToString::to_string),
        };
        let pages = [page("A & \"B\"", "{{x|<b>&amp;}}\n[[c]]", None), page("Old", "", Some("A & \"B\""))];
        let mut xml = Vec::new();
        assert!(write_export("http://x", &pages, &mut xml).is_ok());
        let mut read = Vec::new();
        if let Ok(dump) = Dump::new("t", None, Cursor::new(xml)) {
            let work = |p: dump::DumpPage<'_>| {
                Some((p.title.to_string(), p.text.to_string(), p.revision, p.redirect.map(|r| r.to_string())))
            };
            let report = dump::run(
                dump,
                &DumpOptions::default(),
                &std::sync::Arc::default(),
                |_, _| true,
                work,
                |p| {
                    read.push(p);
                    ControlFlow::Continue(())
                },
            );
            assert!(report.complete && report.warnings.is_empty());
        }
        assert_eq!(read.len(), 2);
        assert_eq!(read[0], ("A & \"B\"".into(), "{{x|<b>&amp;}}\n[[c]]".into(), Some(99), None));
        assert_eq!(read[1].3.as_deref(), Some("A & \"B\""));
    }
}
