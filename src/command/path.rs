//! `hustings path`.

use super::exit::Failure;
use super::input::{Input, Loaded, heading};
use super::output::{FormatArg, table, text};
use clap::{Args, ValueEnum};
use hustings::analysis::path::{self, Step, Ways};
use hustings::graph::PersonId;
use hustings::view::listing;

/// How one person leads to another: by succession, by shared contests, or by either
///
/// By succession names every holder between, with the contest that made each. By contests is a shortest chain of people
/// who stood against each other. Where there is no way, the answer says how far it gets.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings path \"Golda Meir\" \"Yair Golan\"
  hustings path Attlee Starmer --by contests -k 3")]
pub(super) struct Path {
    /// From whom
    a: String,
    /// To whom
    b: String,
    /// By what; both succession and contests if left out
    #[arg(long, value_enum)]
    by: Option<By>,
    /// How many paths by contests, shortest first
    #[arg(short, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    k: u16,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// One followed the other in an office
    Succession,
    /// Both stood in a contest
    Contests,
    /// Any mix of the two, in either direction
    Either,
}

impl Path {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let loaded = input.load()?;
        let (a, b) = (loaded.person(&self.a)?, loaded.person(&self.b)?);
        if a == b {
            return Err(Failure::Usage(format!("both names are {}", loaded.graph.person(a).name)));
        }
        let mut found: Vec<Vec<Step>> = Vec::new();
        if matches!(self.by, None | Some(By::Succession)) {
            self.succession(&loaded, a, b, &mut found)?;
        }
        if self.by != Some(By::Succession) {
            let ways = if self.by == Some(By::Either) { Ways::Either } else { Ways::Contests };
            self.contests(&loaded, a, b, ways, input.include_annulled, &mut found)?;
        }
        if self.format.is_for_people() { Ok(()) } else { table(&listing::path(&loaded.graph, &found), self.format) }
    }

    fn succession(&self, loaded: &Loaded, a: PersonId, b: PersonId, found: &mut Vec<Vec<Step>>) -> Result<(), Failure> {
        let graph = &loaded.graph;
        let name = |p: PersonId| &graph.person(p).name;
        match path::by_succession(graph, a, b) {
            Ok(steps) => {
                if self.format.is_for_people() {
                    text(&heading(&format!("By succession: {} steps from {} to {}", steps.len(), name(a), name(b))))?;
                    table(
                        &listing::path(graph, std::slice::from_ref(&steps))
                            .only(&["step", "from", "to", "contest", "date"]),
                        self.format,
                    )?;
                    text("")?;
                }
                found.push(steps);
            }
            Err(miss) if self.format.is_for_people() => {
                let reason = match miss {
                    None => format!("{} held no office.", name(a)),
                    Some(last) => {
                        let last = graph.tenure(last);
                        let office = &graph.office(last.office).name;
                        let until =
                            last.to.best().map_or(String::new(), |d| format!(", whose tenure ended in {}", d.long()));
                        format!(
                            "from {} the chain of the office '{office}' gets as far as {}{until}.",
                            name(a),
                            name(last.person)
                        )
                    }
                };
                let back = path::by_succession(graph, b, a).map(|s| s.len()).ok();
                let back = back
                    .map(|n| format!(" The other way round, {} leads to {} in {n} steps.", name(b), name(a)))
                    .unwrap_or_default();
                text(&format!("{} {reason}{back}\n", heading("By succession: no way;")))?;
            }
            Err(_) => {}
        }
        Ok(())
    }

    fn contests(
        &self,
        loaded: &Loaded,
        a: PersonId,
        b: PersonId,
        ways: Ways,
        annulled: bool,
        found: &mut Vec<Vec<Step>>,
    ) -> Result<(), Failure> {
        let graph = &loaded.graph;
        let name = |p: PersonId| &graph.person(p).name;
        let paths = path::shortest(graph, a, b, ways, usize::from(self.k), annulled);
        if self.format.is_for_people() {
            let by = if ways == Ways::Either { "By either" } else { "By contests" };
            for (i, steps) in paths.iter().enumerate() {
                let which = if paths.len() > 1 { format!(", path {}", i + 1) } else { String::new() };
                let noun = if steps.len() == 1 { "step" } else { "steps" };
                text(&heading(&format!("{by}{which}: {} {noun} from {} to {}", steps.len(), name(a), name(b))))?;
                table(
                    &listing::path(graph, std::slice::from_ref(steps))
                        .only(&["step", "from", "to", "by", "contest", "date"]),
                    self.format,
                )?;
                text("")?;
            }
            if paths.is_empty() {
                let (near_a, near_b) = (path::circle(graph, a, annulled), path::circle(graph, b, annulled));
                let circle = |p, n| match n {
                    0 => format!("{} stood against nobody", name(p)),
                    n => format!("{} reaches {n} people", name(p)),
                };
                let reason = format!("{} and {}, and no contest joins the two.", circle(a, near_a), circle(b, near_b));
                text(&format!("{} {reason}", heading(&format!("{by}: no way;"))))?;
            }
        }
        found.extend(paths);
        Ok(())
    }
}
