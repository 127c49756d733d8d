//! What the fuzz targets share: memory and time are held in proportion to the input.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts what is allocated.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator with the same arguments.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What small inputs may use whatever their size: tables, buffers of a kilobyte.
const BASE: usize = 256 << 10;

/// Seconds that this thread has run (Linux: sched/sched-stats, schedstat), whatever else the machine does.
fn on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// Reads an article, a series and a table once: the tables of words and the patterns of sentences that the first page makes
/// are no part of any page.
fn warm() {
    let article = include_str!("../../tests/extraction/succession.txt");
    let pages =
        [("series.toml", article), ("series.toml", "[contest]\n"), ("table.csv", "Candidate,Votes\nAnn,1\nBo,2\n")];
    hustings::facts::Facts::extract(&pages.map(|(name, text)| hustings::source::Page::new(name, text)));
}

/// Runs something on an input of so many bytes; more than ten times as much memory, or more than a second a megabyte
/// (the first 50 ms aside), is a failure.
pub fn bounded<T>(bytes: usize, base: usize, run: impl FnOnce() -> T) -> T {
    static WARM: std::sync::Once = std::sync::Once::new();
    WARM.call_once(warm);
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let start = on_processor();
    let result = run();
    let took = on_processor() - start;
    let used = PEAK.load(Ordering::Relaxed).saturating_sub(before);
    assert!(used <= 10 * bytes + BASE + base, "{used} bytes for {bytes}");
    assert!(took <= 0.05 + bytes as f64 / 1e6 || cfg!(debug_assertions), "{took} s for {bytes} bytes");
    result
}

/// Reads a page whose text begins with a template of the field, so that the rule behind it is reached.
pub fn rule(head: &str, data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let page = format!("{head}{text}");
    // The tables are read once and are no part of the page.
    hustings::facts::templates::sieve();
    hustings::wikitext::Markup::scan("{{nowrap|x}}").value(0..12);
    // Neither are the others, which the first page that needs them makes.
    hustings::facts::wiki::read("Title (place)", &page);
    bounded(page.len(), 0, || hustings::facts::wiki::read("Title (place)", &page));
}
