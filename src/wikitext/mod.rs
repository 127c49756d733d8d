//! Text and the values written in it: numbers, dates, sentences, folded names.
//!
//! This stage knows nothing of elections. Everything here is a pure function of a string and gives
//! positions back, so that a value can be cited by its line.

pub mod date;
pub mod fold;
pub mod number;
pub mod read_date;
pub mod sentence;

pub use date::{Date, DateOrder, Precision};
pub use fold::{fold, fold_title};
pub use number::Quantity;
pub use read_date::read_date;
