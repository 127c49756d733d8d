//! `hustings network`.

use super::exit::Failure;
use super::input::{Input, heading, one};
use super::output::{FormatArg, Style, table, text, warn};
use super::tied_network;
use super::ties::kind;
use clap::{Args, ValueEnum};
use hustings::analysis::network::Network;
use hustings::analysis::network::holes;
use hustings::analysis::network::offices::Careers;
use hustings::analysis::network::pagerank::Defeats;
use hustings::analysis::network::profile::{Choice, MOST_EXACT, Profile};
use hustings::analysis::rivals;
use hustings::analysis::ties::ABSENCE;
use hustings::dataset::{Dataset, Need};
use hustings::facts::TieKind;
use hustings::graph::OfficeId;
use hustings::graph::PersonId;
use hustings::graph::returns::Returns;
use hustings::view::words::many;
use hustings::view::{Cell, Table};
use hustings::wikitext::number::grouped;

/// Measure positions in the network of rivals: PageRank, betweenness, cores, components, communities
///
/// Two people are linked if they met in a contest. PageRank uses the graph with an arrow from each loser to each person
/// whom the contest elected (damping 0.85), so whoever beats people who beat others ranks high.
///
/// The betweenness of a person is the sum, over all pairs of other people, of the share of their shortest chains of
/// rivals that pass through the person. It is exact up to 5,000 people. Above that it is estimated from --sources
/// people drawn at random, with its standard error.
///
/// The core of a person is the largest k such that the person belongs to a group in which each member has at least k
/// rivals within the group. Communities are groups whose members meet each other more often than chance would explain
/// (Louvain with refinement).
///
/// With --relation the network is one of stated ties instead. It also has each person's constraint (Burt 1992): small for
/// those whose contacts are not tied to each other.
///
/// With --by office the nodes are offices. Two offices are linked if somebody stood for one directly after the other,
/// and PageRank uses these moves.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings network                                     the overview, and who ranks highest
  hustings network --measure betweenness --top 10
  hustings network --office \"Israeli Labor Party\"      the network of one office's contests
  hustings network --by office --from world.db
  hustings network --relation kin --from pages/
  hustings network --relation member-of --backbone --pairs --from pages/
  hustings network --relation ties --brokerage --from pages/
  hustings network --from world.db --format csv > people.csv")]
pub(super) struct NetworkCommand {
    /// The measure to sort by
    ///
    /// Betweenness is computed only if it is named here, or if the network has at most 1,000 nodes.
    #[arg(long, value_enum, default_value_t = Measure::Pagerank)]
    measure: Measure,
    /// What joins people: having met in a contest, any stated tie, or ties of one kind, such as kin or served-under
    ///
    /// With member-of, two people are joined once for each committee or caucus of both.
    #[arg(long, value_name = "RELATION", default_value = "rivals", value_parser = relation)]
    relation: Relation,
    /// The nodes of the network: people or offices
    #[arg(long, value_enum, default_value_t = By::Person)]
    by: By,
    /// Use only contests for this office
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// With --relation member-of: keep only pairs who share more groups than chance explains, at this level [default: .05]
    ///
    /// The stochastic degree sequence model (Neal 2014) draws people into groups at random, with as many memberships for each
    /// person and as many members for each group, on average, as there are. A pair is kept if as many shared groups or
    /// more have a lower probability than the level. The probability is exact; it is not corrected for the number of pairs.
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "0.05", value_parser = level)]
    backbone: Option<f64>,
    /// With ties: list the pairs instead of the people
    #[arg(long, conflicts_with = "brokerage")]
    pairs: bool,
    /// With ties: how often each person stands between two others who are not tied directly, by the parties of the three
    ///
    /// Roles are those of Gould and Fernandez (1989). A coordinator stands between two of the own party, an itinerant broker
    /// between two of one other party, a gatekeeper between somebody else and one of the own party, a representative between
    /// one of the own party and somebody else, a liaison between two other parties. Ties lead from their first end to the
    /// second; kin and shared groups lead both ways. People whose party is not known are left out.
    #[arg(long, conflicts_with = "backbone")]
    brokerage: bool,
    /// Show only members of this component; 1 is the largest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    component: Option<u32>,
    /// Show only the first N rows [default: 20 in a table, else all]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// The number of nodes, drawn at random, from which betweenness is estimated
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(2..))]
    sources: u32,
    /// The random seed of the communities and of the sample; the same seed gives the same result
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// People who beat those who beat others; with --by office, offices that careers lead to
    Pagerank,
    /// People on the shortest chains between others
    Betweenness,
    /// People deep in the dense part of the network
    Core,
    /// The number of rivals; with --by office, of other offices that careers link to it
    Degree,
    /// The number of meetings; with --by office, of moves
    Strength,
    /// The largest components first
    Component,
    /// The largest communities first
    Community,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Person,
    Office,
}

