//! Why a command ends without its answer, and the exit status that says so.

use hustings::dataset::DatasetError;
use std::fmt;
use std::process::ExitCode;

/// A failure with the message for the user.
#[derive(Debug)]
pub(crate) enum Failure {
    /// `check` found something.
    Found,
    /// The arguments do not fit together.
    Usage(String),
    /// An input could not be read.
    Input(String),
    /// The answer is written, and a part of the input could not be read.
    Lost(String),
    /// Nothing of that name, or more than one thing.
    NoSuchName(String),
    /// The output could not be written.
    Output(String),
    /// Whoever read the output has stopped reading.
    Closed,
    /// Ctrl-C, or SIGTERM.
    Interrupted,
}

impl Failure {
    /// The exit status.
    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Closed => 0,
            Self::Found => 1,
            Self::Usage(_) => 2,
            Self::Input(_) | Self::Lost(_) | Self::Output(_) => 3,
            Self::NoSuchName(_) => 4,
            // As shells say of a program ended by Ctrl-C.
            Self::Interrupted => 130,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found | Self::Closed => Ok(()),
            Self::Interrupted => f.write_str("interrupted; what was read so far is complete"),
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
