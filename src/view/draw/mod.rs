//! The graph's diagrams: successions, timelines, careers, series of contests, rivalries.

mod card;
mod career;
mod competitiveness;
mod contests;
mod path;
mod rivalries;
mod rivalry;
mod succession;
mod timeline;

pub use card::card;
pub use career::{career, career_graph};
#[cfg(feature = "site")]
pub(crate) use career::{outcome, outcome_where};
pub use competitiveness::competitiveness;
pub use contests::{contest, contests, contests_graph};
pub use path::path;
pub use rivalries::{
    LeftOut, MOST_IN_A_MATRIX, MOST_PAIRS, MOST_PEOPLE, TOP, among, busiest, is_readable, rivalries, rivalry_list,
    rivalry_matrix, rivalry_network,
};
pub use rivalry::rivalry;
pub use succession::{succession, succession_graph};
pub use timeline::timeline;

use super::diagram::{About, BoxStyle, CREDIT, Frame, Item, LayeredEdge, LayeredNode, Stood, Tint};
use super::palette::Palette;
use super::share::{self, Printed};
use crate::analysis::figures::Figures;
use crate::analysis::measures::{RoundChoice, of_contest};
use crate::facts::{Began, Ended, Outcome, Status};
use crate::graph::{Candidacy, Contest, ContestId, OfficeId, PartyId, PersonId, PoliticalGraph, Selection, Tenure};
use crate::wikitext::Date;
use crate::wikitext::number::grouped;
use itertools::Itertools;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Of more tenures or contests than [`MOST_DRAWN`] only the latest so many are drawn: nobody could read all.
const LATEST: usize = 100;
/// As many tenures or contests a diagram draws.
pub const MOST_DRAWN: usize = 300;

/// Keeps the latest of too many, in the order of time; gives how many it takes out.
fn latest<T>(items: &mut Vec<T>) -> usize {
    let left_out = if items.len() > MOST_DRAWN { items.len() - LATEST } else { 0 };
    items.drain(..left_out);
    left_out
}

/// The same of a chain, whose first item then follows nothing.
fn keep_latest(items: &mut Vec<Item>) -> usize {
    let left_out = latest(items);
    if let Some(first) = items.first_mut().filter(|_| left_out > 0) {
        (first.follows, first.arrow) = (false, String::new());
    }
    left_out
}

/// Offices beside each other that a graph or a timeline draws; of more, those with most to show.
const MOST_OFFICES: usize = 12;

/// Keeps what is of the offices with most of it, where they are too many; gives how many there were.
fn keep_offices<T>(items: &mut Vec<T>, office: impl Fn(&T) -> Option<OfficeId>) -> usize {
    let mut count: BTreeMap<OfficeId, usize> = BTreeMap::new();
    items.iter().filter_map(&office).for_each(|o| *count.entry(o).or_default() += 1);
    if count.len() > MOST_OFFICES {
        let order = count.iter().sorted_by_key(|(o, n)| (Reverse(**n), **o));
        let kept: Vec<OfficeId> = order.take(MOST_OFFICES).map(|(o, _)| *o).collect();
        items.retain(|item| office(item).is_some_and(|o| kept.contains(&o)));
    }
    count.len()
}

/// What is said of offices that are not drawn.
fn say_offices(drawn: usize, all: usize) -> String {
    if drawn < all { format!(" {drawn} of {all} offices are drawn, those with most to show.") } else { String::new() }
}

fn say_left_out(left_out: usize) -> String {
    if left_out > 0 {
        format!(" The latest {LATEST} are drawn; {left_out} earlier ones are left out.")
    } else {
        String::new()
    }
}

