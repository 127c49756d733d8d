//! Findings and graph in, output out: tables, diagrams, exchange formats.
//!
//! Every format escapes in one place. What is written is ordered, so that the same input gives the same bytes.

pub mod curves;
pub mod diagnostics;
pub mod diagram;
pub mod dot;
pub mod draw;
pub mod exchange;
pub mod font;
pub mod layered;
pub mod listing;
pub mod matching;
pub mod matrix;
pub mod network;
pub mod page;
pub mod people;
#[cfg(feature = "picture")]
pub mod picture;
pub mod profile;
pub mod report;
pub mod sensitivity;
pub mod spine;
pub mod svg;
pub mod table;
pub mod theme;
pub mod timeline;

pub use table::{Cell, Format, Table};
