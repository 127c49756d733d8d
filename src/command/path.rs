//! `hustings path`.

use super::exit::Failure;
use super::input::{Input, heading};
use super::output::{FormatArg, table, text};
use clap::{Args, ValueEnum};
use hustings::analysis::path::{self, Step, Steps};
use hustings::analysis::ties::{self, ABSENCE};
use hustings::dataset::{Dataset, Need};
use hustings::facts::TieKind;
use hustings::graph::{Lookup, PersonId, PoliticalGraph, Tie};
use hustings::store::{Part, RowSelection};
use hustings::view::listing;
use hustings::view::words::counted;

/// Find the path from one person to another: by succession, by shared contests, by ties, or by any of these
///
/// A path by succession names every holder in between, with the contest through which each one came. A path by contests
/// is a shortest chain of people who stood against each other. A path by ties follows what sources state of kin, of those
/// who served under others, of endorsements and the like, in either direction. If there is no path, the answer says how far it gets.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings path \"Golda Meir\" \"Yair Golan\"
  hustings path Attlee Starmer --by contests -k 3
  hustings path Attlee Starmer --by any                 the shortest chain of whatever kind
  hustings path Pelosi Obama --by served --year 2010 --from pages/")]
pub(super) struct Path {
    /// The person where the path begins
    a: String,
    /// The person where the path ends
    b: String,
    /// The kind of steps [default: one path by succession, and paths by contests]
    #[arg(long, value_enum)]
    by: Option<By>,
    /// Take only ties that held in this year, and those without dates
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// The number of paths, the shortest first
    #[arg(short, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    k: u16,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// One person followed the other in an office
    Succession,
    /// Two people stood in the same contest
    Contests,
    /// A mixture of both, in either direction
    Either,
    /// A stated tie between the two, of any kind
    Ties,
    /// One is kin of the other
    Kin,
    /// One served under the other, beside them or as their deputy
    Served,
    /// Ties, shared contests and successions
    Any,
}

impl By {
    /// Returns true if such a path may take ties of this kind.
    fn takes(self, kind: TieKind) -> bool {
        match self {
            Self::Ties | Self::Any => true,
            Self::Kin => kind == TieKind::Kin,
            Self::Served => {
                matches!(kind, TieKind::ServedUnder | TieKind::DeputyOf | TieKind::ServedAlongside | TieKind::WorkedFor)
            }
            Self::Succession | Self::Contests | Self::Either => false,
        }
    }

    /// Returns how headings name it.
    const fn heading(self) -> &'static str {
        match self {
            Self::Succession => "By succession",
            Self::Contests => "By contests",
            Self::Either => "By either",
            Self::Ties => "By ties",
            Self::Kin => "By kin",
            Self::Served => "By service",
            Self::Any => "By any",
        }
    }
}

