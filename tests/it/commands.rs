//! Every command as a newcomer runs it: what it prints is kept in `tests/snapshots` and read like code when it
//! changes.
#![allow(clippy::panic, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support;
use crate::support::{hustings, outcome, rows, stdout};

macro_rules! snapshot {
    ($name:literal, $args:expr) => {
        insta::assert_snapshot!($name, outcome($args).0)
    };
}

const ARTICLES: &str = "tests/articles";

#[test]
fn help_of_every_command() {
    let commands = [
        "report",
        "show",
        "rivals",
        "succession",
        "path",
        "measures",
        "build",
        "diff",
        "network",
        "survival",
        "identity",
        "draw",
        "export",
        "extract",
        "completions",
        "man",
    ];
    // The list of commands has more with the features, and so has the help of 'check'.
    if cfg!(all(feature = "fetch", feature = "serve")) {
        insta::assert_snapshot!("help", stdout(&["--help"]));
        insta::assert_snapshot!("help_check", stdout(&["check", "--help"]));
        insta::assert_snapshot!("help_fetch", stdout(&["fetch", "--help"]));
        insta::assert_snapshot!("help_serve", stdout(&["serve", "--help"]));
        insta::assert_snapshot!("help_site", stdout(&["site", "--help"]));
    }
    for command in commands {
        insta::assert_snapshot!(format!("help_{command}"), stdout(&[command, "--help"]));
    }
}

#[test]
fn answers_from_the_bundled_data() {
    snapshot!("bundled_report", &["report", "--no-diagrams"]);
    snapshot!("bundled_rivals", &["rivals"]);
    snapshot!("bundled_rivals_of_one", &["rivals", "Feiglin"]);
    snapshot!("bundled_rivals_of_two", &["rivals", "Peres", "Rabin"]);
    snapshot!("bundled_succession", &["succession"]);
    snapshot!("bundled_path", &["path", "Golda Meir", "Yair Golan"]);
    snapshot!("bundled_measures", &["measures", "--round", "all"]);
    snapshot!("bundled_check", &["check"]);
    snapshot!("bundled_identity", &["identity"]);
    snapshot!("bundled_show_person", &["show", "Mitzna"]);
    snapshot!("bundled_show_contest", &["show", "2011 Israeli Labor Party leadership election"]);
    snapshot!("bundled_show_office", &["show", "Leader of Likud"]);
    snapshot!("bundled_show_party", &["show", "Mapai"]);
}

#[test]
fn answers_from_wiki_pages() {
    let lines = stdout(&["extract", "tests/wiki"]);
    let pages: Vec<serde_json::Value> = lines.lines().flat_map(serde_json::from_str).collect();
    insta::assert_snapshot!("wiki_extract", serde_json::to_string_pretty(&pages).unwrap_or_default());
    snapshot!("wiki_rivals", &["rivals", "Quill", "Marsh", "--from", "tests/wiki"]);
    snapshot!("wiki_show", &["show", "Quill", "--from", "tests/wiki"]);
    snapshot!("wiki_check", &["check", "--from", "tests/wiki"]);
}

#[test]
fn extract_says_what_it_could_not_read() {
    let folder = support::scratch("extract");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let page = |n: usize| {
        format!(
            "<page><title>E {n}</title><ns>0</ns><text>{{{{Infobox election|election_name=E|candidate1=A}}}}</text></page>"
        )
    };
    let whole = format!("<mediawiki>{}{}</mediawiki>", page(1), page(2));
    std::fs::write(path("whole.xml"), &whole).unwrap_or_default();
    std::fs::write(path("cut.xml"), &whole[..whole.len() - 30]).unwrap_or_default();
    assert_eq!(outcome(&["extract", &path("whole.xml")]).0.lines().count(), 2);
    let cut = hustings(&["extract", &path("cut.xml")]);
    assert_eq!((cut.status.code(), String::from_utf8_lossy(&cut.stdout).lines().count()), (Some(3), 1));
    assert!(String::from_utf8_lossy(&cut.stderr).contains("'E 2'"), "{}", String::from_utf8_lossy(&cut.stderr));
    let over = hustings(&["extract", &path("whole.xml"), "-o", &path("whole.xml")]);
    assert_eq!(over.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(path("whole.xml")).unwrap_or_default(), whole);
    let report = stdout(&["report", "--no-diagrams", "--from", &path("whole.xml")]);
    assert!(report.contains("2 pages") && report.contains("complete"), "{report}");
}

#[test]
fn answers_from_articles() {
    snapshot!("articles_report", &["report", "--no-diagrams", "--from", ARTICLES]);
    snapshot!("articles_rivals", &["rivals", "Lindqvist", "Okafor", "--from", ARTICLES]);
    snapshot!("articles_succession", &["succession", "--from", ARTICLES]);
    snapshot!("articles_measures", &["measures", "--from", ARTICLES]);
    snapshot!("articles_check", &["check", "--unread", "--from", ARTICLES]);
    snapshot!("articles_identity", &["identity", "--from", ARTICLES]);
    snapshot!("articles_show", &["show", "1998", "--from", ARTICLES]);
}

