//! Reports names that one article spells in two ways, and surnames with one wrong letter.

use super::{Diagnostic, Fix, Input, Rule, Severity, valued};
use crate::facts::{Citation, Confidence};
use crate::wikitext::fold::{fold, one_letter_off};
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    name: "name-spelling",
    severity: Severity::Warning,
    finds: "a person's name spelled in two ways in one article, or a surname with one wrong letter",
    why: "A name spelled two ways in one article is one person to its readers and two to every program, and one of the spellings is probably a mistake.",
    wrong: include_str!("../../../tests/rules/name-spelling/wrong.txt"),
    right: include_str!("../../../tests/rules/name-spelling/right.txt"),
    but: "Only one wrong, missing, added or exchanged letter is taken for a slip, so that nicknames are left alone. Differences in diacritics, hyphens, capitals, middle names or initials are not reported.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let graph = input.graph;
    for slip in &input.facts.misspellings {
        let message = format!("'{}' looks like a misspelling of the surname of {}", slip.written, slip.meant);
        let values = [valued(&slip.written, &slip.citation), slip.meant.clone()];
        let mut found =
            Diagnostic::at(RULE.name, Severity::Warning, &slip.citation, &slip.meant, message).with_values(values);
        if let Some(right) = slip.meant.split(' ').find(|word| one_letter_off(&fold(word), &fold(&slip.written))) {
            found = found.with_fix(Fix::suggested(&slip.citation, &slip.written, right));
        }
        out.push(found);
    }
    for person in graph.people().iter().filter(|p| p.spellings.len() > 1) {
        // For each page, the spellings and their citations.
        let mut by_file: BTreeMap<&str, BTreeMap<&str, Vec<&Citation>>> = BTreeMap::new();
        for candidacy in person.candidacies.iter().map(|id| graph.candidacy(*id)) {
            for (name, id) in &candidacy.named {
                let citation = graph.citation(*id);
                if matches!(citation.confidence, Confidence::Infobox | Confidence::ResultTable | Confidence::Prose) {
                    by_file.entry(&citation.page).or_default().entry(name).or_default().push(citation);
                }
            }
        }
        for spellings in by_file.values() {
            let preferred = spellings.keys().find(|s| fold(s) == fold(&person.name));
            let common = preferred
                .or_else(|| spellings.iter().max_by_key(|(s, c)| (c.len(), std::cmp::Reverse(**s))).map(|(s, _)| s));
            let Some(common) = common.copied() else { continue };
            let news = |s: &str| fold(s) != fold(common) && is_slip(s, common);
            for (odd, places) in spellings.iter().filter(|(s, _)| news(s)) {
                let Some(here) = places.iter().min() else { continue };
                let Some(there) = spellings.get(common).and_then(|c| c.iter().min()) else { continue };
                let message = format!("spelled '{odd}' here and '{common}' elsewhere in the same article ({there})");
                let values = [valued(odd, here), valued(common, there)];
                let fix = Fix::suggested(here, odd, common);
                let found = Diagnostic::at(RULE.name, Severity::Warning, here, &person.name, message);
                out.push(found.with_values(values).with_fix(fix));
            }
        }
    }
}

/// Returns true if one word of two names differs by a slip, and the others agree or are left out. "Mike" and "Michael" are
/// two forms of one name.
fn is_slip(a: &str, b: &str) -> bool {
    if leaves_out(a, b) || leaves_out(b, a) {
        return false;
    }
    let (a, b) = (fold(a), fold(b));
    let odd = |own: &str, other: &str| -> Vec<String> {
        own.split(' ').filter(|w| w.len() > 1 && !other.split(' ').any(|o| o == *w)).map(ToString::to_string).collect()
    };
    let (a, b) = (odd(&a, &b), odd(&b, &a));
    matches!((a.as_slice(), b.as_slice()), ([x], [y]) if one_letter_off(x, y))
}

/// Returns true if `short` only omits words of `long`, or has initials in their place: that is not another spelling.
fn leaves_out(short: &str, long: &str) -> bool {
    let (short, long) = (fold(short), fold(long));
    let mut rest = long.split(' ');
    let stands_for = |word: &str, other: &str| word == other || word.len() == 1 && other.starts_with(word);
    short.split(' ').all(|word| rest.any(|other| stands_for(word, other)))
}
