//! `hustings compare`.

use super::exit::Failure;
use super::input::{Input, heading};
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::analysis::comparison::{self, Row, Status};
use hustings::view::words::counted;
use hustings::view::{Cell, Table};

/// Compare two sources statement by statement: terms, candidacies, votes, parties, births, deaths and kin
///
/// A and B are anything that --from reads: Wikipedia and Wikidata, two dumps, a table and a wiki, two language editions.
/// Each statement is the same in both, differs, or is only in one, with the places that state it. People are matched by an
/// id that both give, else by a name that only one person has on each side; their terms by the years, then by the office,
/// so that another id or label of an office joins and forbids nothing. Dates are compared as exactly as the vaguer one.
/// The exit status is 0 whether or not anything differs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings compare wikidata.csv wikipedia.csv
  hustings compare old.xml new.xml --status differs
  hustings compare wikidata.json articles/ --format csv   every statement, also those that are the same")]
pub(super) struct Compare {
    /// The first source
    a: String,
    /// The second source
    b: String,
    /// Show only statements with this status; may be repeated
    #[arg(long, value_name = "STATUS", value_parser = ["same", "differs", "only-a", "only-b"])]
    status: Vec<String>,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

const COLUMNS: [&str; 7] = ["subject", "property", "status", "a", "b", "source_a", "source_b"];

impl Compare {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let a = input.instead(&self.a).open()?;
        let b = input.instead(&self.b).open()?;
        let rows = comparison::compare(&*a.graph()?, &*b.graph()?);
        let wanted: Vec<Status> = self.status.iter().filter_map(|word| Status::read(word)).collect();
        let takes = |row: &&Row| wanted.is_empty() || wanted.contains(&row.status);
        if !self.format.is_for_people() {
            return table(&listed(rows.iter().filter(takes)), self.format);
        }
        // For people: what is the same is counted, and names of offices, which are often a matter of style, come last.
        let shown: Vec<&Row> =
            rows.iter().filter(takes).filter(|row| !wanted.is_empty() || row.status != Status::Same).collect();
        let (labels, others): (Vec<&Row>, Vec<&Row>) =
            shown.into_iter().partition(|row| row.property == "office" && row.status == Status::Differs);
        for (title, rows) in [("", others), ("Names of offices that differ", labels)] {
            if rows.is_empty() {
                continue;
            }
            if !title.is_empty() {
                text(&format!("\n{}", heading(title)))?;
            }
            table(&listed(rows.into_iter()).only(&["subject", "property", "status", "a", "b"]), self.format)?;
        }
        let count = |status: Status| rows.iter().filter(|row| row.status == status).count();
        let parts: Vec<String> =
            Status::ALL.into_iter().map(|status| format!("{} {}", count(status), status.label())).collect();
        let end = format!("{}: {}", counted(rows.len(), "statement"), parts.join(", "));
        text(&format!("\n{}", Style::Quiet.paint(&end)))
    }
}

fn listed<'r>(rows: impl Iterator<Item = &'r Row>) -> Table {
    let mut found = Table::new(&COLUMNS);
    for row in rows {
        let values = [&row.a, &row.b, &row.source_a, &row.source_b]
            .map(|v| if v.is_empty() { Cell::Empty } else { Cell::text(v) });
        let mut cells = vec![Cell::text(&row.subject), Cell::text(row.property), Cell::text(row.status.label())];
        cells.extend(values);
        found.push(cells);
    }
    found
}
