//! A page of a wiki: its markup read by the rules of [`super::rules::templates`].

use super::record::PageRecord;
use super::rules::templates::{ALL, WikiPage};
use crate::wikitext::Markup;

/// What the templates of a page say. Linear in the page but for the sorting of its markup's nodes.
pub fn read(title: &str, text: &str) -> PageRecord {
    read_markup(title, &Markup::scan(text))
}

/// The same of a page whose markup was read.
pub fn read_markup(title: &str, markup: &Markup<'_>) -> PageRecord {
    let page = WikiPage::new(title, markup);
    let mut record = PageRecord { title: title.to_string(), ..PageRecord::default() };
    if page.found.is_empty() {
        return record;
    }
    for rule in ALL {
        (rule.run)(&page, &mut record);
    }
    record
}
