//! `hustings factions`.

use super::dynasties::{is_of_body, offices_of};
use super::exit::Failure;
use super::input::{Input, heading};
use super::output::{FormatArg, Style, table, text};
use clap::Args;
use hustings::analysis::factions::{Factions, Scope, Sign, Why};
use hustings::analysis::ties::ABSENCE;
use hustings::dataset::Need;
use hustings::graph::{Lookup, PersonId, PoliticalGraph};
use hustings::store::Light;
use hustings::view::words::{counted, many};
use hustings::view::{Cell, Table};

/// Show the groups in the signed network of a party or a body: who stands with whom, who against whom, and how balanced it is
///
/// Two people are rivals if they stood in the same contest, or if one declined or withdrew an endorsement of the other.
/// They are allies if one endorsed the other, stood on the other's ticket, worked for the other or was their deputy, or if
/// both sit in one caucus or faction. Of a pair with signs of both kinds the majority counts.
///
/// Balance is measured three ways (compared in Aref and Wilson 2018): the share of triangles without a contradiction
/// (Cartwright and Harary 1956), tr e^A ÷ tr e^|A| over all closed walks (Estrada and Benzi 2014), and the frustration
/// index, the least number of pairs that contradict a division into two sides (Aref, Mason and Wilson 2020); it is exact
/// for components of at most 22 people besides those with one link. The sides are those of that division.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings factions \"Israeli Labor Party\"
  hustings factions \"Labour Party (UK)\" --year 1980 --window 10
  hustings factions --from pages/ --format csv            each person with side, allies and rivals")]
pub(super) struct FactionsCommand {
    /// A party, an office or the body of its seats; everybody if left out
    party: Option<String>,
    /// Only contests up to this year, and ties that held then
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// The number of years, up to --year, whose contests count
    #[arg(long, value_name = "YEARS", default_value_t = 4, value_parser = clap::value_parser!(i32).range(1..=1000), requires = "year")]
    window: i32,
    /// List the signs between people instead of the people
    #[arg(long)]
    signs: bool,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
}

/// The largest number of people and changes that are shown to people.
const SHOWN: usize = 30;

impl FactionsCommand {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let wanted = Light { candidacies: true, tenures: true, names: true, ties: true };
        // Of a body, its own people are enough; of a party, whoever stood for it anywhere.
        let offices = match &self.party {
            Some(name) if !data.is_party(name)? => data.offices_where(|office| is_of_body(office, name))?,
            _ => Vec::new(),
        };
        let need = if offices.is_empty() { Need::Light(wanted) } else { Need::Field(&offices) };
        let loaded = input.part(&data, &need)?;
        let graph = &loaded.graph;
        let scope = self.scope(graph, input.include_annulled)?;
        let found = Factions::of(graph, &scope);
        let rows = if self.signs { signs(graph, &found.signs) } else { people(graph, &found) };
        if !self.format.is_for_people() {
            return table(&rows, self.format);
        }
        if found.people.is_empty() {
            return text(&format!("Nobody in {} stood against or for anybody in this scope. {ABSENCE}", loaded.origin));
        }
        self.say(graph, &found, &rows)
    }

    fn scope(&self, graph: &PoliticalGraph, include_annulled: bool) -> Result<Scope, Failure> {
        let years = self.year.map(|year| (year - self.window + 1, year));
        let scope = Scope { years, include_annulled, ..Scope::default() };
        self.party.as_ref().map_or(Ok(scope.clone()), |name| scope_of(graph, name, scope))
    }

    fn say(&self, graph: &PoliticalGraph, found: &Factions, rows: &Table) -> Result<(), Failure> {
        let allies = found.network.edges.iter().filter(|(_, _, positive)| *positive).count();
        let rivals = found.network.edges.len() - allies;
        text(&heading(&format!(
            "{}: {} and {}",
            counted(found.people.len(), "person"),
            many(allies, "pair of allies", "pairs of allies"),
            many(rivals, "pair of rivals", "pairs of rivals")
        )))?;
        let balance = &found.balance;
        let triangles = match balance.triangles {
            0 => "no triangle".to_string(),
            n => format!("{} of {} balanced", balance.balanced, many(n as usize, "triangle", "triangles")),
        };
        let walks = balance.walks.map_or_else(|| "too large for walks".to_string(), |w| format!("walks {w:.6}"));
        let bound = if balance.is_exact { "" } else { "at most " };
        text(&format!(
            "Balance: {triangles}; {walks}; frustration {bound}{} of {}.\n",
            balance.frustration,
            many(found.network.edges.len(), "pair", "pairs")
        ))?;
        table(&rows.first(SHOWN), self.format)?;
        if !found.changes.is_empty() && !self.signs {
            text(&format!("\n{}", heading("Changed sides")))?;
            for change in found.changes.iter().take(SHOWN) {
                text(&format!("  {}; {}", said(graph, &change.before), said(graph, &change.after)))?;
            }
        }
        let mut notes = Vec::new();
        let shown = rows.rows().len().min(SHOWN);
        if rows.rows().len() > SHOWN {
            notes.push(format!("{shown} of {} rows shown; --format csv has all.", rows.rows().len()));
        }
        if found.even > 0 {
            notes.push(format!(
                "{} with as many friendly as hostile signs left out.",
                many(found.even, "pair", "pairs")
            ));
        }
        if found.left_out > 0 {
            notes.push(format!("{} of too many candidates left out.", counted(found.left_out, "contest")));
        }
        notes.push(ABSENCE.to_string());
        text(&format!("\n{}", Style::Quiet.paint(&notes.join(" "))))
    }
}

