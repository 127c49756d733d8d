//! The tables of contests, rounds, tenures and people that `hustings export` writes beside the candidacies.
//! `docs/inputs.md` describes them.

use super::candidate_rows::read_yes;
use super::columns::{Columns, bad_row, line_of, unguarded_row};
use super::input::Input;
use super::vocabulary::read_stated;
use super::{
    Began, Citation, ContestMention, ContestSays, Ended, Facts, Holder, Kind, PersonSays, Phase, RoundSays,
    Selectorate, ShareBase, Stance, Statement, Status, TenureSays, TieEnd, TieKind, TieSays, tagged,
};
use crate::source::{Page, Warning, quote};
use crate::wikitext::number::{read_count, read_percent};
use crate::wikitext::{Quantity, fold, read_date};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The columns of the table of contests, except those of [`DERIVED`].
pub(crate) const CONTEST_COLUMNS: &[&str] = &[
    "contest",
    "date",
    "office",
    "party",
    "country",
    "kind",
    "evidence",
    "status",
    "selectorate",
    "electorate",
    "ballots",
    "turnout",
    "threshold",
    "previous",
    "next",
    "before",
    "after",
    "total",
    "selectorate_detail",
    "electorate_as_stated",
    "ballots_as_stated",
    "note",
    "majority",
    "invalid",
];

/// One of the tables that `export` writes beside the candidacies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exported {
    /// One row per contest.
    Contests,
    /// One row per round.
    Rounds,
    /// One row per tenure.
    Tenures,
    /// One row per person.
    People,
    /// One row per tie.
    Ties,
}

/// A table of contests.
pub(super) const CONTESTS: Input = Input {
    name: "contests",
    label: "contests (CSV)",
    recognised_by: "the columns 'contest', 'kind' and 'selectorate'",
    becomes: "contests, as hustings export writes them",
    example: "contest,kind,selectorate\n",
    in_fractions: false,
    is_it: |text| text.has_columns(&["contest", "kind", "selectorate"]),
    extract: |page, facts| extract(page, Exported::Contests, facts),
};

/// A table of rounds.
pub(super) const ROUNDS: Input = Input {
    name: "rounds",
    label: "rounds (CSV)",
    recognised_by: "the columns 'contest', 'round' and 'valid'",
    becomes: "rounds of contests, as hustings export writes them",
    example: "contest,round,valid\n",
    is_it: |text| text.has_columns(&["contest", "round", "valid"]),
    extract: |page, facts| extract(page, Exported::Rounds, facts),
    ..CONTESTS
};

/// A table of tenures.
pub(super) const TENURES: Input = Input {
    name: "tenures",
    label: "tenures (CSV)",
    recognised_by: "the columns 'office', 'person', 'from' and 'to'",
    becomes: "tenures: who held an office from when to when",
    example: "office,person,from,to\n",
    is_it: |text| text.has_columns(&["office", "person", "from", "to"]),
    extract: |page, facts| extract(page, Exported::Tenures, facts),
    ..CONTESTS
};

/// A table of people.
pub(super) const PEOPLE: Input = Input {
    name: "people",
    label: "people (CSV)",
    recognised_by: "the columns 'name', 'spellings' and 'offices'",
    becomes: "people with their spellings, ids, birth and death",
    example: "name,spellings,offices\n",
    is_it: |text| text.has_columns(&["name", "spellings", "offices"]),
    extract: |page, facts| extract(page, Exported::People, facts),
    ..CONTESTS
};

/// A table of ties.
pub(super) const TIES: Input = Input {
    name: "ties",
    label: "ties (CSV)",
    recognised_by: "the columns 'from', 'kind' and 'to'",
    becomes: "ties between people, and between people and groups or parties",
    example: "from,kind,to,role,start,end\n",
    is_it: |text| text.has_columns(&["from", "kind", "to"]),
    extract: |page, facts| extract(page, Exported::Ties, facts),
    ..CONTESTS
};

/// A table of all values with their citations. It is recognised but not read; the other tables hold the preferred
/// values.
pub(super) const VALUES: Input = Input {
    name: "values",
    label: "values (CSV)",
    recognised_by: "the columns 'subject', 'property', 'value' and 'preferred'",
    becomes: "nothing: the other tables of the export hold the preferred values",
    example: "subject,property,value,preferred\n",
    is_it: |text| text.has_columns(&["subject", "property", "value", "preferred"]),
    extract: |_, _| {},
    ..CONTESTS
};

