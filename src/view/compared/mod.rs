//! What a comparison of two sources becomes: findings, a page, and the edits that make the first source say what the
//! second says.

mod changes;
mod findings;
mod page;
mod quickstatements;
mod wikibase;
mod wikitext;

pub use changes::{Changes, LeftOut};
pub use findings::{RULES, findings};
pub use page::page;
pub use quickstatements::quickstatements;
pub use wikibase::wikibase;
pub use wikitext::{Added, added};
