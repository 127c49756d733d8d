//! The differences of two sources as findings, with the change that would make the first say what the second says.

use super::wikitext::number_in;
use crate::analysis::comparison::{Comparison, Row, Status, in_words};
use crate::check::{Change, Diagnostic, Fix, Severity, Written};
use crate::dataset::Lines;
use crate::graph::PoliticalGraph;
use crate::wikitext::Date;
use crate::wikitext::written::without_asides;
use crate::wikitext::written_date::date_in;
use std::sync::Arc;

/// The rules of these findings, each with what it finds.
pub const RULES: [(&str, &str); 3] = [
    ("compare-differs", "A statement of which the second source gives another value."),
    ("compare-only-a", "A statement that only the first source makes."),
    ("compare-only-b", "A statement that only the second source makes."),
];

/// Returns a finding for each row that `takes` takes, but for those in which both sources agree. A difference is a
/// warning, what only one source states is a note. O(rows).
pub fn findings(
    (a, b): (&PoliticalGraph, &PoliticalGraph),
    comparison: &Comparison,
    takes: impl Fn(&Row) -> bool,
    lines: &mut Lines,
) -> Vec<Diagnostic> {
    let rows = comparison.rows.iter().filter(|row| row.status != Status::Same && takes(row));
    rows.filter_map(|row| finding(a, b, row, lines)).collect()
}

fn finding(a: &PoliticalGraph, b: &PoliticalGraph, row: &Row, lines: &mut Lines) -> Option<Diagnostic> {
    let of_a = row.cited.a.map(|id| a.citation(id));
    let citation = of_a.or_else(|| row.cited.b.map(|id| b.citation(id)))?;
    let said = |value: &str| if value.is_empty() { "nothing".to_string() } else { value.to_string() };
    let (rule, severity, message) = match row.status {
        Status::Same => return None,
        Status::Differs => {
            let message =
                format!("the {} is {} here, and {} in {}", in_words(row.property), row.a, row.b, row.source_b);
            (RULES[0].0, Severity::Warning, message)
        }
        Status::OnlyA => (
            RULES[1].0,
            Severity::Note,
            format!("the {} {} is not in the second source", in_words(row.property), said(&row.a)),
        ),
        Status::OnlyB => (
            RULES[2].0,
            Severity::Note,
            format!("the {} {} is not in the first source", in_words(row.property), said(&row.b)),
        ),
    };
    let mut found = Diagnostic::at(rule, severity, citation, &row.subject, message);
    let values = [(&row.a, &row.source_a), (&row.b, &row.source_b)];
    let stated = values.into_iter().filter(|(value, _)| !value.is_empty());
    found = found.with_values(stated.map(|(value, source)| format!("{value} ({source})")));
    if row.status == Status::Differs
        && let Some(at) = of_a
        && let Some((old, new)) = written(row, &lines.entry(at))
    {
        let (file, page) = (Arc::clone(&at.file), Arc::clone(&at.page));
        found = found.with_fix(Fix { safe: false, changes: vec![Change { file, page, line: at.line, old, new }] });
    }
    Some(found)
}

/// Returns what the first source has written in the lines of an entry and what is to be written instead, for figures and
/// dates.
fn written(row: &Row, entry: &[String]) -> Option<(Written, Written)> {
    match row.property {
        "votes" => Some((Written::Count(row.a.parse().ok()?), Written::Count(row.b.parse().ok()?))),
        "share" => Some((Written::Share(row.a.parse().ok()?), Written::Share(row.b.parse().ok()?))),
        "from" | "to" | "born" | "died" | "date" => {
            let date = Date::parse(&row.a)?;
            // The fields of another office have another number.
            let number = entry.first().map(|line| number_in(line));
            let own = entry.iter().take_while(|line| Some(number_in(line)) == number);
            let bare: Vec<_> = own.map(|line| without_asides(line)).collect();
            let found = bare.iter().find_map(|line| date_in(line, date))?;
            let new = found.like(Date::parse(&row.b)?)?;
            Some((Written::Text(found.text.to_string()), Written::Text(new)))
        }
        _ => None,
    }
}
