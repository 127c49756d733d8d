//! The README and the pages of `docs`: every `hustings` command in them is run, what they show is what it prints, and they name every
//! command, check, format, column and word that there is.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fs;
use std::path::{Path, PathBuf};

/// The README and the pages, by name.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("README.md"), root.join("CONTRIBUTING.md"), root.join("data/README.md")];
    paths.extend(fs::read_dir(root.join("docs")).unwrap().map(|e| e.unwrap().path()).filter(|p| is_page(p)));
    paths.sort();
    let name = |path: &PathBuf| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "md")
}

fn page(name: &str) -> String {
    pages().into_iter().find(|(path, _)| path == name).map(|(_, text)| text).unwrap()
}

#[test]
fn the_readme_leads_and_no_more() {
    let readme = page("README.md");
    assert!(readme.lines().count() <= 200, "the README has {} lines", readme.lines().count());
    for needed in ["cargo run --release -- report", "cargo test ", "cargo install --path .", "pip install ."] {
        assert!(readme.contains(needed), "the README lacks {needed:?}");
    }
    let stated = env!("CARGO_PKG_RUST_VERSION");
    for name in ["README.md", "docs/install.md", "CONTRIBUTING.md"] {
        assert!(page(name).contains(&format!(" {stated} ")), "{name} does not state Rust {stated}");
    }
}

#[test]
fn every_page_is_in_the_summary_and_every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = page("docs/SUMMARY.md");
    let link = regex::Regex::new(r"\]\(([^)#\s]+)(?:#([^)]+))?\)").unwrap();
    for (name, text) in pages() {
        if let Some(stem) = name.strip_prefix("docs/").filter(|n| *n != "SUMMARY.md") {
            assert!(summary.contains(&format!("]({stem})")), "docs/SUMMARY.md lacks {stem}");
        }
        let folder = root.join(&name).parent().map(Path::to_path_buf).unwrap();
        for found in link.captures_iter(&text).filter(|c| !c[1].contains(':')) {
            let target = folder.join(&found[1]);
            assert!(target.exists(), "{name} links to {}, which is not there", &found[1]);
            if let Some(anchor) = found.get(2) {
                let anchors: Vec<String> = fs::read_to_string(&target).unwrap().lines().filter_map(anchor_of).collect();
                assert!(anchors.iter().any(|a| a == anchor.as_str()), "{name} links to {}: {anchors:?}", &found[0]);
            }
        }
    }
}

/// The anchor that GitHub and mdBook make of a heading.
fn anchor_of(line: &str) -> Option<String> {
    let heading = line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))?;
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    Some(kept.collect::<String>().to_lowercase().replace(' ', "-"))
}

