//! The content of a diagram before it is laid out. Drawings and DOT are written from the same model.

mod board;
mod figures;
mod parts;
mod timeline;
mod tint;

pub use super::about::About;
pub use board::{Board, BoardGroup, BoardItem, LineLook};
pub use figures::{
    ChartPanel, ChartPoint, Charts, Curves, Duel, DuelFigure, DuelMeeting, DuelSide, PairGroup, PairRow, Pairs, Victor,
};
pub use timeline::{Absence, Bar, Ends, Handover, Lane, Mark, Panel, Stood, Timeline};
pub use tint::Tint;

/// The direction in which time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From left to right.
    Right,
}

/// A diagram.
#[derive(Debug, Clone, PartialEq)]
pub enum Diagram {
    /// Chains in time: successions, careers, series of contests.
    Spine(Spine),
    /// People and the ties between them.
    Network(Network),
    /// A network as a square table of pairs.
    Matrix(Matrix),
    /// Boxes and lines in ranks of time.
    Layered(Layered),
    /// Bars and marks on an axis of time.
    Timeline(Timeline),
    /// The record of two people, meeting by meeting.
    Duel(Duel),
    /// Small multiples over time.
    Charts(Charts),
    /// Pairs of people as a list.
    Pairs(Pairs),
    /// Survival curves.
    Curves(Curves),
    /// Boxes in groups around one box.
    Board(Board),
}

/// The texts around a diagram.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// The title.
    pub title: String,
    /// What is shown and what is left out.
    pub subtitle: String,
    /// The origin of the data; empty if it is not stated.
    pub source: String,
    /// A sentence that says how far the data go; may be empty.
    pub until: String,
    /// A sentence that says who drew the diagram; may be empty.
    pub credit: String,
    /// The content in words, for readers who cannot see the picture.
    pub description: String,
}

/// Chains in time, one for each group, each drawn downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spine {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The chains.
    pub groups: Vec<Group>,
    /// The parties of the legend: name and colour.
    pub parties: Vec<(String, String)>,
}

/// One chain.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Its heading; empty if the title says it.
    pub heading: String,
    /// Its items in order of time.
    pub items: Vec<Item>,
}

/// How an item's box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BoxStyle {
    /// A tenure that a contest or an appointment began.
    #[default]
    Tenure,
    /// An acting or interim tenure.
    Provisional,
    /// A time in which the office was vacant.
    Vacancy,
    /// A time whose holder is not known, or a contest that sources only mention.
    Gap,
    /// A contest, or a candidacy that did not succeed.
    Contest,
    /// A candidacy that succeeded.
    Won,
    /// A holder's candidacy that did not succeed.
    Beaten,
    /// A candidacy whose outcome is not known, or whose contest was annulled, was cancelled or has not been held yet.
    Unclear,
}

/// One item of a chain: a box, and the contests beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// How the box looks.
    pub style: BoxStyle,
    /// The first line in the box.
    pub name: String,
    /// The further lines in the box.
    pub lines: Vec<String>,
    /// The year beside the box; may be empty.
    pub year: String,
    /// True if an arrow leads to this item from the item before.
    pub follows: bool,
    /// The label of the arrow: how the tenure before ended.
    pub arrow: String,
    /// The contest that led to this item, drawn at its arrow.
    pub by: Option<Card>,
    /// Contests that belong to the item itself, such as re-elections.
    pub beside: Vec<Card>,
    /// The party with its colour.
    pub tint: Option<Tint>,
    /// The subject of the box, for a link.
    pub about: Option<About>,
}

/// A contest with its result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    /// The title of the contest.
    pub title: String,
    /// The start of the first line: the date and further words.
    pub heading: String,
    /// The end of the first line: the margin and further words.
    pub aside: String,
    /// True if sources only mention the contest.
    pub stated: bool,
    /// Its rounds in order.
    pub rounds: Vec<CardRound>,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// A round on a card.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardRound {
    /// Its name; empty if it is the only round.
    pub label: String,
    /// The margin of the round, at the end of its line; may be empty.
    pub aside: String,
    /// The results, best first.
    pub results: Vec<CardResult>,
    /// A remark, such as the number of results left out; may be empty.
    pub note: String,
}

