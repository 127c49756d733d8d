//! The work on a dump, on any thread: unpacks blocks, splits them into pages and reads the pages.

use super::DumpOptions;
use super::blocks::Work;
use super::bzip::{self, Ending};
use super::page::{DumpPage, RawPage};
use super::progress::Progress;
use super::split::{self, Edges, Piece, namespace_of};
use crate::source::quote;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// The message about a page with a damaged tag.
const DAMAGED: &str = "a page's end was not found, or its text is damaged; it was left out";

/// The interval at which waiting threads check whether to stop.
pub(super) const PATIENCE: Duration = Duration::from_millis(100);

/// The result of a block of work.
pub(super) struct Done<T> {
    pub items: Vec<T>,
    /// The bytes that belong to a page that began in an earlier block.
    pub head: Vec<u8>,
    /// True if a page begins here, so the page before must have ended.
    pub begins: bool,
    /// The bytes that belong to a page that ends in a later block.
    pub tail: Vec<u8>,
    /// The numbers of pages, pages kept, redirects and bytes, in this order.
    pub counts: [u64; 4],
    /// The number of pages that could not be read.
    pub lost: u64,
    /// Problems: replaced bytes, damaged pages, broken streams.
    pub troubles: Vec<Trouble>,
    /// True if data is missing between this block and the next.
    pub gap: bool,
    /// A stream whose output is too long to be held in memory; the desk unpacks it.
    pub long: Option<Vec<u8>>,
}

/// What went wrong in a block.
pub(super) enum Trouble {
    /// A page could not be read. Holds the reason, the title if there is one, and the number of pages before it in the
    /// block.
    Page(&'static str, Option<String>, u64),
    /// A part of the export could not be read.
    Part(String),
    /// Everything was read, but some of it was not understood.
    Value(String),
}

impl<T> Default for Done<T> {
    fn default() -> Self {
        let (items, head, tail) = (Vec::new(), Vec::new(), Vec::new());
        let (counts, troubles) = ([0; 4], Vec::new());
        Self { items, head, begins: false, tail, counts, lost: 0, troubles, gap: false, long: None }
    }
}

/// The state that the threads share.
pub(super) struct Shop<'a, K, W> {
    pub(super) keep: &'a K,
    pub(super) work: &'a W,
    pub(super) all_namespaces: bool,
    pub(super) namespaces: Arc<OnceLock<Vec<(String, i32)>>>,
    pub(super) progress: &'a Progress,
    pub(super) options: &'a DumpOptions,
}

impl<K, W> Shop<'_, K, W> {
    pub(super) fn serve<T>(&self, work_out: &Mutex<Receiver<(usize, Work)>>, done_in: &SyncSender<(usize, Done<T>)>)
    where
        K: Fn(&str, &[u8]) -> bool,
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
                Work::Gap(message) => Done { troubles: vec![Trouble::Part(message)], gap: true, ..Done::default() },
                Work::Stream(stream, offset) => self.stream(stream, offset, &mut buffer),
            };
            if done_in.send((index, done)).is_err() {
                return;
            }
        }
    }

    fn stream<T>(&self, stream: Vec<u8>, offset: u64, buffer: &mut Vec<u8>) -> Done<T>
    where
        K: Fn(&str, &[u8]) -> bool,
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
                let message = format!("{left} bytes at byte {at} are not a bzip2 stream and were left out");
                done.troubles.push(Trouble::Part(message));
            }
            Ending::Broken(used, cause) => {
                let (at, end) = (offset + used as u64, offset + stream.len() as u64);
                done.troubles.push(Trouble::Part(format!(
                    "the bzip2 stream breaks off before byte {at} of the file: {cause}; the rest of this stream, up to byte {end}, is missing"
                )));
                done.gap = true;
            }
            _ => {}
        }
        done
    }

    /// Returns true if the run was told to stop.
    pub(super) fn stopped(&self) -> bool {
        self.options.stopped()
    }

    /// Works on the pages of a block.
    pub(super) fn block<T>(&self, bytes: &[u8]) -> Done<T>
    where
        K: Fn(&str, &[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        let mut done = Done::default();
        done.counts[3] = bytes.len() as u64;
        let edges = self.pieces(bytes, &mut done);
        done.begins = edges.first < bytes.len();
        done.head = bytes[..edges.first].to_vec();
        done.tail = bytes[edges.rest..].to_vec();
        self.progress.unpacked.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        done
    }

    /// Works on the pages that are whole within some bytes.
    pub(super) fn pieces<T>(&self, bytes: &[u8], done: &mut Done<T>) -> Edges
    where
        K: Fn(&str, &[u8]) -> bool,
        W: Fn(DumpPage<'_>) -> Option<T>,
    {
        split::pages(bytes, |piece| {
            let (why, title) = match piece {
                Piece::Page(page) => return self.page(page, done),
                Piece::Untitled => ("a page has no title; it was left out", None),
                Piece::Damaged(head) => (DAMAGED, split::title_in(head)),
            };
            done.troubles.push(Trouble::Page(why, title, done.counts[0] + done.lost));
            done.lost += 1;
        })
    }

    fn page<T>(&self, page: RawPage<'_>, done: &mut Done<T>)
    where
        K: Fn(&str, &[u8]) -> bool,
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
        if !is_redirect && !(self.keep)(&page.title(), page.text) {
            return;
        }
        let page = page.page(namespace);
        if page.redirect.is_some() {
            done.counts[2] += 1;
        } else if is_redirect && !(self.keep)(&page.title, page.text.as_bytes()) {
            return;
        } else {
            done.counts[1] += 1;
            self.progress.kept.fetch_add(1, Ordering::Relaxed);
        }
        if page.damaged {
            let message = format!("{} contains bytes that are not valid UTF-8; they were replaced", quote(&page.title));
            done.troubles.push(Trouble::Value(message));
        }
        done.items.extend((self.work)(page));
    }
}
