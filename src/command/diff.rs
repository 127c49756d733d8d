//! `hustings diff`.

use super::exit::Failure;
use super::input::Input;
use super::output::{FormatArg, table, text};
use clap::Args;
use hustings::analysis::difference;
use hustings::view::{Cell, Table};

/// Show what differs between two graphs: contests, people, results, tenures and ties added, removed or changed
///
/// OLD and NEW are graph files, or anything else that --from reads. Only what the graphs state is compared, not the
/// citations, so the same pages in other files make no difference. The exit status is 0 whether or not anything
/// differs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings diff world-october.db world-november.db
  hustings diff world.db articles/ --format csv")]
pub(super) struct Diff {
    /// The earlier graph
    old: String,
    /// The later graph
    new: String,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

impl Diff {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let old = input.instead(&self.old).open()?;
        let new = input.instead(&self.new).open()?;
        let found = difference::between(&*old.graph()?, &*new.graph()?);
        if found.is_empty() && self.format.is_for_people() {
            return text("The two graphs state the same.");
        }
        let mut rows = Table::new(&["of", "name", "change", "property", "old", "new"]);
        for d in &found {
            rows.push(vec![
                Cell::text(d.of),
                Cell::text(&d.name),
                Cell::text(d.change.label()),
                Cell::text(d.property),
                Cell::text(&d.old),
                Cell::text(&d.new),
            ]);
        }
        table(&rows, self.format)
    }
}
