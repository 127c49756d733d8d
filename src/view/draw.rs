//! The graph's diagrams: successions, careers, series of contests, rivalries.

use super::diagram::{BoxStyle, Card, CardResult, CardRound, Diagram, Frame, Group, Item, Network, Spine, Tie};
use super::profile::say_meetings;
use crate::analysis::figures::Figures;
use crate::analysis::measures::{RoundChoice, of_contest};
use crate::analysis::rivals::Rivalry;
use crate::analysis::succession::{self, Spell};
use crate::facts::{Began, Ended, Status};
use crate::graph::{Candidacy, Contest, ContestId, OfficeId, PersonId, PoliticalGraph, Tenure};
use crate::wikitext::Date;
use crate::wikitext::number::grouped;
use itertools::Itertools;

/// A card lists at most this many results of a round, and says how many it leaves out.
const MOST_RESULTS: usize = 6;

/// Who held each office after whom, and through which contest.
pub fn succession(graph: &PoliticalGraph, offices: &[OfficeId], origin: &str) -> Diagram {
    let mut groups = Vec::new();
    let (mut tenures, mut contests) = (0, 0);
    for office in offices {
        let mut items: Vec<Item> = Vec::new();
        let mut left: Option<&Tenure> = None;
        for spell in succession::of_office(graph, *office) {
            let arrow =
                left.and_then(|t| t.ended).filter(|e| *e != Ended::InOffice).map_or("", Ended::label).to_string();
            match spell {
                Spell::Held(id) => {
                    let tenure = graph.tenure(id);
                    let after_vacancy = items.last().is_some_and(|i| i.style == BoxStyle::Vacancy);
                    items.push(Item {
                        follows: tenure.follows,
                        arrow: if after_vacancy || !tenure.follows { String::new() } else { arrow },
                        by: tenure.contest.map(|c| card(graph, graph.contest(c))),
                        ..tenure_item(graph, tenure)
                    });
                    tenures += 1;
                    contests += usize::from(tenure.contest.is_some()) + tenure.renewed.len();
                    left = Some(tenure);
                }
                Spell::Vacancy { from, to } => items.push(Item {
                    style: BoxStyle::Vacancy,
                    name: "Vacant".into(),
                    lines: vec![format!("{} to {}", short(from), short(to))],
                    year: year(Some(from)),
                    follows: true,
                    arrow,
                    ..Item::default()
                }),
                Spell::Gap { from, to } => {
                    let lines = match (from, to) {
                        (Some(from), Some(to)) => vec![format!("between {} and {}", short(from), short(to))],
                        _ => Vec::new(),
                    };
                    items.push(Item { style: BoxStyle::Gap, name: "Not known".into(), lines, ..Item::default() });
                }
            }
        }
        if !items.is_empty() {
            groups.push(Group { heading: graph.office(*office).name.clone(), items });
        }
    }
    let title = match groups.as_slice() {
        [one] => format!("{}: who followed whom", one.heading),
        _ => "Successions: who followed whom".into(),
    };
    if let [one] = groups.as_mut_slice() {
        one.heading.clear();
    }
    let subtitle = format!("{tenures} tenures, {contests} contests. Read downwards, then across.");
    let description = groups.iter().map(|g| describe(&g.items)).join(" ");
    Diagram::Spine(Spine { frame: frame(title, subtitle, description, origin, of_offices(graph, offices)), groups })
}

/// What a person stood for, won, lost and held.
pub fn career(graph: &PoliticalGraph, person: PersonId, origin: &str) -> Diagram {
    let row = graph.person(person);
    let tenures: Vec<&Tenure> = row.tenures.iter().map(|id| graph.tenure(*id)).collect();
    let within: Vec<ContestId> =
        tenures.iter().flat_map(|t| t.contest.into_iter().chain(t.renewed.iter().copied())).collect();
    let mut dated: Vec<(Option<Date>, Item)> = Vec::new();
    for tenure in &tenures {
        let mut item = tenure_item(graph, tenure);
        item.name.clone_from(&graph.office(tenure.office).name);
        item.by = tenure.contest.map(|c| card(graph, graph.contest(c)));
        dated.push((
            tenure.from.best().copied().or_else(|| tenure.renewed.first().and_then(|c| graph.contest(*c).date())),
            item,
        ));
    }
    for candidacy in row.candidacies.iter().map(|id| graph.candidacy(*id)).filter(|c| !within.contains(&c.contest)) {
        let contest = graph.contest(candidacy.contest);
        let name = match candidacy.outcome.best() {
            Some(outcome) => capital(outcome.label()),
            None if graph.candidacies_of(contest.id).any(Candidacy::is_elected) => "Lost".into(),
            None => "Stood".into(),
        };
        let lines = contest.office.map(|o| vec![graph.office(o).name.clone()]).unwrap_or_default();
        let item = Item {
            style: BoxStyle::Contest,
            name,
            lines,
            year: year(contest.date()),
            beside: vec![card(graph, contest)],
            ..Item::default()
        };
        dated.push((contest.date(), item));
    }
    dated.sort_by(|a, b| a.0.map(|d| d.sort_key()).cmp(&b.0.map(|d| d.sort_key())));
    let mut items: Vec<Item> = dated.into_iter().map(|(_, item)| item).collect();
    items.iter_mut().skip(1).for_each(|item| item.follows = true);
    let stood = row.candidacies.iter().filter(|c| graph.candidacy(**c).is_standing()).count();
    let elected = row.candidacies.iter().filter(|c| graph.candidacy(**c).is_elected()).count();
    let subtitle = format!("Stood in {stood} contests, elected in {elected}; {} tenures.", tenures.len());
    let description = describe(&items);
    let stood = row.candidacies.iter().map(|c| graph.contest(graph.candidacy(*c).contest));
    let frame = frame(format!("{}: career", row.name), subtitle, description, origin, stood);
    Diagram::Spine(Spine { frame, groups: vec![Group { heading: String::new(), items }] })
}