/// Returns the columns of a table that are read. Values of other columns are counted as unread, except those of
/// [`DERIVED`].
const fn columns(kind: Exported) -> &'static [&'static str] {
    match kind {
        Exported::Contests => CONTEST_COLUMNS,
        Exported::Rounds => &[
            "contest",
            "round",
            "date",
            "label",
            "annulled",
            "electorate",
            "cast",
            "valid",
            "turnout",
            "shares_of",
            "selectorate",
            "note",
        ],
        Exported::Tenures => {
            &["office", "person", "from", "to", "began", "ended", "contest", "renewed", "follows", "party", "note"]
        }
        Exported::People => &["name", "spellings", "offices", "ids", "born", "died"],
        Exported::Ties => &[
            "from", "kind", "to", "role", "office", "contest", "start", "end", "stance", "phase", "from_id", "to_id",
            "from_is", "to_is",
        ],
    }
}

/// Columns that can be derived from other columns.
const DERIVED: [&str; 8] = ["id", "rounds", "contests", "elected", "tenures", "renewed", "selection", "evidence"];

/// A row with its citation, and the warnings about cells that could not be read.
struct Row<'a> {
    page: &'a Page,
    line: usize,
    cells: BTreeMap<String, String>,
    citation: Arc<Citation>,
    warnings: RefCell<Vec<Warning>>,
}

impl Row<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.cells.get(name).filter(|c| !c.is_empty()).cloned()
    }

    /// Reads a cell. A cell that is not empty and cannot be read gives a warning.
    fn value<T>(&self, name: &str, wanted: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let found = read(&text);
        if found.is_none() {
            let message = format!("{name} is {}; it must be {wanted}, or empty", quote(&text));
            self.warnings.borrow_mut().push(Warning::new(&self.page.file, self.line, "bad-value", message));
        }
        found
    }

    fn date(&self, name: &str) -> Option<crate::wikitext::Date> {
        self.value(name, "a date such as 1992-02-20, 1992-02 or 1992", read_date)
    }

    fn percent(&self, name: &str) -> Option<f64> {
        self.value(name, "a percentage from 0 to 100", read_percent)
    }

    fn quantity(&self, name: &str) -> Option<Quantity> {
        self.value(name, "a number such as 3,000 or about 3,000", Quantity::read)
    }

    /// Reads a number, preferably as its source words it.
    fn stated(&self, name: &str) -> Option<Quantity> {
        self.quantity(&format!("{name}_as_stated")).or_else(|| self.quantity(name))
    }

    /// Returns the name of a person, with the id of the row if it has one that other sources can have as well.
    fn person(&self, name: &str) -> String {
        let (name, id) = (self.text(name).unwrap_or_default(), self.text("id").unwrap_or_default());
        tagged::known(&id).map_or(name.clone(), |(scheme, value)| tagged::tagged(&name, scheme, value))
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.text(name).map(|t| t.split("; ").map(ToString::to_string).collect()).unwrap_or_default()
    }
}

/// Reads a table row by row. A bad cell loses only the cell, and a bad row only the row.
fn extract(page: &Page, kind: Exported, facts: &mut Facts) {
    let known = columns(kind);
    let Some((mut header, reader)) = Columns::open(page, known, facts) else { return };
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    let mut offices: Vec<(String, usize)> = Vec::new();
    let mut tied: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for record in reader.into_records() {
        let record = match record {
            Ok(record) => unguarded_row(record),
            Err(e) => {
                bad_row(&e, page, facts);
                continue;
            }
        };
        let line = line_of(&record);
        header.unread(&record, |name| known.contains(&name) || DERIVED.contains(&name), page, facts);
        let citation =
            Arc::new(Citation::of_table(&page.file, line, record.iter().collect::<Vec<_>>().join(", ").into()));
        let cells = header.cells(&record);
        let row = Row { page, line, cells, citation, warnings: RefCell::default() };
        let missing = match kind {
            Exported::Contests | Exported::Rounds => (row.text("contest").is_none(), "contest"),
            Exported::Tenures if row.text("office").is_none() => (true, "office"),
            Exported::Tenures => (row.text("person").is_none(), "person"),
            Exported::People => (row.text("name").is_none(), "name"),
            Exported::Ties if row.text("from").is_none() => (true, "from"),
            Exported::Ties if row.text("kind").is_none() => (true, "kind"),
            Exported::Ties => (row.text("to").is_none(), "to"),
        };
        if let (true, what) = missing {
            if record.iter().any(|cell| !cell.is_empty()) {
                let message = format!("this row has no {what} and is not read; fill in the cell");
                facts.warnings.push(Warning::new(&page.file, line, "missing-value", message));
            }
            continue;
        }
        match kind {
            Exported::Contests => contest(&row, facts),
            Exported::Rounds => round(&row, facts),
            Exported::Tenures => tenure(&row, facts),
            Exported::Ties => tie(&row, facts, &mut tied),
            Exported::People => {
                let (name, count) = person(&row, facts);
                *people.entry(fold(&name)).or_default() += 1;
                offices.push((name, count));
            }
        }
        facts.warnings.extend(row.warnings.into_inner());
    }
    header.finish(page, facts);
    // The table has one row per person, so a name with one row means one person in every series.
    facts.whole.extend(tied.into_iter().filter(|(_, ids)| ids.len() == 1).map(|(name, _)| name));
    facts.whole.extend(offices.into_iter().filter(|(n, count)| *count > 1 && people[&fold(n)] == 1).map(|(n, _)| n));
}

