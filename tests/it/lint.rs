//! Errors planted in real pages, of which the checks must find most; `--nocapture` prints the table by kind.
#![allow(clippy::panic, reason = "a test says why it fails")]
#![allow(clippy::print_stdout, reason = "the table is read by people")]
#![allow(clippy::disallowed_methods, reason = "a test reads its data")]

use crate::support::shared;
use hustings::check::{self, Diagnostic};
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::Page;
use serde_json::Value;
use std::collections::BTreeMap;

/// Lines by which a finding may stand beside the error: a row of several lines is reported at its first or last.
const BESIDE: usize = 4;

fn findings(name: &str, text: &str) -> Vec<Diagnostic> {
    let facts = Facts::extract(&[Page::new(name, text)][..]);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    check::run(&graph, &facts, &[])
}

#[test]
fn planted_errors_are_found() {
    let Some(folder) = shared("lint", std::env::var("HUSTINGS_LINT").ok()) else { return };
    let plants = std::fs::read_to_string(format!("{folder}/planted/plants.json")).unwrap_or_default();
    let plants: Vec<Value> = serde_json::from_str(&plants).unwrap_or_default();
    let mut by_kind: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for plant in &plants {
        let text = |key: &str| plant[key].as_str().unwrap_or_default().to_string();
        let (page, line) = (text("page"), plant["line"].as_u64().unwrap_or(0) as usize);
        let source = std::fs::read_to_string(format!("{folder}/planted/{}/{page}", text("id"))).unwrap_or_default();
        let found = findings(&page, &source);
        // A finding that names two places may stand at the other one.
        let names = |d: &Diagnostic| {
            let told = d.values.iter().chain([&d.message]).any(|v| v.contains(&format!("{page}:{line})")));
            told || d.line.abs_diff(line) <= BESIDE
        };
        let entry = by_kind.entry(text("kind")).or_default();
        entry.0 += usize::from(found.iter().any(names));
        entry.1 += 1;
    }
    let (hits, all) = by_kind.values().fold((0, 0), |(hits, all), (h, a)| (hits + h, all + a));
    by_kind.iter().for_each(|(kind, (hits, all))| println!("{kind:<50} {hits} of {all}"));
    println!("{:<50} {hits} of {all}", "all");
    assert!(all > 50 && hits * 100 >= all * 70, "{hits} of {all} planted errors are found");
}

#[test]
fn what_was_judged_trivial_is_not_reported() {
    let Some(folder) = shared("lint", std::env::var("HUSTINGS_LINT").ok()) else { return };
    let judged = std::fs::read_to_string(format!("{folder}/judged.json")).unwrap_or_default();
    let judged: Vec<Value> = serde_json::from_str(&judged).unwrap_or_default();
    let mut counts: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for finding in &judged {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_string();
        let (file, line) = (text("file"), finding["line"].as_u64().unwrap_or(0) as usize);
        let source = std::fs::read_to_string(format!("{folder}/{file}")).unwrap_or_default();
        // What is off about the figures of one table is one finding, at the culprit.
        let of_figures = |rule: &str| rule.contains("share") || rule == "total-mismatch";
        let same = |d: &&Diagnostic| d.rule == text("rule") && d.line == line;
        let of_table =
            |d: &&Diagnostic| of_figures(&d.rule) && of_figures(&text("rule")) && d.subject == text("subject");
        let found = findings(&file, &source);
        let again = found.iter().any(|d| same(&d) || text("judgement") == "useful" && of_table(&d));
        *counts.entry((text("judgement"), again)).or_default() += 1;
    }
    for ((judgement, again), count) in &counts {
        println!("{judgement:<12} {} {count}", if *again { "reported" } else { "silent  " });
    }
    let count = |judgement: &str, again: bool| counts.get(&(judgement.to_string(), again)).copied().unwrap_or(0);
    assert!(count("useful", true) >= 14, "useful findings are lost: {counts:?}");
    assert!(count("trivial", true) <= 2, "trivial findings are reported: {counts:?}");
}

/// The findings on real pages, each as set, file, line and rule.
fn on_real_pages() -> Option<BTreeMap<[String; 4], usize>> {
    let mut found: BTreeMap<[String; 4], usize> = BTreeMap::new();
    let mut check = |set: &str, pages: &[Page]| {
        let facts = Facts::extract(pages);
        let graph = PoliticalGraph::build(&facts, &Overrides::default());
        for d in check::run(&graph, &facts, &[]) {
            let row = [set, &*d.file, &d.line.to_string(), &*d.rule].map(str::to_string);
            *found.entry(row).or_default() += 1;
        }
    };
    let read = |folder: &str| -> Vec<(String, String)> {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "wiki")).collect();
        files.sort();
        let named = |path: &std::path::PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.iter().map(|path| (named(path), std::fs::read_to_string(path).unwrap_or_default())).collect()
    };
    for set in ["lint/pages", "wild/us", "wild/uk"] {
        let files = read(&shared(set, None)?);
        let pages: Vec<Page> = files.iter().map(|(name, text)| Page::new(name, text.as_str())).collect();
        check(set, &pages);
    }
    for (name, text) in read(&shared("wikitext", None)?) {
        check("wikitext", &[Page::new(&name, text.as_str())]);
    }
    Some(found)
}

#[test]
fn every_finding_on_real_pages_is_judged() {
    let Some(found) = on_real_pages() else { return };
    let judged = std::fs::read_to_string("tests/judged.csv").unwrap_or_default();
    let mut known: BTreeMap<[String; 4], usize> = BTreeMap::new();
    let mut counts: BTreeMap<String, check::Precision> = BTreeMap::new();
    for row in csv::Reader::from_reader(judged.as_bytes()).records().flatten() {
        *known.entry([0, 1, 2, 3].map(|at| row[at].to_string())).or_default() += 1;
        let count = counts.entry(row[3].to_string()).or_default();
        match &row[4] {
            "useful" => count.useful += 1,
            "trivial" => count.trivial += 1,
            "wrong" => count.wrong += 1,
            other => panic!("{other} is no judgement"),
        }
    }
    assert_eq!(found, known, "judge what is found in tests/judged.csv, and remove what is not found any more");
    for rule in check::ALL {
        let own = counts.get(rule.name).copied();
        assert_eq!(check::precision(rule.name), own, "{}: write it in data/checks/precision.csv", rule.name);
    }
    let all = counts.values().fold([0, 0, 0], |sum, c| [sum[0] + c.useful, sum[1] + c.trivial, sum[2] + c.wrong]);
    println!("useful, trivial, wrong: {all:?}");
    assert!(all[0] * 100 >= 80 * all.iter().sum::<usize>(), "{all:?}");
}
