//! Statements for Wikidata in version 1 of the QuickStatements syntax: candidates (P726 with P1111), who was elected
//! (P991), the office contested (P541), the date (P585), positions held (P39 with P580, P582, P1365, P1366, P2715), kin,
//! memberships and who appointed whom. A statement is written only if its subject and value have items and Wikidata can cite its source. No items are
//! created.

use super::{Items, Options};
use crate::analysis::succession;
use crate::facts::{Confidence, Kind};
use crate::graph::{CitationId, ContestId, Node, OfficeId, PersonId, PoliticalGraph, Selection, Tie};
use crate::view::escape::percent;
use crate::view::words::counted;
use crate::wikitext::{Date, Precision};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Result, Write};

/// The number of references that a statement has at most.
const MOST_REFERENCES: usize = 3;

struct Statements<'a> {
    graph: &'a PoliticalGraph,
    items: &'a Items,
    wiki: Option<&'a str>,
    comment: String,
    lines: Vec<String>,
    without_item: BTreeSet<String>,
    without_source: usize,
    repeated: usize,
    not_held: usize,
}

pub(super) fn write(selection: &Selection<'_>, options: &Options, out: &mut dyn Write) -> Result<Vec<String>> {
    let graph = selection.graph();
    // The comment becomes the edit summary.
    let comment = match selection.words() {
        "" => " /* from Hustings */".to_string(),
        words => format!(" /* from Hustings, selected: {} */", words.replace("*/", "* /").replace(['\t', '\n'], " ")),
    };
    let mut statements = Statements {
        graph,
        items: &options.items,
        wiki: options.wiki.as_deref(),
        comment,
        lines: Vec::new(),
        without_item: BTreeSet::new(),
        without_source: 0,
        repeated: 0,
        not_held: 0,
    };
    for contest in selection.contests() {
        statements.contest(selection, contest.id);
    }
    let mut spells: BTreeMap<(PersonId, OfficeId), usize> = BTreeMap::new();
    selection.graph().tenures().iter().for_each(|t| *spells.entry((t.person, t.office)).or_default() += 1);
    for tenure in selection.tenures() {
        // A second statement with the same value would only add its qualifiers to the first.
        if spells[&(tenure.person, tenure.office)] > 1 {
            statements.repeated += 1;
        } else {
            statements.tenure(selection, tenure);
        }
    }
    for tie in selection.ties() {
        statements.tie(tie);
    }
    for line in &statements.lines {
        writeln!(out, "{line}")?;
    }
    Ok(statements.notes())
}

