//! `hustings build`: sources to one graph file.

use super::destination::Destination;
use super::exit::Failure;
use super::input::{Input, open_graph};
use super::interrupt::{stop_no_more, stop_on_interrupt};
use super::lines::quoted;
use super::output::{note, text, warn};
use super::progress::{Watch, size};
use clap::Args;
use hustings::check;
use hustings::facts::extraction::ExtractedPage;
use hustings::facts::statements::PageStatements;
use hustings::facts::{Facts, templates, wiki};
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::dump::{self, DumpPage};
use hustings::source::{self, Lost, Page, PageKind, Warning};
use hustings::store::{Content, Entry, Pages, create, hash_of, is_graph};
use hustings::view::draw::counted;
use hustings::wikitext::number::grouped;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Read any sources into one graph file (SQLite), which every command takes with --from
///
/// Articles, wiki pages, exports and dumps, tables and folders become one file with the pages, what they state with its
/// places, the graph and what the checks found. Where FILE is there already it is brought up to date: a page that is the
/// same, by the hash of its text, is not read again; one that changed is replaced; a file that is read again loses the
/// pages it no longer holds; pages of other files stay, unless --fresh. The result is what a build from scratch gives.
/// FILE changes in one step at the end: whoever reads meanwhile has the old graph, and a build that is killed leaves it. A second
/// build of FILE waits for the first. Every page of FILE has a checksum, so that damage is an error and never another answer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings build articles/ table.csv -o world.db
  hustings build enwiki-latest-pages-articles-multistream.xml.bz2 -o world.db
  hustings build --facts facts-*.ndjson -o world.db        what 'hustings extract' printed, on any machines
  hustings build newer-pages.xml -o world.db --dry-run     what would change
  hustings rivals --from world.db --top 20")]
pub(super) struct Build {
    /// Articles, wiki pages, exports, dumps, tables, folders or patterns; '-' is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// What 'hustings extract' printed; more may follow
    #[arg(long, value_name = "FILE", num_args = 1..)]
    facts: Vec<String>,
    /// The graph file to write or bring up to date
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Begin anew: keep nothing of what FILE holds
    #[arg(long)]
    fresh: bool,
}

