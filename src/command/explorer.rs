//! The explorer that `serve` and `site` show: of a graph file in parts, of anything else from memory.

use super::exit::Failure;
use super::input::Input;
use clap::Args;
use hustings::view::explorer::{Explorer, Settings, Without};

/// How the explorer names its data.
#[derive(Debug, Args)]
pub(super) struct Titled {
    /// How the data are called on the pages; by the names of the files, if not said
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Titled {
    fn origin(&self, input: &Input) -> String {
        self.title.clone().unwrap_or_else(|| input.published())
    }
}

/// Opens the explorer of what the arguments name, for so many pages at once; as a site without some forms, or live.
pub(super) fn open(input: &Input, titled: &Titled, at_once: usize, site: Option<Without>) -> Result<Explorer, Failure> {
    let settings = Settings {
        origin: titled.origin(input),
        include_annulled: input.include_annulled,
        site: site.is_some(),
        without: site.unwrap_or_default(),
    };
    Ok(Explorer::of(input.open()?.for_threads(at_once)?, settings)?)
}
