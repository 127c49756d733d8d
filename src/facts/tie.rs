//! What sources state about ties: relations between two people, or between a person and a group or a party.

use super::kin::Kinship;
use super::mention::ContestMention;
use super::vocabulary::vocabulary;
use crate::wikitext::{Date, DateOrder};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// The kind of a tie, read from the first end to the second.
    TieKind {
        /// A minister served under a president, prime minister, monarch, governor and so on.
        ServedUnder = "served under" | "served-under",
        /// A deputy of somebody.
        DeputyOf = "deputy of" | "deputy-of",
        /// Two people held one office or seat at the same time.
        ServedAlongside = "served alongside" | "served-alongside",
        /// Somebody was appointed by somebody.
        AppointedBy = "appointed by" | "appointed-by",
        /// Somebody was nominated by somebody.
        NominatedBy = "nominated by" | "nominated-by",
        /// The second person is kin of the first; the role says what the second is to the first.
        Kin = "kin",
        /// A person belongs or belonged to a committee, caucus, faction, family or party.
        MemberOf = "member of" | "member-of",
        /// A running mate stood on somebody's ticket.
        RunningMateOf = "running mate of" | "running-mate-of",
        /// Somebody endorsed a candidate, or declined to, or withdrew it; see [`Stance`].
        Endorsed = "endorsed",
        /// Somebody worked for somebody, such as a campaign manager or chief of staff.
        WorkedFor = "worked for" | "worked-for",
        /// Two parties stood or governed together.
        AlliedWith = "allied with" | "allied-with",
        /// A party split from another.
        SplitFrom = "split from" | "split-from",
        /// A party merged into another.
        MergedInto = "merged into" | "merged-into",
    }
}

impl TieKind {
    /// Returns the tie in words, read from the second end to the first.
    pub const fn reversed(self) -> &'static str {
        match self {
            Self::ServedUnder => "was served by",
            Self::DeputyOf => "had as deputy",
            Self::ServedAlongside => "served alongside",
            Self::AppointedBy => "appointed",
            Self::NominatedBy => "nominated",
            Self::Kin => "kin",
            Self::MemberOf => "has as member",
            Self::RunningMateOf => "had as running mate",
            Self::Endorsed => "was endorsed by",
            Self::WorkedFor => "employed",
            Self::AlliedWith => "allied with",
            Self::SplitFrom => "lost by a split",
            Self::MergedInto => "took in",
        }
    }

    /// Returns the label with hyphens, as arguments of the command line have it.
    pub fn slug(self) -> String {
        self.label().replace(' ', "-")
    }

    /// Returns Wikidata's property from the first end to the second, if it has one. `role` is that of kin, and `to_party`
    /// says that the second end is a party.
    pub fn wikidata(self, role: Option<&str>, to_party: bool) -> Option<&'static str> {
        match self {
            Self::Kin => Some(role.map_or("P1038", |role| Kinship::of_role(role).wikidata(role))),
            Self::MemberOf if to_party => Some("P102"),
            Self::MemberOf => Some("P463"),
            Self::AppointedBy => Some("P748"),
            Self::NominatedBy => Some("P4353"),
            _ => None,
        }
    }

    /// Returns true if the tie says the same of both ends.
    pub const fn is_mutual(self) -> bool {
        matches!(self, Self::ServedAlongside | Self::AlliedWith)
    }
}

vocabulary! {
    /// What somebody said of a candidate.
    Stance {
        /// An endorsement.
        Endorsed = "endorsed",
        /// A refusal to endorse.
        Declined = "declined",
        /// An endorsement that was taken back.
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    /// The stage of a contest in which an endorsement was made.
    Phase {
        /// A primary.
        Primary = "primary",
        /// A runoff.
        Runoff = "runoff" | "run-off",
        /// The election itself.
        General = "general",
    }
}

/// One end of a tie, as named in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieEnd {
    /// A person.
    Person(String),
    /// A committee, caucus, faction, family or organisation.
    Group(String),
    /// A party.
    Party(String),
}

impl TieEnd {
    /// Returns the name.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(name) | Self::Group(name) | Self::Party(name) => name,
        }
    }
}

/// What a source states about a tie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TieSays {
    /// The first end.
    pub from: TieEnd,
    /// The kind, read from the first end to the second.
    pub kind: TieKind,
    /// The second end.
    pub to: TieEnd,
    /// Where names without an id or a page of their own belong: the page that has them. Two names there mean one person
    /// if they are the same; the same name elsewhere may be another's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// True if no link backs the names of people who are not the page's own. With a contest they are those of the contest's
    /// office, with an office of that; without either they are nobody's who has a page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_name: bool,
    /// What one end was to the other: a kin word ("sister"), a rank ("chair"), a kind of endorser ("U.S. senators").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The office to which the tie belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The contest to which the tie belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestMention>,
    /// The first day, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// The stance of an endorsement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// The stage of an endorsement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
}

impl TieSays {
    /// Creates a tie of which only the ends and the kind are known.
    pub fn new(from: TieEnd, kind: TieKind, to: TieEnd) -> Self {
        Self {
            from,
            kind,
            to,
            page: String::new(),
            by_name: false,
            role: None,
            office: None,
            contest: None,
            start: None,
            end: None,
            stance: None,
            phase: None,
        }
    }

    /// Returns what is wrong with a row that a user wrote, and whether it can still be read.
    pub(super) fn fault(&self) -> Option<(String, bool)> {
        if self.from == self.to {
            return Some((format!("'{}' is tied to itself; the tie is not read", self.from.name()), false));
        }
        match (self.start, self.end) {
            (Some(start), Some(end)) if end.order(start) == DateOrder::Earlier => {
                Some((format!("the tie ends on {end}, before it begins on {start}; correct one of the dates"), true))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for kind in TieKind::ALL {
            assert_eq!(TieKind::read(kind.label()), Some(*kind));
            assert_eq!(TieKind::read(&kind.slug()), Some(*kind));
        }
    }
}
