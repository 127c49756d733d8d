//! How the values of each column of a table are written, learned from the whole column, and the reading of a row.

use super::dates::{DateStats, read_cell, read_year};
use super::grid::Grid;
use super::headers::{Values, meaning};
use super::merged::Run;
use super::names::{CellName, NameStats, NameStyle, read_name};
use super::numbers::{Decimal, NumberStats, is_unopposed, read_share, read_whole};
use super::phrases::{days_of, read_flag, read_outcome, read_term};
use super::plan::Plan;
use super::profile::Kind;
use super::row_words::special;
use crate::facts::Outcome;
use crate::facts::columns::is_missing;
use crate::source::{DayOrder, Hints, Page, Warning, quote};
use crate::wikitext::Date;
use crate::wikitext::formula::unguarded;
use crate::wikitext::number::grouped;
use csv::StringRecord;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is known of the values of one column.
#[derive(Default, Clone)]
struct ColumnStats {
    numbers: NumberStats,
    dates: DateStats,
    names: NameStats,
    /// The first value, to find out whether the values vary.
    first: String,
    varies: bool,
    /// The number of values.
    values: usize,
    /// True if a value has a word of five letters or more.
    long: bool,
}

/// How many values of a column could be read and could not.
#[derive(Default, Clone)]
struct Tally {
    read: usize,
    /// The line and the text of the values that could not be read; of many, the first few.
    bad: Vec<(usize, String)>,
    count: usize,
}

/// The largest number of values of one column that are reported one by one.
const MOST_BAD: usize = 20;

/// Reads the cells of a table by the meanings of its columns.
pub(super) struct Cells<'p> {
    plan: &'p Plan,
    stats: Vec<ColumnStats>,
    orders: Vec<Option<DayOrder>>,
    tallies: BTreeMap<(usize, &'static str), Tally>,
    /// The number of rows below the header that have values.
    pub rows: usize,
    /// The different values of the first and the last column of places, and their pairs, hashed.
    places: HashMap<(usize, usize), HashSet<u64>>,
    /// The columns whose cells are merged downwards: empty below a value that holds for several rows.
    merged: Vec<usize>,
    /// The last value of each of them.
    carried: Vec<String>,
}

/// A row of a table, with the value of each meaning.
pub(super) struct Row<'r> {
    pub record: &'r StringRecord,
    pub line: usize,
}

/// Meanings that name the contest of a row, so that merged cells hold for the rows below.
const KEYS: [&str; 8] = ["contest", "date", "year", "office", "body", "seat", "place", "round"];

impl<'p> Cells<'p> {
    /// Returns a row with the values that merged cells above it hold for it. `None` if it is complete.
    pub(super) fn filled(&mut self, record: &StringRecord) -> Option<StringRecord> {
        let mut cells: Option<Vec<String>> = None;
        for (at, column) in self.merged.iter().enumerate() {
            let cell = record.get(*column).unwrap_or("");
            if !cell.is_empty() {
                self.carried[at] = cell.to_string();
            } else if !self.carried[at].is_empty() {
                let cells = cells.get_or_insert_with(|| record.iter().map(ToString::to_string).collect());
                if cells.len() <= *column {
                    cells.resize(*column + 1, String::new());
                }
                cells[*column].clone_from(&self.carried[at]);
            }
        }
        cells.map(StringRecord::from)
    }

    /// Returns the headers of the columns whose cells are merged.
    pub(super) fn merged(&self) -> Vec<String> {
        self.merged.iter().map(|column| quote(&self.plan.headers[*column])).collect()
    }

