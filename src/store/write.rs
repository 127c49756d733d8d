//! Writes a graph as rows of a new file.

use super::column::{Columns, Subject, confidence_number, number_of, optional, quoted, sql};
use super::pages::{Entry, PART, hash_of};
use super::seal::seal;
use super::{FileError, columns, findings, schema, ties};
use crate::check::Diagnostic;
use crate::facts::{Citation, Confidence, FactCounts};
use crate::graph::properties::{At, Property, Visit};
use crate::graph::property_value::PropertyValue;
use crate::graph::{Candidacy, CitationId, Contest, PoliticalGraph, Tenure, Values};
use crate::wikitext::fold_title;
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params, params_from_iter};
use std::collections::hash_map::Entry as HashEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// The content of a graph file.
pub struct Content<'a> {
    /// The graph.
    pub graph: &'a PoliticalGraph,
    /// The pages, in the order of their keys.
    pub pages: Vec<&'a Entry>,
    /// Redirects: the target of each title, and the file that states it.
    pub redirects: &'a BTreeMap<String, (String, Arc<str>)>,
    /// The findings of the checks.
    pub findings: &'a [Diagnostic],
    /// The overrides as given, in TOML.
    pub people: &'a str,
    /// The numbers of facts and of values that no rule reads.
    pub counts: FactCounts,
}

/// Writes a graph file to a path where there is no file, or an empty one. O(rows); about a million rows per second.
///
/// The file is complete only when this returns. To let readers find either the old graph or the new one, write to
/// another path and rename the file, as the program does.
///
/// # Errors
/// An error if SQLite or the system reports one, such as a full disk.
pub fn create(path: &Path, content: &Content<'_>) -> Result<(), FileError> {
    let name = || path.display().to_string();
    let failed = |cause| FileError::Sqlite { doing: "write", path: name(), cause: Box::<rusqlite::Error>::new(cause) };
    let mut connection = Connection::open(path).map_err(failed)?;
    // Nobody reads the file before it is finished: no journal, and no waiting for the disk.
    for (pragma, value) in [("journal_mode", "OFF"), ("synchronous", "OFF"), ("locking_mode", "EXCLUSIVE")] {
        connection.pragma_update_and_check(None, pragma, value, |_| Ok(())).ok();
    }
    connection.pragma_update(None, "cache_size", -64_000).map_err(failed)?;
    // Rows refer to rows that come after them; a test checks all references of finished files.
    connection.pragma_update(None, "foreign_keys", false).map_err(failed)?;
    schema::create(&connection).map_err(failed)?;
    let transaction = connection.transaction().map_err(failed)?;
    rows(&transaction, content).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    schema::finish(&connection).map_err(failed)?;
    connection.execute_batch("PRAGMA optimize; ANALYZE;").map_err(failed)?;
    connection.close().map_err(|(_, cause)| failed(cause))?;
    seal(path).map_err(|cause| FileError::System { doing: "write", path: name(), cause })
}

/// Returns an id as the value of a column. The rows of a table are numbered from 0, as in the library.
fn id(index: usize) -> i64 {
    index as i64
}

fn rows(connection: &Connection, content: &Content<'_>) -> rusqlite::Result<()> {
    let graph = content.graph;
    words(connection, content)?;
    pages(connection, content)?;
    names(connection, graph)?;
    let mut facts = Facts::new(connection)?;
    contests(connection, graph, &mut facts)?;
    candidacies(connection, graph, &mut facts)?;
    tenures(connection, graph, &mut facts)?;
    facts.names(graph)?;
    ties::write(connection, graph, |tie, places| {
        facts.of(Subject::Tie, tie);
        facts.places(Property::Tied, places)
    })?;
    drop(facts);
    citations(connection, content)?;
    columns::write(connection, graph)?;
    let mut insert = adding(
        connection,
        "judgement",
        &["id", "name_a", "name_b", "series", "verdict", "score", "evidence", "reason", "subject"],
    )?;
    for (i, j) in graph.judgements().iter().enumerate() {
        let (verdict, evidence, subject) =
            (j.verdict.to_string(), crate::identity::Evidence::list(&j.evidence), j.subject.label());
        insert.execute(params![id(i), j.name_a, j.name_b, j.series, verdict, j.score, evidence, j.reason, subject])?;
    }
    findings::write(connection, content.findings)?;
    Ok(())
}

