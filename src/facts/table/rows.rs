//! The rows of a table as facts.

use super::cells::{Cells, Row, below_header};
use super::grid::Grid;
use super::names::{Special, special};
use super::plan::Plan;
use super::profile::Kind;
use super::titles::{Of, Titles};
use crate::facts::candidacies::{Candidate, Fate, Rows, read_round};
use crate::facts::columns::Repeated;
use crate::facts::tagged::{item, tagged};
use crate::facts::vocabulary::read_stated;
use crate::facts::{
    Began, Citation, ContestMention, ContestSays, Ended, Fact, Facts, Outcome, PersonSays, RoundSays, Selectorate,
    Statement, Status, SuccessionSays, TenureSays, Title, Unread,
};
use crate::source::{DayOrder, Page, Warning, quote};
use crate::wikitext::number::grouped;
use crate::wikitext::{Date, DateOrder, Quantity, fold};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A row, read.
struct Read {
    line: usize,
    quote: Arc<str>,
    of: Of,
    /// The part of the count that the row is about, and whether the row is the sum of the parts.
    unit: String,
    is_total: bool,
    /// True if the row sums up the ways of voting of its unit.
    of_all_modes: bool,
    special: Option<Special>,
    /// The person's name with the id, or the option.
    name: String,
    cells: Candidate,
    counts: Counts,
    person: Vec<PersonSays>,
    source: String,
    /// How many rows were added up.
    rows: usize,
}

/// The counts that a row gives of its contest.
#[derive(Clone, Copy, Default)]
struct Counts {
    valid: Option<u64>,
    electorate: Option<u64>,
    ballots: Option<u64>,
    turnout: Option<f64>,
}

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

/// The name of a table without folders, extension and sheet names that say nothing, for contests and offices that the
/// table itself does not name.
pub(super) fn table_name(file: &str) -> String {
    let (file, sheet) = match file.rsplit_once('#') {
        Some((file, sheet)) => (file, Some(sheet)),
        None => (file, None),
    };
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.split_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem);
    let words = |text: &str| text.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let says_nothing = |sheet: &str| {
        let folded = fold(sheet);
        let word = folded.trim_end_matches(|c: char| c.is_ascii_digit()).trim();
        matches!(
            word,
            "" | "sheet" | "tabelle" | "feuille" | "feuil" | "hoja" | "foglio" | "גיליון" | "data" | "results"
        )
    };
    match sheet {
        Some(sheet) if !says_nothing(sheet) => words(sheet),
        _ => words(stem),
    }
}

/// Returns what the profile's pattern finds in the file's name, by meaning.
fn from_name(page: &Page, plan: &Plan) -> BTreeMap<String, String> {
    let found = plan.profile.iter().flat_map(|profile| profile.in_file_name(&page.file));
    found.map(|(meaning, text)| (meaning, text.replace('_', " "))).collect()
}

/// The ids that a table gives to people.
struct Ids {
    /// The scheme of the column of ids; `None` if its values are not ids of people.
    scheme: Option<String>,
    /// The name of each person by id, for columns that refer to people by id.
    names: HashMap<String, String>,
}

impl Ids {
    /// Looks at the ids of a table.
    fn of(page: &Page, plan: &Plan, grid: &Grid<'_>, cells: &Cells<'_>) -> Self {
        let mut ids: HashMap<String, BTreeSet<String>> = HashMap::new();
        let mut rows: HashMap<String, usize> = HashMap::new();
        let mut names = HashMap::new();
        let refers = plan.column("replaces").is_some() || plan.column("replaced_by").is_some();
        if let Some(column) = plan.column("id").or(plan.column("wikidata")) {
            below_header(plan, grid, |record, line| {
                let row = Row { record, line };
                let (name, id) = (cells.person(&row).name, cells.at(&row, column));
                if name.is_empty() || id.is_empty() {
                    return;
                }
                if refers {
                    names.entry(id.clone()).or_insert_with(|| name.clone());
                }
                *rows.entry(name.clone()).or_default() += 1;
                ids.entry(name).or_default().insert(id);
            });
        }
        // Where names recur and no id does, the column numbers the rows. Items of Wikidata are never that.
        let (all, recurring) = (rows.values().sum::<usize>(), rows.values().any(|rows| *rows > 1));
        let distinct: BTreeSet<&String> = ids.values().flatten().collect();
        let of_rows = recurring && distinct.len() == all && !distinct.iter().all(|id| item(id).is_some());
        let scheme = plan.profile.as_ref().and_then(|p| p.scheme.clone());
        // The sheets of a workbook share their ids.
        let file = page.file.rsplit_once('#').map_or(&*page.file, |(file, _)| file);
        let scheme = scheme.or_else(|| (!of_rows && plan.column("id").is_some()).then(|| file.to_string()));
        Self { scheme, names }
    }
}

