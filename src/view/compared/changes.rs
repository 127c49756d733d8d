//! What a comparison changes in Wikidata, before it is written for a program: statements to add, qualifiers to set, values
//! to replace.

use crate::analysis::comparison::{About, Comparison, Pair, Row, Status};
use crate::facts::{Outcome, statement_of};
use crate::graph::{CandidacyId, CitationId, ContestId, PersonId, PoliticalGraph, Tenure, TenureId, TieId};
use crate::view::exchange::{Items, references};
use crate::view::words::counted;
use crate::wikitext::{Date, fold_title};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A value of Wikidata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// An item, such as `Q57410`.
    Item(String),
    /// A point in time.
    Time(Date),
    /// A number of votes.
    Amount(u64),
}

/// What is done to a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// It is added, with these qualifiers.
    Add(Vec<(&'static str, Value)>),
    /// One of its qualifiers gets a value.
    Qualifier {
        property: &'static str,
        new: Value,
        /// True if the statement has such a qualifier.
        had: bool,
    },
    /// Its value is replaced.
    Replace(Value),
}

/// One change of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The item that has the statement.
    pub item: String,
    /// The property of the statement.
    pub property: &'static str,
    /// The value of the statement, if the first source knows it or it is new.
    pub value: Option<Value>,
    /// The id of the statement, if the first source gives it.
    pub statement: Option<String>,
    /// The number of statements of the item with this property and this value in the first source.
    pub alike: usize,
    pub what: What,
    /// References, each a property and a web address.
    pub references: Vec<(&'static str, String)>,
}

/// The changes that make a first source, which is Wikidata, say what a second says.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub(super) all: Vec<Change>,
    /// The files of the first source that hold the statements.
    pub(super) files: BTreeSet<String>,
    /// What cannot be written as a change.
    pub left_out: LeftOut,
}

/// What is not among the changes.
#[derive(Debug, Clone, Default)]
pub struct LeftOut {
    without_item: BTreeSet<String>,
    of_property: BTreeMap<&'static str, usize>,
    pub(super) without_statement: usize,
    pub(super) unreadable: usize,
    pub(super) not_in_quickstatements: usize,
}

impl LeftOut {
    /// Returns notes on what was left out, and what to do about it.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(first) = self.without_item.first() {
            notes.push(format!(
                "{} no known item of Wikidata, so their statements are left out; the first is {first}; --items reads a table of items, with \
                 the columns 'name' and 'item'",
                if self.without_item.len() == 1 { "1 name has".into() } else { format!("{} names have", self.without_item.len()) }
            ));
        }
        if self.without_statement > 0 {
            notes.push(format!(
                "{} left out: the first source gives no id of the statement; '--edits quickstatements' writes what needs none",
                counted(self.without_statement, "change")
            ));
        }
        if self.unreadable > 0 {
            notes.push(format!(
                "{} left out: the file of the statement cannot be read again, or the statement is no longer in it; name an unpacked file of \
                 entities below 64 MB",
                counted(self.unreadable, "change")
            ));
        }
        if self.not_in_quickstatements > 0 {
            notes.push(format!(
                "{} left out: QuickStatements can neither replace a value nor tell two statements of one value apart; compare entities of \
                 Wikidata as JSON, whose statements have ids, with '--edits wikibase', or make them by hand",
                counted(self.not_in_quickstatements, "change")
            ));
        }
        if !self.of_property.is_empty() {
            let parts: Vec<String> = self.of_property.iter().map(|(what, n)| format!("{n} of {what}")).collect();
            notes.push(format!("differences that are not written as edits: {}", parts.join(", ")));
        }
        notes
    }
}

/// Why a row becomes no change.
enum Why {
    /// A name has no item.
    NoItem,
    /// Wikidata cannot hold it, or this program does not write it.
    NotWritten,
}

type Made = Result<Vec<Change>, Why>;

/// What is needed to make changes of the rows of a comparison.
struct Maker<'g> {
    a: &'g PoliticalGraph,
    b: &'g PoliticalGraph,
    comparison: &'g Comparison,
    items: &'g Items,
    wiki: Option<&'g str>,
    /// The items of offices, by folded name. `None` for a name of several.
    offices: HashMap<String, Option<String>>,
    /// How many terms a person has in an office in the first source, by their items.
    terms: HashMap<(String, String), usize>,
    /// The terms of the second source that have been made a statement.
    given: BTreeSet<TenureId>,
    found: Changes,
}

