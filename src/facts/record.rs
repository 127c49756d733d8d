//! What a wiki page's templates say, page by page: the objects that `hustings extract` prints.
//!
//! Keys that are not printed are not said by the page; `null` stands where the page says that there is nobody. Dates are ISO 8601,
//! as exact as known.
//! Beside the values, `lines` gives the line of the page on which each stands.

use crate::wikitext::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The line of each value of an object, by key.
pub type Lines = BTreeMap<&'static str, usize>;

/// One name or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several, in the page's order.
    Many(Vec<String>),
}

impl Names {
    /// One or several names; `None` of none.
    pub fn of(mut names: Vec<String>) -> Option<Self> {
        match names.len() {
            0 => None,
            1 => names.pop().map(Self::One),
            _ => Some(Self::Many(names)),
        }
    }

    /// Each name.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(name) => (Some(name.as_str()), [].as_slice()),
            Self::Many(names) => (None, names.as_slice()),
        };
        one.into_iter().chain(many.iter().map(String::as_str))
    }
}

/// Who came before or after, as far as the page says: a key that is not printed, `null`, or the names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Neighbour {
    /// The page does not say.
    #[default]
    NotSaid,
    /// The page says something in the place of a name: vacant, the office was new, the person is in office.
    Nobody,
    /// The page names them.
    Named(Names),
}

impl Neighbour {
    /// What the page says in a slot that it fills: names, or nobody.
    pub fn said(names: Option<Names>) -> Self {
        names.map_or(Self::Nobody, Self::Named)
    }

    /// The names, where there are any.
    pub fn names(&self) -> Option<&Names> {
        if let Self::Named(names) = self { Some(names) } else { None }
    }

    /// Whether the page does not say.
    pub fn is_not_said(&self) -> bool {
        *self == Self::NotSaid
    }
}

impl Serialize for Neighbour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.names().serialize(serializer)
    }
}

/// A number, or the word that stands in its place ("New").
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
    /// The page's revision, where the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// Every contest that a box or a table of results gives.
    pub elections: Vec<ElectionRecord>,
    /// The person the page is about, where an infobox says that it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The person's offices.
    pub offices: Vec<OfficeRecord>,
    /// Rows of succession boxes.
    pub successions: Vec<SuccessionRecord>,
    /// Other pages that a note at the top tells this one apart from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub distinct_from: Vec<String>,
    /// Templates and parser functions in values that were not understood, with their number.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, usize>,
}

impl PageRecord {
    /// Whether the page says nothing of the field.
    pub fn is_empty(&self) -> bool {
        // A comment that hides the page is worth a word.
        self.elections.is_empty()
            && self.offices.is_empty()
            && self.successions.is_empty()
            && !self.unread.keys().any(|k| k.starts_with("<!--"))
    }
}

/// One contest.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ElectionRecord {
    /// Its name or the heading of its table.
    pub election: String,
    /// Where the heading is a link: the page it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_link: Option<String>,
    /// The kind of template, where it is not an infobox for elections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<&'static str>,
    /// Whether it is a part of another box.
    #[serde(skip_serializing_if = "is_false")]
    pub embedded: bool,
    /// Which part of a table of several contests it is: "runoff", "general election".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The country or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The kind, in the page's words.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The date of the round that decided, as exact as known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The dates of all rounds, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<Date>,
    /// The contest before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The contest after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many seats were at stake, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_for_election: Option<String>,
    /// Seats needed for a majority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub majority_seats: Option<u64>,
    /// The office or what is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The holder before: a person.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub before: Neighbour,
    /// What stands beside the holder before, such as "acting".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_note: Option<String>,
    /// The holder's party, or the party that held before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_party: Option<String>,
    /// The holder after: a person.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub after: Neighbour,
    /// What stands beside the holder after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_note: Option<String>,
    /// The holder's party, or the party that holds after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_party: Option<String>,
    /// Who held the seat, in tables that say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbent: Option<String>,
    /// What became of the holder of the seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbent_status: Option<String>,
    /// The names of rounds, where the rows give figures of several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<String>,
    /// The rows.
    pub candidates: Vec<CandidateRecord>,
    /// The answers of a referendum.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionRecord>,
    /// Two-party or two-candidate preferred result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<CandidateRecord>,
    /// Votes in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_votes: Option<u64>,
    /// Votes in all, of a referendum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Ballots cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout_votes: Option<u64>,
    /// Valid votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<u64>,
    /// Spoilt or rejected ballots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<u64>,
    /// Turnout in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout: Option<f64>,
    /// Registered electors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electorate: Option<u64>,
    /// The winner's votes above the next one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub majority: Option<u64>,
    /// `hold` or `gain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'static str>,
    /// The party that won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winner_party: Option<String>,
    /// The party that lost the seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loser_party: Option<String>,
    /// The winner, only where the page marks one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winner: Option<Names>,
    /// Where each value stands.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

