//! The versions of the schema, each as a step from the version before.

use super::APPLICATION;
use rusqlite::Connection;

/// The steps: the tables of a version, and the SQL to run after the rows are inserted.
const STEPS: [(&str, &str); 9] = [
    (include_str!("schema/1.sql"), include_str!("schema/1-indices.sql")),
    (include_str!("schema/2.sql"), ""),
    (include_str!("schema/3.sql"), ""),
    (include_str!("schema/4.sql"), ""),
    (include_str!("schema/5.sql"), ""),
    (include_str!("schema/6.sql"), ""),
    (include_str!("schema/7.sql"), include_str!("schema/7-indices.sql")),
    (include_str!("schema/8.sql"), ""),
    (include_str!("schema/9.sql"), ""),
];

/// The version of the schema that this program writes.
pub const VERSION: i32 = STEPS.len() as i32;

/// Creates the tables of an empty file, without indices.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", 8192)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    for (tables, _) in STEPS {
        connection.execute_batch(tables)?;
    }
    connection.pragma_update(None, "user_version", VERSION)
}

/// Creates the indices after all rows are inserted.
pub(super) fn finish(connection: &Connection) -> rusqlite::Result<()> {
    for (_, indices) in STEPS {
        connection.execute_batch(indices)?;
    }
    Ok(())
}

/// Migrates a database from an earlier schema to the present one, in one transaction.
pub(super) fn apply(connection: &mut Connection, from: i32) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for (tables, indices) in STEPS.iter().skip(from.max(0) as usize) {
        transaction.execute_batch(tables)?;
        transaction.execute_batch(indices)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Creates the tables and indices of an earlier version.
pub(super) fn create_as_of(connection: &Connection, version: usize) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION)?;
    for (tables, indices) in STEPS.iter().take(version) {
        connection.execute_batch(tables)?;
        connection.execute_batch(indices)?;
    }
    connection.pragma_update(None, "user_version", version as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(connection: &Connection) -> Vec<(String, String)> {
        let sql = "SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name";
        let mut statement = connection.prepare(sql).unwrap();
        statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_earlier_schema_becomes_the_present_one() {
        let fresh = Connection::open_in_memory().unwrap();
        create(&fresh).unwrap();
        finish(&fresh).unwrap();
        for version in 1..VERSION {
            let mut old = Connection::open_in_memory().unwrap();
            create_as_of(&old, version as usize).unwrap();
            assert_ne!(objects(&old), objects(&fresh), "schema {version} differs");
            apply(&mut old, version).unwrap();
            assert_eq!(objects(&old), objects(&fresh), "from schema {version}");
        }
    }
}
