//! Reads any sources, or a graph file, and gives access through one handle: to the graph or a part of it, the returns,
//! and what the checks find.
//!
//! Sources are read, extracted and joined when a data set is opened, and stay in memory. From a graph file, each
//! question reads only the rows that it needs. Callers need not know which of the two it is: a [`Part`] converts its
//! ids to numbers of the data set and back.
//!
//! ```
//! use hustings::{dataset::{Dataset, Need, Options}, graph::Lookup};
//!
//! let data = Dataset::open(["bundled"], Options::default())?;
//! let part = data.part(&Need::People(&["Peres", "Rabin"]))?;
//! let Lookup::One(peres) = part.graph.find_person("Peres") else { panic!() };
//! assert_eq!(part.graph.person(peres).name, "Shimon Peres");
//! assert!(data.findings()?.iter().any(|d| d.rule == "shares-sum"));
//! # Ok::<(), hustings::dataset::DatasetError>(())
//! ```

mod edits;
mod exported;
mod gather;
mod lines;
mod need;
mod open;
mod pool;

pub use edits::{Edit, Mending, NotEditable, editable};
pub use gather::Gathered;
pub use lines::Lines;
pub use need::Need;
pub use open::Options;

use crate::analysis::path;
use crate::check::{self, Diagnostic};
use crate::facts::{FactCounts, Facts};
use crate::graph::returns::Returns;
use crate::graph::{Lookup, OfficeId, PartyId, PersonId, PoliticalGraph, StoodFor, TenureId, Tie};
use crate::source::dump::DumpReport;
use crate::source::{SourceError, Warning};
use crate::store::{FileError, Held, Names, PagesError, Part, RowSelection};
use pool::Pool;
use std::borrow::Cow;

/// An error while opening or reading a data set.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// A source that was named cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A graph file cannot be opened or read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The user's word on the columns of tables does not fit the tables.
    #[error("{0}")]
    Columns(String),
    /// None of the sources could be read; the warnings say why.
    #[error("nothing could be read\n  {}", listed(.0))]
    Nothing(Vec<Warning>),
    /// The pages of a graph file cannot be read.
    #[error("{file}{}{cause}", if file.is_empty() { "" } else { ": " })]
    Pages {
        /// The graph file; empty for one that is being built.
        file: String,
        /// The page that cannot be read, and why.
        #[source]
        cause: PagesError,
    },
}

fn listed(warnings: &[Warning]) -> String {
    let reasons: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    reasons.join("\n  ")
}

/// Sources that were read, or a graph file. Threads can share it.
pub struct Dataset {
    kept: Kept,
    warnings: Vec<Warning>,
    dumps: Vec<(String, DumpReport)>,
    unsealed: Vec<String>,
    options: Options,
}

/// Where the rows are.
enum Kept {
    /// In memory.
    Memory(Box<Memory>),
    /// In a graph file.
    File(Pool),
}

/// A graph with the facts that it was built from.
struct Memory {
    part: Part,
    facts: Facts,
    counts: Option<FactCounts>,
    /// What the checks found, if it was given; otherwise the checks run on request.
    findings: Option<Vec<Diagnostic>>,
}

impl Dataset {
    /// Creates a data set from a graph that is already in memory, with what the checks found in it.
    pub fn of_graph(graph: PoliticalGraph, findings: Vec<Diagnostic>) -> Self {
        let memory =
            Memory { part: Part::whole(graph), facts: Facts::default(), counts: None, findings: Some(findings) };
        Self {
            kept: Kept::Memory(Box::new(memory)),
            warnings: Vec::new(),
            dumps: Vec::new(),
            unsealed: Vec::new(),
            options: Options::default(),
        }
    }

