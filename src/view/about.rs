//! The subjects of parts of diagrams, so that pictures can link to pages.

use crate::graph::{ContestId, OfficeId, PersonId};

/// The subject of a part of a diagram. A link from the part leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A person.
    Person(PersonId),
    /// A contest.
    Contest(ContestId),
    /// An office.
    Office(OfficeId),
    /// The rivalry of two people.
    Pair(PersonId, PersonId),
}
