//! A path as the user gives it: a file, a folder, or a pattern.

use super::SourceError;
use std::path::{Path, PathBuf};

/// The files that a path stands for, sorted. A folder stands for every file below it whose name does not begin
/// with a point.
pub(super) fn expand(path: &str) -> Result<Vec<PathBuf>, SourceError> {
    let plain = Path::new(path);
    if plain.is_dir() {
        let mut files = Vec::new();
        walk(plain, &mut files).map_err(|cause| SourceError::Open { path: path.into(), cause })?;
        files.sort();
        return if files.is_empty() {
            Err(SourceError::Pattern { pattern: path.into(), cause: "is a folder without files".into() })
        } else {
            Ok(files)
        };
    }
    if plain.exists() || !path.contains(['*', '?', '[']) {
        return Ok(vec![plain.to_path_buf()]);
    }
    let bad = |cause: String| SourceError::Pattern { pattern: path.into(), cause };
    let matches = glob::glob(path).map_err(|e| bad(format!("is no pattern: {e}")))?;
    let mut files: Vec<PathBuf> = matches.flatten().filter(|p| p.is_file()).collect();
    files.sort();
    if files.is_empty() { Err(bad("matches no file".into())) } else { Ok(files) }
}

#[expect(clippy::disallowed_methods, reason = "this is the stage that opens files")]
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() || entry.path().is_file() {
                files.push(entry.path());
            }
        }
    }
    Ok(())
}
