//! Judges claims such as "the first open to the whole membership" and "the first incumbent to be defeated".

use super::meetings::when;
use super::{ClaimVerdict, Court, Finding, in_words, unknown};
use crate::facts::claim::Scope;
use crate::facts::{Citation, Selectorate};
use crate::graph::{CitationId, Contest};

pub(super) fn selectorate(
    court: &Court<'_>,
    own: &Citation,
    contest: &Contest,
    selectorate: Selectorate,
    scope: &Scope,
) -> (String, Finding) {
    let graph = court.graph;
    let where_ = match scope {
        Scope::Office => contest.office.map_or_else(String::new, |o| format!(" for {}", graph.office(o).name)),
        Scope::Country(country) => format!(" in {country} history"),
    };
    let says = format!("the {} is the first{where_} in which {} voted", contest.title, selectorate.label());
    let Some(date) = contest.date() else { return (says, unknown("the contest has no date")) };
    let pool: Vec<&Contest> = match scope {
        Scope::Office => match court.earlier(contest) {
            Some(earlier) => earlier,
            None => return (says, unknown("the contest's office is not known")),
        },
        Scope::Country(_) => graph
            .contests()
            .iter()
            .filter(|c| {
                c.country.is_some() && c.country == contest.country && c.kind == contest.kind && c.counts(false)
            })
            .filter(|c| c.date().is_some_and(|d| d.order(date) == crate::wikitext::DateOrder::Earlier))
            .collect(),
    };
    let alike: Vec<&&Contest> = pool.iter().filter(|c| c.selectorate.best() == Some(&selectorate)).collect();
    if !alike.is_empty() {
        let evidence: Vec<CitationId> =
            alike.iter().flat_map(|c| c.selectorate.first().into_iter().flat_map(|s| s.citations.clone())).collect();
        let because = format!(
            "{} already voted in {}",
            selectorate.label(),
            in_words(&alike.iter().map(|c| when(c)).collect::<Vec<_>>())
        );
        let others = court.others(&evidence, own);
        if !others.is_empty() {
            return (says, (ClaimVerdict::Contradicted, because, others));
        }
    }
    if matches!(scope, Scope::Country(_)) {
        return (says, unknown("the sources that were read do not cover a country's whole history"));
    }
    let told: Vec<&&Contest> = pool.iter().filter(|c| !c.selectorate.is_empty()).collect();
    if pool.is_empty() || told.len() < pool.len() {
        let known = in_words(&told.iter().map(|c| when(c)).collect::<Vec<_>>());
        let because = if told.is_empty() {
            "no source says who voted in earlier contests".to_string()
        } else {
            format!("who voted in earlier contests is known only for {known}")
        };
        return (says, unknown(because));
    }
    let evidence = told
        .iter()
        .flat_map(|c| c.selectorate.first().into_iter().filter_map(|s| s.citations.first().copied()))
        .collect();
    let because = format!("in each of the {} known earlier contests, a different selectorate voted", pool.len());
    (says, (ClaimVerdict::Confirmed, because, evidence))
}

pub(super) fn defeat(court: &Court<'_>, own: &Citation, contest: &Contest, person: Option<&str>) -> (String, Finding) {
    let graph = court.graph;
    let who = person.map_or_else(|| "an incumbent".to_string(), ToString::to_string);
    let says = format!("the {} is the first in which an incumbent was defeated ({who})", contest.title);
    let lost = |c: &Contest| -> Option<(String, Vec<CitationId>)> {
        let standing = graph.candidacies_of(c.id).filter(|x| x.is_standing());
        let elected = graph.candidacies_of(c.id).any(|x| x.is_elected());
        let beaten = standing.into_iter().find(|x| graph.is_incumbent(x) && !x.is_elected() && elected)?;
        let places: Vec<CitationId> = beaten.named.iter().map(|(_, id)| *id).collect();
        let others = court.others(&places, own);
        (!others.is_empty()).then(|| (graph.person(beaten.person).name.clone(), others))
    };
    let here = lost(contest);
    let won = graph.candidacies_of(contest.id).find(|c| c.is_elected() && graph.is_incumbent(c));
    if let Some(won) = won {
        let because = format!("the incumbent, {}, was elected", graph.person(won.person).name);
        return (says, (ClaimVerdict::Contradicted, because, won.named.iter().map(|(_, id)| *id).collect()));
    }
    let Some(earlier) = court.earlier(contest) else {
        return (says, unknown("the contest's date or office is not known"));
    };
    if let Some((before, (name, places))) = earlier.iter().find_map(|c| lost(c).map(|found| (c, found))) {
        let because = format!("the incumbent, {name}, was already defeated in {}", when(before));
        return (says, (ClaimVerdict::Contradicted, because, places));
    }
    let told = earlier.iter().all(|c| graph.candidacies_of(c.id).any(|x| x.is_elected()) && !c.before.is_empty());
    match here {
        Some((name, places)) if told && !earlier.is_empty() => {
            let because = format!(
                "{name} was defeated, and no incumbent was defeated in the {} known earlier contests",
                earlier.len()
            );
            (says, (ClaimVerdict::Confirmed, because, places))
        }
        _ => (says, unknown("it is not known for all earlier contests whether the incumbent was defeated")),
    }
}
