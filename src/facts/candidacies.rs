//! Reads a CSV table of candidacies, one row per candidate and round. `docs/inputs.md` describes the format.

use super::Status;
use super::citation::no_sources;
use super::columns::{Columns, Repeated, bad_row, line_of, unguarded_row};
use super::fact::OptionSays;
use super::input::Input;
use super::people::is_option;
use super::vocabulary::read_stated;
use super::{
    CandidacySays, Citation, Confidence, ContestMention, ContestSays, Fact, Facts, Outcome, RoundSays, Selectorate,
    Statement, Title,
};
use crate::source::{Page, Warning, quote};
use crate::wikitext::number::{read_count, read_percent};
use crate::wikitext::{Date, read_date};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The columns that are read. The values of other columns are kept and counted as unread.
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

/// The format: a CSV table of candidacies, one row per candidate and round.
pub(super) const INPUT: Input = Input {
    name: "candidacies",
    label: "candidacies (CSV)",
    recognised_by: "the columns 'contest' and 'candidate'",
    example: "contest,candidate,votes\n2001 Harbour Party leadership election,Ann Ash,12\n",
    in_fractions: true,
    is_it: |text| text.has_columns(&["contest", "candidate"]),
    extract,
};

/// Reads a table row by row. A bad cell loses only the cell, and a bad row only the row.
fn extract(page: &Page, facts: &mut Facts) {
    let Some((mut columns, reader)) = Columns::open(page, &COLUMNS, facts) else { return };
    let column = COLUMNS.map(|c| columns.position(c));
    let contest = ContestMention::titled("");
    let mut table = CandidacyRows { page, facts, column, seen: BTreeSet::new(), voted: BTreeSet::new(), contest };
    // Most rows state four things. Without this, growing the list would copy it again and again.
    table.facts.stated.reserve(4 * memchr::memchr_iter(b'\n', page.text.as_bytes()).count());
    let mut repeated = Repeated::default();
    for record in reader.into_records() {
        match record {
            Ok(record) => {
                let record = unguarded_row(record);
                if repeated.is_one_too_many(&record) {
                    continue;
                }
                table.row(&record, line_of(&record));
                columns.unread(&record, |name| COLUMNS.contains(&name), page, table.facts);
            }
            Err(e) => bad_row(&e, page, table.facts),
        }
    }
    repeated.tell(page, table.facts);
    columns.finish(page, facts);
}

/// Reads `yes` or `no`, in any case. Returns `None` for anything else.
pub(super) fn read_yes(text: &str) -> Option<bool> {
    ["yes", "no"].iter().position(|w| text.eq_ignore_ascii_case(w)).map(|at| at == 0)
}

struct CandidacyRows<'a> {
    page: &'a Page,
    facts: &'a mut Facts,
    column: [Option<usize>; COLUMNS.len()],
    /// The title, round and date, office and party of each statement about a contest that was already made.
    seen: BTreeSet<(String, String, String, String)>,
    /// The contests and rounds for which a selectorate was already stated.
    voted: BTreeSet<(String, usize, Selectorate)>,
    /// The contest of the previous row.
    contest: ContestMention,
}

/// What a row says about the status of its contest, or of its round alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    AnnulledRound,
    Contest(Status),
}

impl Fate {
    fn read(text: &str) -> Option<Self> {
        if text == "annulled round" { Some(Self::AnnulledRound) } else { Status::read(text).map(Self::Contest) }
    }
}

/// What a row says about its contest.
struct OfContest<'r> {
    title: &'r str,
    round: usize,
    date: Option<Date>,
    stated: bool,
    status: Option<Fate>,
    office: String,
    party: &'r str,
    /// True if no round of the contest is known.
    bare: bool,
}

