//! Reads referendums: the infobox and the table of results.

use super::{TemplateRule, WikiPage, at};
use crate::facts::fields::{Fields, Place};
use crate::facts::record::{ElectionRecord, OptionRecord, PageRecord};
use crate::facts::templates::{Role, templates};
use crate::wikitext::figure::{count_in, dates_in, percent_in};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "referendum", reads: "infoboxes and tables of referendums", run };

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    for (role, _, template) in &page.found {
        if *role != Role::Referendum {
            continue;
        }
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, &templates().referendum, &mut unread);
        record.unread = unread;
        let mut election = ElectionRecord { template: Some("Referendum"), ..ElectionRecord::default() };
        heading(&fields, &mut election);
        options(&fields, &mut election);
        for (meaning, slot) in [
            ("total", &mut election.total),
            ("valid", &mut election.valid),
            ("invalid", &mut election.invalid),
            ("electorate", &mut election.electorate),
        ] {
            if let Some(f) = fields.one(meaning)
                && let Some(n) = count_in(&f.value.text)
            {
                at(&mut election.lines, meaning, f.line);
                *slot = Some(n);
            }
        }
        if let Some(f) = fields.one("turnout") {
            election.turnout = percent_in(&f.value.text);
            at(&mut election.lines, "turnout", f.line);
        }
        if election.options.is_empty() {
            continue;
        }
        if election.election.is_empty() {
            election.election = page.title.to_string();
        }
        at(&mut election.lines, "election", template.line());
        record.elections.push(election);
    }
}

/// Reads the heading. A line of it that is a date gives the date.
fn heading(fields: &Fields<'_>, election: &mut ElectionRecord) {
    if let Some(f) = fields.one("name") {
        at(&mut election.lines, "election", f.line);
        let mut kept = Vec::new();
        for item in f.value.items() {
            match crate::wikitext::read_date(&item.text) {
                Some(date) => election.date = Some(date),
                None => kept.push(item.text),
            }
        }
        election.election = kept.join(" ");
    }
    if let Some(f) = fields.one("country") {
        at(&mut election.lines, "country", f.line);
        election.country = Some(f.value.line());
    }
    for (meaning, slot) in [("question", &mut election.question), ("outcome", &mut election.outcome)] {
        if let Some(f) = fields.one(meaning) {
            at(&mut election.lines, meaning, f.line);
            *slot = Some(f.value.line());
        }
    }
    if let Some(f) = fields.one("date") {
        let dates = dates_in(&f.value.text);
        if let Some(date) = dates.last() {
            at(&mut election.lines, "date", f.line);
            election.date = Some(*date);
        }
    }
}

/// Reads the answers: "yes" and "no" in their own slots, or numbered answers.
fn options(fields: &Fields<'_>, election: &mut ElectionRecord) {
    let numbers = fields.rows(&["option"]);
    let named = |meaning: &'static str, row: u32| fields.row(meaning, row).map(|f| f.value.line());
    let add = |label: String, votes: &'static str, percent: &'static str, row: u32, election: &mut ElectionRecord| {
        let mut option = OptionRecord { option: label, ..OptionRecord::default() };
        if let Some(f) = fields.row(votes, row) {
            option.votes = count_in(&f.value.text);
            at(&mut option.lines, "votes", f.line);
        }
        if let Some(f) = fields.row(percent, row) {
            option.percent = percent_in(&f.value.text);
            at(&mut option.lines, "percent", f.line);
        }
        if option.votes.is_some() || option.percent.is_some() {
            election.options.push(option);
        }
    };
    let yes = named("option", 1).or_else(|| named("yes_label", 0)).unwrap_or_else(|| "Yes".into());
    let no = named("option", 2).or_else(|| named("no_label", 0)).unwrap_or_else(|| "No".into());
    add(yes, "yes", "yes_percent", 0, election);
    add(no, "no", "no_percent", 0, election);
    if election.options.is_empty() {
        for row in numbers {
            let label = fields.at("option", Place { row, front: 0 }).map(|f| f.value.line()).unwrap_or_default();
            add(label, "votes", "percent", row, election);
        }
    }
}
