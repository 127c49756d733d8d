//! Tests as stories: a folder with files, a command, and what it prints.
//!
//! ```text
//! Hustings::new().file("a.csv", "contest,candidate…").run("rivals Ash Birch --from a.csv").says("1 meeting");
//! ```

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, named for the test that runs.
pub(crate) struct Hustings {
    folder: PathBuf,
}

/// A run that has ended.
pub(crate) struct Ran {
    story: Hustings,
    line: String,
    output: Output,
}

impl Hustings {
    /// Makes an empty folder for the test of this thread.
    pub(crate) fn new() -> Self {
        let thread = std::thread::current();
        Self { folder: super::scratch(&thread.name().unwrap_or("story").replace("::", "-")) }
    }

    /// Writes a file into the folder, and the folders above it.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.join(path);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
        match written {
            Ok(()) => self,
            Err(e) => panic!("{}: {e}", path.display()),
        }
    }

    /// The folder that commands run in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs the program, which must succeed. Words in single quotes may hold blanks.
    pub(crate) fn run(self, line: &str) -> Ran {
        self.ends(0, line)
    }

    /// Runs the program, which must end with a status.
    pub(crate) fn ends(self, status: i32, line: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command.args(words(line)).current_dir(&self.folder).env("NO_COLOR", "1").env("COLUMNS", "100");
        let output = match command.output() {
            Ok(output) => output,
            Err(e) => panic!("the program does not run: {e}"),
        };
        let ran = Ran { story: self, line: line.into(), output };
        assert_eq!(ran.output.status.code(), Some(status), "{ran}");
        ran
    }
}

impl Ran {
    /// Standard output is this, but for blanks at the ends of lines and lines at both ends.
    #[track_caller]
    pub(crate) fn stdout(self, expected: &str) -> Self {
        let trimmed =
            |text: &str| text.trim_matches('\n').lines().map(|l| l.trim_end().to_string()).collect::<Vec<_>>();
        let printed = String::from_utf8_lossy(&self.output.stdout).into_owned();
        assert_eq!(trimmed(&printed), trimmed(expected), "{self}");
        self
    }

    /// Standard output has this text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(String::from_utf8_lossy(&self.output.stdout).contains(text), "no {text:?} in {self}");
        self
    }

    /// Standard error has this text.
    #[track_caller]
    pub(crate) fn warns(self, text: &str) -> Self {
        assert!(String::from_utf8_lossy(&self.output.stderr).contains(text), "no {text:?} in {self}");
        self
    }

    /// Standard error is empty.
    #[track_caller]
    pub(crate) fn quietly(self) -> Self {
        assert!(self.output.stderr.is_empty(), "{self}");
        self
    }

    /// Neither standard output nor standard error has this text.
    #[track_caller]
    pub(crate) fn never_says(self, text: &str) -> Self {
        for stream in [&self.output.stdout, &self.output.stderr] {
            assert!(!String::from_utf8_lossy(stream).contains(text), "{text:?} in {self}");
        }
        self
    }

    /// The story goes on.
    pub(crate) fn then(self) -> Hustings {
        self.story
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [out, err] = [&self.output.stdout, &self.output.stderr].map(|s| String::from_utf8_lossy(s));
        writeln!(f, "hustings {} in {}: {}", self.line, self.story.folder.display(), self.output.status)?;
        write!(f, "{out}\n{err}")
    }
}

/// The words of a line, as a shell parts them: at blanks, but not between single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.last_mut().into_iter().for_each(|w| w.push_str(part));
            continue;
        }
        for (index, piece) in part.split(' ').enumerate() {
            if index > 0 {
                words.push(String::new());
            }
            words.last_mut().into_iter().for_each(|w| w.push_str(piece));
        }
    }
    words.retain(|w| !w.is_empty());
    words
}
