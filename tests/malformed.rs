//! Bad input costs a warning that names file, line, culprit and remedy; never a panic, never silence.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

mod support;
use support::{hustings, outcome, rows, scratch};

fn check(name: &str, bytes: &[u8]) -> Vec<(String, usize, String)> {
    let folder = scratch(&format!("malformed-{}", name.replace('.', "-")));
    let good = folder.join("good.csv");
    let bad = folder.join(name);
    std::fs::write(&good, "contest,candidate\n2001 A Party leadership election,Ann Lee\n").ok();
    std::fs::write(&bad, bytes).ok();
    let found = rows(&["check", "--from", &folder.to_string_lossy()]);
    found.iter().map(|r| (r["rule"].clone(), r["line"].parse().unwrap_or(99_999), r["message"].clone())).collect()
}

fn one(name: &str, bytes: &[u8]) -> (String, usize, String) {
    let found = check(name, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn files_that_are_no_text() {
    assert_eq!(one("empty.txt", b"").0, "unreadable");
    assert_eq!(one("blank.txt", b"  \n\n").2, "the file is empty");
    assert_eq!(one("binary.bin", b"\x00\x01\x02PNG\x00").2, "this is binary, not text");
    assert_eq!(one("letter.txt", b"Dear Sir\n").0, "unknown-format");
}

#[test]
fn a_line_of_200_megabytes_is_refused_politely() {
    let mut bytes = b"contest,candidate\n".to_vec();
    bytes.resize(200_000_000, b'x');
    let (rule, line, message) = one("long.csv", &bytes);
    assert_eq!((rule.as_str(), line), ("unreadable", 2));
    assert!(message.contains("8,388,608"), "{message}");
    scratch("malformed-long-csv");
}

#[test]
fn a_million_keys() {
    let mut text = String::from("= 2001 B Party leadership election =\n\nInfobox\n- Candidate1: Bea Cole\n");
    for i in 0..1_000_000 {
        text.push_str(&format!("- Key {i}: v\n"));
    }
    let folder = scratch("malformed-million");
    let file = folder.join("m.txt");
    std::fs::write(&file, text).ok();
    let (said, status) = outcome(&["check", "--from", &file.to_string_lossy()]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("1000000 values read by no rule"), "{said}");
    scratch("malformed-million");
}

#[test]
fn wrong_encodings_are_read_and_said() {
    let latin = b"= 2001 B Party leadership election =\n\nInfobox\n- Candidate1: Jos\xE9 Cruz\n";
    let (rule, line, _) = one("latin.txt", latin);
    assert_eq!((rule.as_str(), line), ("encoding", 4));
    let wide: Vec<u8> = std::iter::once(0xFEFFu16)
        .chain("= 2001 B Party leadership election =\n\nInfobox\n- Candidate1: Bea Cole\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(check("wide.txt", &wide).is_empty());
}

#[test]
fn mistakes_in_a_series_have_their_lines() {
    let text = "[series]\noffice = \"Leader of A\"\n\n[[contest]]\ntitle = \"2001 A\"\ndate = \"2001-02-30\"\nselectorat = \"members\"\n\
                threshold = 140\nresults = [\n  { candidate = \"Ann Lee\", votes = \"many\" },\n  { votes = 3 },\n]\n";
    let found = check("series.toml", text.as_bytes());
    let lines: Vec<(usize, &str)> = found.iter().map(|(rule, line, _)| (*line, rule.as_str())).collect();
    assert_eq!(
        lines,
        [(6, "bad-value"), (7, "unknown-key"), (8, "bad-value"), (10, "bad-value"), (11, "no-candidate")]
    );
    assert!(found[0].2.contains("'2001-02-30'"));
    assert!(found[1].2.contains("did you mean 'selectorate'"));
    let listed = "[series]\noffice = \"Leader of A\"\n\n[names]\n\"Ann Lee\" = [\"Anne Lee\"]\n\n[[contest]]\ntitle = \"2001 A\"\n\
                  winner = \"Anne Lee\"\nresults = [{ candidate = \"Ann Lee\" }]\n";
    assert!(check("listed.toml", listed.as_bytes()).is_empty(), "another spelling of a result is among the results");
    let found = check("broken.toml", b"[[contest]]\ntitle = \"2002 A\"\ndate = \n");
    assert_eq!((found[0].0.as_str(), found[0].1), ("bad-toml", 3));
}

#[test]
fn mistakes_in_a_table_have_their_lines() {
    let text = "contest,candidate,date,round,votes,share,outcome,mood\n2001 A,Ann Lee,soon,0,x,101,happy,glad\n2001 A,,,,,,,\n,Bea Cole,,,,,,\n";
    let found = check("table.csv", text.as_bytes());
    let lines: Vec<(usize, &str)> = found.iter().map(|(rule, line, _)| (*line, rule.as_str())).collect();
    assert_eq!(lines.iter().filter(|l| **l == (2, "bad-value")).count(), 5, "{lines:?}");
    assert!(lines.contains(&(3, "missing-value")) && lines.contains(&(4, "missing-value")));
}

#[test]
fn mistakes_in_an_article_have_their_lines() {
    let text = "= 2001 A Party leadership election =\n\nInfobox\n- Candidate1: Ann Lee\n- Popular Vote1: lots\n- Percentage1: 140%\n\
                - Election Date: soon\n- Candidate1: Bea Cole\n";
    let found = check("article.txt", text.as_bytes());
    let lines: Vec<(usize, &str)> = found.iter().map(|(rule, line, _)| (*line, rule.as_str())).collect();
    assert_eq!(lines, [(5, "bad-value"), (6, "bad-value"), (7, "bad-value"), (8, "duplicate-key")]);
}

#[test]
fn strict_makes_a_warning_fatal() {
    let folder = scratch("strict");
    let file = folder.join("t.csv");
    std::fs::write(&file, "contest,candidate,votes\n2001 A,Ann Lee,x\n").ok();
    let path = file.to_string_lossy().into_owned();
    assert_eq!(outcome(&["rivals", "--from", &path]).1, 0);
    let output = hustings(&["rivals", "--strict", "--from", &path]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("t.csv:2"));
}