impl Path {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let ends = self.ends(input, &data)?;
        let mut chains = self.chains(&data, ends, input.include_annulled)?;
        let mut rows = RowSelection::of_people(&ends);
        if self.is_by(By::Succession) {
            rows.careers.clone_from(&rows.people);
        }
        for step in chains.paths.iter().flatten() {
            rows.people.extend([step.from.index() as u32, step.to.index() as u32]);
            match step.by {
                path::By::Contest(id) => rows.titles.insert(id.index() as u32),
                path::By::Succession(id) => rows.tenures.insert(id.index() as u32),
                path::By::Tie(id) => rows.ties.insert(id.index() as u32),
            };
        }
        let part = data.part(&Need::Rows(&rows))?;
        chains.paths.iter_mut().flatten().for_each(|step| *step = in_part(&part, step));
        let [a, b] = ends.map(|p| part.person_id(p.index() as u32).unwrap_or(p));
        let mut found: Vec<Vec<Step>> = Vec::new();
        if self.is_by(By::Succession) {
            self.succession(&part.graph, a, b, &mut found)?;
        }
        if self.by != Some(By::Succession) {
            self.contests(&part.graph, a, b, &chains)?;
            found.extend(chains.paths);
        }
        if self.format.is_for_people() { Ok(()) } else { table(&listing::path(&part.graph, &found), self.format) }
    }

    /// Returns true if the user asked for paths of this kind, or for no kind in particular.
    fn is_by(&self, by: By) -> bool {
        self.by.is_none_or(|own| own == by)
    }

    /// Returns the two people that the names mean, as numbers of the whole data.
    fn ends(&self, input: &Input, data: &Dataset) -> Result<[PersonId; 2], Failure> {
        let names = [self.a.as_str(), self.b.as_str()];
        let called = data.part(&Need::Called(&names))?;
        let number = |part: &Part, id| PersonId::from_index(part.person_number(id) as usize);
        let ends = match names.map(|name| called.graph.find_person(name)) {
            [Lookup::One(a), Lookup::One(b)] => [a, b].map(|id| number(&called, id)),
            // The message names the candidates with their qualifiers, which need more of the data.
            _ => {
                let part = input.part(data, &Need::People(&names))?;
                [part.person(&self.a)?, part.person(&self.b)?].map(|id| number(&part, id))
            }
        };
        if ends[0] == ends[1] {
            let name = data.names_of_people(&ends[..1])?.join("");
            return Err(Failure::Usage(format!("both names mean {name}; name two different people")));
        }
        Ok(ends)
    }

    /// Returns the paths by contests or by either. If there are none, counts the people that each end reaches.
    fn chains(&self, data: &Dataset, [a, b]: [PersonId; 2], include_annulled: bool) -> Result<Chains, Failure> {
        if self.by == Some(By::Succession) {
            return Ok(Chains::default());
        }
        let returns = data.incidence(include_annulled)?;
        let by = self.by.unwrap_or(By::Contests);
        let mut steps = Steps::by_contests(&returns);
        if matches!(by, By::Ties | By::Kin | By::Served) {
            steps = steps.without_contests();
        }
        if by.takes(TieKind::Kin) || by == By::Served {
            let all = data.ties()?;
            let whole = self.year.map(|year| data.graph().map(|graph| (graph, year))).transpose()?;
            let held = |tie: &Tie| whole.as_ref().is_none_or(|(graph, year)| ties::held_in(graph, tie, *year));
            let taken = all.iter().filter(|tie| by.takes(tie.kind) && held(tie));
            steps = steps.with_ties(taken.filter_map(|tie| tie.people().map(|[from, to]| (from, to, tie.id))));
        }
        if matches!(by, By::Either | By::Any) {
            steps = steps.with_successions(data.successions()?);
        }
        let paths = steps.shortest(a, b, usize::from(self.k));
        let reach = if paths.is_empty() { [steps.reach(a), steps.reach(b)] } else { [0, 0] };
        Ok(Chains { paths, reach })
    }

    fn succession(
        &self,
        graph: &PoliticalGraph,
        a: PersonId,
        b: PersonId,
        found: &mut Vec<Vec<Step>>,
    ) -> Result<(), Failure> {
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
                            "from {} the chain of the office '{office}' ends at {}{until}.",
                            name(a),
                            name(last.person)
                        )
                    }
                };
                let back = path::by_succession(graph, b, a).map(|s| s.len()).ok();
                let back = back
                    .map(|n| format!(" The other way round, {} leads to {} in {n} steps.", name(b), name(a)))
                    .unwrap_or_default();
                text(&format!("{} {reason}{back}\n", heading("By succession: no path;")))?;
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
        let own = self.by.unwrap_or(By::Contests);
        let by = own.heading();
        let of_contests = matches!(own, By::Contests | By::Either);
        for (i, steps) in paths.iter().enumerate() {
            let which = if paths.len() > 1 { format!(", path {}", i + 1) } else { String::new() };
            let steps_said = counted(steps.len(), "step");
            text(&heading(&format!("{by}{which}: {steps_said} from {} to {}", name(a), name(b))))?;
            table(
                &listing::path(graph, std::slice::from_ref(steps))
                    .only(&["step", "from", "to", "by", "contest", "date"]),
                self.format,
            )?;
            text("")?;
        }
        if paths.is_empty() {
            let circle = |p, n| match n {
                0 if of_contests => format!("{} stood against nobody", name(p)),
                0 => format!("no such step leads from {}", name(p)),
                n => format!("{} reaches {n} people", name(p)),
            };
            let [near_a, near_b] = chains.reach;
            let reason = format!(
                "{} and {}, and no chain {}connects the two.",
                circle(a, near_a),
                circle(b, near_b),
                if of_contests { "of contests " } else { "" }
            );
            let reason = if of_contests { reason } else { format!("{reason} {ABSENCE}") };
            text(&format!("{} {reason}", heading(&format!("{by}: no path;"))))?;
        }
        Ok(())
    }
}

/// Converts a step from numbers of the whole data to ids of a part.
fn in_part(part: &Part, step: &Step) -> Step {
    let here = |p: PersonId| part.person_id(p.index() as u32).unwrap_or(p);
    let by = match step.by {
        path::By::Contest(id) => path::By::Contest(part.contest_id(id.index() as u32).unwrap_or(id)),
        path::By::Succession(id) => path::By::Succession(part.tenure_id(id.index() as u32).unwrap_or(id)),
        path::By::Tie(id) => path::By::Tie(part.tie_id(id.index() as u32).unwrap_or(id)),
    };
    Step { from: here(step.from), to: here(step.to), by }
}

/// The paths by contests or by either.
#[derive(Default)]
struct Chains {
    paths: Vec<Vec<Step>>,
    /// The number of people that each end reaches by contests. Zero if there are paths.
    reach: [usize; 2],
}
