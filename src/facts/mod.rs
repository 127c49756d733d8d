//! Pages in, [`Fact`]s out: what sources state of contests, candidacies and tenures, each with its citation.
//!
//! Flat articles are read by the rules of [`rules`], tables by a reader each. Nothing here decides who is who.
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
mod candidacies;
pub mod citation;
pub mod claim;
mod columns;
pub mod dumps;
mod exported;
mod extract;
pub mod extraction;
pub mod fact;
mod fields;
mod fractions;
mod input;
pub mod inputs;
mod marked;
mod mention;
mod named;
pub mod names_in;
pub mod people;
mod prose;
pub mod record;
pub mod redirects;
pub mod rules;
mod series;
mod state;
pub mod statements;
pub mod templates;
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
    CandidacySays, ContestSays, DisputeSays, Fact, Holder, OptionSays, RoundSays, Statement, SuccessionSays, TenureSays,
};
pub use input::Input;
pub use mention::ContestMention;
pub use title::Title;
pub use vocabulary::{Began, Ended, Kind, Outcome, Selectorate, ShareBase, Status};

use crate::source::Warning;
use std::sync::Arc;

/// Something that stands in a source and that no rule understands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unread {
    /// The file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The key or column.
    pub key: String,
    /// The value as it stands.
    pub value: String,
}

/// A name that is written in a way that looks like a slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Misspelling {
    /// As written.
    pub written: String,
    /// The name it was read as.
    pub meant: String,
    /// Where.
    pub citation: Citation,
}

/// How much was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactCounts {
    /// Facts.
    pub stated: usize,
    /// Values that no rule reads.
    pub unread: usize,
}

/// All that was extracted from some pages.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Facts {
    /// What is stated, in the order of files and lines.
    pub stated: Vec<Fact>,
    /// What could not be understood and is wrong.
    pub warnings: Vec<Warning>,
    /// What could not be understood and may be right.
    pub unread: Vec<Unread>,
    /// Surnames that look like slips of the pen.
    pub misspellings: Vec<Misspelling>,
    /// Names in the facts that are titles of a wiki's pages: the same title is the same page, whatever the office.
    pub pages: std::collections::BTreeSet<String>,
    /// Names of pages that a wiki tells apart by a note.
    pub distinct: Vec<(String, String)>,
    /// Other titles of pages: the title, and the page it leads to. [`redirects::resolve`] follows them.
    pub redirects: Vec<(String, String)>,
}

impl Facts {
    /// How many contests the facts are about, by title; those that are only mentioned do not count. O(facts).
    pub fn documented(&self) -> usize {
        let titles = self.stated.iter().filter_map(|f| match &f.statement {
            Statement::Contest { contest, says: ContestSays::Documented } => Some(&*contest.title),
            _ => None,
        });
        titles.collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Extracts what pages state, or all that was read: `Facts::extract(source::read(["dump.xml.bz2", "own.csv"])?)` takes the pages
    /// of the export too and follows its redirects, while pages alone, `Facts::extract(&reading.pages)`, have none of both.
    ///
    /// Never fails: what is wrong with a page becomes a warning. Linear in the pages' length but for the search
    /// of names, which is linear in the product of a sentence's words and their lengths.
    pub fn extract(from: impl Extract) -> Self {
        let mut facts = Self::default();
        from.add_to(&mut facts);
        facts
    }

    /// How much is stated, and how much is not understood.
    pub fn counts(&self) -> FactCounts {
        FactCounts { stated: self.stated.len(), unread: self.unread.len() }
    }

    /// Adds what a place states. Facts that follow one another from one place share their citation.
    pub(crate) fn state(&mut self, statement: Statement, citation: Citation) {
        let citation = match self.stated.last() {
            Some(last) if *last.citation == citation => Arc::clone(&last.citation),
            _ => Arc::new(citation),
        };
        self.stated.push(Fact { statement, citation });
    }

    /// Takes up the facts of other pages.
    pub fn append(&mut self, mut other: Self) {
        if self.stated.capacity() == 0 {
            self.stated = other.stated;
        } else {
            self.stated.append(&mut other.stated);
        }
        self.warnings.append(&mut other.warnings);
        self.unread.append(&mut other.unread);
        self.misspellings.append(&mut other.misspellings);
        // A merge of two sets would walk the larger one for each page.
        self.pages.extend(other.pages);
        self.distinct.append(&mut other.distinct);
        self.redirects.append(&mut other.redirects);
    }
}
