//! Reads tables of results that are made of cells (`{| class="wikitable"`), by what their columns are called.
//!
//! `sheet.rs` finds the header and what each column is; `rows.rs` reads tables with a row for each candidate, `years.rs`
//! those with a row for each contest; `overview.rs` reads overviews of many seats, `sections.rs` joins rounds that have a
//! table each, and `holders.rs` reads lists of the holders of an office, with `terms.rs`, `offices.rs` and `seats.rs`;
//! `title.rs` says which contest a table is of. A table whose columns fit none is not read, and is listed if it has votes.

mod cells;
mod holders;
mod offices;
mod overview;
mod rows;
mod seats;
mod sections;
mod sheet;
mod terms;
mod title;
mod years;

use super::results::mark_winners;
use super::table_words::{self, has_year, words, year_in};
use super::{TemplateRule, WikiPage, at};
use crate::facts::record::{CandidateRecord, ElectionRecord, PageRecord, UnreadTable};
use crate::facts::{Kind, Title};
use crate::wikitext::Date;
use crate::wikitext::table::Table;
use cells::Contest;
use sheet::{Header, Sheet, What};
use std::collections::{BTreeSet, HashMap};
use title::Heading;

pub(super) use offices::office_of as office_of_page;

pub(super) const RULE: TemplateRule =
    TemplateRule { name: "wikitable", reads: "tables of results that are made of cells", run };

/// What a table is called in the output.
const TEMPLATE: &str = "wikitable";
/// The longest header that is kept of a table that is not read, in characters.
const LONGEST_LABEL: usize = 40;

/// Returns true if a page without any template of the field may have a table of results or of holders: by its title, and
/// because it has tables. `text` may have XML entities.
pub(in crate::facts) fn may_be_table(title: &str, text: &[u8]) -> bool {
    let by_title = || has_year(title) && words().names_contest(title) || offices::office_of(title).is_some();
    memchr::memmem::find(text, b"{|").is_some() && by_title()
}

fn run(page: &WikiPage<'_>, record: &mut PageRecord) {
    for name in &page.unknown {
        *record.unread.entry(name.clone()).or_default() += 1;
    }
    let mut names: HashMap<String, usize> = record
        .elections
        .iter()
        .filter(|e| e.template.is_some())
        .map(|e| (format!("{}|{}", e.election, e.stage.as_deref().unwrap_or_default()), 1))
        .collect();
    let mut parents = BTreeSet::new();
    if has_year(page.title) && words().names_contest(page.title) {
        page.markup.each_table(&table_words::makes, &mut |table| {
            parents
                .extend(Sheet::of(page.markup, table).and_then(|sheet| title::heading(&sheet, None).parent_of_round()));
        });
    }
    let several = parents.len() > 1;
    page.markup.each_table(&table_words::makes, &mut |table| read_table(page, table, record, (&mut names, several)));
}

/// Reads a table. `names` counts the names that are taken; `several` is true if several headings of the page have rounds
/// below them, so that each is a contest.
fn read_table(
    page: &WikiPage<'_>,
    table: &Table,
    record: &mut PageRecord,
    (names, several): (&mut HashMap<String, usize>, bool),
) {
    let Some(mut sheet) = Sheet::of(page.markup, table) else { return };
    let Some(mut header) = sheet::header(&sheet) else {
        // A page about a person lists no holders.
        if record.person.is_none()
            && let Some(office) = offices::office_of(page.title)
        {
            let heading = title::heading(&sheet, None);
            let is_list = page.title.starts_with("List");
            record.holders.extend(holders::read(&mut sheet, &office, &heading, is_list).into_iter().flatten());
        }
        if has_year(page.title) && words().names_contest(page.title) {
            overview_of(page, &mut sheet, record, names);
        }
        return;
    };
    let heading = title::heading(&sheet, Some(&header));
    if heading.is_of_no_result() || header.fields.iter().any(|f| words().is_of_no_result(&f.label)) {
        return;
    }
    sheet.fill_all();
    header.date_elections(&sheet);
    match read(page, &sheet, &header, &heading, record, (names, several)) {
        Some(elections) => elections.into_iter().for_each(|election| add(election, record)),
        None => note_unread(&sheet, &header, &heading, record),
    }
}

