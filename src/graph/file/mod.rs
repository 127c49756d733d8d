//! The graph file: one SQLite database with the pages, what they state, and the graph that follows from it.
//!
//! `data/graph-file.md` documents the tables. A file is written whole, beside its place, and then put there in one step,
//! so that a reader finds the old graph or the new one. Its pages keep what they state, so that a file can be brought up
//! to date from the pages that changed.

mod assemble;
mod columns;
mod fact_rows;
mod judgements;
mod light;
mod lookup;
mod named;
mod names;
mod pages;
mod property;
mod read;
mod schema;
mod selection;
mod write;

pub use light::Light;
pub use lookup::Part;
pub use names::{ContestName, Held, Names};
pub use pages::{Entry, Key, Offer, Pages, hash_of};
pub use schema::VERSION;
pub use selection::{Evidence, Selection};
pub use write::{Content, Finding, Writing};

use super::returns::Returns;
use super::{PersonId, PoliticalGraph, TenureId};
use crate::identity::Judgement;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// The bytes at the front of every SQLite file.
pub const MAGIC: &[u8] = b"SQLite format 3\0";

/// "hust", as SQLite's application id.
const APPLICATION: i32 = 0x6875_7374;

/// Why a graph file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refuses.
    #[error("cannot {doing} '{path}': {cause}")]
    System {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// SQLite refuses.
    #[error("cannot {doing} '{path}': {cause}")]
    Sqlite {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: String,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// A database that hustings did not write.
    #[error("'{path}' is a SQLite database, but no graph file; 'hustings build PATH… -o FILE' makes one")]
    NoGraph {
        /// The file.
        path: String,
    },
    /// A file of a later schema.
    #[error(
        "'{path}' has schema {found}, and this hustings knows schemas up to {VERSION}; a newer hustings wrote it: use \
         that one, or build the file again"
    )]
    Newer {
        /// The file.
        path: String,
        /// The schema of the file.
        found: i32,
    },
    /// Something in the file is not what the schema says.
    #[error("'{path}' is damaged: {what}; build it again from its sources")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// Two builds of one file.
    #[error("another build is writing '{path}'; wait for it, or name another file after -o")]
    Busy {
        /// The file.
        path: String,
    },
}

/// An open graph file.
pub struct GraphFile {
    connection: Connection,
    path: PathBuf,
}

