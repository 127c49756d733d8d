//! Judges what a page about a person claims of terms and results.

use super::{ClaimVerdict, Court, Finding, unknown};
use crate::facts::{Citation, OfficeWords, Outcome};
use crate::graph::{Candidacy, CitationId, Contest, Tenure};
use crate::wikitext::number::decimals;
use crate::wikitext::{Date, fold};

/// Percentage points by which a share of prose must differ from that of a table to contradict it: prose often counts the
/// two leading candidates alone.
const FAR: f64 = 2.0;

/// Prose calls somebody unopposed whose only opponents had less than this share, in per cent.
const MINOR: f64 = 5.0;

/// Consecutive tenures in one body.
struct Spell<'g> {
    tenures: Vec<&'g Tenure>,
}

impl Spell<'_> {
    /// Returns the years in which its tenures may be said to have begun, or to have ended: about the turn of a year, both.
    fn years(&self, from: bool) -> Vec<i32> {
        let of = |t: &&Tenure| if from { t.from.best() } else { t.to.best() }.copied();
        let years = |date: Date| {
            let year = date.the_year()?;
            let other = match (date.the_month(), date.the_day()) {
                (Some(12), Some(1..)) => year + 1,
                (Some(1), Some(1..)) => year - 1,
                _ => year,
            };
            Some([year, other])
        };
        self.tenures.iter().filter_map(of).filter_map(years).flatten().collect()
    }

    /// Returns the year in which it began, or in which it ended.
    fn bound(&self, from: bool) -> Option<i32> {
        if from { self.tenures.first()?.from.best()?.the_year() } else { self.tenures.last()?.to.best()?.the_year() }
    }
}

pub(super) fn spell(
    court: &Court<'_>,
    own: &Citation,
    name: &str,
    words: &str,
    from: Option<i32>,
    to: Option<i32>,
) -> Option<(String, Finding)> {
    let span = match (from, to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => return None,
    };
    let graph = court.graph;
    let person = court.person(name, None)?;
    let mut tenures: Vec<&Tenure> = graph.person(person).tenures.iter().map(|id| graph.tenure(*id)).collect();
    tenures.retain(|t| !court.others(&t.citations, own).is_empty());
    tenures.sort_by_key(|t| t.from.best().and_then(|d| d.the_year()));
    let offices: Vec<OfficeWords> =
        tenures.iter().map(|t| OfficeWords::of(&graph.office(t.office).name, None)).collect();
    // "For the 3rd district since 2005" may mean the seat or the whole time in the body.
    let [body, seat] = OfficeWords::named_in(words, &offices).map(|named| {
        let held: Vec<&Tenure> = named.into_iter().map(|at| tenures[at]).collect();
        held
    });
    let held = if seat.is_empty() { body.clone() } else { seat };
    let office = held.first().map_or_else(|| words.to_string(), |t| graph.office(t.office).name.clone());
    let says = format!("{name} held {office} {span}");
    if held.is_empty() {
        return Some((says, unknown("no other source mentions the tenure")));
    }
    let (spells, whole) = (spells(&held), spells(&body));
    let agrees = |spell: &Spell<'_>| {
        let start = from.is_none_or(|year| spell.years(true).contains(&year));
        let goes_on = || spell.tenures.last().is_some_and(|t| t.to.all().is_empty());
        let end = match to {
            Some(year) => spell.years(false).contains(&year),
            None => goes_on() || from.is_some(),
        };
        start && end
    };
    let places = |spell: &Spell<'_>| spell.tenures.iter().flat_map(|t| t.citations.iter().take(1).copied()).collect();
    if let Some(spell) = spells.iter().chain(&whole).find(|s| agrees(s)) {
        return Some((says, (ClaimVerdict::Confirmed, "other sources give the same years".into(), places(spell))));
    }
    // Only a spell whose own years are known, and which is meant beyond doubt, can contradict.
    let overlaps = |spell: &&Spell<'_>| {
        let (start, end) = (spell.bound(true), spell.bound(false).unwrap_or(i32::MAX));
        start.is_some_and(|start| start <= to.unwrap_or(i32::MAX) && from.unwrap_or(i32::MIN) <= end)
    };
    let meant: Vec<&Spell<'_>> = spells.iter().filter(overlaps).collect();
    let [spell] = meant[..] else { return Some((says, unknown("other sources know several spells, or none then"))) };
    let differs = |claimed: Option<i32>, from: bool| {
        let known = spell.bound(from)?;
        claimed.filter(|year| !spell.years(from).contains(year)).map(|_| known)
    };
    let told = match (differs(from, true), differs(to, false)) {
        (Some(year), _) => format!("according to other sources, the term began in {year}"),
        (_, Some(year)) => format!("according to other sources, the term ended in {year}"),
        _ => return Some((says, unknown("other sources do not give both years"))),
    };
    Some((says, (ClaimVerdict::Contradicted, told, places(spell))))
}

