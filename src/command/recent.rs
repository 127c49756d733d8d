//! Pages of a live wiki that have changed a short time ago, fetched for the checks: `check --recent`.

use super::exit::Failure;
use super::fetch::{Fetch, time};
use super::input::Input;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// The pages to fetch.
#[derive(Debug, Default, Args)]
pub(super) struct Recent {
    /// Fetch the pages of --category that changed within this time (90m, 24h, 7d) from the wiki, and check those alone
    #[arg(long, value_name = "TIME", value_parser = time, requires_all = ["category", "wiki"], conflicts_with_all = ["watch", "fix", "claims"])]
    recent: Option<Duration>,
    /// With --recent: the category, such as 'Category:Israeli politicians'; may be repeated
    #[arg(long, value_name = "TITLE", requires = "recent")]
    category: Vec<String>,
    /// With --recent: your e-mail address or web page, which is sent to the wiki in the User-Agent
    #[arg(long, value_name = "WHO", requires = "recent")]
    contact: Option<String>,
}

/// An export with the pages that have changed, removed at the end.
pub(super) struct Changed(PathBuf);

impl Drop for Changed {
    fn drop(&mut self) {
        // It stands in the folder for temporary files, which others clean.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Changed {
    /// Returns the input that reads the pages, and nothing else.
    pub(super) fn input(&self, input: &Input) -> Input {
        input.instead(&self.0.to_string_lossy())
    }
}

impl Recent {
    /// Fetches the pages. `None` if that is not asked for.
    ///
    /// # Errors
    /// An error as for `hustings fetch`.
    pub(super) fn fetch(&self, wiki: &str) -> Result<Option<Changed>, Failure> {
        let Some(time) = self.recent else { return Ok(None) };
        let titles = self.category.iter().map(|title| match title.split_once(':') {
            Some(_) => title.clone(),
            None => format!("Category:{title}"),
        });
        let path = std::env::temp_dir().join(format!("hustings-recent-{}.xml", std::process::id()));
        let changed = Changed(path.clone());
        Fetch::recently_changed(titles.collect(), wiki, time, self.contact.clone(), path).run()?;
        Ok(Some(changed))
    }
}
