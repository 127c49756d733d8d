//! Reads `FollowTheMoney` entities, one JSON object a line: positions that people hold.
//!
//! The model is described at <https://followthemoney.tech/explorer/>.

use super::tree::{Node, Tree};
use super::{Teller, each_record, has_all, is_json, read_day};
use crate::facts::input::Input;
use crate::facts::kin::kin_in;
use crate::facts::tagged::tagged;
use crate::facts::{Facts, PersonSays, TenureSays, TieEnd, TieKind, TieSays};
use crate::source::Page;
use std::collections::HashMap;

/// The format: entities with a schema and properties.
pub(in crate::facts) const INPUT: Input = Input {
    name: "follow-the-money",
    label: "FollowTheMoney entities (NDJSON)",
    recognised_by: "'schema' and 'properties' in each line",
    becomes: "tenures from occupancies of positions; kin and memberships; ids, birth and death",
    example: "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ann Ash\"]}}\n{\"id\":\"2\",\"schema\":\"Position\",\"properties\":{\"name\":[\"Mayor\"]}}\n",
    in_fractions: false,
    is_it: |text| is_json(text) && has_all(text, &["\"schema\"", "\"properties\"", "\"id\""]),
    extract,
};

/// Schemata of ties between people and groups in ways that no kind of tie has; they are counted.
const COUNTED: [&str; 7] =
    ["Associate", "UnknownLink", "Employment", "Directorship", "Ownership", "Representation", "Succession"];

fn extract(page: &Page, facts: &mut Facts) {
    let mut entities: Vec<Node> = Vec::new();
    each_record(page, facts, |node, _| collect(node, &mut entities));
    let by_id: HashMap<&str, &Node> = entities.iter().filter_map(|node| Some((node.text_at("id")?, node))).collect();
    let mut teller = Teller { page, facts };
    let mut ties = 0;
    let (mut people, mut held, mut other) = (0, 0, 0);
    let scheme =
        if page.text.contains("\"NK-") || page.text.contains("opensanctions") { "opensanctions" } else { &page.file };
    for node in &entities {
        match node.text_at("schema") {
            Some("Person") => {
                people += 1;
                person(node, scheme, &mut teller);
            }
            Some("Occupancy") => {
                held += 1;
                occupancy(node, &by_id, scheme, &mut teller);
            }
            Some("Position") => {}
            Some("Family") => family(node, &by_id, scheme, &mut teller),
            Some("Membership") => membership(node, &by_id, scheme, &mut teller),
            Some(schema) if COUNTED.contains(&schema) => ties += 1,
            _ => other += 1,
        }
    }
    teller.ties(ties, "ties between people, or between people and groups,");
    if people > 0 && held == 0 {
        let message = format!("{people} people are recognised, but the file states no position that any of them holds");
        teller.warn(0, "stated-ties", message);
    }
    if other > 0 {
        let message = format!(
            "{other} entities are of kinds that the graph does not have, such as payments, addresses and companies"
        );
        teller.warn(0, "stated-ties", message);
    }
}

/// Collects an entity and the entities that its properties hold. An occupancy inside a person has that person as its
/// holder.
fn collect(node: &Node, out: &mut Vec<Node>) {
    let id = node.text_at("id").map(ToString::to_string);
    out.push(node.clone());
    for (property, values) in node.get("properties").map(Node::entries).unwrap_or_default() {
        for value in values.items().iter().filter(|value| value.get("schema").is_some()) {
            let mut inner = value.clone();
            if property == "positionOccupancies" {
                put(&mut inner, "holder", id.as_deref().unwrap_or(""));
            }
            collect(&inner, out);
        }
    }
}

/// Adds a property to an entity, unless it has it.
fn put(node: &mut Node, property: &str, value: &str) {
    let Tree::Map(entries) = &mut node.value else { return };
    let Some((_, properties)) = entries.iter_mut().find(|(key, _)| key == "properties") else { return };
    let line = properties.line;
    if let Tree::Map(entries) = &mut properties.value
        && !entries.iter().any(|(key, _)| key == property)
    {
        let text = Node { line, value: Tree::Text(value.to_string()) };
        entries.push((property.to_string(), Node { line, value: Tree::List(vec![text]) }));
    }
}

