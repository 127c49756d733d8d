//! The diagrams of the graph: successions, timelines, careers, series of contests, rivalries.

mod card;
mod career;
mod competitiveness;
mod contests;
mod family;
mod path;
mod rivalries;
mod rivalry;
mod succession;
mod ties;
mod timeline;

pub use card::card;
pub use career::{career, career_graph};
#[cfg(feature = "site")]
pub(crate) use career::{outcome, outcome_where};
pub use competitiveness::competitiveness;
pub use contests::{contest, contests, contests_graph};
pub use family::family;
pub use path::path;
pub use rivalries::{
    LeftOut, MOST_IN_A_MATRIX, MOST_PAIRS, MOST_PEOPLE, TOP, among, busiest, is_readable, rivalries, rivalry_list,
    rivalry_matrix, rivalry_network,
};
pub use rivalry::rivalry;
pub use succession::{succession, succession_graph};
pub use ties::{MOST_AROUND, cabinet, factions, ties_of};
pub use timeline::{has_timeline, timeline};

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

/// The number of tenures or contests drawn if there are more than [`MOST_DRAWN`], which nobody could read. The latest
/// are drawn.
const LATEST: usize = 100;
/// The maximum number of tenures or contests in a diagram.
pub const MOST_DRAWN: usize = 300;

/// Keeps the latest items if there are too many. Items must be in order of time. Returns the number of items removed.
fn latest<T>(items: &mut Vec<T>) -> usize {
    let left_out = if items.len() > MOST_DRAWN { items.len() - LATEST } else { 0 };
    items.drain(..left_out);
    left_out
}

/// Keeps the latest items of a chain if there are too many. The first item kept then has no arrow. Returns the number
/// of items removed.
fn keep_latest(items: &mut Vec<Item>) -> usize {
    let left_out = latest(items);
    if let Some(first) = items.first_mut().filter(|_| left_out > 0) {
        (first.follows, first.arrow) = (false, String::new());
    }
    left_out
}

/// The maximum number of offices in a graph or a timeline. If there are more, those with most items are drawn.
const MOST_OFFICES: usize = 12;

/// Keeps the items of the offices that have most items if there are too many offices. Returns the number of offices
/// before.
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

/// Returns a sentence about the offices that are not drawn; empty if all are drawn.
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

/// Returns the rank of each item and the labels of the ranks. Items with the same date share a rank, unless a line
/// joins them. Items must be in order of time.
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

/// The number of years that a rank of [`shared_ranks`] may span.
const SHARED: i32 = 4;

/// Returns ranks for bands beside each other, and the labels of the ranks. Items of different bands share a rank if
/// they are within a few years, so that the picture is not higher than its longest chain requires. Labels are a year,
/// or the first and the last year.
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

/// Returns the person who held the office before the contest and lost it by the contest. The holder before is as
/// stated, else from the tenures.
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

/// Returns a tenure's party: as stated, else the party for which the person stood, else the office's.
fn party_of(graph: &PoliticalGraph, tenure: &Tenure) -> Option<PartyId> {
    let contests = tenure.contest.iter().chain(&tenure.renewed);
    let stood = |c: &ContestId| graph.candidacies_of(*c).find(|r| r.person == tenure.person)?.party.best().copied();
    tenure.party.or_else(|| contests.into_iter().find_map(stood)).or(graph.office(tenure.office).party)
}

/// Returns the outcome of a candidacy.
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

/// Returns the look of a candidacy's box.
const fn style_of(fate: Stood) -> BoxStyle {
    match fate {
        Stood::Elected => BoxStyle::Won,
        Stood::Beaten => BoxStyle::Beaten,
        Stood::Lost => BoxStyle::Contest,
        Stood::Unclear => BoxStyle::Unclear,
    }
}

