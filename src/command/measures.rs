//! `hustings measures`.

use super::exit::Failure;
use super::input::{Input, Need, one};
use super::output::{FormatArg, Style, table, text};
use clap::{Args, ValueEnum};
use hustings::analysis::measures::{self, RoundChoice};
use hustings::view::listing;

/// How contested each contest was: effective number of candidates, margin, winner's share, turnout
///
/// The effective number is 1 / Σ p² over the shares of a round, made to add up to one (Laakso and Taagepera 1979).
/// Shares are computed from the votes where every candidate's votes are known, and taken as given otherwise; the
/// denominator says which. The margin is first over second. Turnout is as given, or ballots over electorate.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings measures \"Israeli Labor Party\"
  hustings measures --round all --format csv")]
pub(super) struct Measures {
    /// An office, or the party whose office it is; all contests if left out
    office: Option<String>,
    /// Which rounds
    #[arg(long, value_enum, default_value_t = Rounds::First)]
    round: Rounds,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rounds {
    First,
    Last,
    All,
}

impl Measures {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let need = self.office.as_deref().map_or(Need::All, Need::Offices);
        let loaded = input.load_for(&need)?;
        let graph = &loaded.graph;
        let office = match &self.office {
            Some(name) => Some(one("office", name, graph.find_office(name), |id| graph.office(id).name.clone())?),
            None => None,
        };
        let choice = match self.round {
            Rounds::First => RoundChoice::First,
            Rounds::Last => RoundChoice::Last,
            Rounds::All => RoundChoice::All,
        };
        let contests = graph.contests().iter().filter(|c| office.is_none() || c.office == office);
        let documented = contests.filter(|c| c.documented);
        let found: Vec<_> =
            documented.flat_map(|c| measures::of_contest(graph, c, choice, input.include_annulled)).collect();
        let rows = listing::measures(graph, &found);
        table(&rows, self.format)?;
        if self.format.is_for_people() {
            text(&format!(
                "\n{}",
                Style::Quiet.paint("Effective number: 1 / Σ p² over the shares of the round (Laakso and Taagepera 1979). Shares, margins and turnout in per cent.")
            ))?;
        }
        Ok(())
    }
}
