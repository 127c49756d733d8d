//! `hustings path`.

use super::exit::Failure;
use super::input::{Input, Loaded, heading};
use super::output::{FormatArg, table, text};
use clap::{Args, ValueEnum};
use hustings::analysis::path::{self, Step, Steps};
use hustings::graph::returns::Returns;
use hustings::graph::{Lookup, PersonId, PoliticalGraph, TenureId};
use hustings::store::{Evidence, FileError, GraphFile};
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
        let (loaded, chains) = match input.file()? {
            Some(file) => self.of_file(input, file)?,
            None => {
                let loaded = input.load()?;
                let (a, b) = self.ends(&loaded)?;
                let returns = Returns::of(&loaded.graph, input.include_annulled);
                let chains = self.chains(&returns, a, b, || Ok(path::successions(&loaded.graph).collect()))?;
                (loaded, chains)
            }
        };
        let (a, b) = self.ends(&loaded)?;
        let mut found: Vec<Vec<Step>> = Vec::new();
        if matches!(self.by, None | Some(By::Succession)) {
            self.succession(&loaded, a, b, &mut found)?;
        }
        if self.by != Some(By::Succession) {
            self.contests(&loaded.graph, a, b, &chains)?;
            found.extend(chains.paths);
        }
        if self.format.is_for_people() { Ok(()) } else { table(&listing::path(&loaded.graph, &found), self.format) }
    }

    fn ends(&self, loaded: &Loaded) -> Result<(PersonId, PersonId), Failure> {
        let (a, b) = (loaded.person(&self.a)?, loaded.person(&self.b)?);
        if a == b {
            return Err(Failure::Usage(format!("both names are {}", loaded.graph.person(a).name)));
        }
        Ok((a, b))
    }

    /// The paths by contests, or by either, with how many people each end reaches where there is none.
    fn chains(
        &self,
        returns: &Returns,
        a: PersonId,
        b: PersonId,
        successions: impl FnOnce() -> Result<Vec<(PersonId, PersonId, TenureId)>, Failure>,
    ) -> Result<Chains, Failure> {
        if self.by == Some(By::Succession) {
            return Ok(Chains::default());
        }
        let by_contests = Steps::by_contests(returns);
        let paths = if self.by == Some(By::Either) {
            Steps::by_contests(returns).with_successions(successions()?).shortest(a, b, usize::from(self.k))
        } else {
            by_contests.shortest(a, b, usize::from(self.k))
        };
        let reach = if paths.is_empty() { [by_contests.reach(a), by_contests.reach(b)] } else { [0, 0] };
        Ok(Chains { paths, reach })
    }

    /// The same from a graph file: paths from its columns, then the rows that they name.
    fn of_file(&self, input: &Input, file: GraphFile) -> Result<(Loaded, Chains), Failure> {
        let read = |e: FileError| Failure::Input(e.to_string());
        let mut selection = file.around_people(&[&self.a, &self.b]).map_err(read)?;
        selection.evidence = Evidence::None;
        let names = file.names_only(&selection).map_err(read)?;
        let number = |name: &str| match names.graph.find_person(name) {
            Lookup::One(id) => Some(PersonId::from_index(names.person_number(id) as usize)),
            _ => None,
        };
        let (a, b, file) = match (number(&self.a), number(&self.b)) {
            (Some(a), Some(b)) if a != b => {
                // Contests serve to tell namesakes apart, and there are none.
                selection.contests.clear();
                (a, b, file)
            }
            _ => {
                let loaded = input.part(file, Some(&selection))?;
                let (a, b) = self.ends(&loaded)?;
                let Some((file, part)) = loaded.file else { return Ok((loaded, Chains::default())) };
                let number = |id| PersonId::from_index(part.person_number(id) as usize);
                (number(a), number(b), file)
            }
        };
        if self.by.is_none() || self.by == Some(By::Succession) {
            selection = file.around_successions(&selection).map_err(read)?;
        }
        let returns = file.incidence(input.include_annulled).map_err(read)?;
        let mut chains = self.chains(&returns, a, b, || file.successions().map_err(read))?;
        for step in chains.paths.iter().flatten() {
            selection.people.extend([step.from.index() as u32, step.to.index() as u32]);
            match step.by {
                path::By::Contest(id) => selection.titles.insert(id.index() as u32),
                path::By::Succession(id) => selection.tenures.insert(id.index() as u32),
            };
        }
        let loaded = input.part(file, Some(&selection))?;
        if let Some((_, part)) = &loaded.file {
            let here = |p: PersonId| part.person_id(p.index() as u32).unwrap_or(p);
            for step in chains.paths.iter_mut().flatten() {
                (step.from, step.to) = (here(step.from), here(step.to));
                step.by = match step.by {
                    path::By::Contest(id) => path::By::Contest(part.contest_id(id.index() as u32).unwrap_or(id)),
                    path::By::Succession(id) => path::By::Succession(part.tenure_id(id.index() as u32).unwrap_or(id)),
                };
            }
        }
        Ok((loaded, chains))
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

    fn contests(&self, graph: &PoliticalGraph, a: PersonId, b: PersonId, chains: &Chains) -> Result<(), Failure> {
        if !self.format.is_for_people() {
            return Ok(());
        }
        let name = |p: PersonId| &graph.person(p).name;
        let paths = &chains.paths;
        let by = if self.by == Some(By::Either) { "By either" } else { "By contests" };
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
            let circle = |p, n| match n {
                0 => format!("{} stood against nobody", name(p)),
                n => format!("{} reaches {n} people", name(p)),
            };
            let [near_a, near_b] = chains.reach;
            let reason = format!("{} and {}, and no contest joins the two.", circle(a, near_a), circle(b, near_b));
            text(&format!("{} {reason}", heading(&format!("{by}: no way;"))))?;
        }
        Ok(())
    }
}

/// The paths found, and how many people each end reaches where there is none.
#[derive(Default)]
struct Chains {
    paths: Vec<Vec<Step>>,
    reach: [usize; 2],
}
