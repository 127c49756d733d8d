//! `hustings completions`.

use super::exit::Failure;
use super::{Cli, output};
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

/// Print the completions for a shell to standard output
#[derive(Debug, Args)]
#[command(after_help = "Example:
  hustings completions bash > ~/.local/share/bash-completion/completions/hustings")]
pub(super) struct Completions {
    /// The shell: bash, elvish, fish, powershell or zsh
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "hustings", &mut script);
        output::text(&String::from_utf8_lossy(&script))
    }
}
