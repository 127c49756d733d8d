//! Timelines: tenures as bars to scale, contests as marks.

use super::{MOST_OFFICES, card, fate, frame, margin, party_of, short, status_word, tenure_item};
use crate::analysis::succession::{self, Spell};
use crate::facts::{Began, Ended, Title};
use crate::graph::{Contest, ContestId, OfficeId, PersonId, PoliticalGraph, Selection, Tenure};
use crate::view::diagram::{About, Absence, Bar, Diagram, Ends, Handover, Lane, Mark, Panel, Stood, Timeline};
use crate::view::words::counted;
use crate::wikitext::Date;
use itertools::Itertools;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The maximum number of lanes of an office: its holders, then the people who stood most often.
const MOST_LANES: usize = 60;
/// The number of lanes that several offices share. Each gets at least [`LEAST_LANES`].
const ALL_LANES: usize = 240;
const LEAST_LANES: usize = 15;

/// What one panel shows: an office, or the contests of one series of which no source names the office.
struct Series<'g> {
    heading: String,
    office: Option<OfficeId>,
    contests: Vec<&'g Contest>,
    tenures: Vec<&'g Tenure>,
}

/// Returns the offices that have a dated contest or tenure, and the dated contests without an office by the words that
/// their titles share.
fn series<'g>(selection: &'g Selection<'_>) -> Vec<Series<'g>> {
    let graph = selection.graph();
    let dated = |contest: &&Contest| contest.date().is_some();
    let of_office = |office: OfficeId| Series {
        heading: graph.office(office).name.clone(),
        office: Some(office),
        contests: selection.contests_of(office).filter(dated).collect(),
        tenures: selection.tenures_of(office).collect(),
    };
    let is_drawn = |s: &Series<'_>| !s.contests.is_empty() || s.tenures.iter().any(|t| graph.span_of(t).0.is_some());
    let mut all: Vec<Series<'g>> = selection.offices().map(|o| of_office(o.id)).filter(is_drawn).collect();
    let mut others: BTreeMap<String, Vec<&Contest>> = BTreeMap::new();
    for contest in selection.contests().filter(|c| c.office.is_none()).filter(dated) {
        others.entry(Title::read(&contest.title).series()).or_default().push(contest);
    }
    all.extend(others.into_iter().map(|(heading, contests)| Series {
        heading,
        office: None,
        contests,
        tenures: Vec::new(),
    }));
    all
}

/// Returns true if a timeline has something to show: a dated contest or tenure.
pub fn has_timeline(selection: &Selection<'_>) -> bool {
    !series(selection).is_empty()
}

/// Draws the holders of each office to scale, with the contests and their candidates. Offices are one above the other.
pub fn timeline(selection: &Selection<'_>, origin: &str) -> Diagram {
    let mut offices = series(selection);
    let all = offices.len();
    if all > MOST_OFFICES {
        let mut largest: Vec<usize> = (0..all).collect();
        largest.sort_by_key(|at| (Reverse(offices[*at].tenures.len() + offices[*at].contests.len()), *at));
        largest.truncate(MOST_OFFICES);
        let mut at = 0;
        offices.retain(|_| {
            at += 1;
            largest.contains(&(at - 1))
        });
    }
    let last = last_day(selection, &offices);
    let lanes = (ALL_LANES / offices.len().max(1)).clamp(LEAST_LANES, MOST_LANES);
    let panels: Vec<Panel> = offices.iter().map(|o| panel(selection, o, last, lanes)).collect();
    let (from, to) = extent(&panels, last);
    let bars: usize = panels.iter().flat_map(|p| &p.lanes).map(|l| l.bars.len()).sum();
    let marks: usize = panels.iter().map(|p| p.marks.len()).sum();
    let title = match offices.as_slice() {
        [one] => format!("{}: a timeline", one.heading),
        all if all.iter().all(|one| one.office.is_none()) => "Who stood when".into(),
        _ => "Who held which office when".into(),
    };
    let left = match all - offices.len() {
        0 => String::new(),
        left => format!(
            " {} of {all} offices are drawn, those with most tenures and contests; {left} left out.",
            offices.len()
        ),
    };
    let tenures = if bars == 0 { String::new() } else { format!("{}, ", counted(bars, "tenure")) };
    let subtitle = format!("{tenures}{}, to scale.{left}", counted(marks, "contest"));
    let description = panels
        .iter()
        .map(|p| format!("{}: {}", p.heading, p.lanes.iter().flat_map(|l| &l.bars).map(|b| &b.tooltip).join("; ")))
        .join(". ");
    let ids: BTreeSet<ContestId> = offices.iter().flat_map(|o| &o.contests).map(|c| c.id).collect();
    let shown = selection.contests().filter(|c| ids.contains(&c.id));
    let frame = frame(title, subtitle, description, origin, shown);
    let mut panels = panels;
    // The title names the office if there is only one.
    if let [one] = panels.as_mut_slice() {
        one.heading.clear();
    }
    Diagram::Timeline(Timeline { frame, from, to, panels, parties: Vec::new() }).with_tints_settled()
}

