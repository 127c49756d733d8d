//! What a question needs of a data set.

use crate::graph::{Node, PersonId};
use crate::store::{FileError, GraphFile, Light, Part, RowSelection};

/// What a question needs. Numbers are those of the data set: ids of a graph in memory, rows of a graph file.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Need<'a> {
    /// Everything.
    All,
    /// Everything without its places, and of candidacies, tenures and names those that are named.
    Light(Light),
    /// The people whom some names may mean, as names and no more.
    Called(&'a [&'a str]),
    /// The people whom some names may mean, with whom they stood against; of two, the contests of both.
    People(&'a [&'a str]),
    /// Whatever has this name, and what is around it.
    Name(&'a str),
    /// The offices that this name may mean, with their contests and tenures.
    Offices(&'a str),
    /// All around one thing.
    Node(Node),
    /// The record of two people.
    Pair(PersonId, PersonId),
    /// These rows.
    Rows(&'a RowSelection),
}

impl Need<'_> {
    /// Reads the rows from a graph file.
    pub(super) fn read(&self, file: &GraphFile) -> Result<Part, FileError> {
        let rows = match self {
            Self::All => return file.load(None),
            Self::Light(wanted) => return file.light(*wanted),
            Self::Called(names) => return file.names_only(&file.around_people(names)?),
            Self::People(names) => file.around_people(names)?,
            Self::Name(name) => file.around_name(name)?,
            Self::Offices(name) => file.around_offices(name)?,
            Self::Node(node) => file.around(*node)?,
            Self::Pair(a, b) => file.around_pair(*a, *b)?,
            Self::Rows(rows) => file.with_careers(rows)?,
        };
        file.load(Some(&rows))
    }
}
