//! Reports a date on a page from which the item of Wikidata about the same person differs.

use super::{Diagnostic, Input, Rule, Severity, valued};
use crate::analysis::comparison::{self, About, Pair, Row, Status, can_be_one_day, in_words};
use crate::facts::{Citation, Confidence, Facts, statement_of};
use crate::graph::{CitationId, PersonId, PoliticalGraph, TenureId};
use crate::identity::Overrides;
use crate::wikitext::Date;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub(crate) const RULE: Rule = Rule {
    name: "page-against-item",
    severity: Severity::Warning,
    finds: "a date of birth, death, start or end of a tenure that a page and an item of Wikidata give differently",
    why: "Tables, infoboxes and queries are filled from Wikidata. If a page and the item differ, readers get one of two answers, depending on where they look.",
    wrong: include_str!("../../../tests/rules/page-against-item/wrong.txt"),
    right: include_str!("../../../tests/rules/page-against-item/right.txt"),
    but: "Dates are compared as exactly as the vaguer one, and days of the Julian calendar with those of the Gregorian. A tenure is compared if the sources agree on its office and, to the day, on its other end; ends two years apart or more may be those of another term. A date that the page calls uncertain is not compared. Only items with statements are read for this, as 'fetch' and the dumps of Wikidata have them. 'hustings compare' lists everything that two sources state differently, and what only one of them states.",
    run,
};

fn run(input: &Input<'_>, out: &mut Vec<Diagnostic>) {
    let files: HashSet<&Arc<str>> = input
        .facts
        .stated
        .iter()
        .map(|fact| &fact.citation)
        .filter(|c| c.confidence == Confidence::Table && statement_of(c).is_some())
        .map(|c| &c.file)
        .collect();
    let is_item = |citation: &Citation| files.contains(&citation.file);
    if files.is_empty() || input.facts.stated.iter().all(|fact| is_item(&fact.citation)) {
        return;
    }
    let graph_of = |items: bool| {
        let facts = part(input.facts, |citation| is_item(citation) == items);
        PoliticalGraph::build(&facts, &Overrides::default())
    };
    let (items, pages) = (graph_of(true), graph_of(false));
    let told = tellers(input.graph);
    let compared = comparison::compare(&items, &pages);
    let mut rows = compared.rows.as_slice();
    // The rows of one term stand together.
    while let Some(first) = rows.first() {
        let (of_one, rest) = rows.split_at(rows.iter().take_while(|row| row.about == first.about).count());
        rows = rest;
        let differing = of_one.iter().filter(|row| row.status == Status::Differs && differ(row, &items, &pages));
        out.extend(differing.filter(|row| is_certain(row, of_one)).filter_map(|row| {
            let (there, here) = (items.citation(row.cited.a?), pages.citation(row.cited.b?));
            // Who is who is known best from both together. Who has one name in both and was born or died in the same
            // year is one as well.
            let is_told = told.get(there)?.iter().any(|person| told.get(here).is_some_and(|who| who.contains(person)));
            let is_life = matches!(row.about, About::Life(_));
            if says_it_is_unsure(row, here) || !(is_told || is_life && are_days_of_one_year(row)) {
                return None;
            }
            let long = |value: &str| Date::parse(value).map_or_else(|| value.to_string(), |date| date.long());
            let what = in_words(row.property);
            let message = format!("the {what} is {} here, and {} in Wikidata ({there})", long(&row.b), long(&row.a));
            let found = Diagnostic::at(RULE.name, Severity::Warning, here, &subject(row, &pages), message);
            Some(found.with_values([valued(&row.b, here), valued(&row.a, there)]))
        }));
    }
}

/// Returns what a row is about, in the words of the pages, which may know an office by its name where an item knows it by
/// an id alone.
fn subject(row: &Row, pages: &PoliticalGraph) -> String {
    match row.about {
        About::Term(Pair { b: Some(term), .. }) => {
            let term = pages.tenure(term);
            format!("{}, {}", pages.person(term.person).name, pages.office(term.office).name)
        }
        _ => row.subject.clone(),
    }
}

/// Returns the facts with such citations.
fn part(all: &Facts, takes: impl Fn(&Citation) -> bool) -> Facts {
    let mut facts = Facts::default();
    facts.stated.extend(all.stated.iter().filter(|fact| takes(&fact.citation)).cloned());
    facts.pages.clone_from(&all.pages);
    facts.whole.clone_from(&all.whole);
    facts.distinct.clone_from(&all.distinct);
    facts
}