fn words(connection: &Connection, content: &Content<'_>) -> rusqlite::Result<()> {
    let mut meta = adding(connection, "meta", &["key", "value"])?;
    meta.execute(["hustings", env!("CARGO_PKG_VERSION")])?;
    meta.execute(["extraction", super::pages::EXTRACTION])?;
    meta.execute(["people", content.people])?;
    meta.execute(["facts", &content.counts.stated.to_string()])?;
    meta.execute(["unread", &content.counts.unread.to_string()])?;
    let mut insert = adding(connection, "subject", &["id", "name"])?;
    for (subject, label) in Subject::ALL {
        insert.execute(params![subject as i64, label])?;
    }
    let mut insert = adding(connection, "property", &["id", "name"])?;
    for (property, label) in Property::ALL {
        insert.execute(params![number_of(*property), label])?;
    }
    let mut insert = adding(connection, "confidence", &["id", "name"])?;
    for confidence in Confidence::ALL {
        insert.execute(params![confidence_number(confidence), confidence.label()])?;
    }
    Ok(())
}

/// The columns of the table `page`.
const PAGE: [&str; 8] = ["id", "file", "title", "kind", "revision", "hash", "body", "checksum"];

fn pages(connection: &Connection, content: &Content<'_>) -> rusqlite::Result<()> {
    let mut insert = adding(connection, "page", &PAGE)?;
    for (i, page) in content.pages.iter().enumerate() {
        let revision = page.revision.map(|r| r as i64);
        let checksum = hash_of(&page.body);
        insert.execute(params![id(i), &*page.file, page.title, page.kind, revision, page.hash, page.body, checksum])?;
    }
    let mut insert = adding(connection, "redirect", &["title", "target", "file"])?;
    for (title, (target, file)) in content.redirects {
        insert.execute(params![title, target, &**file])?;
    }
    Ok(())
}

fn names(connection: &Connection, graph: &PoliticalGraph) -> rusqlite::Result<()> {
    let mut number = 0_i64;
    let mut insert =
        adding(connection, "name", &["id", "name", "folded", "person_id", "office_id", "party_id", "contest_id"])?;
    let mut name = |text: &str, person: Option<i64>, office: Option<i64>, party: Option<i64>, contest: Option<i64>| {
        number += 1;
        insert.execute(params![number, text, fold_title(text), person, office, party, contest])
    };
    let mut party = adding(connection, "party", &["id", "name", "colour"])?;
    for p in graph.parties() {
        party.execute(params![id(p.id.index()), p.name, p.colour.best()])?;
        name(&p.name, None, None, Some(id(p.id.index())), None)?;
        for also in &p.also {
            name(also, None, None, Some(id(p.id.index())), None)?;
        }
    }
    let mut office = adding(connection, "office", &["id", "name", "party_id"])?;
    for o in graph.offices() {
        office.execute(params![id(o.id.index()), o.name, o.party.map(|p| id(p.index()))])?;
        name(&o.name, None, Some(id(o.id.index())), None, None)?;
    }
    let mut person = adding(connection, "person", &["id", "name", "ids", "born", "died", "stable_id"])?;
    for p in graph.people() {
        let ids: Vec<&str> = p.ids.all().iter().map(|id| id.value.as_str()).collect();
        let all_ids = (!ids.is_empty()).then(|| serde_json::to_string(&ids).unwrap_or_default());
        let (born, died) = (optional(p.born.best()), optional(p.died.best()));
        person.execute(params![id(p.id.index()), p.name, all_ids, born, died, p.stable_id])?;
        for own in ids {
            name(own, Some(id(p.id.index())), None, None, None)?;
        }
        for spelling in &p.spellings {
            name(spelling, Some(id(p.id.index())), None, None, None)?;
        }
    }
    for c in graph.contests() {
        name(&c.title, None, None, None, Some(id(c.id.index())))?;
    }
    Ok(())
}

