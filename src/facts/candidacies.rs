//! A table of candidacies as CSV: one row a candidate and round; the format is described in `data/README.md`.

use super::Status;
use super::people::is_option;
use super::{
    CandidacySays, Citation, Confidence, ContestMention, ContestSays, Fact, Facts, Outcome, RoundSays, Selectorate,
    Statement, Title, Unread,
};
use crate::source::{Page, Warning, quote};
use crate::wikitext::formula::unguarded;
use crate::wikitext::number::{grouped, read_count, read_percent};
use crate::wikitext::read_date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The columns that are read; others are kept and counted as unread.
pub(super) const COLUMNS: [&str; 15] = [
    "contest",
    "date",
    "office",
    "party",
    "round",
    "candidate",
    "votes",
    "share",
    "outcome",
    "evidence",
    "status",
    "incumbent",
    "option",
    "selection",
    "selectorate",
];

/// Reads a table row by row. A bad cell costs the cell, a bad row the row, never the table.
pub(super) fn extract(page: &Page, facts: &mut Facts) {
    let Some((header, reader)) = open(page, facts) else { return };
    let mut table = Rows {
        page,
        facts,
        column: COLUMNS.map(|c| header.iter().position(|h| h == c)),
        seen: BTreeSet::new(),
        voted: BTreeSet::new(),
    };
    let mut repeated = Repeated::default();
    for record in reader.into_records() {
        match record {
            Ok(record) => {
                let record = unguarded_row(record);
                let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
                if repeated.is_one_too_many(&record) {
                    continue;
                }
                table.row(&record, line);
                for (i, value) in record.iter().enumerate() {
                    let known = table.column.contains(&Some(i));
                    if !known && !value.is_empty() {
                        let name = header.get(i).map(|name| name.chars().take(LONGEST_KEY).collect());
                        let key = name.unwrap_or_else(|| format!("column {}", i + 1));
                        let unread = Unread { file: Arc::clone(&page.file), line, key, value: value.to_string() };
                        table.facts.unread.push(unread);
                    }
                }
            }
            Err(e) => {
                let line = e.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
                table.facts.warnings.push(Warning::new(
                    &page.file,
                    line,
                    "bad-csv",
                    format!("this row cannot be read: {e}"),
                ));
            }
        }
    }
    if repeated.left_out > 0 {
        let message = format!(
            "{} rows are left out: each is the same as the {MOST_REPEATED} before it",
            grouped(repeated.left_out as u64)
        );
        facts.warnings.push(Warning::new(&page.file, 0, "repeated-row", message));
    }
}

/// A row that stands so often one after the other is read no more.
const MOST_REPEATED: usize = 100;
/// The name of a column is cut after so many letters: each of its cells that is not read names it.
const LONGEST_KEY: usize = 200;

/// How often the same row came one after the other.
#[derive(Default)]
struct Repeated {
    row: csv::StringRecord,
    count: usize,
    left_out: usize,
}

impl Repeated {
    /// Whether a row came too often to be read again.
    fn is_one_too_many(&mut self, record: &csv::StringRecord) -> bool {
        if self.row == *record {
            self.count += 1;
        } else {
            self.row.clone_from(record);
            self.count = 1;
        }
        self.left_out += usize::from(self.count > MOST_REPEATED);
        self.count > MOST_REPEATED
    }
}

/// A table's columns, in small letters, and its rows to come; a first line that cannot be read is a warning.
pub(super) fn open<'p>(page: &'p Page, facts: &mut Facts) -> Option<(Vec<String>, csv::Reader<&'p [u8]>)> {
    let delimiter = delimiter(page.text.lines().find(|l| !l.trim().is_empty()).unwrap_or(""));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(page.text.as_bytes());
    match reader.headers() {
        Ok(header) => {
            let header = header.iter().map(str::to_ascii_lowercase).collect();
            Some((header, reader))
        }
        Err(e) => {
            facts.warnings.push(Warning::new(&page.file, 1, "bad-csv", e.to_string()));
            None
        }
    }
}

