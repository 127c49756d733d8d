//! The desk: results in order, and the pages that lie across the edges of blocks.

use super::blocks;
use super::page::{DumpPage, PAGE};
use super::progress::DumpReport;
use super::shop::{Done, Shop, Trouble};
use super::split;
use super::tag::{self, Is};
use crate::source::{Lost, Warning, quote};
use crate::wikitext::number::grouped;
use bzip2::bufread::BzDecoder;
use memchr::memmem;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

/// No page is longer than this.
const MAX_PAGE: usize = 48 << 20;
/// How many warnings of one dump are listed; the others are counted.
const MAX_WARNINGS: usize = 100;
/// The kind of these warnings.
const RULE: &str = "dump";

/// Where results come together in order.
pub(super) struct Desk {
    file: Arc<str>,
    report: DumpReport,
    /// The beginning of a page that ends in a later block.
    carry: Vec<u8>,
    /// Whether a page was too long, so that all is skipped until the next begins.
    skipping: bool,
    end: End,
    unlisted: Unlisted,
}

/// What was not listed because the list was full.
#[derive(Default)]
struct Unlisted {
    pages: u64,
    parts: u64,
    values: u64,
}

impl Desk {
    pub(super) fn new(file: Arc<str>) -> Self {
        Self {
            file,
            report: DumpReport::default(),
            carry: Vec::new(),
            skipping: false,
            end: End::default(),
            unlisted: Unlisted::default(),
        }
    }

    /// Takes what the next block gave.
    pub(super) fn take<T, K, W>(
        &mut self,
        mut done: Done<T>,
        shop: &Shop<'_, K, W>,
        sink: &mut impl FnMut(T) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        if let Some(stream) = done.long.take() {
            return self.long_stream(&stream, shop, sink);
        }
        self.end.block(&done.head, done.begins.then_some(done.tail.as_slice()));
        if !self.skipping {
            self.carry.append(&mut done.head);
        }
        if done.begins {
            self.mend(shop, sink)?;
            self.skipping = false;
            self.carry = std::mem::take(&mut done.tail);
        } else if self.carry.len() > MAX_PAGE {
            let why = format!("a page is longer than {} bytes and was left out", grouped(MAX_PAGE as u64));
            self.lose(&why, split::title_in(&self.carry), 0);
            self.report.lost += 1;
            self.carry.clear();
            self.skipping = true;
        }
        let gap = done.gap;
        self.put(done, sink)?;
        if gap {
            // What was carried ends in the gap.
            self.mend(shop, sink)?;
            self.skipping = true;
            self.end.expected = true;
        }
        ControlFlow::Continue(())
    }