/// Writes facts, numbered for each subject.
struct Facts<'c> {
    insert: rusqlite::Statement<'c>,
    subject: (i64, i64),
    number: i64,
}

impl<'c> Facts<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        let insert = adding(
            connection,
            "fact",
            &["subject", "subject_id", "number", "property", "round", "value", "confidence", "citation_id"],
        )?;
        Ok(Self { insert, subject: (0, 0), number: 0 })
    }

    fn of(&mut self, subject: Subject, index: usize) {
        self.subject = (subject as i64, id(index));
        self.number = 0;
    }

    fn say(
        &mut self,
        property: Property,
        round: Option<usize>,
        value: &Value,
        confidence: Confidence,
        citation: CitationId,
    ) -> rusqlite::Result<()> {
        let (subject, of) = self.subject;
        let round = round.map(id);
        self.insert.execute(params![
            subject,
            of,
            self.number,
            number_of(property),
            round,
            value,
            confidence_number(confidence),
            id(citation.index())
        ])?;
        self.number += 1;
        Ok(())
    }

    fn places(&mut self, property: Property, places: &[CitationId]) -> rusqlite::Result<()> {
        places.iter().try_for_each(|c| self.say(property, None, &Value::Null, Confidence::Table, *c))
    }

    /// Writes every value of every visited property, once for each citation.
    fn all(&mut self, visit: impl FnOnce(&mut Stating<'_, 'c>)) -> rusqlite::Result<()> {
        let mut stating = Stating { facts: self, result: Ok(()) };
        visit(&mut stating);
        stating.result
    }

    fn contest(&mut self, graph: &PoliticalGraph, contest: &Contest) -> rusqlite::Result<()> {
        self.of(Subject::Contest, contest.id.index());
        self.all(|stating| contest.visit(stating))?;
        for dispute in &contest.disputes {
            let value = serde_json::to_string(&(&dispute.about, &dispute.values)).unwrap_or_default();
            self.say(Property::Dispute, None, &Value::Text(value), Confidence::Disputed, dispute.citation)?;
        }
        // Citations that state something about the contest are stored with it; store those that only mention the
        // contest.
        let mut stated = BTreeSet::new();
        contest.places(&mut |id| {
            stated.insert(id);
        });
        for candidacy in graph.candidacies_of(contest.id) {
            stated.extend(candidacy.named.iter().map(|(_, id)| *id));
        }
        let others: Vec<CitationId> = contest.citations.iter().copied().filter(|id| !stated.contains(id)).collect();
        self.places(Property::Mentioned, &others)
    }

    fn candidacy(&mut self, candidacy: &Candidacy, name: &str) -> rusqlite::Result<()> {
        self.of(Subject::Candidacy, candidacy.id.index());
        self.all(|stating| candidacy.visit(stating))?;
        for (number, citation) in &candidacy.numbers {
            self.say(Property::Number, None, &Value::Integer(i64::from(*number)), Confidence::Table, *citation)?;
        }
        self.places(Property::Incumbent, &candidacy.incumbent)?;
        self.places(Property::Stood, &candidacy.stood)?;
        // A citation of any other fact gives the person's own name, unless a different name is stored for it here.
        let mut stated = BTreeSet::new();
        candidacy.places(&mut |id| {
            stated.insert(id);
        });
        for (written, citation) in &candidacy.named {
            let alone = candidacy.named.iter().filter(|(_, c)| c == citation).count() == 1;
            if written != name || !alone || !stated.contains(citation) {
                self.say(Property::Named, None, &Value::Text(written.clone()), Confidence::Table, *citation)?;
            }
        }
        Ok(())
    }

    fn names(&mut self, graph: &PoliticalGraph) -> rusqlite::Result<()> {
        let people = graph.people().iter().map(|p| (Subject::Person, p.id.index(), &p.named));
        let parties = graph.parties().iter().map(|p| (Subject::Party, p.id.index(), &p.named));
        for (subject, index, named) in people.chain(parties) {
            self.of(subject, index);
            for (name, citation) in named {
                self.say(
                    Property::Named,
                    None,
                    &Value::Text(name.clone()),
                    graph.citation(*citation).confidence,
                    *citation,
                )?;
            }
            match subject {
                Subject::Party => self.all(|stating| graph.parties()[index].visit(stating))?,
                _ => self.all(|stating| graph.people()[index].visit(stating))?,
            }
        }
        Ok(())
    }

    fn tenure(&mut self, tenure: &Tenure) -> rusqlite::Result<()> {
        self.of(Subject::Tenure, tenure.id.index());
        self.all(|stating| tenure.visit(stating))?;
        self.places(Property::Held, &tenure.citations)
    }
}

