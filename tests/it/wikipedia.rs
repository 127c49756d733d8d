//! Real pages with extractions made by hand: every asserted value is counted as right, wrong, missing or invented.
#![allow(clippy::disallowed_methods, reason = "tests read files of their own")]
#![allow(clippy::panic, clippy::print_stderr, clippy::print_stdout, reason = "the test prints its table")]

use crate::support;
use hustings::facts::wiki;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Right, wrong, missing, invented.
type Tally = [usize; 4];

#[derive(Default)]
struct Scores {
    by_kind: BTreeMap<String, Tally>,
    failures: Vec<String>,
}

impl Scores {
    fn count(&mut self, kind: &str, what: usize, message: impl FnOnce() -> String) {
        self.by_kind.entry(kind.to_string()).or_default()[what] += 1;
        if what > 0 {
            self.failures.push(format!("{}: {}", ["right", "wrong", "missing", "invented"][what], message()));
        }
    }
}

/// The keys that tell the objects of a list apart.
fn identity(kind: &str) -> &'static [&'static str] {
    match kind {
        "elections" => &["election", "date"],
        "candidates" => &["display", "party"],
        "offices" => &["office", "start"],
        "successions" => &["title", "start"],
        "rounds" => &["round"],
        "options" => &["option"],
        _ => &[],
    }
}

/// Which of the objects read is the one expected: equal in the first key, and in as many others as may be.
fn partner(kind: &str, expected: &Value, unused: &[&Value]) -> Option<usize> {
    let keys = identity(kind);
    let first = keys.first()?;
    let same =
        |a: &Value, b: &Value, key: &str| a.get(key).filter(|v| !v.is_null()) == b.get(key).filter(|v| !v.is_null());
    let score = |read: &Value| {
        let rest = keys.iter().filter(|k| same(expected, read, k)).count();
        let others = expected.as_object().into_iter().flat_map(Map::keys).filter(|k| same(expected, read, k)).count();
        (rest, others)
    };
    let near = |v: &&&Value| same(expected, v, first) || expected.get(*first).is_none();
    let best = unused.iter().filter(near).max_by_key(|v| score(v))?;
    unused.iter().position(|v| std::ptr::eq(*v, *best))
}

fn compare(kind: &str, place: &str, expected: &Map<String, Value>, read: &Value, scores: &mut Scores) {
    for (key, value) in expected {
        if ["id", "file", "notes", "excluded"].contains(&key.as_str()) {
            continue;
        }
        let place = format!("{place} {key}");
        // The expected files write the end of a spell that goes on as a word.
        let sitting = (key == "end" && read.get("in_office") == Some(&Value::Bool(true))).then(|| json!("present"));
        let found = sitting.as_ref().or_else(|| read.get(key).filter(|v| !v.is_null()));
        match (value, found) {
            (Value::Array(all), _)
                if all.first().is_some_and(Value::is_object) || !identity(key).is_empty() && all.is_empty() =>
            {
                let list = found.and_then(Value::as_array).cloned().unwrap_or_default();
                compare_lists(key, &place, all, &list, scores);
            }
            (Value::Null, None) => scores.count(kind, 0, String::new),
            (Value::Null, Some(found)) => scores.count(kind, 3, || format!("{place}: {found}")),
            (_, None) => scores.count(kind, 2, || format!("{place}: {value}")),
            (value, Some(found)) => {
                let same = match (value.as_f64(), found.as_f64()) {
                    (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                    _ => value == found,
                };
                scores.count(kind, usize::from(!same), || format!("{place}: {value} expected, {found} read"));
            }
        }
    }
}

fn compare_lists(kind: &str, place: &str, expected: &[Value], read: &[Value], scores: &mut Scores) {
    if expected.first().is_some_and(|v| !v.is_object()) {
        let same = expected == read;
        scores.count(kind, usize::from(!same), || format!("{place}: {expected:?} expected, {read:?} read"));
        return;
    }
    let mut unused: Vec<&Value> = read.iter().collect();
    for (number, value) in expected.iter().enumerate() {
        let Some(object) = value.as_object() else { continue };
        let place = format!("{place}[{number}]");
        match partner(kind, value, &unused) {
            Some(index) => compare(kind, &place, object, unused.remove(index), scores),
            None => {
                for (key, value) in object.iter().filter(|(_, v)| !v.is_null()) {
                    scores.count(kind, 2, || format!("{place} {key}: {value}, and all of the entry"));
                }
            }
        }
    }
    // The expected files say nothing of tables made of cells; those are held by `wikitables.rs`.
    for extra in unused.into_iter().filter(|extra| extra["template"] != "wikitable") {
        scores.count(kind, 3, || format!("{place}: {extra}"));
    }
}

#[test]
fn every_asserted_value_of_twenty_pages() {
    let Some(folder) = support::shared("wikitext", std::env::var("HUSTINGS_WIKITEXT").ok()) else { return };
    let mut files: Vec<_> = std::fs::read_dir(format!("{folder}/expected"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 20);
    let mut scores = Scores::default();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let expected: Value = serde_json::from_str(&text).unwrap_or_default();
        let field = |key: &str| expected[key].as_str().unwrap_or_default().to_string();
        let page = std::fs::read_to_string(format!("{folder}/{}", field("file"))).unwrap_or_default();
        let record = wiki::read(&field("title"), &page);
        let read = serde_json::to_value(&record).unwrap_or_default();
        let mut asserted = expected.as_object().cloned().unwrap_or_default();
        // What is not asserted of a page is that it has none.
        for key in ["elections", "offices", "successions"] {
            asserted.entry(key).or_insert_with(|| json!([]));
        }
        asserted.entry("person").or_insert(Value::Null);
        compare("page", &field("id"), &asserted, &read, &mut scores);
    }
    println!("{:<12} {:>6} {:>6} {:>8} {:>9}", "kind", "right", "wrong", "missing", "invented");
    let mut total = [0; 4];
    for (kind, tally) in &scores.by_kind {
        println!("{kind:<12} {:>6} {:>6} {:>8} {:>9}", tally[0], tally[1], tally[2], tally[3]);
        total.iter_mut().zip(tally).for_each(|(t, n)| *t += n);
    }
    println!("{:<12} {:>6} {:>6} {:>8} {:>9}", "all", total[0], total[1], total[2], total[3]);
    for failure in &scores.failures {
        println!("{failure}");
    }
    let all: usize = total[..3].iter().sum();
    assert!(total[0] * 100 >= all * 99 && total[3] == 0, "\n{}", scores.failures.join("\n"));
}
