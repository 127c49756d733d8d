//! The input of a command: its arguments, and the pipeline from paths to the graph.

use super::config::Config;
use super::exit::Failure;
use super::losses::Losses;
use super::output::{Style, note, warn};
use super::progress::OnTerminal;
use clap::Args;
use hustings::dataset::{Dataset, Need, Options};
use hustings::facts::{Facts, inputs, names_in};
use hustings::graph::{Lookup, PersonId, PoliticalGraph, Preference, PreferenceError};
use hustings::identity::Overrides;
use hustings::source::dump::DumpOptions;
use hustings::source::{self, DayOrder, Hints, Warning};
use hustings::store::Part;
use hustings::view::palette::Palette;
use hustings::wikitext::fold;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The number of warnings that are shown. The rest are only counted.
const SHOWN: usize = 10;

/// The options that say what to read and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Input {
    /// A source to read instead of the bundled data; may be repeated
    ///
    /// A source is an article, a wiki page, an export or dump (.xml, .gz, .bz2, .zst), a table, a folder, a pattern or
    /// a graph file. '-' is standard input, and 'bundled' adds the bundled data.
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) from: Vec<String>,
    /// A TOML file that says who is who: same = [["A", "B"]], different = [["A", "B"]]
    #[arg(long, global = true, value_name = "FILE")]
    people: Option<PathBuf>,
    /// The value to prefer where sources disagree: table, prose, latest, most or source=TEXT [default: table]
    ///
    /// 'table' prefers tables and infoboxes to prose, and 'prose' the reverse. 'latest' prefers the latest revision of
    /// a wiki page, and 'most' the value that most sources give. 'source=TEXT' prefers sources whose name contains
    /// TEXT.
    #[arg(long, global = true, value_name = "RULE")]
    prefer: Option<String>,
    /// What a column of a table is, as HEADER=MEANING or N=MEANING; or a profile (.toml). May be repeated
    ///
    /// Most headers need nothing: 'hustings inputs columns' lists those that are known, and every command says once what it
    /// took each column for. Example: --columns "Candidate Name=candidate" --columns "Year=date".
    #[arg(long, global = true, value_name = "HEADER=MEANING")]
    columns: Vec<String>,
    /// Which comes first in dates such as 05/01/2020: dmy (the day) or mdy (the month) [default: as the column shows]
    #[arg(long, global = true, value_name = "ORDER")]
    dates: Option<DateOrderArg>,
    /// The language in which items of Wikidata are named, such as de [default: en]
    #[arg(long, global = true, value_name = "CODE")]
    language: Option<String>,
    /// The settings file to read instead of 'hustings.toml' in the current folder
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Also count rounds and contests whose result was annulled
    #[arg(long, global = true)]
    pub include_annulled: bool,
    /// Write CSV cells that a spreadsheet would run as formulas without a protecting apostrophe
    ///
    /// These are the cells that begin with = + - or @.
    #[arg(long, global = true)]
    pub formulas: bool,
    /// Stop at the first thing that cannot be read, with exit status 3
    #[arg(long, global = true)]
    pub strict: bool,
    /// What could not be read so far.
    #[arg(skip)]
    pub losses: Losses,
    /// The number of threads that read dumps or write a site, 1 to 256 [default: as many as the machine has]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Read the pages of a dump in every namespace, not only articles
    #[arg(long, global = true)]
    all_namespaces: bool,
}

/// The order of day and month in dates made of numbers.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum DateOrderArg {
    /// The day comes first
    Dmy,
    /// The month comes first
    Mdy,
}

/// A part of the data, with the name of the input.
pub(super) struct Loaded<'d> {
    part: Cow<'d, Part>,
    /// The name of the input in titles.
    pub origin: String,
}

impl Deref for Loaded<'_> {
    type Target = Part;

    fn deref(&self) -> &Part {
        &self.part
    }
}

