//! Bars and marks on an axis of time.

use super::{About, Frame, Tint};

/// Bars and marks on an axis of time. Times are counts of days; see [`crate::wikitext::Date::days`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The first day shown.
    pub from: f64,
    /// The last day shown.
    pub to: f64,
    /// The panels, one for each office, from top to bottom.
    pub panels: Vec<Panel>,
    /// The parties of the legend: name and colour.
    pub parties: Vec<(String, String)>,
}

/// An office on a timeline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// The name of the office; empty if the title names it.
    pub heading: String,
    /// What is left out; may be empty.
    pub note: String,
    /// The lanes, one for each person.
    pub lanes: Vec<Lane>,
    /// Times in which the office was vacant or its holder is not known.
    pub absences: Vec<Absence>,
    /// The contests.
    pub marks: Vec<Mark>,
    /// The transitions from one lane to another.
    pub handovers: Vec<Handover>,
    /// The office, for a link.
    pub about: Option<About>,
}

/// A person's lane.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lane {
    /// The name of the person.
    pub name: String,
    /// Further words, such as the party; may be empty.
    pub note: String,
    /// The tenures.
    pub bars: Vec<Bar>,
    /// The person, for a link.
    pub about: Option<About>,
}

/// A tenure. It certainly lasted from the last day of `from` to the first day of `to`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// The first and last day on which it may have begun.
    pub from: (f64, f64),
    /// The first and last day on which it may have ended.
    pub to: (f64, f64),
    /// True for an acting or interim tenure.
    pub provisional: bool,
    /// True if the tenure has not ended.
    pub open: bool,
    /// Which of its ends are known.
    pub known: Ends,
    /// The tenure in words.
    pub tooltip: String,
    /// The party with its colour.
    pub tint: Option<Tint>,
}

/// Which ends of a tenure are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Ends {
    /// Both are known, or at least a range in which each lies.
    #[default]
    Both,
    /// Only the start is known.
    Start,
    /// Only the end is known.
    End,
}

/// A time without a holder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Absence {
    /// The first day.
    pub from: f64,
    /// The last day.
    pub to: f64,
    /// True if the office was vacant; false if its holder is not known.
    pub vacant: bool,
    /// The time and the reason in words.
    pub tooltip: String,
}

/// A contest on a timeline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// The day.
    pub at: f64,
    /// The winner's lead as it is printed; may be empty.
    pub margin: String,
    /// The lanes of the candidates, and the outcome of each.
    pub stood: Vec<(usize, Stood)>,
    /// True if sources only mention the contest, or if its result does not count.
    pub faint: bool,
    /// The result in words.
    pub tooltip: String,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// The outcome of a candidacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Stood {
    /// Elected.
    Elected,
    /// Held the office and lost it.
    Beaten,
    /// Not elected.
    #[default]
    Lost,
    /// Not known, or the contest was annulled, was cancelled or has not been held yet.
    Unclear,
}

/// A transition between two lanes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Handover {
    /// The lane of the earlier holder.
    pub from: usize,
    /// The day on which the earlier holder left.
    pub left: f64,
    /// The lane of the later holder.
    pub to: usize,
    /// The day on which the later holder came.
    pub came: f64,
}
