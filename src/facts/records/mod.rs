//! Readers of the field's files in JSON and YAML: one file each.

pub(super) mod congress;
pub(super) mod enterprise;
pub(super) mod follow_the_money;
pub(super) mod model;
pub(super) mod networks;
pub(super) mod open_states;
pub(super) mod popolo;
pub(super) mod rdf;
pub(super) mod rows;
pub(super) mod tree;
pub(super) mod wikidata;

use super::input::Text;
use super::{Citation, ContestMention, ContestSays, Fact, Facts, PersonSays, Statement, TenureSays, TieSays, Unread};
use crate::source::{Lost, Page, Warning};
use crate::wikitext::{Date, DateOrder, read_date};
use std::sync::Arc;
use tree::{Broken, Node};

/// States what a page says, with citations.
struct Teller<'a> {
    page: &'a Page,
    facts: &'a mut Facts,
}

impl Teller<'_> {
    /// Returns the citation of a value: its line, and the value itself as the quote.
    fn cite(&self, node: &Node) -> Arc<Citation> {
        self.cite_with(node.line, &node.quote(), &[])
    }

    fn cite_with(&self, line: usize, quote: &str, sources: &[String]) -> Arc<Citation> {
        let citation = Citation::of_table(&self.page.file, line, quote.into());
        let sources = if sources.is_empty() { citation.sources } else { sources.into() };
        Arc::new(Citation { sources, ..citation })
    }

    fn say(&mut self, statement: Statement, citation: &Arc<Citation>) {
        self.facts.stated.push(Fact { statement, citation: Arc::clone(citation) });
    }

    /// States a tenure. Warns if it ends before it begins.
    fn tenure(&mut self, tenure: TenureSays, citation: &Arc<Citation>) {
        if let (Some(from), Some(to)) = (tenure.from, tenure.to)
            && from.order(to) == DateOrder::Later
        {
            let message = format!(
                "this spell is from {from} to {to}, but its end is before its beginning; correct one of the dates"
            );
            self.warn(citation.line, "bad-order", message);
        }
        self.say(Statement::Tenure(Box::new(tenure)), citation);
    }

    /// States a tie.
    fn tie(&mut self, says: TieSays, citation: &Arc<Citation>) {
        let page = if says.page.is_empty() { self.page.file.to_string() } else { says.page.clone() };
        self.say(Statement::Tie(Box::new(TieSays { page, ..says })), citation);
    }

    fn person(&mut self, name: &str, says: impl IntoIterator<Item = PersonSays>, citation: &Arc<Citation>) {
        let person: Arc<str> = name.into();
        for says in says {
            self.say(Statement::Person { person: Arc::clone(&person), says }, citation);
        }
    }

    fn contest(&mut self, title: &str, says: impl IntoIterator<Item = ContestSays>, citation: &Arc<Citation>) {
        let contest = ContestMention::titled(title);
        for says in says {
            self.say(Statement::Contest { contest: contest.clone(), says }, citation);
        }
    }

    fn warn(&mut self, line: usize, rule: &'static str, message: impl Into<String>) {
        self.facts.warnings.push(Warning::new(&self.page.file, line, rule, message));
    }

    /// Reads the date at a key. A value that is no date gives a warning.
    fn date(&mut self, node: &Node, key: &str) -> Option<Date> {
        let found = node.get(key)?;
        let text = found.text()?;
        let date = read_day(text);
        if date.is_none() {
            let message = format!(
                "{key} is {}; it must be a date such as 1992-02-20, 1992-02 or 1992",
                crate::source::quote(text)
            );
            self.warn(found.line, "bad-value", message);
        }
        date
    }

    /// Counts a value that no rule reads.
    fn unread(&mut self, key: &str, node: &Node) {
        let value = node.quote();
        self.facts.unread.push(Unread {
            file: Arc::clone(&self.page.file),
            line: node.line,
            key: key.to_string(),
            value,
        });
    }

    /// Says how many relations between people, or between people and groups, a file states.
    fn ties(&mut self, count: usize, what: &str) {
        if count > 0 {
            let message = format!("{count} {what} are recognised; the graph does not hold ties of these kinds");
            self.warn(0, "stated-ties", message);
        }
    }

    /// Returns the tree of the whole file, or reports why there is none.
    fn root(&mut self, read: Result<Node, Broken>) -> Option<Node> {
        read.map_err(|broken| self.broken(&broken, Lost::File)).ok()
    }

    /// Reports a text that cannot be read.
    fn broken(&mut self, broken: &Broken, lost: Lost) {
        let message = format!("this cannot be read: {}", broken.why);
        self.facts.warnings.push(Warning::new(&self.page.file, broken.line, "bad-json", message).losing(lost));
    }

    /// Reports a file of a known format of which nothing was understood.
    fn nothing(&mut self, before: usize, what: &str) {
        if self.facts.stated.len() == before {
            let message = format!("nothing in this file could be read: it has {what}");
            self.facts.warnings.push(Warning::new(&self.page.file, 0, "no-rows", message).losing(Lost::File));
        }
    }
}

/// Reads a date, without the time of day that programs add.
fn read_day(text: &str) -> Option<Date> {
    let day = text.split_once('T').filter(|(_, time)| time.contains(':')).map_or(text, |(day, _)| day);
    read_date(day.trim_start_matches('+'))
}

/// Returns true if a text begins like JSON.
fn is_json(text: &Text<'_>) -> bool {
    text.first.starts_with(['{', '['])
        && !text.first.starts_with("{{")
        && !text.first.starts_with("[[")
        && !text.first.starts_with("{|")
}

/// Returns true if a text has all these words. A word in quotes must be a key: a colon follows it.
fn has_all(text: &Text<'_>, words: &[&str]) -> bool {
    let bytes = text.whole.as_bytes();
    words.iter().all(|word| {
        memchr::memmem::find_iter(bytes, word.as_bytes()).any(|at| {
            let rest = bytes[at + word.len()..].trim_ascii_start();
            !word.ends_with('"') || rest.first() == Some(&b':')
        })
    })
}

/// Returns true if a file's name is that of YAML, or if a text has its marks.
fn is_yaml(text: &Text<'_>) -> bool {
    text.ends_in(&["yaml", "yml"])
}

/// Calls `to` with each record of a text of JSON: the whole text, or one record a line, as some files have them. The
/// list of a file that has one record a line, with a comma behind each, is read line by line as well.
fn each_record(page: &Page, facts: &mut Facts, mut to: impl FnMut(&Node, &mut Teller<'_>)) {
    let text = &*page.text;
    let in_lines = {
        let mut lines =
            text.lines().map(|l| l.trim().trim_end_matches(',')).filter(|line| !line.is_empty() && *line != "[");
        let first_two = [lines.next(), lines.next()];
        first_two.iter().all(|line| line.is_some_and(|l| l.starts_with('{') && l.ends_with('}')))
            && first_two[0].is_some_and(|line| tree::of_json(line, 1).is_ok())
    };
    let mut teller = Teller { page, facts };
    if !in_lines {
        match tree::of_json(text, 1) {
            Ok(node) if matches!(node.value, tree::Tree::List(_)) => {
                node.items().iter().for_each(|item| to(item, &mut teller));
            }
            Ok(node) => to(&node, &mut teller),
            Err(broken) => teller.broken(&broken, Lost::File),
        }
        return;
    }
    for (at, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches(',');
        if line.is_empty() || line == "[" || line == "]" {
            continue;
        }
        match tree::of_json(line, at + 1) {
            Ok(node) => to(&node, &mut teller),
            Err(broken) => teller.broken(&broken, Lost::Row),
        }
    }
}
