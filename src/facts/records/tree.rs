//! JSON and YAML as one kind of tree, each value with its line.

use saphyr_parser::{Event, Parser};
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// The deepest nesting that is read.
const MOST_DEEP: usize = 64;
/// The most values that one text may have.
const MOST_VALUES: usize = 20_000_000;
/// The most values that YAML's aliases may repeat.
const MOST_REPEATED: usize = 1_000_000;
const TOO_MANY: &str = "the file has too many values, those that aliases repeat included";

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::facts) struct Broken {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

/// A value and its line.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::facts) struct Node {
    pub line: usize,
    pub value: Tree,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::facts) enum Tree {
    /// Nothing.
    Null,
    /// A text, a number or a truth value, as text.
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// Returns the value of a key. `None` if the value is not a map, or has no such key, or nothing at it.
    pub(in crate::facts) fn get(&self, key: &str) -> Option<&Self> {
        let Tree::Map(entries) = &self.value else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, node)| node).filter(|node| node.value != Tree::Null)
    }

    /// Returns the value at the end of a path of keys.
    pub(in crate::facts) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// Returns the text of a scalar that is not empty.
    pub(in crate::facts) fn text(&self) -> Option<&str> {
        match &self.value {
            Tree::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Returns the text at a key.
    pub(in crate::facts) fn text_at(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::text)
    }

    /// Returns the items of a list; none for other values.
    pub(in crate::facts) fn items(&self) -> &[Self] {
        match &self.value {
            Tree::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the items of the list at a key.
    pub(in crate::facts) fn items_at(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::items)
    }

    /// Returns the entries of a map; none for other values.
    pub(in crate::facts) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Tree::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the value on one line, cut to the length of a quote.
    pub(in crate::facts) fn quote(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out.truncate(out.char_indices().nth(crate::facts::MOST_QUOTED).map_or(out.len(), |(at, _)| at));
        out
    }

    fn write(&self, out: &mut String) {
        if out.len() > 4 * crate::facts::MOST_QUOTED {
            return;
        }
        match &self.value {
            Tree::Null => out.push_str("null"),
            Tree::Text(text) => out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Tree::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Tree::Map(entries) => {
                for (at, (key, node)) in entries.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    out.push_str(key);
                    out.push_str(": ");
                    node.write(out);
                }
            }
        }
    }
}

/// Reads a text of JSON. `first` is the line on which it begins.
///
/// Each level of nesting is scanned once more: O(length · depth).
pub(in crate::facts) fn of_json(text: &str, first: usize) -> Result<Node, Broken> {
    let raw: &RawValue =
        serde_json::from_str(text).map_err(|e| Broken { line: first + e.line().max(1) - 1, why: said(&e) })?;
    let mut json = Json { text, ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(), first, values: 0 };
    json.node(raw, 0)
}

/// Returns the library's message without the place, which the warning gives itself.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(said, _)| said.to_string())
}

struct Json<'t> {
    text: &'t str,
    /// The places of the line ends.
    ends: Vec<usize>,
    first: usize,
    values: usize,
}

impl<'t> Json<'t> {
    fn line(&self, raw: &RawValue) -> usize {
        let at = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.first + self.ends.partition_point(|end| *end < at)
    }