/// Narrows a scope to the party, the office or the body that a name means.
pub(super) fn scope_of(graph: &PoliticalGraph, name: &str, mut scope: Scope) -> Result<Scope, Failure> {
    if let Lookup::One(party) = graph.find_party(name) {
        scope.party = Some(party);
        scope.offices = graph.offices().iter().filter(|o| o.party == Some(party)).map(|o| o.id).collect();
    } else {
        scope.offices = offices_of(graph, name)?;
    }
    Ok(scope)
}

fn name(graph: &PoliticalGraph, person: PersonId) -> &str {
    &graph.person(person).name
}

fn why(graph: &PoliticalGraph, sign: &Sign) -> String {
    match sign.why {
        Why::Rivals(contest) => graph.contest(contest).title.clone(),
        Why::Tie(id) => {
            let tie = &graph.ties()[id];
            let stance = tie.stance.filter(|_| !tie.is_positive()).map(|s| format!(" ({})", s.label()));
            format!(
                "{} {}{} {}",
                graph.label_of(tie.from),
                tie.kind.label(),
                stance.unwrap_or_default(),
                graph.label_of(tie.to)
            )
        }
        Why::Caucus(id) => graph.groups()[id].name.clone(),
        _ => String::new(),
    }
}

fn said(graph: &PoliticalGraph, sign: &Sign) -> String {
    let word = if sign.positive { "allies" } else { "rivals" };
    let year = sign.year.map(|y| format!("{y}: ")).unwrap_or_default();
    format!("{year}{} and {} {word} ({})", name(graph, sign.a), name(graph, sign.b), why(graph, sign))
}

fn people(graph: &PoliticalGraph, found: &Factions) -> Table {
    let mut rows = Table::new(&["person", "component", "side", "allies", "rivals", "contradictions", "person_id"]);
    let mut count = vec![[0_usize; 3]; found.people.len()];
    for (a, b, positive) in &found.network.edges {
        let wrong = (found.balance.side[*a as usize] == found.balance.side[*b as usize]) != *positive;
        for node in [a, b] {
            count[*node as usize][usize::from(!*positive)] += 1;
            count[*node as usize][2] += usize::from(wrong);
        }
    }
    let mut order: Vec<usize> = (0..found.people.len()).collect();
    order.sort_by_key(|at| {
        let all = count[*at][0] + count[*at][1];
        (found.component[*at], found.balance.side[*at], std::cmp::Reverse(all), found.people[*at])
    });
    for at in order {
        let person = graph.person(found.people[at]);
        rows.push(vec![
            Cell::text(&person.name),
            Cell::count(found.component[at] as usize + 1),
            Cell::text(if found.balance.side[at] { "B" } else { "A" }),
            Cell::count(count[at][0]),
            Cell::count(count[at][1]),
            Cell::count(count[at][2]),
            Cell::text(&person.stable_id),
        ]);
    }
    rows
}

fn signs(graph: &PoliticalGraph, all: &[Sign]) -> Table {
    let mut rows = Table::new(&["person_a", "person_b", "sign", "year", "why", "id_a", "id_b"]);
    for sign in all {
        rows.push(vec![
            Cell::text(name(graph, sign.a)),
            Cell::text(name(graph, sign.b)),
            Cell::text(if sign.positive { "ally" } else { "rival" }),
            Cell::year(sign.year),
            Cell::text(why(graph, sign)),
            Cell::text(&graph.person(sign.a).stable_id),
            Cell::text(&graph.person(sign.b).stable_id),
        ]);
    }
    rows
}
