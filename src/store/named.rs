//! The citations of names of people and parties that come from no candidacy.

use super::column::Subject;
use super::fact_rows::{party_fact, person_fact};
use super::part::{Evidence, RowSelection};
use super::rows::Numbers;
use super::{FileError, GraphFile};
use crate::graph::{Party, Person};
use std::collections::BTreeSet;

impl GraphFile {
    /// Adds to people and parties the citations of their names. Without a selection adds all of them, else those of the
    /// people and parties that the selection itself lists.
    pub(super) fn read_named(
        &self,
        selection: Option<&RowSelection>,
        (people, of_people): (&mut [Person], &Numbers),
        (parties, of_parties): (&mut [Party], &Numbers),
    ) -> Result<(), FileError> {
        let none = BTreeSet::new();
        let (own_people, own_parties) = match selection {
            None => (None, None),
            Some(RowSelection { evidence: Evidence::All, people, parties, .. }) => (Some(people), Some(parties)),
            Some(RowSelection { evidence: Evidence::Of(people), .. }) => (Some(people), Some(&none)),
            Some(_) => return Ok(()),
        };
        self.each_fact_of(Subject::Person, own_people, |number, row| {
            let person = of_people.get(number as usize).and_then(|at| people.get_mut(at));
            person.into_iter().for_each(|person| person_fact(person, row));
        })?;
        self.each_fact_of(Subject::Party, own_parties, |number, row| {
            let party = of_parties.get(number as usize).and_then(|at| parties.get_mut(at));
            party.into_iter().for_each(|party| party_fact(party, row));
        })
    }
}
