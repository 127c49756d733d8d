//! Tables with a row for each contest: a year, and several candidates side by side, or the page's subject alone.

use super::super::table_words::words;
use super::cells::{Contest, candidate, is_ticked, looks_like_share, set_party, value_in};
use super::sheet::{Field, Header, Sheet, What};
use super::title::{Series, name_of};
use crate::facts::Outcome;
use crate::facts::record::{CandidateRecord, ElectionRecord, Names};
use crate::facts::table::outcome_of;
use crate::facts::templates::word;
use crate::wikitext::figure::{dates_in, percent_in, votes_and_share};

/// The columns of one candidate of each row.
#[derive(Default)]
struct Group<'h> {
    /// The column of names; without one, the group is about the page's subject.
    name: Option<&'h Field>,
    party: Option<&'h Field>,
    votes: Option<&'h Field>,
    share: Option<&'h Field>,
    outcome: Option<&'h Field>,
}

/// The cells of some columns of a row.
type Cells = Vec<Option<(usize, usize)>>;

/// Reads a table with a row for each contest. `series` is what the table says of all of them; `subject` is the person
/// whom the page is about. `None` if the table is of another kind, or its figures cannot be read.
pub(super) fn read(sheet: &Sheet<'_>, header: &Header, series: &Series, subject: Option<&str>) -> Option<Vec<Contest>> {
    let has = |what: What| header.fields.iter().any(|field| field.what == what);
    // With seats, the rows are the results of parties.
    if has(What::Seats) {
        return None;
    }
    let time = header.fields.iter().find(|field| field.what == What::Time)?;
    let about: Vec<&Field> = header.fields.iter().filter(|field| field.what == What::Contest).collect();
    let groups = groups(header, subject.is_some())?;
    let mut contests: Vec<Contest> = Vec::new();
    // The cells that say what the row before is of. If they reach down, the row has another opponent in its contest.
    let mut above: Option<(usize, Cells)> = None;
    let shared: Vec<usize> =
        std::iter::once(time).chain(about.iter().copied()).chain(lead(&groups[0])).map(|f| f.columns.start).collect();
    for row in header.rows.end..sheet.height() {
        if sheet.whole_row(row).is_some() {
            continue;
        }
        let cells: Cells = shared.iter().map(|column| sheet.cell(row, *column)).collect();
        let again = above.replace((row, cells.clone())).filter(|(_, known)| *known == cells && cells[0].is_some());
        if let (Some((before, _)), Some(contest)) = (again, contests.last_mut()) {
            for group in &groups {
                let column = lead(group).map(|field| field.columns.end - 1);
                let is_new = column.is_some_and(|column| sheet.cell(row, column) != sheet.cell(before, column));
                if let Some((stood, is_bold)) = read_group(sheet, row, group, subject).filter(|_| is_new) {
                    contest.election.candidates.push(stood);
                    contest.bold.push(is_bold);
                }
            }
            continue;
        }
        let when = sheet.text(row, time.columns.start);
        let Some(date) = dates_in(&when).first().copied().filter(|date| date.first_year().is_some()) else { continue };
        let Some(name) = name_of(sheet, row, &about, series, &when, date.first_year().unwrap_or_default()) else {
            continue;
        };
        let mut election = ElectionRecord { date: Some(date), ..ElectionRecord::default() };
        let line = sheet.line(row, time.columns.start);
        election.lines.insert("date", line);
        let mut bold = Vec::new();
        for group in &groups {
            let Some((stood, is_bold)) = read_group(sheet, row, group, subject) else { continue };
            election.candidates.push(stood);
            bold.push(is_bold);
        }
        contests.push(Contest { title: Some((name, line)), election, bold });
    }
    contests.retain(|contest| !contest.election.candidates.is_empty());
    let candidates = contests.iter().flat_map(|c| &c.election.candidates);
    let (all, with) = candidates
        .fold((0, 0), |(all, with), c| (all + 1, with + usize::from(c.votes.is_some() || c.percent.is_some())));
    (all > 0 && with * 2 > all).then_some(contests)
}

/// Returns the column that names a candidate, else that of the figures.
fn lead<'h>(group: &Group<'h>) -> Option<&'h Field> {
    group.name.or(group.votes).or(group.share)
}

