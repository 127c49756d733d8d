//! The places that a row's values stand in.

use super::properties::{At, Visit, VisitMut};
use super::property_value::PropertyValue;
use super::{Candidacy, CitationId, Contest, Party, Tenure, Values};

/// Visits the places of all values.
struct Places<'f, F>(&'f mut F);

impl<F: FnMut(CitationId)> Visit for Places<'_, F> {
    fn values<T: PropertyValue>(&mut self, _: At, values: &Values<T>) {
        values.places(self.0);
    }
}

impl<F: FnMut(&mut CitationId)> VisitMut for Places<'_, F> {
    fn values<T: PropertyValue>(&mut self, _: At, values: &mut Values<T>) {
        values.places_mut(self.0);
    }
}

/// Forgets the places of all values.
struct Forget;

impl VisitMut for Forget {
    fn values<T: PropertyValue>(&mut self, _: At, values: &mut Values<T>) {
        values.forget_places();
    }
}

impl Contest {
    /// Visits the place of every value; those that only mention the contest are not among them.
    pub(crate) fn places(&self, visit: &mut impl FnMut(CitationId)) {
        self.visit(&mut Places(visit));
        self.disputes.iter().for_each(|dispute| visit(dispute.citation));
    }

    /// The same, to change it.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
        self.disputes.iter_mut().for_each(|dispute| visit(&mut dispute.citation));
    }

    /// Forgets where its values stand.
    pub(crate) fn forget_places(&mut self) {
        self.visit_mut(&mut Forget);
        self.disputes.clear();
    }
}

impl Candidacy {
    /// Visits the place of every value; those that only name the person are not among them.
    pub(crate) fn places(&self, visit: &mut impl FnMut(CitationId)) {
        self.visit(&mut Places(visit));
        self.incumbent.iter().chain(&self.stood).for_each(|id| visit(*id));
        self.numbers.iter().for_each(|(_, id)| visit(*id));
    }

    /// The same, to change it.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
        self.incumbent.iter_mut().chain(&mut self.stood).for_each(&mut *visit);
        self.numbers.iter_mut().for_each(|(_, id)| visit(id));
    }

    /// Forgets where its values stand.
    pub(crate) fn forget_places(&mut self) {
        self.visit_mut(&mut Forget);
        self.numbers.clear();
        self.stood.clear();
        self.incumbent.clear();
    }
}

impl Tenure {
    /// Visits every place that states anything of it, to change it.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
        self.citations.iter_mut().for_each(visit);
    }

    /// Forgets where it is stated.
    pub(crate) fn forget_places(&mut self) {
        self.visit_mut(&mut Forget);
        self.citations.clear();
    }
}

impl Party {
    /// Visits the place of every value, to change it.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
    }
}
