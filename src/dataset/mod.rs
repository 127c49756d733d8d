//! Any sources, or a graph file, as one handle: the graph or a part of it, the returns, what the checks find.
//!
//! Sources are read, extracted and joined when a data set is opened, and stay in memory. Of a graph file each question reads the rows
//! that it needs. Which of the two it is nobody above has to know: ids of a [`Part`] are turned into numbers of the data set and back
//! by the part itself.
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

mod gather;
mod lines;
mod need;
mod open;
mod pool;

pub use gather::Gathered;
pub use lines::Lines;
pub use need::Need;
pub use open::Options;

use crate::analysis::path;
use crate::check::{self, Diagnostic};
use crate::facts::{FactCounts, Facts};
use crate::graph::returns::Returns;
use crate::graph::{OfficeId, PartyId, PersonId, PoliticalGraph, StoodFor, TenureId};
use crate::source::dump::DumpReport;
use crate::source::{SourceError, Warning};
use crate::store::{FileError, Held, Names, PagesError, Part, RowSelection};
use pool::Pool;
use std::borrow::Cow;

/// Why a data set cannot be opened or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// A source that was named.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A graph file.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is nothing in the sources that could be read.
    #[error("nothing could be read\n  {}", listed(.0))]
    Nothing(Vec<Warning>),
    /// The pages of a graph file cannot be read.
    #[error("{file}{}{cause}", if file.is_empty() { "" } else { ": " })]
    Pages {
        /// The graph file; empty for one that is being built.
        file: String,
        /// Which page, and why.
        #[source]
        cause: PagesError,
    },
}

fn listed(warnings: &[Warning]) -> String {
    let reasons: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    reasons.join("\n  ")
}

/// What was read, or a graph file. Threads may share it.
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

/// A graph with the facts that it follows from.
struct Memory {
    part: Part,
    facts: Facts,
    counts: Option<FactCounts>,
    /// What the checks found, where that was given.
    findings: Option<Vec<Diagnostic>>,
}

impl Dataset {
    /// A graph that is in memory already, with what the checks found in it.
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