impl Changes {
    /// Returns true if the first source gives the ids of statements.
    pub fn have_ids(&self) -> bool {
        !self.files.is_empty()
    }

    /// Makes changes of the rows that `takes` takes. `items` gives the items of names that the sources give none for;
    /// `wiki` is the address of the wiki whose pages the second source has; `text_of` reads a file of the first source
    /// again, for the labels of its items. O(rows + tenures + files).
    pub fn of(
        (a, b): (&PoliticalGraph, &PoliticalGraph),
        comparison: &Comparison,
        takes: impl Fn(&Row) -> bool,
        (items, wiki): (&Items, Option<&str>),
        text_of: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut offices: HashMap<String, Option<String>> = HashMap::new();
        for graph in [a, b] {
            for tenure in graph.tenures() {
                let Some(item) = tenure.office_ids.best().and_then(|id| of_wikidata(id)) else { continue };
                offices
                    .entry(fold_title(&graph.office(tenure.office).name))
                    .and_modify(|known| *known = known.take().filter(|known| known == item))
                    .or_insert_with(|| Some(item.to_string()));
            }
        }
        let mut terms: HashMap<(String, String), usize> = HashMap::new();
        for tenure in a.tenures() {
            let person = a.person(tenure.person).ids.all().iter().find_map(|id| of_wikidata(&id.value));
            let office = tenure.office_ids.best().and_then(|id| of_wikidata(id));
            if let (Some(person), Some(office)) = (person, office) {
                *terms.entry((person.to_string(), office.to_string())).or_default() += 1;
            }
        }
        let found = Self { files: files_of(a), ..Self::default() };
        for file in &found.files {
            if let Some(text) = text_of(file) {
                labels_in(&text, &mut offices);
            }
        }
        let mut maker = Maker { a, b, comparison, items, wiki, offices, terms, given: BTreeSet::new(), found };
        // What only the first source states is not removed: that a source is silent is no reason.
        let edited = |row: &&Row| matches!(row.status, Status::Differs | Status::OnlyB) && takes(row);
        comparison.rows.iter().filter(edited).for_each(|row| maker.row(row));
        maker.found
    }
}

/// Returns the item of an id such as `wikidata:Q57410`.
fn of_wikidata(id: &str) -> Option<&str> {
    id.strip_prefix("wikidata:")
}