/// Returns the people about whom each citation states a birth, a death or a tenure. What names a successor states
/// something about two.
fn tellers(graph: &PoliticalGraph) -> HashMap<&Citation, Vec<PersonId>> {
    let mut told: HashMap<&Citation, Vec<PersonId>> = HashMap::new();
    let lives = graph.people().iter().flat_map(|person| {
        let dates = person.born.all().iter().chain(person.died.all());
        dates.flat_map(|date| &date.citations).map(|id| (*id, person.id))
    });
    let terms = graph.tenures().iter().flat_map(|term| {
        let dates = term.from.all().iter().chain(term.to.all()).flat_map(|date| &date.citations);
        dates.chain(&term.citations).map(|id| (*id, term.person))
    });
    for (id, person) in lives.chain(terms) {
        let people = told.entry(graph.citation(id)).or_default();
        if !people.contains(&person) {
            people.push(person);
        }
    }
    told
}

/// Returns true if no value of the one source can be a value of the other. Of the pages, only the one that states the
/// value counts: pages of neighbours state when they began, from which other values follow.
fn differ(row: &Row, items: &PoliticalGraph, pages: &PoliticalGraph) -> bool {
    let values = |graph: &PoliticalGraph, person: Option<PersonId>, term: Option<TenureId>, at: Option<CitationId>| {
        let values = match (row.property, person, term) {
            ("born", Some(person), _) => &graph.person(person).born,
            ("died", Some(person), _) => &graph.person(person).died,
            ("from", _, Some(term)) => &graph.tenure(term).from,
            ("to", _, Some(term)) => &graph.tenure(term).to,
            _ => return Vec::new(),
        };
        let page = at.map(|id| &graph.citation(id).page);
        let of_page = |id: &CitationId| Some(&graph.citation(*id).page) == page;
        let stated = values.all().iter().filter(|day| day.citations.iter().any(of_page));
        stated.map(|day| day.value).collect::<Vec<Date>>()
    };
    let (life, term) = match row.about {
        About::Life(pair) => (pair, Pair { a: None, b: None }),
        About::Term(pair) => (Pair { a: None, b: None }, pair),
        _ => return false,
    };
    let (a, b) = (values(items, life.a, term.a, row.cited.a), values(pages, life.b, term.b, row.cited.b));
    !a.is_empty() && !b.is_empty() && a.iter().all(|one| b.iter().all(|other| !can_be_one_day(*one, *other)))
}

/// Returns true if the rows of one subject leave no doubt that both sources mean the same: a life is one person's, and a
/// term is the same if the office is called the same and its other end is the same day. If the ends that differ are years
/// apart, somebody may have been elected again: a page has one term then, and an item may have several or only the last.
fn is_certain(row: &Row, of_one: &[Row]) -> bool {
    let other = match row.property {
        "from" => "to",
        "to" => "from",
        _ => return true,
    };
    let same = |property: &str| of_one.iter().find(|row| row.property == property && row.status == Status::Same);
    let is_day = |value: &str| Date::parse(value).is_none_or(|date| date.the_day().is_some());
    let apart = years_of(row).is_some_and(|(a, b)| a.abs_diff(b) < SHORTEST_TERM);
    same("office").is_some() && same(other).is_some_and(|row| is_day(&row.a) && is_day(&row.b)) && apart
}

/// The shortest term between regular elections, in years.
const SHORTEST_TERM: u32 = 2;

/// Returns the years of the values of both sources.
fn years_of(row: &Row) -> Option<(i32, i32)> {
    let year = |value: &str| Date::parse(value).and_then(Date::the_year);
    Some((year(&row.a)?, year(&row.b)?))
}

fn are_days_of_one_year(row: &Row) -> bool {
    let is_day = |value: &str| Date::parse(value).is_some_and(|date| date.the_day().is_some());
    is_day(&row.a) && is_day(&row.b) && years_of(row).is_some_and(|(a, b)| a == b)
}

/// Returns true if a page says that a date of birth or death is not certain, or gives a further one.
fn says_it_is_unsure(row: &Row, here: &Citation) -> bool {
    let text = here.quote.to_lowercase();
    let words = [
        "circa",
        "c.",
        "ca.",
        "?",
        " or ",
        "(or ",
        "disput",
        "uncertain",
        "approx",
        "about",
        "probabl",
        "possib",
        "unknown",
    ];
    Date::parse(&row.b).is_some_and(Date::is_circa)
        || matches!(row.about, About::Life(_)) && words.iter().any(|word| text.contains(word))
}
