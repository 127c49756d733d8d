//! Tables with a row for each candidate or party.

use super::super::table_words::{has_year, result_of, words};
use super::cells::{Contest, candidate, is_ticked, looks_like_share, set_party, value_in};
use super::sheet::{Field, Header, Sheet, What};
use super::title::{Series, name_of};
use crate::facts::record::{CandidateRecord, ElectionRecord, RoundCounts, RoundRecord};
use crate::facts::table::{Special, is_outcome, outcome_of, special};
use crate::facts::templates::word;
use crate::facts::{Outcome, named::target_or_text};
use crate::wikitext::figure::{dates_in, votes_and_share};
use std::ops::Range;

/// Votes and a share.
type Figures = (Option<u64>, Option<f64>);

/// The columns of one count.
#[derive(Debug, Clone, Default)]
struct Count {
    label: String,
    votes: Option<Range<usize>>,
    share: Option<Range<usize>>,
}

/// The columns of a table with a row for each candidate.
struct Plan<'h> {
    name: &'h Field,
    /// True if the rows are parties.
    of_parties: bool,
    party: Option<&'h Field>,
    counts: Vec<Count>,
    outcome: Option<&'h Field>,
    seats: Option<&'h Field>,
    /// The columns that say what was contested and when, if several rows share a cell of one of them.
    shared: Vec<&'h Field>,
}

/// Reads a table with a row for each candidate. `None` if it is of another kind, or its figures cannot be read.
/// `of_parties` allows rows of parties; `series` is what the table says of all its contests.
pub(super) fn read(sheet: &Sheet<'_>, header: &Header, of_parties: bool, series: &Series) -> Option<Vec<Contest>> {
    let plan = plan(sheet, header, of_parties)?;
    let mut contests: Vec<Contest> = Vec::new();
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for row in header.rows.end..sheet.height() {
        // The header of the names may reach down over another row of headers.
        let name = plan.name.columns.start;
        let is_header = header.rows.clone().any(|above| sheet.cell(above, name) == sheet.cell(row, name));
        if is_header && sheet.cell(row, name).is_some() || is_repeated_header(sheet, header, row) {
            continue;
        }
        if let Some(text) = sheet.whole_row(row).map(crate::wikitext::Value::line) {
            let line = sheet.line(row, 0);
            between(&text, line, &mut contests);
            continue;
        }
        let cells: Vec<(usize, usize)> =
            plan.shared.iter().filter_map(|field| sheet.cell(row, field.columns.start)).collect();
        if cells != shared {
            contests.push(group(sheet, &plan, row, series));
            shared = cells;
        }
        if contests.is_empty() {
            contests.push(begin(None, &plan));
        }
        if let Some(contest) = contests.last_mut() {
            read_row(sheet, &plan, row, contest);
        }
    }
    contests.retain(|contest| !contest.election.candidates.is_empty());
    // Rows that lack cells have their figures under other headers.
    let last = plan.counts.iter().flat_map(|c| c.votes.iter().chain(&c.share)).map(|columns| columns.end).max()?;
    let rows = header.rows.end..sheet.height();
    if rows.clone().filter(|row| sheet.width(*row) < last).count() * 2 > rows.len() {
        return None;
    }
    let candidates = contests.iter().flat_map(|c| &c.election.candidates);
    let counted = |c: &&CandidateRecord| c.votes.is_some() || c.percent.is_some() || !c.rounds.is_empty();
    let (all, with) = (candidates.clone().count(), candidates.filter(counted).count());
    (all > 0 && with * 2 > all).then_some(contests)
}

fn begin(title: Option<(String, usize)>, plan: &Plan<'_>) -> Contest {
    let mut election = ElectionRecord::default();
    if plan.counts.len() > 1 {
        election.rounds = plan.counts.iter().map(|count| count.label.clone()).collect();
    }
    Contest { title, election, bold: Vec::new() }
}

