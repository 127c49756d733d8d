//! The `hustings` program: arguments in, exit status out.

mod command;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = command::Cli::parse();
    match command::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let message = failure.to_string();
            if !message.is_empty() {
                // Nothing is left to do where standard error cannot be written to.
                let _ = writeln!(anstream::stderr(), "hustings: {message}");
            }
            failure.code()
        }
    }
}
