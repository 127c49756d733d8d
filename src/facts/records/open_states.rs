//! Reads the people of Open States: one YAML file a person, with roles in legislatures and governments.
//!
//! The format is described at <https://github.com/openstates/people/blob/main/schema.md>.

use super::tree::{Node, of_yaml};
use super::{Teller, has_all, is_yaml};
use crate::facts::input::Input;
use crate::facts::tagged::tagged;
use crate::facts::{Facts, PersonSays, TenureSays};
use crate::source::Page;

/// The format: one person with roles.
pub(in crate::facts) const INPUT: Input = Input {
    name: "open-states",
    label: "Open States person (YAML)",
    recognised_by: "'id: ocd-person/…' and 'roles'",
    becomes: "tenures from roles; ids, other names, birth and death",
    example: "id: ocd-person/1\nname: Ann Ash\nroles: []\n",
    in_fractions: false,
    is_it: |text| (is_yaml(text) || text.first.starts_with("id: ocd-person")) && has_all(text, &["ocd-person/"]),
    extract,
};

fn extract(page: &Page, facts: &mut Facts) {
    let before = facts.stated.len();
    let mut teller = Teller { page, facts };
    let Some(root) = teller.root(of_yaml(&page.text)) else { return };
    let people = if root.items().is_empty() { std::slice::from_ref(&root) } else { root.items() };
    people.iter().for_each(|node| person(node, &mut teller));
    teller.nothing(before, "no person with roles");
}

fn person(node: &Node, teller: &mut Teller<'_>) {
    let (Some(name), Some(id)) = (node.text_at("name"), node.text_at("id")) else {
        return teller.unread("person without a name or an id", node);
    };
    let wikidata = node.at(&["ids", "wikidata"]).and_then(Node::text);
    let own = id.strip_prefix("ocd-person/").unwrap_or(id);
    let person = match wikidata {
        Some(item) => tagged(name, "wikidata", item),
        None => tagged(name, "openstates", own),
    };
    let mut says = Vec::new();
    if wikidata.is_some() {
        says.push(PersonSays::Id { scheme: "openstates".into(), value: own.into() });
    }
    for other in node.items_at("other_identifiers") {
        if let (Some(scheme), Some(value)) = (other.text_at("scheme"), other.text_at("identifier")) {
            says.push(PersonSays::Id { scheme: scheme.into(), value: value.into() });
        }
    }
    says.extend(teller.date(node, "birth_date").map(PersonSays::Born));
    says.extend(teller.date(node, "death_date").map(PersonSays::Died));
    says.extend(
        node.items_at("other_names").iter().filter_map(|n| n.text_at("name")).map(|name| PersonSays::Name(name.into())),
    );
    let sources: Vec<String> =
        node.items_at("sources").iter().filter_map(|s| s.text_at("url")).map(ToString::to_string).collect();
    let citation = teller.cite_with(node.line, name, &sources);
    teller.person(&person, says, &citation);
    let parties = node.items_at("party");
    for role in node.items_at("roles") {
        let Some(office) = office_of(role) else {
            teller.unread("role", role);
            continue;
        };
        let (from, to) = (teller.date(role, "start_date"), teller.date(role, "end_date"));
        // A party without dates is the present one.
        let party = match parties {
            [one] => one.text_at("name"),
            _ => None,
        };
        let tenure = TenureSays {
            office,
            person: person.clone(),
            from,
            to,
            party: party.map(ToString::to_string),
            ..TenureSays::default()
        };
        let citation = teller.cite_with(role.line, &role.quote(), &sources);
        teller.tenure(tenure, &citation);
    }
    let ties = node.items_at("committees").len();
    teller.ties(ties, "memberships of committees");
}

/// Returns the office of a role, with the state and the district.
fn office_of(role: &Node) -> Option<String> {
    let place = role.text_at("jurisdiction").map(place_of)?;
    let district = role.text_at("district");
    let seat = district.map(|d| format!(" for {d}")).unwrap_or_default();
    Some(match role.text_at("type")? {
        "upper" => format!("Member of the {place} Senate{seat}"),
        "lower" => format!("Member of the {place} House of Representatives{seat}"),
        "legislature" => format!("Member of the {place} Legislature{seat}"),
        "governor" => format!("Governor of {place}"),
        "lt_governor" => format!("Lieutenant Governor of {place}"),
        "secretary of state" => format!("Secretary of State of {place}"),
        "chief election officer" => format!("Chief Election Officer of {place}"),
        "mayor" => format!("Mayor of {place}"),
        _ => return None,
    })
}

/// The states and territories of the United States by their abbreviation.
const STATES: [(&str, &str); 56] = [
    ("al", "Alabama"),
    ("ak", "Alaska"),
    ("az", "Arizona"),
    ("ar", "Arkansas"),
    ("ca", "California"),
    ("co", "Colorado"),
    ("ct", "Connecticut"),
    ("de", "Delaware"),
    ("dc", "District of Columbia"),
    ("fl", "Florida"),
    ("ga", "Georgia"),
    ("hi", "Hawaii"),
    ("id", "Idaho"),
    ("il", "Illinois"),
    ("in", "Indiana"),
    ("ia", "Iowa"),
    ("ks", "Kansas"),
    ("ky", "Kentucky"),
    ("la", "Louisiana"),
    ("me", "Maine"),
    ("md", "Maryland"),
    ("ma", "Massachusetts"),
    ("mi", "Michigan"),
    ("mn", "Minnesota"),
    ("ms", "Mississippi"),
    ("mo", "Missouri"),
    ("mt", "Montana"),
    ("ne", "Nebraska"),
    ("nv", "Nevada"),
    ("nh", "New Hampshire"),
    ("nj", "New Jersey"),
    ("nm", "New Mexico"),
    ("ny", "New York"),
    ("nc", "North Carolina"),
    ("nd", "North Dakota"),
    ("oh", "Ohio"),
    ("ok", "Oklahoma"),
    ("or", "Oregon"),
    ("pa", "Pennsylvania"),
    ("ri", "Rhode Island"),
    ("sc", "South Carolina"),
    ("sd", "South Dakota"),
    ("tn", "Tennessee"),
    ("tx", "Texas"),
    ("ut", "Utah"),
    ("vt", "Vermont"),
    ("va", "Virginia"),
    ("wa", "Washington"),
    ("wv", "West Virginia"),
    ("wi", "Wisconsin"),
    ("wy", "Wyoming"),
    ("pr", "Puerto Rico"),
    ("gu", "Guam"),
    ("vi", "the U.S. Virgin Islands"),
    ("as", "American Samoa"),
    ("mp", "the Northern Mariana Islands"),
];

/// Returns the place of a jurisdiction such as `ocd-jurisdiction/country:us/state:ak/government`.
fn place_of(jurisdiction: &str) -> String {
    let part = |name: &str| jurisdiction.split('/').find_map(|part| part.strip_prefix(name));
    if let Some(place) = part("place:") {
        return place.replace(['_', '~'], " ");
    }
    let code = part("state:")
        .or_else(|| part("district:"))
        .or_else(|| part("territory:"))
        .or_else(|| part("country:"))
        .unwrap_or(jurisdiction);
    STATES.iter().find(|(short, _)| *short == code).map_or_else(|| code.to_uppercase(), |(_, name)| (*name).to_string())
}
