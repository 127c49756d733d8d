//! Reads a TOML document key by key. Every error becomes a warning with its line, and the rest is read.

use crate::source::{Warning, quote};
use crate::wikitext::{Date, Quantity, read_date};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use strsim::jaro_winkler;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The document: the offsets at which its lines begin, and the warnings so far.
pub(super) struct Document<'a> {
    file: &'a str,
    starts: Vec<usize>,
    warnings: RefCell<Vec<Warning>>,
}

/// A value and its line.
#[derive(Debug, Clone)]
pub(super) struct Entry<T> {
    pub value: T,
    pub line: usize,
}

/// A table of the document, and the keys that were asked for.
pub(super) struct Table<'a> {
    document: &'a Document<'a>,
    table: &'a DeTable<'a>,
    /// The table's name in messages, such as `[[contest]]`.
    name: &'static str,
    pub line: usize,
    known: RefCell<BTreeSet<&'static str>>,
}

/// The longest name or title, in characters. Many facts repeat it.
const LONGEST_NAME: usize = 500;

impl<'a> Document<'a> {
    pub(super) fn new(file: &'a str, text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { file, starts, warnings: RefCell::new(Vec::new()) }
    }

    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.starts.partition_point(|start| *start <= span.start)
    }

    pub(super) fn warn(&self, line: usize, rule: &'static str, message: String) {
        self.warnings.borrow_mut().push(Warning::new(self.file, line, rule, message));
    }

    pub(super) fn into_warnings(self) -> Vec<Warning> {
        self.warnings.into_inner()
    }

    pub(super) fn root(&'a self, table: &'a DeTable<'a>) -> Table<'a> {
        Table { document: self, table, name: "the file", line: 1, known: RefCell::default() }
    }
}

impl<'a> Table<'a> {
    pub(super) fn get(&self, key: &'static str) -> Option<(&'a DeValue<'a>, usize)> {
        self.known.borrow_mut().insert(key);
        let value: &Spanned<DeValue<'a>> = self.table.get(key)?;
        Some((value.get_ref(), self.document.line(&value.span())))
    }

