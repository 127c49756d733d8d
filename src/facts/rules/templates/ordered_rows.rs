//! Reads tables of results with one template per row whose slots have no names: the table of the language says in
//! which order they stand.

use super::results::mark_winners;
use super::table_words::words;
use super::{TemplateRule, WikiPage, at};
use crate::facts::named::{self, target_or_text};
use crate::facts::record::{CandidateRecord, ElectionRecord, PageRecord};
use crate::facts::templates::{Role, templates, word};
use crate::wikitext::Template;
use crate::wikitext::figure::{count_in, percent_in};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "ordered-rows", reads: "tables of results with rows whose slots have no names", run };

/// A row has at least a party, somebody and votes; with fewer slots the template only gives a colour.
const FEWEST: usize = 3;

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut tables: Vec<ElectionRecord> = Vec::new();
    for (role, name, template) in &page.found {
        match role {
            Role::OrderedBegin => tables.push(begin(page, *template)),
            Role::OrderedRow => {
                let Some(row) = row(&templates().ordered[name], *template) else { continue };
                if tables.is_empty() {
                    tables.push(begin(page, *template));
                }
                if let Some(table) = tables.last_mut() {
                    table.candidates.push(row);
                }
            }
            _ => {}
        }
    }
    tables.retain(|table| !table.candidates.is_empty());
    if let [only] = tables.as_mut_slice() {
        only.stage = None;
    }
    for mut table in tables {
        mark_winners(&mut table);
        record.elections.push(table);
    }
}

/// Begins a table. It is of the page's contest; where a page has several, the heading above tells them apart.
fn begin(page: &WikiPage<'_>, template: Template<'_>) -> ElectionRecord {
    let mut election = ElectionRecord { template: Some("Ordered rows"), ..ElectionRecord::default() };
    at(&mut election.lines, "election", template.line());
    election.election = page.title.to_string();
    let heading = page.heading_above(template.span().start);
    election.stage = heading.map(|(text, _)| text).filter(|text| !words().generic.contains(&word(text)));
    election
}

fn row(order: &[String], template: Template<'_>) -> Option<CandidateRecord> {
    let markup = template.markup();
    let slots: Vec<_> = template.arguments().filter(|a| a.positional).map(|a| markup.value(a.value)).collect();
    if slots.len() < FEWEST {
        return None;
    }
    let mut row = CandidateRecord::default();
    let line = template.line();
    for (meaning, value) in order.iter().zip(&slots).filter(|(_, value)| !value.is_empty()) {
        match meaning.as_str() {
            "party" => {
                row.party = Some(target_or_text(value));
                at(&mut row.lines, "party", line);
            }
            "candidate" => {
                let named = named::read(value);
                (row.name, row.display, row.incumbent) = (named.names(), named.display, named.incumbent);
                at(&mut row.lines, "name", line);
            }
            "votes" => {
                row.votes = count_in(&value.text);
                at(&mut row.lines, "votes", line);
            }
            "percent" => {
                row.percent = percent_in(&value.text);
                at(&mut row.lines, "percent", line);
            }
            "winner" => row.won = value.text.trim() == "1",
            _ => {}
        }
    }
    if row.name.is_none() {
        // A list without somebody at its head: the party stands.
        row.display = row.party.clone()?;
    }
    Some(row)
}
