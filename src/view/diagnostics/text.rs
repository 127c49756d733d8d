//! Diagnostics as text for people: the message, the line with the culprit underlined, and conflicting values if the
//! message does not state them.

use super::{advice, culprit, culprit_in};
use crate::check::{Diagnostic, Severity};
use crate::dataset::Mending;
use crate::view::escape::{acts, is_mark, one_line};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

/// How the text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// True for coloured text. The caller removes the colours again if the output does not support them.
    pub colour: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
}

/// The length in characters from which a line is cut to the part around the culprit.
const LONGEST: usize = 160;

/// Returns a diagnostic as text that ends with a line break. `raw` is the line of the source, if it is available;
/// otherwise the text shows the quotation of the diagnostic, without a column. `mending` is its fix, if it has one.
///
/// `link` is the address where the line can be edited, if it is known.
pub fn text(d: &Diagnostic, raw: Option<&str>, mending: Option<&Mending>, link: Option<&str>, look: Look) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = if d.subject.is_empty() { d.message.clone() } else { format!("{}: {}", d.subject, d.message) };
    let title = level.primary_title(one_line(&message)).id(d.rule.to_string());
    let found = raw.and_then(|raw| Some((raw, culprit_in(raw, d)?)));
    let place = if d.of_export { format!("{}: {}", d.file, d.page) } else { d.file.to_string() };
    let mut origin = Origin::path(one_line(&place).into_owned());
    if d.line > 0 {
        origin = origin.line(d.line);
    }
    if let Some((raw, span)) = &found {
        origin = origin.char_column(raw[..span.start].chars().count() + 1);
    }
    let (line, span) = match found {
        Some((raw, span)) => excerpt(raw, span),
        None => excerpt(&d.quote, culprit(d)),
    };
    let mut group = title.element(origin);
    if !line.is_empty() {
        let snippet = Snippet::source(line).line_start(d.line.max(1));
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(span)));
    }
    // This message does not state the conflicting values: a note lists them.
    let group = if d.rule == "conflicting-sources" && !d.message.contains(" or ") {
        group.element(Level::NOTE.message(one_line(&d.values.join(" or ")).into_owned()))
    } else {
        group
    };
    let group = match mending {
        Some(mending) => group.element(Level::HELP.message(one_line(&advice(mending)).into_owned())),
        None => group,
    };
    let group = match link {
        Some(link) => group.element(Level::HELP.with_name("edit").message(one_line(link).into_owned())),
        None => group,
    };
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(look.width);
    // The title already states the location. The renderer writes a line of colons before a snippet that has no path.
    let is_dots = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() == ":::";
    let rendered = renderer.render(&[group]);
    let lines: Vec<&str> = rendered.lines().filter(|l| !is_dots(l)).collect();
    format!("{}\n\n", lines.join("\n"))
}

/// Returns a line, or the part of a long line around the culprit, and the position of the culprit in it.
fn excerpt(quote: &str, span: std::ops::Range<usize>) -> (String, std::ops::Range<usize>) {
    let (mut from, mut to) = (0, quote.len());
    if quote.chars().count() > LONGEST {
        // Whole words, about sixty characters on each side.
        let back = |at: usize| quote[..at].char_indices().rev().nth(60).map_or(0, |(i, _)| i);
        let forth = |at: usize| quote[at..].char_indices().nth(60).map_or(quote.len(), |(i, _)| at + i);
        let end = if span.len() > LONGEST { forth(span.start) } else { span.end };
        from = quote[..back(span.start)].rfind(' ').map_or(0, |i| i + 1);
        to = quote[forth(end)..].find(' ').map_or(quote.len(), |i| forth(end) + i);
    }
    let span = span.start.max(from)..span.end.min(to);
    let lead = if from > 0 { "… " } else { "" };
    let trail = if to < quote.len() { " …" } else { "" };
    let cut = format!("{lead}{}{trail}", &quote[from..to]);
    // Control characters become spaces of the same length in bytes: the text stays one line and positions stay valid.
    let cut: String = cut
        .chars()
        .flat_map(|c| {
            let blank = acts(c) || is_mark(c);
            std::iter::repeat_n(if blank { ' ' } else { c }, if blank { c.len_utf8() } else { 1 })
        })
        .collect();
    let moved = |at: usize| (at - from + lead.len()).min(cut.len());
    let (start, end) = (moved(span.start), moved(span.end));
    (cut, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every line can be shown, and the text stays one line.
        #[test]
        fn any_line_can_be_shown(
            quote in "\\PC{0,12}|.{0,300}|[a-z ]{150,400}|[\u{80}-\u{9f}\u{202a}-\u{202e}\u{590}-\u{5ff}a ]{0,40}",
            value in ".{0,20}",
            raw in proptest::option::of(".{0,200}"),
            line in 0usize..5,
            width in 20usize..200,
        ) {
            let d = Diagnostic {
                file: "a b.txt".into(),
                page: "".into(),
                of_export: false,
                line,
                rule: "date-conflict".into(),
                severity: Severity::Warning,
                subject: value.clone(),
                message: format!("'{value}' and {quote}"),
                values: vec![value, "x (prose, a:1)".into()],
                quote: quote.into(),
                fix: None,
            };
            let whole = raw.map(|raw| format!("{raw}{}", d.quote));
            let shown = text(&d, whole.as_deref(), None, None, Look { colour: false, width });
            prop_assert!(shown.contains("warning[date-conflict]"));
            let turns = |text: &str| text.contains('\u{202e}');
            prop_assert!(!turns(&shown), "nothing turns the writing direction");
        }
    }
}
