//! The facts of one page in a form that can be written out. `extract` adds them to a page's record, and a graph file
//! keeps them so that the page need not be read again.

use super::citation::no_sources;
use super::{Citation, Confidence, Facts, Misspelling, OwnConflict, PageConflict, Statement, Unread};
use crate::source::Warning;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that a page states, by citation. The file, title and revision of the page are stored elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageStatements {
    /// The citations with their statements, in the order in which the rules found them.
    #[serde(default)]
    pub places: Vec<Place>,
    /// The names in the statements that are titles of pages.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub links: BTreeSet<String>,
    /// The labels of items of Wikidata, by item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Pairs of this page and another page that it says is different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distinct: Vec<(String, String)>,
    /// What no rule understands: line, key and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<(usize, String, String)>,
    /// What is wrong: line, rule and message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<(usize, String, String)>,
    /// Names that look like misspellings: as written, as meant, and the citation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misspellings: Vec<(String, String, Place)>,
    /// Conflicts inside the page: what about, the person or template, the office or parameter, both values, both
    /// citations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

/// A conflict inside a page, as it is written out.
pub type Conflict = (OwnConflict, String, String, [String; 2], Place, Place, bool);

/// A citation of the page, and what it states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// How far the citation is trusted.
    pub from: Confidence,
    /// The field or sentence that is quoted.
    pub quote: String,
    /// The statements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<Statement>,
}

impl Place {
    fn of(citation: &Citation) -> Self {
        Self { line: citation.line, from: citation.confidence, quote: citation.quote.to_string(), says: Vec::new() }
    }
}

impl PageStatements {
    /// Collects the statements from the facts of one page. Linear in the facts.
    pub fn of(facts: Facts) -> Self {
        let mut places: Vec<Place> = Vec::new();
        let mut last: Option<Arc<Citation>> = None;
        for fact in facts.stated {
            if last.as_ref().is_none_or(|last| !Arc::ptr_eq(last, &fact.citation)) {
                places.push(Place::of(&fact.citation));
                last = Some(fact.citation);
            }
            if let Some(place) = places.last_mut() {
                place.says.push(fact.statement);
            }
        }
        let conflict =
            |c: PageConflict| (c.kind, c.subject, c.about, c.values, Place::of(&c.here), Place::of(&c.there), c.odd);
        let slip = |m: Misspelling| (m.written, m.meant, Place::of(&m.citation));
        Self {
            places,
            links: facts.pages,
            labels: facts.labels,
            distinct: facts.distinct,
            unread: facts.unread.into_iter().map(|u| (u.line, u.key, u.value)).collect(),
            warnings: facts.warnings.into_iter().map(|w| (w.line, w.rule.into_owned(), w.message)).collect(),
            misspellings: facts.misspellings.into_iter().map(slip).collect(),
            conflicts: facts.conflicts.into_iter().map(conflict).collect(),
        }
    }

    /// Turns the statements back into facts, with citations of a page of a file.
    pub fn into_facts(self, file: &Arc<str>, title: &str, revision: Option<u64>) -> Facts {
        let page: Arc<str> = title.into();
        let cite = |place: &Place| Citation {
            confidence: place.from,
            page: Arc::clone(&page),
            line: place.line,
            quote: place.quote.as_str().into(),
            revision,
            file: Arc::clone(file),
            sources: no_sources(),
        };
        let mut facts = Facts { pages: self.links, labels: self.labels, distinct: self.distinct, ..Facts::default() };
        // No more than is needed: the facts of all pages are in memory at once.
        facts.stated.reserve_exact(self.places.iter().map(|place| place.says.len()).sum());
        for mut place in self.places {
            let says = std::mem::take(&mut place.says);
            let citation = Arc::new(cite(&place));
            let fact = |statement| super::Fact { statement, citation: Arc::clone(&citation) };
            facts.stated.extend(says.into_iter().map(fact));
        }
        let unread = |(line, key, value)| Unread { file: Arc::clone(file), line, key, value };
        facts.unread = self.unread.into_iter().map(unread).collect();
        let warning = |(line, rule, message)| Warning::new(file, line, Cow::Owned(rule), message);
        facts.warnings = self.warnings.into_iter().map(warning).collect();
        let slip =
            |(written, meant, place): (String, String, Place)| Misspelling { written, meant, citation: cite(&place) };
        facts.misspellings = self.misspellings.into_iter().map(slip).collect();
        let conflict = |(kind, subject, about, values, here, there, odd): Conflict| {
            let (here, there) = (cite(&here), cite(&there));
            PageConflict { kind, subject, about, values, here, there, odd }
        };
        facts.conflicts = self.conflicts.into_iter().map(conflict).collect();
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::wiki;
    use crate::source::Page;

    #[test]
    fn a_page_reads_back_as_it_was_written() {
        let text = "{{Infobox election\n| election_date = 1 May 2001\n| nominee1 = [[Ann Ash]]\n| popular_vote1 = 1,234\n| percentage1 = 53.17%\n| nominee2 = [[Bo Birch]]\n| popular_vote2 = 1,087\n}}\nAsh defeated Birch in the second round. Ash had been leader since 1999.";
        let title = Some("2001 X leadership election".into());
        let page = Page { title, revision: Some(7), ..Page::new("dump.xml", text) };
        let mut facts = Facts::default();
        wiki::extract(&page, &mut facts);
        assert!(facts.stated.len() > 8);
        let written = serde_json::to_string(&PageStatements::of(facts.clone())).unwrap();
        let read: PageStatements = serde_json::from_str(&written).unwrap();
        let again = read.into_facts(&page.file, "2001 X leadership election", Some(7));
        assert_eq!(format!("{facts:?}"), format!("{again:?}"));
    }
}
