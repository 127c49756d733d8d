//! The rivalry of two people, meeting by meeting.

use super::{Printed, digits, frame, short, status_word, tint};
use crate::analysis::figures::Figures;
use crate::analysis::rivals::{Meeting, Rivalry};
use crate::facts::people::surname;
use crate::graph::{Candidacy, Contest, OfficeId, PersonId, PoliticalGraph, Tenure};
use crate::view::diagram::{About, Diagram, Duel, DuelFigure, DuelMeeting, DuelSide, Frame, Victor};
use crate::view::words::counted;
use crate::wikitext::Date;
use crate::wikitext::capital;
use crate::wikitext::number::grouped;
use itertools::Itertools;

/// The maximum number of tenures listed between two meetings.
const MOST_BETWEEN: usize = 3;

/// Draws how often two people met and who won: each meeting with both shares, its outcome, and what happened since the
/// meeting before. The first person of the rivalry is on the left.
pub fn rivalry(graph: &PoliticalGraph, rivalry: &Rivalry, origin: &str) -> Diagram {
    let pair = [rivalry.a, rivalry.b];
    let colours = pair.map(|p| colour(graph, rivalry, p));
    // Colours are used only if they distinguish the two people.
    let told_apart = colours[0] != colours[1] && colours.iter().all(Option::is_some);
    let names = short_names(graph, pair);
    let sides = [0, 1].map(|i| DuelSide {
        name: graph.person(pair[i]).name.clone(),
        won: rivalry.won(pair[i]),
        ahead: rivalry.ahead(pair[i]),
        colour: colours[i].clone().filter(|_| told_apart),
        about: Some(About::Person(pair[i])),
    });
    let offices: Vec<OfficeId> =
        rivalry.meetings.iter().filter_map(|m| graph.contest(m.contest).office).unique().collect();
    let mut meetings: Vec<DuelMeeting> = Vec::new();
    // A tenure that spans several meetings is stated once.
    let mut told: Vec<String> = Vec::new();
    for (i, meeting) in rivalry.meetings.iter().enumerate() {
        let before = i.checked_sub(1).map(|at| &rivalry.meetings[at]);
        let mut between = before.map(|b| between(graph, pair, &names, [b, meeting], &offices)).unwrap_or_default();
        between.retain(|line| !told.contains(line) || !line.contains(" in office"));
        told.extend(between.iter().cloned());
        meetings.push(one(graph, pair, meeting, offices.len() > 1, between));
    }
    let frame = frame_of(graph, rivalry, &offices, origin);
    let score = score(&sides, rivalry.meetings.len(), rivalry.both(graph));
    let shares = meetings.iter().flat_map(|m| &m.figures).any(|f| f.share.is_some());
    let note = if shares {
        "All bars have one scale: the share of the votes in the last round in which both stood. Elected means elected by that contest."
    } else {
        "Elected means elected by that contest."
    };
    Diagram::Duel(Duel { frame, sides, meetings, score, note: note.into() })
}

/// Returns the colour of the party for which a person stood in the latest meeting for which it is known.
fn colour(graph: &PoliticalGraph, rivalry: &Rivalry, person: PersonId) -> Option<String> {
    rivalry.meetings.iter().rev().find_map(|m| {
        let row = graph.candidacies_of(m.contest).find(|c| c.person == person)?;
        let party = row.party.best().copied().or(graph.contest(m.contest).party)?;
        tint(graph, Some(party)).map(|t| t.colour)
    })
}

/// Returns the surnames, or the full names if both people have the same surname.
fn short_names(graph: &PoliticalGraph, pair: [PersonId; 2]) -> [String; 2] {
    let whole = pair.map(|p| graph.person(p).name.as_str());
    let family = whole.map(surname);
    if family[0] == family[1] { whole.map(ToString::to_string) } else { family.map(ToString::to_string) }
}

fn score(sides: &[DuelSide; 2], meetings: usize, both: usize) -> String {
    let met = counted(meetings, "meeting");
    let ahead = format!("finished ahead {}–{}", sides[0].ahead, sides[1].ahead);
    let elected = match (sides[0].won + sides[1].won, both) {
        (0, 0) => format!("neither won ({met})"),
        (0, both) if both == meetings => format!("both elected ({met})"),
        (_, 0) if meetings == 1 => "in their one meeting".into(),
        (_, 0) => format!("contests won, of {met}"),
        (_, both) => format!("contests won, of {met}; both elected in {both}"),
    };
    format!("{elected}; {ahead}")
}