fn say(row: &Row<'_>, facts: &mut Facts, contest: &ContestMention, says: ContestSays) {
    let statement = Statement::Contest { contest: contest.clone(), says };
    facts.stated.push(super::Fact { statement, citation: Arc::clone(&row.citation) });
}

fn contest(row: &Row<'_>, facts: &mut Facts) {
    let contest = ContestMention::titled(row.text("contest").unwrap_or_default());
    let stated = row.value("evidence", "documented or stated", read_stated) == Some(true);
    let mut says = vec![if stated { ContestSays::Mentioned } else { ContestSays::Documented }];
    says.extend(row.value("kind", &Kind::allowed(), Kind::read).map(ContestSays::Kind));
    says.extend(row.date("date").map(ContestSays::Date));
    says.extend(row.text("office").map(ContestSays::Office));
    says.extend(row.text("party").map(ContestSays::Party));
    says.extend(row.text("country").map(ContestSays::Country));
    says.extend(row.value("status", &Status::allowed(), Status::read).map(ContestSays::Status));
    let selectorate = row.value("selectorate", &Selectorate::allowed(), Selectorate::read);
    says.extend(selectorate.map(|s| ContestSays::Selectorate(s, row.text("selectorate_detail"))));
    says.extend(row.stated("electorate").map(ContestSays::Electorate));
    says.extend(row.stated("ballots").map(ContestSays::Ballots));
    says.extend(row.value("total", "a whole number", read_count).map(ContestSays::Total));
    says.extend(row.percent("turnout").map(ContestSays::Turnout));
    says.extend(row.percent("threshold").map(ContestSays::Threshold));
    says.extend(row.value("majority", "a whole number", read_count).map(ContestSays::Majority));
    says.extend(row.value("invalid", "a whole number", read_count).map(ContestSays::Invalid));
    says.extend(row.text("previous").map(|t| ContestSays::Previous(ContestMention::titled(t))));
    says.extend(row.text("next").map(|t| ContestSays::Next(ContestMention::titled(t))));
    let holder = |t: String| if fold(&t) == "vacant" { Holder::Vacant } else { Holder::Person(t) };
    says.extend(row.text("before").map(holder).map(ContestSays::Before));
    says.extend(row.text("after").map(holder).map(ContestSays::After));
    says.extend(row.text("note").map(ContestSays::Note));
    says.into_iter().for_each(|says| say(row, facts, &contest, says));
}

fn round(row: &Row<'_>, facts: &mut Facts) {
    let contest = ContestMention::titled(row.text("contest").unwrap_or_default());
    let number = |t: &str| t.parse::<usize>().ok().filter(|n| *n > 0 && *n < 1000);
    let number = row.value("round", "a whole number from 1", number).unwrap_or(1);
    let mut says: Vec<RoundSays> = Vec::new();
    says.extend(row.date("date").map(RoundSays::Date));
    says.extend(row.text("label").map(RoundSays::Label));
    says.extend(row.value("annulled", "yes or no", read_yes).filter(|a| *a).map(|_| RoundSays::Annulled));
    let selectorate = row.value("selectorate", &Selectorate::allowed(), Selectorate::read);
    says.extend(selectorate.map(RoundSays::Selectorate));
    says.extend(row.quantity("electorate").map(RoundSays::Electorate));
    says.extend(row.quantity("cast").map(RoundSays::Cast));
    says.extend(row.value("valid", "a whole number", read_count).map(RoundSays::Valid));
    says.extend(row.percent("turnout").map(RoundSays::Turnout));
    says.extend(row.value("shares_of", &ShareBase::allowed(), ShareBase::read).map(RoundSays::SharesOf));
    says.extend(row.text("note").map(RoundSays::Note));
    says.into_iter().for_each(|says| say(row, facts, &contest, ContestSays::Round(number, says)));
}

