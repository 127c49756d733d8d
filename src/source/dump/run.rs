//! The pipeline: one thread reads, several threads work, and the caller's thread takes the results in order.

use super::blocks::{self, Counted, Work};
use super::desk::Desk;
use super::page::DumpPage;
use super::progress::{DumpReport, Progress};
use super::shop::{Done, PATIENCE, Shop};
use super::{Dump, DumpOptions};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};

/// Reads a dump. `keep` gets the title and the raw text of each page, with XML entities, and returns true if the page should be
/// decoded. `work` runs on the worker threads for each kept page and each redirect. `sink` gets the results in the
/// dump's order.
///
/// Never fails: damage and cuts are reported, and all whole pages outside of them are read. Memory: at most three
/// blocks per thread (1 MiB each of a plain file, an unpacked stream of a bzip2 file) and one page.
pub fn run<T: Send>(
    dump: Dump,
    options: &DumpOptions,
    progress: &Arc<Progress>,
    keep: impl Fn(&str, &[u8]) -> bool + Sync,
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
    let mut desk = Desk::new(file);
    std::thread::scope(|scope| {
        let in_flight = 2 * threads + 1;
        let (work_in, work_out) = sync_channel::<(usize, Work)>(threads);
        let (done_in, done_out) = sync_channel::<(usize, Done<T>)>(in_flight);
        let (permit_in, permit_out) = sync_channel::<()>(in_flight);
        for _ in 0..in_flight {
            // The channel has room for all permits, so this never blocks.
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
        // This thread is not scoped: it may block on a silent pipe, and the scope must not wait for it.
        std::thread::spawn(move || {
            let mut index = 0;
            blocks::read(dump.container, counted, |work| {
                namespaces.get_or_init(|| blocks::namespaces(&work));
                // These calls fail only once the other threads are gone.
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
            let _ = desk.close(shop, &mut sink);
        }
    });
    desk.report(options.stopped())
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
