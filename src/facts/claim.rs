//! Claims: what prose states of other contests and careers, which the graph can confirm or contradict.

use super::mention::ContestMention;
use super::vocabulary::Selectorate;
use crate::wikitext::Date;
use serde::{Deserialize, Serialize};

/// How far a "first" reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// In the party or office whose contest it is.
    Office,
    /// In a country's history, as the source names it.
    Country(String),
}

/// Something that a sentence claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Claim {
    /// "The second of four contests in which A and B faced each other."
    Meetings {
        /// The contest of which it is said.
        contest: ContestMention,
        /// The first of the two, as named.
        a: String,
        /// The second.
        b: String,
        /// Which of their meetings it is, counted from 1.
        place: Option<u32>,
        /// How many there are in all.
        total: Option<u32>,
        /// Said to be the last.
        last: bool,
    },
    /// "Leader from 1974 to 1977", "leader since 1977".
    Held {
        /// The office.
        office: String,
        /// Who, as named.
        person: String,
        /// From when.
        from: Option<Date>,
        /// Until when.
        to: Option<Date>,
    },
    /// "The first … open to the whole membership."
    FirstSelectorate {
        /// The contest of which it is said.
        contest: ContestMention,
        /// Who could vote for the first time.
        selectorate: Selectorate,
        /// Where it is the first.
        scope: Scope,
    },
    /// "The first incumbent to be defeated."
    FirstDefeat {
        /// The contest of which it is said.
        contest: ContestMention,
        /// Who, where the sentence names the person.
        person: Option<String>,
    },
    /// "Her third attempt", "ran for the leadership a second time".
    Attempt {
        /// The contest of which it is said.
        contest: ContestMention,
        /// Who, as named.
        person: String,
        /// Which attempt, counted from 1.
        number: u32,
    },
    /// "Re-elected as leader."
    Reelected {
        /// The contest of which it is said.
        contest: ContestMention,
        /// Who, as named.
        person: String,
    },
    /// "Elected unopposed."
    Unopposed {
        /// The contest of which it is said.
        contest: ContestMention,
        /// Who, as named.
        person: String,
    },
    /// A page about a person that gives the day of death.
    Died {
        /// Who, as named.
        person: String,
        /// When.
        date: Date,
    },
    /// "Withdrew on 3 May 1998."
    Withdrew {
        /// The contest that the person withdrew from.
        contest: ContestMention,
        /// Who, as named.
        person: String,
        /// When.
        date: Date,
    },
}

impl Claim {
    /// What kind of claim it is, in a short stable word.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Meetings { .. } => "meetings",
            Self::Held { .. } => "tenure",
            Self::FirstSelectorate { .. } => "first-selectorate",
            Self::FirstDefeat { .. } => "first-defeat",
            Self::Attempt { .. } => "attempt",
            Self::Reelected { .. } => "re-elected",
            Self::Unopposed { .. } => "unopposed",
            Self::Withdrew { .. } => "withdrew",
            Self::Died { .. } => "died",
        }
    }

    /// The contest of which it is said.
    pub const fn contest(&self) -> Option<&ContestMention> {
        match self {
            Self::Held { .. } | Self::Died { .. } => None,
            Self::Meetings { contest, .. }
            | Self::FirstSelectorate { contest, .. }
            | Self::FirstDefeat { contest, .. }
            | Self::Attempt { contest, .. }
            | Self::Reelected { contest, .. }
            | Self::Unopposed { contest, .. }
            | Self::Withdrew { contest, .. } => Some(contest),
        }
    }
}
