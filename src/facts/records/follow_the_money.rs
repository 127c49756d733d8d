//! Reads FollowTheMoney entities, one JSON object a line: positions that people hold.
//!
//! The model is described at <https://followthemoney.tech/explorer/>.

use super::tree::Node;
use super::{Teller, each_record, has_all, is_json, read_day};
use crate::facts::input::Input;
use crate::facts::tagged::tagged;
use crate::facts::{Facts, PersonSays, TenureSays};
use crate::source::Page;
use std::collections::HashMap;

/// The format: entities with a schema and properties.
pub(in crate::facts) const INPUT: Input = Input {
    name: "follow-the-money",
    label: "FollowTheMoney entities (NDJSON)",
    recognised_by: "'schema' and 'properties' in each line",
    becomes: "tenures from occupancies of positions; ids, birth and death",
    example: "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ann Ash\"]}}\n{\"id\":\"2\",\"schema\":\"Position\",\"properties\":{\"name\":[\"Mayor\"]}}\n",
    in_fractions: false,
    is_it: |text| {
        is_json(text)
            && text.first.contains("\"schema\"")
            && text.first.contains("\"properties\"")
            && has_all(text, &["\"id\""])
    },
    extract,
};

/// Schemata of ties between people and groups, which are counted.
const TIES: [&str; 9] = [
    "Family",
    "Associate",
    "Membership",
    "UnknownLink",
    "Employment",
    "Directorship",
    "Ownership",
    "Representation",
    "Succession",
];

fn extract(page: &Page, facts: &mut Facts) {
    let mut entities: Vec<Node> = Vec::new();
    each_record(page, facts, |node, _| entities.push(node.clone()));
    let by_id: HashMap<&str, &Node> = entities.iter().filter_map(|node| Some((node.text_at("id")?, node))).collect();
    let mut teller = Teller { page, facts };
    let mut ties = 0;
    let mut other = 0;
    let scheme =
        if page.text.contains("\"NK-") || page.text.contains("opensanctions") { "opensanctions" } else { &page.file };
    for node in &entities {
        match node.text_at("schema") {
            Some("Person") => person(node, scheme, &mut teller),
            Some("Occupancy") => occupancy(node, &by_id, scheme, &mut teller),
            Some("Position") => {}
            Some(schema) if TIES.contains(&schema) => ties += 1,
            _ => other += 1,
        }
    }
    teller.ties(ties, "ties between people, or between people and groups,");
    if other > 0 {
        let message = format!(
            "{other} entities are of kinds that the graph does not have, such as payments, addresses and companies"
        );
        teller.warn(0, "stated-ties", message);
    }
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

fn occupancy(node: &Node, by_id: &HashMap<&str, &Node>, scheme: &str, teller: &mut Teller<'_>) {
    let holder = first(node, "holder").and_then(|id| by_id.get(id)).and_then(|person| name_of(person, scheme));
    let post = first(node, "post").and_then(|id| by_id.get(id)).copied();
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
