//! `hustings man`.

use super::destination::{make_folder, write};
use super::exit::Failure;
use super::{Cli, output};
use clap::{Args, CommandFactory};
use std::path::{Path, PathBuf};

/// Print the main manual page to standard output, or write all manual pages into a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings man | man -l -
  hustings man -o /usr/local/share/man/man1")]
pub(super) struct Man {
    /// The folder for hustings.1 and a page for each command
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
                make_folder(folder)?;
                let mut command = Cli::command().disable_help_subcommand(true);
                command.build();
                pages(command, folder)
            }
        }
    }
}

/// Writes the manual pages of a command and of its subcommands.
fn pages(command: clap::Command, folder: &Path) -> Result<(), Failure> {
    for subcommand in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        pages(subcommand.clone(), folder)?;
    }
    let man = clap_mangen::Man::new(command);
    let mut page = Vec::new();
    man.render(&mut page)?;
    write(&folder.join(man.get_filename()), &page)
}
