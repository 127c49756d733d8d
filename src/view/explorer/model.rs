//! The parts that several pages share, before they become HTML or JSON.

use super::Explorer;
use super::address::{Kind, Place};
use crate::analysis::figures::Figures;
use crate::check::Diagnostic;
use crate::graph::{CitationId, Contest, ContestId, OfficeId, PartyId, PersonId, PoliticalGraph, Values};
use crate::store::Part;
use crate::wikitext::Date;
use itertools::Itertools;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{MAIN_SEPARATOR, Path};
use std::rc::Rc;

/// The number of entries that a list on a page about one thing shows at most. The page then says how many there are.
pub(super) const MOST_ROWS: usize = 2_000;

/// The number of opponents named for one contest.
const MOST_AGAINST: usize = 100;
/// The number of opponents named on a whole page.
const MOST_AGAINST_A_PAGE: usize = 20_000;
/// The number of opponents named for each contest even if the page has reached its limit.
pub(super) const LEAST_AGAINST: usize = 4;

/// A list that was cut short on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cut {
    /// The word for the entries, in the plural.
    pub(super) of: &'static str,
    /// The number of entries shown.
    pub(super) shown: usize,
    /// The number of all entries.
    pub(super) all: usize,
}

/// A name with the address of its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Ref {
    pub(super) name: String,
    /// The qualifier that tells it apart from others with the same name.
    pub(super) note: Option<String>,
    /// The address from the root, without an ending.
    pub(super) address: String,
}

impl Ref {
    /// Returns the name with its qualifier, for titles.
    pub(super) fn with_note(&self) -> String {
        match &self.note {
            Some(note) => format!("{} ({note})", self.name),
            None => self.name.clone(),
        }
    }
}

/// Returns the name of a file as pages show it. An absolute path is cut to its last part, so that pages do not reveal
/// the user's folders.
pub(super) fn file_name(file: &str) -> String {
    let path = Path::new(file);
    let last = path.file_name().filter(|_| path.is_absolute());
    last.map_or_else(|| file.to_string(), |name| name.to_string_lossy().into_owned())
}

/// Removes the folders of absolute paths from the findings, in file names and in texts.
pub(super) fn without_folders(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let folder = |d: &Diagnostic| {
        let path = Path::new(&*d.file);
        let folder = path.parent().filter(|_| path.is_absolute())?.to_string_lossy().into_owned();
        Some(if folder.ends_with(MAIN_SEPARATOR) { folder } else { format!("{folder}{MAIN_SEPARATOR}") })
    };
    let mut folders: Vec<String> = findings.iter().filter_map(folder).unique().collect();
    // Longer folders are removed first, so that a folder within another goes completely. The root folder is kept: it
    // reveals nothing, and a slash is common in texts.
    folders.retain(|f| f.len() > 1);
    folders.sort_by_key(|f| Reverse(f.len()));
    for d in &mut findings {
        for folder in &folders {
            for text in std::iter::once(&mut d.message).chain(&mut d.values).filter(|t| t.contains(folder.as_str())) {
                *text = text.replace(folder.as_str(), "");
            }
        }
        d.file = file_name(&d.file).into();
    }
    findings
}

/// A date. In JSON it is an ISO 8601 string, as exact as known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When(pub(super) Date);

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A statement, with the numbers of its citations on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) about: Option<Ref>,
    /// The value as a number or a date, if it is one.
    pub(super) value: Option<Value>,
    pub(super) sources: Vec<usize>,
}

/// A value in words, the thing it names, and the value for programs.
pub(super) struct Told {
    pub(super) text: String,
    pub(super) about: Option<Ref>,
    pub(super) value: Option<Value>,
}

impl From<(String, Option<Ref>)> for Told {
    fn from((text, about): (String, Option<Ref>)) -> Self {
        Self { text, about, value: None }
    }
}

impl From<(String, Value)> for Told {
    fn from((text, value): (String, Value)) -> Self {
        Self { text, about: None, value: Some(value) }
    }
}

/// Serializes a text, or null if the text is empty.
pub(super) fn worded<S: Serializer>(text: &impl AsRef<str>, serializer: S) -> Result<S::Ok, S::Error> {
    Some(text.as_ref()).filter(|t| !t.is_empty()).serialize(serializer)
}

/// Serializes a number rounded to six decimals, without binary rounding noise.
#[expect(clippy::ref_option, reason = "serde calls it so")]
pub(super) fn rounded<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    number.map(|n| (n * 1e6).round() / 1e6).serialize(serializer)
}

