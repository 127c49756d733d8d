//! The rows of a table of tenures as facts.

use super::cells::{Cells, Row};
use super::grid::Grid;
use super::headers::{office_in_name, office_of_header};
use super::rows::Table;
use super::titles::{Of, Titles};
use super::words::table_name;
use crate::facts::tagged::{item, tagged};
use crate::facts::{Began, ContestMention, Ended, Fact, Facts, Statement, SuccessionSays, TenureSays};
use crate::source::Warning;
use crate::wikitext::figure::dates_in;
use crate::wikitext::{Date, DateOrder, fold};
use std::collections::HashSet;
use std::sync::Arc;

/// Words of offices that have no constituency, folded.
const OF_COUNTRIES: [&str; 12] = [
    "minister",
    "chancellor",
    "kanzler",
    "bundeskanzler",
    "president",
    "prasident",
    "premier",
    "taoiseach",
    "ministre",
    "ministro",
    "presidente",
    "secretary",
];

/// Words of headers for those who lead, whatever seat they sit for, folded.
const LEADERS: [&str; 22] = [
    "taoiseach",
    "kanzler",
    "monarch",
    "king",
    "queen",
    "premier ministre",
    "leader",
    "president",
    "premier",
    "prime",
    "minister",
    "chancellor",
    "mayor",
    "governor",
    "chairman",
    "chair",
    "speaker",
    "secretary",
    "holder",
    "officeholder",
    "incumbent",
    "head",
];

/// Returns a name without the note that its holder only stood in: "Ann Ash (acting)". `None` if it has none.
fn without_acting(name: &str) -> Option<&str> {
    let words = [
        "acting",
        "interim",
        "ad interim",
        "a i",
        "interimistisch",
        "kommissarisch",
        "geschaftsfuhrend",
        "amtierend",
        "par interim",
        "interino",
        "interina",
        "en funciones",
        "facente funzioni",
        "interinamente",
        "waarnemend",
        "tillforordnad",
        "fungerende",
        "konstituert",
        "caretaker",
        "pro tem",
        "pro tempore",
    ];
    let (bare, note) = name.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let note = fold(note).replace('.', " ");
    let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
    words.contains(&note.as_str()).then_some(bare.trim_end()).filter(|bare| !bare.is_empty())
}

