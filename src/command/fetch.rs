//! `hustings fetch`: fetches pages of a live wiki and saves them as an export.

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
use std::time::{Duration, SystemTime};

/// Fetch pages from a wiki and save them as an export that --from reads
///
/// Asks the MediaWiki Action API for the pages in batches, follows redirects, and waits while the wiki is busy.
/// --follow also fetches the contests before and after the fetched ones, up to that number of steps away. A category
/// stands for all articles in it. Facts read from the file cite the revision of the page.
///
/// If a step fails or a limit is reached, the pages fetched so far are written, and the exit status is 3. After Ctrl-C
/// or SIGTERM they are written as well, and the exit status is 130. Redirects are followed only on the wiki's own host,
/// unless --allow-redirects-to names another.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  hustings fetch '1992 Israeli Labor Party leadership election' --follow 3 -o labor.xml
  hustings fetch 'Category:Presidential elections in Ukraine' -o ukraine.xml
  hustings fetch 'Category:Israeli politicians' --recent 24h -o changed.xml
  hustings fetch Bundestagswahl_2021 --wiki https://de.wikipedia.org -o wahl.xml
  hustings succession --from labor.xml")]
pub(super) struct Fetch {
    /// The titles of pages, or of categories ('Category:…')
    #[arg(required = true, value_name = "TITLE")]
    titles: Vec<String>,
    /// The address of the wiki, or of its api.php
    #[arg(long, value_name = "URL", default_value = "https://en.wikipedia.org")]
    wiki: String,
    /// Also fetch the contests before and after, up to this number of steps away
    #[arg(long, value_name = "N", default_value_t = 0)]
    follow: usize,
    /// The file to write; '-' is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Your e-mail address or web page, which is sent to the wiki in the User-Agent, as Wikimedia asks of programs
    #[arg(long, value_name = "WHO")]
    contact: Option<String>,
    /// The number of seconds to wait for an answer of the wiki
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
    /// The largest number of pages to fetch
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..).map(|n| n as usize))]
    max_pages: usize,
    /// Of a category, fetch only the pages that changed within this time: 90m, 24h or 7d
    #[arg(long, value_name = "TIME", value_parser = time)]
    recent: Option<Duration>,
    /// Another host to which redirects are followed: 'host' or 'host:port'; may be repeated
    ///
    /// If the connection to the host is not encrypted, write 'http:' and two slashes before the name.
    #[arg(long, value_name = "HOST")]
    allow_redirects_to: Vec<String>,
}

/// The most text that a run keeps, in bytes.
const MAX_TEXT: usize = 512 << 20;
/// The longest time until the main thread notices that the user wants to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// The pages fetched so far. The fetching thread fills it.
#[derive(Default)]
struct Kept {
    /// The address of the wiki's API.
    site: String,
    /// The pages by title.
    pages: BTreeMap<String, FetchedPage>,
    /// The length of the texts of the pages in bytes.
    bytes: usize,
    /// The number of pages that the wiki has but does not give.
    lost: usize,
    /// The reason why some pages were not fetched. `None` if all were.
    failure: Option<String>,
    /// True if the main thread no longer waits. The fetching thread then prints nothing more.
    ended: bool,
}

impl Fetch {
    /// Creates the request for the pages of categories that have changed within a time.
    pub(super) fn recently_changed(
        titles: Vec<String>,
        wiki: &str,
        time: Duration,
        contact: Option<String>,
        output: PathBuf,
    ) -> Self {
        Self {
            titles,
            wiki: wiki.to_string(),
            follow: 0,
            output,
            contact,
            timeout: 30,
            max_pages: 10_000,
            recent: Some(time),
            allow_redirects_to: Vec::new(),
        }
    }

