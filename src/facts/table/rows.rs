//! The rows of a table as facts.

use super::cells::{Cells, Row, below_header};
use super::grid::Grid;
use super::ids::{Ids, of_cell};
use super::parts::{INSIDE, are_parts};
use super::plan::Plan;
use super::profile::Kind;
use super::read::{Counts, Read};
use super::row_words::{Special, special};
use super::sums::{doubled, drop_totals, is_sum, summed};
use super::titles::{Of, Titles};
use super::words::{
    date_in_name, read_round_word, seat_of, sheet_or_file, stage_of, table_name, title_of, year_first, year_in,
};
use crate::facts::candidate_rows::{Candidate, Fate, Rows};
use crate::facts::columns::{Repeated, is_missing, joined};
use crate::facts::tagged::{item, tagged};
use crate::facts::vocabulary::read_stated;
use crate::facts::{
    Citation, ContestMention, ContestSays, Fact, Facts, Outcome, PersonSays, RoundSays, Selectorate, Statement, Status,
    Unread,
};
use crate::source::{Page, Warning, quote};
use crate::wikitext::number::grouped;
use crate::wikitext::{Date, Quantity};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Reads the rows of a table as facts. A bad cell loses only the cell, and a bad row only the row.
pub(super) fn read(page: &Page, grid: &Grid<'_>, plan: &Plan, facts: &mut Facts) {
    let mut cells = Cells::learn(plan, grid, &page.hints);
    facts.warnings.push(Warning::new(&page.file, plan.line, "columns", plan.said()));
    if cells.rows == 0 {
        let message = "this table has a header and no rows";
        facts.warnings.push(Warning::new(&page.file, 0, "no-rows", message));
        return;
    }
    grid.each(|row| {
        if let Err(e) = row {
            crate::facts::columns::bad_row(&e, page, facts);
        }
    });
    let mut table = Table { page, plan, ids: Ids::of(page, plan, grid, &cells), from_name: from_name(page, plan) };
    let before = facts.stated.len();
    if let Some((id, [one, other])) = &table.ids.shared {
        let message = format!(
            "the ids are not read, since one means several people: {} is {} and {}",
            quote(id),
            quote(one),
            quote(other)
        );
        facts.warnings.push(Warning::new(&page.file, plan.line, "columns", message));
    }
    for (second, first) in plan.repeated() {
        let message = format!(
            "two columns have the name {}: column {} is read; column {} and its {} values are not. Rename one of them",
            quote(&plan.headers[first]),
            first + 1,
            second + 1,
            cells.values(second)
        );
        facts.warnings.push(Warning::new(&page.file, plan.line, "duplicate-column", message));
    }
    match plan.kind {
        Kind::Candidacies | Kind::Lists => table.candidacies(grid, &mut cells, facts),
        Kind::Tenures => table.tenures(grid, &mut cells, facts),
        Kind::Contests => table.contests(grid, &mut cells, facts),
        Kind::Nothing => {}
    }
    facts.warnings.extend(cells.warnings(page));
    if facts.stated.len() == before && plan.kind != Kind::Nothing {
        let message = "no row of this table could be read; look at what its columns were taken for, and say with --columns what they are";
        facts.warnings.push(Warning::new(&page.file, 0, "no-rows", message).losing(crate::source::Lost::File));
    }
}

/// Returns what the profile's pattern finds in the file's name, by meaning.
fn from_name(page: &Page, plan: &Plan) -> BTreeMap<String, String> {
    let found = plan.profile.iter().flat_map(|profile| profile.in_file_name(&page.file));
    found.map(|(meaning, text)| (meaning, text.replace('_', " "))).collect()
}

pub(super) struct Table<'t> {
    pub page: &'t Page,
    pub plan: &'t Plan,
    pub ids: Ids,
    pub from_name: BTreeMap<String, String>,
}