    /// Looks at all values once. Linear in the table.
    pub(super) fn learn(plan: &'p Plan, grid: &Grid<'_>, hints: &Hints) -> Self {
        let mut stats = vec![ColumnStats::default(); plan.headers.len()];
        let by_headers = plan.profile.as_ref().is_none_or(|profile| profile.name.is_empty());
        let kinds: Vec<Option<(&str, Values)>> = (0..plan.headers.len())
            .map(|column| plan.meaning_of(column).and_then(meaning).map(|m| (m.key.as_str(), m.values)))
            .collect();
        let mut rows = 0;
        let mut places: HashMap<(usize, usize), HashSet<u64>> = HashMap::new();
        let of_places = plan.columns.get("place").filter(|columns| columns.len() > 1);
        let mut runs: BTreeMap<usize, Run> = BTreeMap::new();
        below_header(plan, grid, |record, line| {
            rows += 1;
            if let Some((first, last)) = of_places.and_then(|columns| Some((*columns.first()?, *columns.last()?))) {
                for pair in [(first, first), (last, last), (first, last)] {
                    let text =
                        format!("{}\u{1F}{}", record.get(pair.0).unwrap_or(""), record.get(pair.1).unwrap_or(""));
                    places.entry(pair).or_default().insert(twox_hash::XxHash3_64::oneshot(text.as_bytes()));
                }
            }
            if by_headers {
                let person =
                    plan.column("candidate").and_then(|at| record.get(at)).is_some_and(|name| !is_missing(name));
                for key in KEYS {
                    for column in plan.columns.get(key).into_iter().flatten() {
                        runs.entry(*column).or_default().see(record.get(*column).unwrap_or(""), person);
                    }
                }
            }
            for (column, cell) in record.iter().enumerate().take(stats.len()) {
                if is_missing(cell) {
                    continue;
                }
                let stats = &mut stats[column];
                stats.values += 1;
                stats.long |= cell.split(' ').any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 4);
                if stats.first.is_empty() {
                    stats.first = cell.to_string();
                }
                stats.varies |= stats.first != cell;
                match kinds[column] {
                    Some((_, Values::Count | Values::Percent)) => stats.numbers.see(cell),
                    Some((_, Values::Date)) => stats.dates.see(cell, line),
                    Some(("term", _)) => days_of(cell).for_each(|day| stats.dates.see(day, line)),
                    None if plan.is_used(column) => stats.numbers.see(cell),
                    Some((_, Values::Person)) => stats.names.see(cell),
                    Some((
                        "surname" | "given" | "middle" | "suffix" | "party" | "office" | "place" | "seat" | "body"
                        | "contest",
                        _,
                    )) => {
                        stats.names.see(cell);
                    }
                    _ => {}
                }
            }
        });
        // What one column of dates proves holds for the others of its table.
        let proven: Vec<DayOrder> = stats.iter().filter_map(|s| s.dates.order()).collect();
        let of_table = proven.first().copied().filter(|first| proven.iter().all(|order| order == first));
        let orders = stats.iter().map(|s| hints.dates.or_else(|| s.dates.order()).or(of_table)).collect();
        // Who holds an office may have no seat.
        let may_lack = |column: usize| plan.kind == Kind::Tenures && plan.meaning_of(column) == Some("seat");
        let is_merged = |(column, run): &(&usize, &Run)| run.is_merged() && !may_lack(**column);
        let merged: Vec<usize> = runs.iter().filter(is_merged).map(|(column, _)| *column).collect();
        let carried = vec![String::new(); merged.len()];
        Self { plan, stats, orders, tallies: BTreeMap::new(), rows, places, merged, carried }
    }

    /// Returns true if a column has at least two different values.
    pub(super) fn varies(&self, column: usize) -> bool {
        self.stats.get(column).is_some_and(|s| s.varies)
    }

    /// Returns the number of different values of a column of places.
    pub(super) fn distinct(&self, column: usize) -> usize {
        self.pairs(column, column)
    }

    /// Returns the number of different pairs of values of two columns of places.
    pub(super) fn pairs(&self, a: usize, b: usize) -> usize {
        self.places.get(&(a, b)).map_or(0, HashSet::len)
    }

    /// Returns the number of values in a column.
    pub(super) fn values(&self, column: usize) -> usize {
        self.stats.get(column).map_or(0, |s| s.values)
    }

    /// Returns the text of a meaning in a row, or the profile's constant. Empty if the row says nothing.
    pub(super) fn text(&self, row: &Row<'_>, meaning: &str) -> String {
        if let Some(column) = self.plan.column(meaning) {
            return self.at(row, column);
        }
        let constant = self.plan.profile.as_ref().and_then(|profile| profile.constants.get(meaning));
        constant.cloned().unwrap_or_default()
    }

    /// Returns the text of a column in a row, on one line. Empty if the cell says that it has no value.
    pub(super) fn at(&self, row: &Row<'_>, column: usize) -> String {
        let cell = unguarded(row.record.get(column).unwrap_or(""));
        if is_missing(cell) {
            return String::new();
        }
        let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(profile) = &self.plan.profile else { return text };
        let header = &self.plan.headers[column];
        let text = profile.values.get(header).and_then(|values| values.get(&text)).cloned().unwrap_or(text);
        let begins =
            profile.begins.get(header).into_iter().flatten().rev().find(|(begin, _)| text.starts_with(begin.as_str()));
        let text = begins.map_or(text, |(_, stands_for)| stands_for.clone());
        let prefix =
            self.plan.meaning_of(column).and_then(|meaning| profile.prefix.get(meaning)).filter(|_| !text.is_empty());
        prefix.map_or(text.clone(), |prefix| format!("{prefix}{text}"))
    }

    /// Returns the name of an office, a party or a place, as people write it if the whole column is in capitals.
    pub(super) fn words(&self, row: &Row<'_>, meaning: &str) -> String {
        self.plan.column(meaning).map_or_else(|| self.text(row, meaning), |column| self.words_at(row, column))
    }

    /// The same as [`Self::words`], for a column.
    pub(super) fn words_at(&self, row: &Row<'_>, column: usize) -> String {
        let text = self.at(row, column);
        let stats = &self.stats[column];
        // A word in capitals may be an abbreviation, so the whole column must be in capitals and have long words.
        let capitals = stats.names.style().capitals && stats.long;
        let shortest = if self.plan.meaning_of(column) == Some("party") { 5 } else { 3 };
        if capitals { super::names::plain_words(&text, shortest) } else { text }
    }

    /// Returns the name of the person in a row.
    pub(super) fn person(&self, row: &Row<'_>) -> CellName {
        if let Some(column) = self.plan.column("candidate") {
            let text = self.at(row, column);
            if !text.is_empty() {
                return read_name(&text, self.stats[column].names.style());
            }
        }
        let part = |meaning: &str| {
            let Some(column) = self.plan.column(meaning) else { return CellName::default() };
            let style = NameStyle { turned: false, ..self.stats[column].names.style() };
            read_name(&self.at(row, column), style)
        };
        let (surname, given, middle, suffix) = (part("surname"), part("given"), part("middle"), part("suffix"));
        let parts = [&given.name, &middle.name, &surname.name, &suffix.name].map(String::as_str);
        CellName {
            name: parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "),
            incumbent: surname.incumbent || given.incumbent,
            elected: surname.elected || given.elected,
            party: if surname.party.is_empty() { given.party } else { surname.party },
        }
    }

    /// Reads a value with a function. Counts those that cannot be read, by column.
    fn read<T>(
        &mut self,
        row: &Row<'_>,
        meaning: &'static str,
        read: impl FnOnce(&Self, usize, &str) -> Option<T>,
    ) -> Option<T> {
        let (column, text) = match self.plan.column(meaning) {
            Some(column) => (column, self.at(row, column)),
            None => (usize::MAX, self.text(row, meaning)),
        };
        if text.is_empty() {
            return None;
        }
        let found = read(self, column, &text);
        let tally = self.tallies.entry((column, meaning)).or_default();
        if found.is_some() {
            tally.read += 1;
        } else {
            tally.count += 1;
            if tally.bad.len() < MOST_BAD {
                tally.bad.push((row.line, text));
            }
        }
        found
    }

    fn decimal(&self, column: usize, share: bool) -> Decimal {
        let Some(stats) = self.stats.get(column) else { return Decimal::Point };
        if share { stats.numbers.of_shares() } else { stats.numbers.of_counts() }
    }

    /// Reads a whole number.
    pub(super) fn count(&mut self, row: &Row<'_>, meaning: &'static str) -> Option<u64> {
        self.read(row, meaning, |cells, column, text| read_whole(text, cells.decimal(column, false)))
    }

    /// Reads a whole number of a column that has no meaning of its own.
    pub(super) fn count_at(&mut self, row: &Row<'_>, column: usize) -> Option<u64> {
        read_whole(&self.at(row, column), self.decimal(column, false))
    }

    /// Reads a percentage of a column that has no meaning of its own.
    pub(super) fn share_at(&mut self, row: &Row<'_>, column: usize) -> Option<f64> {
        read_share(&self.at(row, column), self.decimal(column, true))
    }

    /// Reads the votes of a candidate. The second value is true if nobody else stood.
    pub(super) fn votes(&mut self, row: &Row<'_>) -> (Option<u64>, bool) {
        let text = self.text(row, "votes");
        if is_unopposed(&text) {
            return (None, true);
        }
        (self.count(row, "votes"), is_unopposed(&self.text(row, "share")))
    }

    /// Reads a percentage.
    pub(super) fn share(&mut self, row: &Row<'_>, meaning: &'static str) -> Option<f64> {
        if is_unopposed(&self.text(row, meaning)) {
            return None;
        }
        self.read(row, meaning, |cells, column, text| read_share(text, cells.decimal(column, true)))
    }

    /// Reads a date.
    pub(super) fn date(&mut self, row: &Row<'_>, meaning: &'static str) -> Option<Date> {
        self.read(row, meaning, |cells, column, text| read_cell(text, cells.orders.get(column).copied().flatten()))
    }

    /// Reads a date from the columns of its parts, such as `from_year`, `from_month` and `from_day`.
    pub(super) fn date_of_parts(&mut self, row: &Row<'_>, [year, month, day]: [&'static str; 3]) -> Option<Date> {
        let year = self.read(row, year, |_, _, text| read_year(text))?;
        let number = |cells: &mut Self, part| cells.read(row, part, |_, _, text| text.parse::<u8>().ok());
        let (month, day) = (number(self, month).filter(|m| (1..=12).contains(m)), number(self, day).filter(|d| *d > 0));
        match (month, day) {
            (Some(month), Some(day)) => Date::day(year, month, day).or_else(|| Date::month(year, month)),
            (Some(month), None) => Date::month(year, month),
            _ => Some(Date::year(year)),
        }
    }

    /// Reads the first and the last day of a term in one cell, such as "1990–1994" or "since 2001".
    pub(super) fn term(&mut self, row: &Row<'_>) -> Option<(Option<Date>, Option<Date>)> {
        self.read(row, "term", |cells, column, text| read_term(text, cells.orders.get(column).copied().flatten()))
    }

    /// Reads how a candidacy ended. Words that say that it went on to another round are no outcome.
    pub(super) fn outcome(&mut self, row: &Row<'_>) -> Option<Outcome> {
        self.read(row, "outcome", |_, _, text| read_outcome(text)).flatten()
    }

    /// Reads yes or no.
    pub(super) fn yes(&mut self, row: &Row<'_>, meaning: &'static str) -> bool {
        self.read(row, meaning, |_, _, text| read_flag(text)).unwrap_or(false)
    }

    /// Reads a value that a word stands for.
    pub(super) fn word<T>(
        &mut self,
        row: &Row<'_>,
        meaning: &'static str,
        of: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.read(row, meaning, |_, _, text| of(text))
    }

    /// Returns what could not be read. Call it after all rows.
    pub(super) fn warnings(&self, page: &Page) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for ((column, key), tally) in &self.tallies {
            let header = self.plan.headers.get(*column).map_or_else(|| (*key).to_string(), |header| quote(header));
            let wanted = wanted(key);
            let mut warn = |line: usize, message: String| {
                warnings.push(Warning::new(&page.file, line, "bad-value", message));
            };
            match &tally.bad[..] {
                [] => {}
                [(line, text), ..] if tally.read == 0 && tally.count > 1 => warn(
                    *line,
                    format!(
                        "none of the {} values of column {header} can be read as {wanted}; the first is {}. If the column is something else, say so with --columns",
                        grouped(tally.count as u64),
                        quote(text)
                    ),
                ),
                bad => {
                    for (line, text) in bad {
                        warn(*line, format!("{header} is {}; it must be {wanted}, or empty", quote(text)));
                    }
                    let more = tally.count - bad.len();
                    if more > 0 {
                        warn(
                            0,
                            format!(
                                "{} more values of column {header} cannot be read as {wanted}",
                                grouped(more as u64)
                            ),
                        );
                    }
                }
            }
        }
        for (column, stats) in self.stats.iter().enumerate() {
            let doubt = stats.dates.doubt().filter(|_| self.orders[column].is_none());
            if let Some(line) = doubt {
                let message = format!(
                    "{} dates of column {} may have the day or the month first, and no date of the column decides it; only their years are read. Say which with --dates dmy or --dates mdy",
                    grouped(stats.dates.either() as u64),
                    quote(&self.plan.headers[column])
                );
                warnings.push(Warning::new(&page.file, line, "day-or-month", message));
            }
        }
        warnings
    }
}

