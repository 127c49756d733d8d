//! Builds a [`PoliticalGraph`] from facts and a roster: people, contests, offices and parties as typed nodes, and the
//! tables that the edges point into.
//!
//! petgraph's own indices stay internal. The public interface uses [`PersonId`], [`ContestId`] and so on.
//!
//! ```
//! use hustings::{facts::Facts, graph::{Node, PoliticalGraph, Relation}, identity::Overrides, source};
//!
//! let pages: Vec<_> = source::bundled().collect();
//! let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
//! // Any algorithm of petgraph's, or of your own, over nodes and edges that carry ids into the tables.
//! let inner = graph.petgraph();
//! let successions = inner.edge_weights().filter(|link| link.relation == Relation::SucceededBy);
//! assert!(successions.count() > 40);
//! let most = inner.node_indices().max_by_key(|i| inner.neighbors_undirected(*i).count());
//! assert!(matches!(most.map(|i| inner[i]), Some(Node::Office(_) | Node::Person(_) | Node::Contest(_))));
//! ```

mod build;
mod builder;
pub(crate) mod draft;

mod find;
mod ids;
mod model;
mod names;
mod places;
mod preference;
pub(crate) mod properties;
pub(crate) mod property_value;
mod query;
pub mod returns;
mod spell;
mod stable;
mod stood;
mod structure;
mod tenures;
mod tie;
mod ties;
mod values;

pub use find::{Found, Lookup};
pub use ids::{CandidacyId, CitationId, ContestId, GroupId, OfficeId, PartyId, PersonId, TenureId, TieId};
pub use model::{
    ByRound, Candidacy, Contest, Dispute, Link, Node, Office, OptionVotes, Party, Person, Relation, Round, RoundResult,
    Tenure,
};
pub use preference::{Preference, PreferenceError};
pub use query::{Query, Selection};
pub use stood::{MOST_STOOD, StoodFor};
pub use tie::{Group, Tie};
pub use values::{Places, Sourced, Values};

use crate::facts::{Citation, Facts};
use crate::identity::{Judgement, Overrides, Roster};
use petgraph::graph::DiGraph;
use std::sync::{Arc, OnceLock};

/// Everything that was read and joined: the typed tables, and the petgraph graph over them.
#[derive(Debug, Clone, Default)]
pub struct PoliticalGraph {
    pub(crate) people: Vec<Person>,
    pub(crate) contests: Vec<Contest>,
    pub(crate) candidacies: Vec<Candidacy>,
    pub(crate) tenures: Vec<Tenure>,
    pub(crate) offices: Vec<Office>,
    pub(crate) parties: Vec<Party>,
    pub(crate) groups: Vec<Group>,
    pub(crate) ties: Vec<Tie>,
    pub(crate) citations: Vec<Arc<Citation>>,
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) graph: OnceLock<DiGraph<Node, Link>>,
}

impl PoliticalGraph {
    /// Builds the graph of some facts.
    ///
    /// O(f log f) for f facts. The result is the same for any order of the facts.
    pub fn build(facts: &Facts, overrides: &Overrides) -> Self {
        Self::build_preferring(facts, overrides, &Preference::default())
    }

    /// Builds the graph with another rule for which value is preferred where sources disagree.
    pub fn build_preferring(facts: &Facts, overrides: &Overrides, preference: &Preference) -> Self {
        let mut roster = Roster::of(facts, overrides);
        let judgements = std::mem::take(&mut roster.judgements);
        let mut graph = build::build(facts, &roster, preference);
        graph.judgements = judgements;
        graph
    }

    /// Same as [`PoliticalGraph::build_preferring`], but uses less memory: it removes statements about candidacies from
    /// `facts` as soon as they are in the graph. Statements about a candidate's party and all other statements stay;
    /// the checks need only those.
    pub fn build_releasing(facts: &mut Facts, overrides: &Overrides, preference: &Preference) -> Self {
        let mut roster = Roster::of(facts, overrides);
        let judgements = std::mem::take(&mut roster.judgements);
        let mut graph = build::build_releasing(facts, &roster, preference);
        graph.judgements = judgements;
        graph
    }

    /// Returns the people, in the order of their ids: by name.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Returns the contests, in the order of their ids: by office, then date.
    pub fn contests(&self) -> &[Contest] {
        &self.contests
    }

    /// Returns the candidacies, contest by contest.
    pub fn candidacies(&self) -> &[Candidacy] {
        &self.candidacies
    }

