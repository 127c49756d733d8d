//! Findings and graph in, output out: tables, diagrams, exchange formats.
//!
//! Every format escapes in one place. What is written is ordered, so that the same input gives the same bytes.

pub mod curves;
pub mod diagnostics;
pub mod diagram;
pub mod dot;
pub mod draw;
pub mod export;
pub mod font;
pub mod graphml;
pub mod listing;
pub mod matching;
pub mod network;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod people;
#[cfg(feature = "picture")]
pub mod picture;
pub mod profile;
pub mod report;
pub mod sensitivity;
pub mod spine;
pub mod svg;
pub mod table;
pub mod values;

pub use table::{Cell, Format, Table};
