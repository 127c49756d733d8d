//! When each was active.

use super::Sign;
use crate::identity::judgement::Evidence;
use crate::identity::matching::{doubt, gap};

/// Careers that lie further apart than this many years are not one person's.
pub(in crate::identity) const YEARS_APART: i32 = 60;

/// What the years between say. `None` where one is not known.
pub(in crate::identity) fn sign(a: Option<(i32, i32)>, b: Option<(i32, i32)>, namesakes: f32) -> Option<Sign> {
    let (a, b) = (a?, b?);
    let gap = gap(Some(a), Some(b));
    let weight = if gap > YEARS_APART { 2.0 } else { doubt(gap, namesakes) - doubt(0, namesakes) };
    let words = match gap {
        _ if gap > YEARS_APART => format!("their years lie {gap} apart, more than a career's {YEARS_APART}"),
        11.. => format!("{gap} years lie between {} and {}", a.1.min(b.1), a.0.max(b.0)),
        _ => "their years are compatible".into(),
    };
    Some(Sign::new(Evidence::Years, weight, words))
}
