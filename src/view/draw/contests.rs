//! Series of contests: the results, and who came back.

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

/// The contests for each office, one after the other.
pub fn contests(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let mut left_out = 0;
    let mut groups = Vec::new();
    let mut count = 0;
    let of_offices = selection.offices().map(|o| (o.name.as_str(), selection.contests_of(o.id).collect::<Vec<_>>()));
    // Those for no office that is known come last, each by its title.
    let mut others: Vec<&Contest> = selection.contests().filter(|c| c.office.is_none()).collect();
    others.sort_by_key(|c| (c.date().map(|d| d.sort_key()), c.id));
    for (office, contests) in of_offices.chain([("", others)]) {
        let mut items = Vec::new();
        let mut before: Option<&Contest> = None;
        for contest in contests {
            count += 1;
            let selectorate = Some(contest.selectorates()).filter(|s| !s.is_empty());
            // The box says when and who could vote; the card goes on with what it does not say.
            let mut shown = card(graph, contest);
            let stated = (!contest.documented).then(|| "stated only".to_string());
            shown.heading = stated.unwrap_or_default();
            let aside = [turnout(graph, contest).unwrap_or_default(), std::mem::take(&mut shown.aside)];
            shown.aside = aside.into_iter().filter(|a| !a.is_empty()).join(" · ");
            let linked = before.is_some_and(|b| {
                b.next.best() == Some(&contest.id)
                    || contest.previous.best() == Some(&b.id)
                    || !contest.counts(true)
                    || !b.counts(true)
            });
            items.push(Item {
                style: if contest.documented { BoxStyle::Contest } else { BoxStyle::Gap },
                name: contest.date().filter(|_| contest.office.is_some()).map_or_else(|| contest.title.clone(), short),
                lines: contest
                    .date()
                    .filter(|_| contest.office.is_none())
                    .map(short)
                    .into_iter()
                    .chain(selectorate)
                    .collect(),
                year: String::new(),
                follows: linked,
                beside: vec![shown],
                about: Some(About::Contest(contest.id)),
                ..Item::default()
            });
            before = Some(contest);
        }
        left_out += keep_latest(&mut items);
        if !items.is_empty() {
            groups.push(Group { heading: office.to_string(), items });
        }
    }
    if let Some(last) = groups.last_mut().filter(|g| g.heading.is_empty()) {
        last.heading = "Other contests".into();
    }
    let title = match groups.as_slice() {
        [one] if one.heading != "Other contests" => format!("{}: the contests", one.heading),
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

/// One contest: who held the office before, the result, and who held it after.
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
    // What no source says of the contest follows from the office's tenures, where it is one holder.
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

/// More boxes than this are too many to read; the latest contests are drawn.
const MOST_BOXES: usize = 300;
/// Of a contest at most so many candidates are drawn, those with the best results, and those who came back.
const MOST_CANDIDATES: usize = 8;
/// More parties than this share a last band.
const MOST_PARTIES: usize = 8;

/// What a band stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Band {
    Office(Option<OfficeId>),
    Party(Option<PartyId>),
}

/// Every candidacy as a box in its contest's rank, and a line from each person's candidacy to the next; a band for each
/// office, or for each party where the candidates of one office are of several.
pub fn contests_graph(selection: &Selection<'_>, origin: &str) -> Diagram {
    let graph = selection.graph();
    let stood = |c: &Contest| {
        selection.candidacies_of(c.id).filter(|c| c.is_standing() && selection.is_meant(c.person)).count()
    };
    let mut contests: Vec<&Contest> = selection.contests().filter(|c| stood(c) > 0).collect();
    let all_offices = keep_offices(&mut contests, |c| c.office);
    contests.sort_by_key(|c| (c.date().map(|d| d.sort_key()), c.id));
    let all = contests.len();
    let mut boxes = 0;
    let first = contests.iter().rposition(|c| {
        boxes += stood(c).min(MOST_CANDIDATES);
        boxes > MOST_BOXES
    });
    let contests = contests.split_off(first.map_or(0, |f| f + 1));
    let mut count: BTreeMap<PersonId, usize> = BTreeMap::new();
    for contest in &contests {
        selection.candidacies_of(contest.id).for_each(|c| *count.entry(c.person).or_default() += 1);
    }
    // Candidacies come in the order of their result.
    let taken = |(i, c): &(usize, &Candidacy)| {
        *i < MOST_CANDIDATES - 1 || c.is_elected() || (*i < 2 * MOST_CANDIDATES && count[&c.person] > 1)
    };
    let mut rows: Vec<(&Contest, &Candidacy)> = Vec::new();
    let mut more: Vec<usize> = Vec::new();
    for contest in &contests {
        let standing: Vec<&Candidacy> =
            selection.candidacies_of(contest.id).filter(|c| c.is_standing() && selection.is_meant(c.person)).collect();
        let few = standing.len() <= MOST_CANDIDATES;
        let shown: Vec<_> = standing.iter().copied().enumerate().filter(|row| few || taken(row)).collect();
        more.push(standing.len() - shown.len());
        rows.extend(shown.into_iter().map(|(_, c)| (*contest, c)));
    }
    let (bands, lanes) = bands(selection, &rows);
    let edges = returns(selection, &rows);
    let several = rows.iter().map(|(c, _)| c.office).unique().count() > 1;
    let (rank, mut labels) = columns(&contests, &rows, &edges, several);
    for (contest, more) in contests.iter().zip(&more).filter(|(_, more)| **more > 0) {
        if let Some(row) = rows.iter().position(|(c, _)| c.id == contest.id) {
            labels[rank[row]].push(format!("and {more} more"));
        }
    }
    let nodes: Vec<LayeredNode> = rows
        .iter()
        .enumerate()
        .map(|(i, (contest, candidacy))| {
            let (share, figures) = result(graph, candidacy);
            let style = style_of(fate(graph, contest, candidacy));
            let name = graph.person(candidacy.person).name.clone();
            let word = if style == BoxStyle::Won { ", elected" } else { "" };
            let tooltip =
                format!("{name}{word}: {} {}", contest.title, figures.replace('\n', " ")).trim_end().to_string();
            // Where contests of several offices share a rank, each box says its own year.
            let when = if several { year(contest.date()) } else { String::new() };
            let parts = [when, status_word(contest).to_string(), figures];
            let figures = parts.into_iter().filter(|f| !f.is_empty()).join(" · ");
            let lines = figures.lines().map(ToString::to_string).collect();
            let about = Some(About::Person(candidacy.person));
            let tint = tint(graph, party_stood_for(graph, candidacy));
            let when = contest.date().map(short).unwrap_or_default();
            LayeredNode { rank: rank[i], lane: bands[i], style, name, lines, share, tint, tooltip, when, about }
        })
        .collect();
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
    let left = format!("{left}{}", say_offices(offices.len(), all_offices));
    let (drawn, hidden) = (nodes.len(), more.iter().sum::<usize>());
    let shown = match hidden {
        0 => counted(drawn, "candidacy"),
        hidden => {
            format!("{drawn} of {} candidacies, those with the best results and of whoever came back", drawn + hidden)
        }
    };
    let subtitle = format!("{}, {shown}.{left}", counted(contests.len(), "contest"));
    let description = nodes.iter().map(|n| n.tooltip.clone()).join("; ") + ".";
    let frame = frame(title, subtitle, description, origin, contests.iter().copied());
    let notes = "A line joins a person's candidacies.".into();
    let (direction, parties) = (Direction::Right, Vec::new());
    Diagram::Layered(Layered { frame, ranks: labels, lanes, nodes, edges, notes, direction, parties })
        .with_tints_settled()
}

/// The rank of each candidacy: that of its contest. Contests for several offices share ranks where they lie close.
fn columns(
    contests: &[&Contest],
    rows: &[(&Contest, &Candidacy)],
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
        // A contest without a date is known by its title.
        for (contest, rank) in contests.iter().zip(&rank).filter(|(c, _)| c.date().is_none()) {
            labels[*rank] = font::wrap(&contest.title, 150.0, 10.5, true);
        }
        (rank, labels)
    };
    ((0..rows.len()).map(|row| rank[place(row)]).collect(), labels)
}

/// From each person's candidacy to the next.
fn returns(selection: &Selection<'_>, rows: &[(&Contest, &Candidacy)]) -> Vec<LayeredEdge> {
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

/// The band of each row, and the names of the bands.
fn bands(selection: &Selection<'_>, rows: &[(&Contest, &Candidacy)]) -> (Vec<usize>, Vec<String>) {
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
