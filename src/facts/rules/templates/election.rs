//! Infoboxes of contests: all generations of `Infobox election`, and boxes within boxes.

use super::{TemplateRule, WikiPage, at};
use crate::facts::fields::{Field, Fields, Place};
use crate::facts::named::{self, Named, target_or_text};
use crate::facts::record::{CandidateRecord, Change, ElectionRecord, PageRecord, RoundRecord};
use crate::facts::templates::{Role, templates, word};
use crate::wikitext::Template;
use crate::wikitext::figure::{change_in, count_in, dates_in, percent_in};

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "infobox-election", reads: "infoboxes of contests, their rows, rounds and modules", run };

/// What makes a row.
const ROW: [&str; 3] = ["candidate", "party", "alliance"];

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (role, _, template) in &page.found {
        if !matches!(role, Role::Election | Role::Legislative) {
            continue;
        }
        let span = template.span();
        open.retain(|(end, _)| *end > span.start);
        let around = open.last().map(|(_, index)| record.elections[*index].clone());
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, &templates().election, &mut unread);
        record.unread = unread;
        let election = read(page, &fields, *template, *role, around.as_ref());
        if let Some(election) = election {
            open.push((span.end, record.elections.len()));
            record.elections.push(election);
        }
    }
}

fn read(
    page: &WikiPage<'_>,
    fields: &Fields<'_>,
    template: Template<'_>,
    role: Role,
    around: Option<&ElectionRecord>,
) -> Option<ElectionRecord> {
    let mut election = ElectionRecord {
        template: (role == Role::Legislative).then_some("Infobox legislative election"),
        embedded: around.is_some(),
        ..ElectionRecord::default()
    };
    head(fields, &mut election);
    holders(fields, &mut election);
    rounds(fields, &mut election);
    let bold = rows(fields, &mut election);
    if election.candidates.is_empty() && election.date.is_none() && election.election.is_empty() {
        return None;
    }
    let mentioned =
        |name: &str| election.candidates.iter().any(|c| c.name.iter().flat_map(|n| n.iter()).any(|n| n == name));
    if election.after.is_some() {
        election.winner.clone_from(&election.after);
    } else if let [only] = bold.as_slice() {
        election.winner = only.names().filter(|n| n.iter().all(mentioned));
    }
    if election.winner.is_none() {
        election.winner_party.clone_from(&election.after_party);
    }
    if let Some(around) = around {
        for (own, outer) in [
            (&mut election.date, &around.date),
            (&mut election.previous, &around.previous),
            (&mut election.next, &around.next),
        ] {
            if own.is_none() {
                own.clone_from(outer);
            }
        }
        if election.dates.is_empty() && election.date == around.date {
            election.dates.clone_from(&around.dates);
        }
    }
    if election.election.is_empty() {
        election.election = page.title.to_string();
    }
    at(&mut election.lines, "election", template.line());
    Some(election)
}

/// The lines above and below the rows.
fn head(fields: &Fields<'_>, election: &mut ElectionRecord) {
    let lines = &mut election.lines;
    let mut text = |meaning: &'static str, key: &'static str| {
        fields.one(meaning).map(|f| {
            at(lines, key, f.line);
            f.value.line()
        })
    };
    election.election = text("name", "election").unwrap_or_default();
    election.country = text("country", "country");
    election.kind = text("type", "type");
    election.seats_for_election = text("seats_for_election", "seats_for_election");
    election.title = text("title", "title");
    for (meaning, key, slot) in [("previous", "previous", &mut election.previous), ("next", "next", &mut election.next)]
    {
        if let Some(f) = fields.one(meaning) {
            at(lines, key, f.line);
            *slot = Some(target_or_text(f.value));
        }
    }
    if let Some(f) = fields.one("date") {
        let dates: Vec<String> = dates_in(&f.value.text).iter().map(ToString::to_string).collect();
        if let Some(last) = dates.last() {
            at(lines, "date", f.line);
            election.date = Some(last.clone());
        }
        if dates.len() > 1 {
            election.dates = dates;
        }
    }
    let mut count = |meaning: &'static str, key: &'static str| {
        fields.one(meaning).and_then(|f| {
            let n = count_in(&f.value.text)?;
            at(lines, key, f.line);
            Some(n)
        })
    };
    election.majority_seats = count("majority_seats", "majority_seats");
    election.electorate = count("registered", "electorate");
    if let Some(f) = fields.one("turnout") {
        // "8,000,000 (61.3%)": the votes stand first, the share in brackets.
        let (plain, brackets) = named::split_brackets(&f.value.line());
        let votes = count_in(&plain).filter(|n| *n > 100 && !plain.contains('%'));
        let share = |text: &str| percent_in(text.trim_start_matches(|c: char| !c.is_ascii_digit()));
        election.turnout = match votes {
            Some(_) => brackets.iter().find(|b| b.contains('%')).and_then(|b| share(b)),
            None => percent_in(&plain).or_else(|| share(&plain)),
        };
        election.turnout_votes = votes;
        at(lines, "turnout", f.line);
    }
}

