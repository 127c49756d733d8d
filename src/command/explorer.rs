//! The explorer of `serve` and `site`. It reads a graph file in parts and holds anything else in memory.

use super::exit::Failure;
use super::input::Input;
use clap::Args;
use hustings::view::explorer::{Explorer, Settings, Without};

/// The option for the name of the data.
#[derive(Debug, Args)]
pub(super) struct Titled {
    /// The name of the data on the pages [default: the names of the files]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Titled {
    fn origin(&self, input: &Input) -> String {
        self.title.clone().unwrap_or_else(|| input.published())
    }
}

/// Opens the explorer of the data that the arguments name. `at_once` is the number of pages made at once. `site` is
/// `None` for a server, and the forms to leave out for a site.
pub(super) fn open(input: &Input, titled: &Titled, at_once: usize, site: Option<Without>) -> Result<Explorer, Failure> {
    let settings = Settings {
        origin: titled.origin(input),
        include_annulled: input.include_annulled,
        site: site.is_some(),
        without: site.unwrap_or_default(),
    };
    Ok(Explorer::of(input.open()?.for_threads(at_once)?, settings)?)
}