/// Joins tenures that follow each other within a year.
fn spells<'g>(held: &[&'g Tenure]) -> Vec<Spell<'g>> {
    let mut spells: Vec<Spell<'g>> = Vec::new();
    for tenure in held {
        let start = tenure.from.best().and_then(|d| d.the_year());
        let follows = |spell: &Spell<'_>| {
            let end = spell.tenures.iter().filter_map(|t| t.to.best().and_then(|d| d.the_year())).max();
            start.zip(end).is_some_and(|(start, end)| start - end <= 1)
        };
        match spells.last_mut().filter(|spell| follows(spell)) {
            Some(spell) => spell.tenures.push(tenure),
            None => spells.push(Spell { tenures: vec![tenure] }),
        }
    }
    spells
}

/// What a page about a person claims of one contest.
pub(super) struct Ran<'c> {
    pub(super) person: &'c str,
    pub(super) year: i32,
    pub(super) primary: bool,
    pub(super) unopposed: bool,
    pub(super) opponent: Option<&'c str>,
    pub(super) shares: [Option<f64>; 2],
}

pub(super) fn ran(court: &Court<'_>, own: &Citation, claim: &Ran<'_>) -> (String, Finding) {
    let stage = if claim.primary { "a primary" } else { "a contest" };
    let what = match (claim.unopposed, claim.shares, claim.opponent) {
        (true, ..) => "unopposed".to_string(),
        (_, [Some(a), Some(b)], Some(other)) => format!("{a}% against {other}'s {b}%"),
        (_, [Some(a), _], Some(other)) => format!("{a}% against {other}"),
        (_, [Some(a), _], None) => format!("{a}%"),
        _ => "a result".to_string(),
    };
    let says = format!("{} had {what} in {stage} of {}", claim.person, claim.year);
    let says =
        if claim.unopposed { format!("{} stood unopposed in {stage} of {}", claim.person, claim.year) } else { says };
    let graph = court.graph;
    let Some(person) = court.person(claim.person, None) else { return (says, unknown("no other source says so")) };
    let of_year: Vec<(&Candidacy, &Contest)> = graph
        .person(person)
        .candidacies
        .iter()
        .map(|id| graph.candidacy(*id))
        .filter(|c| c.is_standing() && !court.others(&c.stood, own).is_empty())
        .map(|c| (c, graph.contest(c.contest)))
        .filter(|(_, contest)| contest.year() == Some(claim.year))
        .filter(|(_, contest)| claim.opponent.is_none_or(|name| stands(court, contest, name).is_some()))
        .collect();
    let mut stood = of_year.clone();
    stood.retain(|(_, contest)| is_primary(contest) == claim.primary);
    let [(candidacy, contest)] = stood[..] else {
        let why =
            if stood.is_empty() { "no table of such a contest was read" } else { "several contests may be meant" };
        return (says, unknown(why));
    };
    let places: Vec<CitationId> = candidacy.stood.iter().take(2).copied().collect();
    let share = |c: &Candidacy| {
        let round = graph.contest(c.contest).valid_rounds(false).last().copied().unwrap_or(1);
        c.round(round).and_then(|r| r.shares.best().copied())
    };
    if claim.unopposed {
        let others: Vec<&Candidacy> =
            graph.candidacies_of(contest.id).filter(|c| c.person != person && c.is_standing()).collect();
        let minor = others.iter().all(|c| share(c).is_some_and(|share| share < MINOR));
        let finding = match others.len() {
            0 => (ClaimVerdict::Confirmed, "no source names another candidate".into(), places),
            _ if minor => unknown("others had few votes, as those written in have"),
            1 => (ClaimVerdict::Contradicted, format!("another candidate is listed in the {}", contest.title), places),
            n => (
                ClaimVerdict::Contradicted,
                format!("{n} other candidates are listed in the {}", contest.title),
                places,
            ),
        };
        return (says, finding);
    }
    let known_of = |candidacy: &Candidacy, contest: &Contest| -> Vec<(f64, f64)> {
        let other = claim.opponent.and_then(|name| stands(court, contest, name));
        let pairs = [(claim.shares[0], share(candidacy)), (claim.shares[1], other.and_then(share))];
        pairs.into_iter().filter_map(|(claimed, known)| Some((claimed?, known?))).collect()
    };
    let known = known_of(candidacy, contest);
    let off = |(claimed, known): &(f64, f64)| (claimed - known).abs();
    let unit = |claimed: f64| 10f64.powi(-i32::try_from(decimals(claimed)).unwrap_or(0));
    let agrees = |known: &[(f64, f64)]| !known.is_empty() && known.iter().all(|pair| off(pair) < unit(pair.0));
    // A run-off may be a contest of its own.
    let elsewhere = of_year.iter().find(|(c, of)| of.id != contest.id && agrees(&known_of(c, of)));
    let finding = if known.is_empty() {
        unknown("other sources give no share")
    } else if agrees(&known) {
        (ClaimVerdict::Confirmed, format!("the {} gives the same", contest.title), places)
    } else if let Some((found, of)) = elsewhere {
        let places = found.stood.iter().take(2).copied().collect();
        (ClaimVerdict::Confirmed, format!("the {} gives the same", of.title), places)
    } else if let Some((_, given)) = known.iter().find(|pair| off(pair) >= FAR) {
        (ClaimVerdict::Contradicted, format!("the {} gives {given}%", contest.title), places)
    } else {
        unknown("the table of results differs by less than two points")
    };
    (says, finding)
}

