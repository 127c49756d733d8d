//! A graph file that several threads read.

use crate::store::{FileError, GraphFile};
use std::ops::Deref;
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};

/// Open files that nobody reads at the moment.
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

    /// Opens the file until it is open so many times.
    pub(super) fn grow(&mut self, files: usize) -> Result<(), FileError> {
        while self.all < files {
            let file = GraphFile::open(Path::new(&self.path))?;
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(file);
            self.all += 1;
        }
        Ok(())
    }

    /// One of the files, as soon as one is idle.
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

/// A file that goes back when it is let go.
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
