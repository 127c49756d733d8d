//! `hustings dynasties`.

use super::exit::Failure;
use super::input::{Input, heading, one};
use super::output::{FormatArg, Style, table, text};
use clap::{Args, ValueEnum};
use hustings::analysis::dynasties::{self, Holder, Relative, Share};
use hustings::analysis::ties::{ABSENCE, body_key};
use hustings::dataset::Need;
use hustings::graph::{Node, OfficeId, PoliticalGraph};
use hustings::view::listing::tie_in_words;
use hustings::view::words::counted;
use hustings::view::{Cell, Table};
use hustings::wikitext::fold_title;
use std::collections::BTreeSet;

/// Find families in office: the share of holders whose kin held office before, by decade, party and length of tenure
///
/// A holder counts as one with kin in office if a relative at most two stated kinships away (a brother's son, a husband's
/// father) came into any office of the data before. Families are people whom stated kinships join, marriages included; a
/// common surname alone makes none. With --by length the question is turned: whether those who stayed long have kin who
/// came into office later (Dal Bó, Dal Bó and Snyder 2009).
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings dynasties                                          all offices
  hustings dynasties \"House of Representatives\" --from pages/ --by decade
  hustings dynasties --format csv                             each holder with the first relative in office")]
pub(super) struct Dynasties {
    /// An office, the body of its seats, or the party whose office it is; all offices if left out
    body: Option<String>,
    /// What to show [default: families and decades in a table, else the holders]
    #[arg(long, value_enum)]
    by: Option<By>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t = FormatArg::Table)]
    format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Each holder with the first relative in office before
    Holder,
    /// The families with two or more in office
    Family,
    /// The share with kin in office before, by the decade of the first tenure
    Decade,
    /// The share with kin in office before, by party
    Party,
    /// The share with kin in office later, by the years in office
    Length,
}

/// Returns the offices that a name means: one office, or all seats of a body.
pub(super) fn offices_of(graph: &PoliticalGraph, name: &str) -> Result<BTreeSet<OfficeId>, Failure> {
    let has_body = |office: &str| is_of_body(office, name);
    let seats: BTreeSet<OfficeId> = graph.offices().iter().filter(|o| has_body(&o.name)).map(|o| o.id).collect();
    if !seats.is_empty() {
        return Ok(seats);
    }
    one("office or body", name, graph.find_office(name), |id| graph.office(id).name.clone())
        .map(|id| BTreeSet::from([id]))
}

/// Returns true if an office is a seat of the body that a name means, or has that name itself.
pub(super) fn is_of_body(office: &str, name: &str) -> bool {
    let (key, body) = (fold_title(name), body_key(office));
    body == key
        || body.strip_prefix("member of ").is_some_and(|b| fold_title(b) == key || b.ends_with(&format!(" {key}")))
}

impl Dynasties {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let data = input.open()?;
        let loaded = input.part(&data, &Need::All)?;
        let graph = &loaded.graph;
        let offices = self.body.as_deref().map(|name| offices_of(graph, name)).transpose()?.unwrap_or_default();
        let holders = dynasties::holders(graph, &offices);
        if !self.format.is_for_people() {
            return table(&Self::rows(graph, &holders, self.by.unwrap_or(By::Holder)), self.format);
        }
        let with_kin = holders.iter().filter(|h| h.has_kin).count();
        let before = holders.iter().filter(|h| h.before.is_some()).count();
        if holders.is_empty() {
            return text(&format!("No tenure in {} has a year.", loaded.origin));
        }
        text(&heading(&format!(
            "{} with a dated tenure; {before} of them had kin in office before ({:.1}%)",
            counted(holders.len(), "holder"),
            100.0 * before as f64 / holders.len() as f64
        )))?;
        let shown = self.by.map_or(vec![By::Family, By::Decade], |by| vec![by]);
        for by in shown {
            let rows = Self::rows(graph, &holders, by);
            if rows.is_empty() {
                text("No family with two in office is stated.")?;
            } else {
                table(&rows, self.format)?;
            }
            text("")?;
        }
        let known = format!(
            "Sources state kin of {with_kin} of {} ({:.1}%). {ABSENCE}",
            counted(holders.len(), "holder"),
            100.0 * with_kin as f64 / holders.len() as f64
        );
        text(&Style::Quiet.paint(&known))
    }

    fn rows(graph: &PoliticalGraph, holders: &[Holder], by: By) -> Table {
        match by {
            By::Holder => of_holders(graph, holders),
            By::Family => of_families(graph, holders),
            By::Decade => of_shares(&dynasties::by_decade(holders), "decade", "with_kin_before"),
            By::Party => of_shares(&dynasties::by_party(graph, holders), "party", "with_kin_before"),
            By::Length => of_shares(&dynasties::by_length(holders), "length", "with_kin_later"),
        }
    }
}

