//! Turns results and the graph into output: tables, diagrams, exchange formats.
//!
//! Each format escapes text in one place. Output is ordered, so that the same input gives the same bytes.
//!
//! ```
//! use hustings::{facts::Facts, graph::{PoliticalGraph, Query, Selection}, identity::Overrides, source};
//! use hustings::view::{draw, exchange::{self, Options}, page::Page, theme::Theme};
//!
//! let pages: Vec<_> = source::bundled().collect();
//! let graph = PoliticalGraph::build(&Facts::extract(&pages), &Overrides::default());
//! // A picture of a part, on dark.
//! let nineties = Query::default().with_years(Some(1990), Some(1999)).resolve(&graph);
//! let svg = draw::timeline(&nineties, "the bundled data").lay_out(Page::default().with_theme(Theme::Dark)).to_svg();
//! assert!(svg.starts_with("<svg") && svg.contains("Yitzhak Rabin"));
//! // Any of the exchange formats.
//! let mut turtle = Vec::new();
//! let format = exchange::named("turtle").unwrap();
//! format.write(&Selection::whole(&graph), &Options::default(), &mut turtle).unwrap();
//! assert!(String::from_utf8(turtle).unwrap().contains("ps:P39"));
//! ```

pub mod about;
pub mod board;
pub mod charts;
pub mod compared;
pub mod curves;
pub mod diagnostics;
pub mod diagram;
pub mod dot;
pub mod draw;
pub mod duel;
pub mod escape;
pub mod exchange;
#[cfg(feature = "site")]
pub mod explorer;
pub mod figure;
pub mod font;
pub mod layered;
mod layout;
pub mod linking;
pub mod listing;
pub mod matching;
pub mod matrix;
pub mod network;
pub mod page;
pub mod pairs;
pub mod palette;
pub mod people;
#[cfg(feature = "picture")]
pub mod picture;
pub mod profile;
pub mod report;
pub mod sensitivity;
pub mod share;
pub mod spine;
pub mod svg;
pub mod table;
pub mod theme;
pub mod timeline;
pub mod words;

pub use table::{Cell, Format, Table};
