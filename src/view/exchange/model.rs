//! The whole model as JSON. Every value that sources give is included, the preferred one first, each with its
//! citations. The JSON Schema is `data/schema/graph.schema.json`.

use super::Options;
use crate::graph::properties::{At, Property, Visit};
use crate::graph::property_value::PropertyValue;
use crate::graph::{CitationId, Dispute, PoliticalGraph, Round, RoundResult, Selection, Sourced, Values};
use crate::identity::Judgement;
use crate::view::words::evidence;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{Result, Write};

/// The JSON Schema (draft 2020-12) of the output of [`json()`].
pub const SCHEMA: &str = include_str!("../../../data/schema/graph.schema.json");

/// The identifier of the schema, written to each file as `$schema`.
const SCHEMA_ID: &str = "urn:hustings:schema:graph:1";

/// Numbers the citations that are written. If the whole graph is written, a citation keeps its id; otherwise only the
/// citations in use are written, and they are numbered in the order of first use.
struct Places {
    whole: bool,
    used: RefCell<Vec<CitationId>>,
    at: RefCell<Vec<Option<usize>>>,
}

impl Places {
    fn of(selection: &Selection<'_>) -> Self {
        let count = if selection.is_whole() { 0 } else { selection.graph().citations().len() };
        Self { whole: selection.is_whole(), used: RefCell::default(), at: RefCell::new(vec![None; count]) }
    }

    fn ids(&self, citations: &[CitationId]) -> Value {
        if self.whole {
            return json!(citations);
        }
        let (mut used, mut at) = (self.used.borrow_mut(), self.at.borrow_mut());
        let place = |id: &CitationId| {
            *at[id.index()].get_or_insert_with(|| {
                used.push(*id);
                used.len() - 1
            })
        };
        citations.iter().map(place).collect::<Vec<usize>>().into()
    }

    fn sourced<T: PropertyValue>(&self, values: &Values<T>) -> Value {
        let one = |s: &Sourced<T>| json!({ "value": s.value.json(), "citations": self.ids(&s.citations), "confidence": s.confidence });
        Value::Array(values.all().iter().map(one).collect())
    }

    /// Returns the citations that are written, in the order of their numbers.
    fn citations<'g>(&self, graph: &'g PoliticalGraph) -> impl Iterator<Item = Value> + use<'g> {
        let (all, used) =
            if self.whole { (graph.citations(), Vec::new()) } else { (&[][..], self.used.borrow().clone()) };
        all.iter().map(|c| json!(c)).chain(used.into_iter().map(|id| json!(graph.citation(id))))
    }
}

/// Writes the model with one row per line.
pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let places = Places::of(selection);
    let head = head(selection);
    out.write_all(b"{")?;
    for (i, (key, value)) in head.iter().enumerate() {
        write!(out, "{}\n{}: {value}", if i == 0 { "" } else { "," }, json!(key))?;
    }
    // The citations are the last list. By then it is known which are in use.
    for (key, rows) in lists(selection, &places) {
        write!(out, ",\n{}: [", json!(key))?;
        for (i, row) in rows.enumerate() {
            write!(out, "{}\n{row}", if i == 0 { "" } else { "," })?;
        }
        out.write_all(b"\n]")?;
    }
    out.write_all(b"\n}\n")?;
    Ok(Vec::new())
}

/// Returns the members that precede the lists of rows.
fn head(selection: &Selection<'_>) -> [(&'static str, Value); 4] {
    [
        ("$schema", SCHEMA_ID.into()),
        ("format", "hustings-graph".into()),
        ("version", 1.into()),
        ("selection", if selection.is_whole() { Value::Null } else { selection.words().into() }),
    ]
}

/// The rows of a list, created on demand.
type Rows<'a> = Box<dyn Iterator<Item = Value> + 'a>;

