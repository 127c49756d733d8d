//! Who is who: joins the names in the facts to people, contests, offices and parties.
//!
//! Within the series of one office, names of people are joined by the kinds of [`Evidence`]. Most kinds add to or
//! subtract from a distance (`evidence/`, one file each). Some decide alone: the user's overrides, a table's list of
//! names, one or two pages of a wiki, a contest in which both stood. Across series, people of the same name are joined
//! if one article names both, or if they share a party, their years are compatible and the name is rare; otherwise they
//! stay *unsure*. Parties, offices and contests are judged likewise. Joins and refused near-joins are recorded as
//! [`Judgement`]s. The result does not depend on the order of the facts.
//!
//! [`matching`] joins names by spelling and years alone.
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
mod all_names;
mod bodies;
mod clusters;
mod contests;
mod evidence;
mod ids;
mod judgement;
pub mod linking;
pub mod matching;
mod mentions;
pub mod names;
mod overrides;
mod pairs;
mod people;
mod retold;
mod seats;
mod twins;

pub use judgement::{Evidence, Judgement, Subject, Verdict};
pub use overrides::{OverrideError, Overrides};
pub(crate) use seats::body_of;

use crate::facts::{ContestMention, Facts, Statement, tagged};
use crate::wikitext::{fold, fold_title};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A person: the display name, every spelling, and a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The display name.
    pub name: String,
    /// Every spelling found in the sources or listed for the person, sorted.
    pub spellings: Vec<String>,
    /// The folded office or title stem of the first series that the person appears in.
    pub series: String,
}

/// A contest: its title and its series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestIdentity {
    /// The display title.
    pub title: String,
    /// The folded name of the office, or the stem of the title if no source states the office.
    pub series: String,
}

/// The people and contests in a set of facts, and which name means which.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The people, sorted by name and series.
    pub people: Vec<Identity>,
    /// The contests, sorted by title.
    pub contests: Vec<ContestIdentity>,
    /// Joins and refused near-joins, sorted.
    pub judgements: Vec<Judgement>,
    contest_of: HashMap<ContestMention, usize>,
    /// Index into `people`, by series, then by the name as written.
    person_of: HashMap<String, HashMap<String, usize>>,
    /// Index into `people`, by a name with an id or by the title of a page.
    by_id: HashMap<String, usize>,
    /// Index into `people`, by folded spelling; `None` if several people share it.
    by_name: HashMap<String, Option<usize>>,
    office_alias: BTreeMap<String, String>,
    party_alias: BTreeMap<String, String>,
}

impl Roster {
    /// Decides who is who. About linear: only names whose surnames share consonants are compared.
    pub fn of(facts: &Facts, overrides: &Overrides) -> Self {
        let mut roster = Self::default();
        aliases::resolve(facts, overrides, &mut roster);
        contests::resolve(facts, overrides, &mut roster);
        // Pages that a wiki tells apart by a note count as `different`, unless the user lists both as the same.
        let lists = overrides.lists_of();
        let lists = |name: &str| lists.get(name).map_or(&[][..], Vec::as_slice);
        // The lists are sorted, so the longer one is searched by bisection.
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

    /// Enters the people, sorted, each under every name of theirs.
    fn enter(&mut self, people: &[(Identity, clusters::Members)], facts: &Facts) {
        for (index, (identity, members)) in people.iter().enumerate() {
            for (series, name) in members {
                if tagged::id(name).is_some() || facts.is_of_one_person(name) && !is_by_name(series) {
                    self.by_id.entry(name.clone()).or_insert(index);
                }
                self.person_of.entry(series.clone()).or_default().insert(name.clone(), index);
            }
            self.people.push(identity.clone());
        }
        // Only statements about people themselves are found by the bare name.
        if facts.stated.iter().any(|fact| matches!(fact.statement, Statement::Person { .. })) {
            for (index, person) in self.people.iter().enumerate() {
                let folded: BTreeSet<String> = person.spellings.iter().map(|spelling| fold(spelling)).collect();
                for name in folded {
                    self.by_name.entry(name).and_modify(|known| *known = None).or_insert(Some(index));
                }
            }
        }
    }

    fn same_party(&mut self, name: &str, also: &str) {
        self.party_alias.insert(fold_title(also), fold_title(name));
        for rank in ["Leader", "Chair"] {
            let (name, also) = (format!("{rank} of {name}"), format!("{rank} of {also}"));
            self.office_alias.insert(fold_title(&also), fold_title(&name));
        }
    }

    /// Returns the folded name of an office, after aliases are resolved.
    pub fn office_key(&self, name: &str) -> String {
        followed(&self.office_alias, fold_title(name))
    }

    /// Returns the folded name of a party, after aliases are resolved.
    pub fn party_key(&self, name: &str) -> String {
        followed(&self.party_alias, fold_title(name))
    }

    /// Returns the series of the people whom a page ties to its subject by links.
    pub fn page_key(&self, page: &str) -> String {
        format!("page: {page}")
    }

    /// Returns the series of the people whom a page ties to its subject by name alone, such as kin without a page of
    /// their own. Nobody else is meant by such a name, even if a page has it as its title.
    pub fn names_key(&self, page: &str) -> String {
        format!("{BY_NAME}{page}")
    }

    /// Returns the index of the contest that a mention means.
    pub fn contest(&self, mention: &ContestMention) -> Option<usize> {
        self.contest_of.get(mention).copied()
    }

    /// Returns the index of the person that a name means in a series.
    pub fn person(&self, series: &str, name: &str) -> Option<usize> {
        self.person_of.get(series)?.get(name).copied()
    }

    /// Returns the index of the person that a name with an id, the title of a page, or a name that only one person has,
    /// means in every series.
    pub fn person_of_page_or_id(&self, name: &str) -> Option<usize> {
        let by_name = || self.by_name.get(&fold(name)).copied().flatten().filter(|_| tagged::id(name).is_none());
        self.by_id.get(name).copied().or_else(by_name)
    }

    /// Returns the indices of all people with this name in any series.
    pub fn named(&self, name: &str) -> Vec<usize> {
        let folded = fold(name);
        let matches = |p: &&Identity| p.spellings.iter().any(|s| fold(s) == folded);
        self.people.iter().enumerate().filter(|(_, p)| matches(p)).map(|(i, _)| i).collect()
    }
}

/// What the series of names without a link begin with; see [`Roster::names_key`].
const BY_NAME: &str = "names on page: ";

/// Returns true if the names of a series are those of nobody with a page.
pub(crate) fn is_by_name(series: &str) -> bool {
    series.starts_with(BY_NAME)
}

/// Follows a chain of aliases to its end, at most eight steps.
fn followed(aliases: &BTreeMap<String, String>, mut name: String) -> String {
    for _ in 0..8 {
        match aliases.get(&name) {
            Some(next) if *next != name => name.clone_from(next),
            _ => break,
        }
    }
    name
}