    /// Reads the value of a key. A wrong value gives a warning and counts as absent.
    fn read<T>(&self, key: &'static str, wanted: &str, read: impl Fn(&DeValue<'_>) -> Option<T>) -> Option<Entry<T>> {
        let (value, line) = self.get(key)?;
        let found = read(value);
        if found.is_none() {
            let message = format!("{key} in {} is {}; it must be {wanted}", self.name, quote(&shown(value)));
            self.document.warn(line, "bad-value", message);
        }
        found.map(|value| Entry { value, line })
    }

    /// Returns true if the table has the key, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    pub(super) fn text(&self, key: &'static str) -> Option<Entry<String>> {
        let filled = |s: &str| Some(s.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|s| !s.is_empty());
        self.read(key, "a text that is not empty", |v| v.as_str().and_then(filled))
    }

    /// Reads a name or title. One that is too long gives a warning.
    pub(super) fn name(&self, key: &'static str) -> Option<Entry<String>> {
        let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let short = |s: &String| !s.is_empty() && s.chars().count() <= LONGEST_NAME;
        let named = |v: &DeValue<'_>| v.as_str().map(one_line).filter(short);
        if self.table.get(key).and_then(|v| v.get_ref().as_str()).is_none_or(|s| s.len() <= LONGEST_NAME) {
            return self.text(key);
        }
        self.read(key, &format!("a name of at most {LONGEST_NAME} letters"), named)
    }

    pub(super) fn flag(&self, key: &'static str) -> bool {
        self.read(key, "true or false", |v| v.as_bool()).is_some_and(|e| e.value)
    }

    pub(super) fn date(&self, key: &'static str) -> Option<Entry<Date>> {
        self.read(key, "a date such as 1992-02-20, 1992-02, 1992 or 1992~", |v| read_date(&shown(v)))
    }

    pub(super) fn number(&self, key: &'static str) -> Option<Entry<Quantity>> {
        self.read(key, "a number of people such as 3000 or 'about 150,000'", |v| Quantity::read(&shown(v)))
    }

    pub(super) fn whole(&self, key: &'static str) -> Option<Entry<u64>> {
        self.read(key, "a whole number", |v| crate::wikitext::number::read_count(&shown(v)))
    }

    pub(super) fn percent(&self, key: &'static str) -> Option<Entry<f64>> {
        self.read(key, "a percentage from 0 to 100", |v| crate::wikitext::number::read_percent(&shown(v)))
    }

    pub(super) fn word<T>(&self, key: &'static str, read: fn(&str) -> Option<T>, allowed: &str) -> Option<Entry<T>> {
        self.read(key, &format!("one of {allowed}"), |v| v.as_str().and_then(read))
    }

    /// Reads a value of any kind except lists and tables as text. Used for conflicts.
    pub(super) fn any(&self, key: &'static str) -> Option<Entry<String>> {
        self.read(key, "a text or a number", |v| (!v.is_array() && !v.is_table()).then(|| shown(v)))
    }

    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.read(key, "a list of texts", |v| {
            v.as_array()?.iter().map(|item| item.get_ref().as_str().map(str::to_string)).collect::<Option<Vec<_>>>()
        })
        .map_or_else(Vec::new, |e| e.value)
    }

    pub(super) fn table(&self, key: &'static str, name: &'static str) -> Option<Table<'a>> {
        let (value, line) = self.get(key)?;
        let table = value.as_table();
        if table.is_none() {
            self.document.warn(line, "bad-value", format!("{key} must be a table, written [{key}]"));
        }
        Some(Table { document: self.document, table: table?, name, line, known: RefCell::default() })
    }

    pub(super) fn tables(&self, key: &'static str, name: &'static str) -> Vec<Table<'a>> {
        let Some((value, line)) = self.get(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            self.document.warn(line, "bad-value", format!("{key} must be a list of tables, written {name}"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            let line = self.document.line(&item.span());
            match item.get_ref().as_table() {
                Some(table) => {
                    found.push(Table { document: self.document, table, name, line, known: RefCell::default() });
                }
                None => self.document.warn(line, "bad-value", format!("an item of {key} is not a table; write {name}")),
            }
        }
        found
    }

    /// Reads every key with its list of texts, as in a table of names.
    pub(super) fn lists(&self) -> Vec<Entry<(String, Vec<String>)>> {
        let mut found = Vec::new();
        for (key, value) in self.table {
            let line = self.document.line(&key.span());
            let name = key.get_ref().to_string();
            let list = value.get_ref().as_array().and_then(|items| {
                items.iter().map(|item| item.get_ref().as_str().map(str::to_string)).collect::<Option<Vec<_>>>()
            });
            match list {
                Some(list) => found.push(Entry { value: (name, list), line }),
                None => self.document.warn(
                    line,
                    "bad-value",
                    format!("{} in {} must be a list of texts", quote(&name), self.name),
                ),
            }
        }
        found
    }

    pub(super) fn warn(&self, line: usize, rule: &'static str, message: String) {
        self.document.warn(line, rule, message);
    }

    /// Warns about every key that was never asked for, and suggests a known key with a similar name.
    pub(super) fn finish(&self) {
        let known = self.known.borrow();
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(name) {
                continue;
            }
            let near = known
                .iter()
                .map(|k| (jaro_winkler(k, name), *k))
                .filter(|(score, _)| *score > 0.8)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let hint = match near {
                Some((_, k)) => format!("; did you mean '{k}'?"),
                None => format!("; the known keys are {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
            };
            let line = self.document.line(&key.span());
            self.document.warn(
                line,
                "unknown-key",
                format!("{} is not a known key of {}{hint}", quote(name), self.name),
            );
        }
    }
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string().replace('_', ""),
        DeValue::Float(number) => number.as_str().replace('_', ""),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a table".into(),
    }
}
