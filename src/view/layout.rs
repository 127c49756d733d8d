//! Chooses the layout of each kind of diagram.

use super::diagram::Diagram;
use super::page::{Page, is_narrow};
use super::svg::Drawing;
use super::{board, charts, curves, duel, layered, matrix, network, pairs, spine, timeline};

impl Diagram {
    /// Lays out the diagram with Hustings' own layouts.
    pub fn lay_out(&self, page: Page) -> Drawing {
        let narrow = page.width.is_some_and(is_narrow);
        match self {
            Self::Spine(spine) => spine::layout(spine, page),
            // On a phone, a diagram with two dimensions becomes a list.
            Self::Network(network) if narrow && network.has_looks() => board::layout(&network.into(), page),
            Self::Network(network) if narrow => pairs::layout(&network.into(), page),
            Self::Matrix(matrix) if narrow => pairs::layout(&matrix.into(), page),
            Self::Network(network) => network::layout(network, page),
            Self::Matrix(matrix) => matrix::layout(matrix, page),
            Self::Layered(layered) => layered::layout(layered, page),
            Self::Timeline(timeline) => timeline::layout(timeline, page),
            Self::Duel(duel) => duel::layout(duel, page),
            Self::Charts(charts) => charts::layout(charts, page),
            Self::Pairs(pairs) => pairs::layout(pairs, page),
            Self::Curves(curves) => curves::layout(curves, page),
            Self::Board(board) => board::layout(board, page),
        }
    }
}
