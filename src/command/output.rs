//! Standard output and standard error, coloured where they are terminals and `NO_COLOR` is not set.
//!
//! Whatever comes from data goes through [`hustings::view::escape::shown`] here, once, on its way out. Colour is told from data by
//! being marked with characters that no text has ([`Style::paint`]), which become the terminal's sequences after that.

use super::exit::Failure;
use anstyle::{AnsiColor, Style as Ansi};
use clap::ValueEnum;
use hustings::view::escape::{Escaping, shown};
use hustings::view::{Format, Table};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

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

    const ALL: [Self; 4] = [Self::Heading, Self::Error, Self::Warning, Self::Quiet];

    /// The character that begins the style. Unicode keeps these for a program's own use inside of itself (noncharacters, The Unicode
    /// Standard, 23.7).
    const fn mark(self) -> char {
        match self {
            Self::Heading => '\u{fdd1}',
            Self::Error => '\u{fdd2}',
            Self::Warning => '\u{fdd3}',
            Self::Quiet => '\u{fdd4}',
        }
    }

    /// The text in this style; the stream takes the colour out again where it has no place.
    pub(super) fn paint(self, text: &str) -> String {
        format!("{}{text}{END}", self.mark())
    }
}

/// The character that ends a style.
const END: char = '\u{fdd0}';

/// A text with its marks of style as the terminal's sequences, and nothing else that a terminal would act on.
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
            FormatArg::Csv if FORMULAS.load(Ordering::Relaxed) => Self::RawCsv,
            FormatArg::Csv => Self::Csv,
            FormatArg::Json => Self::Json,
            FormatArg::Markdown => Self::Markdown,
        }
    }
}

/// Says something on standard error.
pub(super) fn warn(text: &str) {
    say(&format!("{} {text}", Style::Warning.paint("warning:")));
}

/// Says something that is no trouble on standard error.
pub(super) fn note(text: &str) {
    say(&Style::Quiet.paint(text));
}

/// Writes a line to standard error.
pub(crate) fn say(line: &str) {
    // There is nowhere left to report a standard error that cannot be written to.
    let _ = writeln!(anstream::stderr(), "{}", for_terminal(line));
}

/// Writes a line over the one before, to say how far something is; nothing takes it away. For terminals alone.
pub(super) fn over(line: &str) {
    // As above.
    let _ = write!(anstream::stderr(), "\r\x1b[2K{}", for_terminal(&line.replace('\n', " ")));
}

/// Standard output, without colour where it is no terminal.
fn stdout() -> impl Write {
    anstream::AutoStream::auto(std::io::stdout().lock())
}

/// Standard output for what programs read: as it is, but for a terminal, which shows it.
pub(super) fn plain() -> Box<dyn Write + Send> {
    let out = std::io::stdout();
    if out.is_terminal() { Box::new(Escaping::for_terminal(out)) } else { Box::new(out) }
}

/// Whether cells of CSV that a spreadsheet would run stay as they are: what `--formulas` says, for the whole run.
pub(super) static FORMULAS: AtomicBool = AtomicBool::new(false);

/// Writes a table to standard output.
pub(super) fn table(table: &Table, format: FormatArg) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    table.write(format.into(), &mut bytes)?;
    let written = String::from_utf8_lossy(&bytes);
    if format.is_for_people() { text(&written) } else { raw(&written) }
}

/// Writes a text to standard output as it is, for programs to read.
pub(super) fn raw(text: &str) -> Result<(), Failure> {
    let mut out = plain();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a text to standard output, closing the last line.
pub(super) fn text(text: &str) -> Result<(), Failure> {
    styled(&for_terminal(text))
}

/// Writes a text that has the terminal's sequences already, and data only as [`for_terminal`] leaves it.
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