/// Serializes pairs as an object, in their order.
pub(super) fn as_map<K: Serialize, V: Serialize, S: Serializer>(
    pairs: &[(K, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

/// A property with all its values, the preferred one first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Property {
    pub(super) property: String,
    pub(super) values: Vec<Said>,
}

/// A citation, as listed on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Source {
    /// The number by which the page refers to it, from 1.
    pub(super) number: usize,
    /// The file as the user named it, without the folders of an absolute path.
    pub(super) file: String,
    pub(super) line: usize,
    /// The title of the article, or the name of the series.
    pub(super) page: String,
    pub(super) revision: Option<u64>,
    /// The kind of source: table, infobox, prose and so on.
    pub(super) kind: &'static str,
    /// The field or sentence, as the source has it.
    pub(super) quote: String,
    /// The sources that the file itself names.
    pub(super) sources: Vec<String>,
}

/// A finding of the checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Finding {
    pub(super) rule: String,
    pub(super) severity: &'static str,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) subject: String,
    /// The page of the subject, if it has one.
    pub(super) about: Option<Ref>,
    pub(super) message: String,
    pub(super) values: Vec<String>,
    pub(super) quote: String,
}

impl Finding {
    pub(super) fn of(explorer: &Explorer, d: &Diagnostic) -> Self {
        Self {
            rule: d.rule.to_string(),
            severity: d.severity.label(),
            file: file_name(&d.file),
            line: d.line,
            subject: d.subject.clone(),
            about: explorer.named(&d.subject),
            message: d.message.clone(),
            values: d.values.clone(),
            quote: d.quote.to_string(),
        }
    }
}

/// Builds a page from a part of the graph. It resolves rows to addresses and numbers the citations.
pub(super) struct Desk<'a> {
    pub(super) explorer: &'a Explorer,
    pub(super) part: &'a Part,
    pub(super) graph: &'a PoliticalGraph,
    cited: Vec<CitationId>,
    numbers: HashMap<CitationId, usize>,
    figures: HashMap<(ContestId, usize), Rc<Figures>>,
    cut: Vec<Cut>,
    /// The number of opponents that may still be named on this page.
    against: usize,
}

impl<'a> Desk<'a> {
    pub(super) fn new(explorer: &'a Explorer, part: &'a Part) -> Self {
        Self {
            explorer,
            part,
            graph: &part.graph,
            cited: Vec::new(),
            numbers: HashMap::new(),
            figures: HashMap::new(),
            cut: Vec::new(),
            against: MOST_AGAINST_A_PAGE,
        }
    }

    /// Returns the first [`MOST_ROWS`] entries of a list, and notes a cut if there are more.
    pub(super) fn listed<T>(&mut self, of: &'static str, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut rest = all.into_iter();
        let rows: Vec<T> = rest.by_ref().take(MOST_ROWS).collect();
        self.note_cut(of, rows.len(), rows.len() + rest.count());
        rows
    }

    /// Records that a list is cut short, if `shown` and `all` differ.
    pub(super) fn note_cut(&mut self, of: &'static str, shown: usize, all: usize) {
        if shown == all {
            return;
        }
        match self.cut.iter_mut().find(|cut| cut.of == of) {
            Some(cut) => {
                cut.shown += shown;
                cut.all += all;
            }
            None => self.cut.push(Cut { of, shown, all }),
        }
    }

    /// Returns the lists that were cut short so far, and forgets them.
    pub(super) fn cut(&mut self) -> Vec<Cut> {
        std::mem::take(&mut self.cut)
    }

    /// Returns the findings about a subject, at most [`MOST_ROWS`].
    pub(super) fn findings_on(&mut self, subject: &str) -> Vec<Finding> {
        let found = self.explorer.findings_on(subject);
        let found = self.listed("findings", found);
        found.into_iter().map(|d| Finding::of(self.explorer, d)).collect()
    }

    /// Returns the namesakes of a thing, at most [`MOST_ROWS`].
    pub(super) fn others_of_that_name(&mut self, kind: Kind, number: u32) -> Vec<Ref> {
        let explorer = self.explorer;
        let others = explorer.others_of_that_name(kind, number);
        self.listed("namesakes", others).into_iter().map(|n| explorer.about(kind, n)).collect()
    }