/// Begins the contest of a group of rows, named by the cells that they share.
fn group(sheet: &Sheet<'_>, plan: &Plan<'_>, row: usize, series: &Series) -> Contest {
    let Some(first) = plan.shared.first() else { return begin(None, plan) };
    let line = sheet.line(row, first.columns.start);
    let about: Vec<&Field> = plan.shared.iter().copied().filter(|field| field.what == What::Contest).collect();
    let time = plan
        .shared
        .iter()
        .find(|field| field.what == What::Time)
        .and_then(|field| value_in(sheet, row, &field.columns));
    let date = time.and_then(|(value, _)| dates_in(&value.text).first().copied());
    let title = match (time, date.and_then(|date| date.first_year())) {
        (Some((value, _)), Some(year)) => name_of(sheet, row, &about, series, &value.line(), year)
            .or_else(|| series.page.as_ref().map(|page| format!("{page}, {year}"))),
        _ => {
            about.iter().find_map(|field| value_in(sheet, row, &field.columns)).map(|(value, _)| target_or_text(value))
        }
    };
    let mut contest = begin(title.map(|title| (title, line)), plan);
    contest.election.date = date;
    contest
}

fn plan<'h>(sheet: &Sheet<'_>, header: &'h Header, of_parties: bool) -> Option<Plan<'h>> {
    let of = |what: What| header.fields.iter().filter(move |field| field.what == what);
    let one = |what: What| -> Option<&Field> {
        let mut found = of(what);
        found.next().filter(|_| found.next().is_none())
    };
    let party = of(What::Party).next();
    let name = match (of(What::Candidate).count(), of(What::Person).count()) {
        (1, _) => one(What::Candidate),
        (0, 1) => one(What::Person).filter(|field| {
            let folded = word(&field.label);
            words().people.contains(&folded) && !words().opponents.contains(&folded)
        }),
        _ => None,
    };
    let is_party_list = name.is_none() && of(What::Candidate).next().is_none() && of(What::Person).next().is_none();
    let (name, is_party_list) = match name {
        Some(name) => (name, false),
        None => (party.filter(|_| is_party_list && of_parties)?, true),
    };
    let counts = counts(sheet, header)?;
    // Many rows share a seat or a year only if its cells span rows.
    let spans = |field: &Field| {
        let column = field.columns.start;
        (header.rows.end + 1..sheet.height()).any(|row| {
            let (cell, above) = (sheet.cell(row, column), sheet.cell(row - 1, column));
            cell.is_some() && cell == above && sheet.whole_row(row).is_none()
        })
    };
    let before =
        |field: &&Field| matches!(field.what, What::Time | What::Contest) && field.columns.start < name.columns.start;
    let shared: Vec<&Field> = header.fields.iter().filter(before).collect();
    let is_shared = shared.iter().any(|field| spans(field));
    if !is_shared && (of(What::Time).next().is_some() || shared.iter().any(|field| is_key(sheet, header, field))) {
        return None;
    }
    let shared = if is_shared { shared } else { Vec::new() };
    Some(Plan {
        name,
        of_parties: is_party_list,
        party: party.filter(|_| !is_party_list),
        counts,
        outcome: one(What::Outcome).or_else(|| outcomes_in(sheet, header)),
        seats: one(What::Seats),
        shared,
    })
}

/// Returns the column of remarks that says who was elected: "Notes" with "Elected" in some rows and nothing else.
fn outcomes_in<'h>(sheet: &Sheet<'_>, header: &'h Header) -> Option<&'h Field> {
    let is_said = |field: &&Field| {
        let rows = (header.rows.end..sheet.height()).filter(|row| sheet.whole_row(*row).is_none());
        let texts: Vec<String> =
            rows.map(|row| sheet.text(row, field.columns.start)).filter(|text| !text.is_empty()).collect();
        let elects = texts.iter().any(|text| outcome_of(text) == Some(Outcome::Elected));
        elects && texts.iter().all(|text| is_outcome(text))
    };
    header.fields.iter().filter(|field| field.what == What::Unknown).find(is_said)
}

/// Returns true if each row has a contest or a place of its own in a column: then no two rows are rivals. Numbers are
/// ranks.
fn is_key(sheet: &Sheet<'_>, header: &Header, field: &Field) -> bool {
    let rows = (header.rows.end..sheet.height()).filter(|row| sheet.whole_row(*row).is_none());
    let mut texts: Vec<String> = rows.map(|row| sheet.text(row, field.columns.start)).collect();
    // The rows of sums have their label here.
    texts.retain(|text| !text.is_empty() && figure_of(text).is_none());
    let says = |text: &String| text.chars().filter(|c| c.is_alphabetic()).count() > 2 || has_year(text);
    let all = texts.len();
    let telling = texts.iter().filter(|text| says(text)).count();
    let dated = texts.iter().filter(|text| has_year(text)).count();
    texts.sort();
    texts.dedup();
    telling * 2 > all && texts.len() == all && (all > 1 || dated == 1)
}

