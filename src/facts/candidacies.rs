//! Reads a CSV table of candidacies, one row per candidate and round. `docs/inputs.md` describes the format.

use super::Status;
use super::ballot::is_option;
use super::citation::no_sources;
use super::columns::{Columns, Repeated, bad_row, line_of, unguarded_row};
use super::fact::OptionSays;
use super::input::{Input, Text};
use super::vocabulary::read_stated;
use super::{
    CandidacySays, Citation, Confidence, ContestMention, ContestSays, Fact, Facts, Kind, Outcome, RoundSays,
    Selectorate, Statement, Title,
};
use super::{table, tagged};
use crate::source::{Page, Warning, quote};
use crate::wikitext::formula::unguarded;
use crate::wikitext::number::{read_count, read_percent};
use crate::wikitext::{Date, read_date};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The columns that are read. The values of other columns are carried along as one text.
pub(super) const COLUMNS: [&str; 17] = [
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
    "id",
    "other",
];

/// The format: a CSV table of candidacies, one row per candidate and round.
pub(super) const INPUT: Input = Input {
    name: "candidacies",
    label: "candidacies (CSV)",
    recognised_by: "the columns 'contest' and 'candidate'",
    becomes: "candidacies: one row for a candidate in a round",
    example: "contest,candidate,votes\n2001 Harbour Party leadership election,Ann Ash,12\n",
    in_fractions: true,
    is_it: |text| text.has_columns(&["contest", "candidate"]) && has_only_own_columns(text),
    extract,
};

/// Returns true if no column of a table has a meaning that only the reader of all tables knows.
fn has_only_own_columns(text: &Text<'_>) -> bool {
    // Ids of exports have a scheme; ids of other tables are those of the table.
    let ids_are_own = !text.has_columns(&["id"]) || text.has_columns(&["evidence", "option"]);
    ids_are_own
        && text.page.hints.is_empty()
        && values_are_as_promised(text.page)
        && !table::has_open_quote(&text.page.text)
        && !text.columns().any(|header| table::has_further_meaning(&header, &COLUMNS))
}

/// Returns true if the first rows of a table have only values that this reader understands.
fn values_are_as_promised(page: &Page) -> bool {
    let Some((columns, reader)) = Columns::open(page, &COLUMNS, &mut Facts::default()) else { return true };
    let [date, votes, share, name] = ["date", "votes", "share", "candidate"].map(|name| columns.position(name));
    // In an export, a column says which rows are no person.
    let marked = columns.position("option").is_some();
    let fits = |record: &csv::StringRecord, column: Option<usize>, fits: fn(&str) -> bool| {
        column.and_then(|at| record.get(at)).is_none_or(|cell| cell.is_empty() || fits(unguarded(cell)))
    };
    reader.into_records().take(LOOKED_AT).filter_map(Result::ok).all(|record| {
        fits(&record, date, |cell| read_date(cell).is_some())
            && fits(&record, votes, |cell| read_count(cell).is_some())
            && fits(&record, share, |cell| read_percent(cell).is_some())
            && (marked || fits(&record, name, |cell| !table::is_figure(cell)))
    })
}

/// How many rows are looked at to find out whether a table has values in the promised form.
const LOOKED_AT: usize = 50;

/// Reads a table row by row. A bad cell loses only the cell, and a bad row only the row.
fn extract(page: &Page, facts: &mut Facts) {
    let Some((mut columns, reader)) = Columns::open(page, &COLUMNS, facts) else { return };
    let column = COLUMNS.map(|c| columns.position(c));
    let mut table = CandidacyRows { page, facts, column, rows: Rows::of(page) };
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
                let others = columns.others(&record, |name| COLUMNS.contains(&name));
                table.row(&record, line_of(&record), others);
                columns.unread(&record, |name| !name.is_empty(), page, table.facts);
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
    rows: Rows<'a>,
}

/// What a row says about the status of its contest, or of its round alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    AnnulledRound,
    Contest(Status),
}

impl Fate {
    pub(super) fn read(text: &str) -> Option<Self> {
        if text == "annulled round" { Some(Self::AnnulledRound) } else { Status::read(text).map(Self::Contest) }
    }
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

