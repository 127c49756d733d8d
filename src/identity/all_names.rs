//! The names of all series, each parsed once.

use super::mentions::Series;
use super::names::{Census, Name};
use crate::facts::tagged;
use crate::wikitext::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Every name once, parsed, and how common names are among them.
pub(super) struct AllNames<'a> {
    pub(super) names: HashMap<&'a str, Name>,
    pub(super) census: Census,
}

impl<'a> AllNames<'a> {
    pub(super) fn of(series: &'a Series) -> Self {
        let mut names: HashMap<&str, Name> = HashMap::new();
        let mut census = Census::default();
        let mut folded: BTreeSet<String> = BTreeSet::new();
        for name in series.values().flat_map(BTreeMap::keys) {
            if names.contains_key(name.as_str()) {
                continue;
            }
            let read = Name::read(tagged::plain(name));
            if folded.insert(fold(tagged::plain(name))) {
                census.count(&read);
            }
            names.insert(name, read);
        }
        Self { names, census }
    }
}
