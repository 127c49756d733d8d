//! Edits for wikibase-cli: one JSON object a line, each all changes of one item, as `wb edit-entity --batch` takes them
//! (<https://github.com/maxlath/wikibase-cli/blob/main/docs/write_operations.md>).
//!
//! A statement that is changed is written whole, with the qualifiers and references that it has, since Wikibase replaces
//! a statement by what is sent with its id.

use super::changes::{Change, Changes, LeftOut, Value, What, item_of};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The calendar of dates that need no further word.
const GREGORIAN: &str = "http://www.wikidata.org/entity/Q1985727";

/// The qualifier "sourcing circumstances", such as "circa".
const CIRCUMSTANCES: &str = "P1480";

/// The statements of the files of the first source.
#[derive(Default)]
struct Entities {
    statements: HashMap<String, Json>,
    /// All statements of the items that are edited, by item and property.
    of_items: HashMap<String, Json>,
    /// The number of the revision of each entity that was read.
    revisions: HashMap<String, u64>,
}

impl Entities {
    /// Keeps the statements of a file: one JSON text, or one entity a line.
    fn read(&mut self, text: &str, wanted: &Wanted<'_>) {
        if let Ok(whole) = serde_json::from_str::<Json>(text) {
            return self.walk(whole, wanted);
        }
        for line in text.lines() {
            let line = line.trim().trim_end_matches(',');
            if let Ok(entity) = serde_json::from_str::<Json>(line) {
                self.walk(entity, wanted);
            }
        }
    }

    fn walk(&mut self, node: Json, wanted: &Wanted<'_>) {
        let id = node.get("id").and_then(Json::as_str).map(str::to_string);
        match node {
            Json::Object(object) if object.contains_key("mainsnak") => {
                if let Some(id) = id.filter(|id| wanted.statements.contains(id.as_str())) {
                    self.statements.insert(id, Json::Object(object));
                }
            }
            Json::Object(object) => {
                let revision = object.get("lastrevid").and_then(Json::as_u64);
                if let (Some(id), Some(revision)) = (&id, revision) {
                    self.revisions.insert(id.clone(), revision);
                }
                if let (Some(id), Some(claims)) = (id.filter(|id| wanted.items.contains(id)), object.get("claims")) {
                    self.of_items.insert(id, claims.clone());
                }
                object.into_iter().for_each(|(_, inner)| self.walk(inner, wanted));
            }
            Json::Array(items) => items.into_iter().for_each(|inner| self.walk(inner, wanted)),
            _ => {}
        }
    }
}

/// What is needed of the files.
struct Wanted<'c> {
    statements: BTreeSet<&'c str>,
    items: BTreeSet<String>,
}