/// Returns the first and last day that a date may mean. A date that is open at one end spans three years.
fn days(date: Date) -> Option<(f64, f64)> {
    const OPEN: i64 = 3 * 365;
    match date.days() {
        (Some(first), Some(last)) => Some((first as f64, last as f64)),
        (None, Some(last)) => Some(((last - OPEN) as f64, last as f64)),
        (Some(first), None) => Some((first as f64, (first + OPEN) as f64)),
        (None, None) => None,
    }
}

/// Returns the last known day of these offices, and a little more. Tenures that have not ended are drawn to this day.
fn last_day(selection: &Selection<'_>, offices: &[Series<'_>]) -> f64 {
    let graph = selection.graph();
    let contests = offices.iter().flat_map(|o| &o.contests).filter_map(|c| c.date());
    let tenures = offices.iter().flat_map(|o| &o.tenures);
    let ends = tenures.flat_map(|t| {
        let (from, to) = graph.span_of(t);
        [from, to]
    });
    let all = contests.chain(ends.flatten()).filter_map(days);
    let (from, to) = all.fold((f64::MAX, f64::MIN), |(a, b), (first, last)| (a.min(first), b.max(last)));
    if from > to { 1.0 } else { to + ((to - from) * 0.015).max(60.0) }
}

/// Returns the first and last day of the axis: those of the drawing, with a little room. An axis of less than two years
/// gets a year on either side.
fn extent(panels: &[Panel], last: f64) -> (f64, f64) {
    let bars = panels.iter().flat_map(|p| &p.lanes).flat_map(|l| &l.bars).flat_map(|b| [b.from.0, b.to.1]);
    let marks = panels.iter().flat_map(|p| &p.marks).map(|m| m.at);
    let (from, to) = bars.chain(marks).fold((f64::MAX, f64::MIN), |(a, b), d| (a.min(d), b.max(d)));
    if from > to {
        return (0.0, 1.0);
    }
    let room = if to - from < 730.0 { 380.0 } else { ((to - from) * 0.015).max(60.0) };
    (from - room, if to >= last { to } else { to + room })
}

/// A tenure with its bar.
type Drawn<'g> = (&'g Tenure, Bar);

/// The mark of a contest, and its candidates.
type Stands = (Mark, Vec<PersonId>);