/// The contests for each office, one after the other.
pub fn contests(graph: &PoliticalGraph, offices: &[OfficeId], origin: &str) -> Diagram {
    let mut groups = Vec::new();
    let mut count = 0;
    for office in offices {
        let mut items = Vec::new();
        let mut before: Option<&Contest> = None;
        for contest in graph.contests_of(*office) {
            count += 1;
            let selectorate = contest.selectorate.best().map(|s| s.label().to_string());
            let turnout = of_contest(graph, contest, RoundChoice::First, false).first().and_then(|m| m.turnout);
            let turnout = turnout.map(|t| format!("turnout {:.1}%", t.percent()));
            let linked = before.is_some_and(|b| {
                b.next.best() == Some(&contest.id)
                    || contest.previous.best() == Some(&b.id)
                    || !contest.counts(true)
                    || !b.counts(true)
            });
            items.push(Item {
                style: if contest.documented { BoxStyle::Contest } else { BoxStyle::Gap },
                name: contest.date().map_or_else(|| contest.title.clone(), short),
                lines: selectorate.into_iter().chain(turnout).collect(),
                year: String::new(),
                follows: linked,
                beside: vec![card(graph, contest)],
                ..Item::default()
            });
            before = Some(contest);
        }
        if !items.is_empty() {
            groups.push(Group { heading: graph.office(*office).name.clone(), items });
        }
    }
    let title = match groups.as_slice() {
        [one] => format!("{}: the contests", one.heading),
        _ => "The contests".into(),
    };
    if let [one] = groups.as_mut_slice() {
        one.heading.clear();
    }
    let description = groups.iter().map(|g| describe(&g.items)).join(" ");
    let subtitle = format!("{count} contests. Read downwards, then across.");
    let frame = frame(title, subtitle, description, origin, of_offices(graph, offices));
    Diagram::Spine(Spine { frame, groups })
}

/// Who faced whom: people who met, each tie as wide as their meetings are many.
pub fn rivalries(graph: &PoliticalGraph, shown: &[Rivalry], all: usize, min: usize, origin: &str) -> Diagram {
    let people: Vec<PersonId> = shown.iter().flat_map(|r| [r.a, r.b]).sorted().dedup().collect();
    let place = |p: PersonId| people.iter().position(|q| *q == p).unwrap_or(0);
    let ties: Vec<Tie> = shown
        .iter()
        .map(|r| {
            let (a, b) = (&graph.person(r.a).name, &graph.person(r.b).name);
            let meetings = r.meetings.iter().map(|m| graph.contest(m.contest).title.clone()).join("; ");
            let record = record(graph, r);
            let tooltip = format!(
                "{a} and {b}: {}; elected {} and {}: {meetings}",
                say_meetings(r.documented(), r.stated()),
                r.won(r.a),
                r.won(r.b)
            );
            Tie { a: place(r.a), b: place(r.b), weight: r.meetings.len(), label: record, tooltip }
        })
        .collect();
    let node = |p: &PersonId| {
        let person = graph.person(*p);
        let rows = person.candidacies.iter().map(|c| graph.candidacy(*c)).filter(|c| c.is_standing());
        let (stood, won) = rows.fold((0, 0), |(s, w), c| (s + 1, w + usize::from(c.is_elected())));
        (person.name.clone(), format!("stood {stood}, elected {won}"))
    };
    let nodes = people.iter().map(node).collect();
    let left = all - shown.len();
    let subtitle = match (min, left) {
        (_, 0) => format!("All {all} pairs."),
        (1, _) => format!("The {} of {all} pairs who met most often.", shown.len()),
        _ => format!("Pairs who met at least {min} times; {left} other pairs are left out."),
    };
    let description = ties.iter().map(|t| t.tooltip.clone()).join(". ");
    let met = shown.iter().flat_map(|r| &r.meetings).map(|m| graph.contest(m.contest));
    let frame = frame("Rivalries: who faced whom, and who won".into(), subtitle, description, origin, met);
    Diagram::Network(Network { frame, nodes, ties })
}

