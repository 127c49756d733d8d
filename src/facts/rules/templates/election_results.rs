//! Reads `{{Election results}}`: a whole table of results in one template, with a number for each row, and `_2` behind
//! the slots of a second round or vote.
//!
//! Parameters: <https://en.wikipedia.org/wiki/Template:Election_results/doc>.

use super::results::mark_winners;
use super::table_words::words;
use super::{TemplateRule, WikiPage, at};
use crate::facts::named::{self, target_or_text};
use crate::facts::record::{CandidateRecord, ElectionRecord, PageRecord, RoundCounts, RoundRecord};
use crate::facts::templates::{Role, templates, word};
use crate::wikitext::figure::{change_in, count_in, percent_in};
use crate::wikitext::{Template, Value};
use std::collections::BTreeMap;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "election-results", reads: "tables of results of one template with numbered rows", run };

/// The values by meaning, row (0 for the whole table) and vote (1 or 2), with their lines.
type Slots = BTreeMap<(&'static str, u32, u32), (Value, usize)>;

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    let mut number = 0;
    for (role, _, template) in &page.found {
        if *role != Role::Results {
            continue;
        }
        number += 1;
        let slots = slots_of(*template);
        for (value, _) in slots.values() {
            for name in &value.unread {
                *record.unread.entry(name.clone()).or_default() += 1;
            }
        }
        let labels = ["first_round", "second_round"].map(|m| slots.get(&(m, 0, 1)).map(|(value, _)| value.line()));
        let has_second = slots.keys().any(|(meaning, row, vote)| *meaning == "votes" && *row > 0 && *vote == 2);
        // "Constituency" and "Party list" are two votes, not two rounds.
        let two_votes = has_second && labels.iter().flatten().any(|label| !words().names_round(label));
        let votes: &[u32] = if two_votes { &[1, 2] } else { &[0] };
        for vote in votes {
            let mut election = table(page, *template, &slots, *vote, has_second, &labels);
            if election.candidates.is_empty() {
                continue;
            }
            if number > 1 && election.election == page.title {
                election.stage = Some(format!("table {number}"));
            }
            mark_winners(&mut election);
            record.elections.push(election);
        }
    }
}

/// Reads the arguments whose names are known.
fn slots_of(template: Template<'_>) -> Slots {
    let markup = template.markup();
    let mut slots = Slots::new();
    for argument in template.arguments().filter(|a| !a.positional) {
        let name = argument.name.trim().to_lowercase();
        let Some((meaning, row, vote)) = meaning_of(&name) else { continue };
        let value = markup.value(argument.value.clone());
        if !value.is_empty() {
            slots.insert((meaning, row, vote), (value, markup.line(argument.value.start)));
        }
    }
    slots
}

/// Splits `votes12_2` into the meaning, the row and the vote. `invalid2` is that of the second vote.
fn meaning_of(name: &str) -> Option<(&'static str, u32, u32)> {
    let (name, vote) = name.strip_suffix("_2").map_or((name, 1), |name| (name, 2));
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = name[base.len()..].parse().unwrap_or(0);
    let (meaning, _) = templates().results.get(base)?;
    let of_table = ["valid", "invalid", "total", "electorate", "turnout", "title", "first_round", "second_round"];
    if of_table.contains(&meaning.as_str()) {
        return (number == 0 || number == 2).then_some((meaning.as_str(), 0, if number == 2 { 2 } else { vote }));
    }
    (number > 0).then_some((meaning.as_str(), number, vote))
}

/// Reads the table as one contest. `vote` is 1 or 2 if only that vote is read, and 0 if a second one is a second round.
fn table(
    page: &WikiPage<'_>,
    template: Template<'_>,
    slots: &Slots,
    vote: u32,
    has_second: bool,
    labels: &[Option<String>; 2],
) -> ElectionRecord {
    let mut election = ElectionRecord { template: Some("Election results"), ..ElectionRecord::default() };
    at(&mut election.lines, "election", template.line());
    name(page, template, slots, &mut election);
    if vote > 0 {
        election.stage.clone_from(&labels[vote as usize - 1]);
    } else if has_second {
        let label = |at: usize, usual: &str| labels[at].clone().unwrap_or_else(|| usual.to_string());
        election.rounds = vec![label(0, "First round"), label(1, "Second round")];
    }
    // The figures of the whole are those of the last round.
    let last = if vote == 0 && has_second { 2 } else { vote.max(1) };
    for (meaning, key, slot) in [
        ("valid", "valid", &mut election.valid),
        ("invalid", "invalid", &mut election.invalid),
        ("total", "total_votes", &mut election.total_votes),
        ("electorate", "electorate", &mut election.electorate),
    ] {
        let found =
            slots.get(&(meaning, 0, last)).or_else(|| slots.get(&(meaning, 0, 1)).filter(|_| meaning == "electorate"));
        if let Some((value, line)) = found
            && let Some(n) = count_in(&value.text)
        {
            at(&mut election.lines, key, *line);
            *slot = Some(n);
        }
    }
    if let Some((value, line)) = slots.get(&("turnout", 0, last)) {
        election.turnout = percent_in(&value.text);
        at(&mut election.lines, "turnout", *line);
    }
    if last == 2 && vote == 0 {
        let labels = election.rounds.iter().zip(1..);
        election.round_counts = labels.map(|(label, round)| round_counts(slots, label, round)).collect();
        let is_empty = |counts: &RoundCounts| counts.lines.is_empty();
        if election.round_counts.iter().all(is_empty) {
            election.round_counts.clear();
        }
    }
    let mut rows: Vec<u32> = slots.keys().map(|(_, row, _)| *row).filter(|row| *row > 0).collect();
    rows.sort_unstable();
    rows.dedup();
    for row in rows {
        election.candidates.extend(candidate(slots, row, vote, &election.rounds));
    }
    election
}

