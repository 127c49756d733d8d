//! Compares names: parses them, compares how their words sound, and estimates how common they are.
//!
//! [`Name`] parses a name, [`compare`] computes the distance between two, [`Keys`] selects the pairs worth comparing,
//! and [`Census`] estimates how many namesakes to expect.

mod census;
mod comparison;
mod forms;
mod keys;
mod letters;
mod parts;
mod sound;
mod table;

pub use census::{Census, Words};
pub use comparison::{Comparison, Respelled, compare};
pub use keys::Keys;
pub use parts::{Name, Part, has_title};
pub use sound::Word;
