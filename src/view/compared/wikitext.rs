//! Lines for pages of a wiki: what only the second source states of people who have a page in the first.

use crate::analysis::comparison::{About, Comparison, Row, Status};
use crate::analysis::succession;
use crate::facts::{Citation, Confidence};
use crate::graph::{PersonId, PoliticalGraph, Tenure};
use crate::view::exchange::wiki_link;
use crate::wikitext::{Date, fold};
use std::collections::BTreeMap;

/// Lines to add to one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The title of the page.
    pub page: String,
    /// The lines, each group behind a line that says where it belongs.
    pub lines: Vec<String>,
}

/// Returns the lines for each page, for infoboxes of officeholders and their succession boxes, and the number of
/// statements for which there are none. O(rows).
pub fn added(
    (a, b): (&PoliticalGraph, &PoliticalGraph),
    comparison: &Comparison,
    takes: impl Fn(&Row) -> bool,
) -> (Vec<Added>, usize) {
    let (mut pages, mut left) = (BTreeMap::<String, Page>::new(), 0);
    for row in comparison.rows.iter().filter(|row| row.status == Status::OnlyB && takes(row)) {
        let lines = lines_of(a, b, comparison, row, &mut pages);
        left += usize::from(lines.is_none());
    }
    let pages = pages.into_iter().filter(|(_, page)| !page.lines.is_empty());
    (pages.map(|(page, found)| Added { page, lines: found.lines }).collect(), left)
}

/// The lines of a page, and the number of the last office in its infobox.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
    last: usize,
}

fn lines_of(
    a: &PoliticalGraph,
    b: &PoliticalGraph,
    comparison: &Comparison,
    row: &Row,
    pages: &mut BTreeMap<String, Page>,
) -> Option<()> {
    let person = match row.about {
        About::Life(pair) => pair.a?,
        About::Term(pair) => match (pair.a, pair.b) {
            (Some(term), _) => a.tenure(term).person,
            (None, Some(term)) => comparison.in_a(b.tenure(term).person)?,
            (None, None) => return None,
        },
        _ => return None,
    };
    let own = own_page(a, person)?;
    let page =
        pages.entry(own.to_string()).or_insert_with(|| Page { lines: Vec::new(), last: last_office(a, person, own) });
    match (row.about, row.property) {
        (About::Life(_), "born") => page.say("infobox", [format!("| birth_date = {}", life_date("birth", &row.b))]),
        (About::Life(_), "died") => page.say("infobox", [format!("| death_date = {}", life_date("death", &row.b))]),
        (About::Term(pair), "from" | "to") => {
            let term = a.tenure(pair.a?);
            let date = Date::parse(&row.b)?.long();
            let number = number_of(a, term, own)?;
            let name = if row.property == "from" { "term_start" } else { "term_end" };
            page.say("infobox", [format!("| {name}{number} = {date}")]);
        }
        (About::Term(pair), "term") => page.term(b, b.tenure(pair.b?)),
        _ => return None,
    }
    Some(())
}

impl Page {
    fn say(&mut self, part: &str, lines: impl IntoIterator<Item = String>) {
        self.lines.push(format!("{part}:"));
        self.lines.extend(lines);
    }