/// A row without the apostrophes that keep spreadsheets from running its cells.
pub(super) fn unguarded_row(row: csv::StringRecord) -> csv::StringRecord {
    if !row.iter().any(|cell| cell.starts_with('\'')) {
        return row;
    }
    let mut plain: csv::StringRecord = row.iter().map(unguarded).collect();
    plain.set_position(row.position().cloned());
    plain
}

/// Reads yes or no.
pub(super) fn read_yes(text: &str) -> Option<bool> {
    ["yes", "no"].iter().position(|w| text.eq_ignore_ascii_case(w)).map(|at| at == 0)
}

struct Rows<'a> {
    page: &'a Page,
    facts: &'a mut Facts,
    column: [Option<usize>; COLUMNS.len()],
    /// Contests whose head was stated already, with what it said.
    seen: BTreeSet<(String, String, String, String)>,
    /// Of which round it was said who could vote.
    voted: BTreeSet<(String, usize, Selectorate)>,
}

impl Rows<'_> {
    fn cell<'r>(&self, record: &'r csv::StringRecord, name: &str) -> &'r str {
        let index = COLUMNS.iter().position(|c| *c == name).and_then(|i| self.column[i]);
        index.and_then(|i| record.get(i)).unwrap_or("")
    }

    /// A cell's value; a cell that is not empty and cannot be read is a warning.
    fn value<T>(
        &mut self,
        record: &csv::StringRecord,
        line: usize,
        name: &str,
        wanted: &str,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.cell(record, name);
        if text.is_empty() {
            return None;
        }
        let found = read(text);
        if found.is_none() {
            let message = format!("{name} is {}; it must be {wanted}, or empty", quote(text));
            self.facts.warnings.push(Warning::new(&self.page.file, line, "bad-value", message));
        }
        found
    }

    /// The contest and the candidate of a row; a row that lacks one is a warning.
    fn named(&mut self, record: &csv::StringRecord, line: usize) -> Option<(String, String)> {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (title, person) = (one_line(self.cell(record, "contest")), one_line(self.cell(record, "candidate")));
        if let Some(cell) = record.iter().find(|cell| cell.contains('\n')) {
            let lines = 1 + cell.matches('\n').count();
            let message =
                format!("a quoted cell runs over {lines} lines from here: {}; is a quote not closed?", quote(cell));
            self.facts.warnings.push(Warning::new(&self.page.file, line, "long-cell", message));
        }
        if title.is_empty() || person.is_empty() {
            if record.iter().any(|cell| !cell.is_empty()) {
                let missing = if title.is_empty() { "contest" } else { "candidate" };
                let message = format!("this row has no {missing}; it is left out");
                self.facts.warnings.push(Warning::new(&self.page.file, line, "missing-value", message));
            }
            return None;
        }
        Some((title, person))
    }

    fn row(&mut self, record: &csv::StringRecord, line: usize) {
        let Some((title, person)) = self.named(record, line) else { return };
        let named_round = !self.cell(record, "round").is_empty();
        let round = self
            .value(record, line, "round", "a whole number from 1", |t| {
                t.parse::<usize>().ok().filter(|n| *n > 0 && *n < 1000)
            })
            .unwrap_or(1);
        let date = self.value(record, line, "date", "a date such as 1992-02-20, 1992-02 or 1992", read_date);
        let votes = self.value(record, line, "votes", "a whole number", read_count);
        let share = self.value(record, line, "share", "a percentage from 0 to 100", read_percent);
        let outcome = self.value(record, line, "outcome", "one of elected, lost, withdrew, eliminated", Outcome::read);
        let word = |t: &str| ["stated", "documented"].into_iter().find(|w| t.eq_ignore_ascii_case(w));
        let evidence = self.value(record, line, "evidence", "documented or stated", word);
        let held = |t: &str| if t == "annulled round" { Some(None) } else { Status::read(t).map(Some) };
        let status = self.value(record, line, "status", &format!("{} or annulled round", Status::allowed()), held);
        let incumbent = self.value(record, line, "incumbent", "yes or no", read_yes);
        let selectorate = self.value(record, line, "selectorate", &Selectorate::allowed(), Selectorate::read);
        let option = self.value(record, line, "option", "yes or no", read_yes).unwrap_or(false) || is_option(&person);
        let (office, party) = (self.cell(record, "office").to_string(), self.cell(record, "party").to_string());
        let citation = Arc::new(Citation {
            confidence: Confidence::Table,
            file: Arc::clone(&self.page.file),
            line,
            page: Arc::clone(&self.page.file),
            revision: None,
            quote: record.iter().collect::<Vec<_>>().join(", ").into(),
            sources: Arc::from([]),
        });
        // Of a contest that sources only mention, or that came to no vote, no round is known, unless the row names one.
        let unvoted = matches!(status, Some(Some(status)) if status != Status::Held);
        let bare = (evidence == Some("stated") || unvoted) && !named_round && votes.is_none() && share.is_none();
        let contest = ContestMention::titled(title.clone());
        let mut head = Vec::new();
        let stated = (
            title.clone(),
            format!("{round} {}", date.map(|d| d.to_string()).unwrap_or_default()),
            office.clone(),
            party.clone(),
        );
        if self.seen.insert(stated) {
            let parts = Title::read(&title);
            let evidence = if evidence == Some("stated") { ContestSays::Mentioned } else { ContestSays::Documented };
            head.extend([evidence, ContestSays::Kind(parts.kind())]);
            if let Some(date) = date {
                head.push(if bare {
                    ContestSays::Date(date)
                } else {
                    ContestSays::Round(round, RoundSays::Date(date))
                });
            }
            match status {
                Some(None) => head.push(ContestSays::Round(round, RoundSays::Annulled)),
                Some(Some(status)) => head.push(ContestSays::Status(status)),
                None => {}
            }
            if !office.is_empty() {
                head.push(ContestSays::Office(office));
            } else if let Some(own) = parts.party() {
                head.push(ContestSays::Office(format!("Leader of the {own}")));
            }
            if let Some(own) = parts.party().filter(|_| !bare) {
                head.push(ContestSays::Party(own));
            }
        }
        if let Some(word) = selectorate.filter(|word| self.voted.insert((title.clone(), round, *word))) {
            head.push(if named_round {
                ContestSays::Round(round, RoundSays::Selectorate(word))
            } else {
                ContestSays::Selectorate(word, None)
            });
        }
        if option {
            head.push(ContestSays::Round(round, RoundSays::Option { name: person.clone(), votes, share }));
        }
        let mut says = vec![CandidacySays::Stood(if bare { 0 } else { round })];
        says.extend(votes.map(|v| CandidacySays::Votes(round, v)));
        says.extend(share.map(|s| CandidacySays::Share(round, s)));
        says.extend(outcome.map(CandidacySays::Outcome));
        says.extend(incumbent.filter(|i| *i).map(|_| CandidacySays::Incumbent));
        if !party.is_empty() {
            says.push(CandidacySays::Party(party));
        }
        for says in head {
            let statement = Statement::Contest { contest: contest.clone(), says };
            self.facts.facts.push(Fact { statement, citation: Arc::clone(&citation) });
        }
        for says in says.into_iter().filter(|_| !option) {
            let statement = Statement::Candidacy { contest: contest.clone(), person: person.clone(), says };
            self.facts.facts.push(Fact { statement, citation: Arc::clone(&citation) });
        }
    }
}

/// What stands between the cells of a table, by its first line: semicolon, tab or comma, whichever is most frequent.
pub(crate) fn delimiter(header: &str) -> u8 {
    [b';', b'\t', b','].into_iter().max_by_key(|d| header.bytes().filter(|b| b == d).count()).unwrap_or(b',')
}