/// `4: Rabin 3–1`: the meetings, and the elections won with the name of the one who won more.
fn record(graph: &PoliticalGraph, rivalry: &Rivalry) -> String {
    let (a, b) = (rivalry.won(rivalry.a), rivalry.won(rivalry.b));
    let surname = |p| crate::facts::people::surname(&graph.person(p).name).to_string();
    let total = rivalry.meetings.len();
    let won = |name: String, more: usize, less: usize| {
        // Figures behind a name that is written right to left would be drawn in reverse.
        if is_right_to_left(&name) {
            format!("{total}: {more}–{less} {name}")
        } else {
            format!("{total}: {name} {more}–{less}")
        }
    };
    match a.cmp(&b) {
        std::cmp::Ordering::Greater => won(surname(rivalry.a), a, b),
        std::cmp::Ordering::Less => won(surname(rivalry.b), b, a),
        std::cmp::Ordering::Equal => format!("{total}: {a}–{b}"),
    }
}

/// Whether a name holds letters of Hebrew, Arabic, or the scripts between and beside them.
fn is_right_to_left(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'))
}

/// The contests for some offices.
fn of_offices<'g>(graph: &'g PoliticalGraph, offices: &[OfficeId]) -> impl Iterator<Item = &'g Contest> {
    graph.contests().iter().filter(|c| c.office.is_some_and(|o| offices.contains(&o)))
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
    let to = last.map(|d| format!(" Contests to {}.", d.long())).unwrap_or_default();
    Frame { title, subtitle, description, source: format!("Source: {origin}.{to} Drawn by Hustings.") }
}

fn tenure_item(graph: &PoliticalGraph, tenure: &Tenure) -> Item {
    let until = match (tenure.ended, tenure.to.best()) {
        (Some(Ended::InOffice), _) => "today".to_string(),
        (_, Some(to)) => short(*to),
        (_, None) => "?".into(),
    };
    let from = tenure.from.best().map_or("?".to_string(), |d| short(*d));
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
        beside: tenure.renewed.iter().map(|c| card(graph, graph.contest(*c))).collect(),
        ..Item::default()
    }
}

/// A contest with the results of its valid rounds.
pub fn card(graph: &PoliticalGraph, contest: &Contest) -> Card {
    let date = contest.date().map(short).unwrap_or_default();
    let selectorate = contest.selectorate.best().map(|s| s.label()).unwrap_or_default();
    let stated = if contest.documented { "" } else { "stated only" };
    let heading = [date.as_str(), selectorate, stated].into_iter().filter(|s| !s.is_empty()).join(" · ");
    let last = of_contest(graph, contest, RoundChoice::Last, false);
    let aside = last.first().and_then(|m| m.margin_points).map(|p| format!("margin {p:.1} points")).unwrap_or_default();
    let numbers = contest.valid_rounds(false);
    let many = numbers.len() > 1;
    let rounds = numbers.iter().map(|n| card_round(graph, contest, *n, many)).collect();
    Card { title: contest.title.clone(), heading, aside, stated: !contest.documented, rounds }
}

fn card_round(graph: &PoliticalGraph, contest: &Contest, number: usize, many: bool) -> CardRound {
    let figures = Figures::of(graph, contest, number);
    let before = contest.before.best().copied().flatten();
    let last = contest.valid_rounds(false).last() == Some(&number);
    let mut results: Vec<CardResult> = figures
        .rows
        .iter()
        .map(|f| {
            let candidacy = graph.candidacies_of(contest.id).find(|c| c.person == f.person);
            let elected = candidacy.is_some_and(Candidacy::is_elected) && last;
            let share = f.given.or(f.share).map(|s| format!("{s:.1}%"));
            let votes = f.votes.map(grouped);
            let says: Vec<String> = votes.into_iter().chain(share).collect();
            let beaten = last
                && before == Some(f.person)
                && !candidacy.is_some_and(Candidacy::is_elected)
                && graph.candidacies_of(contest.id).any(Candidacy::is_elected);
            CardResult {
                name: graph.person(f.person).name.clone(),
                share: f.share,
                figures: says.join("  "),
                elected,
                beaten,
            }
        })
        .collect();
    results.sort_by_key(|r| !r.elected && r.share.is_none());
    let only = results.len() == 1;
    let more = results.len().saturating_sub(MOST_RESULTS);
    results.truncate(MOST_RESULTS);
    let note = match (contest.status.best(), more) {
        (Some(Status::Cancelled), _) => "called off".into(),
        (Some(Status::Unopposed), _) if only => "no other candidate".into(),
        (_, 0) => String::new(),
        (_, more) => format!("and {more} more"),
    };
    let date =
        contest.round(number).and_then(|r| r.dates.best()).map(|d| format!(", {}", short(*d))).unwrap_or_default();
    let label = if many { format!("Round {number}{date}") } else { String::new() };
    CardRound { label, results, note }
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

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn describe(items: &[Item]) -> String {
    items.iter().map(|i| format!("{} ({})", i.name, i.lines.join(", "))).join("; ") + "."
}