/// The rank of each item by its time, and the ranks' labels: like times share a rank, but no line joins two of one rank.
/// Items come in the order of time.
fn ranks(times: &[Option<Date>], edges: &[LayeredEdge]) -> (Vec<usize>, Vec<Vec<String>>) {
    let mut rank: Vec<usize> = Vec::new();
    let mut labels: Vec<Vec<String>> = Vec::new();
    for (i, time) in times.iter().enumerate() {
        let above = edges.iter().filter(|e| e.to == i).map(|e| rank[e.from] + 1).max().unwrap_or(0);
        let same = i > 0 && time.is_some() && times[i - 1].map(|d| d.sort_key()) == time.map(|d| d.sort_key());
        let last = labels.len();
        let own = if same && above < last { last - 1 } else { last };
        if own == last {
            labels.push(vec![time.map_or_else(|| "?".into(), short)]);
        }
        rank.push(own);
    }
    (rank, labels)
}

/// Years that may share a rank of [`shared_ranks`].
const SHARED: i32 = 4;

/// The same for bands beside each other: items of different bands share a rank where they lie within a few years, so that the
/// picture is no taller than its longest chain asks for. Labelled by year, or by the years from first to last.
fn shared_ranks(times: &[Option<Date>], lanes: &[usize], edges: &[LayeredEdge]) -> (Vec<usize>, Vec<Vec<String>>) {
    let year = |i: usize| times[i].and_then(|d: Date| d.first_year().or(d.last_year()));
    let mut rank: Vec<usize> = Vec::new();
    let mut held: Vec<Vec<usize>> = Vec::new();
    for i in 0..times.len() {
        let above = edges.iter().filter(|e| e.to == i).map(|e| rank[e.from] + 1).max().unwrap_or(0);
        let shares = held.last().is_some_and(|last| {
            let near = last.iter().all(|j| match (year(*j), year(i)) {
                (Some(a), Some(b)) => b - a < SHARED,
                (a, b) => a == b,
            });
            near && above < held.len() && last.iter().all(|j| lanes[*j] != lanes[i])
        });
        if !shares {
            held.push(Vec::new());
        }
        let own = held.len() - 1;
        held[own].push(i);
        rank.push(own);
    }
    let label = |items: &Vec<usize>| {
        let years: Vec<i32> = items.iter().filter_map(|i| year(*i)).collect();
        match (years.iter().min(), years.iter().max()) {
            (Some(a), Some(b)) if a == b => vec![a.to_string()],
            (Some(a), Some(b)) => vec![format!("{a}–{b}")],
            _ => vec!["?".into()],
        }
    };
    let labels = held.iter().map(label).collect();
    (rank, labels)
}

/// Who held the office and lost it by the contest: the holder before, as sources name one or by the tenures.
fn beaten_by(graph: &PoliticalGraph, contest: &Contest) -> Option<PersonId> {
    let settled = graph.candidacies_of(contest.id).any(Candidacy::is_elected);
    let led_to = || contest.office.and_then(|o| graph.tenures_of(o).find(|t| t.contest == Some(contest.id)));
    let predecessor =
        || led_to().filter(|t| t.follows).and_then(|t| crate::analysis::succession::predecessor(graph, t));
    let before = match contest.before.best() {
        _ if !settled => None,
        Some(stated) => *stated,
        None => predecessor().map(|t| t.person),
    };
    before.filter(|p| !graph.candidacies_of(contest.id).any(|c| c.person == *p && c.is_elected()))
}

/// A tenure's party: as stated, else that for which the person stood, else the office's.
fn party_of(graph: &PoliticalGraph, tenure: &Tenure) -> Option<PartyId> {
    let contests = tenure.contest.iter().chain(&tenure.renewed);
    let stood = |c: &ContestId| graph.candidacies_of(*c).find(|r| r.person == tenure.person)?.party.best().copied();
    tenure.party.or_else(|| contests.into_iter().find_map(stood)).or(graph.office(tenure.office).party)
}

/// What became of somebody who stood.
fn fate(graph: &PoliticalGraph, contest: &Contest, candidacy: &Candidacy) -> Stood {
    let settled = graph.candidacies_of(contest.id).any(Candidacy::is_elected);
    match candidacy.outcome.best() {
        _ if !contest.counts(false) => Stood::Unclear,
        Some(Outcome::Elected) => Stood::Elected,
        _ if beaten_by(graph, contest) == Some(candidacy.person) => Stood::Beaten,
        Some(_) => Stood::Lost,
        None if settled => Stood::Lost,
        None => Stood::Unclear,
    }
}

