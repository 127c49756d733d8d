//! `hustings explain`.

use super::exit::Failure;
use super::output::text;
use clap::{Args, ValueEnum};
use hustings::check;
use hustings::view::diagnostics;

/// Explain a rule of 'check': what it finds, why it matters, an example, and how to silence it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings explain date-conflict
  hustings explain                      # one line for each rule
  hustings explain --all --format markdown > checks.md")]
pub(super) struct Explain {
    /// The name of the rule; one line for each rule if left out
    rule: Option<String>,
    /// Print the whole page of every rule
    #[arg(long, conflicts_with = "rule")]
    all: bool,
    /// The format of the pages
    #[arg(long, value_enum, default_value_t = As::Text)]
    format: As,
}

/// The format of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// For a terminal
    Text,
    /// For a web page
    Markdown,
}

impl Explain {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let page = |rule: &check::Rule| match self.format {
            As::Text => diagnostics::explain(rule),
            As::Markdown => diagnostics::page(rule),
        };
        if let Some(name) = &self.rule {
            if let Some((word, what)) = check::READING.iter().find(|(word, _)| word == name) {
                return text(&format!(
                    "{word} (error)\n\nWhat could not be read: {what}. The message says what to do.\n"
                ));
            }
            let rule = check::ALL.iter().find(|r| r.name == name).ok_or_else(|| unknown_rule(name))?;
            return text(&page(rule));
        }
        if !self.all {
            return list();
        }
        let pages: Vec<String> = check::ALL.iter().map(page).collect();
        match self.format {
            As::Text => text(&pages.join("\n\n")),
            As::Markdown => {
                let reading = check::READING.iter().map(|(word, what)| format!("| `{word}` | {what} |\n"));
                let reading: String = reading.collect();
                text(&format!("{HEAD}\n{}\n{READ}{reading}", pages.join("\n")))
            }
        }
    }
}

/// Prints a line for each rule.
pub(super) fn list() -> Result<(), Failure> {
    let width = check::ALL.iter().map(|r| r.name.len()).max().unwrap_or(0);
    let lines = check::ALL.iter().map(|r| format!("{:width$}  {:7}  {}", r.name, r.severity.label(), r.finds));
    text(&lines.collect::<Vec<_>>().join("\n"))
}

/// The text above the pages of the rules.
const HEAD: &str = "# What `hustings check` finds

Every rule with what it finds, why it matters, an example, and how to silence it: the same text that `hustings explain RULE` prints. Written by
`hustings explain --all --format markdown`; a test holds it to the rules. A rule is silent rather than wrong.
";

/// The text above the table of reading errors.
const READ: &str = "## What could not be read

Errors of reading carry a word in place of a rule's name; `--ignore`, `--severity` and `hustings.toml` take it like one.

| word | what |
|---|---|
";

/// Returns the failure for a name that is no rule. The message suggests the most similar rule.
pub(super) fn unknown_rule(name: &str) -> Failure {
    let hint = check::most_like(name).map_or_else(String::new, |rule| format!(" (did you mean '{rule}'?)"));
    Failure::Usage(format!("there is no rule '{name}'{hint}; 'hustings explain' lists all rules"))
}
