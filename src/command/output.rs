//! Standard output and standard error, coloured where they are terminals and `NO_COLOR` is not set.

use super::exit::Failure;
use anstyle::{AnsiColor, Style as Ansi};
use clap::ValueEnum;
use hustings::view::{Format, Table};
use std::io::Write;

/// The roles that text plays.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style {
    Heading,
    Error,
    Warning,
    Quiet,
}

impl Style {
    fn ansi(self) -> Ansi {
        match self {
            Self::Heading => Ansi::new().bold(),
            Self::Error => Ansi::new().bold().fg_color(Some(AnsiColor::Red.into())),
            Self::Warning => Ansi::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Self::Quiet => Ansi::new().dimmed(),
        }
    }

    /// The text in this style; the stream takes the colour out again where it has no place.
    pub(super) fn paint(self, text: &str) -> String {
        let style = self.ansi();
        format!("{style}{text}{style:#}")
    }
}

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Aligned, for a terminal
    Table,
    /// Comma-separated values
    Csv,
    /// A list of objects
    Json,
    /// A Markdown table
    Markdown,
}

impl FormatArg {
    /// Whether people rather than programs read it.
    pub fn is_for_people(self) -> bool {
        self == Self::Table
    }
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Table => Self::Table,
            FormatArg::Csv => Self::Csv,
            FormatArg::Json => Self::Json,
            FormatArg::Markdown => Self::Markdown,
        }
    }
}

/// Says something on standard error.
pub(super) fn warn(text: &str) {
    // There is nowhere left to report a standard error that cannot be written to.
    let _ = writeln!(anstream::stderr(), "{} {text}", Style::Warning.paint("warning:"));
}

/// Says something that is no trouble on standard error.
pub(super) fn note(text: &str) {
    // As above.
    let _ = writeln!(anstream::stderr(), "{}", Style::Quiet.paint(text));
}

/// Standard output, without colour where it is no terminal.
pub(super) fn stdout() -> impl Write {
    anstream::AutoStream::auto(std::io::stdout().lock())
}

/// Writes a table to standard output.
pub(super) fn table(table: &Table, format: FormatArg) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    table.write(format.into(), &mut bytes)?;
    let mut out = stdout();
    out.write_all(&bytes)?;
    Ok(out.flush()?)
}

/// Writes a text to standard output as it is, for programs to read.
pub(super) fn raw(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a text to standard output, closing the last line.
pub(super) fn text(text: &str) -> Result<(), Failure> {
    let mut out = stdout();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
