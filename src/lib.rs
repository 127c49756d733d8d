//! Hustings reads election articles and tables, works out who is who, and holds elections, candidates, offices and
//! leader transitions as one graph.
//!
//! A start in five lines:
//!
//! ```
//! use hustings::{analysis::rivals, facts::Facts, graph::{Lookup, PoliticalGraph}, identity::Overrides, source};
//!
//! let pages: Vec<_> = source::bundled().collect();
//! let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
//! let (Lookup::One(a), Lookup::One(b)) = (graph.find_person("Peres"), graph.find_person("Rabin")) else { panic!() };
//! assert_eq!(rivals::between(&graph, a, b, false).meetings.len(), 4);
//! ```
//!
//! Data flows one way, and each stage has an example on its page:
//!
//! | stage | takes, gives |
//! |---|---|
//! | [`source`] | paths and texts to pages |
//! | [`wikitext`] | text to links, numbers, dates |
//! | [`facts`] | pages to facts, each with a citation |
//! | [`identity`] | names to people, as judgements with evidence |
//! | [`graph`] | facts to the [`PoliticalGraph`](graph::PoliticalGraph): typed tables, and a petgraph graph for algorithms of your own |
//! | [`analysis`] | graph to rivalries, successions, measures, networks |
//! | [`check`] | graph and facts to what disagrees |
//! | [`view`] | graph to tables, diagrams, exchange formats |
//!
//! The cargo feature `picture` (on by default) draws PNG and PDF, `fetch` (on by default) reads a live wiki, `site` and `serve` (on by default)
//! make the explorer's pages and the program's server, `parquet` writes Parquet.
#![doc = include_str!("architecture.md")]

pub mod analysis;
pub mod check;
pub mod dataset;
pub mod facts;
pub mod graph;
pub mod identity;
pub mod source;
pub mod store;
pub mod view;
pub mod wikitext;