    fn row(&mut self, record: &csv::StringRecord, line: usize, mut other: String) {
        let Some((contest, candidate)) = self.named(record, line) else { return };
        let round = self.value(record, line, "round", "a whole number from 1", read_round);
        let date = self.value(record, line, "date", "a date such as 1992-02-20, 1992-02 or 1992", read_date);
        let votes = self.value(record, line, "votes", "a whole number", read_count);
        let share = self.value(record, line, "share", "a percentage from 0 to 100", read_percent);
        let outcome = self.value(record, line, "outcome", "one of elected, lost, withdrew, eliminated", Outcome::read);
        let stated = self.value(record, line, "evidence", "documented or stated", read_stated).unwrap_or(false);
        let status =
            self.value(record, line, "status", &format!("{} or annulled round", Status::allowed()), Fate::read);
        let incumbent = self.value(record, line, "incumbent", "yes or no", read_yes) == Some(true);
        let selectorate = self.value(record, line, "selectorate", &Selectorate::allowed(), Selectorate::read);
        let option = self.value(record, line, "option", "yes or no", read_yes).unwrap_or(false);
        let candidate = match tagged::known(self.cell(record, "id")) {
            Some((scheme, value)) if !option && !is_option(&candidate) => tagged::tagged(&candidate, scheme, value),
            _ => candidate,
        };
        let (office, party) = (self.cell(record, "office").to_string(), self.cell(record, "party").to_string());
        let known = self.cell(record, "other");
        if !known.is_empty() {
            other = if other.is_empty() { known.to_string() } else { format!("{known}; {other}") };
        }
        let quote = record.iter().collect::<Vec<_>>().join(", ").into();
        // A round that is named but cannot be read was still named.
        let round = if self.cell(record, "round").is_empty() { None } else { Some(round.unwrap_or(1)) };
        let cells = Candidate {
            contest,
            candidate,
            date,
            office,
            party,
            round,
            votes,
            share,
            outcome,
            stated,
            status,
            incumbent,
            selectorate,
            option,
            other,
        };
        let citation = self.rows.citation(line, quote);
        self.rows.add(self.facts, cells, &citation);
    }
}

/// Reads the number of a round.
pub(super) fn read_round(text: &str) -> Option<usize> {
    text.parse::<usize>().ok().filter(|n| *n > 0 && *n < 1000)
}

/// One row of a table of candidacies, whatever the table calls its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    /// The title of the contest.
    pub contest: String,
    /// The person, or the option on the ballot.
    pub candidate: String,
    /// The date of the contest or of the round.
    pub date: Option<Date>,
    /// The office; empty if the row names none.
    pub office: String,
    /// The candidate's party; empty if the row names none.
    pub party: String,
    /// The round, if the row names one.
    pub round: Option<usize>,
    /// The number of votes.
    pub votes: Option<u64>,
    /// The share in per cent.
    pub share: Option<f64>,
    /// How the candidacy ended.
    pub outcome: Option<Outcome>,
    /// True if the row only states that the contest took place.
    pub stated: bool,
    /// The status of the contest or of its round.
    pub status: Option<Fate>,
    /// True if the candidate held the office.
    pub incumbent: bool,
    /// Who could vote.
    pub selectorate: Option<Selectorate>,
    /// True if the row is about an option that is not a person.
    pub option: bool,
    /// What the other columns say; empty if they say nothing.
    pub other: String,
}

/// Returns true if a title only seems to name a general election: "Attorney General election".
fn is_general(stem: &str) -> bool {
    stem.to_lowercase().contains("general election")
}

/// Turns the rows of one table into facts.
pub(super) struct Rows<'a> {
    page: &'a Page,
    /// The title, round and date, office and party of each statement about a contest that was already made.
    seen: BTreeSet<(String, String, String, String)>,
    /// The contests and rounds for which a selectorate was already stated.
    voted: BTreeSet<(String, usize, Selectorate)>,
    /// The contest of the previous row.
    contest: ContestMention,
}

impl<'a> Rows<'a> {
    pub(super) fn of(page: &'a Page) -> Self {
        Self { page, seen: BTreeSet::new(), voted: BTreeSet::new(), contest: ContestMention::titled("") }
    }

