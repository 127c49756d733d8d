//! What a command reads: the arguments, and the pipeline from paths to the graph.

use super::config::Config;
use super::exit::Failure;
use super::interrupt::{stop_no_more, stop_on_interrupt};
use super::lines::quoted;
use super::losses::Losses;
use super::output::{Style, note, warn};
use super::progress::Watch;
use clap::Args;
use hustings::check::{self, Diagnostic};
use hustings::facts::{Facts, redirects, templates, wiki};
use hustings::graph::{Lookup, PersonId, PoliticalGraph, Preference, PreferenceError};
use hustings::identity::Overrides;
use hustings::source::dump::{DumpOptions, DumpPage, DumpReport};
use hustings::source::{self, Page, PageKind, Warning};
use hustings::store::{FileError, GraphFile, Light, Pages, Part, RowSelection};
use hustings::wikitext::fold;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How many warnings are shown before the rest are counted.
const SHOWN: usize = 10;

/// What to read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Input {
    /// An article, wiki page, export or dump (.xml, .gz, .bz2, .zst), table, folder, pattern or graph file to read instead
    /// of the bundled data; '-' is standard input, 'bundled' adds the bundled data. May be repeated
    #[arg(long, global = true, value_name = "PATH")]
    from: Vec<String>,
    /// A TOML file that says who is who: same = [["A", "B"]], different = [["A", "B"]]
    #[arg(long, global = true, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Which value to prefer where sources disagree: table, prose, latest, most, or source=TEXT, a part of a source's name
    #[arg(long, global = true, value_name = "RULE")]
    prefer: Option<String>,
    /// Settings to read instead of 'hustings.toml' in the current folder
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Let rounds and contests whose result was voided count too
    #[arg(long, global = true)]
    pub include_annulled: bool,
    /// In CSV, leave cells that a spreadsheet would run (they begin with = + - @) as they are, without an apostrophe before them
    #[arg(long, global = true)]
    pub formulas: bool,
    /// Stop at the first thing that cannot be read, with exit status 3
    #[arg(long, global = true)]
    pub strict: bool,
    /// What could not be read so far.
    #[arg(skip)]
    pub losses: Losses,
    /// Threads that read dumps or write a site, 1 to 256; as many as the machine has, if not said
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Read pages of a dump in every namespace, not only articles
    #[arg(long, global = true)]
    all_namespaces: bool,
}

/// What was read.
pub(super) struct Loaded {
    pub graph: PoliticalGraph,
    /// What pages state; empty where the graph comes from a graph file.
    pub facts: Facts,
    /// How many facts there are, and how many values no rule reads.
    pub counts: (usize, usize),
    /// The graph file that is read, and where the rows of `graph` stand in it.
    pub file: Option<(GraphFile, Part)>,
    /// What could not be read of the files themselves.
    pub warnings: Vec<Warning>,
    /// How the input is called in titles.
    pub origin: String,
    /// What was read of dumps.
    pub dumps: Vec<(String, DumpReport)>,
}

