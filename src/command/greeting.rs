//! What `hustings` without arguments says: what it is, and what to try first.

use super::output::Style;
use hustings::dataset::{Dataset, Options};
use hustings::source;
use hustings::view::words::counted;
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
    if let Some((file, says)) = table_here() {
        let _ =
            writeln!(text, "\n{}", Style::Heading.paint(&format!("In this folder is {file}: {says}. You could ask:")));
        let quoted = if file.contains(' ') { format!("\"{file}\"") } else { file };
        for line in ["report", "rivals", "measures", "draw timeline"] {
            let _ = writeln!(text, "  hustings {line} {quoted}");
        }
    }
    let _ = writeln!(text, "\n'hustings --help' lists every command.");
    text
}

/// The largest table that the greeting reads, in bytes.
const MOST: u64 = 5 << 20;

/// Returns the one table in the current folder, and what is in it. `None` if there is none, or more than one.
fn table_here() -> Option<(String, String)> {
    let files = source::files_of("*").ok()?;
    let is_table = |file: &&std::path::PathBuf| {
        let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let named = ["csv", "tsv", "xlsx", "xls", "ods"].contains(&extension.as_str());
        named && file.metadata().is_ok_and(|m| m.is_file() && m.len() <= MOST)
    };
    let mut tables = files.iter().filter(is_table);
    let (table, None) = (tables.next()?, tables.next()) else { return None };
    let name = table.to_str()?.to_string();
    let data = Dataset::open([&name], Options::default()).ok()?;
    let graph = data.graph().ok()?;
    let counts = [
        (graph.candidacies().len(), "candidacy"),
        (graph.tenures().len(), "tenure"),
        (graph.contests().len(), "contest"),
    ];
    let found = counts.iter().find(|(count, _)| *count > 0)?;
    let people = graph.people().len();
    Some((name, format!("{} of {}", counted(found.0, found.1), counted(people, "person"))))
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
