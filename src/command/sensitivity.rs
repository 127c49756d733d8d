//! `hustings sensitivity`.

use super::exit::Failure;
use super::input::Input;
use super::output::{FormatArg, Style, table, text};
use clap::{Args, ValueEnum};
use hustings::dataset::Need;
use hustings::graph::{PoliticalGraph, Preference, PreferenceError};
use hustings::view::sensitivity::{self, Results};

/// Show which results would change if other values of the sources were preferred
///
/// If sources disagree, every value is kept and one is preferred (see --prefer). This command computes the results
/// again under other rules, and with a preference for each source that has values which are not preferred. It lists
/// what differs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings sensitivity measures
  hustings sensitivity succession --from articles/ --try prose --try source=jta.org
  hustings sensitivity rivals --format csv")]
pub(super) struct Sensitivity {
    /// The results to compare
    #[arg(value_enum)]
    results: Which,
    /// Try only this rule of preference: table, prose, latest, most or source=TEXT; may be repeated
    #[arg(long, value_name = "RULE")]
    r#try: Vec<String>,
    /// The largest number of sources to try; sources whose values are most often not preferred come first
    #[arg(long, value_name = "N", default_value_t = 12)]
    sources: usize,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

/// The results that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// The meetings of every pair, and how often each won or was ahead
    Rivals,
    /// The dates of every tenure, and how it began and ended
    Succession,
    /// The effective number, margin, shares and turnout of every contest
    Measures,
}

impl Sensitivity {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let results = match self.results {
            Which::Rivals => Results::Rivals,
            Which::Succession => Results::Succession,
            Which::Measures => Results::Measures,
        };
        let named: Result<Vec<Preference>, PreferenceError> = self.r#try.iter().map(|word| word.parse()).collect();
        let mut rules = named.map_err(|e| Failure::Usage(e.to_string()))?;
        let data = input.open()?;
        let loaded = input.part(&data, &Need::All)?;
        let facts = data.facts()?;
        let overrides = input.overrides()?.unwrap_or_default();
        if rules.is_empty() {
            rules = sensitivity::alternatives(&loaded.graph, self.sources);
        }
        let tried: Vec<sensitivity::Tried> = rules
            .into_iter()
            .map(|rule| {
                let other = PoliticalGraph::build_preferring(&facts, &overrides, &rule);
                let changes = sensitivity::differences(results, &loaded.graph, &other, input.include_annulled);
                (rule, changes)
            })
            .collect();
        let rows = sensitivity::table(&tried);
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        if !rows.is_empty() {
            table(&rows, self.format)?;
            text("")?;
        }
        for (rule, changes) in &tried {
            let count = changes.len();
            let said = match count {
                0 => Style::Quiet.paint("nothing changes"),
                1 => "1 value changes".to_string(),
                n => format!("{n} values change"),
            };
            text(&format!("--prefer {rule}: {said}"))?;
        }
        Ok(())
    }
}
