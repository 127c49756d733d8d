//! Who is who: the names in the facts joined to people, contests, offices and parties.
//!
//! People are joined within one office's series only, by the kinds of evidence in [`Evidence`]; the same name in an
//! unrelated series is a question, never an answer. Every join and every refused near-join is a [`Judgement`].
//! The result does not depend on the order of the facts.

mod contests;
mod judgement;
mod names;
mod overrides;
mod people;

pub use judgement::{Evidence, Judgement, Verdict};
pub use names::{Likeness, compare};
pub use overrides::{OverrideError, Overrides};

use crate::facts::{ContestMention, ContestSays, Facts, Statement, Title};
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
    /// Decides who is who. About linear: only names that share the beginnings of their surnames are compared.
    pub fn of(facts: &Facts, overrides: &Overrides) -> Self {
        let mut roster = Self::default();
        roster.party_aliases(facts);
        contests::resolve(facts, &mut roster);
        // What a wiki tells apart by a note is as good as the user's word, which stands before it.
        let mut overrides = overrides.clone();
        let said =
            |a: &str, b: &str| overrides.same.iter().any(|all| [a, b].iter().all(|n| all.iter().any(|s| s == n)));
        let apart: Vec<[String; 2]> =
            facts.distinct.iter().filter(|(a, b)| !said(a, b)).map(|(a, b)| [a.clone(), b.clone()]).collect();
        overrides.different.extend(apart);
        people::resolve(facts, &overrides, &mut roster);
        roster.judgements.sort();
        roster
    }

    fn party_aliases(&mut self, facts: &Facts) {
        let bare = |party: &str| party.split(" (").next().unwrap_or(party).to_string();
        for fact in &facts.facts {
            // Contests that link each other are of one party, though only one title carries the place in brackets.
            if let Statement::Contest { contest, says: ContestSays::Previous(other) | ContestSays::Next(other) } =
                &fact.statement
                && let (Some(a), Some(b)) = (Title::read(&contest.title).party(), Title::read(&other.title).party())
                && a != b
                && bare(&a) == bare(&b)
                && (bare(&a) == a || bare(&b) == b)
            {
                let (name, also) = if bare(&a) == a { (b, a) } else { (a, b) };
                self.same_party(&name, &also);
            }
            if let Statement::SameParty { name, also } = &fact.statement {
                self.same_party(name, also);
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

    /// The folded name that an office is known by.
    pub fn office_key(&self, name: &str) -> String {
        let folded = fold_title(name);
        self.office_alias.get(&folded).cloned().unwrap_or(folded)
    }

    /// The folded name that a party is known by.
    pub fn party_key(&self, name: &str) -> String {
        let folded = fold_title(name);
        self.party_alias.get(&folded).cloned().unwrap_or(folded)
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

/// Visits every mention of a contest in a statement.
fn contest_mentions(statement: &Statement, mut visit: impl FnMut(&ContestMention)) {
    match statement {
        Statement::Contest { contest, says } => {
            visit(contest);
            if let ContestSays::Previous(other) | ContestSays::Next(other) = says {
                visit(other);
            }
        }
        Statement::Candidacy { contest, .. } => visit(contest),
        Statement::Tenure(says) => says.contest.iter().for_each(visit),
        Statement::Succession(says) => says.contest.iter().for_each(visit),
        Statement::SameName { .. } | Statement::SameParty { .. } => {}
    }
}