impl Table<'_> {
    /// States a tenure for each row.
    pub(super) fn tenures(&mut self, grid: &Grid<'_>, cells: &mut Cells<'_>, facts: &mut Facts) {
        let of_places = self.plan.columns.get("place").into_iter().flatten().any(|column| cells.varies(*column));
        let titles = Titles::of_tenures(table_name(&self.page.file), of_places);
        let mut told: HashSet<String> = HashSet::new();
        // The seat of a leader or a minister is not the office.
        let header = self.plan.column("candidate").map(|at| fold(&self.plan.headers[at])).unwrap_or_default();
        let leads = self.plan.one_at_a_time || header.split(' ').any(|word| LEADERS.contains(&word));
        let of_name = office_in_name(&table_name(&self.page.file)).map(|(office, _)| office).unwrap_or_default();
        let leads_parties = self.leads_parties(grid);
        self.each(grid, cells, facts, |cells, row, facts| {
            let mut named = cells.person(row);
            // "Ann Ash (acting)".
            let bare = without_acting(&named.name).map(ToString::to_string);
            let acting = bare.is_some();
            named.name = bare.unwrap_or(named.name);
            // "Vacant (an acting minister served)" names nobody who held the office.
            if matches!(
                fold(named.name.split(" (").next().unwrap_or("")).as_str(),
                "vacant" | "vacancy" | "vakant" | "unbesetzt" | "vacante" | "nobody"
            ) {
                // The gap between the spells around it says the same.
                return;
            }
            if named.name.is_empty() {
                let message = "this row has no holder and is not read";
                facts.warnings.push(Warning::new(&self.page.file, row.line, "missing-value", message));
                return;
            }
            let parts = |cells: &mut Cells<'_>, parts| cells.date_of_parts(row, parts);
            let from = cells.date(row, "from").or_else(|| parts(cells, ["from_year", "from_month", "from_day"]));
            let to = Self::end(cells, row).or_else(|| parts(cells, ["to_year", "to_month", "to_day"]));
            let (from, to) = match cells.term(row) {
                Some((first, last)) => (from.or(first), to.or(last)),
                None => (from, to),
            };
            let party = cells.words(row, "party");
            let party = if party.is_empty() { named.party.clone() } else { party };
            let mut of = self.of(cells, row, None, &party);
            if of.office.is_empty() && !(of.place.is_empty() && of.seat.is_empty()) {
                of.office.clone_from(&of_name);
            }
            // The constituency of who leads a country is that of the member, not of the office.
            let is_of_country =
                |office: &str| OF_COUNTRIES.iter().any(|word| fold(office).split(' ').any(|w| w == *word));
            if is_of_country(&of.office) {
                of.seat.clear();
            }
            let office = match titles.office(&of) {
                office if !office.is_empty() => office,
                _ if !of.seat.is_empty() && !leads => format!("Member for {}", titles.seat(&of)),
                _ if !of.place.is_empty() => format!("Leader of {}", of.place),
                _ if leads_parties && !party.is_empty() => format!("Leader of {party}"),
                _ => self.office_of_table(),
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
                office_id: self.office_id(row),
                person: person.clone(),
                from,
                to,
                began: cells.word(row, "began", Began::read).or(acting.then_some(Began::Acting)),
                ended: cells.word(row, "ended", Ended::read),
                contest: some(of.contest).map(ContestMention::titled),
                party: some(party),
                note: some(cells.text(row, "note")),
                follows: cells.word(row, "follows", super::phrases::read_flag),
                ..TenureSays::default()
            };
            let quote: Arc<str> = row.record.iter().collect::<Vec<_>>().join(", ").into();
            let citation = self.citation(row.line, quote, &cells.text(row, "source"));
            let mut say = |statement| facts.stated.push(Fact { statement, citation: Arc::clone(&citation) });
            say(Statement::Tenure(Box::new(tenure)));
            for (meaning, before) in [("replaces", true), ("replaced_by", false)] {
                let Some(other) = self.neighbour(&cells.text(row, meaning)) else { continue };
                let succession = SuccessionSays::beside(&office, &person, other, before);
                say(Statement::Succession(Box::new(succession)));
            }
            if !says.is_empty() && told.insert(person.clone()) {
                Self::tell(&person, says, &citation, facts);
            }
            self.count_unread(row, facts);
        });
    }

    /// Returns true if the table lists the leaders of several parties, one party below the other: "Party, Leader, From, To".
    /// The days go on within a party, and go back from one to the next.
    fn leads_parties(&self, grid: &Grid<'_>) -> bool {
        let column = |meaning: &str| self.plan.column(meaning);
        let (Some(name), Some(party), Some(from)) = (column("candidate"), column("party"), column("from")) else {
            return false;
        };
        let words = [
            "leader",
            "vorsitzender",
            "vorsitzende",
            "parteivorsitzender",
            "parteivorsitzende",
            "partiledare",
            "leder",
            "partijleider",
        ];
        let of_office =
            ["office", "body", "seat", "place", "contest"].into_iter().any(|meaning| self.plan.has(meaning));
        if of_office || !fold(&self.plan.headers[name]).split(' ').any(|word| words.contains(&word)) {
            return false;
        }
        let mut last: Option<(String, i32)> = None;
        let (mut parties, mut back) = (HashSet::new(), 0);
        let mut number = 0;
        let mut ordered = true;
        grid.each(|row| {
            number += 1;
            let Ok((row, _)) = row else { return };
            let own = row.get(party).unwrap_or("").to_string();
            let year = dates_in(row.get(from).unwrap_or("")).first().and_then(|date| date.first_year());
            let Some(year) = year.filter(|_| number > self.plan.header.map_or(0, |at| at + 1)) else { return };
            if let Some((known, before)) = &last {
                let is_back = year < *before;
                back += usize::from(is_back && *known != own);
                ordered &= !(is_back && *known == own);
            }
            parties.insert(own.clone());
            last = Some((own, year));
        });
        ordered && back > 0 && parties.len() > 1
    }

    /// Takes the office from the header of the people who hold it: "Governor, State", "Council, Leader".
    pub(super) fn by_header(&self, of: &mut Of) {
        let Some(header) = self.plan.column("candidate").map(|at| &self.plan.headers[at]) else { return };
        if self.plan.has("office") || !of.contest.is_empty() {
            return;
        }
        if of.office.is_empty() && !(of.place.is_empty() && of.seat.is_empty()) {
            of.office = office_of_header(header).unwrap_or_default();
        } else if !of.office.is_empty() && header.eq_ignore_ascii_case("leader") {
            of.office = format!("Leader of {}", of.office);
        }
    }

    /// Returns the office of a table without places: its name, or the header of its holders if that names another one.
    fn office_of_table(&self) -> String {
        let name = table_name(&self.page.file);
        let title = self.plan.column("candidate").and_then(|at| office_of_header(&self.plan.headers[at]));
        let says = |title: &String| fold(&name).contains(fold(title).trim_end_matches('s'));
        title.filter(|title| !says(title)).unwrap_or_else(|| match office_in_name(&name) {
            Some((office, rest))
                if !fold(&name).starts_with(&format!("{} ", fold(&office))) && rest.starts_with("of ") =>
            {
                format!("{office} {rest}")
            }
            _ => name,
        })
    }

    /// Returns the item in Wikidata of the office, if a column has it.
    fn office_id(&self, row: &Row<'_>) -> Option<String> {
        let (_, column) = self.plan.items.iter().find(|(key, _)| *key == "office")?;
        item(row.record.get(*column)?).map(|item| format!("wikidata:{item}"))
    }

    /// Reads the last day of a tenure. A word such as "present" means that it goes on.
    fn end(cells: &mut Cells<'_>, row: &Row<'_>) -> Option<Date> {
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
}
