//! What a diagram says, before it is laid out: the same model is drawn here and written as DOT.

mod figures;
mod parts;
mod timeline;
mod tint;

pub use super::about::About;
pub use figures::{
    ChartPanel, ChartPoint, Charts, Curves, Duel, DuelFigure, DuelMeeting, DuelSide, PairGroup, PairRow, Pairs, Victor,
};
pub use timeline::{Absence, Bar, Ends, Handover, Lane, Mark, Panel, Stood, Timeline};
pub use tint::Tint;

/// Where time runs to.
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
    /// The same as a table of pairs.
    Matrix(Matrix),
    /// Boxes and lines in ranks of time.
    Layered(Layered),
    /// Bars and marks on an axis of time.
    Timeline(Timeline),
    /// Two people's record.
    Duel(Duel),
    /// Small multiples over time.
    Charts(Charts),
    /// Pairs of people as a list.
    Pairs(Pairs),
    /// Survival curves.
    Curves(Curves),
}

/// What stands around any diagram.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// The title.
    pub title: String,
    /// What is shown and what is left out.
    pub subtitle: String,
    /// Where the data come from; empty where that is not to be said.
    pub source: String,
    /// How far the data go: a sentence, or empty.
    pub until: String,
    /// Who drew it: a sentence, or empty.
    pub credit: String,
    /// What the diagram says, for those who do not see it.
    pub description: String,
}

/// Chains in time, one a group, each drawn downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spine {
    /// Title, source.
    pub frame: Frame,
    /// The chains.
    pub groups: Vec<Group>,
    /// The parties whose colours are in the picture: name and colour.
    pub parties: Vec<(String, String)>,
}

/// One chain.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// What it is of; empty where the title says it.
    pub heading: String,
    /// Its items in the order of time.
    pub items: Vec<Item>,
}

/// How an item's box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BoxStyle {
    /// A tenure that a contest or an appointment began.
    #[default]
    Tenure,
    /// Acting or interim.
    Provisional,
    /// Nobody in office.
    Vacancy,
    /// Not known.
    Gap,
    /// A contest, or a candidacy that did not succeed.
    Contest,
    /// A candidacy that succeeded.
    Won,
    /// A holder's candidacy that did not succeed.
    Beaten,
    /// A candidacy of which nobody says what came of it, or whose contest was voided, called off or is to come.
    Unclear,
}

/// One item of a chain: a box, and the contests beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// How the box looks.
    pub style: BoxStyle,
    /// The box's first line.
    pub name: String,
    /// Its further lines.
    pub lines: Vec<String>,
    /// The year beside the box.
    pub year: String,
    /// Whether an arrow leads from the item before.
    pub follows: bool,
    /// What the arrow says: how the one before ended.
    pub arrow: String,
    /// The contest that the arrow carries.
    pub by: Option<Card>,
    /// Contests that belong to the item itself: re-elections.
    pub beside: Vec<Card>,
    /// The party with its colour.
    pub tint: Option<Tint>,
    /// What it is about.
    pub about: Option<About>,
}

/// A contest with its result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    /// The title of the contest.
    pub title: String,
    /// The date, and what else the first line says.
    pub heading: String,
    /// The margin, and what else stands at the end of the first line.
    pub aside: String,
    /// Whether sources only mention it.
    pub stated: bool,
    /// The rounds.
    pub rounds: Vec<CardRound>,
    /// The contest, for a link.
    pub about: Option<About>,
}

/// A round on a card.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardRound {
    /// What it is called; empty for an only round.
    pub label: String,
    /// The margin of the round, at the end of the line.
    pub aside: String,
    /// The results, best first.
    pub results: Vec<CardResult>,
    /// What is left out, or a remark.
    pub note: String,
}

/// A person's result on a card.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardResult {
    /// Who.
    pub name: String,
    /// Share in per cent.
    pub share: Option<f64>,
    /// The figures in words.
    pub figures: String,
    /// Whether the contest elected the person.
    pub elected: bool,
    /// Whether the person held the office and lost it by this contest.
    pub beaten: bool,
    /// Whether it is an option of a referendum, which nobody elects.
    pub option: bool,
    /// The party with its colour.
    pub tint: Option<Tint>,
}

/// People and the ties between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// Title, source.
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
    /// The person, for a link.
    pub about: Option<About>,
}

