//! Evidence from the years in which each was active.

use super::Signs;
use crate::identity::judgement::Evidence;
use crate::identity::matching::{doubt, gap};

/// Careers more than this many years apart are not one person's.
pub(in crate::identity) const YEARS_APART: i32 = 60;

/// Adds the gap between the years, if both are known.
pub(in crate::identity) fn add(signs: &mut Signs, a: Option<(i32, i32)>, b: Option<(i32, i32)>, namesakes: f32) {
    let (Some(a), Some(b)) = (a, b) else { return };
    let gap = gap(Some(a), Some(b));
    let weight = if gap > YEARS_APART { 2.0 } else { doubt(gap, namesakes) - doubt(0, namesakes) };
    signs.add(Evidence::Years, weight, || match gap {
        _ if gap > YEARS_APART => {
            format!("their years are {gap} years apart; no career pauses for more than {YEARS_APART}")
        }
        11.. => format!("there are {gap} years between {} and {}", a.1.min(b.1), a.0.max(b.0)),
        _ => "their years are compatible".into(),
    });
}