/// Calls `to` with each row below the header that has a value.
pub(super) fn below_header(plan: &Plan, grid: &Grid<'_>, mut to: impl FnMut(&StringRecord, usize)) {
    let mut at = 0;
    let first = plan.header.map_or(0, |header| header + 1);
    grid.each(|row| {
        if let Ok((row, line)) = row
            && at >= first
            && row.iter().any(|cell| !cell.is_empty())
        {
            to(row, line);
        }
        at += 1;
    });
}

/// Returns what the values of a column must be, in words.
fn wanted(key: &str) -> &'static str {
    match meaning(key).map(|m| m.values) {
        Some(Values::Count) => "a whole number",
        Some(Values::Percent) => "a percentage from 0 to 100",
        Some(Values::Date) => "a date such as 1992-02-20, 20 February 1992 or 1992",
        Some(Values::Year) => "a year such as 1992",
        Some(Values::Round) => "a whole number from 1",
        Some(Values::Outcome) => "a word such as elected, lost, withdrew or eliminated",
        Some(Values::Yes) => "yes or no",
        _ => match key {
            "from_year" | "to_year" => "a year such as 1992",
            "month" | "day" | "from_month" | "from_day" | "to_month" | "to_day" => "a number",
            _ => "one of the words for it",
        },
    }
}

/// Returns true if a row's name says that it is about no person.
pub(super) fn is_special(name: &str) -> bool {
    special(name).is_some()
}