#[test]
fn the_promised_columns_in_csv_and_json() {
    let promised: [(&[&str], &str); 6] = [
        (&["rivals"], "person_a,person_b,meetings,documented,stated,won_a,won_b,ahead_a,ahead_b,first_year,last_year"),
        (&["rivals", "Peres", "Rabin"], "contest,date,round,votes_a,share_a,votes_b,share_b,elected,ahead,evidence"),
        (&["succession"], "office,person,from,to,began,ended,contest"),
        (
            &["measures"],
            "contest,date,round,candidates,effective_number,margin_points,margin_votes,winner_share,turnout,selectorate,denominator",
        ),
        (&["path", "Peres", "Barak"], "step,from,to,by,contest,date"),
        (&["check"], "rule,severity,file,line,subject,message,values"),
    ];
    for (args, columns) in promised {
        let with = |format| outcome(&[args, &["--format", format]].concat()).0;
        let csv = with("csv");
        let header = csv.lines().next().unwrap_or("");
        assert!(header.starts_with(columns), "{args:?}: {header}");
        let json: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&with("json")).unwrap_or_default();
        let mut names: Vec<&str> = header.split(',').collect();
        names.sort_unstable();
        let keys: Vec<&str> = json.first().map(|row| row.keys().map(String::as_str).collect()).unwrap_or_default();
        assert_eq!(keys, names, "{args:?}");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(json.len(), reader.records().count(), "{args:?}");
        assert!(with("markdown").starts_with('|'), "{args:?}");
    }
}

#[test]
fn exit_statuses() {
    assert_eq!(outcome(&["rivals"]).1, 0);
    assert_eq!(outcome(&["check"]).1, 1);
    assert_eq!(outcome(&["rivals", "--format", "xml"]).1, 2);
    assert_eq!(outcome(&["draw", "succession", "-o", "x.doc"]).1, 2);
    assert_eq!(outcome(&["path", "Peres", "peres"]).1, 2);
    assert_eq!(outcome(&["check", "--select", "nonsense"]).1, 2);
    assert_eq!(outcome(&["report", "--from", "no/such/file"]).1, 3);
    assert_eq!(outcome(&["report", "--from", "no/such/*.toml"]).1, 3);
    assert_eq!(outcome(&["show", "Nobody At All"]).1, 4);
    assert_eq!(outcome(&["show", "Miliband"]).1, 4);
}

#[test]
fn names_as_people_type_them() {
    for name in ["Gideon Sa'ar", "gideon saar", "SAAR", "Gideon Saar"] {
        assert!(stdout(&["show", name]).contains("Gideon Sa'ar"), "{name}");
    }
    let near = hustings(&["show", "Netanyaho"]);
    assert!(String::from_utf8_lossy(&near.stderr).contains("Benjamin Netanyahu"));
    let many = hustings(&["show", "miliband"]);
    let said = String::from_utf8_lossy(&many.stderr).into_owned();
    assert!(said.contains("David Miliband") && said.contains("Ed Miliband"), "{said}");
}

#[test]
fn an_override_file_joins_parts_and_is_undone() {
    let folder = support::scratch("people");
    let file = folder.join("people.toml");
    let path = file.to_string_lossy().into_owned();
    std::fs::write(
        &file,
        "same = [[\"Ed Balls\", \"Diane Abbott\"]]\ndifferent = [[\"Marta Lindqvist\", \"Marta Lindquist\"]]\n",
    )
    .ok();
    let joined = stdout(&["show", "Diane Abbott", "--people", &path]);
    assert!(joined.contains("also written Diane Abbott"), "{joined}");
    let parted = rows(&["identity", "Lindqvist", "--from", ARTICLES, "--people", &path]);
    assert!(parted.iter().any(|r| r["verdict"] == "different" && r["evidence"].starts_with("override")), "{parted:?}");
    assert!(!stdout(&["show", "Diane Abbott"]).contains("also written"));
    std::fs::write(&file, "same = 3\n").ok();
    assert_eq!(outcome(&["identity", "--people", &path]).1, 3);
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(stdout(&["completions", shell]).contains("succession"), "{shell}");
    }
    assert!(stdout(&["man"]).starts_with(".ie"));
    let folder = support::scratch("man");
    stdout(&["man", "-o", &folder.to_string_lossy()]);
    assert!(folder.join("hustings.1").exists() && folder.join("hustings-rivals.1").exists());
}

#[test]
fn a_report_writes_its_diagrams() {
    let folder = support::scratch("report");
    stdout(&["report", "-o", &folder.to_string_lossy()]);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 16, "{names:?}");
    assert!(
        names.contains(&"rivalries.svg".to_string()) && names.contains(&"succession-leader-of-likud.dot".to_string())
    );
}

#[test]
fn exported_tables_read_back_the_same() {
    let folder = support::scratch("roundtrip");
    let file = folder.join("c.csv").to_string_lossy().into_owned();
    stdout(&["export", "-o", &file]);
    let first = outcome(&["rivals", "--format", "csv"]).0;
    let again = outcome(&["rivals", "--format", "csv", "--from", &file]).0;
    assert_eq!(again, first);
    let json = folder.join("g.json").to_string_lossy().into_owned();
    stdout(&["export", "-o", &json]);
    let model: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&json).unwrap_or_default()).unwrap_or_default();
    assert_eq!(model["format"], "hustings-graph");
    assert!(model["citations"].as_array().is_some_and(|c| c.len() > 500));
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = match Command::new(env!("CARGO_BIN_EXE_hustings"))
        .arg("check")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(e) => panic!("{e}"),
    };
    drop(child.stdout.take());
    let output = child.wait_with_output();
    assert!(output.is_ok_and(|o| o.stderr.is_empty()), "nothing on standard error");
}
