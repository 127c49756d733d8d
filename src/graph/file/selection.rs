//! Which rows of a file a query needs.

use std::collections::BTreeSet;

/// What a part of a graph holds, by the file's own numbers. What these rows refer to comes with them: people and offices
/// with their names, contests with their own properties and without candidacies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
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
    /// Which places come along.
    pub evidence: Evidence,
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
