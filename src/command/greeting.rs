//! What `hustings` without arguments says: what it is, and what to try first.

use super::output::Style;
use std::fmt::Write;

/// What to try first: a command, and what it does.
const FIRST: [(&str, &str); 4] = [
    ("hustings rivals Peres Rabin", "how often two people met, and who won each time"),
    ("hustings draw timeline Likud -o likud.svg", "who led when, as a picture"),
    ("hustings rivals --from table.csv", "the same from a table of your own: contest, date, candidate, votes"),
    ("hustings serve", "everything as pages in your browser"),
];

/// Returns the greeting, with marks of style for the terminal.
pub(super) fn greeting() -> String {
    let mut text = format!(
        "{} answers who faced whom and who won, who led after whom, and where the sources disagree.\n\
         The leadership contests of three parties come with it, to try it on.\n\n{}\n",
        Style::Heading.paint(concat!("Hustings ", env!("CARGO_PKG_VERSION"))),
        Style::Heading.paint("Try first:")
    );
    let width = FIRST.iter().map(|(line, _)| line.len()).max().unwrap_or(0);
    for (line, says) in FIRST {
        let _ = writeln!(text, "  {line:<width$}  {}", Style::Quiet.paint(says));
    }
    let _ = writeln!(text, "\n'hustings --help' lists every command.");
    text
}

#[cfg(test)]
mod tests {
    use super::FIRST;
    use crate::command::Cli;
    use clap::Parser;

    #[test]
    fn what_is_to_be_tried_is_what_the_program_takes() {
        for (line, _) in FIRST {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok() || cfg!(not(feature = "serve")), "{line}");
        }
    }
}
