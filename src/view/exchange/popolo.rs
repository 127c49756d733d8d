//! Popolo JSON: people, organizations, posts, memberships and events as the Popolo project specifies them, and `candidacies`, which
//! it lacks; that extension is described in `data/README.md`.

use super::Options;
use super::names::Names;
use crate::facts::{Began, Ended};
use crate::graph::{CitationId, PoliticalGraph, Selection};
use crate::wikitext::Date;
use serde_json::{Map, Value, json};
use std::io::{Result, Write};

pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    serde_json::to_writer_pretty(&mut *out, &popolo(selection))?;
    out.write_all(b"\n")?;
    Ok(Vec::new())
}

/// An object without the members that are null or empty.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let kept = members.into_iter().filter(|(_, v)| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty()));
    Value::Object(kept.map(|(k, v)| (k.to_string(), v)).collect::<Map<String, Value>>())
}

/// What is written, and the identifiers in it.
struct Popolo<'a> {
    selection: &'a Selection<'a>,
    names: Names,
}

/// The names beside the first.
fn others(name: &str, all: &[String]) -> Value {
    all.iter().filter(|n| *n != name).map(|n| json!({ "name": n })).collect::<Vec<_>>().into()
}

impl Popolo<'_> {
    fn graph(&self) -> &PoliticalGraph {
        self.selection.graph()
    }

    fn person(&self, at: usize) -> String {
        format!("person/{}", self.names.person(at))
    }

    fn party(&self, at: usize) -> String {
        format!("party/{}", self.names.party(at))
    }

    fn post(&self, at: usize) -> String {
        format!("post/{}", self.names.office(at))
    }

    fn event(&self, at: usize) -> String {
        format!("election/{}", self.names.contest(at))
    }

    /// Addresses of sources, and the first places that name them.
    fn sources(&self, ids: &[CitationId]) -> Value {
        let mut all: Vec<String> = Vec::new();
        for citation in ids.iter().map(|id| self.graph().citation(*id)) {
            all.extend(citation.sources.iter().filter(|s| s.starts_with("http")).cloned());
        }
        all.sort();
        all.dedup();
        let notes = ids.iter().map(|id| self.graph().citation(*id).to_string()).take(3);
        let urls = all.into_iter().map(|url| json!({ "url": url }));
        urls.chain(notes.map(|note| json!({ "note": note }))).collect::<Vec<_>>().into()
    }

    fn people(&self) -> Vec<Value> {
        self.selection
            .people()
            .map(|p| {
                object([
                    ("id", self.person(p.id.index()).into()),
                    ("name", p.name.clone().into()),
                    ("other_names", others(&p.name, &p.spellings)),
                ])
            })
            .collect()
    }

    fn organizations(&self) -> Vec<Value> {
        self.selection
            .parties()
            .map(|p| {
                object([
                    ("id", self.party(p.id.index()).into()),
                    ("name", p.name.clone().into()),
                    ("classification", "party".into()),
                    ("other_names", others(&p.name, &p.also)),
                ])
            })
            .collect()
    }

    fn posts(&self) -> Vec<Value> {
        self.selection
            .offices()
            .map(|o| {
                object([
                    ("id", self.post(o.id.index()).into()),
                    ("label", o.name.clone().into()),
                    (
                        "organization_id",
                        o.party.filter(|p| self.selection.has_party(*p)).map(|p| self.party(p.index())).into(),
                    ),
                ])
            })
            .collect()
    }

    fn memberships(&self) -> Vec<Value> {
        self.selection
            .tenures()
            .map(|t| {
                let (from, to) = (t.from.best().copied(), t.to.best().copied());
                object([
                    ("id", format!("membership/{}", t.id.index()).into()),
                    ("person_id", self.person(t.person.index()).into()),
                    ("post_id", self.post(t.office.index()).into()),
                    (
                        "organization_id",
                        self.graph()
                            .office(t.office)
                            .party
                            .filter(|p| self.selection.has_party(*p))
                            .map(|p| self.party(p.index()))
                            .into(),
                    ),
                    ("role", self.graph().office(t.office).name.clone().into()),
                    (
                        "on_behalf_of_id",
                        t.party.filter(|p| self.selection.has_party(*p)).map(|p| self.party(p.index())).into(),
                    ),
                    ("start_date", iso(from)),
                    ("end_date", iso(to)),
                    ("start_date_edtf", edtf(from)),
                    ("end_date_edtf", edtf(to)),
                    ("began", t.began.map(Began::label).into()),
                    ("ended", t.ended.map(Ended::label).into()),
                    (
                        "election_id",
                        t.contest.filter(|c| self.selection.has_contest(*c)).map(|c| self.event(c.index())).into(),
                    ),
                    ("sources", self.sources(&t.citations)),
                ])
            })
            .collect()
    }

    fn events(&self) -> Vec<Value> {
        self.selection
            .contests()
            .map(|c| {
                object([
                    ("id", self.event(c.id.index()).into()),
                    ("name", c.title.clone().into()),
                    ("classification", "election".into()),
                    ("kind", c.kind.label().into()),
                    ("start_date", iso(c.date())),
                    ("end_date", iso(c.date())),
                    ("start_date_edtf", edtf(c.date())),
                    (
                        "organization_id",
                        c.party.filter(|p| self.selection.has_party(*p)).map(|p| self.party(p.index())).into(),
                    ),
                    ("post_id", c.office.map(|o| self.post(o.index())).into()),
                    ("evidence", if c.documented { "documented" } else { "stated" }.into()),
                    ("status", c.status.best().map(|s| s.label()).into()),
                    ("selectorate", c.selectorate.best().map(|s| s.label()).into()),
                    ("electorate", c.electorate.best().map(|q| q.count).into()),
                    ("ballots", c.ballots.best().map(|q| q.count).into()),
                    ("turnout", c.turnout.best().copied().into()),
                    ("sources", self.sources(&c.citations)),
                ])
            })
            .collect()
    }

    fn candidacies(&self) -> Vec<Value> {
        self.selection
            .candidacies()
            .map(|c| {
                let results: Vec<Value> = c
                    .rounds
                    .iter()
                    .map(|(round, r)| {
                        object([
                            ("round", round.into()),
                            ("votes", r.votes.best().copied().into()),
                            ("share", r.shares.best().copied().into()),
                        ])
                    })
                    .collect();
                object([
                    ("id", format!("candidacy/{}", c.id.index()).into()),
                    ("person_id", self.person(c.person.index()).into()),
                    ("election_id", self.event(c.contest.index()).into()),
                    ("post_id", self.graph().contest(c.contest).office.map(|o| self.post(o.index())).into()),
                    (
                        "on_behalf_of_id",
                        c.party.best().filter(|p| self.selection.has_party(**p)).map(|p| self.party(p.index())).into(),
                    ),
                    ("stood", c.is_standing().into()),
                    ("elected", c.is_elected().into()),
                    ("outcome", c.outcome.best().map(|o| o.label()).into()),
                    ("incumbent", self.graph().is_incumbent(c).into()),
                    ("results", results.into()),
                    ("sources", self.sources(&c.stood)),
                ])
            })
            .collect()
    }
}

fn popolo(selection: &Selection<'_>) -> Value {
    let all = Popolo { selection, names: Names::of(selection) };
    object([
        ("generator", "Hustings".into()),
        ("selection", if selection.is_whole() { "everything" } else { selection.words() }.into()),
        ("persons", Value::Array(all.people())),
        ("organizations", Value::Array(all.organizations())),
        ("posts", Value::Array(all.posts())),
        ("memberships", Value::Array(all.memberships())),
        ("events", Value::Array(all.events())),
        ("candidacies", Value::Array(all.candidacies())),
    ])
}

/// A date as Popolo takes it: a day, a month or a year; null for a range or a bound.
fn iso(date: Option<Date>) -> Value {
    date.filter(|d| d.precision().is_some() && !d.is_circa()).map(|d| d.to_string()).into()
}

/// A date that Popolo has no form for, in EDTF.
fn edtf(date: Option<Date>) -> Value {
    date.filter(|d| d.precision().is_none() || d.is_circa()).map(|d| d.to_string()).into()
}
