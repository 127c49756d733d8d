//! The list of unfinished files, which are removed if the program is interrupted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

static FILES: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

pub(super) fn add(path: &Path) {
    FILES.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
}

pub(super) fn remove(path: &Path) {
    FILES.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
}

/// Removes all unfinished files. The program ends after that.
pub(super) fn sweep() {
    for path in std::mem::take(&mut *FILES.lock().unwrap_or_else(PoisonError::into_inner)) {
        std::fs::remove_file(path).ok();
    }
}
