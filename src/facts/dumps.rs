//! Reads the pages of MediaWiki exports one by one.

use super::rules::templates::{is_of_history, may_be_table};
use super::{Facts, labels, redirects, templates, wiki};
use crate::source::Page;
use crate::source::dump::{self, Dump, DumpOptions, DumpPage, DumpReport, Progress};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// An item of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DumpItem {
    /// A page with its title and revision.
    Page(Page),
    /// A redirect: another title of a page.
    Redirect {
        /// The title of the redirect.
        title: String,
        /// The title of the page that it leads to.
        target: String,
    },
}

/// Which pages of an export to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagesWanted {
    /// Only the pages with templates about elections and offices, or with a title and a table about them.
    OfTheField,
    /// All pages.
    All,
}

/// Reads an export. `work` runs on the threads of the options, once for each page and redirect. `sink` gets the results
/// in the order of the export. If the options have a watcher, it is shown the progress.
///
/// Never fails: damage is reported, and only the damaged part is lost. Memory does not grow with the export.
pub fn each<T: Send>(
    dump: Dump,
    options: &DumpOptions,
    wanted: PagesWanted,
    work: impl Fn(DumpItem, &Progress) -> Option<T> + Sync,
    mut sink: impl FnMut(T) -> ControlFlow<()>,
) -> DumpReport {
    let (file, length) = (Arc::clone(&dump.file), dump.length);
    let progress = Arc::new(Progress::default());
    let keep = |title: &str, text: &[u8]| {
        wanted == PagesWanted::All
            || templates::sieve().passes(text)
            || may_be_table(title, text)
            || is_of_history(title)
    };
    let item = |page: DumpPage<'_>| match page.redirect {
        Some(target) => DumpItem::Redirect { title: page.title.into_owned(), target: target.into_owned() },
        None => {
            let text = Page::new("", page.text);
            let (title, revision) = (Some(page.title.into_owned()), page.revision);
            DumpItem::Page(Page { file: Arc::clone(&file), title, revision, ..text })
        }
    };
    let mut dump = Some(dump);
    let mut report = DumpReport::default();
    let mut run = || {
        if let Some(dump) = dump.take() {
            report = dump::run(dump, options, &progress, keep, |page| work(item(page), &progress), &mut sink);
        }
    };
    match &options.watch {
        Some(watch) => watch.during(&file, length, &progress, &mut run),
        None => run(),
    }
    report
}

/// Returns what a page or redirect of an export states. Redirects are stored for [`redirects::resolve`] to follow.
pub fn facts_of(item: DumpItem) -> Facts {
    let mut facts = Facts::default();
    match item {
        DumpItem::Page(page) => {
            wiki::extract(&page, &mut facts);
        }
        DumpItem::Redirect { title, target } => facts.redirects.push((title, target)),
    }
    facts
}

/// Adds everything that the pages of an export state. Redirects are not yet followed.
pub fn extract(dump: Dump, options: &DumpOptions, facts: &mut Facts) -> DumpReport {
    let work = |item: DumpItem, progress: &Progress| {
        let found = facts_of(item);
        progress.contests.fetch_add(found.documented() as u64, Ordering::Relaxed);
        Some(Box::new(found))
    };
    let sink = |found: Box<Facts>| {
        facts.append(*found);
        ControlFlow::Continue(())
    };
    each(dump, options, PagesWanted::OfTheField, work, sink)
}

/// Renames everything in the facts by the redirects and the labels found in them, and removes those.
pub fn follow_redirects(facts: &mut Facts) {
    let found = std::mem::take(&mut facts.redirects);
    redirects::resolve(facts, found);
    labels::resolve(facts);
}