/// Returns the columns of each count: one, or one for each round. `None` if there are several that are no rounds, such
/// as those of sections.
fn counts(sheet: &Sheet<'_>, header: &Header) -> Option<Vec<Count>> {
    let mut counts: Vec<Count> = Vec::new();
    for field in header.fields.iter().filter(|field| matches!(field.what, What::Votes | What::Share)) {
        let label = if words().is_round_of_columns(&field.label) { &field.label } else { &field.group };
        let columns = field.columns.clone();
        let fits = |count: &Count| label.is_empty() || count.label == *label;
        let is_share = field.what == What::Share || is_column_of_shares(sheet, header, &columns);
        match counts.last_mut() {
            Some(last) if is_share && last.share.is_none() && fits(last) => last.share = Some(columns),
            Some(last) if !is_share && last.votes.is_none() && fits(last) => last.votes = Some(columns),
            _ => {
                let (votes, share) = if is_share { (None, Some(columns)) } else { (Some(columns), None) };
                counts.push(Count { label: label.clone(), votes, share });
            }
        }
    }
    let is_total = |count: &&Count| words().totals.contains(&word(&count.label));
    match counts.as_slice() {
        [] => None,
        [_] => Some(counts),
        all if all.iter().all(|count| words().is_round_of_columns(&count.label)) => Some(counts),
        all => {
            let mut totals = all.iter().filter(is_total);
            let total = totals.next()?.clone();
            totals.next().is_none().then(|| vec![total])
        }
    }
}

/// Returns true if most cells of a column are written as shares, whatever its header says.
fn is_column_of_shares(sheet: &Sheet<'_>, header: &Header, columns: &Range<usize>) -> bool {
    if columns.len() > 1 {
        return false;
    }
    let texts = (header.rows.end..sheet.height()).map(|row| sheet.text(row, columns.start));
    let texts: Vec<String> = texts.filter(|text| text.contains(|c: char| c.is_ascii_digit())).collect();
    texts.iter().filter(|text| looks_like_share(text)).count() * 2 > texts.len()
}

fn is_repeated_header(sheet: &Sheet<'_>, header: &Header, row: usize) -> bool {
    let same = |field: &Field| sheet.text(row, field.columns.start) == field.label;
    let named = header.fields.iter().filter(|field| !field.label.is_empty());
    named.clone().count() > 1 && named.clone().all(same)
}

/// Reads a row of one cell: a result of the contest above, a heading of the next one, or a remark.
fn between(text: &str, line: usize, contests: &mut Vec<Contest>) {
    if let (Some(last), Some(result)) = (contests.last_mut(), result_of(text)) {
        last.election.result = Some(result);
        return;
    }
    let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4);
    let is_round = words().is_round(text.split([':', ',', '–']).next().unwrap_or(text).trim());
    let is_heading = has_year || is_round || crate::facts::Title::read(text).kind() != crate::facts::Kind::Other;
    if is_heading && text.len() < 200 {
        contests.push(Contest {
            title: Some((text.to_string(), line)),
            election: ElectionRecord::default(),
            bold: Vec::new(),
        });
    }
}

