//! Judges claims about one person: tenures, attempts, re-elections, unopposed candidacies and withdrawals.

use super::meetings::when;
use super::{ClaimVerdict, Court, Finding, in_words, unknown};
use crate::facts::Citation;
use crate::graph::{Candidacy, CitationId, Contest, Sourced};
use crate::wikitext::shown::ordinal;
use crate::wikitext::{Date, DateOrder};

/// The largest difference, in years, between two statements of the start or end of one spell.
const NEAR: i32 = 3;

/// How other sources compare with the date in a claim.
enum Beside {
    Agrees(Vec<CitationId>),
    Differs(String, Vec<CitationId>),
    Silent,
}

fn beside(court: &Court<'_>, own: &Citation, claimed: Option<Date>, values: &[Sourced<Date>]) -> Beside {
    let Some(claimed) = claimed else { return Beside::Silent };
    let others: Vec<(&Date, Vec<CitationId>)> = values
        .iter()
        .map(|v| (&v.value, court.others(&v.citations, own)))
        .filter(|(_, places)| !places.is_empty())
        .collect();
    if let Some((_, places)) = others.iter().find(|(date, _)| date.compatible(claimed)) {
        return Beside::Agrees(places.clone());
    }
    match others.first() {
        Some((date, places)) => Beside::Differs(date.long(), places.clone()),
        None => Beside::Silent,
    }
}

pub(super) fn held(
    court: &Court<'_>,
    own: &Citation,
    office: &str,
    name: &str,
    from: Option<Date>,
    to: Option<Date>,
) -> (String, Finding) {
    let graph = court.graph;
    let span = match (from, to) {
        (Some(from), Some(to)) => format!("from {} to {}", from.long(), to.long()),
        (Some(from), None) => format!("since {}", from.long()),
        (None, Some(to)) => format!("until {}", to.long()),
        (None, None) => "at some time".into(),
    };
    let says = format!("{name} held {office} {span}");
    let Some(office) = court.office(office) else { return (says, unknown("no source mentions the office")) };
    let Some(person) = court.person(name, Some(office)) else {
        return (says, unknown("no other source mentions the tenure"));
    };
    let mut best: Option<(usize, Finding)> = None;
    // Another spell of the same person, years away, is no evidence about this one.
    let year = |d: Option<Date>| d.and_then(|d| d.first_year().or(d.last_year()));
    let near = |values: &[Sourced<Date>], claimed: Option<Date>| match (values.first().map(|v| v.value), claimed) {
        (Some(known), Some(claimed)) => {
            year(Some(known)).zip(year(Some(claimed))).is_some_and(|(a, b)| (a - b).abs() <= NEAR)
        }
        _ => false,
    };
    for tenure in graph.tenures_of(office).filter(|t| t.person == person) {
        if !near(tenure.from.all(), from) && !near(tenure.to.all(), to) {
            continue;
        }
        let start = beside(court, own, from, tenure.from.all());
        let end = beside(court, own, to, tenure.to.all());
        let verdict = match (start, end) {
            (Beside::Agrees(mut a), Beside::Agrees(b)) => {
                a.extend(b);
                (2, (ClaimVerdict::Confirmed, "other sources give the same dates".to_string(), a))
            }
            (Beside::Agrees(_), Beside::Silent) if to.is_some() => {
                (0, unknown("the start agrees; no other source dates the end"))
            }
            (Beside::Silent, Beside::Agrees(_)) if from.is_some() => {
                (0, unknown("the end agrees; no other source dates the start"))
            }
            (Beside::Agrees(a), Beside::Silent) | (Beside::Silent, Beside::Agrees(a)) => {
                (1, (ClaimVerdict::Confirmed, "other sources give the same date".to_string(), a))
            }
            (Beside::Differs(date, places), _) => (
                0,
                (ClaimVerdict::Contradicted, format!("according to other sources, the tenure began in {date}"), places),
            ),
            (_, Beside::Differs(date, places)) => (
                0,
                (ClaimVerdict::Contradicted, format!("according to other sources, the tenure ended in {date}"), places),
            ),
            (Beside::Silent, Beside::Silent) => continue,
        };
        if best.as_ref().is_none_or(|(rank, _)| verdict.0 > *rank) {
            best = Some(verdict);
        }
    }
    let finding = best.map_or_else(|| unknown("no other source dates the tenure"), |(_, finding)| finding);
    (says, finding)
}

/// Returns the contests for the same office, up to and including `contest`, in which other citations say that the
/// person stood.
fn stood<'g>(
    court: &Court<'g>,
    own: &Citation,
    contest: &Contest,
    name: &str,
) -> Option<Vec<(&'g Contest, Vec<CitationId>)>> {
    let person = court.person(name, contest.office)?;
    let mut all = court.earlier(contest)?;
    all.push(court.graph.contest(contest.id));
    let of = |c: &&'g Contest| -> Option<(&'g Contest, Vec<CitationId>)> {
        let candidacy = court.graph.candidacies_of(c.id).find(|x| x.person == person && x.is_standing())?;
        let places: Vec<CitationId> = candidacy.named.iter().map(|(_, id)| *id).collect();
        let others = court.others(&places, own);
        (!others.is_empty()).then_some((*c, others))
    };
    Some(all.iter().filter_map(of).collect())
}

