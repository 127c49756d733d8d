//! Evidence from pages of a wiki: a title belongs to one page only, and two titles are two pages.

use crate::identity::judgement::Evidence;
use std::collections::BTreeSet;

/// Rules out that two names are one person if both are titles of pages, and the titles differ.
pub(in crate::identity) fn two_pages(a: Option<&str>, b: Option<&str>) -> Option<(Evidence, String)> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Some((Evidence::OtherPage, format!("'{a}' and '{b}' are titles of two pages"))),
        _ => None,
    }
}

/// Returns evidence for one person if an article names both without telling them apart.
pub(in crate::identity) fn one_article(a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> Option<(Evidence, &'static str)> {
    (!a.is_disjoint(b)).then_some((Evidence::OneArticle, "one article names both and does not tell them apart"))
}
