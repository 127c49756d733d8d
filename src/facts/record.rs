//! What a wiki page's templates state, page by page: the objects that `hustings extract` prints.
//!
//! A key that is absent means that the page does not say. `null` means that the page says there is nobody. Dates are
//! ISO 8601, as exact as known. The key `lines` gives the line of the page on which each value is stated.

use super::life::Life;
pub use super::record_office::{HolderRecord, OfficeRecord, PartyRecord, SeatRecord, SuccessionRecord};
use super::record_parts::is_false;
pub use super::record_parts::{Lines, Names, Neighbour};
use super::tie::TieSays;
use crate::wikitext::{Date, fold};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A number, or a word that replaces it ("New").
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Change {
    /// A signed number.
    Number(f64),
    /// A word.
    Word(String),
}

/// A page's contests, the person it is about, that person's offices and successions.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PageRecord {
    /// The page's title.
    pub title: String,
    /// The page's revision, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// The contests in infoboxes and tables of results.
    pub elections: Vec<ElectionRecord>,
    /// The person that the page is about. Absent if no infobox is about a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The person's birth and death.
    #[serde(flatten)]
    pub life: Life,
    /// The person's parties, in the page's order, with the years if the page gives them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyRecord>,
    /// The person's offices.
    pub offices: Vec<OfficeRecord>,
    /// The rows of succession boxes.
    pub successions: Vec<SuccessionRecord>,
    /// The tenures in a list of the holders of an office.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<HolderRecord>,
    /// Ties of the page's person: kin, those served under, deputies, committees, and endorsements on pages of contests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<TieRecord>,
    /// Other pages that a note at the top says this one is not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub distinct_from: Vec<String>,
    /// The templates and parser functions in values that were not understood, with their number.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, usize>,
    /// Surnames in tables that look like misspellings of the subject's: as written, the subject, and the line.
    #[serde(skip)]
    pub misspelt: Vec<(String, String, usize)>,
    /// The tables with votes that no rule understands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread_tables: Vec<UnreadTable>,
}

/// A tie that a page states, and its line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieRecord {
    /// What is stated.
    #[serde(flatten)]
    pub says: TieSays,
    /// The line on which it stands.
    pub line: usize,
}

/// A table with votes that no rule understands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UnreadTable {
    /// What the page says it is: its title, or the heading above it.
    pub heading: String,
    /// The headers of its columns.
    pub columns: Vec<String>,
    /// The line on which it begins.
    pub line: usize,
}

impl PageRecord {
    /// Returns true if the page states nothing about elections and offices.
    pub fn is_empty(&self) -> bool {
        // An unclosed comment hides the rest of the page and must be reported.
        self.elections.is_empty()
            && self.offices.is_empty()
            && self.successions.is_empty()
            && self.ties.is_empty()
            && self.holders.is_empty()
            && !self.unread.keys().any(|k| k.starts_with("<!--"))
    }

    /// Returns the candidates by their surnames, folded. A ticket of two has none: the last word that is shown is the other's.
    pub(super) fn surnames(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for candidate in self.elections.iter().flat_map(|election| &election.candidates) {
            if let (Some(Names::One(name)), Some((_, surname))) = (&candidate.name, candidate.display.rsplit_once(' '))
            {
                found.entry(fold(surname)).or_default().insert(name.clone());
            }
        }
        found
    }
}

/// One contest.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ElectionRecord {
    /// The name of the contest, or the heading of its table.
    pub election: String,
    /// The page that the heading links to, if the whole heading is a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_link: Option<String>,
    /// The kind of template, if it is not an infobox for elections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<&'static str>,
    /// True if it is part of another infobox.
    #[serde(skip_serializing_if = "is_false")]
    pub embedded: bool,
    /// The part of a table of several contests, such as "runoff" or "general election".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The country or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The kind of contest, in the page's words.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who voted, in the page's words, such as "Caucus".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote_type: Option<String>,
    /// The date of the deciding round, as exact as known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The dates of all rounds, if there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<Date>,
    /// The contest before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The contest after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The number of seats at stake, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_for_election: Option<String>,
    /// The number of seats needed for a majority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub majority_seats: Option<u64>,
    /// The office, or what is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The holder before, if it is a person.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub before: Neighbour,
    /// The text beside the holder before, such as "acting".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_note: Option<String>,
    /// The party of the holder before, or the party that held the office before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_party: Option<String>,
    /// The holder after, if it is a person.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub after: Neighbour,
    /// The text beside the holder after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_note: Option<String>,
    /// The party of the holder after, or the party that holds the office after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_party: Option<String>,
    /// The holder of the seat before the contest, if the table names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbent: Option<String>,
    /// What happened to the holder of the seat, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbent_status: Option<String>,
    /// The names of the rounds, if the rows give figures for several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<String>,
    /// The names of the sections of the electorate, if the rows give figures for several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// The candidates and parties, in the order of the rows.
    pub candidates: Vec<CandidateRecord>,
    /// The question of a referendum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What a referendum decided, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The answers on the ballot of a referendum.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionRecord>,
    /// The two-party or two-candidate preferred result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<CandidateRecord>,
    /// The counts of each round, if the table has them for several. The others are then those of the last round.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub round_counts: Vec<RoundCounts>,
    /// The total number of votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_votes: Option<u64>,
    /// The total number of votes in a referendum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// The number of ballots cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout_votes: Option<u64>,
    /// The number of valid votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<u64>,
    /// The number of spoilt or rejected ballots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<u64>,
    /// Turnout in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout: Option<f64>,
    /// The number of registered electors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electorate: Option<u64>,
    /// The winner's lead over the second candidate, in votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub majority: Option<u64>,
    /// The leads of all rows of majorities, if the table has several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub majorities: Vec<u64>,
    /// The swing in the row of a hold or gain, in percentage points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swing: Option<f64>,
    /// `hold` or `gain`. Absent if several seats differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'static str>,
    /// The party that won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winner_party: Option<String>,
    /// True for a primary of all parties, of which the first two go on.
    #[serde(skip)]
    pub primary: bool,
    /// The number of rows of a hold, a gain or a new seat.
    #[serde(skip)]
    pub filled: usize,
    /// The party that each of these rows names.
    #[serde(skip)]
    pub filled_by: Vec<String>,
    /// The headings that a template stands under, the outermost first.
    #[serde(skip)]
    pub under: Vec<String>,
    /// The heading that tells the contest from others of the same title.
    #[serde(skip)]
    pub section: Option<String>,
    /// The round of the page's contest that a table of one count gives, by the other tables.
    #[serde(skip)]
    pub of_round: Option<usize>,
    /// The round that the figures of an infobox are about, if tables show that it is a later one.
    #[serde(skip)]
    pub decided_in: Option<usize>,
    /// The party that lost the seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loser_party: Option<String>,
    /// The winner. Absent if the page marks none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winner: Option<Names>,
    /// The line of each value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