    fn long_stream<T, K, W>(
        &mut self,
        stream: &[u8],
        shop: &Shop<'_, K, W>,
        sink: &mut impl FnMut(T) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let mut decoder = BzDecoder::new(stream);
        while !shop.stopped() {
            let mut block = Vec::with_capacity(blocks::BLOCK);
            let result = (&mut decoder).take(blocks::BLOCK as u64).read_to_end(&mut block);
            let ended = block.is_empty();
            self.take(shop.block(&block), shop, sink)?;
            match result {
                Ok(_) if ended => return ControlFlow::Continue(()),
                Ok(_) => {}
                Err(e) => {
                    let gap = Done {
                        troubles: vec![Trouble::Part(format!("a bzip2 stream breaks off: {e}"))],
                        gap: true,
                        ..Done::default()
                    };
                    return self.take(gap, shop, sink);
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Works on the pages that lie whole in what was carried; a page that does not end is told.
    fn mend<T, K, W>(&mut self, shop: &Shop<'_, K, W>, sink: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let carried = std::mem::take(&mut self.carry);
        let mut done = Done::default();
        let edges = shop.pieces(&carried, &mut done);
        let left = &carried[edges.rest.min(carried.len())..];
        if tag::find_open(left, PAGE).is_some() {
            let before = done.counts[0] + done.lost;
            done.troubles.push(Trouble::Page("a page does not end; it was left out", split::title_in(left), before));
            done.lost += 1;
            self.end.open = true;
        }
        self.put(done, sink)
    }

    /// Counts what a block gave, and hands it on.
    fn put<T>(&mut self, done: Done<T>, sink: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()> {
        for trouble in done.troubles {
            match trouble {
                Trouble::Page(why, title, before) => self.lose(why, title, before),
                Trouble::Part(message) => {
                    // Behind the end of an export is nothing to lose.
                    let lost = (!self.end.seen).then_some(Lost::Part);
                    self.warn(message, lost);
                }
                Trouble::Value(message) => self.warn(message, None),
            }
        }
        self.report.pages += done.counts[0];
        self.report.kept += done.counts[1];
        self.report.redirects += done.counts[2];
        self.report.bytes += done.counts[3];
        self.report.lost += done.lost;
        done.items.into_iter().try_for_each(sink)
    }

    /// Ends the reading at the end of the input, or where it was told to stop.
    pub(super) fn close<T, K, W>(
        &mut self,
        shop: &Shop<'_, K, W>,
        sink: &mut impl FnMut(T) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        if shop.stopped() {
            return ControlFlow::Continue(());
        }
        self.end.open = false;
        self.mend(shop, sink)?;
        self.report.complete = self.end.is_complete(self.report.pages);
        if !self.report.complete {
            let message = "the export ends before </mediawiki>: it is cut off, and pages behind the cut are missing; download it again";
            self.report.warnings.push(Warning::new(&self.file, 0, RULE, message).losing(Lost::Part));
        }
        ControlFlow::Continue(())
    }

    /// Says that a page was left out: by its title, or by its place among the pages.
    fn lose(&mut self, why: &str, title: Option<String>, before: u64) {
        let which = match title {
            Some(title) => quote(&title),
            None => format!("page {} of the export", grouped(self.report.pages + self.report.lost + before + 1)),
        };
        self.warn(format!("{why}: {which}"), Some(Lost::Pages(1)));
    }

    fn warn(&mut self, message: String, lost: Option<Lost>) {
        if self.report.warnings.len() < MAX_WARNINGS {
            let warning = Warning { lost, ..Warning::new(&self.file, 0, RULE, message) };
            self.report.warnings.push(warning);
            return;
        }
        match lost {
            Some(Lost::Pages(pages)) => self.unlisted.pages += pages,
            Some(_) => self.unlisted.parts += 1,
            None => self.unlisted.values += 1,
        }
    }

    /// What was read, and what was not.
    pub(super) fn report(mut self, interrupted: bool) -> DumpReport {
        let Unlisted { pages, parts, values } = self.unlisted;
        let mut add = |count: u64, what: &str, lost: Option<Lost>| {
            if count > 0 {
                let message = format!("{} {what}; the first {MAX_WARNINGS} faults are listed", grouped(count));
                let warning = Warning { lost, ..Warning::new(&self.file, 0, RULE, message) };
                self.report.warnings.push(warning);
            }
        };
        add(pages, "more pages could not be read and were left out", Some(Lost::Pages(pages)));
        add(parts, "more parts of the file could not be read", Some(Lost::Part));
        add(values, "more pages hold bytes that are no UTF-8, which were replaced", None);
        self.report.interrupted = interrupted;
        self.report
    }
}

/// What is known of the end of an export.
#[derive(Default)]
struct End {
    /// Whether `</mediawiki>` was seen and no page behind it.
    seen: bool,
    /// Whether there is a `<mediawiki>`, which must be closed, or something is missing, in which it may have been.
    expected: bool,
    /// Whether the last page does not end.
    open: bool,
    /// The last bytes that were looked at, for a tag may lie across the edge of two blocks.
    seam: Vec<u8>,
}

impl End {
    /// So many bytes hold the end tag, with a few spaces in it.
    const SEAM: usize = 32;

    /// Looks at a block: what stands before its first page, and behind its last where there is one.
    fn block(&mut self, head: &[u8], tail: Option<&[u8]>) {
        self.look(head);
        if let Some(tail) = tail {
            self.seen = false;
            self.seam.clear();
            self.look(tail);
        }
    }

    fn look(&mut self, bytes: &[u8]) {
        self.seam.extend_from_slice(&bytes[..bytes.len().min(Self::SEAM)]);
        let seam = std::mem::take(&mut self.seam);
        self.search(&seam);
        if bytes.len() > Self::SEAM {
            self.search(bytes);
        }
        let last = if bytes.len() > Self::SEAM { bytes } else { &seam };
        self.seam = last[last.len().saturating_sub(Self::SEAM)..].to_vec();
    }

    fn search(&mut self, bytes: &[u8]) {
        for at in memmem::find_iter(bytes, b"mediawiki") {
            let behind = |name: &[u8]| bytes[..at].ends_with(&name[..name.len() - 9]).then(|| at + 9 - name.len());
            if behind(b"</mediawiki").is_some_and(|from| tag::closes(&bytes[from..], b"</mediawiki").is_ok()) {
                self.seen = true;
            } else if behind(b"<mediawiki").is_some_and(|from| tag::opens(&bytes[from..], b"<mediawiki") == Is::Yes) {
                (self.expected, self.seen) = (true, false);
            }
        }
    }

    /// Whether nothing is missing at the end. Pages without a `<mediawiki>` around them are a piece of an export, which
    /// ends with any page.
    fn is_complete(&self, pages: u64) -> bool {
        self.seen || pages > 0 && !self.expected && !self.open
    }
}
