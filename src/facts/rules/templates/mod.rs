//! The rules that read the templates of the field on a wiki page: one kind of template a file.
//!
//! To add a kind, write its file and name it in [`ALL`]; the templates' names belong into `data/templates/`.

mod election;
mod hatnote;
mod officeholder;
mod referendum;
mod results;
mod succession;

use crate::facts::record::{Lines, PageRecord};
use crate::facts::templates::{Role, may_be_of_field, templates};
use crate::wikitext::figure::dates_in;
use crate::wikitext::{Date, Markup, Template};

/// One rule: its name, what it reads, and the function that does.
#[derive(Clone, Copy)]
pub struct TemplateRule {
    /// A short stable name.
    pub name: &'static str,
    /// What the rule reads, in a line.
    pub reads: &'static str,
    pub(crate) run: fn(&WikiPage<'_>, &mut PageRecord),
}

/// Every rule, in the order they run.
pub const ALL: [TemplateRule; 6] =
    [hatnote::RULE, election::RULE, results::RULE, referendum::RULE, officeholder::RULE, succession::RULE];

/// What a rule sees: the page's markup and those of its templates that are of the field, in order.
pub(crate) struct WikiPage<'m> {
    pub title: &'m str,
    pub markup: &'m Markup<'m>,
    pub found: Vec<(Role, String, Template<'m>)>,
}

impl<'m> WikiPage<'m> {
    /// Looks through a page once.
    pub(crate) fn new(title: &'m str, markup: &'m Markup<'m>) -> Self {
        let found = markup
            .templates()
            .filter(|template| may_be_of_field(&markup.text().as_bytes()[template.span().start + 2..]))
            .filter_map(|template| {
                let name = template.name();
                templates().role(&name).map(|role| (role, name, template))
            })
            .collect();
        Self { title, markup, found }
    }
}

/// Notes the line of a value.
fn at(lines: &mut Lines, key: &'static str, line: usize) {
    lines.entry(key).or_insert(line);
}

/// The one date, or the first, in a text.
fn first_date(text: &str) -> Option<Date> {
    dates_in(text).first().copied()
}
