//! A property with every value that its sources give.

use super::ids::CitationId;
use super::preference::Order;
use crate::facts::Confidence;
use crate::wikitext::Date;
use smallvec::SmallVec;

/// The citations of a value. Nearly always there are only a few.
pub type Places = SmallVec<[CitationId; 4]>;

/// A value with its citations.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// The citations, the most trusted first.
    pub citations: Places,
    /// The most trusted kind of source that gives it.
    pub confidence: Confidence,
}

/// All values of a property, the preferred one first. They are sorted by the most trusted kind of source (table,
/// infobox, result table, prose, disputed), then by the number of citations, then by the first citation in the order of
/// files and lines. Another [`Preference`](super::Preference) is applied before this order.
#[derive(Debug, Clone, PartialEq)]
pub struct Values<T>(Vec<Sourced<T>>);

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Values<T> {
    /// Returns every value, the preferred one first.
    pub fn all(&self) -> &[Sourced<T>] {
        &self.0
    }
}

impl<T: PartialEq> Values<T> {
    pub(crate) fn add(&mut self, value: T, id: CitationId, confidence: Confidence) {
        match self.0.iter_mut().find(|s| s.value == value) {
            Some(have) => {
                if !have.citations.contains(&id) {
                    have.citations.push(id);
                }
                have.confidence = have.confidence.min(confidence);
            }
            None => {
                // Most properties have one value.
                if self.0.is_empty() {
                    self.0.reserve_exact(1);
                }
                self.0.push(Sourced { value, citations: Places::from_iter([id]), confidence });
            }
        }
    }

    pub(super) fn settle(&mut self, order: Order<'_>) {
        let citations = order.citations;
        for sourced in &mut self.0 {
            sourced.citations.sort_by_key(|id| &citations[id.index()]);
        }
        let place = |s: &Sourced<T>| s.citations.first().map(|id| &citations[id.index()]);
        self.0.sort_by(|a, b| {
            let rank = |s: &Sourced<T>| {
                (order.rank(s.confidence, &s.citations), s.confidence, std::cmp::Reverse(s.citations.len()))
            };
            rank(a).cmp(&rank(b)).then_with(|| place(a).cmp(&place(b)))
        });
    }

    /// Replaces every value.
    pub(crate) fn map(&mut self, new: impl Fn(&T) -> T) {
        for sourced in &mut self.0 {
            sourced.value = new(&sourced.value);
        }
    }

    /// Returns one value without a citation.
    pub(crate) fn only(value: T, confidence: Confidence) -> Self {
        Self(vec![Sourced { value, citations: Places::new(), confidence }])
    }

    /// Adds a value with all its citations, behind the others.
    pub(crate) fn put(&mut self, value: T, citations: Vec<CitationId>, confidence: Confidence) {
        self.0.push(Sourced { value, citations: Places::from_vec(citations), confidence });
    }

    /// Returns several values without citations.
    pub(crate) fn only_all(values: Vec<T>, confidence: Confidence) -> Self {
        let sourced = |value| Sourced { value, citations: Places::new(), confidence };
        Self(values.into_iter().map(sourced).collect())
    }

    /// Removes the citations of all values.
    pub(crate) fn forget_places(&mut self) {
        self.0.iter_mut().for_each(|s| s.citations = Places::new());
    }

    /// Adds a citation to the last value if it equals `value`; otherwise adds a new value. For reading values back in
    /// order.
    pub(crate) fn restore(&mut self, value: T, id: CitationId, confidence: Confidence) {
        match self.0.last_mut() {
            Some(last) if last.value == value => last.citations.push(id),
            _ => {
                if self.0.is_empty() {
                    self.0.reserve_exact(1);
                }
                self.0.push(Sourced { value, citations: Places::from_iter([id]), confidence });
            }
        }
    }

    /// Replaces every value, and removes those for which `new` returns `None`.
    pub(crate) fn keep(&mut self, new: impl Fn(&T) -> Option<T>) {
        self.0.retain_mut(|sourced| match new(&sourced.value) {
            Some(value) => {
                sourced.value = value;
                true
            }
            None => false,
        });
    }

    /// Calls `visit` with every citation.
    pub(crate) fn places(&self, visit: &mut impl FnMut(CitationId)) {
        self.0.iter().flat_map(|s| &s.citations).for_each(|id| visit(*id));
    }

    /// Calls `visit` with a mutable reference to every citation.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.0.iter_mut().flat_map(|s| &mut s.citations).for_each(visit);
    }

    /// Returns the preferred value.
    pub fn best(&self) -> Option<&T> {
        self.0.first().map(|s| &s.value)
    }

    /// Returns the preferred value with its citations.
    pub fn first(&self) -> Option<&Sourced<T>> {
        self.0.first()
    }

    /// Returns true if no source gives a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Values<String> {
    /// Sorts ids: items of Wikidata first, then by scheme and value.
    pub(super) fn settle_ids(&mut self) {
        self.0.iter_mut().for_each(|s| s.citations.sort());
        self.0.sort_by(|a, b| {
            let other = |id: &str| !id.starts_with("wikidata:");
            (other(&a.value), &a.value).cmp(&(other(&b.value), &b.value))
        });
    }
}

impl Values<Date> {
    /// Sorts as [`Values::settle`] does, but of two equally trusted dates the more exact one comes first.
    pub(super) fn settle_dates(&mut self, order: Order<'_>) {
        self.settle(order);
        // Days sort before months, months before years, years before ranges.
        self.0.sort_by_key(|s| {
            (order.rank(s.confidence, &s.citations), s.confidence, s.value.precision().is_none(), s.value.precision())
        });
    }
}
