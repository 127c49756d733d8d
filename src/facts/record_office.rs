//! The tenures, seats, parties and successions in the record of a page.

use super::record_parts::{Lines, Names, Neighbour, is_false};
use crate::wikitext::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A tenure in a list of the holders of an office.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HolderRecord {
    /// The office, by the title of the page.
    pub office: String,
    /// The target of the link, or the text if there is no link.
    pub name: Names,
    /// `Acting` if the list says that the person only stood in.
    #[serde(skip)]
    pub provisional: Option<super::Began>,
    /// The party as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// True if the list says that the tenure goes on.
    #[serde(skip_serializing_if = "is_false")]
    pub in_office: bool,
    /// True if the row above in the list is that of the holder before, whose last day it does not say.
    #[serde(skip)]
    pub follows: bool,
    /// The line of each value.
    pub lines: Lines,
}

/// A tenure, from an infobox.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, printed as one")]
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OfficeRecord {
    /// `Acting` or `Interim` if the infobox says that the person only stands in.
    #[serde(skip)]
    pub provisional: Option<super::Began>,
    /// The office.
    pub office: String,
    /// The pages to which the words of the office link.
    #[serde(skip)]
    pub linked: Vec<String>,
    /// The page that the office links to, if the whole name is a link with another title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_link: Option<String>,
    /// The holder's number in the office, such as 61 for the 61st Speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// True if the office is not named but follows from a district or a house.
    #[serde(skip_serializing_if = "is_false")]
    pub implied: bool,
    /// The constituency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constituency: Option<String>,
    /// The seats in the order in which they were held, if the page gives years with several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SeatRecord>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day. Absent if the tenure goes on; see `in_office`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// True if the page says that the tenure goes on.
    #[serde(skip_serializing_if = "is_false")]
    pub in_office: bool,
    /// True if the page says that the person holds the office.
    #[serde(skip_serializing_if = "is_false")]
    pub incumbent: bool,
    /// Who came before.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub predecessor: Neighbour,
    /// The text beside the predecessor, or instead of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessor_note: Option<String>,
    /// Who came after.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub successor: Neighbour,
    /// The text beside the successor, or instead of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_note: Option<String>,
    /// True if the page names others who held the seat at the same time.
    #[serde(skip)]
    pub is_shared: bool,
    /// Others named with the tenure, such as the president or the deputy, by their role.
    #[serde(flatten)]
    pub others: BTreeMap<&'static str, Names>,
    /// The line of each value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}

/// A party of which a person is or was a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PartyRecord {
    /// The party.
    pub party: String,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// The line on which it stands.
    pub line: usize,
}

/// A seat that was held for a part of a tenure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SeatRecord {
    /// The seat.
    pub seat: String,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

/// A row of a succession box.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, printed as one")]
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SuccessionRecord {
    /// The office or honour.
    pub title: String,
    /// The pages to which the words of the title link.
    #[serde(skip)]
    pub linked: Vec<String>,
    /// The kind of template, if the succession is not made of rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<&'static str>,
    /// The constituency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constituency: Option<String>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// The last day. Absent if the tenure goes on; see `in_office`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// All tenures, if the years name several. `start` and `end` are those of the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spells: Vec<[Option<Date>; 2]>,
    /// True if the page says that the last tenure goes on.
    #[serde(skip_serializing_if = "is_false")]
    pub in_office: bool,
    /// The people who held the office at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alongside: Option<Names>,
    /// The page that the years link to, if all of them are a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_link: Option<String>,
    /// Who came before.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub predecessor: Neighbour,
    /// The text beside the predecessor, or instead of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessor_note: Option<String>,
    /// Who came after.
    #[serde(skip_serializing_if = "Neighbour::is_not_said")]
    pub successor: Neighbour,
    /// The text beside the successor, or instead of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_note: Option<String>,
    /// True if the person holds the office now.
    #[serde(skip_serializing_if = "is_false")]
    pub incumbent: bool,
    /// True if the person is the latest holder, such as a party's last nominee.
    #[serde(skip_serializing_if = "is_false")]
    pub most_recent: bool,
    /// True if the office was created with this person.
    #[serde(skip_serializing_if = "is_false")]
    pub new: bool,
    /// True for a nomination rather than an office.
    #[serde(skip_serializing_if = "is_false")]
    pub nomination: bool,
    /// `honorary` if the row is under a heading for honours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The line of each value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: Lines,
}