    /// Returns the tenures, office by office, each in the order of time.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// Returns the offices, by name.
    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// Returns the parties, by name.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// Returns the groups, by name.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Returns the ties, by their first ends.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// Returns a group.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.index()]
    }

    /// Returns a tie.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn tie(&self, id: TieId) -> &Tie {
        &self.ties[id.index()]
    }

    /// Returns the displayed name of a node: of a contest, its title.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn label_of(&self, node: Node) -> &str {
        match node {
            Node::Person(id) => &self.person(id).name,
            Node::Contest(id) => &self.contest(id).title,
            Node::Office(id) => &self.office(id).name,
            Node::Party(id) => &self.party(id).name,
            Node::Group(id) => &self.group(id).name,
        }
    }

    /// Returns the id of a node that stays the same whatever else is in the graph.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn key_of(&self, node: Node) -> String {
        match node {
            Node::Person(id) => self.person(id).stable_id.clone(),
            Node::Contest(id) => self.contest_key(id),
            Node::Office(id) => self.office_key(id),
            Node::Party(id) => self.party_key(id),
            Node::Group(id) => crate::wikitext::fold_title(&self.group(id).name),
        }
    }

    /// Returns every judgement on who is who.
    pub fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    /// Returns a person.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.index()]
    }

    /// Returns a contest.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn contest(&self, id: ContestId) -> &Contest {
        &self.contests[id.index()]
    }

    /// Returns a candidacy.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn candidacy(&self, id: CandidacyId) -> &Candidacy {
        &self.candidacies[id.index()]
    }

    /// Returns a tenure.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn tenure(&self, id: TenureId) -> &Tenure {
        &self.tenures[id.index()]
    }

    /// Returns an office.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn office(&self, id: OfficeId) -> &Office {
        &self.offices[id.index()]
    }

    /// Returns a party.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.index()]
    }

    /// Returns a citation.
    ///
    /// # Panics
    /// Panics if the id is out of range. Use an id only with the graph that returned it.
    pub fn citation(&self, id: CitationId) -> &Citation {
        &self.citations[id.index()]
    }

    /// Returns every citation.
    pub fn citations(&self) -> &[Arc<Citation>] {
        &self.citations
    }

    /// Returns the petgraph graph, for your own algorithms. Nodes and edges carry ids into the tables. The first call
    /// builds it from the tables in O(rows).
    pub fn petgraph(&self) -> &DiGraph<Node, Link> {
        self.graph.get_or_init(|| self.connected())
    }

    /// Returns the candidacies of a contest, in the order of their result.
    pub fn candidacies_of(&self, contest: ContestId) -> impl Iterator<Item = &Candidacy> {
        self.contest(contest).candidacies.iter().map(|id| self.candidacy(*id))
    }

    /// Returns the contests of an office, in the order of time.
    pub fn contests_of(&self, office: OfficeId) -> impl Iterator<Item = &Contest> {
        let start = self.contests.partition_point(|c| c.office < Some(office));
        self.contests[start..].iter().take_while(move |c| c.office == Some(office))
    }

    /// Returns the candidacies that a contest elected, in the order of their result. There are several if one source
    /// calls several people elected. If sources disagree on who was elected, only the first candidacy is returned, with
    /// those that one of its sources calls elected too.
    pub fn elected_by(&self, contest: &Contest) -> impl Iterator<Item = &Candidacy> {
        let elected = || contest.candidacies.iter().map(|c| self.candidacy(*c)).filter(|c| c.is_elected());
        let pages = |c: &Candidacy| -> Vec<_> {
            let places = c.outcome.first().map_or(&[][..], |o| &o.citations[..]);
            places.iter().map(|id| self.citation(*id)).map(|c| (c.file.clone(), c.page.clone())).collect()
        };
        let first = elected().next().map(pages).unwrap_or_default();
        let together = move |(i, c): &(usize, &Candidacy)| *i == 0 || pages(c).iter().any(|p| first.contains(p));
        elected().enumerate().filter(together).map(|(_, c)| c)
    }

    /// Returns the tenures of an office, in the order of time.
    pub fn tenures_of(&self, office: OfficeId) -> impl Iterator<Item = &Tenure> {
        let start = self.tenures.partition_point(|t| t.office < office);
        self.tenures[start..].iter().take_while(move |t| t.office == office)
    }

    /// Returns true if the person held the office at the time of the contest: a source states it of the candidacy, or
    /// the contest names the person as the holder before.
    pub fn is_incumbent(&self, candidacy: &Candidacy) -> bool {
        !candidacy.incumbent.is_empty()
            || self.contest(candidacy.contest).before.best() == Some(&Some(candidacy.person))
    }
}
