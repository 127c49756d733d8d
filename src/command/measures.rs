//! `hustings measures`.

use super::exit::Failure;
use super::input::{Input, one};
use super::output::{FormatArg, Style, table, text};
use super::rivals::say_left_out_of;
use clap::{Args, ValueEnum};
use hustings::analysis::measures::{self, RoundChoice};
use hustings::analysis::strengths::{self, Refusal, Wins};
use hustings::analysis::{elo, rivals, volatility};
use hustings::dataset::Need;
use hustings::graph::returns::Returns;
use hustings::graph::{OfficeId, PersonId, PoliticalGraph};
use hustings::store::Light;
use hustings::view::{Cell, Table, listing};
use hustings::wikitext::Date;
use std::collections::BTreeMap;

/// Measure how contested each contest was: effective number of candidates, margin, winner's share, turnout
///
/// The effective number is 1 / Σ p² over the shares of a round, scaled to add up to one (Laakso and Taagepera 1979).
/// Shares are computed from the votes if the votes of every candidate are known, and are otherwise those that sources
/// give; the column 'denominator' says which. If the votes and shares of a list of candidates prove that it is
/// incomplete, the shares are of the proven total, and the rest counts as one candidate called "others".
///
/// The margin is the lead of the first over the second in the round, and the column `led_by` names the first. If a
/// contest elects several people, it is the lead of the last one elected over the next. Shares and turnout are in per
/// cent, and the margin in percentage points and votes. Turnout is the figure of a source, or else ballots divided by
/// electorate.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings measures \"Israeli Labor Party\"
  hustings measures --round all --format csv
  hustings measures Likud --of strengths --penalised 0.5
  hustings measures --of elo --top 10
  hustings measures --of volatility --from councils.csv")]
pub(super) struct Measures {
    /// An office, or the party whose office it is; all contests if left out
    office: Option<String>,
    /// What to measure
    #[arg(long, value_enum, default_value_t = Of::Contests)]
    of: Of,
    /// Compute penalised strengths, which always exist, for --of strengths; TIMES is 0.5 if left out
    ///
    /// Everybody is assumed to have finished TIMES times ahead of, and TIMES times behind, an extra person of strength
    /// 1. The result depends on TIMES.
    #[arg(long, value_name = "TIMES", num_args = 0..=1, default_missing_value = "0.5")]
    penalised: Option<f64>,
    /// The most points by which one contest can move a rating, for --of elo
    #[arg(long, value_name = "POINTS", default_value_t = 32.0)]
    k: f64,
    /// Show every change by date instead of the final ratings, for --of elo
    #[arg(long)]
    history: bool,
    /// Show only the first N rows of strengths or ratings
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// The rounds of each contest to measure
    #[arg(long, value_enum, default_value_t = Rounds::First)]
    round: Rounds,
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    /// How to write the answer
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rounds {
    First,
    Last,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// How contested each contest was
    Contests,
    /// Bradley–Terry strengths: how strong each person is, from who finished ahead of whom
    Strengths,
    /// Elo ratings, contest by contest in order of date
    Elo,
    /// Pedersen's volatility: how many votes moved between parties from contest to contest
    Volatility,
}

impl Measures {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        if self.penalised.is_some_and(|p| !(p.is_finite() && p > 0.0)) {
            return Err(Failure::Usage("--penalised must be a number above 0".into()));
        }
        if !(self.k.is_finite() && self.k > 0.0) {
            return Err(Failure::Usage("--k must be a number above 0".into()));
        }
        let whole = Light { candidacies: true, names: true, ..Light::default() };
        let need = self.office.as_deref().map_or(Need::Light(whole), Need::Offices);
        let data = input.open()?;
        let loaded = input.part(&data, &need)?;
        let graph = &loaded.graph;
        let office = match &self.office {
            Some(name) => Some(one("office", name, graph.find_office(name), |id| graph.office(id).name.clone())?),
            None => None,
        };
        match self.of {
            Of::Contests => {}
            Of::Strengths => return self.strengths(graph, office, input.include_annulled),
            Of::Elo => return self.elo(graph, office, input.include_annulled),
            Of::Volatility => return self.volatility(graph, office, input.include_annulled),
        }
        let choice = match self.round {
            Rounds::First => RoundChoice::First,
            Rounds::Last => RoundChoice::Last,
            Rounds::All => RoundChoice::All,
        };
        let contests = graph.contests().iter().filter(|c| office.is_none() || c.office == office);
        let documented = contests.filter(|c| c.documented);
        let found: Vec<_> =
            documented.flat_map(|c| measures::of_contest(graph, c, choice, input.include_annulled)).collect();
        let rows = listing::measures(graph, &found);
        // The last columns are for programs that join tables.
        let shown = rows.columns().len() - 4;
        let rows = if self.format.is_for_people() { rows.only(&rows.columns()[..shown]) } else { rows };
        table(&rows, self.format)?;
        if self.format.is_for_people() {
            text(&format!(
                "\n{}",
                Style::Quiet.paint("Effective number: 1 / Σ p² over the shares of the round (Laakso and Taagepera 1979). Shares, margins and turnout in per cent.")
            ))?;
        }
        Ok(())
    }

