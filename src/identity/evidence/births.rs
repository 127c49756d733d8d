//! Evidence from births: people who were born in different years are asked about.

use crate::identity::judgement::Evidence;
use std::collections::BTreeSet;

/// Sources differ by a year where they count back from an age.
const COUNTED_BACK: u32 = 1;

/// Speaks against two people being one if no year of birth of the one is near one of the other. Sources err, so it is no
/// proof.
pub(in crate::identity) fn clash(a: &BTreeSet<i32>, b: &BTreeSet<i32>) -> Option<(Evidence, String)> {
    let near = a.iter().any(|one| b.iter().any(|other| one.abs_diff(*other) <= COUNTED_BACK));
    let (one, other) = (a.first()?, b.first()?);
    (!near).then(|| (Evidence::Born, format!("one was born in {one}, the other in {other}")))
}
