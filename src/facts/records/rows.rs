//! Reads lists of flat JSON objects as a table: results of SPARQL queries, exports of databases and the like.

use super::tree::{Node, Tree};
use super::{each_record, is_json};
use crate::facts::Facts;
use crate::facts::input::Input;
use crate::facts::table;
use crate::source::{Lost, Page, Warning};
use std::collections::BTreeMap;

/// The format: a list of objects, each of which is a row.
pub(in crate::facts) const INPUT: Input = Input {
    name: "rows",
    label: "rows (JSON, SPARQL results)",
    recognised_by: "a list of objects with the same keys, or 'head' and 'bindings'",
    becomes: "the same as a table",
    example: "[{\"candidate\":\"Ann Ash\",\"votes\":12,\"year\":2001},\n{\"candidate\":\"Bo Birch\",\"votes\":7,\"year\":2001}]\n",
    in_fractions: true,
    is_it: |text| is_json(text),
    extract,
};

fn extract(page: &Page, facts: &mut Facts) {
    let mut headers: Vec<String> = Vec::new();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows: Vec<(Vec<String>, usize)> = Vec::new();
    let before = facts.warnings.len();
    let mut put = |node: &Node, around: &Around| {
        let mut cells = vec![String::new(); headers.len()];
        let inherited = around.iter().filter(|(key, _)| !says(node, key));
        let inherited: Vec<(&str, &str)> =
            inherited.filter_map(|(key, value)| Some((key.as_str(), value.text()?))).collect();
        let mut add = |key: &str, value: &str| {
            let at = *place.entry(key.to_string()).or_insert_with(|| {
                headers.push(key.to_string());
                headers.len() - 1
            });
            if cells.len() <= at {
                cells.resize(at + 1, String::new());
            }
            cells[at] = value.to_string();
        };
        inherited.into_iter().for_each(|(key, value)| add(key, value));
        flat(node, "", &mut add);
        rows.push((cells, node.line));
    };
    each_record(page, facts, |node, _| match node.at(&["results", "bindings"]).map(Node::items) {
        Some(items) => items.iter().for_each(|item| put(item, &Vec::new())),
        None => each_row(node, "", &Vec::new(), 0, &mut put),
    });
    if rows.is_empty() {
        if facts.warnings.len() == before {
            let message = "this JSON has no list of objects that could be the rows of a table";
            facts.warnings.push(Warning::new(&page.file, 1, "no-rows", message).losing(Lost::File));
        }
        return;
    }
    if let Err(why) = table::read_rows(page, &shortened(&headers), rows, facts) {
        facts.warnings.push(Warning::new(&page.file, 1, "unknown-format", why).losing(Lost::File));
    }
}

/// The deepest list inside lists whose items are rows.
const DEEPEST: usize = 5;

/// What the objects around a row say of it, by the keys it is read under.
type Around<'n> = Vec<(String, &'n Node)>;

/// Returns true if an object itself says what a key of an object around it says.
fn says(node: &Node, key: &str) -> bool {
    let Some((meaning, _)) = table::meaning_of(key) else { return node.get(key).is_some() };
    let is_of_contest = |meaning: &str| matches!(meaning, "contest" | "date" | "year");
    let scalars = node.entries().iter().filter(|(_, value)| value.text().is_some());
    let mut meanings = scalars.filter_map(|(own, _)| table::meaning_of(own)).map(|(meaning, _)| meaning);
    meanings.any(|own| own == meaning || is_of_contest(own) && matches!(meaning, "date" | "year"))
}

/// Returns true if an object is about a person: lists inside it say more about that person.
fn is_row(node: &Node) -> bool {
    let scalars = node.entries().iter().filter(|(_, value)| value.text().is_some());
    let meanings: Vec<&str> =
        scalars.filter_map(|(key, _)| table::meaning_of(key)).map(|(meaning, _)| meaning).collect();
    let says = |any: &[&str]| meanings.iter().any(|meaning| any.contains(meaning));
    says(&["candidate", "surname"]) && says(&["votes", "share", "outcome", "from"])
}

