//! Reads the files of unitedstates/congress-legislators: legislators, executives and committees.
//!
//! They are described at <https://github.com/unitedstates/congress-legislators>.

use super::tree::{Node, Tree, of_json, of_yaml};
use super::{Teller, has_all, is_json, is_yaml};
use crate::facts::input::Input;
use crate::facts::kin::{Kinship, kin_in};
use crate::facts::tagged::tagged;
use crate::facts::{Began, Facts, PersonSays, TenureSays, TieEnd, TieKind, TieSays};
use crate::source::{Lost, Page, quote};

/// The format: legislators and executives with their terms.
pub(in crate::facts) const INPUT: Input = Input {
    name: "congress",
    label: "congress-legislators (YAML, JSON)",
    recognised_by: "'terms' and 'bioguide' or 'govtrack'",
    becomes: "tenures from terms, with how they began; ids and birth",
    example: "- id:\n    bioguide: A000001\n  name:\n    first: Ann\n    last: Ash\n  terms: []\n",
    in_fractions: false,
    is_it: |text| {
        let marks = has_all(text, &["terms", "bioguide"]) || has_all(text, &["terms", "govtrack"]);
        (is_yaml(text) || is_json(text) || text.first.starts_with("- id:")) && marks
    },
    extract,
};

/// The format: members of committees, which are ties between people and groups.
pub(in crate::facts) const COMMITTEES: Input = Input {
    name: "congress-committees",
    label: "congress-legislators, committees (YAML)",
    recognised_by: "'bioguide' and 'rank' or 'thomas_id'",
    becomes: "memberships of committees, which are named by their codes",
    example: "SSAF:\n- name: Ann Ash\n  rank: 1\n  bioguide: A000001\n",
    is_it: |text| {
        is_yaml_or_mapping(text)
            && (has_all(text, &["bioguide:", "rank:"]) || has_all(text, &["thomas_id:", "subcommittees:"]))
    },
    extract: committees,
    ..INPUT
};

fn is_yaml_or_mapping(text: &crate::facts::input::Text<'_>) -> bool {
    is_yaml(text) || text.first.ends_with(':') && text.first.len() < 10
}

fn tree_of(page: &Page, teller: &mut Teller<'_>) -> Option<Node> {
    let json = page.text.trim_start().starts_with(['{', '[']);
    match if json { of_json(&page.text, 1) } else { of_yaml(&page.text) } {
        Ok(node) => Some(node),
        Err(broken) => {
            teller.broken(&broken, Lost::File);
            None
        }
    }
}

fn extract(page: &Page, facts: &mut Facts) {
    let before = facts.stated.len();
    let mut teller = Teller { page, facts };
    let Some(root) = tree_of(page, &mut teller) else { return };
    let people = if matches!(root.value, Tree::Map(_)) { std::slice::from_ref(&root) } else { root.items() };
    let mut ties = 0;
    for node in people {
        ties += node.items_at("leadership_roles").len();
        person(node, &mut teller);
    }
    teller.ties(ties, "roles of leadership");
    teller.nothing(before, "no person with terms");
}

fn person(node: &Node, teller: &mut Teller<'_>) {
    let name = name_of(node);
    let ids = ids_of(node);
    let (Some(name), Some((scheme, value))) = (name, ids.first().cloned()) else {
        return teller.unread("person without a name or an id", node);
    };
    let person = tagged(&name, &scheme, &value);
    let mut says: Vec<PersonSays> =
        ids.into_iter().skip(1).map(|(scheme, value)| PersonSays::Id { scheme, value }).collect();
    if let Some(bio) = node.get("bio") {
        says.extend(teller.date(bio, "birthday").map(PersonSays::Born));
    }
    let citation = teller.cite_with(node.line, &name, &[]);
    teller.person(&person, says, &citation);
    for term in node.items_at("terms") {
        self::term(term, &person, teller);
    }
    for relative in node.items_at("family") {
        let (Some(name), relation) = (relative.text_at("name"), relative.text_at("relation")) else { continue };
        let says = TieSays {
            page: person.clone(),
            by_name: true,
            role: relation.map(of_relative),
            ..TieSays::new(TieEnd::Person(person.clone()), TieKind::Kin, TieEnd::Person(name.to_string()))
        };
        let citation = teller.cite(relative);
        teller.tie(says, &citation);
    }
}

