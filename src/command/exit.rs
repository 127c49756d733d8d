//! The failures of commands and their exit statuses.

use hustings::dataset::DatasetError;
use std::fmt;
use std::process::ExitCode;

/// The reason why a command failed, with the message for the user.
#[derive(Debug)]
pub(crate) enum Failure {
    /// `check` found something.
    Found,
    /// The arguments or the settings are wrong.
    Usage(String),
    /// An input could not be read.
    Input(String),
    /// The answer was written, but a part of the input could not be read.
    Lost(String),
    /// Nothing has the name, or more than one thing has it.
    NoSuchName(String),
    /// The output could not be written.
    Output(String),
    /// The program that reads the output has closed the pipe.
    Closed,
    /// The run was ended by Ctrl-C or SIGTERM.
    Interrupted,
}

impl Failure {
    /// Returns the exit status.
    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Closed => 0,
            Self::Found => 1,
            Self::Usage(_) => 2,
            Self::Input(_) | Self::Lost(_) | Self::Output(_) => 3,
            Self::NoSuchName(_) => 4,
            // The status that shells give a program that Ctrl-C ended.
            Self::Interrupted => 130,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found | Self::Closed => Ok(()),
            Self::Interrupted => f.write_str("interrupted; the output up to here is complete"),
            Self::Usage(text) | Self::Input(text) | Self::Lost(text) | Self::NoSuchName(text) | Self::Output(text) => {
                f.write_str(text)
            }
        }
    }
}

impl From<DatasetError> for Failure {
    fn from(error: DatasetError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Output(format!("cannot write: {error}"))
        }
    }
}