/// Returns how the relative is related, from the holder on: "father", or "brother of father".
fn kinship(graph: &PoliticalGraph, holder: &Holder, relative: &Relative) -> String {
    let mut at = Node::Person(holder.person);
    let words: Vec<String> = relative
        .through
        .iter()
        .map(|id| {
            let tie = graph.tie(*id);
            let said = tie_in_words(tie, at);
            at = tie.other(at).unwrap_or(at);
            said.split(',').next().unwrap_or_default().to_string()
        })
        .collect();
    words.into_iter().rev().collect::<Vec<_>>().join(" of ")
}

fn of_holders(graph: &PoliticalGraph, holders: &[Holder]) -> Table {
    let mut rows = Table::new(&[
        "person",
        "office",
        "year",
        "years_in_office",
        "relative",
        "kinship",
        "relative_office",
        "relative_year",
        "person_id",
        "relative_id",
    ]);
    for holder in holders {
        let relative = holder.before.as_ref();
        rows.push(vec![
            Cell::text(&graph.person(holder.person).name),
            Cell::text(&graph.office(holder.office).name),
            Cell::year(Some(holder.year)),
            Cell::year(holder.length),
            relative.map_or(Cell::Empty, |r| Cell::text(&graph.person(r.person).name)),
            relative.map_or(Cell::Empty, |r| Cell::text(kinship(graph, holder, r))),
            relative.map_or(Cell::Empty, |r| Cell::text(&graph.office(r.office).name)),
            Cell::year(relative.map(|r| r.year)),
            Cell::text(&graph.person(holder.person).stable_id),
            relative.map_or(Cell::Empty, |r| Cell::text(&graph.person(r.person).stable_id)),
        ]);
    }
    rows
}

fn of_families(graph: &PoliticalGraph, holders: &[Holder]) -> Table {
    let mut rows = Table::new(&["family", "members", "first_year", "last_year", "people"]);
    let year = |person| holders.iter().find(|h| h.person == person).map(|h| h.year);
    for family in dynasties::families(graph, holders) {
        let named = family.members.iter().map(|p| {
            let office = holders.iter().find(|h| h.person == *p).map(|h| graph.office(h.office).name.as_str());
            let name = &graph.person(*p).name;
            match (office, year(*p)) {
                (Some(office), Some(year)) => format!("{name} ({office}, {year})"),
                _ => name.clone(),
            }
        });
        rows.push(vec![
            Cell::text(&family.name),
            Cell::count(family.members.len()),
            Cell::year(family.members.first().and_then(|p| year(*p))),
            Cell::year(family.members.last().and_then(|p| year(*p))),
            Cell::List(named.collect()),
        ]);
    }
    rows
}

fn of_shares(shares: &[Share], group: &'static str, with_kin: &'static str) -> Table {
    let mut rows = Table::new(&[group, "holders", with_kin, "percent", "odds"]);
    for share in shares {
        rows.push(vec![
            Cell::text(&share.group),
            Cell::count(share.holders),
            Cell::count(share.with_kin),
            Cell::Number(share.percent(), 1),
            share.odds().map_or(Cell::Empty, |odds| Cell::Number(odds, 3)),
        ]);
    }
    rows
}
