//! Handles Ctrl-C and SIGTERM. They end a reading that can be ended early, or else the program, which leaves no
//! half-written file behind.

use super::output::note;
use super::unfinished;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};

/// The flag that the first signal sets. `None` if no reading can be ended early.
static STOP: Mutex<Option<Arc<AtomicBool>>> = Mutex::new(None);
static INSTALLED: Once = Once::new();

/// Installs the handlers: from now on a signal removes unfinished files and ends the program. A second call does
/// nothing.
pub(super) fn install() {
    INSTALLED.call_once(|| {
        // If no handler can be set, signals end the program as usual.
        let _ = ctrlc::set_handler(on_signal);
        on_termination();
    });
}

/// Makes the first signal set `stop`, so that the reading ends early. A second signal ends the program at once.
pub(super) fn stop_on_interrupt(stop: &Arc<AtomicBool>) {
    *STOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(stop));
    install();
}

/// Undoes [`stop_on_interrupt`]: from now on the first signal ends the program.
pub(super) fn stop_no_more() {
    STOP.lock().unwrap_or_else(PoisonError::into_inner).take();
}

fn on_signal() {
    let stop = STOP.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if stop.is_some_and(|stop| !stop.swap(true, Ordering::Relaxed)) {
        note("\nstopping; what was read so far will be used. Press Ctrl-C again to quit at once");
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
