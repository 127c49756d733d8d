//! `hustings fetch`: pages of a live wiki, saved as an export.

use super::destination::{Destination, wrote};
use super::exit::Failure;
use super::interrupt::stop_on_interrupt;
use super::output::{note, warn};
use clap::Args;
use clap::builder::TypedValueParser;
use hustings::facts::wiki;
use hustings::source::dump::DumpOptions;
use hustings::source::fetch::{Answered, Client, ClientOptions, FetchedPage, write_export};
use hustings::source::quote;
use hustings::view::words::counted;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Fetch pages from a wiki and save them as an export that --from reads
///
/// Asks the MediaWiki Action API for the pages in batches, follows redirects, waits where the wiki is busy. With
/// --follow the contests before and after those fetched are fetched too, so many steps far. A category gives all
/// articles in it. Facts read from the file cite the revision.
///
/// Where a step fails or a limit is reached, and after Ctrl-C or SIGTERM, what was fetched before is written; the exit
/// status is 3, or 130. Redirects are followed on the wiki's own host only, unless --allow-redirects-to names another.
#[derive(Debug, Clone, Args)]
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
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
    /// Fetch no more pages than this
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..).map(|n| n as usize))]
    max_pages: usize,
    /// Follow redirects to this host too: 'host' or 'host:port', with 'http:' and two slashes before it where it is not
    /// encrypted. May be repeated
    #[arg(long, value_name = "HOST")]
    allow_redirects_to: Vec<String>,
}

/// No run keeps more text than this.
const MAX_TEXT: usize = 512 << 20;
/// How soon a wish to stop is seen.
const PATIENCE: Duration = Duration::from_millis(100);

/// What was fetched so far; the thread that fetches fills it.
#[derive(Default)]
struct Kept {
    /// The address of the wiki's API.
    site: String,
    pages: BTreeMap<String, FetchedPage>,
    bytes: usize,
    /// Pages that the wiki has and does not give.
    lost: usize,
    /// Why not all was fetched.
    failure: Option<String>,
    /// Whether nobody waits any more, so that nothing is to be said.
    ended: bool,
}

impl Fetch {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let folder = self.output.parent().filter(|p| !p.as_os_str().is_empty());
        if self.output.is_dir() || folder.is_some_and(|p| !p.is_dir()) {
            let name = self.output.display();
            return Err(Failure::Output(format!("cannot write '{name}': its folder does not exist, or it is one")));
        }
        let stop = DumpOptions::default();
        stop_on_interrupt(&stop.stop);
        // Requests block, so that they are made elsewhere: whoever waits here sees at once that the run is to end.
        let kept = Arc::new(Mutex::new(Kept::default()));
        let (done_in, done_out) = std::sync::mpsc::channel();
        let work = Work { wanted: self.clone(), kept: Arc::clone(&kept) };
        std::thread::spawn(move || done_in.send(work.run()));
        let outcome = loop {
            match done_out.recv_timeout(PATIENCE) {
                Ok(outcome) => break outcome,
                Err(RecvTimeoutError::Timeout) if !stop.stop.load(Ordering::Relaxed) => {}
                Err(RecvTimeoutError::Timeout) => break Ok(()),
                Err(RecvTimeoutError::Disconnected) => break Err("fetching broke off".into()),
            }
        };
        let interrupted = stop.stop.load(Ordering::Relaxed);
        let (site, pages, lost, failure) = {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.ended = true;
            (kept.site.clone(), std::mem::take(&mut kept.pages), kept.lost, outcome.err().or(kept.failure.take()))
        };
        if pages.is_empty() {
            return Err(match failure {
                _ if interrupted => {
                    note("nothing was fetched, and nothing is written");
                    Failure::Interrupted
                }
                Some(failure) => Failure::Input(failure),
                None if lost > 0 => Failure::Input("the wiki gives none of these pages".into()),
                None => Failure::NoSuchName("the wiki has none of these pages".into()),
            });
        }
        self.write(&site, &pages.into_values().collect::<Vec<_>>())?;
        match failure {
            _ if interrupted => Err(Failure::Interrupted),
            Some(failure) => Err(Failure::Input(format!("{failure}; what was fetched before is written"))),
            None if lost > 0 => {
                Err(Failure::Lost(format!("{} could not be read; the others are written", counted(lost, "page"))))
            }
            None => Ok(()),
        }
    }

    fn write(&self, site: &str, pages: &[FetchedPage]) -> Result<(), Failure> {
        let mut out = Destination::create(&self.output)?;
        write_export(site, pages, &mut out)?;
        out.finish()?;
        if self.output != Path::new("-") {
            wrote(&self.output);
        }
        Ok(())
    }
}