/// What a page about a person claims of having stood.
pub(super) struct Stood<'c> {
    pub(super) year: i32,
    pub(super) primary: bool,
    pub(super) outcome: Option<Outcome>,
    pub(super) words: &'c str,
}

/// Judges that somebody stood in a year, and how it ended. A year may have several contests, so that only what all of
/// them say contradicts.
pub(super) fn stood(court: &Court<'_>, own: &Citation, name: &str, claim: &Stood<'_>) -> (String, Finding) {
    let Stood { year, primary, outcome, words } = *claim;
    let stage = if primary { "a primary" } else { "a contest" };
    let says = match outcome {
        Some(outcome) => format!("{name} {} {stage} of {year}", in_contest(outcome)),
        None => format!("{name} stood in {stage} of {year}"),
    };
    let graph = court.graph;
    let Some(person) = court.person(name, None) else { return (says, unknown("no other source says so")) };
    let of_year: Vec<&Candidacy> = graph
        .person(person)
        .candidacies
        .iter()
        .map(|id| graph.candidacy(*id))
        .filter(|c| !court.others(&c.stood, own).is_empty())
        .filter(|c| graph.contest(c.contest).year() == Some(year) && is_primary(graph.contest(c.contest)) == primary)
        .collect();
    let ended =
        |c: &&&Candidacy| outcome.is_none_or(|outcome| c.outcome.best().is_some_and(|own| alike(*own, outcome)));
    if let Some(found) = of_year.iter().find(ended) {
        let title = &graph.contest(found.contest).title;
        let places = found.stood.iter().take(2).copied().collect();
        return (says, (ClaimVerdict::Confirmed, format!("the {title} gives the same"), places));
    }
    // A term that begins in that year, or with the next, was won then.
    let is_named = |t: &Tenure| {
        let office = [OfficeWords::of(&graph.office(t.office).name, None)];
        !OfficeWords::named_in(words, &office)[0].is_empty()
    };
    let took_office = |t: &&Tenure| {
        let began = t.from.best().copied();
        let first = began.and_then(|date| date.the_year());
        let soon = began.and_then(|date| date.the_month()).is_none_or(|month| month <= 2);
        (first == Some(year) || first == Some(year + 1) && soon) && is_named(t)
    };
    let mut terms = graph.person(person).tenures.iter().map(|id| graph.tenure(*id));
    if outcome == Some(Outcome::Elected)
        && let Some(term) = terms.find(|t| took_office(t) && !court.others(&t.citations, own).is_empty())
    {
        let places = term.citations.iter().take(1).copied().collect();
        let office = &graph.office(term.office).name;
        return (says, (ClaimVerdict::Confirmed, format!("the term as {office} began then"), places));
    }
    let known: Vec<Outcome> = of_year.iter().filter_map(|c| c.outcome.best().copied()).collect();
    // Somebody who won a primary may have lost the contest that the sentence means.
    let certain = outcome.filter(|o| matches!(o, Outcome::Elected | Outcome::Lost) && of_year.len() == 1);
    if let (Some(claimed), [only]) = (certain, &known[..])
        && only.stood()
        && !alike(*only, claimed)
    {
        let places = of_year[0].stood.iter().take(2).copied().collect();
        let title = &graph.contest(of_year[0].contest).title;
        let told = if *only == Outcome::Elected { "elected" } else { "not elected" };
        return (says, (ClaimVerdict::Contradicted, format!("in the {title} {name} was {told}"), places));
    }
    (says, unknown(if of_year.is_empty() { "no table of such a contest was read" } else { "the outcome is not known" }))
}

fn in_contest(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Elected => "won",
        Outcome::Withdrew => "withdrew from",
        Outcome::Declined => "declined to stand in",
        Outcome::Lost | Outcome::Eliminated => "lost",
    }
}

/// Returns true if two outcomes say the same: whoever is eliminated has lost.
fn alike(one: Outcome, other: Outcome) -> bool {
    let plain = |outcome| if outcome == Outcome::Eliminated { Outcome::Lost } else { outcome };
    plain(one) == plain(other)
}

fn is_primary(contest: &Contest) -> bool {
    let title = contest.title.to_lowercase();
    ["primary", "primaries", "runoff", "run-off", "caucus", "convention"].iter().any(|word| title.contains(word))
}

/// Returns the candidacy of somebody with this name, or with its last word as surname.
fn stands<'g>(court: &Court<'g>, contest: &Contest, name: &str) -> Option<&'g Candidacy> {
    let surname = |name: &str| fold(name.split(" (").next().unwrap_or(name)).rsplit(' ').next().map(str::to_string);
    let wanted = surname(name);
    court.graph.candidacies_of(contest.id).find(|c| surname(&court.graph.person(c.person).name) == wanted)
}
