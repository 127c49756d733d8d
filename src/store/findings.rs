//! Writes and reads what the checks found.

use super::column::quoted;
use super::{FileError, GraphFile, json};
use crate::check::{Diagnostic, Severity};
use rusqlite::{Connection, params};

/// The columns of the table but for the number, in the order in which they are read.
const COLUMNS: [&str; 11] =
    ["rule", "severity", "file", "line", "subject", "message", "values", "quote", "fix", "page", "of_export"];

/// Writes the findings, numbered in order.
pub(super) fn write(connection: &Connection, found: &[Diagnostic]) -> rusqlite::Result<()> {
    let columns = quoted(COLUMNS.into_iter());
    let sql = format!("INSERT INTO diagnostic (id, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    let mut insert = connection.prepare(&sql)?;
    for (i, f) in found.iter().enumerate() {
        let values = serde_json::to_string(&f.values).unwrap_or_default();
        let fix = f.fix.as_ref().map(|fix| serde_json::to_string(fix).unwrap_or_default());
        let (id, severity, line) = (i as i64, f.severity.label(), f.line as i64);
        insert.execute(params![
            id,
            f.rule,
            severity,
            &*f.file,
            line,
            f.subject,
            f.message,
            values,
            &*f.quote,
            fix,
            &*f.page,
            f.of_export
        ])?;
    }
    Ok(())
}

/// Reads the findings, in order.
pub(super) fn read(file: &GraphFile) -> Result<Vec<Diagnostic>, FileError> {
    let mut found = Vec::new();
    let sql = format!("SELECT {} FROM diagnostic ORDER BY id", quoted(COLUMNS.into_iter()));
    file.each_row(&sql, |row| {
        found.push(Diagnostic {
            rule: row.get::<_, String>(0)?.into(),
            severity: Severity::read(row.get_ref(1)?.as_str()?).unwrap_or(Severity::Note),
            file: row.get::<_, String>(2)?.into(),
            line: row.get::<_, i64>(3)? as usize,
            subject: row.get(4)?,
            message: row.get(5)?,
            values: json(row, 6)?,
            quote: row.get::<_, String>(7)?.into(),
            page: row.get::<_, String>(9)?.into(),
            of_export: row.get(10)?,
            fix: row.get::<_, Option<String>>(8)?.and_then(|text| serde_json::from_str(&text).ok()),
        });
        Ok(())
    })?;
    Ok(found)
}
