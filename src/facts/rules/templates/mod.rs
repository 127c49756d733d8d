//! The rules that read templates about elections and offices on a wiki page, one kind of template per file.
//!
//! To add a kind, write its file and add it to [`ALL`]. The names of its templates belong in `data/templates/`.

mod canadian;
mod closing;
mod election;
mod election_results;
mod endorsements;
mod hatnote;
mod member_rows;
mod memberships;
mod officeholder;
mod ordered_rows;
mod referendum;
mod result_lists;
mod results;
mod seats;
mod succession;
mod table_words;
mod tie_people;
mod tie_words;
mod ties;
mod wikitable;

use crate::facts::record::{Lines, PageRecord};
use crate::facts::templates::{OWN_NAME, Role, Row, may_be_of_field, parameter_name, templates};
use crate::wikitext::figure::dates_in;
use crate::wikitext::table::headings;
use crate::wikitext::{Date, Markup, Span, Template};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

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
pub const ALL: [TemplateRule; 13] = [
    hatnote::RULE,
    election::RULE,
    results::RULE,
    election_results::RULE,
    ordered_rows::RULE,
    referendum::RULE,
    officeholder::RULE,
    succession::RULE,
    wikitable::RULE,
    member_rows::RULE,
    result_lists::RULE,
    memberships::RULE,
    endorsements::RULE,
];

/// The longest heading that is kept, in characters.
const LONGEST_HEADING: usize = 200;

/// A heading of a page.
struct Heading {
    title: String,
    /// The heading of a higher level that it is under.
    under: Option<usize>,
}

/// What a rule sees: the page's markup, and its templates about elections and offices, in order.
pub(crate) struct WikiPage<'m> {
    pub title: &'m str,
    pub markup: &'m Markup<'m>,
    pub found: Vec<(Role, String, Template<'m>)>,
    /// The templates that look like results, and that no rule knows.
    pub unknown: Vec<String>,
    headings: OnceCell<Vec<Span>>,
    outline: OnceCell<Vec<Heading>>,
    linked: OnceCell<HashMap<String, usize>>,
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
        let found = with_own_names(markup, found);
        let known: HashSet<usize> = found.iter().map(|(_, _, t)| t.span().start).collect();
        let others = markup.templates().filter(|t| !known.contains(&t.span().start));
        let last = OnceCell::new();
        let last = || *last.get_or_init(|| headings(markup).last().map_or(0, |span| span.start));
        let unknown = others.filter(|t| table_words::words().looks_like_results(t, last)).map(|t| t.name()).collect();
        Self {
            title,
            markup,
            found,
            unknown,
            headings: OnceCell::new(),
            outline: OnceCell::new(),
            linked: OnceCell::new(),
        }
    }
}

pub(in crate::facts) use result_lists::is_of_history;
pub(in crate::facts) use wikitable::may_be_table;

/// Returns true if the name of a line of an infobox is that of a round.
pub(super) fn names_round(label: &str) -> bool {
    table_words::words().names_round(label)
}

/// Adds the infoboxes of contests that have the English slots under a name of their own, as in many Wikipedias.
fn with_own_names<'m>(
    markup: &'m Markup<'m>,
    mut found: Vec<(Role, String, Template<'m>)>,
) -> Vec<(Role, String, Template<'m>)> {
    if memchr::memmem::find(markup.text().as_bytes(), OWN_NAME.as_bytes()).is_none() {
        return found;
    }
    let known: HashSet<usize> = found.iter().map(|(_, _, t)| t.span().start).collect();
    for template in markup.templates().filter(|t| !known.contains(&t.span().start)) {
        let mut has = [false; 2];
        for argument in template.arguments().filter(|a| !a.positional) {
            let name = parameter_name(&argument.name);
            has[0] |= name == OWN_NAME;
            let row = name.trim_end_matches(|c: char| c.is_ascii_digit());
            has[1] |= row.len() < name.len() && ["candidate", "nominee", "leader", "party"].contains(&row);
        }
        if has == [true; 2] {
            found.push((Role::Election, template.name(), template));
        }
    }
    found.sort_by_key(|(_, _, template)| template.span().start);
    found
}

impl WikiPage<'_> {
    /// Returns how much the page uses a name: each link counts once, and a link in the title of a succession box more
    /// than all others.
    fn weight_of(&self, name: &str) -> usize {
        let linked = self.linked.get_or_init(|| {
            let mut linked: HashMap<String, usize> = HashMap::new();
            for target in self.markup.link_targets() {
                *linked.entry(target).or_default() += 1;
            }
            let titles =
                self.found.iter().filter(|(role, ..)| matches!(role, Role::Succession(Row::Title | Row::Whole)));
            for argument in titles.filter_map(|(_, _, template)| template.argument("title")) {
                for link in self.markup.value(argument.value).links {
                    *linked.entry(link.target).or_default() += self.markup.text().len();
                }
            }
            linked
        });
        linked.get(name).copied().unwrap_or(0)
    }

    /// Returns the headings of the page, in order.
    fn headings(&self) -> &[Span] {
        self.headings.get_or_init(|| headings(self.markup))
    }

    /// Returns the headings with what they are under. Linear in the page, once.
    fn outline(&self) -> &[Heading] {
        self.outline.get_or_init(|| {
            let text = self.markup.text().as_bytes();
            let level = |span: &Span| text[..span.start].iter().rev().take(6).take_while(|b| **b == b'=').count();
            let mut outline: Vec<Heading> = Vec::new();
            // The last heading of each level, less those that a higher one ended.
            let mut open: Vec<(usize, usize)> = Vec::new();
            for (at, span) in self.headings().iter().enumerate() {
                let level = level(span);
                open.retain(|(above, _)| *above < level);
                let line = self.markup.value(span.clone()).line();
                let title = line.chars().take(LONGEST_HEADING).collect();
                outline.push(Heading { title, under: open.last().map(|(_, at)| *at) });
                open.push((level, at));
            }
            outline
        })
    }

    /// Returns the headings that a place of the page is under, the nearest one first: at most six.
    fn heading_path(&self, at: usize) -> Vec<String> {
        let before = self.headings().partition_point(|span| span.start < at);
        let outline = self.outline();
        let first = before.checked_sub(1);
        std::iter::successors(first, |at| outline[*at].under).map(|at| outline[at].title.clone()).collect()
    }

    /// Returns the nearest heading above a place of the page, and its line.
    fn heading_above(&self, at: usize) -> Option<(String, usize)> {
        let heading = self.headings();
        let before = heading.partition_point(|span| span.start < at);
        let span = heading[..before].last()?.clone();
        Some((self.markup.value(span.clone()).line(), self.markup.line(span.start)))
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
