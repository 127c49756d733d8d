//! Hustings reads election articles and tables, works out who is who, and holds elections, candidates, offices and
//! leader transitions as one graph.
//!
//! ```
//! use hustings::{analysis::rivals, facts::Facts, graph::{Lookup, PoliticalGraph}, identity::Overrides, source};
//!
//! let pages: Vec<_> = source::bundled().collect();
//! let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
//! let (Lookup::One(a), Lookup::One(b)) = (graph.find_person("Peres"), graph.find_person("Rabin")) else { panic!() };
//! assert_eq!(rivals::between(&graph, a, b, false).meetings.len(), 4);
//! ```
#![doc = include_str!("architecture.md")]

pub mod analysis;
pub mod check;
pub mod facts;
pub mod graph;
pub mod identity;
pub mod source;
pub mod view;
pub mod wikitext;
