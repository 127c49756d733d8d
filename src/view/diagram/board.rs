//! Boxes in groups around one box: the ties of a person by kind, the ministers of a cabinet, the sides of a party.

use super::{About, Frame};
use crate::facts::TieKind;

/// How the line of a tie looks. Kinds differ in dashes as well as in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LineLook {
    /// Kin.
    Kin,
    /// Served under somebody, or was served by.
    Served,
    /// A deputy.
    Deputy,
    /// At the same time in one office.
    Beside,
    /// Appointed or nominated.
    Named,
    /// Endorsed, on one ticket, on the staff, in one caucus.
    Allied,
    /// Rivals, or an endorsement that was declined or withdrawn.
    Against,
    /// Member of a committee, caucus, faction or party.
    Member,
    /// None of these.
    #[default]
    Plain,
}

impl LineLook {
    /// Returns the look of a kind of tie; `positive` is false for an endorsement that was declined or withdrawn.
    pub const fn of(kind: TieKind, positive: bool) -> Self {
        match kind {
            TieKind::Kin => Self::Kin,
            TieKind::ServedUnder => Self::Served,
            TieKind::DeputyOf => Self::Deputy,
            TieKind::ServedAlongside => Self::Beside,
            TieKind::AppointedBy | TieKind::NominatedBy => Self::Named,
            TieKind::MemberOf => Self::Member,
            TieKind::Endorsed if !positive => Self::Against,
            TieKind::SplitFrom => Self::Against,
            TieKind::RunningMateOf
            | TieKind::Endorsed
            | TieKind::WorkedFor
            | TieKind::AlliedWith
            | TieKind::MergedInto => Self::Allied,
        }
    }

    /// Returns the colour of the line.
    pub const fn stroke(self) -> &'static str {
        match self {
            Self::Kin => "#8a6d1f",
            Self::Served | Self::Deputy => "#39536d",
            Self::Beside | Self::Member | Self::Plain => "#7b8794",
            Self::Named => "#5b6673",
            Self::Allied => "#0072b2",
            Self::Against => "#d55e00",
        }
    }

    /// Returns the dashes of the line; empty for a solid one.
    pub const fn dash(self) -> &'static str {
        match self {
            Self::Kin | Self::Served | Self::Allied | Self::Plain => "",
            Self::Deputy => "7 4",
            Self::Beside => "2 3",
            Self::Named => "9 3 2 3",
            Self::Against => "5 4",
            Self::Member => "1 4",
        }
    }

    /// Returns what the line means, for the legend.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kin => "kin",
            Self::Served => "served under",
            Self::Deputy => "deputy of",
            Self::Beside => "served alongside",
            Self::Named => "appointed or nominated by",
            Self::Allied => "endorsed, on one ticket, on the staff or in one caucus",
            Self::Against => "rivals, or endorsement refused",
            Self::Member => "member of",
            Self::Plain => "tied",
        }
    }
}

/// Boxes in groups, around one box if there is one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Board {
    /// The texts around the diagram.
    pub frame: Frame,
    /// The box that all others are tied to.
    pub head: Option<BoardItem>,
    /// The groups, from top to bottom.
    pub groups: Vec<BoardGroup>,
}

/// A group of boxes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoardGroup {
    /// Its heading.
    pub heading: String,
    /// How its line looks.
    pub look: LineLook,
    /// Its boxes.
    pub items: Vec<BoardItem>,
    /// The number of boxes left out.
    pub more: usize,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoardItem {
    /// The first line.
    pub name: String,
    /// The further lines.
    pub lines: Vec<String>,
    /// The meaning in words.
    pub tooltip: String,
    /// The subject, for a link.
    pub about: Option<About>,
}
