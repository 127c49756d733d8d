//! The graph file: one SQLite database with the pages, what they state, and the graph that follows from it.
//!
//! `docs/graph-file.md` documents the tables. A file is written completely, sealed with a checksum of each page of the
//! database, and never changed afterwards. The program moves it to its final path in one step, so a reader finds either
//! the old graph or the new one. The pages of sources are stored with what they state, so a file can be updated from
//! the pages that changed.

mod assemble;
mod checked;
mod column;
mod columns;
mod directory;
mod fact_rows;
mod findings;
mod json;
mod judgements;
mod light;
mod lookup;
mod migrate;
mod named;
mod pages;
mod part;
mod read;
mod rows;
mod schema;
mod seal;
mod ties;
mod verify;
mod write;

pub use directory::{ContestName, Held, Names};
pub use json::graph_of_json;
pub use light::Light;
pub use pages::{Entry, Key, Offer, PageCounts, PageError, Pages, PagesError, hash_of};
pub use part::{Evidence, Part, RowSelection};
pub use schema::VERSION;
pub use write::{Content, create};

use crate::check::Diagnostic;
use crate::facts::FactCounts;
use crate::graph::returns::Returns;
use crate::graph::{PersonId, PoliticalGraph, TenureId};
use crate::identity::Judgement;
use crate::source::remember;
use rusqlite::{Connection, OpenFlags};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The first bytes of every SQLite file.
pub const MAGIC: &[u8] = b"SQLite format 3\0";

/// SQLite's application id of graph files: "hust" in ASCII.
const APPLICATION: i32 = 0x6875_7374;

/// Why a graph file cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The operating system reports an error.
    #[error("cannot {doing} '{path}': {cause}")]
    System {
        /// The action that failed.
        doing: &'static str,
        /// The file.
        path: String,
        /// The system's error.
        #[source]
        cause: std::io::Error,
    },
    /// SQLite reports an error.
    #[error("cannot {doing} '{path}': {cause}")]
    Sqlite {
        /// The action that failed.
        doing: &'static str,
        /// The file.
        path: String,
        /// SQLite's error.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A SQLite database that hustings did not write.
    #[error("'{path}' is a SQLite database, but not a graph file; create one with 'hustings build PATH… -o FILE'")]
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
    /// The file does not conform to its schema or its checksums.
    #[error("'{path}' is damaged: {what}; build it again from its sources")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong.
        what: String,
    },
}

/// Returns true if a file has the header of a graph file, even if it is damaged. The application id is at byte 68 of
/// SQLite's header.
#[expect(clippy::disallowed_methods, reason = "the graph file is opened here")]
pub fn is_graph(path: &Path) -> bool {
    let mut head = [0; 72];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(MAGIC) && head[68..] == APPLICATION.to_be_bytes()
}

/// An open graph file.
pub struct GraphFile {
    connection: Connection,
    path: PathBuf,
    /// Set once a page was read that differs from what was written. `None` if the file has an earlier schema, which has
    /// no checksums.
    damage: Option<seal::Damage>,
}