/// Warns of names in the `--people` file that no source has, of names that the file distinguishes from themselves, and
/// of a `--prefer` rule that matches no source.
fn say_without_effect(data: &Dataset, overrides: &Overrides, preference: Option<&Preference>) -> Result<(), Failure> {
    let (graph, facts) = (data.graph()?, data.facts()?);
    say_people_without_effect(overrides, &graph, &facts);
    if let Some(preference @ Preference::Source(_)) = preference
        && graph.citations().iter().all(|c| preference.passes_over(c))
    {
        warn(&format!("--prefer {preference} matches no source that was read; it has no effect"));
    }
    Ok(())
}

fn say_people_without_effect(overrides: &Overrides, graph: &PoliticalGraph, facts: &Facts) {
    if *overrides == Overrides::default() {
        return;
    }
    let mut known: HashSet<String> = graph.people().iter().flat_map(|p| &p.spellings).map(|s| fold(s)).collect();
    known.extend(graph.judgements().iter().flat_map(|j| [fold(&j.name_a), fold(&j.name_b)]));
    for fact in &facts.stated {
        names_in::groups(&fact.statement, &mut |_, name| {
            known.insert(fold(name));
        });
    }
    let unknown = overrides.names().filter(|name| !known.contains(&fold(name)));
    let unknown = unknown
        .map(|name| format!("the --people file has the name '{name}', which no source has; the line has no effect"));
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
            "{more} more lines of the --people file have no effect, or another effect than they seem to have"
        ));
    }
}

/// The largest number of lines of the `--people` file without effect that are reported one by one.
const MOST_WARNINGS: usize = 100;

impl Input {
    /// Opens the data. Prints the first ten warnings to standard error, and the number of the others.
    pub(super) fn open(&self) -> Result<Dataset, Failure> {
        self.open_in(Palette::default())
    }

    /// Opens the data like [`Self::open`], with party colours that take precedence over all others.
    pub(super) fn open_in(&self, palette: Palette) -> Result<Dataset, Failure> {
        let data = self.open_quietly(self.config()?.palette()?.with(palette))?;
        self.tell(data.warnings(), "'hustings check' lists them all")?;
        Ok(data)
    }

    /// Opens the data with only these party colours, and without printing warnings. `check` needs this because it lists
    /// everything that could not be read itself.
    pub(super) fn open_quietly(&self, palette: Palette) -> Result<Dataset, Failure> {
        let default = [source::BUNDLED_WORD.to_string()];
        let paths: &[String] = if self.from.is_empty() { &default } else { &self.from };
        let options = self.options()?.with_finish(move |graph| {
            palette.apply(graph);
        });
        let (overrides, preference) = (options.overrides.clone(), options.preference.clone());
        let data = Dataset::open(paths, options)?;
        say_unsealed(data.unsealed());
        if data.dumps().iter().any(|(_, report)| report.interrupted) {
            self.losses.interrupt();
        }
        self.refuse(data.warnings())?;
        if overrides.is_some() || preference.is_some() {
            say_without_effect(&data, &overrides.unwrap_or_default(), preference.as_ref())?;
        }
        Ok(data)
    }

    /// Returns the options for opening the data, from the arguments and the settings file.
    pub(super) fn options(&self) -> Result<Options, Failure> {
        let mut options = Options::default().with_dumps(self.dump_options());
        options = options.with_hints(self.hints()?);
        options.overrides = self.overrides()?;
        options.preference = self.prefer()?;
        Ok(options)
    }

