//! Hustings reads what people have about elections (articles, wiki pages and dumps, tables), works out who is who, and holds elections,
//! candidates, offices and leader transitions as one graph.
//!
//! # A start
//!
//! A [`Dataset`](dataset::Dataset) opens any source: the bundled data, files, folders, whole dumps, or a graph file that
//! `hustings build` wrote.
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
//! # What is where
//!
//! Data flows one way through the modules, and each has an example on its page:
//!
//! | for | module |
//! |---|---|
//! | opening data, whole or in part | [`dataset`] |
//! | people, contests, offices, parties, and a petgraph graph for algorithms of your own | [`graph`] |
//! | rivalries, successions, paths, measures, networks, survival | [`analysis`] |
//! | what disagrees in the sources | [`check`] |
//! | tables, diagrams, exchange formats, the explorer's pages | [`view`] |
//! | reading files, exports, a wiki's API | [`source`] |
//! | facts with their citations, and [the formats](facts::inputs) they are read from | [`facts`] |
//! | who is who, as judgements with evidence | [`identity`] |
//! | the graph file | [`store`] |
//! | wiki markup, names, numbers, dates | [`wikitext`] |
//!
//! How it works inside is told in [`architecture`].
//!
//! # Features
//!
//! | feature | default | gives | costs |
//! |---|---|---|---|
//! | `picture` | yes | PNG and PDF pictures; SVG and DOT need no feature | 64 crates |
//! | `fetch` | yes | pages of a live wiki | 18 crates: HTTP and TLS |
//! | `site` | with `serve` | the explorer's pages as files | 4 crates |
//! | `serve` | yes | the same pages live, for the program | 34 crates, `site` among them |
//! | `mimalloc` | yes | the program in less memory and time; nothing for the library | 2 crates, in C |
//! | `parquet` | no | Parquet tables | 14 crates, and a minute of a release build |
//!
//! `default-features = false` leaves reading, the graph, the analyses, the checks, SVG, DOT and the exchange formats.

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
