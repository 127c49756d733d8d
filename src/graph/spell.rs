//! A tenure while it is put together from what tables, contests and other sources state.

use super::ids::{OfficeId, PersonId};
use super::model::Tenure;
use crate::facts::Began;
use crate::wikitext::{Date, DateOrder};
use petgraph::algo::toposort;
use petgraph::graphmap::DiGraphMap;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A tenure under construction.
pub(super) struct Spell {
    pub(super) row: Tenure,
    /// A date by which the spell had begun. It orders the spell if the start is not known.
    pub(super) anchor: Option<Date>,
    /// True if a curated table states it.
    pub(super) from_table: bool,
    /// True if a table gives its start, but neither an end nor how it ended.
    pub(super) open_ended: bool,
    /// The start, if it is only inferred from the date of the contest.
    pub(super) inferred: Option<Date>,
    /// Whether it directly follows the spell before; `None` if no table says so.
    pub(super) told: Option<bool>,
    /// Its position in such a table, which keeps the order of spells without dates; otherwise 0.
    pub(super) listed: usize,
    /// Its position among the spells without any date that stated successions chain; otherwise 0.
    pub(super) chained: usize,
}

impl Spell {
    /// Returns true if another table, or another row that says no more, states the same spell: the beginnings fit, and
    /// so do the ends unless the two are of different sources, which may disagree.
    pub(super) fn is_also(&self, other: &Self, elsewhere: bool) -> bool {
        let fits = |a: Option<&Date>, b: Option<&Date>| match (a, b) {
            (Some(a), Some(b)) => Some(a.compatible(*b)),
            _ => None,
        };
        // Within one source, two spells of one year are two rows; only days prove a row to be said twice.
        let by_day = |spell: &Self| spell.row.from.best().is_some_and(|from| from.the_day().is_some());
        if !(elsewhere || by_day(self) && by_day(other)) {
            return false;
        }
        let (from, to) =
            (fits(self.row.from.best(), other.row.from.best()), fits(self.row.to.best(), other.row.to.best()));
        match (from, to) {
            (Some(true), Some(true)) => true,
            (Some(true), None) => elsewhere,
            (Some(true), Some(false)) => {
                // Two short spells in one year begin alike if only years are known.
                elsewhere && by_day(self) && by_day(other)
            }
            (None, Some(true)) => elsewhere && self.row.from.is_empty() && other.row.from.is_empty(),
            _ => false,
        }
    }

    /// Adds what another table states of the same spell.
    pub(super) fn take(&mut self, other: Self) {
        for (own, others) in [(&mut self.row.from, &other.row.from), (&mut self.row.to, &other.row.to)] {
            for sourced in others.all() {
                sourced.citations.iter().for_each(|id| own.add(sourced.value, *id, sourced.confidence));
            }
        }
        for sourced in other.row.office_ids.all() {
            sourced
                .citations
                .iter()
                .for_each(|id| self.row.office_ids.add(sourced.value.clone(), *id, sourced.confidence));
        }
        self.row.began = self.row.began.or(other.row.began);
        self.row.ended = self.row.ended.or(other.row.ended);
        self.row.contest = self.row.contest.or(other.row.contest);
        self.row.party = self.row.party.or(other.row.party);
        self.row
            .notes
            .extend(other.row.notes.into_iter().filter(|note| !self.row.notes.contains(note)).collect::<Vec<_>>());
        self.row.citations.extend(other.row.citations);
        self.anchor = self.anchor.or(other.anchor);
        self.open_ended &= other.open_ended;
        self.told = self.told.or(other.told);
        self.row.follows |= other.row.follows;
    }

    /// Returns true if the spell is known from its first to its last day, and one from `from` to `to` began when it had
    /// ended, or had ended when it began: two spells, however near.
    pub(super) fn is_apart(&self, from: Date, to: Date) -> bool {
        let (Some(start), Some(end)) = (self.row.from.best(), self.row.to.best()) else { return false };
        let passed = |a: Date, b: Date| a.order(b) == DateOrder::Earlier || a == b;
        start.order(*end) == DateOrder::Earlier && (passed(*end, from) || passed(to, *start))
    }

    pub(super) fn new(office: OfficeId, person: PersonId) -> Self {
        let row = Tenure::bare(office, person);
        Self {
            row,
            anchor: None,
            from_table: false,
            open_ended: false,
            inferred: None,
            told: None,
            listed: 0,
            chained: 0,
        }
    }

    pub(super) fn start(&self) -> Option<Date> {
        self.row.from.best().copied().or(self.anchor)
    }

    /// Compares two spells by their start. If only one of two equal starts is an anchor, that spell comes first.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let key = |s: &Self| {
            (
                s.start().map(|d| d.sort_key()),
                s.row.from.best().is_some(),
                s.chained,
                s.row.to.best().map(|d| d.sort_key()),
                s.listed,
                s.row.person,
            )
        };
        key(self).cmp(&key(other))
    }

    /// Returns true if nothing says when it was. Who came next in a table is then not known either.
    pub(super) fn is_undated(&self) -> bool {
        self.start().is_none() && self.row.to.is_empty()
    }

    pub(super) fn is_provisional(&self) -> bool {
        self.row.began.is_some_and(Began::is_provisional)
    }
}

/// Puts the spells without any date in the order of the successions stated between their people, earliest first. People
/// with several such spells are left where they are, and so are all if the successions go round in a circle.
/// O(s log s) for the spells and successions.
pub(super) fn chain_undated(spells: &mut [Spell], handed: &[(PersonId, PersonId)]) {
    let mut undated: BTreeMap<PersonId, usize> = BTreeMap::new();
    for spell in spells.iter().filter(|spell| spell.start().is_none()) {
        *undated.entry(spell.row.person).or_default() += 1;
    }
    let once = |person: &PersonId| undated.get(person) == Some(&1);
    let chain: DiGraphMap<PersonId, ()> =
        handed.iter().filter(|(from, to)| once(from) && once(to)).map(|(from, to)| (*from, *to, ())).collect();
    let Ok(order) = toposort(&chain, None) else { return };
    let places: BTreeMap<PersonId, usize> = order.into_iter().zip(1..).collect();
    for spell in spells.iter_mut().filter(|spell| spell.start().is_none()) {
        spell.chained = places.get(&spell.row.person).copied().unwrap_or_default();
    }
}

/// Returns the years between two dates, in either direction.
pub(super) fn years_apart(a: Date, b: Date) -> i32 {
    let year = |d: Date| d.first_year().or(d.last_year()).unwrap_or(0);
    (year(a) - year(b)).abs()
}

/// Returns the days from one date to another, each taken at the middle of what it may mean.
pub(super) fn days_between(from: Date, to: Date) -> f64 {
    from.middle().zip(to.middle()).map_or(f64::INFINITY, |(from, to)| to - from)
}
