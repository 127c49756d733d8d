//! The single list of properties: what sources give of a contest, a round, a candidacy, a tenure and a party.
//!
//! Code that treats all properties alike (sorting, writing, reading and exporting values, removing citations) visits
//! them with [`Visit`] or [`VisitMut`]. What depends on the type of a value is in [`PropertyValue`]. A new property
//! needs a field of the model, a line in a list here, and a variant for what a source may state of it.

use super::ids::CitationId;
use super::model::{Candidacy, Contest, Party, Person, Round, RoundResult, Tenure};
use super::property_value::PropertyValue;
use super::values::Values;
use crate::facts::{Confidence, ContestSays};

macro_rules! properties {
    ($($name:ident = $label:literal),+ $(,)?) => {
        /// A property of a contest, a round, a candidacy, a tenure, a person or a party.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Property { $($name),+ }

        impl Property {
            /// Each property with its name. The position is its number in a graph file, so new ones are added at the
            /// end.
            pub(crate) const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $label)),+];
        }
    };
}

properties! {
    Mentioned = "mentioned",
    Date = "date",
    Selectorate = "selectorate",
    Electorate = "electorate",
    Ballots = "ballots",
    Total = "total",
    Turnout = "turnout",
    Threshold = "threshold",
    Status = "status",
    Previous = "previous",
    Next = "next",
    Before = "before",
    After = "after",
    Note = "note",
    Dispute = "dispute",
    Label = "label",
    Valid = "valid",
    SharesOf = "shares of",
    Option = "option",
    Stood = "stood",
    Named = "named",
    Votes = "votes",
    Share = "share",
    Outcome = "outcome",
    Incumbent = "incumbent",
    Role = "role",
    Party = "party",
    Number = "number",
    From = "from",
    To = "to",
    Held = "held",
    Colour = "colour",
    Born = "born",
    Died = "died",
    Id = "id",
    Other = "other",
    Tied = "tied",
    Majority = "majority",
    Invalid = "invalid",
    OfficeId = "office id",
}

impl Property {
    /// Returns its name in a graph file.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// The property and the round that some values belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    /// The property.
    pub(crate) property: Property,
    /// Its key in JSON.
    pub(crate) key: &'static str,
    /// The round, for a property of a round.
    pub(crate) round: Option<usize>,
}

/// A visitor of every property of a row.
pub(crate) trait Visit {
    /// Visits the values of one property.
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>);
}

/// A visitor that changes the properties of a row.
pub(crate) trait VisitMut {
    /// Visits the values of one property.
    fn values<T: PropertyValue>(&mut self, at: At, values: &mut Values<T>);
}

/// Lists the properties of a row: each with its field, and with its key in JSON if that differs from the field.
macro_rules! lists {
    ($row:ty, $visit:ident, $visit_mut:ident: $($property:ident = $field:ident $(as $key:literal)?),+ $(,)?) => {
        impl $row {
            fn $visit(&self, round: Option<usize>, visitor: &mut impl Visit) {
                $(visitor.values(lists!(@at $property, round, $field $(, $key)?), &self.$field);)+
            }

            fn $visit_mut(&mut self, round: Option<usize>, visitor: &mut impl VisitMut) {
                $(visitor.values(lists!(@at $property, round, $field $(, $key)?), &mut self.$field);)+
            }
        }
    };
    (@at $property:ident, $round:ident, $field:ident) => {
        At { property: Property::$property, key: stringify!($field), round: $round }
    };
    (@at $property:ident, $round:ident, $field:ident, $key:literal) => {
        At { property: Property::$property, key: $key, round: $round }
    };
}

lists!(Contest, own, own_mut:
    Date = dates,
    Status = status,
    Selectorate = selectorate,
    Electorate = electorate,
    Ballots = ballots,
    Total = total,
    Turnout = turnout,
    Threshold = threshold,
    Majority = majority,
    Invalid = invalid,
    Previous = previous,
    Next = next,
    Before = before,
    After = after,
    Note = notes,
);

lists!(Round, own, own_mut:
    Date = dates,
    Label = label,
    Selectorate = selectorate,
    Electorate = electorate,
    Ballots = cast,
    Valid = valid,
    Turnout = turnout,
    SharesOf = shares_of,
    Option = options,
    Note = notes,
);