/// Who holds before and after: a person, or a party where the contest is for control.
fn holders(fields: &Fields<'_>, election: &mut ElectionRecord) {
    let control = election.title.as_deref().is_some_and(|title| {
        let title = word(title);
        templates().words.control.iter().any(|c| title.contains(c.as_str()))
    });
    let parties: Vec<String> =
        fields.rows(&["party"]).iter().filter_map(|r| fields.row("party", *r)).map(|f| party_of(&f)).collect();
    let leaders: Vec<String> = fields
        .rows(&["candidate"])
        .iter()
        .filter_map(|r| fields.row("candidate", *r))
        .flat_map(|f| named::read(f.value).names)
        .collect();
    for (who, of_party) in [("before", "before_party"), ("after", "after_party")] {
        let mut party = fields.one(of_party).map(|f| {
            at(&mut election.lines, of_party, f.line);
            party_of(&f)
        });
        let (mut names, mut note) = (None, None);
        if let Some(f) = fields.one(who) {
            let key = if who == "before" { "before" } else { "after" };
            let named = named::read(f.value);
            let target = target_or_text(f.value);
            let is_party = (control || parties.contains(&target) || is_party(&target)) && !leaders.contains(&target);
            if is_party {
                if party.is_none() {
                    at(&mut election.lines, of_party, f.line);
                    party = Some(target);
                }
            } else {
                at(&mut election.lines, key, f.line);
                names = named.names();
                note = named.note;
            }
        }
        if who == "before" {
            (election.before, election.before_note, election.before_party) = (names, note, party);
        } else {
            (election.after, election.after_note, election.after_party) = (names, note, party);
        }
    }
}

/// Whether a holder is a party by its own name.
fn is_party(target: &str) -> bool {
    let folded = word(target);
    let last = ["party", "partei", "coalition", "alliance", "congress", "front", "democrats", "union"];
    let bare = folded.split(" (").next().unwrap_or(&folded).to_string();
    templates().words.parties.iter().any(|p| folded.starts_with(p.as_str()))
        || last.iter().any(|w| bare.split(' ').next_back() == Some(w))
        || folded.contains(" party ")
}

fn party_of(field: &Field<'_>) -> String {
    target_or_text(field.value)
}

/// The names of rounds or other lines that the box adds: `1blank = First round`.
fn rounds(fields: &Fields<'_>, election: &mut ElectionRecord) {
    for front in fields.fronts("round_label") {
        let Some(label) = fields.at("round_label", Place { row: 0, front }) else { continue };
        if !label.value.is_empty() && has_figures(fields, front) {
            election.rounds.push(label.value.line());
        }
    }
}

/// Whether the line of that number gives votes or shares in some row, and so is a round.
fn has_figures(fields: &Fields<'_>, front: u32) -> bool {
    fields.rows(&["round_data"]).iter().any(|row| {
        fields.at("round_data", Place { row: *row, front }).is_some_and(|f| {
            let items = f.value.items();
            items.iter().any(|i| i.text.contains('%'))
                && items.iter().any(|i| count_in(&i.text).is_some() || percent_in(&i.text).is_some())
        })
    })
}

/// Reads the rows; gives those whose names are bold.
fn rows(fields: &Fields<'_>, election: &mut ElectionRecord) -> Vec<Named> {
    let mut bold = Vec::new();
    for row in fields.rows(&ROW) {
        let mut candidate = CandidateRecord::default();
        let party = fields.row("party", row);
        let named = fields.row("candidate", row).map(|f| {
            at(&mut candidate.lines, "name", f.line);
            named::read(f.value)
        });
        match named {
            Some(named) => {
                candidate.name = named.names();
                candidate.display.clone_from(&named.display);
                candidate.incumbent = named.incumbent;
                candidate.write_in = named.write_in;
                candidate.note.clone_from(&named.note.clone().filter(|_| !named.names.is_empty()));
                if named.bold {
                    bold.push(named);
                }
            }
            None => {
                let Some(from) = party.clone().or_else(|| fields.row("alliance", row)) else { continue };
                candidate.display = party_of(&from);
            }
        }
        if let Some(f) = party {
            at(&mut candidate.lines, "party", f.line);
            candidate.party = Some(party_of(&f));
        }
        figures(fields, row, &mut candidate);
        candidate.rounds = round_figures(fields, row, &mut candidate);
        election.candidates.push(candidate);
    }
    bold
}

