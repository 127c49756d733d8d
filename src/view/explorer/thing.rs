//! The thing that a page is about.

use super::address::Kind;
use crate::dataset::{Dataset, DatasetError, Need};
use crate::graph::{ContestId, MOST_STOOD, Node, OfficeId, PartyId, PersonId, StoodFor};

/// The thing that a page is about.
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) number: u32,
    /// For a party: the candidacies for it in contests that are not its own. Empty for other kinds.
    pub(super) stood: StoodFor,
}

impl Thing {
    /// Reads what a page of the thing needs beyond its rows.
    pub(super) fn of(data: &Dataset, kind: Kind, number: u32, include_annulled: bool) -> Result<Self, DatasetError> {
        let stood = match kind {
            Kind::Party => data.stood_for(PartyId::from_index(number as usize), MOST_STOOD, include_annulled)?,
            _ => StoodFor::default(),
        };
        Ok(Self { kind, number, stood })
    }

    /// Returns the need for the thing and everything around it.
    pub(super) fn need(&self) -> Need<'static> {
        let at = self.number as usize;
        Need::Node(match self.kind {
            Kind::Person => Node::Person(PersonId::from_index(at)),
            Kind::Party => Node::Party(PartyId::from_index(at)),
            Kind::Office => Node::Office(OfficeId::from_index(at)),
            Kind::Contest => Node::Contest(ContestId::from_index(at)),
        })
    }
}
