//! The sieve for dumps of Wikidata: a text with one entity a line, of which few hold an office or stand anywhere.
//!
//! The first pass keeps the entities that have one of [`SOUGHT`], reduced to what is read of them. They refer to other
//! entities, whose labels a second pass collects, unless the file is so small that the first pass could remember all
//! labels. Kept lines stay on their lines; the others become blank, so that lines can be cited.

use super::bytes::{MAX_JSON_LINE, MAX_TEXT};
use crate::wikitext::number::grouped;
use memchr::memmem::Finder;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, BufReader, Read};

/// An entity is read if it has one of these: office held, candidacy, candidates, the elected.
const SOUGHT: [&str; 4] = ["P39", "P3602", "P726", "P991"];

/// What else is read of an entity; see `facts/records/wikidata.rs`.
const READ: [&str; 27] = [
    "P569", "P570", "P102", "P585", "P541", "P17", "P1867", "P1868", "P1697", "P155", "P156", "P31", "P22", "P25",
    "P26", "P40", "P3373", "P1038", "P451", "P463", "P1344", "P737", "P3342", "P1346", "P748", "P4353", "P8810",
];

/// Labels of this many bytes are remembered in the first pass.
const REMEMBERED: usize = 64 << 20;

/// A stream of a file, unpacked.
pub(super) type Stream = Box<dyn Read + Send>;

/// What the sieve kept.
#[derive(Default)]
pub(super) struct Sieved {
    /// The kept entities, each on its line.
    pub text: String,
    /// What could not be read, with its line, or 0.
    pub doubts: Vec<(usize, String)>,
    /// The number of entities, and of those that were kept for what they hold.
    pub entities: usize,
    pub kept: usize,
}

#[derive(Deserialize)]
struct Entity<'t> {
    id: &'t str,
    #[serde(rename = "type", default)]
    kind: &'t str,
    #[serde(borrow, default)]
    labels: Option<&'t RawValue>,
    #[serde(borrow, default)]
    claims: Option<&'t RawValue>,
}

/// Returns true if a text begins like a dump of Wikidata: one entity a line, with or without a list around them.
pub(super) fn is_dump(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let text = text.strip_prefix(b"[").map_or(text, <[u8]>::trim_ascii_start);
    let begins = |mark: &[u8]| text.starts_with(mark);
    begins(b"{\"type\":\"item\",")
        || begins(b"{\"type\":\"property\",")
        || begins(b"{\"id\":\"Q") && begins_an_item(text)
}

fn begins_an_item(text: &[u8]) -> bool {
    let start = &text[..text.len().min(200)];
    memchr::memmem::find(start, b"\"type\":\"item\"").is_some()
        || memchr::memmem::find(start, b"\"labels\":{").is_some()
}

/// Calls `to` with each line and its number, and tells what could not be read. Lines that are too long are passed over.
fn each_line(input: Stream, doubts: &mut Vec<(usize, String)>, mut to: impl FnMut(usize, &[u8]) -> bool) {
    let mut input = BufReader::with_capacity(1 << 20, input);
    let (mut line, mut at, mut long) = (Vec::new(), 0, false);
    loop {
        let limit = (MAX_JSON_LINE + 1) as u64;
        match input.by_ref().take(limit).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(e) => {
                doubts.push((at + 1, format!("reading stopped: {e}; what stands before is read")));
                break;
            }
        }
        let ended = line.last() == Some(&b'\n');
        if !ended && line.len() > MAX_JSON_LINE {
            if !long {
                doubts.push((
                    at + 1,
                    format!("a line has more than {} bytes and is not read", grouped(MAX_JSON_LINE as u64)),
                ));
            }
            long = true;
        } else {
            at += 1;
            let entity = line.trim_ascii();
            let entity = entity.strip_suffix(b",").unwrap_or(entity);
            let go_on = std::mem::take(&mut long) || matches!(entity, b"" | b"[" | b"]") || to(at, entity);
            if !go_on {
                break;
            }
        }
        line.clear();
    }
}

