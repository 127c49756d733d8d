//! Decides which column of a table is what: by the user's word, a profile, or the headers.

use super::grid::Grid;
use super::headers::{Match, ambiguous, fold_header, is_code_of_another, listed, matches, meaning, names_candidates};
use super::profile::{self, Kind, Profile};
use super::suits::{suits, wide};
use crate::facts::columns::is_missing;
use crate::source::{Hints, Page, quote};
use crate::wikitext::number::grouped;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known of a table before its rows are read.
pub(super) struct Plan {
    pub kind: Kind,
    /// The index of the header among the rows; `None` if the table has none.
    pub header: Option<usize>,
    /// The line of the header; 0 if there is none.
    pub line: usize,
    /// The headers as written, or those that a profile gives to a table without them.
    pub headers: Vec<String>,
    /// The columns with each meaning, in order.
    pub columns: BTreeMap<&'static str, Vec<usize>>,
    /// The columns that hold the item in Wikidata of what another column names: the meaning named, and the column.
    pub items: Vec<(&'static str, usize)>,
    /// How sure the meaning of each column is.
    sure: BTreeMap<usize, f32>,
    pub profile: Option<Arc<Profile>>,
    /// The columns of the votes and of the shares of each round, if the rounds have columns of their own.
    pub rounds: BTreeMap<usize, (Option<usize>, Option<usize>)>,
    /// The column that tells several counts of one contest apart, such as first and second votes.
    pub apart: Option<usize>,
    /// True if the holders follow each other, so that their seats are not the office.
    pub one_at_a_time: bool,
    /// The columns of which the user or a profile says what they are.
    pub told: BTreeSet<usize>,
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPlan {
    /// The text is not a table.
    NoTable,
    /// The table has rows, but no row that names its columns: the first row, and what to do if it has a column for each
    /// candidate.
    NoHeader(String, String),
    /// The columns do not suffice; the message says what is missing.
    Lacking(String),
}

/// Meanings that several columns may have. The values of all of them count.
const SEVERAL: [&str; 2] = ["unit", "place"];
/// Meanings for which a wrong column does harm, so that two equally good ones are an error.
const DELICATE: [&str; 6] = ["candidate", "votes", "share", "party", "date", "year"];

/// Headers of whoever held an office, beside columns of other people.
const IN_OFFICE: [&str; 6] = ["name", "person", "officeholder", "office holder", "holder", "incumbent"];

/// The most columns of a table that is read.
const MOST_COLUMNS: usize = 10_000;
/// The most columns without a meaning that are named.
const MOST_NAMED: usize = 8;

impl Plan {
    /// Returns the first column with this meaning.
    pub(super) fn column(&self, meaning: &str) -> Option<usize> {
        self.columns.get(meaning).and_then(|all| all.first().copied())
    }

    pub(super) fn has(&self, meaning: &str) -> bool {
        self.columns.contains_key(meaning)
            || self.profile.as_ref().is_some_and(|profile| profile.constants.contains_key(meaning))
    }

    pub(super) fn has_any(&self, meanings: &[&str]) -> bool {
        meanings.iter().any(|meaning| self.has(meaning))
    }

    /// See [`stands_alone`](super::stands_alone).
    pub(super) fn stands_alone(&self, refers: bool) -> bool {
        match self.kind {
            Kind::Tenures => refers,
            Kind::Candidacies => refers || self.has_any(&["votes", "share", "outcome"]),
            Kind::Lists | Kind::Contests | Kind::Nothing => true,
        }
    }

    /// Returns true if the header of a meaning's column surely means it.
    pub(super) fn is_sure(&self, meaning: &str) -> bool {
        self.column(meaning).is_some_and(|at| self.sure.get(&at).is_some_and(|sure| *sure >= 1.0))
    }

    /// Returns the meaning of a column.
    pub(super) fn meaning_of(&self, column: usize) -> Option<&'static str> {
        self.columns.iter().find(|(_, columns)| columns.contains(&column)).map(|(meaning, _)| *meaning)
    }

    /// Returns true if a column is read, whatever for.
    pub(super) fn is_used(&self, column: usize) -> bool {
        let of_round = |(votes, share): &(Option<usize>, Option<usize>)| [*votes, *share].contains(&Some(column));
        self.meaning_of(column).is_some() || self.apart == Some(column) || self.rounds.values().any(of_round)
    }

    /// Returns the columns that repeat the header of a column that is read, each with that column.
    pub(super) fn repeated(&self) -> Vec<(usize, usize)> {
        let named = |column: usize| self.headers[column].to_lowercase();
        let free =
            (0..self.headers.len()).filter(|column| self.meaning_of(*column).is_none() && !named(*column).is_empty());
        let first = |column: usize| {
            (0..column).find(|other| named(*other) == named(column) && self.meaning_of(*other).is_some())
        };
        free.filter_map(|column| Some((column, first(column)?))).collect()
    }

    /// Says what each column was taken for.
    pub(super) fn said(&self) -> String {
        let mut taken: Vec<(usize, String)> = Vec::new();
        for (key, columns) in &self.columns {
            let Some(meaning) = meaning(key) else { continue };
            let says = match (self.kind, meaning.key.as_str()) {
                (Kind::Tenures, "candidate") => "the holder of the office",
                _ => meaning.says.as_str(),
            };
            for column in columns {
                let perhaps = if self.sure.get(column).is_none_or(|sure| *sure >= 1.0) { "" } else { " (probably)" };
                let header = self.headers.get(*column).map_or_else(|| format!("column {}", column + 1), |h| quote(h));
                taken.push((*column, format!("{header} is {says}{perhaps}")));
            }
        }
        for (key, column) in &self.items {
            let Some(meaning) = meaning(key) else { continue };
            let says = meaning.says.trim_start_matches("the ");
            taken.push((*column, format!("{} is the {says}'s item in Wikidata", quote(&self.headers[*column]))));
        }
        for (round, (votes, share)) in &self.rounds {
            let says = [(votes, "the votes"), (share, "the shares")];
            taken.extend(says.into_iter().filter_map(|(column, says)| {
                column.map(|at| (at, format!("{} is {says} of round {round} (probably)", quote(&self.headers[at]))))
            }));
        }
        let apart = |at: usize| (at, format!("{} tells several counts of one contest apart", quote(&self.headers[at])));
        taken.extend(self.apart.map(apart));
        taken.sort();
        let left: Vec<usize> =
            (0..self.headers.len()).filter(|column| taken.iter().all(|(at, _)| at != column)).collect();
        let named: Vec<String> = left.iter().take(MOST_NAMED).map(|column| quote(&self.headers[*column])).collect();
        let more = left.len().saturating_sub(named.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let fate = if self.kind == Kind::Candidacies { "carried along" } else { "not used" };
        let rest = match left.len() {
            0 => String::new(),
            1 => format!("; 1 column is {fate}: {}", named.join(", ")),
            n => format!("; {n} columns are {fate}: {}{more}", named.join(", ")),
        };
        let taken: Vec<String> = taken.into_iter().map(|(_, says)| says).collect();
        if let (Kind::Nothing, Some(profile)) = (self.kind, &self.profile) {
            return format!("{}: {}", profile.label, profile.says);
        }
        let by =
            self.profile.as_ref().filter(|p| !p.label.is_empty()).map_or(String::new(), |p| format!("{}: ", p.label));
        let is_dated = self.has_any(&["from", "from_year", "to", "to_year", "term", "year", "date"]);
        let undated = match self.kind {
            Kind::Tenures if !is_dated => "; no column says when anybody held an office, or who followed whom",
            _ => "",
        };
        format!("{by}the rows are read as {}; {}{rest}{undated}", self.kind.label(), taken.join(", "))
    }
}

/// Finds the header of a table and decides what its columns are.
///
/// # Errors
/// Why the table cannot be read, with what to type.
pub(super) fn plan(page: &Page, grid: &Grid<'_>) -> Result<Plan, NoPlan> {
    let rows = grid.first_rows();
    let is_known = rows.first().is_some_and(|(row, _)| profile::of_header(row, &page.file).is_some());
    if rows.len() < 2 && !is_known && !matches!(grid, Grid::Rows(_)) {
        return Err(NoPlan::NoTable);
    }
    let users = match &page.hints.profile {
        Some((name, text)) => Some(Arc::new(Profile::read(name, text).map_err(NoPlan::Lacking)?)),
        None => None,
    };
    let width = rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
    if width > MOST_COLUMNS {
        return Err(NoPlan::Lacking(format!(
            "this table has {} columns, and at most {} are read; keep those that are needed, and give each candidate a row",
            grouped(width as u64),
            grouped(MOST_COLUMNS as u64)
        )));
    }
    let (header, headers, known) = find_header(grid, &rows, page, users.as_ref())?;
    let profile = users.or(known);
    let mut plan = Plan {
        kind: Kind::Nothing,
        header,
        line: header.map_or(0, |at| rows[at].1),
        headers,
        columns: BTreeMap::new(),
        items: Vec::new(),
        sure: BTreeMap::new(),
        profile,
        rounds: BTreeMap::new(),
        apart: None,
        one_at_a_time: false,
        told: BTreeSet::new(),
    };
    let data: Vec<&StringRecord> = rows.iter().skip(header.map_or(0, |at| at + 1)).map(|(row, _)| row).collect();
    let mut free: BTreeSet<usize> = (0..plan.headers.len()).collect();
    plan.as_told(&page.hints, &mut free)?;
    let by_headers = plan.profile.as_ref().is_none_or(|profile| profile.name.is_empty());
    if by_headers {
        // Before the headers are looked up, in which both rounds would be votes.
        if !plan.has("votes") {
            plan.votes_of_rounds(&data, &mut free);
        }
        plan.by_headers(&data, &mut free)?;
        plan.by_values(&data, &mut free);
    }
    plan.find_items(&data);
    plan.kind = plan.decide(&data)?;
    Ok(plan)
}

/// The index of the header among the rows, the headers, and the profile of tables with this header.
type Header = (Option<usize>, Vec<String>, Option<Arc<Profile>>);

/// Returns the index of the header among the first rows, the headers, and the profile of tables with this header.
fn find_header(
    grid: &Grid<'_>,
    rows: &[(StringRecord, usize)],
    page: &Page,
    users: Option<&Arc<Profile>>,
) -> Result<Header, NoPlan> {
    let hints = &page.hints;
    let owned = |row: &StringRecord| row.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (at, (row, _)) in rows.iter().enumerate() {
        if let Some(profile) = profile::of_header(row, &page.file) {
            return Ok((Some(at), owned(row), Some(Arc::clone(profile))));
        }
    }
    if matches!(grid, Grid::Rows(_)) {
        // Rows that were built from another format have their keys as the first row.
        return Ok((Some(0), owned(&rows[0].0), None));
    }
    // A number is the place of a column, never what its header says.
    let is_place = |header: &String| header.bytes().all(|b| b.is_ascii_digit());
    let of_profile = users.map(|profile| profile.columns.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let mut named = hints.columns.iter().map(|(header, _)| header).chain(&of_profile).peekable();
    let numbered = named.peek().is_some() && named.all(is_place);
    let told: Vec<String> =
        hints.columns.iter().map(|(header, _)| fold_header(header)).filter(|header| !is_place(header)).collect();
    let by_profile = users.map(|profile| profile.columns.keys().map(|h| fold_header(h)).collect::<Vec<_>>());
    let told: Vec<String> = told.into_iter().chain(by_profile.into_iter().flatten()).collect();
    let score = |row: &StringRecord| {
        let cells = row.iter().filter(|cell| !cell.is_empty());
        let sure = cells.map(|cell| {
            let known = told.contains(&fold_header(cell));
            if known { 2.0 } else { matches(cell).first().map_or(0.0, |m| m.sure) }
        });
        sure.sum::<f32>()
    };
    let mut best: Option<(usize, f32)> = None;
    for (at, (row, _)) in rows.iter().enumerate().take(30) {
        let found = score(row);
        // A title such as "Election results" has one cell with a known word, a header several.
        if found >= 1.5 && best.is_none_or(|(_, most)| found > most) {
            best = Some((at, found));
        }
    }
    if let Some((at, _)) = best {
        let mut headers = owned(&rows[at].0);
        // A cell of colour before each row, which the header spans.
        let is_shifted = |(row, _): &&(StringRecord, usize)| {
            row.len() > headers.len()
                && row.get(0) == Some("")
                && row.iter().next_back().is_some_and(|last| !last.is_empty())
        };
        let below = rows.iter().skip(at + 1).filter(|(row, _)| row.len() > 1);
        if headers.first().is_some_and(|first| !first.is_empty())
            && below.clone().filter(is_shifted).count() * 5 >= below.clone().count() * 4
            && below.count() > 0
        {
            headers.insert(0, String::new());
        }
        return Ok((Some(at), headers, None));
    }
    if let Some((profile, headers)) = profile::without_header(rows) {
        return Ok((None, headers, Some(Arc::clone(profile))));
    }
    let width = rows.iter().map(|(row, _)| row.len()).max().unwrap_or(0);
    if numbered {
        return Ok((None, (1..=width).map(|n| format!("column {n}")).collect(), None));
    }
    let first: Vec<String> = rows.first().map(|(row, _)| row.iter().take(20).map(quote).collect()).unwrap_or_default();
    let data: Vec<&StringRecord> = rows.iter().skip(1).map(|(row, _)| row).collect();
    let headers = rows.first().map(|(row, _)| owned(row)).unwrap_or_default();
    Err(NoPlan::NoHeader(first.join(", "), wide(&headers, &data, |_| true)))
}

/// Returns the headers of a table, whether or not its columns can be told. `None` if it has none.
pub(super) fn headers(page: &Page, grid: &Grid<'_>) -> Option<Vec<String>> {
    find_header(grid, &grid.first_rows(), page, None).ok().map(|(_, headers, _)| headers)
}

/// Returns the column that a header or a number means.
fn column_of(headers: &[String], named: &str) -> Option<usize> {
    let exact = headers.iter().position(|header| header == named);
    let folded = || headers.iter().position(|header| fold_header(header) == fold_header(named));
    let number = || named.parse::<usize>().ok().filter(|n| (1..=headers.len()).contains(n)).map(|n| n - 1);
    exact.or_else(folded).or_else(number)
}

/// Returns the headers that the user names and that a table does not have.
pub(super) fn missing<'h>(headers: &[String], hints: &'h Hints) -> Vec<&'h str> {
    hints.columns.iter().map(|(header, _)| header.as_str()).filter(|h| column_of(headers, h).is_none()).collect()
}

impl Plan {
    pub(super) fn set(&mut self, meaning: &'static str, column: usize, sure: f32) {
        self.columns.entry(meaning).or_default().push(column);
        self.sure.insert(column, sure);
    }

