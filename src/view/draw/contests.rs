//! Series of contests: the results, and the candidates who stood again.

use super::{
    card, describe, fate, frame, keep_latest, keep_offices, party_stood_for, ranks, result, say_left_out, say_offices,
    shared_ranks, short, status_word, style_of, tint, turnout, year,
};
use crate::analysis::succession::around_contest;
use crate::graph::{Candidacy, Contest, ContestId, OfficeId, PartyId, PersonId, PoliticalGraph, Selection};
use crate::view::diagram::{About, BoxStyle, Diagram, Group, Item, Layered, LayeredEdge, LayeredNode, Line, Spine};
use crate::view::font;
use crate::view::page::Direction;
use crate::view::words::counted;
use crate::wikitext::Date;
use itertools::Itertools;
use std::collections::BTreeMap;

/// The heading of contests whose office is not known.
const NO_OFFICE: &str = "Other contests";

/// Draws the contests for each office as a chain.
pub fn contests(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let (mut count, mut left_out) = (0, 0);
    let mut groups = Vec::new();
    let of_offices = selection.offices().map(|o| (o.name.as_str(), selection.contests_of(o.id).collect::<Vec<_>>()));
    // Contests whose office is not known come last. Each is named by its title.
    let mut others: Vec<&Contest> = selection.contests().filter(|c| c.office.is_none()).collect();
    others.sort_by_key(|c| (c.date().map(|d| d.sort_key()), c.id));
    for (office, contests) in of_offices.chain([(NO_OFFICE, others)]) {
        count += contests.len();
        let mut items = chain(graph, &contests);
        left_out += keep_latest(&mut items);
        if !items.is_empty() {
            groups.push(Group { heading: office.to_string(), items });
        }
    }
    let title = match groups.as_slice() {
        [one] if one.heading != NO_OFFICE => format!("{}: the contests", one.heading),
        _ => "The contests".into(),
    };
    if let [one] = groups.as_mut_slice() {
        one.heading.clear();
    }
    let description = groups.iter().map(|g| describe(&g.items)).join(" ");
    let subtitle = format!("{}.{} Read downwards, then across.", counted(count, "contest"), say_left_out(left_out));
    let frame = frame(title, subtitle, description, origin, selection.contests());
    Diagram::Spine(Spine { frame, groups, parties: Vec::new() }).with_tints_settled()
}

/// Returns contests for one office as a chain, with an arrow from each to the next.
fn chain(graph: &PoliticalGraph, contests: &[&Contest]) -> Vec<Item> {
    let follows = |i: usize| i > 0 && leads_to(contests[i - 1], contests[i]);
    contests.iter().enumerate().map(|(i, c)| Item { follows: follows(i), ..contest_item(graph, c) }).collect()
}

/// Returns true if an arrow leads from a contest to the next in order of time: a source names them as neighbours, or
/// one of them does not count.
fn leads_to(before: &Contest, contest: &Contest) -> bool {
    before.next.best() == Some(&contest.id)
        || contest.previous.best() == Some(&before.id)
        || !contest.counts(true)
        || !before.counts(true)
}

/// Returns a contest as a box that states the date and the selectorate, with its card beside it.
fn contest_item(graph: &PoliticalGraph, contest: &Contest) -> Item {
    // The card leaves out what the box states.
    let mut shown = card(graph, contest);
    shown.heading = if contest.documented { String::new() } else { "stated only".into() };
    let aside = [turnout(graph, contest).unwrap_or_default(), std::mem::take(&mut shown.aside)];
    shown.aside = aside.into_iter().filter(|a| !a.is_empty()).join(" · ");
    let selectorate = Some(contest.selectorates()).filter(|s| !s.is_empty());
    let date = contest.date().map(short);
    // A box of a chain for one office is named by its date, any other box by its title.
    let (name, date) = if contest.office.is_some() { (date, None) } else { (None, date) };
    Item {
        style: if contest.documented { BoxStyle::Contest } else { BoxStyle::Gap },
        name: name.unwrap_or_else(|| contest.title.clone()),
        lines: date.into_iter().chain(selectorate).collect(),
        beside: vec![shown],
        about: Some(About::Contest(contest.id)),
        ..Item::default()
    }
}

