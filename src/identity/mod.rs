//! Who is who: the names in the facts joined to people, contests, offices and parties.
//!
//! People are joined within one office's series by the kinds of [`Evidence`]: each adds to, or takes from, a distance
//! (`evidence/`, one kind a file), and some decide alone: the user's word, a table's list of names, one page or two pages of a
//! wiki, a contest in which both stood. Across series the same name needs one party, years that meet and a rare name; else it is
//! a question, never an answer. Parties, offices and contests are judged likewise. Every join and every refused near-join is a
//! [`Judgement`]. The result does not depend on the order of the facts.
//!
//! [`matching`] is what remains where names and years are all there is.
//!
//! ```
//! use hustings::{facts::Facts, identity::{Overrides, Verdict}, graph::PoliticalGraph, source};
//!
//! let table = "contest,office,candidate\n2001 vote,Chair,Yitzhak Rabin\n2005 vote,Chair,Yitzchak Rabin\n";
//! let facts = Facts::extract(&source::read_text("own.csv", table.as_bytes()).pages);
//! let graph = PoliticalGraph::build(&facts, &Overrides::default());
//! assert_eq!(graph.people().len(), 1);
//! assert_eq!(graph.judgements()[0].verdict, Verdict::Same);
//! ```

mod across;
mod aliases;
mod contests;
mod evidence;
mod judgement;
pub mod matching;
mod mentions;
pub mod names;
mod overrides;
mod people;
mod twins;

pub use judgement::{Evidence, Judgement, Subject, Verdict};
pub use overrides::{OverrideError, Overrides};

use crate::facts::{ContestMention, Facts};
use crate::wikitext::{fold, fold_title};
use std::collections::{BTreeMap, HashMap};

/// A person: the name that is shown, every spelling, and the series the person appears in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name that is shown.
    pub name: String,
    /// Every spelling met, sorted, the shown one included.
    pub spellings: Vec<String>,
    /// The series (office or title stem), folded.
    pub series: String,
}

/// A contest: its title and the other titles it is mentioned by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestIdentity {
    /// The title that is shown.
    pub title: String,
    /// The folded office, or the title's stem, whose series it belongs to.
    pub series: String,
}

/// Who is who in some facts.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The people, sorted by name and series.
    pub people: Vec<Identity>,
    /// The contests, sorted by title.
    pub contests: Vec<ContestIdentity>,
    /// Joins and refused near-joins, sorted.
    pub judgements: Vec<Judgement>,
    contest_of: HashMap<ContestMention, usize>,
    /// By series, then by the name as written.
    person_of: HashMap<String, HashMap<String, usize>>,
    office_alias: BTreeMap<String, String>,
    party_alias: BTreeMap<String, String>,
}

impl Roster {
    /// Decides who is who. About linear: only names that share a surname's consonants are compared.
    pub fn of(facts: &Facts, overrides: &Overrides) -> Self {
        let mut roster = Self::default();
        aliases::resolve(facts, overrides, &mut roster);
        contests::resolve(facts, overrides, &mut roster);
        // What a wiki tells apart by a note is as good as the user's word, which stands before it.
        let lists = overrides.lists_of();
        let lists = |name: &str| lists.get(name).map_or(&[][..], Vec::as_slice);
        // Lists are in order, so that the longer one is searched by halves.
        let joined = |a: &str, b: &str| {
            let (few, many) =
                if lists(a).len() <= lists(b).len() { (lists(a), lists(b)) } else { (lists(b), lists(a)) };
            few.iter().any(|list| many.binary_search(list).is_ok())
        };
        let apart: Vec<[String; 2]> =
            facts.distinct.iter().filter(|(a, b)| !joined(a, b)).map(|(a, b)| [a.clone(), b.clone()]).collect();
        let mut overrides = overrides.clone();
        overrides.different.extend(apart);
        people::resolve(facts, &overrides, &mut roster);
        roster.judgements.sort();
        roster.judgements.dedup();
        roster
    }

    fn same_party(&mut self, name: &str, also: &str) {
        self.party_alias.insert(fold_title(also), fold_title(name));
        for rank in ["Leader", "Chair"] {
            let (name, also) = (format!("{rank} of {name}"), format!("{rank} of {also}"));
            self.office_alias.insert(fold_title(&also), fold_title(&name));
        }
    }

    /// The folded name that an office is known by.
    pub fn office_key(&self, name: &str) -> String {
        followed(&self.office_alias, fold_title(name))
    }

    /// The folded name that a party is known by.
    pub fn party_key(&self, name: &str) -> String {
        followed(&self.party_alias, fold_title(name))
    }

    /// The contest that a mention means.
    pub fn contest(&self, mention: &ContestMention) -> Option<usize> {
        self.contest_of.get(mention).copied()
    }

    /// The person that a name means in a series.
    pub fn person(&self, series: &str, name: &str) -> Option<usize> {
        self.person_of.get(series)?.get(name).copied()
    }

    /// Every person that a name stands for anywhere.
    pub fn named(&self, name: &str) -> Vec<usize> {
        let folded = fold(name);
        let matches = |p: &&Identity| p.spellings.iter().any(|s| fold(s) == folded);
        self.people.iter().enumerate().filter(|(_, p)| matches(p)).map(|(i, _)| i).collect()
    }
}

/// Where an alias leads to in the end.
fn followed(aliases: &BTreeMap<String, String>, mut name: String) -> String {
    for _ in 0..8 {
        match aliases.get(&name) {
            Some(next) if *next != name => name.clone_from(next),
            _ => break,
        }
    }
    name
}
