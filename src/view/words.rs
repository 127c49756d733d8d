//! Numbers with their nouns, and other phrases that are used in many places.

use crate::wikitext::number::grouped;

/// Returns a number with its noun: `1 tenure`, `3 tenures`, `2 people`.
pub fn counted(number: usize, noun: &str) -> String {
    let number_said = grouped(number as u64);
    match noun.strip_suffix("cy") {
        _ if number == 1 => format!("1 {noun}"),
        _ if noun == "person" => format!("{number_said} people"),
        Some(stem) => format!("{number_said} {stem}cies"),
        None => format!("{number_said} {noun}s"),
    }
}

/// Returns a number with the noun in the right form: `1 rivalry`, `3 rivalries`.
pub fn many(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", grouped(number as u64), if number == 1 { one } else { several })
}

/// Returns how often two people met: `4 meetings: 2 documented, 2 stated`.
pub fn say_meetings(documented: usize, stated: usize) -> String {
    format!("{}: {documented} documented, {stated} stated", counted(documented + stated, "meeting"))
}

/// Returns a word that says whether a source is about a contest, or only mentions it.
pub const fn evidence(documented: bool) -> &'static str {
    if documented { "documented" } else { "stated" }
}