pub(super) fn attempt(
    court: &Court<'_>,
    own: &Citation,
    contest: &Contest,
    name: &str,
    number: u32,
) -> (String, Finding) {
    let says = format!("the {} is the {} attempt of {name}", contest.title, ordinal(number));
    let Some(known) = stood(court, own, contest, name).filter(|k| k.last().is_some_and(|(c, _)| c.id == contest.id))
    else {
        return (says, unknown("no other source says that the person stood"));
    };
    let list = in_words(&known.iter().map(|(c, _)| when(c)).collect::<Vec<_>>());
    let evidence = known.iter().flat_map(|(_, places)| places.iter().take(2).copied()).collect();
    let because = format!("known attempts: {list}");
    let finding = match known.len().cmp(&(number as usize)) {
        std::cmp::Ordering::Equal => (ClaimVerdict::Confirmed, because, evidence),
        std::cmp::Ordering::Greater => (
            ClaimVerdict::Contradicted,
            format!("it is at least the {}; {because}", ordinal(known.len() as u32)),
            evidence,
        ),
        std::cmp::Ordering::Less => unknown(format!("sources mention fewer; {because}")),
    };
    (says, finding)
}

fn candidacy<'g>(court: &Court<'g>, contest: &Contest, name: &str) -> Option<&'g Candidacy> {
    let person = court.person(name, contest.office)?;
    court.graph.candidacies_of(contest.id).find(|c| c.person == person)
}

pub(super) fn reelected(court: &Court<'_>, own: &Citation, contest: &Contest, name: &str) -> (String, Finding) {
    let graph = court.graph;
    let says = format!("{name} held the office and was elected again in the {}", contest.title);
    let Some(candidacy) = candidacy(court, contest, name) else {
        return (says, unknown("no other source says that the person stood"));
    };
    if let Some(other) = graph.candidacies_of(contest.id).find(|c| c.is_elected() && c.person != candidacy.person)
        && !candidacy.is_elected()
    {
        let because = format!("{} was elected", graph.person(other.person).name);
        return (
            says,
            (
                ClaimVerdict::Contradicted,
                because,
                other.outcome.first().map_or_else(Vec::new, |o| o.citations.to_vec()),
            ),
        );
    }
    let before = contest.before.first().filter(|b| !court.others(&b.citations, own).is_empty());
    match before {
        Some(before) if before.value == Some(candidacy.person) => {
            let because = "sources name the person as the holder before".to_string();
            (says, (ClaimVerdict::Confirmed, because, before.citations.to_vec()))
        }
        Some(before) => {
            let holder = before.value.map_or_else(|| "nobody".to_string(), |p| graph.person(p).name.clone());
            (says, (ClaimVerdict::Contradicted, format!("{holder} held the office before"), before.citations.to_vec()))
        }
        None if !candidacy.incumbent.is_empty() => {
            let places = court.others(&candidacy.incumbent, own);
            if places.is_empty() {
                return (says, unknown("no other source says who held the office before"));
            }
            (says, (ClaimVerdict::Confirmed, "sources call the person the incumbent".into(), places))
        }
        None => (says, unknown("no other source says who held the office before")),
    }
}

pub(super) fn unopposed(court: &Court<'_>, own: &Citation, contest: &Contest, name: &str) -> (String, Finding) {
    let graph = court.graph;
    let says = format!("{name} was the only candidate of the {}", contest.title);
    let Some(own_candidacy) = candidacy(court, contest, name) else {
        return (says, unknown("no other source says that the person stood"));
    };
    let rivals: Vec<&Candidacy> =
        graph.candidacies_of(contest.id).filter(|c| c.person != own_candidacy.person && c.is_standing()).collect();
    let voted = |c: &&&Candidacy| c.rounds.values().any(|r| !r.votes.is_empty() || !r.shares.is_empty());
    let rivals_with_votes: Vec<&Candidacy> = rivals.iter().filter(voted).copied().collect();
    if rivals.is_empty() {
        let places: Vec<CitationId> = own_candidacy.named.iter().map(|(_, id)| *id).collect();
        let others = court.others(&places, own);
        if others.is_empty() {
            return (says, unknown("no other source names the contest's candidates"));
        }
        return (says, (ClaimVerdict::Confirmed, "no source mentions votes for another candidate".into(), others));
    }
    // A person who is named but has no known votes may have withdrawn before the vote.
    if rivals_with_votes.is_empty() {
        return (says, unknown("other candidates are named, but no source gives votes for them"));
    }
    let rivals = rivals_with_votes;
    let names: Vec<String> = rivals.iter().map(|c| graph.person(c.person).name.clone()).collect();
    let places = rivals.iter().flat_map(|c| c.named.iter().map(|(_, id)| *id)).collect();
    (says, (ClaimVerdict::Contradicted, format!("there were votes for {}", in_words(&names)), places))
}

pub(super) fn withdrew(contest: &Contest, name: &str, date: Date) -> (String, Finding) {
    let says = format!("{name} withdrew from the {} on {}", contest.title, date.long());
    let Some(held) = contest.date() else { return (says, unknown("the contest has no date")) };
    let places = contest.dates.first().map_or_else(Vec::new, |d| d.citations.to_vec());
    match date.order(held) {
        DateOrder::Later => {
            (says, (ClaimVerdict::Contradicted, format!("that is after the vote of {}", held.long()), places))
        }
        DateOrder::Earlier => (says, unknown("that is before the vote; no other source dates it")),
        DateOrder::Unknown => (says, unknown("whether that was before the vote is not known")),
    }
}