    /// Takes the columns as the user or the profile says. The user's single columns count more than a profile.
    fn as_told(&mut self, hints: &Hints, free: &mut BTreeSet<usize>) -> Result<(), NoPlan> {
        let of_profile = self.profile.iter().flat_map(|p| p.columns.clone()).collect::<Vec<_>>();
        for (header, word) in hints.columns.iter().cloned().chain(of_profile) {
            let Some(column) = column_of(&self.headers, &header) else { continue };
            if !free.remove(&column) || word.is_empty() {
                continue;
            }
            self.told.insert(column);
            let Some(meaning) = meaning(&word) else {
                return Err(NoPlan::Lacking(profile::unknown_meaning(&word)));
            };
            let key: &'static str = &meaning.key;
            if SEVERAL.contains(&key) || !self.columns.contains_key(key) {
                self.set(key, column, 1.0);
            }
        }
        self.columns.values_mut().for_each(|columns| columns.sort_unstable());
        Ok(())
    }

    /// Takes the columns by their headers, the surest first.
    fn by_headers(&mut self, data: &[&StringRecord], free: &mut BTreeSet<usize>) -> Result<(), NoPlan> {
        let mut all: Vec<(usize, Match)> = Vec::new();
        for column in free.iter() {
            if is_code_of_another(&self.headers, *column) {
                continue;
            }
            let found = matches(&self.headers[*column]);
            all.extend(found.into_iter().filter(|m| suits(*column, *m, data)).map(|m| (*column, m)));
        }
        // Of two columns with one header, the one that has values is meant.
        let is_empty = |column: usize| data.iter().filter_map(|row| row.get(column)).all(is_missing);
        all.sort_by_cached_key(|(column, found)| {
            ((-1000.0 * found.sure) as i32, found.rank, is_empty(*column), *column)
        });
        for (at, (column, found)) in all.iter().enumerate() {
            if !free.contains(column) {
                continue;
            }
            if let Some(first) = self.columns.get(found.meaning)
                && !SEVERAL.contains(&found.meaning)
            {
                // An equally good column that is not the same header again leaves it open which one is meant.
                let first = first[0];
                let rival = all[..at].iter().find(|(column, m)| *column == first && m.meaning == found.meaning);
                let equal = rival.is_some_and(|(_, m)| m.sure <= found.sure && found.sure < 1.0);
                // Of two people beside a term, the one called by name, or else the first, held the office.
                let held =
                    found.meaning == "candidate" && all.iter().any(|(_, m)| matches!(m.meaning, "from" | "term"));
                if equal && held {
                    let named = |column: usize| IN_OFFICE.contains(&fold_header(&self.headers[column]).as_str());
                    if named(*column) && !named(first) || named(*column) == named(first) && *column < first {
                        self.columns.insert(found.meaning, vec![*column]);
                        self.sure.insert(*column, found.sure);
                        free.remove(column);
                    }
                    continue;
                }
                if equal && DELICATE.contains(&found.meaning) {
                    return Err(NoPlan::Lacking(ambiguous(
                        found.meaning,
                        &self.headers[first],
                        &self.headers[*column],
                    )));
                }
                continue;
            }
            free.remove(column);
            self.set(found.meaning, *column, found.sure);
        }
        self.columns.values_mut().for_each(|columns| columns.sort_unstable());
        self.split_name();
        // Votes written as percentages are shares.
        if let Some(votes) = self.column("votes")
            && !self.has("share")
            && data.iter().filter_map(|row| row.get(votes)).filter(|cell| cell.contains('%')).count() * 2 > data.len()
        {
            let columns = self.columns.remove("votes").unwrap_or_default();
            self.columns.insert("share", columns);
        }
        Ok(())
    }

