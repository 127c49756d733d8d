//! `hustings check`.

use super::config::{CheckConfig, Level, level};
use super::destination;
use super::exit::Failure;
use super::explain::{self, unknown_rule};
use super::input::Input;
use super::mend::{self, Mender, Plan};
use super::output::{FormatArg, Style, note, raw, styled, table, text, warn};
use super::recent::Changed;
use clap::{Args, ValueEnum};
use hustings::check::{self, Diagnostic, Severity, claims};
use hustings::dataset::{Dataset, Lines};
use hustings::source;
use hustings::view::diagnostics::{self, Baseline, Look};
use hustings::view::listing;
use hustings::view::palette::Palette;
use hustings::view::words::counted;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Find what disagrees: within an article, between articles, or with arithmetic
///
/// Errors and warnings make the exit status 1. Notes do not, unless --fail-on says so. A number called 'about' or
/// 'roughly' may be off by 5%, and a share by its rounding. If a rule is in doubt, it reports nothing.
/// 'hustings explain RULE' describes what a rule finds.
///
/// A file 'hustings.toml' in the current folder can hold the same settings for every run: [check] with select, ignore,
/// fail-on and baseline, and [check.severity] with lines such as rule = "warning". The severities are "error",
/// "warning", "note" and "off".
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  hustings check --from articles/
  hustings check --from articles/ --claims
  hustings check --from articles/ --diff
  hustings check --from articles/ --fix
  hustings check --from articles/ --fix --suggested --edits edits.txt --summary 'Correct results'
  hustings check --from articles/ --statistics
  hustings check --from articles/ --watch
  hustings check --from dump.xml --wiki https://en.wikipedia.org
  hustings check --recent 24h --wiki https://en.wikipedia.org --category 'Category:Israeli politicians'
  hustings check --from my.toml --format json
  hustings check --from articles/ --write-baseline known.json
  hustings check --from articles/ --baseline known.json --format github
  hustings check --rules")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Check {
    /// List every infobox field, column or item that no rule reads
    #[arg(long)]
    unread: bool,
    /// List what prose claims about other contests and careers, and whether the graph confirms it
    ///
    /// Such claims are 'the second of four', 'leader since 1974' or 'the first open to all members'. The verdict on
    /// each is confirmed, contradicted or unknown.
    #[arg(long, conflicts_with_all = ["unread", "write_baseline", "baseline", "select", "ignore", "severity"])]
    claims: bool,
    /// Report only what these rules find; separate several with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave out what these rules find; separate several with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Give a rule another severity: error, warning, note or off
    #[arg(long, value_name = "RULE=SEVERITY")]
    severity: Vec<String>,
    /// The lowest severity that makes the exit status 1 [default: warning, if 'hustings.toml' does not set it]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Leave out the findings that this file lists as known
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to a file as known, for --baseline in later runs
    ///
    /// A finding stays known if its lines move, but not if its statements change.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Change the sources where a fix is safe, and report what is left
    ///
    /// A fix is safe if exactly one change of one value makes all figures agree. Wiki pages, articles, TOML, CSV and
    /// unpacked exports are edited; every other byte stays as it is. The exit status is 0 if nothing is left that fails
    /// the run, 1 if something is, and 3 if a file could not be written.
    #[arg(long, conflicts_with_all = ["claims", "unread", "write_baseline", "diff"])]
    fix: bool,
    /// Print the safe fixes as a patch, and change nothing
    #[arg(long, conflicts_with_all = ["claims", "unread", "write_baseline"])]
    diff: bool,
    /// With --fix or --diff: also take fixes that are only the most likely of several
    #[arg(long)]
    suggested: bool,
    /// With --fix: write the edits to a file, page by page with summaries, to paste into a wiki; the sources stay as
    /// they are
    #[arg(long, value_name = "FILE", requires = "fix")]
    edits: Option<PathBuf>,
    /// The summary of each edit in the file of --edits
    #[arg(long, value_name = "TEXT", requires = "edits")]
    summary: Option<String>,
    /// Count the findings of each rule instead of listing them
    #[arg(long, conflicts_with_all = ["claims", "fix", "diff", "write_baseline"])]
    statistics: bool,
    /// List the findings of each rule together, instead of file by file
    #[arg(long, conflicts_with_all = ["claims"])]
    by_rule: bool,
    /// Also report percentages that are off by less than a unit of their last digit, as notes
    #[arg(long, conflicts_with = "claims")]
    pedantic: bool,
    /// Check again whenever a source changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["claims", "fix", "diff", "write_baseline", "edits"])]
    watch: bool,
    /// The address of the wiki that the pages come from: each finding gets the address at which its section is edited
    #[arg(long, value_name = "URL")]
    wiki: Option<String>,
    #[command(flatten)]
    recent: super::recent::Recent,
    /// List the rules and what each of them finds
    #[arg(long)]
    rules: bool,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    /// How to write the answer
    format: CheckFormat,
}

