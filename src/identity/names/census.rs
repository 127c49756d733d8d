//! How common names are in the data: two people called alike are likelier among the Cohens than among the Mitznas.

use super::keys::common_key;
use super::parts::Name;
use std::collections::HashMap;

/// Of a short list little can be learned on how common names are: it is taken for a part of this many more.
const BACKGROUND: f32 = 200.0;

/// How often surnames and given names stand among some people.
#[derive(Debug, Clone, Default)]
pub struct Census {
    surnames: HashMap<String, u32>,
    given: HashMap<String, u32>,
    people: u32,
}

impl Census {
    /// Counts each person once, by the first of the names; `person` says whose each is.
    pub fn of(names: &[Name], person: &[usize]) -> Self {
        let mut census = Self::default();
        for (_, name) in names.iter().enumerate().filter(|(at, _)| person[*at] == *at) {
            census.count(name);
        }
        census
    }

    /// Counts a name, once for each person or name that stands for one.
    pub fn count(&mut self, name: &Name) {
        let (Some(surname), given) = keys(name) else { return };
        *self.surnames.entry(surname).or_default() += 1;
        *self.given.entry(given).or_default() += 1;
        self.people += 1;
    }

    /// How many other people of about this name are to be expected by chance: what share of all have such a surname, times
    /// what share have such a given name, times their number. Small counts are smoothed by one half.
    pub fn namesakes(&self, name: &Name) -> f32 {
        let (Some(surname), given) = keys(name) else { return 0.0 };
        let of = |map: &HashMap<String, u32>, key: &str| map.get(key).map_or(0.0, |n| *n as f32 - 1.0).max(0.0) + 0.5;
        of(&self.surnames, &surname) * of(&self.given, &given) / (self.people as f32 + BACKGROUND)
    }

    /// How many people were counted.
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
