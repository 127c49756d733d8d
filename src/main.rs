//! The `hustings` program: arguments in, exit status out.

mod command;

use std::process::ExitCode;

/// Graphs are many small pieces, which this allocator packs closer and finds faster than most systems' own.
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