fn read_row(sheet: &Sheet<'_>, plan: &Plan<'_>, row: usize, contest: &mut Contest) {
    // The words in place of a name may fill the cells before it as well: "Total votes".
    let label = (0..plan.name.columns.end).find_map(|column| {
        let text = sheet.text(row, column);
        let known = figure_of(&text).filter(|_| !plan.shared.iter().any(|field| field.columns.contains(&column)));
        known.map(|special| (text, special))
    });
    let counts: Vec<Figures> = plan.counts.iter().map(|count| count_of(sheet, row, count)).collect();
    if let Some((text, known)) = &label
        && *known != Special::Option
    {
        let line = sheet.line(row, plan.name.columns.start);
        let before = figures_of(&contest.election);
        figure(text, *known, &counts, &mut contest.election);
        let after = figures_of(&contest.election);
        let changed = before.iter().zip(&after).filter(|(before, after)| before != after);
        contest.election.lines.extend(changed.map(|(_, (key, _))| (*key, line)));
        if plan.counts.len() > 1 {
            figures_of_rounds(text, *known, plan, &counts, line, &mut contest.election);
        }
        return;
    }
    let of_option = label.map(|(text, _)| text);
    let found = candidate(sheet, row, &plan.name.columns);
    let (mut stood, bold) = match (found, &of_option) {
        (Some(found), _) => found,
        (None, Some(text)) => (CandidateRecord { display: text.clone(), ..CandidateRecord::default() }, false),
        // A row without a name is that of a party.
        (None, None) => match plan.party.and_then(|party| value_in(sheet, row, &party.columns)) {
            Some((value, _)) if !value.is_empty() => {
                (CandidateRecord { display: value.line(), ..CandidateRecord::default() }, false)
            }
            _ => return,
        },
    };
    if let Some(result) = result_of(&stood.display)
        .filter(|_| stood.display.split(' ').count() > 1 && counts.iter().all(|c| c.0.is_none()))
    {
        contest.election.result = Some(result);
        return;
    }
    set_party(sheet, row, plan.party, plan.name.columns.start, &mut stood);
    if plan.of_parties {
        stood.party = value_in(sheet, row, &plan.name.columns).map(|(value, _)| target_or_text(value));
        stood.name = None;
    }
    if let Some(text) = of_option {
        stood.write_in = word(&text).contains("write");
        stood.name = None;
        stood.display = text;
        stood.party = None;
    }
    set_counts(sheet, plan, row, &counts, &mut stood);
    if let Some(field) = plan.seats {
        stood.seats = crate::wikitext::figure::count_in(&sheet.text(row, field.columns.start));
    }
    let outcome = plan.outcome.and_then(|field| value_in(sheet, row, &field.columns));
    let said = outcome.and_then(|(value, _)| outcome_of(&value.line()));
    let marks = plan.outcome.map_or(plan.name.columns.clone(), |field| field.columns.clone());
    stood.won =
        said == Some(Outcome::Elected) || is_ticked(sheet, row, &marks) || is_ticked(sheet, row, &plan.name.columns);
    stood.lost = said == Some(Outcome::Lost);
    contest.election.candidates.push(stood);
    contest.bold.push(bold);
}

/// Returns the votes and the share of a row in one count.
fn count_of(sheet: &Sheet<'_>, row: usize, count: &Count) -> Figures {
    let mut all: Figures = (None, None);
    for (columns, is_share) in [(&count.votes, false), (&count.share, true)] {
        let Some(columns) = columns else { continue };
        let mut last = None;
        for column in columns.clone() {
            // One cell that fills both columns is read once.
            if last == sheet.cell(row, column) {
                continue;
            }
            last = sheet.cell(row, column);
            let text = sheet.text(row, column);
            let (votes, share) = votes_and_share(&text);
            if is_share {
                all.1 = all.1.or(share).or_else(|| crate::wikitext::figure::percent_in(&text));
            } else if column > columns.start && share.is_none() && all.0.is_some() {
                all.1 = all.1.or_else(|| crate::wikitext::figure::percent_in(&text));
            } else {
                all = (all.0.or(votes), all.1.or(share));
            }
        }
    }
    all
}

fn set_counts(sheet: &Sheet<'_>, plan: &Plan<'_>, row: usize, counts: &[Figures], stood: &mut CandidateRecord) {
    let at = |count: &Count| count.votes.as_ref().or(count.share.as_ref()).map_or(0, |columns| columns.start);
    if let ([(votes, share)], [count]) = (counts, plan.counts.as_slice()) {
        (stood.votes, stood.percent) = (*votes, *share);
        let line = sheet.line(row, at(count));
        stood.lines.insert("votes", line);
        stood.lines.insert("percent", line);
        return;
    }
    for (count, (votes, share)) in plan.counts.iter().zip(counts) {
        let text = sheet.text(row, at(count));
        let status = (votes.is_none() && share.is_none() && text.chars().any(char::is_alphabetic)).then_some(text);
        stood.rounds.push(RoundRecord { round: count.label.clone(), votes: *votes, percent: *share, status });
    }
    while stood.rounds.pop_if(|last| last.votes.is_none() && last.percent.is_none() && last.status.is_none()).is_some()
    {
    }
    stood.lines.insert("rounds", sheet.line(row, plan.counts.first().map_or(0, at)));
}

