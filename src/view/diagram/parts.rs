//! The subjects of the parts of each diagram.

use super::{About, Diagram};

impl Diagram {
    /// Visits the subject of each part, which may be changed.
    pub fn each_about(&mut self, visit: &mut impl FnMut(&mut About)) {
        match self {
            Self::Spine(spine) => {
                for item in spine.groups.iter_mut().flat_map(|g| &mut g.items) {
                    item.about.iter_mut().for_each(&mut *visit);
                    let cards = item.by.iter_mut().chain(&mut item.beside);
                    cards.filter_map(|c| c.about.as_mut()).for_each(&mut *visit);
                }
            }
            Self::Network(network) => {
                network.nodes.iter_mut().filter_map(|n| n.about.as_mut()).for_each(&mut *visit);
                network.ties.iter_mut().filter_map(|t| t.about.as_mut()).for_each(&mut *visit);
            }
            Self::Matrix(matrix) => matrix.cells.iter_mut().filter_map(|c| c.about.as_mut()).for_each(visit),
            Self::Layered(layered) => layered.nodes.iter_mut().filter_map(|n| n.about.as_mut()).for_each(visit),
            Self::Duel(duel) => {
                duel.sides.iter_mut().filter_map(|s| s.about.as_mut()).for_each(&mut *visit);
                duel.meetings.iter_mut().filter_map(|m| m.about.as_mut()).for_each(&mut *visit);
            }
            Self::Pairs(pairs) => {
                pairs.groups.iter_mut().flat_map(|g| &mut g.pairs).filter_map(|p| p.about.as_mut()).for_each(visit);
            }
            Self::Curves(_) => {}
            Self::Board(board) => {
                let items = board.groups.iter_mut().flat_map(|g| &mut g.items).chain(&mut board.head);
                items.filter_map(|item| item.about.as_mut()).for_each(visit);
            }
            Self::Charts(charts) => {
                charts.panels.iter_mut().flat_map(|p| &mut p.points).filter_map(|p| p.about.as_mut()).for_each(visit);
            }
            Self::Timeline(timeline) => {
                for panel in &mut timeline.panels {
                    panel.about.iter_mut().for_each(&mut *visit);
                    panel.lanes.iter_mut().filter_map(|l| l.about.as_mut()).for_each(&mut *visit);
                    panel.marks.iter_mut().filter_map(|m| m.about.as_mut()).for_each(&mut *visit);
                }
            }
        }
    }
}
