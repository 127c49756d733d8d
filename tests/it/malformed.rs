//! Bad input costs a warning that names file, line, culprit and remedy; never a panic, never silence.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support::{hustings, outcome, rows, scratch};

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
    assert_eq!(
        one("binary.bin", b"\x00\x01\x02PNG\x00").2,
        "this is binary, not text; what is read is text, text packed as .gz, .bz2 or .zst, and spreadsheets"
    );
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
    assert!(said.contains("no rule reads 1000000 values"), "{said}");
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

/// A contest as a page of an export; `page` and `title` are the start tags.
fn page(page: &str, title: &str, text: &str) -> String {
    format!("{page}{title}1990 Q leadership election</title><ns>0</ns><revision><id>1</id>{text}</revision></page>")
}

const RESULT: &str = "{{Infobox election|election_name=1990 Q leadership election|candidate1=Ann Lee|votes1=10|candidate2=Bob Ray|votes2=5}}";

/// Standard output, the last line of standard error, and the exit status.
fn ending(args: &[&str]) -> (String, String, i32) {
    let output = hustings(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().last().unwrap_or_default().to_string();
    (String::from_utf8_lossy(&output.stdout).into_owned(), last, output.status.code().unwrap_or(-1))
}

#[test]
fn every_way_to_write_a_tag_is_read() {
    let folder = scratch("malformed-tags");
    let text = format!("<text>{RESULT}</text>");
    let pages = [
        page("<page >", "<title>", &text),
        page("<page xml:id=\"p1\">", "<title>", &text),
        page("<page\n  id = 'a>b'\n>", "<title lang='en'>", &text),
        page("<page>", "<title\tlang=\"en\" >", &format!("<text\n bytes='9'\n>{RESULT}</text >")),
    ];
    for (i, page) in pages.iter().enumerate() {
        let file = folder.join(format!("{i}.xml"));
        std::fs::write(&file, format!("<mediawiki>{page}</mediawiki>")).ok();
        let (said, last, status) = ending(&["extract", &file.to_string_lossy()]);
        assert!(said.contains("Ann Lee") && status == 0, "{page}: {status} {last}");
    }
}

#[test]
fn lost_pages_are_counted_and_the_status_is_3() {
    let folder = scratch("malformed-lost");
    let good = page("<page>", "<title>", &format!("<text>{RESULT}</text>"));
    let damaged: Vec<String> =
        (0..105).map(|i| format!("<page><title>D{i}</title><revision><text>x<b></text></revision></page>\n")).collect();
    let damaged = damaged.concat();
    let untitled = "<page><revision><text>x</text></revision></page>";
    let file = folder.join("lost.xml");
    std::fs::write(&file, format!("<mediawiki>{damaged}{untitled}{good}</mediawiki>")).ok();
    let path = file.to_string_lossy().into_owned();
    let graph = folder.join("g.db").to_string_lossy().into_owned();
    let table = folder.join("t.csv").to_string_lossy().into_owned();
    let lost = "106 pages could not be read; the answer covers only the rest";
    for args in [
        vec!["extract", &path],
        vec!["rivals", "--top", "3", "--min", "1", "--from", &path],
        vec!["check", "--from", &path],
        vec!["check", "--fail-on", "never", "--from", &path],
        vec!["show", "Ann Lee", "--from", &path],
        vec!["show", "Nobody At All", "--from", &path],
        vec!["build", &path, "-o", &graph],
        vec!["export", "--from", &path, "-o", &table],
    ] {
        let (said, last, status) = ending(&args);
        assert_eq!((last.trim_start_matches("hustings: "), status), (lost, 3), "{args:?}: {said}");
        assert!(!said.contains("cut off"), "{args:?}: {said}");
    }
    // What was written is whole.
    assert!(std::fs::read_to_string(&table).is_ok_and(|t| t.contains("Ann Lee")));
    assert!(ending(&["show", "Ann Lee", "--from", &graph]).0.contains("1990 Q leadership election"));
    assert_eq!(ending(&["rivals", "--strict", "--from", &path]).2, 3);
}

#[test]
fn values_that_are_not_understood_leave_the_status_alone() {
    let folder = scratch("malformed-values");
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).ok();
        file.to_string_lossy().into_owned()
    };
    let twice =
        write("twice.csv", "contest,candidate,Candidate,votes\n2001 A,Ann Lee,Bob Ray,many\n2001 A,Cy Poe,Di Fox,2\n");
    let output = hustings(&["rivals", "--from", &twice]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("column 2 is read; column 3 and its 2 values are not"), "{said}");
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(ending(&["rivals", "--strict", "--from", &twice]).2, 3);
    let graph = folder.join("g.db").to_string_lossy().into_owned();
    assert_eq!(ending(&["build", &twice, "--strict", "-o", &graph]).2, 3);
    assert_eq!(ending(&["build", &twice, "-o", &graph]).2, 0);
    let tenures = write("tenures.csv", "office,person,from,to,person\nMayor,Ann Lee,2001,2002,Bob Ray\n");
    let said = String::from_utf8_lossy(&hustings(&["succession", "--from", &tenures]).stderr).into_owned();
    assert!(said.contains("two columns have the name 'person'"), "{said}");
    assert!(ending(&["succession", "--from", &tenures]).0.contains("Ann Lee"), "the first column counts");
    let long = write("long.csv", "contest,candidate\n2001 A,Lee, Ann\n2001 A,Bob Ray\n");
    let said = String::from_utf8_lossy(&hustings(&["rivals", "--from", &long]).stderr).into_owned();
    assert!(
        said.contains("long.csv:2: this row has 3 cells but the header has 2; these are not read: 'Ann'"),
        "{said}"
    );
    assert_eq!(ending(&["rivals", "--from", &long]).2, 0);
    let toml = "[[contest]]\ntitle = \"2001 A\"\nresults = [{ candidate = \"Ann Lee\" }]\n";
    let value = write("value.toml", &format!("{toml}date = 2001-13-45\n"));
    assert_eq!(ending(&["rivals", "--from", &value]).2, 0);
    let cut = write("cut.toml", &format!("[series]\nname = \"\"\"A\n{toml}"));
    let (_, last, status) = ending(&["rivals", "--from", &cut]);
    assert!(status == 3, "{last}");
}

