//! `FollowTheMoney` entities, one JSON object a line, for `OpenAleph`, Aleph and the tools of `OpenSanctions`: people, the
//! positions they held, parties and groups, kin, memberships and other ties.
//!
//! The model is described at <https://followthemoney.tech/explorer/>. It has no elections.

use super::Options;
use super::names::Names;
use crate::facts::{Ended, TieKind};
use crate::graph::{CitationId, Node, Person, PoliticalGraph, Selection, Tenure, Tie};
use crate::view::words::counted;
use crate::wikitext::Date;
use serde_json::{Map, Value, json};
use std::io::{Result, Write};

/// The most places that an entity names as its sources.
const PLACES: usize = 5;

pub(super) fn write(selection: &Selection<'_>, _: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let all = Entities { selection, names: Names::of(selection) };
    // Of a part of the graph, the first person says which part it is.
    let part = (!selection.is_whole()).then(|| format!("Part of the data: {}.", selection.words()));
    let people = selection.people().enumerate().map(|(at, p)| {
        let mut person = all.person(p);
        if let (0, Some(part)) = (at, &part) {
            person["properties"]["notes"] = json!([part]);
        }
        person
    });
    let positions = selection.offices().map(|o| {
        entity("Position", &format!("position-{}", all.names.office(o.id.index())), [("name", vec![o.name.clone()])])
    });
    let parties = selection.parties().map(|p| {
        let names = [("name", vec![p.name.clone()]), ("alias", p.also.clone())];
        entity("Organization", &format!("party-{}", all.names.party(p.id.index())), names)
    });
    let groups = selection.groups().map(|g| {
        entity("Organization", &format!("group-{}", all.names.group(g.id.index())), [("name", vec![g.name.clone()])])
    });
    let held = selection.tenures().map(|t| all.occupancy(t));
    let tied = selection.ties().filter_map(|t| all.tie(t));
    for row in people.chain(positions).chain(parties).chain(groups).chain(held).chain(tied) {
        writeln!(out, "{row}")?;
    }
    let contests = selection.contests().count();
    Ok(if contests > 0 {
        vec![format!("FollowTheMoney has no elections: {} left out", counted(contests, "contest"))]
    } else {
        Vec::new()
    })
}

struct Entities<'a> {
    selection: &'a Selection<'a>,
    names: Names,
}

impl Entities<'_> {
    fn graph(&self) -> &PoliticalGraph {
        self.selection.graph()
    }

    fn id(&self, node: Node) -> Option<String> {
        Some(match node {
            Node::Person(id) => format!("person-{}", self.names.person(id.index())),
            Node::Party(id) => format!("party-{}", self.names.party(id.index())),
            Node::Group(id) => format!("group-{}", self.names.group(id.index())),
            Node::Contest(_) | Node::Office(_) => return None,
        })
    }

    fn person(&self, person: &Person) -> Value {
        let others = person.spellings.iter().filter(|name| **name != person.name).cloned().collect();
        let items = person.ids.all().iter().filter_map(|id| id.value.strip_prefix("wikidata:").map(str::to_string));
        let properties = [
            ("name", vec![person.name.clone()]),
            ("alias", others),
            ("birthDate", day(person.born.best().copied())),
            ("deathDate", day(person.died.best().copied())),
            ("wikidataId", items.take(1).collect()),
            ("topics", vec!["role.pep".to_string()]),
        ];
        entity("Person", &format!("person-{}", self.names.person(person.id.index())), properties)
    }

    fn occupancy(&self, tenure: &Tenure) -> Value {
        let status = match tenure.ended {
            Some(Ended::InOffice) => vec!["current".to_string()],
            _ if tenure.to.best().is_some() => vec!["ended".to_string()],
            _ => Vec::new(),
        };
        let properties = [
            ("holder", vec![format!("person-{}", self.names.person(tenure.person.index()))]),
            ("post", vec![format!("position-{}", self.names.office(tenure.office.index()))]),
            ("startDate", day(tenure.from.best().copied())),
            ("endDate", day(tenure.to.best().copied())),
            ("status", status),
            ("summary", self.places(&tenure.citations)),
        ];
        entity("Occupancy", &format!("occupancy-{}", tenure.id.index()), properties)
    }

    /// Returns the entity of a tie; `None` if one of its ends is none.
    fn tie(&self, tie: &Tie) -> Option<Value> {
        let (from, to) = (self.id(tie.from)?, self.id(tie.to)?);
        let people = matches!((tie.from, tie.to), (Node::Person(_), Node::Person(_)));
        let member = matches!((tie.from, tie.to), (Node::Person(_), Node::Party(_) | Node::Group(_)));
        let (schema, [first, second, word]) = match tie.kind {
            TieKind::Kin if people => ("Family", ["person", "relative", "relationship"]),
            TieKind::MemberOf if member => ("Membership", ["member", "organization", "role"]),
            _ if people => ("Associate", ["person", "associate", "relationship"]),
            _ => ("UnknownLink", ["subject", "object", "role"]),
        };
        let said = match (tie.kind, &tie.role) {
            (TieKind::Kin | TieKind::MemberOf, role) => role.clone().unwrap_or_default(),
            (kind, Some(role)) => format!("{} ({role})", kind.label()),
            (kind, None) => kind.label().to_string(),
        };
        let said = if said.is_empty() && schema == "Family" { "relative".to_string() } else { said };
        let properties = [
            (first, vec![from]),
            (second, vec![to]),
            (word, Some(said).filter(|said| !said.is_empty()).into_iter().collect()),
            ("startDate", day(tie.start)),
            ("endDate", day(tie.end)),
            ("summary", self.places(&tie.citations)),
        ];
        Some(entity(schema, &format!("tie-{}", tie.id.index()), properties))
    }

    fn places(&self, citations: &[CitationId]) -> Vec<String> {
        citations.iter().take(PLACES).map(|id| self.graph().citation(*id).to_string()).collect()
    }
}

/// Returns an entity without its empty properties.
fn entity<const N: usize>(schema: &str, id: &str, properties: [(&str, Vec<String>); N]) -> Value {
    let kept = properties.into_iter().filter(|(_, values)| !values.is_empty());
    let properties: Map<String, Value> = kept.map(|(key, values)| (key.to_string(), values.into())).collect();
    json!({ "id": id, "schema": schema, "properties": properties })
}

/// Returns a date as the model takes it: a day, a month or a year. Vaguer dates are left out.
fn day(date: Option<Date>) -> Vec<String> {
    let text = date.map(|date| date.to_string());
    text.filter(|text| text.bytes().all(|b| b.is_ascii_digit() || b == b'-')).into_iter().collect()
}
