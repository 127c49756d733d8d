//! The thirty cases that readers of wikitext get wrong, every value of each.
#![allow(clippy::disallowed_methods, reason = "tests read files of their own")]
#![allow(clippy::panic, clippy::print_stderr, reason = "a test says why it fails")]

use crate::support;
use hustings::wikitext::figure::{change_in, count_in, dates_in, percent_in};
use hustings::wikitext::{Markup, Template, template_name};
use serde_json::{Map, Value};

/// The template of a trap: `name#2` is the second of that name.
fn find<'m>(markup: &'m Markup<'m>, key: &str) -> Option<Template<'m>> {
    let (name, number) = key.split_once('#').map_or((key, 1), |(n, k)| (n, k.parse().unwrap_or(1)));
    markup.templates().filter(|t| t.name() == template_name(name)).nth(number - 1)
}

fn object<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// Everything that a trap asserts of one template, against what is read; the differences.
fn differences(markup: &Markup<'_>, template: Template<'_>, asserted: &Value, shared: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let of = |name: &str| template.argument(name).map(|a| a.value);
    for (name, expected) in object(asserted, "expected") {
        let shown = of(name).map(|span| markup.value(span).text);
        let accepted = shared.get("accept").and_then(|a| a.get(name)).and_then(Value::as_array);
        let also = accepted.is_some_and(|all| all.iter().any(|v| v.as_str() == shown.as_deref()));
        if shown.as_deref() != expected.as_str() && !also {
            wrong.push(format!("{name}: {expected} expected, {shown:?} shown"));
        }
    }
    for (name, expected) in object(asserted, "raw") {
        let raw = of(name).map(|span| markup.raw(span).into_owned());
        if raw.as_deref() != expected.as_str() {
            wrong.push(format!("{name}: raw {expected} expected, {raw:?} found"));
        }
    }
    wrong
}

#[test]
fn every_value_of_every_trap() {
    let Some(path) = support::shared("traps.json", std::env::var("HUSTINGS_TRAPS").ok()) else { return };
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let traps: Vec<Value> = serde_json::from_str(&text).unwrap_or_default();
    assert_eq!(traps.len(), 30);
    let mut wrong = Vec::new();
    for trap in &traps {
        let field = |key: &str| trap[key].as_str().unwrap_or_default();
        let markup = Markup::scan(field("wikitext"));
        let others = trap["also"].as_array().cloned().unwrap_or_default();
        for asserted in std::iter::once(trap).chain(&others) {
            let key = asserted["template"].as_str().unwrap_or_default();
            match find(&markup, key) {
                Some(template) => {
                    let found = differences(&markup, template, asserted, trap);
                    wrong.extend(found.into_iter().map(|d| format!("{}: {d}", field("id"))));
                }
                None => wrong.push(format!("{}: no template {key}", field("id"))),
            }
        }
        let Some(template) = find(&markup, field("template")) else { continue };
        let shown = |name: &str| template.argument(name).map(|a| markup.value(a.value).text).unwrap_or_default();
        for (name, expected) in object(trap, "number") {
            let text = shown(name);
            let read = match name.as_str() {
                n if n.starts_with("popular_vote") => count_in(&text).map(|n| n as f64),
                n if n.starts_with("percentage") => percent_in(&text),
                _ => change_in(&text),
            };
            if read != expected.as_f64() {
                wrong.push(format!("{}: {name}: {expected} expected, {read:?} read from {text}", field("id")));
            }
        }
        for (name, expected) in object(trap, "date") {
            let read: Vec<String> = dates_in(&shown(name)).iter().map(ToString::to_string).collect();
            if read.first().map(String::as_str) != expected.as_str() || read.len() != 1 {
                wrong.push(format!("{}: {name}: {expected} expected, {read:?} read", field("id")));
            }
        }
        for name in trap["absent"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if template.argument(name).is_some() {
                wrong.push(format!("{}: {name} is there", field("id")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_box_of_an_unclosed_template_is_recovered() {
    let text = "{{Infobox election\n| leader1 = {{nowrap|Foo Bar\n| votes1 = 123\n}}\n\nText {{Infobox election|leader1=Next|votes1=9}}";
    let markup = Markup::scan(text);
    let leader = find(&markup, "Infobox election").and_then(|t| t.argument("leader1"));
    assert_eq!(leader.map(|a| markup.value(a.value).text).as_deref(), Some("Foo Bar"));
}
