//! The citations of a row's values.

use super::properties::{At, Visit, VisitMut};
use super::property_value::PropertyValue;
use super::{Candidacy, CitationId, Contest, Party, Person, Tenure, Values};

/// Visits the citations of all values.
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

/// Removes the citations of all values.
struct Forget;

impl VisitMut for Forget {
    fn values<T: PropertyValue>(&mut self, _: At, values: &mut Values<T>) {
        values.forget_places();
    }
}

impl Contest {
    /// Calls `visit` with the citation of every value. Citations that only mention the contest are left out.
    pub(crate) fn places(&self, visit: &mut impl FnMut(CitationId)) {
        self.visit(&mut Places(visit));
        self.disputes.iter().for_each(|dispute| visit(dispute.citation));
    }

    /// Calls `visit` with a mutable reference to the citation of every value.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
        self.disputes.iter_mut().for_each(|dispute| visit(&mut dispute.citation));
    }

    /// Removes the citations of all values, and the disputes.
    pub(crate) fn forget_places(&mut self) {
        self.visit_mut(&mut Forget);
        self.disputes.clear();
    }
}

impl Candidacy {
    /// Calls `visit` with the citation of every value. Citations that only name the person are left out.
    pub(crate) fn places(&self, visit: &mut impl FnMut(CitationId)) {
        self.visit(&mut Places(visit));
        self.incumbent.iter().chain(&self.stood).for_each(|id| visit(*id));
        self.numbers.iter().for_each(|(_, id)| visit(*id));
    }

    /// Calls `visit` with a mutable reference to the citation of every value.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
        self.incumbent.iter_mut().chain(&mut self.stood).for_each(&mut *visit);
        self.numbers.iter_mut().for_each(|(_, id)| visit(id));
    }

    /// Removes the citations of all values, and whatever consists of citations only.
    pub(crate) fn forget_places(&mut self) {
        self.visit_mut(&mut Forget);
        self.numbers.clear();
        self.stood.clear();
        self.incumbent.clear();
    }
}

impl Tenure {
    /// Calls `visit` with a mutable reference to every citation of the tenure and its values.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
        self.citations.iter_mut().for_each(visit);
    }

    /// Removes the citations of the tenure and its values.
    pub(crate) fn forget_places(&mut self) {
        self.visit_mut(&mut Forget);
        self.citations.clear();
    }
}

impl Person {
    /// Calls `visit` with a mutable reference to the citation of every value.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
    }
}

impl Party {
    /// Calls `visit` with a mutable reference to the citation of every value.
    pub(crate) fn places_mut(&mut self, visit: &mut impl FnMut(&mut CitationId)) {
        self.visit_mut(&mut Places(visit));
    }
}
