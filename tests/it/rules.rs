//! The examples of the checks, which `explain` and `docs/checks.md` show: each wrong one is reported by its rule, each right one by none.
#![allow(clippy::disallowed_methods, clippy::panic, reason = "a test says why it fails, and reads its own files")]

use hustings::check::{self, ALL, Rule};
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source;
use std::fmt::Write;

/// The findings of an example, a line each. Its files stand below lines `-- NAME --`.
fn findings(example: &str) -> String {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in example.lines() {
        match (line.strip_prefix("-- ").and_then(|l| l.strip_suffix(" --")), files.last_mut()) {
            (Some(name), _) => files.push((name, String::new())),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => panic!("an example begins with a line '-- NAME --', not with {line:?}"),
        }
    }
    let mut all = source::Reading::default();
    for (name, text) in files {
        let reading = source::read_text(name, text.as_bytes());
        assert!(reading.warnings.is_empty(), "{name}: {:?}", reading.warnings);
        all.pages.extend(reading.pages);
    }
    // The whole reading, so that items are called by their labels.
    let facts = Facts::extract(all);
    let graph = PoliticalGraph::build(&facts, &Overrides::default());
    let mut found = check::run(&graph, &facts, &[]);
    found.extend(check::unread(&facts));
    let mut out = String::new();
    for finding in found {
        let (severity, rule) = (finding.severity.label(), &finding.rule);
        let _ = writeln!(out, "{severity}[{rule}] {}:{} {}", finding.file, finding.line, finding.message);
    }
    out
}

fn reports(rule: &Rule, found: &str) -> bool {
    found.contains(&format!("[{}]", rule.name))
}

#[test]
fn every_rule_reports_its_wrong_example_and_not_its_right_one() {
    for rule in ALL {
        let (wrong, right) = (findings(rule.wrong), findings(rule.right));
        assert!(reports(&rule, &wrong), "{} does not report its wrong example; reported is:\n{wrong}", rule.name);
        assert_eq!(right, "", "the right example of {} is reported", rule.name);
        insta::assert_snapshot!(rule.name, wrong);
    }
}

#[test]
fn every_rule_has_a_folder_of_examples_and_every_folder_a_rule() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules");
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = names.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut rules: Vec<&str> = ALL.iter().map(|r| r.name).collect();
    rules.sort_unstable();
    assert_eq!(names, rules);
}