/// The lowest severity that makes the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Only errors
    Error,
    /// Errors and warnings
    Warning,
    /// Errors, warnings and notes
    Note,
    /// No finding
    Never,
}

/// The formats of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum CheckFormat {
    /// For people: each finding with its line of text, the culprit underlined
    #[default]
    #[value(alias = "table")]
    Text,
    /// Comma-separated values
    Csv,
    /// A list of objects
    Json,
    /// A Markdown table
    Markdown,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

impl CheckFormat {
    fn table(self) -> FormatArg {
        match self {
            Self::Csv => FormatArg::Csv,
            Self::Json => FormatArg::Json,
            Self::Markdown => FormatArg::Markdown,
            Self::Text | Self::Sarif | Self::Github => FormatArg::Table,
        }
    }
}

/// Returns the path of a file relative to the folder of a baseline. A name that is not an existing file is returned
/// unchanged.
fn beside(baseline: &Path, file: &str) -> String {
    let folder = baseline.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(target)) = (folder.canonicalize(), Path::new(file).canonicalize()) else {
        return file.to_string();
    };
    let shared = folder.components().zip(target.components()).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_string(), folder.components().count() - shared);
    let down = target.components().skip(shared).map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The findings of one run.
struct Report {
    found: Vec<Diagnostic>,
    /// Those that no baseline knows.
    new: Vec<Diagnostic>,
    /// The number of values that no rule reads.
    unread: usize,
    /// The name and the text of what was fetched for this run.
    fetched: Option<(String, String)>,
}

impl Report {
    /// Returns the lines of the sources.
    fn lines(&self) -> Lines {
        let mut lines = Lines::default();
        if let Some((name, text)) = &self.fetched {
            lines.insert(name, text);
        }
        lines
    }
}

/// The time between two looks at the sources.
const LOOK_AGAIN: Duration = Duration::from_millis(300);

/// The most runs of the checks after changes of sources.
const MOST_RUNS: usize = 10;

