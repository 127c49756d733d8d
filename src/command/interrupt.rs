//! What Ctrl-C and SIGTERM do: they end a reading that can be ended early, or the program, which leaves no half-written file behind.

use super::output::note;
use super::unfinished;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};

/// What a first signal sets, where something looks at it.
static STOP: Mutex<Option<Arc<AtomicBool>>> = Mutex::new(None);
static INSTALLED: Once = Once::new();

/// From here on a signal takes away what is not finished, and ends the program. Called again it does nothing.
pub(super) fn install() {
    INSTALLED.call_once(|| {
        // Where no handler can be set, signals end the program as ever.
        let _ = ctrlc::set_handler(on_signal);
        on_termination();
    });
}

/// From here on the first signal sets `stop`, and whoever reads ends early; a second one ends the program at once.
pub(super) fn stop_on_interrupt(stop: &Arc<AtomicBool>) {
    *STOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(stop));
    install();
}

/// Nobody looks at what was given to [`stop_on_interrupt`] any more.
pub(super) fn stop_no_more() {
    STOP.lock().unwrap_or_else(PoisonError::into_inner).take();
}

fn on_signal() {
    let stop = STOP.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if stop.is_some_and(|stop| !stop.swap(true, Ordering::Relaxed)) {
        note("\nending with what was read so far; press Ctrl-C again to end at once");
        return;
    }
    unfinished::sweep();
    std::process::exit(130);
}

#[cfg(unix)]
fn on_termination() {
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGTERM]) {
        std::thread::spawn(move || signals.forever().for_each(|_| on_signal()));
    }
}

#[cfg(not(unix))]
fn on_termination() {}
