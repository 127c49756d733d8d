//! A graph file that several threads read.

use crate::store::{FileError, GraphFile};
use std::ops::Deref;
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};

/// A pool of handles of one graph file.
pub(super) struct Pool {
    idle: Mutex<Vec<GraphFile>>,
    returned: Condvar,
    path: String,
    all: usize,
}

impl Pool {
    pub(super) fn of(file: GraphFile) -> Self {
        let path = file.name();
        Self { idle: Mutex::new(vec![file]), returned: Condvar::new(), path, all: 1 }
    }

    /// Opens the file until there are `files` handles.
    pub(super) fn grow(&mut self, files: usize) -> Result<(), FileError> {
        while self.all < files {
            let file = GraphFile::open(Path::new(&self.path))?;
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(file);
            self.all += 1;
        }
        Ok(())
    }

    /// Takes a handle out of the pool. Waits until one is idle.
    pub(super) fn take(&self) -> Taken<'_> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(file) = idle.pop() {
                return Taken { file: Some(file), pool: self };
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A handle that goes back to its pool when it is dropped.
pub(super) struct Taken<'p> {
    file: Option<GraphFile>,
    pool: &'p Pool,
}

impl Deref for Taken<'_> {
    type Target = GraphFile;

    #[expect(clippy::expect_used, reason = "the file is there until it is let go")]
    fn deref(&self) -> &GraphFile {
        self.file.as_ref().expect("a file that was taken")
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).extend(self.file.take());
        self.pool.returned.notify_one();
    }
}
