//! Faults in the markup of one page: parameters given twice, templates and links that are not closed.

use super::Facts;
use super::citation::Confidence;
use super::own_page::{OwnConflict, PageConflict};
use super::state::Place;
use super::templates::{parameter_name, templates};
use crate::wikitext::figure::dates_in;
use crate::wikitext::{Markup, Template};
use std::collections::BTreeMap;

/// Finds the faults in the templates that rules read. Linear in the page.
pub(super) fn find(markup: &Markup<'_>, place: &Place<'_>, facts: &mut Facts) {
    for template in markup.templates().filter(|t| templates().role(&t.name()).is_some()) {
        repeated(template, place, facts);
        unclosed(template, place, facts);
    }
}

/// The longest value that is looked at, in bytes. Longer ones hold whole boxes, which are looked at by themselves.
const LONGEST_VALUE: usize = 2_000;

/// Reports parameters that a template has twice with different values.
fn repeated(template: Template<'_>, place: &Place<'_>, facts: &mut Facts) {
    let markup = template.markup();
    let mut seen: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for argument in template.arguments().filter(|a| !a.positional && a.value.len() <= LONGEST_VALUE) {
        let value = markup.raw(argument.value.clone()).to_string();
        if value.is_empty() {
            continue;
        }
        let name = parameter_name(&argument.name);
        let line = markup.line(argument.value.start);
        if let Some((first, at)) = seen.get(&name)
            && *first != value
            && !says_the_same(first, &value)
        {
            facts.conflicts.push(PageConflict {
                kind: OwnConflict::Repeated,
                subject: template.raw_name().to_string(),
                about: argument.name.to_string(),
                values: [first, &value].map(|text| markup_free(text)),
                here: place.citation(*at, Confidence::Infobox),
                there: place.citation(line, Confidence::Infobox),
                odd: false,
            });
        }
        seen.insert(name, (value, line));
    }
}

/// Returns true if two values show the same text, day or number.
fn says_the_same(a: &str, b: &str) -> bool {
    let (a, b) = (markup_free(a), markup_free(b));
    let dates = [&a, &b].map(|text| dates_in(text));
    let numbers = [&a, &b].map(|text| text.trim().trim_end_matches('%').trim().replace(',', "").parse::<f64>().ok());
    a == b || !dates[0].is_empty() && dates[0] == dates[1] || numbers[0].is_some() && numbers[0] == numbers[1]
}

/// Returns what a value shows, cut to a length that fits into a sentence.
fn markup_free(raw: &str) -> String {
    let markup = Markup::scan(raw);
    markup.value(0..raw.len()).line().chars().take(80).collect()
}

/// Reports a template that ends without its braces, and links in it that end without their brackets.
fn unclosed(template: Template<'_>, place: &Place<'_>, facts: &mut Facts) {
    let markup = template.markup();
    let mut say = |kind, line: usize, about: String| {
        let here = place.citation(line, Confidence::Infobox);
        let subject = template.raw_name().to_string();
        let there = here.clone();
        facts.conflicts.push(PageConflict {
            kind,
            subject,
            about,
            values: Default::default(),
            here,
            there,
            odd: false,
        });
    };
    // The last braces may be those of a template inside, which took them or stood on the last line.
    let span = template.span();
    let inner = markup.templates_in(span.start + 2..span.end).filter(|t| t.span().end == span.end);
    if !markup.text()[span.clone()].ends_with("}}") || inner.take(1).count() > 0 {
        say(OwnConflict::UnclosedTemplate, template.line(), String::new());
    }
    let count = |text: &str, what: &str| memchr::memmem::find_iter(text.as_bytes(), what.as_bytes()).count();
    for argument in template.arguments().filter(|a| a.value.len() <= LONGEST_VALUE) {
        let raw = &markup.text()[argument.value.clone()];
        if count(raw, "[[") > count(raw, "]]") {
            let clean = markup.raw(argument.value.clone());
            if count(&clean, "[[") > count(&clean, "]]") && !clean.contains("{{") && !clean.contains("<nowiki") {
                say(OwnConflict::UnclosedLink, markup.line(argument.value.start), argument.name.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_say_the_same() {
        assert!(says_the_same("[[Bo Birch]]<ref>a</ref>", "[[Bo Birch]]") && says_the_same("40%", "40.0"));
        assert!(says_the_same("1 May 1980", "May 1, 1980") && !says_the_same("1 May 1980", "2 May 1980"));
    }
}