/// What a command needs of a graph file.
pub(super) enum Need<'a> {
    /// All of it.
    All,
    /// These people and whom they stood against.
    People(&'a [&'a str]),
    /// Whatever has this name, and what is around it.
    Name(&'a str),
    /// The offices of this name.
    Offices(&'a str),
    /// The whole graph without its places.
    Light(Light),
}

/// Warns of names in the file of `--people` that nobody has, and of a person told from itself.
fn say_without_effect(overrides: &Overrides, graph: &PoliticalGraph, facts: &Facts) {
    if *overrides == Overrides::default() {
        return;
    }
    let mut known: HashSet<String> = graph.people().iter().flat_map(|p| &p.spellings).map(|s| fold(s)).collect();
    known.extend(graph.judgements().iter().flat_map(|j| [fold(&j.name_a), fold(&j.name_b)]));
    known.extend(facts.names_of_groups().map(|name| fold(name)));
    let unknown = overrides.names().filter(|name| !known.contains(&fold(name)));
    let unknown = unknown.map(|name| format!("--people names '{name}', which no source names; the line has no effect"));
    let same = overrides.different.iter().filter(|[a, b]| fold(a) == fold(b)).map(|[a, b]| {
        format!(
            "--people tells '{a}' from '{b}': people of that name in different offices are kept apart, but within one office they \
             are one"
        )
    });
    let mut all = unknown.chain(same);
    all.by_ref().take(MOST_WARNINGS).for_each(|says| warn(&says));
    let more = all.count();
    if more > 0 {
        warn(&format!(
            "{more} more lines of the file of --people have no effect, or not the one that they seem to have"
        ));
    }
}

/// So many lines of the file of `--people` that have no effect are told one by one.
const MOST_WARNINGS: usize = 100;

impl Input {
    /// The graph file, where that is all there is to read.
    pub(super) fn file(&self) -> Result<Option<GraphFile>, Failure> {
        match &self.from[..] {
            [one]
                if self.people_text()?.is_none() && self.prefer()?.is_none() && source::is_database(Path::new(one)) =>
            {
                open_graph(Path::new(one)).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Reads what a command needs: of a graph file the rows around what it asks for, of other sources everything.
    pub(super) fn load_for(&self, need: &Need<'_>) -> Result<Loaded, Failure> {
        let Some(file) = self.file()? else { return self.load() };
        if let Need::Light(wanted) = need {
            let part = file.light(*wanted).map_err(|e| Failure::Input(e.to_string()))?;
            return self.loaded(file, part);
        }
        let selection = match need {
            Need::All | Need::Light(_) => Ok(None),
            Need::People(names) => file.around_people(names).map(Some),
            Need::Name(name) => file.around_name(name).map(Some),
            Need::Offices(name) => file.around_offices(name).map(Some),
        };
        self.part(file, selection.map_err(|e| Failure::Input(e.to_string()))?.as_ref())
    }

    /// A part of a graph file, or all of it.
    pub(super) fn part(&self, file: GraphFile, selection: Option<&RowSelection>) -> Result<Loaded, Failure> {
        let part = file.load(selection).map_err(|e| Failure::Input(e.to_string()))?;
        self.loaded(file, part)
    }

    fn loaded(&self, file: GraphFile, mut part: Part) -> Result<Loaded, Failure> {
        let read = |e: FileError| Failure::Input(e.to_string());
        Ok(Loaded {
            graph: std::mem::take(&mut part.graph),
            facts: Facts::default(),
            counts: (stored_count(&file, "facts").map_err(read)?, stored_count(&file, "unread").map_err(read)?),
            file: Some((file, part)),
            warnings: Vec::new(),
            origin: self.published(),
            dumps: Vec::new(),
        })
    }

    /// Reads, extracts, joins. Warnings go to standard error, ten of them and the number of the rest.
    pub(super) fn load(&self) -> Result<Loaded, Failure> {
        let mut loaded = self.load_quietly()?;
        self.config()?.colour(&mut loaded.graph)?;
        let all: Vec<&Warning> = loaded.warnings.iter().chain(&loaded.facts.warnings).collect();
        self.tell(&all, "'hustings check' lists them all")?;
        Ok(loaded)
    }

    /// The same without a word on standard error, for `check`, which lists everything itself.
    pub(super) fn load_quietly(&self) -> Result<Loaded, Failure> {
        if let Some(file) = self.file()? {
            return self.part(file, None);
        }
        let default = [source::BUNDLED_WORD.to_string()];
        let paths: &[String] = if self.from.is_empty() { &default } else { &self.from };
        let mut reading = source::read(paths).map_err(|e| Failure::Input(e.to_string()))?;
        let mut facts = Facts::extract(&reading.pages);
        let dumps = self.dumps(&mut reading, &mut facts);
        for path in &reading.graphs {
            let file = open_graph(path)?;
            facts.append(facts_of(&file)?);
        }
        if reading.pages.is_empty() && dumps.is_empty() && reading.graphs.is_empty() {
            let reasons: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
            return Err(Failure::Input(format!("nothing could be read\n  {}", reasons.join("\n  "))));
        }
        self.refuse(reading.warnings.iter().chain(&facts.warnings))?;
        let found = std::mem::take(&mut facts.redirects);
        redirects::resolve(&mut facts, found);
        let overrides = self.overrides()?;
        let preference = self.prefer()?.unwrap_or_default();
        let graph = PoliticalGraph::build_preferring(&facts, &overrides, &preference);
        say_without_effect(&overrides, &graph, &facts);
        if matches!(preference, Preference::Source(_)) && graph.citations().iter().all(|c| preference.passes_over(c)) {
            warn(&format!("--prefer {preference} names no source that was read; it has no effect"));
        }
        let counts = (facts.facts.len(), facts.unread.len());
        let origin = self.published();
        Ok(Loaded { graph, facts, counts, file: None, warnings: reading.warnings, origin, dumps })
    }

    /// How the input is called in titles.
    pub(super) fn origin(&self) -> String {
        let mut names: Vec<&str> =
            if self.from.is_empty() { vec!["bundled data"] } else { self.from.iter().map(String::as_str).collect() };
        names.sort_unstable();
        names.dedup();
        names
            .join(", ")
            .replace(source::BUNDLED_WORD, "bundled")
            .replace("bundled data", "the data bundled with Hustings")
    }

    /// How the input is called in what is published: of an absolute path the last part, for where somebody keeps their files
    /// is nobody's business.
    pub(super) fn published(&self) -> String {
        self.from.iter().filter(|path| Path::new(path).is_absolute()).fold(self.origin(), |origin, path| {
            // A pattern says something only with the folder that it is in.
            let parts: Vec<_> = Path::new(path).iter().collect();
            let said = parts.len().saturating_sub(if path.contains('*') { 2 } else { 1 }).max(1);
            let last: PathBuf = parts[said.min(parts.len() - 1)..].iter().collect();
            origin.replace(path.as_str(), &last.to_string_lossy())
        })
    }

    /// The same arguments with another source.
    pub(super) fn instead(&self, path: &str) -> Self {
        Self { from: vec![path.to_string()], ..self.clone() }
    }

    /// The paths that `--from` names.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.from.iter()
    }

    /// What the project's file says.
    pub(super) fn config(&self) -> Result<Config, Failure> {
        Config::load(self.config.as_deref())
    }

    /// Which value is preferred, where the arguments or the project's file say.
    pub(super) fn prefer(&self) -> Result<Option<Preference>, Failure> {
        let config = self.config()?;
        let word = self.prefer.as_ref().or(config.prefer.as_ref());
        word.map(|w| w.parse().map_err(|e: PreferenceError| Failure::Usage(e.to_string()))).transpose()
    }

    /// How many threads to use: as many as asked for, or as the machine has.
    #[cfg(feature = "site")]
    pub(super) fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(2, usize::from);
        self.threads.map_or_else(all, usize::from)
    }

    /// How dumps are read.
    pub(super) fn dump_options(&self) -> DumpOptions {
        let options = DumpOptions::default().with_all_namespaces(self.all_namespaces);
        match self.threads {
            Some(threads) => options.with_threads(usize::from(threads)),
            None => options,
        }
    }

    /// Reads the dumps page by page; only what their pages say is kept.
    fn dumps(&self, reading: &mut source::Reading, facts: &mut Facts) -> Vec<(String, DumpReport)> {
        if reading.dumps.is_empty() {
            return Vec::new();
        }
        let options = self.dump_options();
        stop_on_interrupt(&options.stop);
        let watch = Watch::default();
        let mut reports = Vec::new();
        for dump in reading.dumps.drain(..) {
            let (file, length) = (Arc::clone(&dump.file), dump.length);
            let work = |page: DumpPage<'_>| Some(read_page(&file, page, &watch));
            let sink = |read| {
                match read {
                    Read::Page(page) => facts.append(*page),
                    Read::Redirect(from, to) => facts.redirects.push((from, to)),
                }
                ControlFlow::Continue(())
            };
            let keep = |text: &[u8]| templates::sieve().passes(text);
            let run = || source::dump::run(dump, &options, &watch.progress, keep, work, sink);
            let report = watch.during(&file, length, run);
            reading.warnings.extend(report.warnings.iter().cloned());
            if report.interrupted {
                let message = "interrupted; the answer is of what was read before";
                reading.warnings.push(Warning::new(&file, 0, "dump", message));
                self.losses.interrupt();
            }
            reports.push((file.to_string(), report));
        }
        stop_no_more();
        reports
    }

    /// What the user says on who is who.
    pub(super) fn overrides(&self) -> Result<Overrides, Failure> {
        let Some((name, text)) = self.people_text()? else { return Ok(Overrides::default()) };
        Overrides::read(&name, &text).map_err(|e| Failure::Input(e.to_string()))
    }

    /// The override file's name and text.
    pub(super) fn people_text(&self) -> Result<Option<(String, String)>, Failure> {
        let config = self.config()?;
        let Some(path) = self.people.as_ref().or(config.people.as_ref()) else { return Ok(None) };
        let name = path.display().to_string();
        let text = source::read_plain(path).map_err(|e| Failure::Input(format!("cannot read '{name}': {e}")))?;
        Ok(Some((name, text)))
    }
}

impl Input {
    /// Says the first ten warnings and the number of the rest; a strict run ends with the first that is no note.
    pub(super) fn tell(&self, warnings: &[&Warning], where_all_are: &str) -> Result<(), Failure> {
        self.refuse(warnings.iter().copied())?;
        for warning in warnings.iter().take(SHOWN) {
            if warning.is_note() { note(&format!("note: {warning}")) } else { warn(&warning.to_string()) }
        }
        if warnings.len() > SHOWN {
            warn(&format!("{} more; {where_all_are}", warnings.len() - SHOWN));
        }
        Ok(())
    }

    /// Notes what was lost; a strict run ends with the first warning that is no note.
    pub(super) fn refuse<'w>(&self, warnings: impl IntoIterator<Item = &'w Warning> + Clone) -> Result<(), Failure> {
        self.losses.record(warnings.clone());
        match warnings.into_iter().find(|w| !w.is_note()) {
            Some(first) if self.strict => Err(Failure::Input(format!("{first}\nstopped because of --strict"))),
            _ => Ok(()),
        }
    }
}

/// What a page of a dump gives.
enum Read {
    Page(Box<Facts>),
    Redirect(String, String),
}

fn read_page(file: &Arc<str>, page: DumpPage<'_>, watch: &Watch) -> Read {
    if let Some(target) = page.redirect {
        return Read::Redirect(page.title.into_owned(), target.into_owned());
    }
    let mut facts = Facts::default();
    let title = page.title.into_owned();
    let text = Page { file: Arc::clone(file), revision: page.revision, ..Page::new("", PageKind::Wikitext, page.text) };
    wiki::extract(&text, &title, page.revision, &mut facts);
    watch.contests.fetch_add(facts.documented() as u64, Ordering::Relaxed);
    Read::Page(Box::new(facts))
}

/// What a look-up gives, or the message with the names it might be.
pub(super) fn one<T: Copy>(kind: &str, name: &str, found: Lookup<T>, say: impl Fn(T) -> String) -> Result<T, Failure> {
    match found {
        Lookup::One(id) => Ok(id),
        Lookup::Many(all) => {
            let names: Vec<String> = all.into_iter().map(say).collect();
            Err(Failure::NoSuchName(format!("'{name}' may be any of these; say which:\n  {}", names.join("\n  "))))
        }
        Lookup::None(near) if near.is_empty() => Err(Failure::NoSuchName(format!("there is no {kind} '{name}'"))),
        Lookup::None(near) => Err(Failure::NoSuchName(format!(
            "there is no {kind} '{name}'; did you mean one of these?\n  {}",
            near.join("\n  ")
        ))),
    }
}

/// Opens a graph file, and says where damage of it could go unnoticed.
pub(super) fn open_graph(path: &Path) -> Result<GraphFile, Failure> {
    let file = GraphFile::open(path).map_err(|e| Failure::Input(e.to_string()))?;
    if !file.is_sealed() {
        note(&format!(
            "note: {} was written by an earlier hustings, without checksums; build it again, so that damage to it is noticed",
            file.name()
        ));
    }
    Ok(file)
}

/// What the pages of a graph file state.
pub(super) fn facts_of(file: &GraphFile) -> Result<Facts, Failure> {
    let mut pages = Pages::of(file).map_err(|e| Failure::Input(e.to_string()))?;
    pages.facts().map_err(|e| Failure::Input(format!("{}: {e}", file.name())))
}

/// A number that the build left in a graph file.
pub(super) fn stored_count(file: &GraphFile, key: &str) -> Result<usize, FileError> {
    Ok(file.meta(key)?.and_then(|n| n.parse().ok()).unwrap_or(0))
}

impl Loaded {
    /// What the checks find; of a graph file, what they found when it was built.
    pub(super) fn findings(&self) -> Result<Vec<Diagnostic>, Failure> {
        match &self.file {
            Some((file, _)) => file.findings().map_err(|e| Failure::Input(e.to_string())),
            None => Ok(quoted(check::run(&self.graph, &self.facts, &self.warnings))),
        }
    }

    /// The person of that name.
    pub(super) fn person(&self, name: &str) -> Result<PersonId, Failure> {
        one("person", name, self.graph.find_person(name), |id| self.say_person(id))
    }

    /// A person with what tells them from another of the same name.
    pub(super) fn say_person(&self, id: PersonId) -> String {
        let name = &self.graph.person(id).name;
        self.graph.place_of(id).map_or_else(|| name.clone(), |place| format!("{name} ({place})"))
    }

    /// The offices to speak of: the one of that name, or all that have a tenure or a contest.
    pub(super) fn offices(&self, name: Option<&str>) -> Result<Vec<hustings::graph::OfficeId>, Failure> {
        match name {
            Some(name) => {
                let say = |id| self.graph.office(id).name.clone();
                let found = match self.graph.find_office(name) {
                    // Of a few, all are near.
                    Lookup::None(near) if near.is_empty() && self.graph.offices().len() <= 12 => {
                        Lookup::None(self.graph.offices().iter().map(|o| o.name.clone()).collect())
                    }
                    found => found,
                };
                one("office", name, found, say).map(|id| vec![id])
            }
            None => Ok(self.graph.offices().iter().map(|o| o.id).collect()),
        }
    }
}

/// A heading for standard output.
pub(super) fn heading(text: &str) -> String {
    Style::Heading.paint(text)
}
