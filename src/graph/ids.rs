//! Ids: row numbers of the graph's tables, each with a type of its own.

use serde::Serialize;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// Creates the id of a row. Indices above `u32::MAX` become `u32::MAX`.
            pub fn from_index(index: usize) -> Self {
                Self::new(index)
            }

            pub(crate) fn new(index: usize) -> Self {
                // More than 4 billion rows do not fit into the memory of the machines that this runs on.
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Returns the index of the row in its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// The id of a person.
    PersonId
);
id!(
    /// The id of a contest.
    ContestId
);
id!(
    /// The id of a candidacy.
    CandidacyId
);
id!(
    /// The id of a tenure.
    TenureId
);
id!(
    /// The id of an office.
    OfficeId
);
id!(
    /// The id of a party.
    PartyId
);
id!(
    /// The id of a citation.
    CitationId
);
id!(
    /// The id of a group.
    GroupId
);
id!(
    /// The id of a tie.
    TieId
);