impl CandidacyRows<'_> {
    fn cell<'r>(&self, record: &'r csv::StringRecord, name: &str) -> &'r str {
        let index = COLUMNS.iter().position(|c| *c == name).and_then(|i| self.column[i]);
        index.and_then(|i| record.get(i)).unwrap_or("")
    }

    /// Reads a cell. A cell that is not empty and cannot be read gives a warning.
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

    /// Returns the contest and the candidate of a row. A row that lacks one gives a warning.
    fn named(&mut self, record: &csv::StringRecord, line: usize) -> Option<(String, String)> {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (title, person) = (one_line(self.cell(record, "contest")), one_line(self.cell(record, "candidate")));
        if let Some(cell) = record.iter().find(|cell| cell.contains('\n')) {
            let lines = 1 + cell.matches('\n').count();
            let message = format!(
                "the quoted cell that begins here has {lines} lines: {}; check whether its closing quote is missing",
                quote(cell)
            );
            self.facts.warnings.push(Warning::new(&self.page.file, line, "long-cell", message));
        }
        if title.is_empty() || person.is_empty() {
            if record.iter().any(|cell| !cell.is_empty()) {
                let missing = if title.is_empty() { "contest" } else { "candidate" };
                let message = format!("this row has no {missing} and is not read; fill in the cell");
                self.facts.warnings.push(Warning::new(&self.page.file, line, "missing-value", message));
            }
            return None;
        }
        Some((title, person))
    }

    /// Returns what a row says about its contest, if no earlier row said the same.
    fn head(&mut self, of: OfContest<'_>) -> Vec<ContestSays> {
        let mut head = Vec::new();
        let day = of.date.map(|d| d.to_string()).unwrap_or_default();
        let says = (of.title.to_string(), format!("{} {day}", of.round), of.office.clone(), of.party.to_string());
        if !self.seen.insert(says) {
            return head;
        }
        let parts = Title::read(of.title);
        let evidence = if of.stated { ContestSays::Mentioned } else { ContestSays::Documented };
        head.extend([evidence, ContestSays::Kind(parts.kind())]);
        let dated =
            |date| if of.bare { ContestSays::Date(date) } else { ContestSays::Round(of.round, RoundSays::Date(date)) };
        head.extend(of.date.map(dated));
        match of.status {
            Some(Fate::AnnulledRound) => head.push(ContestSays::Round(of.round, RoundSays::Annulled)),
            Some(Fate::Contest(status)) => head.push(ContestSays::Status(status)),
            None => {}
        }
        let own = parts.party();
        if !of.office.is_empty() {
            head.push(ContestSays::Office(of.office));
        } else if let Some(own) = &own {
            head.push(ContestSays::Office(format!("Leader of the {own}")));
        }
        head.extend(own.filter(|_| !of.bare).map(ContestSays::Party));
        head
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
        let stated = self.value(record, line, "evidence", "documented or stated", read_stated).unwrap_or(false);
        let status =
            self.value(record, line, "status", &format!("{} or annulled round", Status::allowed()), Fate::read);
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
            sources: no_sources(),
        });
        // A contest that is only mentioned, or that was not held, has no known round unless the row names one.
        let unvoted = matches!(status, Some(Fate::Contest(status)) if status != Status::Held);
        let bare = (stated || unvoted) && !named_round && votes.is_none() && share.is_none();
        // The rows of one contest usually follow each other.
        if *self.contest.title != *title {
            self.contest = ContestMention::titled(title.as_str());
        }
        let contest = self.contest.clone();
        let of_contest = OfContest { title: &title, round, date, stated, status, office, party: &party, bare };
        let mut head = self.head(of_contest);
        if let Some(word) = selectorate.filter(|word| self.voted.insert((title.clone(), round, *word))) {
            head.push(if named_round {
                ContestSays::Round(round, RoundSays::Selectorate(word))
            } else {
                ContestSays::Selectorate(word, None)
            });
        }
        if option {
            head.push(ContestSays::Round(round, OptionSays::of(person.as_str(), votes, share)));
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
            self.facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
        }
        let person: Arc<str> = person.into();
        for says in says.into_iter().filter(|_| !option) {
            let statement = Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says };
            self.facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
        }
    }
}
