//! `hustings check`.

use super::exit::Failure;
use super::input::{Input, facts_of, stored_count};
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::check::{self, Diagnostic, Severity};
use hustings::graph::file::FileError;
use hustings::view::listing;

/// What disagrees: within an article, between articles, with arithmetic
///
/// Errors and warnings make the exit status 1; notes do not. A number called 'about' or 'roughly' may be off by 5%, a
/// share by its rounding.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings check --from articles/
  hustings check --from my.toml --format json
  hustings check --rules")]
pub(super) struct Check {
    /// List every infobox field, column or item that no rule reads
    #[arg(long)]
    unread: bool,
    /// Only these rules
    #[arg(long, value_name = "RULE")]
    select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE")]
    ignore: Vec<String>,
    /// List the rules and what each finds
    #[arg(long)]
    rules: bool,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

impl Check {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        if self.rules {
            let width = check::ALL.iter().map(|r| r.name.len()).max().unwrap_or(0);
            for rule in check::ALL {
                text(&format!("{:width$}  {:7}  {}", rule.name, rule.severity.label(), rule.finds))?;
            }
            return Ok(());
        }
        let (mut found, unread, count) = match input.file()? {
            // The build checked the graph already.
            Some(file) => {
                let read = |e: FileError| Failure::Input(e.to_string());
                let findings = file.findings().map_err(read)?.into_iter().map(Diagnostic::of_finding).collect();
                let count = stored_count(&file, "unread").map_err(read)?;
                let facts = if self.unread { Some(facts_of(&file)?) } else { None };
                (findings, facts.map(|f| check::unread(&f)).unwrap_or_default(), count)
            }
            None => {
                let loaded = input.load_quietly()?;
                let unread = if self.unread { check::unread(&loaded.facts) } else { Vec::new() };
                (loaded.findings(), unread, loaded.facts.unread.len())
            }
        };
        for name in self.select.iter().chain(&self.ignore) {
            if !check::ALL.iter().any(|r| r.name == name) && !found.iter().any(|d| d.rule == *name) {
                return Err(Failure::Usage(format!("there is no rule '{name}'; 'hustings check --rules' lists them")));
            }
        }
        found.retain(|d| {
            (self.select.is_empty() || self.select.iter().any(|s| *s == d.rule))
                && !self.ignore.iter().any(|s| *s == d.rule)
        });
        found.extend(unread);
        if self.format.is_for_people() {
            self.say(&found, count)?;
        } else {
            table(&listing::diagnostics(&found), self.format)?;
        }
        if found.iter().any(|d| d.severity < Severity::Note) { Err(Failure::Found) } else { Ok(()) }
    }

    fn say(&self, found: &[Diagnostic], unread: usize) -> Result<(), Failure> {
        for d in found {
            let place = if d.line > 0 { format!("{}:{}", d.file, d.line) } else { d.file.to_string() };
            let severity = match d.severity {
                Severity::Error => Style::Error.paint("error"),
                Severity::Warning => Style::Warning.paint("warning"),
                Severity::Note => Style::Quiet.paint("note"),
            };
            let subject = if d.subject.is_empty() { String::new() } else { format!("{}: ", d.subject) };
            text(&format!("{place}: {severity}[{}]: {subject}{}", d.rule, d.message))?;
            if !d.quote.is_empty() {
                text(&format!("    {}", Style::Quiet.paint(&format!("| {}", d.quote))))?;
            }
            if d.rule == "conflicting-sources" && !d.message.contains(" or ") {
                text(&format!("    {}", Style::Quiet.paint(&format!("| {}", d.values.join(" or ")))))?;
            }
        }
        let count = |s| found.iter().filter(|d| d.severity == s).count();
        let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        if !found.is_empty() {
            text("")?;
        }
        text(&format!(
            "{}, {}, {}",
            plural(count(Severity::Error), "error"),
            plural(count(Severity::Warning), "warning"),
            plural(count(Severity::Note), "note")
        ))?;
        if unread > 0 && !self.unread {
            text(&format!("{} read by no rule; --unread lists them", plural(unread, "value")))?;
        }
        Ok(())
    }
}
