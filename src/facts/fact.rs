//! The statements that sources make, and facts: statements with their citations.

use super::citation::Citation;
use super::claim::Claim;
use super::mention::ContestMention;
use super::tie::TieSays;
use super::vocabulary::{Began, Ended, Kind, Outcome, Selectorate, ShareBase, Status};
use crate::wikitext::{Date, Quantity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A statement and its citation. Nothing else enters the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What is stated.
    pub statement: Statement,
    /// Where it is stated. Facts from the same row or sentence share one citation.
    pub citation: Arc<Citation>,
}

/// Who holds an office at some moment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A person, as named in the source.
    Person(String),
    /// Nobody: the office is vacant.
    Vacant,
}

/// One statement of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Statement {
    /// A statement about a contest.
    Contest {
        /// The contest.
        contest: ContestMention,
        /// What is stated about it.
        says: ContestSays,
    },
    /// A statement about a person in a contest.
    Candidacy {
        /// The contest.
        contest: ContestMention,
        /// The person, as named in the source.
        person: Arc<str>,
        /// What is stated about the candidacy.
        says: CandidacySays,
    },
    /// A statement about a tenure.
    Tenure(Box<TenureSays>),
    /// One person followed another in an office.
    Succession(Box<SuccessionSays>),
    /// A claim of prose about other contests and careers. It is tested against the graph and is not part of it.
    Claim(Box<Claim>),
    /// A statement about a person, whatever the office.
    Person {
        /// The person, as named in the source: by a name with an id, or by the title of a page.
        person: Arc<str>,
        /// What is stated about the person.
        says: PersonSays,
    },
    /// Two names mean the same person.
    SameName {
        /// The office in whose series the names mean one person.
        office: String,
        /// The preferred name.
        name: String,
        /// The other spelling.
        also: String,
    },
    /// Two names mean the same party.
    SameParty {
        /// The preferred name.
        name: String,
        /// The other name.
        also: String,
    },
    /// Two people, or a person and a group or party, are tied.
    Tie(Box<TieSays>),
    /// A party has a colour.
    PartyColour {
        /// The party.
        party: String,
        /// The colour, `#rrggbb`.
        colour: String,
    },
}

/// What a source can state about a contest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ContestSays {
    /// The source is about this contest: an article, or an entry of a table.
    Documented,
    /// The source only mentions the contest.
    Mentioned,
    /// The office contested.
    Office(String),
    /// The party that holds the contest.
    Party(String),
    /// The country in which it was held.
    Country(String),
    /// The kind of contest, such as a leadership election.
    Kind(Kind),
    /// The date on which it was decided.
    Date(Date),
    /// Who could vote, and the source's own words for it.
    Selectorate(Selectorate, Option<String>),
    /// The number of people who could vote.
    Electorate(Quantity),
    /// The number of people who voted.
    Ballots(Quantity),
    /// The number of votes in a total line.
    Total(u64),
    /// Turnout in per cent.
    Turnout(f64),
    /// The share needed to win outright, in per cent.
    Threshold(f64),
    /// The number of votes by which the winner is ahead of the runner-up.
    Majority(u64),
    /// The number of invalid ballots.
    Invalid(u64),
    /// The contest before it in its series.
    Previous(ContestMention),
    /// The contest after it in its series.
    Next(ContestMention),
    /// The holder of the office before the contest.
    Before(Holder),
    /// The holder of the office after the contest.
    After(Holder),
    /// Whether it was held, annulled, cancelled and so on.
    Status(Status),
    /// A remark in free text.
    Note(String),
    /// A disagreement between sources about something that the model has no property for.
    Dispute(Box<DisputeSays>),
    /// A statement about one round; rounds count from 1.
    Round(usize, RoundSays),
}

/// A disagreement that a source records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeSays {
    /// What the sources disagree about.
    pub about: String,
    /// The values, each with the sources that give it.
    pub values: Vec<(String, Vec<String>)>,
}