/// Reads what is counted of one round.
fn round_counts(slots: &Slots, label: &str, round: u32) -> RoundCounts {
    let mut counts = RoundCounts { round: label.to_string(), ..RoundCounts::default() };
    for (meaning, key, slot) in [
        ("valid", "valid", &mut counts.valid),
        ("total", "total_votes", &mut counts.total_votes),
        ("electorate", "electorate", &mut counts.electorate),
        ("invalid", "invalid", &mut counts.invalid),
    ] {
        if let Some((value, line)) = slots.get(&(meaning, 0, round))
            && let Some(n) = count_in(&value.text)
        {
            counts.lines.insert(key, *line);
            *slot = Some(n);
        }
    }
    if let Some((value, line)) = slots.get(&("turnout", 0, round)) {
        counts.turnout = percent_in(&value.text);
        counts.lines.insert("turnout", *line);
    }
    counts
}

/// Names the contest: the caption if it says more than "Results", the heading above, or the page.
fn name(page: &WikiPage<'_>, template: Template<'_>, slots: &Slots, election: &mut ElectionRecord) {
    let caption = slots.get(&("title", 0, 1)).map(|(value, line)| (value.line(), *line));
    let heading = || page.heading_above(template.span().start);
    let says = |text: &String| !text.is_empty() && !words().generic.contains(&word(text));
    let told = caption.filter(|(text, _)| says(text)).or_else(|| heading().filter(|(text, _)| says(text)));
    match told {
        Some((text, line)) => {
            election.election = text;
            election.lines.insert("election", line);
        }
        None => election.election = page.title.to_string(),
    }
}

/// Reads a row: a candidate, a party, or an option such as "None of the above".
fn candidate(slots: &Slots, row: u32, vote: u32, rounds: &[String]) -> Option<CandidateRecord> {
    let get = |meaning: &'static str, vote: u32| slots.get(&(meaning, row, vote));
    let mut found = CandidateRecord::default();
    if let Some((value, line)) = get("party", 1) {
        found.party = Some(target_or_text(value));
        at(&mut found.lines, "party", *line);
    }
    if let Some((value, line)) = get("alliance", 1) {
        found.alliance = Some(target_or_text(value));
        at(&mut found.lines, "alliance", *line);
    }
    if let Some((value, line)) = get("candidate", 1) {
        let named = named::read(value);
        at(&mut found.lines, "name", *line);
        found.name = named.names();
        found.display = named.display;
        found.incumbent = named.incumbent;
        found.write_in = named.write_in;
        found.note = named.note;
        found.won = named.bold;
    } else if let Some((value, line)) = get("option", 1) {
        found.display = value.line();
        at(&mut found.lines, "name", *line);
    } else {
        found.display = found.party.clone()?;
        found.won = get("party", 1).is_some_and(|(value, _)| value.is_bold());
    }
    if let Some((value, line)) = get("running_mate", 1) {
        found.running_mate = named::read(value).names();
        at(&mut found.lines, "running_mate", *line);
    }
    let votes = |vote: u32| get("votes", vote).and_then(|(value, line)| Some((count_in(&value.text)?, *line)));
    if rounds.is_empty() {
        if let Some((n, line)) = votes(vote.max(1)) {
            found.votes = Some(n);
            at(&mut found.lines, "votes", line);
        }
    } else {
        for (label, vote) in rounds.iter().zip(1..) {
            let Some((n, line)) = votes(vote) else { continue };
            at(&mut found.lines, "rounds", line);
            found.rounds.push(RoundRecord { round: label.clone(), votes: Some(n), ..RoundRecord::default() });
        }
    }
    // Of two votes, each has seats of its own.
    let all = get("seats_all", 1).filter(|_| vote == 0);
    let seats = all.or_else(|| get("seats", vote.max(1)));
    if let Some((value, line)) = seats
        && let Some(n) = count_in(&value.text)
    {
        found.seats = Some(n);
        at(&mut found.lines, "seats", *line);
    }
    if let Some((value, line)) = get("seat_change", 1) {
        found.seat_change = change_in(&value.text).map(|n| n as i64);
        at(&mut found.lines, "seat_change", *line);
    }
    if let Some((value, line)) = get("swing", 1) {
        found.change = change_in(&value.text);
        at(&mut found.lines, "change", *line);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_slots() {
        assert_eq!(meaning_of("votes12_2"), Some(("votes", 12, 2)));
        assert_eq!(meaning_of("cand1"), Some(("candidate", 1, 1)));
        assert_eq!(meaning_of("invalid2"), Some(("invalid", 0, 2)));
        assert_eq!(meaning_of("electorate"), Some(("electorate", 0, 1)));
        assert_eq!(meaning_of("votes"), None);
        assert_eq!(meaning_of("colour1"), None);
    }
}
