//! Evidence from how common the names are.

use super::Signs;
use crate::identity::judgement::Evidence;

/// Adds the number of namesakes expected by chance.
pub(in crate::identity) fn add(signs: &mut Signs, namesakes: f32) {
    let weight = crate::identity::matching::doubt(0, namesakes);
    signs.add(Evidence::Rarity, weight, || match weight {
        w if w > 0.05 => format!("about {namesakes:.2} other people of this name are expected by chance"),
        _ => String::new(),
    });
}
