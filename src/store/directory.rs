//! The names of everything in a graph, for directories and custom look-ups.

use super::column::Stored;
use super::light::number;
use super::{FileError, GraphFile};
use crate::facts::Kind;
use crate::graph::{Contest, ContestId, OfficeId, PartyId, PersonId, PoliticalGraph, Tenure};
use crate::wikitext::Date;

/// Names, indexed by the ids of a graph or the numbers of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// Names of people.
    pub people: Vec<Box<str>>,
    /// Other spellings of the names of people.
    pub spellings: Vec<(PersonId, Box<str>)>,
    /// Contests, with what identifies them.
    pub contests: Vec<ContestName>,
    /// Names of offices.
    pub offices: Vec<Box<str>>,
    /// Names of parties.
    pub parties: Vec<Box<str>>,
    /// Other names of parties.
    pub also: Vec<(PartyId, Box<str>)>,
}

/// What identifies a contest to a reader.
#[derive(Debug, Clone, PartialEq)]
pub struct ContestName {
    /// Its title.
    pub title: Box<str>,
    /// The day it was decided; `None` if unknown.
    pub date: Option<Date>,
    /// True if a source is about the contest.
    pub documented: bool,
    /// The office contested, if known.
    pub office: Option<OfficeId>,
}

/// A tenure in short form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The office.
    pub office: OfficeId,
    /// The holder.
    pub person: PersonId,
    /// True if the direct predecessor is known: the holder of the preceding tenure.
    pub follows: bool,
    /// The contest through which the tenure began, if known.
    pub contest: Option<ContestId>,
    /// The first day, if known.
    pub from: Option<Date>,
}

impl Held {
    /// Returns a tenure in short form.
    pub fn of(tenure: &Tenure) -> Self {
        Self {
            office: tenure.office,
            person: tenure.person,
            follows: tenure.follows,
            contest: tenure.contest,
            from: tenure.from.best().copied(),
        }
    }
}

impl ContestName {
    fn of(contest: &Contest) -> Self {
        let title = contest.title.as_str().into();
        Self { title, date: contest.date(), documented: contest.documented, office: contest.office }
    }
}

impl Names {
    /// Collects the names of a graph. O(names).
    pub fn of(graph: &PoliticalGraph) -> Self {
        let others = graph
            .people()
            .iter()
            .flat_map(|p| p.spellings.iter().filter(|s| **s != p.name).map(move |s| (p.id, s.as_str().into())));
        let also = graph.parties().iter().flat_map(|p| p.also.iter().map(move |a| (p.id, a.as_str().into())));
        Self {
            people: graph.people().iter().map(|p| p.name.as_str().into()).collect(),
            spellings: others.collect(),
            contests: graph.contests().iter().map(ContestName::of).collect(),
            offices: graph.offices().iter().map(|o| o.name.as_str().into()).collect(),
            parties: graph.parties().iter().map(|p| p.name.as_str().into()).collect(),
            also: also.collect(),
        }
    }
}

impl GraphFile {
    /// Reads the names of everything. O(names); about a second for half a million people.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn names(&self) -> Result<Names, FileError> {
        let mut names = Names::default();
        let text =
            |row: &rusqlite::Row<'_>, column| Ok::<Box<str>, rusqlite::Error>(row.get_ref(column)?.as_str()?.into());
        for (table, list) in
            [("person", &mut names.people), ("office", &mut names.offices), ("party", &mut names.parties)]
        {
            self.each_row(&format!("SELECT name FROM {table} ORDER BY id"), |row| {
                list.push(text(row, 0)?);
                Ok(())
            })?;
        }
        self.each_row("SELECT title, date, documented, office_id FROM contest ORDER BY id", |row| {
            names.contests.push(ContestName {
                title: text(row, 0)?,
                date: <Date as Stored>::read(row.get_ref(1)?),
                documented: row.get(2)?,
                office: number(row, 3)?.map(OfficeId::new),
            });
            Ok(())
        })?;
        let others = |table: &str| {
            format!(
                "SELECT name.{table}_id, name.name FROM name JOIN {table} ON {table}.id = name.{table}_id \
                 WHERE name.name <> {table}.name ORDER BY name.{table}_id, name.id"
            )
        };
        self.each_row(&others("person"), |row| {
            names.spellings.push((PersonId::new(number(row, 0)?.unwrap_or(0)), text(row, 1)?));
            Ok(())
        })?;
        self.each_row(&others("party"), |row| {
            names.also.push((PartyId::new(number(row, 0)?.unwrap_or(0)), text(row, 1)?));
            Ok(())
        })?;
        Ok(names)
    }

    /// Returns the number of contests of each kind.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn kinds(&self) -> Result<Vec<(&'static str, usize)>, FileError> {
        let mut kinds = Vec::new();
        self.each_row("SELECT kind, count(*) FROM contest GROUP BY kind", |row| {
            let kind = <Kind as Stored>::read(row.get_ref(0)?).unwrap_or(Kind::Other);
            kinds.push((kind, row.get::<_, i64>(1)? as usize));
            Ok(())
        })?;
        kinds.sort_unstable();
        Ok(kinds.into_iter().map(|(kind, n)| (kind.label(), n)).collect())
    }

    /// Returns all tenures in short form, with the file's numbers as ids: by office, then by time.
    ///
    /// # Errors
    /// An error if SQLite reports one.
    pub fn held(&self) -> Result<Vec<Held>, FileError> {
        let mut found = Vec::new();
        self.each_row("SELECT office_id, person_id, follows, contest_id, \"from\" FROM tenure ORDER BY id", |row| {
            found.push(Held {
                office: OfficeId::new(row.get::<_, u32>(0)? as usize),
                person: PersonId::new(row.get::<_, u32>(1)? as usize),
                follows: row.get(2)?,
                contest: number(row, 3)?.map(ContestId::new),
                from: Stored::read(row.get_ref(4)?),
            });
            Ok(())
        })?;
        Ok(found)
    }
}