/// A person's result on a card.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardResult {
    /// The name of the person or of the option.
    pub name: String,
    /// The share in per cent, rounded as it is printed; `None` if unknown.
    pub share: Option<f64>,
    /// The votes and the share as they are printed.
    pub figures: String,
    /// True if the contest elected the person.
    pub elected: bool,
    /// True if the person held the office and lost it by this contest.
    pub beaten: bool,
    /// True if this is not a person: an option of a referendum, or the candidates that no source lists.
    pub option: bool,
    /// The party with its colour.
    pub tint: Option<Tint>,
}

/// People and the ties between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The people.
    pub nodes: Vec<NetworkNode>,
    /// The ties.
    pub ties: Vec<Tie>,
}

/// A person of a network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkNode {
    /// The name.
    pub name: String,
    /// A second line.
    pub line: String,
    /// True for the person whom the network is about.
    pub is_centre: bool,
    /// The person, for a link.
    pub about: Option<About>,
}

/// A tie between two people of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The first person, as an index into the nodes.
    pub a: usize,
    /// The second person, as an index into the nodes.
    pub b: usize,
    /// The number of meetings. It determines the width of the line.
    pub weight: usize,
    /// The number of contests that elected the first and not the second, and the reverse.
    pub won: [usize; 2],
    /// The number of contests that elected both.
    pub both: usize,
    /// How the line looks. `None` for a rivalry, whose width is the number of meetings.
    pub look: Option<LineLook>,
    /// The record as a short label.
    pub label: String,
    /// The record in words.
    pub tooltip: String,
    /// The pair, for a link.
    pub about: Option<About>,
}

/// Who met whom, as a square table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The people, in the order of rows and columns.
    pub people: Vec<String>,
    /// The cells that are not empty.
    pub cells: Vec<MatrixCell>,
}

/// The record of two people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixCell {
    /// The person of the row, as an index into the people.
    pub row: usize,
    /// The person of the column, as an index into the people.
    pub column: usize,
    /// The number of meetings.
    pub meetings: usize,
    /// The number of contests that elected the row's person and not the column's.
    pub won: usize,
    /// The number of contests that elected the column's person and not the row's.
    pub lost: usize,
    /// The number of contests that elected both.
    pub both: usize,
    /// The record in words.
    pub tooltip: String,
    /// The pair, for a link.
    pub about: Option<About>,
}

/// Boxes in ranks of time, joined by lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layered {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The labels of the ranks in order of time, such as the year. Each has one or more lines.
    pub ranks: Vec<Vec<String>>,
    /// The names of the bands (offices or parties), which run along the time. Fewer than two draw no band.
    pub lanes: Vec<String>,
    /// The boxes.
    pub nodes: Vec<LayeredNode>,
    /// The lines.
    pub edges: Vec<LayeredEdge>,
    /// Further words of the legend.
    pub notes: String,
    /// The parties of the legend: name and colour.
    pub parties: Vec<(String, String)>,
    /// The direction of time, if the page sets none.
    pub direction: Direction,
}

/// A box of a [`Layered`] diagram.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayeredNode {
    /// Its rank, as an index.
    pub rank: usize,
    /// Its band, as an index.
    pub lane: usize,
    /// How the box looks.
    pub style: BoxStyle,
    /// The first line in the box.
    pub name: String,
    /// The further lines in the box.
    pub lines: Vec<String>,
    /// A share in per cent, drawn as a bar along the box. One of the lines prints the same figure.
    pub share: Option<f64>,
    /// The party with its colour.
    pub tint: Option<Tint>,
    /// The meaning of the box in words.
    pub tooltip: String,
    /// The date in words. An editor of drawings lists the box by its name and this date.
    pub when: String,
    /// The subject of the box, for a link.
    pub about: Option<About>,
}

/// The meaning of a line of a [`Layered`] diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Line {
    /// One person followed another in an office.
    #[default]
    Followed,
    /// The same person at a later time.
    Same,
    /// A candidacy led to a tenure.
    Through,
    /// The second is kin of the first.
    Kin,
}