// The outcome comes first, then the results by round, then the rest: JSON numbers the citations in this order.
lists!(Candidacy, ending, ending_mut: Outcome = outcome);
lists!(Candidacy, own, own_mut: Role = roles, Party = party, Other = others);
lists!(RoundResult, own, own_mut: Votes = votes, Share = shares as "share");
lists!(Tenure, own, own_mut: From = from, To = to, OfficeId = office_ids);
lists!(Person, own, own_mut: Id = ids, Born = born, Died = died);
lists!(Party, own, own_mut: Colour = colour);

impl Contest {
    /// Visits the properties of the contest, then those of its rounds.
    pub(crate) fn visit(&self, visitor: &mut impl Visit) {
        self.own(None, visitor);
        self.rounds.iter().for_each(|round| round.visit(visitor));
    }

    /// Visits the contest's own properties, without those of its rounds.
    pub(crate) fn visit_own(&self, visitor: &mut impl Visit) {
        self.own(None, visitor);
    }

    /// Visits the contest's own properties mutably.
    pub(crate) fn visit_own_mut(&mut self, visitor: &mut impl VisitMut) {
        self.own_mut(None, visitor);
    }

    /// Visits all properties mutably, as [`Contest::visit`] does.
    pub(crate) fn visit_mut(&mut self, visitor: &mut impl VisitMut) {
        self.own_mut(None, visitor);
        self.rounds.iter_mut().for_each(|round| round.visit_mut(visitor));
    }

    /// Adds a statement about one of the contest's own properties. Statements that name another row are ignored.
    pub(super) fn add(&mut self, says: &ContestSays, id: CitationId, confidence: Confidence) {
        match says {
            ContestSays::Date(date) => self.dates.add(*date, id, confidence),
            ContestSays::Status(status) => self.status.add(*status, id, confidence),
            ContestSays::Selectorate(word, _) => self.selectorate.add(*word, id, confidence),
            ContestSays::Electorate(number) => self.electorate.add(*number, id, confidence),
            ContestSays::Ballots(number) => self.ballots.add(*number, id, confidence),
            ContestSays::Total(number) => self.total.add(*number, id, confidence),
            ContestSays::Turnout(share) => self.turnout.add(*share, id, confidence),
            ContestSays::Threshold(share) => self.threshold.add(*share, id, confidence),
            ContestSays::Majority(votes) => self.majority.add(*votes, id, confidence),
            ContestSays::Invalid(ballots) => self.invalid.add(*ballots, id, confidence),
            ContestSays::Note(note) => self.notes.add(note.clone(), id, confidence),
            // These name rows, are about a round or are kept elsewhere. There is no `_`, so that a new statement is not
            // forgotten.
            ContestSays::Documented
            | ContestSays::Mentioned
            | ContestSays::Office(_)
            | ContestSays::Party(_)
            | ContestSays::Country(_)
            | ContestSays::Kind(_)
            | ContestSays::Previous(_)
            | ContestSays::Next(_)
            | ContestSays::Before(_)
            | ContestSays::After(_)
            | ContestSays::Dispute(_)
            | ContestSays::Round(..) => {}
        }
    }
}

impl Round {
    /// Visits the properties.
    pub(crate) fn visit(&self, visitor: &mut impl Visit) {
        self.own(Some(self.number), visitor);
    }

    /// Visits the properties mutably.
    pub(crate) fn visit_mut(&mut self, visitor: &mut impl VisitMut) {
        self.own_mut(Some(self.number), visitor);
    }
}

impl Candidacy {
    /// Visits the properties: the outcome, the results by round, then the rest.
    pub(crate) fn visit(&self, visitor: &mut impl Visit) {
        self.ending(None, visitor);
        self.rounds.iter().for_each(|(number, result)| result.own(Some(number), visitor));
        self.own(None, visitor);
    }

    /// Visits the properties mutably, in the same order.
    pub(crate) fn visit_mut(&mut self, visitor: &mut impl VisitMut) {
        self.ending_mut(None, visitor);
        self.rounds.0.iter_mut().for_each(|(number, result)| result.own_mut(Some(*number), visitor));
        self.own_mut(None, visitor);
    }
}