    /// Returns what the user says about the columns of tables.
    pub(super) fn hints(&self) -> Result<Hints, Failure> {
        let mut hints = Hints::default();
        for text in &self.columns {
            let is_profile =
                Path::new(text).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) && !text.contains('=');
            if is_profile {
                let read = source::read_plain(Path::new(text));
                let profile = read.map_err(|e| Failure::Input(format!("cannot read '{text}': {e}")))?;
                hints.profile = Some((text.clone(), profile));
            } else if !hints.add_column(text) {
                return Err(Failure::Usage(format!(
                    "--columns is '{text}'; write HEADER=MEANING, such as \"Candidate Name=candidate\", or the path of a profile (.toml)"
                )));
            }
        }
        hints.dates = self.dates.map(|order| match order {
            DateOrderArg::Dmy => DayOrder::DayFirst,
            DateOrderArg::Mdy => DayOrder::MonthFirst,
        });
        hints.language.clone_from(&self.language);
        inputs::check_hints(&hints).map_err(Failure::Usage)?;
        Ok(hints)
    }

    /// Returns the part of the data that a question needs.
    pub(super) fn part<'d>(&self, data: &'d Dataset, need: &Need<'_>) -> Result<Loaded<'d>, Failure> {
        Ok(Loaded { part: data.part(need)?, origin: self.published() })
    }

    /// Returns the name of the input, with whole paths.
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

    /// Returns the name of the input for titles and published files. Absolute paths are cut to their last part, because
    /// they would reveal where the user keeps files.
    pub(super) fn published(&self) -> String {
        self.from.iter().filter(|path| Path::new(path).is_absolute()).fold(self.origin(), |origin, path| {
            // A pattern is meaningful only together with its folder.
            let parts: Vec<_> = Path::new(path).iter().collect();
            let said = parts.len().saturating_sub(if path.contains('*') { 2 } else { 1 }).max(1);
            let last: PathBuf = parts[said.min(parts.len() - 1)..].iter().collect();
            origin.replace(path.as_str(), &last.to_string_lossy())
        })
    }

    /// Returns the same arguments with another source.
    pub(super) fn instead(&self, path: &str) -> Self {
        Self { from: vec![path.to_string()], ..self.clone() }
    }

    /// Returns the paths that `--from` names.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.from.iter()
    }

    /// Reads the settings file.
    pub(super) fn config(&self) -> Result<Config, Failure> {
        Config::load(self.config.as_deref())
    }

    /// Returns the rule of preference from the arguments or the settings file. `None` if neither gives one.
    pub(super) fn prefer(&self) -> Result<Option<Preference>, Failure> {
        let config = self.config()?;
        let word = self.prefer.as_ref().or(config.prefer.as_ref());
        word.map(|w| w.parse().map_err(|e: PreferenceError| Failure::Usage(e.to_string()))).transpose()
    }

    /// Returns the number of threads to use: the number of `--threads`, or else as many as the machine has.
    #[cfg(feature = "site")]
    pub(super) fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(2, usize::from);
        self.threads.map_or_else(all, usize::from)
    }

    /// Returns the options for reading dumps.
    pub(super) fn dump_options(&self) -> DumpOptions {
        let options = DumpOptions::default().with_all_namespaces(self.all_namespaces);
        let stop = Arc::clone(&options.stop);
        let options = options.with_watch(OnTerminal { stop });
        match self.threads {
            Some(threads) => options.with_threads(usize::from(threads)),
            None => options,
        }
    }

    /// Returns the user's decisions on who is who. `None` if there is no override file.
    pub(super) fn overrides(&self) -> Result<Option<Overrides>, Failure> {
        let text = self.people_text()?;
        let read = |(name, text): (String, String)| Overrides::read(&name, &text);
        text.map(read).transpose().map_err(|e| Failure::Input(e.to_string()))
    }

    /// Returns the name and the text of the override file. `None` if there is none.
    pub(super) fn people_text(&self) -> Result<Option<(String, String)>, Failure> {
        let config = self.config()?;
        let Some(path) = self.people.as_ref().or(config.people.as_ref()) else { return Ok(None) };
        let name = path.display().to_string();
        let text = source::read_plain(path).map_err(|e| Failure::Input(format!("cannot read '{name}': {e}")))?;
        Ok(Some((name, text)))
    }
}