    /// Beside a column of given names, "Name" is the surname, and beside one of surnames it is the given name.
    fn split_name(&mut self) {
        let Some(name) = self.column("candidate").filter(|at| self.sure.get(at).is_some_and(|sure| *sure < 1.0)) else {
            return;
        };
        let part = match (self.has("surname"), self.has("given")) {
            (false, true) => "surname",
            (true, false) => "given",
            // Both are there, so that the other column names something else.
            (true, true) => {
                self.columns.remove("candidate");
                return;
            }
            (false, false) => return,
        };
        self.columns.remove("candidate");
        self.set(part, name, 1.0);
    }

    /// Returns true if the column of names has the winners alone: "Winning candidate".
    pub(super) fn has_winners(&self) -> bool {
        let header = self.column("candidate").map(|at| fold_header(&self.headers[at])).unwrap_or_default();
        header
            .split(' ')
            .any(|word| matches!(word, "winning" | "winner" | "winners" | "elected" | "gewahlter" | "ganador"))
    }

    /// Decides what the rows are, from the columns that have a meaning.
    fn decide(&self, data: &[&StringRecord]) -> Result<Kind, NoPlan> {
        if let Some(kind) = self.profile.as_ref().and_then(|profile| profile.kind) {
            return Ok(kind);
        }
        // A surname alone may be the name of a family of parties.
        let person = self.has("candidate")
            || self.has("surname") && (self.has("given") || self.has("votes") || self.has("from"));
        let counted = self.has_any(&["votes", "share"]) || !self.rounds.is_empty();
        let stood = self.has_any(&["contest", "outcome", "round"]);
        let dated = self.has_any(&["date", "year"]);
        let held = self.has_any(&["office", "seat", "body", "place"]);
        if person && self.has_any(&["from", "from_year", "to", "to_year", "term"]) && !counted {
            return Ok(Kind::Tenures);
        }
        // A list of candidates may have no votes; a list of people with their seats is one of members.
        let candidates = self.is_sure("candidate");
        // A column that is called after candidates has no holders of offices.
        let called = self.headers.iter().any(|header| names_candidates(header));
        if person && (counted || stood || candidates && dated || called && (dated || held || self.has("party"))) {
            return Ok(Kind::Candidacies);
        }
        if !person && !self.has("party") && self.has("contest") && dated {
            return Ok(Kind::Contests);
        }
        if person && held {
            if let Some(header) = self.may_be_votes(data).filter(|_| !dated && !self.has_any(&["office", "body"])) {
                return Err(NoPlan::Lacking(format!(
                    "several people of this table have one seat or place, and no column says whether they stood there or held an office; if {0} has \
                     their votes, say so: --columns \"{header}=votes\"",
                    quote(header)
                )));
            }
            return Ok(Kind::Tenures);
        }
        // Ids of people that lead to no names are no reason to take parties for those who stood.
        if let Some(column) = self.column("id").filter(|_| !person && counted)
            && fold_header(&self.headers[column]) != "id"
        {
            return Err(NoPlan::Lacking(format!(
                "{} has ids of people, and no table beside this one names them; put the table with their names into the same folder, or \
                 say which column has the names, for example --columns \"HEADER=candidate\"",
                quote(&self.headers[column])
            )));
        }
        if !person && self.has("party") && (counted || self.has("seats")) {
            return Ok(Kind::Lists);
        }
        let found: Vec<String> = self.columns.keys().filter_map(|key| meaning(key)).map(|m| m.says.clone()).collect();
        let found = if found.is_empty() { String::new() } else { format!(" (found: {})", found.join(", ")) };
        let lacking = if person {
            "what its rows are: votes, a share, an outcome or a contest for candidacies, an office or the first day in it for tenures"
        } else {
            "the candidate or the holder of an office"
        };
        let line = if person { "--columns \"HEADER=votes\"" } else { "--columns \"HEADER=candidate\"" };
        Err(NoPlan::Lacking(format!(
            "this table has no column for {lacking}{found}; its columns are {}. Say which is which, for example {line}{}",
            listed(&self.headers),
            if person { String::new() } else { wide(&self.headers, data, |column| !self.is_used(column)) }
        )))
    }
}
