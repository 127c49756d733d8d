//! How common names are in the data: two people of one name are more likely among the Cohens than among the Mitznas.

use super::keys::common_key;
use super::parts::Name;
use std::collections::{BTreeSet, HashMap};

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

/// How many people have each word in their names, letter by letter: for names that are the same, where [`Census`] counts
/// all spellings of a sound.
#[derive(Debug, Clone, Default)]
pub struct Words {
    count: HashMap<String, f32>,
    people: f32,
}

/// How many people are expected to have a word that no other name has.
const UNSEEN: f32 = 0.25;

/// How much rarer each word between the first and the last makes namesakes. Names between are not independent of first
/// names.
const OTHER_WORD: f32 = 0.3;

/// The fewest namesakes that are expected.
const LEAST: f32 = 1e-4;

impl Words {
    /// Counts the words of folded names, each with the number of people who have it.
    pub fn of<'n>(names: impl IntoIterator<Item = (&'n str, usize)>) -> Self {
        let mut words = Self::default();
        for (name, people) in names {
            words.people += people as f32;
            for word in name.split(' ').collect::<BTreeSet<_>>() {
                *words.count.entry(word.to_string()).or_default() += people as f32;
            }
        }
        words
    }

    /// Returns how many people of a name are expected by chance: the share of its first word, times the share of its
    /// last, times the number of people, all among the people of other names. Every other word makes namesakes rarer.
    /// `people` is the number who have the name.
    pub fn namesakes(&self, name: &str, people: usize) -> f32 {
        let own = people as f32;
        let words: Vec<&str> = name.split(' ').collect();
        let count = |word: &str| self.count.get(word).map_or(0.0, |count| count - own).max(0.0) + UNSEEN;
        match &words[..] {
            [first, between @ .., last] => {
                let further = OTHER_WORD.powi(between.len() as i32);
                (count(first) * count(last) / (self.people - own + BACKGROUND) * further).max(LEAST)
            }
            _ => 1.0,
        }
    }
}
