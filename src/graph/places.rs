//! The places that a row's values stand in.

use super::{Candidacy, CitationId, Contest};

macro_rules! places {
    ($values:ident, $one:ident, ($($mutable:tt)*), $iter:ident, $id:ty) => {
        impl Contest {
            /// Visits the place of every value; those that only mention the contest are not among them.
            pub(super) fn $values(&$($mutable)* self, visit: &mut impl FnMut($id)) {
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
            pub(super) fn $values(&$($mutable)* self, visit: &mut impl FnMut($id)) {
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
