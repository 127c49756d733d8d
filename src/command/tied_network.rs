//! The parts of `hustings network` that only ties have: the backbone, pairs, and brokerage.

use super::exit::Failure;
use super::output::{FormatArg, Style, table, text, warn};
use hustings::analysis::network::backbone::{Backbone, backbone};
use hustings::analysis::network::brokerage::{Roles, brokerage as roles_of, party_of};
use hustings::analysis::network::tied::{LARGEST_GROUP, Tied};
use hustings::analysis::ties::ABSENCE;
use hustings::dataset::Dataset;
use hustings::facts::TieKind;
use hustings::graph::{PartyId, PersonId, Tie};
use hustings::view::words::{counted, many};
use hustings::view::{Cell, Table};
use hustings::wikitext::number::grouped;
use std::collections::BTreeMap;

/// The number of rows that people see at first.
const FIRST: usize = 20;

/// Returns true if a tie belongs to the network of a kind, or of all kinds.
fn belongs(tie: &Tie, kind: Option<TieKind>) -> bool {
    // Groups have so many pairs that they would hide all other ties.
    kind.map_or(tie.kind != TieKind::MemberOf, |kind| tie.kind == kind)
}

/// Gathers the network of the ties of a kind, or of all kinds but memberships.
pub(super) fn gather(data: &Dataset, kind: Option<TieKind>) -> Result<Tied, Failure> {
    let ties = data.ties()?;
    let found = Tied::of(ties.iter().filter(|tie| belongs(tie, kind)));
    if found.left_out > 0 {
        let groups = many(found.left_out, "group", "groups");
        warn(&format!("{groups} of more than {LARGEST_GROUP} members tell nobody apart; they are left out"));
    }
    Ok(found)
}

/// The pairs of a network with what chance makes of them.
pub(super) struct Kept {
    backbone: Backbone,
    at: BTreeMap<(u32, u32), usize>,
    level: f64,
}

impl Kept {
    pub(super) fn of(tied: &Tied, level: f64) -> Self {
        let backbone = backbone(tied.people.len(), &tied.groups);
        let at = backbone.pairs.iter().enumerate().map(|(i, pair)| ((pair.a, pair.b), i)).collect();
        if backbone.error > 1e-6 {
            warn(&format!(
                "the model fits the numbers of memberships only to {:.1e}; probabilities near the level are not certain",
                backbone.error
            ));
        }
        Self { backbone, at, level }
    }

    /// Returns true if a pair shares more groups than chance explains.
    pub(super) fn keeps(&self, a: u32, b: u32) -> bool {
        self.at.get(&(a, b)).is_some_and(|at| self.backbone.pairs[*at].p < self.level)
    }

    pub(super) fn say(&self) -> String {
        let kept = self.backbone.pairs.iter().filter(|pair| pair.p < self.level).count();
        format!(
            "Backbone at {}: {} of {} pairs share more groups than chance explains (stochastic degree sequence model, Neal 2014).",
            self.level,
            grouped(kept as u64),
            grouped(self.backbone.pairs.len() as u64)
        )
    }
}

/// Lists the pairs of a network: those of the backbone, if there is one.
pub(super) fn say_pairs(
    data: &Dataset,
    tied: &Tied,
    backbone: Option<&Kept>,
    top: Option<usize>,
    format: FormatArg,
) -> Result<(), Failure> {
    let chance = |a: u32, b: u32| backbone.and_then(|kept| kept.at.get(&(a, b)).map(|at| kept.backbone.pairs[*at]));
    let mut pairs: Vec<&(u32, u32, u32)> =
        tied.pairs.iter().filter(|(a, b, _)| backbone.is_none_or(|kept| kept.keeps(*a, *b))).collect();
    pairs.sort_by(|x, y| {
        let p = |pair: &(u32, u32, u32)| chance(pair.0, pair.1).map_or(0.0, |shared| shared.p);
        p(x).total_cmp(&p(y)).then(y.2.cmp(&x.2)).then((x.0, x.1).cmp(&(y.0, y.1)))
    });
    let all = pairs.len();
    pairs.truncate(top.unwrap_or(if format.is_for_people() { FIRST } else { usize::MAX }));
    let ids: Vec<PersonId> = pairs
        .iter()
        .flat_map(|(a, b, _)| [a, b])
        .map(|n| PersonId::from_index(tied.people[*n as usize] as usize))
        .collect();
    let names = data.names_of_people(&ids)?;
    let mut columns = vec!["person_a", "person_b", "ties"];
    if backbone.is_some() {
        columns.extend(["expected", "p_value"]);
    }
    let mut shown = Table::new(&columns);
    for (pair, names) in pairs.iter().zip(names.chunks(2)) {
        let mut row: Vec<Cell> = names.iter().map(Cell::text).collect();
        row.push(Cell::count(pair.2 as usize));
        if let Some(shared) = chance(pair.0, pair.1) {
            row.extend([Cell::Number(shared.expected, 9), Cell::Number(shared.p, 12)]);
        }
        shown.push(row);
    }
    table(&shown, format)?;
    if !format.is_for_people() {
        return Ok(());
    }
    let mut notes: Vec<String> = backbone.map(Kept::say).into_iter().collect();
    if pairs.len() < all {
        notes.push(format!("{} of {} shown; --top changes the number.", pairs.len(), grouped(all as u64)));
    }
    notes.push(ABSENCE.to_string());
    text(&format!("\n{}", Style::Quiet.paint(&notes.join(" "))))
}

