//! Popolo JSON: people, organizations, posts, memberships and events as the Popolo project specifies them. Popolo has
//! no `candidacies` and no `relationships`; those extensions are described in `docs/formats.md`.

use super::Options;
use super::names::Names;
use crate::facts::{Began, Ended, Kind, Phase, Stance, TieKind, tagged};
use crate::graph::{CitationId, ContestId, Node, Person, PoliticalGraph, Selection};
use crate::view::words::evidence;
use crate::wikitext::number::Bound;
use crate::wikitext::{Date, Quantity};
use serde_json::{Map, Value, json};
use std::io::{Result, Write};

/// Returns the rows of one list.
type List<'a> = fn(&Popolo<'a>) -> Vec<Value>;

/// Writes the lists one after another, with one row per line.
pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let all = Popolo { selection, names: Names::of(selection) };
    let selected = json!(if selection.is_whole() { "everything" } else { selection.words() });
    write!(out, "{{\n\"generator\": \"Hustings\",\n\"selection\": {selected}")?;
    let lists: [(&str, List<'_>); 7] = [
        ("persons", Popolo::people),
        ("organizations", Popolo::organizations),
        ("posts", Popolo::posts),
        ("memberships", Popolo::memberships),
        ("events", Popolo::events),
        ("candidacies", Popolo::candidacies),
        ("relationships", Popolo::relationships),
    ];
    for (key, rows) in lists {
        write!(out, ",\n\"{key}\": [")?;
        for (i, row) in rows(&all).into_iter().enumerate() {
            write!(out, "{}\n{row}", if i == 0 { "" } else { "," })?;
        }
        out.write_all(b"\n]")?;
    }
    out.write_all(b"\n}\n")?;
    Ok(Vec::new())
}

/// Returns an object without the members that are null or empty arrays.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let kept = members.into_iter().filter(|(_, v)| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty()));
    Value::Object(kept.map(|(k, v)| (k.to_string(), v)).collect::<Map<String, Value>>())
}

/// The selection that is written, and the identifiers of its rows.
struct Popolo<'a> {
    selection: &'a Selection<'a>,
    names: Names,
}