/// Returns the first value of a property as an id: a text, or the id of an entity that stands in its place.
fn reference<'n>(node: &'n Node, property: &str) -> Option<&'n str> {
    let value = node.get("properties")?.items_at(property).first()?;
    value.text().or_else(|| value.text_at("id"))
}

fn first<'n>(node: &'n Node, property: &str) -> Option<&'n str> {
    node.get("properties")?.items_at(property).first().and_then(Node::text)
}

/// Returns the name of a person with the best id.
fn name_of(node: &Node, scheme: &str) -> Option<String> {
    let id = node.text_at("id")?;
    let name = node.text_at("caption").or_else(|| first(node, "name")).unwrap_or(id);
    Some(
        match first(node, "wikidataId").and_then(crate::facts::tagged::item).or_else(|| crate::facts::tagged::item(id))
        {
            Some(item) => tagged(name, "wikidata", item),
            None => tagged(name, scheme, id),
        },
    )
}

fn person(node: &Node, scheme: &str, teller: &mut Teller<'_>) {
    let (Some(name), Some(id)) = (name_of(node, scheme), node.text_at("id")) else {
        return teller.unread("person without an id", node);
    };
    let mut says = Vec::new();
    if first(node, "wikidataId").is_some_and(|item| item != id) {
        says.push(PersonSays::Id { scheme: scheme.into(), value: id.into() });
    }
    says.extend(first(node, "birthDate").and_then(read_day).map(PersonSays::Born));
    says.extend(first(node, "deathDate").and_then(read_day).map(PersonSays::Died));
    let citation = teller.cite(node);
    teller.person(&name, says, &citation);
}

/// Returns the person that a property names.
fn person_at(node: &Node, property: &str, by_id: &HashMap<&str, &Node>, scheme: &str) -> Option<TieEnd> {
    let person = reference(node, property).and_then(|id| by_id.get(id))?;
    name_of(person, scheme).map(TieEnd::Person)
}

fn family(node: &Node, by_id: &HashMap<&str, &Node>, scheme: &str, teller: &mut Teller<'_>) {
    let ends = (person_at(node, "person", by_id, scheme), person_at(node, "relative", by_id, scheme));
    let (Some(person), Some(relative)) = ends else {
        return teller.unread("kinship with somebody whom the file does not describe", node);
    };
    let role = first(node, "relationship").map(|word| kin_in(word).unwrap_or_else(|| word.to_lowercase()));
    let citation = teller.cite(node);
    teller.tie(TieSays { role, ..dated(node, TieSays::new(person, TieKind::Kin, relative)) }, &citation);
}

fn membership(node: &Node, by_id: &HashMap<&str, &Node>, scheme: &str, teller: &mut Teller<'_>) {
    let group = reference(node, "organization").and_then(|id| by_id.get(id));
    let group = group.and_then(|group| group.text_at("caption").or_else(|| first(group, "name")));
    let (Some(member), Some(group)) = (person_at(node, "member", by_id, scheme), group) else {
        return teller.unread("membership of or in something that the file does not describe", node);
    };
    let says = TieSays::new(member, TieKind::MemberOf, TieEnd::Group(group.to_string()));
    let citation = teller.cite(node);
    teller.tie(TieSays { role: first(node, "role").map(ToString::to_string), ..dated(node, says) }, &citation);
}

fn dated(node: &Node, says: TieSays) -> TieSays {
    let date = |property: &str| first(node, property).and_then(read_day);
    TieSays { start: date("startDate"), end: date("endDate"), ..says }
}

fn occupancy(node: &Node, by_id: &HashMap<&str, &Node>, scheme: &str, teller: &mut Teller<'_>) {
    let holder = reference(node, "holder").and_then(|id| by_id.get(id)).and_then(|person| name_of(person, scheme));
    let post = reference(node, "post").and_then(|id| by_id.get(id)).copied();
    let office = post.and_then(|post| post.text_at("caption").or_else(|| first(post, "name")));
    let (Some(holder), Some(office)) = (holder, office) else {
        return teller.unread("occupancy of an unknown position or by an unknown person", node);
    };
    let date = |property: &str| first(node, property).and_then(read_day);
    let tenure = TenureSays {
        office: office.to_string(),
        person: holder,
        from: date("startDate"),
        to: date("endDate"),
        ..TenureSays::default()
    };
    let citation = teller.cite(node);
    teller.tenure(tenure, &citation);
}
