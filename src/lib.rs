//! Hustings reads sources about elections (articles, wiki pages and dumps, tables), works out who is who, and holds
//! elections, candidates, offices and leader transitions as one graph.
//!
//! # Getting started
//!
//! A [`Dataset`](dataset::Dataset) opens any source: the bundled data, files, folders, whole dumps, or a graph file
//! that `hustings build` wrote.
//!
//! ```
//! use hustings::{analysis::rivals, dataset::{Dataset, Options}, graph::Lookup};
//!
//! let data = Dataset::open(["bundled"], Options::default())?;
//! let graph = data.graph()?;
//! let (Lookup::One(a), Lookup::One(b)) = (graph.find_person("Peres"), graph.find_person("Rabin")) else { panic!() };
//! assert_eq!(rivals::between(&graph, a, b, false).meetings.len(), 4);
//! # Ok::<(), hustings::dataset::DatasetError>(())
//! ```
//!
//! # Modules
//!
//! Data flows in one direction through the modules. The page of each module has an example.
//!
//! | for | module |
//! |---|---|
//! | opening data, whole or in part | [`dataset`] |
//! | people, contests, offices, parties, and a petgraph graph for algorithms of your own | [`graph`] |
//! | rivalries, successions, paths, measures, networks, survival | [`analysis`] |
//! | finding what disagrees in the sources | [`check`] |
//! | tables, diagrams, exchange formats, the explorer's pages | [`view`] |
//! | reading files, exports, a wiki's API | [`source`] |
//! | facts with their citations, and [the formats](facts::inputs) that they are read from | [`facts`] |
//! | working out who is who, as judgements with evidence | [`identity`] |
//! | the graph file | [`store`] |
//! | wiki markup, names, numbers, dates | [`wikitext`] |
//!
//! [`architecture`] explains how Hustings works inside.
//!
//! # Features
//!
//! | feature | default | gives | costs |
//! |---|---|---|---|
//! | `picture` | yes | PNG and PDF pictures; SVG and DOT need no feature | 64 crates |
//! | `fetch` | yes | pages of a live wiki | 18 crates: HTTP and TLS |
//! | `site` | with `serve` | the explorer's pages as files | 4 crates |
//! | `serve` | yes | the same pages from a local server; only for the program | 34 crates, including those of `site` |
//! | `mimalloc` | yes | less memory and time for the program; nothing for the library | 2 crates, in C |
//! | `parquet` | no | Parquet tables, in and out | 14 crates, and a minute of a release build |
//!
//! With `default-features = false` the crate still has reading, the graph, the analyses, the checks, SVG, DOT and the
//! exchange formats.

pub mod analysis;
#[doc = include_str!("architecture.md")]
pub mod architecture {}
pub mod check;
pub mod dataset;
pub mod facts;
pub mod graph;
pub mod identity;
pub mod source;
pub mod store;
pub mod view;
pub mod wikitext;
