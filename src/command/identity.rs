//! `hustings identity`.

use super::destination::write;
use super::exit::Failure;
use super::input::{Input, Loaded};
use super::output::{FormatArg, Style, note, table, text};
use clap::{Args, ValueEnum};
use hustings::dataset::Need;
use hustings::identity::{Evidence, Judgement, Overrides, Subject, Verdict};
use hustings::view::{linking, listing, matching, people};
use hustings::wikitext::fold;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Show who is who: names joined to one person, similar names kept apart, and why
///
/// Within the contests and tenures of one office, two names are joined if a table lists them as names of one person, or
/// if they differ only in diacritics and hyphens. Names that differ in spelling, short forms, initials or word order
/// are joined if the years, the parties and how common the names are support it. Two people who stood against each
/// other, or who have two pages of one wiki, are never joined.
///
/// The same name in unrelated offices is joined only if both were born on one day; or if the years fit and either one
/// article means both, or the name is rare and the party or the year of birth is the same. Otherwise the verdict is 'unsure', and the two stay apart. Parties, offices and
/// contests are judged in the same way.
///
/// To decide yourself, write same = [["A", "B"]] or different = [["A", "B"]] in a TOML file, or under [name] a line "A"
/// = "The name to show", and give the file with --people. Delete the line to undo the decision. --export writes such a
/// file with all judgements.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings identity Rabin
  hustings identity --unsure --from articles/
  hustings identity --export people.toml && hustings rivals Peres --people people.toml
  hustings identity --match names.csv --format csv
  hustings identity --link names.csv --from world.db --format csv")]
pub(super) struct Identity {
    /// A name, or a part of one
    name: Option<String>,
    /// Show only judgements with this verdict
    #[arg(long, value_enum)]
    verdict: Option<VerdictArg>,
    /// Show only what you should decide, the most consequential first
    ///
    /// The column 'concerns' counts the contests and tenures that would move to another person.
    #[arg(long, conflicts_with = "verdict")]
    unsure: bool,
    /// Write all judgements to an override file, to edit and give with --people; unsure ones are comments
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    #[arg(
        long,
        value_name = "CSV",
        conflicts_with_all = ["export", "verdict", "name"],
        help = "Judge the names of a CSV file instead, from names and years alone. The file has pairs in the columns name_a and \
                name_b, or a list in the columns name and, if known, year"
    )]
    r#match: Option<PathBuf>,
    /// Link each row of a CSV file to a person of the data: by names, years, parties, places, births and ids, as far as there
    /// are such columns
    ///
    /// The columns of the answer are row, name, verdict (same, unsure, none), person, score, id, candidates and reason.
    #[arg(long, value_name = "CSV", conflicts_with_all = ["export", "verdict", "name", "match", "unsure"])]
    link: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

/// A verdict that `--verdict` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerdictArg {
    /// One person
    Same,
    /// Not decided
    Unsure,
    /// Two people
    Different,
}

impl From<VerdictArg> for Verdict {
    fn from(verdict: VerdictArg) -> Self {
        match verdict {
            VerdictArg::Same => Self::Same,
            VerdictArg::Unsure => Self::Unsure,
            VerdictArg::Different => Self::Different,
        }
    }
}