impl Check {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        if self.rules {
            return explain::list();
        }
        if self.claims {
            return self.say_claims(input);
        }
        if self.watch {
            return self.keep_watching(input);
        }
        super::export::address_of_wiki(self.wiki.as_deref())?;
        if let Some(changed) = self.recent.fetch(self.wiki.as_deref().unwrap_or_default())? {
            return self.once(&changed.input(input), Some(&changed));
        }
        self.once(input, None)
    }

    /// Checks the sources again whenever one of them changes. Ends with the failure of wrong arguments only.
    fn keep_watching(&self, input: &Input) -> Result<(), Failure> {
        loop {
            // Taken before the run, so that a change during it is seen.
            let before = source::stamps(&input.from);
            match self.once(input, None) {
                Ok(()) | Err(Failure::Found) => {}
                Err(failure @ (Failure::Input(_) | Failure::Lost(_))) => warn(&failure.to_string()),
                Err(failure) => return Err(failure),
            }
            note("waiting for changes; Ctrl-C ends");
            let now = source::stamps(&input.from);
            let is_as_before = before.iter().all(|stamp| now.contains(stamp));
            while is_as_before && source::stamps(&input.from) == now {
                std::thread::sleep(LOOK_AGAIN);
            }
        }
    }

    /// Checks the sources once, and mends them if that is asked for.
    fn once(&self, input: &Input, changed: Option<&Changed>) -> Result<(), Failure> {
        let config = input.config()?.check;
        if self.suggested && !self.fix && !self.diff {
            return Err(Failure::Usage("--suggested says which fixes --fix and --diff take; add one of them".into()));
        }
        let mut mender = Mender::default();
        let mut report = self.report(input, &config, changed)?;
        if self.diff {
            mend::show(&Plan::of(&report.new, &mut report.lines(), self.suggested))?;
            return self.verdict(report.new.iter().map(|d| d.severity), &config);
        }
        if let Some(path) = &self.edits {
            mend::list(&Plan::of(&report.new, &mut report.lines(), self.suggested), path, self.summary.as_deref())?;
        } else if self.fix {
            // A change may allow another fix, so the sources are checked again until nothing changes.
            for _ in 0..MOST_RUNS {
                if !mender.apply(Plan::of(&report.new, &mut report.lines(), self.suggested)) {
                    break;
                }
                report = self.report(input, &config, changed)?;
            }
            mender.finish()?;
        }
        if let Some(path) = &self.write_baseline {
            destination::write(path, Baseline::write(&report.found, |file| beside(path, file)).as_bytes())?;
            note(&format!("{}: wrote {} findings as known", path.display(), report.found.len()));
            return Ok(());
        }
        self.print(&report)?;
        self.verdict(report.new.iter().map(|d| d.severity), &config)
    }

    /// Reads the sources and checks them.
    fn report(&self, input: &Input, config: &CheckConfig, changed: Option<&Changed>) -> Result<Report, Failure> {
        let all_unread = self.unread || self.select.iter().chain(&config.select).any(|s| s == "unread");
        let data = input.open_quietly(Palette::default())?;
        let (mut found, count) = (self.findings(&data)?, data.counts()?.unwrap_or_default().unread);
        if let Some(changed) = changed {
            found.iter_mut().for_each(|d| changed.rename(d));
        }
        let unread = if all_unread { check::unread(&*data.facts()?) } else { Vec::new() };
        let only = self.rules_of(&mut found, config)?;
        found.extend(unread.into_iter().filter(|d| self.unread || only(d)));
        if self.by_rule {
            found.sort_by(|a, b| a.rule.cmp(&b.rule));
        }
        // A baseline that is being written need not exist.
        let (baseline, path) = if self.write_baseline.is_some() { Default::default() } else { self.known(config)? };
        let new = found.iter().filter(|d| !baseline.knows(d, |file| beside(&path, file))).cloned().collect();
        let fetched = changed.map(Changed::text);
        Ok(Report { found, new, unread: count, fetched })
    }

    fn findings(&self, data: &Dataset) -> Result<Vec<Diagnostic>, Failure> {
        Ok(if self.pedantic { data.pedantic_findings()? } else { data.findings()? })
    }

    fn print(&self, report: &Report) -> Result<(), Failure> {
        let new = &report.new;
        let mut lines = report.lines();
        if self.statistics {
            return table(&listing::statistics(new, &mut lines), self.format.table());
        }
        match self.format {
            CheckFormat::Text => self.say(report, &mut lines),
            CheckFormat::Sarif => {
                let known = |d: &Diagnostic| !new.contains(d);
                raw(&diagnostics::sarif(&report.found, known, &mut lines))
            }
            CheckFormat::Github => raw(&new.iter().map(|d| diagnostics::github(d, &mut lines)).collect::<String>()),
            _ => table(&listing::diagnostics(new, &mut lines, self.wiki.as_deref()), self.format.table()),
        }
    }

    /// Returns [`Failure::Found`] if a finding is as severe as `--fail-on`, the settings file or the default say.
    fn verdict(&self, found: impl IntoIterator<Item = Severity>, config: &CheckConfig) -> Result<(), Failure> {
        let limit = match (self.fail_on, config.fail_on.as_deref()) {
            (Some(FailOn::Error), _) => Some(Severity::Error),
            (Some(FailOn::Note), _) => Some(Severity::Note),
            (Some(FailOn::Never), _) => None,
            (Some(FailOn::Warning), _) | (None, None) => Some(Severity::Warning),
            (None, Some(word)) => match level(word) {
                Some(Level::At(severity)) => Some(severity),
                _ => None,
            },
        };
        let fails = found.into_iter().any(|severity| limit.is_some_and(|limit| severity <= limit));
        if fails { Err(Failure::Found) } else { Ok(()) }
    }

    /// Applies `--select`, `--ignore` and `--severity` to the findings. Returns a predicate that tests whether a
    /// finding is selected, for findings that are added later.
    pub(super) fn rules_of(
        &self,
        found: &mut Vec<Diagnostic>,
        config: &CheckConfig,
    ) -> Result<impl Fn(&Diagnostic) -> bool + use<>, Failure> {
        let select: Vec<String> = if self.select.is_empty() { config.select.clone() } else { self.select.clone() };
        let ignore: Vec<String> = config.ignore.iter().chain(&self.ignore).cloned().collect();
        for name in select.iter().chain(&ignore) {
            if !check::is_known(name) && !found.iter().any(|d| d.rule == *name) {
                return Err(unknown_rule(name));
            }
        }
        let mut severities: Vec<(String, Level)> =
            config.severity.iter().filter_map(|(rule, word)| Some((rule.clone(), level(word)?))).collect();
        for pair in &self.severity {
            let (rule, word) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(level) = level(word) else {
                let message = format!("'{pair}' does not give a severity; write RULE=error, warning, note or off");
                return Err(Failure::Usage(message));
            };
            if !check::is_known(rule) {
                return Err(unknown_rule(rule));
            }
            severities.push((rule.to_string(), level));
        }
        let only = move |d: &Diagnostic| {
            (select.is_empty() || select.iter().any(|s| *s == d.rule)) && !ignore.iter().any(|s| *s == d.rule)
        };
        found.retain(&only);
        for (rule, level) in severities {
            match level {
                Level::At(level) => found.iter_mut().filter(|d| d.rule == rule).for_each(|d| d.severity = level),
                Level::Off => found.retain(|d| d.rule != rule),
            }
        }
        Ok(only)
    }

    fn known(&self, config: &CheckConfig) -> Result<(Baseline, PathBuf), Failure> {
        let Some(path) = self.baseline.as_ref().or(config.baseline.as_ref()) else {
            return Ok((Baseline::default(), PathBuf::new()));
        };
        let name = path.display().to_string();
        let text = source::read_plain(path).map_err(|e| {
            Failure::Input(format!("cannot read the baseline '{name}': {e}; create it with --write-baseline {name}"))
        })?;
        Baseline::read(&text).map(|baseline| (baseline, path.clone())).map_err(|e| {
            Failure::Input(format!("'{name}' is not a baseline file: {e}; create one with --write-baseline"))
        })
    }

    fn say(&self, report: &Report, lines: &mut Lines) -> Result<(), Failure> {
        let (found, known, unread) = (&report.new, report.found.len() - report.new.len(), report.unread);
        let width = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(140);
        for d in found {
            let link = self.wiki.as_deref().and_then(|wiki| diagnostics::link(d, lines, wiki));
            styled(&diagnostics::text(
                d,
                lines.of(d).as_deref(),
                lines.mending(d).as_ref(),
                link.as_deref(),
                Look { colour: true, width },
            ))?;
        }
        let count = |s| found.iter().filter(|d| d.severity == s).count();
        let painted = |s: Severity, style: Style| {
            let said = counted(count(s), s.label());
            if count(s) > 0 { style.paint(&said) } else { said }
        };
        text(&format!(
            "{}, {}, {}{}",
            painted(Severity::Error, Style::Error),
            painted(Severity::Warning, Style::Warning),
            counted(count(Severity::Note), "note"),
            if known > 0 { format!("; {known} known from the baseline") } else { String::new() }
        ))?;
        if unread > 0 && !self.unread {
            let read = if unread == 1 { "1 value".to_string() } else { format!("{unread} values") };
            text(&format!("no rule reads {read}; --unread lists them"))?;
        }
        Ok(())
    }

    fn say_claims(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open_quietly(Palette::default())?;
        let (graph, facts) = (data.graph()?, data.facts()?);
        let judged = claims::judge(&graph, &facts);
        match self.format {
            CheckFormat::Text => {}
            CheckFormat::Sarif | CheckFormat::Github => {
                let message = "--claims can be written only as text, csv, json or markdown; for other formats use the rule 'claim-contradicted', which reports the claims that are wrong";
                return Err(Failure::Usage(message.into()));
            }
            _ => {
                table(&listing::claims(&graph, &judged), self.format.table())?;
                return self.claims_verdict(&judged, input);
            }
        }
        for claim in &judged {
            let (mark, style) = match claim.verdict {
                claims::ClaimVerdict::Confirmed => ("confirmed", Style::Heading),
                claims::ClaimVerdict::Contradicted => ("contradicted", Style::Error),
                claims::ClaimVerdict::Unknown => ("unknown", Style::Quiet),
            };
            let place = format!("{}:{}", claim.citation.file, claim.citation.line);
            text(&format!("{place}: {}[{}]: {}", style.paint(mark), claim.claim.kind(), claim.says))?;
            text(&format!("    {}", Style::Quiet.paint(&format!("| {}", claim.citation.quote))))?;
            text(&format!("    {}", claim.because))?;
            for id in claim.evidence.iter().take(3) {
                let citation = graph.citation(*id);
                let quote: String = citation.quote.chars().take(120).collect();
                text(&format!("    {}", Style::Quiet.paint(&format!("{citation}: {quote}"))))?;
            }
        }
        let count = |v| judged.iter().filter(|j| j.verdict == v).count();
        text(&format!(
            "\n{} claims: {} confirmed, {} contradicted, {} unknown",
            judged.len(),
            count(claims::ClaimVerdict::Confirmed),
            count(claims::ClaimVerdict::Contradicted),
            count(claims::ClaimVerdict::Unknown)
        ))?;
        self.claims_verdict(&judged, input)
    }

    /// Returns [`Failure::Found`] if a claim is contradicted and warnings fail the run.
    fn claims_verdict(&self, judged: &[claims::Judged<'_>], input: &Input) -> Result<(), Failure> {
        let contradicted = judged.iter().filter(|j| j.verdict == claims::ClaimVerdict::Contradicted);
        self.verdict(contradicted.map(|_| Severity::Warning), &input.config()?.check)
    }
}
