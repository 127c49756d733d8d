//! The pipeline: one thread reads, several work, the caller's takes results in order.

use super::blocks::{self, Counted, Work};
use super::bzip::{self, Ending};
use super::page::{DumpPage, RawPage};
use super::split::{self, namespace_of};
use super::{Dump, DumpOptions};
use crate::source::Warning;
use crate::wikitext::number::grouped;
use bzip2::bufread::BzDecoder;
use memchr::memmem;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How far a dump is read, for whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of the file, packed as it is.
    pub bytes: AtomicU64,
    /// Bytes of the export, unpacked.
    pub unpacked: AtomicU64,
    /// Pages.
    pub pages: AtomicU64,
    /// Pages that the sieve let through.
    pub kept: AtomicU64,
}

/// What was read of a dump, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DumpReport {
    /// Pages, redirects and other namespaces included.
    pub pages: u64,
    /// Pages that the sieve let through.
    pub kept: u64,
    /// Redirects.
    pub redirects: u64,
    /// Bytes of the export, unpacked.
    pub bytes: u64,
    /// Whether the export was read to its last tag.
    pub complete: bool,
    /// Whether it was told to stop.
    pub interrupted: bool,
    /// What could not be read, and where.
    pub warnings: Vec<Warning>,
}

/// No page is longer than this.
const MAX_PAGE: usize = 48 << 20;
/// What is said of a page with a damaged tag.
const DAMAGED: &str = "a page's end was not found, or its text is damaged; it was left out";
/// How many warnings of one dump are kept.
const MAX_WARNINGS: usize = 100;

/// How soon a wish to stop is seen by whoever waits.
const PATIENCE: Duration = Duration::from_millis(100);

/// What a block of work gave.
struct Done<T> {
    items: Vec<T>,
    /// What belongs to the page that began before.
    head: Vec<u8>,
    /// Whether a page begins here, so that the page before must have ended.
    begins: bool,
    /// What belongs to a page that ends behind.
    tail: Vec<u8>,
    counts: [u64; 4],
    /// Bytes replaced, pages damaged, streams broken.
    messages: Vec<String>,
    /// Nothing lies between this and what comes next, or something does.
    gap: bool,
    /// A stream that gives too much to be held.
    long: Option<Vec<u8>>,
}

impl<T> Default for Done<T> {
    fn default() -> Self {
        let (items, head, tail) = (Vec::new(), Vec::new(), Vec::new());
        Self { items, head, begins: false, tail, counts: [0; 4], messages: Vec::new(), gap: false, long: None }
    }
}

/// What the threads share.
struct Shop<'a, K, W> {
    keep: &'a K,
    work: &'a W,
    all_namespaces: bool,
    namespaces: Arc<OnceLock<Vec<(String, i32)>>>,
    progress: &'a Progress,
    options: &'a DumpOptions,
}

