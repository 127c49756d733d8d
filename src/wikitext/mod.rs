//! Text and the values in it: wikitext markup, numbers, dates, sentences, folded names.
//!
//! This stage knows nothing of elections. Everything here is a pure function of a string. Parsed markup keeps byte
//! positions, so that a citation can give the line of a value.
//!
//! ```
//! use hustings::wikitext::{Date, number::read_count, read_date};
//!
//! assert_eq!(read_date("20 February 1992"), Date::parse("1992-02-20"));
//! assert_eq!(read_count("1,445"), Some(1445));
//! // A date is as vague as its source.
//! assert!(Date::year(1992).compatible(Date::parse("1992-02-20").unwrap()));
//! ```

pub mod colour;
pub mod date;
mod entity;
pub mod figure;
pub mod fold;
pub mod formula;
mod items;
pub mod markup;
pub(crate) mod months;
pub mod name;
pub mod number;
pub mod prose;
pub mod read_date;
mod recover;
mod scan;
pub mod sentence;
pub mod shown;
pub mod sieve;
pub mod slug;
pub mod table;
pub mod table_grid;
pub mod value;
pub mod written;
pub mod written_date;
mod xml;

pub use colour::read_colour;
pub use date::{Date, DateOrder, Precision};
pub use fold::{capital, fold, fold_title};
pub use markup::{Argument, Markup, Span, Template};
pub use name::template_name;
pub use number::{Bound, Quantity};
pub use read_date::read_date;
pub use sieve::Sieve;
pub use slug::{slug, slugs};
pub use value::{Value, ValueLink};
pub use xml::{push_xml, xml};
