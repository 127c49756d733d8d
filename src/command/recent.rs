//! Pages of a live wiki that have changed a short time ago, fetched for the checks: `check --recent`.

use super::exit::Failure;
#[cfg(feature = "fetch")]
use super::fetch::{Fetch, time};
use super::input::Input;
use clap::Args;
use hustings::check::Diagnostic;
use std::path::PathBuf;
#[cfg(feature = "fetch")]
use std::time::Duration;

/// The pages to fetch. Without the feature `fetch`, there are none.
#[derive(Debug, Default, Args)]
pub(super) struct Recent {
    #[cfg(feature = "fetch")]
    /// Fetch the pages of --category that changed within this time (90m, 24h, 7d) from the wiki, and check those alone
    #[arg(long, value_name = "TIME", value_parser = time, requires_all = ["category", "wiki"], conflicts_with_all = ["watch", "fix", "claims"])]
    recent: Option<Duration>,
    #[cfg(feature = "fetch")]
    /// With --recent: the category, such as 'Category:Israeli politicians'; may be repeated
    #[arg(long, value_name = "TITLE", requires = "recent")]
    category: Vec<String>,
    #[cfg(feature = "fetch")]
    /// With --recent: your e-mail address or web page, which is sent to the wiki in the User-Agent
    #[arg(long, value_name = "WHO", requires = "recent")]
    contact: Option<String>,
}

/// An export with the pages that have changed, removed at the end.
pub(super) struct Changed {
    path: PathBuf,
    /// The name that findings give it: that of the wiki.
    name: String,
}

impl Drop for Changed {
    fn drop(&mut self) {
        // It stands in the folder for temporary files, which others clean.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Changed {
    /// Returns the input that reads the pages, and nothing else.
    pub(super) fn input(&self, input: &Input) -> Input {
        input.instead(&self.path.to_string_lossy())
    }

    /// Names the wiki in a finding instead of the file, which is not there any more when somebody reads it.
    pub(super) fn rename(&self, d: &mut Diagnostic) {
        let path = self.path.to_string_lossy();
        let named = |text: &str| text.replace(&*path, &self.name);
        d.file = named(&d.file).into();
        d.message = named(&d.message);
        d.values = d.values.iter().map(|value| named(value)).collect();
        for change in d.fix.iter_mut().flat_map(|fix| &mut fix.changes) {
            change.file = named(&change.file).into();
        }
    }

    /// Returns the name and the text.
    pub(super) fn text(&self) -> (String, String) {
        (self.name.clone(), hustings::source::read_plain(&self.path).unwrap_or_default())
    }
}

impl Recent {
    /// Fetches the pages. `None` if that is not asked for.
    ///
    /// # Errors
    /// An error as for `hustings fetch`.
    #[cfg(feature = "fetch")]
    pub(super) fn fetch(&self, wiki: &str) -> Result<Option<Changed>, Failure> {
        let Some(time) = self.recent else { return Ok(None) };
        let titles = self.category.iter().map(|title| match title.split_once(':') {
            Some(_) => title.clone(),
            None => format!("Category:{title}"),
        });
        let path = std::env::temp_dir().join(format!("hustings-recent-{}.xml", std::process::id()));
        let name = wiki.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_string();
        let changed = Changed { path: path.clone(), name };
        Fetch::recently_changed(titles.collect(), wiki, time, self.contact.clone(), path).run()?;
        Ok(Some(changed))
    }
    /// Fetches nothing.
    #[cfg(not(feature = "fetch"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as with the feature")]
    pub(super) fn fetch(&self, _: &str) -> Result<Option<Changed>, Failure> {
        Ok(None)
    }
}
