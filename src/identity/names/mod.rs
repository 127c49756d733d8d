//! Names compared: taken apart, heard rather than read, and weighed by how common they are.
//!
//! [`Name`] takes a name apart, [`compare`] says how far apart two are and where, [`Keys`] which are worth comparing, and
//! [`Census`] how many namesakes are to be expected.

mod census;
mod comparison;
mod forms;
mod keys;
mod letters;
mod parts;
mod sound;
mod table;

pub use census::Census;
pub use comparison::{Comparison, compare};
pub use keys::Keys;
pub use parts::{Name, Part};
pub use sound::Word;