/// How a candidacy's box looks.
const fn style_of(fate: Stood) -> BoxStyle {
    match fate {
        Stood::Elected => BoxStyle::Won,
        Stood::Beaten => BoxStyle::Beaten,
        Stood::Lost => BoxStyle::Contest,
        Stood::Unclear => BoxStyle::Unclear,
    }
}

/// How far the one elected was ahead of the next in the last round, in percentage points, by the shares that are shown. Nothing
/// where somebody else was first, or nobody says who was elected.
pub(crate) fn lead(graph: &PoliticalGraph, contest: &Contest) -> Option<f64> {
    let round = contest.valid_rounds(false).last().copied().filter(|_| contest.counts(false))?;
    let figures = Figures::of(graph, contest, round);
    let [first, second, ..] = figures.rows.as_slice() else { return None };
    // Where several were elected, the first led nobody who lost.
    let mut all = graph.elected_by(contest);
    let elected = all.next().filter(|_| all.next().is_none())?.person;
    let (one, other) = figures.exact(first).zip(figures.exact(second))?;
    (first.person == elected && one >= other).then_some(one - other)
}

/// The same as it is shown: `+5.9`; empty where it is not known.
fn margin(graph: &PoliticalGraph, contest: &Contest) -> String {
    lead(graph, contest)
        .map(|p| if p == 0.0 { "tie".into() } else { format!("+{}", share::points(p)) })
        .unwrap_or_default()
}

/// A word for a contest that was not simply held.
pub(crate) fn status_word(contest: &Contest) -> &'static str {
    match contest.status.best() {
        Some(Status::Annulled) => "annulled",
        Some(Status::Cancelled) => "called off",
        Some(Status::Scheduled) => "to come",
        _ => "",
    }
}

/// A candidate's share in the last round reached, as it is printed, and the figures in words; with the round where there are
/// several.
fn result(graph: &PoliticalGraph, candidacy: &Candidacy) -> (Option<f64>, String) {
    let contest = graph.contest(candidacy.contest);
    let rounds = contest.valid_rounds(false);
    let Some(round) = rounds.iter().rev().copied().find(|r| candidacy.stood_in(*r)) else {
        return (None, String::new());
    };
    let figures = Figures::of(graph, contest, round);
    let own = figures.person(candidacy.person);
    let votes = own.and_then(|f| f.votes).map(grouped);
    let share = own.and_then(|f| figures.exact(f)).map(|s| Printed::new(s, digits(&figures)));
    let says: Vec<String> = share.iter().map(|s| s.words.clone()).chain(votes).collect();
    let mut words = says.join(" · ");
    if rounds.len() > 1 && !words.is_empty() {
        words.push_str(&format!("\nin round {round}"));
    }
    (share.map(|s| s.value), words)
}

/// How many digits the shares of a round are printed with.
fn digits(figures: &Figures) -> usize {
    share::digits(figures.rows.iter().filter_map(|f| figures.exact(f)))
}

/// The turnout of the first round that counts, in words; with the round where there are several.
fn turnout(graph: &PoliticalGraph, contest: &Contest) -> Option<String> {
    let turnout = of_contest(graph, contest, RoundChoice::First, false).first().and_then(|m| m.turnout)?;
    let rounds = contest.valid_rounds(false);
    let round = rounds.first().filter(|_| rounds.len() > 1).map(|r| format!(" in round {r}"));
    Some(format!("turnout {:.1}%{}", turnout.percent(), round.unwrap_or_default()))
}

/// A party with its colour, where it has one.
fn tint(graph: &PoliticalGraph, party: Option<PartyId>) -> Option<Tint> {
    let party = graph.party(party?);
    let names = std::iter::once(party.name.as_str()).chain(party.also.iter().map(String::as_str));
    let colour = party.colour.best().map(String::as_str).or_else(|| Palette::bundled().of(names))?;
    Some(Tint { party: party.name.clone(), colour: colour.to_string() })
}