/// What joins two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Rivals,
    Ties,
    Kind(TieKind),
}

fn level(text: &str) -> Result<f64, String> {
    let level = text.parse().ok().filter(|level| *level > 0.0 && *level < 1.0);
    level.ok_or_else(|| "a level is a number between 0 and 1, such as 0.05".into())
}

fn relation(text: &str) -> Result<Relation, String> {
    match text {
        "rivals" => Ok(Relation::Rivals),
        "ties" => Ok(Relation::Ties),
        other => kind(other).map(Relation::Kind).map_err(|e| format!("neither rivals nor ties, and {e}")),
    }
}

/// The nodes of the network with their measures.
struct Nodes {
    profile: Profile,
    /// The number of each node's person or office in the data, which gives its name.
    number: Vec<u32>,
    /// The moves to and from each office. Empty for people.
    flow: Vec<(u32, u32)>,
    /// The number of contests or ties that the network is made from.
    contests: usize,
    /// The constraint of each node, for networks of ties.
    constraint: Option<Vec<Option<f64>>>,
}

impl NetworkCommand {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        if self.relation != Relation::Rivals {
            return self.of_ties(&data);
        }
        if self.brokerage || self.pairs || self.backbone.is_some() {
            let message = "--backbone, --pairs and --brokerage are about ties; add --relation ties or one kind, such as member-of";
            return Err(Failure::Usage(message.into()));
        }
        let mut returns = data.returns(input.include_annulled)?;
        if let Some(name) = &self.office {
            let part = data.part(&Need::Offices(name))?;
            let found = part.graph.find_office(name);
            let office = one("office", name, found, |id| part.graph.office(id).name.clone())?;
            returns = returns.of_office(Some(part.office_number(office)));
        }
        let nodes = self.nodes(&returns);
        let rows = self.rows(&nodes);
        let names = self.names(&data, rows.iter().map(|n| nodes.number[*n as usize]))?;
        self.say(&nodes, &rows, &names)
    }

    /// Answers for the network of ties.
    fn of_ties(&self, data: &Dataset) -> Result<(), Failure> {
        if self.by == By::Office || self.office.is_some() {
            return Err(Failure::Usage("--by office and --office are for the network of rivals".into()));
        }
        let kind = if let Relation::Kind(kind) = self.relation { Some(kind) } else { None };
        if self.brokerage {
            let roles = tied_network::brokerage(data, kind)?;
            return tied_network::say_brokerage(
                &roles,
                self.component.is_none().then_some(self.top).flatten(),
                self.format,
            );
        }
        let mut found = tied_network::gather(data, kind)?;
        let mut said = None;
        if let Some(level) = self.backbone {
            if kind != Some(TieKind::MemberOf) {
                let message = "--backbone is about shared groups; add --relation member-of";
                return Err(Failure::Usage(message.into()));
            }
            let backbone = tied_network::Kept::of(&found, level);
            said = Some(backbone.say());
            if self.pairs {
                return tied_network::say_pairs(data, &found, Some(&backbone), self.top, self.format);
            }
            found = found.only(|a, b| backbone.keeps(a, b));
        }
        if self.pairs {
            return tied_network::say_pairs(data, &found, None, self.top, self.format);
        }
        let network = found.network();
        let choice = self.choice(network.nodes());
        let constraint = Some(holes::constraint(&network));
        let contests = found.pairs.iter().map(|(.., n)| *n as usize).sum();
        let profile = Profile::of(network, &found.directed(), choice);
        let nodes = Nodes { profile, number: found.people, flow: Vec::new(), contests, constraint };
        let rows = self.rows(&nodes);
        let names = self.names(data, rows.iter().map(|n| nodes.number[*n as usize]))?;
        self.say(&nodes, &rows, &names)?;
        match said.filter(|_| self.format.is_for_people()) {
            Some(said) => text(&Style::Quiet.paint(&said)),
            None => Ok(()),
        }
    }

    fn choice(&self, nodes: usize) -> Choice {
        Choice {
            betweenness: self.measure == Measure::Betweenness || nodes <= MOST_EXACT / 5,
            sources: self.sources as usize,
            seed: self.seed,
        }
    }

    /// Returns the names of people or offices by their numbers.
    fn names(&self, data: &Dataset, numbers: impl Iterator<Item = u32>) -> Result<Vec<String>, Failure> {
        let numbers = numbers.map(|n| n as usize);
        match self.by {
            By::Person => Ok(data.names_of_people(&numbers.map(PersonId::from_index).collect::<Vec<_>>())?),
            By::Office => Ok(data.names_of_offices(&numbers.map(OfficeId::from_index).collect::<Vec<_>>())?),
        }
    }

    fn nodes(&self, returns: &Returns) -> Nodes {
        let contests = returns.contests();
        match self.by {
            By::Person => {
                let (tallies, left_out) = rivals::tallies(returns);
                if !left_out.is_empty() {
                    warn(&format!(
                        "{} contests of so many candidates that their pairs are too many are left out of the network; 'rivals' names \
                         them",
                        left_out.len()
                    ));
                }
                let network = Network::of_rivals(returns, &tallies);
                let choice = self.choice(network.nodes());
                let number = (0..returns.people() as u32).map(|n| returns.person(n)).collect();
                let profile = Profile::of(network, &Defeats::of(returns), choice);
                Nodes { profile, number, flow: Vec::new(), contests, constraint: None }
            }
            By::Office => {
                let careers = Careers::of(returns);
                let network = careers.network();
                let choice = self.choice(network.nodes());
                let profile = Profile::of(network, &careers.directed(), choice);
                Nodes { profile, flow: careers.flow(), number: careers.offices, contests, constraint: None }
            }
        }
    }

    /// Returns the nodes to show, in order.
    fn rows(&self, nodes: &Nodes) -> Vec<u32> {
        let profile = &nodes.profile;
        let component = |n: u32| profile.components.group[n as usize];
        let mut rows: Vec<u32> =
            (0..nodes.number.len() as u32).filter(|n| self.component.is_none_or(|c| component(*n) + 1 == c)).collect();
        let rank = |n: u32| (profile.rank[n as usize] * 1e18) as u128;
        let key = |n: u32| -> (u128, u128) {
            let i = n as usize;
            match self.measure {
                Measure::Pagerank => (rank(n), 0),
                Measure::Betweenness => {
                    (profile.betweenness.as_ref().map_or(0, |b| (b.value[i] * 1e3) as u128), rank(n))
                }
                Measure::Core => (profile.core[i].into(), rank(n)),
                Measure::Degree => (profile.network.degree(n) as u128, rank(n)),
                Measure::Strength => (profile.strength(n).into(), rank(n)),
                Measure::Component => (u128::from(u32::MAX - component(n)), rank(n)),
                Measure::Community => (u128::from(u32::MAX - profile.communities.partition.group[i]), rank(n)),
            }
        };
        // Ties are broken by the numbers, which follow the order of names.
        rows.sort_by_cached_key(|n| (std::cmp::Reverse(key(*n)), nodes.number[*n as usize]));
        let top = self.top.unwrap_or(if self.format.is_for_people() { 20 } else { usize::MAX });
        rows.truncate(top);
        rows
    }

    fn say(&self, nodes: &Nodes, rows: &[u32], names: &[String]) -> Result<(), Failure> {
        let profile = &nodes.profile;
        let count = profile.components.sizes.len();
        if let Some(wanted) = self.component.filter(|c| *c as usize > count) {
            return Err(Failure::NoSuchName(format!("there is no component {wanted}; there are {count}")));
        }
        let shown = self.table_of(nodes, rows, names);
        if !self.format.is_for_people() {
            return table(&shown, self.format);
        }
        let is_ties = self.relation != Relation::Rivals;
        let (what, edges) = match self.by {
            By::Person if is_ties => (["person", "people"], ["tied pair", "tied pairs"]),
            By::Person => (["person", "people"], ["rivalry", "rivalries"]),
            By::Office => {
                (["office", "offices"], ["pair of offices that careers join", "pairs of offices that careers join"])
            }
        };
        let largest = profile.components.sizes.first().copied().unwrap_or(0);
        text(&heading(&format!(
            "{}, {}, from {}",
            many(nodes.number.len(), what[0], what[1]),
            many(profile.network.edges(), edges[0], edges[1]),
            if is_ties { many(nodes.contests, "tie", "ties") } else { many(nodes.contests, "contest", "contests") }
        )))?;
        text(&format!(
            "{}, the largest of {}; {} (modularity {:.3}); deepest core {}\n",
            many(count, "component", "components"),
            grouped(largest as u64),
            many(profile.communities.partition.sizes.len(), "community", "communities"),
            profile.communities.modularity,
            profile.core.iter().max().unwrap_or(&0)
        ))?;
        table(&shown, self.format)?;
        text(&format!("\n{}", Style::Quiet.paint(&self.notes(nodes, rows.len()).join(" "))))
    }

    /// Returns a table with a row for each node to show.
    fn table_of(&self, nodes: &Nodes, rows: &[u32], names: &[String]) -> Table {
        let profile = &nodes.profile;
        let mut columns = match self.by {
            By::Person if nodes.constraint.is_some() => vec!["person", "tied_to", "ties"],
            By::Person => vec!["person", "rivals", "meetings"],
            By::Office => vec!["office", "joined", "moves_in", "moves_out"],
        };
        columns.extend(["pagerank", "core", "component", "community"]);
        if let Some(betweenness) = &profile.betweenness {
            columns.push("betweenness");
            if !betweenness.error.is_empty() {
                columns.push("betweenness_error");
            }
        }
        if nodes.constraint.is_some() {
            columns.push("constraint");
        }
        let mut shown = Table::new(&columns);
        for (node, name) in rows.iter().zip(names) {
            let i = *node as usize;
            let mut row = vec![Cell::text(name), Cell::count(profile.network.degree(*node))];
            match self.by {
                By::Person => row.push(Cell::count(profile.strength(*node) as usize)),
                By::Office => {
                    let (to, from) = nodes.flow[i];
                    row.extend([Cell::count(to as usize), Cell::count(from as usize)]);
                }
            }
            row.extend([
                Cell::Number(profile.rank[i], 8),
                Cell::count(profile.core[i] as usize),
                Cell::count(profile.components.group[i] as usize + 1),
                Cell::count(profile.communities.partition.group[i] as usize + 1),
            ]);
            if let Some(betweenness) = &profile.betweenness {
                row.push(Cell::Number(betweenness.value[i], 1));
                row.extend(betweenness.error.get(i).map(|e| Cell::Number(*e, 1)));
            }
            if let Some(constraint) = &nodes.constraint {
                row.push(constraint[i].map_or(Cell::Empty, |value| Cell::Number(value, 9)));
            }
            shown.push(row);
        }
        shown
    }

    /// Returns notes on what the figures mean and how many nodes are shown.
    fn notes(&self, nodes: &Nodes, shown: usize) -> Vec<String> {
        let mut notes = vec![match self.by {
            By::Person if nodes.constraint.is_some() => {
                format!(
                    "PageRank on ties from their first end to the second, damping .85; constraint is Burt's. {ABSENCE}"
                )
            }
            By::Person => "PageRank on defeats, damping .85; meetings count contests.".to_string(),
            By::Office => "PageRank on moves from one office to the next, damping .85.".to_string(),
        }];
        if nodes.profile.betweenness.as_ref().is_some_and(|b| !b.error.is_empty()) {
            notes.push(format!("Betweenness is estimated from {} sources.", self.sources));
        }
        if shown < nodes.number.len() && self.component.is_none() {
            notes.push(format!("{} of {} shown; --top changes the number.", shown, grouped(nodes.number.len() as u64)));
        }
        notes
    }
}
