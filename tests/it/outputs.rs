//! What becomes of the places that outputs are written to: links, devices, pipes, modes, two writers, inputs, and runs that are killed.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
#![allow(clippy::unwrap_used, reason = "a test says why it fails")]

use crate::support::{command, run_in, scratch, told};
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const TABLE: &str = "contest,candidate,votes\n2001 X election,Ann Ash,7\n2001 X election,Bo Birch,5\n";

/// Every command that writes a file, with a path in place of `OUT`.
const WRITERS: [&[&str]; 9] = [
    &["export", "--from", "t.csv", "--format", "json", "-o", "OUT"],
    &["export", "--from", "t.csv", "--format", "items", "-o", "OUT"],
    &["export", "--from", "t.csv", "--network", "rivals", "--format", "graphml", "-o", "OUT"],
    &["identity", "--from", "t.csv", "--export", "OUT"],
    &["check", "--from", "t.csv", "--write-baseline", "OUT"],
    &["draw", "contests", "--from", "t.csv", "-o", "OUT"],
    &["extract", "p.wiki", "-o", "OUT"],
    &["survival", "-o", "OUT"],
    &["build", "t.csv", "-o", "OUT"],
];

fn sources(folder: &Path) {
    fs::write(folder.join("t.csv"), TABLE).unwrap();
    fs::write(folder.join("p.wiki"), "{{Infobox election|election_name=1990 X election|candidate1=A B|votes1=3}}")
        .unwrap();
}

fn with(writer: &[&str], out: &str) -> Vec<String> {
    writer.iter().map(|word| if *word == "OUT" { out.to_string() } else { (*word).to_string() }).collect()
}