impl Line {
    /// Returns true if the line ends in an arrowhead.
    pub const fn has_tip(self) -> bool {
        matches!(self, Self::Followed | Self::Through)
    }
}

/// A line of a [`Layered`] diagram. It leads forward in time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayeredEdge {
    /// The box at its start, as an index.
    pub from: usize,
    /// The box at its end, as an index.
    pub to: usize,
    /// The meaning of the line.
    pub kind: Line,
    /// Its label, one string for each line of text.
    pub label: Vec<String>,
    /// The meaning of this line in words.
    pub tooltip: String,
}

impl Frame {
    /// Returns the line below the picture: source, how far the data go, credit.
    pub fn small_print(&self) -> String {
        let source = if self.source.is_empty() { String::new() } else { format!("Source: {}.", self.source) };
        let parts = [source.as_str(), &self.until, &self.credit];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The default credit.
pub const CREDIT: &str = "Drawn by Hustings.";

impl Diagram {
    /// Returns the texts around the diagram.
    pub fn frame(&self) -> &Frame {
        match self {
            Self::Spine(spine) => &spine.frame,
            Self::Network(network) => &network.frame,
            Self::Matrix(matrix) => &matrix.frame,
            Self::Layered(layered) => &layered.frame,
            Self::Timeline(timeline) => &timeline.frame,
            Self::Duel(duel) => &duel.frame,
            Self::Charts(charts) => &charts.frame,
            Self::Pairs(pairs) => &pairs.frame,
            Self::Curves(curves) => &curves.frame,
            Self::Board(board) => &board.frame,
        }
    }

    /// Returns the texts around the diagram, so that the user's own words can replace them.
    pub fn frame_mut(&mut self) -> &mut Frame {
        match self {
            Self::Spine(spine) => &mut spine.frame,
            Self::Network(network) => &mut network.frame,
            Self::Matrix(matrix) => &mut matrix.frame,
            Self::Layered(layered) => &mut layered.frame,
            Self::Timeline(timeline) => &mut timeline.frame,
            Self::Duel(duel) => &mut duel.frame,
            Self::Charts(charts) => &mut charts.frame,
            Self::Pairs(pairs) => &mut pairs.frame,
            Self::Curves(curves) => &mut curves.frame,
            Self::Board(board) => &mut board.frame,
        }
    }

    /// Returns the diagram with another title, or unchanged for `None`.
    #[must_use]
    pub fn with_title(mut self, title: Option<&str>) -> Self {
        if let Some(title) = title {
            self.frame_mut().title = title.to_string();
        }
        self
    }

    /// Returns the diagram with the selection stated in its subtitle.
    #[must_use]
    pub fn with_selection(mut self, words: &str) -> Self {
        if !words.is_empty() {
            let frame = self.frame_mut();
            let blank = if frame.subtitle.is_empty() { "" } else { " " };
            frame.subtitle.push_str(&format!("{blank}Selected: {words}."));
        }
        self
    }
}

impl Network {
    /// Returns true if the lines are ties of several kinds rather than rivalries.
    pub fn has_looks(&self) -> bool {
        self.ties.iter().any(|t| t.look.is_some())
    }

    /// Returns the width of a line for each meeting, in pixels. All lines have the same scale. It is at most 1.6, and
    /// less if the widest line would otherwise exceed 12 pixels.
    pub fn width_of_a_meeting(&self) -> f64 {
        let most = self.ties.iter().map(|t| t.weight).max().unwrap_or(1).max(1);
        (WIDEST_TIE / most as f64).min(1.6)
    }
}

/// The maximum width of a line of a network, in pixels.
const WIDEST_TIE: f64 = 12.0;

impl Card {
    /// Returns the contest as the label of an edge, one line each: date, result of the last round, margin.
    pub fn in_short(&self) -> String {
        let result = self.rounds.last().map(|round| {
            let shown = round.results.iter().take(3).map(|r| format!("{} {}", r.name, r.figures).trim().to_string());
            shown.collect::<Vec<_>>().join(", ")
        });
        let round = self.rounds.last().map(|r| r.aside.clone()).unwrap_or_default();
        let parts = [self.heading.clone(), result.unwrap_or_default(), self.aside.clone(), round];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
    }
}