/// Reads a dump: `keep` looks at the text of each page as it stands in the export (XML's entities and all) and says
/// whether to decode it; `work` runs on the threads with each page kept and with each redirect; `sink` gets what it
/// gave, in the dump's order.
///
/// Never fails: what is damaged or cut off is told in the report, and all pages that lie whole outside of it are read.
/// Memory: at most three blocks a thread (1 MiB each of a plain file, a stream of a bzip2 file unpacked) and one page.
pub fn run<T: Send>(
    dump: Dump,
    options: &DumpOptions,
    progress: &Arc<Progress>,
    keep: impl Fn(&[u8]) -> bool + Sync,
    work: impl Fn(DumpPage<'_>) -> Option<T> + Sync,
    mut sink: impl FnMut(T) -> ControlFlow<()>,
) -> DumpReport {
    let threads = options.threads.max(1);
    let shop = Shop {
        keep: &keep,
        work: &work,
        all_namespaces: options.all_namespaces,
        namespaces: Arc::new(OnceLock::new()),
        progress: progress.as_ref(),
        options,
    };
    let file = Arc::clone(&dump.file);
    let mut desk = Desk { file, report: DumpReport::default(), carry: Vec::new(), skipping: false };
    std::thread::scope(|scope| {
        let in_flight = 2 * threads + 1;
        let (work_in, work_out) = sync_channel::<(usize, Work)>(threads);
        let (done_in, done_out) = sync_channel::<(usize, Done<T>)>(in_flight);
        let (permit_in, permit_out) = sync_channel::<()>(in_flight);
        for _ in 0..in_flight {
            // The channel holds as many.
            let _ = permit_in.send(());
        }
        let work_out = Arc::new(Mutex::new(work_out));
        let shop = &shop;
        for _ in 0..threads {
            let (work_out, done_in) = (Arc::clone(&work_out), done_in.clone());
            scope.spawn(move || shop.serve(&work_out, &done_in));
        }
        drop(done_in);
        drop(work_out);
        let counted = Counted { input: dump.input, progress: Arc::clone(progress) };
        let (namespaces, stop) = (Arc::clone(&shop.namespaces), options.clone());
        // Not of the scope: where it waits for a pipe that says no more, nobody waits for it.
        std::thread::spawn(move || {
            let mut index = 0;
            blocks::read(dump.container, counted, |work| {
                namespaces.get_or_init(|| blocks::namespaces(&work));
                // Whoever waits has gone where this fails.
                let sent = !stop.stopped() && permit_out.recv().is_ok() && work_in.send((index, work)).is_ok();
                index += 1;
                sent
            });
        });
        let mut waiting: BTreeMap<usize, Done<T>> = BTreeMap::new();
        let mut next = 0;
        let mut open = true;
        loop {
            let (index, done) = match done_out.recv_timeout(PATIENCE) {
                Ok(received) => received,
                Err(RecvTimeoutError::Timeout) if !options.stopped() => continue,
                Err(_) => break,
            };
            waiting.insert(index, done);
            while let Some(done) = waiting.remove(&next) {
                next += 1;
                if open {
                    open = desk.take(done, shop, &mut sink).is_continue();
                    if !open {
                        options.stop.store(true, Ordering::Relaxed);
                    }
                }
                let _ = permit_in.send(());
            }
        }
        if open {
            let _ = desk.close(shop, &mut sink, options.stopped());
        }
    });
    desk.report.interrupted = options.stopped();
    desk.report
}

impl<K, W> Shop<'_, K, W> {
    fn serve<T>(&self, work_out: &Mutex<Receiver<(usize, Work)>>, done_in: &SyncSender<(usize, Done<T>)>)
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let mut buffer = Vec::new();
        loop {
            let received = work_out.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE);
            let (index, work) = match received {
                Ok(received) => received,
                Err(RecvTimeoutError::Timeout) if !self.options.stopped() => continue,
                Err(_) => return,
            };
            let done = match work {
                Work::Raw(bytes) => self.block(&bytes),
                Work::Gap(message) => Done { messages: vec![message], gap: true, ..Done::default() },
                Work::Stream(stream, offset) => self.stream(stream, offset, &mut buffer),
            };
            if done_in.send((index, done)).is_err() {
                return;
            }
        }
    }

    fn stream<T>(&self, stream: Vec<u8>, offset: u64, buffer: &mut Vec<u8>) -> Done<T>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let ending = bzip::unpack(&stream, buffer);
        if ending == Ending::TooLong {
            return Done { long: Some(stream), ..Done::default() };
        }
        let mut done = self.block(buffer);
        match ending {
            Ending::Whole(used) if used < stream.len() => {
                let left = stream.len() - used;
                let at = offset + used as u64;
                done.messages.push(format!("{left} bytes at byte {at} are no bzip2 stream and were left out"));
            }
            Ending::Broken(used, cause) => {
                let (at, end) = (offset + used as u64, offset + stream.len() as u64);
                done.messages.push(format!(
                    "the bzip2 stream breaks off before byte {at} of the file: {cause}; what lies in it up to byte {end} is missing"
                ));
                done.gap = true;
            }
            _ => {}
        }
        done
    }

    /// Works on the pages of a block.
    fn block<T>(&self, bytes: &[u8]) -> Done<T>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let mut done = Done::default();
        done.counts[3] = bytes.len() as u64;
        let mut damaged = Vec::new();
        let edges = split::pages(bytes, |page| self.page(page, &mut done), |head| damaged.push(split::title_in(head)));
        done.messages.extend(damaged.iter().map(|title| format!("{DAMAGED}{title}")));
        done.begins = edges.first < bytes.len();
        done.head = bytes[..edges.first].to_vec();
        done.tail = bytes[edges.rest..].to_vec();
        self.progress.unpacked.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        done
    }

    fn page<T>(&self, page: RawPage<'_>, done: &mut Done<T>)
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        done.counts[0] += 1;
        self.progress.pages.fetch_add(1, Ordering::Relaxed);
        let known = page.namespace;
        let namespace =
            known.unwrap_or_else(|| namespace_of(&page.title(), self.namespaces.get().map_or(&[], Vec::as_slice)));
        if namespace != 0 && !self.all_namespaces {
            return;
        }
        let is_redirect =
            page.redirect.is_some() || page.text.len() < 2000 && page.text.trim_ascii_start().starts_with(b"#");
        if !is_redirect && !(self.keep)(page.text) {
            return;
        }
        let page = page.page(namespace);
        if page.redirect.is_some() {
            done.counts[2] += 1;
        } else if is_redirect && !(self.keep)(page.text.as_bytes()) {
            return;
        } else {
            done.counts[1] += 1;
            self.progress.kept.fetch_add(1, Ordering::Relaxed);
        }
        if page.damaged {
            done.messages.push(format!("'{}' holds bytes that are no UTF-8; they were replaced", page.title));
        }
        done.items.extend((self.work)(page));
    }
}