struct Table<'t> {
    page: &'t Page,
    plan: &'t Plan,
    ids: Ids,
    from_name: BTreeMap<String, String>,
}

impl Table<'_> {
    /// Calls `to` with each row that the profile wants read, without those that repeat another too often.
    fn each(&self, grid: &Grid<'_>, facts: &mut Facts, mut to: impl FnMut(&Row<'_>, &mut Facts)) {
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
            if !only.iter().all(wanted) {
                left_out += 1;
                let value = record.iter().collect::<Vec<_>>().join(", ");
                facts.unread.push(Unread { file: Arc::clone(&self.page.file), line, key: "row".into(), value });
            } else if !repeated.is_one_too_many(record) {
                to(&Row { record, line }, facts);
            }
        });
        repeated.tell(self.page, facts);
        if left_out > 0 {
            let message = format!("{} rows are of kinds that are not read", grouped(left_out));
            facts.warnings.push(Warning::new(&self.page.file, 0, "summed", message));
        }
    }

    /// Returns the text of a meaning in a row, or else what the file's name says.
    fn text(&self, cells: &Cells<'_>, row: &Row<'_>, meaning: &str) -> String {
        let text = cells.words(row, meaning);
        if text.is_empty() { self.from_name.get(meaning).cloned().unwrap_or_default() } else { text }
    }

    /// Returns the place of a row: of several columns, the first whose values vary.
    fn place(&self, cells: &Cells<'_>, row: &Row<'_>) -> String {
        let columns = self.plan.columns.get("place").map_or(&[][..], Vec::as_slice);
        let best = columns.iter().find(|c| cells.varies(**c)).or_else(|| columns.first());
        match best {
            Some(column) => cells.words_at(row, *column),
            None => {
                let text = self.text(cells, row, "place");
                // The abbreviation of a state in a file's name.
                if text.chars().count() <= 3 { text.to_uppercase() } else { text }
            }
        }
    }

    /// Returns the date of a row's contest.
    fn date(&self, cells: &mut Cells<'_>, row: &Row<'_>) -> Option<Date> {
        let date = cells.date(row, "date");
        let parts = |cells: &mut Cells<'_>| cells.date_of_parts(row, ["year", "month", "day"]);
        let of_name = || {
            let text = self.from_name.get("date").or_else(|| self.from_name.get("year"))?;
            super::dates::read_cell(text, Some(DayOrder::DayFirst))
        };
        date.or_else(|| parts(cells)).or_else(of_name)
    }

    /// Returns what a row says of its contest.
    fn of(&self, cells: &mut Cells<'_>, row: &Row<'_>, date: Option<Date>, party: &str) -> Of {
        let mut of = Of {
            contest: title_of(&self.text(cells, row, "contest")),
            year: date.and_then(|d| d.first_year().or(d.last_year())).map(|y| y.to_string()).unwrap_or_default(),
            date: date.map(|d| d.to_string()).unwrap_or_default(),
            office: self.text(cells, row, "office"),
            place: self.place(cells, row),
            seat: self.text(cells, row, "seat"),
            ..Of::default()
        };
        if of.office.is_empty() {
            of.office = self.text(cells, row, "body");
        }
        let stage = stage_of(&self.text(cells, row, "stage"));
        of.stage = match (stage, cells.yes(row, "special"), cells.yes(row, "runoff")) {
            ("", true, _) => "special election".into(),
            ("", _, true) => "runoff".into(),
            (stage, _, _) => stage.into(),
        };
        if of.stage.starts_with("primary") {
            of.party = party.to_string();
        }
        of
    }

    /// Returns the name of the person in a row together with an id, and what else the row says of the person.
    fn person(&self, cells: &mut Cells<'_>, row: &Row<'_>, name: &str) -> (String, Vec<PersonSays>) {
        let mut says = Vec::new();
        let text = |cells: &Cells<'_>, meaning: &str| cells.text(row, meaning);
        let wikidata = item(&text(cells, "wikidata")).map(ToString::to_string);
        let own =
            self.ids.scheme.as_ref().map(|scheme| (scheme.clone(), text(cells, "id"))).filter(|(_, id)| !id.is_empty());
        let own = own.map(|(scheme, value)| match item(&value) {
            Some(item) => ("wikidata".to_string(), item.to_string()),
            None => (scheme, value),
        });
        let wikidata = wikidata.map(|item| ("wikidata".to_string(), item));
        let mut ids = wikidata.into_iter().chain(own);
        let first = ids.next();
        says.extend(
            ids.filter(|id| Some(id) != first.as_ref()).map(|(scheme, value)| PersonSays::Id { scheme, value }),
        );
        says.extend(cells.date(row, "born").map(PersonSays::Born));
        says.extend(cells.date(row, "died").map(PersonSays::Died));
        let name = first.map_or_else(|| name.to_string(), |(scheme, value)| tagged(name, &scheme, &value));
        (name, says)
    }

    fn candidacies(&mut self, grid: &Grid<'_>, cells: &mut Cells<'_>, facts: &mut Facts) {
        let mut rows: Vec<Read> = Vec::new();
        self.each(grid, facts, |row, facts| {
            if let Some(read) = self.read_candidate(cells, row, facts) {
                rows.push(read);
            }
            self.count_unread(row, facts);
        });
        let fusion = self.plan.profile.as_ref().is_some_and(|profile| profile.fusion);
        let sums = parts_of_counts(&mut rows);
        let titles = Titles::learn(
            table_name(&self.page.file),
            rows.iter().filter(|r| r.special.is_none()).map(|r| (&r.of, r.name.as_str())),
        );
        let rows = if sums || fusion { self.summed(rows, &titles, facts) } else { rows };
        self.state(rows, &titles, facts);
    }

    /// Counts the values that are carried along.
    fn count_unread(&self, row: &Row<'_>, facts: &mut Facts) {
        let items = |column: usize| self.plan.items.iter().any(|(_, at)| *at == column);
        for (column, value) in row.record.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            if self.plan.meaning_of(column).is_none() && !items(column) {
                let key = self.plan.headers.get(column).map(|h| h.chars().take(200).collect());
                let key = key.unwrap_or_else(|| format!("column {}", column + 1));
                let value = value.to_string();
                facts.unread.push(Unread { file: Arc::clone(&self.page.file), line: row.line, key, value });
            }
        }
    }

    fn read_candidate(&self, cells: &mut Cells<'_>, row: &Row<'_>, facts: &mut Facts) -> Option<Read> {
        let party = cells.words(row, "party");
        let named = cells.person(row);
        let lists = self.plan.kind == Kind::Lists;
        let written_in = cells.yes(row, "writein");
        let mut name = if lists { party.clone() } else { named.name };
        let mut special = if lists { None } else { special(&name) };
        if name.is_empty() && written_in {
            (name, special) = ("Write-ins".into(), Some(Special::Option));
        }
        if name.is_empty() && !party.is_empty() && super::cells::is_special(&party) {
            (name, special) = (party.clone(), super::names::special(&party));
        }
        if name.is_empty() && !lists && cells.votes(row).0.is_some() && self.plan.profile.is_some() {
            // The votes count, whoever got them.
            (name, special) = ("not named".into(), Some(Special::Option));
        }
        if name.is_empty() {
            let message = if lists {
                "this row has no party and is not read; fill in the cell"
            } else {
                "this row has no candidate and is not read; fill in the cell"
            };
            facts.warnings.push(Warning::new(&self.page.file, row.line, "missing-value", message));
            return None;
        }
        let date = self.date(cells, row);
        let of = self.of(cells, row, date, &party);
        if of.contest.is_empty() && self.plan.column("contest").is_some() {
            let message = "this row has no contest and is not read; fill in the cell";
            facts.warnings.push(Warning::new(&self.page.file, row.line, "missing-value", message));
            return None;
        }
        let (votes, unopposed) = cells.votes(row);
        let share = cells.share(row, "share");
        let outcome = cells.outcome(row);
        let status =
            cells.word(row, "status", |text| Some(Fate::read(text)).filter(|f| f.is_some() || self.is_outcome(text)));
        let outcome = outcome.or_else(|| (named.elected || unopposed).then_some(Outcome::Elected));
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
        let is_sum = |text: &str| {
            matches!(fold(text).as_str(), "total" | "totals" | "grand total" | "all" | "gesamt" | "insgesamt")
        };
        Some(Read {
            line: row.line,
            quote: row.record.iter().collect::<Vec<_>>().join(", ").into(),
            of,
            is_total: units.last().is_some_and(|unit| is_sum(unit)),
            of_all_modes: is_sum(&mode),
            unit: units.join(" / "),
            special,
            name: tagged,
            cells: candidate,
            counts,
            person,
            source: cells.text(row, "source"),
            rows: 1,
        })
    }

    fn is_outcome(&self, text: &str) -> bool {
        Outcome::read(&text.to_lowercase()).is_some()
    }

    /// Adds up the rows of one candidate in one contest.
    fn summed(&self, rows: Vec<Read>, titles: &Titles, facts: &mut Facts) -> Vec<Read> {
        let before = rows.len();
        // Where a unit has a row for all ways of voting, the rows for single ways are parts of it.
        let whole: HashSet<(String, String)> =
            rows.iter().filter(|r| r.of_all_modes).map(|r| (titles.title(&r.of), r.unit.clone())).collect();
        let in_parts: HashSet<String> = rows.iter().filter(|r| !r.is_total).map(|r| titles.title(&r.of)).collect();
        let mut place: HashMap<(String, Option<usize>, String), usize> = HashMap::new();
        let mut largest: Vec<Option<u64>> = Vec::new();
        let mut valid: HashMap<String, BTreeMap<String, u64>> = HashMap::new();
        let mut out: Vec<Read> = Vec::new();
        for row in rows {
            let title = titles.title(&row.of);
            let is_part = !row.of_all_modes && whole.contains(&(title.clone(), row.unit.clone()));
            if is_part || row.is_total && in_parts.contains(&title) {
                continue;
            }
            if let Some(total) = row.counts.valid {
                let known = valid.entry(title.clone()).or_default().entry(row.unit.clone()).or_default();
                *known = total.max(*known);
            }
            let key = (title, row.cells.round, fold(&row.name));
            let Some(at) = place.get(&key).copied() else {
                place.insert(key, out.len());
                largest.push(row.cells.votes);
                out.push(row);
                continue;
            };
            let sum = &mut out[at];
            sum.cells.votes = match (sum.cells.votes, row.cells.votes) {
                (Some(a), Some(b)) => a.checked_add(b),
                (a, b) => a.or(b),
            };
            sum.cells.share = None;
            sum.cells.outcome = sum.cells.outcome.or(row.cells.outcome);
            sum.rows += 1;
            // Of several parties that support one candidate, that with the most votes is named.
            if row.cells.votes > largest[at] && !row.cells.party.is_empty() {
                largest[at] = row.cells.votes;
                sum.cells.party = row.cells.party;
            }
        }
        for row in &mut out {
            let by_unit = valid.get(&titles.title(&row.of));
            row.counts.valid = by_unit.map(|units| units.values().sum());
            if row.rows > 1 {
                row.quote = format!("sum of {} rows, the first: {}", grouped(row.rows as u64), row.quote).into();
            }
        }
        if out.len() < before {
            let contests: BTreeSet<String> = out.iter().map(|row| titles.title(&row.of)).collect();
            let message = format!(
                "{} rows of parts of the count were added up to {} results in {} {}",
                grouped(before as u64),
                grouped(out.len() as u64),
                grouped(contests.len() as u64),
                if contests.len() == 1 { "contest" } else { "contests" }
            );
            facts.warnings.push(Warning::new(&self.page.file, 0, "summed", message));
        }
        out
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
                self.tell(&row.name, row.person, &citation, facts);
            }
        }
    }

    fn citation(&self, line: usize, quote: Arc<str>, source: &str) -> Arc<Citation> {
        let citation = Rows::of(self.page).citation(line, quote);
        if source.is_empty() {
            return citation;
        }
        Arc::new(Citation { sources: [source.to_string()].into(), ..Arc::unwrap_or_clone(citation) })
    }

    /// States what a row says of a person.
    fn tell(&self, name: &str, says: Vec<PersonSays>, citation: &Arc<Citation>, facts: &mut Facts) {
        let person: Arc<str> = name.into();
        for says in says {
            let statement = Statement::Person { person: Arc::clone(&person), says };
            facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
        }
    }

    fn tenures(&mut self, grid: &Grid<'_>, cells: &mut Cells<'_>, facts: &mut Facts) {
        let titles = Titles::learn(table_name(&self.page.file), std::iter::empty());
        let mut told: HashSet<String> = HashSet::new();
        self.each(grid, facts, |row, facts| {
            let named = cells.person(row);
            if named.name.is_empty() || matches!(fold(&named.name).as_str(), "vacant" | "vacancy" | "vakant") {
                let message = "this row has no holder and is not read";
                facts.warnings.push(Warning::new(&self.page.file, row.line, "missing-value", message));
                return;
            }
            let parts = |cells: &mut Cells<'_>, parts| cells.date_of_parts(row, parts);
            let from = cells.date(row, "from").or_else(|| parts(cells, ["from_year", "from_month", "from_day"]));
            let to = self.end(cells, row).or_else(|| parts(cells, ["to_year", "to_month", "to_day"]));
            let party = cells.words(row, "party");
            let of = self.of(cells, row, None, &party);
            let office = match titles.office(&of) {
                office if !office.is_empty() => office,
                _ if !of.place.is_empty() => format!("Leader of {}", of.place),
                _ => table_name(&self.page.file),
            };
            let (person, says) = self.person(cells, row, &named.name);
            if let (Some(from), Some(to)) = (from, to)
                && from.order(to) == DateOrder::Later
            {
                let message = format!(
                    "this row is from {from} to {to}, but its end is before its beginning; correct one of the dates"
                );
                facts.warnings.push(Warning::new(&self.page.file, row.line, "bad-order", message));
            }
            let some = |text: String| Some(text).filter(|t| !t.is_empty());
            let tenure = TenureSays {
                office: office.clone(),
                person: person.clone(),
                from,
                to,
                began: cells.word(row, "began", Began::read),
                ended: cells.word(row, "ended", Ended::read),
                contest: some(of.contest).map(ContestMention::titled),
                party: some(party),
                note: some(cells.text(row, "note")),
                follows: cells.word(row, "follows", super::cells::read_flag),
                ..TenureSays::default()
            };
            let quote: Arc<str> = row.record.iter().collect::<Vec<_>>().join(", ").into();
            let citation = self.citation(row.line, quote, &cells.text(row, "source"));
            let mut say = |statement| facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
            say(Statement::Tenure(Box::new(tenure)));
            for (meaning, before) in [("replaces", true), ("replaced_by", false)] {
                let Some(other) = self.neighbour(&cells.text(row, meaning)) else { continue };
                let (from, to) = if before { (other, person.clone()) } else { (person.clone(), other) };
                let succession = SuccessionSays {
                    office: office.clone(),
                    from,
                    to,
                    left: None,
                    ended: None,
                    began: None,
                    contest: None,
                };
                say(Statement::Succession(Box::new(succession)));
            }
            if !says.is_empty() && told.insert(person.clone()) {
                self.tell(&person, says, &citation, facts);
            }
            self.count_unread(row, facts);
        });
    }

    /// Reads the last day of a tenure. A word such as "present" means that it goes on.
    fn end(&self, cells: &mut Cells<'_>, row: &Row<'_>) -> Option<Date> {
        let text = fold(&cells.text(row, "to"));
        let goes_on = [
            "present",
            "incumbent",
            "now",
            "current",
            "today",
            "to date",
            "heute",
            "amtierend",
            "aujourdhui",
            "en cours",
            "actualidad",
            "actual",
            "היום",
        ];
        if goes_on.contains(&text.as_str()) { None } else { cells.date(row, "to") }
    }

    /// Returns the person that a cell names, by name or by an id of the table.
    fn neighbour(&self, text: &str) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        let Some(name) = self.ids.names.get(text) else {
            return item(text).is_none().then(|| text.to_string());
        };
        Some(match (item(text), &self.ids.scheme) {
            (Some(item), _) => tagged(name, "wikidata", item),
            (None, Some(scheme)) => tagged(name, scheme, text),
            (None, None) => name.clone(),
        })
    }

    fn contests(&mut self, grid: &Grid<'_>, cells: &mut Cells<'_>, facts: &mut Facts) {
        let mut rows: Vec<(Of, usize, Arc<str>, Vec<ContestSays>)> = Vec::new();
        self.each(grid, facts, |row, facts| {
            let date = self.date(cells, row);
            let of = self.of(cells, row, date, "");
            let mut says = Vec::new();
            says.extend(date.map(ContestSays::Date));
            says.extend(cells.count(row, "electorate").map(|n| ContestSays::Electorate(Quantity::exact(n))));
            says.extend(cells.count(row, "ballots").map(|n| ContestSays::Ballots(Quantity::exact(n))));
            says.extend(cells.count(row, "valid").map(|n| ContestSays::Round(1, RoundSays::Valid(n))));
            says.extend(cells.share(row, "turnout").map(ContestSays::Turnout));
            says.extend(Some(cells.text(row, "note")).filter(|t| !t.is_empty()).map(ContestSays::Note));
            rows.push((of, row.line, row.record.iter().collect::<Vec<_>>().join(", ").into(), says));
            self.count_unread(row, facts);
        });
        let titles = Titles::learn(table_name(&self.page.file), rows.iter().map(|(of, ..)| (of, "")));
        for (of, line, quote, says) in rows {
            let title = titles.title(&of);
            let kind = Title::read(&title).kind();
            let contest = ContestMention::titled(title);
            let citation = self.citation(line, quote, "");
            for says in [ContestSays::Documented, ContestSays::Kind(kind)].into_iter().chain(says) {
                let statement = Statement::Contest { contest: contest.clone(), says };
                facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
            }
        }
    }
}

