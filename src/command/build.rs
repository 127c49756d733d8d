//! `hustings build`: reads sources into one graph file.

use super::destination::Destination;
use super::exit::Failure;
use super::input::{Input, say_unsealed};
use super::output::{note, text, warn};
use super::progress::size;
use clap::Args;
use hustings::dataset::{DatasetError, Gathered, Options};
use hustings::source;
use hustings::store::{FileError, GraphFile, PageCounts, Pages, is_graph};
use hustings::view::words::counted;
use hustings::wikitext::number::grouped;
use std::path::{Path, PathBuf};

/// Read any sources into one graph file (SQLite), which every command reads with --from
///
/// The sources are articles, wiki pages, exports and dumps, tables and folders. The graph file holds their pages, what
/// the pages state with the citations, the graph, and what the checks found.
///
/// If FILE already exists, it is brought up to date. A page whose text is the same (by its hash) is not read again, and
/// a page that changed is replaced. If a source is read again, pages that it no longer has are removed. Pages of other
/// sources stay, unless --fresh is given. The result is the same as that of a build from scratch.
///
/// FILE changes in one step at the end. Programs that read it during the build see the old graph, and a build that is
/// killed leaves the old graph in place. A second build of FILE waits for the first one. Checksums cover the whole of
/// FILE, so damage causes an error and never a wrong answer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings build articles/ table.csv -o world.db
  hustings build enwiki-latest-pages-articles-multistream.xml.bz2 -o world.db
  hustings build --facts facts-*.ndjson -o world.db        what 'hustings extract' wrote, on any machines
  hustings build newer-pages.xml -o world.db --dry-run     what would change
  hustings rivals --from world.db --top 20")]
pub(super) struct Build {
    /// Articles, wiki pages, exports, dumps, tables, folders or patterns to read; '-' is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Files that 'hustings extract' wrote; several names may follow
    #[arg(long, value_name = "FILE", num_args = 1..)]
    facts: Vec<String>,
    /// The graph file to write or bring up to date
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Report what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Build from scratch and keep nothing of what FILE holds
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
                "'{name}' is not a regular file, so it cannot be a graph file; name another file"
            )));
        }
        // Locks the graph file until it is replaced, so that no other build changes it in between.
        let place = if self.dry_run { None } else { Some(Destination::update(&self.output)?) };
        let pages = self.pages_before()?;
        let before = pages.len();
        let options = input.options()?;
        let language = options.hints.language.as_deref();
        let reading = source::read_in(&paths, language).map_err(|e| Failure::Input(e.to_string()))?;
        if self.paths.iter().any(|path| is_same(Path::new(path), &self.output)) {
            return Err(Failure::Usage(format!(
                "'{}' is the file to write, so it cannot be a source as well; name the sources to build it from",
                self.output.display()
            )));
        }
        // The output file itself may be in a folder that is read. No graph file is a source.
        for graph in reading.graphs.iter().filter(|g| !is_same(g, &self.output)) {
            let name = graph.display().to_string();
            if paths.iter().any(|p| Path::new(p) == graph) {
                return Err(Failure::Usage(format!(
                    "'{name}' is a graph file, not a source; name the sources that it was built from, or name it with -o to bring it up to date"
                )));
            }
            warn(&format!("{name} is a graph file, not a source; it was skipped"));
        }
        let gathered = Gathered::of(pages, reading, &paths, &options);
        input.refuse(&gathered.of_exports)?;
        if gathered.interrupted {
            return Err(Failure::Interrupted);
        }
        for file in &gathered.partial {
            warn(&format!("{file} is incomplete; the pages that the graph file already has from it are kept"));
        }
        if gathered.pages.is_empty() {
            let reasons: Vec<String> = gathered.warnings.iter().map(ToString::to_string).collect();
            return Err(Failure::Input(format!(
                "no page with facts about elections or offices could be read\n  {}",
                reasons.join("\n  ")
            )));
        }
        input.tell(gathered.warnings.iter(), "the table 'diagnostic' of the graph file lists all of them")?;
        self.say_changes(&gathered.pages, before)?;
        match place {
            Some(place) => self.write(input, place, gathered, &options),
            None => Ok(()),
        }
    }

    /// Writes the graph file, moves it to its path and prints its sizes.
    fn write(&self, input: &Input, place: Destination, gathered: Gathered, options: &Options) -> Result<(), Failure> {
        let Some(beside) = place.beside() else {
            let name = self.output.display();
            return Err(Failure::Usage(format!(
                "'{name}' is not a regular file, so it cannot be a graph file; name another file"
            )));
        };
        let people = input.people_text()?.map(|(_, text)| text).unwrap_or_default();
        let written = gathered.write(beside, options, &people).map_err(|e| match e {
            DatasetError::File(e) => Failure::Output(e.to_string()),
            e => e.into(),
        })?;
        let bytes = place.finish_safely()?;
        text(&format!(
            "{}: {}, {}, {}, {}, {}; {}",
            self.output.display(),
            counted(written.contests, "contest"),
            counted(written.candidacies, "candidacy"),
            counted(written.people, "person"),
            counted(written.tenures, "tenure"),
            counted(written.facts.stated, "fact"),
            size(bytes)
        ))
    }

    /// Returns the pages of the graph file that already exists. None with `--fresh`.
    fn pages_before(&self) -> Result<Pages, Failure> {
        // An empty file, such as one that 'mktemp' made, may be replaced: nothing is lost.
        let empty = self.output.metadata().map_or(true, |m| m.is_file() && m.len() == 0);
        if empty {
            return Ok(Pages::default());
        }
        if !is_graph(&self.output) {
            return Err(Failure::Usage(format!(
                "'{}' already exists and is not a graph file; name another file, or remove this one",
                self.output.display()
            )));
        }
        if self.fresh {
            return Ok(Pages::default());
        }
        let read = |e: FileError| Failure::Input(e.to_string());
        let file = GraphFile::open(&self.output).map_err(read)?;
        if !file.is_sealed() {
            say_unsealed(&[file.name()]);
        }
        let pages = Pages::of(&file).map_err(read)?;
        if pages.is_empty() && file.count("page").map_err(read)? > 0 {
            note("the graph file was built with other extraction rules; every page is read again");
        }
        Ok(pages)
    }

    fn say_changes(&self, pages: &Pages, before: usize) -> Result<(), Failure> {
        let PageCounts { new, changed, unchanged, older, gone, .. } = pages.counts;
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
            "{}{} pages new, {} changed, {} removed, {} unchanged, {} of other sources kept{}{redirects}",
            if self.dry_run { "would be: " } else { "" },
            grouped(new as u64),
            grouped(changed as u64),
            grouped(gone as u64),
            grouped(unchanged as u64),
            grouped(kept as u64),
            if older > 0 { format!(", {older} skipped because the file has a newer version") } else { String::new() },
        ))
    }
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
