//! `hustings extract`: what wiki pages say, one JSON object a page.

use super::destination::Destination;
use super::exit::Failure;
use super::input::Input;
use super::output::{note, warn};
use clap::Args;
use hustings::facts::dumps::{self, DumpItem, PagesWanted};
use hustings::facts::record::PageRecord;
use hustings::facts::statements::PageStatements;
use hustings::facts::{Facts, inputs, wiki};
use hustings::source::dump::{Dump, DumpOptions, DumpReport, Progress};
use hustings::source::{self, Page, Warning};
use hustings::store::hash_of;
use hustings::view::escape::json;
use hustings::view::words::counted;
use hustings::wikitext::number::grouped;
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// Print what wiki pages say, one JSON object a page (NDJSON)
///
/// Reads wikitext files, MediaWiki exports and whole dumps (plain, .gz, .bz2, .zst), folders of them, or standard
/// input, and prints for each page that says anything of elections or offices its contests, candidates, offices and
/// successions, each value with its line. data/README.md describes every key. A dump streams: memory does not grow
/// with it. A dump that is cut off or damaged gives what could be read, says where it broke, and the exit status is 3
/// where pages or the end are missing. Ctrl-C ends with whole lines and the exit status 130.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings extract 'Tony Blair.wiki'                                    one page
  hustings extract enwiki-latest-pages-articles-multistream.xml.bz2 -o facts.ndjson
  curl -s URL | hustings extract - | jq -r '.elections[].election'")]
pub(super) struct Extract {
    /// Wikitext files, exports, dumps or folders; '-' is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Write here instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print redirects too, as {"title": …, "redirect": …}
    #[arg(long)]
    redirects: bool,
    /// Leave out the statements, from which 'hustings build --facts' makes the same graph as from the pages
    #[arg(long)]
    no_statements: bool,
    /// Print pages that say nothing of the field too
    #[arg(long)]
    empty: bool,
}

impl Extract {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let mut paths: Vec<String> = self.paths.iter().chain(input.paths()).cloned().collect();
        if paths.is_empty() && !std::io::stdin().is_terminal() {
            // A filter: `hustings extract < pages.xml > facts.ndjson`.
            paths.push("-".into());
        }
        if paths.is_empty() {
            return Err(Failure::Usage(
                "name what to read: a wikitext file, an export, a dump, a folder, or '-'".into(),
            ));
        }
        let mut reading = source::read(&paths).map_err(|e| Failure::Input(e.to_string()))?;
        inputs::keep_known(&mut reading);
        if reading.pages.is_empty() && reading.dumps.is_empty() {
            let reasons: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
            return Err(Failure::Input(format!("nothing could be read\n  {}", reasons.join("\n  "))));
        }
        say(input, &reading.warnings)?;
        for graph in &reading.graphs {
            warn(&format!("{} is a graph file and no source; it is passed over", graph.display()));
        }
        let path = self.output.clone().unwrap_or_else(|| PathBuf::from("-"));
        let mut out = Destination::create(&path)?;
        let contests = AtomicU64::new(0);
        let mut loose = 0;
        for page in &reading.pages {
            if let Some(other) = inputs::of(page).ok().filter(|input| input.name != "wikitext") {
                warn(&format!("{} is {} and no wiki page; 'hustings export' reads it", page.file, other.label));
                continue;
            }
            loose += 1;
            if let Some(line) = self.read(page, &contests) {
                out.write_all(&line)?;
            }
        }
        if loose > 0 {
            let contests = contests.into_inner() as usize;
            note(&format!("{} read, {}", counted(loose, "page"), counted(contests, "contest")));
        }
        let options = input.dump_options();
        for dump in reading.dumps {
            if self.dump(dump, &options, &mut out, input)?.interrupted {
                out.finish()?;
                return Err(Failure::Interrupted);
            }
        }
        out.finish()
    }

    /// Prints what the pages of an export say, as they are read.
    fn dump(
        &self,
        dump: Dump,
        options: &DumpOptions,
        out: &mut Destination,
        input: &Input,
    ) -> Result<DumpReport, Failure> {
        let name = dump.file.to_string();
        let contests = AtomicU64::new(0);
        let work = |item: DumpItem, progress: &Progress| {
            let line = match item {
                DumpItem::Page(page) => self.read(&page, &contests),
                DumpItem::Redirect { title, target } => self
                    .redirects
                    .then(|| line_of(&serde_json::json!({"title": title, "redirect": target}).to_string())),
            };
            progress.contests.store(contests.load(Ordering::Relaxed), Ordering::Relaxed);
            line
        };
        let mut failed = None;
        let sink = |line: Vec<u8>| match out.write_all(&line) {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                failed = Some(e);
                ControlFlow::Break(())
            }
        };
        let wanted = if self.empty { PagesWanted::All } else { PagesWanted::OfTheField };
        let report = dumps::each(dump, options, wanted, work, sink);
        if let Some(e) = failed {
            return Err(e.into());
        }
        say(input, &report.warnings)?;
        note(&format!(
            "{name}: {} read, {} with templates of the field, {}",
            counted(report.pages as usize, "page"),
            grouped(report.kept),
            counted(contests.into_inner() as usize, "contest")
        ));
        Ok(report)
    }

    /// The line of a page, where it says anything.
    fn read(&self, page: &Page, contests: &AtomicU64) -> Option<Vec<u8>> {
        if self.no_statements {
            let mut record = wiki::read_in_percent(&wiki::title_of(page), &page.text);
            record.revision = page.revision;
            contests.fetch_add(record.elections.len() as u64, Ordering::Relaxed);
            return self.line(&PageLine { record, hash: None, statements: None });
        }
        let mut facts = Facts::default();
        let record = wiki::extract(page, &mut facts);
        contests.fetch_add(facts.documented() as u64, Ordering::Relaxed);
        let hash = Some(hash_of(page.text.as_bytes()));
        self.line(&PageLine { record, hash, statements: Some(PageStatements::of(facts)) })
    }

    fn line(&self, line: &PageLine) -> Option<Vec<u8>> {
        let says_nothing = line.statements.as_ref().is_none_or(|s| s.places.is_empty());
        if line.record.is_empty() && says_nothing && !self.empty {
            return None;
        }
        Some(line_of(&serde_json::to_string(line).ok()?))
    }
}

/// A line of the output, in no more memory than it takes: the lines of several blocks of a dump wait for their turn.
fn line_of(text: &str) -> Vec<u8> {
    let text = json(text);
    let mut line = Vec::with_capacity(text.len() + 1);
    line.extend_from_slice(text.as_bytes());
    line.push(b'\n');
    line
}

/// Says everything that could not be read.
fn say(input: &Input, warnings: &[Warning]) -> Result<(), Failure> {
    input.refuse(warnings)?;
    warnings.iter().for_each(|warning| warn(&warning.to_string()));
    Ok(())
}

/// What is printed of a page.
#[derive(Serialize)]
struct PageLine {
    #[serde(flatten)]
    record: PageRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statements: Option<PageStatements>,
}
