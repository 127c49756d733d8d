//! A graph to rows, in a file beside the one it will replace.

use super::pages::{Entry, hash_of};
use super::property::{Property, Stored, Subject, confidence_number, optional};
use super::seal::seal;
use super::{FileError, columns, schema};
use crate::facts::{Citation, Confidence};
use crate::graph::{Candidacy, CitationId, Contest, PoliticalGraph, Tenure, Values};
use crate::wikitext::fold_title;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// A diagnostic as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// How grave, in a word.
    pub severity: String,
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// What it is about.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// The values.
    pub values: Vec<String>,
    /// The line's text.
    pub quote: String,
}

/// All that goes into a graph file.
pub struct Content<'a> {
    /// The graph.
    pub graph: &'a PoliticalGraph,
    /// The pages, in the order of their keys.
    pub pages: Vec<&'a Entry>,
    /// Redirects: where each title leads, and the file that says so.
    pub redirects: &'a BTreeMap<String, (String, Arc<str>)>,
    /// What the checks found.
    pub findings: &'a [Finding],
    /// The overrides, as given.
    pub people: &'a str,
    /// How many facts there are, and how many values no rule reads.
    pub counts: (usize, usize),
}

/// Writes a graph file to a path where there is no file, or an empty one. O(rows); about a million a second.
///
/// The file is whole when this returns, and not before: whoever wants a reader to find the old graph or the new one writes beside the
/// place and renames, as the program does.
///
/// # Errors
/// What SQLite or the system refuses, such as a full disk.
pub fn create(path: &Path, content: &Content<'_>) -> Result<(), FileError> {
    let name = || path.display().to_string();
    let failed = |cause| FileError::Sqlite { doing: "write", path: name(), cause };
    let mut connection = Connection::open(path).map_err(failed)?;
    // Nobody reads the file before it is finished: no journal, no waiting for the disk.
    for (pragma, value) in [("journal_mode", "OFF"), ("synchronous", "OFF"), ("locking_mode", "EXCLUSIVE")] {
        connection.pragma_update_and_check(None, pragma, value, |_| Ok(())).ok();
    }
    connection.pragma_update(None, "cache_size", -64_000).map_err(failed)?;
    // Rows refer to rows that come after them; a test looks at all references of finished files.
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

/// How an id stands in a column: the rows of a table count from 0, as they do in the library.
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
    drop(facts);
    citations(connection, content)?;
    columns::write(connection, graph)?;
    let mut insert = connection.prepare("INSERT INTO judgement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (i, j) in graph.judgements().iter().enumerate() {
        let (verdict, evidence, subject) =
            (j.verdict.to_string(), crate::identity::Evidence::list(&j.evidence), j.subject.label());
        insert.execute(params![id(i), j.name_a, j.name_b, j.series, verdict, j.score, evidence, j.reason, subject])?;
    }
    let mut insert = connection.prepare("INSERT INTO diagnostic VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (i, f) in content.findings.iter().enumerate() {
        let values = serde_json::to_string(&f.values).unwrap_or_default();
        let line = id(f.line);
        insert.execute(params![id(i), f.rule, f.severity, f.file, line, f.subject, f.message, values, f.quote])?;
    }
    Ok(())
}

fn words(connection: &Connection, content: &Content<'_>) -> rusqlite::Result<()> {
    let mut meta = connection.prepare("INSERT INTO meta VALUES (?1, ?2)")?;
    meta.execute(["hustings", env!("CARGO_PKG_VERSION")])?;
    meta.execute(["extraction", super::pages::EXTRACTION])?;
    meta.execute(["people", content.people])?;
    meta.execute(["facts", &content.counts.0.to_string()])?;
    meta.execute(["unread", &content.counts.1.to_string()])?;
    let mut insert = connection.prepare("INSERT INTO subject VALUES (?1, ?2)")?;
    for (subject, label) in Subject::ALL {
        insert.execute(params![subject as i64, label])?;
    }
    let mut insert = connection.prepare("INSERT INTO property VALUES (?1, ?2)")?;
    for (property, label) in Property::ALL {
        insert.execute(params![property.number(), label])?;
    }
    let mut insert = connection.prepare("INSERT INTO confidence VALUES (?1, ?2)")?;
    for confidence in Confidence::ALL {
        insert.execute(params![confidence_number(confidence), confidence.label()])?;
    }
    Ok(())
}

fn pages(connection: &Connection, content: &Content<'_>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO page VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for (i, page) in content.pages.iter().enumerate() {
        let revision = page.revision.map(|r| r as i64);
        let checksum = hash_of(&page.body);
        insert.execute(params![id(i), &*page.file, page.title, page.kind, revision, page.hash, page.body, checksum])?;
    }
    let mut insert = connection.prepare("INSERT INTO redirect VALUES (?1, ?2, ?3)")?;
    for (title, (target, file)) in content.redirects {
        insert.execute(params![title, target, &**file])?;
    }
    Ok(())
}

