//! `hustings rivals`.

use super::exit::Failure;
use super::input::{Input, Loaded, heading};
use super::output::{FormatArg, Style, table, text, warn};
use clap::Args;
use hustings::analysis::{COUNTING_RULES, rivals};
use hustings::dataset::{Dataset, Need};
use hustings::graph::{ContestId, PersonId, PoliticalGraph};
use hustings::store::RowSelection;
use hustings::view::listing;
use hustings::view::words::say_meetings;
use hustings::wikitext::number::grouped;

/// Show who faced whom, how often, and who won: all pairs, the pairs of one person, or the record of one pair
///
/// A meeting is a contest, not a round, in which both people stood in at least one valid round. 'Won' means elected by
/// that contest. 'Ahead' means finished ahead in the last round in which both stood. Annulled rounds do not count,
/// unless --include-annulled is given. A contest is 'documented' if a source is about it, and 'stated' if sources only
/// mention it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings rivals                       pairs who met at least twice
  hustings rivals Feiglin               everybody one person stood against
  hustings rivals Peres Rabin           the record of two people, with the sentences behind it
  hustings rivals --format csv --min 1  every pair, for a spreadsheet")]
pub(super) struct Rivals {
    /// A person: in any case, without diacritics, or by surname
    a: Option<String>,
    /// A second person
    b: Option<String>,
    /// Show only pairs with at least this many meetings [default: 2 for all pairs in a table, else 1]
    #[arg(long, value_name = "N")]
    min: Option<usize>,
    /// Show only the first N pairs
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

/// The largest number of pairs who met once that are shown where nobody met twice.
const MOST_ONCE: usize = 20;

impl Rivals {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let names: Vec<&str> = self.a.iter().chain(&self.b).map(String::as_str).collect();
        if names.is_empty() {
            return self.all(input, &data);
        }
        let loaded = input.part(&data, &Need::People(&names))?;
        match (&self.a, &self.b) {
            (Some(a), Some(b)) => self.pair(&loaded, loaded.person(a)?, loaded.person(b)?, input.include_annulled),
            _ => {
                let person = loaded.person(names[0])?;
                let found = rivals::of_person(&loaded.graph, person, input.include_annulled);
                self.list(&loaded.graph, found.iter().map(|r| r.tally(&loaded.graph)).collect(), None, 1)
            }
        }
    }

    /// Returns the default of `--min` for all pairs.
    fn least(&self) -> usize {
        if self.format.is_for_people() { 2 } else { 1 }
    }

    /// Prints all pairs, from the returns. Only the names of the pairs to show are read.
    fn all(&self, input: &Input, data: &Dataset) -> Result<(), Failure> {
        let returns = data.returns(input.include_annulled)?;
        let (mut found, left_out) = rivals::tallies(&returns);
        let all = found.len();
        let twice = found.iter().any(|r| r.meetings > 1);
        // Where nobody met twice, those who met once are the answer.
        let min = self.min.unwrap_or(if twice { self.least() } else { 1 });
        found.retain(|r| r.meetings as usize >= min);
        rivals::sort_tallies(&mut found);
        // Of many who met once, the first few are an answer for people.
        let most = if min == 1 && self.min.is_none() && self.format.is_for_people() { MOST_ONCE } else { usize::MAX };
        found.truncate(self.top.unwrap_or(most));
        let rows = RowSelection {
            titles: left_out.iter().map(|c| c.index() as u32).collect(),
            ..RowSelection::of_people(&found.iter().flat_map(|t| [t.a, t.b]).collect::<Vec<_>>())
        };
        let part = data.part(&Need::Rows(&rows))?;
        say_left_out(left_out.iter().filter_map(|c| {
            let here = part.contest_id(c.index() as u32)?;
            Some((part.graph.contest(here).title.clone(), rivals::size(&returns, *c)))
        }));
        let here = |p: PersonId| part.person_id(p.index() as u32).unwrap_or(p);
        found.iter_mut().for_each(|t| (t.a, t.b) = (here(t.a), here(t.b)));
        self.list(&part.graph, found, Some(all), min)
    }

