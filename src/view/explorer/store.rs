//! Where the pages' rows come from: a graph in memory, or a graph file of which each page reads what it shows.

use super::address::Kind;
use crate::graph::{ContestId, MOST_STOOD, Node, OfficeId, PartyId, PersonId, StoodFor, Tenure};
use crate::store::{FileError, GraphFile, Held, Part, RowSelection};
use std::ops::Deref;
use std::sync::{Condvar, Mutex, PoisonError};

/// What a page shows, by numbers of the file (or ids of the graph in memory).
pub(super) enum Wanted {
    /// All around one node.
    Node(Node),
    /// The record of two people.
    Pair(PersonId, PersonId),
    /// The tenures of the offices that two people held.
    Offices(PersonId, PersonId),
    /// These rows.
    Rows(RowSelection),
}

/// The store.
pub(super) enum Store {
    /// A graph in memory.
    Whole(Box<Part>),
    /// A graph file, opened several times.
    File(Pool),
}

impl Store {
    /// Works on the rows of a page.
    pub(super) fn with<T>(&self, wanted: &Wanted, work: impl FnOnce(&Part) -> T) -> Result<T, FileError> {
        let pool = match self {
            Self::Whole(part) => return Ok(work(part)),
            Self::File(pool) => pool,
        };
        let file = pool.take();
        let selection = match wanted {
            Wanted::Node(node) => file.around(*node)?,
            Wanted::Pair(a, b) => file.around_pair(*a, *b)?,
            Wanted::Offices(a, b) => {
                let people = [a, b].map(|p| p.index() as u32).into();
                file.around_successions(&RowSelection { people, ..RowSelection::default() })?
            }
            Wanted::Rows(rows) => rows.clone(),
        };
        let part = file.load(Some(&selection))?;
        drop(file);
        Ok(work(&part))
    }

    /// All tenures in short, office by office in the order of time.
    pub(super) fn held(&self) -> Result<Vec<Held>, FileError> {
        match self {
            Self::File(pool) => pool.take().held(),
            Self::Whole(part) => Ok(held(part)),
        }
    }

    /// A thing to make a page of.
    pub(super) fn thing(&self, kind: Kind, number: u32, include_annulled: bool) -> Result<Thing, FileError> {
        let party = PartyId::from_index(number as usize);
        let stood = match (kind, self) {
            (Kind::Party, Self::File(pool)) => pool.take().stood_for(party, MOST_STOOD, include_annulled)?,
            (Kind::Party, Self::Whole(part)) => part.graph.stood_for(party, MOST_STOOD, include_annulled),
            _ => StoodFor::default(),
        };
        Ok(Thing { kind, number, stood })
    }
}

/// The tenures of a graph in memory, in short.
pub(super) fn held(part: &Part) -> Vec<Held> {
    let held = |t: &Tenure| Held {
        office: t.office,
        person: t.person,
        follows: t.follows,
        contest: t.contest,
        from: t.from.best().copied(),
    };
    part.graph.tenures().iter().map(held).collect()
}

/// What a page is about.
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) number: u32,
    /// Of a party, who stood for it elsewhere than in its own contests: how often, and where last.
    pub(super) stood: StoodFor,
}

impl Thing {
    /// All around it.
    pub(super) fn wanted(&self) -> Wanted {
        let at = self.number as usize;
        Wanted::Node(match self.kind {
            Kind::Person => Node::Person(PersonId::from_index(at)),
            Kind::Party => Node::Party(PartyId::from_index(at)),
            Kind::Office => Node::Office(OfficeId::from_index(at)),
            Kind::Contest => Node::Contest(ContestId::from_index(at)),
        })
    }
}

/// Open files that nobody reads at the moment. All are of one state of the file: they were opened together.
pub(super) struct Pool {
    idle: Mutex<Vec<GraphFile>>,
    returned: Condvar,
}

impl Pool {
    pub(super) fn of(files: Vec<GraphFile>) -> Self {
        Self { idle: Mutex::new(files), returned: Condvar::new() }
    }

    /// One of the files, as soon as one is idle.
    fn take(&self) -> Taken<'_> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(file) = idle.pop() {
                return Taken { file: Some(file), pool: self };
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A file that goes back when it is let go.
struct Taken<'p> {
    file: Option<GraphFile>,
    pool: &'p Pool,
}

impl Deref for Taken<'_> {
    type Target = GraphFile;

    #[expect(clippy::expect_used, reason = "the file is there until it is let go")]
    fn deref(&self) -> &GraphFile {
        self.file.as_ref().expect("a file that was taken")
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).extend(self.file.take());
        self.pool.returned.notify_one();
    }
}
