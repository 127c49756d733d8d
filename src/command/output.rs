//! Standard output and standard error, coloured if they are terminals and `NO_COLOR` is not set.
//!
//! All text that comes from data is escaped here, once, by [`hustings::view::escape::shown`]. Colours are marked with
//! characters that no text contains ([`Style::paint`]). After the escaping they become the sequences of the terminal.

use super::exit::Failure;
use anstyle::{AnsiColor, Style as Ansi};
use clap::ValueEnum;
use hustings::view::escape::{Escaping, shown};
use hustings::view::{Format, Table};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// The styles of text on a terminal.
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

    const ALL: [Self; 4] = [Self::Heading, Self::Error, Self::Warning, Self::Quiet];

    /// Returns the character that begins the style. Unicode reserves these characters for a program's internal use
    /// (noncharacters, The Unicode Standard, 23.7).
    const fn mark(self) -> char {
        match self {
            Self::Heading => '\u{fdd1}',
            Self::Error => '\u{fdd2}',
            Self::Warning => '\u{fdd3}',
            Self::Quiet => '\u{fdd4}',
        }
    }

    /// Returns the text in this style. A stream that shows no colour removes it again.
    pub(super) fn paint(self, text: &str) -> String {
        format!("{}{text}{END}", self.mark())
    }
}

/// The character that ends a style.
const END: char = '\u{fdd0}';

/// Returns a text with its style marks replaced by terminal sequences. Anything else that a terminal would act on is
/// escaped.
pub(super) fn for_terminal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = Ansi::new();
    for piece in shown(text).split_inclusive(|c| c == END || Style::ALL.iter().any(|s| s.mark() == c)) {
        let mark = piece.chars().next_back();
        let style = Style::ALL.into_iter().find(|s| Some(s.mark()) == mark);
        if style.is_none() && mark != Some(END) {
            out.push_str(piece);
            continue;
        }
        out.push_str(&piece[..piece.len() - END.len_utf8()]);
        match style {
            Some(style) => {
                open = style.ansi();
                out.push_str(&open.to_string());
            }
            None => out.push_str(&format!("{open:#}")),
        }
    }
    out
}

/// The formats of tables.
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
    /// Returns true if the format is for people rather than programs.
    pub fn is_for_people(self) -> bool {
        self == Self::Table
    }
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Table => Self::Table,
            FormatArg::Csv if FORMULAS.load(Ordering::Relaxed) => Self::RawCsv,
            FormatArg::Csv => Self::Csv,
            FormatArg::Json => Self::Json,
            FormatArg::Markdown => Self::Markdown,
        }
    }
}

/// Prints a warning to standard error.
pub(super) fn warn(text: &str) {
    say(&format!("{} {text}", Style::Warning.paint("warning:")));
}

/// Prints a note to standard error.
pub(super) fn note(text: &str) {
    say(&Style::Quiet.paint(text));
}

/// Writes a line to standard error.
pub(crate) fn say(line: &str) {
    // If standard error cannot be written to, there is no other stream on which to report it.
    let _ = writeln!(anstream::stderr(), "{}", for_terminal(line));
}

/// Overwrites the current line of standard error, to show progress. An empty text clears the line. Only for terminals.
pub(super) fn over(line: &str) {
    // As above.
    let _ = write!(anstream::stderr(), "\r\x1b[2K{}", for_terminal(&line.replace('\n', " ")));
}

/// Returns standard output, which removes colours if it is not a terminal.
fn stdout() -> impl Write {
    anstream::AutoStream::auto(std::io::stdout().lock())
}

/// Returns standard output for text that programs read. The text is unchanged, except that it is escaped on a terminal.
pub(super) fn plain() -> Box<dyn Write + Send> {
    let out = std::io::stdout();
    if out.is_terminal() { Box::new(Escaping::for_terminal(out)) } else { Box::new(out) }
}

/// True if CSV cells that a spreadsheet would run as formulas are written unchanged (`--formulas`). Set once per run.
pub(super) static FORMULAS: AtomicBool = AtomicBool::new(false);

/// Writes a table to standard output.
pub(super) fn table(table: &Table, format: FormatArg) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    table.write(format.into(), &mut bytes)?;
    let written = String::from_utf8_lossy(&bytes);
    if format.is_for_people() { text(&written) } else { raw(&written) }
}

/// Writes a text that programs read to standard output, without escapes unless it is a terminal.
pub(super) fn raw(text: &str) -> Result<(), Failure> {
    let mut out = plain();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a text to standard output and ends the last line.
pub(super) fn text(text: &str) -> Result<(), Failure> {
    styled(&for_terminal(text))
}

/// Writes a text that already has terminal sequences. Its data must have been escaped as [`for_terminal`] does.
pub(super) fn styled(text: &str) -> Result<(), Failure> {
    let mut out = stdout();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_kept_and_what_data_says_is_not_acted_on() {
        let said = for_terminal(&format!("{} of \u{1b}[2J\u{9b}1m\u{202e}x", Style::Error.paint("3 errors")));
        assert_eq!(said, "\u{1b}[1m\u{1b}[31m3 errors\u{1b}[0m of \\u{1b}[2J\\u{9b}1m\\u{202e}x");
    }
}