impl Statements<'_> {
    /// Returns notes on what was left out, and what to do about it.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let missing: Vec<&String> = self.without_item.iter().collect();
        if let Some(first) = missing.first() {
            notes.push(format!(
                "{} names have no Wikidata item, so their statements are left out; the first is {first}; 'hustings export --format items' \
                 writes a table to fill in, and --items reads it",
                missing.len()
            ));
        }
        if self.without_source > 0 {
            notes.push(format!(
                "{} statements are left out because they have no source that Wikidata can cite; name the sources in the series, or use --wiki URL to cite \
                 the pages of that wiki",
                self.without_source
            ));
        }
        if self.repeated > 0 {
            notes.push(format!(
                "{} are left out: their holders held the office more than once, and QuickStatements cannot make two statements of one \
                 value; add them by hand",
                counted(self.repeated, "tenure")
            ));
        }
        if self.not_held > 0 {
            notes.push(format!("{} left out: annulled, cancelled or still to come", counted(self.not_held, "contest")));
        }
        notes
    }

    fn item(&mut self, kind: &str, name: &str, place: Option<&str>) -> Option<String> {
        let item = self.items.get(kind, name, place).map(ToString::to_string);
        if item.is_none() {
            let place = place.map(|p| format!(" ({p})")).unwrap_or_default();
            self.without_item.insert(format!("{kind} {name}{place}"));
        }
        item
    }

    fn person(&mut self, id: PersonId) -> Option<String> {
        let name = &self.graph.person(id).name;
        self.item("person", name, self.graph.told_apart_by(id))
    }

    fn contest_item(&mut self, id: ContestId) -> Option<String> {
        let title = &self.graph.contest(id).title;
        self.item("contest", title, None)
    }

    fn office(&mut self, id: OfficeId) -> Option<String> {
        let name = &self.graph.office(id).name;
        self.item("office", name, None)
    }

    fn references(&self, citations: &[CitationId]) -> Vec<(&'static str, String)> {
        references(self.graph, self.wiki, citations)
    }

    /// Adds a statement with its qualifiers and the references of both. A statement or qualifier without a reference is
    /// left out.
    fn say(&mut self, subject: &str, property: &str, value: &str, main: &[CitationId], more: Vec<Qualifier>) {
        let mut references = self.references(main);
        if references.is_empty() {
            self.without_source += 1;
            return;
        }
        let mut line = format!("{subject}\t{property}\t{value}");
        for Qualifier { property, value, citations } in more {
            let own = self.references(&citations);
            if own.is_empty() {
                continue;
            }
            line.push_str(&format!("\t{property}\t{value}"));
            references.extend(own);
        }
        let mut seen = BTreeSet::new();
        references.retain(|(_, url)| seen.insert(url.clone()));
        references.truncate(MOST_REFERENCES);
        for (i, (property, url)) in references.iter().enumerate() {
            // The mark `!` begins a new reference.
            let mark = if i == 0 { "" } else { "!" };
            let source = property.replacen('P', "S", 1);
            line.push_str(&format!("\t{mark}{source}\t\"{}\"", url.replace('"', "%22").replace(['\t', '\n'], "%20")));
        }
        self.lines.push(line + &self.comment);
    }

    fn contest(&mut self, selection: &Selection<'_>, id: ContestId) {
        let Some(subject) = self.contest_item(id) else { return };
        let contest = self.graph.contest(id);
        if !contest.counts(false) {
            self.not_held += 1;
            return;
        }
        // Citations about the contest itself, not those of a neighbouring contest that mentions it.
        let rows = || self.graph.candidacies_of(id);
        let mut about: Vec<CitationId> = contest.dates.first().map(|d| d.citations.to_vec()).unwrap_or_default();
        about.extend(rows().flat_map(|c| c.stood.iter().copied()));
        let winners = rows().filter(|c| c.is_elected()).count();
        if let Some(office) = contest.office.and_then(|o| self.office(o)) {
            self.say(&subject, "P541", &office, &about, Vec::new());
        }
        if let (Some(date), Some(first)) = (contest.date().and_then(time), contest.dates.first()) {
            self.say(&subject, "P585", &date, &first.citations, Vec::new());
        }
        let last = contest.valid_rounds(false).last().copied();
        for candidacy in selection.candidacies_of(id).filter(|c| c.is_standing()) {
            let Some(person) = self.person(candidacy.person) else { continue };
            // Only the votes of the last round: Wikidata could not tell those of earlier rounds apart from them.
            let decisive = last.and_then(|n| candidacy.round(n));
            let votes = decisive.and_then(|r| r.votes.first()).map(|v| Qualifier {
                property: "P1111",
                value: v.value.to_string(),
                citations: v.citations.to_vec(),
            });
            let mut stood = candidacy.stood.clone();
            stood.extend(candidacy.outcome.first().into_iter().flat_map(|o| o.citations.iter().copied()));
            self.say(&subject, "P726", &person, &stood, votes.into_iter().collect());
            // If an office for one person has two winners, a source is wrong.
            let clear = winners == 1 || matches!(contest.kind, Kind::Legislative | Kind::Local | Kind::Other);
            if let Some(outcome) = candidacy.outcome.first().filter(|_| candidacy.is_elected() && clear) {
                self.say(&subject, "P991", &person, &outcome.citations, Vec::new());
            }
        }
    }

    /// Adds kin (P22, P25, P26, P40, P451, P3373, P8810, P1038), memberships (P102, P463), and who appointed or nominated
    /// somebody (P748, P4353). Ties without a property of Wikidata are not meant for it.
    fn tie(&mut self, tie: &Tie) {
        let to_party = matches!(tie.to, Node::Party(_));
        let Some(property) = tie.kind.wikidata(tie.role.as_deref(), to_party) else { return };
        let Node::Person(from) = tie.from else { return };
        let value = match tie.to {
            Node::Person(id) => self.person(id),
            Node::Party(id) => self.item("party", &self.graph.party(id).name.clone(), None),
            Node::Group(id) => self.item("group", &self.graph.group(id).name.clone(), None),
            Node::Contest(_) | Node::Office(_) => None,
        };
        let (Some(subject), Some(value)) = (self.person(from), value) else { return };
        let mut more = Vec::new();
        for (property, date) in [("P580", tie.start), ("P582", tie.end)] {
            if let Some(value) = date.and_then(time) {
                more.push(Qualifier { property, value, citations: tie.citations.clone() });
            }
        }
        self.say(&subject, property, &value, &tie.citations, more);
    }

    fn tenure(&mut self, selection: &Selection<'_>, tenure: &crate::graph::Tenure) {
        let (Some(person), Some(office)) = (self.person(tenure.person), self.office(tenure.office)) else { return };
        let mut more = Vec::new();
        for (property, dates) in [("P580", &tenure.from), ("P582", &tenure.to)] {
            if let Some(first) = dates.first()
                && let Some(value) = time(first.value)
            {
                more.push(Qualifier { property, value, citations: first.citations.to_vec() });
            }
        }
        let before = succession::predecessor(self.graph, tenure).filter(|_| tenure.follows);
        let after = succession::successor(self.graph, tenure).filter(|t| t.follows);
        for (property, other) in [("P1365", before), ("P1366", after)] {
            let Some(other) = other.filter(|o| o.person != tenure.person && selection.has_tenure(o)) else { continue };
            if let Some(value) = self.person(other.person) {
                let citations = other.from.first().map_or_else(|| other.citations.clone(), |d| d.citations.to_vec());
                more.push(Qualifier { property, value, citations });
            }
        }
        if let Some(contest) = tenure.contest
            && let Some(value) = self.contest_item(contest)
        {
            more.push(Qualifier { property: "P2715", value, citations: tenure.citations.clone() });
        }
        // Citations about the tenure itself, not those of a contest that names its holder.
        let ends = tenure.from.first().into_iter().chain(tenure.to.first());
        let mut main: Vec<CitationId> = ends.flat_map(|d| d.citations.iter().copied()).collect();
        if main.is_empty() {
            main.clone_from(&tenure.citations);
        }
        self.say(&person, "P39", &office, &main, more);
    }
}

