//! Overviews of an election of many seats: a row for each seat, and its candidates with their shares in one cell, as in
//! "'''Ann Ash''' (Democratic) 64.6%".

use super::super::table_words::words;
use super::cells::{Contest, who};
use super::sheet::Sheet;
use crate::facts::named::target_or_text;
use crate::facts::record::{CandidateRecord, ElectionRecord, Names};
use crate::facts::table::meaning_of;
use crate::facts::templates::word;
use crate::wikitext::Value;
use crate::wikitext::figure::{count_in, percent_in};

/// Reads a table as an overview. `None` if it is none.
pub(super) fn read(sheet: &mut Sheet<'_>) -> Option<Vec<Contest>> {
    let (header, seat, stood) = columns(sheet)?;
    sheet.fill_all();
    let mut contests = Vec::new();
    let (mut rows, mut last) = (0, None);
    for row in header + 1..sheet.height() {
        let cell = sheet.cell(row, stood);
        if sheet.whole_row(row).is_some() || cell == last {
            continue;
        }
        last = cell;
        rows += 1;
        let (Some(place), Some(value)) = (sheet.value(row, seat), sheet.value(row, stood)) else { continue };
        let line = sheet.line(row, stood);
        let mut election = ElectionRecord::default();
        let mut bold = Vec::new();
        // A remark above the candidates parts them into ballots, of which the final one may go first.
        let mut items = value.items();
        if parts_ballots(value) {
            let is_final = |item: &Value| word(item.line().trim_matches([' ', ':', '\''])).starts_with("final");
            let of_final = items.first().is_some_and(is_final);
            let ends = |item: &Value| item.line().starts_with("--") || !item.text.contains('(');
            let end = items.iter().skip(1).position(ends).map_or(items.len(), |at| at + 1);
            items = if of_final { items.drain(1..end).collect() } else { Vec::new() };
            if items.is_empty() {
                rows -= 1;
                continue;
            }
        }
        let alone = matches!(&items[..], [_, remark] if is_unopposed(&remark.line()));
        for item in items {
            if let Some((candidate, is_bold)) = candidate(&item, line, alone) {
                election.candidates.push(candidate);
                bold.push(is_bold);
            }
        }
        // "[[#Alabama|Alabama]]" leads to a section of the page.
        let is_section = place.links.first().is_some_and(|link| link.target.is_empty() || link.target.starts_with('#'));
        let name = if is_section { place.line() } else { target_or_text(place) };
        if !election.candidates.is_empty() && name.chars().any(char::is_alphanumeric) {
            contests.push(Contest { title: Some((name, sheet.line(row, seat))), election, bold });
        }
    }
    // Shares in most cells, or the table is about something else.
    (contests.len() * 2 > rows).then_some(contests)
}

fn is_unopposed(text: &str) -> bool {
    let folded = word(text);
    folded.contains("unopposed") || folded.contains("uncontested")
}

/// Returns true if a cell has the candidates of several ballots, each under a line such as "First ballot".
fn parts_ballots(value: &Value) -> bool {
    let parts = |line: &str| {
        let named = line.trim_matches([' ', ':', '\'']);
        words().is_round(named)
            || !line.contains('(') && words().names_contest(named)
            || matches!(word(named).as_str(), "general" | "special")
    };
    value.items().iter().any(|item| parts(&item.line()))
}

/// Returns the row of the header, and the columns of the seats and of the candidates.
fn columns(sheet: &Sheet<'_>) -> Option<(usize, usize, usize)> {
    for row in 0..sheet.height().min(3) {
        let find = |wanted: &[&str]| {
            (0..sheet.width(row)).find(|column| {
                sheet.is_header_cell(row, *column)
                    && meaning_of(&sheet.text(row, *column)).is_some_and(|(meaning, _)| wanted.contains(&meaning))
            })
        };
        let named = |column: usize| word(&sheet.text(row, column)).contains("candidate");
        let of_state = || {
            let is_state = |column: &usize| {
                let label = word(&sheet.text(row, *column));
                sheet.is_header_cell(row, *column)
                    && ["state", "states", "territory"]
                        .contains(&label.split(['\n', ' ', '(']).next().unwrap_or_default())
            };
            (0..sheet.width(row)).find(is_state)
        };
        let seat = find(&["seat"]).or_else(of_state);
        if let (Some(seat), Some(stood)) = (seat, (0..sheet.width(row)).find(|c| named(*c)))
            && seat < stood
        {
            return Some((row, seat, stood));
        }
    }
    None
}

/// Reads "'''[[Ann Ash]]''' (Democratic) 64.6%" and "Bo Birch (Red) 12,345". `None` if a figure is missing.
fn candidate(item: &Value, line: usize, alone: bool) -> Option<(CandidateRecord, bool)> {
    let text = item.line().replace(" %", "%");
    let (name, _) = text.split_once(" (")?;
    // The bracket before the figure has the party; others may stand before it, and inside it.
    let figures_at = text[..text.find('%').unwrap_or(text.len())].rfind(')')? + 1;
    let (before, figures) = text.split_at(figures_at);
    let mut depth = 0;
    let open = before.char_indices().rev().find(|(_, c)| {
        depth += i32::from(*c == ')') - i32::from(*c == '(');
        depth == 0
    })?;
    let party = before.get(open.0 + 1..before.len() - 1)?;
    let figures = figures.trim().trim_start_matches([':', '–', '-']).trim();
    let (percent, votes) = match figures.split_once('%') {
        Some((share, _)) => (percent_in(share.rsplit(' ').next().unwrap_or(share)), None),
        None => (None, count_in(figures)),
    };
    let unopposed = alone || is_unopposed(figures);
    if percent.is_none() && votes.is_none() && !unopposed {
        return None;
    }
    let ticked = name.starts_with(['✓', '✔', '☑']);
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
    let linked =
        item.links.first().filter(|link| item.text.get(link.shown.clone()).is_some_and(|shown| shown.trim() == name));
    let named = who(item);
    let mut record = CandidateRecord {
        name: Names::of(vec![linked.map_or_else(|| name.to_string(), |link| link.target.clone())]),
        display: name.to_string(),
        party: Some(party.trim().to_string()),
        percent,
        votes,
        unopposed,
        won: ticked,
        ..CandidateRecord::default()
    };
    for key in ["name", "party", "percent", "votes"] {
        record.lines.insert(key, line);
    }
    let begins_bold =
        item.bold.first().is_some_and(|bold| bold.start <= item.text.len() - item.text.trim_start().len() + 4);
    (!name.is_empty()).then_some((record, named.bold || begins_bold))
}