/// Calls `put` with each row of an object: the items of its longest list, each with what the objects around it say.
/// `of` is the key of the list that the object stands in.
fn each_row<'n>(node: &'n Node, of: &str, around: &Around<'n>, depth: usize, put: &mut impl FnMut(&Node, &Around)) {
    let lists = node.entries().iter().map(|(key, value)| (key, value.items()));
    let of_objects = lists.filter(|(_, items)| items.iter().any(|item| !item.entries().is_empty()));
    let longest = of_objects.max_by_key(|(_, items)| items.len());
    if let Some((list, items)) = longest.filter(|_| depth < DEEPEST && !is_row(node)) {
        let mut all = around.clone();
        for (key, value) in said_of_all(node, of) {
            all.retain(|(known, _)| *known != key);
            all.push((key, value));
        }
        items.iter().for_each(|item| each_row(item, list, &all, depth + 1, put));
        return;
    }
    // An object whose members are all objects lists them by a key.
    if depth == 0 && node.entries().len() > 1 && node.entries().iter().all(|(_, value)| !value.entries().is_empty()) {
        for (key, value) in node.entries() {
            let mut row = value.clone();
            if let Tree::Map(entries) = &mut row.value
                && !entries.iter().any(|(name, _)| name == "id")
            {
                let id = Node { line: value.line, value: Tree::Text(key.clone()) };
                entries.insert(0, ("id".to_string(), id));
            }
            put(&row, &Vec::new());
        }
        return;
    }
    put(node, around);
}

/// What an object may say of all rows in its list: which contest, office or person they are about.
const OF_ALL: [&str; 12] =
    ["contest", "date", "year", "office", "body", "seat", "place", "stage", "candidate", "surname", "given", "party"];

/// Returns what an object says of the rows in its list. Its name says what the list that it stands in lists: that of one
/// of the "constituencies" is a constituency.
fn said_of_all<'n>(node: &'n Node, of: &str) -> Around<'n> {
    let meaning = |key: &str| table::meaning_of(key).map(|(meaning, _)| meaning).filter(|found| OF_ALL.contains(found));
    let known = table::singular(of).into_iter().find(|one| meaning(one).is_some());
    // What has a list of candidates and stands in a list of something else is a contest.
    let one = known.unwrap_or_else(|| "contest".to_string());
    let named = meaning(&one).filter(|meaning| !matches!(*meaning, "candidate" | "surname" | "given" | "party"));
    // An object such as {"id": 7, "name": "Elm"} is called by its name.
    let text = |value: &'n Node| match value.text() {
        Some(_) => Some(value),
        None => {
            ["name", "title", "label"].into_iter().find_map(|key| value.get(key)).filter(|name| name.text().is_some())
        }
    };
    let read = |(key, value): &'n (String, Node)| match key.as_str() {
        "name" | "title" | "label" if named.is_some() => Some((one.clone(), text(value)?)),
        _ => meaning(key).and_then(|_| Some((key.clone(), text(value)?))),
    };
    node.entries().iter().filter_map(read).collect()
}

/// Returns the headers by the last part of their path, where no other header ends so. The value and the label of
/// something are called like it.
fn shortened(headers: &[String]) -> Vec<String> {
    let short = |header: &String| {
        let parts: Vec<&str> = header.split('.').collect();
        match parts[..] {
            [.., last] if parts.len() > 1 && !matches!(last, "value" | "label" | "name" | "id" | "precision") => {
                last.to_string()
            }
            [.., of, "value"] => of.to_string(),
            [.., of, last] => format!("{of} {last}"),
            _ => header.clone(),
        }
    };
    let all: Vec<String> = headers.iter().map(short).collect();
    let unique = |name: &String| all.iter().filter(|other| *other == name).count() == 1;
    headers.iter().zip(&all).map(|(header, short)| if unique(short) { short.clone() } else { header.clone() }).collect()
}

/// Calls `to` with each scalar of an object, by its path of keys. The values of SPARQL results have a type and a value;
/// only the value counts.
fn flat(node: &Node, path: &str, to: &mut impl FnMut(&str, &str)) {
    match &node.value {
        Tree::Map(entries) => {
            if let (Some(value), Some(_)) = (node.text_at("value"), node.text_at("type")) {
                return to(path, value);
            }
            for (key, value) in entries {
                let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                if inner.matches('.').count() < 4 {
                    flat(value, &inner, to);
                }
            }
        }
        Tree::Text(text) => to(path, text),
        // A list of one is its item.
        Tree::List(items) => {
            if let [one] = &items[..] {
                flat(one, path, to);
            }
        }
        Tree::Null => {}
    }
}