/// Keeps what is read of a dump. `again` opens the same stream anew, for the labels of what the kept entities name.
pub(super) fn sieve(input: Stream, language: Option<&str>, again: &dyn Fn() -> Option<Stream>) -> Sieved {
    let mut found = Sieved::default();
    let finders = SOUGHT.map(|property| Finder::new(&format!("\"{property}\":")).into_owned());
    let mut kept: BTreeMap<usize, String> = BTreeMap::new();
    let mut others: HashMap<String, (usize, String)> = HashMap::new();
    let (mut size, mut remembered, mut full, mut cut) = (0, 0, false, 0);
    let mut doubts = Vec::new();
    each_line(input, &mut doubts, |at, line| {
        found.entities += 1;
        cut = if line.ends_with(b"}") { 0 } else { at };
        if finders.iter().any(|sought| sought.find(line).is_some()) {
            let entity = std::str::from_utf8(line).ok().and_then(|text| reduced(text, language));
            if entity.as_ref().is_some_and(String::is_empty) {
                return true;
            }
            // A line that is broken is told by whoever reads it.
            let entity = entity.unwrap_or_else(|| String::from_utf8_lossy(line).into_owned());
            size += entity.len();
            kept.insert(at, entity);
            found.kept += 1;
            if size > MAX_TEXT {
                full = true;
                return false;
            }
        } else if remembered < REMEMBERED {
            remembered += line.len();
            if let Some((id, label)) = std::str::from_utf8(line).ok().and_then(|text| label(text, language)) {
                others.insert(id, (at, label));
            }
        }
        true
    });
    if full {
        let most = grouped(MAX_TEXT as u64);
        doubts.push((
            0,
            format!("this file holds more than {most} bytes about offices and elections; the rest is not read"),
        ));
    }
    if cut > 0 {
        doubts.push((cut, "this line ends within an entity: the file is cut off".into()));
    }
    let named = named(kept.values());
    if remembered < REMEMBERED {
        kept.extend(named.into_iter().filter_map(|id| others.remove(&id)));
    } else if let Some(input) = again() {
        each_line(input, &mut Vec::new(), |at, line| {
            if id_of(line).is_some_and(|id| named.contains(id)) && !kept.contains_key(&at) {
                kept.extend(
                    std::str::from_utf8(line).ok().and_then(|text| label(text, language)).map(|(_, label)| (at, label)),
                );
            }
            true
        });
    } else {
        doubts.push((0, "labels stand elsewhere in this stream and are not read; name the file instead".into()));
    }
    found.doubts = doubts;
    found.text = laid_out(&kept);
    found
}

/// Returns the id of an entity from the beginning of its line.
fn id_of(line: &[u8]) -> Option<&str> {
    let start = &line[..line.len().min(200)];
    let from = memchr::memmem::find(start, b"\"id\":\"")? + 6;
    let length = start[from..].iter().position(|byte| *byte == b'"')?;
    std::str::from_utf8(&start[from..from + length]).ok()
}

/// Returns the ids that entities name.
fn named<'t>(entities: impl Iterator<Item = &'t String>) -> HashSet<String> {
    let finder = Finder::new("\"id\":\"Q");
    let ids = entities.flat_map(|text| {
        finder
            .find_iter(text.as_bytes())
            .filter_map(|at| text[at + 6..].split('"').next())
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    });
    ids.collect()
}

/// Returns an entity with what is read of it; an empty text if it has nothing that is sought, `None` if it is broken.
fn reduced(line: &str, language: Option<&str>) -> Option<String> {
    let entity: Entity<'_> = serde_json::from_str(line).ok()?;
    // An entity without claims has an empty list in place of them.
    let claims: BTreeMap<&str, &RawValue> =
        entity.claims.and_then(|c| serde_json::from_str(c.get()).ok()).unwrap_or_default();
    if !SOUGHT.iter().any(|property| claims.contains_key(property)) {
        return Some(String::new());
    }
    let wanted = claims.into_iter().filter(|(property, _)| SOUGHT.contains(property) || READ.contains(property));
    let claims: Vec<String> = wanted.map(|(property, claims)| format!("\"{property}\":{}", claims.get())).collect();
    Some(written(&entity, &labels(&entity, language), &claims.join(",")))
}

/// Returns the id of an entity, and the entity with its labels alone.
fn label(line: &str, language: Option<&str>) -> Option<(String, String)> {
    let entity: Entity<'_> = serde_json::from_str(line).ok()?;
    Some((entity.id.to_string(), written(&entity, &labels(&entity, language), "")))
}

fn written(entity: &Entity<'_>, labels: &str, claims: &str) -> String {
    format!("{{\"type\":\"{}\",\"id\":\"{}\",\"labels\":{{{labels}}},\"claims\":{{{claims}}}}}", entity.kind, entity.id)
}

/// Returns the labels in the language, in English and in all languages at once; if there are none, the first of all.
fn labels(entity: &Entity<'_>, language: Option<&str>) -> String {
    let all: BTreeMap<&str, &RawValue> =
        entity.labels.and_then(|l| serde_json::from_str(l.get()).ok()).unwrap_or_default();
    let wanted = [language.unwrap_or("en"), "en", "mul"];
    let mut kept: Vec<(&str, &RawValue)> =
        all.iter().filter(|(code, _)| wanted.contains(code)).map(|(c, l)| (*c, *l)).collect();
    if kept.is_empty() {
        kept.extend(all.into_iter().take(1));
    }
    kept.iter().map(|(code, label)| format!("\"{code}\":{}", label.get())).collect::<Vec<_>>().join(",")
}

/// Returns the entities as a text, each on its line.
fn laid_out(kept: &BTreeMap<usize, String>) -> String {
    let last = kept.last_key_value().map_or(0, |(at, _)| *at);
    let mut text = String::with_capacity(last + kept.values().map(String::len).sum::<usize>());
    let mut at = 1;
    for (line, entity) in kept {
        text.extend(std::iter::repeat_n('\n', line - at));
        text.push_str(entity);
        at = *line;
    }
    text
}
