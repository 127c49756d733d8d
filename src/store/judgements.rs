//! Reads the judgements on who is who.

use super::{FileError, GraphFile};
use crate::identity::{Evidence, Judgement, Subject, Verdict};
use std::collections::BTreeMap;

/// Returns the judgements on any of some names, or all judgements, in order.
pub(super) fn judgements(file: &GraphFile, names: Option<&[&str]>) -> Result<Vec<Judgement>, FileError> {
    let mut found: BTreeMap<i64, Judgement> = BTreeMap::new();
    let mut take = |row: &rusqlite::Row<'_>| -> rusqlite::Result<()> {
        let text = |i: usize| row.get::<_, String>(i);
        let verdict = match text(4)?.as_str() {
            "same" => Verdict::Same,
            "unsure" => Verdict::Unsure,
            _ => Verdict::Different,
        };
        let subject = text(8)?;
        let subject = Subject::ALL.into_iter().find(|s| s.label() == subject).unwrap_or(Subject::Person);
        let judgement = Judgement {
            name_a: text(1)?,
            name_b: text(2)?,
            series: text(3)?,
            verdict,
            score: row.get(5)?,
            evidence: Evidence::read_list(&text(6)?),
            reason: text(7)?,
            subject,
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
    let all = "SELECT id, name_a, name_b, series, verdict, score, evidence, reason, subject FROM judgement";
    match names {
        None => run(&format!("{all} ORDER BY id"), None)?,
        Some(names) => {
            for name in names {
                run(&format!("{all} WHERE name_a = ?1"), Some(name))?;
                run(&format!("{all} WHERE name_b = ?1"), Some(name))?;
            }
        }
    }
    Ok(found.into_values().collect())
}
