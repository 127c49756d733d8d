//! `hustings extract`: prints what wiki pages state, one JSON object per page.

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
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Print what wiki pages state, one JSON object per line for each page (NDJSON)
///
/// Reads wikitext files, MediaWiki exports and whole dumps (plain, .gz, .bz2, .zst), folders of them, or standard
/// input. For each page that states anything about elections or offices it prints the contests, candidates, offices and
/// successions, each value with its line. docs/extract.md describes every key.
///
/// A dump is read as a stream, so the memory needed does not grow with its size. If a dump is cut off or damaged,
/// everything that could be read is printed, a warning says where the damage is, and the exit status is 3 if pages or
/// the end are missing. After Ctrl-C the output ends with a whole line, and the exit status is 130.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings extract 'Tony Blair.wiki'                                    one page
  hustings extract enwiki-latest-pages-articles-multistream.xml.bz2 -o facts.ndjson
  curl -s URL | hustings extract - | jq -r '.elections[].election'
  hustings extract dump.xml --unread                                    what no rule understands")]
pub(super) struct Extract {
    /// Wikitext files, exports, dumps or folders to read; '-' is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// The file to write instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also print redirects, as {"title": …, "redirect": …}
    #[arg(long)]
    redirects: bool,
    /// Leave out the statements
    ///
    /// 'hustings build --facts' needs them to make the same graph as from the pages.
    #[arg(long)]
    no_statements: bool,
    /// Also print pages that state nothing about elections or offices
    #[arg(long)]
    empty: bool,
    /// Print instead what was not understood: tables with votes by their columns, and templates by their names, the most
    /// frequent first, each with the number and a page that has it
    #[arg(long, conflicts_with_all = ["redirects", "no_statements", "empty"])]
    unread: bool,
}

impl Extract {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let mut paths: Vec<String> = self.paths.iter().chain(input.paths()).cloned().collect();
        if paths.is_empty() && !std::io::stdin().is_terminal() {
            // Used as a filter: `hustings extract < pages.xml > facts.ndjson`.
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
            warn(&format!("{} is a graph file, not a source; it was skipped", graph.display()));
        }
        let path = self.output.clone().unwrap_or_else(|| PathBuf::from("-"));
        let mut out = Destination::create(&path)?;
        let (contests, tally) = (AtomicU64::new(0), Tally::default());
        let mut loose = 0;
        for page in &reading.pages {
            if let Some(other) = inputs::of(page).ok().filter(|input| input.name != "wikitext") {
                warn(&format!(
                    "{} is {}, not a wiki page; it was skipped. 'hustings export' reads it",
                    page.file, other.label
                ));
                continue;
            }
            loose += 1;
            if let Some(line) = self.read(page, &contests, &tally) {
                out.write_all(&line)?;
            }
        }
        if loose > 0 {
            let contests = contests.into_inner() as usize;
            note(&format!("{} read, {}{}", counted(loose, "page"), counted(contests, "contest"), tally.said()));
        }
        let options = input.dump_options();
        for dump in reading.dumps {
            if self.dump(dump, &options, &mut out, input, &tally)?.interrupted {
                out.finish()?;
                return Err(Failure::Interrupted);
            }
        }
        if self.unread {
            tally.write(&mut out)?;
        }
        out.finish()
    }

    /// Prints what the pages of an export state, while they are read.
    fn dump(
        &self,
        dump: Dump,
        options: &DumpOptions,
        out: &mut Destination,
        input: &Input,
        tally: &Tally,
    ) -> Result<DumpReport, Failure> {
        let name = dump.file.to_string();
        let contests = AtomicU64::new(0);
        let work = |item: DumpItem, progress: &Progress| {
            let line = match item {
                DumpItem::Page(page) => self.read(&page, &contests, tally),
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
            "{name}: {} read, {} with templates about elections or offices, {}{}",
            counted(report.pages as usize, "page"),
            grouped(report.kept),
            counted(contests.into_inner() as usize, "contest"),
            tally.said()
        ));
        Ok(report)
    }

    /// Returns the line for a page. `None` if the page states nothing and `--empty` is not given.
    fn read(&self, page: &Page, contests: &AtomicU64, tally: &Tally) -> Option<Vec<u8>> {
        if self.no_statements || self.unread {
            let mut record = wiki::read_in_percent(&wiki::title_of(page), &page.text);
            record.revision = page.revision;
            contests.fetch_add(record.elections.len() as u64, Ordering::Relaxed);
            tally.add(&record);
            if self.unread {
                return None;
            }
            return self.line(&PageLine { record, hash: None, statements: None });
        }
        let mut facts = Facts::default();
        let record = wiki::extract(page, &mut facts);
        contests.fetch_add(facts.documented() as u64, Ordering::Relaxed);
        tally.add(&record);
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

/// What no rule understood, over all pages.
#[derive(Default)]
struct Tally {
    tables: AtomicU64,
    /// By what it is: the number, and the first page in the order of titles.
    found: Mutex<BTreeMap<String, (u64, String)>>,
}

impl Tally {
    fn add(&self, record: &PageRecord) {
        if record.unread.is_empty() && record.unread_tables.is_empty() {
            return;
        }
        self.tables.fetch_add(record.unread_tables.len() as u64, Ordering::Relaxed);
        let tables = record.unread_tables.iter().map(|table| (format!("table: {}", table.columns.join(" | ")), 1));
        let templates = record.unread.iter().map(|(name, count)| (format!("template: {name}"), *count as u64));
        let Ok(mut found) = self.found.lock() else { return };
        for (what, count) in tables.chain(templates) {
            let entry = found.entry(what).or_insert_with(|| (0, record.title.clone()));
            entry.0 += count;
            if record.title < entry.1 {
                entry.1.clone_from(&record.title);
            }
        }
    }

    /// Says how many tables were not understood, for the end of a sentence.
    fn said(&self) -> String {
        match self.tables.load(Ordering::Relaxed) {
            0 => String::new(),
            1 => "; 1 table with votes was not understood, and --unread lists it".into(),
            n => format!("; {} tables with votes were not understood, and --unread lists them", grouped(n)),
        }
    }

    /// Writes a table of three columns: the number, what it is, and a page that has it.
    fn write(self, out: &mut Destination) -> Result<(), Failure> {
        let found = self.found.into_inner().unwrap_or_default();
        let mut all: Vec<(String, (u64, String))> = found.into_iter().collect();
        all.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["count", "what", "page"]).map_err(std::io::Error::from)?;
        for (what, (count, page)) in all {
            writer.write_record([count.to_string(), what, page]).map_err(std::io::Error::from)?;
        }
        writer.flush()?;
        Ok(())
    }
}

/// Returns a line of the output, with no spare capacity: the lines of several blocks of a dump are held at the same
/// time.
fn line_of(text: &str) -> Vec<u8> {
    let text = json(text);
    let mut line = Vec::with_capacity(text.len() + 1);
    line.extend_from_slice(text.as_bytes());
    line.push(b'\n');
    line
}

/// Reports everything that could not be read.
fn say(input: &Input, warnings: &[Warning]) -> Result<(), Failure> {
    input.refuse(warnings)?;
    warnings.iter().for_each(|warning| warn(&warning.to_string()));
    Ok(())
}

/// One line of the output: what one page states.
#[derive(Serialize)]
struct PageLine {
    #[serde(flatten)]
    record: PageRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statements: Option<PageStatements>,
}
