//! `hustings fetch`: pages of a live wiki, saved as an export.

use super::destination::{Destination, wrote};
use super::exit::Failure;
use super::output::{note, warn};
use super::progress::stop_on_interrupt;
use clap::Args;
use hustings::facts::wiki;
use hustings::source::dump::DumpOptions;
use hustings::source::fetch::{Client, ClientOptions, FetchError, Fetched, FetchedPage, write_export};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Fetch pages from a wiki and save them as an export that --from reads
///
/// Asks the MediaWiki Action API for the pages in batches, follows redirects, waits where the wiki is busy. With
/// --follow the contests before and after those fetched are fetched too, so many steps far. A category gives all
/// articles in it. Facts read from the file cite the revision.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings fetch '1992 Israeli Labor Party leadership election' --follow 3 -o labor.xml
  hustings fetch 'Category:Presidential elections in Ukraine' -o ukraine.xml
  hustings fetch Bundestagswahl_2021 --wiki https://de.wikipedia.org -o wahl.xml
  hustings succession --from labor.xml")]
pub(super) struct Fetch {
    /// Titles of pages, or of categories ('Category:…')
    #[arg(required = true, value_name = "TITLE")]
    titles: Vec<String>,
    /// The wiki: its address, or that of its api.php
    #[arg(long, value_name = "URL", default_value = "https://en.wikipedia.org")]
    wiki: String,
    /// Fetch the contests before and after, so many steps far
    #[arg(long, value_name = "N", default_value_t = 0)]
    follow: usize,
    /// The file to write; '-' is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Your e-mail address or page, told to the wiki in the User-Agent, as Wikimedia asks of programs
    #[arg(long, value_name = "WHO")]
    contact: Option<String>,
    /// Give up on an answer after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
}

impl Fetch {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let fail = |e: FetchError| Failure::Input(e.to_string());
        let folder = self.output.parent().filter(|p| !p.as_os_str().is_empty());
        if self.output.is_dir() || folder.is_some_and(|p| !p.is_dir()) {
            let name = self.output.display();
            return Err(Failure::Output(format!("cannot write '{name}': its folder does not exist, or it is one")));
        }
        let stop = DumpOptions::default();
        stop_on_interrupt(&stop);
        let options = ClientOptions {
            contact: self.contact.clone(),
            timeout: Duration::from_secs(self.timeout.max(1)),
            ..ClientOptions::default()
        };
        let mut client = Client::connect(&self.wiki, &options, note).map_err(fail)?;
        let mut wanted: Vec<String> = Vec::new();
        for title in &self.titles {
            let title = title.replace('_', " ");
            if title.to_lowercase().starts_with("category:") {
                let members = client.category(&title).map_err(fail)?;
                if members.is_empty() {
                    warn(&format!("'{title}' has no articles, or does not exist"));
                }
                wanted.extend(members);
            } else {
                wanted.push(title);
            }
        }
        let mut pages: BTreeMap<String, FetchedPage> = BTreeMap::new();
        let mut asked: BTreeSet<String> = BTreeSet::new();
        for step in 0..=self.follow {
            wanted.retain(|title| asked.insert(title.clone()));
            if wanted.is_empty() || stop.stop.load(Ordering::Relaxed) {
                break;
            }
            let Fetched { pages: found, missing } = match client.pages(&wanted) {
                Ok(fetched) => fetched,
                // What was fetched before is not lost.
                Err(e) if !pages.is_empty() => {
                    warn(&e.to_string());
                    break;
                }
                Err(e) => return Err(fail(e)),
            };
            for (title, why) in missing {
                warn(&format!("{} has no page '{title}'{why}", client.api()));
            }
            wanted = neighbours(&found);
            if self.follow > 0 {
                note(&format!(
                    "{} pages, {step} steps from the first; {} contests next to them",
                    found.len(),
                    wanted.len()
                ));
            }
            asked.extend(found.iter().map(|p| p.title.clone()));
            pages.extend(found.into_iter().map(|p| (p.title.clone(), p)));
        }
        if pages.is_empty() {
            return Err(Failure::NoSuchName("the wiki has none of these pages".into()));
        }
        let pages: Vec<FetchedPage> = pages.into_values().collect();
        let mut out = Destination::create(&self.output)?;
        write_export(client.api(), &pages, &mut out)?;
        out.finish()?;
        if self.output != Path::new("-") {
            wrote(&self.output);
        }
        if stop.stop.load(Ordering::Relaxed) { Err(Failure::Interrupted) } else { Ok(()) }
    }
}

/// The contests before and after those of some pages.
fn neighbours(pages: &[FetchedPage]) -> Vec<String> {
    let records = pages.iter().filter(|p| p.redirect.is_none()).map(|p| wiki::read(&p.title, &p.text));
    let links = records.flat_map(|r| r.elections).flat_map(|e| [e.previous, e.next]).flatten();
    // A bare year is no title.
    let mut titles: Vec<String> = links.filter(|t| t.contains(' ')).collect();
    titles.sort();
    titles.dedup();
    titles
}