/// Returns the lists of rows, in the order in which they are written.
fn lists<'a>(selection: &'a Selection<'a>, places: &'a Places) -> Vec<(&'static str, Rows<'a>)> {
    let graph = selection.graph();
    let names = || {
        let people = selection.people().flat_map(|p| p.spellings.iter().chain([&p.name]));
        let parties = selection.parties().flat_map(|p| p.also.iter().chain([&p.name]));
        let others = selection.offices().map(|o| &o.name).chain(selection.contests().map(|c| &c.title));
        people.chain(parties).chain(others).map(String::as_str).collect::<BTreeSet<&str>>()
    };
    let named = if selection.is_whole() { BTreeSet::new() } else { names() };
    let judged = move |j: &&Judgement| {
        selection.is_whole() || named.contains(j.name_a.as_str()) && named.contains(j.name_b.as_str())
    };
    let person = move |p: &crate::graph::Person| {
        let more = [
            ("id", json!(p.id)),
            ("name", json!(p.name)),
            ("spellings", json!(p.spellings)),
            ("stable_id", json!(p.stable_id)),
        ];
        with(places.keyed(|v| p.visit(v)), more)
    };
    let office = |o: &crate::graph::Office| json!({ "id": o.id, "name": o.name, "party": o.party });
    let party = |p: &crate::graph::Party| json!({ "id": p.id, "name": p.name, "also": p.also });
    vec![
        ("people", Box::new(selection.people().map(person)) as Rows<'a>),
        ("offices", Box::new(selection.offices().map(office))),
        ("parties", Box::new(selection.parties().map(party))),
        ("contests", Box::new(contests(selection, places))),
        ("candidacies", Box::new(candidacies(selection, places))),
        ("tenures", Box::new(tenures(selection, places))),
        ("groups", Box::new(selection.groups().map(|g| json!({ "id": g.id, "name": g.name })))),
        ("ties", Box::new(ties(selection, places))),
        ("judgements", Box::new(graph.judgements().iter().filter(judged).map(|j| json!(j)))),
        ("citations", Box::new(std::iter::once_with(|| places.citations(graph)).flatten())),
    ]
}

/// Returns the selected part of the model as JSON. Ids are row numbers in the graph's tables; a reference to a row that
/// is not selected keeps its id. Citations are indices into `citations`. O(values).
pub fn json(selection: &Selection<'_>) -> Value {
    let places = Places::of(selection);
    let lists =
        lists(selection, &places).into_iter().map(|(key, rows)| (key.to_string(), Value::Array(rows.collect())));
    let head = head(selection).into_iter().map(|(key, value)| (key.to_string(), value));
    Value::Object(head.chain(lists).collect())
}

/// A visitor that collects properties by key, each with all its values.
struct Keyed<'p> {
    places: &'p Places,
    wanted: fn(Property) -> bool,
    object: Map<String, Value>,
}

impl Visit for Keyed<'_> {
    fn values<T: PropertyValue>(&mut self, at: At, values: &Values<T>) {
        if (self.wanted)(at.property) {
            self.object.insert(at.key.to_string(), self.places.sourced(values));
        }
    }
}

