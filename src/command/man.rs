//! `hustings man`.

use super::exit::Failure;
use super::{Cli, output};
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// The manual pages: the main one to standard output, or all into a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings man | man -l -
  hustings man -o /usr/local/share/man/man1")]
pub(super) struct Man {
    /// The folder to write hustings.1 and a page for each command into
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> Result<(), Failure> {
        match &self.output {
            None => {
                let mut page = Vec::new();
                clap_mangen::Man::new(Cli::command()).render(&mut page)?;
                output::text(&String::from_utf8_lossy(&page))
            }
            Some(folder) => {
                super::export::make_folder(folder)?;
                clap_mangen::generate_to(Cli::command(), folder)
                    .map_err(|e| Failure::Output(format!("cannot write to '{}': {e}", folder.display())))
            }
        }
    }
}