/// Reads an overview of the seats that the page's election filled.
fn overview_of(
    page: &WikiPage<'_>,
    sheet: &mut Sheet<'_>,
    record: &mut PageRecord,
    names: &mut HashMap<String, usize>,
) {
    if title::heading(sheet, None).is_of_no_result() {
        return;
    }
    let mut contests = overview::read(sheet).unwrap_or_default();
    mark(&mut contests);
    for Contest { title, mut election, .. } in contests {
        let Some((seat, line)) = title else { continue };
        election.template = Some(TEMPLATE);
        election.election = unlike(format!("{}: {seat}", page.title), None, names);
        at(&mut election.lines, "election", line);
        mark_winners(&mut election);
        record.elections.push(election);
    }
}

/// Returns the contests of a table; `None` if it cannot be read.
fn read(
    page: &WikiPage<'_>,
    sheet: &Sheet<'_>,
    header: &Header,
    heading: &Heading,
    record: &PageRecord,
    (names, several): (&mut HashMap<String, usize>, bool),
) -> Option<Vec<ElectionRecord>> {
    let own = Title::read(page.title);
    let of_contest =
        own.year.is_some() && own.kind() != Kind::Other || has_year(page.title) && words().names_contest(page.title);
    let subject = record.person.as_deref();
    let series = heading.of_series(page.title);
    let mut contests =
        rows::read(sheet, header, of_contest, &series).or_else(|| years::read(sheet, header, &series, subject))?;
    let mut all: Vec<&mut CandidateRecord> =
        contests.iter_mut().flat_map(|c| &mut c.election.candidates).filter(|c| c.name.is_some()).collect();
    cells::letters_of_parties(&mut all);
    cells::parties_behind_names(&mut all);
    mark(&mut contests);
    let mut elections: Vec<ElectionRecord> = Vec::new();
    for Contest { title, mut election, .. } in contests {
        let title_is_of_table = title.is_none();
        let by_year = election.date.is_some();
        let named = if by_year { title } else { heading.of_contest(title.as_ref()) };
        // On a page about many contests, a round's heading is below that of the year.
        let of_year = || heading.round_of_year().filter(|_| title_is_of_table && !of_contest && !by_year);
        let named = match of_year().filter(|_| election.rounds.is_empty()) {
            Some((label, above)) => {
                sections::as_round(&mut election, &label);
                Some(above)
            }
            None => named,
        };
        // A heading inside the table is of its own contest only.
        let of_table = title_is_of_table && !by_year;
        // A heading that is a round's is one of the page's contest, where no infobox tells the rounds.
        let is_alone = of_contest && !by_year && election.rounds.is_empty();
        let has_box = || record.elections.iter().any(|e| e.template.is_none());
        let round = named.as_ref().filter(|(name, _)| is_alone && words().is_round(name) && !has_box());
        if let Some((label, _)) = round {
            sections::as_round(&mut election, label);
        }
        let parent = || heading.parent_of_round().filter(|_| several);
        let of_parent = |parent| (format!("{}: {parent}", page.title), page.markup.line(sheet.table.span.start));
        let above = round.and_then(|_| heading.above_round(page.title).or_else(|| parent().map(of_parent)));
        let named = named.filter(|_| election.rounds.is_empty() || !is_alone).or(above);
        let (name, line) = match named {
            Some(named) => named,
            None if of_contest => (page.title.to_string(), page.markup.line(sheet.table.span.start)),
            None => return None,
        };
        election.template = Some(TEMPLATE);
        election.title_link = heading.link.clone().filter(|_| !by_year);
        election.stage = heading.stage.clone().filter(|_| of_table);
        if name == page.title && election.date.is_none() && own.year.is_none() {
            election.date = year_in(page.title).map(Date::year);
        }
        let further =
            is_round(&election) && record.elections.last().is_some_and(|before| is_round_of(before, &election, &name));
        election.election = if further { name } else { unlike(name, election.stage.as_deref(), names) };
        at(&mut election.lines, "election", line);
        mark_winners(&mut election);
        elections.push(election);
    }
    Some(elections)
}