#[test]
fn every_command_check_format_column_and_word_is_described() {
    for rule in hustings::check::ALL {
        assert!(page("docs/checks.md").contains(&format!("## {}", rule.name)), "docs/checks.md lacks {}", rule.name);
    }
    let (formats, inputs) = (page("docs/formats.md"), page("docs/inputs.md"));
    for format in hustings::view::exchange::ALL {
        assert!(formats.contains(&format!("`{}`", format.name)), "docs/formats.md lacks {}", format.name);
        for table in format.tables().iter().filter(|_| format.name == "csv") {
            assert!(inputs.contains(&format!("`{table}.csv`")), "docs/inputs.md lacks the table {table}");
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let commands = page("docs/commands.md");
    for file in fs::read_dir(root.join("src/command")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
        let text = fs::read_to_string(&file).unwrap();
        let first = text.lines().next().and_then(|l| l.strip_prefix("//! `hustings "));
        if let Some(name) = first.and_then(|l| l.split('`').next()) {
            assert!(commands.contains(&format!("`hustings {name}")), "docs/commands.md lacks {name}");
        }
    }
    for input in hustings::facts::inputs::ALL {
        let word = input.label.split([' ', ',']).next().unwrap_or_default().to_lowercase();
        assert!(inputs.to_lowercase().contains(&word), "docs/inputs.md lacks {}", input.label);
    }
    let columns =
        ["contest", "date", "office", "party", "round", "candidate", "votes", "share", "outcome", "evidence", "status"];
    for column in columns {
        assert!(inputs.contains(&format!("`{column}`")), "docs/inputs.md lacks the column {column}");
    }
    let selectorates = hustings::facts::Selectorate::ALL.iter().map(|w| w.label());
    for word in selectorates.chain(hustings::facts::Began::ALL.iter().map(|w| w.label())) {
        assert!(inputs.contains(word), "docs/inputs.md lacks the word {word}");
    }
}

/// Whether the lines that a page shows are those that were printed: `…` alone stands for any lines, at the end of a line for its rest.
fn shows(shown: &[&str], printed: &[&str]) -> bool {
    match (shown.split_first(), printed.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((&"…", rest)), _) => (0..=printed.len()).any(|skip| shows(rest, &printed[skip..])),
        (Some((line, shown)), Some((first, printed))) => {
            let fits = match line.strip_suffix('…') {
                Some(start) => first.starts_with(start),
                None => line.trim_end() == first.trim_end(),
            };
            fits && shows(shown, printed)
        }
        (Some(_), None) => false,
    }
}

#[test]
fn what_a_page_shows_may_leave_lines_out() {
    assert!(shows(&["a", "…", "d"], &["a", "b", "c", "d"]) && shows(&["a…"], &["abc"]));
    assert!(!shows(&["a"], &["a", "b"]) && !shows(&["…", "e"], &["a", "b"]) && !shows(&["a", "b"], &["a"]));
}

#[cfg(all(unix, feature = "fetch", feature = "serve", feature = "picture"))]
mod run {
    use super::{pages, shows};
    use crate::support::{scratch, stdout};
    use std::fmt::Write as _;
    use std::fs;
    use std::io::{BufRead, BufReader, Write as _};
    use std::os::unix::fs::symlink;
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    /// Programs that the pages name and that are not ours: what they do is tried by `.ci/run`.
    const OTHERS: [&str; 12] = [
        "cargo",
        "pip",
        "podman",
        "sqlite3",
        "datasette",
        "just",
        "git",
        "python3",
        "pre-commit",
        "maturin",
        "typos",
        "mdbook",
    ];

    /// The commands of a page, each with the lines shown below it.
    fn commands(text: &str) -> Vec<(String, Vec<&str>)> {
        let mut found: Vec<(String, Vec<&str>)> = Vec::new();
        let mut inside = false;
        for line in text.lines() {
            match line.strip_prefix("```") {
                Some(language) => inside = !inside && (language == "console" || language == "sh"),
                None if !inside => {}
                None => match (line.strip_prefix("$ "), found.last_mut()) {
                    (Some(command), _) => found.push((command.into(), Vec::new())),
                    (None, Some((_, shown))) => shown.push(line),
                    (None, None) => {}
                },
            }
        }
        found
    }

    /// The files that the pages speak of.
    fn furnish(folder: &Path) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in ["tests", "data", "articles"] {
            let target = if name == "articles" { root.join("tests/articles") } else { root.join(name) };
            symlink(target, folder.join(name)).unwrap();
        }
        let table = "contest,date,candidate,votes,outcome\n1998 A Party leadership election,1998-03-14,Ann Ash,12,elected\n\
                     1998 A Party leadership election,1998-03-14,Bo Birch,9,lost\n";
        fs::write(folder.join("table.csv"), table).unwrap();
        fs::write(
            folder.join("wahl.csv"),
            "Kandidat/in;Partei;Stimmen;Jahr\nAnn Ash;Rot;1.234;2001\nBo Birch;Blau;987;2001\n",
        )
        .unwrap();
        fs::create_dir(folder.join("races")).unwrap();
        fs::write(folder.join("races/parties.csv"), "id,name\n1,Red Party\n2,Blue Party\n").unwrap();
        let results =
            "date,place,candidate,party_id,votes\n2001-05-06,Ports,Ann Ash,1,1200\n2001-05-06,Ports,Bo Birch,2,900\n";
        fs::write(folder.join("races/results.csv"), results).unwrap();
        fs::write(folder.join("london.csv"), "Candidate Name,Year,Votes\nAnn Ash,2001,12\nBo Birch,2001,9\n").unwrap();
        fs::write(folder.join("mine.toml"), "name = \"mine\"\nheader = [\"Candidate Name\"]\nkind = \"candidacies\"\n\n[columns]\n\"Candidate Name\" = \"candidate\"\n").unwrap();
        fs::write(folder.join("names.csv"), "name\nAnn Ash\nAnne Ash\n").unwrap();
        fs::write(folder.join("party-colours.toml"), "Likud = \"#1f5aa5\"\n").unwrap();
        let mut pages = String::from("<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\">\n");
        for (id, name) in ["Ada Quill", "2031 Freedonian presidential election"].iter().enumerate() {
            let text = fs::read_to_string(root.join(format!("tests/wiki/{name}.wiki"))).unwrap();
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let _ = writeln!(
                pages,
                "<page><title>{name}</title><ns>0</ns><id>{id}</id><revision><id>{id}</id><text>{text}</text></revision></page>"
            );
        }
        pages += "</mediawiki>\n";
        fs::write(folder.join("newer-pages.xml"), &pages).unwrap();
        fs::write(folder.join("labor.xml"), &pages).unwrap();
        let packed = fs::File::create(folder.join("enwiki-latest-pages-articles-multistream.xml.bz2")).unwrap();
        let mut packed = bzip2::write::BzEncoder::new(packed, bzip2::Compression::fast());
        packed.write_all(pages.as_bytes()).unwrap();
        packed.finish().unwrap();
        for name in ["world.db", "world-october.db"] {
            stdout(&["build", "bundled", "--fresh", "-o", folder.join(name).to_str().unwrap()]);
        }
    }

    fn shell(folder: &Path, line: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_hustings")).parent().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(folder).env("NO_COLOR", "1").env("COLUMNS", "250");
        command.env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default()));
        command
    }

    /// Starts a server, waits for its address, and ends it.
    fn serves(folder: &Path, line: &str) {
        let line = line.split(" #").next().unwrap();
        let mut child = shell(folder, &format!("exec {line} --port 0"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(first.starts_with("http://127.0.0.1:"), "{line}: {first}");
    }

    /// Fetches from a small server instead of a wiki.
    fn fetches(folder: &Path, line: &str) -> Output {
        let line = line.split(" #").next().unwrap();
        let page = crate::fetch::page("1992 Israeli Labor Party leadership election", "{{Infobox election}}");
        let answer = format!(r#"{{"batchcomplete":true,"query":{{"pages":[{page}]}}}}"#);
        let (address, _) = crate::fetch::server(vec![crate::fetch::info(), (200, "", answer)]);
        shell(folder, &format!("{line} --wiki {address}")).output().unwrap()
    }

    #[test]
    fn every_command_of_every_page_runs_and_prints_what_is_shown() {
        let mut run = 0;
        for (name, text) in pages() {
            let folder = scratch(&format!("page-{}", name.replace('/', "-")));
            let commands = commands(&text);
            if commands.iter().any(|(line, _)| line.starts_with("hustings ")) {
                furnish(&folder);
            }
            for (line, shown) in commands {
                let program = line.split(' ').next().unwrap();
                if let Some(file) = line.strip_prefix("cat ").filter(|f| !f.contains('|')) {
                    fs::write(folder.join(file), shown.join("\n") + "\n").unwrap();
                    continue;
                }
                if program != "hustings" && program != "cat" {
                    assert!(OTHERS.contains(&program), "{name}: {program} is no program that the pages may name");
                    continue;
                }
                run += 1;
                if line.starts_with("hustings serve") {
                    serves(&folder, &line);
                    continue;
                }
                let output = if line.starts_with("hustings fetch") {
                    fetches(&folder, &line)
                } else {
                    shell(&folder, &line).output().unwrap()
                };
                let [printed, said] = [&output.stdout, &output.stderr].map(|s| String::from_utf8_lossy(s).into_owned());
                let status = output.status.code();
                let found = line.contains(" check") && status == Some(1);
                assert!(status == Some(0) || found, "{name}: {line}: {status:?}\n{printed}{said}");
                let mut shown: Vec<&str> = shown;
                while shown.last().is_some_and(|l| l.is_empty()) {
                    shown.pop();
                }
                if !shown.is_empty() {
                    let lines: Vec<&str> = printed.trim_end().lines().collect();
                    assert!(shows(&shown, &lines), "{name} shows another answer of {line}:\n{printed}");
                }
            }
        }
        assert!(run > 60, "only {run} commands were found");
    }
}