/// What a source states about an option on the ballot that is not a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionSays {
    /// The name of the option.
    pub name: String,
    /// The number of votes.
    pub votes: Option<u64>,
    /// The share in per cent.
    pub share: Option<f64>,
}

impl OptionSays {
    /// Returns the option as a statement about a round.
    pub fn of(name: impl Into<String>, votes: Option<u64>, share: Option<f64>) -> RoundSays {
        RoundSays::Option(Box::new(Self { name: name.into(), votes, share }))
    }
}

/// What a source can state about a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RoundSays {
    /// The date of the ballot.
    Date(Date),
    /// The name of the round.
    Label(String),
    /// The result was annulled.
    Annulled,
    /// Who could vote in this round, if it is stated for the round alone.
    Selectorate(Selectorate),
    /// The number of people who could vote.
    Electorate(Quantity),
    /// The number of ballots cast.
    Cast(Quantity),
    /// The number of valid votes.
    Valid(u64),
    /// Turnout in per cent.
    Turnout(f64),
    /// What the shares are percentages of.
    SharesOf(ShareBase),
    /// Votes and share of an option that is not a person, such as none of the above.
    Option(Box<OptionSays>),
    /// A remark in free text.
    Note(String),
}

/// What a source can state about a person in a contest. Rounds count from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CandidacySays {
    /// The person stood in this round, or in an unnamed round if 0.
    Stood(usize),
    /// The candidate's number in the infobox.
    Number(u32),
    /// The round, and the number of votes.
    Votes(usize, u64),
    /// The round, and the share in per cent.
    Share(usize, f64),
    /// How the candidacy ended.
    Outcome(Outcome),
    /// The person held the office at the time of the contest.
    Incumbent,
    /// Who the person was at the time, such as a minister.
    Role(String),
    /// The candidate's party.
    Party(String),
    /// What the other columns of a table say, as `column: value` joined by `; `.
    Other(String),
}

/// What a source can state about a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PersonSays {
    /// The person has this id.
    Id {
        /// The scheme, such as `wikidata`.
        scheme: String,
        /// The value in that scheme.
        value: String,
    },
    /// The date of birth.
    Born(Date),
    /// The date of death.
    Died(Date),
    /// Another name of the person.
    Name(String),
}

/// What a source states about a tenure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TenureSays {
    /// The office.
    pub office: String,
    /// The holder, as named in the source.
    pub person: String,
    /// The first day, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// How it began, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Began>,
    /// How it ended, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// The contest that the holder won, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestMention>,
    /// The holder's party, if it is not the office's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// A remark in free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// True if the holder of the previous tenure was the holder directly before, false if not. Absent if not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<bool>,
    /// The office's id, as `scheme:value`, such as `wikidata:Q11696`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_id: Option<String>,
    /// Other first days that sources give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_from: Vec<Date>,
    /// Other last days that sources give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_to: Vec<Date>,
}

/// What a source states about one person following another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SuccessionSays {
    /// The office.
    pub office: String,
    /// The person who left, as named in the source.
    pub from: String,
    /// The person who followed, as named in the source.
    pub to: String,
    /// The date on which the first person left, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
    /// How the first person's tenure ended, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// How the second person's tenure began, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Began>,
    /// The contest that decided the succession, if stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestMention>,
}

impl SuccessionSays {
    /// Creates the succession of a person and a neighbour in one office, of which nothing else is stated. `before` is
    /// true if the neighbour held the office first.
    pub(super) fn beside(office: &str, person: &str, other: String, before: bool) -> Self {
        let person = person.to_string();
        let (from, to) = if before { (other, person) } else { (person, other) };
        Self { office: office.into(), from, to, left: None, ended: None, began: None, contest: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stay_small() {
        // A graph under construction holds millions of facts in memory.
        assert!(size_of::<Fact>() <= 88, "{}", size_of::<Fact>());
    }
}