/// Returns the lead of the person elected over the next candidate in the last round, in percentage points, computed
/// from the shares that are shown. Returns `None` if somebody else was first, or if it is not known that exactly one
/// person was elected.
pub(crate) fn lead(graph: &PoliticalGraph, contest: &Contest) -> Option<f64> {
    let round = contest.valid_rounds(false).last().copied().filter(|_| contest.counts(false))?;
    let figures = Figures::of(graph, contest, round);
    let [first, second, ..] = figures.rows.as_slice() else { return None };
    // If several were elected, the person after the first may have been elected too.
    let mut all = graph.elected_by(contest);
    let elected = all.next().filter(|_| all.next().is_none())?.person;
    let (one, other) = figures.exact(first).zip(figures.exact(second))?;
    (first.person == elected && one >= other).then_some(one - other)
}

/// Returns the lead as it is printed, such as `+5.9`; empty if unknown.
fn margin(graph: &PoliticalGraph, contest: &Contest) -> String {
    lead(graph, contest)
        .map(|p| if p == 0.0 { "tie".into() } else { format!("+{}", share::points(p)) })
        .unwrap_or_default()
}

/// Returns a word for a contest that was annulled, was cancelled or has not been held yet; otherwise an empty string.
pub(crate) fn status_word(contest: &Contest) -> &'static str {
    match contest.status.best() {
        Some(Status::Annulled) => "annulled",
        Some(Status::Cancelled) => "cancelled",
        Some(Status::Scheduled) => "not held yet",
        _ => "",
    }
}

/// Returns a candidate's share in the last round reached, rounded as it is printed, and the figures in words. The words
/// state the round if there are several.
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

/// Returns the number of decimal places with which the shares of a round are printed.
fn digits(figures: &Figures) -> usize {
    share::digits(figures.rows.iter().filter_map(|f| figures.exact(f)))
}

/// Returns the turnout of the first valid round in words. The words state the round if there are several.
fn turnout(graph: &PoliticalGraph, contest: &Contest) -> Option<String> {
    let turnout = of_contest(graph, contest, RoundChoice::First, false).first().and_then(|m| m.turnout)?;
    let rounds = contest.valid_rounds(false);
    let round = rounds.first().filter(|_| rounds.len() > 1).map(|r| format!(" in round {r}"));
    Some(format!("turnout {:.1}%{}", turnout.percent(), round.unwrap_or_default()))
}

/// Returns a party with its colour, if it has one.
fn tint(graph: &PoliticalGraph, party: Option<PartyId>) -> Option<Tint> {
    let party = graph.party(party?);
    let names = std::iter::once(party.name.as_str()).chain(party.also.iter().map(String::as_str));
    let colour = party.colour.best().map(String::as_str).or_else(|| Palette::bundled().of(names))?;
    Some(Tint { party: party.name.clone(), colour: colour.to_string() })
}

/// Returns the party for which somebody stood: as stated, else the party whose contest it is.
fn party_stood_for(graph: &PoliticalGraph, candidacy: &Candidacy) -> Option<PartyId> {
    candidacy.party.best().copied().or(graph.contest(candidacy.contest).party)
}

/// Returns the texts around a diagram. `shown` are the contests that it shows; the date of the latest is stated.
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

/// Returns a tenure as a box of a layered diagram: the holder, with the office in the tooltip. The caller sets rank and
/// lane.
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

/// Returns the start or the end of a tenure in short. A range of months or years is written as `Nov 2005 or Dec 2005`,
/// because a dash or "to" separates the start from the end.
fn edge_of_tenure(date: Date) -> String {
    short(date).replace(" to ", " or ")
}

/// Returns a date in short: `20 Feb 1992`, `Feb 1992`, `1992`.
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

fn describe(items: &[Item]) -> String {
    let one = |i: &Item| match i.lines.iter().filter(|l| !l.is_empty()).join(", ") {
        lines if lines.is_empty() => i.name.clone(),
        lines => format!("{} ({lines})", i.name),
    };
    items.iter().map(one).join("; ") + "."
}