/// The thread that fetches.
struct Work {
    wanted: Fetch,
    kept: Arc<Mutex<Kept>>,
}

impl Work {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says something, unless the run has ended.
    fn say(&self, say: fn(&str), text: &str) {
        if !self.kept().ended {
            say(text);
        }
    }

    /// Fetches everything; an error where a step failed or a limit was reached.
    fn run(&self) -> Result<(), String> {
        let args = &self.wanted;
        let options = ClientOptions {
            contact: args.contact.clone(),
            timeout: Duration::from_secs(args.timeout),
            redirects_to: args.allow_redirects_to.clone(),
            ..ClientOptions::default()
        };
        let kept = Arc::clone(&self.kept);
        let quietly = move |text: &str| {
            if !kept.lock().unwrap_or_else(PoisonError::into_inner).ended {
                note(text);
            }
        };
        let mut client = Client::connect(&args.wiki, &options, quietly).map_err(|e| e.to_string())?;
        self.kept().site = client.api().to_string();
        let mut wanted = self.titles(&mut client);
        let mut asked: BTreeSet<String> = BTreeSet::new();
        for step in 0..=args.follow {
            wanted.retain(|title| asked.insert(title.clone()));
            let room = args.max_pages.saturating_sub(self.kept().pages.len());
            if wanted.len() > room {
                let message = format!("more than {} pages to fetch, which --max-pages allows", args.max_pages);
                self.kept().failure.get_or_insert(message);
                wanted.truncate(room);
            }
            if wanted.is_empty() {
                break;
            }
            let before = self.kept().pages.len();
            let found = self.step(&mut client, &wanted)?;
            wanted = neighbours(&found);
            if args.follow > 0 {
                let fetched = self.kept().pages.len() - before;
                self.say(
                    note,
                    &format!("{fetched} pages, {step} steps from the first; {} contests next to them", wanted.len()),
                );
            }
            asked.extend(found.into_iter().map(|p| p.title));
        }
        Ok(())
    }

    /// The titles that are asked for, categories in the place of which stand their articles. What a category that fails
    /// gave before is kept.
    fn titles(&self, client: &mut Client) -> Vec<String> {
        let mut wanted: Vec<String> = Vec::new();
        for title in &self.wanted.titles {
            let title = title.replace('_', " ");
            if !title.to_lowercase().starts_with("category:") {
                wanted.push(title);
                continue;
            }
            let before = wanted.len();
            let room = self.wanted.max_pages.saturating_sub(before);
            match client.each_member(&title, room, |member| wanted.push(member)) {
                Err(e) => {
                    self.kept().failure.get_or_insert(e.to_string());
                }
                Ok(()) if wanted.len() == before => {
                    self.say(warn, &format!("'{title}' has no articles, or does not exist"));
                }
                Ok(()) => {}
            }
        }
        wanted
    }

    /// Fetches the pages of some titles; gives them back, and keeps them as they come.
    fn step(&self, client: &mut Client, wanted: &[String]) -> Result<Vec<FetchedPage>, String> {
        let mut found = Vec::new();
        for titles in wanted.chunks(50) {
            let mut full = false;
            let api = client.api().to_string();
            let result = client.each_page(titles, |answered| {
                match answered {
                    Answered::Page(page) => {
                        let mut kept = self.kept();
                        full |= kept.bytes + page.text.len() > MAX_TEXT || kept.pages.len() >= self.most();
                        if full {
                            return ControlFlow::Break(());
                        }
                        kept.bytes += page.text.len();
                        if self.wanted.follow > 0 {
                            found.push(page.clone());
                        }
                        kept.pages.insert(page.title.clone(), page);
                    }
                    Answered::Missing(title, why) => {
                        self.say(warn, &format!("{api} has no page {}{why}", quote(&title)));
                    }
                    Answered::Lost(title, why) => {
                        self.kept().lost += 1;
                        self.say(warn, &format!("{api} does not give the page {}{why}", quote(&title)));
                    }
                }
                ControlFlow::Continue(())
            });
            result.map_err(|e| e.to_string())?;
            if full {
                return Err(format!(
                    "{} gives more pages or text than is kept (--max-pages, 512 MB of text)",
                    client.api()
                ));
            }
        }
        Ok(found)
    }

    /// No more pages than this are kept: a redirect for each that was asked for, and some chains.
    fn most(&self) -> usize {
        self.wanted.max_pages.saturating_mul(2).saturating_add(100)
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