/// Returns what a relative is to the member. The file says what the member is to the relative: "relation: son".
fn of_relative(relation: &str) -> String {
    let word = kin_in(relation).unwrap_or_else(|| relation.to_lowercase());
    Kinship::of_role(&word).reversed().label().to_string()
}

/// Returns the name under which the person is known: the official one, else nickname or first name, and surname.
fn name_of(node: &Node) -> Option<String> {
    let name = node.get("name")?;
    if let Some(full) = name.text_at("official_full") {
        return Some(full.to_string());
    }
    let given = name.text_at("nickname").or_else(|| name.text_at("first"));
    let parts = [given, name.text_at("last"), name.text_at("suffix")];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns the ids of a person, the item of Wikidata first, then that of the Congress.
fn ids_of(node: &Node) -> Vec<(String, String)> {
    let Some(ids) = node.get("id") else { return Vec::new() };
    let mut found = Vec::new();
    for (scheme, value) in ids.entries() {
        // Numbers of other sites' pages and titles of articles are kept as they are.
        let scheme = match scheme.as_str() {
            "wikipedia" => "enwiki",
            "icpsr_prez" => "icpsr",
            other => other,
        };
        let values = if let Tree::List(items) = &value.value { items.iter().collect() } else { vec![value] };
        found.extend(values.into_iter().filter_map(|v| Some((scheme.to_string(), v.text()?.to_string()))));
    }
    let rank = |scheme: &str| match scheme {
        "wikidata" => 0,
        "bioguide" => 1,
        "govtrack" => 2,
        _ => 3,
    };
    found.sort_by_key(|(scheme, _)| rank(scheme));
    found
}

fn term(node: &Node, person: &str, teller: &mut Teller<'_>) {
    let kind = node.text_at("type").unwrap_or("");
    let (state, district) = (node.text_at("state"), node.text_at("district"));
    let office = match (kind, state) {
        ("prez", _) => "President of the United States".to_string(),
        ("viceprez", _) => "Vice President of the United States".to_string(),
        ("sen", Some(state)) => format!("United States Senator for {state}"),
        ("rep", Some(state)) => match district {
            // The one seat of a state has the number 0, and before districts -1.
            Some("0" | "-1") | None => format!("Member of the United States House of Representatives for {state}"),
            Some(district) => format!("Member of the United States House of Representatives for {state} {district}"),
        },
        _ => {
            let message = format!(
                "a term has the type {}, which is not known; it must be prez, viceprez, sen or rep",
                quote(kind)
            );
            teller.warn(node.line, "bad-value", message);
            return;
        }
    };
    let (from, to) = (teller.date(node, "start"), teller.date(node, "end"));
    let tenure = TenureSays {
        office,
        person: person.to_string(),
        from,
        to,
        began: node.text_at("how").and_then(began),
        party: node.text_at("party").filter(|p| !p.eq_ignore_ascii_case("no party")).map(ToString::to_string),
        ..TenureSays::default()
    };
    let citation = teller.cite(node);
    teller.tenure(tenure, &citation);
}

/// Returns how a term began.
fn began(how: &str) -> Option<Began> {
    match how {
        "election" | "special-election" => Began::read("elected"),
        "appointment" => Began::read("appointed"),
        "succession" => Began::read("succession"),
        _ => None,
    }
}

fn committees(page: &Page, facts: &mut Facts) {
    let mut teller = Teller { page, facts };
    let Some(root) = tree_of(page, &mut teller) else { return };
    for (code, members) in root.entries() {
        for member in members.items() {
            let (Some(name), Some(id)) = (member.text_at("name"), member.text_at("bioguide")) else {
                teller.unread("member of a committee without a name or an id", member);
                continue;
            };
            let says = TieSays {
                role: member.text_at("title").map(ToString::to_string),
                // The names of committees stand in a file of their own; this one has their codes.
                ..TieSays::new(
                    TieEnd::Person(tagged(name, "bioguide", id)),
                    TieKind::MemberOf,
                    TieEnd::Group(format!("committee {code}")),
                )
            };
            let citation = teller.cite(member);
            teller.tie(says, &citation);
        }
    }
    teller.ties(root.items().len(), "committees, described without their members,");
}
