//! Hustings.
pub mod analysis;
pub mod check;
pub mod facts;
pub mod graph;
pub mod identity;
pub mod source;
pub mod view;
pub mod wikitext;