impl Input {
    /// Prints the first ten warnings and the number of the others. A strict run fails at the first warning that is not
    /// a note.
    pub(super) fn tell<'w>(
        &self,
        warnings: impl Iterator<Item = &'w Warning> + Clone,
        where_all_are: &str,
    ) -> Result<(), Failure> {
        self.refuse(warnings.clone())?;
        for warning in warnings.clone().take(SHOWN) {
            if warning.is_note() { note(&format!("note: {warning}")) } else { warn(&warning.to_string()) }
        }
        let more = warnings.skip(SHOWN).count();
        if more > 0 {
            warn(&format!("{more} more warnings; {where_all_are}"));
        }
        Ok(())
    }

    /// Records what was lost. A strict run fails at the first warning that is not a note.
    pub(super) fn refuse<'w>(&self, warnings: impl IntoIterator<Item = &'w Warning> + Clone) -> Result<(), Failure> {
        self.losses.record(warnings.clone());
        match warnings.into_iter().find(|w| !w.is_note()) {
            Some(first) if self.strict => Err(Failure::Input(format!("{first}\nstopped because of --strict"))),
            _ => Ok(()),
        }
    }
}

/// Returns the result of a look-up, or a failure whose message lists the names that may be meant.
pub(super) fn one<T: Copy>(kind: &str, name: &str, found: Lookup<T>, say: impl Fn(T) -> String) -> Result<T, Failure> {
    match found {
        Lookup::One(id) => Ok(id),
        Lookup::Many(all) => {
            let names: Vec<String> = all.into_iter().map(say).collect();
            Err(Failure::NoSuchName(format!(
                "'{name}' may mean any of these; give the full name:\n  {}",
                names.join("\n  ")
            )))
        }
        Lookup::None(_) if looks_like_a_path(name) => {
            let why = if Path::new(name).exists() {
                format!("to read it, write --from {name}")
            } else {
                "and no file of that name in this folder".to_string()
            };
            Err(Failure::NoSuchName(format!("there is no {kind} '{name}'; {why}")))
        }
        Lookup::None(near) if near.is_empty() => Err(Failure::NoSuchName(format!(
            "there is no {kind} '{name}'; 'hustings report' says what the data hold, 'hustings serve' has a search"
        ))),
        Lookup::None(near) => Err(Failure::NoSuchName(format!(
            "there is no {kind} '{name}'; did you mean one of these?\n  {}",
            near.join("\n  ")
        ))),
    }
}

/// Returns true if a name is rather the path of a file: it has a folder, or an extension that sources have.
pub(super) fn looks_like_a_path(name: &str) -> bool {
    let extension = Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase());
    let known = [
        "csv", "tsv", "txt", "wiki", "xml", "toml", "db", "bz2", "gz", "zst", "json", "ndjson", "ijson", "yaml", "yml",
        "xlsx", "xls", "xlsm", "xlsb", "ods",
    ];
    name.contains('/') || extension.is_some_and(|e| known.contains(&e.as_str()))
}

/// Reports the graph files that have no checksums, so that damage to them may go unnoticed.
pub(super) fn say_unsealed(files: &[String]) {
    for file in files {
        note(&format!(
            "note: {file} was written by an earlier version of Hustings, without checksums; build it again so that damage to it can be detected"
        ));
    }
}

impl Loaded<'_> {
    /// Returns the person with that name.
    pub(super) fn person(&self, name: &str) -> Result<PersonId, Failure> {
        one("person", name, self.graph.find_person(name), |id| self.say_person(id))
    }

    /// Returns the name of a person with the qualifier that tells namesakes apart.
    pub(super) fn say_person(&self, id: PersonId) -> String {
        let name = &self.graph.person(id).name;
        self.graph.place_of(id).map_or_else(|| name.clone(), |place| format!("{name} ({place})"))
    }

    /// Returns the office with that name, or all offices if there is no name.
    pub(super) fn offices(&self, name: Option<&str>) -> Result<Vec<hustings::graph::OfficeId>, Failure> {
        match name {
            Some(name) => {
                let say = |id| self.graph.office(id).name.clone();
                let found = match self.graph.find_office(name) {
                    // If there are only a few offices, the message suggests all of them.
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

/// Returns a heading for standard output.
pub(super) fn heading(text: &str) -> String {
    Style::Heading.paint(text)
}