    fn list(
        &self,
        graph: &PoliticalGraph,
        mut found: Vec<rivals::Tally>,
        all: Option<usize>,
        min: usize,
    ) -> Result<(), Failure> {
        let all = all.unwrap_or(found.len());
        let min = self.min.unwrap_or(min);
        found.retain(|r| r.meetings as usize >= min);
        found.truncate(self.top.unwrap_or(usize::MAX));
        let rows = listing::rivalries(graph, &found);
        if rows.is_empty() && self.format.is_for_people() {
            return text(&format!(
                "No pair met {}.",
                if min > 1 {
                    format!("{min} times or more; --min 1 shows pairs who met once")
                } else {
                    "in any contest".into()
                }
            ));
        }
        table(&rows, self.format)?;
        if self.format.is_for_people() {
            let more = if all > found.len() {
                format!("{} of {all} pairs shown; --min and --top change the number. ", found.len())
            } else {
                String::new()
            };
            text(&format!("\n{}", Style::Quiet.paint(&format!("{more}{COUNTING_RULES}"))))?;
        }
        Ok(())
    }

    fn pair(&self, loaded: &Loaded<'_>, a: PersonId, b: PersonId, include_annulled: bool) -> Result<(), Failure> {
        let graph = &loaded.graph;
        if a == b {
            let name = &graph.person(a).name;
            return Err(Failure::Usage(format!(
                "'{}' and '{}' both mean {name}; name two different people",
                self.a.as_deref().unwrap_or(""),
                self.b.as_deref().unwrap_or("")
            )));
        }
        let rivalry = rivals::between(graph, a, b, include_annulled);
        let record = listing::record(graph, &rivalry);
        if !self.format.is_for_people() {
            return table(&record, self.format);
        }
        let (name_a, name_b) = (&graph.person(rivalry.a).name, &graph.person(rivalry.b).name);
        if rivalry.meetings.is_empty() {
            return text(&format!("{name_a} and {name_b} never met in a contest of {}.", loaded.origin));
        }
        text(&heading(&format!(
            "{name_a} (a) and {name_b} (b): {}",
            say_meetings(rivalry.documented(), rivalry.stated())
        )))?;
        let both = match rivalry.both(graph) {
            0 => String::new(),
            n => format!(", both {n}"),
        };
        text(&format!(
            "Elected: {name_a} {}, {name_b} {}{both}. Ahead: {name_a} {}, {name_b} {}.\n",
            rivalry.won(rivalry.a),
            rivalry.won(rivalry.b),
            rivalry.ahead(rivalry.a),
            rivalry.ahead(rivalry.b)
        ))?;
        let shown = ["contest", "date", "round", "votes_a", "share_a", "votes_b", "share_b", "elected", "evidence"];
        table(&record.only(&shown), self.format)?;
        for meeting in &rivalry.meetings {
            text(&format!("\n{}", heading(&graph.contest(meeting.contest).title)))?;
            for id in listing::evidence(graph, meeting.contest, [rivalry.a, rivalry.b]) {
                let citation = graph.citation(id);
                text(&format!(
                    "  {citation} {}",
                    Style::Quiet.paint(&format!("({}) “{}”", citation.confidence.label(), citation.quote))
                ))?;
            }
        }
        text(&format!("\n{}", Style::Quiet.paint(COUNTING_RULES)))
    }
}

/// Warns of contests that are left out of the list of all pairs. Each has a title and a number of candidacies.
pub(super) fn say_left_out(left_out: impl IntoIterator<Item = (String, usize)>) {
    let mut left_out = left_out.into_iter();
    for (title, candidacies) in left_out.by_ref().take(MOST_WARNINGS) {
        warn(&format!(
            "'{title}' has {} candidacies, which make too many pairs; it is left out. Only contests of at most {} candidacies are counted, and \
             in all {} pairs for each candidacy and {} more; 'rivals NAME' counts every contest",
            grouped(candidacies as u64),
            grouped(rivals::MOST_CANDIDATES as u64),
            rivals::PAIRS_A_CANDIDACY,
            grouped(rivals::PAIRS),
        ));
    }
    let more = left_out.count();
    if more > 0 {
        warn(&format!(
            "{} more contests are left out of the pairs because they have too many candidacies",
            grouped(more as u64)
        ));
    }
}

/// The largest number of contests that are named in warnings. The others are counted.
const MOST_WARNINGS: usize = 10;

/// Warns of contests of a graph that are left out of the list of all pairs.
pub(super) fn say_left_out_of(graph: &PoliticalGraph, left_out: &[ContestId]) {
    say_left_out(left_out.iter().map(|c| graph.contest(*c)).map(|c| (c.title.clone(), c.candidacies.len())));
}
