//! The progress line that is shown while a dump is read.

use super::interrupt::{stop_no_more, stop_on_interrupt};
use super::output::{Style, over};
use hustings::source::dump::{Progress, Watch};
use hustings::wikitext::number::grouped;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The time between two updates of the line.
const EVERY: Duration = Duration::from_millis(200);
/// The time before the line is first shown. Shorter runs show none.
const SILENT: Duration = Duration::from_millis(700);

/// Shows the progress of a reading as a line on standard error, if that is a terminal. The first Ctrl-C during the
/// reading ends it.
#[derive(Debug)]
pub(super) struct OnTerminal {
    /// The flag that ends the reading when it is set.
    pub stop: Arc<AtomicBool>,
}

impl Watch for OnTerminal {
    fn during(&self, name: &str, length: Option<u64>, progress: &Progress, run: &mut dyn FnMut()) {
        stop_on_interrupt(&self.stop);
        show(name, length, progress, run);
        stop_no_more();
    }
}

fn show(name: &str, length: Option<u64>, progress: &Progress, run: &mut dyn FnMut()) {
    if !std::io::stderr().is_terminal() {
        return run();
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let begun = Instant::now();
            let mut shown = false;
            while !done.load(Ordering::Relaxed) {
                std::thread::park_timeout(EVERY);
                if begun.elapsed() > SILENT && !done.load(Ordering::Relaxed) {
                    shown = true;
                    let line = Style::Quiet.paint(&line(name, length, progress, begun.elapsed()));
                    over(&line);
                }
            }
            if shown {
                over("");
            }
        });
        run();
        done.store(true, Ordering::Relaxed);
    });
}

fn line(name: &str, length: Option<u64>, progress: &Progress, since: Duration) -> String {
    let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let bytes = of(&progress.bytes);
    let seconds = since.as_secs_f64().max(0.001);
    let rate = bytes as f64 / seconds;
    let how_far = match length {
        Some(length) if length > 0 => format!("{:.1}% of {}", 100.0 * bytes as f64 / length as f64, size(length)),
        _ => size(bytes),
    };
    let left = length.filter(|l| *l > bytes && rate > 0.0).map(|l| time((l - bytes) as f64 / rate));
    let left = left.map_or_else(String::new, |l| format!(", {l} left"));
    let file = name.rsplit('/').next().unwrap_or(name);
    format!(
        "{file}: {how_far}, {} pages, {} contests, {}/s{left}",
        grouped(of(&progress.pages)),
        grouped(of(&progress.contests)),
        size(rate as u64)
    )
}

/// Returns a number of bytes with a unit that people can read, such as `1.5 GB`. The units are powers of 1024.
pub(super) fn size(bytes: u64) -> String {
    let units = [(1_u64 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    match units.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{:.1} {name}", bytes as f64 / *unit as f64),
        None => format!("{bytes} bytes"),
    }
}

fn time(seconds: f64) -> String {
    let seconds = seconds as u64;
    match seconds {
        0..=90 => format!("{seconds} s"),
        91..=5400 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{:.1} h", seconds as f64 / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times() {
        assert_eq!(size(900), "900 bytes");
        assert_eq!(size(3 << 29), "1.5 GB");
        assert_eq!((time(5.0), time(600.0), time(9000.0)), ("5 s".into(), "10 min".into(), "2.5 h".into()));
    }
}