fn names(connection: &Connection, graph: &PoliticalGraph) -> rusqlite::Result<()> {
    let mut number = 0_i64;
    let mut insert = connection.prepare("INSERT INTO name VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut name = |text: &str, person: Option<i64>, office: Option<i64>, party: Option<i64>, contest: Option<i64>| {
        number += 1;
        insert.execute(params![number, text, fold_title(text), person, office, party, contest])
    };
    let mut party = connection.prepare("INSERT INTO party VALUES (?1, ?2, ?3)")?;
    for p in graph.parties() {
        party.execute(params![id(p.id.index()), p.name, p.colour.best()])?;
        name(&p.name, None, None, Some(id(p.id.index())), None)?;
        for also in &p.also {
            name(also, None, None, Some(id(p.id.index())), None)?;
        }
    }
    let mut office = connection.prepare("INSERT INTO office VALUES (?1, ?2, ?3)")?;
    for o in graph.offices() {
        office.execute(params![id(o.id.index()), o.name, o.party.map(|p| id(p.index()))])?;
        name(&o.name, None, Some(id(o.id.index())), None, None)?;
    }
    let mut person = connection.prepare("INSERT INTO person VALUES (?1, ?2)")?;
    for p in graph.people() {
        person.execute(params![id(p.id.index()), p.name])?;
        for spelling in &p.spellings {
            name(spelling, Some(id(p.id.index())), None, None, None)?;
        }
    }
    for c in graph.contests() {
        name(&c.title, None, None, None, Some(id(c.id.index())))?;
    }
    Ok(())
}

/// Writes facts, numbering those of each subject.
struct Facts<'c> {
    insert: rusqlite::Statement<'c>,
    subject: (i64, i64),
    number: i64,
}

impl<'c> Facts<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        let insert = connection.prepare("INSERT INTO fact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
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
            property.number(),
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

    fn all<T>(
        &mut self,
        property: Property,
        round: Option<usize>,
        values: &Values<T>,
        write: impl Fn(&T) -> Value,
    ) -> rusqlite::Result<()> {
        for sourced in values.all() {
            let value = write(&sourced.value);
            for citation in &sourced.citations {
                self.say(property, round, &value, sourced.confidence, *citation)?;
            }
        }
        Ok(())
    }

    fn contest(&mut self, graph: &PoliticalGraph, contest: &Contest) -> rusqlite::Result<()> {
        self.of(Subject::Contest, contest.id.index());
        self.all(Property::Date, None, &contest.dates, Stored::write)?;
        self.all(Property::Selectorate, None, &contest.selectorate, Stored::write)?;
        self.all(Property::Electorate, None, &contest.electorate, Stored::write)?;
        self.all(Property::Ballots, None, &contest.ballots, Stored::write)?;
        self.all(Property::Total, None, &contest.total, Stored::write)?;
        self.all(Property::Turnout, None, &contest.turnout, Stored::write)?;
        self.all(Property::Threshold, None, &contest.threshold, Stored::write)?;
        self.all(Property::Status, None, &contest.status, Stored::write)?;
        self.all(Property::Previous, None, &contest.previous, |c| Value::Integer(id(c.index())))?;
        self.all(Property::Next, None, &contest.next, |c| Value::Integer(id(c.index())))?;
        let holder = |p: &Option<_>| p.map_or(Value::Null, |p: crate::graph::PersonId| Value::Integer(id(p.index())));
        self.all(Property::Before, None, &contest.before, holder)?;
        self.all(Property::After, None, &contest.after, holder)?;
        self.all(Property::Note, None, &contest.notes, Stored::write)?;
        for dispute in &contest.disputes {
            let value = serde_json::to_string(&(&dispute.about, &dispute.values)).unwrap_or_default();
            self.say(Property::Dispute, None, &Value::Text(value), Confidence::Disputed, dispute.citation)?;
        }
        for round in &contest.rounds {
            let n = Some(round.number);
            self.all(Property::Date, n, &round.dates, Stored::write)?;
            self.all(Property::Label, n, &round.label, Stored::write)?;
            self.all(Property::Selectorate, n, &round.selectorate, Stored::write)?;
            self.all(Property::Electorate, n, &round.electorate, Stored::write)?;
            self.all(Property::Ballots, n, &round.cast, Stored::write)?;
            self.all(Property::Valid, n, &round.valid, Stored::write)?;
            self.all(Property::Turnout, n, &round.turnout, Stored::write)?;
            self.all(Property::SharesOf, n, &round.shares_of, Stored::write)?;
            self.all(Property::Option, n, &round.options, |o| {
                Value::Text(serde_json::to_string(&(&o.name, o.votes, o.share)).unwrap_or_default())
            })?;
            self.all(Property::Note, n, &round.notes, Stored::write)?;
        }
        // Places that state anything of the contest mention it; the others are kept.
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
        for (number, result) in candidacy.rounds.iter() {
            self.all(Property::Votes, Some(number), &result.votes, Stored::write)?;
            self.all(Property::Share, Some(number), &result.shares, Stored::write)?;
        }
        self.all(Property::Outcome, None, &candidacy.outcome, Stored::write)?;
        self.all(Property::Role, None, &candidacy.roles, Stored::write)?;
        self.all(Property::Party, None, &candidacy.party, |p| Value::Integer(id(p.index())))?;
        for (number, citation) in &candidacy.numbers {
            self.say(Property::Number, None, &Value::Integer(i64::from(*number)), Confidence::Table, *citation)?;
        }
        self.places(Property::Incumbent, &candidacy.incumbent)?;
        self.places(Property::Stood, &candidacy.stood)?;
        // A place that states anything else names the person as the person is called, unless it stands here.
        let mut stated = BTreeSet::new();
        candidacy.places(&mut |id| {
            stated.insert(id);
        });
        for (written, citation) in &candidacy.named {
            let alone = candidacy.named.iter().filter(|(_, c)| c == citation).count() == 1;
            if written != name || !alone || !stated.contains(citation) {
                self.say(Property::Named, None, &written.write(), Confidence::Table, *citation)?;
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
                self.say(Property::Named, None, &name.write(), graph.citation(*citation).confidence, *citation)?;
            }
            let colour = (subject == Subject::Party).then(|| &graph.parties()[index].colour);
            colour.map_or(Ok(()), |c| self.all(Property::Colour, None, c, Stored::write))?;
        }
        Ok(())
    }

    fn tenure(&mut self, tenure: &Tenure) -> rusqlite::Result<()> {
        self.of(Subject::Tenure, tenure.id.index());
        self.all(Property::From, None, &tenure.from, Stored::write)?;
        self.all(Property::To, None, &tenure.to, Stored::write)?;
        self.places(Property::Held, &tenure.citations)
    }
}

