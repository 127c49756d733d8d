//! How common names are in the data: two people of one name are more likely among the Cohens than among the Mitznas.

use super::keys::common_key;
use super::parts::Name;
use std::collections::HashMap;

/// The number of people added to the population of every list, since a short list says little about how common names
/// are.
const BACKGROUND: f32 = 200.0;

/// How often surnames and given names occur among a set of people.
#[derive(Debug, Clone, Default)]
pub struct Census {
    surnames: HashMap<String, u32>,
    given: HashMap<String, u32>,
    people: u32,
}

impl Census {
    /// Counts each person once, by the first of their names. `person` gives the index of each name's person's first
    /// name.
    pub fn of(names: &[Name], person: &[usize]) -> Self {
        let mut census = Self::default();
        for (_, name) in names.iter().enumerate().filter(|(at, _)| person[*at] == *at) {
            census.count(name);
        }
        census
    }

    /// Counts a name; call it once for each person.
    pub fn count(&mut self, name: &Name) {
        let (Some(surname), given) = keys(name) else { return };
        *self.surnames.entry(surname).or_default() += 1;
        *self.given.entry(given).or_default() += 1;
        self.people += 1;
    }

    /// Returns how many other people of about this name are expected by chance: the share of the surname, times the
    /// share of the given name, times the number of people. One half is added to both counts for smoothing.
    pub fn namesakes(&self, name: &Name) -> f32 {
        let (Some(surname), given) = keys(name) else { return 0.0 };
        let of = |map: &HashMap<String, u32>, key: &str| map.get(key).map_or(0.0, |n| *n as f32 - 1.0).max(0.0) + 0.5;
        of(&self.surnames, &surname) * of(&self.given, &given) / (self.people as f32 + BACKGROUND)
    }

    /// Returns the number of people counted.
    pub fn people(&self) -> usize {
        self.people as usize
    }
}

fn keys(name: &Name) -> (Option<String>, String) {
    let Some(last) = name.surname() else { return (None, String::new()) };
    let first = name.parts.iter().enumerate().find(|(i, _)| *i != last);
    let given = first.map_or_else(String::new, |(_, p)| match p.forms.first() {
        Some(group) => group.to_string(),
        None => common_key(p.word.letters()),
    });
    (Some(common_key(name.parts[last].word.letters())), given)
}
