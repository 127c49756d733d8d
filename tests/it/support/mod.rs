//! What the integration tests share: running the program, and where the real articles are.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::panic, clippy::print_stderr, reason = "a test says why it fails or is skipped")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

mod story;

use std::path::PathBuf;
use std::process::{Command, Output};
pub(crate) use story::Hustings;

/// Runs the program in the package's folder.
pub(crate) fn hustings(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env("COLUMNS", "100");
    match command.output() {
        Ok(output) => output,
        Err(e) => panic!("the program does not run: {e}"),
    }
}

/// The program with arguments, to be run in a folder.
pub(crate) fn command(folder: &std::path::Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.current_dir(folder).args(args);
    command
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &std::path::Path, args: &[&str]) -> Output {
    match command(folder, args).output() {
        Ok(output) => output,
        Err(e) => panic!("the program does not run: {e}"),
    }
}

/// What a run said on standard error.
pub(crate) fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Standard output of a run that must succeed.
pub(crate) fn stdout(args: &[&str]) -> String {
    let output = hustings(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard output and the exit status.
pub(crate) fn outcome(args: &[&str]) -> (String, i32) {
    let output = hustings(args);
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code().unwrap_or(-1))
}

/// The rows of a command's CSV output as maps from column to value.
pub(crate) fn rows(args: &[&str]) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut all = args.to_vec();
    all.extend(["--format", "csv"]);
    let (text, _) = outcome(&all);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    match reader.deserialize().collect() {
        Ok(rows) => rows,
        Err(e) => panic!("{args:?}: {e}\n{text}"),
    }
}

/// The folder of the three real articles; see [`shared`].
pub(crate) fn seeds() -> Option<String> {
    shared("seeds", std::env::var("HUSTINGS_SEEDS").ok())
}

/// A file or folder of real input: where a variable says, or beside the checkout. Where it is missing the test is
/// skipped with a message, unless `HUSTINGS_REQUIRE` is set, as continuous integration does.
pub(crate) fn shared(name: &str, named: Option<String>) -> Option<String> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    let path = named.map_or(beside, PathBuf::from);
    if path.exists() {
        return Some(path.to_string_lossy().into_owned());
    }
    assert!(std::env::var_os("HUSTINGS_REQUIRE").is_none(), "the real input is missing at {}", path.display());
    eprintln!("skipped: the real input is not at {}", path.display());
    None
}

/// Whether a program can be run; it must be where `HUSTINGS_REQUIRE` is set.
pub(crate) fn installed(program: &str, version: &str) -> bool {
    let there = Command::new(program).arg(version).output().is_ok();
    assert!(there || std::env::var_os("HUSTINGS_REQUIRE").is_none(), "{program} is not installed");
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

/// A folder of its own for a test's files.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    match std::fs::create_dir_all(&folder) {
        Ok(()) => folder,
        Err(e) => panic!("{}: {e}", folder.display()),
    }
}
