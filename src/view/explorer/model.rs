//! What pages say, before it is HTML or JSON: the parts that several pages share.

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

/// A list on a page about one thing ends after so many entries; of a longer one the page says how many there are.
pub(super) const MOST_ROWS: usize = 2_000;

/// Of those whom somebody stood against in one contest so many are named.
const MOST_AGAINST: usize = 100;
/// So many are named of them on a page as a whole.
const MOST_AGAINST_A_PAGE: usize = 20_000;
/// So many are named of each contest, however many there are.
pub(super) const LEAST_AGAINST: usize = 4;

/// A list that a page shows the beginning of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cut {
    /// What the entries are, in the plural.
    pub(super) of: &'static str,
    /// How many are shown.
    pub(super) shown: usize,
    /// How many there are.
    pub(super) all: usize,
}

/// A name with the address of its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Ref {
    pub(super) name: String,
    /// What tells it from another of the same name.
    pub(super) note: Option<String>,
    /// From the root, without an ending.
    pub(super) address: String,
}

impl Ref {
    /// The name with what tells it from another, for titles.
    pub(super) fn with_note(&self) -> String {
        match &self.note {
            Some(note) => format!("{} ({note})", self.name),
            None => self.name.clone(),
        }
    }
}

/// How a file is called on pages that others may read: of an absolute path the last part, since the rest is nobody's business.
pub(super) fn file_name(file: &str) -> String {
    let path = Path::new(file);
    let last = path.file_name().filter(|_| path.is_absolute());
    last.map_or_else(|| file.to_string(), |name| name.to_string_lossy().into_owned())
}

/// Findings in which files are called as on pages, wherever they are named.
pub(super) fn without_folders(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let folder = |d: &Diagnostic| {
        let path = Path::new(&*d.file);
        let folder = path.parent().filter(|_| path.is_absolute())?.to_string_lossy().into_owned();
        Some(if folder.ends_with(MAIN_SEPARATOR) { folder } else { format!("{folder}{MAIN_SEPARATOR}") })
    };
    let mut folders: Vec<String> = findings.iter().filter_map(folder).unique().collect();
    // A folder in another goes with its whole way. The root alone is no secret, and its sign stands in many a text.
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

/// A date, ISO 8601 as exact as known in JSON.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When(pub(super) Date);

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Something said, and the numbers of the places among the page's sources that say it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) about: Option<Ref>,
    /// The number or the date, where it is one.
    pub(super) value: Option<Value>,
    pub(super) sources: Vec<usize>,
}

/// A value in words, what it names, and what it is for programs.
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

/// A text that is null where it is empty.
pub(super) fn worded<S: Serializer>(text: &impl AsRef<str>, serializer: S) -> Result<S::Ok, S::Error> {
    Some(text.as_ref()).filter(|t| !t.is_empty()).serialize(serializer)
}

/// A number to six digits behind the point, without the noise of binary fractions.
#[expect(clippy::ref_option, reason = "serde calls it so")]
pub(super) fn rounded<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    number.map(|n| (n * 1e6).round() / 1e6).serialize(serializer)
}

/// Pairs as an object, in their order.
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

/// A place that was cited.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Source {
    /// By which the page cites it, from 1.
    pub(super) number: usize,
    /// The file as the user named it.
    pub(super) file: String,
    pub(super) line: usize,
    /// The article or the series.
    pub(super) page: String,
    pub(super) revision: Option<u64>,
    /// What kind of place it is: table, infobox, prose …
    pub(super) kind: &'static str,
    /// The field or the sentence as it stands there.
    pub(super) quote: String,
    /// What the file itself names as its sources.
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
    /// The page of the subject.
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

/// What makes a page out of a part of the graph: it names rows by their addresses, and numbers the places that are cited.
pub(super) struct Desk<'a> {
    pub(super) explorer: &'a Explorer,
    pub(super) part: &'a Part,
    pub(super) graph: &'a PoliticalGraph,
    cited: Vec<CitationId>,
    numbers: HashMap<CitationId, usize>,
    figures: HashMap<(ContestId, usize), Rc<Figures>>,
    cut: Vec<Cut>,
    /// How many may still be named whom somebody stood against.
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

    /// The beginning of a list, which is all of it unless there are more than [`MOST_ROWS`] entries.
    pub(super) fn listed<T>(&mut self, of: &'static str, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut rest = all.into_iter();
        let rows: Vec<T> = rest.by_ref().take(MOST_ROWS).collect();
        self.note_cut(of, rows.len(), rows.len() + rest.count());
        rows
    }

    /// Notes that a list shows only some of its entries, if it does.
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

    /// The lists that were cut short so far.
    pub(super) fn cut(&mut self) -> Vec<Cut> {
        std::mem::take(&mut self.cut)
    }

    /// What the checks found of a subject, no more than a list has entries.
    pub(super) fn findings_on(&mut self, subject: &str) -> Vec<Finding> {
        let found = self.explorer.findings_on(subject);
        let found = self.listed("findings", found);
        found.into_iter().map(|d| Finding::of(self.explorer, d)).collect()
    }

    /// Others of one name, no more than a list has entries.
    pub(super) fn others_of_that_name(&mut self, kind: Kind, number: u32) -> Vec<Ref> {
        let explorer = self.explorer;
        let others = explorer.others_of_that_name(kind, number);
        self.listed("namesakes", others).into_iter().map(|n| explorer.about(kind, n)).collect()
    }

    /// Those whom somebody stood against in one contest: the first of them, and how many more there are.
    pub(super) fn against(&mut self, all: impl Iterator<Item = PersonId>) -> (Vec<Ref>, usize) {
        let mut all = all;
        let most = MOST_AGAINST.min(self.against).max(LEAST_AGAINST);
        let named: Vec<Ref> = all.by_ref().take(most).map(|p| self.person(p)).collect();
        self.against = self.against.saturating_sub(named.len());
        (named, all.count())
    }

    /// The figures of a round, computed once for all rows of the page.
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

    /// The page of two people's record; only pairs who met more than once have one that is linked to.
    pub(super) fn rivalry(&self, a: PersonId, b: PersonId) -> String {
        let word = |p| self.explorer.directory.slug(Kind::Person, self.part.person_number(p)).to_string();
        let (a, b) = if self.part.person_number(a) <= self.part.person_number(b) { (a, b) } else { (b, a) };
        Place::Rivalry(word(a), word(b)).stem()
    }

    /// The numbers of some places, which are among the page's sources from now on.
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

    /// The numbers of those places that nothing cited so far.
    pub(super) fn cite_others(&mut self, places: impl IntoIterator<Item = CitationId>) -> Vec<usize> {
        let known = self.cited.len();
        self.cite(places).into_iter().filter(|n| *n > known).collect()
    }

    /// A property with its values; none where no source gives one.
    pub(super) fn property<T: PartialEq, S: Into<Told>>(
        &mut self,
        name: &str,
        values: &Values<T>,
        say: impl Fn(&T) -> S,
    ) -> Option<Property> {
        self.property_of(name, values, |_, _| false, say)
    }

    /// The same, where some values say the same as the preferred one less exactly: those are no other values.
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

    /// The places that were cited, in the order of their numbers.
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
