//! `hustings succession`.

use super::exit::Failure;
use super::input::{Input, heading};
use super::output::{FormatArg, table, text};
use clap::Args;
use hustings::analysis::succession;
use hustings::dataset::Need;
use hustings::view::{Table, listing};

/// Show who held an office, in order: how each tenure began and ended, through which contest, and the gaps
///
/// Dates are as exact as the sources: a day, a month or a year. A gap is shown as 'vacant' if one tenure ended before
/// the next began, and as 'not known' if no source says who held the office.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings succession \"Israeli Labor Party\"
  hustings succession likud --format csv
  hustings succession --from articles/")]
pub(super) struct Succession {
    /// An office, or the party whose office it is; all offices if left out
    office: Option<String>,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

impl Succession {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let need = self.office.as_deref().map_or(Need::All, Need::Offices);
        let data = input.open()?;
        let loaded = input.part(&data, &need)?;
        let graph = &loaded.graph;
        let mut all: Option<Table> = None;
        for office in loaded.offices(self.office.as_deref())? {
            let rows = listing::succession(graph, office, &succession::of_office(graph, office));
            if !self.format.is_for_people() {
                match &mut all {
                    None => all = Some(rows),
                    Some(all) => rows.rows().iter().for_each(|row| all.push(row.clone())),
                }
                continue;
            }
            if rows.is_empty() {
                continue;
            }
            text(&heading(&graph.office(office).name))?;
            let mut shown = Table::new(&["person", "from", "to", "began", "ended", "contest"]);
            for row in rows.only(&["person", "from", "to", "began", "ended", "contest"]).rows() {
                let mut row = row.clone();
                if row[0] == hustings::view::Cell::Empty {
                    let vacant = row[3].plain() == "vacancy";
                    row[0] = hustings::view::Cell::text(if vacant { "(vacant)" } else { "(not known)" });
                    row[3] = hustings::view::Cell::Empty;
                }
                shown.push(row);
            }
            table(&shown, self.format)?;
            text("")?;
        }
        match all {
            Some(rows) => table(&rows, self.format),
            None if graph.tenures().is_empty() => {
                text(&format!("No source in {} states who held an office.", loaded.origin))
            }
            None => Ok(()),
        }
    }
}
