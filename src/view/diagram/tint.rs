//! The colours of parties in a diagram.

use super::Diagram;

/// A party and the colour it is drawn in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tint {
    /// The party's name.
    pub party: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}

impl Diagram {
    /// Keeps the colours of parties if there are at least two, and lists them for the legend. Otherwise removes them:
    /// one colour does not distinguish anything.
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
            Self::Network(_)
            | Self::Matrix(_)
            | Self::Duel(_)
            | Self::Charts(_)
            | Self::Pairs(_)
            | Self::Curves(_)
            | Self::Board(_) => {}
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
            Self::Network(_)
            | Self::Matrix(_)
            | Self::Duel(_)
            | Self::Charts(_)
            | Self::Pairs(_)
            | Self::Curves(_)
            | Self::Board(_) => {}
        }
    }
}