/// Writes the facts of the visited properties, until an error occurs.
struct Stating<'f, 'c> {
    facts: &'f mut Facts<'c>,
    result: rusqlite::Result<()>,
}

impl Visit for Stating<'_, '_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        for sourced in values.all() {
            let value = sql(sourced.value.scalar());
            for citation in &sourced.citations {
                if self.result.is_ok() {
                    self.result = self.facts.say(at.property, at.round, &value, sourced.confidence, *citation);
                }
            }
        }
    }
}

/// The preferred values of a row, in the columns of their properties.
struct WritePreferred<'c> {
    columns: &'c Columns,
    values: Vec<Value>,
}

impl<'c> WritePreferred<'c> {
    fn new(columns: &'c Columns) -> Self {
        Self { columns, values: vec![Value::Null; columns.len()] }
    }

    fn set(&mut self, property: Property, value: Value) {
        if let Some(place) = self.columns.place(property) {
            self.values[place] = value;
        }
    }
}

impl Visit for WritePreferred<'_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        self.set(at.property, optional(values.best()));
    }
}

/// Prepares a statement that inserts rows with these columns, and those of properties.
fn adding_with<'c>(
    connection: &'c Connection,
    table: &str,
    own: &[&str],
    of: &Columns,
) -> rusqlite::Result<Statement<'c>> {
    let properties: Vec<&str> = of.names().collect();
    adding(connection, table, &[own, &properties].concat())
}

/// Prepares a statement that inserts rows with these columns, in this order.
fn adding<'c>(connection: &'c Connection, table: &str, columns: &[&str]) -> rusqlite::Result<Statement<'c>> {
    let places = vec!["?"; columns.len()].join(", ");
    connection.prepare(&format!("INSERT INTO {table} ({}) VALUES ({places})", quoted(columns.iter().copied())))
}

fn contests(connection: &Connection, graph: &PoliticalGraph, facts: &mut Facts<'_>) -> rusqlite::Result<()> {
    let columns = Columns::of_contests(connection)?;
    let own = ["id", "title", "office_id", "party_id", "country", "kind", "documented", "year", "selectorate_detail"];
    let mut contest = adding_with(connection, "contest", &own, &columns)?;
    let of_rounds = Columns::of_rounds(connection)?;
    let mut round =
        adding_with(connection, "round", &["contest_id", "number", "annulled", "option_votes"], &of_rounds)?;
    for c in graph.contests() {
        let mut preferred = WritePreferred::new(&columns);
        c.visit_own(&mut preferred);
        // The day of decision, even if it comes from a round or the title.
        preferred.set(Property::Date, optional(c.date().as_ref()));
        let text = |text: Option<&String>| text.map_or(Value::Null, |text| Value::Text(text.clone()));
        let own = [
            Value::Integer(id(c.id.index())),
            Value::Text(c.title.clone()),
            c.office.map_or(Value::Null, |o| Value::Integer(id(o.index()))),
            c.party.map_or(Value::Null, |p| Value::Integer(id(p.index()))),
            text(c.country.as_ref()),
            Value::Text(c.kind.label().to_string()),
            Value::Integer(i64::from(c.documented)),
            c.year().map_or(Value::Null, |y| Value::Integer(i64::from(y))),
            text(c.selectorate_detail.as_ref()),
        ];
        contest.execute(params_from_iter(own.iter().chain(&preferred.values)))?;
        for r in &c.rounds {
            let mut preferred = WritePreferred::new(&of_rounds);
            r.visit(&mut preferred);
            let own = [
                Value::Integer(id(c.id.index())),
                Value::Integer(id(r.number)),
                Value::Integer(i64::from(r.annulled)),
                optional(r.option_votes().as_ref()),
            ];
            round.execute(params_from_iter(own.iter().chain(&preferred.values)))?;
        }
        facts.contest(graph, c)?;
    }
    Ok(())
}

