//! What a diagram says, before it is laid out: the same model is drawn here and written as DOT.

/// A diagram.
#[derive(Debug, Clone, PartialEq)]
pub enum Diagram {
    /// Chains in time: successions, careers, series of contests.
    Spine(Spine),
    /// People and the ties between them.
    Network(Network),
}

/// What stands around any diagram.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// The title.
    pub title: String,
    /// What is shown and what is left out.
    pub subtitle: String,
    /// Where the data come from.
    pub source: String,
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
    /// A contest.
    Contest,
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
}

/// A round on a card.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardRound {
    /// What it is called; empty for an only round.
    pub label: String,
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
}

/// People and the ties between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// Title, source.
    pub frame: Frame,
    /// The people: name and a second line.
    pub nodes: Vec<(String, String)>,
    /// The ties.
    pub ties: Vec<Tie>,
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
    /// The record.
    pub label: String,
    /// The record in words.
    pub tooltip: String,
}

impl Diagram {
    /// Title, source.
    pub fn frame(&self) -> &Frame {
        match self {
            Self::Spine(spine) => &spine.frame,
            Self::Network(network) => &network.frame,
        }
    }

    /// The same diagram under another title.
    #[must_use]
    pub fn with_title(mut self, title: Option<&str>) -> Self {
        if let Some(title) = title {
            match &mut self {
                Self::Spine(spine) => spine.frame.title = title.to_string(),
                Self::Network(network) => network.frame.title = title.to_string(),
            }
        }
        self
    }
}

impl Card {
    /// The contest in short, for an edge's label: date, result of the last round, margin, a line each.
    pub fn in_short(&self) -> String {
        let result = self.rounds.last().map(|round| {
            let shown = round.results.iter().take(3).map(|r| format!("{} {}", r.name, r.figures).trim().to_string());
            shown.collect::<Vec<_>>().join(", ")
        });
        let parts = [self.heading.clone(), result.unwrap_or_default(), self.aside.clone()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
    }
}