/// Draws one contest: the holder before it, the result, and the holder after it.
pub fn contest(graph: &PoliticalGraph, id: ContestId, origin: &str) -> Diagram {
    let contest = graph.contest(id);
    let holder = |who: Option<PersonId>, line: &str| {
        let vacant = who.is_none();
        Item {
            style: if vacant { BoxStyle::Vacancy } else { BoxStyle::Tenure },
            name: who.map_or_else(|| "Vacant".into(), |p| graph.person(p).name.clone()),
            lines: vec![line.to_string()],
            about: who.map(About::Person),
            ..Item::default()
        }
    };
    // If no source states the holder, it follows from the office's tenures, provided there was exactly one.
    let by_tenures = around_contest(graph, contest).map(|held| match held[..] {
        [one] => Some(Some(one.person)),
        _ => None,
    });
    let [before, after] = [&contest.before, &contest.after].map(|said| said.best().copied());
    let (before, after) = (before.or(by_tenures[0]), after.or(by_tenures[1]));
    let card = card(graph, contest);
    let items = match (before, after) {
        (Some(before), Some(after)) => {
            let after = Item { follows: true, by: Some(card), ..holder(after, "held the office after it") };
            vec![holder(before, "held the office before it"), after]
        }
        (Some(before), None) => vec![Item { beside: vec![card], ..holder(before, "held the office before it") }],
        (None, Some(after)) => vec![Item { beside: vec![card], ..holder(after, "held the office after it") }],
        (None, None) => {
            let name = contest.date().map_or_else(|| "Contest".into(), short);
            let about = Some(About::Contest(id));
            vec![Item { style: BoxStyle::Contest, name, beside: vec![card], about, ..Item::default() }]
        }
    };
    let stood = graph.candidacies_of(id).filter(|c| c.is_standing()).count();
    let subtitle = match stood {
        0 => String::new(),
        1 => "1 candidate.".into(),
        n => format!("{n} candidates."),
    };
    let description = describe(&items);
    let frame = frame(contest.title.clone(), subtitle, description, origin, std::iter::once(contest));
    let groups = vec![Group { heading: String::new(), items }];
    Diagram::Spine(Spine { frame, groups, parties: Vec::new() }).with_tints_settled()
}

/// The maximum number of boxes that are readable. The latest contests are drawn.
const MOST_BOXES: usize = 300;
/// The maximum number of candidates drawn of a contest. If there are more, those with the best results are drawn, the
/// elected, and some who stood again.
const MOST_CANDIDATES: usize = 8;
/// The maximum number of party bands. If there are more parties, the smallest share the last band.
const MOST_PARTIES: usize = 8;

/// The meaning of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Band {
    Office(Option<OfficeId>),
    Party(Option<PartyId>),
}

/// A candidacy with its contest.
type Row<'g> = (&'g Contest, &'g Candidacy);

/// Draws every candidacy as a box in the rank of its contest, and a line from each candidacy of a person to the next.
/// There is a band for each office, or for each party if all contests are for one office and its candidates are of
/// several parties.
pub fn contests_graph(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let mut contests: Vec<&Contest> =
        selection.contests().filter(|c| standing(selection, c.id).next().is_some()).collect();
    let all_offices = keep_offices(&mut contests, |c| c.office);
    contests.sort_by_key(|c| (c.date().map(|d| d.sort_key()), c.id));
    let all = contests.len();
    keep_readable(selection, &mut contests);
    let (rows, more) = shown_rows(selection, &contests);
    let (bands, lanes) = bands(selection, &rows);
    let edges = returns(selection, &rows);
    let several = rows.iter().map(|(c, _)| c.office).unique().count() > 1;
    let (rank, mut labels) = columns(&contests, &rows, &edges, several);
    for (contest, more) in contests.iter().zip(&more).filter(|(_, more)| **more > 0) {
        if let Some(row) = rows.iter().position(|(c, _)| c.id == contest.id) {
            labels[rank[row]].push(format!("and {more} more"));
        }
    }
    let node = |(i, row)| LayeredNode { rank: rank[i], lane: bands[i], ..candidacy_node(graph, row, several) };
    let nodes: Vec<LayeredNode> = rows.iter().copied().enumerate().map(node).collect();
    let offices: Vec<&str> =
        contests.iter().filter_map(|c| c.office).unique().map(|o| graph.office(o).name.as_str()).collect();
    let title = match offices.as_slice() {
        [one] => format!("{one}: the contests"),
        _ => "The contests".into(),
    };
    let left = match all - contests.len() {
        0 => String::new(),
        left => format!(" {left} earlier ones are left out."),
    };
    let shown = say_candidacies(nodes.len(), more.iter().sum());
    let subtitle =
        format!("{}, {shown}.{left}{}", counted(contests.len(), "contest"), say_offices(offices.len(), all_offices));
    let description = nodes.iter().map(|n| n.tooltip.clone()).join("; ") + ".";
    let frame = frame(title, subtitle, description, origin, contests.iter().copied());
    let notes = "A line joins a person's candidacies.".into();
    let (direction, parties) = (Direction::Right, Vec::new());
    Diagram::Layered(Layered { frame, ranks: labels, lanes, nodes, edges, notes, direction, parties })
        .with_tints_settled()
}

