//! The part of a data set that a question needs.

use crate::graph::{Node, OfficeId, PersonId};
use crate::store::{FileError, GraphFile, Light, Part, RowSelection};

/// What a question needs. Numbers are those of the data set: ids of a graph in memory, or rows of a graph file.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Need<'a> {
    /// The whole graph.
    All,
    /// All contests, offices and parties without citations, and the tables named here.
    Light(Light),
    /// Only the names of the people that these names may mean.
    Called(&'a [&'a str]),
    /// The people that these names may mean, with their contests; for two names that each mean one person, only the
    /// contests of both.
    People(&'a [&'a str]),
    /// Everything known about what has this name.
    Name(&'a str),
    /// The offices that this name may mean, with their contests and tenures.
    Offices(&'a str),
    /// Everything known about one node.
    Node(Node),
    /// The record of two people against each other.
    Pair(PersonId, PersonId),
    /// The ties of people and groups, with the tenures and contests of the people.
    Ties(&'a [Node]),
    /// The contests and tenures of these offices, with the ties between their people and their memberships.
    Field(&'a [OfficeId]),
    /// The groups that have this name.
    Groups(&'a str),
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
            Self::Ties(nodes) => file.around_ties(nodes)?,
            Self::Field(offices) => file.around_field(offices)?,
            Self::Groups(name) => {
                RowSelection { groups: file.groups_called(name)?.into_iter().collect(), ..RowSelection::default() }
            }
            Self::Rows(rows) => file.with_careers(rows)?,
        };
        file.load(Some(&rows))
    }
}
