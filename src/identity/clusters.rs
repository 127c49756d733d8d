//! People while they are joined: each a display name and the names that mean it, series by series.

use super::mentions::{Mention, Series};
use super::{Identity, Overrides};
use crate::facts::Facts;
use crate::wikitext::fold;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeSet, HashMap};

/// The names that were joined to one person, each as series and name.
pub(super) type Members = Vec<(String, String)>;

/// Merges every group of clusters into one; the name of the first stays.
pub(super) fn merge(groups: &UnionFind<usize>, clusters: &mut Vec<(Identity, Members)>) {
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (index, (identity, members)) in std::mem::take(clusters).into_iter().enumerate() {
        let at = *place.entry(groups.find(index)).or_insert(clusters.len());
        match clusters.get_mut(at) {
            Some((whole, keys)) => {
                whole.spellings.extend(identity.spellings);
                keys.extend(members);
            }
            None => clusters.push((identity, members)),
        }
    }
    clusters.iter_mut().for_each(|(identity, _)| sort_spellings(identity));
}

/// Sorts the spellings and removes duplicates.
pub(super) fn sort_spellings(identity: &mut Identity) {
    identity.spellings.sort();
    identity.spellings.dedup();
}

/// Returns the names that the override file tells apart from themselves: people of one name in different offices.
pub(super) fn apart_from_itself(overrides: &Overrides) -> BTreeSet<String> {
    overrides.different.iter().filter(|[a, b]| fold(a) == fold(b)).map(|[a, _]| fold(a)).collect()
}

/// What is known of a cluster in all its series.
#[derive(Default)]
pub(super) struct Known {
    pub years: Option<(i32, i32)>,
    /// The days of contests, as `yyyymmdd`.
    pub days: BTreeSet<i32>,
    pub parties: BTreeSet<u32>,
    pub pages: BTreeSet<u32>,
    /// True if one of the names is the title of a page.
    pub page: bool,
}

impl Known {
    pub(super) fn of(members: &Members, series: &Series, facts: &Facts) -> Self {
        let mut known =
            Self { years: None, days: BTreeSet::new(), parties: BTreeSet::new(), pages: BTreeSet::new(), page: false };
        for (key, name) in members {
            let mention = series.get(key).and_then(|names| names.get(name));
            let Some(Mention { years, days, parties, pages, .. }) = mention else { continue };
            known.days.extend(days);
            known.parties.extend(parties);
            known.pages.extend(pages);
            known.page |= facts.is_of_one_person(name);
            known.add_years(*years);
        }
        known
    }

    fn add_years(&mut self, years: Option<(i32, i32)>) {
        self.years = match (self.years, years) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    /// Adds what is known of another one who is the same person.
    pub(super) fn absorb(&mut self, other: Self) {
        self.add_years(other.years);
        self.days.extend(other.days);
        self.parties.extend(other.parties);
        self.pages.extend(other.pages);
        self.page |= other.page;
    }
}

/// Returns a day that is in both sets, in words: the year alone if no day is known.
pub(super) fn same_day(a: &BTreeSet<i32>, b: &BTreeSet<i32>) -> Option<String> {
    let day = *a.intersection(b).next()?;
    let (year, month, day) = (day / 10_000, day / 100 % 100, day % 100);
    Some(if month == 0 { year.to_string() } else { format!("{year}-{month:02}-{day:02}") })
}