impl Build {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let paths: Vec<String> = self.paths.iter().chain(input.paths()).chain(&self.facts).cloned().collect();
        if paths.is_empty() {
            return Err(Failure::Usage("name what to read: articles, exports, tables, folders, or --facts".into()));
        }
        if self.output.metadata().is_ok_and(|m| !m.is_file()) {
            let name = self.output.display();
            return Err(Failure::Usage(format!(
                "'{name}' is no regular file, which a graph file has to be; name another"
            )));
        }
        // From here on nobody else writes the file: what it holds is read, added to and replaced without another build in between.
        let place = if self.dry_run { None } else { Some(Destination::update(&self.output)?) };
        let mut pages = self.pages_before()?;
        let before = pages.len();
        let mut reading = source::read(&paths).map_err(|e| Failure::Input(e.to_string()))?;
        if self.paths.iter().any(|path| is_same(Path::new(path), &self.output)) {
            return Err(Failure::Usage(format!(
                "'{}' is the file to write; name what to build it from",
                self.output.display()
            )));
        }
        // The file itself may lie in a folder that is read; other graph files are no sources.
        for graph in reading.graphs.iter().filter(|g| !is_same(g, &self.output)) {
            let name = graph.display().to_string();
            if paths.iter().any(|p| Path::new(p) == graph) {
                return Err(Failure::Usage(format!(
                    "'{name}' is a graph file; build from its sources, or name it with -o to bring it up to date"
                )));
            }
            warn(&format!("{name} is a graph file and no source; it is passed over"));
        }
        let mut warnings = std::mem::take(&mut reading.warnings);
        let read: Vec<String> = reading
            .pages
            .iter()
            .map(|p| &p.file)
            .chain(reading.dumps.iter().map(|d| &d.file))
            .map(ToString::to_string)
            .collect();
        let is_read = |file: &str| {
            let inside = |path: &String| {
                let path = path.trim_start_matches("./").trim_end_matches('/');
                file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
            };
            read.iter().any(|r| r == file) || paths.iter().any(inside)
        };
        pages.read_again(is_read);
        for page in reading.pages.drain(..) {
            if page.kind == PageKind::Statements {
                statements(&page, &mut pages, &mut warnings);
            } else {
                let facts = Facts::extract([&page]);
                warnings.extend(facts.warnings.iter().cloned());
                pages.offer(Entry::of_file(&page, &facts), facts);
            }
        }
        let whole = dumps(input, &mut reading, &mut pages, &mut warnings)?;
        // What could not be read this time is not gone.
        if whole && warnings.iter().all(|w| w.lost.is_none()) {
            pages.drop_gone(is_read);
        }
        if pages.is_empty() {
            let reasons: Vec<String> = warnings.iter().map(ToString::to_string).collect();
            return Err(Failure::Input(format!(
                "no page that says anything could be read\n  {}",
                reasons.join("\n  ")
            )));
        }
        let told: Vec<&Warning> = warnings.iter().collect();
        input.tell(&told, "the table 'diagnostic' of the file lists them all")?;
        self.say_changes(&pages, before)?;
        match place {
            Some(place) => self.write(input, place, pages, &warnings),
            None => Ok(()),
        }
    }

    /// Works out who is who, checks, and writes the file.
    fn write(&self, input: &Input, place: Destination, mut pages: Pages, warnings: &[Warning]) -> Result<(), Failure> {
        let Some(beside) = place.beside() else {
            let name = self.output.display();
            return Err(Failure::Usage(format!(
                "'{name}' is no regular file, which a graph file has to be; name another"
            )));
        };
        let people = input.people_text()?;
        let overrides = match &people {
            Some((name, text)) => Overrides::read(name, text).map_err(|e| Failure::Input(e.to_string()))?,
            None => Overrides::default(),
        };
        let facts = pages.facts().map_err(Failure::Input)?;
        let preference = input.prefer()?.unwrap_or_default();
        let graph = PoliticalGraph::build_preferring(&facts, &overrides, &preference);
        let findings = quoted(check::run(&graph, &facts, warnings));
        let counts = (facts.facts.len(), facts.unread.len());
        drop(facts);
        let content = Content {
            graph: &graph,
            pages: pages.entries(),
            redirects: pages.redirects(),
            findings: &findings,
            people: people.as_ref().map_or("", |(_, text)| text),
            counts,
        };
        create(beside, &content).map_err(|e| Failure::Output(e.to_string()))?;
        let bytes = place.finish_safely()?;
        text(&format!(
            "{}: {}, {}, {}, {}, {}; {}",
            self.output.display(),
            counted(graph.contests().len(), "contest"),
            counted(graph.candidacies().len(), "candidacy"),
            counted(graph.people().len(), "person"),
            counted(graph.tenures().len(), "tenure"),
            counted(counts.0, "fact"),
            size(bytes)
        ))
    }

    /// The pages of the file that is there already.
    fn pages_before(&self) -> Result<Pages, Failure> {
        // A file that holds nothing, such as one that 'mktemp' made, has nothing to lose.
        let empty = self.output.metadata().map_or(true, |m| m.is_file() && m.len() == 0);
        if empty {
            return Ok(Pages::default());
        }
        if !is_graph(&self.output) {
            return Err(Failure::Usage(format!(
                "'{}' is there and no graph file; name another file, or remove it",
                self.output.display()
            )));
        }
        if self.fresh {
            return Ok(Pages::default());
        }
        let read = |e: hustings::store::FileError| Failure::Input(e.to_string());
        let file = open_graph(&self.output)?;
        let pages = Pages::of(&file).map_err(read)?;
        if pages.is_empty() && file.count("page").map_err(read)? > 0 {
            note("another version of the rules extracted this file; every page is read anew");
        }
        Ok(pages)
    }

    fn say_changes(&self, pages: &Pages, before: usize) -> Result<(), Failure> {
        let [new, changed, unchanged, older, gone] = pages.counts;
        let touched = new + changed + unchanged + older + gone;
        let kept = (before + new).saturating_sub(touched);
        if before == 0 && !self.dry_run {
            return Ok(());
        }
        if self.dry_run {
            for (what, title) in &pages.changes {
                text(&format!("{what}: {title}"))?;
            }
        }
        let redirects = match pages.redirects_changed() {
            0 => String::new(),
            n => format!(", {n} redirects changed"),
        };
        text(&format!(
            "{}{} pages new, {} changed, {} gone, {} the same, {} of other sources kept{}{redirects}",
            if self.dry_run { "would be: " } else { "" },
            grouped(new as u64),
            grouped(changed as u64),
            grouped(gone as u64),
            grouped(unchanged as u64),
            grouped(kept as u64),
            if older > 0 { format!(", {older} older than what the file holds and not taken") } else { String::new() },
        ))
    }
}

