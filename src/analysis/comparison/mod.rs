//! Two sources statement by statement: terms, candidacies, births, deaths and kin that both state alike, that differ, or
//! that only one of them states.
//!
//! People are matched by an id that both sources give, then by a name that one person has in each. A person's terms are
//! matched by their years, then by the office: the id and the label of an office neither join nor forbid. Dates are compared
//! as exactly as the vaguer one.

mod people;
mod sides;

use crate::graph::{CandidacyId, CitationId, ContestId, PersonId, PoliticalGraph, TenureId, TieId};
use crate::wikitext::{Date, fold};
use sides::Sides;
use std::collections::HashMap;

/// Returns a property of a [`Row`] in words.
pub fn in_words(property: &str) -> &str {
    match property {
        "from" => "first day in office",
        "to" => "last day in office",
        "born" => "date of birth",
        "died" => "date of death",
        other => other,
    }
}

/// Returns true if two dates can be one day, as exactly as the vaguer one says: also if the one is of the Julian and the
/// other of the Gregorian calendar.
pub fn can_be_one_day(a: Date, b: Date) -> bool {
    sides::can_be_one_day(a, b)
}

/// How two sources relate in one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Both state the same.
    Same,
    /// They state different values.
    Differs,
    /// Only the first source states it.
    OnlyA,
    /// Only the second source states it.
    OnlyB,
}

impl Status {
    /// All, in the order of output.
    pub const ALL: [Self; 4] = [Self::Differs, Self::OnlyA, Self::OnlyB, Self::Same];

    /// Returns the word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::OnlyA => "only-a",
            Self::OnlyB => "only-b",
        }
    }

    /// Returns the status with this word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.label() == word)
    }
}

/// One statement in both sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about, such as "Ann Ash, Mayor of Elm".
    pub subject: String,
    /// The property: term, from, to, office, candidacy, votes, share, outcome, party, contest, date, born, died or kin.
    pub property: &'static str,
    /// How the sources relate.
    pub status: Status,
    /// The value of the first source, empty if it has none.
    pub a: String,
    /// The value of the second source, empty if it has none.
    pub b: String,
    /// Where the first source states it.
    pub source_a: String,
    /// Where the second source states it.
    pub source_b: String,
    /// The citations of both values, in the graph of their source.
    pub cited: Pair<CitationId>,
    /// What the row is about, in both graphs.
    pub about: About,
}

/// One thing as the graphs of both sources have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<T> {
    /// What it is in the graph of the first source.
    pub a: Option<T>,
    /// What it is in the graph of the second source.
    pub b: Option<T>,
}

impl<T> Pair<T> {
    /// Creates the pair of two things that are one.
    pub const fn both(a: T, b: T) -> Self {
        Self { a: Some(a), b: Some(b) }
    }

    /// Creates the pair of a thing that only one source has.
    pub fn one(thing: T, is_a: bool) -> Self {
        if is_a { Self { a: Some(thing), b: None } } else { Self { a: None, b: Some(thing) } }
    }
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The birth or death of a person.
    Life(Pair<PersonId>),
    /// A term.
    Term(Pair<TenureId>),
    /// A contest.
    Contest(Pair<ContestId>),
    /// Somebody's candidacy in a contest that both sources have, with the round of its figures.
    Candidacy(Pair<ContestId>, Pair<CandidacyId>, usize),
    /// A kinship.
    Kin(Pair<TieId>),
}

/// The rows of a comparison, and the people who are one in both sources.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// One row for each statement. The rows of a subject stand together; subjects are in the order of their names.
    pub rows: Vec<Row>,
    of_a: HashMap<PersonId, PersonId>,
    of_b: HashMap<PersonId, PersonId>,
}

impl Comparison {
    /// Returns the person of the first graph who is a person of the second.
    pub fn in_a(&self, person: PersonId) -> Option<PersonId> {
        self.of_b.get(&person).copied()
    }

    /// Returns the person of the second graph who is a person of the first.
    pub fn in_b(&self, person: PersonId) -> Option<PersonId> {
        self.of_a.get(&person).copied()
    }
}

/// Compares two graphs.
///
/// O(n log n) for the rows of both, and the square of the terms of one person.
pub fn compare(a: &PoliticalGraph, b: &PoliticalGraph) -> Comparison {
    let groups = people::matched(a, b);
    let mut sides = Sides { a, b, rows: Vec::new() };
    let (mut of_a, mut of_b) = (HashMap::new(), HashMap::new());
    for (own, theirs) in &groups {
        of_a.extend(own.iter().map(|x| (*x, theirs[0])));
        of_b.extend(theirs.iter().map(|y| (*y, own[0])));
        sides.lives(own[0], theirs[0]);
        sides.terms(own, theirs);
    }
    for person in a.people().iter().filter(|p| !of_a.contains_key(&p.id)) {
        sides.terms(&[person.id], &[]);
    }
    for person in b.people().iter().filter(|p| !of_b.contains_key(&p.id)) {
        sides.terms(&[], &[person.id]);
    }
    sides.contests(&of_a);
    sides.kin(&of_a);
    let mut rows = sides.rows;
    rows.sort_by(|x, y| {
        let key = |row: &Row| (fold(&row.subject), row.subject.clone());
        key(x).cmp(&key(y))
    });
    Comparison { rows, of_a, of_b }
}