fn figures(fields: &Fields<'_>, row: u32, candidate: &mut CandidateRecord) {
    let lines = &mut candidate.lines;
    for (meaning, slot) in [
        ("votes", &mut candidate.votes),
        ("seats", &mut candidate.seats),
        ("seats_before", &mut candidate.seats_before),
        ("seats_after", &mut candidate.seats_after),
        ("electoral_votes", &mut candidate.electoral_votes),
        ("delegates", &mut candidate.delegates),
    ] {
        if let Some(f) = fields.row(meaning, row)
            && let Some(n) = count_in(&f.value.text)
        {
            at(lines, meaning, f.line);
            *slot = Some(n);
        }
    }
    if let Some(f) = fields.row("percent", row) {
        candidate.percent = percent_in(&f.value.text);
        at(lines, "percent", f.line);
    }
    if let Some(f) = fields.row("seat_change", row) {
        candidate.seat_change = change_in(&f.value.text);
        at(lines, "seat_change", f.line);
    }
    if let Some(f) = fields.row("swing", row) {
        let text = f.value.line();
        candidate.swing = change_in(&text)
            .map(Change::Number)
            .or_else(|| text.chars().any(char::is_alphanumeric).then_some(Change::Word(text)));
        at(lines, "swing", f.line);
    }
    for (meaning, slot) in [
        ("last_election", &mut candidate.last_election),
        ("leader_since", &mut candidate.leader_since),
        ("leaders_seat", &mut candidate.leaders_seat),
        ("states_carried", &mut candidate.states_carried),
        ("home_state", &mut candidate.home_state),
    ] {
        if let Some(f) = fields.row(meaning, row) {
            at(lines, meaning, f.line);
            *slot = Some(f.value.line()).filter(|t| word(t) != "n/a");
        }
    }
    if let Some(f) = fields.row("alliance", row) {
        at(lines, "alliance", f.line);
        candidate.alliance = Some(party_of(&f));
    }
    if let Some(f) = fields.row("running_mate", row) {
        at(lines, "running_mate", f.line);
        candidate.running_mate = named::read(f.value).names();
    }
}

/// What the lines that the box adds say of a row: votes and share, or a word.
fn round_figures(fields: &Fields<'_>, row: u32, candidate: &mut CandidateRecord) -> Vec<RoundRecord> {
    let mut found = Vec::new();
    for front in fields.fronts("round_data") {
        let Some(f) = fields.at("round_data", Place { row, front }) else { continue };
        let Some(label) = fields.at("round_label", Place { row: 0, front }) else { continue };
        if !has_figures(fields, front) {
            continue;
        }
        at(&mut candidate.lines, "rounds", f.line);
        let mut round = RoundRecord { round: label.value.line(), ..RoundRecord::default() };
        for item in f.value.items() {
            let (plain, brackets) = named::split_brackets(&item.text);
            for text in std::iter::once(plain).chain(brackets) {
                if text.contains('%') {
                    round.percent = round.percent.or(percent_in(&text));
                } else if let Some(votes) = count_in(&text) {
                    round.votes = round.votes.or(Some(votes));
                } else if text.chars().any(char::is_alphabetic) && round.status.is_none() {
                    round.status = Some(text);
                }
            }
        }
        found.push(round);
    }
    for (number, votes, percent) in [(2, "votes_second", "percent_second")] {
        let (votes, percent) = (fields.row(votes, row), fields.row(percent, row));
        if votes.is_none() && percent.is_none() {
            continue;
        }
        let first = RoundRecord {
            round: "1".into(),
            votes: candidate.votes.take(),
            percent: candidate.percent.take(),
            status: None,
        };
        let second = RoundRecord {
            round: number.to_string(),
            votes: votes.and_then(|f| count_in(&f.value.text)),
            percent: percent.and_then(|f| percent_in(&f.value.text)),
            status: None,
        };
        found.extend([first, second]);
    }
    found
}