fn run(folder: &Path, writer: &[&str], out: &str) -> Output {
    let arguments = with(writer, out);
    run_in(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn an_output_keeps_the_mode_of_what_it_replaces_and_follows_links() {
    let folder = scratch("modes");
    sources(&folder);
    for (number, writer) in WRITERS.iter().enumerate() {
        let out = format!("o{number}.svg");
        assert!(run(&folder, writer, &out).status.success(), "{writer:?}");
        let first = fs::read(folder.join(&out)).unwrap();
        fs::set_permissions(folder.join(&out), fs::Permissions::from_mode(0o640)).unwrap();
        let link = format!("l{number}.svg");
        symlink(&out, folder.join(&link)).unwrap();
        let output = run(&folder, writer, &link);
        assert!(output.status.success(), "{writer:?}: {}", told(&output));
        assert!(folder.join(&link).is_symlink(), "{writer:?} replaced the link");
        assert_eq!(fs::metadata(folder.join(&out)).unwrap().permissions().mode() & 0o777, 0o640, "{writer:?}");
        assert_eq!(fs::read(folder.join(&out)).unwrap(), first, "{writer:?}");
    }
    // A link to a file that is not there yet.
    symlink("new.json", folder.join("to-new.json")).unwrap();
    assert!(run(&folder, WRITERS[0], "to-new.json").status.success());
    assert!(folder.join("to-new.json").is_symlink() && folder.join("new.json").is_file());
    assert!(names(&folder).iter().all(|name| !name.starts_with('.')), "{:?}", names(&folder));
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let folder = scratch("inputs");
    sources(&folder);
    symlink("t.csv", folder.join("link.csv")).unwrap();
    for out in ["t.csv", "link.csv"] {
        for writer in WRITERS.iter().filter(|w| w.contains(&"t.csv")) {
            let output = run(&folder, writer, out);
            assert_eq!(output.status.code(), Some(2), "{writer:?}: {}", told(&output));
            assert_eq!(fs::read_to_string(folder.join("t.csv")).unwrap(), TABLE, "{writer:?}");
        }
    }
    assert_eq!(run_in(&folder, &["build", "--fresh", "t.csv", "-o", "t.csv"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.join("t.csv")).unwrap(), TABLE);
    assert!(run_in(&folder, &["build", "t.csv", "-o", "g.db"]).status.success());
    let graph = fs::read(folder.join("g.db")).unwrap();
    assert_eq!(run_in(&folder, &["export", "--from", "g.db", "--format", "json", "-o", "g.db"]).status.code(), Some(2));
    assert_eq!(fs::read(folder.join("g.db")).unwrap(), graph);
    // A database of another program is nobody's to replace.
    let other = rusqlite::Connection::open(folder.join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(other);
    assert_eq!(run_in(&folder, &["build", "--fresh", "t.csv", "-o", "other.db"]).status.code(), Some(2));
}

#[test]
fn devices_and_pipes_are_written_to_and_never_replaced() {
    let folder = scratch("devices");
    sources(&folder);
    let made = Command::new("mkfifo").arg(folder.join("pipe.svg")).status().unwrap();
    assert!(made.success());
    for writer in WRITERS.iter().filter(|w| w[0] != "build") {
        let reader = Command::new("cat").arg(folder.join("pipe.svg")).stdout(Stdio::piped()).spawn().unwrap();
        let output = run(&folder, writer, "pipe.svg");
        assert!(output.status.success(), "{writer:?}: {}", told(&output));
        assert!(!reader.wait_with_output().unwrap().stdout.is_empty(), "{writer:?}");
        assert!(fs::metadata(folder.join("pipe.svg")).unwrap().file_type().is_fifo(), "{writer:?}");
    }
    let output = run_in(&folder, &["build", "t.csv", "-o", "pipe.svg"]);
    assert!(output.status.code() == Some(2) && told(&output).contains("is not a regular file"), "{}", told(&output));
    assert!(run_in(&folder, &["export", "--from", "t.csv", "--format", "json", "-o", "/dev/null"]).status.success());
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let full = run_in(&folder, &["export", "--from", "t.csv", "--format", "json", "-o", "/dev/full"]);
    assert_eq!(full.status.code(), Some(3), "{}", told(&full));
}

#[test]
fn a_run_that_is_killed_or_fails_leaves_the_old_output() {
    let folder = scratch("killed-outputs");
    sources(&folder);
    let mut rows = String::from("contest,candidate,votes\n");
    for contest in 0..400 {
        for candidate in 0..5 {
            rows.push_str(&format!("{contest} X election,Ann Ash{candidate} {contest},{}\n", 9 - candidate));
        }
    }
    fs::write(folder.join("t.csv"), rows).unwrap();
    let writer = WRITERS[0];
    let started = std::time::Instant::now();
    assert!(run(&folder, writer, "new.json").status.success());
    let whole = started.elapsed();
    let new = fs::read(folder.join("new.json")).unwrap();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..8 {
        fs::write(folder.join("o.json"), "old").unwrap();
        let arguments = with(writer, "o.json");
        let mut child = command(&folder, &[]).args(&arguments).stderr(Stdio::null()).spawn().unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_nanos((random >> 11) % (whole.as_nanos() as u64 * 6 / 5)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = fs::read(folder.join("o.json")).unwrap();
        assert!(now == b"old" || now == new, "{} bytes are neither the old file nor the new one", now.len());
    }
    assert!(run(&folder, writer, "o.json").status.success());
    assert_eq!(names(&folder), ["new.json", "o.json", "p.wiki", "t.csv"], "the next run takes away what was left");
    // What cannot be read costs the run and not the file.
    fs::write(folder.join("o.json"), "old").unwrap();
    let output = run_in(&folder, &["export", "--from", "none.csv", "-o", "o.json"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(fs::read(folder.join("o.json")).unwrap(), b"old");
    let output = run_in(&folder, &["build", "none.csv", "-o", "g.db"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(names(&folder).iter().all(|name| !name.contains("g.db")), "{:?}", names(&folder));
}

#[test]
fn builds_of_one_file_wait_for_each_other_and_lose_nothing() {
    let folder = scratch("two-builds");
    let files: Vec<String> = (0..6).map(|n| format!("{n}.csv")).collect();
    for (number, file) in files.iter().enumerate() {
        fs::write(folder.join(file), TABLE.replace("2001", &format!("200{number}"))).unwrap();
    }
    let builds: Vec<_> = files
        .iter()
        .map(|file| {
            command(&folder, &["build", file, "-o", "g.db"])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    // Whoever reads meanwhile finds no file or a whole one.
    let mut builds: Vec<std::process::Child> = builds;
    while builds.iter_mut().any(|build| build.try_wait().unwrap().is_none()) {
        if let Ok(bytes) = fs::read(folder.join("g.db")) {
            assert!(bytes.starts_with(b"SQLite format 3\0"), "{} bytes are no graph", bytes.len());
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    let builds: Vec<Output> = builds.into_iter().map(|b| b.wait_with_output().unwrap()).collect();
    assert!(builds.iter().all(|b| b.status.success()), "{:?}", builds.iter().map(told).collect::<Vec<_>>());
    let rows = run_in(&folder, &["measures", "--from", "g.db", "--format", "csv"]);
    assert_eq!(String::from_utf8_lossy(&rows.stdout).lines().count(), 7, "{}", String::from_utf8_lossy(&rows.stdout));
    assert!(names(&folder).iter().all(|name| !name.starts_with('.')));
    // One that reads from a pipe is told of before it ends.
    let mut first =
        command(&folder, &["build", "-", "-o", "g.db"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    while !folder.join(".g.db.hustings-building").exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let second = command(&folder, &["build", "1.csv", "-o", "g.db"]).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    std::io::Write::write_all(&mut first.stdin.take().unwrap(), TABLE.replace("2001", "1999").as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    let second = second.wait_with_output().unwrap();
    assert!(second.status.success() && told(&second).contains("another run is writing 'g.db'"), "{}", told(&second));
    let rows = run_in(&folder, &["measures", "--from", "g.db", "--format", "csv"]);
    assert_eq!(String::from_utf8_lossy(&rows.stdout).lines().count(), 8);
}

#[test]
fn a_link_in_the_place_of_the_unfinished_file_is_left_alone() {
    let folder = scratch("planted");
    sources(&folder);
    fs::write(folder.join("victim"), "mine").unwrap();
    for (number, writer) in WRITERS.iter().enumerate() {
        let out = format!("o{number}.svg");
        symlink("victim", folder.join(format!(".{out}.hustings-building"))).unwrap();
        let output = run(&folder, writer, &out);
        assert!(output.status.code() == Some(3) && told(&output).contains("is in the way"), "{}", told(&output));
        assert_eq!(fs::read(folder.join("victim")).unwrap(), b"mine", "{writer:?}");
        assert!(!folder.join(&out).exists(), "{writer:?}");
    }
    // Links that lead in a circle lead to no file.
    symlink("b.svg", folder.join("a.svg")).unwrap();
    symlink("a.svg", folder.join("b.svg")).unwrap();
    let output = run(&folder, WRITERS[0], "a.svg");
    assert!(output.status.code() == Some(3) && folder.join("a.svg").is_symlink(), "{}", told(&output));
}

#[test]
fn a_stream_by_another_name_keeps_what_it_holds_and_input_on_a_stream_is_input() {
    let folder = scratch("streams");
    sources(&folder);
    fs::write(folder.join("log"), "before\n").unwrap();
    let log = fs::File::options().append(true).open(folder.join("log")).unwrap();
    let mut export = command(&folder, &["export", "--from", "t.csv", "--format", "items", "-o", "/dev/stdout"]);
    assert!(export.stdout(log).status().unwrap().success());
    let log = fs::read_to_string(folder.join("log")).unwrap();
    assert!(log.starts_with("before\n") && log.contains("Ann Ash"), "{log}");
    let mut export = command(&folder, &["export", "--from", "-", "--format", "json", "-o", "t.csv"]);
    let status = export.stdin(fs::File::open(folder.join("t.csv")).unwrap()).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.join("t.csv")).unwrap(), TABLE);
}

#[test]
fn two_sites_in_one_folder_come_one_after_the_other() {
    let folder = scratch("two-sites");
    sources(&folder);
    let sites: Vec<_> = [["site", "-o", "site"].as_slice(), &["site", "--from", "t.csv", "-o", "site"]]
        .iter()
        .map(|arguments| command(&folder, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    for mut site in sites {
        assert!(site.wait().unwrap().success());
    }
    let list = fs::read_to_string(folder.join("site/hustings-site.txt")).unwrap();
    assert!(list.lines().count() > 20 && list.lines().all(|file| folder.join("site").join(file).is_file()));
    assert!(names(&folder.join("site")).iter().all(|name| !name.starts_with('.')));
}

#[test]
fn a_site_neither_writes_nor_removes_through_links() {
    let folder = scratch("site-links");
    sources(&folder);
    assert!(run_in(&folder, &["site", "--from", "t.csv", "-o", "site"]).status.success());
    fs::create_dir(folder.join("elsewhere")).unwrap();
    fs::write(folder.join("elsewhere/mine.html"), "mine").unwrap();
    let inside = names(&folder.join("site")).into_iter().find(|n| folder.join("site").join(n).is_dir()).unwrap();
    fs::remove_dir_all(folder.join("site").join(&inside)).unwrap();
    symlink("../elsewhere", folder.join("site").join(&inside)).unwrap();
    let output = run_in(&folder, &["site", "--from", "t.csv", "-o", "site"]);
    assert!(output.status.code() == Some(3) && told(&output).contains("is a link"), "{}", told(&output));
    assert_eq!(names(&folder.join("elsewhere")), ["mine.html"]);
    // What a list of files says is gone is not removed through a link, either.
    fs::write(folder.join("site/hustings-site.txt"), format!("{inside}/mine.html\n")).unwrap();
    let output = run_in(&folder, &["site", "--from", "t.csv", "-o", "site"]);
    assert!(folder.join("elsewhere/mine.html").exists(), "{}", told(&output));
}