fn frame_of(graph: &PoliticalGraph, rivalry: &Rivalry, offices: &[OfficeId], origin: &str) -> Frame {
    let [a, b] = [rivalry.a, rivalry.b].map(|p| graph.person(p).name.clone());
    let title = format!("{a} and {b}");
    let years = match rivalry.years(graph) {
        (Some(first), Some(last)) if first == last => format!(" in {first}"),
        (Some(first), Some(last)) => format!(" between {first} and {last}"),
        _ => String::new(),
    };
    let times = match rivalry.meetings.len() {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        n => format!("{n} times"),
    };
    let stated = match rivalry.stated() {
        0 => String::new(),
        n => format!(" Sources only mention {n} of the meetings."),
    };
    let office = match offices {
        [one] => format!(", for one office: {}", graph.office(*one).name),
        _ => String::new(),
    };
    let subtitle = format!("They met {times}{years}{office}.{stated}");
    let contests = rivalry.meetings.iter().map(|m| graph.contest(m.contest));
    let described = contests.clone().map(|c| c.title.clone()).join("; ");
    let (won_a, won_b) = (rivalry.won(rivalry.a), rivalry.won(rivalry.b));
    let description =
        format!("{a} and {b} met {times}{years}. {a} was elected {won_a} times, {b} {won_b}: {described}.");
    frame(title, subtitle, description, origin, contests)
}

fn one(
    graph: &PoliticalGraph,
    pair: [PersonId; 2],
    meeting: &Meeting,
    offices: bool,
    between: Vec<String>,
) -> DuelMeeting {
    let contest = graph.contest(meeting.contest);
    let figures = Figures::of(graph, contest, meeting.round);
    let digits = digits(&figures);
    let of = |person| {
        let figure = figures.person(person);
        let share = figure.and_then(|f| figures.exact(f)).map(|s| Printed::new(s, digits));
        let votes = figure.and_then(|f| f.votes);
        DuelFigure {
            share: share.as_ref().map(|s| s.value),
            // If there is no share, the votes take its place.
            words: share.as_ref().map(|s| s.words.clone()).or_else(|| votes.map(grouped)).unwrap_or_default(),
            votes: votes.filter(|_| share.is_some()).map(|v| counted(v as usize, "vote")).unwrap_or_default(),
        }
    };
    let elected = |person| graph.candidacies_of(contest.id).any(|c| c.person == person && c.is_elected());
    let victor = match pair.map(elected) {
        _ if !contest.counts(true) => Victor::Neither,
        [true, true] => Victor::Both,
        [true, false] => Victor::First,
        [false, true] => Victor::Second,
        _ => Victor::Neither,
    };
    let rounds = contest.valid_rounds(false).len();
    let round = if rounds > 1 { format!("round {} of {rounds}", meeting.round) } else { String::new() };
    let body = contest.selectorate_of(meeting.round).map_or("", |s| s.label());
    let stated = if meeting.documented { "" } else { "mentioned only" };
    let detail = [round.as_str(), body, status_word(contest), stated].into_iter().filter(|p| !p.is_empty()).join(" · ");
    let office = contest.office.filter(|_| offices).map(|o| graph.office(o).name.clone());
    let when = contest.date().map_or_else(|| contest.title.clone(), short);
    let decided = decided(graph, contest, pair);
    let both = of(pair[0]).words.is_empty() && of(pair[1]).words.is_empty();
    let unknown = if both { "No figures known." } else { "" };
    let decided = [decided.as_str(), unknown].into_iter().filter(|p| !p.is_empty()).join(" ");
    let says: Vec<String> = pair
        .iter()
        .map(|p| format!("{} {} {}", graph.person(*p).name, of(*p).words, of(*p).votes).trim().to_string())
        .collect();
    DuelMeeting {
        title: contest.title.clone(),
        when,
        lines: office.into_iter().chain(Some(detail).filter(|d| !d.is_empty())).collect(),
        figures: pair.map(of),
        victor,
        decided,
        between,
        tooltip: format!("{}: {}", contest.title, says.join(", ")),
        about: Some(About::Contest(contest.id)),
    }
}