#[cfg(unix)]
#[test]
fn links_fifos_and_strange_names_in_a_folder() {
    use std::os::unix::ffi::OsStrExt;
    let folder = scratch("malformed-folder");
    let row = |title: &str| format!("contest,candidate\n2001 {title},Ann Lee\n");
    for (name, title) in [(&b"a\xFE.csv"[..], "A"), (b"a\xFF.csv", "B"), (b"c\\d.csv", "C")] {
        std::fs::write(folder.join(std::ffi::OsStr::from_bytes(name)), row(title)).ok();
    }
    let elsewhere = scratch("malformed-elsewhere");
    std::fs::write(elsewhere.join("linked.csv"), row("D")).ok();
    std::os::unix::fs::symlink(&elsewhere, folder.join("link")).ok();
    std::os::unix::fs::symlink(&folder, folder.join("cycle")).ok();
    let path = folder.to_string_lossy().into_owned();
    let graph = elsewhere.join("g.db").to_string_lossy().into_owned();
    let (said, last, status) = ending(&["build", &path, "-o", &graph]);
    assert!(said.contains("4 contests") && status == 0, "{said}{last}");
    let made = std::process::Command::new("mkfifo").arg(folder.join("fifo.csv")).status();
    assert!(made.is_ok_and(|s| s.success()));
    std::os::unix::fs::symlink("nothing", folder.join("dangling.csv")).ok();
    for path in [path.clone(), format!("{path}/*")] {
        let output = hustings(&["rivals", "--from", &path]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            said.contains("fifo.csv: this is a FIFO") && said.contains("dangling.csv: the target of this link"),
            "{said}"
        );
        assert!(said.ends_with("hustings: 2 files could not be read; the answer covers only the rest\n"), "{said}");
        assert_eq!(output.status.code(), Some(3));
    }
    // A FIFO that is named is read.
    let fifo = folder.join("fifo.csv");
    let (write, text) = (fifo.clone(), row("E"));
    let writer = std::thread::spawn(move || std::fs::write(write, text));
    let (said, last, status) = ending(&["show", "Ann Lee", "--from", &fifo.to_string_lossy()]);
    assert!(said.contains("2001 E") && status == 0, "{said}{last}");
    assert!(writer.join().is_ok());
}

#[test]
fn a_build_keeps_pages_that_cannot_be_read_this_time() {
    let folder = scratch("malformed-kept");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (export, graph) = (path("e.xml"), path("g.db"));
    let good = page("<page>", "<title>", &format!("<text>{RESULT}</text>"));
    std::fs::write(&export, format!("<mediawiki>{good}</mediawiki>")).ok();
    assert_eq!(ending(&["build", &export, "-o", &graph]).2, 0);
    std::fs::write(&export, format!("<mediawiki>{}</mediawiki>", good.replace("</text>", "<b></text>"))).ok();
    assert_eq!(ending(&["build", &export, "-o", &graph]).2, 3);
    assert!(ending(&["show", "Ann Lee", "--from", &graph]).0.contains("1990 Q leadership election"));
}