impl Candidacy {
    /// Visits the candidacy's own properties mutably, without the results by round.
    pub(crate) fn visit_own_mut(&mut self, visitor: &mut impl VisitMut) {
        self.ending_mut(None, visitor);
        self.own_mut(None, visitor);
    }
}

impl RoundResult {
    /// Visits the properties of a round's result mutably.
    pub(crate) fn visit_mut(&mut self, round: usize, visitor: &mut impl VisitMut) {
        self.own_mut(Some(round), visitor);
    }

    /// Visits the properties of a round's result.
    pub(crate) fn visit(&self, round: usize, visitor: &mut impl Visit) {
        self.own(Some(round), visitor);
    }
}

impl Tenure {
    /// Visits the properties.
    pub(crate) fn visit(&self, visitor: &mut impl Visit) {
        self.own(None, visitor);
    }

    /// Visits the properties mutably.
    pub(crate) fn visit_mut(&mut self, visitor: &mut impl VisitMut) {
        self.own_mut(None, visitor);
    }
}

impl Person {
    /// Visits the properties.
    pub(crate) fn visit(&self, visitor: &mut impl Visit) {
        self.own(None, visitor);
    }

    /// Visits the properties mutably.
    pub(crate) fn visit_mut(&mut self, visitor: &mut impl VisitMut) {
        self.own_mut(None, visitor);
    }
}

impl Party {
    /// Visits the properties.
    pub(crate) fn visit(&self, visitor: &mut impl Visit) {
        self.own(None, visitor);
    }

    /// Visits the properties mutably.
    pub(crate) fn visit_mut(&mut self, visitor: &mut impl VisitMut) {
        self.own_mut(None, visitor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Kind;
    use crate::graph::{CandidacyId, ContestId, OfficeId, PersonId};
    use serde_json::Value;
    use std::collections::BTreeSet;

    struct Keys(BTreeSet<String>);

    impl Visit for Keys {
        fn values<T: PropertyValue>(&mut self, at: At, _: &Values<T>) {
            assert!(self.0.insert(at.key.to_string()), "{} is listed twice", at.key);
        }
    }

    fn keys(visit: impl FnOnce(&mut Keys)) -> BTreeSet<String> {
        let mut keys = Keys(BTreeSet::new());
        visit(&mut keys);
        keys.0
    }

    /// Returns the members of an object of the JSON Schema that are lists of values with their citations.
    fn in_schema(of: &[&str]) -> BTreeSet<String> {
        let schema: Value = serde_json::from_str(include_str!("../../data/schema/graph.schema.json")).unwrap();
        let object = of.iter().fold(&schema["$defs"], |object, key| &object[*key]);
        let members = object["properties"].as_object().unwrap().iter();
        let listed = members.filter(|(_, member)| {
            member.to_string().contains("/sourced") && member["items"].get("properties").is_none()
        });
        listed.map(|(key, _)| key.clone()).collect()
    }

    #[test]
    fn the_json_schema_has_every_property_and_no_other() {
        let contest = Contest::bare(ContestId::new(0), "", Kind::Other);
        assert_eq!(keys(|v| contest.visit(v)), in_schema(&["contest"]));
        assert_eq!(keys(|v| Round::default().visit(v)), in_schema(&["round"]));
        let candidacy = crate::graph::draft::empty_candidacy(CandidacyId::new(0), ContestId::new(0), PersonId::new(0));
        assert_eq!(keys(|v| candidacy.visit(v)), in_schema(&["candidacy"]));
        assert_eq!(
            keys(|v| RoundResult::default().visit(1, v)),
            in_schema(&["candidacy", "properties", "rounds", "items"])
        );
        assert_eq!(keys(|v| Person::bare(PersonId::new(0), "").visit(v)), in_schema(&["person"]));
        let tenure = Tenure::bare(OfficeId::new(0), PersonId::new(0));
        assert_eq!(keys(|v| tenure.visit(v)), in_schema(&["tenure"]));
    }

    #[test]
    fn every_name_belongs_to_one_property() {
        let names: BTreeSet<&str> = Property::ALL.iter().map(|(_, name)| *name).collect();
        assert_eq!(names.len(), Property::ALL.len());
        assert!(Property::ALL.iter().all(|(property, name)| property.name() == *name));
    }
}