fn contests(connection: &Connection, graph: &PoliticalGraph, facts: &mut Facts<'_>) -> rusqlite::Result<()> {
    let mut contest = connection.prepare(
        "INSERT INTO contest VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    )?;
    let mut round =
        connection.prepare("INSERT INTO round VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
    for c in graph.contests() {
        let count = |q: Option<&crate::wikitext::Quantity>| q.map(|q| q.count as i64);
        let holder = |v: &Values<Option<crate::graph::PersonId>>| v.best().and_then(|p| p.map(|p| id(p.index())));
        contest.execute(params![
            id(c.id.index()),
            c.title,
            c.office.map(|o| id(o.index())),
            c.party.map(|p| id(p.index())),
            c.country,
            c.kind.label(),
            c.status.best().map(|s| s.label()),
            c.documented,
            c.date().map(|d| d.to_string()),
            c.year(),
            c.selectorate.best().map(|s| s.label()),
            c.selectorate_detail,
            count(c.electorate.best()),
            count(c.ballots.best()),
            c.turnout.best(),
            c.threshold.best(),
            c.previous.best().map(|p| id(p.index())),
            c.next.best().map(|p| id(p.index())),
            holder(&c.before),
            holder(&c.after),
            c.total.best().map(|t| *t as i64),
        ])?;
        for r in &c.rounds {
            round.execute(params![
                id(c.id.index()),
                id(r.number),
                r.dates.best().map(|d| d.to_string()),
                r.label.best(),
                r.annulled,
                count(r.electorate.best()),
                count(r.cast.best()),
                r.valid.best().map(|v| *v as i64),
                r.turnout.best(),
                r.shares_of.best().map(|s| s.label()),
                r.selectorate.best().map(|s| s.label()),
                r.option_votes().map(|v| v as i64),
            ])?;
        }
        facts.contest(graph, c)?;
    }
    Ok(())
}

fn candidacies(connection: &Connection, graph: &PoliticalGraph, facts: &mut Facts<'_>) -> rusqlite::Result<()> {
    let mut candidacy = connection.prepare("INSERT INTO candidacy VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let mut result = connection.prepare("INSERT INTO result VALUES (?1, ?2, ?3, ?4)")?;
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
    let mut tenure = connection.prepare("INSERT INTO tenure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
    let mut renewal = connection.prepare("INSERT INTO renewal VALUES (?1, ?2)")?;
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
    let mut insert = connection.prepare("INSERT INTO citation VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (i, citation) in content.graph.citations().iter().enumerate() {
        let Citation { confidence, page, line, quote, file, sources, .. } = &**citation;
        let page = page_of.get(&(&**file, &**page)).copied();
        let sources = (!sources.is_empty()).then(|| serde_json::to_string(sources).unwrap_or_default());
        insert.execute(params![id(i), page, id(*line), confidence_number(*confidence), &**quote, sources])?;
    }
    Ok(())
}