/// A tie between two people of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The first, by its place among the nodes.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// How strong: the number of meetings.
    pub weight: usize,
    /// In how many contests the first was elected and the other was not, and the reverse.
    pub won: [usize; 2],
    /// How many elected both.
    pub both: usize,
    /// The record.
    pub label: String,
    /// The record in words.
    pub tooltip: String,
    /// The pair, for a link.
    pub about: Option<About>,
}

/// Who met whom, as a square table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// Title, source.
    pub frame: Frame,
    /// The people, in the order of rows and columns.
    pub people: Vec<String>,
    /// The cells that are not empty.
    pub cells: Vec<MatrixCell>,
}

/// What two people's meetings came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixCell {
    /// The row's person, by place.
    pub row: usize,
    /// The column's person.
    pub column: usize,
    /// How often they met.
    pub meetings: usize,
    /// Elections the row's person won.
    pub won: usize,
    /// Elections the column's person won.
    pub lost: usize,
    /// How many elected both.
    pub both: usize,
    /// The record in words.
    pub tooltip: String,
    /// The pair, for a link.
    pub about: Option<About>,
}

/// Boxes in ranks of time, joined by lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layered {
    /// Title, source.
    pub frame: Frame,
    /// The ranks in the order of time: a line or two each, such as the year.
    pub ranks: Vec<Vec<String>>,
    /// Bands along the time: offices or parties, by name. None or one is no band.
    pub lanes: Vec<String>,
    /// The boxes.
    pub nodes: Vec<LayeredNode>,
    /// The lines.
    pub edges: Vec<LayeredEdge>,
    /// What else the legend says.
    pub notes: String,
    /// The parties whose colours are in the picture: name and colour.
    pub parties: Vec<(String, String)>,
    /// Where time runs to, unless the page says.
    pub direction: Direction,
}

/// A box of a [`Layered`] diagram.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayeredNode {
    /// Its rank, by place.
    pub rank: usize,
    /// Its lane, by place.
    pub lane: usize,
    /// How it looks.
    pub style: BoxStyle,
    /// Its first line.
    pub name: String,
    /// Its further lines.
    pub lines: Vec<String>,
    /// A share in per cent, as it is printed in one of the lines, drawn as a bar along the box.
    pub share: Option<f64>,
    /// The party with its colour.
    pub tint: Option<Tint>,
    /// What it means, in words.
    pub tooltip: String,
    /// When it was, for the name of the part in an editor.
    pub when: String,
    /// What it is about.
    pub about: Option<About>,
}

/// What a line of a [`Layered`] diagram says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Line {
    /// The one followed the other in an office.
    #[default]
    Followed,
    /// The same person, later.
    Same,
    /// A contest and what came of it.
    Through,
}

/// A line of a [`Layered`] diagram, forward in time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayeredEdge {
    /// From which box, by place.
    pub from: usize,
    /// To which box.
    pub to: usize,
    /// What it says.
    pub kind: Line,
    /// Its label, in lines.
    pub label: Vec<String>,
    /// What it means, in words.
    pub tooltip: String,
}

impl Frame {
    /// The line under the picture: source, how far the data go, credit.
    pub fn small_print(&self) -> String {
        let source = if self.source.is_empty() { String::new() } else { format!("Source: {}.", self.source) };
        let parts = [source.as_str(), &self.until, &self.credit];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Who draws, where nobody else is named.
pub const CREDIT: &str = "Drawn by Hustings.";

impl Diagram {
    /// Title, source.
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
        }
    }

    /// The same, to set the words that are the user's own.
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
        }
    }

    /// The same diagram under another title.
    #[must_use]
    pub fn with_title(mut self, title: Option<&str>) -> Self {
        if let Some(title) = title {
            self.frame_mut().title = title.to_string();
        }
        self
    }

    /// The same diagram with what was selected in its subtitle.
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
    /// How wide a tie is drawn for each meeting, in pixels: one scale for all, so that the widest is no bar.
    pub fn width_of_a_meeting(&self) -> f64 {
        let most = self.ties.iter().map(|t| t.weight).max().unwrap_or(1).max(1);
        (WIDEST_TIE / most as f64).min(1.6)
    }
}

/// The width of the widest tie of a network, at the most.
const WIDEST_TIE: f64 = 12.0;

impl Card {
    /// The contest in short, for an edge's label: date, result of the last round, margin, a line each.
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