/// What a table counts of one round.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RoundCounts {
    /// The name of the round.
    pub round: String,
    /// The number of valid votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<u64>,
    /// The total number of votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_votes: Option<u64>,
    /// The number of ballots cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout_votes: Option<u64>,
    /// Turnout in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout: Option<f64>,
    /// The number of registered electors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electorate: Option<u64>,
    /// The number of spoilt or rejected ballots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<u64>,
    /// The line of each value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

impl ElectionRecord {
    /// Converts shares that the page writes as fractions of one to per cent.
    pub(super) fn fractions_to_percent(&mut self) {
        for row in self.candidates.iter_mut().chain(&mut self.preferred) {
            for share in row.rounds.iter_mut().map(|r| &mut r.percent).chain([&mut row.percent]) {
                *share = share.map(super::fractions::percent);
            }
        }
        for option in &mut self.options {
            option.percent = option.percent.map(super::fractions::percent);
        }
    }
}

/// A row of a contest: a person, or a party if the row names no person.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, printed as one")]
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CandidateRecord {
    /// The row's number in an infobox. Absent if it has none.
    #[serde(skip)]
    pub row: Option<u32>,
    /// The target of the link, or the text if there is no link. `null` if the row names nobody.
    pub name: Option<Names>,
    /// The name as the page shows it.
    pub display: String,
    /// The party as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The party's colour in this row, `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// The alliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alliance: Option<String>,
    /// The number of votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Share in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// The change of the share, in percentage points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// The change of the share in an infobox: a number or a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swing: Option<Change>,
    /// The number of seats won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// The number of seats before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_before: Option<u64>,
    /// The number of seats after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_after: Option<u64>,
    /// The change in the number of seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat_change: Option<i64>,
    /// The result of the last election, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_election: Option<String>,
    /// The date since when the leader has led, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader_since: Option<String>,
    /// The leader's seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaders_seat: Option<String>,
    /// The running mate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_mate: Option<Names>,
    /// The number of electoral votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electoral_votes: Option<u64>,
    /// The number of delegates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegates: Option<u64>,
    /// The states carried, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub states_carried: Option<String>,
    /// The home state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_state: Option<String>,
    /// True if the page marks the row as the winner.
    #[serde(skip_serializing_if = "is_false")]
    pub won: bool,
    /// True if the page says that the person was not elected.
    #[serde(skip)]
    pub lost: bool,
    /// True if the page marks the person as the incumbent.
    #[serde(skip_serializing_if = "is_false")]
    pub incumbent: bool,
    /// True if the name was written in, or if the row is that of all write-in votes.
    #[serde(skip_serializing_if = "is_false")]
    pub write_in: bool,
    /// True if the page says that nobody stood against the person.
    #[serde(skip_serializing_if = "is_false")]
    pub unopposed: bool,
    /// The figures of each round.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundRecord>,
    /// The figures of each section of the electorate, such as the caucus and the members. `round` is the section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<RoundRecord>,
    /// The text beside the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The line of each value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

/// A row's figures in one round.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RoundRecord {
    /// The name of the round.
    pub round: String,
    /// The number of votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Share in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// A word instead of the figures, such as "Eliminated".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// An answer on the ballot of a referendum.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OptionRecord {
    /// The text of the answer.
    pub option: String,
    /// The number of votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Share in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// The line of each value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}