impl Table<'_> {
    /// Calls `to` with each row that the profile wants read, without those that repeat another too often.
    pub(super) fn each(
        &self,
        grid: &Grid<'_>,
        cells: &mut Cells<'_>,
        facts: &mut Facts,
        mut to: impl FnMut(&mut Cells<'_>, &Row<'_>, &mut Facts),
    ) {
        let mut repeated = Repeated::default();
        let only: Vec<(usize, &Vec<String>)> = self
            .plan
            .profile
            .iter()
            .flat_map(|profile| &profile.only)
            .filter_map(|(header, begins)| Some((self.plan.headers.iter().position(|h| h == header)?, begins)))
            .collect();
        let mut left_out = 0;
        below_header(self.plan, grid, |record, line| {
            let wanted = |(column, begins): &(usize, &Vec<String>)| {
                let cell = record.get(*column).unwrap_or("");
                begins.iter().any(|begin| cell.starts_with(begin.as_str()))
            };
            if record.iter().eq(self.plan.headers.iter().map(String::as_str)) {
                // The header again, as at the top of each printed page.
            } else if !only.iter().all(wanted) {
                left_out += 1;
                let value = record.iter().collect::<Vec<_>>().join(", ");
                facts.unread.push(Unread { file: Arc::clone(&self.page.file), line, key: "row".into(), value });
            } else if !repeated.is_one_too_many(record) {
                let filled = cells.filled(record);
                to(cells, &Row { record: filled.as_ref().unwrap_or(record), line }, facts);
            }
        });
        let merged = cells.merged();
        if !merged.is_empty() {
            let message = format!("empty cells of {} are read as the value above them", merged.join(", "));
            facts.warnings.push(Warning::new(&self.page.file, 0, "columns", message));
        }
        repeated.tell(self.page, facts);
        if left_out > 0 {
            let message = format!("{} rows are of kinds that are not read", grouped(left_out));
            facts.warnings.push(Warning::new(&self.page.file, 0, "summed", message));
        }
    }

    /// Returns the text of a meaning in a row, or else what the file's name says.
    pub(super) fn text(&self, cells: &Cells<'_>, row: &Row<'_>, meaning: &str) -> String {
        let text = cells.words(row, meaning);
        if text.is_empty() { self.from_name.get(meaning).cloned().unwrap_or_default() } else { text }
    }

    /// Returns the place of a row, of several columns the finest with the one around it.
    pub(super) fn place(&self, cells: &Cells<'_>, row: &Row<'_>) -> String {
        let columns = self.plan.columns.get("place").map_or(&[][..], Vec::as_slice);
        let varying: Vec<usize> = columns.iter().copied().filter(|c| cells.varies(*c)).collect();
        match &varying[..] {
            [] if columns.is_empty() => {
                let text = self.text(cells, row, "place");
                // The abbreviation of a state in a file's name.
                if text.chars().count() <= 3 { text.to_uppercase() } else { text }
            }
            [] => cells.words_at(row, columns[0]),
            // The finest place first, unless the two say the same, as a state and its abbreviation do.
            [first, .., last] if cells.pairs(*first, *last) > cells.distinct(*first) => {
                let (outer, inner) = (cells.words_at(row, *first), cells.words_at(row, *last));
                if inner.is_empty() {
                    outer
                } else if outer.is_empty() {
                    inner
                } else {
                    format!("{inner}, {outer}")
                }
            }
            [first, ..] => cells.words_at(row, *first),
        }
    }

    /// Returns the date of a row's contest.
    pub(super) fn date(&self, cells: &mut Cells<'_>, row: &Row<'_>) -> Option<Date> {
        let date = cells.date(row, "date");
        let parts = |cells: &mut Cells<'_>| cells.date_of_parts(row, ["year", "month", "day"]);
        let of_name = || date_in_name(self.from_name.get("date").or_else(|| self.from_name.get("year"))?);
        let found = date.or_else(|| parts(cells)).or_else(of_name);
        // The year in the name of a sheet or file is that of its rows, if no column says another.
        let dated = self.plan.column("date").or(self.plan.column("year")).is_some();
        found.or_else(|| if dated { None } else { year_in(&sheet_or_file(&self.page.file)).map(Date::year) })
    }

    /// Returns what a row says of its contest.
    pub(super) fn of(&self, cells: &mut Cells<'_>, row: &Row<'_>, date: Option<Date>, party: &str) -> Of {
        let mut of = Of {
            contest: year_first(&title_of(&self.text(cells, row, "contest"))),
            year: date.and_then(|d| d.first_year().or(d.last_year())).map(|y| y.to_string()).unwrap_or_default(),
            date: date.map(|d| d.to_string()).unwrap_or_default(),
            office: self.text(cells, row, "office"),
            place: self.place(cells, row),
            ..Of::default()
        };
        if let (None, Some(year)) = (date, crate::facts::Title::read(&of.contest).year) {
            of.year = year.to_string();
        }
        // Rows whose date cannot be read may be of several contests; what is written tells them apart.
        let written = cells.text(row, "date");
        if date.is_none() && of.year.is_empty() && !written.is_empty() {
            of.date.clone_from(&written);
            of.year = written;
        }
        let (seat, out_of_turn) = seat_of(&self.text(cells, row, "seat"));
        of.seat = seat;
        if of.office.is_empty() {
            of.office = self.text(cells, row, "body");
        }
        self.by_header(&mut of);
        let stage = stage_of(&self.text(cells, row, "stage"));
        of.stage = match (stage, out_of_turn || cells.yes(row, "special"), cells.yes(row, "runoff")) {
            ("", true, _) => "special election".into(),
            ("", _, true) => "runoff".into(),
            (stage, _, _) => stage.into(),
        };
        if of.stage.starts_with("primary") {
            of.party = party.to_string();
        } else if let Some(column) = self.plan.apart {
            of.party = format!("{} {}", self.plan.headers[column], cells.at(row, column)).trim().to_string();
        }
        of
    }

    /// Returns the name of the person in a row together with an id, and what else the row says of the person.
    pub(super) fn person(&self, cells: &mut Cells<'_>, row: &Row<'_>, name: &str) -> (String, Vec<PersonSays>) {
        let mut says = Vec::new();
        let text = |cells: &Cells<'_>, meaning: &str| cells.text(row, meaning);
        let wikidata = item(&text(cells, "wikidata")).map(ToString::to_string);
        let own =
            self.ids.scheme.as_ref().map(|scheme| (scheme.clone(), text(cells, "id"))).filter(|(_, id)| !id.is_empty());
        let own = own.and_then(|(scheme, value)| of_cell(scheme, value));
        let wikidata = wikidata.map(|item| ("wikidata".to_string(), item));
        let mut ids = wikidata.into_iter().chain(own);
        let first = ids.next();
        says.extend(
            ids.filter(|id| Some(id) != first.as_ref()).map(|(scheme, value)| PersonSays::Id { scheme, value }),
        );
        let born = cells.date(row, "born");
        says.extend(born.map(PersonSays::Born));
        says.extend(cells.date(row, "died").map(PersonSays::Died));
        // The births tell namesakes apart, where nothing else does.
        let first = first.or_else(|| {
            let year = born.filter(|_| self.ids.namesakes.contains(name))?.the_year()?;
            Some((sheet_or_file(&self.page.file), format!("{name} born {year}")))
        });
        let name = first.map_or_else(|| name.to_string(), |(scheme, value)| tagged(name, &scheme, &value));
        (name, says)
    }

    fn candidacies(&mut self, grid: &Grid<'_>, cells: &mut Cells<'_>, facts: &mut Facts) {
        let mut rows: Vec<Read> = Vec::new();
        let mut heading = String::new();
        let above = self.title_above(grid);
        // The last contest named in a column, and the line of a heading in that column until a row below uses it.
        let (mut last, mut unused): (String, Option<usize>) = (String::new(), None);
        let incomplete = |line: Option<usize>, facts: &mut Facts| {
            facts.warnings.extend(line.map(|line| self.no_candidate(line)));
        };
        let mut about_nobody = 0;
        self.each(grid, cells, facts, |cells, row, facts| {
            if self.is_about_nobody(cells, row) {
                about_nobody += 1;
                return;
            }
            let named = self.plan.column("contest").map_or("", |at| row.record.get(at).unwrap_or(""));
            let repeats = !named.is_empty() && named == last;
            if !named.is_empty() && !repeats {
                incomplete(unused.take(), facts);
                named.clone_into(&mut last);
            }
            if let Some(above) = self.heading(row).filter(|_| !repeats) {
                unused = (!named.is_empty()).then_some(row.line);
                heading = above;
                return;
            }
            unused = None;
            if let Some(mut read) = self.read_candidate(cells, row, facts) {
                if read.of.is_unnamed() && heading.is_empty() && !above.is_empty() {
                    read.of.contest.clone_from(&above);
                    read.dated_by_title();
                }
                // A heading names the contest of the rows below it.
                if read.of.contest.is_empty() && !heading.is_empty() {
                    read.of.contest.clone_from(&heading);
                    read.dated_by_title();
                }
                if read.cells.other.is_empty() {
                    self.count_unread(row, facts);
                }
                rows.extend(self.by_round(read, cells, row));
            } else {
                self.count_unread(row, facts);
            }
        });
        incomplete(unused, facts);
        if about_nobody > 0 {
            let message = format!(
                "{about_nobody} rows with the voters, the ballots or the straight-ticket votes of a part of the count are of no contest and are not read"
            );
            facts.warnings.push(Warning::new(&self.page.file, 0, "summed", message));
        }
        let fusion = self.plan.profile.as_ref().is_some_and(|profile| profile.fusion);
        let known = self.plan.profile.as_ref().is_some_and(|profile| !profile.name.is_empty());
        drop_totals(&mut rows, &self.page.file, &mut facts.warnings);
        let sums = are_parts(&mut rows, known);
        let fusion = fusion || !sums && doubled(&mut rows, &self.page.file, &mut facts.warnings);
        let titles = Titles::learn(
            table_name(&self.page.file),
            rows.iter().filter(|r| r.special.is_none()).map(|r| (&r.of, r.name.as_str(), r.cells.round)),
        );
        let rows = if sums || fusion { summed(rows, &titles, &self.page.file, &mut facts.warnings) } else { rows };
        self.state(rows, &titles, facts);
    }

    /// Returns the warning that a row names nobody.
    fn no_candidate(&self, line: usize) -> Warning {
        let what = if self.plan.kind == Kind::Lists { "party" } else { "candidate" };
        let message = format!("this row has no {what} and is not read; fill in the cell");
        Warning::new(&self.page.file, line, "missing-value", message)
    }

    /// Returns what the columns without a meaning say.
    fn others(&self, row: &Row<'_>) -> String {
        let said = self.unused(row).filter(|(_, cell)| !is_missing(cell));
        joined(said.filter_map(|(column, cell)| Some((self.plan.headers.get(column)?.as_str(), cell))))
    }

    fn unused<'r>(&self, row: &'r Row<'_>) -> impl Iterator<Item = (usize, &'r str)> {
        let is_inner = |column: usize| {
            let header = self.plan.headers.get(column);
            self.plan.profile.as_ref().zip(header).is_some_and(|(profile, header)| profile.inner.contains(header))
        };
        let items = move |column: usize| is_inner(column) || self.plan.items.iter().any(|(_, at)| *at == column);
        let cells = row.record.iter().enumerate().filter(|(_, value)| !value.is_empty());
        cells.filter(move |(column, _)| !self.plan.is_used(*column) && !items(*column))
    }

    /// Counts the values that are not used.
    pub(super) fn count_unread(&self, row: &Row<'_>, facts: &mut Facts) {
        for (column, value) in self.unused(row) {
            let key = self.plan.headers.get(column).map(|h| h.chars().take(200).collect());
            let key = key.unwrap_or_else(|| format!("column {}", column + 1));
            let value = value.to_string();
            facts.unread.push(Unread { file: Arc::clone(&self.page.file), line: row.line, key, value });
        }
    }

    fn read_candidate(&self, cells: &mut Cells<'_>, row: &Row<'_>, facts: &mut Facts) -> Option<Read> {
        let party = cells.words(row, "party");
        let named = cells.person(row);
        let lists = self.plan.kind == Kind::Lists;
        let party = if party.is_empty() { named.party.clone() } else { party };
        let written_in = cells.yes(row, "writein");
        let mut name = if lists { party.clone() } else { named.name };
        // Beside parties stand options that are none, and rows with the electorate and the valid votes.
        let mut special = special(&name).filter(|special| !lists || *special != Special::Option);
        if name.is_empty() && written_in {
            (name, special) = ("Write-ins".into(), Some(Special::Option));
        }
        if name.is_empty() && !party.is_empty() && super::cells::is_special(&party) {
            (name, special) = (party.clone(), super::row_words::special(&party));
        }
        let counted = ["votes", "share"].iter().any(|meaning| !cells.text(row, meaning).is_empty());
        if name.is_empty() && counted && self.plan.profile.is_some() {
            // The votes count, whoever got them.
            (name, special) = ("not named".into(), Some(Special::Option));
        }
        if name.is_empty() {
            facts.warnings.push(self.no_candidate(row.line));
            return None;
        }
        let date = self.date(cells, row);
        let of = self.of(cells, row, date, &party);
        let unnamed = of.contest.is_empty() && of.office.is_empty() && of.seat.is_empty();
        if unnamed && self.plan.column("contest").is_some() {
            let message = "this row has no contest and is not read; fill in the cell";
            facts.warnings.push(Warning::new(&self.page.file, row.line, "missing-value", message));
            return None;
        }
        let (votes, unopposed) = cells.votes(row);
        let share = cells.share(row, "share");
        let outcome = cells.outcome(row);
        let status =
            cells.word(row, "status", |text| Some(Fate::read(text)).filter(|f| f.is_some() || Self::is_outcome(text)));
        let outcome =
            outcome.or_else(|| (named.elected || unopposed || self.plan.has_winners()).then_some(Outcome::Elected));
        let (tagged, person) =
            if lists || special.is_some() { (name.clone(), Vec::new()) } else { self.person(cells, row, &name) };
        let status = status.flatten().or_else(|| unopposed.then_some(Fate::Contest(Status::Unopposed)));
        let candidate = Candidate {
            candidate: tagged.clone(),
            date,
            party: if lists { String::new() } else { party },
            round: cells.word(row, "round", read_round_word),
            votes,
            share,
            outcome,
            stated: cells.word(row, "evidence", read_stated).unwrap_or(false),
            status,
            incumbent: named.incumbent || cells.yes(row, "incumbent"),
            selectorate: cells.word(row, "selectorate", Selectorate::read),
            option: lists || special == Some(Special::Option) || cells.yes(row, "option"),
            other: if lists || special.is_some() { String::new() } else { self.others(row) },
            ..Candidate::default()
        };
        let counts = Counts {
            valid: cells.count(row, "valid"),
            electorate: cells.count(row, "electorate"),
            ballots: cells.count(row, "ballots"),
            turnout: cells.share(row, "turnout"),
        };
        let units: Vec<String> =
            self.plan.columns.get("unit").into_iter().flatten().map(|c| cells.at(row, *c)).collect();
        let mode = cells.text(row, "mode");
        Some(Read {
            line: row.line,
            quote: row.record.iter().collect::<Vec<_>>().join(", ").into(),
            of,
            is_total: units.last().is_some_and(|unit| is_sum(unit)),
            of_all_modes: is_sum(&mode),
            mode,
            unit: units.join(INSIDE),
            special,
            name: tagged,
            cells: candidate,
            counts,
            person,
            source: cells.text(row, "source"),
            rows: 1,
        })
    }

    fn is_outcome(text: &str) -> bool {
        Outcome::read(&text.to_lowercase()).is_some()
    }

    /// States the facts of rows about candidates.
    fn state(&self, rows: Vec<Read>, titles: &Titles, facts: &mut Facts) {
        let mut stated = Rows::of(self.page);
        let mut counted: HashSet<(String, usize)> = HashSet::new();
        let mut told: HashSet<String> = HashSet::new();
        facts.stated.reserve(4 * rows.len());
        for row in rows {
            let title = titles.title(&row.of);
            let round = row.cells.round.unwrap_or(1);
            let citation = self.citation(row.line, row.quote, &row.source);
            let say = |facts: &mut Facts, contest: &ContestMention, says: ContestSays| {
                let statement = Statement::Contest { contest: contest.clone(), says };
                facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
            };
            let contest = match row.special {
                None | Some(Special::Option) => {
                    let cells = Candidate { contest: title.clone(), office: titles.office(&row.of), ..row.cells };
                    stated.add(facts, cells, &citation)
                }
                Some(Special::Derived) => continue,
                Some(sum) => {
                    let contest = ContestMention::titled(title.as_str());
                    let says = row.cells.votes.map(|votes| match sum {
                        Special::Electorate => ContestSays::Electorate(Quantity::exact(votes)),
                        Special::Ballots => ContestSays::Ballots(Quantity::exact(votes)),
                        _ if round > 1 => ContestSays::Round(round, RoundSays::Valid(votes)),
                        _ => ContestSays::Total(votes),
                    });
                    says.into_iter().for_each(|says| say(facts, &contest, says));
                    contest
                }
            };
            if counted.insert((title, round)) {
                let counts = row.counts;
                let of_round = [
                    counts.valid.map(RoundSays::Valid),
                    counts.electorate.map(|n| RoundSays::Electorate(Quantity::exact(n))),
                    counts.ballots.map(|n| RoundSays::Cast(Quantity::exact(n))),
                    counts.turnout.map(RoundSays::Turnout),
                ];
                of_round.into_iter().flatten().for_each(|says| say(facts, &contest, ContestSays::Round(round, says)));
            }
            if !row.person.is_empty() && told.insert(row.name.clone()) {
                Self::tell(&row.name, row.person, &citation, facts);
            }
        }
    }

    pub(super) fn citation(&self, line: usize, quote: Arc<str>, source: &str) -> Arc<Citation> {
        let citation = Rows::of(self.page).citation(line, quote);
        if source.is_empty() {
            return citation;
        }
        Arc::new(Citation { sources: [source.to_string()].into(), ..Arc::unwrap_or_clone(citation) })
    }

    /// States what a row says of a person.
    pub(super) fn tell(name: &str, says: Vec<PersonSays>, citation: &Arc<Citation>, facts: &mut Facts) {
        let person: Arc<str> = name.into();
        for says in says {
            let statement = Statement::Person { person: Arc::clone(&person), says };
            facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
        }
    }
}