/// Returns the candidacies of a contest that may be drawn, in order of their results.
fn standing<'g>(selection: &Selection<'g>, contest: ContestId) -> impl Iterator<Item = &'g Candidacy> {
    selection.candidacies_of(contest).filter(|c| c.is_standing() && selection.is_meant(c.person))
}

/// Keeps the latest contests, as long as their boxes do not exceed [`MOST_BOXES`].
fn keep_readable(selection: &Selection<'_>, contests: &mut Vec<&Contest>) {
    let mut boxes = 0;
    let last_left_out = contests.iter().rposition(|c| {
        boxes += standing(selection, c.id).count().min(MOST_CANDIDATES);
        boxes > MOST_BOXES
    });
    contests.drain(..last_left_out.map_or(0, |at| at + 1));
}

/// Returns the candidacies that are drawn, and for each contest the number left out. If a contest has too many, those
/// with the best results are kept, the elected, and some who stood again.
fn shown_rows<'g>(selection: &Selection<'g>, contests: &[&'g Contest]) -> (Vec<Row<'g>>, Vec<usize>) {
    let mut count: BTreeMap<PersonId, usize> = BTreeMap::new();
    for contest in contests {
        selection.candidacies_of(contest.id).for_each(|c| *count.entry(c.person).or_default() += 1);
    }
    let taken = |(i, c): &(usize, &Candidacy)| {
        *i < MOST_CANDIDATES - 1 || c.is_elected() || (*i < 2 * MOST_CANDIDATES && count[&c.person] > 1)
    };
    let (mut rows, mut more) = (Vec::new(), Vec::new());
    for contest in contests {
        let standing: Vec<&Candidacy> = standing(selection, contest.id).collect();
        let few = standing.len() <= MOST_CANDIDATES;
        let before = rows.len();
        let shown = standing.iter().copied().enumerate().filter(|row| few || taken(row));
        rows.extend(shown.map(|(_, c)| (*contest, c)));
        more.push(standing.len() - (rows.len() - before));
    }
    (rows, more)
}

/// Returns a candidacy as a box. The box states the year of the contest if contests for several offices share a rank.
fn candidacy_node(graph: &PoliticalGraph, (contest, candidacy): Row<'_>, with_year: bool) -> LayeredNode {
    let (share, figures) = result(graph, candidacy);
    let style = style_of(fate(graph, contest, candidacy));
    let name = graph.person(candidacy.person).name.clone();
    let word = if style == BoxStyle::Won { ", elected" } else { "" };
    let tooltip = format!("{name}{word}: {} {}", contest.title, figures.replace('\n', " ")).trim_end().to_string();
    let year = if with_year { year(contest.date()) } else { String::new() };
    let parts = [year, status_word(contest).to_string(), figures];
    let figures = parts.into_iter().filter(|f| !f.is_empty()).join(" · ");
    LayeredNode {
        style,
        name,
        lines: figures.lines().map(ToString::to_string).collect(),
        share,
        tint: tint(graph, party_stood_for(graph, candidacy)),
        tooltip,
        when: contest.date().map(short).unwrap_or_default(),
        about: Some(About::Person(candidacy.person)),
        ..LayeredNode::default()
    }
}