impl Places {
    /// Returns an object of all the properties that `visit` shows.
    fn keyed(&self, visit: impl FnOnce(&mut Keyed<'_>)) -> Map<String, Value> {
        self.keyed_only(|_| true, visit)
    }

    fn keyed_only(&self, wanted: fn(Property) -> bool, visit: impl FnOnce(&mut Keyed<'_>)) -> Map<String, Value> {
        let mut keyed = Keyed { places: self, wanted, object: Map::new() };
        visit(&mut keyed);
        keyed.object
    }
}

/// Returns the object with more members added.
fn with<const N: usize>(mut object: Map<String, Value>, more: [(&str, Value); N]) -> Value {
    object.extend(more.map(|(key, value)| (key.to_string(), value)));
    Value::Object(object)
}

/// Returns the contests with their rounds.
fn contests<'a>(selection: &'a Selection<'a>, places: &'a Places) -> impl Iterator<Item = Value> + 'a {
    let value = |(value, sources): &(String, Vec<String>)| json!({ "value": value, "sources": sources });
    let dispute = move |d: &Dispute| {
        let values: Vec<Value> = d.values.iter().map(value).collect();
        json!({ "about": d.about, "values": values, "citation": places.ids(&[d.citation])[0] })
    };
    let round =
        |r: &Round| with(places.keyed(|v| r.visit(v)), [("number", json!(r.number)), ("annulled", json!(r.annulled))]);
    selection.contests().map(move |c| {
        let rounds: Vec<Value> = c.rounds.iter().map(round).collect();
        let properties = places.keyed(|v| c.visit_own(v));
        let more = [
            ("id", json!(c.id)),
            ("title", json!(c.title)),
            ("office", json!(c.office)),
            ("party", json!(c.party)),
            ("country", json!(c.country)),
            ("kind", json!(c.kind)),
            ("evidence", json!(evidence(c.documented))),
            ("date", json!(c.date())),
            ("selectorate_detail", json!(c.selectorate_detail)),
            ("disputes", c.disputes.iter().map(dispute).collect()),
            ("rounds", Value::Array(rounds)),
            ("candidacies", selection.candidacies_of(c.id).map(|c| json!(c.id)).collect()),
            ("citations", places.ids(&c.citations)),
        ];
        with(properties, more)
    })
}

/// Returns the candidacies with their results.
fn candidacies<'a>(selection: &'a Selection<'a>, places: &'a Places) -> impl Iterator<Item = Value> + 'a {
    let result =
        |(number, r): (usize, &RoundResult)| with(places.keyed(|v| r.visit(number, v)), [("round", json!(number))]);
    selection.candidacies().map(move |c| {
        // Citations are numbered in the order of first use: the outcome, the results, then the other properties.
        let mut properties = places.keyed_only(|p| p == Property::Outcome, |v| c.visit(v));
        let rounds: Vec<Value> = c.rounds.iter().map(result).collect();
        let incumbent = places.ids(&c.incumbent);
        let is_own = |p| !matches!(p, Property::Outcome | Property::Votes | Property::Share);
        properties.append(&mut places.keyed_only(is_own, |v| c.visit(v)));
        let more = [
            ("id", json!(c.id)),
            ("contest", json!(c.contest)),
            ("person", json!(c.person)),
            ("standing", json!(c.is_standing())),
            ("rounds", Value::Array(rounds)),
            ("incumbent", incumbent),
            ("stood", places.ids(&c.stood)),
        ];
        with(properties, more)
    })
}

/// Returns the ties.
fn ties<'a>(selection: &'a Selection<'a>, places: &'a Places) -> impl Iterator<Item = Value> + 'a {
    selection.ties().map(|t| {
        json!({
            "id": t.id,
            "kind": t.kind,
            "from": t.from,
            "to": t.to,
            "role": t.role,
            "office": t.office,
            "contest": t.contest,
            "start": t.start,
            "end": t.end,
            "stance": t.stance,
            "phase": t.phase,
            "citations": places.ids(&t.citations),
        })
    })
}

/// Returns the tenures.
fn tenures<'a>(selection: &'a Selection<'a>, places: &'a Places) -> impl Iterator<Item = Value> + 'a {
    selection.tenures().map(|t| {
        let properties = places.keyed(|v| t.visit(v));
        let more = [
            ("id", json!(t.id)),
            ("office", json!(t.office)),
            ("person", json!(t.person)),
            ("began", json!(t.began)),
            ("ended", json!(t.ended)),
            ("contest", json!(t.contest)),
            ("renewed", json!(t.renewed)),
            ("party", json!(t.party)),
            ("notes", json!(t.notes)),
            ("follows", json!(t.follows)),
            ("citations", places.ids(&t.citations)),
        ];
        with(properties, more)
    })
}