/// The party for which somebody stood: as stated, else that whose contest it is.
fn party_stood_for(graph: &PoliticalGraph, candidacy: &Candidacy) -> Option<PartyId> {
    candidacy.party.best().copied().or(graph.contest(candidacy.contest).party)
}

/// The frame of a diagram; `shown` are the contests it draws on, of which the latest is named.
fn frame<'g>(
    title: String,
    subtitle: String,
    description: String,
    origin: &str,
    shown: impl Iterator<Item = &'g Contest>,
) -> Frame {
    let last = shown.filter(|c| c.documented).filter_map(Contest::date).max_by_key(|d| d.sort_key());
    let until = last.map(|d| format!("Contests to {}.", d.last_long())).unwrap_or_default();
    Frame { title, subtitle, description, source: origin.to_string(), until, credit: CREDIT.to_string() }
}

fn tenure_item(selection: &Selection<'_>, tenure: &Tenure) -> Item {
    let graph = selection.graph();
    let until = match (tenure.ended, tenure.to.best()) {
        (Some(Ended::InOffice), _) => "today".to_string(),
        (_, Some(to)) => edge_of_tenure(*to),
        (_, None) => "?".into(),
    };
    let from = tenure.from.best().map_or("?".to_string(), |d| edge_of_tenure(*d));
    let began = tenure.began.map_or("", Began::label);
    let party = tenure.party.map(|p| graph.party(p).name.clone()).unwrap_or_default();
    let how = [began.to_string(), party].into_iter().filter(|s| !s.is_empty()).join(", ");
    let mut lines = vec![format!("{from} – {until}")];
    lines.extend(Some(how).filter(|h| !h.is_empty()));
    Item {
        style: if tenure.began.is_some_and(Began::is_provisional) { BoxStyle::Provisional } else { BoxStyle::Tenure },
        name: graph.person(tenure.person).name.clone(),
        lines,
        year: year(tenure.from.best().copied()),
        beside: tenure
            .renewed
            .iter()
            .filter(|c| selection.has_contest(**c))
            .map(|c| card(graph, graph.contest(*c)))
            .collect(),
        about: Some(About::Person(tenure.person)),
        tint: tint(graph, party_of(graph, tenure)),
        ..Item::default()
    }
}

/// A tenure as a box of a layered diagram: its holder, with the office in the tooltip. Rank and lane are left to the caller.
fn tenure_node(selection: &Selection<'_>, tenure: &Tenure) -> LayeredNode {
    let item = tenure_item(selection, tenure);
    let office = &selection.graph().office(tenure.office).name;
    LayeredNode {
        style: item.style,
        tooltip: format!("{}, {office}, {}", item.name, item.lines.join(", ")),
        name: item.name,
        when: item.lines.first().cloned().unwrap_or_default(),
        lines: item.lines,
        tint: item.tint,
        about: item.about,
        ..LayeredNode::default()
    }
}

/// When a tenure began or ended, in short: of a time between two months or years, `Nov 2005 or Dec 2005`, since "to" stands between
/// the two ends.
fn edge_of_tenure(date: Date) -> String {
    short(date).replace(" to ", " or ")
}

/// A date in short: `20 Feb 1992`, `Feb 1992`, `1992`.
fn short(date: Date) -> String {
    let long = date.long();
    let cut = |word: &str| {
        let month = crate::wikitext::read_date::month_number(word).is_some() && word.chars().count() > 4;
        if month { word.chars().take(3).collect() } else { word.to_string() }
    };
    long.split(' ').map(cut).join(" ")
}

fn year(date: Option<Date>) -> String {
    date.and_then(|d| d.first_year().or(d.last_year())).map(|y| y.to_string()).unwrap_or_default()
}

pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn describe(items: &[Item]) -> String {
    let one = |i: &Item| match i.lines.iter().filter(|l| !l.is_empty()).join(", ") {
        lines if lines.is_empty() => i.name.clone(),
        lines => format!("{} ({lines})", i.name),
    };
    items.iter().map(one).join("; ") + "."
}