/// Where results come together in order.
struct Desk {
    file: Arc<str>,
    report: DumpReport,
    /// The beginning of a page that ends in a later block.
    carry: Vec<u8>,
    /// Whether a page was too long, so that all is skipped until the next begins.
    skipping: bool,
}

impl Desk {
    fn take<T, K, W>(
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
        if !self.skipping {
            self.carry.append(&mut done.head);
        }
        if done.begins {
            self.mend(shop, sink)?;
            self.skipping = false;
            self.carry = std::mem::take(&mut done.tail);
        } else if self.carry.len() > MAX_PAGE {
            let limit = grouped(MAX_PAGE as u64);
            self.warn(format!("a page is longer than {limit} bytes and was left out{}", split::title_in(&self.carry)));
            self.carry.clear();
            self.skipping = true;
        }
        self.count(&done.counts);
        for item in done.items.drain(..) {
            sink(item)?;
        }
        for message in done.messages.drain(..) {
            self.warn(message);
        }
        if done.gap {
            // What was carried ends in the gap.
            self.mend(shop, sink)?;
            self.skipping = true;
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
        loop {
            let mut block = Vec::with_capacity(blocks::BLOCK);
            let result = (&mut decoder).take(blocks::BLOCK as u64).read_to_end(&mut block);
            let ended = block.is_empty();
            self.take(shop.block(&block), shop, sink)?;
            match result {
                Ok(_) if ended => return ControlFlow::Continue(()),
                Ok(_) => {}
                Err(e) => {
                    let gap = Done {
                        messages: vec![format!("a bzip2 stream breaks off: {e}")],
                        gap: true,
                        ..Done::default()
                    };
                    return self.take(gap, shop, sink);
                }
            }
        }
    }

    /// Works on the pages that lie whole in what was carried; a page that does not end is told.
    fn mend<T, K, W>(&mut self, shop: &Shop<'_, K, W>, sink: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let carried = std::mem::take(&mut self.carry);
        let mut done = Done::default();
        let mut damaged = Vec::new();
        let edges =
            split::pages(&carried, |page| shop.page(page, &mut done), |head| damaged.push(split::title_in(head)));
        done.messages.extend(damaged.iter().map(|title| format!("{DAMAGED}{title}")));
        self.count(&done.counts);
        let left = &carried[edges.rest.min(carried.len())..];
        // Damage is told before what is read behind it.
        let cut = memmem::find(left, b"<page>").is_some();
        self.report.complete |= memmem::find(&carried, b"</mediawiki>").is_some();
        self.carry = left.to_vec();
        if cut {
            self.warn(format!("a page does not end{}", split::title_in(&self.carry)));
        }
        self.carry.clear();
        for message in done.messages {
            self.warn(message);
        }
        done.items.into_iter().try_for_each(sink)
    }

    fn close<T, K, W>(
        &mut self,
        shop: &Shop<'_, K, W>,
        sink: &mut impl FnMut(T) -> ControlFlow<()>,
        stopped: bool,
    ) -> ControlFlow<()>
    where
        K: Fn(&[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        if stopped {
            return ControlFlow::Continue(());
        }
        self.mend(shop, sink)?;
        if !self.report.complete {
            self.warn(
                "the export ends before </mediawiki>: it is cut off, and pages behind the cut are missing; download it again".into(),
            );
        }
        ControlFlow::Continue(())
    }

    fn count(&mut self, counts: &[u64; 4]) {
        self.report.pages += counts[0];
        self.report.kept += counts[1];
        self.report.redirects += counts[2];
        self.report.bytes += counts[3];
    }

    fn warn(&mut self, message: String) {
        if self.report.warnings.len() < MAX_WARNINGS {
            self.report.warnings.push(Warning::new(&self.file, 0, "dump", message));
        }
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
