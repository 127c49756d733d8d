//! Ids of the graph's tables.

use serde::Serialize;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// The row of that number.
            pub fn from_index(index: usize) -> Self {
                Self::new(index)
            }

            pub(crate) fn new(index: usize) -> Self {
                // More than four thousand million rows do not fit the memory of the machines this runs on.
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The row of its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A person.
    PersonId
);
id!(
    /// A contest.
    ContestId
);
id!(
    /// A person in a contest.
    CandidacyId
);
id!(
    /// A spell in an office.
    TenureId
);
id!(
    /// An office.
    OfficeId
);
id!(
    /// A party.
    PartyId
);
id!(
    /// A place a fact was read from.
    CitationId
);