/// Returns the panel of one office with at most `most` lanes. A tenure that has not ended is drawn to the day `end`.
fn panel(selection: &Selection<'_>, series: &Series<'_>, end: f64, most: usize) -> Panel {
    let Series { office, contests, tenures, .. } = series;
    let drawn: Vec<Drawn<'_>> =
        tenures.iter().enumerate().filter_map(|(i, t)| Some((*t, bar(selection, tenures, i, t, end)?))).collect();
    let holders: Vec<PersonId> = drawn.iter().map(|(t, _)| t.person).unique().collect();
    let mut others = others(selection, contests, &holders);
    let mut people: Vec<PersonId> = holders.iter().rev().take(most).rev().copied().collect();
    let left = others.split_off(others.len().min(most - people.len()));
    let fewer = holders.len() - people.len();
    people.extend(others);
    let marks: Vec<Stands> = contests.iter().filter_map(|c| mark(selection, c, &people)).collect();
    let order = lane_order(&people, &drawn, &marks);
    Panel {
        heading: series.heading.clone(),
        note: say_omitted(fewer, left.len(), tenures.len() - drawn.len()),
        lanes: lanes(selection.graph(), *office, &order, &drawn),
        absences: office.map_or_else(Vec::new, |office| absences(selection, office)),
        marks: marks.into_iter().map(|(mark, who)| on_lanes(mark, &who, &order)).collect(),
        handovers: handovers(selection.graph(), &drawn, &order),
        about: office.map(About::Office),
    }
}

/// Returns the people who stood in some contests and never held the office, those who stood most often first. Among
/// equals, the most successful come first.
fn others(selection: &Selection<'_>, contests: &[&Contest], holders: &[PersonId]) -> Vec<PersonId> {
    let graph = selection.graph();
    let mut standing: BTreeMap<PersonId, usize> = BTreeMap::new();
    // The best rank of each person in any contest. Candidacies are in order of their results.
    let mut place: BTreeMap<PersonId, usize> = BTreeMap::new();
    for candidacy in contests
        .iter()
        .flat_map(|c| selection.candidacies_of(c.id))
        .filter(|c| c.is_standing() && selection.is_meant(c.person))
    {
        *standing.entry(candidacy.person).or_default() += 1;
        let rank = graph.contest(candidacy.contest).candidacies.iter().position(|id| *id == candidacy.id).unwrap_or(0);
        place.entry(candidacy.person).and_modify(|best| *best = rank.min(*best)).or_insert(rank);
    }
    let others = standing.iter().filter(|(p, _)| !holders.contains(p));
    others.sorted_by_key(|(p, n)| (Reverse(**n), place[p], **p)).map(|(p, _)| *p).collect()
}