    /// Adds a term: the fields of the infobox, and a row of a succession box.
    fn term(&mut self, b: &PoliticalGraph, term: &Tenure) {
        self.last += 1;
        let number = if self.last == 1 { String::new() } else { self.last.to_string() };
        let office = wiki_link(&b.office(term.office).name);
        let date = |date: Option<&Date>| date.map(|d| d.long()).unwrap_or_default();
        let name = |other: Option<&Tenure>| {
            let other = other.filter(|other| other.person != term.person);
            other.map(|other| wiki_link(&b.person(other.person).name)).unwrap_or_default()
        };
        let before = name(succession::predecessor(b, term).filter(|_| term.follows));
        let after = name(succession::successor(b, term).filter(|next| next.follows));
        let fields = [
            ("office", office.clone()),
            ("term_start", date(term.from.best())),
            ("term_end", date(term.to.best())),
            ("predecessor", before.clone()),
            ("successor", after.clone()),
        ];
        let stated = fields.into_iter().filter(|(_, value)| !value.is_empty());
        self.say("infobox", stated.map(|(field, value)| format!("| {field}{number} = {value}")));
        let year = |date: Option<i32>| date.map(|year| year.to_string()).unwrap_or_default();
        let from = year(term.from.best().and_then(|d| d.first_year()));
        let to = year(term.to.best().and_then(|d| d.last_year()));
        let years = if from == to { from } else { format!("{from}–{to}") };
        let row = [
            format!("{{{{s-bef|before={before}}}}}"),
            format!("{{{{s-ttl|title={office}|years={years}}}}}"),
            format!("{{{{s-aft|after={after}}}}}"),
        ];
        self.say("succession box", row);
    }
}

/// Returns the title of the page of a person: one with the person's name, else the one that states most.
fn own_page(graph: &PoliticalGraph, person: PersonId) -> Option<&str> {
    let own = graph.person(person);
    let names: Vec<String> = own.spellings.iter().chain([&own.name]).map(|name| fold(name)).collect();
    let of_terms = own.tenures.iter().flat_map(|id| cited(graph, graph.tenure(*id)));
    let of_life =
        own.born.all().iter().chain(own.died.all()).flat_map(|v| v.citations.iter().map(|id| graph.citation(*id)));
    let pages = of_terms.chain(of_life).filter(|c| is_of_page(c));
    let mut first = None;
    for citation in pages {
        let title = &*citation.page;
        if names.contains(&fold(title)) || names.contains(&fold(title.split(" (").next().unwrap_or(title))) {
            return Some(title);
        }
        first = first.or((citation.confidence == Confidence::Infobox).then_some(title));
    }
    first
}

fn is_of_page(citation: &Citation) -> bool {
    !matches!(citation.confidence, Confidence::Table | Confidence::Disputed)
}

/// Returns the citations of a term and of its dates.
fn cited<'g>(graph: &'g PoliticalGraph, term: &'g Tenure) -> impl Iterator<Item = &'g Citation> {
    let dates = term.from.all().iter().chain(term.to.all()).flat_map(|v| &v.citations);
    term.citations.iter().chain(dates).map(|id| graph.citation(*id))
}

/// Returns the number behind the name of the field that a line of an infobox has: "2" of `| term_start2 = …`.
pub(super) fn number_in(quote: &str) -> Option<&str> {
    let (name, _) = quote.trim_start().strip_prefix('|')?.split_once('=')?;
    let name = name.trim();
    let start = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (start > 0).then(|| &name[start..])
}

/// Returns the number of the fields of a term on a page.
fn number_of<'g>(graph: &'g PoliticalGraph, term: &'g Tenure, page: &str) -> Option<&'g str> {
    let of_box = |c: &&Citation| c.confidence == Confidence::Infobox && &*c.page == page;
    cited(graph, term).filter(of_box).find_map(|c| number_in(&c.quote))
}

/// Returns the number of the last office in the infobox of a person's page.
fn last_office(graph: &PoliticalGraph, person: PersonId, page: &str) -> usize {
    let terms = graph.person(person).tenures.iter().map(|id| graph.tenure(*id));
    let numbers = terms.filter_map(|term| number_of(graph, term, page));
    numbers.map(|number| number.parse().unwrap_or(1)).max().unwrap_or(0)
}

/// Writes a date of birth or death, as a template if it is a day.
fn life_date(kind: &str, date: &str) -> String {
    let Some(date) = Date::parse(date) else { return date.to_string() };
    match (date.the_year(), date.the_month(), date.the_day()) {
        (Some(year), Some(month), Some(day)) => format!("{{{{{kind} date|{year}|{month}|{day}}}}}"),
        _ => date.long(),
    }
}
