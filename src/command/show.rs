//! `hustings show`.

use super::exit::Failure;
use super::input::{Input, heading, one};
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::dataset::Need;
use hustings::graph::Found;
use hustings::view::profile;

/// Show everything known about a person, contest, office or party, each line with its citations
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings show Mitzna
  hustings show \"1992 Israeli Labor Party leadership election\"
  hustings show \"Leader of Likud\" --format markdown")]
pub(super) struct Show {
    /// A name: in any case, without diacritics, by surname, or by words of a title
    name: String,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

impl Show {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let loaded = input.part(&data, &Need::Name(&self.name))?;
        let graph = &loaded.graph;
        let found = one("person, contest, office or party", &self.name, graph.find(&self.name), |f| match f {
            Found::Person(id) => loaded.say_person(id),
            other => graph.name_of(other).to_string(),
        })?;
        let rows = profile::of(graph, found);
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        let mut section = String::new();
        for row in rows.rows() {
            let [head, statement, citations] = &row[..] else { continue };
            if head.plain() != section {
                section = head.plain();
                text(&format!("{}{}", if section.is_empty() { "" } else { "\n" }, heading(&section)))?;
            }
            let places = citations.plain();
            let places = match places.split("; ").count() {
                0 | 1 => places,
                n if n > 4 => {
                    format!("{} and {} more", places.split("; ").take(3).collect::<Vec<_>>().join("; "), n - 3)
                }
                _ => places,
            };
            let places = if places.is_empty() { String::new() } else { Style::Quiet.paint(&format!("  [{places}]")) };
            text(&format!("  {}{places}", statement.plain()))?;
        }
        Ok(())
    }
}
