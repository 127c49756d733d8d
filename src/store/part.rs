//! A part of a file: which rows a query needs, and those rows as a graph of their own.

use crate::graph::{ContestId, OfficeId, PartyId, PersonId, PoliticalGraph, TenureId};
use std::collections::BTreeSet;

/// What a part of a graph holds, by the file's own numbers. What these rows refer to comes with them: people and offices
/// with their names, contests with their own properties and without candidacies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowSelection {
    /// Contests with all candidacies.
    pub contests: BTreeSet<u32>,
    /// Contests without candidacies.
    pub titles: BTreeSet<u32>,
    /// Tenures.
    pub tenures: BTreeSet<u32>,
    /// People, whatever they did.
    pub people: BTreeSet<u32>,
    /// Offices.
    pub offices: BTreeSet<u32>,
    /// Parties.
    pub parties: BTreeSet<u32>,
    /// People of whose offices all tenures come along.
    pub careers: BTreeSet<u32>,
    /// Which places come along.
    pub evidence: Evidence,
}

impl RowSelection {
    /// Some people's names.
    pub fn of_people(people: &[PersonId]) -> Self {
        let people = people.iter().map(|p| p.index() as u32).collect();
        Self { people, evidence: Evidence::None, ..Self::default() }
    }

    /// Some offices' names.
    pub fn of_offices(offices: &[OfficeId]) -> Self {
        let offices = offices.iter().map(|o| o.index() as u32).collect();
        Self { offices, evidence: Evidence::None, ..Self::default() }
    }
}

/// Which places, judgements and neighbouring contests a part holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Evidence {
    /// The places and neighbours of all rows, and no judgements.
    #[default]
    All,
    /// The places of these people's candidacies and tenures, and the judgements on their names.
    Of(BTreeSet<u32>),
    /// None.
    None,
}

/// A part of a file's graph, and where its rows stand in the file.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The rows, as a graph of their own.
    pub graph: PoliticalGraph,
    pub(super) people: Vec<u32>,
    pub(super) contests: Vec<u32>,
    pub(super) offices: Vec<u32>,
    pub(super) parties: Vec<u32>,
    pub(super) tenures: Vec<u32>,
    /// Whether it is the whole graph, whose ids are the file's numbers.
    pub(super) whole: bool,
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $to:ident, $from:ident: $list:ident, $id:ident);+ $(;)?) => {
        $(
            $(#[$doc])*
            pub fn $to(&self, id: $id) -> u32 {
                self.$list.get(id.index()).copied().unwrap_or(id.index() as u32)
            }

            /// The way back, where the part holds the row.
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
    /// A whole graph, as a part of itself: numbers are its ids.
    pub fn whole(graph: PoliticalGraph) -> Self {
        let none = Vec::new;
        Self { graph, people: none(), contests: none(), offices: none(), parties: none(), tenures: none(), whole: true }
    }

    numbers! {
        /// A person's number in the file.
        person_number, person_id: people, PersonId;
        /// A contest's number in the file.
        contest_number, contest_id: contests, ContestId;
        /// An office's number in the file.
        office_number, office_id: offices, OfficeId;
        /// A party's number in the file.
        party_number, party_id: parties, PartyId;
        /// A tenure's number in the file.
        tenure_number, tenure_id: tenures, TenureId;
    }
}