    fn strengths(&self, graph: &PoliticalGraph, office: Option<OfficeId>, annulled: bool) -> Result<(), Failure> {
        let contests = graph.contests().iter().filter(|c| office.is_none() || c.office == office);
        let (tallies, left_out) = rivals::tallies(&Returns::of_contests(graph, contests, annulled));
        say_left_out_of(graph, &left_out);
        let mut wins = Vec::new();
        for t in &tallies {
            let ties = f64::from(t.meetings - t.ahead_a - t.ahead_b) / 2.0;
            wins.push(Wins { winner: t.a, loser: t.b, times: f64::from(t.ahead_a) + ties });
            wins.push(Wins { winner: t.b, loser: t.a, times: f64::from(t.ahead_b) + ties });
        }
        let found = strengths::fit(&wins, self.penalised).map_err(|refusal| Failure::NoSuchName(match refusal {
            Refusal::Nobody => "no two people met in a contest that counts".to_string(),
            Refusal::NeverBehind(group, others) => {
                let names: Vec<&str> = group.iter().take(3).map(|p| graph.person(*p).name.as_str()).collect();
                let more = if group.len() > 3 { format!(" and {} more", group.len() - 3) } else { String::new() };
                format!(
                    "there are no Bradley-Terry strengths here: {}{more} never finished behind any of the {others} others, or \
                     never met them, so their strengths have no upper limit. Name an office whose people beat one another in a \
                     circle, or give --penalised for a fit that always exists",
                    names.join(", ")
                )
            }
        }))?;
        let column = if self.penalised.is_some() { "penalised_strength" } else { "strength" };
        let mut rows = Table::new(&["person", column, "ahead", "behind"]);
        let mut sums: BTreeMap<PersonId, [f64; 2]> = BTreeMap::new();
        for w in &wins {
            sums.entry(w.winner).or_default()[0] += w.times;
            sums.entry(w.loser).or_default()[1] += w.times;
        }
        for (person, strength) in found.of.iter().take(self.top.unwrap_or(usize::MAX)) {
            let [ahead, behind] = sums.get(person).copied().unwrap_or_default();
            rows.push(vec![
                Cell::text(&graph.person(*person).name),
                Cell::Number(*strength, 6),
                Cell::Number(ahead, 1),
                Cell::Number(behind, 1),
            ]);
        }
        table(&rows, self.format)?;
        if self.format.is_for_people() {
            let how = match self.penalised {
                Some(times) => format!(
                    "Penalised fit: everybody is held to have finished {times} times ahead of, and behind, one more person \
                     of strength 1. "
                ),
                None => String::new(),
            };
            text(&format!(
                "\n{}",
                Style::Quiet.paint(&format!(
                    "{how}A finishes ahead of B with chance a / (a + b); strengths add up to one (Bradley and Terry 1952, \
                     Hunter 2004). Ahead and behind count meetings; ties are halves."
                ))
            ))?;
        }
        Ok(())
    }

    fn elo(&self, graph: &PoliticalGraph, office: Option<OfficeId>, annulled: bool) -> Result<(), Failure> {
        let contests = graph.contests().iter().filter(|c| office.is_none() || c.office == office);
        let counted = contests.clone().filter(|c| c.counts(annulled));
        say_left_out_of(graph, &rivals::too_large(counted).into_iter().collect::<Vec<_>>());
        let changes = elo::history(graph, contests, self.k, annulled);
        let top = self.top.unwrap_or(usize::MAX);
        if self.history {
            let mut rows = Table::new(&["date", "contest", "person", "before", "after"]);
            for c in changes.iter().take(top) {
                rows.push(vec![
                    Cell::date(c.date),
                    Cell::text(&graph.contest(c.contest).title),
                    Cell::text(&graph.person(c.person).name),
                    Cell::Number(c.before, 1),
                    Cell::Number(c.after, 1),
                ]);
            }
            return table(&rows, self.format);
        }
        let mut last: BTreeMap<PersonId, (f64, f64, usize, Option<Date>)> = BTreeMap::new();
        for c in &changes {
            let entry = last.entry(c.person).or_insert((c.after, c.after, 0, None));
            *entry = (c.after, entry.1.max(c.after), entry.2 + 1, c.date);
        }
        let mut order: Vec<_> = last.into_iter().collect();
        order.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
        let mut rows = Table::new(&["person", "rating", "highest", "contests", "last"]);
        for (person, (rating, highest, count, date)) in order.into_iter().take(top) {
            rows.push(vec![
                Cell::text(&graph.person(person).name),
                Cell::Number(rating, 1),
                Cell::Number(highest, 1),
                Cell::count(count),
                Cell::date(date),
            ]);
        }
        table(&rows, self.format)?;
        if self.format.is_for_people() {
            text(&format!(
                "\n{}",
                Style::Quiet.paint(&format!(
                    "Elo ratings (Elo 1978) after the last contest; all start at 1500. A contest of n is n - 1 games for each, \
                     worth {}/(n - 1) points each.",
                    self.k
                ))
            ))?;
        }
        Ok(())
    }

    fn volatility(&self, graph: &PoliticalGraph, office: Option<OfficeId>, annulled: bool) -> Result<(), Failure> {
        let offices = graph.offices().iter().map(|o| o.id).filter(|o| office.is_none_or(|wanted| wanted == *o));
        let mut rows = Table::new(&["office", "contest", "date", "previous", "volatility", "parties", "covered"]);
        for v in offices.flat_map(|o| volatility::of_office(graph, o, annulled)) {
            let contest = graph.contest(v.contest);
            rows.push(vec![
                Cell::text(&graph.office(v.office).name),
                Cell::text(&contest.title),
                Cell::date(contest.date()),
                Cell::text(&graph.contest(v.before).title),
                Cell::share(Some(v.index)),
                Cell::count(v.parties),
                Cell::share(Some(v.covered)),
            ]);
        }
        if rows.is_empty() && self.format.is_for_people() {
            return text("No office has two successive contests with known shares of parties.");
        }
        table(&rows, self.format)?;
        if self.format.is_for_people() {
            text(&format!(
                "\n{}",
                Style::Quiet.paint(
                    "Half the sum of the changes of the parties' shares, in percentage points (Pedersen 1979). Covered: the \
                     share of votes for candidates whose party is known; the others count as one party."
                )
            ))?;
        }
        Ok(())
    }
}