/// Adds a contest to a record, or its round to the contest before it.
fn add(election: ElectionRecord, record: &mut PageRecord) {
    let own = |e: &&mut ElectionRecord| {
        e.template == Some(TEMPLATE) && e.rounds.len() == e.candidates.iter().map(|c| c.rounds.len()).max().unwrap_or(0)
    };
    match record.elections.last_mut().filter(own) {
        Some(before) if is_round(&election) && is_round_of(before, &election, &election.election) => {
            sections::add_round(before, election);
        }
        _ => record.elections.push(election),
    }
}

/// Returns true for a contest that is one round under a heading of its own.
fn is_round(election: &ElectionRecord) -> bool {
    let alone = |c: &CandidateRecord| c.rounds.len() == 1 && c.votes.is_none() && c.percent.is_none();
    election.rounds.len() == 1 && !election.candidates.is_empty() && election.candidates.iter().all(alone)
}

/// Returns true if a round of the contest with a name is a further one of the contest before it.
fn is_round_of(before: &ElectionRecord, round: &ElectionRecord, name: &str) -> bool {
    before.election.starts_with(name)
        && !before.rounds.is_empty()
        && round.rounds.iter().all(|label| !before.rounds.contains(label))
}

/// Returns a name that no other contest of the page has. `names` counts those that are taken.
fn unlike(name: String, stage: Option<&str>, names: &mut HashMap<String, usize>) -> String {
    let count = names.entry(format!("{name}|{}", stage.unwrap_or_default())).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name} ({count})") }
}

/// Marks the winners by bold names, if no word or sign marks them and if bold means that: not all names of a contest are
/// bold, and those with the most votes are.
fn mark(contests: &mut [Contest]) {
    if contests.iter().flat_map(|c| &c.election.candidates).any(|c| c.won) {
        return;
    }
    let votes = |c: &CandidateRecord| {
        c.votes.map(|v| v as f64).or(c.percent).or_else(|| {
            let last = c.rounds.iter().rev().find_map(|r| r.votes.map(|v| v as f64).or(r.percent));
            last.map(|v| v + c.rounds.len() as f64 * 1e12)
        })
    };
    let means_victory = |contest: &Contest| {
        let stood = || contest.election.candidates.iter().zip(&contest.bold);
        let most = |bold: bool| {
            stood().filter(|(c, b)| **b == bold && c.name.is_some()).filter_map(|(c, _)| votes(c)).fold(0.0, f64::max)
        };
        !contest.bold.contains(&true) || most(true) >= most(false)
    };
    if !contests.iter().all(means_victory) {
        return;
    }
    for contest in contests {
        let all = contest.bold.len() > 1 && contest.bold.iter().all(|bold| *bold);
        for (candidate, bold) in contest.election.candidates.iter_mut().zip(&contest.bold) {
            candidate.won = *bold && !all && candidate.name.is_some();
        }
    }
}

/// Takes note of a table with votes that is not read.
fn note_unread(sheet: &Sheet<'_>, header: &Header, heading: &Heading, record: &mut PageRecord) {
    if !header.fields.iter().any(|field| field.what == What::Votes) {
        return;
    }
    let all = heading.title.iter().chain(&heading.headings);
    let labels = header.fields.iter().map(|field| field.label.chars().take(LONGEST_LABEL).collect::<String>());
    record.unread_tables.push(UnreadTable {
        heading: all.map(|(text, _)| text.clone()).next().unwrap_or_default(),
        columns: labels.filter(|label| !label.is_empty()).collect(),
        line: sheet.markup.line(sheet.table.span.start),
    });
}
