//! The rows of ties, and of the groups at their ends.

use super::ids::{CitationId, ContestId, GroupId, PersonId, TieId};
use super::model::Node;
use crate::facts::kin::Kinship;
use crate::facts::{Phase, Stance, TieKind};
use crate::wikitext::Date;

/// A committee, caucus, faction, family or organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Its id. Ids are in the order of names.
    pub id: GroupId,
    /// Its name.
    pub name: String,
}

/// A tie: a stated relation between two people, or between a person and a group or a party.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tie {
    /// Its id. Ids are in the order of the first ends, then of kinds.
    pub id: TieId,
    /// The kind, read from the first end to the second.
    pub kind: TieKind,
    /// The first end: a person, a group or a party.
    pub from: Node,
    /// The second end: a person, a group or a party.
    pub to: Node,
    /// What one end was to the other: of kin, what the second is to the first.
    pub role: Option<String>,
    /// The office to which it belongs.
    pub office: Option<String>,
    /// The contest to which it belongs.
    pub contest: Option<ContestId>,
    /// The first day, if stated.
    pub start: Option<Date>,
    /// The last day, if stated.
    pub end: Option<Date>,
    /// The stance of an endorsement.
    pub stance: Option<Stance>,
    /// The stage of an endorsement.
    pub phase: Option<Phase>,
    /// Citations that state it, from either end.
    pub citations: Vec<CitationId>,
}

impl Tie {
    /// Creates a tie of which only the kind and the ends are known.
    pub(crate) fn bare(kind: TieKind, from: Node, to: Node) -> Self {
        Self {
            id: TieId::new(0),
            kind,
            from,
            to,
            role: None,
            office: None,
            contest: None,
            start: None,
            end: None,
            stance: None,
            phase: None,
            citations: Vec::new(),
        }
    }

    /// Returns the two people that it ties; `None` if an end is a group or a party.
    pub const fn people(&self) -> Option<[PersonId; 2]> {
        match (self.from, self.to) {
            (Node::Person(from), Node::Person(to)) => Some([from, to]),
            _ => None,
        }
    }

    /// Returns the other end; `None` if the node is at neither.
    pub fn other(&self, node: Node) -> Option<Node> {
        match () {
            () if self.from == node => Some(self.to),
            () if self.to == node => Some(self.from),
            () => None,
        }
    }

    /// Returns what the second end is to the first; `None` if the tie is not one of kin.
    pub fn kinship(&self) -> Option<Kinship> {
        (self.kind == TieKind::Kin).then(|| self.role.as_deref().map_or(Kinship::Relative, Kinship::of_role))
    }

    /// Returns true if the tie speaks for closeness: not an endorsement that was declined or withdrawn.
    pub const fn is_positive(&self) -> bool {
        !matches!(self.stance, Some(Stance::Declined | Stance::Withdrawn))
    }
}
