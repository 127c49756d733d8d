//! `hustings identity`.

use super::exit::Failure;
use super::input::Input;
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::identity::Verdict;
use hustings::view::listing;

/// Who is who: names joined to one person, near names kept apart, and why
///
/// Names are joined within one office's series only: by a table's list of names, by the same name but for diacritics and
/// hyphens, by spelling, by initials. The same name in an unrelated series is 'unsure' and stays apart. Write
/// same = [["A", "B"]] or different = [["A", "B"]] in a TOML file and give it with --people to decide yourself; take the
/// line out to undo it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings identity Rabin
  hustings identity --verdict unsure
  hustings identity --people people.toml")]
pub(super) struct Identity {
    /// A name, or a part of one
    name: Option<String>,
    /// Only this verdict: same, unsure or different
    #[arg(long)]
    verdict: Option<String>,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

impl Identity {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let loaded = input.load()?;
        let verdict = match self.verdict.as_deref() {
            None => None,
            Some("same") => Some(Verdict::Same),
            Some("unsure") => Some(Verdict::Unsure),
            Some("different") => Some(Verdict::Different),
            Some(other) => {
                return Err(Failure::Usage(format!("'{other}' is no verdict; use same, unsure or different")));
            }
        };
        let wanted = self.name.as_deref().map(hustings::wikitext::fold);
        let of_name = |name: &str| wanted.as_ref().is_none_or(|w| hustings::wikitext::fold(name).contains(w));
        let people: Vec<_> = loaded.graph.people().iter().filter(|p| p.spellings.iter().any(|s| of_name(s))).collect();
        if let (true, Some(name)) = (people.is_empty(), &self.name) {
            loaded.person(name)?;
        }
        let judged = loaded.graph.judgements().iter();
        let found =
            judged.filter(|j| verdict.is_none_or(|v| v == j.verdict) && (of_name(&j.name_a) || of_name(&j.name_b)));
        let rows = listing::judgements(found);
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        if self.name.is_some() {
            for person in people {
                text(&format!("{}: {}", person.name, person.spellings.join(", ")))?;
            }
            text("")?;
        }
        if rows.is_empty() {
            return text("No join and no near-join.");
        }
        table(&rows.only(&["name_a", "name_b", "verdict", "score", "evidence", "reason"]), self.format)?;
        text(&format!(
            "\n{}",
            Style::Quiet
                .paint("Score: Jaro-Winkler similarity of the folded names. --people FILE overrides a verdict.")
        ))
    }
}
