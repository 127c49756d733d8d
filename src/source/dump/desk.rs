//! The desk puts results in order and completes the pages that cross the edges of blocks.

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

/// The maximum length of a page, in bytes.
const MAX_PAGE: usize = 48 << 20;
/// The number of warnings listed for one dump. Further warnings are only counted.
const MAX_WARNINGS: usize = 100;
/// The rule of these warnings.
const RULE: &str = "dump";

/// Collects the results of all blocks in order.
pub(super) struct Desk {
    file: Arc<str>,
    report: DumpReport,
    /// The beginning of a page that ends in a later block.
    carry: Vec<u8>,
    /// True after a page that was too long; everything is skipped until the next page begins.
    skipping: bool,
    end: End,
    unlisted: Unlisted,
}

/// Counts of the warnings that did not fit into the list.
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

    /// Takes the result of the next block.
    pub(super) fn take<T, K, W>(
        &mut self,
        mut done: Done<T>,
        shop: &Shop<'_, K, W>,
        sink: &mut impl FnMut(T) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        K: Fn(&str, &[u8]) -> bool,
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
            // The carried page ends in the gap.
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
        K: Fn(&str, &[u8]) -> bool,
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

    /// Works on the whole pages in the carried bytes. Reports a page that does not end.
    fn mend<T, K, W>(&mut self, shop: &Shop<'_, K, W>, sink: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        K: Fn(&str, &[u8]) -> bool,
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

    /// Adds the result of a block to the report, and passes its items to `sink`.
    fn put<T>(&mut self, done: Done<T>, sink: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()> {
        for trouble in done.troubles {
            match trouble {
                Trouble::Page(why, title, before) => self.lose(why, title, before),
                Trouble::Part(message) => {
                    // Past the end of an export there is nothing to lose.
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

    /// Finishes at the end of the input. Does nothing if the run was told to stop.
    pub(super) fn close<T, K, W>(
        &mut self,
        shop: &Shop<'_, K, W>,
        sink: &mut impl FnMut(T) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        K: Fn(&str, &[u8]) -> bool,
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

    /// Warns that a page was left out. Names it by its title, or else by its position in the export.
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

    /// Returns the report of what was read and what was not.
    pub(super) fn report(mut self, interrupted: bool) -> DumpReport {
        let Unlisted { pages, parts, values } = self.unlisted;
        let mut add = |count: u64, what: &str, lost: Option<Lost>| {
            if count > 0 {
                let message = format!("{} {what}; only the first {MAX_WARNINGS} problems are listed", grouped(count));
                let warning = Warning { lost, ..Warning::new(&self.file, 0, RULE, message) };
                self.report.warnings.push(warning);
            }
        };
        add(pages, "more pages could not be read and were left out", Some(Lost::Pages(pages)));
        add(parts, "more parts of the file could not be read", Some(Lost::Part));
        add(values, "more pages contain bytes that are not valid UTF-8; they were replaced", None);
        self.report.interrupted = interrupted;
        self.report
    }
}

/// The state of the search for the end of an export.
#[derive(Default)]
struct End {
    /// True if `</mediawiki>` was seen and no page after it.
    seen: bool,
    /// True if there was a `<mediawiki>`, which must be closed, or a gap that may have contained one.
    expected: bool,
    /// True if the last page does not end.
    open: bool,
    /// The last bytes searched, because a tag may cross the edge of two blocks.
    seam: Vec<u8>,
}

impl End {
    /// The number of bytes that hold the end tag, with room for a few spaces in it.
    const SEAM: usize = 32;

    /// Searches a block: `head` is the part before its first page, `tail` the part after its last page, if it has
    /// pages.
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

    /// Returns true if nothing is missing at the end. Pages without an enclosing `<mediawiki>` are a piece of an
    /// export, which may end after any page.
    fn is_complete(&self, pages: u64) -> bool {
        self.seen || pages > 0 && !self.expected && !self.open
    }
}
