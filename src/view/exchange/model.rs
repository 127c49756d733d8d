//! The whole model as JSON: every value that sources give, the preferred one first, each with its citations. Its JSON Schema is
//! `data/schema/graph.schema.json`.

use super::Options;
use crate::graph::{CitationId, PoliticalGraph, RoundResult, Selection, Sourced, Values};
use crate::identity::Judgement;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{Result, Write};

/// The JSON Schema (draft 2020-12) of what [`json()`] gives.
pub const SCHEMA: &str = include_str!("../../../data/schema/graph.schema.json");

/// How files name the schema.
const SCHEMA_ID: &str = "urn:hustings:schema:graph:1";

/// The citations of what is written, by their places in the list of citations: of a part of the graph only those in use.
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

    fn sourced<T>(&self, values: &Values<T>, say: impl Fn(&T) -> Value) -> Value {
        let one = |s: &Sourced<T>| json!({ "value": say(&s.value), "citations": self.ids(&s.citations), "confidence": s.confidence });
        Value::Array(values.all().iter().map(one).collect())
    }

    fn citations(&self, graph: &PoliticalGraph) -> Value {
        if self.whole {
            return json!(graph.citations());
        }
        self.used.borrow().iter().map(|id| json!(graph.citation(*id))).collect::<Vec<_>>().into()
    }
}

const fn evidence(documented: bool) -> &'static str {
    if documented { "documented" } else { "stated" }
}

pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    serde_json::to_writer_pretty(&mut *out, &json(selection))?;
    out.write_all(b"\n")?;
    Ok(Vec::new())
}

/// The model, or a part of it. Ids are the graph's own, places in its tables; what refers to a row that is not selected keeps its
/// id. Citations are places in `citations`. O(values).
pub fn json(selection: &Selection<'_>) -> Value {
    let graph = selection.graph();
    let places = Places::of(selection);
    let named: BTreeSet<&str> = selection
        .people()
        .flat_map(|p| p.spellings.iter().chain([&p.name]))
        .chain(selection.parties().flat_map(|p| p.also.iter().chain([&p.name])))
        .chain(selection.offices().map(|o| &o.name))
        .chain(selection.contests().map(|c| &c.title))
        .map(String::as_str)
        .collect();
    let judged =
        |j: &&Judgement| selection.is_whole() || named.contains(j.name_a.as_str()) && named.contains(j.name_b.as_str());
    json!({
        "$schema": SCHEMA_ID,
        "format": "hustings-graph",
        "version": 1,
        "selection": if selection.is_whole() { Value::Null } else { selection.words().into() },
        "people": selection.people().map(|p| json!({ "id": p.id, "name": p.name, "spellings": p.spellings })).collect::<Vec<_>>(),
        "offices": selection.offices().map(|o| json!({ "id": o.id, "name": o.name, "party": o.party })).collect::<Vec<_>>(),
        "parties": selection.parties().map(|p| json!({ "id": p.id, "name": p.name, "also": p.also })).collect::<Vec<_>>(),
        "contests": contests(selection, &places),
        "candidacies": candidacies(selection, &places),
        "tenures": tenures(selection, &places),
        "judgements": graph.judgements().iter().filter(judged).collect::<Vec<_>>(),
        "citations": places.citations(graph),
    })
}

/// The contests with their rounds.
fn contests(selection: &Selection<'_>, places: &Places) -> Vec<Value> {
    selection
        .contests()
        .map(|c| {
            let rounds: Vec<Value> = c
                .rounds
                .iter()
                .map(|r| {
                    json!({
                        "number": r.number,
                        "annulled": r.annulled,
                        "dates": places.sourced(&r.dates, |d| json!(d)),
                        "label": places.sourced(&r.label, |l| json!(l)),
                        "electorate": places.sourced(&r.electorate, |q| json!({ "count": q.count, "bound": q.bound })),
                        "cast": places.sourced(&r.cast, |q| json!({ "count": q.count, "bound": q.bound })),
                        "valid": places.sourced(&r.valid, |v| json!(v)),
                        "turnout": places.sourced(&r.turnout, |t| json!(t)),
                        "shares_of": places.sourced(&r.shares_of, |b| json!(b)),
                        "options": places.sourced(&r.options, |o| json!({ "name": o.name, "votes": o.votes, "share": o.share })),
                        "notes": places.sourced(&r.notes, |n| json!(n)),
                    })
                })
                .collect();
            json!({
                "id": c.id, "title": c.title, "office": c.office, "party": c.party, "country": c.country, "kind": c.kind,
                "evidence": evidence(c.documented),
                "date": c.date(),
                "dates": places.sourced(&c.dates, |d| json!(d)),
                "status": places.sourced(&c.status, |s| json!(s)),
                "selectorate": places.sourced(&c.selectorate, |s| json!(s)),
                "selectorate_detail": c.selectorate_detail,
                "electorate": places.sourced(&c.electorate, |q| json!({ "count": q.count, "bound": q.bound })),
                "ballots": places.sourced(&c.ballots, |q| json!({ "count": q.count, "bound": q.bound })),
                "total": places.sourced(&c.total, |t| json!(t)),
                "turnout": places.sourced(&c.turnout, |t| json!(t)),
                "threshold": places.sourced(&c.threshold, |t| json!(t)),
                "previous": places.sourced(&c.previous, |p| json!(p)),
                "next": places.sourced(&c.next, |n| json!(n)),
                "before": places.sourced(&c.before, |p| json!(p)),
                "after": places.sourced(&c.after, |p| json!(p)),
                "notes": places.sourced(&c.notes, |n| json!(n)),
                "disputes": c.disputes.iter().map(|d| json!({
                    "about": d.about,
                    "values": d.values.iter().map(|(v, s)| json!({ "value": v, "sources": s })).collect::<Vec<_>>(),
                    "citation": places.ids(&[d.citation])[0],
                })).collect::<Vec<_>>(),
                "rounds": rounds,
                "candidacies": selection.candidacies_of(c.id).map(|c| c.id).collect::<Vec<_>>(),
                "citations": places.ids(&c.citations),
            })
        })
        .collect()
}

/// The candidacies with their results.
fn candidacies(selection: &Selection<'_>, places: &Places) -> Vec<Value> {
    selection
        .candidacies()
        .map(|c| {
            let result = |(number, r): (usize, &RoundResult)| {
                json!({ "round": number, "votes": places.sourced(&r.votes, |v| json!(v)), "share": places.sourced(&r.shares, |s| json!(s)) })
            };
            json!({
                "id": c.id, "contest": c.contest, "person": c.person,
                "standing": c.is_standing(),
                "outcome": places.sourced(&c.outcome, |o| json!(o)),
                "rounds": c.rounds.iter().map(result).collect::<Vec<_>>(),
                "incumbent": places.ids(&c.incumbent),
                "roles": places.sourced(&c.roles, |r| json!(r)),
                "party": places.sourced(&c.party, |p| json!(p)),
                "stood": places.ids(&c.stood),
            })
        })
        .collect()
}

/// The tenures.
fn tenures(selection: &Selection<'_>, places: &Places) -> Vec<Value> {
    selection
        .tenures()
        .map(|t| {
            json!({
                "id": t.id, "office": t.office, "person": t.person,
                "from": places.sourced(&t.from, |d| json!(d)), "to": places.sourced(&t.to, |d| json!(d)),
                "began": t.began, "ended": t.ended, "contest": t.contest, "renewed": t.renewed, "party": t.party,
                "notes": t.notes, "follows": t.follows, "citations": places.ids(&t.citations),
            })
        })
        .collect()
}