    /// Returns the opponents in one contest: the first ones by name, and the number of the others.
    pub(super) fn against(&mut self, all: impl Iterator<Item = PersonId>) -> (Vec<Ref>, usize) {
        let mut all = all;
        let most = MOST_AGAINST.min(self.against).max(LEAST_AGAINST);
        let named: Vec<Ref> = all.by_ref().take(most).map(|p| self.person(p)).collect();
        self.against = self.against.saturating_sub(named.len());
        (named, all.count())
    }

    /// Returns the figures of a round, computed only once per page.
    pub(super) fn figures(&mut self, contest: &Contest, round: usize) -> Rc<Figures> {
        let of = || Rc::new(Figures::of(self.graph, contest, round));
        Rc::clone(self.figures.entry((contest.id, round)).or_insert_with(of))
    }

    pub(super) fn person(&self, id: PersonId) -> Ref {
        self.explorer.about(Kind::Person, self.part.person_number(id))
    }

    pub(super) fn contest(&self, id: ContestId) -> Ref {
        self.explorer.about(Kind::Contest, self.part.contest_number(id))
    }

    pub(super) fn office(&self, id: OfficeId) -> Ref {
        self.explorer.about(Kind::Office, self.part.office_number(id))
    }

    pub(super) fn party(&self, id: PartyId) -> Ref {
        self.explorer.about(Kind::Party, self.part.party_number(id))
    }

    /// Returns the address of the page about two people's rivalry. Only pairs who met more than once are linked.
    pub(super) fn rivalry(&self, a: PersonId, b: PersonId) -> String {
        let word = |p| self.explorer.directory.slug(Kind::Person, self.part.person_number(p)).to_string();
        let (a, b) = if self.part.person_number(a) <= self.part.person_number(b) { (a, b) } else { (b, a) };
        Place::Rivalry(word(a), word(b)).stem()
    }

    /// Adds citations to the page's sources and returns their numbers.
    pub(super) fn cite(&mut self, places: impl IntoIterator<Item = CitationId>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for id in places {
            let next = self.cited.len() + 1;
            let number = *self.numbers.entry(id).or_insert(next);
            if number == next {
                self.cited.push(id);
            }
            found.push(number);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Adds citations to the page's sources and returns the numbers of the new ones.
    pub(super) fn cite_others(&mut self, places: impl IntoIterator<Item = CitationId>) -> Vec<usize> {
        let known = self.cited.len();
        self.cite(places).into_iter().filter(|n| *n > known).collect()
    }

    /// Returns a property with its values, or `None` if no source gives one.
    pub(super) fn property<T: PartialEq, S: Into<Told>>(
        &mut self,
        name: &str,
        values: &Values<T>,
        say: impl Fn(&T) -> S,
    ) -> Option<Property> {
        self.property_of(name, values, |_, _| false, say)
    }

    /// Does the same, but merges values that agree with the preferred one into it, such as a less exact date.
    pub(super) fn property_of<T: PartialEq, S: Into<Told>>(
        &mut self,
        name: &str,
        values: &Values<T>,
        agree: impl Fn(&T, &T) -> bool,
        say: impl Fn(&T) -> S,
    ) -> Option<Property> {
        let best = values.best()?;
        let (same, others): (Vec<_>, Vec<_>) =
            values.all().iter().enumerate().partition(|(i, v)| *i == 0 || agree(best, &v.value));
        let mut said = |value: &T, places: Vec<CitationId>| {
            let Told { text, about, value } = say(value).into();
            Said { text, about, value, sources: self.cite(places) }
        };
        let first = said(best, same.iter().flat_map(|(_, v)| v.citations.iter().copied()).collect());
        let others = others.iter().map(|(_, v)| said(&v.value, v.citations.to_vec()));
        let values = std::iter::once(first).chain(others.collect::<Vec<_>>()).collect();
        Some(Property { property: name.to_string(), values })
    }

    /// Returns the citations of the page, in the order of their numbers.
    pub(super) fn sources(self) -> Vec<Source> {
        let source = |(at, id): (usize, &CitationId)| {
            let citation = self.graph.citation(*id);
            Source {
                number: at + 1,
                file: file_name(&citation.file),
                line: citation.line,
                page: file_name(&citation.page),
                revision: citation.revision,
                kind: citation.confidence.label(),
                quote: citation.quote.to_string(),
                sources: citation.sources.to_vec(),
            }
        };
        self.cited.iter().enumerate().map(source).collect()
    }
}
