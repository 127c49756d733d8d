//! The files that this process has opened for reading, so that a writer can refuse to overwrite one of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// The canonical paths of the files. Opening a file again adds nothing, so the set grows only with the number of
/// inputs.
static OPENED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Records that a file is read. Ignores streams such as pipes and devices, which have no content to overwrite.
pub(crate) fn remember(path: &Path) {
    if let Ok(full) = path.canonicalize()
        && full.is_file()
    {
        OPENED.lock().unwrap_or_else(PoisonError::into_inner).insert(full);
    }
}

/// Returns true if this process has read a file, whether under this name or through a link.
pub fn was_read(path: &Path) -> bool {
    let full = path.canonicalize();
    full.is_ok_and(|full| OPENED.lock().unwrap_or_else(PoisonError::into_inner).contains(&full))
}

/// Returns what tells whether a source has changed: the time and the size of each file that was read, and of what is
/// named, such as a folder that gets a new file.
pub fn stamps(named: &[String]) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let read = OPENED.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let all = read.into_iter().chain(named.iter().map(PathBuf::from));
    all.map(|path| {
        let now = path.metadata().ok();
        let (time, size) = (now.as_ref().and_then(|m| m.modified().ok()), now.map_or(0, |m| m.len()));
        (path, time, size)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_opened_is_known_by_every_name() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(!was_read(&path));
        crate::source::read_plain(&path).unwrap();
        assert!(was_read(&path) && was_read(&path.join("../src/../Cargo.toml").canonicalize().unwrap_or(path.clone())));
        assert!(!was_read(&path.with_file_name("README.md")));
    }
}