    /// The whole graph. From memory at once; of a graph file it is read each time, in O(rows).
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn graph(&self) -> Result<Cow<'_, PoliticalGraph>, DatasetError> {
        Ok(match self.part(&Need::All)? {
            Cow::Borrowed(part) => Cow::Borrowed(&part.graph),
            Cow::Owned(part) => Cow::Owned(part.graph),
        })
    }

    /// What a question needs: of a graph file those rows, from memory all of them.
    ///
    /// # Errors
    /// A graph file that cannot be read.
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

    /// The returns of the whole graph as flat columns: all that rivalries, paths by contests and the measures of the network need.
    /// Of a million candidacies in a graph file a few milliseconds.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn returns(&self, include_annulled: bool) -> Result<Returns, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Returns::of(&memory.part.graph, include_annulled),
            Kept::File(pool) => pool.take().returns(include_annulled)?,
        })
    }

    /// The returns without votes, shares and outcomes: who stood in which contest, which is all that paths need.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn incidence(&self, include_annulled: bool) -> Result<Returns, DatasetError> {
        match &self.kept {
            Kept::Memory(_) => self.returns(include_annulled),
            Kept::File(pool) => Ok(pool.take().incidence(include_annulled)?),
        }
    }

    /// What the checks find, in order; of a graph file, what they found when it was built.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn findings(&self) -> Result<Vec<Diagnostic>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory
                .findings
                .clone()
                .unwrap_or_else(|| lines::quoted(check::run(&memory.part.graph, &memory.facts, &self.warnings))),
            Kept::File(pool) => pool.take().findings()?,
        })
    }

    /// What the sources state; of a graph file, what its pages state, read from it in O(pages).
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn facts(&self) -> Result<Cow<'_, Facts>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Cow::Borrowed(&memory.facts),
            Kept::File(pool) => Cow::Owned(open::facts_of(&pool.take())?),
        })
    }

    /// How much is stated, and how much is not understood; `None` for a graph that came without.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn counts(&self) -> Result<Option<FactCounts>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory.counts,
            Kept::File(pool) => Some(pool.take().fact_counts()?),
        })
    }

    /// The names of everything, by number.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn names(&self) -> Result<Names, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Names::of(&memory.part.graph),
            Kept::File(pool) => pool.take().names()?,
        })
    }

    /// The names of some people, in their order. Those of nearly everybody are read in one sweep.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn names_of_people(&self, people: &[PersonId]) -> Result<Vec<String>, DatasetError> {
        if let Kept::File(pool) = &self.kept
            && people.len() > 1_000
        {
            let file = pool.take();
            if people.len() as u64 * 4 > file.count("person")? {
                let mut names = file.names_of_people()?;
                return Ok(people
                    .iter()
                    .map(|p| names.get_mut(p.index()).map_or_else(String::new, |n| n.clone()))
                    .collect());
            }
        }
        let part = self.part(&Need::Rows(&RowSelection::of_people(people)))?;
        let name = |p: &PersonId| part.person_id(p.index() as u32).map(|id| part.graph.person(id).name.clone());
        Ok(people.iter().map(|p| name(p).unwrap_or_default()).collect())
    }

    /// The names of some offices, in their order.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn names_of_offices(&self, offices: &[OfficeId]) -> Result<Vec<String>, DatasetError> {
        let part = self.part(&Need::Rows(&RowSelection::of_offices(offices)))?;
        let name = |o: &OfficeId| part.office_id(o.index() as u32).map(|id| part.graph.office(id).name.clone());
        Ok(offices.iter().map(|o| name(o).unwrap_or_default()).collect())
    }

    /// All tenures in short, office by office in the order of time.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn held(&self) -> Result<Vec<Held>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory.part.graph.tenures().iter().map(Held::of).collect(),
            Kept::File(pool) => pool.take().held()?,
        })
    }

    /// Who followed whom in any office, with the later tenure.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn successions(&self) -> Result<Vec<(PersonId, PersonId, TenureId)>, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => path::successions(&memory.part.graph).collect(),
            Kept::File(pool) => pool.take().successions()?,
        })
    }

    /// Who stood for a party elsewhere than in its own contests: how often, and in which of the latest contests, up to so many.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn stood_for(&self, party: PartyId, most: usize, include_annulled: bool) -> Result<StoodFor, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => memory.part.graph.stood_for(party, most, include_annulled),
            Kept::File(pool) => pool.take().stood_for(party, most, include_annulled)?,
        })
    }

    /// How many candidacies and tenures there are, and how many contests of each kind.
    ///
    /// # Errors
    /// A graph file that cannot be read.
    pub fn sizes(&self) -> Result<Sizes, DatasetError> {
        Ok(match &self.kept {
            Kept::Memory(memory) => Sizes::of(&memory.part.graph),
            Kept::File(pool) => {
                let file = pool.take();
                Sizes { candidacies: file.count("candidacy")?, tenures: file.count("tenure")?, kinds: file.kinds()? }
            }
        })
    }

    /// What could not be read of the files themselves, then what pages have wrong; nothing for a graph file, whose findings hold both.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> + Clone {
        let of_pages = match &self.kept {
            Kept::Memory(memory) => &memory.facts.warnings[..],
            Kept::File(_) => &[],
        };
        self.warnings.iter().chain(of_pages)
    }

    /// What was read of each export.
    pub fn dumps(&self) -> &[(String, DumpReport)] {
        &self.dumps
    }

    /// Graph files among the sources that have no checksums, so that damage to them may go unnoticed.
    pub fn unsealed(&self) -> &[String] {
        &self.unsealed
    }

    /// Opens a graph file so many times that as many threads can read at once; each waits for the others otherwise. All read one state
    /// of the file only where nobody replaces it meanwhile.
    ///
    /// # Errors
    /// The file cannot be opened again.
    pub fn for_threads(mut self, threads: usize) -> Result<Self, DatasetError> {
        if let Kept::File(pool) = &mut self.kept {
            pool.grow(threads)?;
        }
        Ok(self)
    }
}

/// How much there is of what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sizes {
    /// Candidacies.
    pub candidacies: u64,
    /// Tenures.
    pub tenures: u64,
    /// Contests by kind.
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
