//! The house's rules about its own code.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use regex::Regex;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The stages in the order in which data flows.
const STAGES: [&str; 10] =
    ["wikitext", "source", "facts", "identity", "graph", "analysis", "check", "store", "dataset", "view"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn a_stage_names_only_earlier_stages() {
    let mut seen = 0;
    for (place, stage) in STAGES.iter().enumerate() {
        for file in files(&source().join(stage)) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            for (number, line) in text.lines().enumerate() {
                for later in &STAGES[place + 1..] {
                    let named = line.contains(&format!("crate::{later}::")) && !line.trim_start().starts_with("//");
                    assert!(!named, "{}:{}: {stage} names the later stage {later}", file.display(), number + 1);
                }
                seen += usize::from(line.contains("crate::"));
            }
        }
    }
    assert!(seen > 100, "the test reads the code");
}

/// The module that a file is, by the names that lead to it.
fn module(file: &Path) -> Vec<String> {
    let path = file.strip_prefix(source()).unwrap_or(file).with_extension("");
    let mut names: Vec<String> = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.pop_if(|name| ["mod", "lib", "main"].contains(&name.as_str()));
    names
}

/// The paths that a text names, relative to the module `me`: all that begin with `crate::` or `super::`, each of a group in braces.
#[expect(clippy::unwrap_used, reason = "both are patterns")]
fn named(text: &str, me: &[String]) -> Vec<Vec<String>> {
    let path = Regex::new(r"\b((?:super::)+|crate::)([a-z0-9_:]*)(\{[^;]*?\})?").unwrap();
    let item = Regex::new(r"[{,]\s*([a-z0-9_]+(?:::[a-z0-9_]+)*)").unwrap();
    let words = |text: &str| text.split("::").filter(|w| !w.is_empty()).map(str::to_string).collect::<Vec<_>>();
    let mut found = Vec::new();
    for one in path.captures_iter(text) {
        let up = one[1].matches("super::").count();
        let base = if up == 0 { &[] } else { &me[..me.len().saturating_sub(up)] };
        let whole = [base, &words(&one[2])].concat();
        let group = one.get(3).map_or("", |group| group.as_str());
        found.extend(item.captures_iter(group).map(|item| [&whole[..], &words(&item[1])].concat()));
        found.push(whole);
    }
    found
}

#[test]
fn no_circle_of_files() {
    let files = files(&source());
    let modules: BTreeMap<Vec<String>, usize> = files.iter().enumerate().map(|(at, file)| (module(file), at)).collect();
    let mut names = DiGraph::<(), ()>::new();
    for _ in &files {
        names.add_node(());
    }
    for (me, at) in &modules {
        let text = std::fs::read_to_string(&files[*at]).unwrap_or_default();
        let code: Vec<&str> =
            text.lines().take_while(|l| *l != "#[cfg(test)]").filter(|l| !l.trim_start().starts_with("//")).collect();
        // A folder's own file leads to the files in it, which may name it.
        let held =
            code.iter().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
        let held = held.map(|name| [&me[..], &[name.to_string()]].concat());
        for mut path in named(&code.join("\n"), me).into_iter().chain(held) {
            while !path.is_empty() && !modules.contains_key(&path) {
                path.pop();
            }
            if let Some(other) = modules.get(&path).filter(|_| !me.starts_with(&path)) {
                names.add_edge(NodeIndex::new(*at), NodeIndex::new(*other), ());
            }
        }
    }
    assert!(names.edge_count() > 500, "the test reads the code");
    let circles = tarjan_scc(&names).into_iter().filter(|circle| circle.len() > 1);
    let circles: Vec<Vec<&PathBuf>> =
        circles.map(|circle| circle.into_iter().map(|at| &files[at.index()]).collect()).collect();
    // Markup is shown by its values, which are markup.
    let others = circles.iter().filter(|circle| !circle.iter().all(|file| file.starts_with(source().join("wikitext"))));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&Vec<&PathBuf>>::new());
}

#[test]
fn files_stay_small_and_named_for_what_they_hold() {
    for file in files(&source()) {
        let lines = std::fs::read_to_string(&file).unwrap_or_default().lines().count();
        assert!(lines <= 500, "{} has {lines} lines", file.display());
        let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(
            !["utils", "util", "helpers", "common", "misc", "manager"].contains(&stem.as_str()),
            "{}",
            file.display()
        );
    }
}

#[test]
fn a_property_is_spelled_where_it_is_read_kept_and_listed() {
    // Beside the rule that extracts it, the check on it and their registries: the statement, the property, the rows of
    // the model, the profile, and the readers of the three forms in which we write it.
    let own = ["facts/rules", "check"].map(|folder| source().join(folder));
    let spelled: Vec<PathBuf> = files(&source())
        .into_iter()
        .filter(|file| !own.iter().any(|folder| file.starts_with(folder)))
        .filter(|file| std::fs::read_to_string(file).unwrap_or_default().to_lowercase().contains("threshold"))
        .collect();
    assert!((3..=7).contains(&spelled.len()), "a property of contests is told apart in too many files: {spelled:?}");
}

#[test]
fn one_file_has_code_that_the_compiler_cannot_check() {
    let has = |file: &PathBuf| std::fs::read_to_string(file).unwrap_or_default().contains("unsafe ");
    let found: Vec<PathBuf> = files(&source()).into_iter().filter(has).collect();
    assert!(found.len() == 1 && found[0].ends_with("store/checked.rs"), "{found:?}");
    let text = std::fs::read_to_string(&found[0]).unwrap_or_default();
    let blocks = text.matches("unsafe {").count() + text.matches("unsafe impl").count();
    assert!(text.matches("// SAFETY:").count() >= blocks, "every block says why it holds");
}
