//! Judgements on who is who, read back.

use super::{FileError, GraphFile};
use crate::identity::{self, Judgement, Verdict};
use std::collections::BTreeMap;

/// The judgements on any of some names, or all, in order.
pub(super) fn judgements(file: &GraphFile, names: Option<&[&str]>) -> Result<Vec<Judgement>, FileError> {
    let mut found: BTreeMap<i64, Judgement> = BTreeMap::new();
    let mut take = |row: &rusqlite::Row<'_>| -> rusqlite::Result<()> {
        let text = |i: usize| row.get::<_, String>(i);
        let verdict = match text(4)?.as_str() {
            "same" => Verdict::Same,
            "unsure" => Verdict::Unsure,
            _ => Verdict::Different,
        };
        let evidence = identity::Evidence::read(&text(6)?).unwrap_or(identity::Evidence::NearName);
        let judgement = Judgement {
            name_a: text(1)?,
            name_b: text(2)?,
            series: text(3)?,
            verdict,
            score: row.get(5)?,
            evidence,
            reason: text(7)?,
        };
        found.insert(row.get(0)?, judgement);
        Ok(())
    };
    let mut run = |sql: &str, name: Option<&str>| -> Result<(), FileError> {
        let mut statement = file.prepare(sql)?;
        let rows = match name {
            Some(name) => statement.query([name]),
            None => statement.query([]),
        };
        let mut rows = rows.map_err(|e| file.failed(e))?;
        while let Some(row) = rows.next().map_err(|e| file.failed(e))? {
            take(row).map_err(|e| file.failed(e))?;
        }
        Ok(())
    };
    match names {
        None => run("SELECT * FROM judgement ORDER BY id", None)?,
        Some(names) => {
            for name in names {
                run("SELECT * FROM judgement WHERE name_a = ?1", Some(name))?;
                run("SELECT * FROM judgement WHERE name_b = ?1", Some(name))?;
            }
        }
    }
    Ok(found.into_values().collect())
}
