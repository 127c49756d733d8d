//! The places that a row's values stand in.

use super::{Candidacy, CitationId, Contest};

macro_rules! places {
    ($values:ident, $one:ident, ($($mutable:tt)*), $iter:ident, $id:ty) => {
        impl Contest {
            /// Visits the place of every value; those that only mention the contest are not among them.
            pub(crate) fn $values(&$($mutable)* self, visit: &mut impl FnMut($id)) {
                self.dates.$values(visit);
                self.selectorate.$values(visit);
                self.electorate.$values(visit);
                self.ballots.$values(visit);
                self.total.$values(visit);
                self.turnout.$values(visit);
                self.threshold.$values(visit);
                self.status.$values(visit);
                self.previous.$values(visit);
                self.next.$values(visit);
                self.before.$values(visit);
                self.after.$values(visit);
                self.notes.$values(visit);
                for dispute in self.disputes.$iter() {
                    visit($one!(dispute.citation));
                }
                for round in self.rounds.$iter() {
                    round.dates.$values(visit);
                    round.label.$values(visit);
                    round.selectorate.$values(visit);
                    round.electorate.$values(visit);
                    round.cast.$values(visit);
                    round.valid.$values(visit);
                    round.turnout.$values(visit);
                    round.shares_of.$values(visit);
                    round.options.$values(visit);
                    round.notes.$values(visit);
                }
            }
        }

        impl Candidacy {
            /// Visits the place of every value; those that only name the person are not among them.
            pub(crate) fn $values(&$($mutable)* self, visit: &mut impl FnMut($id)) {
                for (_, result) in self.rounds.0.$iter() {
                    result.votes.$values(visit);
                    result.shares.$values(visit);
                }
                self.outcome.$values(visit);
                self.roles.$values(visit);
                self.party.$values(visit);
                for id in self.incumbent.$iter() {
                    visit($one!(*id));
                }
                for id in self.stood.$iter() {
                    visit($one!(*id));
                }
                for (_, id) in self.numbers.$iter() {
                    visit($one!(*id));
                }
            }
        }
    };
}

macro_rules! copied {
    ($place:expr) => {
        $place
    };
}

macro_rules! borrowed {
    ($place:expr) => {
        &mut $place
    };
}

places!(places, copied, (), iter, CitationId);
places!(places_mut, borrowed, (mut), iter_mut, &mut CitationId);

impl Contest {
    /// Forgets where its values stand.
    pub(super) fn forget_places(&mut self) {
        self.dates.forget_places();
        self.selectorate.forget_places();
        self.electorate.forget_places();
        self.ballots.forget_places();
        self.total.forget_places();
        self.turnout.forget_places();
        self.threshold.forget_places();
        self.status.forget_places();
        self.previous.forget_places();
        self.next.forget_places();
        self.before.forget_places();
        self.after.forget_places();
        self.notes.forget_places();
        self.disputes.clear();
        for round in &mut self.rounds {
            round.dates.forget_places();
            round.label.forget_places();
            round.selectorate.forget_places();
            round.electorate.forget_places();
            round.cast.forget_places();
            round.valid.forget_places();
            round.turnout.forget_places();
            round.shares_of.forget_places();
            round.options.forget_places();
            round.notes.forget_places();
        }
    }
}

impl Candidacy {
    /// Forgets where its values stand.
    pub(super) fn forget_places(&mut self) {
        for result in self.rounds.values_mut() {
            result.votes.forget_places();
            result.shares.forget_places();
        }
        self.outcome.forget_places();
        self.roles.forget_places();
        self.party.forget_places();
        self.numbers.clear();
        self.stood.clear();
        self.incumbent.clear();
    }
}
