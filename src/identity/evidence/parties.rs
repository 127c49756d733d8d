//! Evidence from parties.

use super::Signs;
use crate::identity::judgement::Evidence;
use std::collections::BTreeSet;

/// Adds the parties: one in common speaks for one person; none in common speaks slightly against it, since people
/// change parties. Adds nothing if the parties of either are unknown.
pub(in crate::identity) fn add(signs: &mut Signs, a: &BTreeSet<u32>, b: &BTreeSet<u32>) {
    if a.is_empty() || b.is_empty() {
        return;
    }
    if a.is_disjoint(b) {
        signs.add(Evidence::Party, 0.06, || "of different parties".into());
    } else {
        signs.add(Evidence::Party, -0.03, || "of one party".into());
    }
}
