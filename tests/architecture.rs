//! The house's rules about its own code.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::path::{Path, PathBuf};

/// The stages in the order in which data flows.
const STAGES: [&str; 8] = ["wikitext", "source", "facts", "identity", "graph", "analysis", "check", "view"];

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
    // Beside the rule that extracts it, the check on it and their registries.
    let own = ["facts/rules", "check"].map(|folder| source().join(folder));
    let spelled: Vec<PathBuf> = files(&source())
        .into_iter()
        .filter(|file| !own.iter().any(|folder| file.starts_with(folder)))
        .filter(|file| std::fs::read_to_string(file).unwrap_or_default().to_lowercase().contains("threshold"))
        .collect();
    assert!((3..=6).contains(&spelled.len()), "a property of contests is told apart in too many files: {spelled:?}");
}

#[test]
fn the_readme_names_every_command_rule_and_column() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap_or_default();
    for rule in hustings::check::ALL {
        assert!(readme.contains(&format!("`{}`", rule.name)), "README.md lacks the check {}", rule.name);
    }
    for format in hustings::view::exchange::ALL {
        assert!(readme.contains(&format!("`{}`", format.name)), "README.md lacks the format {}", format.name);
        let tables = format.tables().iter().filter(|_| format.name == "csv");
        let described = std::fs::read_to_string(root.join("data/README.md")).unwrap_or_default();
        for table in tables {
            assert!(described.contains(&format!("`{table}.csv`")), "data/README.md lacks the table {table}");
        }
    }
    for file in files(&source().join("command")) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if let Some(name) =
            text.lines().next().and_then(|l| l.strip_prefix("//! `hustings ")).and_then(|l| l.strip_suffix("`."))
        {
            assert!(readme.contains(&format!("`hustings {name}")), "README.md lacks the command {name}");
        }
    }
    let formats = std::fs::read_to_string(root.join("data/README.md")).unwrap_or_default();
    for column in
        ["contest", "date", "office", "party", "round", "candidate", "votes", "share", "outcome", "evidence", "status"]
    {
        assert!(formats.contains(&format!("`{column}`")), "data/README.md lacks the column {column}");
    }
    for word in hustings::facts::Selectorate::ALL
        .iter()
        .map(|w| w.label())
        .chain(hustings::facts::Began::ALL.iter().map(|w| w.label()))
    {
        assert!(formats.contains(word), "data/README.md lacks the word {word}");
    }
}

#[test]
fn one_file_has_code_that_the_compiler_cannot_check() {
    let has = |file: &PathBuf| std::fs::read_to_string(file).unwrap_or_default().contains("unsafe ");
    let found: Vec<PathBuf> = files(&source()).into_iter().filter(has).collect();
    assert!(found.len() == 1 && found[0].ends_with("graph/file/checked.rs"), "{found:?}");
    let text = std::fs::read_to_string(&found[0]).unwrap_or_default();
    let blocks = text.matches("unsafe {").count() + text.matches("unsafe impl").count();
    assert!(text.matches("// SAFETY:").count() >= blocks, "every block says why it holds");
}