impl ElectionRecord {
    /// Turns shares that the page writes as fractions of one into per cent.
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

/// A row of a contest: a person, or a party where no person stands in the row.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CandidateRecord {
    /// The row's number in an infobox.
    #[serde(skip)]
    pub row: Option<u32>,
    /// The target of the link, or the text; `null` where the row names nobody.
    pub name: Option<Names>,
    /// What the page shows.
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
    /// Votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Share in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Change of the share in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// Change of the share in an infobox: a number or a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swing: Option<Change>,
    /// Seats won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Seats before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_before: Option<u64>,
    /// Seats after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_after: Option<u64>,
    /// Change in seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat_change: Option<i64>,
    /// The result of the last election, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_election: Option<String>,
    /// Since when the leader leads, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader_since: Option<String>,
    /// The leader's seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaders_seat: Option<String>,
    /// The running mate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_mate: Option<Names>,
    /// Electoral votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electoral_votes: Option<u64>,
    /// Delegates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegates: Option<u64>,
    /// States carried, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub states_carried: Option<String>,
    /// The home state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_state: Option<String>,
    /// Marked as the winner.
    #[serde(skip_serializing_if = "is_false")]
    pub won: bool,
    /// Marked as the holder.
    #[serde(skip_serializing_if = "is_false")]
    pub incumbent: bool,
    /// Written in, or the row of all that were.
    #[serde(skip_serializing_if = "is_false")]
    pub write_in: bool,
    /// Figures by round.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundRecord>,
    /// What stands beside the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where each value stands.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

/// A row's figures in one round.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RoundRecord {
    /// The round's name.
    pub round: String,
    /// Votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Share in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// A word in their place, such as "Eliminated".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// An answer of a referendum.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OptionRecord {
    /// The answer.
    pub option: String,
    /// Votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// Share in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Where each value stands.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

/// A spell in an office, from an infobox.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OfficeRecord {
    /// Whether the box says that the person only stands in: how.
    #[serde(skip)]
    pub provisional: Option<super::Began>,
    /// The office.
    pub office: String,
    /// Where all of it is a link that shows other words: the page it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_link: Option<String>,
    /// Which holder of the office, counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// Whether the office is not named and follows from a district or a house.
    #[serde(skip_serializing_if = "is_false")]
    pub implied: bool,
    /// The constituency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constituency: Option<String>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day; absent of what goes on, see `in_office`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// Whether the page says that the spell goes on.
    #[serde(skip_serializing_if = "is_false")]
    pub in_office: bool,
    /// Whether the page says that the person holds the office.
    #[serde(skip_serializing_if = "is_false")]
    pub incumbent: bool,
    /// Who came before.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub predecessor: Neighbour,
    /// What stands beside or instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessor_note: Option<String>,
    /// Who came after.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub successor: Neighbour,
    /// What stands beside or instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_note: Option<String>,
    /// Others named with it: president, prime minister, deputy and so on.
    #[serde(flatten)]
    pub others: BTreeMap<&'static str, Names>,
    /// Where each value stands.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

/// A row of a succession box.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, printed as one")]
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SuccessionRecord {
    /// The office or honour.
    pub title: String,
    /// The kind of template, where it is not made of rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<&'static str>,
    /// The constituency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constituency: Option<String>,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Until when; absent of what goes on, see `in_office`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// All spells, where the years name several; `start` and `end` are the first one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spells: Vec<[Option<Date>; 2]>,
    /// Whether the page says that the last spell goes on.
    #[serde(skip_serializing_if = "is_false")]
    pub in_office: bool,
    /// Who held it at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alongside: Option<Names>,
    /// Where the years are a link: the page it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_link: Option<String>,
    /// Who came before.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub predecessor: Neighbour,
    /// What stands beside or instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessor_note: Option<String>,
    /// Who came after.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub successor: Neighbour,
    /// What stands beside or instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_note: Option<String>,
    /// The person holds it.
    #[serde(skip_serializing_if = "is_false")]
    pub incumbent: bool,
    /// The person is the latest who did, such as a party's last nominee.
    #[serde(skip_serializing_if = "is_false")]
    pub most_recent: bool,
    /// It was created with this person.
    #[serde(skip_serializing_if = "is_false")]
    pub new: bool,
    /// A nomination rather than an office.
    #[serde(skip_serializing_if = "is_false")]
    pub nomination: bool,
    /// `honorary` where the row stands under such a heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Where each value stands.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
