//! The rules that read templates about elections and offices on a wiki page, one kind of template per file.
//!
//! To add a kind, write its file and add it to [`ALL`]. The names of its templates belong in `data/templates/`.

mod election;
mod hatnote;
mod officeholder;
mod referendum;
mod results;
mod succession;
mod wikitable;

use crate::facts::record::{Lines, PageRecord};
use crate::facts::templates::{Role, may_be_of_field, templates};
use crate::wikitext::figure::dates_in;
use crate::wikitext::table::Table;
use crate::wikitext::{Date, Markup, Template};

/// A rule: its name, what it reads, and its function.
#[derive(Clone, Copy)]
pub struct TemplateRule {
    /// A short, stable name.
    pub name: &'static str,
    /// What the rule reads, in one line.
    pub reads: &'static str,
    pub(crate) run: fn(&WikiPage<'_>, &mut PageRecord),
}

/// Every rule, in the order in which they run.
pub const ALL: [TemplateRule; 7] = [
    hatnote::RULE,
    election::RULE,
    results::RULE,
    referendum::RULE,
    officeholder::RULE,
    succession::RULE,
    wikitable::RULE,
];

/// What a rule sees: the page's markup, and its templates about elections and offices, in order.
pub(crate) struct WikiPage<'m> {
    pub title: &'m str,
    pub markup: &'m Markup<'m>,
    pub found: Vec<(Role, String, Template<'m>)>,
    /// The tables made of cells.
    pub tables: Vec<Table>,
}

impl<'m> WikiPage<'m> {
    /// Finds the templates and the tables of a page, in one pass each.
    pub(crate) fn new(title: &'m str, markup: &'m Markup<'m>) -> Self {
        let found = markup
            .templates()
            .filter(|template| may_be_of_field(&markup.text().as_bytes()[template.span().start + 2..]))
            .filter_map(|template| {
                let name = template.name();
                templates().role(&name).map(|role| (role, name, template))
            })
            .collect();
        Self { title, markup, found, tables: markup.tables(&wikitable::makes) }
    }
}

/// Records the line of a value, unless the key already has one.
fn at(lines: &mut Lines, key: &'static str, line: usize) {
    lines.entry(key).or_insert(line);
}

/// Returns the first date in a text.
fn first_date(text: &str) -> Option<Date> {
    dates_in(text).first().copied()
}