impl GraphFile {
    /// Opens a graph file for reading. A file of an earlier schema is brought to the present one first, in one
    /// transaction; where it may not be written to, that happens in memory only.
    ///
    /// # Errors
    /// A file that cannot be opened, is no graph file, or has a later schema.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let name = path.display().to_string();
        let sqlite = |cause| FileError::Sqlite { doing: "open", path: name.clone(), cause };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        let number = |connection: &Connection, pragma: &str| {
            connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0)).map_err(sqlite)
        };
        if number(&connection, "application_id")? != APPLICATION {
            return Err(FileError::NoGraph { path: name });
        }
        let found = number(&connection, "user_version")?;
        if found > VERSION {
            return Err(FileError::Newer { path: name, found });
        }
        if found < VERSION {
            connection = schema::migrate(&connection, path, found)?;
        }
        // Reading through mapped memory saves a copy of every page.
        connection.pragma_update(None, "mmap_size", 1_i64 << 40).map_err(sqlite)?;
        connection.pragma_update(None, "cache_size", -32_000).map_err(sqlite)?;
        connection.set_prepared_statement_cache_capacity(64);
        // One transaction: the file is locked once, and one state of it is read throughout.
        connection.execute_batch("BEGIN").map_err(sqlite)?;
        Ok(Self { connection, path: path.to_path_buf() })
    }

    /// Reads without mapping the file into memory: somewhat slower, and a file that somebody cuts short meanwhile is an error rather
    /// than the end of the program.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn without_mapping(self) -> Result<Self, FileError> {
        self.connection.pragma_update(None, "mmap_size", 0_i64).map_err(|e| self.failed(e))?;
        Ok(self)
    }

    fn failed(&self, cause: rusqlite::Error) -> FileError {
        FileError::Sqlite { doing: "read", path: self.name(), cause }
    }

    /// How the file is called in messages.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The whole graph. O(rows); about 3 s and 2.5 GB for a million candidacies with all their citations.
    ///
    /// # Errors
    /// What SQLite refuses, or rows that are not what the schema says.
    pub fn graph(&self) -> Result<PoliticalGraph, FileError> {
        Ok(self.load(None)?.graph)
    }

    /// The returns of the whole graph as flat columns: all that rivalries, paths by contests and the measures of the
    /// network need. A few milliseconds for a million candidacies.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn returns(&self, include_annulled: bool) -> Result<Returns, FileError> {
        columns::read(self, include_annulled, false)
    }

    /// The same without votes, shares and outcomes: who stood in which contest, which is all that paths need.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn incidence(&self, include_annulled: bool) -> Result<Returns, FileError> {
        columns::read(self, include_annulled, true)
    }

    /// What is stored under a key of the table `meta`.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn meta(&self, key: &str) -> Result<Option<String>, FileError> {
        let mut statement = self.prepare("SELECT value FROM meta WHERE key = ?1")?;
        let mut rows = statement.query([key]).map_err(|e| self.failed(e))?;
        let row = rows.next().map_err(|e| self.failed(e))?;
        row.map(|r| r.get(0)).transpose().map_err(|e| self.failed(e))
    }

    /// How many rows a table has.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn count(&self, table: &'static str) -> Result<u64, FileError> {
        let mut statement = self.prepare(&format!("SELECT count(*) FROM {table}"))?;
        statement.query_row([], |row| row.get::<_, i64>(0)).map(|n| n as u64).map_err(|e| self.failed(e))
    }

    /// The diagnostics that the build found, in order.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn findings(&self) -> Result<Vec<Finding>, FileError> {
        let sql = "SELECT rule, severity, file, line, subject, message, \"values\", quote FROM diagnostic ORDER BY id";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Finding {
                rule: row.get(0)?,
                severity: row.get(1)?,
                file: row.get(2)?,
                line: row.get::<_, i64>(3)? as usize,
                subject: row.get(4)?,
                message: row.get(5)?,
                values: serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default(),
                quote: row.get(7)?,
            })
        });
        rows.and_then(Iterator::collect).map_err(|e| self.failed(e))
    }

    /// The names of all people, by the file's numbers.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn names_of_people(&self) -> Result<Vec<String>, FileError> {
        let mut statement = self.prepare("SELECT name FROM person ORDER BY id")?;
        let rows = statement.query_map([], |row| row.get(0));
        rows.and_then(Iterator::collect).map_err(|e| self.failed(e))
    }

    /// Who followed whom in any office, by the file's numbers, with the later tenure.
    ///
    /// # Errors
    /// What SQLite refuses.
    pub fn successions(&self) -> Result<Vec<(PersonId, PersonId, TenureId)>, FileError> {
        let mut statement = self.prepare(
            "SELECT before.person_id, after.person_id, after.id FROM tenure AS after \
             JOIN tenure AS before ON before.id = after.id - 1 AND before.office_id = after.office_id \
             WHERE after.follows AND before.person_id <> after.person_id ORDER BY after.id",
        )?;
        let rows = statement.query_map([], |row| {
            let [a, b, t] = [row.get::<_, u32>(0)?, row.get(1)?, row.get(2)?].map(|n| n as usize);
            Ok((PersonId::new(a), PersonId::new(b), TenureId::new(t)))
        });
        rows.and_then(Iterator::collect).map_err(|e| self.failed(e))
    }

    fn prepare(&self, sql: &str) -> Result<rusqlite::CachedStatement<'_>, FileError> {
        self.connection.prepare_cached(sql).map_err(|e| self.failed(e))
    }

    fn damaged(&self, what: impl Into<String>) -> FileError {
        FileError::Damaged { path: self.name(), what: what.into() }
    }

    /// The judgements on any of some names, or all.
    fn judgements(&self, names: Option<&[&str]>) -> Result<Vec<Judgement>, FileError> {
        judgements::judgements(self, names)
    }
}