/// Returns the columns of each candidate. `None` if names and figures cannot be told apart.
fn groups(header: &Header, has_subject: bool) -> Option<Vec<Group<'_>>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let fields = &header.fields;
    for (at, field) in fields.iter().enumerate() {
        // A header that is no known word names a person or a party if votes follow before the next name.
        let leads = || {
            let mut rest = fields[at + 1..].iter().take_while(|next| !may_name(next));
            rest.any(|next| matches!(next.what, What::Votes | What::Share))
        };
        if may_name(field) && (field.what != What::Outcome || !words().people.contains(&word(&field.label))) && leads()
        {
            groups.push(Group { name: Some(field), ..Group::default() });
            continue;
        }
        if groups.is_empty() && matches!(field.what, What::Party | What::Votes | What::Share | What::Outcome) {
            groups.push(Group::default());
        }
        // How it ended is said of the subject, wherever it stands.
        let of_subject = field.what == What::Outcome && groups.first().is_some_and(|first| first.name.is_none());
        let Some(last) = (if of_subject { groups.first_mut() } else { groups.last_mut() }) else { continue };
        let slot = match field.what {
            What::Party => &mut last.party,
            What::Votes => &mut last.votes,
            What::Share => &mut last.share,
            What::Outcome => &mut last.outcome,
            _ => continue,
        };
        if slot.is_none() {
            *slot = Some(field);
        } else if last.name.is_none() {
            // Two columns of votes without names are those of two lists or rounds.
            return None;
        }
    }
    // Figures behind the opponent alone may be the subject's own.
    let figures = |group: &Group<'_>| group.votes.is_some() || group.share.is_some();
    let of_opponent = |group: &Group<'_>| group.name.is_some_and(|n| words().opponents.contains(&word(&n.label)));
    if groups.iter().find(|group| figures(group)).is_some_and(of_opponent) {
        return None;
    }
    // A cell for each round is not read.
    let rounds = fields.iter().filter(|f| words().is_round(&f.label) || words().is_round(&f.group));
    if rounds.filter(|f| matches!(f.what, What::Votes | What::Share)).count() > 1 {
        return None;
    }
    // The subject's own figures stand before those of the opponents.
    groups.retain(|group| group.votes.is_some() || group.share.is_some());
    let nameless = groups.iter().filter(|group| group.name.is_none()).count();
    (!groups.is_empty() && (nameless == 0 || has_subject)).then_some(groups)
}

/// Returns true if a column may hold names.
fn may_name(field: &Field) -> bool {
    matches!(field.what, What::Candidate | What::Person | What::Unknown)
}

fn read_group(
    sheet: &Sheet<'_>,
    row: usize,
    group: &Group<'_>,
    subject: Option<&str>,
) -> Option<(CandidateRecord, bool)> {
    let (mut stood, bold) = match group.name {
        Some(field) => candidate(sheet, row, &field.columns)?,
        None => {
            let name = subject?;
            let display = name.split(" (").next().unwrap_or(name).to_string();
            let name = Some(Names::One(name.to_string()));
            let own = group.votes.or(group.share).and_then(|field| value_in(sheet, row, &field.columns));
            let bold = own.is_some_and(|(value, _)| value.is_bold());
            (CandidateRecord { name, display, ..CandidateRecord::default() }, bold)
        }
    };
    let at = group.name.or(group.votes).or(group.share).map_or(0, |field| field.columns.start);
    set_party(sheet, row, group.party, at, &mut stood);
    if let (None, None, Some(field)) = (&stood.party, group.party, group.name)
        && field.what == What::Unknown
    {
        stood.party = party_at_head(field);
    }
    for (field, is_share) in [(group.votes, false), (group.share, true)] {
        let Some((value, column)) = field.and_then(|field| value_in(sheet, row, &field.columns)) else { continue };
        let text = value.line();
        let (votes, share) = votes_and_share(&text);
        stood.votes = stood.votes.or(votes.filter(|_| !is_share));
        let share = share.or_else(|| percent_in(&text).filter(|_| is_share || looks_like_share(&text)));
        stood.percent = stood.percent.or(share);
        stood.lines.entry(if is_share { "percent" } else { "votes" }).or_insert_with(|| sheet.line(row, column));
    }
    let outcome = group.outcome.and_then(|field| value_in(sheet, row, &field.columns));
    let said = outcome.and_then(|(value, _)| outcome_of(&value.line()));
    let ticked = group.name.iter().chain(&group.outcome).any(|field| is_ticked(sheet, row, &field.columns));
    stood.won = said == Some(Outcome::Elected) || ticked;
    stood.lost = said == Some(Outcome::Lost);
    if stood.name.is_some() && crate::facts::table::special(&stood.display).is_some() {
        stood.name = None;
        stood.party = None;
        stood.write_in |= word(&stood.display).contains("write");
    }
    let says_something = stood.votes.is_some() || stood.percent.is_some() || stood.won || group.name.is_some();
    says_something.then_some((stood, bold))
}

/// Returns the party that stands at the head of a column of names.
fn party_at_head(field: &Field) -> Option<String> {
    let label = field.label.trim();
    if words().people.contains(&word(label.trim_end_matches("(s)"))) {
        return None;
    }
    (label.chars().any(char::is_alphabetic) && label.len() < 60).then(|| label.to_string())
}
