//! Where the names of people and parties stand that no candidacy gives.

use super::property::{Property, Subject};
use super::read::Numbers;
use super::selection::{Evidence, Selection};
use super::{FileError, GraphFile};
use crate::facts::Confidence;
use crate::graph::{CitationId, Party, Person, Values};
use std::collections::BTreeSet;

/// What a row says of a person or a party itself.
enum Named {
    Name(String, CitationId),
    Colour(String, CitationId, Confidence),
}

impl GraphFile {
    /// Gives people and parties, with their numbers in the file, the places of their names: those that the selection names itself.
    pub(super) fn read_named(
        &self,
        selection: Option<&Selection>,
        (people, of_people): (&mut [Person], &Numbers),
        (parties, of_parties): (&mut [Party], &Numbers),
    ) -> Result<(), FileError> {
        let none = BTreeSet::new();
        let (own_people, own_parties) = match selection {
            None => (None, None),
            Some(Selection { evidence: Evidence::All, people, parties, .. }) => (Some(people), Some(parties)),
            Some(Selection { evidence: Evidence::Of(people), .. }) => (Some(people), Some(&none)),
            Some(_) => return Ok(()),
        };
        self.each_named(Subject::Person, own_people, |number, named| {
            if let Some(person) = of_people.get(number).and_then(|at| people.get_mut(at))
                && let Named::Name(name, id) = named
            {
                person.named.push((name, id));
            }
        })?;
        self.each_named(Subject::Party, own_parties, |number, named| {
            if let Some(party) = of_parties.get(number).and_then(|at| parties.get_mut(at)) {
                match named {
                    Named::Name(name, id) => party.named.push((name, id)),
                    Named::Colour(colour, id, confidence) => {
                        // The row of the party has the preferred one, without its place.
                        if party.colour.first().is_some_and(|c| c.citations.is_empty()) {
                            party.colour = Values::default();
                        }
                        party.colour.restore(colour, id, confidence);
                    }
                }
            }
        })
    }

    fn each_named(
        &self,
        subject: Subject,
        of: Option<&BTreeSet<u32>>,
        mut take: impl FnMut(usize, Named),
    ) -> Result<(), FileError> {
        let mut visit = |number: u32, row: super::fact_rows::FactRow<'_>| {
            let text = row.value.as_str().unwrap_or("").to_string();
            let found = match row.property {
                Property::Colour => Named::Colour(text, row.citation, row.confidence),
                _ => Named::Name(text, row.citation),
            };
            take(number as usize, found);
        };
        match of {
            None => self.each_fact(subject, None, visit),
            Some(numbers) => numbers.iter().try_for_each(|n| self.each_fact(subject, Some((*n, *n)), &mut visit)),
        }
    }
}