/// What stands between whom.
pub(super) struct Brokers {
    /// Name, party and roles of each person who brokers anything, those who broker most first.
    rows: Vec<(String, String, Roles)>,
    /// The number of people of the network whose party is not known.
    unknown: usize,
}

/// Counts the roles of everybody in the network of a kind of tie, or of all kinds but memberships.
pub(super) fn brokerage(data: &Dataset, kind: Option<TieKind>) -> Result<Brokers, Failure> {
    let graph = data.graph()?;
    let ties = || graph.ties().iter().filter(|tie| belongs(tie, kind));
    let tied = Tied::of(ties());
    let both_ways = |(a, b): (u32, u32)| [(a, b), (b, a)];
    let kin = Tied::of(ties().filter(|tie| matches!(tie.kind, TieKind::Kin | TieKind::ServedAlongside)));
    let number = |id: u32| tied.people.binary_search(&id).unwrap_or_default() as u32;
    let mut arrows = tied.arrows.clone();
    arrows.extend(
        kin.arrows
            .iter()
            .flat_map(|(a, b)| both_ways((number(kin.people[*a as usize]), number(kin.people[*b as usize])))),
    );
    if tied.arrows.is_empty() {
        arrows.extend(tied.pairs.iter().flat_map(|(a, b, _)| both_ways((*a, *b))));
    }
    let person = |n: usize| PersonId::from_index(tied.people[n] as usize);
    let parties: Vec<Option<PartyId>> = (0..tied.people.len()).map(|n| party_of(&graph, person(n))).collect();
    let groups: Vec<Option<u32>> = parties.iter().map(|party| party.map(|p| p.index() as u32)).collect();
    let found = roles_of(&arrows, &groups);
    let party = |n: usize| parties[n].map_or(String::new(), |party| graph.party(party).name.clone());
    let of = |(n, roles): (usize, &Roles)| (graph.person(person(n)).name.clone(), party(n), *roles);
    let mut rows: Vec<_> = found.iter().enumerate().filter(|(_, roles)| roles.total() > 0).map(of).collect();
    rows.sort_by_key(|(name, _, roles)| (std::cmp::Reverse(roles.total()), name.clone()));
    Ok(Brokers { rows, unknown: groups.iter().filter(|group| group.is_none()).count() })
}

/// Lists who brokers how much.
pub(super) fn say_brokerage(brokers: &Brokers, top: Option<usize>, format: FormatArg) -> Result<(), Failure> {
    let columns = ["person", "party", "coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"];
    let mut shown = Table::new(&columns);
    let most = top.unwrap_or(if format.is_for_people() { FIRST } else { usize::MAX });
    for (name, party, roles) in brokers.rows.iter().take(most) {
        let counts =
            [roles.coordinator, roles.itinerant, roles.gatekeeper, roles.representative, roles.liaison, roles.total()];
        let mut row = vec![Cell::text(name), Cell::text(party)];
        row.extend(counts.map(Cell::Whole));
        shown.push(row);
    }
    table(&shown, format)?;
    if !format.is_for_people() {
        return Ok(());
    }
    let mut notes = vec![format!(
        "{} between others (Gould and Fernandez 1989, by party).",
        many(brokers.rows.len(), "person stands", "people stand")
    )];
    if brokers.unknown > 0 {
        notes.push(format!(
            "The party of {} is not known; their triads are left out.",
            counted(brokers.unknown, "tied person")
        ));
    }
    notes.push(ABSENCE.to_string());
    text(&format!("\n{}", Style::Quiet.paint(&notes.join(" "))))
}