fn candidacies(connection: &Connection, graph: &PoliticalGraph, facts: &mut Facts<'_>) -> rusqlite::Result<()> {
    let mut candidacy = adding(
        connection,
        "candidacy",
        &["id", "contest_id", "person_id", "party_id", "outcome", "elected", "stood", "incumbent"],
    )?;
    let mut result = adding(connection, "result", &["candidacy_id", "round", "votes", "share"])?;
    for c in graph.candidacies() {
        candidacy.execute(params![
            id(c.id.index()),
            id(c.contest.index()),
            id(c.person.index()),
            c.party.best().map(|p| id(p.index())),
            c.outcome.best().map(|o| o.label()),
            c.is_elected(),
            c.is_standing(),
            graph.is_incumbent(c),
        ])?;
        for (number, r) in c.rounds.iter() {
            result.execute(params![id(c.id.index()), id(number), optional(r.votes.best()), r.shares.best()])?;
        }
        facts.candidacy(c, &graph.person(c.person).name)?;
    }
    Ok(())
}

fn tenures(connection: &Connection, graph: &PoliticalGraph, facts: &mut Facts<'_>) -> rusqlite::Result<()> {
    let mut tenure = adding(
        connection,
        "tenure",
        &["id", "office_id", "person_id", "from", "to", "began", "ended", "contest_id", "party_id", "follows", "notes"],
    )?;
    let mut renewal = adding(connection, "renewal", &["tenure_id", "contest_id"])?;
    for t in graph.tenures() {
        let notes = (!t.notes.is_empty()).then(|| serde_json::to_string(&t.notes).unwrap_or_default());
        tenure.execute(params![
            id(t.id.index()),
            id(t.office.index()),
            id(t.person.index()),
            t.from.best().map(|d| d.to_string()),
            t.to.best().map(|d| d.to_string()),
            t.began.map(|b| b.label()),
            t.ended.map(|e| e.label()),
            t.contest.map(|c| id(c.index())),
            t.party.map(|p| id(p.index())),
            t.follows,
            notes,
        ])?;
        for contest in &t.renewed {
            renewal.execute(params![id(t.id.index()), id(contest.index())])?;
        }
        facts.tenure(t)?;
    }
    Ok(())
}

fn citations(connection: &Connection, content: &Content<'_>) -> rusqlite::Result<()> {
    let mut page_of: HashMap<(&str, &str), i64> = HashMap::new();
    for (i, page) in content.pages.iter().enumerate() {
        page_of.insert((&page.file, &page.title), id(i));
    }
    // A file of several articles is one page, under the title of the first; the other titles get rows of their own.
    let mut part = adding(connection, "page", &PAGE)?;
    let mut next = content.pages.len();
    for citation in content.graph.citations() {
        let titled = (&*citation.file, &*citation.page);
        if let HashEntry::Vacant(vacant) = page_of.entry(titled) {
            let revision = citation.revision.map(|r| r as i64);
            let empty: &[u8] = &[];
            part.execute(params![id(next), titled.0, titled.1, PART, revision, "", empty, hash_of(empty)])?;
            vacant.insert(id(next));
            next += 1;
        }
    }
    let mut insert = adding(connection, "citation", &["id", "page_id", "line", "confidence", "quote", "sources"])?;
    for (i, citation) in content.graph.citations().iter().enumerate() {
        let Citation { confidence, page, line, quote, file, sources, .. } = &**citation;
        let page = page_of.get(&(&**file, &**page)).copied();
        let sources = (!sources.is_empty()).then(|| serde_json::to_string(sources).unwrap_or_default());
        insert.execute(params![id(i), page, id(*line), confidence_number(*confidence), &**quote, sources])?;
    }
    Ok(())
}
