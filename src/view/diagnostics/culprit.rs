//! Finds the culprit of a diagnostic in the quoted line.

use crate::check::Diagnostic;
use crate::wikitext::Date;
use crate::wikitext::number::grouped;
use std::ops::Range;

/// Returns the bytes of the quoted line that the diagnostic is about: the first of its values that the line contains in
/// a usual spelling, else a name quoted in the message, else the subject. If the line contains none of them, returns
/// the whole line without surrounding whitespace. The range is empty if there is no line.
pub fn culprit(d: &Diagnostic) -> Range<usize> {
    let quote = &*d.quote;
    let start = quote.len() - quote.trim_start().len();
    found_in(quote, d).unwrap_or(start..quote.trim_end().len().max(start))
}

/// Returns the bytes of a line of the source that the diagnostic is about: the culprit if the line contains the
/// quotation, else the first value, quoted name or subject that the line contains. Returns `None` if it contains none
/// of them, because it is another line or because markup separates the words.
pub fn culprit_in(line: &str, d: &Diagnostic) -> Option<Range<usize>> {
    match line.find(&*d.quote).filter(|_| !d.quote.is_empty()) {
        Some(at) => {
            let inner = culprit(d);
            Some(at + inner.start..at + inner.end)
        }
        None => found_in(line, d),
    }
}

/// Returns the columns of the culprit in a line of the source, in characters from 1: that of its first character and the
/// one after its last.
pub fn columns_of(line: &str, d: &Diagnostic) -> Option<(usize, usize)> {
    let span = culprit_in(line, d)?;
    let column = |at: usize| line[..at].chars().count() + 1;
    Some((column(span.start), column(span.end)))
}

fn found_in(quote: &str, d: &Diagnostic) -> Option<Range<usize>> {
    for value in &d.values {
        // "19 November 2002 (prose, a.txt:3)": the value without its citation.
        let head = value.rsplit_once(" (").map_or(value.as_str(), |(head, _)| head);
        if let Some(range) = spellings(head).into_iter().find_map(|s| word(quote, &s)) {
            return Some(range);
        }
    }
    // A name or title that the message puts in quotes.
    for quoted in d.message.split('\'').skip(1).step_by(2) {
        if let Some(range) = word(quote, quoted) {
            return Some(range);
        }
    }
    word(quote, &d.subject)
}

/// Returns the ways in which a value may be written.
fn spellings(value: &str) -> Vec<String> {
    let mut all = vec![value.to_string()];
    if let Some(date) = Date::parse(value) {
        all.push(date.long());
        if let (Some(day), Some(month), Some(year)) = (date.the_day(), date.the_month(), date.the_year()) {
            let name = crate::wikitext::date::month_name(month);
            all.extend([format!("{name} {day}, {year}"), format!("{day} {name}"), format!("{name} {day}")]);
        }
        all.extend(date.the_year().map(|y| y.to_string()));
    }
    let bare = value.trim_end_matches('%');
    if let Ok(count) = bare.replace(',', "").parse::<u64>() {
        all.extend([grouped(count), count.to_string()]);
    }
    if bare != value {
        all.push(bare.to_string());
    }
    if let Some(present) = value.strip_prefix("present ") {
        all.push(present.to_string());
    }
    all
}

/// Finds a text in a line as whole words.
fn word(line: &str, text: &str) -> Option<Range<usize>> {
    if text.is_empty() {
        return None;
    }
    let (first, last) = (text.chars().next()?.is_alphanumeric(), text.chars().next_back()?.is_alphanumeric());
    line.match_indices(text).map(|(at, _)| at..at + text.len()).find(|r| {
        let before = line[..r.start].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = line[r.end..].chars().next().is_some_and(char::is_alphanumeric);
        !(first && before || last && after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Severity;

    fn found(quote: &str, values: &[&str], message: &str) -> String {
        let d = Diagnostic {
            file: "a".into(),
            page: "".into(),
            of_export: false,
            line: 1,
            rule: "x".into(),
            severity: Severity::Note,
            subject: "Somebody".into(),
            message: message.into(),
            values: values.iter().map(ToString::to_string).collect(),
            quote: quote.into(),
            fix: None,
        };
        quote[culprit(&d)].to_string()
    }

    #[test]
    fn the_value_is_found_as_it_is_written() {
        assert_eq!(found("It was on 19 November 2002.", &["2002-11-19 (prose, a:1)"], ""), "19 November 2002");
        assert_eq!(found("Votes: 1,445 of 11,445", &["1445 (infobox, a:1)"], ""), "1,445");
        assert_eq!(found("Percentage1: 40.6%", &["40.6%"], ""), "40.6%");
        assert_eq!(found("Supporters of Okafer.", &[], "'Okafer' looks like a slip"), "Okafer");
        assert_eq!(found("  nothing of it  ", &["x"], ""), "nothing of it");
        assert_eq!(found("", &["x"], ""), "");
    }
}
