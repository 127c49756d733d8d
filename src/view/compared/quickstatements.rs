//! Edits in version 1 of the QuickStatements syntax (<https://www.wikidata.org/wiki/Help:QuickStatements>), as far as it
//! can write them: it adds statements, and adds qualifiers to the only statement of a value.

use super::changes::{Change, Changes, LeftOut, Value, What};
use crate::view::exchange::time;

/// Returns the lines, and what cannot be written so.
pub fn quickstatements(changes: &Changes, summary: Option<&str>) -> (String, LeftOut) {
    let mut left_out = changes.left_out.clone();
    let summary = summary.unwrap_or("compared with another source by Hustings");
    let comment = format!(" /* {} */", summary.replace("*/", "* /").replace(['\t', '\n'], " "));
    let mut out = String::new();
    for change in &changes.all {
        match line(change) {
            Some(line) => out.push_str(&format!("{line}{comment}\n")),
            None => left_out.not_in_quickstatements += 1,
        }
    }
    (out, left_out)
}

/// Returns the line of a change; `None` if QuickStatements would make something else of it.
fn line(change: &Change) -> Option<String> {
    let value = value_of(change.value.as_ref()?)?;
    let mut line = format!("{}\t{}\t{value}", change.item, change.property);
    match &change.what {
        // A second statement of one value would only add its qualifiers to the first.
        What::Add(qualifiers) if change.alike == 0 || qualifiers.is_empty() => {
            for (property, value) in qualifiers {
                line.push_str(&format!("\t{property}\t{}", value_of(value)?));
            }
        }
        What::Qualifier { property, new, had: false } if change.alike == 1 => {
            line.push_str(&format!("\t{property}\t{}", value_of(new)?));
        }
        _ => return None,
    }
    for (at, (property, url)) in change.references.iter().enumerate() {
        // The mark `!` begins a new reference.
        let mark = if at == 0 { "" } else { "!" };
        let source = property.replacen('P', "S", 1);
        line.push_str(&format!("\t{mark}{source}\t\"{}\"", url.replace('"', "%22").replace(['\t', '\n'], "%20")));
    }
    Some(line)
}

fn value_of(value: &Value) -> Option<String> {
    match value {
        Value::Item(item) => Some(item.clone()),
        Value::Time(date) => time(*date),
        Value::Amount(votes) => Some(votes.to_string()),
    }
}