impl GraphFile {
    /// Opens a graph file for reading. Compares every page with its checksum when the page is read. A file of an
    /// earlier schema has no checksums: it is copied to memory, verified as a whole and migrated to the present schema
    /// there, in O(size).
    ///
    /// # Errors
    /// An error if the file cannot be opened, is not a graph file, is damaged, or has a later schema.
    #[expect(clippy::disallowed_methods, reason = "the graph file is opened here")]
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let name = path.display().to_string();
        let system = |cause| FileError::System { doing: "open", path: name.clone(), cause };
        let file = std::fs::File::open(path).map_err(system)?;
        remember(path);
        let (connection, damage) = match seal::open(file).map_err(system)? {
            seal::Seal::Broken(what) => return Err(FileError::Damaged { path: name, what: what.into() }),
            seal::Seal::Holds(sealed) => {
                let damage = sealed.damage();
                (checked::connect(path, sealed), Some(damage))
            }
            seal::Seal::None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                (Connection::open_with_flags(path, flags), None)
            }
        };
        let failed = |cause| explain("open", &name, damage.as_ref(), cause);
        let mut connection = connection.map_err(failed)?;
        let number = |connection: &Connection, pragma: &str| {
            connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0)).map_err(failed)
        };
        if number(&connection, "application_id")? != APPLICATION {
            return Err(FileError::NoGraph { path: name });
        }
        let found = number(&connection, "user_version")?;
        if found > VERSION {
            return Err(FileError::Newer { path: name, found });
        }
        if found < VERSION {
            connection = migrate::migrate(&connection, path, found)?;
        } else if damage.is_none() {
            let what = "it has no checksums after its last page: it was cut short, or another program rewrote it";
            return Err(FileError::Damaged { path: name, what: what.into() });
        }
        connection.pragma_update(None, "cache_size", -4_000).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(64);
        // One transaction, so that all reads see the same state of the file.
        connection.execute_batch("BEGIN").map_err(failed)?;
        Ok(Self { connection, path: path.to_path_buf(), damage })
    }

    /// Returns true if the file has checksums. A file of an earlier schema has none, so some damage cannot be detected.
    pub fn is_sealed(&self) -> bool {
        self.damage.is_some()
    }

    fn failed(&self, cause: rusqlite::Error) -> FileError {
        explain("read", &self.name(), self.damage.as_ref(), cause)
    }

    /// Returns the name of the file in messages.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Reads the whole graph. O(rows); about 3 s and 2.5 GB for a million candidacies with all their citations.
    ///
    /// # Errors
    /// An error if SQLite reports one, or if rows do not conform to the schema.
    pub fn graph(&self) -> Result<PoliticalGraph, FileError> {
        Ok(self.load(None)?.graph)
    }

    /// Reads the returns of the whole graph as flat columns: all that rivalries, paths of contests and network measures
    /// need. A few milliseconds for a million candidacies.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn returns(&self, include_annulled: bool) -> Result<Returns, FileError> {
        columns::read(self, include_annulled, false)
    }

    /// Reads the returns without votes, shares and outcomes: only who stood in which contest, which is all that paths
    /// need.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn incidence(&self, include_annulled: bool) -> Result<Returns, FileError> {
        columns::read(self, include_annulled, true)
    }

    /// Returns the value of a key in the table `meta`.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn meta(&self, key: &str) -> Result<Option<String>, FileError> {
        let mut statement = self.prepare("SELECT value FROM meta WHERE key = ?1")?;
        let mut rows = statement.query([key]).map_err(|e| self.failed(e))?;
        let row = rows.next().map_err(|e| self.failed(e))?;
        row.map(|r| r.get(0)).transpose().map_err(|e| self.failed(e))
    }

    /// Returns the number of rows of a table.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn count(&self, table: &'static str) -> Result<u64, FileError> {
        let mut statement = self.prepare(&format!("SELECT count(*) FROM {table}"))?;
        statement.query_row([], |row| row.get::<_, i64>(0)).map(|n| n as u64).map_err(|e| self.failed(e))
    }

    /// Returns the diagnostics that the build found, in order.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn findings(&self) -> Result<Vec<Diagnostic>, FileError> {
        findings::read(self)
    }

    /// Returns the numbers of facts and of values that no rule reads, as counted by the build.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn fact_counts(&self) -> Result<FactCounts, FileError> {
        let count = |key| Ok(self.meta(key)?.and_then(|n| n.parse().ok()).unwrap_or(0));
        Ok(FactCounts { stated: count("facts")?, unread: count("unread")? })
    }

    /// Returns the names of all people, indexed by the file's numbers.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn names_of_people(&self) -> Result<Vec<(String, String)>, FileError> {
        let mut statement = self.prepare("SELECT name, stable_id FROM person ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.and_then(Iterator::collect).map_err(|e| self.failed(e))
    }

    /// Returns who followed whom in any office, with the later tenure. Ids are the file's numbers.
    ///
    /// # Errors
    /// An error if SQLite reports one.
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

    /// Returns the judgements on any of some names, or all judgements.
    fn judgements(&self, names: Option<&[&str]>) -> Result<Vec<Judgement>, FileError> {
        judgements::judgements(self, names)
    }
}

/// Converts an error of SQLite: to [`FileError::Damaged`] if it shows that pages or rows are damaged.
fn explain(doing: &'static str, path: &str, damage: Option<&seal::Damage>, cause: rusqlite::Error) -> FileError {
    use rusqlite::ErrorCode;
    let path = path.to_string();
    if let Some(what) = damage.and_then(|d| d.get()) {
        return FileError::Damaged { path, what: what.clone() };
    }
    let damaged = match &cause {
        rusqlite::Error::SqliteFailure(error, _) => {
            matches!(error.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
        }
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::InvalidColumnIndex(..)
        | rusqlite::Error::Utf8Error(..)
        | rusqlite::Error::QueryReturnedNoRows => true,
        _ => false,
    };
    if damaged {
        FileError::Damaged { path, what: cause.to_string() }
    } else {
        FileError::Sqlite { doing, path, cause: Box::new(cause) }
    }
}

/// Reads a column that holds JSON.
fn json<T: serde::de::DeserializeOwned>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e)))
}