impl Maker<'_> {
    fn row(&mut self, row: &Row) {
        let made = match (row.about, row.property) {
            (About::Life(pair), "born") => self.life(row, pair, "P569"),
            (About::Life(pair), "died") => self.life(row, pair, "P570"),
            (About::Term(pair), "term") => self.new_term(row, pair.b),
            (About::Term(pair), "from") => self.end_of_term(row, pair, "P580"),
            (About::Term(pair), "to") => self.end_of_term(row, pair, "P582"),
            (About::Candidacy(contests, pair, _), "votes") => self.votes(row, contests, pair),
            (About::Candidacy(contests, pair, _), "outcome") => self.elected(row, contests, pair),
            (About::Candidacy(contests, pair, _), "candidacy") => self.new_candidacy(row, contests, pair.b),
            (About::Kin(pair), _) if row.status == Status::OnlyB => self.kin(row, pair.b),
            _ => Err(Why::NotWritten),
        };
        match made {
            Ok(changes) => self.found.all.extend(changes),
            // The name is noted.
            Err(Why::NoItem) => {}
            Err(Why::NotWritten) => *self.found.left_out.of_property.entry(row.property).or_default() += 1,
        }
    }

    /// Returns the item of a name, or notes that there is none.
    fn item(&mut self, kind: &str, name: &str, known: Option<String>) -> Option<String> {
        let found = known.or_else(|| self.items.get(kind, name, None).map(ToString::to_string));
        if found.is_none() {
            self.found.left_out.without_item.insert(format!("{kind} {name}"));
        }
        found
    }

    /// Returns the item of a person, by the ids that either source gives.
    fn person(&mut self, in_a: Option<PersonId>, in_b: Option<PersonId>) -> Option<String> {
        let in_a = in_a.or_else(|| self.comparison.in_a(in_b?));
        let in_b = in_b.or_else(|| self.comparison.in_b(in_a?));
        let (a, b) = (in_a.map(|id| self.a.person(id)), in_b.map(|id| self.b.person(id)));
        let mut ids = a.into_iter().chain(b).flat_map(|person| person.ids.all());
        let known = ids.find_map(|id| of_wikidata(&id.value)).map(ToString::to_string);
        let name = a.or(b)?.name.clone();
        self.item("person", &name, known)
    }

    /// Returns the item of a contest: statements about it that the first source gives stand in it.
    fn contest(&mut self, contests: Pair<ContestId>) -> Option<String> {
        let of_a = contests.a.into_iter().flat_map(|id| self.a.candidacies_of(id));
        let known = of_a.flat_map(|c| c.stood.iter()).find_map(|id| {
            let (property, statement) = statement_of(self.a.citation(*id))?;
            matches!(property, "P726" | "P991").then(|| item_of(statement))
        });
        let title = match (contests.a, contests.b) {
            (Some(id), _) => self.a.contest(id).title.clone(),
            (None, Some(id)) => self.b.contest(id).title.clone(),
            (None, None) => return None,
        };
        self.item("contest", &title, known)
    }

    fn references(&self, cited: Option<CitationId>) -> Vec<(&'static str, String)> {
        cited.map(|id| references(self.b, self.wiki, &[id])).unwrap_or_default()
    }

    /// Returns the ids of the statements with this property that some citations of the first source name, if they are
    /// statements of this item: a successor's statement also speaks of a term.
    fn statements<'c>(
        &self,
        item: Option<&str>,
        property: &str,
        citations: impl IntoIterator<Item = &'c CitationId>,
    ) -> BTreeSet<String> {
        let stating = citations.into_iter().filter_map(|id| statement_of(self.a.citation(*id)));
        stating
            .filter(|(own, statement)| *own == property && item.is_none_or(|item| item_of(statement) == item))
            .map(|(_, statement)| statement.to_string())
            .collect()
    }

    fn life(&mut self, row: &Row, pair: Pair<PersonId>, property: &'static str) -> Made {
        let new = Value::Time(exact(&row.b).ok_or(Why::NotWritten)?);
        let Some(item) = self.person(pair.a, pair.b) else { return Err(Why::NoItem) };
        let what = if row.status == Status::OnlyB { What::Add(Vec::new()) } else { What::Replace(new.clone()) };
        let value = if row.status == Status::OnlyB { Some(new) } else { Date::parse(&row.a).map(Value::Time) };
        let cited = pair.a.map(|id| self.a.person(id)).map(|p| if property == "P569" { &p.born } else { &p.died });
        let cited = cited.and_then(|values| values.first()).into_iter().flat_map(|first| &first.citations);
        let statements = self.statements(Some(&item), property, cited);
        let references = self.references(row.cited.b);
        Ok(each(statements, Change { item, property, value, statement: None, alike: 1, what, references }))
    }

    fn new_term(&mut self, row: &Row, tenure: Option<TenureId>) -> Made {
        let term = self.b.tenure(tenure.ok_or(Why::NotWritten)?);
        let (person, office) = (self.person(None, Some(term.person)), self.office(term));
        let (Some(item), Some(office)) = (person, office) else { return Err(Why::NoItem) };
        Ok(vec![self.term(row, term, item, office)])
    }

    /// Makes the statement of a term of the second source.
    fn term(&mut self, row: &Row, term: &Tenure, item: String, office: String) -> Change {
        let mut qualifiers = Vec::new();
        for (property, dates) in [("P580", &term.from), ("P582", &term.to)] {
            qualifiers.extend(dates.best().and_then(|date| is_exact(*date)).map(|date| (property, Value::Time(date))));
        }
        let known = self.terms.entry((item.clone(), office.clone())).or_default();
        let alike = *known;
        // A second statement of this value in the same run would be added to this one.
        *known += 1;
        Change {
            item,
            property: "P39",
            value: Some(Value::Item(office)),
            statement: None,
            alike,
            what: What::Add(qualifiers),
            references: self.references(row.cited.b),
        }
    }

    /// Returns the item of the office of a term of the second source.
    fn office(&mut self, term: &Tenure) -> Option<String> {
        let name = self.b.office(term.office).name.clone();
        let own = term.office_ids.best().and_then(|id| of_wikidata(id)).map(ToString::to_string);
        let known = own.or_else(|| self.offices.get(&fold_title(&name)).cloned().flatten());
        self.item("office", &name, known)
    }

    fn terms_of(&self, person: &str, office: &str) -> usize {
        self.terms.get(&(person.to_string(), office.to_string())).copied().unwrap_or(0)
    }

    fn end_of_term(&mut self, row: &Row, pair: Pair<TenureId>, property: &'static str) -> Made {
        let term = self.a.tenure(pair.a.ok_or(Why::NotWritten)?);
        let had = row.status == Status::Differs && Date::parse(&row.a).is_some();
        // That somebody is in office is no date, and nothing is removed.
        let new = Value::Time(exact(&row.b).ok_or(Why::NotWritten)?);
        let Some(item) = self.person(Some(term.person), None) else { return Err(Why::NoItem) };
        let office = term.office_ids.best().and_then(|id| of_wikidata(id)).map(ToString::to_string);
        let dates = if property == "P580" { &term.from } else { &term.to };
        let of_value = dates.first().filter(|_| had).into_iter().flat_map(|first| &first.citations);
        let mut statements = self.statements(Some(&item), "P39", of_value);
        if statements.is_empty() {
            statements = self.statements(Some(&item), "P39", &term.citations);
        }
        let by_others = term.citations.iter().any(|id| statement_of(self.a.citation(*id)).is_some());
        if statements.is_empty() && by_others {
            // Only a neighbour's statement speaks of the term: the person gets one of his own, once.
            let theirs = self.b.tenure(pair.b.ok_or(Why::NotWritten)?);
            let office = match office {
                Some(office) => office,
                None => match self.office(theirs) {
                    Some(office) => office,
                    None => return Err(Why::NoItem),
                },
            };
            if !self.given.insert(theirs.id) {
                return Ok(Vec::new());
            }
            return Ok(vec![self.term(row, theirs, item, office)]);
        }
        let alike = office.as_ref().map_or(0, |office| self.terms_of(&item, office));
        let what = What::Qualifier { property, new, had };
        let (value, references) = (office.map(Value::Item), self.references(row.cited.b));
        Ok(each(statements, Change { item, property: "P39", value, statement: None, alike, what, references }))
    }

    fn votes(&mut self, row: &Row, contests: Pair<ContestId>, pair: Pair<CandidacyId>) -> Made {
        let own = self.a.candidacy(pair.a.ok_or(Why::NotWritten)?);
        // Wikidata could not tell the votes of several rounds apart.
        let rounds = self.b.candidacy(pair.b.ok_or(Why::NotWritten)?).rounds.iter().count();
        let votes: u64 = row.b.parse().ok().filter(|_| rounds == 1).ok_or(Why::NotWritten)?;
        let Some(person) = self.person(Some(own.person), None) else { return Err(Why::NoItem) };
        let of_value = own.rounds.iter().next().and_then(|(_, round)| round.votes.first());
        let cited = || of_value.into_iter().flat_map(|first| &first.citations).chain(&own.stood);
        let of_contest = self.statements(None, "P726", cited());
        let of_person = self.statements(Some(&person), "P3602", cited());
        let (had, references) = (row.status == Status::Differs, self.references(row.cited.b));
        let what = What::Qualifier { property: "P1111", new: Value::Amount(votes), had };
        let change = |item: String, property: &'static str, value: Option<Value>| Change {
            item,
            property,
            value,
            statement: None,
            alike: 1,
            what: what.clone(),
            references: references.clone(),
        };
        let mut changes = Vec::new();
        if !of_person.is_empty() {
            changes.extend(each(of_person, change(person.clone(), "P3602", None)));
        }
        let item = of_contest.first().map(|statement| item_of(statement));
        if item.is_some() || changes.is_empty() {
            let Some(item) = item.or_else(|| self.contest(contests)) else { return Err(Why::NoItem) };
            changes.extend(each(of_contest, change(item, "P726", Some(Value::Item(person)))));
        }
        Ok(changes)
    }

    fn elected(&mut self, row: &Row, contests: Pair<ContestId>, pair: Pair<CandidacyId>) -> Made {
        let their = self.b.candidacy(pair.b.ok_or(Why::NotWritten)?);
        if their.outcome.best() != Some(&Outcome::Elected) {
            return Err(Why::NotWritten);
        }
        let (contest, person) = (self.contest(contests), self.person(None, Some(their.person)));
        let (Some(item), Some(person)) = (contest, person) else { return Err(Why::NoItem) };
        Ok(vec![self.addition(row, item, "P991", person, Vec::new())])
    }

    fn new_candidacy(&mut self, row: &Row, contests: Pair<ContestId>, candidacy: Option<CandidacyId>) -> Made {
        let their = self.b.candidacy(candidacy.ok_or(Why::NotWritten)?);
        let (contest, person) = (self.contest(contests), self.person(None, Some(their.person)));
        let (Some(item), Some(person)) = (contest, person) else { return Err(Why::NoItem) };
        let mut rounds = their.rounds.iter();
        let votes =
            rounds.next().and_then(|(_, round)| round.votes.best().copied()).filter(|_| rounds.next().is_none());
        let qualifiers = votes.map(|votes| ("P1111", Value::Amount(votes))).into_iter().collect();
        Ok(vec![self.addition(row, item, "P726", person, qualifiers)])
    }

    fn kin(&mut self, row: &Row, tie: Option<TieId>) -> Made {
        let tie = self.b.tie(tie.ok_or(Why::NotWritten)?);
        let [from, to] = tie.people().ok_or(Why::NotWritten)?;
        let property = tie.kind.wikidata(tie.role.as_deref(), false).ok_or(Why::NotWritten)?;
        let (own, other) = (self.person(None, Some(from)), self.person(None, Some(to)));
        let (Some(item), Some(other)) = (own, other) else { return Err(Why::NoItem) };
        Ok(vec![self.addition(row, item, property, other, Vec::new())])
    }

    fn addition(
        &self,
        row: &Row,
        item: String,
        property: &'static str,
        value: String,
        qualifiers: Vec<(&'static str, Value)>,
    ) -> Change {
        let references = self.references(row.cited.b);
        let (value, what) = (Some(Value::Item(value)), What::Add(qualifiers));
        Change { item, property, value, statement: None, alike: 0, what, references }
    }
}

