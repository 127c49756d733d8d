//! A part of a file: the rows that a query needs, and the graph made of them.

use crate::graph::{ContestId, GroupId, OfficeId, PartyId, PersonId, PoliticalGraph, TenureId, TieId};
use std::collections::BTreeSet;

/// The rows to read from a file, by the file's numbers. Whatever these rows refer to is also read: people and offices
/// with their names, contests with their own properties but without candidacies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowSelection {
    /// Contests to read with all their candidacies.
    pub contests: BTreeSet<u32>,
    /// Contests to read without candidacies.
    pub titles: BTreeSet<u32>,
    /// Tenures to read.
    pub tenures: BTreeSet<u32>,
    /// People to read, even without any candidacy or tenure.
    pub people: BTreeSet<u32>,
    /// Offices to read.
    pub offices: BTreeSet<u32>,
    /// Parties to read.
    pub parties: BTreeSet<u32>,
    /// Ties to read.
    pub ties: BTreeSet<u32>,
    /// Groups to read.
    pub groups: BTreeSet<u32>,
    /// People for whose offices all tenures are read.
    pub careers: BTreeSet<u32>,
    /// The evidence to read.
    pub evidence: Evidence,
}

impl RowSelection {
    /// Selects the names of some people.
    pub fn of_people(people: &[PersonId]) -> Self {
        let people = people.iter().map(|p| p.index() as u32).collect();
        Self { people, evidence: Evidence::None, ..Self::default() }
    }

    /// Selects the names of some offices.
    pub fn of_offices(offices: &[OfficeId]) -> Self {
        let offices = offices.iter().map(|o| o.index() as u32).collect();
        Self { offices, evidence: Evidence::None, ..Self::default() }
    }
}

/// The citations, judgements and neighbouring contests in a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Evidence {
    /// The citations and neighbouring contests of all rows, but no judgements.
    #[default]
    All,
    /// The citations of these people's candidacies and tenures, and the judgements on their names.
    Of(BTreeSet<u32>),
    /// No citations, judgements or neighbouring contests.
    None,
}

/// A part of a file's graph, with the numbers of its rows in the file.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The rows as a graph of their own.
    pub graph: PoliticalGraph,
    pub(super) people: Vec<u32>,
    pub(super) contests: Vec<u32>,
    pub(super) offices: Vec<u32>,
    pub(super) parties: Vec<u32>,
    pub(super) tenures: Vec<u32>,
    pub(super) groups: Vec<u32>,
    pub(super) ties: Vec<u32>,
    /// True for the whole graph, whose ids are the file's numbers.
    pub(super) whole: bool,
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $to:ident, $from:ident: $list:ident, $id:ident);+ $(;)?) => {
        $(
            $(#[$doc])*
            pub fn $to(&self, id: $id) -> u32 {
                self.$list.get(id.index()).copied().unwrap_or(id.index() as u32)
            }

            /// Returns the id in the part for a number in the file; `None` if the part lacks the row.
            pub fn $from(&self, number: u32) -> Option<$id> {
                if self.whole {
                    return Some($id::new(number as usize));
                }
                self.$list.binary_search(&number).ok().map($id::new)
            }
        )+
    };
}

impl Part {
    /// Creates the part that is a whole graph. Its ids are the file's numbers.
    pub fn whole(graph: PoliticalGraph) -> Self {
        let none = Vec::new;
        Self {
            graph,
            people: none(),
            contests: none(),
            offices: none(),
            parties: none(),
            tenures: none(),
            groups: none(),
            ties: none(),
            whole: true,
        }
    }

    numbers! {
        /// Returns a person's number in the file.
        person_number, person_id: people, PersonId;
        /// Returns a contest's number in the file.
        contest_number, contest_id: contests, ContestId;
        /// Returns an office's number in the file.
        office_number, office_id: offices, OfficeId;
        /// Returns a party's number in the file.
        party_number, party_id: parties, PartyId;
        /// Returns a tenure's number in the file.
        tenure_number, tenure_id: tenures, TenureId;
        /// Returns a group's number in the file.
        group_number, group_id: groups, GroupId;
        /// Returns a tie's number in the file.
        tie_number, tie_id: ties, TieId;
    }
}