    /// Returns the whole graph. It is borrowed from memory, but read from a graph file on each call, in O(rows).
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn graph(&self) -> Result<Cow<'_, PoliticalGraph>, DatasetError> {
        Ok(match self.part(&Need::All)? {
            Cow::Borrowed(part) => Cow::Borrowed(&part.graph),
            Cow::Owned(part) => Cow::Owned(part.graph),
        })
    }

    /// Returns what a question needs: those rows from a graph file, or the whole graph if it is in memory.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn part(&self, need: &Need<'_>) -> Result<Cow<'_, Part>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Cow::Borrowed(&memory.part),
            Kept::File(pool) => {
                let mut part = need.read(&pool.take())?;
                self.options.finish(&mut part.graph);
                Cow::Owned(part)
            }
        })
    }

    /// Returns the returns of the whole graph as flat columns, which is all that rivalries, paths by contests and
    /// network measures need. Takes a few milliseconds for a graph file with a million candidacies.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn returns(&self, include_annulled: bool) -> Result<Returns, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Returns::of(&memory.part.graph, include_annulled),
            Kept::File(pool) => pool.take().returns(include_annulled)?,
        })
    }

    /// Returns who stood in which contest: the returns without votes, shares and outcomes, which is all that paths
    /// need. In memory they are the full returns.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn incidence(&self, include_annulled: bool) -> Result<Returns, DatasetError> {
        match &self.kept {
            Kept::Memory(_) => self.returns(include_annulled),
            Kept::File(pool) => Ok(pool.take().incidence(include_annulled)?),
        }
    }

    /// Returns what the checks find, in order. For a graph file, this is what they found when it was built.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn findings(&self) -> Result<Vec<Diagnostic>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory
                .findings
                .clone()
                .unwrap_or_else(|| lines::finished(check::run(&memory.part.graph, &memory.facts, &self.warnings))),
            Kept::File(pool) => pool.take().findings()?,
        })
    }

    /// Returns what the checks find, with what they otherwise take for rounding. For a graph file, runs the checks again.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn pedantic_findings(&self) -> Result<Vec<Diagnostic>, DatasetError> {
        let (graph, facts) = (self.graph()?, self.facts()?);
        Ok(lines::finished(check::run_pedantic(&graph, &facts, &self.warnings)))
    }

    /// Returns the facts that the sources state. For a graph file, reads what its pages state, in O(pages).
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn facts(&self) -> Result<Cow<'_, Facts>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Cow::Borrowed(&memory.facts),
            Kept::File(pool) => Cow::Owned(open::facts_of(&pool.take())?),
        })
    }

    /// Returns the numbers of facts and of values that no rule reads; `None` if the data set was created from a graph
    /// alone.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn counts(&self) -> Result<Option<FactCounts>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory.counts,
            Kept::File(pool) => Some(pool.take().fact_counts()?),
        })
    }

    /// Returns the offices whose name `takes` takes.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn offices_where(&self, takes: impl Fn(&str) -> bool) -> Result<Vec<OfficeId>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory
                .part
                .graph
                .offices()
                .iter()
                .filter(|office| takes(&office.name))
                .map(|office| office.id)
                .collect(),
            Kept::File(pool) => {
                let all = pool.take().office_names()?;
                all.into_iter().filter(|(_, name)| takes(name)).map(|(id, _)| id).collect()
            }
        })
    }

    /// Returns true if a party has this name.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn is_party(&self, name: &str) -> Result<bool, DatasetError> {
        let is_one = |graph: &PoliticalGraph| matches!(graph.find_party(name), Lookup::One(_));
        Ok(match &self.kept {
            Kept::Memory(memory) => is_one(&memory.part.graph),
            Kept::File(pool) => is_one(&pool.take().parties_called(name)?.graph),
        })
    }

    /// Returns the names of all rows, by number.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn names(&self) -> Result<Names, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Names::of(&memory.part.graph),
            Kept::File(pool) => pool.take().names()?,
        })
    }

    /// Returns the names of some people, in the order given. Reads all names at once if more than 1,000 people and
    /// more than a quarter of all are wanted.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn names_of_people(&self, people: &[PersonId]) -> Result<Vec<String>, DatasetError> {
        if let Kept::File(pool) = &self.kept
            && people.len() > 1_000
        {
            let file = pool.take();
            if people.len() as u64 * 4 > file.count("person")? {
                let names = file.names_of_people()?;
                return Ok(people
                    .iter()
                    .map(|p| names.get(p.index()).map_or_else(String::new, |(name, _)| name.clone()))
                    .collect());
            }
        }
        let part = self.part(&Need::Rows(&RowSelection::of_people(people)))?;
        let name = |p: &PersonId| part.person_id(p.index() as u32).map(|id| part.graph.person(id).name.clone());
        Ok(people.iter().map(|p| name(p).unwrap_or_default()).collect())
    }

    /// Returns the names of some offices, in the order given.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn names_of_offices(&self, offices: &[OfficeId]) -> Result<Vec<String>, DatasetError> {
        let part = self.part(&Need::Rows(&RowSelection::of_offices(offices)))?;
        let name = |o: &OfficeId| part.office_id(o.index() as u32).map(|id| part.graph.office(id).name.clone());
        Ok(offices.iter().map(|o| name(o).unwrap_or_default()).collect())
    }

    /// Returns all tenures in short form, office by office, each in the order of time.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn held(&self) -> Result<Vec<Held>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory.part.graph.tenures().iter().map(Held::of).collect(),
            Kept::File(pool) => pool.take().held()?,
        })
    }

    /// Returns every transition between two people: the predecessor, the successor and the successor's tenure.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn successions(&self) -> Result<Vec<(PersonId, PersonId, TenureId)>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => path::successions(&memory.part.graph).collect(),
            Kept::File(pool) => pool.take().successions()?,
        })
    }

    /// Returns the ties of the whole graph, without citations.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn ties(&self) -> Result<Cow<'_, [Tie]>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Cow::Borrowed(memory.part.graph.ties()),
            Kept::File(pool) => Cow::Owned(pool.take().all_ties()?),
        })
    }

    /// Counts who stood for a party in contests that are not its own, and lists at most `most` of these contests, the
    /// latest first.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn stood_for(&self, party: PartyId, most: usize, include_annulled: bool) -> Result<StoodFor, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory.part.graph.stood_for(party, most, include_annulled),
            Kept::File(pool) => pool.take().stood_for(party, most, include_annulled)?,
        })
    }

    /// Returns the number of candidacies and of tenures, and the number of contests of each kind.
    ///
    /// # Errors
    /// An error if the graph file cannot be read.
    pub fn sizes(&self) -> Result<Sizes, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Sizes::of(&memory.part.graph),
            Kept::File(pool) => {
                let file = pool.take();
                Sizes { candidacies: file.count("candidacy")?, tenures: file.count("tenure")?, kinds: file.kinds()? }
            }
        })
    }

    /// Returns the warnings about files that could not be read, then those about contents of pages. For a graph file
    /// there are none, because its findings include both.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> + Clone {
        let of_pages = match &self.kept {
            Kept::Memory(memory) => &memory.facts.warnings[..],
            Kept::File(_) => &[],
        };
        self.warnings.iter().chain(of_pages)
    }

    /// Returns a report for each export that was read.
    pub fn dumps(&self) -> &[(String, DumpReport)] {
        &self.dumps
    }

    /// Returns the graph files among the sources that have no checksums. Damage to them may go unnoticed.
    pub fn unsealed(&self) -> &[String] {
        &self.unsealed
    }

    /// Opens a graph file `threads` times, so that this many threads can read at once. Otherwise each waits for the
    /// others. All threads see the same state of the file only if nobody replaces it in the meantime.
    ///
    /// # Errors
    /// An error if the file cannot be opened again.
    pub fn for_threads(mut self, threads: usize) -> Result<Self, DatasetError> {
        if let Kept::File(pool) = &mut self.kept {
            pool.grow(threads)?;
        }
        Ok(self)
    }
}

/// Numbers of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sizes {
    /// The number of candidacies.
    pub candidacies: u64,
    /// The number of tenures.
    pub tenures: u64,
    /// The number of contests of each kind.
    pub kinds: Vec<(&'static str, usize)>,
}

impl Sizes {
    fn of(graph: &PoliticalGraph) -> Self {
        let mut kinds = std::collections::BTreeMap::new();
        graph.contests().iter().for_each(|c| *kinds.entry(c.kind).or_default() += 1);
        Self {
            candidacies: graph.candidacies().len() as u64,
            tenures: graph.tenures().len() as u64,
            kinds: kinds.into_iter().map(|(kind, n)| (kind.label(), n)).collect(),
        }
    }
}
