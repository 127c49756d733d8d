//! The `hustings` program. It reads the arguments, runs the command and returns the exit status.

mod command;

use std::process::ExitCode;

/// The memory allocator. A graph makes many small allocations, and mimalloc packs them more densely and finds them
/// faster than the allocators of most systems.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match command::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match command::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let message = failure.to_string();
            if !message.is_empty() {
                command::say(&format!("hustings: {message}"));
            }
            failure.code()
        }
    }
}