fn say_candidacies(drawn: usize, left_out: usize) -> String {
    if left_out == 0 {
        return counted(drawn, "candidacy");
    }
    format!(
        "{drawn} of {} candidacies: those with the best results, and some of people who stood again",
        drawn + left_out
    )
}

/// Returns the rank of each candidacy, which is that of its contest, and the labels of the ranks. Contests for several
/// offices share a rank if they are close in time.
fn columns(
    contests: &[&Contest],
    rows: &[Row<'_>],
    edges: &[LayeredEdge],
    shared: bool,
) -> (Vec<usize>, Vec<Vec<String>>) {
    let place = |row: usize| contests.iter().position(|c| c.id == rows[row].0.id).unwrap_or(0);
    let between: Vec<LayeredEdge> =
        edges.iter().map(|e| LayeredEdge { from: place(e.from), to: place(e.to), ..LayeredEdge::default() }).collect();
    let times: Vec<Option<Date>> = contests.iter().map(|c| c.date()).collect();
    let (rank, labels) = if shared {
        let lanes: Vec<usize> = contests.iter().map(|c| c.office.map_or(0, |o| o.index() + 1)).collect();
        shared_ranks(&times, &lanes, &between)
    } else {
        let (rank, mut labels) = ranks(&times, &between);
        // A contest without a date is labelled by its title.
        for (contest, rank) in contests.iter().zip(&rank).filter(|(c, _)| c.date().is_none()) {
            labels[*rank] = font::wrap(&contest.title, 150.0, 10.5, true);
        }
        (rank, labels)
    };
    ((0..rows.len()).map(|row| rank[place(row)]).collect(), labels)
}

/// Returns a line from each candidacy of a person to the next.
fn returns(selection: &Selection<'_>, rows: &[Row<'_>]) -> Vec<LayeredEdge> {
    let mut last: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut edges = Vec::new();
    for (to, (contest, candidacy)) in rows.iter().enumerate() {
        if let Some(from) = last.insert(candidacy.person, to)
            && rows[from].0.id != contest.id
        {
            let name = &selection.graph().person(candidacy.person).name;
            let tooltip = format!("{name}: from the {} to the {}", rows[from].0.title, contest.title);
            edges.push(LayeredEdge { from, to, kind: Line::Same, label: Vec::new(), tooltip });
        }
    }
    edges
}

/// Returns the band of each row, and the names of the bands.
fn bands(selection: &Selection<'_>, rows: &[Row<'_>]) -> (Vec<usize>, Vec<String>) {
    let graph = selection.graph();
    let offices = rows.iter().map(|(c, _)| c.office).unique().count();
    let several = |contest: &Contest| {
        let parties = selection.candidacies_of(contest.id).filter_map(|c| c.party.best()).unique().count();
        contest.party.is_none() && parties > 1
    };
    let by_party = offices == 1 && rows.iter().any(|(c, _)| several(c));
    let mut keys: Vec<Band> = rows
        .iter()
        .map(
            |(contest, candidacy)| {
                if by_party { Band::Party(candidacy.party.best().copied()) } else { Band::Office(contest.office) }
            },
        )
        .collect();
    let mut counts: BTreeMap<Band, usize> = BTreeMap::new();
    keys.iter().for_each(|band| *counts.entry(*band).or_default() += 1);
    let mut order: Vec<Band> = counts.keys().copied().sorted_by_key(|b| (std::cmp::Reverse(counts[b]), *b)).collect();
    if by_party && order.len() > MOST_PARTIES {
        let kept = order[..MOST_PARTIES - 1].to_vec();
        keys.iter_mut().filter(|k| !kept.contains(k)).for_each(|k| *k = Band::Party(None));
        order = kept.into_iter().filter(|b| *b != Band::Party(None)).chain([Band::Party(None)]).collect();
    }
    if !by_party {
        order.sort();
    }
    let name = |band: &Band| match band {
        Band::Office(Some(office)) => graph.office(*office).name.clone(),
        Band::Office(None) => "Other offices".into(),
        Band::Party(Some(party)) => graph.party(*party).name.clone(),
        Band::Party(None) => "Other parties, or none known".into(),
    };
    let lanes = order.iter().map(name).collect();
    (keys.iter().map(|k| order.iter().position(|b| b == k).unwrap_or(0)).collect(), lanes)
}
