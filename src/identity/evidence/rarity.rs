//! How common the names are.

use super::Sign;
use crate::identity::judgement::Evidence;

/// What the number of namesakes to be expected by chance says.
pub(in crate::identity) fn sign(namesakes: f32) -> Sign {
    let weight = crate::identity::matching::doubt(0, namesakes);
    let words = match weight {
        w if w <= 0.0 => "a rare name".to_string(),
        _ => format!("about {namesakes:.2} namesakes are to be expected"),
    };
    Sign::new(Evidence::Rarity, weight, if weight > 0.05 { words } else { String::new() })
}
