//! Figures that are no boxes and lines: two people's record, small multiples, survival curves, lists of pairs.

use super::{About, Frame};
use crate::analysis::survival::Curve;

/// Two people's record, meeting by meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Duel {
    /// Title, source.
    pub frame: Frame,
    /// The two.
    pub sides: [DuelSide; 2],
    /// Their meetings in the order of time.
    pub meetings: Vec<DuelMeeting>,
    /// What the two figures of the score count.
    pub score: String,
    /// What the bars are.
    pub note: String,
}

/// One of two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DuelSide {
    /// The name.
    pub name: String,
    /// In how many contests the person was elected and the other was not.
    pub won: usize,
    /// In how many the person finished ahead.
    pub ahead: usize,
    /// The colour of the bars, `#rrggbb`, where parties tell the two apart.
    pub colour: Option<String>,
    /// The person, for a link.
    pub about: Option<About>,
}

/// A meeting of two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DuelMeeting {
    /// The contest's title.
    pub title: String,
    /// The date.
    pub when: String,
    /// The office, the round, who could vote.
    pub lines: Vec<String>,
    /// The figures of each.
    pub figures: [DuelFigure; 2],
    /// Who of the two was elected.
    pub victor: Victor,
    /// What came of it, in a sentence.
    pub decided: String,
    /// What lies between this meeting and the one before, a line each.
    pub between: Vec<String>,
    /// All of it in words.
    pub tooltip: String,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// One person's figures in a meeting.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DuelFigure {
    /// The share in per cent, as it is printed.
    pub share: Option<f64>,
    /// The figure as it is printed at the bar: a share, or votes where no share is known; empty where nothing is.
    pub words: String,
    /// The votes below it.
    pub votes: String,
}

/// Who of two was elected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Victor {
    /// The first.
    First,
    /// The second.
    Second,
    /// Both.
    Both,
    /// Neither, or nobody says.
    #[default]
    Neither,
}

/// Panels of points over one axis of time, one below the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Charts {
    /// Title, source.
    pub frame: Frame,
    /// The panels, from top to bottom.
    pub panels: Vec<ChartPanel>,
    /// How the measures are taken.
    pub note: String,
}

/// A measure over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartPanel {
    /// What is measured.
    pub heading: String,
    /// What stands behind its figures: `%`.
    pub unit: &'static str,
    /// With how many digits behind the point figures are printed.
    pub digits: usize,
    /// Where the axis begins.
    pub least: f64,
    /// The points in the order of time.
    pub points: Vec<ChartPoint>,
}

/// A value at a time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartPoint {
    /// When: a count of days, see [`crate::wikitext::Date::days`].
    pub day: f64,
    /// The value.
    pub value: f64,
    /// What it says, in words.
    pub says: String,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// Survival curves of groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curves {
    /// Title, source.
    pub frame: Frame,
    /// The groups with their curves; times are in years.
    pub groups: Vec<(String, Curve)>,
}

/// Pairs of people, in groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pairs {
    /// Title, source.
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
    /// What else is said of the group, such as how many more pairs there are.
    pub words: Vec<String>,
}

/// A pair and its record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairRow {
    /// The two.
    pub names: [String; 2],
    /// How often they met.
    pub meetings: usize,
    /// In how many contests each was elected.
    pub won: [usize; 2],
    /// The record in words.
    pub record: String,
    /// All of it in words.
    pub tooltip: String,
    /// The pair, for a link.
    pub about: Option<About>,
}