/// Reads the dumps; says whether all were read to their end.
fn dumps(
    input: &Input,
    reading: &mut source::Reading,
    pages: &mut Pages,
    warnings: &mut Vec<Warning>,
) -> Result<bool, Failure> {
    if reading.dumps.is_empty() {
        return Ok(true);
    }
    let options = input.dump_options();
    stop_on_interrupt(&options.stop);
    let watch = Watch::default();
    let mut whole = true;
    for dump in reading.dumps.drain(..) {
        let (file, length) = (Arc::clone(&dump.file), dump.length);
        let mut found: Vec<Found> = Vec::new();
        let report = {
            let known = &*pages;
            let work = |page: DumpPage<'_>| Some(read_page(&file, page, known, &watch));
            let sink = |page| {
                found.push(page);
                ControlFlow::Continue(())
            };
            let keep = |text: &[u8]| templates::sieve().passes(text);
            let run = || dump::run(dump, &options, &watch.progress, keep, work, sink);
            watch.during(&file, length, run)
        };
        for page in found {
            match page {
                Found::Same(title, revision, hash) => pages.keep(&file, &title, revision, &hash),
                Found::Page(page) => {
                    input.refuse(&page.1.warnings)?;
                    pages.offer(page.0, page.1);
                }
                Found::Redirect(title, target) => pages.redirect(title, target, &file),
            }
        }
        if report.interrupted {
            return Err(Failure::Interrupted);
        }
        let complete = report.complete && report.warnings.iter().all(|w| w.lost.is_none());
        whole &= complete;
        if !complete {
            warn(&format!("{file} is not whole; pages that the graph file had of it stay"));
        }
        warnings.extend(report.warnings);
    }
    stop_no_more();
    Ok(whole)
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// What a page of a dump gives.
enum Found {
    /// The graph file holds this text already.
    Same(String, Option<u64>, String),
    Page(Box<(Entry, Facts)>),
    Redirect(String, String),
}

fn read_page(file: &Arc<str>, page: DumpPage<'_>, known: &Pages, watch: &Watch) -> Found {
    let title = page.title.into_owned();
    if let Some(target) = page.redirect {
        return Found::Redirect(title, target.into_owned());
    }
    let hash = hash_of(page.text.as_bytes());
    if known.holds(&title, &hash) {
        return Found::Same(title, page.revision, hash);
    }
    let text = Page { file: Arc::clone(file), revision: page.revision, ..Page::new("", PageKind::Wikitext, page.text) };
    let mut facts = Facts::default();
    wiki::extract(&text, &title, page.revision, &mut facts);
    watch.contests.fetch_add(facts.documented() as u64, std::sync::atomic::Ordering::Relaxed);
    let statements = PageStatements::of(facts);
    let json = serde_json::to_vec(&statements).unwrap_or_default();
    let entry = Entry::of_statements(file, &title, page.revision, hash, &json);
    Found::Page(Box::new((entry, statements.into_facts(file, &title, page.revision))))
}

/// Takes the lines that `extract` printed.
fn statements(page: &Page, pages: &mut Pages, warnings: &mut Vec<Warning>) {
    for (number, line) in page.text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match ExtractedPage::read(line) {
            Ok(ExtractedPage { title, redirect: Some(target), .. }) => pages.redirect(title, target, &page.file),
            Ok(ExtractedPage { title, revision, hash, statements, .. }) => {
                let statements = statements.unwrap_or_default();
                let json = serde_json::to_vec(&statements).unwrap_or_default();
                let hash = hash.unwrap_or_else(|| hash_of(&json));
                let entry = Entry::of_statements(&page.file, &title, revision, hash, &json);
                pages.offer(entry, statements.into_facts(&page.file, &title, revision));
            }
            Err(reason) => {
                let warning = Warning::new(&page.file, number + 1, "bad-extraction", reason);
                warnings.push(warning.losing(Lost::Pages(1)));
            }
        }
    }
}
