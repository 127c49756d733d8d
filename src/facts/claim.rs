//! Claims: statements of prose about other contests and careers, which the graph can confirm or contradict.

use super::mention::ContestMention;
use super::vocabulary::{Outcome, Selectorate};
use crate::wikitext::Date;
use serde::{Deserialize, Serialize};

/// The range over which something is claimed to be the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The party or office of the contest.
    Office,
    /// The history of a country, as named in the source.
    Country(String),
}

/// Something that a sentence, or a box about a person, claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Claim {
    /// "The second of four contests in which A and B faced each other."
    Meetings {
        /// The contest that the claim is about.
        contest: ContestMention,
        /// The first of the two people, as named in the source.
        a: String,
        /// The second person.
        b: String,
        /// The position of the contest among their meetings, from 1. Absent if not stated.
        place: Option<u32>,
        /// The number of all their meetings. Absent if not stated.
        total: Option<u32>,
        /// True if it is claimed to be their last meeting.
        last: bool,
    },
    /// "Leader from 1974 to 1977", "leader since 1977".
    Held {
        /// The office.
        office: String,
        /// The person, as named in the source.
        person: String,
        /// The first day, if stated.
        from: Option<Date>,
        /// The last day, if stated.
        to: Option<Date>,
    },
    /// "The first … open to the whole membership."
    FirstSelectorate {
        /// The contest that the claim is about.
        contest: ContestMention,
        /// Who could vote for the first time.
        selectorate: Selectorate,
        /// The range over which it was the first.
        scope: Scope,
    },
    /// "The first incumbent to be defeated."
    FirstDefeat {
        /// The contest that the claim is about.
        contest: ContestMention,
        /// The defeated person, if the sentence names one.
        person: Option<String>,
    },
    /// "Her third attempt", "ran for the leadership a second time".
    Attempt {
        /// The contest that the claim is about.
        contest: ContestMention,
        /// The person, as named in the source.
        person: String,
        /// The number of the attempt, from 1.
        number: u32,
    },
    /// "Re-elected as leader."
    Reelected {
        /// The contest that the claim is about.
        contest: ContestMention,
        /// The person, as named in the source.
        person: String,
    },
    /// "Elected unopposed."
    Unopposed {
        /// The contest that the claim is about.
        contest: ContestMention,
        /// The person, as named in the source.
        person: String,
    },
    /// A page about a person gives the date of death.
    Died {
        /// The person, as named in the source.
        person: String,
        /// The date of death.
        date: Date,
    },
    /// A page about a person says of him or her: "served in the Florida Senate from 2002 to 2008", "since 2013".
    Spell {
        /// The person.
        person: String,
        /// The words that name the office, as written.
        office: String,
        /// The first year, if stated.
        from: Option<Date>,
        /// The last year, if stated.
        to: Option<Date>,
    },
    /// A page about a person says of him or her: "was re-elected unopposed in 2006", "defeated Bo Beech 53%–41% in 2010".
    Ran {
        /// The person.
        person: String,
        /// The year of the contest.
        year: i32,
        /// True if it was a primary or a nomination.
        primary: bool,
        /// True if nobody else stood.
        unopposed: bool,
        /// The opponent, as named in the source.
        opponent: Option<String>,
        /// The share of the person and that of the opponent, in per cent.
        shares: [Option<f64>; 2],
    },
    /// A page about a person says of him or her: "ran for governor in 1998", "lost the 2002 primary", "won re-election in 2006",
    /// "dropped out of the race in 2008".
    Stood {
        /// The person.
        person: String,
        /// The year of the contest.
        year: i32,
        /// True if it was a primary or a nomination.
        primary: bool,
        /// How it ended, if that is said.
        outcome: Option<Outcome>,
        /// The words from the verb to the year, which may name the office.
        words: String,
    },
    /// A page with results says of them: "won by 1,234 votes", "by 2,521 votes to 2,084", "Ash won with 53.2% of the vote".
    Figures {
        /// The page.
        page: String,
        /// The year that the sentence or its section names.
        year: Option<i32>,
        /// The votes by which the first is ahead of the second.
        margin: Option<u64>,
        /// The votes of one candidate, or of two.
        votes: [Option<u64>; 2],
        /// The share of the candidate, in per cent.
        share: Option<f64>,
        /// The candidate, if the sentence names one alone.
        candidate: Option<String>,
    },
    /// "Withdrew on 3 May 1998."
    Withdrew {
        /// The contest that the person withdrew from.
        contest: ContestMention,
        /// The person, as named in the source.
        person: String,
        /// The date of the withdrawal.
        date: Date,
    },
}

impl Claim {
    /// Returns the kind of claim as a short, stable word.
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
            Self::Spell { .. } => "spell",
            Self::Ran { .. } => "result",
            Self::Stood { .. } => "stood",
            Self::Figures { .. } => "figures",
        }
    }

    /// Returns the contest that the claim is about, if it is about one.
    pub const fn contest(&self) -> Option<&ContestMention> {
        match self {
            Self::Held { .. }
            | Self::Died { .. }
            | Self::Spell { .. }
            | Self::Ran { .. }
            | Self::Stood { .. }
            | Self::Figures { .. } => None,
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
