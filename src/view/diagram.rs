//! What a diagram says, before it is laid out: the same model is drawn here and written as DOT.

pub use super::about::About;
use super::page::{Direction, Page};
use super::svg::Drawing;
use crate::analysis::survival::Curve;

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
    /// In how many contests the first was elected, and the second.
    pub won: [usize; 2],
    /// The record.
    pub label: String,
    /// The record in words.
    pub tooltip: String,
    /// The pair, for a link.
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

/// A party and the colour it is drawn in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tint {
    /// The party's name.
    pub party: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}

impl Diagram {
    /// Keeps the colours of parties where they tell something apart, and lists them for the legend; takes them out where all are of
    /// one party or of one colour.
    #[must_use]
    pub fn with_tints_settled(mut self) -> Self {
        let mut found: Vec<Tint> = Vec::new();
        self.each_tint(&mut |tint| found.extend(tint.clone()));
        found.sort();
        found.dedup();
        let mut colours: Vec<&str> = found.iter().map(|t| t.colour.as_str()).collect();
        colours.sort_unstable();
        colours.dedup();
        if colours.len() < 2 {
            self.each_tint(&mut |tint| *tint = None);
            found.clear();
        }
        let parties = found.into_iter().map(|t| (t.party, t.colour)).collect();
        match &mut self {
            Self::Spine(spine) => spine.parties = parties,
            Self::Layered(layered) => layered.parties = parties,
            Self::Timeline(timeline) => timeline.parties = parties,
            Self::Network(_) | Self::Matrix(_) | Self::Duel(_) | Self::Charts(_) | Self::Pairs(_) | Self::Curves(_) => {}
        }
        self
    }

    fn each_tint(&mut self, visit: &mut impl FnMut(&mut Option<Tint>)) {
        match self {
            Self::Spine(spine) => {
                for item in spine.groups.iter_mut().flat_map(|g| &mut g.items) {
                    visit(&mut item.tint);
                    let cards = item.by.iter_mut().chain(&mut item.beside);
                    let results = cards.flat_map(|c| &mut c.rounds).flat_map(|r| &mut r.results);
                    results.for_each(|r| visit(&mut r.tint));
                }
            }
            Self::Layered(layered) => layered.nodes.iter_mut().for_each(|n| visit(&mut n.tint)),
            Self::Timeline(timeline) => {
                let lanes = timeline.panels.iter_mut().flat_map(|p| &mut p.lanes);
                lanes.flat_map(|l| &mut l.bars).for_each(|b| visit(&mut b.tint));
            }
            Self::Network(_) | Self::Matrix(_) | Self::Duel(_) | Self::Charts(_) | Self::Pairs(_) | Self::Curves(_) => {}
        }
    }
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

    /// Lays the diagram out by the project's own layouts.
    pub fn lay_out(&self, page: Page) -> Drawing {
        let narrow = page.width.is_some_and(super::page::is_narrow);
        match self {
            Self::Spine(spine) => super::spine::layout(spine, page),
            // What a phone cannot show in two dimensions is a list.
            Self::Network(network) if narrow => super::pairs::layout(&network.into(), page),
            Self::Matrix(matrix) if narrow => super::pairs::layout(&matrix.into(), page),
            Self::Network(network) => super::network::layout(network, page),
            Self::Matrix(matrix) => super::matrix::layout(matrix, page),
            Self::Layered(layered) => super::layered::layout(layered, page),
            Self::Timeline(timeline) => super::timeline::layout(timeline, page),
            Self::Duel(duel) => super::duel::layout(duel, page),
            Self::Charts(charts) => super::charts::layout(charts, page),
            Self::Pairs(pairs) => super::pairs::layout(pairs, page),
            Self::Curves(curves) => super::curves::layout(curves, page),
        }
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
