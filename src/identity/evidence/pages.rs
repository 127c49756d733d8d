//! Pages of a wiki: a title is one page's only, and two titles are two pages.

use crate::identity::judgement::Evidence;
use std::collections::BTreeSet;

/// What forbids that two names are one person: both are titles of pages, and not of one.
pub(in crate::identity) fn two_pages(a: Option<&str>, b: Option<&str>) -> Option<(Evidence, String)> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Some((Evidence::OtherPage, format!("'{a}' and '{b}' are titles of two pages"))),
        _ => None,
    }
}

/// What it says that one article names somebody in two series and does not tell the two apart.
pub(in crate::identity) fn one_article(a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> Option<(Evidence, &'static str)> {
    (!a.is_disjoint(b)).then_some((Evidence::OneArticle, "one article names both and does not tell them apart"))
}
