//! The ids that sources give to people, by the name with its id or by the title of the page.

use super::evidence::births::Birth;
use crate::facts::{Facts, PersonSays, Statement, tagged};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The ids of one person or name, as `scheme:value`.
pub(super) type IdSet = BTreeSet<Arc<str>>;

/// The dates of birth that statements give to people.
pub(super) struct Births<'f> {
    dates: HashMap<&'f str, BTreeSet<Birth>>,
}

impl<'f> Births<'f> {
    /// Collects the dates. O(facts).
    pub(super) fn of_facts(facts: &'f Facts) -> Self {
        let mut dates: HashMap<&str, BTreeSet<Birth>> = HashMap::new();
        for fact in &facts.stated {
            if let Statement::Person { person, says: PersonSays::Born(date) } = &fact.statement
                && let Some(birth) = Birth::on(*date)
            {
                dates.entry(person).or_default().insert(birth);
            }
        }
        Self { dates }
    }

    /// Returns the dates of a name.
    pub(super) fn of(&self, name: &str) -> BTreeSet<Birth> {
        self.dates.get(name).cloned().unwrap_or_default()
    }

    /// Returns the dates of all names of a person.
    pub(super) fn of_members(&self, members: &[(String, String)]) -> BTreeSet<Birth> {
        members.iter().flat_map(|(_, name)| self.of(name)).collect()
    }
}

/// The ids that statements give to people, beside the one that a name carries.
pub(super) struct Ids<'f> {
    further: HashMap<&'f str, IdSet>,
}

impl<'f> Ids<'f> {
    /// Collects the ids. O(facts).
    pub(super) fn of_facts(facts: &'f Facts) -> Self {
        let mut further: HashMap<&str, IdSet> = HashMap::new();
        for fact in &facts.stated {
            if let Statement::Person { person, says: PersonSays::Id { scheme, value } } = &fact.statement {
                further.entry(person).or_default().insert(format!("{scheme}:{value}").into());
            }
        }
        Self { further }
    }

    /// Returns the ids of a name.
    pub(super) fn of(&self, name: &str) -> IdSet {
        let mut ids = self.further.get(name).cloned().unwrap_or_default();
        ids.extend(tagged::id(name).map(Arc::from));
        ids
    }

    /// Returns the ids of all names of a person.
    pub(super) fn of_members(&self, members: &[(String, String)]) -> IdSet {
        members.iter().flat_map(|(_, name)| self.of(name)).collect()
    }
}