/// Returns the outcome of a contest in a sentence.
fn decided(graph: &PoliticalGraph, contest: &Contest, pair: [PersonId; 2]) -> String {
    let name = |p: PersonId| graph.person(p).name.clone();
    let winners: Vec<PersonId> = graph.elected_by(contest).map(|c: &Candidacy| c.person).collect();
    let word = status_word(contest);
    if !word.is_empty() {
        return format!("The contest was {word}.");
    }
    match winners[..] {
        [] => "No source says who was elected.".into(),
        [one] => {
            let others = if pair.contains(&one) { "" } else { "Neither of the two: " };
            let before = contest.before.best().copied().or_else(|| before_by_tenures(graph, contest, one).map(Some));
            match before {
                Some(Some(holder)) if holder == one => format!("{others}{} was re-elected.", name(one)),
                Some(Some(holder)) => format!("{others}{} was elected and followed {}.", name(one), name(holder)),
                Some(None) => format!("{others}{} was elected; the office was vacant.", name(one)),
                None => format!("{others}{} was elected.", name(one)),
            }
        }
        _ => {
            let names = winners.iter().map(|p| name(*p)).join(", ");
            capital(&format!("elected: {names}."))
        }
    }
}

/// Returns the holder before the person whom a contest elected, from the tenures.
fn before_by_tenures(graph: &PoliticalGraph, contest: &Contest, elected: PersonId) -> Option<PersonId> {
    let own: Vec<&Tenure> = graph.tenures_of(contest.office?).filter(|t| t.person == elected).collect();
    if own.iter().any(|t| t.renewed.contains(&contest.id)) {
        return Some(elected);
    }
    let led_to = own.into_iter().find(|t| t.contest == Some(contest.id) && t.follows)?;
    crate::analysis::succession::predecessor(graph, led_to).map(|t| t.person)
}

/// Returns the time from one meeting to the next, and the tenures of the two people in between, in the offices
/// contested.
fn between(
    graph: &PoliticalGraph,
    pair: [PersonId; 2],
    names: &[String; 2],
    [before, after]: [&Meeting; 2],
    offices: &[OfficeId],
) -> Vec<String> {
    let [from, to] = [before, after].map(|m| graph.contest(m.contest).date());
    let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
    let mut says = Vec::new();
    says.extend(apart(from, to));
    let meets = |t: &Tenure| {
        let (start, end) = graph.span_of(t);
        let early = start.and_then(Date::middle).is_some_and(|d| Some(d) < to.middle());
        let late = end.is_none_or(|e| e.middle().is_none_or(|d| Some(d) > from.middle()));
        early && late
    };
    let held = offices.iter().flat_map(|o| graph.tenures_of(*o)).filter(|t| pair.contains(&t.person) && meets(t));
    let mut spells: Vec<(usize, Option<Date>, String)> = held
        .map(|t| {
            let side = usize::from(t.person == pair[1]);
            let until = if t.ended == Some(crate::facts::Ended::InOffice) { Some("today".into()) } else { None };
            let until = until.or_else(|| t.to.best().map(|d| short(*d))).unwrap_or_else(|| "?".into());
            let since = t.from.best().map_or_else(|| "?".into(), |d| short(*d));
            let office = if offices.len() > 1 { format!(" as {}", graph.office(t.office).name) } else { String::new() };
            (side, t.from.best().copied(), format!("{} in office{office}, {since} to {until}", names[side]))
        })
        .collect();
    spells.sort_by_key(|(_, from, _)| from.map(|d| d.sort_key()));
    let more = spells.len().saturating_sub(MOST_BETWEEN);
    says.extend(spells.into_iter().take(MOST_BETWEEN).map(|(.., words)| words));
    if more > 0 {
        says.push(format!("and {} more", counted(more, "tenure")));
    }
    says
}

/// Returns the time between two dates in words; `None` if it rounds to less than a month.
fn apart(from: Date, to: Date) -> Option<String> {
    let days = to.middle()? - from.middle()?;
    let months = (days / 30.44).round() as usize;
    match months {
        0 => None,
        1..=17 => Some(format!("{} later", counted(months, "month"))),
        _ => Some(format!("{} later", counted((days / 365.2425).round() as usize, "year"))),
    }
}
