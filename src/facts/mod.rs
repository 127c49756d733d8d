//! Extracts [`Fact`]s from pages: what sources state about contests, candidacies and tenures, each with its citation.
//!
//! The rules in [`rules`] read flat articles; each kind of table has its own reader. This stage does not decide who is
//! who.
//!
//! ```
//! use hustings::{facts::{CandidacySays, Facts, Statement}, source};
//!
//! let reading = source::read_text("own.csv", b"contest,candidate,votes\n2001 vote,Ada,12\n");
//! let facts = Facts::extract(&reading.pages);
//! let votes = facts.stated.iter().find(|f| {
//!     matches!(&f.statement, Statement::Candidacy { says: CandidacySays::Votes(1, 12), .. })
//! });
//! assert_eq!(votes.map(|f| f.citation.line), Some(2));
//! ```

mod about;
pub mod article;
pub mod ballot;
mod candidacies;
mod candidate_rows;
pub mod citation;
pub mod claim;
mod columns;
mod contest_of;
pub mod dumps;
mod elected;
mod exported;
mod extract;
pub mod extraction;
pub mod fact;
mod fields;
mod fractions;
mod input;
pub mod inputs;
pub mod kin;
pub mod labels;
pub mod life;
mod marked;
mod mention;
mod named;
pub mod names_in;
mod office_words;
mod own_markup;
mod own_page;
mod own_results;
mod page_contests;
pub mod people;
mod prose;
pub mod record;
mod record_office;
mod record_parts;
mod records;
pub mod redirects;
pub mod rules;
mod same_spell;
mod series;
mod state;
mod state_rounds;
mod state_ties;
pub mod statements;
mod subject;
mod table;
pub mod tagged;
pub mod templates;
pub mod tie;
pub mod title;
mod toml_walk;
pub mod vocabulary;
pub mod wiki;

pub(crate) use citation::no_sources;
pub use citation::{Citation, Confidence, MOST_QUOTED};
pub use claim::Claim;
pub(crate) use columns::delimiter;
pub(crate) use exported::CONTEST_COLUMNS;
pub use extract::Extract;
pub use fact::{
    CandidacySays, ContestSays, DisputeSays, Fact, Holder, OptionSays, PersonSays, RoundSays, Statement,
    SuccessionSays, TenureSays,
};
pub use input::Input;
pub use mention::ContestMention;
pub(crate) use office_words::OfficeWords;
pub use own_page::{OwnConflict, PageConflict};
pub(crate) use records::wikidata::statement_of;
pub use tie::{Phase, Stance, TieEnd, TieKind, TieSays};
pub use title::Title;
pub use vocabulary::{Began, Ended, Kind, Outcome, Selectorate, ShareBase, Status};

use crate::source::Warning;
use std::sync::Arc;

/// Something in a source that no rule understands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unread {
    /// The file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The key or column.
    pub key: String,
    /// The value as written in the source.
    pub value: String,
}

/// A name that looks like a typing error.
#[derive(Debug, Clone, PartialEq)]
pub struct Misspelling {
    /// The name as written.
    pub written: String,
    /// The name that it was read as.
    pub meant: String,
    /// Where it is written.
    pub citation: Citation,
}

/// The number of facts and of values that were not understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactCounts {
    /// The number of facts.
    pub stated: usize,
    /// The number of values that no rule reads.
    pub unread: usize,
}

/// Everything that was extracted from some pages.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Facts {
    /// The facts, in the order of files and lines.
    pub stated: Vec<Fact>,
    /// What is wrong and could not be read.
    pub warnings: Vec<Warning>,
    /// What could not be understood but may be right.
    pub unread: Vec<Unread>,
    /// Surnames that look like typing errors.
    pub misspellings: Vec<Misspelling>,
    /// Conflicts inside single pages.
    pub conflicts: Vec<PageConflict>,
    /// The names in the facts that are titles of wiki pages. The same title is the same page, whatever the office.
    pub pages: std::collections::BTreeSet<String>,
    /// The names in the facts that mean one person in every series, though they are not known to be titles of pages.
    pub whole: std::collections::BTreeSet<String>,
    /// Pairs of page titles that a hatnote tells apart, so that they are not joined.
    pub distinct: Vec<(String, String)>,
    /// The labels of items of Wikidata, by item. [`labels::resolve`] names the items by them.
    pub labels: std::collections::BTreeMap<String, String>,
    /// The redirects: a title, and the page it leads to. [`redirects::resolve`] follows them.
    pub redirects: Vec<(String, String)>,
}

impl Facts {
    /// Returns the number of contests that the facts document, by title. Contests that are only mentioned do not count.
    /// O(facts).
    pub fn documented(&self) -> usize {
        let titles = self.stated.iter().filter_map(|f| match &f.statement {
            Statement::Contest { contest, says: ContestSays::Documented } => Some(&*contest.title),
            _ => None,
        });
        titles.collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Extracts everything that pages or a whole reading state.
    ///
    /// `Facts::extract(source::read(["dump.xml.bz2", "own.csv"])?)` also reads the pages of the export and follows its
    /// redirects. `Facts::extract(&reading.pages)` reads the pages alone, without exports and redirects.
    ///
    /// Never fails: errors in a page become warnings. The time is linear in the length of the pages, except for the
    /// search for names, which takes the product of the words of a sentence and their lengths.
    pub fn extract(from: impl Extract) -> Self {
        let mut facts = Self::default();
        from.add_to(&mut facts);
        facts
    }

    /// Returns true if a name means one person in every series.
    pub(crate) fn is_of_one_person(&self, name: &str) -> bool {
        self.pages.contains(name) || self.whole.contains(name)
    }

    /// Returns how many facts are stated and how many values are not understood.
    pub fn counts(&self) -> FactCounts {
        FactCounts { stated: self.stated.len(), unread: self.unread.len() }
    }

    /// Adds a statement. A fact shares the citation of the fact before it if both citations are equal.
    pub(crate) fn state(&mut self, statement: Statement, citation: Citation) {
        let citation = match self.stated.last() {
            Some(last) if *last.citation == citation => Arc::clone(&last.citation),
            _ => Arc::new(citation),
        };
        self.stated.push(Fact { statement, citation });
    }

    /// Adds the facts of other pages.
    pub fn append(&mut self, mut other: Self) {
        if self.stated.capacity() == 0 {
            self.stated = other.stated;
        } else {
            self.stated.append(&mut other.stated);
        }
        self.warnings.append(&mut other.warnings);
        self.unread.append(&mut other.unread);
        self.misspellings.append(&mut other.misspellings);
        self.conflicts.append(&mut other.conflicts);
        // Merging the two sets would walk the larger one for each page.
        self.pages.extend(other.pages);
        self.whole.append(&mut other.whole);
        self.distinct.append(&mut other.distinct);
        self.redirects.append(&mut other.redirects);
        self.labels.append(&mut other.labels);
    }
}