impl Entities {
    /// Returns true if another statement of an item says what a change would say: it is then left as it is.
    fn says(&self, change: &Change, qualifiers: &[(&'static str, Value)]) -> bool {
        let new = match &change.what {
            What::Replace(new) => Some(new),
            _ => change.value.as_ref(),
        };
        let Some(new) = new.map(value_of) else { return false };
        let all = self.of_items.get(&change.item).and_then(|claims| claims[change.property].as_array());
        all.into_iter().flatten().map(simple).any(|own| {
            own["value"] == new
                && qualifiers.iter().all(|(property, value)| has(&own["qualifiers"][*property], &value_of(value)))
        })
    }
}

/// Returns true if a list of values has one.
fn has(list: &Json, value: &Json) -> bool {
    list.as_array().is_some_and(|all| all.contains(value))
}

/// Returns the edits as lines of JSON, and what could not be written. `text_of` reads a file of the first source again.
/// Linear in the files.
pub fn wikibase(
    changes: &Changes,
    text_of: impl Fn(&str) -> Option<String>,
    summary: Option<&str>,
) -> (String, LeftOut) {
    let mut left_out = changes.left_out.clone();
    let mut entities = Entities::default();
    let wanted = Wanted {
        statements: changes.all.iter().filter_map(|change| change.statement.as_deref()).collect(),
        items: changes.all.iter().map(|change| change.item.clone()).collect(),
    };
    for file in &changes.files {
        if let Some(text) = text_of(file) {
            entities.read(&text, &wanted);
        }
    }
    // Items in the order of their numbers.
    let mut items: BTreeMap<(usize, String), BTreeMap<&str, Vec<Json>>> = BTreeMap::new();
    let mut at: HashMap<&str, Place> = HashMap::new();
    for change in &changes.all {
        let item = change.statement.as_deref().map_or_else(|| change.item.clone(), item_of);
        let of_property = items.entry((item.len(), item)).or_default().entry(change.property).or_default();
        if let What::Add(qualifiers) = &change.what {
            if !entities.says(change, qualifiers) {
                of_property.extend(added(change, qualifiers));
            }
            continue;
        }
        let Some(id) = change.statement.as_deref() else {
            left_out.without_statement += 1;
            continue;
        };
        let Some(statement) = entities.statements.get(id).map(simple) else {
            left_out.unreadable += 1;
            continue;
        };
        let is_said = match &change.what {
            What::Qualifier { property, new, .. } => has(&statement["qualifiers"][*property], &value_of(new)),
            What::Replace(_) => entities.says(change, &[]),
            What::Add(_) => false,
        };
        if is_said {
            continue;
        }
        let place = *at.entry(id).or_insert_with(|| {
            of_property.push(statement);
            of_property.len() - 1
        });
        set(&mut of_property[place], change);
    }
    let mut out = String::new();
    for ((_, item), claims) in items {
        let claims: BTreeMap<&str, Vec<Json>> = claims.into_iter().filter(|(_, all)| !all.is_empty()).collect();
        if claims.is_empty() {
            continue;
        }
        let mut edit = Map::new();
        edit.insert("id".into(), json!(item));
        // An item that has changed since is then left as it is.
        if let Some(revision) = entities.revisions.get(&item) {
            edit.insert("baserevid".into(), json!(revision));
        }
        edit.insert("summary".into(), json!(summary.unwrap_or("compared with another source by Hustings")));
        edit.insert("claims".into(), json!(claims));
        out.push_str(&crate::view::escape::json(&Json::Object(edit).to_string()));
        out.push('\n');
    }
    (out, left_out)
}

/// Where a statement stands among those of its property.
type Place = usize;

/// Writes a value of a change.
fn value_of(value: &Value) -> Json {
    match value {
        Value::Item(item) => json!(item),
        Value::Time(date) => json!(date.to_string()),
        Value::Amount(votes) => json!(votes),
    }
}

fn reference_of(references: &[(&'static str, String)]) -> Vec<Json> {
    references.iter().map(|(property, url)| json!({ "snaks": { *property: [url] } })).collect()
}

fn added(change: &Change, qualifiers: &[(&'static str, Value)]) -> Option<Json> {
    let mut statement = Map::new();
    statement.insert("value".into(), value_of(change.value.as_ref()?));
    if !qualifiers.is_empty() {
        let written: Map<String, Json> =
            qualifiers.iter().map(|(property, value)| ((*property).to_string(), json!([value_of(value)]))).collect();
        statement.insert("qualifiers".into(), Json::Object(written));
    }
    let references = reference_of(&change.references);
    if !references.is_empty() {
        statement.insert("references".into(), Json::Array(references));
    }
    Some(Json::Object(statement))
}

/// Makes a change in a statement in the form of wikibase-cli.
fn set(statement: &mut Json, change: &Change) {
    match &change.what {
        What::Add(_) => {}
        What::Replace(new) => {
            statement["value"] = value_of(new);
            // "Circa" and the like were said of the old value.
            if let Some(qualifiers) = statement.get_mut("qualifiers").and_then(Json::as_object_mut) {
                qualifiers.remove(CIRCUMSTANCES);
            }
        }
        What::Qualifier { property, new, .. } => {
            let mut qualifiers = statement["qualifiers"].as_object().cloned().unwrap_or_default();
            qualifiers.insert((*property).to_string(), json!([value_of(new)]));
            statement["qualifiers"] = Json::Object(qualifiers);
        }
    }
    let new = reference_of(&change.references);
    if !new.is_empty() {
        let mut references = statement["references"].as_array().cloned().unwrap_or_default();
        references.extend(new.into_iter().filter(|own| !references.contains(own)).collect::<Vec<_>>());
        statement["references"] = Json::Array(references);
    }
}

/// Writes a statement of an entity as wikibase-cli takes it, with everything that it has.
fn simple(statement: &Json) -> Json {
    let mut out = Map::new();
    out.insert("id".into(), statement["id"].clone());
    match plain(&statement["mainsnak"]) {
        Json::Object(special) if special.contains_key("snaktype") => out.extend(special),
        value => drop(out.insert("value".into(), value)),
    }
    if statement["rank"].is_string() {
        out.insert("rank".into(), statement["rank"].clone());
    }
    if let Some(qualifiers) = statement["qualifiers"].as_object().filter(|all| !all.is_empty()) {
        out.insert("qualifiers".into(), snaks(qualifiers));
    }
    let references: Vec<Json> = statement["references"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|reference| Some(json!({ "snaks": snaks(reference["snaks"].as_object()?) })))
        .collect();
    if !references.is_empty() {
        out.insert("references".into(), Json::Array(references));
    }
    Json::Object(out)
}

fn snaks(all: &Map<String, Json>) -> Json {
    let values = |list: &Json| Json::Array(list.as_array().into_iter().flatten().map(plain).collect());
    Json::Object(all.iter().map(|(property, list)| (property.clone(), values(list))).collect())
}

/// Writes the value of a snak: a text, an item, a date, or an object for what needs more words.
fn plain(snak: &Json) -> Json {
    let (kind, value) = (&snak["datavalue"]["type"], &snak["datavalue"]["value"]);
    if let Some(special) = snak["snaktype"].as_str().filter(|kind| *kind != "value") {
        return json!({ "snaktype": special });
    }
    match kind.as_str() {
        Some("wikibase-entityid") => match value["id"].as_str() {
            Some(id) => json!(id),
            None => json!(format!("Q{}", value["numeric-id"])),
        },
        Some("time") => time(value),
        Some("quantity") => {
            let mut quantity = value.clone();
            // wikibase-cli takes the item of a unit, not its address.
            if let Some(unit) = value["unit"].as_str().and_then(|unit| unit.rsplit('/').next()) {
                quantity["unit"] = json!(unit);
            }
            quantity
        }
        _ => value.clone(),
    }
}

/// Writes a point in time: "2001-05-07" where nothing else is to be said.
fn time(value: &Json) -> Json {
    let precision = value["precision"].as_u64().unwrap_or(11);
    let is_zero = |key: &str| value[key].as_i64().unwrap_or(0) == 0;
    let is_plain = value["calendarmodel"].as_str().is_none_or(|calendar| calendar == GREGORIAN)
        && ["timezone", "before", "after"].into_iter().all(is_zero);
    let text = value["time"].as_str().unwrap_or_default();
    let day = text.strip_prefix('+').and_then(|text| text.strip_suffix("T00:00:00Z")).filter(|day| day.len() == 10);
    match (day.filter(|_| is_plain), precision) {
        (Some(day), 11) => json!(day),
        (Some(day), 10) => json!(day[..7]),
        (Some(day), 9) => json!(day[..4]),
        _ => value.clone(),
    }
}
