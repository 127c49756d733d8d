//! Reads infoboxes of contests: all generations of `Infobox election`, and infoboxes inside others.

use super::results::mark_winners;
use super::table_words::words;
use super::{TemplateRule, WikiPage, at};
use crate::facts::fields::{Field, Fields, Place};
use crate::facts::named::{self, Named, target_or_text};
use crate::facts::record::{CandidateRecord, Change, ElectionRecord, Neighbour, PageRecord, RoundRecord};
use crate::facts::templates::{Role, templates, word};
use crate::wikitext::Template;
use crate::wikitext::figure::{change_in, count_in, dates_in, percent_in, votes_and_share};
use crate::wikitext::read_colour;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "infobox-election", reads: "infoboxes of contests, their rows, rounds and modules", run };

/// The meanings that begin a row.
const ROW: [&str; 3] = ["candidate", "party", "alliance"];

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (role, name, template) in &page.found {
        if !matches!(role, Role::Election | Role::Legislative) {
            continue;
        }
        let span = template.span();
        open.retain(|(end, _)| *end > span.start);
        let around = open.last().map(|(_, index)| record.elections[*index].clone());
        let mut unread = std::mem::take(&mut record.unread);
        let fields = Fields::read(*template, templates().election(name), &mut unread);
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
    // Of one state's vote on the president, who holds the office afterwards need not have won it.
    let is_part = |title: &str| crate::facts::Title::read(title).is_part_of_presidential();
    if is_part(page.title) || is_part(&election.election) {
        (election.before, election.after, election.title) = Default::default();
        (election.before_party, election.after_party) = Default::default();
    }
    let rounds = rounds(fields);
    election.rounds = rounds.lines.iter().map(|(_, label)| label.clone()).collect();
    election.sections = rounds.sections.iter().map(|(_, label)| label.clone()).collect();
    let bold = rows(fields, &rounds, &mut election);
    if election.candidates.is_empty() && election.date.is_none() && election.election.is_empty() {
        return None;
    }
    let mentioned =
        |name: &str| election.candidates.iter().any(|c| c.name.iter().flat_map(|n| n.iter()).any(|n| n == name));
    if let Some(after) = election.after.names() {
        election.winner = Some(after.clone());
    } else if let [only] = bold.as_slice() {
        election.winner = only.names().filter(|n| n.iter().all(mentioned));
    }
    if election.winner.is_none() && election.candidates.iter().filter(|c| c.won).count() == 1 {
        mark_winners(&mut election);
    }
    if election.winner.is_none() {
        election.winner_party.clone_from(&election.after_party);
    }
    if let Some(around) = around {
        election.date = election.date.or(around.date);
        for (own, outer) in [(&mut election.previous, &around.previous), (&mut election.next, &around.next)] {
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

/// Reads the fields above and below the rows.
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
    election.vote_type = text("vote_type", "vote_type");
    election.seats_for_election = text("seats_for_election", "seats_for_election");
    election.title = text("title", "title");
    // "[[Chief Minister of Elm|Chief Minister]]": the page says of what.
    if let Some(field) = fields.one("title")
        && let [link] = &field.value.links[..]
        && link.shown == (0..field.value.text.len())
        && !word(&field.value.text).ends_with("leader")
        && link.target.to_lowercase().starts_with(&format!("{} of ", field.value.text.to_lowercase()))
    {
        election.title = Some(link.target.clone());
    }
    for (meaning, key, slot) in [("previous", "previous", &mut election.previous), ("next", "next", &mut election.next)]
    {
        if let Some(f) = fields.one(meaning) {
            at(lines, key, f.line);
            *slot = Some(target_or_text(f.value));
        }
    }
    if let Some(f) = fields.one("date") {
        let dates = dates_in(&f.value.text);
        if let Some(last) = dates.last() {
            at(lines, "date", f.line);
            election.date = Some(*last);
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
        // "8,000,000 (61.3%)": the votes come first, and the share is in brackets. If there are several rounds, the
        // last one counts, as with the dates.
        let items = f.value.items();
        let several = election.dates.len() > 1 && items.iter().filter(|i| i.text.contains('%')).count() > 1;
        let line = match items.iter().rfind(|i| i.text.contains('%')).filter(|_| several) {
            Some(last) => last.text.clone(),
            None => f.value.line(),
        };
        let (plain, brackets) = named::split_brackets(&line);
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

/// Reads the holders before and after: a person, or a party if the contest is for control.
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
        let (mut holder, mut note) = (Neighbour::NotSaid, None);
        if let Some(f) = fields.one(who) {
            let key = if who == "before" { "before" } else { "after" };
            let named = named::read_holder(f.value);
            let target = target_or_text(f.value);
            let is_party =
                (control || parties.contains(&target) || named::is_party(&target)) && !leaders.contains(&target);
            if is_party {
                if party.is_none() {
                    at(&mut election.lines, of_party, f.line);
                    party = Some(target);
                }
            } else {
                at(&mut election.lines, key, f.line);
                holder = Neighbour::said(named.names());
                note = named.note;
            }
        }
        if who == "before" {
            (election.before, election.before_note, election.before_party) = (holder, note, party);
        } else {
            (election.after, election.after_note, election.after_party) = (holder, note, party);
        }
    }
}

fn party_of(field: &Field<'_>) -> String {
    target_or_text(field.value)
}

/// Returns the extra lines of an infobox that have figures in some row. Each has a number in front and a name, which says
/// whether it is a round (`1blank = First round`) or a section of one round's electorate (`1blank = Members`).
fn rounds(fields: &Fields<'_>) -> Rounds {
    let rows = fields.rows(&["round_data"]);
    let data = |front: u32| rows.iter().filter_map(move |row| fields.at("round_data", Place { row: *row, front }));
    let has_share = |front: u32| data(front).any(|f| f.value.text.contains('%') && figures_of(&f).1.is_some());
    let has_votes = |front: u32| data(front).any(|f| figures_of(&f).0.is_some());
    let mut rounds =
        Rounds { second: !fields.rows(&["votes_second", "percent_second"]).is_empty(), ..Rounds::default() };
    for front in fields.fronts("round_label") {
        let Some(label) = fields.at("round_label", Place { row: 0, front }).map(|f| f.value.line()) else { continue };
        if label.is_empty() {
            continue;
        }
        if words().names_round(&label) && (has_share(front) || has_votes(front)) {
            rounds.lines.push((front, label));
        } else if words().names_total(&label) && has_share(front) {
            rounds.total = rounds.total.or(Some(front));
        } else if has_share(front) {
            rounds.sections.push((front, label));
        }
    }
    rounds
}

/// Returns the votes and the share of a line of an infobox: `41 (25.0%)`, `36,049, 59.1%`, or each on a line of its own.
fn figures_of(field: &Field<'_>) -> (Option<u64>, Option<f64>) {
    let items = field.value.items();
    items.iter().fold((None, None), |(votes, share), item| {
        let (v, s) = votes_and_share(&item.text);
        (votes.or(v), share.or(s))
    })
}

/// The rounds of an infobox, besides the figures of its rows.
#[derive(Default)]
struct Rounds {
    /// The number in front and the name of each line.
    lines: Vec<(u32, String)>,
    /// The same of the sections of the electorate.
    sections: Vec<(u32, String)>,
    /// The number of the line with the figures of all sections together.
    total: Option<u32>,
    /// True if rows have figures of a second round in separate slots.
    second: bool,
}

/// Reads the rows. Returns the names that are bold.
fn rows(fields: &Fields<'_>, rounds: &Rounds, election: &mut ElectionRecord) -> Vec<Named> {
    let mut bold = Vec::new();
    let numbers = fields.rows(&ROW);
    // A party without a number beside numbered candidates is that of the whole contest.
    let of_contest = numbers.len() > 1 && fields.one("candidate").is_none() && fields.one("party").is_some();
    for row in numbers.into_iter().skip(usize::from(of_contest)) {
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
        if let Some(f) = fields.row("colour", row)
            && let Some(colour) = read_colour(&f.value.text)
        {
            at(&mut candidate.lines, "colour", f.line);
            candidate.colour = Some(colour);
        }
        candidate.row = Some(row).filter(|row| *row > 0);
        figures(fields, row, &mut candidate);
        candidate.rounds = round_figures(fields, rounds, row, &mut candidate);
        section_figures(fields, rounds, row, &mut candidate);
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
    if let Some(f) = fields.row("votes", row) {
        candidate.unopposed = templates().words.unopposed.contains(&word(&f.value.text));
        // "36,049 (59.1%)" in the slot of the votes.
        candidate.percent = votes_and_share(&f.value.text).1;
    }
    if let Some(f) = fields.row("percent", row) {
        candidate.percent = percent_in(&f.value.text);
        at(lines, "percent", f.line);
    }
    if let Some(f) = fields.row("seat_change", row) {
        candidate.seat_change = change_in(&f.value.text).map(|n| n as i64);
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

/// Rounds with slots of their own: the name of the round, and the meanings of the slots.
const NUMBERED_ROUNDS: [(&str, &str, &str); 3] = [
    ("1", "round1_votes", "round1_percent"),
    ("2", "round2_votes", "round2_percent"),
    ("3", "round3_votes", "round3_percent"),
];

fn round_of(label: &str, field: &Field<'_>) -> RoundRecord {
    let (votes, percent) = figures_of(field);
    let texts = field.value.items().into_iter().flat_map(|item| {
        let (plain, brackets) = named::split_brackets(&item.text);
        std::iter::once(plain).chain(brackets)
    });
    let is_word =
        |text: &String| text.chars().any(char::is_alphabetic) && !text.contains('%') && count_in(text).is_none();
    RoundRecord { round: label.to_string(), votes, percent, status: texts.into_iter().find(is_word) }
}

/// Reads the figures of a row in each section of the electorate. Those of all sections together are the row's own.
fn section_figures(fields: &Fields<'_>, rounds: &Rounds, row: u32, candidate: &mut CandidateRecord) {
    for (front, label) in &rounds.sections {
        let Some(f) = fields.at("round_data", Place { row, front: *front }) else { continue };
        at(&mut candidate.lines, "sections", f.line);
        candidate.sections.push(round_of(label, &f));
    }
    if let Some(f) = rounds.total.and_then(|front| fields.at("round_data", Place { row, front }))
        && candidate.votes.is_none()
        && candidate.percent.is_none()
    {
        (candidate.votes, candidate.percent) = figures_of(&f);
        at(&mut candidate.lines, "votes", f.line);
        at(&mut candidate.lines, "percent", f.line);
    }
}

/// Reads the figures of a row in each round: votes and share, or a word.
fn round_figures(fields: &Fields<'_>, rounds: &Rounds, row: u32, candidate: &mut CandidateRecord) -> Vec<RoundRecord> {
    let mut found = Vec::new();
    for (front, label) in &rounds.lines {
        let Some(f) = fields.at("round_data", Place { row, front: *front }) else { continue };
        at(&mut candidate.lines, "rounds", f.line);
        found.push(round_of(label, &f));
    }
    for (label, votes, percent) in NUMBERED_ROUNDS {
        let (votes, percent) = (fields.row(votes, row), fields.row(percent, row));
        let Some(line) = votes.as_ref().or(percent.as_ref()).map(|f| f.line) else { continue };
        at(&mut candidate.lines, "rounds", line);
        // The votes of the last round are bold if they elect.
        candidate.won = votes.as_ref().is_some_and(|f| f.value.is_bold());
        let votes = votes.and_then(|f| count_in(&f.value.text));
        let percent = percent.and_then(|f| percent_in(&f.value.text));
        found.push(RoundRecord { round: label.into(), votes, percent, status: None });
    }
    let (votes, percent) = (fields.row("votes_second", row), fields.row("percent_second", row));
    if votes.is_some() || percent.is_some() {
        let first = RoundRecord { round: "1".into(), votes: candidate.votes, percent: candidate.percent, status: None };
        candidate.votes = votes.and_then(|f| count_in(&f.value.text));
        candidate.percent = percent.and_then(|f| percent_in(&f.value.text));
        let second =
            RoundRecord { round: "2".into(), votes: candidate.votes, percent: candidate.percent, status: None };
        found.extend([first, second]);
    } else if rounds.second {
        // Other candidates went on to a second round; this one did not.
        found.push(RoundRecord { round: "1".into(), votes: candidate.votes, percent: candidate.percent, status: None });
    }
    found
}
