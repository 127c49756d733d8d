//! Expands a path given by the user: a file, a folder, or a pattern.

use super::{Lost, SourceError, Warning, display_name};
use std::collections::BTreeSet;
use std::fs::{FileType, Metadata};
use std::path::{Path, PathBuf};

/// The files that a path stands for.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    /// The files, sorted.
    pub files: Vec<PathBuf>,
    /// Entries that were found but are not read.
    pub passed_over: Vec<Warning>,
}

/// Returns the files that a path stands for, sorted. A folder stands for every file below it whose name does not begin
/// with a dot. Links are followed, but each folder is entered only once.
pub(super) fn expand(path: &str) -> Result<Expanded, SourceError> {
    let plain = Path::new(path);
    let mut walk = Walk::default();
    let bad = |cause: String| SourceError::Pattern { pattern: path.into(), cause };
    if plain.is_dir() {
        walk.begin(plain).map_err(|cause| SourceError::Open { path: path.into(), cause })?;
        walk.run();
        if walk.found.files.is_empty() && walk.found.passed_over.is_empty() {
            return Err(bad("is a folder without files".into()));
        }
    } else if plain.exists() || !path.contains(['*', '?', '[']) {
        walk.found.files.push(plain.to_path_buf());
    } else {
        for matched in glob::glob(path).map_err(|e| bad(format!("is not a valid pattern: {e}")))? {
            match matched {
                Ok(file) => walk.take(file, None),
                Err(e) => walk.pass_over(e.path(), &e.error().to_string()),
            }
        }
        walk.run();
        if walk.found.files.is_empty() && walk.found.passed_over.is_empty() {
            return Err(bad("matches no file".into()));
        }
    }
    walk.found.files.sort();
    walk.found.files.dedup();
    Ok(walk.found)
}

/// A walk through folders.
#[derive(Default)]
struct Walk {
    found: Expanded,
    folders: Vec<PathBuf>,
    /// Links to folders. They are followed last, so that a file reachable without them keeps its own name.
    links: Vec<PathBuf>,
    /// The canonical paths of the folders that were entered, because a link may lead back to one.
    entered: BTreeSet<PathBuf>,
    /// The entries that were already reported, by canonical folder and name.
    told: BTreeSet<(PathBuf, PathBuf)>,
}

impl Walk {
    /// Enters a folder named by the user. Returns an error if the folder cannot be read.
    fn begin(&mut self, folder: &Path) -> std::io::Result<()> {
        list(folder)?;
        self.enter(folder.to_path_buf());
        Ok(())
    }

    fn enter(&mut self, folder: PathBuf) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        if self.entered.insert(real) {
            self.folders.push(folder);
        }
    }

    fn run(&mut self) {
        loop {
            while let Some(folder) = self.folders.pop() {
                match list(&folder) {
                    Ok(entries) => entries.into_iter().for_each(|entry| self.take(entry, Some(&folder))),
                    Err(cause) => self.pass_over(&folder, &cause.to_string()),
                }
            }
            if self.links.is_empty() {
                return;
            }
            let link = self.links.remove(0);
            self.enter(link);
        }
    }

    /// Takes an entry of a folder or a match of a pattern.
    fn take(&mut self, path: PathBuf, within: Option<&Path>) {
        let link = path.is_symlink();
        match path.metadata() {
            Ok(is) if is.is_dir() => {
                let above = |folder: &Path| match (path.canonicalize(), folder.canonicalize()) {
                    (Ok(target), Ok(folder)) => folder.starts_with(&target) && !self.entered.contains(&target),
                    _ => false,
                };
                if link && within.is_some_and(above) {
                    self.pass_over(&path, "this link leads to a parent folder, which is not read");
                } else if link {
                    self.links.push(path);
                } else {
                    self.enter(path);
                }
            }
            Ok(is) if is.is_file() => self.found.files.push(path),
            Ok(is) => {
                self.pass_over(&path, &format!("this is {}, which is read only if it is named itself", kind(&is)));
            }
            Err(_) if link => self.pass_over(&path, "the target of this link does not exist"),
            Err(cause) => self.pass_over(&path, &cause.to_string()),
        }
    }

    fn pass_over(&mut self, path: &Path, why: &str) {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let place = path.parent().map(real).unwrap_or_default();
        if !self.told.insert((place, path.file_name().map(PathBuf::from).unwrap_or_default())) {
            return;
        }
        let warning = Warning::new(&display_name(path), 0, "unreadable", format!("{why}; it was skipped"));
        self.found.passed_over.push(warning.losing(Lost::File));
    }
}

/// Returns the entries of a folder, sorted, without hidden files.
#[expect(clippy::disallowed_methods, reason = "this is the stage that opens files")]
fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

/// Returns the words for an entry that is neither a file nor a folder.
fn kind(is: &Metadata) -> &'static str {
    of_type(is.file_type())
}

#[cfg(unix)]
fn of_type(is: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if is.is_fifo() {
        "a FIFO"
    } else if is.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn of_type(_: FileType) -> &'static str {
    "a device"
}

#[cfg(all(test, unix))]
#[allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_are_followed_once_and_what_is_no_file_is_told() {
        let root = std::env::temp_dir().join(format!("hustings-expand-{}", std::process::id()));
        let folder = root.join("in");
        assert!(
            std::fs::create_dir_all(folder.join("sub")).is_ok() && std::fs::create_dir_all(root.join("other")).is_ok()
        );
        for name in ["in/a.csv", "in/sub/b.csv", "in/.hidden", "other/c.csv"] {
            assert!(std::fs::write(root.join(name), "x").is_ok());
        }
        let socket = std::os::unix::net::UnixListener::bind(folder.join("socket"));
        let links = [
            ("../other", "linked"),
            (".", "sub/cycle"),
            ("..", "sub/back"),
            ("../..", "sub/above"),
            ("nothing", "dangling"),
            ("/dev/null", "device"),
            ("a.csv", "z.csv"),
        ];
        assert!(socket.is_ok() && links.iter().all(|(to, at)| symlink(to, folder.join(at)).is_ok()));
        let found = expand(&folder.to_string_lossy());
        let pattern = expand(&folder.join("*").to_string_lossy());
        assert!(std::fs::remove_dir_all(&root).is_ok());
        let Ok(found) = found else { panic!("{found:?}") };
        let names: Vec<_> = found.files.iter().filter_map(|f| f.strip_prefix(&folder).ok()?.to_str()).collect();
        assert_eq!(names, ["a.csv", "linked/c.csv", "sub/b.csv", "z.csv"]);
        let mut told: Vec<_> = found.passed_over.iter().map(|w| (w.file.rsplit('/').next(), w.lost)).collect();
        told.sort();
        let lost = Some(Lost::File);
        assert_eq!(
            told,
            [(Some("above"), lost), (Some("dangling"), lost), (Some("device"), lost), (Some("socket"), lost)]
        );
        assert_eq!(pattern.map(|p| p.files.len()).ok(), Some(5), "a pattern takes hidden files, and folders whole");
    }
}