    fn node(&mut self, raw: &'t RawValue, depth: usize) -> Result<Node, Broken> {
        let line = self.line(raw);
        let broken = |why: &str| Broken { line, why: why.to_string() };
        self.values += 1;
        if depth > MOST_DEEP {
            return Err(broken("this value is nested too deeply"));
        }
        if self.values > MOST_VALUES {
            return Err(broken("the file has too many values; split it"));
        }
        let text = raw.get();
        let value = match text.as_bytes().first() {
            Some(b'{') => {
                let entries: Entries<'t> = serde_json::from_str(text).map_err(|e| broken(&said(&e)))?;
                let read = entries.0.into_iter().map(|(key, raw)| Ok((key.into_owned(), self.node(raw, depth + 1)?)));
                Tree::Map(read.collect::<Result<_, Broken>>()?)
            }
            Some(b'[') => {
                let items: Vec<&'t RawValue> = serde_json::from_str(text).map_err(|e| broken(&said(&e)))?;
                Tree::List(items.into_iter().map(|raw| self.node(raw, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Tree::Text(serde_json::from_str(text).map_err(|e| broken(&said(&e)))?),
            Some(b'n') => Tree::Null,
            _ => Tree::Text(text.to_string()),
        };
        Ok(Node { line, value })
    }
}

/// The entries of an object in their order.
struct Entries<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                #[derive(Deserialize)]
                struct Key<'k>(#[serde(borrow)] Cow<'k, str>);
                let mut entries = Vec::new();
                while let Some((Key(key), raw)) = map.next_entry()? {
                    entries.push((key, raw));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

/// Reads a text of YAML; of several documents, a list of them. Aliases are replaced by what they stand for, as long as
/// the whole stays within bounds.
pub(in crate::facts) fn of_yaml(text: &str) -> Result<Node, Broken> {
    let mut yaml = Yaml { open: Vec::new(), anchors: HashMap::new(), values: 0, repeated: 0, documents: Vec::new() };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| Broken { line: e.marker().line(), why: e.info().to_string() })?;
        yaml.event(event, span.start.line())?;
    }
    Ok(match yaml.documents.len() {
        1 => yaml.documents.remove(0),
        _ => Node { line: 1, value: Tree::List(yaml.documents) },
    })
}

/// A list or map that is not complete yet.
struct Open {
    node: Node,
    anchor: usize,
    /// The key whose value comes next.
    key: Option<String>,
}

struct Yaml {
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    values: usize,
    /// The values that aliases repeated.
    repeated: usize,
    documents: Vec<Node>,
}

impl Yaml {
    fn event(&mut self, event: Event<'_>, line: usize) -> Result<(), Broken> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_null =
                    style == saphyr_parser::ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if is_null { Tree::Null } else { Tree::Text(text.into_owned()) };
                self.put(Node { line, value }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.begin(Tree::List(Vec::new()), anchor, line),
            Event::MappingStart(anchor, _) => self.begin(Tree::Map(Vec::new()), anchor, line),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { node, anchor, .. }) => self.put(node, anchor, 1),
                None => Ok(()),
            },
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some((node, size)) => {
                    self.repeated += size;
                    if self.repeated > MOST_REPEATED {
                        return Err(Broken { line, why: TOO_MANY.into() });
                    }
                    let (node, size) = (node.clone(), *size);
                    self.put(Node { line, ..node }, 0, size)
                }
                None => Err(Broken { line, why: "this alias refers to itself, or to nothing".into() }),
            },
            _ => Ok(()),
        }
    }

    fn begin(&mut self, value: Tree, anchor: usize, line: usize) -> Result<(), Broken> {
        if self.open.len() > MOST_DEEP {
            return Err(Broken { line, why: "this value is nested too deeply".into() });
        }
        self.open.push(Open { node: Node { line, value }, anchor, key: None });
        Ok(())
    }

    /// Adds a complete value. `size` is the number of values in it that were not counted yet.
    fn put(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Broken> {
        self.values += size;
        if self.values > MOST_VALUES {
            return Err(Broken { line: node.line, why: TOO_MANY.into() });
        }
        if anchor > 0 {
            let size = count(&node);
            self.values += size;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return Ok(());
        };
        match (&mut open.node.value, open.key.take()) {
            (Tree::List(items), _) => items.push(node),
            (Tree::Map(entries), Some(key)) => entries.push((key, node)),
            (Tree::Map(_), None) => open.key = Some(node.text().unwrap_or("").to_string()),
            _ => {}
        }
        Ok(())
    }
}

/// Returns the number of values in a value, itself included.
fn count(node: &Node) -> usize {
    1 + node.items().iter().map(count).sum::<usize>()
        + node.entries().iter().map(|(_, node)| count(node)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_with_lines() {
        let node = of_json("{\n \"a\": [1,\n {\"b\": \"x\\ny\"}],\n \"c\": null}", 5).unwrap();
        assert_eq!(node.line, 5);
        assert_eq!(node.items_at("a")[1].line, 7);
        assert_eq!(node.items_at("a")[1].text_at("b"), Some("x\ny"));
        assert_eq!((node.items_at("a")[0].text(), node.get("c")), (Some("1"), None));
        assert_eq!(of_json("{\"a\": 1,\n}", 3).err().map(|e| e.line), Some(4));
        assert!(of_json(&"[".repeat(100), 1).is_err());
        assert!(of_json(&format!("{}{}", "[".repeat(100), "]".repeat(100)), 1).is_err());
    }

    #[test]
    fn yaml_with_lines_and_aliases() {
        let node = of_yaml("- id: &x\n    a: 'null'\n  n: ~\n- id: *x\n").unwrap();
        assert_eq!(node.items()[0].line, 1);
        assert_eq!(node.items()[1].at(&["id", "a"]).and_then(Node::text), Some("null"));
        assert_eq!(node.items()[0].get("n"), None);
        assert!(of_yaml("a: [1, 2").is_err());
        assert!(of_yaml("a: &a [*a]").is_err());
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..20 {
            let repeated = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{repeated}]\n"));
        }
        assert_eq!(of_yaml(&bomb).err().map(|e| e.why.contains("aliases")), Some(true));
    }
}