/// Returns true if the rows of one candidate in one contest are parts of a count, by unit. If no candidate has several
/// rows, the units are the places of the contests.
fn parts_of_counts(rows: &mut [Read]) -> bool {
    if rows.iter().all(|row| row.unit.is_empty()) {
        return false;
    }
    let mut units: HashMap<(&Of, &str, Option<usize>), BTreeSet<&str>> = HashMap::new();
    for row in rows.iter().filter(|row| row.special.is_none()) {
        units.entry((&row.of, &row.name, row.cells.round)).or_default().insert(&row.unit);
    }
    if units.values().any(|units| units.len() > 1) {
        return true;
    }
    for row in rows.iter_mut() {
        if row.of.place.is_empty() {
            row.of.place = std::mem::take(&mut row.unit).replace(" / ", " ");
        }
    }
    false
}

/// Returns the title of a contest from a cell: an address of an encyclopedia stands for the title of its article.
fn title_of(cell: &str) -> String {
    let Some((_, title)) = cell.split_once("/wiki/").filter(|_| cell.starts_with("http")) else {
        return cell.to_string();
    };
    percent_encoding::percent_decode_str(title).decode_utf8_lossy().replace('_', " ")
}

/// Returns the word that a stage adds to a title. Empty for a general election.
fn stage_of(text: &str) -> &'static str {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.split(' ').any(|w| w == *word) || folded == *word);
    let runoff = has(&["runoff", "run off", "runoffs"]);
    match () {
        () if has(&["pri", "primary", "p", "primaries", "vorwahl", "primaire", "primaria"]) => {
            if runoff {
                "primary runoff"
            } else {
                "primary"
            }
        }
        () if runoff => "runoff",
        () if has(&["special"]) => "special election",
        () if folded.contains("by election") || folded.contains("byelection") || has(&["nachwahl", "partielle"]) => {
            "by-election"
        }
        () => "",
    }
}