/// Returns all names except the main one.
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

    fn is_voided(&self, contest: ContestId, round: usize) -> bool {
        self.graph().contest(contest).round(round).is_some_and(|r| r.annulled)
    }

    /// Returns the web addresses that the citations name as their sources.
    fn sources(&self, ids: &[CitationId]) -> Value {
        let mut all: Vec<String> = Vec::new();
        for citation in ids.iter().map(|id| self.graph().citation(*id)) {
            all.extend(citation.sources.iter().filter(|s| s.starts_with("http")).cloned());
        }
        all.sort();
        all.dedup();
        all.into_iter().map(|url| json!({ "url": url })).collect::<Vec<_>>().into()
    }

    /// Returns the first three citations as text. Unlike `sources`, they need no web address.
    fn places(&self, ids: &[CitationId]) -> Value {
        ids.iter().map(|id| self.graph().citation(*id).to_string()).take(3).collect::<Vec<_>>().into()
    }

    fn people(&self) -> Vec<Value> {
        self.selection
            .people()
            .map(|p| {
                object([
                    ("id", self.person(p.id.index()).into()),
                    ("name", p.name.clone().into()),
                    ("other_names", others(&p.name, &p.spellings)),
                    ("identifiers", identifiers(p)),
                    ("birth_date", iso(p.born.best().copied())),
                    ("death_date", iso(p.died.best().copied())),
                ])
            })
            .collect()
    }

    fn organizations(&self) -> Vec<Value> {
        let groups = self.selection.groups().map(|g| {
            object([
                ("id", self.group(g.id.index()).into()),
                ("name", g.name.clone().into()),
                ("classification", "group".into()),
            ])
        });
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
            .chain(groups)
            .collect()
    }

    fn group(&self, at: usize) -> String {
        format!("group/{}", self.names.group(at))
    }

    /// Returns the end of a tie: its key and its id.
    fn end(&self, node: Node) -> Option<(&'static str, String)> {
        match node {
            Node::Person(id) => Some(("person_id", self.person(id.index()))),
            Node::Party(id) => Some(("organization_id", self.party(id.index()))),
            Node::Group(id) => Some(("organization_id", self.group(id.index()))),
            Node::Contest(_) | Node::Office(_) => None,
        }
    }

    /// Returns the members of groups and parties.
    fn members(&self) -> Vec<Value> {
        let members = self.selection.ties().filter(|tie| tie.kind == TieKind::MemberOf);
        members
            .filter_map(|tie| {
                let (("person_id", person), ("organization_id", organization)) =
                    (self.end(tie.from)?, self.end(tie.to)?)
                else {
                    return None;
                };
                Some(object([
                    ("id", format!("membership/tie-{}", tie.id.index()).into()),
                    ("person_id", person.into()),
                    ("organization_id", organization.into()),
                    ("role", tie.role.clone().into()),
                    ("start_date", iso(tie.start)),
                    ("end_date", iso(tie.end)),
                    ("start_date_edtf", edtf(tie.start)),
                    ("end_date_edtf", edtf(tie.end)),
                    ("sources", self.sources(&tie.citations)),
                    ("stated_at", self.places(&tie.citations)),
                ]))
            })
            .collect()
    }

    /// Returns all other ties.
    fn relationships(&self) -> Vec<Value> {
        let others = self.selection.ties().filter(|tie| tie.kind != TieKind::MemberOf);
        others
            .filter_map(|tie| {
                let [from, to] = [self.end(tie.from)?, self.end(tie.to)?];
                Some(object([
                    ("id", format!("relationship/{}", tie.id.index()).into()),
                    ("relation", tie.kind.label().into()),
                    ("from", json!({ from.0: from.1 })),
                    ("to", json!({ to.0: to.1 })),
                    ("role", tie.role.clone().into()),
                    ("office", tie.office.clone().into()),
                    (
                        "election_id",
                        tie.contest.filter(|c| self.selection.has_contest(*c)).map(|c| self.event(c.index())).into(),
                    ),
                    ("start_date", iso(tie.start)),
                    ("end_date", iso(tie.end)),
                    ("start_date_edtf", edtf(tie.start)),
                    ("end_date_edtf", edtf(tie.end)),
                    ("stance", tie.stance.map(Stance::label).into()),
                    ("phase", tie.phase.map(Phase::label).into()),
                    ("sources", self.sources(&tie.citations)),
                    ("stated_at", self.places(&tie.citations)),
                ]))
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
                    ("stated_at", self.places(&t.citations)),
                ])
            })
            .chain(self.members())
            .collect()
    }

    fn events(&self) -> Vec<Value> {
        self.selection
            .contests()
            .map(|c| {
                object([
                    ("id", self.event(c.id.index()).into()),
                    ("name", c.title.clone().into()),
                    ("classification", classification(c.kind).into()),
                    ("kind", c.kind.label().into()),
                    ("start_date", iso(c.date())),
                    ("end_date", iso(c.date())),
                    ("start_date_edtf", edtf(c.date())),
                    (
                        "organization_id",
                        c.party.filter(|p| self.selection.has_party(*p)).map(|p| self.party(p.index())).into(),
                    ),
                    ("post_id", c.office.map(|o| self.post(o.index())).into()),
                    ("evidence", evidence(c.documented).into()),
                    ("status", c.status.best().map(|s| s.label()).into()),
                    ("selectorate", c.decided_by().map(|s| s.label()).into()),
                    ("electorate", c.electorate.best().map(number).into()),
                    ("ballots", c.ballots.best().map(number).into()),
                    ("turnout", c.turnout.best().copied().into()),
                    ("sources", self.sources(&c.citations)),
                    ("stated_at", self.places(&c.citations)),
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
                            ("annulled", self.is_voided(c.contest, round).then_some(true).into()),
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
                    ("stated_at", self.places(&c.stood)),
                ])
            })
            .collect()
    }
}

/// Returns the ids of a person: those that sources give, and the one that stays the same in every export.
fn identifiers(person: &Person) -> Value {
    let own = person.ids.all().iter().map(|id| tagged::parts(&id.value));
    let stable = (!person.has_id(&person.stable_id)).then_some(("hustings", person.stable_id.as_str()));
    let all = own.chain(stable).map(|(scheme, id)| object([("scheme", scheme.into()), ("identifier", id.into())]));
    all.collect::<Vec<_>>().into()
}

/// Returns the classification of an event that readers of Popolo expect.
const fn classification(kind: Kind) -> &'static str {
    match kind {
        Kind::Legislative => "general election",
        _ => "election",
    }
}

/// Returns the number, or the source's words if they qualify it, such as "about" or "over".
fn number(quantity: &Quantity) -> Value {
    if quantity.bound == Bound::Exact { quantity.count.into() } else { quantity.to_string().into() }
}

/// Returns true if Popolo can express the date: an exact day, month or year in the common era.
fn is_iso(date: &Date) -> bool {
    date.precision().is_some() && !date.is_circa() && date.first_year().is_some_and(|y| y > 0)
}

/// Returns the date as Popolo writes it, or null if Popolo cannot express it.
fn iso(date: Option<Date>) -> Value {
    date.filter(is_iso).map(|d| d.to_string()).into()
}

/// Returns the date in EDTF if Popolo cannot express it, otherwise null.
fn edtf(date: Option<Date>) -> Value {
    date.filter(|d| !is_iso(d)).map(|d| d.to_string()).into()
}
