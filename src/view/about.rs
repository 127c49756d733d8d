//! What the parts of diagrams are about, so that pictures can lead to pages.

use crate::graph::{ContestId, OfficeId, PersonId};

/// What a part of a diagram is about, which is where a link from it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A person.
    Person(PersonId),
    /// A contest.
    Contest(ContestId),
    /// An office.
    Office(OfficeId),
    /// Two people's rivalry.
    Pair(PersonId, PersonId),
}
