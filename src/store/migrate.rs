//! Verifies files of earlier schemas, and migrates them to the present schema in memory.

use super::{FileError, schema, verify};
use rusqlite::Connection;
use std::path::Path;

/// Copies a file of an earlier schema to memory, verifies it, and migrates the copy to the present schema.
pub(super) fn migrate(reading: &Connection, path: &Path, from: i32) -> Result<Connection, FileError> {
    let failed = |cause| super::explain("migrate", &path.display().to_string(), None, cause);
    let mut memory = Connection::open_in_memory().map_err(failed)?;
    {
        let backup = rusqlite::backup::Backup::new(reading, &mut memory).map_err(failed)?;
        backup.run_to_completion(10_000, std::time::Duration::ZERO, None).map_err(failed)?;
    }
    let damaged = |what| FileError::Damaged { path: path.display().to_string(), what };
    verify::whole(&memory, from).map_err(failed)?.map_or(Ok(()), |what| Err(damaged(what)))?;
    schema::apply(&mut memory, from).map_err(failed)?;
    verify::rows(&memory).map_err(failed)?.map_or(Ok(()), |what| Err(damaged(what)))?;
    Ok(memory)
}
