//! Bars and marks on an axis of time.

use super::{About, Frame, Tint};

/// Bars and marks on an axis of time; times are counts of days, see [`crate::wikitext::Date::days`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// Title, source.
    pub frame: Frame,
    /// The first day shown.
    pub from: f64,
    /// The last day shown.
    pub to: f64,
    /// One a office, from top to bottom.
    pub panels: Vec<Panel>,
    /// The parties whose colours are in the picture: name and colour.
    pub parties: Vec<(String, String)>,
}

/// An office on a timeline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// The office.
    pub heading: String,
    /// What is left out.
    pub note: String,
    /// One lane a person.
    pub lanes: Vec<Lane>,
    /// Times at which nobody held the office, or nobody knows who did.
    pub absences: Vec<Absence>,
    /// The contests.
    pub marks: Vec<Mark>,
    /// Which lane followed which, and when.
    pub handovers: Vec<Handover>,
    /// The office, for a link.
    pub about: Option<About>,
}

/// A person's lane.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lane {
    /// Who.
    pub name: String,
    /// A word more, such as the party.
    pub note: String,
    /// The tenures.
    pub bars: Vec<Bar>,
    /// The person, for a link.
    pub about: Option<About>,
}

/// A tenure: certain from the first `to` of its start to the first day of its end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// The first and last day on which it may have begun.
    pub from: (f64, f64),
    /// The first and last day on which it may have ended.
    pub to: (f64, f64),
    /// Acting or interim.
    pub provisional: bool,
    /// Still going on.
    pub open: bool,
    /// Which of its ends are known.
    pub known: Ends,
    /// What it is, in words.
    pub tooltip: String,
    /// The party with its colour.
    pub tint: Option<Tint>,
}

/// Which ends of a tenure are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Ends {
    /// Both, or at least a span in which each lies.
    #[default]
    Both,
    /// When it began; nobody says when it ended.
    Start,
    /// When it ended; nobody says when it began.
    End,
}

/// A time without a holder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Absence {
    /// From when.
    pub from: f64,
    /// Until when.
    pub to: f64,
    /// Whether the office was vacant; otherwise nobody knows.
    pub vacant: bool,
    /// In words.
    pub tooltip: String,
}

/// A contest on a timeline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// When.
    pub at: f64,
    /// The winner's lead, as it is shown.
    pub margin: String,
    /// Who stood, by lane, and what became of them.
    pub stood: Vec<(usize, Stood)>,
    /// Whether sources only mention it, or its result was voided.
    pub faint: bool,
    /// The result in words.
    pub tooltip: String,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// What became of somebody who stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Stood {
    /// Elected.
    Elected,
    /// Held the office and lost it.
    Beaten,
    /// Not elected.
    #[default]
    Lost,
    /// Nobody says who was elected, or the contest was voided, called off or is to come.
    Unclear,
}

/// One holder after another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Handover {
    /// The lane of the one before.
    pub from: usize,
    /// When that one left.
    pub left: f64,
    /// The lane of the one after.
    pub to: usize,
    /// When that one came.
    pub came: f64,
}
