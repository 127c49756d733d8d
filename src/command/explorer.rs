//! The explorer that `serve` and `site` show: of a graph file in parts, of anything else from memory.

use super::exit::Failure;
use super::input::{Input, stored_count};
use clap::Args;
use hustings::store::{FileError, GraphFile};
use hustings::view::explorer::{Explorer, Settings, Without};
use std::path::Path;

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
        facts: None,
        without: site.unwrap_or_default(),
    };
    let Some(file) = input.file()? else {
        let mut loaded = input.load()?;
        let findings = loaded.findings()?;
        let settings = Settings { facts: Some(loaded.counts), ..settings };
        return Ok(Explorer::of_graph(std::mem::take(&mut loaded.graph), findings, settings));
    };
    let read = |e: FileError| Failure::Input(e.to_string());
    let counts = (stored_count(&file, "facts").map_err(read)?, stored_count(&file, "unread").map_err(read)?);
    let settings = Settings { facts: Some(counts), ..settings };
    let path = file.name();
    let others = (1..at_once).map(|_| GraphFile::open(Path::new(&path)));
    let files = std::iter::once(Ok(file)).chain(others);
    let files: Result<Vec<GraphFile>, FileError> = files.collect();
    Explorer::of_files(files.map_err(read)?, settings).map_err(read)
}