    pub(super) fn run(&self) -> Result<(), Failure> {
        let folder = self.output.parent().filter(|p| !p.as_os_str().is_empty());
        if self.output.is_dir() || folder.is_some_and(|p| !p.is_dir()) {
            let name = self.output.display();
            return Err(Failure::Output(format!(
                "cannot write '{name}': it is a folder, or its folder does not exist"
            )));
        }
        let stop = DumpOptions::default();
        stop_on_interrupt(&stop.stop);
        // Requests block, so another thread makes them. This thread only waits, and notices soon if the run should end.
        let kept = Arc::new(Mutex::new(Kept::default()));
        let (done_in, done_out) = std::sync::mpsc::channel();
        let work = Work { wanted: self.clone(), kept: Arc::clone(&kept) };
        std::thread::spawn(move || done_in.send(work.run()));
        let outcome = loop {
            match done_out.recv_timeout(PATIENCE) {
                Ok(outcome) => break outcome,
                Err(RecvTimeoutError::Timeout) if !stop.stop.load(Ordering::Relaxed) => {}
                Err(RecvTimeoutError::Timeout) => break Ok(()),
                Err(RecvTimeoutError::Disconnected) => break Err("fetching stopped unexpectedly".into()),
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
                    note("nothing was fetched, so no file was written");
                    Failure::Interrupted
                }
                Some(failure) => Failure::Input(failure),
                None if lost > 0 => Failure::Input("the wiki has these pages but did not return any of them".into()),
                None => Failure::NoSuchName("the wiki has none of these pages".into()),
            });
        }
        self.write(&site, &pages.into_values().collect::<Vec<_>>())?;
        match failure {
            _ if interrupted => Err(Failure::Interrupted),
            Some(failure) => Err(Failure::Input(format!("{failure}; the pages fetched before were written"))),
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

    /// Prints a message, unless the run has ended.
    fn say(&self, say: fn(&str), text: &str) {
        if !self.kept().ended {
            say(text);
        }
    }

    /// Fetches everything.
    ///
    /// # Errors
    /// An error if a step fails or a limit is reached.
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
                let message = format!(
                    "there are more pages than the {} that --max-pages allows; raise it to fetch the others",
                    args.max_pages
                );
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
                    &format!(
                        "fetched {fetched} pages at {step} steps from the first; {} contests before and after them",
                        wanted.len()
                    ),
                );
            }
            asked.extend(found.into_iter().map(|p| p.title));
        }
        Ok(())
    }

    /// Returns the titles that the user asked for, with categories replaced by their articles. If a category fails, the
    /// articles that it gave before are kept.
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
            let listed = match self.wanted.recent {
                None => client.each_member(&title, room, |member| wanted.push(member)),
                Some(time) => client.each_changed(&title, &ago(time), room, |member| wanted.push(member)),
            };
            match listed {
                Err(e) => {
                    self.kept().failure.get_or_insert(e.to_string());
                }
                Ok(()) if wanted.len() == before && self.wanted.recent.is_some() => {
                    self.say(
                        note,
                        &format!("no article in '{title}' has changed in that time, or there is no such category"),
                    );
                }
                Ok(()) if wanted.len() == before => {
                    self.say(warn, &format!("'{title}' has no articles or does not exist; check the title"));
                }
                Ok(()) => {}
            }
        }
        wanted
    }

    /// Fetches the pages of some titles and stores each one as it arrives. Returns the pages if more are to be
    /// followed.
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
                        self.say(warn, &format!("{api} did not return the page {}{why}", quote(&title)));
                    }
                }
                ControlFlow::Continue(())
            });
            result.map_err(|e| e.to_string())?;
            if full {
                return Err(format!(
                    "{} returned more than the limit of --max-pages or of 512 MB of text",
                    client.api()
                ));
            }
        }
        Ok(found)
    }

    /// Returns the largest number of pages to keep. It allows one redirect for each requested page, and some chains.
    fn most(&self) -> usize {
        self.wanted.max_pages.saturating_mul(2).saturating_add(100)
    }
}

/// Reads a length of time, such as `24h`: minutes, hours, days or weeks.
pub(super) fn time(text: &str) -> Result<Duration, String> {
    let wrong =
        || format!("'{text}' is no length of time; write minutes, hours, days or weeks, such as 90m, 24h, 7d or 2w");
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
    let seconds = match unit {
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().ok().filter(|n| (1..=100_000).contains(n)).ok_or_else(wrong)?;
    Ok(Duration::from_secs(number * seconds))
}

/// Returns the time so long ago as MediaWiki writes it: `2026-11-29T06:00:00Z`.
fn ago(time: Duration) -> String {
    let then = SystemTime::now().checked_sub(time).unwrap_or(SystemTime::UNIX_EPOCH);
    iso(&httpdate::fmt_http_date(then))
}

/// Turns a date of HTTP ("Sun, 29 Nov 2026 06:00:00 GMT") into one of ISO 8601.
fn iso(http: &str) -> String {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let part = |range: std::ops::Range<usize>| http.get(range).unwrap_or_default();
    let month = MONTHS.find(part(8..11)).unwrap_or(0) / 3 + 1;
    format!("{}-{month:02}-{}T{}Z", part(12..16), part(5..7), part(17..25))
}

/// Returns the titles of the contests before and after those of some pages.
fn neighbours(pages: &[FetchedPage]) -> Vec<String> {
    let records = pages.iter().filter(|p| p.redirect.is_none()).map(|p| wiki::read(&p.title, &p.text));
    let links = records.flat_map(|r| r.elections).flat_map(|e| [e.previous, e.next]).flatten();
    // A bare year is no title.
    let mut titles: Vec<String> = links.filter(|t| t.contains(' ')).collect();
    titles.sort();
    titles.dedup();
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_and_times_are_written_as_the_wiki_writes_them() {
        assert_eq!(time("24h"), Ok(Duration::from_secs(86_400)));
        assert_eq!(time("2w"), time("14d"));
        for wrong in ["", "h", "24", "-1h", "1y", "0d", "½h"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert_eq!(iso("Sun, 29 Nov 2026 06:05:04 GMT"), "2026-11-29T06:05:04Z");
    }
}
