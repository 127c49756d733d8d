//! All tests of the program and of the library from outside, in one binary: linking it once is what keeps `cargo test` short.
//!
//! `cargo test --test it checks::` runs the tests of one file.

mod architecture;
mod atlantis;
mod bodies;
mod bundled;
mod checks;
mod commands;
mod compare;
mod damage;
mod dataset;
mod documents;
mod drawing;
mod exchange;
#[cfg(feature = "site")]
mod explorer;
mod exports;
mod extraction;
#[cfg(feature = "fetch")]
mod fetch;
mod figures;
mod figures_claimed;
#[cfg(feature = "picture")]
#[path = "../../examples/gallery.rs"]
mod gallery;
mod graph_file;
mod graphviz;
mod hostile;
mod house;
mod identity;
mod inputs;
mod joined;
mod lint;
mod lives;
#[cfg(feature = "lsp")]
mod lsp;
mod malformed;
mod members;
mod mending;
mod newcomer;
#[cfg(unix)]
mod outputs;
mod page_contests;
#[cfg(feature = "picture")]
mod pictures;
mod properties;
mod read_again;
mod rules;
mod seeds;
#[cfg(feature = "serve")]
mod serve;
mod support;
mod table_shapes;
mod tenures;
mod tie_languages;
mod ties;
mod traps;
mod wiki_pages;
mod wikipedia;
mod wikitable_shapes;
mod wikitables;
#[path = "../world/mod.rs"]
mod world;