fn tenure(row: &Row<'_>, facts: &mut Facts) {
    let says = TenureSays {
        office: row.text("office").unwrap_or_default(),
        person: row.person("person"),
        from: row.date("from"),
        to: row.date("to"),
        began: row.value("began", &Began::allowed(), Began::read),
        ended: row.value("ended", &Ended::allowed(), Ended::read),
        contest: row.text("contest").map(ContestMention::titled),
        party: row.text("party"),
        note: row.text("note"),
        follows: row.value("follows", "yes or no", read_yes),
        ..TenureSays::default()
    };
    let statement = Statement::Tenure(Box::new(says));
    facts.stated.push(super::Fact { statement, citation: Arc::clone(&row.citation) });
}

/// States a tie. Collects the ids of each name.
fn tie(row: &Row<'_>, facts: &mut Facts, tied: &mut BTreeMap<String, BTreeSet<String>>) {
    let Some(kind) = row.value("kind", &TieKind::allowed(), TieKind::read) else { return };
    let mut end = |name: &str, is_first: bool| {
        let (text, id) = (row.text(name).unwrap_or_default(), row.text(&format!("{name}_id")).unwrap_or_default());
        let is = row.value(&format!("{name}_is"), "person, group or party", |word| {
            ["person", "group", "party"].into_iter().find(|w| *w == word.to_lowercase())
        });
        let is = is.unwrap_or(match kind {
            TieKind::MemberOf if !is_first => "group",
            TieKind::AlliedWith | TieKind::SplitFrom | TieKind::MergedInto => "party",
            _ => "person",
        });
        match is {
            "group" => TieEnd::Group(text),
            "party" => TieEnd::Party(text),
            _ => {
                tied.entry(text.clone()).or_default().insert(id.clone());
                let known = tagged::known(&id).filter(|(scheme, _)| *scheme != "title");
                TieEnd::Person(known.map_or(text.clone(), |(scheme, value)| tagged::tagged(&text, scheme, value)))
            }
        }
    };
    let says = TieSays {
        page: row.page.file.to_string(),
        role: row.text("role"),
        office: row.text("office"),
        contest: row.text("contest").map(ContestMention::titled),
        start: row.date("start"),
        end: row.date("end"),
        stance: row.value("stance", &Stance::allowed(), Stance::read),
        phase: row.value("phase", &Phase::allowed(), Phase::read),
        ..TieSays::new(end("from", true), kind, end("to", false))
    };
    // A stance that is none could be the contrary of one.
    if says.stance.is_none() && row.text("stance").is_some() {
        return;
    }
    if let Some((message, is_read)) = says.fault() {
        row.warnings.borrow_mut().push(Warning::new(&row.page.file, row.line, "bad-value", message));
        if !is_read {
            return;
        }
    }
    let statement = Statement::Tie(Box::new(says));
    facts.stated.push(super::Fact { statement, citation: Arc::clone(&row.citation) });
}

/// States the spellings of a person. Returns the name and the largest number of series it can occur in.
fn person(row: &Row<'_>, facts: &mut Facts) -> (String, usize) {
    let name = row.text("name").unwrap_or_default();
    let offices = row.list("offices");
    let person: Arc<str> = row.person("name").into();
    let mut says: Vec<PersonSays> = Vec::new();
    for (scheme, value) in row.list("ids").iter().filter_map(|id| tagged::known(id)) {
        says.push(PersonSays::Id { scheme: scheme.into(), value: value.into() });
    }
    says.extend(row.date("born").map(PersonSays::Born));
    says.extend(row.date("died").map(PersonSays::Died));
    for says in says {
        let statement = Statement::Person { person: Arc::clone(&person), says };
        facts.stated.push(super::Fact { statement, citation: Arc::clone(&row.citation) });
    }
    for office in &offices {
        for also in row.list("spellings").into_iter().filter(|s| *s != name) {
            let statement = Statement::SameName { office: office.clone(), name: name.clone(), also };
            facts.stated.push(super::Fact { statement, citation: Arc::clone(&row.citation) });
        }
    }
    let count = |column: &str| row.text(column).and_then(|t| t.parse::<usize>().ok()).unwrap_or(0);
    (name, offices.len().max(count("contests") + count("tenures")))
}
