//! The statements that sources make, each with its citation.

use super::citation::Citation;
use super::claim::Claim;
use super::mention::ContestMention;
use super::vocabulary::{Began, Ended, Kind, Outcome, Selectorate, ShareBase, Status};
use crate::wikitext::{Date, Quantity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A statement and where it stands. Nothing enters the graph otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What is stated.
    pub statement: Statement,
    /// Where; facts of one place share it.
    pub citation: Arc<Citation>,
}

/// Who holds an office at a moment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A person, as named.
    Person(String),
    /// Nobody.
    Vacant,
}

/// One thing that a source says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Statement {
    /// Of a contest.
    Contest {
        /// Which contest.
        contest: ContestMention,
        /// What of it.
        says: ContestSays,
    },
    /// Of a person in a contest.
    Candidacy {
        /// Which contest.
        contest: ContestMention,
        /// Who, as named.
        person: Arc<str>,
        /// What of it.
        says: CandidacySays,
    },
    /// Of a spell in an office.
    Tenure(Box<TenureSays>),
    /// That one person followed another in an office.
    Succession(Box<SuccessionSays>),
    /// What prose claims of other contests and careers; held against the graph, and no part of it.
    Claim(Box<Claim>),
    /// That two names mean one person.
    SameName {
        /// The office in whose series this holds.
        office: String,
        /// The name that is preferred.
        name: String,
        /// The other spelling.
        also: String,
    },
    /// That two names mean one party.
    SameParty {
        /// The name that is preferred.
        name: String,
        /// The other name.
        also: String,
    },
    /// The colour of a party.
    PartyColour {
        /// The party.
        party: String,
        /// The colour, `#rrggbb`.
        colour: String,
    },
}

/// What a source may say of a contest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ContestSays {
    /// The source is about this contest: an article or a table's entry.
    Documented,
    /// The source mentions it.
    Mentioned,
    /// The office contested.
    Office(String),
    /// The party whose contest it is.
    Party(String),
    /// The country.
    Country(String),
    /// The kind.
    Kind(Kind),
    /// When it was decided.
    Date(Date),
    /// Who could vote, and the words for it.
    Selectorate(Selectorate, Option<String>),
    /// How many could vote.
    Electorate(Quantity),
    /// How many voted.
    Ballots(Quantity),
    /// A total line, in votes.
    Total(u64),
    /// Turnout in per cent.
    Turnout(f64),
    /// The share needed to win outright, in per cent.
    Threshold(f64),
    /// The contest before it in its series.
    Previous(ContestMention),
    /// The contest after it in its series.
    Next(ContestMention),
    /// The holder of the office before.
    Before(Holder),
    /// The holder of the office after.
    After(Holder),
    /// What became of it.
    Status(Status),
    /// A remark.
    Note(String),
    /// A disagreement between sources on something the model has no field for.
    Dispute(Box<DisputeSays>),
    /// Of one round, counted from 1.
    Round(usize, RoundSays),
}

/// A disagreement that a source records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeSays {
    /// On what.
    pub about: String,
    /// The values side by side, each with its sources.
    pub values: Vec<(String, Vec<String>)>,
}

/// What a source says of something on the ballot that is no person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionSays {
    /// What it is called.
    pub name: String,
    /// Votes.
    pub votes: Option<u64>,
    /// Share in per cent.
    pub share: Option<f64>,
}

impl OptionSays {
    /// As a statement on a round.
    pub fn of(name: impl Into<String>, votes: Option<u64>, share: Option<f64>) -> RoundSays {
        RoundSays::Option(Box::new(Self { name: name.into(), votes, share }))
    }
}

/// What a source may say of a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RoundSays {
    /// When.
    Date(Date),
    /// What it is called.
    Label(String),
    /// Its result was voided.
    Annulled,
    /// Who could vote in this round, where that is not said of the whole contest.
    Selectorate(Selectorate),
    /// How many could vote.
    Electorate(Quantity),
    /// Ballots cast.
    Cast(Quantity),
    /// Valid votes.
    Valid(u64),
    /// Turnout in per cent.
    Turnout(f64),
    /// What the shares are percentages of.
    SharesOf(ShareBase),
    /// Votes and share of something on the ballot that is no person: none of the above, blank.
    Option(Box<OptionSays>),
    /// A remark.
    Note(String),
}

/// What a source may say of a person in a contest. Rounds count from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CandidacySays {
    /// The person stood in this round; 0 where no round is named.
    Stood(usize),
    /// The number in the infobox.
    Number(u32),
    /// Votes in a round.
    Votes(usize, u64),
    /// Share in a round, in per cent.
    Share(usize, f64),
    /// How it ended.
    Outcome(Outcome),
    /// The person held the office.
    Incumbent,
    /// Who the person was then.
    Role(String),
    /// The person's party.
    Party(String),
}

/// What a source says of a spell in an office.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TenureSays {
    /// The office.
    pub office: String,
    /// Who held it, as named.
    pub person: String,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// How it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Began>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// The contest it came through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestMention>,
    /// The party, where it is not the office's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the holder directly before is the one of the tenure before, where the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<bool>,
    /// Other starts that sources give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_from: Vec<Date>,
    /// Other ends that sources give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_to: Vec<Date>,
}

/// What a source says of one person following another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SuccessionSays {
    /// The office.
    pub office: String,
    /// Who left, as named.
    pub from: String,
    /// Who followed, as named.
    pub to: String,
    /// When the first left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
    /// How the first left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// How the second began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Began>,
    /// The contest between them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestMention>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stay_small() {
        // Millions of them are in memory while a graph is built.
        assert!(size_of::<Fact>() <= 88, "{}", size_of::<Fact>());
    }
}
