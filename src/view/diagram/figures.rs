//! Figures without boxes and lines: two people's record, small multiples, survival curves, lists of pairs.

use super::{About, Frame};
use crate::analysis::survival::Curve;

/// Two people's record, meeting by meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Duel {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The two people.
    pub sides: [DuelSide; 2],
    /// Their meetings in order of time.
    pub meetings: Vec<DuelMeeting>,
    /// What the two figures of the score count.
    pub score: String,
    /// What the bars show.
    pub note: String,
}

/// One of two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DuelSide {
    /// The name.
    pub name: String,
    /// The number of contests that elected this person and not the other.
    pub won: usize,
    /// The number of meetings in which this person finished ahead.
    pub ahead: usize,
    /// The colour of the bars, `#rrggbb`; `None` if the two people's parties do not have different colours.
    pub colour: Option<String>,
    /// The person, for a link.
    pub about: Option<About>,
}

/// A meeting of two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DuelMeeting {
    /// The contest's title.
    pub title: String,
    /// The date as it is printed.
    pub when: String,
    /// Further lines: the office, the round, the selectorate.
    pub lines: Vec<String>,
    /// The figures of the two people.
    pub figures: [DuelFigure; 2],
    /// Which of the two people was elected.
    pub victor: Victor,
    /// The outcome in a sentence.
    pub decided: String,
    /// What happened between this meeting and the one before, one line each.
    pub between: Vec<String>,
    /// The whole meeting in words.
    pub tooltip: String,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// One person's figures in a meeting.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DuelFigure {
    /// The share in per cent, rounded as it is printed; `None` if unknown.
    pub share: Option<f64>,
    /// The figure at the bar: a share, or votes if no share is known; empty if neither is known.
    pub words: String,
    /// The votes below the figure; may be empty.
    pub votes: String,
}

/// Which of two people was elected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Victor {
    /// The first.
    First,
    /// The second.
    Second,
    /// Both.
    Both,
    /// Neither, or nobody knows.
    #[default]
    Neither,
}

/// Panels of points over one axis of time, one below the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Charts {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The panels, from top to bottom.
    pub panels: Vec<ChartPanel>,
    /// How the measures are computed.
    pub note: String,
}

/// A measure over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartPanel {
    /// The name of the measure.
    pub heading: String,
    /// The unit after its figures, such as `%`; may be empty.
    pub unit: &'static str,
    /// The number of decimal places of printed figures.
    pub digits: usize,
    /// The lowest value of the axis.
    pub least: f64,
    /// The points in order of time.
    pub points: Vec<ChartPoint>,
}

/// A value at a time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartPoint {
    /// The time as a count of days; see [`crate::wikitext::Date::days`].
    pub day: f64,
    /// The value.
    pub value: f64,
    /// The value in words.
    pub says: String,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// Survival curves of groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curves {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The groups by name, with their curves. Times are in years.
    pub groups: Vec<(String, Curve)>,
}

/// Pairs of people, in groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pairs {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The groups.
    pub groups: Vec<PairGroup>,
}

/// Some pairs under a heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairGroup {
    /// The heading; may be empty.
    pub heading: String,
    /// The pairs, most meetings first.
    pub pairs: Vec<PairRow>,
    /// Further words about the group, such as the number of pairs left out.
    pub words: Vec<String>,
}

/// A pair and its record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairRow {
    /// The names of the two people.
    pub names: [String; 2],
    /// The number of meetings.
    pub meetings: usize,
    /// For each person, the number of contests that elected this person and not the other.
    pub won: [usize; 2],
    /// The record in short.
    pub record: String,
    /// The whole record in words.
    pub tooltip: String,
    /// The pair, for a link.
    pub about: Option<About>,
}
