//! A comparison as a page of HTML: what differs, and what only one of the sources states, each with its citations.

use crate::analysis::comparison::{Comparison, Row, Status, in_words};
use crate::view::words::counted;
use crate::wikitext::number::grouped;
use crate::wikitext::xml as escape;

/// The explorer's style, of which the page takes the colours, the tables and the typeface.
const STYLE: &str = include_str!("../explorer/explorer.css");

/// Columns of a narrow screen stand below each other, each with its heading.
const NARROW: &str = "td .from { display: block; color: var(--muted); font-size: 0.75rem; }\
 @media screen and (max-width: 40rem) { table, tbody, tr, th, td { display: block; max-width: none; padding-right: 0; } thead { display: none; } \
 tr { border-bottom: 1px solid var(--rule); padding: 0.4rem 0; } th, td { border: 0; padding: 0.1rem 0; } \
 td[data-name]::before { content: attr(data-name) ': '; color: var(--muted); font-size: 0.75rem; } }";

/// Returns the page. `names` are the two sources as the user named them. Statements that are the same are only counted.
/// O(rows).
pub fn page(comparison: &Comparison, names: [&str; 2], takes: impl Fn(&Row) -> bool) -> String {
    let [a, b] = names.map(|name| escape(name).into_owned());
    let [short_a, short_b] =
        names.map(|name| escape(name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(name)));
    let count = |status: Status| {
        grouped(comparison.rows.iter().filter(|row| row.status == status && !is_label(row)).count() as u64)
    };
    let title = format!("{short_a} and {short_b} compared");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>{STYLE}{NARROW}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p class=\"lead\">{}: {} the same, {} that differ, {} only in A, {} only in B; and {} of offices that differ. A is {a}, \
         B is {b}. Dates are compared as exactly as the vaguer one.</p>\n",
        counted(comparison.rows.len(), "statement"),
        count(Status::Same),
        count(Status::Differs),
        count(Status::OnlyA),
        count(Status::OnlyB),
        counted(comparison.rows.iter().filter(|row| is_label(row)).count(), "name"),
    );
    let parts = [
        ("What differs", Status::Differs, false),
        ("Only in A", Status::OnlyA, false),
        ("Only in B", Status::OnlyB, false),
        ("Names of offices that differ", Status::Differs, true),
    ];
    for (heading, status, labels) in parts {
        let belongs = |row: &&Row| row.status == status && is_label(row) == labels && takes(row);
        let rows: Vec<&Row> = comparison.rows.iter().filter(belongs).collect();
        if !rows.is_empty() {
            table(&mut out, heading, &rows);
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Returns true for names of one office that differ, which are often a matter of style, and come last.
fn is_label(row: &Row) -> bool {
    row.property == "office" && row.status == Status::Differs
}

fn table(out: &mut String, heading: &str, rows: &[&Row]) {
    out.push_str(&format!(
        "<h2>{heading} ({})</h2>\n<table class=\"results\">\n<thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">Property</th>\
         <th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\n<tbody>\n",
        rows.len()
    ));
    for row in rows {
        let value = |name: &str, value: &str, source: &str| {
            if value.is_empty() && source.is_empty() {
                return "<td></td>".to_string();
            }
            let value = if value.is_empty() { "stated".into() } else { escape(value) };
            format!("<td data-name=\"{name}\">{value}<span class=\"from\">{}</span></td>", escape(source))
        };
        out.push_str(&format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td>{}{}</tr>\n",
            escape(&row.subject),
            in_words(row.property),
            value("A", &row.a, &row.source_a),
            value("B", &row.b, &row.source_b)
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}