/// Adds the items of a file of entities by their folded labels; `None` for a label of several.
fn labels_in(text: &str, labels: &mut HashMap<String, Option<String>>) {
    fn walk(node: &serde_json::Value, labels: &mut HashMap<String, Option<String>>) {
        let item = node["id"].as_str().filter(|id| id.starts_with('Q'));
        if let (Some(item), Some(own)) = (item, node["labels"].as_object()) {
            for label in own.values().filter_map(|label| label["value"].as_str()) {
                let known = labels.entry(fold_title(label)).or_insert_with(|| Some(item.to_string()));
                *known = known.take().filter(|known| known == item);
            }
        }
        match node {
            serde_json::Value::Object(object) if item.is_none() => {
                object.values().for_each(|inner| walk(inner, labels));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|inner| walk(inner, labels)),
            _ => {}
        }
    }
    match serde_json::from_str(text) {
        Ok(whole) => walk(&whole, labels),
        Err(_) => {
            let lines = text.lines().map(|line| line.trim().trim_end_matches(','));
            lines.filter_map(|line| serde_json::from_str(line).ok()).for_each(|node| walk(&node, labels));
        }
    }
}

/// Returns the files of a source that hold statements with ids.
fn files_of(graph: &PoliticalGraph) -> BTreeSet<String> {
    let stating = graph.citations().iter().filter(|citation| statement_of(citation).is_some());
    stating.map(|citation| citation.file.to_string()).collect()
}

/// Returns a change for each statement; the change itself if no statement is known.
fn each(statements: BTreeSet<String>, change: Change) -> Vec<Change> {
    if statements.is_empty() {
        return vec![change];
    }
    statements.into_iter().map(|statement| Change { statement: Some(statement), ..change.clone() }).collect()
}

/// Returns the item that has a statement: its id begins with it.
pub(super) fn item_of(statement: &str) -> String {
    statement.split('$').next().unwrap_or(statement).to_uppercase()
}

/// Returns the date of a value, if Wikidata can hold it: a day, a month or a year.
fn exact(value: &str) -> Option<Date> {
    Date::parse(value).and_then(is_exact)
}

fn is_exact(date: Date) -> Option<Date> {
    (date.precision().is_some() && !date.is_circa() && date.the_year().is_some()).then_some(date)
}