/// Reads a round: a number, or a word such as "first", "2nd round" or "Stichwahl".
fn read_round_word(text: &str) -> Option<usize> {
    let folded = fold(text);
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return read_round(&digits);
    }
    let words = [
        (1, ["first", "erster", "premier", "primera", "one"]),
        (2, ["second", "zweiter", "deuxieme", "segunda", "two"]),
        (3, ["third", "dritter", "troisieme", "tercera", "three"]),
    ];
    let found = words.iter().find(|(_, words)| folded.split(' ').any(|word| words.contains(&word)));
    let second = ["runoff", "run off", "stichwahl", "final", "ballottage"];
    found.map(|(round, _)| *round).or_else(|| second.contains(&folded.as_str()).then_some(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_table() {
        assert_eq!(table_name("a/b/london-mayor.csv"), "london mayor");
        assert_eq!(table_name("book.xlsx#Sheet 2"), "book");
        assert_eq!(table_name("book.xlsx#Mayor 2021"), "Mayor 2021");
    }

    #[test]
    fn rounds_and_stages() {
        assert_eq!(
            ["1", "Round 2", "second", "Stichwahl", "x"].map(read_round_word),
            [Some(1), Some(2), Some(2), Some(2), None]
        );
        assert_eq!(
            ["GEN", "PRI RUNOFF", "By-Election", "General"].map(stage_of),
            ["", "primary runoff", "by-election", ""]
        );
        assert_eq!(title_of("http://en.wikipedia.org/wiki/X_election,_1972"), "X election, 1972");
    }
}