/// Returns what a row counts, by the words in place of the name: those of all tables, and longer ones that begin like
/// them: "Turnout from 37,613,022".
fn figure_of(text: &str) -> Option<Special> {
    special(text).or_else(|| {
        // "Votes cast / turnout" is what one of its parts is.
        if let Some(known) = text.split('/').filter(|_| text.contains('/')).find_map(special) {
            return Some(known);
        }
        let folded = word(text);
        match folded.split([' ', '/', ':', ',']).next()? {
            "turnout" | "participation" => Some(Special::Ballots),
            "registered" | "electorate" | "electors" | "eligible" => Some(Special::Electorate),
            "invalid" | "spoilt" | "spoiled" | "rejected" | "blank" | "exhausted" | "informal" => Some(Special::Option),
            "majority" | "margin" => Some(Special::Derived),
            _ => None,
        }
    })
}

/// Returns the figures of a whole contest, by the keys of their lines.
fn figures_of(election: &ElectionRecord) -> [(&'static str, Option<u64>); 6] {
    [
        ("valid", election.valid),
        ("total_votes", election.total_votes),
        ("electorate", election.electorate),
        ("turnout_votes", election.turnout_votes),
        ("turnout", election.turnout.map(f64::to_bits)),
        ("majority", election.majority),
    ]
}

/// Takes note of a row that counts something about each round.
fn figures_of_rounds(
    text: &str,
    known: Special,
    plan: &Plan<'_>,
    counts: &[Figures],
    line: usize,
    election: &mut ElectionRecord,
) {
    if election.round_counts.is_empty() {
        let named = |count: &Count| RoundCounts { round: count.label.clone(), ..RoundCounts::default() };
        election.round_counts = plan.counts.iter().map(named).collect();
    }
    for (of_round, figures) in election.round_counts.iter_mut().zip(counts) {
        let mut own = ElectionRecord::default();
        figure(text, known, &[*figures], &mut own);
        for (key, slot, count) in [
            ("valid", &mut of_round.valid, own.valid),
            // A row of valid votes is also the total as long as there is no other.
            ("total_votes", &mut of_round.total_votes, own.total_votes.filter(|_| own.valid.is_none())),
            ("turnout_votes", &mut of_round.turnout_votes, own.turnout_votes),
            ("electorate", &mut of_round.electorate, own.electorate),
        ] {
            if count.is_some() {
                *slot = count;
                of_round.lines.insert(key, line);
            }
        }
        if own.turnout.is_some() {
            of_round.turnout = own.turnout;
            of_round.lines.insert("turnout", line);
        }
    }
}

/// Takes note of a row that counts something about the whole contest.
fn figure(text: &str, known: Special, counts: &[Figures], election: &mut ElectionRecord) {
    let Some((votes, share)) = counts.last().copied() else { return };
    let folded = word(text);
    match known {
        Special::Total if folded.contains("valid") && !folded.contains("invalid") => {
            election.valid = election.valid.or(votes);
            election.total_votes = election.total_votes.or(votes);
        }
        Special::Total => election.total_votes = votes.or(election.total_votes),
        Special::Electorate => {
            election.electorate = votes;
            // "Registered voters/turnout"
            if folded.contains("turnout") {
                election.turnout = share.filter(|share| *share < 100.0).or(election.turnout);
            }
        }
        Special::Ballots => {
            election.turnout_votes = votes;
            election.turnout = share.filter(|share| *share < 100.0);
        }
        Special::Derived
            if folded.contains("majority") || folded.contains("margin") || folded.contains("plurality") =>
        {
            election.majority = votes;
        }
        Special::Derived if folded.contains("turnout") => election.turnout = share,
        Special::Derived if result_of(text).is_some() => election.result = result_of(text),
        Special::Derived | Special::Option => {}
    }
}