    /// Returns the citation of a row.
    pub(super) fn citation(&self, line: usize, quote: Arc<str>) -> Arc<Citation> {
        Arc::new(Citation {
            confidence: Confidence::Table,
            file: Arc::clone(&self.page.file),
            line,
            page: Arc::clone(&self.page.file),
            revision: None,
            quote,
            sources: no_sources(),
        })
    }

    /// Returns what a row says about its contest, if no earlier row said the same.
    fn head(&mut self, of: &Candidate, round: usize, bare: bool) -> Vec<ContestSays> {
        let mut head = Vec::new();
        let day = of.date.map(|d| d.to_string()).unwrap_or_default();
        let says = (of.contest.clone(), format!("{round} {day}"), of.office.clone(), of.party.clone());
        if !self.seen.insert(says) {
            return head;
        }
        let parts = Title::read(&of.contest);
        let evidence = if of.stated { ContestSays::Mentioned } else { ContestSays::Documented };
        // The office says more than words of a title such as "general election".
        let kind = match parts.kind() {
            kind @ (Kind::Leadership | Kind::ByElection | Kind::Primary | Kind::Referendum) => kind,
            kind if of.office.is_empty() => kind,
            kind => Some(Kind::of_office(&of.office))
                .filter(|of| *of != Kind::Other || is_general(&parts.stem))
                .unwrap_or(kind),
        };
        head.extend([evidence, ContestSays::Kind(kind)]);
        let dated =
            |date| if bare { ContestSays::Date(date) } else { ContestSays::Round(round, RoundSays::Date(date)) };
        head.extend(of.date.map(dated));
        match of.status {
            Some(Fate::AnnulledRound) => head.push(ContestSays::Round(round, RoundSays::Annulled)),
            Some(Fate::Contest(status)) => head.push(ContestSays::Status(status)),
            None => {}
        }
        let own = parts.party();
        if !of.office.is_empty() {
            head.push(ContestSays::Office(of.office.clone()));
        } else if let Some(own) = &own {
            head.push(ContestSays::Office(format!("Leader of the {own}")));
        }
        head.extend(own.filter(|_| !bare).map(ContestSays::Party));
        head
    }

    /// Adds the facts of a row. Returns the contest.
    pub(super) fn add(&mut self, facts: &mut Facts, of: Candidate, citation: &Arc<Citation>) -> ContestMention {
        let round = of.round.unwrap_or(1);
        let option = of.option || is_option(&of.candidate);
        // A contest that is only mentioned, or that was not held, has no known round unless the row names one.
        let unvoted = matches!(of.status, Some(Fate::Contest(status)) if status != Status::Held);
        let bare = (of.stated || unvoted) && of.round.is_none() && of.votes.is_none() && of.share.is_none();
        // The rows of one contest usually follow each other.
        if *self.contest.title != *of.contest {
            self.contest = ContestMention::titled(of.contest.as_str());
        }
        let contest = self.contest.clone();
        let mut head = self.head(&of, round, bare);
        if let Some(word) = of.selectorate.filter(|word| self.voted.insert((of.contest.clone(), round, *word))) {
            head.push(if of.round.is_some() {
                ContestSays::Round(round, RoundSays::Selectorate(word))
            } else {
                ContestSays::Selectorate(word, None)
            });
        }
        if option {
            head.push(ContestSays::Round(round, OptionSays::of(of.candidate.as_str(), of.votes, of.share)));
        }
        let mut says = vec![CandidacySays::Stood(if bare { 0 } else { round })];
        says.extend(of.votes.map(|v| CandidacySays::Votes(round, v)));
        says.extend(of.share.map(|s| CandidacySays::Share(round, s)));
        says.extend(of.outcome.map(CandidacySays::Outcome));
        says.extend(of.incumbent.then_some(CandidacySays::Incumbent));
        if !of.party.is_empty() {
            says.push(CandidacySays::Party(of.party));
        }
        if !of.other.is_empty() {
            says.push(CandidacySays::Other(of.other));
        }
        for says in head {
            let statement = Statement::Contest { contest: contest.clone(), says };
            facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
        }
        let person: Arc<str> = of.candidate.into();
        for says in says.into_iter().filter(|_| !option) {
            let statement = Statement::Candidacy { contest: contest.clone(), person: Arc::clone(&person), says };
            facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
        }
        contest
    }
}