impl Identity {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        if let Some(path) = &self.r#match {
            return self.match_names(path);
        }
        let data = input.open()?;
        let loaded = input.part(&data, &Need::All)?;
        if let Some(path) = &self.link {
            return self.link_rows(path, &loaded);
        }
        if let Some(path) = &self.export {
            let overrides = input.overrides()?.unwrap_or_default();
            return export(path, &loaded, &overrides);
        }
        let wanted = self.name.as_deref().map(fold);
        let of_name = |name: &str| wanted.as_ref().is_none_or(|w| fold(name).contains(w));
        let people: Vec<_> = loaded.graph.people().iter().filter(|p| p.spellings.iter().any(|s| of_name(s))).collect();
        let verdict = self.verdict.map(Verdict::from).or(self.unsure.then_some(Verdict::Unsure));
        let judged = loaded.graph.judgements().iter();
        let found: Vec<&Judgement> = judged
            .filter(|j| verdict.is_none_or(|v| v == j.verdict) && (of_name(&j.name_a) || of_name(&j.name_b)))
            .collect();
        if let (true, true, Some(name)) = (people.is_empty(), found.is_empty(), &self.name) {
            loaded.person(name)?;
        }
        // A link always means its page, so tables for people leave out these joins.
        let quiet = |j: &&Judgement| j.name_a == j.name_b && j.evidence == [Evidence::SamePage];
        let of_page = if self.format.is_for_people() { found.iter().filter(|j| quiet(j)).count() } else { 0 };
        let found: Vec<&Judgement> = found.into_iter().filter(|j| of_page == 0 || !quiet(j)).collect();
        let rows = if self.unsure { people::questions(&loaded.graph, found) } else { listing::judgements(found) };
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        if self.name.is_some() {
            for person in people {
                text(&format!("{}: {}", person.name, person.spellings.join(", ")))?;
            }
            text("")?;
        }
        let pages = |end: &str| match of_page {
            0 => String::new(),
            1 => format!("1 join of the same wiki page in several offices is not listed; --format csv lists it.{end}"),
            n => {
                format!(
                    "{n} joins of the same wiki page in several offices are not listed; --format csv lists them.{end}"
                )
            }
        };
        if rows.is_empty() {
            let said = if of_page > 0 {
                pages("")
            } else {
                "No names were joined, and no similar names were kept apart.".into()
            };
            return text(&said);
        }
        let columns: &[&str] = if self.unsure {
            &["concerns", "name_a", "name_b", "subject", "score", "evidence", "reason", "series"]
        } else {
            &["name_a", "name_b", "verdict", "score", "evidence", "reason"]
        };
        table(&rows.only(columns), self.format)?;
        let about = "Score: 1 means no doubt, 0.5 an even chance. --people FILE overrides verdicts; --export FILE writes such a file to edit.";
        text(&format!("\n{}{}", pages("\n"), Style::Quiet.paint(about)))
    }

    fn match_names(&self, path: &Path) -> Result<(), Failure> {
        let found = matching::of_csv(&path.display().to_string(), &content(path)?);
        self.say(&found.map_err(|e| Failure::Input(e.to_string()))?)
    }

    fn link_rows(&self, path: &Path, loaded: &Loaded<'_>) -> Result<(), Failure> {
        let found = linking::of_csv(&loaded.graph, &path.display().to_string(), &content(path)?);
        self.say(&found.map_err(|e| Failure::Input(e.to_string()))?)
    }

    fn say(&self, found: &matching::Matched) -> Result<(), Failure> {
        table(&found.table, self.format)?;
        note(&found.summary);
        Ok(())
    }
}

/// Reads a list of names.
fn content(path: &Path) -> Result<String, Failure> {
    let failed = |e| Failure::Input(format!("cannot read '{}': {e}", path.display()));
    hustings::source::read_plain(path).map_err(failed)
}

fn export(path: &Path, loaded: &Loaded<'_>, overrides: &Overrides) -> Result<(), Failure> {
    let judged: Vec<&Judgement> = loaded.graph.judgements().iter().collect();
    let written = people::override_file(&loaded.graph, &judged, overrides);
    write(path, written.as_bytes())?;
    let count = |v: Verdict| judged.iter().filter(|j| j.verdict == v).count();
    let subjects: BTreeSet<Subject> = judged.iter().map(|j| j.subject).collect();
    let of: Vec<&str> = subjects.iter().map(|s| s.label()).collect();
    note(&format!(
        "{}: {} judged the same, {} different, {} unsure ({})",
        path.display(),
        count(Verdict::Same),
        count(Verdict::Different),
        count(Verdict::Unsure),
        of.join(", ")
    ));
    Ok(())
}