/// Returns the references of some citations, each a property and a web address. Empty if Wikidata can cite none of
/// them. `wiki` is the address of the wiki that has the pages.
pub(in crate::view) fn references(
    graph: &PoliticalGraph,
    wiki: Option<&str>,
    citations: &[CitationId],
) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for citation in citations.iter().map(|id| graph.citation(*id)) {
        let urls = citation.sources.iter().filter(|s| is_page(s));
        // Wikipedia pages are cited with "Wikimedia import URL" (P4656), other pages with "reference URL" (P854).
        let property = |url: &str| if url.contains(".wikipedia.org/") { "P4656" } else { "P854" };
        found.extend(urls.map(|url| (property(url), url.clone())));
        let of_page = !matches!(citation.confidence, Confidence::Table | Confidence::Disputed);
        if let (Some(wiki), true) = (wiki, of_page) {
            let title = percent(&citation.page.replace(' ', "_"));
            let revision = citation.revision.map(|r| format!("&oldid={r}")).unwrap_or_default();
            found.push(("P4656", format!("{}/w/index.php?title={title}{revision}", wiki.trim_end_matches('/'))));
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|(_, url)| seen.insert(url.clone()));
    found.truncate(MOST_REFERENCES);
    found
}

/// Returns true if the address names a page, not just a site.
fn is_page(url: &str) -> bool {
    let path = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).and_then(|u| u.split_once('/'));
    path.is_some_and(|(host, path)| !host.is_empty() && !path.is_empty() && path.trim_end_matches('/') != "wiki")
}

struct Qualifier {
    property: &'static str,
    value: String,
    citations: Vec<CitationId>,
}

/// Returns the date as QuickStatements writes it, or `None` for a range, a bound or an approximate date.
pub(in crate::view) fn time(date: Date) -> Option<String> {
    let precision = date.precision().filter(|_| !date.is_circa())?;
    let year = date.the_year()?;
    let (month, day) = (date.the_month().unwrap_or(0), date.the_day().unwrap_or(0));
    let mark = match precision {
        Precision::Day => 11,
        Precision::Month => 10,
        Precision::Year => 9,
    };
    let sign = if year < 0 { '-' } else { '+' };
    Some(format!("{sign}{:04}-{month:02}-{day:02}T00:00:00Z/{mark}", year.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_carry_their_precision() {
        let time = |text: &str| Date::parse(text).and_then(time);
        assert_eq!(time("1992-02-19").as_deref(), Some("+1992-02-19T00:00:00Z/11"));
        assert_eq!(time("1992-02").as_deref(), Some("+1992-02-00T00:00:00Z/10"));
        assert_eq!(time("1992").as_deref(), Some("+1992-00-00T00:00:00Z/9"));
        assert_eq!(time("1992/1993"), None);
        assert_eq!(time("1992~"), None);
        assert_eq!(percent("Sa'ar é&x"), "Sa%27ar%20%C3%A9%26x");
    }
}
