//! The parties of each.

use super::Sign;
use crate::identity::judgement::Evidence;
use std::collections::BTreeSet;

/// What the parties say: one in common speaks for one person; none in common speaks a little against it, since people change
/// parties.
pub(in crate::identity) fn sign(a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> Option<Sign> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    Some(if a.is_disjoint(b) {
        Sign::new(Evidence::Party, 0.06, "of different parties")
    } else {
        Sign::new(Evidence::Party, -0.03, "of one party")
    })
}
