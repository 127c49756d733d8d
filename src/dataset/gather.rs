//! Reads sources into the pages of a graph file, and writes the file.

use super::{DatasetError, Options, lines};
use crate::check;
use crate::facts::dumps::{self, DumpItem};
use crate::facts::extraction::ExtractedPage;
use crate::facts::statements::PageStatements;
use crate::facts::{FactCounts, Facts, inputs};
use crate::graph::PoliticalGraph;
use crate::source::dump::{Dump, Progress};
use crate::source::{Page, Reading, Warning};
use crate::store::{Content, Entry, Pages, create, hash_of};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The pages that a graph file will hold, as far as they were read.
#[derive(Default)]
pub struct Gathered {
    /// The pages, those of an existing graph file included.
    pub pages: Pages,
    /// What could not be read, and what is wrong on pages that are files.
    pub warnings: Vec<Warning>,
    /// What is wrong on pages of exports.
    pub of_exports: Vec<Warning>,
    /// Exports that were not read completely. If there are any, pages missing from the sources stay in the graph file.
    pub partial: Vec<Arc<str>>,
    /// True if the reading was stopped early, so that pages are missing.
    pub interrupted: bool,
}

impl Gathered {
    /// Reads sources and adds their pages to those of the graph file that is being updated. `paths` are the sources
    /// that the user named. A page of a file under one of them that no longer exists is removed from the graph file,
    /// unless something could not be read.
    pub fn of(pages: Pages, mut reading: Reading, paths: &[String], options: &Options) -> Self {
        reading.set_hints(&options.hints);
        inputs::keep_known(&mut reading);
        let mut gathered = Self { pages, warnings: reading.warnings, ..Self::default() };
        let of_pages = reading.pages.iter().map(|p| p.file.to_string());
        let read: Vec<String> = of_pages.chain(reading.dumps.iter().map(|d| d.file.to_string())).collect();
        let is_read = |file: &str| {
            let inside = |path: &String| {
                let path = path.trim_start_matches("./").trim_end_matches('/');
                file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
            };
            read.iter().any(|r| r == file) || paths.iter().any(inside)
        };
        gathered.pages.read_again(is_read);
        reading.pages.iter().for_each(|page| gathered.page(page));
        for dump in reading.dumps {
            gathered.dump(dump, options);
            if gathered.interrupted {
                return gathered;
            }
        }
        // A page that could not be read this time still exists.
        if gathered.partial.is_empty() && gathered.warnings.iter().all(|w| w.lost.is_none()) {
            gathered.pages.drop_gone(is_read);
        }
        gathered
    }

    fn page(&mut self, page: &Page) {
        if inputs::of(page).is_ok_and(|input| input.name == "extraction") {
            return self.statements(page);
        }
        let facts = Facts::extract([page]);
        self.warnings.extend(facts.warnings.iter().cloned());
        self.pages.offer(Entry::of_file(page, &facts), facts);
    }

    /// Reads the lines that `extract` printed.
    fn statements(&mut self, page: &Page) {
        for line in ExtractedPage::read_all(page) {
            match line {
                Ok(ExtractedPage { title, redirect: Some(target), .. }) => {
                    self.pages.redirect(title, target, &page.file);
                }
                Ok(ExtractedPage { title, revision, hash, statements, .. }) => {
                    let statements = statements.unwrap_or_default();
                    let json = serde_json::to_vec(&statements).unwrap_or_default();
                    let hash = hash.unwrap_or_else(|| hash_of(&json));
                    let entry = Entry::of_statements(&page.file, &title, revision, hash, &json);
                    self.pages.offer(entry, statements.into_facts(&page.file, &title, revision));
                }
                Err(warning) => self.warnings.push(warning),
            }
        }
    }

    fn dump(&mut self, dump: Dump, options: &Options) {
        let file = Arc::clone(&dump.file);
        let mut found: Vec<Found> = Vec::new();
        let known = &self.pages;
        let work = |item: DumpItem, progress: &Progress| Some(Found::of(item, known, progress));
        let sink = |page| {
            found.push(page);
            ControlFlow::Continue(())
        };
        let report = dumps::each(dump, &options.dumps, dumps::PagesWanted::OfTheField, work, sink);
        for page in found {
            match page {
                Found::Same(title, revision, hash) => self.pages.keep(&file, &title, revision, &hash),
                Found::Page(page) => {
                    self.of_exports.extend(page.1.warnings.iter().cloned());
                    self.pages.offer(page.0, page.1);
                }
                Found::Redirect(title, target) => self.pages.redirect(title, target, &file),
            }
        }
        self.interrupted = report.interrupted;
        if !report.complete || report.warnings.iter().any(|w| w.lost.is_some()) {
            self.partial.push(file);
        }
        self.warnings.extend(report.warnings);
    }

    /// Works out who is who, runs the checks, and writes the graph file to a path where there is no file or an empty
    /// one. `people` is the text of the overrides, which the file stores.
    ///
    /// # Errors
    /// An error if a stored page cannot be read or the file cannot be written.
    pub fn write(mut self, path: &Path, options: &Options, people: &str) -> Result<Written, DatasetError> {
        let mut facts = self.pages.facts().map_err(|cause| DatasetError::Pages { file: String::new(), cause })?;
        let (overrides, preference) = options.said();
        let counts = facts.counts();
        let graph = PoliticalGraph::build_releasing(&mut facts, &overrides, &preference);
        let findings = lines::finished(check::run(&graph, &facts, &self.warnings));
        drop(facts);
        let content = Content {
            graph: &graph,
            pages: self.pages.entries(),
            redirects: self.pages.redirects(),
            findings: &findings,
            people,
            counts,
        };
        create(path, &content)?;
        Ok(Written {
            contests: graph.contests().len(),
            candidacies: graph.candidacies().len(),
            people: graph.people().len(),
            tenures: graph.tenures().len(),
            facts: counts,
        })
    }
}

/// The numbers of rows and facts that were written into a graph file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The number of contests.
    pub contests: usize,
    /// The number of candidacies.
    pub candidacies: usize,
    /// The number of people.
    pub people: usize,
    /// The number of tenures.
    pub tenures: usize,
    /// The numbers of facts.
    pub facts: FactCounts,
}

/// The result of reading a page of an export.
enum Found {
    /// The graph file already has this text: title, revision and hash.
    Same(String, Option<u64>, String),
    Page(Box<(Entry, Facts)>),
    Redirect(String, String),
}

impl Found {
    fn of(item: DumpItem, known: &Pages, progress: &Progress) -> Self {
        let page = match item {
            DumpItem::Redirect { title, target } => return Self::Redirect(title, target),
            DumpItem::Page(page) => page,
        };
        let (title, revision) = (page.title.clone().unwrap_or_default(), page.revision);
        let hash = hash_of(page.text.as_bytes());
        if known.holds(&title, &hash) {
            return Self::Same(title, revision, hash);
        }
        let file = Arc::clone(&page.file);
        let facts = dumps::facts_of(DumpItem::Page(page));
        progress.contests.fetch_add(facts.documented() as u64, Ordering::Relaxed);
        let statements = PageStatements::of(facts);
        let json = serde_json::to_vec(&statements).unwrap_or_default();
        let entry = Entry::of_statements(&file, &title, revision, hash, &json);
        Self::Page(Box::new((entry, statements.into_facts(&file, &title, revision))))
    }
}