/// Returns a lane for each person, with the bars of the tenures.
fn lanes(graph: &PoliticalGraph, office: Option<OfficeId>, order: &[PersonId], drawn: &[Drawn<'_>]) -> Vec<Lane> {
    // The name of the office already states its own party.
    let party =
        |t: &Tenure| party_of(graph, t).filter(|p| Some(*p) != office.and_then(|office| graph.office(office).party));
    let parties = drawn.iter().map(|(t, _)| party(t)).unique().count();
    let lane = |person: &PersonId| {
        let own = || drawn.iter().filter(|(t, _)| t.person == *person);
        let own_party = own().rev().find_map(|(t, _)| party(t)).filter(|_| parties > 1);
        Lane {
            name: graph.person(*person).name.clone(),
            note: own_party.map(|p| graph.party(p).name.clone()).unwrap_or_default(),
            bars: own().map(|(_, bar)| bar.clone()).collect(),
            about: Some(About::Person(*person)),
        }
    };
    order.iter().map(lane).collect()
}

/// Returns a mark with the lanes of its candidates instead of the people.
fn on_lanes(mark: Mark, who: &[PersonId], order: &[PersonId]) -> Mark {
    let fates = mark.stood.iter().map(|(_, fate)| *fate);
    let stood = who.iter().zip(fates).filter_map(|(p, fate)| Some((lane_of(*p, order)?, fate))).collect();
    Mark { stood, ..mark }
}

/// Returns the transitions between different lanes.
fn handovers(graph: &PoliticalGraph, drawn: &[Drawn<'_>], order: &[PersonId]) -> Vec<Handover> {
    drawn
        .iter()
        .tuple_windows()
        .filter(|((a, _), (b, _))| b.follows && a.person != b.person && succession::predecessor(graph, b) == Some(*a))
        .filter_map(|((a, left), (b, came))| {
            let (from, to) = (lane_of(a.person, order)?, lane_of(b.person, order)?);
            Some(Handover { from, left: left.to.1.min(came.from.1), to, came: came.from.1 })
        })
        .collect()
}

fn lane_of(person: PersonId, order: &[PersonId]) -> Option<usize> {
    order.iter().position(|p| *p == person)
}

/// Returns a note about what the panel leaves out: earlier holders, other candidates, and tenures without a date.
fn say_omitted(holders: usize, others: usize, undated: usize) -> String {
    let mut notes = Vec::new();
    if holders > 0 {
        notes.push(format!("{} left out", counted(holders, "earlier holder")));
    }
    if others > 0 {
        notes.push(format!(
            "{others} who stood but never held the office left out (those who stood least often and did worst)"
        ));
    }
    if undated > 0 {
        notes.push(format!("{} without a date not drawn", counted(undated, "tenure")));
    }
    notes.join("; ")
}

fn bar(selection: &Selection<'_>, all: &[&Tenure], place: usize, tenure: &Tenure, end: f64) -> Option<Bar> {
    let graph = selection.graph();
    let (from, to) = graph.span_of(tenure);
    let open = tenure.ended == Some(Ended::InOffice);
    let next = || all.get(place + 1).filter(|n| n.follows).and_then(|n| days(graph.span_of(n).0?));
    // A tenure of which only one end is known is drawn at that end.
    let mut known = if from.is_none() { Ends::End } else { Ends::Both };
    let from = days(from.or(to)?)?;
    let to = match (open, tenure.to.best()) {
        (true, _) => (end, end),
        (_, Some(to)) => days(*to)?,
        // The tenure ended between the last day on which the person is known to have held the office and the next
        // holder's first day.
        _ => {
            let last = to.and_then(days).map_or(from.1, |d| d.1.max(from.1));
            if next().is_none() {
                known = Ends::Start;
            }
            (last, next().map_or(last, |n| n.0).max(last))
        }
    };
    let item = tenure_item(selection, tenure);
    let tooltip = format!("{}, {}", item.name, item.lines.join(", "));
    let provisional = tenure.began.is_some_and(Began::is_provisional);
    Some(Bar { from, to: (to.0.max(from.0), to.1.max(from.1)), provisional, open, known, tooltip, tint: item.tint })
}

/// Returns the mark of a contest with the outcome of each candidacy. Lanes are set later.
fn mark(selection: &Selection<'_>, contest: &Contest, people: &[PersonId]) -> Option<Stands> {
    let graph = selection.graph();
    let (first, last) = days(contest.date()?)?;
    let rows = selection.candidacies_of(contest.id).filter(|c| c.is_standing() && people.contains(&c.person));
    let (who, stood): (Vec<PersonId>, Vec<(usize, Stood)>) =
        rows.map(|c| (c.person, (0, fate(graph, contest, c)))).unzip();
    let shown = card(graph, contest);
    let results = shown.rounds.last().map(|r| r.results.iter().map(|r| format!("{} {}", r.name, r.figures)).join(", "));
    let word = status_word(contest).to_string();
    let tooltip =
        [contest.title.clone(), word, contest.date().map(short).unwrap_or_default(), results.unwrap_or_default()];
    let tooltip = tooltip.into_iter().filter(|p| !p.is_empty()).join(": ");
    let margin = margin(graph, contest);
    let faint = !contest.documented || !contest.counts(false);
    let about = Some(About::Contest(contest.id));
    let mark = Mark { at: f64::midpoint(first, last), margin, stood, faint, tooltip, about };
    (!who.is_empty()).then_some((mark, who))
}

fn absences(selection: &Selection<'_>, office: OfficeId) -> Vec<Absence> {
    let spells = succession::of_office(selection.graph(), office);
    let selected = |s: &Spell| matches!(s, Spell::Held(id) if selection.has_tenure(selection.graph().tenure(*id)));
    let first = spells.iter().position(selected).unwrap_or(spells.len());
    let last = spells.iter().rposition(selected).unwrap_or(0);
    let inside = spells.iter().enumerate().filter(|(i, _)| (first..last).contains(i)).map(|(_, s)| s);
    inside
        .filter_map(|spell| {
            let (from, to, vacant) = match spell {
                Spell::Vacancy { from, to } => (*from, *to, true),
                Spell::Gap { from: Some(from), to: Some(to) } => (*from, *to, false),
                _ => return None,
            };
            let word = if vacant { "Vacant" } else { "Holder not known" };
            let tooltip = format!("{word}, {} to {}", short(from), short(to));
            let (start, end) = (days(from)?.1, days(to)?.0);
            (end > start).then_some(Absence { from: start, to: end, vacant, tooltip })
        })
        .collect()
}

/// Returns an order of the lanes that keeps successors close to each other, and candidates close to their contests'
/// winners, with earlier people above later ones. It starts with the order of first appearance, and moves single lanes
/// as long as that reduces the cost: the weighted length of the lines plus the distance from the start.
/// O(r · l² · m) for l lanes, m lines and r ≤ 12 rounds.
fn lane_order(people: &[PersonId], drawn: &[Drawn<'_>], marks: &[Stands]) -> Vec<PersonId> {
    let place = |p: PersonId| people.iter().position(|q| *q == p);
    let mut first = vec![f64::MAX; people.len()];
    let mut see = |p: PersonId, day: f64| {
        if let Some(i) = place(p) {
            first[i] = first[i].min(day);
        }
    };
    drawn.iter().for_each(|(t, bar)| see(t.person, bar.from.0));
    marks.iter().for_each(|(mark, who)| who.iter().for_each(|p| see(*p, mark.at)));
    let mut pulls: Vec<(usize, usize, f64)> = Vec::new();
    for ((a, _), (b, _)) in drawn.iter().tuple_windows() {
        if let (Some(a), Some(b)) = (place(a.person), place(b.person))
            && a != b
        {
            pulls.push((a, b, 6.0));
        }
    }
    for (mark, who) in marks {
        let winner = mark.stood.iter().position(|(_, s)| *s == Stood::Elected).unwrap_or(0);
        let Some(centre) = who.get(winner).and_then(|p| place(*p)) else { continue };
        pulls.extend(who.iter().filter_map(|p| place(*p)).filter(|p| *p != centre).map(|p| (centre, p, 1.0)));
    }
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by(|a, b| first[*a].total_cmp(&first[*b]).then(a.cmp(b)));
    let rank: Vec<usize> = {
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, i)| rank[*i] = at);
        rank
    };
    let cost = |order: &[usize]| -> f64 {
        let mut at = vec![0_usize; order.len()];
        order.iter().enumerate().for_each(|(p, i)| at[*i] = p);
        let lines: f64 = pulls.iter().map(|(a, b, w)| w * at[*a].abs_diff(at[*b]) as f64).sum();
        let time: f64 = at.iter().zip(&rank).map(|(p, r)| p.abs_diff(*r) as f64).sum();
        lines + 0.35 * time
    };
    let mut best = cost(&order);
    for _ in 0..12 {
        let before = best;
        for lane in 0..order.len() {
            let from = order.iter().position(|i| *i == lane).unwrap_or(0);
            let mut kept = from;
            for to in 0..order.len() {
                let mut tried = order.clone();
                let moved = tried.remove(from);
                tried.insert(to, moved);
                let found = cost(&tried);
                if found < best - 1e-9 {
                    (best, kept) = (found, to);
                }
            }
            let moved = order.remove(from);
            order.insert(kept, moved);
        }
        if best >= before - 1e-9 {
            break;
        }
    }
    order.into_iter().map(|i| people[i]).collect()
}
