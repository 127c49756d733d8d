//! Verifies a graph file of an earlier schema, which has no checksums: its rows must suffice to build a graph.

use super::column::{Subject, number_of};
use super::pages::Entry;
use super::schema;
use crate::graph::properties::Property;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Checks the database itself, and that its tables, indices and views are those of the schema. Returns what is wrong.
pub(super) fn whole(connection: &Connection, version: i32) -> rusqlite::Result<Option<String>> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        // The first line may only name the database.
        let what = answer.lines().find(|line| !line.starts_with("***"));
        return Ok(Some(what.unwrap_or("its database pages are inconsistent").to_string()));
    }
    let expected = Connection::open_in_memory()?;
    schema::create_as_of(&expected, version.max(0) as usize)?;
    let (expected, found) = (objects(&expected)?, objects(connection)?);
    let differs = expected.symmetric_difference(&found).next();
    Ok(differs.map(|(kind, name, _)| format!("the {kind} '{name}' differs from that of schema {version}")))
}

/// Returns everything that the schema defines. SQLite's own tables for statistics are optional and left out. The SQL of
/// the tables that full-text search creates is ignored, because it belongs to the library.
fn objects(connection: &Connection) -> rusqlite::Result<BTreeSet<(String, String, String)>> {
    let sql = "SELECT type, name, CASE WHEN name LIKE 'name_search_%' THEN '' ELSE coalesce(sql, '') END \
               FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// Checks the rows for broken references, values of the wrong type, and gaps in the numbers. Returns what is wrong.
pub(super) fn rows(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let broken = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
    let mut statement = connection.prepare(broken)?;
    if let Some(row) = statement.query([])?.next()? {
        return Ok(Some(format!("a row of '{}' refers to a row that does not exist", row.get::<_, String>(0)?)));
    }
    for check in [types, numbers, facts, kept] {
        if let Some(wrong) = check(connection)? {
            return Ok(Some(wrong));
        }
    }
    Ok(None)
}

fn any(connection: &Connection, condition: &str) -> rusqlite::Result<bool> {
    connection.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {condition})"), [], |row| row.get(0))
}

fn types(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT s.name, c.name, c.type, c.\"notnull\" OR c.pk FROM sqlite_schema AS s, pragma_table_info(s.name) AS c \
               WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%' AND s.name NOT LIKE 'name_search%' AND c.type <> ''";
    let mut statement = connection.prepare(sql)?;
    let columns = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, bool>(3)?))
    })?;
    for column in columns {
        let (table, name, kind, needed) = column?;
        let null = if needed { "" } else { ", 'null'" };
        let wrong = format!("{table} WHERE typeof(\"{name}\") NOT IN ('{}'{null})", kind.to_lowercase());
        if any(connection, &wrong)? {
            return Ok(Some(format!("a value in the column '{name}' of '{table}' is not of the type {kind}")));
        }
    }
    Ok(None)
}

/// The maximum number of a round.
const MOST_ROUNDS: u32 = 100_000;

/// Checks that rows are numbered from 0 without gaps, because a number is an index into a list.
fn numbers(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let tables = [
        "person",
        "office",
        "party",
        "contest",
        "candidacy",
        "tenure",
        "citation",
        "page",
        "judgement",
        "diagnostic",
        "tied_group",
        "tie",
    ];
    for table in tables {
        let sql = format!("SELECT count(*) = 0 OR (min(id) = 0 AND max(id) = count(*) - 1) FROM {table}");
        if !connection.query_row(&sql, [], |row| row.get::<_, bool>(0))? {
            return Ok(Some(format!("the rows of '{table}' are not numbered from 0 without gaps")));
        }
    }
    for (table, column) in [("round", "number"), ("result", "round"), ("fact", "round")] {
        if any(connection, &format!("{table} WHERE {column} < 0 OR {column} > {MOST_ROUNDS}"))? {
            return Ok(Some(format!("'{table}' has a round with an invalid number")));
        }
    }
    Ok(None)
}

fn facts(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let counted: Option<i64> =
        connection
            .query_row("SELECT (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'facts')", [], |r| r.get(0))?;
    if counted.unwrap_or(1) > 0 && !any(connection, "fact")? && any(connection, "candidacy")? {
        return Ok(Some("'fact' is empty".into()));
    }
    for (subject, label) in Subject::ALL {
        let lost =
            format!("fact WHERE subject = {} AND subject_id NOT IN (SELECT id FROM \"{}\")", subject as i64, label);
        if any(connection, &lost)? {
            return Ok(Some(format!("a row of 'fact' is about a {label} that does not exist")));
        }
    }
    let references = [
        (Property::Previous, "contest"),
        (Property::Next, "contest"),
        (Property::Before, "person"),
        (Property::After, "person"),
        (Property::Party, "party"),
    ];
    for (property, table) in references {
        let lost = format!(
            "fact WHERE property = {} AND value IS NOT NULL AND value NOT IN (SELECT id FROM {table})",
            number_of(property)
        );
        if any(connection, &lost)? {
            return Ok(Some(format!("a row of 'fact' refers to a {table} that does not exist")));
        }
    }
    Ok(None)
}

/// Checks that every stored page can be read. A page stored as text must be the text that was read.
fn kept(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare("SELECT title, kind, hash, body FROM page")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entry = Entry {
            file: Arc::from(""),
            title: row.get(0)?,
            kind: row.get(1)?,
            revision: None,
            hash: row.get(2)?,
            body: row.get(3)?,
        };
        if let Err(why) = entry.text() {
            return Ok(Some(format!("the stored page '{}' cannot be read: {why}", entry.title)));
        }
    }
    Ok(None)
}
